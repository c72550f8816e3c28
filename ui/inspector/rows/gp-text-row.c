/* gp-text-row.c — names, lines, numbers, durations and points, typed as text
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every keystroke that makes a valid value is applied; the steps of one stay in the row are one
 * step of history. What is not valid stays in the entry with the reason below it until the row is
 * left, when the stored value comes back.
 *
 * An entry has one line and cuts what is longer. Where nobody types, a label over it says all of
 * it, in as many lines as it takes; it keeps its room meanwhile, so that nothing jumps.
 */
#define G_LOG_DOMAIN "gp-text-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-describe.h"
#include "gp-duration-words.h"
#include "gp-lead.h"
#include "gp-size-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

struct _GpTextRow
{
  GpPropertyRow parent_instance;

  GtkWidget *entry;
  GtkWidget *whole;                     /* over the entry: what it says, not cut */
  gboolean   is_title;
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpTextRow, gp_text_row, GP_TYPE_PROPERTY_ROW)

static char *
format_value (const GpPropertyInfo *info,
              const GpValue        *value)
{
  if (gp_value_is_none (value))
    return g_strdup ("");

  if (info->type == GP_TYPE_TIMESTAMP)
    {
      g_autoptr(GDateTime) utc =
        g_date_time_new_from_unix_utc (gp_value_get_int (value) / G_USEC_PER_SEC);
      g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

      /* Translators: when something was written, for strftime. */
      return local != NULL ? g_date_time_format (local, _("%-e %B %Y, %H:%M")) : g_strdup ("");
    }

  if (info->type == GP_TYPE_POINT)
    {
      const GpPoint *point = gp_value_get_point (value);

      return g_strdup_printf ("%.0f; %.0f", point->x, point->y);
    }

  if (info->type == GP_TYPE_DURATION)
    return gp_duration_to_words (gp_value_get_text (value));

  if (info->property == GP_BUCKET_MAX_SIZE)
    return gp_size_to_words (gp_value_get_int (value));

  if (info->type == GP_TYPE_INT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, gp_value_get_int (value));

  return g_strdup (gp_value_get_text (value));
}

static gboolean
parse_point (const char *text,
             GpValue    *out)
{
  char *end = NULL;
  double x, y;

  x = g_strtod (text, &end);
  while (g_ascii_isspace (*end) || *end == ';')
    end++;
  if (end == text || *end == '\0')
    return FALSE;

  text = end;
  y = g_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (x) || !isfinite (y))
    return FALSE;

  *out = gp_value_point (x, y);
  return TRUE;
}

/* NULL, or the sentence that says why @text is no value of the type. */
static const char *
parse_value (const GpPropertyInfo *info,
             const char           *text,
             GpValue              *out)
{
  gint64 number;

  if (*text == '\0')
    *out = gp_value_none ();
  else if (info->property == GP_BUCKET_MAX_SIZE)
    {
      if (!gp_size_from_words (text, &number))
        return _("Write how many bytes, or a size such as 20 MiB.");
      *out = gp_value_int (number);
    }
  else if (info->type == GP_TYPE_INT)
    {
      if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
        return _("Write a whole number that is not negative, such as 12.");
      *out = gp_value_int (number);
    }
  else if (info->type == GP_TYPE_POINT)
    {
      if (!parse_point (text, out))
        return _("Write two numbers with a semicolon between them.");
    }
  else if (info->type == GP_TYPE_DURATION)
    {
      g_autofree char *duration = gp_duration_from_words (text);

      *out = gp_value_text (duration != NULL ? duration : text);
    }
  else
    *out = gp_value_text (text);

  return NULL;
}

/* Either the entry is seen or, where nobody types, what it says as a whole. */
static void
show_whole (GpTextRow *self,
            gboolean   typing)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean whole = !typing && *text != '\0';

  gtk_label_set_label (GTK_LABEL (self->whole), text);
  gtk_widget_set_opacity (self->whole, whole ? 1 : 0);
  if (whole)
    gtk_widget_add_css_class (self->entry, "said-above");
  else
    gtk_widget_remove_css_class (self->entry, "said-above");
}

static gboolean
is_typed_into (GpTextRow *self)
{
  return gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
}

static void
changed_cb (GpTextRow *self)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *problem;
  GpValue value = GP_VALUE_INIT;

  show_whole (self, is_typed_into (self));
  if (self->showing)
    return;

  problem = parse_value (gp_property_row_get_info (row), text, &value);
  if (problem != NULL)
    gp_property_row_complain (row, problem);
  else
    gp_property_row_submit (row, value, TRUE);
}

static void
left_cb (GpTextRow *self)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);

  gp_history_break (gp_session_get_history (gp_property_row_get_session (row)));
  gp_property_row_restore (row);
  show_whole (self, FALSE);
}

static void
entered_cb (GpTextRow *self)
{
  show_whole (self, TRUE);
}

/* Whether people read the value in other words than it is stored in. */
static gboolean
has_words (const GpPropertyInfo *info)
{
  return info->type == GP_TYPE_DURATION || info->property == GP_BUCKET_MAX_SIZE;
}

/* Whether the entry that has the cursor says @value in other words. */
static gboolean
is_shown (GpTextRow     *self,
          const GpValue *value,
          gboolean       mixed)
{
  const GpPropertyInfo *info = gp_property_row_get_info (GP_PROPERTY_ROW (self));
  g_auto(GpValue) there = GP_VALUE_INIT;

  return !mixed && has_words (info) && is_typed_into (self)
         && parse_value (info, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &there) == NULL
         && gp_value_equal (&there, value);
}

/* What has no name is called by what it says. */
static void
show_placeholder (GpTextRow *self,
                  gboolean   mixed)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  const GpElement *element = gp_property_row_peek_element (row);
  g_autofree char *title = NULL;

  if (self->is_title && element != NULL)
    title = gp_describe_title (gp_session_get_design (gp_property_row_get_session (row)), element);
  else
    title = g_strdup (mixed ? C_("several values", "mixed") : C_("no value", "none"));

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), title);
}

static void
gp_text_row_show (GpPropertyRow *row,
                  const GpValue *value,
                  gboolean       mixed)
{
  GpTextRow *self = GP_TEXT_ROW (row);
  const GpPropertyInfo *info = gp_property_row_get_info (row);
  g_autofree char *text = mixed ? g_strdup ("") : format_value (info, value);

  self->showing = TRUE;
  /* "90d" that is being typed is not replaced by "90 days" under the cursor. */
  if (!is_shown (self, value, mixed)
      && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  show_placeholder (self, mixed);
  self->showing = FALSE;
}

/* It is no thing of its own: assistive programs read the entry, and clicks go to it. */
static GtkWidget *
new_whole (void)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "can-target", FALSE,
                       "wrap", TRUE,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "xalign", 1.0,
                       "justify", GTK_JUSTIFY_RIGHT,
                       "css-classes", (const char *[]) { "property-whole", NULL },
                       NULL);
}

/* Both have the one place of the grid, whose height is what the label takes at its width. */
static GtkWidget *
new_editor (GpTextRow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_grid_attach (GTK_GRID (grid), self->entry, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->whole, 0, 0, 1, 1);
  return grid;
}

static void
gp_text_row_constructed (GObject *object)
{
  GpTextRow *self = GP_TEXT_ROW (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GpPropertyType type;

  G_OBJECT_CLASS (gp_text_row_parent_class)->constructed (object);

  type = gp_property_row_get_info (GP_PROPERTY_ROW (self))->type;
  self->entry = g_object_new (GTK_TYPE_ENTRY,
                              "has-frame", FALSE,
                              "xalign", 1.0,
                              "width-chars", 6,
                              "enable-undo", FALSE,
                              "editable", type != GP_TYPE_TIMESTAMP,
                              "input-purpose", type == GP_TYPE_INT ? GTK_INPUT_PURPOSE_DIGITS
                                                                   : GTK_INPUT_PURPOSE_FREE_FORM,
                              "css-classes", (const char *[]) { "flat", "property-entry", NULL },
                              NULL);
  self->whole = new_whole ();
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), new_editor (self));

  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
}

static void
gp_text_row_class_init (GpTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_text_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_text_row_show;
}

static void
gp_text_row_init (GpTextRow *self)
{
}

void
gp_text_row_set_title (GpTextRow *self)
{
  g_return_if_fail (GP_IS_TEXT_ROW (self));

  self->is_title = TRUE;
  gp_property_row_hide_label (GP_PROPERTY_ROW (self));
  gp_lead_keep (GTK_EDITABLE (self->entry));
  gtk_widget_remove_css_class (self->entry, "property-entry");
  gtk_widget_add_css_class (self->entry, "title-entry");
  gtk_widget_remove_css_class (self->whole, "property-whole");
  gtk_widget_add_css_class (self->whole, "title-whole");
  gtk_label_set_xalign (GTK_LABEL (self->whole), 0);
  gtk_label_set_justify (GTK_LABEL (self->whole), GTK_JUSTIFY_LEFT);
}
