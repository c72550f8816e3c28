/* gp-record-input.c — records on their way in
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-record-input"
#include "config.h"
#include "gp-record-input.h"

#include "gp-problem.h"

#include <glib/gi18n-lib.h>

void
gp_record_input_clear (GpRecordInput *self)
{
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->given, g_free);
}

static int
find_column (const GpTable *table,
             const char    *name)
{
  for (guint i = 0; name != NULL && i < table->columns->len; i++)
    {
      if (g_str_equal (((GpColumn *) g_ptr_array_index (table->columns, i))->name, name))
        return i;
    }

  return -1;
}

static void
read_value (GpRecordInput   *self,
            guint            i,
            GpJsonDocument  *document,
            GpJsonNode       node,
            GError         **problem)
{
  const GpColumn *column = g_ptr_array_index (self->table->columns, i);
  GpCell cell = GP_CELL_INIT;
  char *detail = NULL;

  if (column->inert && column->format.type == GP_CELL_TYPE_FILE)
    {
      gp_problem_add_field (problem, column->name,
                            g_strdup (_("a field holds one file here, and no list of them")));
      return;
    }
  if (column->inert || column->numbered_only)
    {
      gp_problem_add_field (problem, column->name, g_strdup (_("this cannot be written")));
      return;
    }
  if (column->is_file && gp_json_get_type (document, node) != GP_JSON_NULL)
    {
      gp_problem_add_field (problem, column->name, gp_cell_format_describe (&column->format));
      return;
    }
  if (gp_json_get_type (document, node) == GP_JSON_NULL)
    {
      if (!column->nullable)
        gp_problem_add_field (problem, column->name, g_strdup (_("a value is needed")));
    }
  else if (!gp_cell_from_json (&column->format, document, node, &cell, &detail))
    {
      gp_problem_add_field (problem, column->name,
                            detail != NULL ? detail : gp_cell_format_describe (&column->format));
      return;
    }

  gp_cell_clear (&g_array_index (self->cells, GpCell, i));
  g_array_index (self->cells, GpCell, i) = cell;
  self->given[i] = TRUE;
}

void
gp_record_input_complete (GpRecordInput *self,
                          gint64         now)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->table->columns, i);

      if (self->given[i] || column->inert || column->numbered)
        continue;
      g_array_index (self->cells, GpCell, i) = gp_default_make (&column->initial, &column->format,
                                                                now);
      self->given[i] = TRUE;
    }
}

const GpCell *
gp_record_input_find (const GpRecordInput *self,
                      const GpColumn      *column)
{
  guint i;

  if (!g_ptr_array_find (self->table->columns, column, &i) || !self->given[i])
    return NULL;

  return &g_array_index (self->cells, GpCell, i);
}

void
gp_record_input_set (GpRecordInput  *self,
                     const GpColumn *column,
                     GpCell          cell)
{
  guint i;

  g_return_if_fail (g_ptr_array_find (self->table->columns, column, &i));

  gp_cell_clear (&g_array_index (self->cells, GpCell, i));
  g_array_index (self->cells, GpCell, i) = cell;
  self->given[i] = TRUE;
}

gboolean
gp_record_input_check (const GpRecordInput  *self,
                       GError              **error)
{
  GError *problem = NULL;

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->table->columns, i);

      if (self->given[i] && !column->nullable
          && g_array_index (self->cells, GpCell, i).kind == GP_CELL_NULL)
        gp_problem_add_field (&problem, column->name, g_strdup (_("a value is needed")));
    }
  if (problem != NULL)
    g_propagate_error (error, problem);

  return problem == NULL;
}

gboolean
gp_record_input_read (GpRecordInput   *self,
                      const GpTable   *table,
                      GpJsonDocument  *document,
                      GpJsonNode       node,
                      GError         **error)
{
  GError *problem = NULL;

  if (gp_json_get_type (document, node) != GP_JSON_OBJECT)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "json", "%s",
                           _("A record must be a JSON object."));

  self->table = table;
  self->cells = gp_cells_new ();
  g_array_set_size (self->cells, table->columns->len);
  self->given = g_new0 (gboolean, table->columns->len + 1);
  for (GpJsonNode member = gp_json_first (document, node); member != 0;
       member = gp_json_next (document, member))
    {
      g_autofree char *name = g_strdup (gp_json_get_key (document, member));
      int i = find_column (table, name);

      if (i < 0)
        gp_problem_add_field (&problem, name != NULL ? name : "",
                              g_strdup (_("there is no such field")));
      else if (self->given[i])
        gp_problem_add_field (&problem, name, g_strdup (_("this is given twice")));
      else
        read_value (self, i, document, member, &problem);
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);

  return FALSE;
}

/* The next number of the column, or @used where that is later; either way it goes on after it. */
static gboolean
take_number (GpBackend       *backend,
             const GpColumn  *column,
             const GpCell    *used,
             gint64          *out,
             GError         **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (backend);
  g_autoptr(GpSqliteStatement) statement = NULL;

  if (used != NULL && used->integer == G_MAXINT64)
    return TRUE;
  statement = gp_sqlite_prepare (sqlite, used != NULL
                                   ? "INSERT INTO _gp_number VALUES (?1, ?2 + 1) "
                                     "ON CONFLICT (field) DO UPDATE "
                                     "SET next = max (next, excluded.next) RETURNING next - 1"
                                   : "INSERT INTO _gp_number VALUES (?1, 2) ON CONFLICT (field) "
                                     "DO UPDATE SET next = next + 1 RETURNING next - 1", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_id (statement, 1, &column->id);
  if (used != NULL)
    gp_sqlite_bind_int (statement, 2, MAX (used->integer, 0));
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;
  *out = gp_sqlite_column_int (statement, 0);

  return TRUE;
}

gboolean
gp_record_input_number (GpRecordInput  *self,
                        GpBackend      *backend,
                        gboolean        is_new,
                        GError        **error)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->table->columns, i);
      GpCell *cell = &g_array_index (self->cells, GpCell, i);
      gboolean is_given = self->given[i] && cell->kind == GP_CELL_INT;
      gint64 next;

      if (!column->numbered || (self->given[i] && !is_given) || (!self->given[i] && !is_new))
        continue;
      if (!take_number (backend, column, is_given ? cell : NULL, &next, error))
        return FALSE;
      if (is_given)
        continue;
      if (column->format.type == GP_CELL_TYPE_INTEGER && next > G_MAXINT32)
        return gp_problem_set (error, SOUP_STATUS_CONFLICT, "numbers",
                               _("The numbers of %s are used up: make it a bigint."), column->name);
      *cell = gp_cell_int (next);
      self->given[i] = TRUE;
    }

  return TRUE;
}
