/* gp-store-insert.c — rows into tables, one by one or many at once
 * SPDX-License-Identifier: Apache-2.0
 *
 * Starting and ending a statement costs as much as the row that it inserts. So a whole design is
 * written with statements that take many rows: each row has its share of the parameters, and the
 * statement runs when all are bound. Rows that were left unbound are passed over, so the last
 * statement need not be full. A single edit is written row by row.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#define ROWS_AT_ONCE 16

static const struct
{
  const char *name;
  int n_columns;
  const char *single;
} tables[] = {
  [GP_STORE_ELEMENT] = { "element", 6, "INSERT INTO element VALUES (?1, ?2, ?3, ?4, ?5, ?6)" },
  [GP_STORE_VALUE] = { "value", 6, "INSERT INTO value VALUES (?1, ?2, ?3, ?4, ?5, ?6)" },
  [GP_STORE_TEXT_ITEM] = { "text_item", 4, "INSERT INTO text_item VALUES (?1, ?2, ?3, ?4)" },
  [GP_STORE_REFERENCE] = { "reference", 4, "INSERT INTO reference VALUES (?1, ?2, ?3, ?4)" },
  [GP_STORE_PLACEMENT] = { "placement", 9,
                           "INSERT INTO placement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (tables) == GP_STORE_N_TABLES);

/* The first column of every table is never null. */
static char *
dup_batch_sql (GpStoreTable table)
{
  GString *sql = g_string_new (NULL);
  int parameter = 1;

  g_string_printf (sql, "INSERT INTO %s SELECT * FROM (VALUES ", tables[table].name);
  for (int row = 0; row < ROWS_AT_ONCE; row++)
    for (int column = 0; column < tables[table].n_columns; column++)
      g_string_append_printf (sql, "%s?%d", column > 0 ? "," : row > 0 ? "),(" : "(", parameter++);
  g_string_append (sql, ")) WHERE column1 IS NOT NULL");
  return g_string_free (sql, FALSE);
}

GpSqliteStatement *
gp_store_insert_begin (GpStore *self, GpStoreTable table, int *first, GError **error)
{
  GpStoreInsert *insert = &self->inserts[table];

  if (insert->statement == NULL)
    {
      g_autofree char *sql = self->is_bulk ? dup_batch_sql (table) : NULL;

      insert->n = 0;
      insert->statement = gp_sqlite_prepare (self->db, sql != NULL ? sql : tables[table].single,
                                             error);
      if (insert->statement == NULL)
        return NULL;
    }

  *first = 1 + (int) insert->n * tables[table].n_columns;
  return insert->statement;
}

static gboolean
run (GpStoreInsert *insert, GError **error)
{
  insert->n = 0;
  if (!gp_sqlite_run (insert->statement, error))
    return FALSE;

  gp_sqlite_clear (insert->statement);
  return TRUE;
}

gboolean
gp_store_insert_end (GpStore *self, GpStoreTable table, GError **error)
{
  GpStoreInsert *insert = &self->inserts[table];

  insert->n++;
  return (self->is_bulk && insert->n < ROWS_AT_ONCE) || run (insert, error);
}

gboolean
gp_store_insert_flush (GpStore *self, GError **error)
{
  for (guint i = 0; i < GP_STORE_N_TABLES; i++)
    if (self->inserts[i].n > 0 && !run (&self->inserts[i], error))
      return FALSE;
  return TRUE;
}

void
gp_store_insert_stop (GpStore *self)
{
  for (guint i = 0; i < GP_STORE_N_TABLES; i++)
    g_clear_pointer (&self->inserts[i].statement, gp_sqlite_statement_free);
  self->is_bulk = FALSE;
}
