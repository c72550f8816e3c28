/* gp-record-access.c — what the rules let a caller see of a table, as SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each rule that is about the caller becomes a condition once per request. A record is seen where
 * a grant has it and no forbid does; a field of it, where a grant that has the record has the
 * field, too. A rule that this database cannot be asked grants nothing, or forbids everything. */
#define G_LOG_DOMAIN "gp-record-access"
#include "config.h"
#include "gp-record-access.h"

#include "gp-access-rows.h"

typedef struct
{
  const GpAccessRule *rule;
  char               *sql;       /* NULL: true of every record */
  GArray             *values;
} Clause;

struct _GpRecordAccess
{
  const GpTable *table;
  gboolean       is_admin;
  GPtrArray     *grants;     /* of Clause */
  GPtrArray     *forbids;    /* true of the records that they leave alone */
  GPtrArray     *hidden;
};

typedef struct
{
  GpRequest  *request;
  const char *action;
} Env;

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  const Env *env = user_data;
  GpRequest *request = env->request;

  if (g_str_equal (name, "user"))
    return gp_expr_value_ref (gp_access_caller_get_user (gp_request_get_caller (request)));
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (request->now / G_USEC_PER_SEC,
                                        request->now % G_USEC_PER_SEC * 1000);
  if (g_str_equal (name, "request"))
    return gp_expr_value_new_object ("action", gp_expr_value_new_string (env->action, -1),
                                     "ip", gp_expr_value_new_string (request->peer, -1),
                                     "time", lookup ("now", user_data), NULL);

  return NULL;
}

GpExprValue *
gp_request_lookup (const char *name,
                   gpointer    user_data)
{
  Env env = { user_data, "read" };

  return lookup (name, &env);
}

static void
clause_free (gpointer data)
{
  Clause *clause = data;

  g_free (clause->sql);
  g_array_unref (clause->values);
  g_free (clause);
}

static gboolean
print_queries (const GpSqliteExpr  *printer,
               GPtrArray           *queries,
               GString             *sql,
               GArray              *values,
               GError             **error)
{
  for (guint i = 0; i < queries->len; i++)
    {
      if (i > 0)
        g_string_append (sql, " AND ");
      if (!gp_sqlite_expr_print (printer, queries->pdata[i], sql, values, error))
        return FALSE;
    }

  return TRUE;
}

/* NULL where this database cannot be asked. */
static Clause *
clause_new (const GpSqliteExpr   *printer,
            const GpAccessClause *source,
            gboolean              empty_is_all)
{
  Clause *clause = g_new0 (Clause, 1);
  g_autoptr(GString) sql = g_string_new (NULL);

  clause->rule = source->rule;
  clause->values = gp_cells_new ();
  if (!print_queries (printer, source->queries, sql, clause->values, NULL))
    {
      clause_free (clause);
      return NULL;
    }
  if (source->queries->len > 0)
    clause->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  else if (!empty_is_all)
    clause->sql = g_strdup ("0");

  return clause;
}

static void
take_forbids (const GpSqliteExpr *printer,
              GPtrArray          *sources,
              GPtrArray          *clauses)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const GpAccessClause *source = sources->pdata[i];
      Clause *clause = clause_new (printer, source, FALSE);

      if (clause == NULL)
        {
          clause = g_new0 (Clause, 1);
          clause->rule = source->rule;
          clause->values = gp_cells_new ();
          clause->sql = g_strdup ("0");
        }
      g_ptr_array_add (clauses, clause);
    }
}

static GpRecordAccess *
record_access_new (const GpTable *table)
{
  GpRecordAccess *self = g_new0 (GpRecordAccess, 1);

  self->table = table;
  self->grants = g_ptr_array_new_with_free_func (clause_free);
  self->forbids = g_ptr_array_new_with_free_func (clause_free);
  self->hidden = g_ptr_array_new_with_free_func (clause_free);
  return self;
}

GpRecordAccess *
gp_record_access_new (const GpTable        *table,
                      const GpAccess       *access,
                      const GpAccessCaller *caller,
                      const char           *action,
                      const GpSqliteExpr   *printer)
{
  GpRecordAccess *self = record_access_new (table);
  g_autoptr(GpAccessRows) rows = gp_access_find_rows (access, caller, action, &table->id);

  for (guint i = 0; i < rows->grants->len; i++)
    {
      Clause *clause = clause_new (printer, rows->grants->pdata[i], TRUE);

      if (clause != NULL)
        g_ptr_array_add (self->grants, clause);
    }
  take_forbids (printer, rows->forbids, self->forbids);
  take_forbids (printer, rows->hidden, self->hidden);

  return self;
}

static GpRecordAccess *
record_access_new_request (GpRequest     *request,
                           const GpTable *table)
{
  Env env = { request, "read" };
  const GpExprEnv expr_env = { .lookup = lookup, .user_data = &env };
  const GpSqliteExpr printer = { .schema = gp_backend_get_schema (request->backend),
                                 .env = &expr_env };
  GpRecordAccess *self;

  if (!request->caller.is_admin && gp_caller_reaches (&request->caller, &table->id))
    return gp_record_access_new (table, gp_backend_get_access (request->backend),
                                 gp_request_get_caller (request), "read", &printer);

  self = record_access_new (table);
  self->is_admin = request->caller.is_admin;
  return self;
}

void
gp_record_access_free (GpRecordAccess *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->grants);
  g_ptr_array_unref (self->forbids);
  g_ptr_array_unref (self->hidden);
  g_free (self);
}

const GpRecordAccess *
gp_record_access_get (GpRequest     *request,
                      const GpTable *table)
{
  GpRecordAccess *self;

  if (request->accesses == NULL)
    request->accesses = g_hash_table_new_full (NULL, NULL, NULL,
                                               (GDestroyNotify) gp_record_access_free);
  self = g_hash_table_lookup (request->accesses, table);
  if (self == NULL)
    {
      self = record_access_new_request (request, table);
      g_hash_table_insert (request->accesses, (gpointer) table, self);
    }

  return self;
}

gboolean
gp_record_access_sees_any (const GpRecordAccess *self)
{
  return self->is_admin || self->grants->len > 0;
}

GpSeen
gp_record_access_sees (const GpRecordAccess *self,
                       const GpColumn       *column)
{
  gboolean any = FALSE, every = TRUE;

  if (column->hidden)
    return GP_SEEN_NEVER;
  if (self->is_admin)
    return GP_SEEN_ALWAYS;

  for (guint i = 0; i < self->grants->len; i++)
    {
      const Clause *clause = self->grants->pdata[i];
      gboolean has = gp_access_rule_has_field (clause->rule, &column->id);

      /* One about all records sees the field in all of them, whatever others do. */
      if (has && clause->sql == NULL)
        {
          any = every = TRUE;
          break;
        }
      any = any || has;
      every = every && has;
    }
  for (guint i = 0; i < self->hidden->len; i++)
    {
      const Clause *clause = self->hidden->pdata[i];

      if (!gp_access_rule_has_field (clause->rule, &column->id))
        continue;
      if (g_str_equal (clause->sql, "0"))
        return GP_SEEN_NEVER;
      every = FALSE;
    }
  if (!any)
    return GP_SEEN_NEVER;

  return every ? GP_SEEN_ALWAYS : GP_SEEN_SOMETIMES;
}

gboolean
gp_record_access_sees_all (const GpRecordAccess *self)
{
  gboolean all_records = self->is_admin;

  for (guint i = 0; i < self->grants->len; i++)
    all_records = all_records || ((Clause *) self->grants->pdata[i])->sql == NULL;
  if (!all_records || self->forbids->len > 0)
    return FALSE;
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->table->columns, i);

      if (!column->hidden && gp_record_access_sees (self, column) != GP_SEEN_ALWAYS)
        return FALSE;
    }

  return TRUE;
}

static void
append_clause (const Clause *clause,
               GString      *sql,
               GArray       *values)
{
  g_string_append_printf (sql, "(%s)", clause->sql != NULL ? clause->sql : "1");
  gp_cells_append (values, clause->values);
}

/* One of the grants (with @column, where it is not NULL), and all of @forbids that have it. */
static void
append_clauses (const GpRecordAccess *self,
                GPtrArray            *forbids,
                const GpColumn       *column,
                GString              *sql,
                GArray               *values)
{
  guint n = 0;

  g_string_append (sql, "((");
  for (guint i = 0; i < self->grants->len; i++)
    {
      const Clause *clause = self->grants->pdata[i];

      if (column != NULL && !gp_access_rule_has_field (clause->rule, &column->id))
        continue;
      if (n++ > 0)
        g_string_append (sql, " OR ");
      append_clause (clause, sql, values);
    }
  g_string_append (sql, n > 0 ? ")" : "0)");
  for (guint i = 0; i < forbids->len; i++)
    {
      const Clause *clause = forbids->pdata[i];

      if (column != NULL && !gp_access_rule_has_field (clause->rule, &column->id))
        continue;
      g_string_append (sql, " AND ");
      append_clause (clause, sql, values);
    }
  g_string_append_c (sql, ')');
}

void
gp_record_access_append_where (const GpRecordAccess *self,
                               GString              *sql,
                               GArray               *values)
{
  if (self->is_admin)
    g_string_append_c (sql, '1');
  else
    append_clauses (self, self->forbids, NULL, sql, values);
}

void
gp_record_access_append_mask (const GpRecordAccess *self,
                              const GpColumn       *column,
                              GString              *sql,
                              GArray               *values)
{
  if (gp_record_access_sees (self, column) == GP_SEEN_ALWAYS)
    g_string_append_c (sql, '1');
  else
    append_clauses (self, self->hidden, column, sql, values);
}

void
gp_record_access_append_columns (const GpRecordAccess *self,
                                 GString              *sql,
                                 GArray               *values)
{
  gboolean first = TRUE;

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->table->columns, i);

      if (column->hidden)
        continue;
      g_string_append (sql, first ? "" : ", ");
      first = FALSE;
      switch (gp_record_access_sees (self, column))
        {
        case GP_SEEN_ALWAYS:
          g_string_append_printf (sql, "r0.%s", column->quoted);
          break;
        case GP_SEEN_SOMETIMES:
          g_string_append (sql, "CASE WHEN ");
          gp_record_access_append_mask (self, column, sql, values);
          g_string_append_printf (sql, " THEN r0.%s END", column->quoted);
          break;
        case GP_SEEN_NEVER:
        default:
          g_string_append (sql, "NULL");
        }
    }
  if (first)
    g_string_append (sql, "NULL");
}

gboolean
gp_record_access_append_rule (GpRequest           *request,
                              const char          *action,
                              const GpAccessRule  *rule,
                              GString             *sql,
                              GArray              *values,
                              GError             **error)
{
  Env env = { request, action };
  const GpExprEnv expr_env = { .lookup = lookup, .user_data = &env };
  const GpSqliteExpr printer = { .schema = gp_backend_get_schema (request->backend),
                                 .env = &expr_env };
  g_autoptr(GPtrArray) queries = g_ptr_array_new ();

  if (rule->tenant != NULL && rule->tenant->when_true != NULL)
    g_ptr_array_add (queries, rule->tenant->when_true);
  if (rule->condition != NULL && rule->condition->when_true != NULL)
    g_ptr_array_add (queries, rule->condition->when_true);
  if (queries->len == 0)
    g_string_append_c (sql, '1');

  return print_queries (&printer, queries, sql, values, error);
}
