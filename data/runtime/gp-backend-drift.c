/* gp-backend-drift.c — tables that another program has taken something from
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nobody is asked before each request whether all is still there: that a table or a column is gone
 * is found out when a statement fails, and by those who ask for the backend's health. */
#define G_LOG_DOMAIN "gp-backend-drift"
#include "config.h"
#include "gp-backend-drift.h"

#include "gp-backend-private.h"
#include "gp-problem.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* The names of the columns that the table has in the file. */
static GHashTable *
list_columns (GpBackend      *self,
              const GpTable  *table,
              GError        **error)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    self->sqlite, "SELECT name FROM pragma_table_info (?1)", error);
  GpSqliteStep step;

  if (statement == NULL)
    return NULL;

  gp_sqlite_bind_text (statement, 1, table->name);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    g_hash_table_add (names, g_strdup (gp_sqlite_column_text (statement, 0, NULL)));
  if (step == GP_SQLITE_FAILED)
    return NULL;

  return g_steal_pointer (&names);
}

static gboolean
check_table (GpBackend      *self,
             const GpTable  *table,
             GError        **error)
{
  g_autoptr(GHashTable) names = list_columns (self, table, error);

  if (names == NULL)
    return FALSE;
  if (g_hash_table_size (names) == 0)
    return gp_problem_set (error, SOUP_STATUS_SERVICE_UNAVAILABLE, "drift",
                           _("The table “%s” is gone: another program has changed the file of this "
                             "backend. Put the table back, or restore a copy of the file."),
                           table->name);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);

      if (!g_hash_table_contains (names, column->name))
        return gp_problem_set (error, SOUP_STATUS_SERVICE_UNAVAILABLE, "drift",
                               _("The table “%s” has no column “%s” any more: another program has "
                                 "changed the file of this backend. Put the column back, or "
                                 "restore a copy of the file."),
                               table->name, column->name);
    }

  return TRUE;
}

gboolean
gp_backend_check_tables (GpBackend  *self,
                         GError    **error)
{
  for (gsize i = 0; i < gp_schema_get_size (self->schema); i++)
    if (!check_table (self, gp_schema_get_table (self->schema, i), error))
      return FALSE;

  return TRUE;
}
