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

struct _GpCodeRow
{
  GpPropertyRow parent_instance;

  GtkWidget *view;
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
changed_cb (GpCodeRow *self)
{
  g_autofree char *text = NULL;

  if (self->showing)
    return;

  text = gp_code_view_dup_text (GP_CODE_VIEW (self->view));
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
  self->showing = FALSE;
}

static void
gp_code_row_constructed (GObject *object)
{
  GpCodeRow *self = GP_CODE_ROW (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  G_OBJECT_CLASS (gp_code_row_parent_class)->constructed (object);

  self->view = gp_code_view_new (language_for (gp_property_row_get_info (GP_PROPERTY_ROW (self))));
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), self->view);

  g_signal_connect_object (self->view, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, focus);
}

static void
gp_code_row_class_init (GpCodeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_code_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->wide = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_code_row_show;
}

static void
gp_code_row_init (GpCodeRow *self)
{
}
