/* gp-matrix-rows.c — which rows the matrix shows
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-matrix-rows"
#include "config.h"

#include "gp-matrix-rows.h"

static gpointer
cell_key (const GpAccessMatrix *matrix,
          guint                 subject,
          guint                 role,
          guint                 action)
{
  guint n_roles = gp_access_matrix_n_roles (matrix);

  return GUINT_TO_POINTER ((subject * n_roles + role) * gp_access_matrix_n_actions (matrix)
                           + action + 1);
}

static void
collect_untested (GpMatrixRows *self)
{
  for (guint i = 0; i < self->view->coverage->len; i++)
    {
      const GpAccessCoverage *cell = &g_array_index (self->view->coverage, GpAccessCoverage, i);

      if (!cell->has_allowed || !cell->has_denied)
        g_hash_table_add (self->untested, cell_key (self->view->matrix, cell->subject, cell->role,
                                                    cell->action));
    }
}

gboolean
gp_matrix_rows_is_untested (const GpMatrixRows *self,
                            guint               subject,
                            guint               role,
                            guint               action)
{
  return g_hash_table_contains (self->untested, cell_key (self->view->matrix, subject, role,
                                                          action));
}

static gboolean
is_public_write (const GpAccessMatrix *matrix,
                 guint                 subject)
{
  for (guint role = 0; role < gp_access_matrix_n_roles (matrix); role++)
    {
      if (!gp_element_is (gp_access_matrix_get_role (matrix, role), GP_ROLE_MEMBERSHIP,
                          "everyone"))
        continue;
      for (guint action = 0; action < gp_access_matrix_n_actions (matrix); action++)
        if (!g_str_equal (gp_access_matrix_get_action (matrix, action), "read")
            && gp_access_matrix_get (matrix, subject, role, action)->state
                 != GP_ACCESS_CELL_NONE)
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_untested (const GpMatrixRows *self,
              guint               subject)
{
  const GpAccessMatrix *matrix = self->view->matrix;

  for (guint role = 0; role < gp_access_matrix_n_roles (matrix); role++)
    for (guint action = 0; action < gp_access_matrix_n_actions (matrix); action++)
      if (gp_matrix_rows_is_untested (self, subject, role, action))
        return TRUE;
  return FALSE;
}

static gboolean
accepts (const GpMatrixRows *self,
         GpMatrixFilter      filter,
         const char         *folded,
         guint               subject)
{
  const GpAccessMatrix *matrix = self->view->matrix;
  const char *name = gp_element_get_name (gp_access_matrix_get_subject (matrix, subject));
  g_autofree char *folded_name = g_utf8_casefold (name, -1);

  if (strstr (folded_name, folded) == NULL)
    return FALSE;
  switch (filter)
    {
    case GP_MATRIX_PUBLIC_WRITE:
      return is_public_write (matrix, subject);
    case GP_MATRIX_UNTESTED:
      return has_untested (self, subject);
    case GP_MATRIX_ALL:
    default:
      return TRUE;
    }
}

static void
add_subject (GpMatrixRows *self,
             guint         i,
             GHashTable   *unfolded)
{
  GpMatrixRow row = { .subject = i };
  const GpId *id = gp_element_get_id (gp_access_matrix_get_subject (self->view->matrix, i));
  g_autoptr(GPtrArray) fields = NULL;

  g_array_append_val (self->rows, row);
  if (!g_hash_table_contains (unfolded, id))
    return;
  fields = gp_design_list_children (gp_access_get_design (self->view->access), id, GP_KIND_FIELD);
  for (guint f = 0; f < fields->len; f++)
    {
      row.field = fields->pdata[f];
      g_array_append_val (self->rows, row);
    }
}

GpMatrixRows *
gp_matrix_rows_new (GpAccessView   *view,
                    GpMatrixFilter  filter,
                    const char     *text,
                    GHashTable     *unfolded)
{
  GpMatrixRows *self = g_new0 (GpMatrixRows, 1);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  self->view = gp_access_view_ref (view);
  self->rows = g_array_new (FALSE, FALSE, sizeof (GpMatrixRow));
  self->untested = g_hash_table_new (NULL, NULL);
  collect_untested (self);
  for (guint i = 0; i < gp_access_matrix_n_subjects (view->matrix); i++)
    if (accepts (self, filter, folded, i))
      add_subject (self, i, unfolded);
  return self;
}

void
gp_matrix_rows_free (GpMatrixRows *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->untested);
  g_array_unref (self->rows);
  gp_access_view_unref (self->view);
  g_free (self);
}

int
gp_matrix_rows_find (const GpMatrixRows *self,
                     const GpId         *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GpMatrixRow *row = &g_array_index (self->rows, GpMatrixRow, i);
      const GpElement *element = row->field != NULL
                                   ? row->field
                                   : gp_access_matrix_get_subject (self->view->matrix,
                                                                   row->subject);

      if (gp_id_equal (gp_element_get_id (element), id))
        return (int) i;
    }
  return -1;
}
