/* gp-backend-retention.c — which records a deployment agreed to remove
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a design says and what was agreed to are two things: a file that was deployed before
 * backends removed anything has a design with retentions, and nobody was shown what that costs. */
#define G_LOG_DOMAIN "gp-backend-retention"
#include "config.h"
#include "gp-backend-retention.h"

#include "gp-plan-retention.h"

#include <string.h>

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

static void
line_clear (gpointer data)
{
  GpRetentionLine *line = data;

  g_clear_pointer (&line->reach, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpRetentionLine, line_clear)

/* (transfer full): as a line has it. */
static char **
dup_reach (GpDesign   *design,
           const GpId *entity)
{
  g_autoptr(GArray) reach = gp_retention_list_reach (design, entity);
  char **out = g_new0 (char *, reach->len + 1);

  for (guint i = 0; i < reach->len; i++)
    {
      const GpRetentionReach *one = &g_array_index (reach, GpRetentionReach, i);
      char id[GP_ID_STRING_SIZE];

      gp_id_format (&one->id, id);
      out[i] = g_strconcat (one->takes ? "takes:" : "loses:", id, NULL);
    }

  return out;
}

/* --- what was agreed to ----------------------------------------------------------------------- */

GArray *
gp_backend_list_retentions (GpBackend  *self,
                            GError    **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    gp_backend_get_sqlite (self), "SELECT entity, field, keep, reach FROM _gp_retention "
                                  "ORDER BY entity", error);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (GpRetentionLine));
  GpSqliteStep step;

  g_array_set_clear_func (lines, line_clear);
  if (statement == NULL)
    return NULL;
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      GpRetentionLine line;

      if (gp_sqlite_column_id (statement, 0, &line.entity)
          && gp_sqlite_column_id (statement, 1, &line.field)
          && gp_retention_parse (gp_sqlite_column_text (statement, 2, NULL), &line.retention))
        {
          line.reach = g_strsplit (gp_sqlite_column_text (statement, 3, NULL), " ", -1);
          g_array_append_val (lines, line);
        }
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&lines) : NULL;
}

static gboolean
save (GpBackend        *self,
      GpDesign         *design,
      const GpElement  *entity,
      const GpElement  *field,
      GError          **error)
{
  g_autoptr(GpSqliteStatement) insert = gp_sqlite_prepare (
    gp_backend_get_sqlite (self), "INSERT INTO _gp_retention (entity, field, keep, reach) "
                                  "VALUES (?1, ?2, ?3, ?4)", error);
  g_auto(GStrv) reach = dup_reach (design, gp_element_get_id (entity));
  g_autofree char *text = g_strjoinv (" ", reach);

  if (insert == NULL)
    return FALSE;
  gp_sqlite_bind_id (insert, 1, gp_element_get_id (entity));
  gp_sqlite_bind_id (insert, 2, gp_element_get_id (field));
  gp_sqlite_bind_text (insert, 3, gp_element_get_text (entity, GP_ENTITY_RETENTION));
  gp_sqlite_bind_text (insert, 4, text);

  return gp_sqlite_run (insert, error);
}

gboolean
gp_backend_load_sweep_time (GpBackend  *self,
                            gint64     *out,
                            GError    **error)
{
  return gp_sqlite_query_int (gp_backend_get_sqlite (self), "SELECT CAST (value AS INTEGER) FROM "
                              "_gp_state WHERE key = 'sweep'", out, error);
}

gboolean
gp_backend_save_sweep_time (GpBackend  *self,
                            gint64      time,
                            GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO _gp_state VALUES ('sweep', "
                                          "'%" G_GINT64_FORMAT "')", time);

  return gp_sqlite_exec (gp_backend_get_sqlite (self), sql, error);
}

/* A deployment does not make the clock right by which records were looked at before. */
static gboolean
begin_time (GpBackend  *self,
            GError    **error)
{
  gint64 agreed;

  return gp_sqlite_query_int (gp_backend_get_sqlite (self), "SELECT count (*) FROM _gp_retention",
                              &agreed, error)
         && (agreed > 0 || gp_backend_save_sweep_time (self, g_get_real_time (), error));
}

gboolean
gp_backend_save_retentions (GpBackend  *self,
                            GpDesign   *design,
                            GError    **error)
{
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  if (!begin_time (self, error)
      || !gp_sqlite_exec (gp_backend_get_sqlite (self), "DELETE FROM _gp_retention", error))
    return FALSE;
  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *field;

      if (gp_retention_look (design, entities->pdata[i], NULL, &field) == GP_RETENTION_COUNTED
          && !save (self, design, entities->pdata[i], field, error))
        return FALSE;
    }

  return TRUE;
}

/* --- what it costs ---------------------------------------------------------------------------- */

/* Records are gathered reference by reference, until a round finds no more: whole sets at a time,
 * since a column that points to others need not have an index. */
static const char gather_sql[] =
  "CREATE TEMP TABLE IF NOT EXISTS _gp_overdue (entity BLOB NOT NULL, row INTEGER NOT NULL, "
  "PRIMARY KEY (entity, row)) WITHOUT ROWID;"
  "DELETE FROM temp._gp_overdue;";

/* @target, @end: (nullable): one of them is ?2. */
static gboolean
add (GpBackend     *self,
     const char    *sql,
     const GpId    *entity,
     const GpId    *target,
     const GpCell  *end,
     gboolean      *out_more,
     GError       **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (gp_backend_get_sqlite (self), sql,
                                                              error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, entity);
  if (target != NULL)
    gp_sqlite_bind_id (statement, 2, target);
  if (end != NULL)
    gp_cell_bind (end, statement, 2);
  if (!gp_sqlite_run (statement, error))
    return FALSE;
  *out_more |= gp_sqlite_get_changes (gp_backend_get_sqlite (self)) > 0;

  return TRUE;
}

/* Those that are too old. A field that is new begins with the time of the deployment; of one that
 * becomes something else nobody knows what its values will say. */
static gboolean
begin (GpBackend              *self,
       GpDesign               *wanted,
       const GpTable          *table,
       const GpRetentionLine  *line,
       GError                **error)
{
  const GpColumn *column = gp_table_lookup (table, &line->field);
  const GpElement *field = gp_design_lookup (wanted, &line->field);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_auto(GpCell) end = GP_CELL_INIT;
  gboolean is_kept, more = FALSE;

  if (column == NULL)
    return TRUE;

  is_kept = gp_element_is (field, GP_FIELD_TYPE,
                           gp_cell_type_get_info (column->format.type)->nick)
            && !column->format.array;
  g_string_printf (sql, "INSERT INTO temp._gp_overdue SELECT ?1, %s FROM %s", table->rowid,
                   table->quoted);
  if (!is_kept)
    return add (self, sql->str, &line->entity, NULL, NULL, &more, error);

  g_string_append_printf (sql, " WHERE %s < ?2", column->quoted);
  end = gp_backend_make_retention_cell (&line->retention, column, g_get_real_time ());

  return add (self, sql->str, &line->entity, NULL, &end, &more, error);
}

static const GpTableReference *
find_reference (const GpTable          *table,
                const GpRetentionReach *reach)
{
  for (guint i = 0; i < table->references->len; i++)
    {
      const GpTableReference *reference = table->references->pdata[i];

      if (gp_id_equal (&reference->id, &reach->id)
          && gp_id_equal (&reference->target->id, &reach->target))
        return reference;
    }

  return NULL;
}

/* Those that point to what is there already. Of what does not point there yet anything may. */
static gboolean
follow (GpBackend               *self,
        GpDesign                *wanted,
        const GpRetentionReach  *reach,
        gboolean                *out_more,
        GError                 **error)
{
  const GpTable *table = gp_schema_lookup (gp_backend_get_schema (self), &reach->entity);
  const GpTableReference *reference = table != NULL ? find_reference (table, reach) : NULL;
  g_autoptr(GString) sql = g_string_new (NULL);

  if (table == NULL
      || (reference == NULL && gp_table_lookup (table, &reach->id) == NULL
          && gp_design_lookup_kind (wanted, &reach->id, GP_KIND_FIELD) != NULL))
    return TRUE;

  g_string_printf (sql, "INSERT OR IGNORE INTO temp._gp_overdue SELECT ?1, c.%s FROM ",
                   table->rowid);
  if (reference != NULL)
    g_string_append_printf (sql, "temp._gp_overdue AS g JOIN %s AS t ON t.%s = g.row JOIN %s AS c "
                                 "ON true", reference->target->quoted, reference->target->rowid,
                            table->quoted);
  else
    g_string_append_printf (sql, "%s AS c JOIN (SELECT entity FROM temp._gp_overdue "
                                 "WHERE entity = ?2 LIMIT 1) AS g", table->quoted);
  for (guint i = 0; reference != NULL && i < reference->columns->len; i++)
    g_string_append_printf (sql, " AND c.%s = t.%s",
                            ((GpColumn *) reference->columns->pdata[i])->quoted,
                            ((GpColumn *) reference->target_columns->pdata[i])->quoted);
  g_string_append (sql, " WHERE g.entity = ?2");

  return add (self, sql->str, &reach->entity, &reach->target, NULL, out_more, error);
}

/* @takes: those that go along, or those that are left without what they pointed to. */
static gboolean
follow_all (GpBackend  *self,
            GpDesign   *wanted,
            GArray     *reach,
            gboolean    takes,
            gboolean   *out_more,
            GError    **error)
{
  *out_more = FALSE;
  for (guint i = 0; i < reach->len; i++)
    {
      const GpRetentionReach *one = &g_array_index (reach, GpRetentionReach, i);

      if (one->takes == takes && !follow (self, wanted, one, out_more, error))
        return FALSE;
    }

  return TRUE;
}

/* Records of @line that are too old now, those that go along, and those that lose what pointed to
 * one of them, each once. */
static gboolean
count (GpBackend              *self,
       GpDesign               *wanted,
       const GpTable          *table,
       const GpRetentionLine  *line,
       gint64                 *out,
       GError                **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (self);
  g_autoptr(GArray) reach = gp_retention_list_reach (wanted, &line->entity);
  gboolean more;

  if (!gp_sqlite_exec (sqlite, gather_sql, error) || !begin (self, wanted, table, line, error))
    return FALSE;
  do
    if (!follow_all (self, wanted, reach, TRUE, &more, error))
      return FALSE;
  while (more);

  return follow_all (self, wanted, reach, FALSE, &more, error)
         && gp_sqlite_query_int (sqlite, "SELECT count (*) FROM temp._gp_overdue", out, error)
         && gp_sqlite_exec (sqlite, "DELETE FROM temp._gp_overdue", error);
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

/* Whether all that is lost by @other is lost by @self. */
static gboolean
covers (const GpRetentionLine *self,
        const GpRetentionLine *other)
{
  for (guint i = 0; other->reach[i] != NULL; i++)
    {
      const char *id = strchr (other->reach[i], ':') + 1;
      g_autofree char *takes = g_strconcat ("takes:", id, NULL);

      /* A record that was to go may as well be left, without what it pointed to. */
      if (!g_strv_contains ((const char *const *) self->reach, other->reach[i])
          && !g_strv_contains ((const char *const *) self->reach, takes))
        return FALSE;
    }

  return TRUE;
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
         && agreed->retention.microseconds == wanted->retention.microseconds
         && covers (agreed, wanted) && covers (wanted, agreed);
}

static gboolean
is_loss (const GpRetentionLine *agreed,
         const GpRetentionLine *wanted)
{
  return wanted != NULL
         && (agreed == NULL || !gp_id_equal (&agreed->field, &wanted->field)
             || !covers (agreed, wanted)
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
  g_auto(GpRetentionLine) line = { .entity = *id };
  const GpElement *field = NULL;
  const GpRetentionLine *after = NULL;
  GpOperation *operation;

  if (gp_retention_look (wanted, entity, &line.retention, &field) == GP_RETENTION_COUNTED)
    {
      line.field = *gp_element_get_id (field);
      line.reach = dup_reach (wanted, id);
      after = &line;
    }
  if (is_same (agreed, after))
    return TRUE;

  operation = gp_plan_retention_add (operations, live, wanted, id);
  /* A table that is not there yet has nothing to lose; what it will, is said all the same. */
  operation->destructive = table != NULL && is_loss (agreed, after);
  operation->reversible = !operation->destructive;

  return !operation->destructive
         || count (self, wanted, table, after, &operation->rows, error);
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
