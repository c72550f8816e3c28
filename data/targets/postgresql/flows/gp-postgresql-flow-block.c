/* gp-postgresql-flow-block.c — how a function goes from step to step
 * SPDX-License-Identifier: Apache-2.0
 *
 * A block is a loop over the number of the step at hand, at_n, so that ways may join and lead back;
 * 0 is its end. What a step does stands in a subtransaction: where it fails nothing of it is left,
 * and what went wrong becomes the value f_fault, which the ways on an error are asked about. Steps
 * with steps inside have only their own expressions in a subtransaction, so that what the steps
 * inside did before one failed stays, as everywhere else. */
#define G_LOG_DOMAIN "gp-postgresql-flow-block"
#include "config.h"
#include "gp-postgresql-flow-private.h"

#include <glib/gi18n-lib.h>

#include "gp-flow-run.h"
#include "gp-sql-name.h"

#define HANDLER \
  "EXCEPTION WHEN OTHERS THEN\n" \
  "  GET STACKED DIAGNOSTICS f_sqlstate = RETURNED_SQLSTATE, f_message = MESSAGE_TEXT, " \
  "f_detail = PG_EXCEPTION_DETAIL;\n" \
  "  IF gp_flows.is_passing(f_sqlstate) THEN\n    RAISE;\n  END IF;\n" \
  "  f_fault := gp_flows.fault_of(f_sqlstate, f_message, f_detail);\n" \
  "END;\n"

/* --- numbers ---------------------------------------------------------------------------------- */

guint
gp_pg_flow_number (GpPgFlow          *self,
                   const GpFlowBlock *block)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, block));

  if (number > 0)
    return number;
  number = g_hash_table_size (self->numbers) + 1;
  g_hash_table_insert (self->numbers, (gpointer) block, GUINT_TO_POINTER (number));
  g_ptr_array_add (self->blocks, (gpointer) block);
  g_string_append_printf (self->declared,
                          "  data_%u jsonb;\n  input_%u jsonb;\n  error_%u jsonb;\n"
                          "  caught_%u boolean;\n  pass_%u boolean;\n  at_%u integer;\n",
                          number, number, number, number, number, number);
  if (block->holder != NULL && block->holder->type == GP_FLOW_STEP_FOR)
    g_string_append_printf (self->declared,
                            "  list_%u jsonb;\n  item_%u jsonb;\n  index_%u bigint;\n"
                            "  goes_%u boolean;\n",
                            number, number, number, number);
  return number;
}

/* The number of @step in its block; 0 for its end. */
static guint
place_of (const GpFlowStep *step)
{
  return step != NULL ? step->rank + 1 : 0;
}

/* --- the ends of a step ----------------------------------------------------------------------- */

/* What the step leaves behind for expressions; of several with a name, the first is meant. */
static void
append_kept (GpPgFlow         *self,
             const GpFlowStep *step,
             const char       *output,
             const char       *status)
{
  guint n = gp_pg_flow_number (self, step->block);

  if (gp_flow_find_name (self->flow, step->name) != step)
    return;
  g_string_append (self->out, "f_steps := f_steps || jsonb_build_object(");
  gp_sql_quote_text (self->out, step->name);
  g_string_append_printf (self->out, ", jsonb_build_object('input', coalesce(f_args, input_%u), "
                                     "'output', %s, 'status', '%s'));\n", n, output, status);
}

/* The step is done; f_raw is what its own work gave. */
static void
append_completion (GpPgFlow         *self,
                   const GpFlowStep *step)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_OUTPUT,
                                .block = step->block, .output = "f_raw" };
  guint n = gp_pg_flow_number (self, step->block);

  if (step->output != NULL)
    {
      append_kept (self, step, "f_raw", "completed");
      g_string_append (self->out, "f_raw := ");
      gp_pg_flow_must (self, &place, step->output, GP_POSTGRESQL_JSON);
      g_string_append (self->out, ";\n");
    }
  append_kept (self, step, "f_raw", "completed");
  if (step->keeps->len > 0)
    {
      g_string_append (self->out, "f_vars := f_vars || ");
      gp_pg_flow_args (self, step, GP_STEP_EXPORT, step->keeps, "f_raw");
      g_string_append (self->out, ";\n");
    }
  g_string_append_printf (self->out, "data_%u := f_raw;\n", n);
}

/* The first condition that holds, else the way that needs none. */
static void
append_way (GpPgFlow         *self,
            const GpFlowStep *step)
{
  const GpFlowBlock *block = step->block;
  guint n = gp_pg_flow_number (self, block);
  g_autofree char *data = g_strdup_printf ("data_%u", n);
  guint otherwise = place_of (gp_flow_block_after (block, step));
  gboolean found = FALSE;
  guint n_cases = 0;

  g_string_append_printf (self->out, "at_%u := ", n);
  for (guint i = 0; i < step->edges->len; i++)
    {
      const GpFlowEdge *edge = step->edges->pdata[i];
      const GpPgFlowPlace place = { .holder = edge->element, .property = GP_TRANSITION_WHEN,
                                    .block = block, .output = data };

      if (edge->type == GP_FLOW_EDGE_ELSE || (edge->type == GP_FLOW_EDGE_NEXT && !found))
        {
          otherwise = place_of (edge->to);
          found = TRUE;
        }
      if (edge->type != GP_FLOW_EDGE_CASE || edge->when == NULL)
        continue;
      g_string_append (self->out, n_cases++ > 0 ? " WHEN " : "CASE WHEN ");
      gp_pg_flow_must (self, &place, edge->when, GP_POSTGRESQL_BOOLEAN);
      g_string_append_printf (self->out, " THEN %u", place_of (edge->to));
    }
  g_string_append_printf (self->out, n_cases > 0 ? " ELSE %u END;\n" : "%u;\n", otherwise);
}

/* The ways on an error among @edges. @once: they lead from the block's beginning. */
static void
append_catches (GpPgFlow          *self,
                const GpFlowBlock *block,
                GPtrArray         *edges,
                gboolean           once)
{
  guint n = gp_pg_flow_number (self, block);

  for (guint i = 0; i < edges->len; i++)
    {
      const GpFlowEdge *edge = edges->pdata[i];
      const char *type = gp_element_get_text (edge->element, GP_TRANSITION_ERROR_TYPE);
      const GpPgFlowPlace place = { .holder = edge->element, .property = GP_TRANSITION_WHEN,
                                    .block = block, .error = "f_fault" };

      if (edge->type != GP_FLOW_EDGE_ERROR)
        continue;
      g_string_append (self->out, "ELSIF ");
      if (once)
        g_string_append_printf (self->out, "NOT caught_%u AND ", n);
      g_string_append (self->out, "gp_flows.matches(f_fault, ");
      gp_sql_quote_text (self->out, type != NULL ? type : "");
      g_string_append_printf (self->out, ", %d)",
                              (int) gp_element_get_int (edge->element,
                                                        GP_TRANSITION_ERROR_STATUS));
      if (edge->when != NULL)
        {
          g_string_append (self->out, " AND (");
          gp_pg_flow_print (self, &place, edge->when, GP_POSTGRESQL_BOOLEAN);
          g_string_append (self->out, ") IS TRUE");
        }
      g_string_append_printf (self->out, " THEN\n  error_%u := f_fault;\n  f_fault := NULL;\n"
                                         "  at_%u := %u;\n", n, n, place_of (edge->to));
      if (once)
        g_string_append_printf (self->out, "  caught_%u := true;\n", n);
    }
}

static void
append_failure (GpPgFlow         *self,
                const GpFlowStep *step)
{
  guint n = gp_pg_flow_number (self, step->block);

  g_string_append (self->out, "IF f_fault IS NOT NULL THEN\n"
                              "f_fault := f_fault || CASE WHEN f_fault ->> 'instance' = '' THEN "
                              "jsonb_build_object('instance', ");
  gp_sql_quote_text (self->out, step->name);
  g_string_append (self->out, ") ELSE '{}'::jsonb END;\n");
  gp_pg_flow_append_retry (self, step);
  append_kept (self, step, "NULL", "failed");
  g_string_append (self->out, "IF false THEN\n  NULL;\n");
  append_catches (self, step->block, step->edges, FALSE);
  append_catches (self, step->block, step->block->entries, TRUE);
  g_string_append_printf (self->out, "ELSE\n  EXIT block_%u;\nEND IF;\nEND IF;\n", n);
}

/* --- a step ----------------------------------------------------------------------------------- */

static void
append_input (GpPgFlow         *self,
              const GpFlowStep *step)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_INPUT,
                                .block = step->block };

  if (step->input == NULL)
    return;
  g_string_append_printf (self->out, "input_%u := ", gp_pg_flow_number (self, step->block));
  gp_pg_flow_must (self, &place, step->input, GP_POSTGRESQL_JSON);
  g_string_append (self->out, ";\n");
}

/* Whether the step is done at all, into pass_n. */
static void
append_condition (GpPgFlow         *self,
                  const GpFlowStep *step)
{
  guint n = gp_pg_flow_number (self, step->block);
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_IF,
                                .block = step->block };

  if (self->waits)
    g_string_append (self->out, "f_attempt := 1;\n");
  g_string_append_printf (self->out, "pass_%u := ", n);
  if (step->condition != NULL)
    gp_pg_flow_must (self, &place, step->condition, GP_POSTGRESQL_BOOLEAN);
  else
    g_string_append (self->out, "true");
  g_string_append (self->out, ";\n");
  /* One that is left out is not tried again where the way behind it fails. */
  if (self->waits && step->condition != NULL)
    g_string_append_printf (self->out, "IF NOT pass_%u THEN\n  f_attempt := 0;\nEND IF;\n", n);
}

/* What took too long is undone, and an error. */
static void
append_limit (GpPgFlow         *self,
              const GpFlowStep *step)
{
  g_autofree char *limit = NULL;

  if (step->timeout < 0)
    return;
  limit = gp_flow_duration_format (step->timeout);
  g_string_append_printf (self->out, "PERFORM gp_flows.in_time(f_began + interval '%"
                                     G_GINT64_FORMAT " microseconds', '%s', ",
                          step->timeout, limit);
  gp_sql_quote_text (self->out, step->name);
  g_string_append (self->out, ");\n");
}

/* What the step sees where it begins, or begins again. */
static void
append_data (GpPgFlow         *self,
             const GpFlowStep *step)
{
  guint n = gp_pg_flow_number (self, step->block);

  g_string_append_printf (self->out, "input_%u := data_%u;\nf_args := NULL;\n", n, n);
}

/* A step that failed and is tried again is not asked once more whether it is done. */
static void
append_leaf (GpPgFlow         *self,
             const GpFlowStep *step)
{
  guint n = gp_pg_flow_number (self, step->block);

  append_data (self, step);
  g_string_append (self->out, "BEGIN\n");
  gp_pg_flow_begin_once (self);
  append_condition (self, step);
  gp_pg_flow_end_once (self);
  if (self->waits)
    g_string_append (self->out, "f_resumes := false;\n");
  g_string_append_printf (self->out, "IF pass_%u THEN\n", n);
  append_input (self, step);
  if (step->timeout >= 0)
    g_string_append (self->out, "f_began := clock_timestamp();\n");
  gp_pg_flow_act (self, step);
  append_limit (self, step);
  append_completion (self, step);
  g_string_append (self->out, "END IF;\n");
  append_way (self, step);
  g_string_append (self->out, HANDLER);
}

/* A step that asks, and is done once it is answered: the run waits between the two. */
static void
append_asking (GpPgFlow         *self,
               const GpFlowStep *step)
{
  guint n = gp_pg_flow_number (self, step->block);

  g_string_append (self->out, "IF NOT f_asked THEN\n");
  append_data (self, step);
  g_string_append (self->out, "END IF;\nBEGIN\n");
  gp_pg_flow_begin_once (self);
  append_condition (self, step);
  gp_pg_flow_end_once (self);
  g_string_append_printf (self->out, "f_resumes := false;\nIF pass_%u AND f_asked THEN\n"
                                     "f_asked := false;\n", n);
  gp_pg_flow_take (self, step);
  append_completion (self, step);
  g_string_append_printf (self->out, "ELSIF pass_%u THEN\n", n);
  append_input (self, step);
  gp_pg_flow_ask (self, step);
  g_string_append (self->out, "f_asked := true;\nEND IF;\nIF NOT f_asked THEN\n");
  append_way (self, step);
  g_string_append (self->out, "END IF;\n" HANDLER "IF f_asked THEN\n  EXIT block_1;\nEND IF;\n");
}

/* A frame for the steps inside, which begins with @data. */
static void
append_frame (GpPgFlow          *self,
              const GpFlowBlock *body,
              const char        *data)
{
  guint m = gp_pg_flow_number (self, body);

  g_string_append_printf (self->out, "data_%u := %s;\nerror_%u := NULL;\ncaught_%u := false;\n"
                                     "at_%u := %u;\n", m, data, m, m, m,
                          place_of (gp_flow_block_first (body)));
}

static void
append_turns (GpPgFlow         *self,
              const GpFlowStep *step)
{
  guint m = gp_pg_flow_number (self, step->body);
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_WHILE,
                                .block = step->body };
  g_autofree char *data = g_strdup_printf ("data_%u", m);

  gp_pg_flow_begin_once (self);
  g_string_append_printf (self->out, "data_%u := input_%u;\nindex_%u := 0;\n", m,
                          gp_pg_flow_number (self, step->block), m);
  gp_pg_flow_end_once (self);
  g_string_append (self->out, "LOOP\n");
  gp_pg_flow_begin_once (self);
  g_string_append_printf (self->out, "EXIT WHEN list_%u IS NOT NULL AND index_%u >= "
                                     "jsonb_array_length(list_%u);\n"
                                     "item_%u := coalesce(list_%u -> index_%u::integer, "
                                     "'null'::jsonb);\ninput_%u := data_%u;\n",
                          m, m, m, m, m, m, m, m);
  if (step->repeat != NULL)
    {
      g_string_append_printf (self->out, "BEGIN\ngoes_%u := ", m);
      gp_pg_flow_must (self, &place, step->repeat, GP_POSTGRESQL_BOOLEAN);
      g_string_append_printf (self->out, ";\n" HANDLER "EXIT WHEN f_fault IS NOT NULL OR NOT "
                                         "goes_%u;\n", m);
    }
  append_frame (self, step->body, data);
  gp_pg_flow_end_once (self);
  gp_pg_flow_block (self, step->body);
  g_string_append_printf (self->out, "EXIT WHEN f_fault IS NOT NULL;\nindex_%u := index_%u + 1;\n"
                                     "END LOOP;\n", m, m);
}

/* The list that a loop goes through, into list_m. */
static void
append_list (GpPgFlow         *self,
             const GpFlowStep *step)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_IN,
                                .block = step->block };
  guint m = gp_pg_flow_number (self, step->body);

  g_string_append_printf (self->out, "list_%u := ", m);
  if (step->in != NULL)
    {
      g_string_append (self->out, "gp_flows.must(gp_flows.as_list(");
      gp_pg_flow_must (self, &place, step->in, GP_POSTGRESQL_JSON);
      g_string_append (self->out, "), 'what is gone through must be a list')");
    }
  else
    {
      g_string_append (self->out, "NULL");
    }
  g_string_append (self->out, ";\n");
}

static void
append_holder (GpPgFlow         *self,
               const GpFlowStep *step)
{
  guint n = gp_pg_flow_number (self, step->block);
  gboolean is_loop = step->type == GP_FLOW_STEP_FOR;
  g_autofree char *input = g_strdup_printf ("input_%u", n);
  guint m = gp_pg_flow_number (self, step->body);

  gp_pg_flow_begin_once (self);
  append_data (self, step);
  g_string_append (self->out, "BEGIN\n");
  append_condition (self, step);
  g_string_append_printf (self->out, "IF pass_%u THEN\n", n);
  append_input (self, step);
  if (is_loop)
    append_list (self, step);
  g_string_append (self->out, "END IF;\n" HANDLER);
  gp_pg_flow_end_once (self);
  g_string_append_printf (self->out, "IF f_fault IS NULL AND pass_%u THEN\n", n);
  if (is_loop)
    {
      append_turns (self, step);
    }
  else
    {
      gp_pg_flow_begin_once (self);
      append_frame (self, step->body, input);
      gp_pg_flow_end_once (self);
      gp_pg_flow_block (self, step->body);
    }
  g_string_append_printf (self->out, "f_raw := data_%u;\nf_args := NULL;\nEND IF;\n"
                                     "IF f_fault IS NULL THEN\nBEGIN\nIF pass_%u THEN\n", m, n);
  append_completion (self, step);
  g_string_append (self->out, "END IF;\n");
  append_way (self, step);
  g_string_append (self->out, HANDLER "END IF;\n");
}

/* What a function of the database has no means for. */
static void
refuse_extras (GpPgFlow         *self,
               const GpFlowStep *step)
{
  if (step->body != NULL && step->attempts > 1)
    gp_pg_flow_refuse (self, step->element, GP_STEP_RETRY_ATTEMPTS,
                       _("“%s” is not tried again as a whole on PostgreSQL: say at the steps "
                         "inside it how often they are tried."), step->name);
  if (step->timeout >= 0 && (step->body != NULL || step->type == GP_FLOW_STEP_WAIT))
    gp_pg_flow_refuse (self, step->element, GP_STEP_TIMEOUT,
                       _("“%s” cannot have a time limit of its own on PostgreSQL: give one to the "
                         "flow."), step->name);
}

static void
append_step (GpPgFlow         *self,
             const GpFlowStep *step)
{
  gboolean holds = step->type == GP_FLOW_STEP_GROUP || step->type == GP_FLOW_STEP_TRY
                   || step->type == GP_FLOW_STEP_FOR;

  if (!gp_pg_flow_can (self, step))
    return;
  refuse_extras (self, step);
  g_string_append_printf (self->out, "WHEN %u THEN\n", place_of (step));
  if (holds && step->body != NULL)
    {
      append_holder (self, step);
    }
  else if (gp_pg_flow_step_asks (step))
    {
      append_asking (self, step);
    }
  else
    {
      append_leaf (self, step);
    }
  append_failure (self, step);
}

void
gp_pg_flow_block (GpPgFlow          *self,
                  const GpFlowBlock *block)
{
  guint n = gp_pg_flow_number (self, block);

  g_string_append_printf (self->out, "<<block_%u>>\nWHILE at_%u <> 0 LOOP\n"
                                     "f_turns := f_turns + 1;\n"
                                     "PERFORM gp_flows.go_on(f_turns, f_until);\nCASE at_%u\n",
                          n, n, n);
  for (guint i = 0; i < block->steps->len; i++)
    append_step (self, block->steps->pdata[i]);
  g_string_append_printf (self->out, "END CASE;\nEND LOOP block_%u;\n", n);
}
