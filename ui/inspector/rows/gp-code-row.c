/* gp-code-row.c — prose, code, expressions and JSON, in an editor of several lines
 * SPDX-License-Identifier: Apache-2.0
 *
 * Code is taken as it is typed, right or not: a half-written condition must survive closing the
 * program, and lint says what is wrong with it. What the checker thinks of it stands below.
 */
#define G_LOG_DOMAIN "gp-code-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-code-edit.h"

struct _GpCodeRow
{
  GpPropertyRow parent_instance;

  GtkWidget *edit;
};

G_DEFINE_FINAL_TYPE (GpCodeRow, gp_code_row, GP_TYPE_PROPERTY_ROW)

static void
changed_cb (GpCodeRow *self)
{
  g_autofree char *text = gp_code_edit_dup_text (GP_CODE_EDIT (self->edit));

  gp_property_row_submit (GP_PROPERTY_ROW (self),
                          *text != '\0' ? gp_value_text (text) : gp_value_none (), TRUE);
}

static void
gp_code_row_show (GpPropertyRow *row,
                  const GpValue *value,
                  gboolean       mixed)
{
  const char *text = mixed ? NULL : gp_value_get_text (value);

  gp_code_edit_set_text (GP_CODE_EDIT (GP_CODE_ROW (row)->edit),
                         gp_element_get_id (gp_property_row_peek_element (row)),
                         text != NULL ? text : "", mixed);
}

static void
gp_code_row_edit_at (GpPropertyRow *row,
                     gsize          offset)
{
  gp_code_edit_place_cursor (GP_CODE_EDIT (GP_CODE_ROW (row)->edit), offset);
}

static void
gp_code_row_constructed (GObject *object)
{
  GpCodeRow *self = GP_CODE_ROW (object);
  GpPropertyRow *row = GP_PROPERTY_ROW (self);

  G_OBJECT_CLASS (gp_code_row_parent_class)->constructed (object);

  self->edit = gp_code_edit_new (gp_property_row_get_session (row),
                                 gp_property_row_get_property (row));
  gp_property_row_set_editor (row, self->edit);
  g_signal_connect_object (self->edit, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
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
