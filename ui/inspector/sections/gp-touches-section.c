/* gp-touches-section.c — what a flow or a step reads, writes, sends and calls
 * SPDX-License-Identifier: Apache-2.0
 *
 * Made anew only where it says something else, so that nobody's focus is lost. */
#define G_LOG_DOMAIN "gp-touches-section"
#include "config.h"

#include "gp-section.h"

#include "gp-describe.h"
#include "gp-flow-touch.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_TOUCHES_SECTION (gp_touches_section_get_type ())
G_DECLARE_FINAL_TYPE (GpTouchesSection, gp_touches_section, GP, TOUCHES_SECTION, GpSection)

struct _GpTouchesSection
{
  GpSection parent_instance;

  GArray *ids;        /* GpId of the lines */
  char   *shown;      /* what the lines say */
};

G_DEFINE_FINAL_TYPE (GpTouchesSection, gp_touches_section, GP_TYPE_SECTION)

static const struct
{
  GpFlowVerb  verb;
  const char *words;
} verbs[] = {
  { GP_FLOW_READS, NC_("a step does to it", "reads") },
  { GP_FLOW_CREATES, NC_("a step does to it", "creates") },
  { GP_FLOW_UPDATES, NC_("a step does to it", "updates") },
  { GP_FLOW_DELETES, NC_("a step does to it", "deletes") },
  { GP_FLOW_EMITS, NC_("a step does to it", "emits") },
  { GP_FLOW_RUNS, NC_("a step does to it", "runs") },
  { GP_FLOW_CALLS, NC_("a step does to it", "calls") },
};

static char *
say_verbs (GpDesign          *design,
           const GpFlowTouch *touch)
{
  const GpElement *target = gp_design_lookup (design, &touch->target);
  g_autoptr(GString) words = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      const char *word = g_dpgettext2 (GETTEXT_PACKAGE, "a step does to it", verbs[i].words);

      if ((touch->verbs & verbs[i].verb) == 0)
        continue;
      if (verbs[i].verb == GP_FLOW_READS && gp_element_get_kind (target) == GP_KIND_EVENT)
        word = C_("a step does to it", "waits for");
      g_string_append_printf (words, "%s%s", words->len > 0 ? C_("list", ", ") : "", word);
    }
  return g_strdup (words->str);
}

static GtkWidget *
make_line (GpDesign          *design,
           const GpFlowTouch *touch)
{
  const GpElement *target = gp_design_lookup (design, &touch->target);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *title = gp_describe_title (design, target);
  g_autofree char *said = say_verbs (design, touch);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *words = gtk_label_new (said);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (box, "property");
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (gp_describe_icon (gp_element_get_kind (target))));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), words);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gp_hint_name_row (box);
  return row;
}

/* All that the lines depend on, as one text. */
static char *
fingerprint (GpDesign *design,
             GArray   *touches)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < touches->len; i++)
    {
      const GpFlowTouch *touch = &g_array_index (touches, GpFlowTouch, i);
      g_autofree char *title = gp_describe_title (design, gp_design_lookup (design,
                                                                            &touch->target));
      char id[GP_ID_STRING_SIZE];

      g_string_append_printf (text, "%s %u %s\n", gp_id_format (&touch->target, id), touch->verbs,
                              title);
    }
  return g_strdup (text->str);
}

static void
gp_touches_section_refresh (GpSection *section)
{
  GpTouchesSection *self = GP_TOUCHES_SECTION (section);
  GpDesign *design = gp_session_get_design (gp_section_get_session (section));
  const GpElement *holder = gp_section_peek_element (section);
  GtkListBox *list = gp_section_get_list (section);
  g_autoptr(GArray) touches = holder != NULL
                                ? gp_flow_list_touches (design, holder)
                                : g_array_new (FALSE, FALSE, sizeof (GpFlowTouch));
  g_autofree char *said = fingerprint (design, touches);
  GtkWidget *row;

  gtk_widget_set_visible (GTK_WIDGET (self), touches->len > 0);
  if (g_strcmp0 (said, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&said);
  g_array_set_size (self->ids, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; i < touches->len; i++)
    {
      const GpFlowTouch *touch = &g_array_index (touches, GpFlowTouch, i);

      g_array_append_val (self->ids, touch->target);
      gtk_list_box_append (list, make_line (design, touch));
    }
}

static void
row_activated_cb (GpTouchesSection *self,
                  GtkListBoxRow    *row)
{
  guint i = (guint) gtk_list_box_row_get_index (row);
  GpId id;

  if (i >= self->ids->len)
    return;
  id = g_array_index (self->ids, GpId, i);
  gp_session_reveal (gp_section_get_session (GP_SECTION (self)), &id);
}

static void
gp_touches_section_finalize (GObject *object)
{
  GpTouchesSection *self = GP_TOUCHES_SECTION (object);

  g_array_unref (self->ids);
  g_free (self->shown);

  G_OBJECT_CLASS (gp_touches_section_parent_class)->finalize (object);
}

static void
gp_touches_section_class_init (GpTouchesSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_touches_section_finalize;
  GP_SECTION_CLASS (klass)->refresh = gp_touches_section_refresh;
}

static void
gp_touches_section_init (GpTouchesSection *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (GpId));
}

GtkWidget *
gp_touches_section_new (GpSession *session)
{
  GpTouchesSection *self = g_object_new (GP_TYPE_TOUCHES_SECTION, "session", session, NULL);

  gp_section_set_title (GP_SECTION (self), _("Touches"));
  g_signal_connect_object (gp_section_get_list (GP_SECTION (self)), "row-activated",
                           G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
