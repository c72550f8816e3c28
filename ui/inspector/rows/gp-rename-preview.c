/* gp-rename-preview.c — what a new name is written into, beside the name itself
 * SPDX-License-Identifier: Apache-2.0
 *
 * The places are looked for once, by a worker, when the cursor comes into the name: a rename
 * rewrites them in the same step, so they stay the same places while it is typed. Their texts are
 * read again after each change.
 */
#define G_LOG_DOMAIN "gp-rename-preview"
#include "config.h"

#include "gp-rename-preview.h"

#include "gp-background.h"
#include "gp-describe.h"
#include "gp-hint.h"
#include "gp-impact.h"
#include "gp-snapshot.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES 6

struct _GpRenamePreview
{
  GtkBox parent_instance;

  GpSession    *session;
  GpId          id;
  GtkWidget    *heading;
  GtkWidget    *lines;
  GArray       *uses;         /* GpUse; NULL as long as nobody types */
  GpBackground *background;
  gboolean      active;
};

G_DEFINE_FINAL_TYPE (GpRenamePreview, gp_rename_preview, GTK_TYPE_BOX)

typedef struct
{
  GpSnapshot *snapshot;
  GpId        id;
} Question;

static void
question_free (gpointer data)
{
  g_object_unref (((Question *) data)->snapshot);
  g_free (data);
}

static void
line_clicked_cb (GtkButton *button,
                 gpointer   user_data)
{
  GpRenamePreview *self = user_data;
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "use"));
  const GpUse *use = &g_array_index (self->uses, GpUse, i);
  char id[GP_ID_STRING_SIZE];

  gtk_widget_activate_action (GTK_WIDGET (self), "inspector.edit", "(suu)",
                              gp_id_format (&use->holder, id), (guint) use->property,
                              (guint) use->offset);
}

/* The expression as it is now; of a list of them, their number says nothing: what it is called. */
static const char *
text_of (const GpElement *holder,
         GpProperty       property)
{
  if (gp_property_value_type (property) == GP_VALUE_TEXT)
    return gp_element_get_text (holder, property) ?: "";

  return _(gp_property_get_info (property)->label);
}

static void
append_line (GpRenamePreview *self,
             GpDesign        *design,
             guint            i)
{
  const GpUse *use = &g_array_index (self->uses, GpUse, i);
  const GpElement *holder = gp_design_lookup (design, &use->holder);
  const GpElement *parent;
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (NULL);
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (holder == NULL)
    return;

  parent = gp_design_lookup (design, gp_element_get_parent (holder));
  place = gp_describe_title (design, parent != NULL ? parent : holder);
  text = g_strdelimit (g_strdup (text_of (holder, use->property)), "\r\n\t", ' ');
  markup = g_markup_printf_escaped ("%s  <tt>%s</tt>", place, text);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gp_hint_name (button, place);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_set_tooltip_text (button, text);
  g_object_set_data (G_OBJECT (button), "use", GUINT_TO_POINTER (i));
  g_signal_connect_object (button, "clicked", G_CALLBACK (line_clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (self->lines), button);
}

static void
fill (GpRenamePreview *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autofree char *heading = NULL;
  GtkWidget *line;
  guint n = self->uses != NULL ? self->uses->len : 0;

  while ((line = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), line);
  gtk_widget_set_visible (GTK_WIDGET (self), self->active && n > 0);
  if (!self->active || n == 0)
    return;

  heading = g_strdup_printf (ngettext ("A new name is written into %u expression too",
                                       "A new name is written into %u expressions too", n), n);
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  for (guint i = 0; i < MIN (n, MAX_LINES); i++)
    append_line (self, design, i);
}

/* --- the question --- */

static gpointer
copy_question (gpointer owner)
{
  GpRenamePreview *self = owner;
  Question *question = g_new0 (Question, 1);

  question->snapshot = gp_snapshot_take (gp_session_get_design (self->session));
  question->id = self->id;
  return question;
}

static gpointer
list_texts (gpointer      data,
            GCancellable *cancellable)
{
  Question *question = data;

  return gp_impact_list_texts (gp_snapshot_get_design (question->snapshot), &question->id);
}

static void
take_uses (gpointer owner,
           gpointer question,
           gpointer uses)
{
  GpRenamePreview *self = owner;

  g_clear_pointer (&self->uses, g_array_unref);
  self->uses = uses;
  fill (self);
}

static const GpBackgroundWork work = {
  .ask = copy_question,
  .answer = list_texts,
  .take = take_uses,
  .question_free = question_free,
  .answer_free = (GDestroyNotify) g_array_unref,
};

static void
entered_cb (GpRenamePreview *self)
{
  self->active = TRUE;
  gp_background_ask (self->background);
}

static void
left_cb (GpRenamePreview *self)
{
  gp_background_stop (self->background);
  self->active = FALSE;
  fill (self);
}

static void
design_applied_cb (GpRenamePreview *self)
{
  if (self->active)
    fill (self);
}

static void
gp_rename_preview_dispose (GObject *object)
{
  GpRenamePreview *self = GP_RENAME_PREVIEW (object);

  g_clear_pointer (&self->background, gp_background_free);
  g_clear_pointer (&self->uses, g_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_rename_preview_parent_class)->dispose (object);
}

static void
gp_rename_preview_class_init (GpRenamePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_rename_preview_dispose;
}

static void
gp_rename_preview_init (GpRenamePreview *self)
{
  self->background = gp_background_new (self, &work);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "rename-preview");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_label_set_wrap (GTK_LABEL (self->heading), TRUE);
  gtk_widget_add_css_class (self->heading, "caption-heading");
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self), self->heading);
  gtk_box_append (GTK_BOX (self), self->lines);
}

GtkWidget *
gp_rename_preview_new (GpSession  *session,
                       const GpId *id,
                       GtkWidget  *entry)
{
  GpRenamePreview *self = g_object_new (GP_TYPE_RENAME_PREVIEW, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->session = g_object_ref (session);
  self->id = *id;
  g_signal_connect_object (focus, "enter", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
