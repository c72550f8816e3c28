/* gp-code-row.c — prose, code, expressions and JSON, in an editor of several lines
 * SPDX-License-Identifier: Apache-2.0
 *
 * Code is taken as it is typed, right or not: a half-written condition must survive closing the
 * program, and lint says what is wrong with it. What the checker thinks of it stands below.
 */
#define G_LOG_DOMAIN "gp-code-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-code-view.h"
#include "gp-verdict.h"

#include <glib/gi18n-lib.h>

struct _GpCodeRow
{
  GpPropertyRow parent_instance;

  GtkWidget *view;
  GtkWidget *verdict;     /* NULL for what is no expression */
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpCodeRow, gp_code_row, GP_TYPE_PROPERTY_ROW)

static const char *
language_for (const GpPropertyInfo *info)
{
  if (info->property == GP_STEP_CODE)
    return "js";

  switch ((int) info->type)
    {
    case GP_TYPE_CODE:
      return "sql";
    case GP_TYPE_JSON:
      return "json";
    case GP_TYPE_EXPRESSION:
      return "groundplan-expression";
    default:
      return NULL;
    }
}

static void
update_verdict (GpCodeRow  *self,
                const char *text)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  const GpElement *element = gp_property_row_peek_element (row);
  g_autoptr(GpVerdict) verdict = NULL;
  g_autofree char *sentence = NULL;

  if (self->verdict == NULL || element == NULL)
    return;

  verdict = gp_verdict_new (gp_session_get_design (gp_property_row_get_session (row)), element,
                            gp_property_row_get_property (row), text);
  gtk_widget_set_visible (self->verdict, verdict != NULL);
  gp_code_view_mark (GP_CODE_VIEW (self->view), verdict != NULL ? verdict->offset : 0,
                     verdict != NULL ? verdict->length : 0);
  if (verdict == NULL)
    return;

  /* Translators: an expression is sound; %s is the type of its value. */
  sentence = verdict->good ? g_strdup_printf (_("✓ %s"), verdict->sentence)
                           : g_strdup (verdict->sentence);
  gtk_label_set_label (GTK_LABEL (self->verdict), sentence);
  gtk_widget_remove_css_class (self->verdict, verdict->good ? "error" : "dim-label");
  gtk_widget_add_css_class (self->verdict, verdict->good ? "dim-label" : "error");
}

static void
changed_cb (GpCodeRow *self)
{
  g_autofree char *text = NULL;

  if (self->showing)
    return;

  text = gp_code_view_dup_text (GP_CODE_VIEW (self->view));
  update_verdict (self, text);
  gp_property_row_submit (GP_PROPERTY_ROW (self),
                          *text != '\0' ? gp_value_text (text) : gp_value_none (), TRUE);
}

static void
left_cb (GpCodeRow *self)
{
  gp_history_break (gp_session_get_history (gp_property_row_get_session (GP_PROPERTY_ROW (self))));
}

static void
gp_code_row_show (GpPropertyRow *row,
                  const GpValue *value,
                  gboolean       mixed)
{
  GpCodeRow *self = GP_CODE_ROW (row);
  const char *text = mixed ? NULL : gp_value_get_text (value);

  self->showing = TRUE;
  gp_code_view_set_text (GP_CODE_VIEW (self->view), text != NULL ? text : "");
  gp_code_view_set_placeholder (GP_CODE_VIEW (self->view),
                                mixed ? C_("several values", "mixed") : NULL);
  self->showing = FALSE;
  update_verdict (self, text != NULL ? text : "");
}

static void
gp_code_row_edit_at (GpPropertyRow *row,
                     gsize          offset)
{
  gp_code_view_place_cursor (GP_CODE_VIEW (GP_CODE_ROW (row)->view), offset);
}

static void
gp_code_row_constructed (GObject *object)
{
  GpCodeRow *self = GP_CODE_ROW (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const GpPropertyInfo *info;

  G_OBJECT_CLASS (gp_code_row_parent_class)->constructed (object);

  info = gp_property_row_get_info (GP_PROPERTY_ROW (self));
  self->view = gp_code_view_new (language_for (info));
  gtk_box_append (GTK_BOX (box), self->view);
  if (info->type == GP_TYPE_EXPRESSION)
    {
      self->verdict = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (self->verdict), 0);
      gtk_label_set_wrap (GTK_LABEL (self->verdict), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (self->verdict), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (self->verdict, "caption");
      gtk_widget_set_visible (self->verdict, FALSE);
      gtk_box_append (GTK_BOX (box), self->verdict);
    }
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);

  g_signal_connect_object (self->view, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, focus);
}

static void
gp_code_row_class_init (GpCodeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_code_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->wide = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->edit_at = gp_code_row_edit_at;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_code_row_show;
}

static void
gp_code_row_init (GpCodeRow *self)
{
}
