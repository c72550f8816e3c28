/* gp-matrix-grid-role.c — the heads of roles, and the role that is selected
 * SPDX-License-Identifier: Apache-2.0
 *
 * A role that becomes selected comes into sight once, and the cursor with it. One that is new is
 * selected before the rules were asked about it: it is awaited until it has a column. What undo and
 * redo bring back is not selected, and stays where it is.
 */
#define G_LOG_DOMAIN "gp-matrix-grid"
#include "config.h"

#include "gp-matrix-grid-private.h"

/* -1 where there is no head. */
static int
find_role (GpMatrixGrid *self,
           double        x)
{
  const GpAccessMatrix *matrix = self->rows->view->matrix;
  double along = x - self->name_width
                 + gp_matrix_grid_get_offset (self, GTK_ORIENTATION_HORIZONTAL);
  double group = gp_access_matrix_n_actions (matrix) * (double) self->sizes.cell + self->sizes.gap;

  if (x < self->name_width || along >= group * gp_access_matrix_n_roles (matrix))
    return -1;
  return (int) (along / group);
}

void
gp_matrix_grid_select (GpMatrixGrid *self,
                       const GpId   *id)
{
  GpId copy = *id;

  if (gp_design_lookup (gp_session_get_design (self->session), &copy) != NULL)
    gp_selection_set (gp_session_get_selection (self->session), &copy);
}

void
gp_matrix_grid_select_role (GpMatrixGrid *self,
                            double        x)
{
  int role = find_role (self, x);

  if (role >= 0)
    gp_matrix_grid_select (self, gp_element_get_id (gp_access_matrix_get_role (
      self->rows->view->matrix, (guint) role)));
}

gboolean
gp_matrix_grid_tell_role (GpMatrixGrid *self,
                          double        x,
                          GtkTooltip   *tooltip)
{
  int role = find_role (self, x);
  g_autofree char *words = NULL;

  if (role < 0)
    return FALSE;

  words = gp_matrix_cell_describe_role (self->rows->view->matrix, self->rows->view->lights,
                                        (guint) role);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/* The cursor goes to the role's first column, in its own row, or in one that is seen. */
static void
show_columns (GpMatrixGrid *self,
              guint         role)
{
  guint n_actions = gp_access_matrix_n_actions (self->rows->view->matrix);
  double start = gp_matrix_grid_column_start (self, role * n_actions);
  double top = gp_matrix_grid_get_offset (self, GTK_ORIENTATION_VERTICAL);
  double height = gtk_adjustment_get_page_size (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  int first = (int) ceil (top / self->sizes.row);
  int last = (int) ((top + height) / self->sizes.row) - 1;

  gp_matrix_grid_move (self, CLAMP (self->row, first, MAX (first, last)),
                       (int) (role * n_actions));
  gtk_adjustment_clamp_page (self->adjustments[GTK_ORIENTATION_HORIZONTAL], start,
                             start + n_actions * (double) self->sizes.cell);
}

static gboolean
has_place (GpMatrixGrid *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    if (self->adjustments[i] == NULL || gtk_adjustment_get_page_size (self->adjustments[i]) < 1)
      return FALSE;
  return TRUE;
}

void
gp_matrix_grid_show_role (GpMatrixGrid *self)
{
  const GpAccessMatrix *matrix;

  if (self->rows == NULL || gp_id_is_nil (&self->awaited) || !has_place (self))
    return;
  matrix = self->rows->view->matrix;
  for (guint i = 0; i < gp_access_matrix_n_roles (matrix); i++)
    if (gp_id_equal (gp_element_get_id (gp_access_matrix_get_role (matrix, i)), &self->awaited))
      {
        self->awaited = gp_id_nil;
        show_columns (self, i);
        return;
      }
}

static void
selection_changed_cb (GpMatrixGrid *self)
{
  const GpId *last = gp_selection_get_last (gp_session_get_selection (self->session));

  self->awaited = last != NULL ? *last : gp_id_nil;
  gp_matrix_grid_show_role (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gp_matrix_grid_follow_selection (GpMatrixGrid *self)
{
  g_signal_connect_object (gp_session_get_selection (self->session), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}
