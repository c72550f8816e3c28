/* gp-postgresql-flow-data.c — steps that read and write records
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each is one statement with the rights of the tables' owner: who may start a flow is decided where
 * it starts. Values become those of columns as PostgreSQL makes them of JSON. */
#define G_LOG_DOMAIN "gp-postgresql-flow-data"
#include "config.h"
#include "gp-postgresql-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-eval.h"
#include "gp-postgresql-expr.h"
#include "gp-sql-name.h"
#include "gp-sql-writer.h"

#define MAX_RECORDS 10000   /* as on the local backend */

static const GpElement *
find_table (GpPgFlow         *self,
            const GpFlowStep *step)
{
  const GpId *id = gp_element_get_ref (step->element, GP_STEP_ENTITY);
  const GpElement *entity = id != NULL ? gp_design_lookup_kind (self->design, id, GP_KIND_ENTITY)
                                       : NULL;

  if (entity != NULL && gp_sql_writer_is_table (entity))
    return entity;
  gp_pg_flow_refuse (self, step->element, GP_STEP_ENTITY,
                     _("The records of “%s” are in no table of the database."), step->name);
  return NULL;
}

/* The names of the fields that are written, as columns of what @before says; FALSE for none. */
static gboolean
append_columns (GpPgFlow         *self,
                const GpFlowStep *step,
                const GpElement  *entity,
                const char       *format_before,
                const char       *between)
{
  guint n = 0;

  for (guint i = 0; i < step->with->len; i++)
    {
      const char *name = g_array_index (step->with, GpFlowNamedExpr, i).name;
      const GpElement *field = gp_design_find_child (self->design, gp_element_get_id (entity),
                                                     GP_KIND_FIELD, name);

      if (field == NULL || gp_element_is (field, GP_FIELD_TYPE, "bytes"))
        {
          gp_pg_flow_refuse (self, step->element, GP_STEP_WITH,
                             _("“%s” cannot write “%s” on PostgreSQL."), step->name, name);
          continue;
        }
      g_string_append (self->out, n++ > 0 ? ", " : "");
      g_string_append (self->out, format_before);
      gp_sql_quote_name (self->out, name);
      if (between == NULL)
        continue;
      g_string_append (self->out, between);
      gp_sql_quote_name (self->out, name);
    }
  return n > 0;
}

/* The values as a row of the table. */
static void
append_row_of_args (GpPgFlow        *self,
                    const GpElement *entity)
{
  g_string_append (self->out, "jsonb_populate_record(NULL::");
  gp_postgresql_expr_table (self->out, entity);
  g_string_append (self->out, ", f_args)");
}

/* More than a run can keep is no result. */
static void
append_limit (GpPgFlow         *self,
              const GpFlowStep *step)
{
  g_string_append_printf (self->out,
                          "IF jsonb_array_length(f_raw) > %d THEN\n"
                          "  PERFORM gp_flows.fail(gp_flows.fault('https://serverlessworkflow.io/"
                          "spec/1.0.0/errors/runtime', 413, 'The run failed', "
                          "'These are more than %d records.'));\nEND IF;\n",
                          MAX_RECORDS, MAX_RECORDS);
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
refuse_options (GpPgFlow         *self,
                const GpFlowStep *step)
{
  for (guint i = 0; i < step->with->len; i++)
    {
      const char *name = g_array_index (step->with, GpFlowNamedExpr, i).name;

      if (!g_str_equal (name, "limit") && !g_str_equal (name, "sort"))
        gp_pg_flow_refuse (self, step->element, GP_STEP_WITH,
                           _("“%s” is no option for reading records on PostgreSQL."), name);
    }
}

/* "-starts_at,name": a text that is known before it runs. */
static gboolean
append_sort (GpPgFlow         *self,
             const GpFlowStep *step,
             const GpElement  *entity,
             const GpExpr     *expr)
{
  const GpExprEnv nothing = { 0 };
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, &nothing);
  g_auto(GStrv) names = NULL;

  if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_STRING)
    return FALSE;
  names = g_strsplit (gp_expr_value_get_string (value, NULL), ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean falls = names[i][0] == '-';
      const char *name = names[i] + (falls ? 1 : 0);

      if (gp_design_find_child (self->design, gp_element_get_id (entity), GP_KIND_FIELD, name)
          == NULL)
        return FALSE;
      g_string_append (self->out, "r.");
      gp_sql_quote_name (self->out, name);
      g_string_append (self->out, falls ? " DESC NULLS LAST, " : " NULLS FIRST, ");
    }
  return names[0] != NULL;
}

static void
append_key_order (GpPgFlow        *self,
                  const GpElement *entity)
{
  gsize n = 0;
  const GpId *ids = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field = gp_design_lookup_kind (self->design, &ids[i], GP_KIND_FIELD);

      if (field == NULL)
        continue;
      g_string_append (self->out, "r.");
      gp_sql_quote_name (self->out, gp_element_get_name (field));
      g_string_append (self->out, ", ");
    }
  g_string_append (self->out, "r.ctid");
}

void
gp_pg_flow_read (GpPgFlow         *self,
                 const GpFlowStep *step)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_WITH,
                                .block = step->block };
  const GpElement *entity = find_table (self, step);
  const GpExpr *limit = gp_flow_step_find_with (step, "limit");
  const GpExpr *sort = gp_flow_step_find_with (step, "sort");

  if (entity == NULL)
    return;
  refuse_options (self, step);
  g_string_append (self->out, "SELECT coalesce(jsonb_agg(q.v), '[]'::jsonb) INTO f_raw FROM "
                              "(SELECT ");
  gp_postgresql_expr_row (self->out, self->design, entity, "r");
  g_string_append (self->out, " AS v FROM ");
  gp_postgresql_expr_table (self->out, entity);
  g_string_append (self->out, " AS r WHERE ");
  gp_pg_flow_where (self, step);
  g_string_append (self->out, "\n  ORDER BY ");
  if (sort != NULL && !append_sort (self, step, entity, sort))
    gp_pg_flow_refuse (self, step->element, GP_STEP_WITH,
                       _("“%s” must be a text with names of fields on PostgreSQL."), "sort");
  append_key_order (self, entity);
  g_string_append (self->out, " LIMIT ");
  if (limit != NULL)
    {
      g_string_append (self->out, "greatest(0, least(");
      gp_pg_flow_must (self, &place, limit, GP_POSTGRESQL_BIGINT);
      g_string_append_printf (self->out, ", %d))", MAX_RECORDS + 1);
    }
  else
    {
      g_string_append_printf (self->out, "%d", MAX_RECORDS + 1);
    }
  g_string_append (self->out, ") AS q;\n");
  append_limit (self, step);
}

/* --- writing ---------------------------------------------------------------------------------- */

void
gp_pg_flow_create (GpPgFlow         *self,
                   const GpFlowStep *step)
{
  const GpElement *entity = find_table (self, step);

  if (entity == NULL)
    return;
  gp_pg_flow_take_args (self, step);
  g_string_append (self->out, "INSERT INTO ");
  gp_postgresql_expr_table (self->out, entity);
  g_string_append (self->out, " AS r ");
  if (step->with->len > 0)
    {
      g_string_append_c (self->out, '(');
      append_columns (self, step, entity, "", NULL);
      g_string_append (self->out, ")\n  SELECT ");
      append_columns (self, step, entity, "p.", NULL);
      g_string_append (self->out, " FROM ");
      append_row_of_args (self, entity);
      g_string_append (self->out, " AS p\n  RETURNING ");
    }
  else
    {
      g_string_append (self->out, "DEFAULT VALUES RETURNING ");
    }
  gp_postgresql_expr_row (self->out, self->design, entity, "r");
  g_string_append (self->out, " INTO f_raw;\n");
}

/* The rows that a statement changed, as a list. */
static void
end_change (GpPgFlow         *self,
            const GpFlowStep *step,
            const GpElement  *entity)
{
  g_string_append (self->out, "\n  RETURNING ");
  gp_postgresql_expr_row (self->out, self->design, entity, "r");
  g_string_append (self->out, " AS v) SELECT coalesce(jsonb_agg(c.v), '[]'::jsonb) INTO f_raw "
                              "FROM c;\n");
  append_limit (self, step);
}

void
gp_pg_flow_update (GpPgFlow         *self,
                   const GpFlowStep *step)
{
  const GpElement *entity = find_table (self, step);

  if (entity == NULL)
    return;
  if (step->with->len == 0)
    {
      gp_pg_flow_refuse (self, step->element, GP_STEP_WITH,
                         _("“%s” says no value that it gives to records."), step->name);
      return;
    }
  gp_pg_flow_take_args (self, step);
  g_string_append (self->out, "WITH c AS (UPDATE ");
  gp_postgresql_expr_table (self->out, entity);
  g_string_append (self->out, " AS r SET ");
  append_columns (self, step, entity, "", " = p.");
  g_string_append (self->out, "\n  FROM ");
  append_row_of_args (self, entity);
  g_string_append (self->out, " AS p WHERE ");
  gp_pg_flow_where (self, step);
  end_change (self, step, entity);
}

void
gp_pg_flow_delete (GpPgFlow         *self,
                   const GpFlowStep *step)
{
  const GpElement *entity = find_table (self, step);

  if (entity == NULL)
    return;
  g_string_append (self->out, "WITH c AS (DELETE FROM ");
  gp_postgresql_expr_table (self->out, entity);
  g_string_append (self->out, " AS r WHERE ");
  gp_pg_flow_where (self, step);
  end_change (self, step, entity);
}
