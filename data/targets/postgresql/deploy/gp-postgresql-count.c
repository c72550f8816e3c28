/* gp-postgresql-count.c — how many rows each operation of a plan would cost
 * SPDX-License-Identifier: Apache-2.0
 *
 * One question for all operations: a row with a column for each. Rows that a change of type would
 * alter are counted by casting there and back; where that cannot even be asked, the rehearsal of
 * the script is going to say why. */
#define G_LOG_DOMAIN "gp-postgresql-count"
#include "config.h"
#include "gp-postgresql-count.h"

#include "gp-json-document.h"
#include "gp-postgresql-obstacles.h"
#include "gp-sql-name.h"
#include "gp-sql-writer.h"
#include "gp-target.h"

#define COUNT_SECONDS    300
#define OBSTACLE_SECONDS 30
#define MAX_DEPTH        16
#define QUERY_CANCELED   "57014"   /* SQLSTATE of what took too long */

/* The condition on the rows that @operation costs, or NULL where it costs none. */
static char *
find_condition (GpDesign          *live,
                GpDesign          *wanted,
                const GpOperation *operation,
                const GpElement   *old)
{
  const GpElement *new = gp_design_lookup (wanted, &operation->element);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GString) column = g_string_new (NULL);

  if (gp_element_get_kind (old) == GP_KIND_ENTITY)
    return operation->destructive ? g_strdup ("true") : NULL;
  if (gp_element_get_kind (old) != GP_KIND_FIELD)
    return NULL;
  gp_sql_quote_name (column, gp_element_get_name (old));
  if (operation->destructive || new == NULL)
    return g_strdup_printf ("%s IS NOT NULL", column->str);
  before = gp_sql_type_for_field (live, old);
  after = gp_sql_type_for_field (wanted, new);
  /* The values of an enum are cast by their texts, and its new type is not there yet. */
  if (g_str_equal (before, after) || gp_element_is (new, GP_FIELD_TYPE, "enum")
      || gp_element_is (old, GP_FIELD_TYPE, "enum"))
    return NULL;

  return g_strdup_printf ("%s IS DISTINCT FROM %s::%s::%s", column->str, column->str, after,
                          before);
}

/* (nullable): "(SELECT count(*) …)" */
static char *
make_question (GpDesign          *live,
               GpDesign          *wanted,
               const GpOperation *operation)
{
  const GpElement *old = gp_design_lookup (live, &operation->element);
  const GpElement *entity;
  g_autofree char *condition = NULL;
  g_autoptr(GString) table = g_string_new (NULL);

  if (operation->rows >= 0 || old == NULL)
    return NULL;
  condition = find_condition (live, wanted, operation, old);
  if (condition == NULL)
    return NULL;
  entity = gp_element_get_kind (old) == GP_KIND_ENTITY
             ? old : gp_design_lookup (live, gp_element_get_parent (old));
  if (!gp_sql_writer_is_table (entity))
    return NULL;
  gp_sql_writer_table (table, entity);

  return g_strdup_printf ("SELECT count(*) FROM %s WHERE %s", table->str, condition);
}

static void
take_answer (GpOperation *operation,
             gint64       rows)
{
  operation->rows = rows;
  if (rows > 0 && !operation->destructive)
    {
      operation->destructive = TRUE;
      operation->reversible = FALSE;
    }
}

/* @out_failed: the database cannot answer that. */
static gboolean
ask (GpPostgresqlServer  *server,
     const char          *sql,
     GPtrArray           *operations,
     gboolean            *out_failed,
     GCancellable        *cancellable,
     GError             **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *rows = gp_postgresql_server_query (server, sql, COUNT_SECONDS, cancellable,
                                                      &failure);
  g_autoptr(GpJsonDocument) document = NULL;
  GpJsonNode row;

  *out_failed = FALSE;
  if (rows == NULL)
    {
      *out_failed = g_error_matches (failure, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
      if (!*out_failed)
        g_propagate_error (error, g_steal_pointer (&failure));
      return *out_failed;
    }
  document = gp_json_document_parse (rows, strlen (rows), MAX_DEPTH, error);
  if (document == NULL)
    return FALSE;
  row = gp_json_first (document, GP_JSON_ROOT);
  for (guint i = 0; row != 0 && i < operations->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i);
      GpJsonNode node = gp_json_find (document, row, name);
      const char *text = node != 0 ? gp_json_get_text (document, node) : NULL;

      if (text != NULL)
        take_answer (g_ptr_array_index (operations, i), g_ascii_strtoll (text, NULL, 10));
    }

  return TRUE;
}

gboolean
gp_postgresql_count (GpPostgresqlServer  *server,
                     GpDesign            *live,
                     GpDesign            *wanted,
                     GPtrArray           *operations,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_autoptr(GString) all = g_string_new (
    "BEGIN; SET LOCAL search_path = public, extensions; SELECT ");
  gsize start = all->len;
  gboolean failed;

  for (guint i = 0; i < operations->len; i++)
    {
      g_autofree char *question = make_question (live, wanted, g_ptr_array_index (operations, i));

      if (question != NULL)
        g_string_append_printf (all, "%s(%s)::text AS n%u", all->len > start ? ", " : "", question,
                                i);
    }
  if (all->len == start)
    return TRUE;
  g_string_append (all, "; COMMIT;");
  if (!ask (server, all->str, operations, &failed, cancellable, error))
    return FALSE;
  if (!failed)
    return TRUE;

  /* One that cannot be asked must not hide the others. */
  for (guint i = 0; i < operations->len; i++)
    {
      g_autofree char *question = make_question (live, wanted, g_ptr_array_index (operations, i));
      g_autofree char *sql = NULL;

      if (question == NULL)
        continue;
      sql = g_strdup_printf ("BEGIN; SET LOCAL search_path = public, extensions; "
                             "SELECT (%s)::text AS n%u; COMMIT;", question, i);
      if (!ask (server, sql, operations, &failed, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* --- what is in the way --- */

/* @n questions from @first on, each a column of one row. */
static char *
join_questions (const GPtrArray *obstacles,
                guint            first,
                guint            n)
{
  GString *sql = g_string_new ("BEGIN; SET LOCAL search_path = public, extensions;\n");

  for (guint i = first; i < first + n; i++)
    {
      const char *prepare = gp_postgresql_obstacle_get_prepare (obstacles->pdata[i]);

      if (prepare != NULL)
        g_string_append (sql, prepare);
    }
  g_string_append (sql, "SELECT ");
  for (guint i = first; i < first + n; i++)
    g_string_append_printf (sql, "%s(%s)::text AS n%u", i > first ? ", " : "",
                            gp_postgresql_obstacle_get_question (obstacles->pdata[i]), i);
  g_string_append (sql, "; ROLLBACK;");
  return g_string_free (sql, FALSE);
}

static void
take_obstacles (const char      *rows,
                const GPtrArray *obstacles,
                guint            first,
                guint            n,
                GpSeverity       severity,
                GPtrArray       *findings)
{
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (rows, strlen (rows), MAX_DEPTH,
                                                               NULL);
  GpJsonNode row = document != NULL ? gp_json_first (document, GP_JSON_ROOT) : 0;

  for (guint i = first; row != 0 && i < first + n; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i);
      GpJsonNode node = gp_json_find (document, row, name);
      const char *text = node != 0 ? gp_json_get_text (document, node) : NULL;
      gint64 count = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

      if (count > 0)
        g_ptr_array_add (findings,
                         gp_postgresql_obstacle_to_finding (obstacles->pdata[i], count, severity));
    }
}

typedef enum
{
  ANSWERED,
  REFUSED,      /* the database cannot answer one of them */
  GIVEN_UP,     /* it takes too long, or nothing more can be asked */
} Answer;

static Answer
ask_obstacles (GpPostgresqlServer *server,
               const GPtrArray    *obstacles,
               guint               first,
               guint               n,
               GpSeverity          severity,
               GPtrArray          *findings,
               GCancellable       *cancellable)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *sql = join_questions (obstacles, first, n);
  g_autofree char *state = NULL;
  g_autofree char *rows = gp_postgresql_server_query_state (server, sql, OBSTACLE_SECONDS, &state,
                                                            cancellable, &failure);

  if (rows != NULL)
    {
      take_obstacles (rows, obstacles, first, n, severity, findings);
      return ANSWERED;
    }
  return state != NULL && !g_str_equal (state, QUERY_CANCELED) ? REFUSED : GIVEN_UP;
}

gboolean
gp_postgresql_count_obstacles (GpPostgresqlServer     *server,
                               GpPostgresqlMigration  *migration,
                               GpSeverity              severity,
                               GPtrArray              *findings,
                               GCancellable           *cancellable,
                               GError                **error)
{
  g_autoptr(GPtrArray) obstacles = gp_postgresql_obstacles_new (migration);
  Answer answer;

  if (obstacles->len == 0)
    return TRUE;
  answer = ask_obstacles (server, obstacles, 0, obstacles->len, severity, findings, cancellable);
  /* Who may not make a function of the session can still be told the rest. */
  if (answer == REFUSED && obstacles->len > 1)
    for (guint i = 0; answer != GIVEN_UP && i < obstacles->len; i++)
      answer = ask_obstacles (server, obstacles, i, 1, severity, findings, cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
