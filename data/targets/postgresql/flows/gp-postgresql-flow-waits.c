/* gp-postgresql-flow-waits.c — steps that end a transaction of their run and go on in another
 * SPDX-License-Identifier: Apache-2.0
 *
 * pg_net calls a service once a transaction is there, and nothing waits within one. So the function
 * of a flow that has to wait leaves all its variables in its line of the outbox and returns. When
 * it is called again it has them back and walks down to the step that it was at: on the way there,
 * f_resumes is true, and blocks are entered without being begun.
 *
 * Between two waits a run is one transaction. A step is tried again in another one, as the local
 * backend would: as often, and after as long a time. */
#define G_LOG_DOMAIN "gp-postgresql-flow-waits"
#include "config.h"
#include "gp-postgresql-flow-private.h"
#include "gp-postgresql-flow-sql.h"

#include "gp-sql-name.h"

#define TIME "timestamp with time zone"

typedef struct
{
  const char *name;
  const char *type;
} Variable;

/* Of the function; the numbers of a block stand behind those of a block. */
static const Variable of_run[] = {
  { "f_vars", "jsonb" },      { "f_steps", "jsonb" }, { "f_args", "jsonb" },
  { "f_turns", "integer" },   { "f_run", "text" },    { "f_until", TIME },
  { "f_attempt", "integer" }, { "f_asked", "boolean" },
};
static const Variable of_block[] = {
  { "data_", "jsonb" },     { "input_", "jsonb" },  { "error_", "jsonb" },
  { "caught_", "boolean" }, { "pass_", "boolean" }, { "at_", "integer" },
};
static const Variable of_loop[] = {
  { "list_", "jsonb" }, { "item_", "jsonb" }, { "index_", "bigint" },
};

/* --- which ------------------------------------------------------------------------------------ */

gboolean
gp_pg_flow_step_asks (const GpFlowStep *step)
{
  return step->type == GP_FLOW_STEP_CALL_HTTP || step->type == GP_FLOW_STEP_FUNCTION
         || step->type == GP_FLOW_STEP_WAIT;
}

static const GpFlowStep *
find_waiting (const GpFlowBlock *block)
{
  for (guint i = 0; i < block->steps->len; i++)
    {
      const GpFlowStep *step = block->steps->pdata[i];
      const GpFlowStep *inside = step->body != NULL ? find_waiting (step->body) : NULL;

      if (gp_pg_flow_step_asks (step)
          || (step->body == NULL && gp_flow_step_get_attempts (step) > 1))
        return step;
      if (inside != NULL)
        return inside;
    }
  return NULL;
}

const GpFlowStep *
gp_pg_flow_find_waiting (const GpFlow *flow)
{
  return find_waiting (flow->body);
}

/* --- leaving and coming back ------------------------------------------------------------------ */

typedef void (*AppendOne) (GpPgFlow *self, const Variable *variable, const char *name, guint i);

static void
append_each (GpPgFlow       *self,
             AppendOne       append,
             const Variable *variables,
             gsize           n_variables,
             guint           number,
             guint          *i)
{
  for (gsize k = 0; k < n_variables; k++)
    {
      g_autofree char *name = number > 0 ? g_strdup_printf ("%s%u", variables[k].name, number)
                                         : g_strdup (variables[k].name);

      append (self, &variables[k], name, ++*i);
    }
}

/* @i: the place in the state; the first is what tells its version. */
static void
append_all (GpPgFlow  *self,
            AppendOne  append)
{
  guint i = 1;

  append_each (self, append, of_run, G_N_ELEMENTS (of_run), 0, &i);
  for (guint b = 0; b < self->blocks->len; b++)
    {
      const GpFlowBlock *block = self->blocks->pdata[b];

      append_each (self, append, of_block, G_N_ELEMENTS (of_block), b + 1, &i);
      if (block->holder != NULL && block->holder->type == GP_FLOW_STEP_FOR)
        append_each (self, append, of_loop, G_N_ELEMENTS (of_loop), b + 1, &i);
    }
}

static void
append_saved (GpPgFlow       *self,
              const Variable *variable,
              const char     *name,
              guint           i)
{
  if (g_str_equal (variable->type, "jsonb"))
    g_string_append_printf (self->out, ", %s", name);
  else
    g_string_append_printf (self->out, ", to_jsonb(%s)", name);
}

static void
append_restored (GpPgFlow       *self,
                 const Variable *variable,
                 const char     *name,
                 guint           i)
{
  if (g_str_equal (variable->type, "jsonb"))
    g_string_append_printf (self->out, "%s := f_state[%u];\n", name, i);
  else
    g_string_append_printf (self->out, "%s := (f_state[%u] #>> '{}')::%s;\n", name, i,
                            variable->type);
}

void
gp_pg_flow_append_return (GpPgFlow   *self,
                          const char *version)
{
  g_string_append_printf (self->out,
                          "IF f_state[1] #>> '{}' <> '%s' THEN\n"
                          "  PERFORM gp_flows.cannot('" GP_PG_FLOW_CHANGED "');\nEND IF;\n"
                          "f_resumes := true;\n", version);
  append_all (self, append_restored);
}

void
gp_pg_flow_append_departure (GpPgFlow   *self,
                             const char *version)
{
  g_string_append_printf (self->out,
                          "IF f_due IS NOT NULL THEN\n  PERFORM gp_flows.leave(f_depth);\n"
                          "  PERFORM gp_flows.suspend(f_line, least(f_due, f_until), f_request, "
                          "ARRAY[to_jsonb('%s'::text)", version);
  append_all (self, append_saved);
  g_string_append (self->out, "]::jsonb[]);\n  RETURN NULL;\nEND IF;\n");
}

/* --- what is not done again on the way back --------------------------------------------------- */

void
gp_pg_flow_begin_once (GpPgFlow *self)
{
  if (self->waits)
    g_string_append (self->out, "IF NOT f_resumes THEN\n");
}

void
gp_pg_flow_end_once (GpPgFlow *self)
{
  if (self->waits)
    g_string_append (self->out, "END IF;\n");
}

/* --- another try ------------------------------------------------------------------------------ */

void
gp_pg_flow_append_retry (GpPgFlow         *self,
                         const GpFlowStep *step)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_RETRY_WHEN,
                                .block = step->block, .error = "f_fault" };
  guint attempts = gp_flow_step_get_attempts (step);

  if (step->body != NULL || attempts <= 1)
    return;
  g_string_append (self->out, "f_due := gp_flows.next_try(f_fault, ");
  if (step->retry_when != NULL)
    gp_pg_flow_print (self, &place, step->retry_when, GP_POSTGRESQL_BOOLEAN);
  else
    g_string_append (self->out, "gp_flows.is_transient(f_fault)");
  g_string_append_printf (self->out, ", f_attempt, %u, interval '%" G_GINT64_FORMAT
                                     " microseconds', '%s', interval '%" G_GINT64_FORMAT
                                     " microseconds');\n",
                          attempts, gp_flow_step_get_retry_delay (step),
                          gp_element_get_text (step->element, GP_STEP_RETRY_BACKOFF),
                          gp_flow_step_get_retry_jitter (step));
  /* Whether it is done at all is not asked again. */
  g_string_append_printf (self->out, "IF f_due IS NOT NULL THEN\n  f_attempt := f_attempt + 1;\n"
                                     "  f_fault := NULL;\n  f_request := NULL;\n"
                                     "  pass_%u := true;\n  EXIT block_1;\nEND IF;\n",
                          gp_pg_flow_number (self, step->block));
}
