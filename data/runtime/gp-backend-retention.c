/* gp-backend-retention.c — which records a deployment agreed to remove
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a design says and what was agreed to are two things: a file that was deployed before
 * backends removed anything has a design with retentions, and nobody was shown what that costs. */
#define G_LOG_DOMAIN "gp-backend-retention"
#include "config.h"
#include "gp-backend-retention.h"

#include "gp-plan-retention.h"

GpCell
gp_backend_make_retention_cell (const GpRetention *retention,
                                const GpColumn    *column,
                                gint64             now)
{
  gint64 end = gp_retention_get_end (retention, now);
  g_autoptr(GDateTime) time = NULL;

  if (column->format.type != GP_CELL_TYPE_DATE)
    return gp_cell_int (end);

  /* A date is the last moment of its day: whatever came on it came before the next one. */
  time = end != G_MININT64 ? g_date_time_new_from_unix_utc (end / G_USEC_PER_SEC) : NULL;

  return gp_cell_take_text (time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup (""));
}

/* --- what was agreed to ----------------------------------------------------------------------- */

GArray *
gp_backend_list_retentions (GpBackend  *self,
                            GError    **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    gp_backend_get_sqlite (self), "SELECT entity, field, keep FROM _gp_retention ORDER BY entity",
    error);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (GpRetentionLine));
  GpSqliteStep step;

  if (statement == NULL)
    return NULL;
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      GpRetentionLine line;

      if (gp_sqlite_column_id (statement, 0, &line.entity)
          && gp_sqlite_column_id (statement, 1, &line.field)
          && gp_retention_parse (gp_sqlite_column_text (statement, 2, NULL), &line.retention))
        g_array_append_val (lines, line);
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&lines) : NULL;
}

static gboolean
save (GpBackend        *self,
      const GpElement  *entity,
      const GpElement  *field,
      GError          **error)
{
  g_autoptr(GpSqliteStatement) insert = gp_sqlite_prepare (
    gp_backend_get_sqlite (self), "INSERT INTO _gp_retention (entity, field, keep) "
                                  "VALUES (?1, ?2, ?3)", error);

  if (insert == NULL)
    return FALSE;
  gp_sqlite_bind_id (insert, 1, gp_element_get_id (entity));
  gp_sqlite_bind_id (insert, 2, gp_element_get_id (field));
  gp_sqlite_bind_text (insert, 3, gp_element_get_text (entity, GP_ENTITY_RETENTION));

  return gp_sqlite_run (insert, error);
}

gboolean
gp_backend_save_retentions (GpBackend  *self,
                            GpDesign   *design,
                            GError    **error)
{
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  if (!gp_sqlite_exec (gp_backend_get_sqlite (self), "DELETE FROM _gp_retention", error))
    return FALSE;
  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *field;

      if (gp_retention_look (design, entities->pdata[i], NULL, &field) == GP_RETENTION_COUNTED
          && !save (self, entities->pdata[i], field, error))
        return FALSE;
    }

  return TRUE;
}

/* --- what a plan says ------------------------------------------------------------------------- */

static const GpRetentionLine *
find_line (GArray     *lines,
           const GpId *entity)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const GpRetentionLine *line = &g_array_index (lines, GpRetentionLine, i);

      if (gp_id_equal (&line->entity, entity))
        return line;
    }

  return NULL;
}

/* Records that are too old now. A field that is new begins with the time of the deployment; of one
 * that becomes something else nobody knows what its values will say. */
static gboolean
count (GpBackend              *self,
       const GpTable          *table,
       const GpRetentionLine  *wanted,
       const GpElement        *field,
       gint64                 *out,
       GError                **error)
{
  const GpColumn *column = gp_table_lookup (table, &wanted->field);
  GpSqlite *sqlite = gp_backend_get_sqlite (self);
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_auto(GpCell) end = GP_CELL_INIT;
  g_autofree char *sql = NULL;
  GError *failure = NULL;

  *out = 0;
  if (column == NULL)
    return TRUE;
  if (!gp_element_is (field, GP_FIELD_TYPE, gp_cell_type_get_info (column->format.type)->nick)
      || column->format.array)
    {
      sql = g_strdup_printf ("SELECT count (*) FROM %s", table->quoted);
      return gp_sqlite_query_int (sqlite, sql, out, error);
    }

  sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE %s < ?1", table->quoted, column->quoted);
  statement = gp_sqlite_prepare (sqlite, sql, error);
  if (statement == NULL)
    return FALSE;
  end = gp_backend_make_retention_cell (&wanted->retention, column, g_get_real_time ());
  gp_cell_bind (&end, statement, 1);
  if (gp_sqlite_step (statement, &failure) == GP_SQLITE_ROW)
    *out = gp_sqlite_column_int (statement, 0);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* @agreed: (nullable). @wanted: (nullable): for good. */
static gboolean
is_same (const GpRetentionLine *agreed,
         const GpRetentionLine *wanted)
{
  if (agreed == NULL || wanted == NULL)
    return agreed == wanted;

  return gp_id_equal (&agreed->field, &wanted->field)
         && agreed->retention.months == wanted->retention.months
         && agreed->retention.microseconds == wanted->retention.microseconds;
}

static gboolean
is_loss (const GpRetentionLine *agreed,
         const GpRetentionLine *wanted)
{
  return wanted != NULL
         && (agreed == NULL || !gp_id_equal (&agreed->field, &wanted->field)
             || gp_retention_is_shorter (&wanted->retention, &agreed->retention));
}

static gboolean
plan_one (GpBackend        *self,
          GpDesign         *live,
          GpDesign         *wanted,
          const GpElement  *entity,
          GArray           *lines,
          GPtrArray        *operations,
          GError          **error)
{
  const GpId *id = gp_element_get_id (entity);
  const GpTable *table = gp_schema_lookup (gp_backend_get_schema (self), id);
  const GpRetentionLine *agreed = find_line (lines, id);
  GpRetentionLine line = { .entity = *id };
  const GpElement *field = NULL;
  const GpRetentionLine *after = NULL;
  GpOperation *operation;

  if (gp_retention_look (wanted, entity, &line.retention, &field) == GP_RETENTION_COUNTED)
    {
      line.field = *gp_element_get_id (field);
      after = &line;
    }
  /* A table that is not there yet has nothing to lose. */
  if (table == NULL || is_same (agreed, after))
    return TRUE;

  operation = gp_plan_retention_add (operations, live, wanted, id);
  operation->destructive = is_loss (agreed, after);
  operation->reversible = !operation->destructive;

  return !operation->destructive
         || count (self, table, after, field, &operation->rows, error);
}

gboolean
gp_backend_plan_retentions (GpBackend  *self,
                            GpDesign   *live,
                            GpDesign   *wanted,
                            GPtrArray  *operations,
                            GError    **error)
{
  g_autoptr(GPtrArray) entities = gp_design_list (wanted, GP_KIND_ENTITY);
  g_autoptr(GArray) lines = gp_backend_list_retentions (self, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < entities->len; i++)
    if (!plan_one (self, live, wanted, entities->pdata[i], lines, operations, error))
      return FALSE;

  return TRUE;
}
