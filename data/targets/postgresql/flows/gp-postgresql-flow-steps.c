/* gp-postgresql-flow-steps.c — what each type of step does, in the function of its flow
 * SPDX-License-Identifier: Apache-2.0
 *
 * One line of a table for each type that does something at once; those that wait for something are
 * in gp-postgresql-flow-calls.c, and those that hold others in gp-postgresql-flow-block.c. */
#define G_LOG_DOMAIN "gp-postgresql-flow-steps"
#include "config.h"
#include "gp-postgresql-flow-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-sql-name.h"

void
gp_pg_flow_args (GpPgFlow         *self,
                 const GpFlowStep *step,
                 GpProperty        property,
                 GArray           *all,
                 const char       *output)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = property,
                                .block = step->block, .output = output };

  g_string_append (self->out, "gp_flows.map_of(ARRAY[");
  for (guint i = 0; i < all->len; i++)
    {
      g_string_append (self->out, i > 0 ? ", " : "");
      gp_sql_quote_text (self->out, g_array_index (all, GpFlowNamedExpr, i).name);
    }
  g_string_append (self->out, "]::text[], ARRAY[");
  for (guint i = 0; i < all->len; i++)
    {
      g_string_append (self->out, i > 0 ? ", " : "");
      gp_pg_flow_must (self, &place, g_array_index (all, GpFlowNamedExpr, i).expr,
                       GP_POSTGRESQL_JSON);
    }
  g_string_append (self->out, "]::jsonb[])");
}

void
gp_pg_flow_take_args (GpPgFlow         *self,
                      const GpFlowStep *step)
{
  g_string_append (self->out, "f_args := ");
  gp_pg_flow_args (self, step, GP_STEP_WITH, step->with, NULL);
  g_string_append (self->out, ";\n");
}

/* Members that are fields of the record that is going to be stored change it. */
static void
act_set (GpPgFlow         *self,
         const GpFlowStep *step)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const GpId *entity = gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY);

  gp_pg_flow_take_args (self, step);
  g_string_append (self->out, "f_raw := f_args;\nf_vars := f_vars || f_raw;\n");
  for (guint i = 0; gp_flow_is_before (self->flow) && entity != NULL && i < step->with->len; i++)
    {
      const char *name = g_array_index (step->with, GpFlowNamedExpr, i).name;

      if (gp_design_find_child (self->design, entity, GP_KIND_FIELD, name) == NULL)
        continue;
      g_string_append (self->out, "f_changes := f_changes || jsonb_build_object(");
      gp_sql_quote_text (self->out, name);
      g_string_append (self->out, ", f_raw -> ");
      gp_sql_quote_text (self->out, name);
      g_string_append (self->out, ");\nf_trigger := jsonb_set(f_trigger, ARRAY['record', ");
      gp_sql_quote_text (self->out, name);
      g_string_append (self->out, "], f_raw -> ");
      gp_sql_quote_text (self->out, name);
      g_string_append (self->out, ");\n");
    }
}

/* The edges decide, or there is nothing inside; the data goes through. */
static void
act_pass (GpPgFlow         *self,
          const GpFlowStep *step)
{
  g_string_append_printf (self->out, "f_raw := input_%u;\n", gp_pg_flow_number (self, step->block));
}

static void
act_raise (GpPgFlow         *self,
           const GpFlowStep *step)
{
  const GpElement *element = step->element;
  const GpPgFlowPlace place = { .holder = element, .property = GP_STEP_ERROR_DETAIL,
                                .block = step->block };
  g_autoptr(GpExprValue) fault = gp_flow_fault_new_custom (
    gp_element_get_text (element, GP_STEP_ERROR_TYPE),
    (int) gp_element_get_int (element, GP_STEP_ERROR_STATUS),
    gp_element_get_text (element, GP_STEP_TITLE), NULL);
  g_autofree char *json = gp_expr_value_to_json (fault);

  g_string_append (self->out, "PERFORM gp_flows.fail(");
  gp_sql_quote_text (self->out, json);
  g_string_append (self->out, "::jsonb");
  if (step->error_detail != NULL)
    {
      g_string_append (self->out, " || jsonb_build_object('detail', ");
      gp_pg_flow_must (self, &place, step->error_detail, GP_POSTGRESQL_JSON);
      g_string_append (self->out, " #>> '{}')");
    }
  g_string_append (self->out, ");\n");
}

static void
act_run_flow (GpPgFlow         *self,
              const GpFlowStep *step)
{
  const GpId *id = gp_element_get_ref (step->element, GP_STEP_FLOW);
  const GpElement *flow = id != NULL ? gp_design_lookup_kind (self->design, id, GP_KIND_FLOW)
                                     : NULL;

  g_autoptr(GpFlow) called = NULL;

  if (flow == NULL || !gp_element_get_bool (flow, GP_FLOW_ENABLED)
      || (self->deployed != NULL && !g_hash_table_contains (self->deployed, id)))
    {
      gp_pg_flow_refuse (self, step->element, GP_STEP_FLOW,
                         _("The flow that “%s” runs is not there on PostgreSQL."), step->name);
      return;
    }
  called = gp_flow_new (self->design, id, NULL);
  if (gp_pg_flow_find_waiting (called) != NULL)
    gp_pg_flow_refuse (self, step->element, GP_STEP_FLOW,
                       _("“%s” runs %s, which waits at “%s”, and no transaction of PostgreSQL can: "
                         "start it by an event."), step->name, gp_element_get_name (flow),
                       gp_pg_flow_find_waiting (called)->name);
  gp_pg_flow_take_args (self, step);
  g_string_append (self->out, "f_raw := gp_flows.must(gp_flows.flow_");
  gp_postgresql_flow_append_id (self->out, flow);
  g_string_append (self->out, "(jsonb_build_object('input', f_args) || CASE WHEN f_trigger ? "
                              "'user' THEN jsonb_build_object('user', f_trigger -> 'user') ELSE "
                              "'{}'::jsonb END, f_depth + 1), 'the flow did not want to start'"
                              ");\n");
}

/* An envelope as CloudEvents 1.0 has it. Flows that the event starts begin when this transaction is
 * there. */
static void
act_emit (GpPgFlow         *self,
          const GpFlowStep *step)
{
  const GpId *id = gp_element_get_ref (step->element, GP_STEP_EVENT);
  const GpElement *event = id != NULL ? gp_design_lookup_kind (self->design, id, GP_KIND_EVENT)
                                      : NULL;
  g_autofree char *source = g_strconcat ("/flows/",
                                         gp_element_get_name (gp_flow_get_element (self->flow)),
                                         NULL);

  gp_pg_flow_take_args (self, step);
  g_string_append (self->out, "f_raw := jsonb_build_object('specversion', '1.0', 'id', f_run "
                              "|| '/' || f_turns, 'source', ");
  gp_sql_quote_text (self->out, source);
  g_string_append (self->out, ", 'type', ");
  gp_sql_quote_text (self->out, event != NULL ? gp_element_get_name (event) : "");
  g_string_append (self->out, ", 'time', gp_flows.time_text(now()), 'datacontenttype', "
                              "'application/json', 'data', f_args);\n"
                              "PERFORM gp_flows.tell(f_raw);\n");
  if (event == NULL)
    return;
  g_string_append (self->out, "PERFORM gp_flows.start(l.flow, jsonb_build_object('event', f_raw, "
                              "'data', f_args), f_depth + 1) FROM gp_flows.listeners(");
  gp_sql_quote_text (self->out, gp_element_get_name (event));
  g_string_append (self->out, ") AS l(flow);\n");
}

typedef void (*Act) (GpPgFlow *self, const GpFlowStep *step);

static const Act acts[GP_FLOW_N_STEP_TYPES] = {
  [GP_FLOW_STEP_SET] = act_set,                   [GP_FLOW_STEP_SWITCH] = act_pass,
  [GP_FLOW_STEP_GROUP] = act_pass,                [GP_FLOW_STEP_TRY] = act_pass,
  [GP_FLOW_STEP_FOR] = act_pass,
  [GP_FLOW_STEP_DATA_READ] = gp_pg_flow_read,     [GP_FLOW_STEP_DATA_CREATE] = gp_pg_flow_create,
  [GP_FLOW_STEP_DATA_UPDATE] = gp_pg_flow_update, [GP_FLOW_STEP_DATA_DELETE] = gp_pg_flow_delete,
  [GP_FLOW_STEP_RUN_FLOW] = act_run_flow,         [GP_FLOW_STEP_EMIT] = act_emit,
  [GP_FLOW_STEP_RAISE] = act_raise,
};

/* Why there is no step of that type, and what may be done instead. */
static const char *const instead[GP_FLOW_N_STEP_TYPES] = {
  [GP_FLOW_STEP_FORK] = N_("it does one thing after the other; put its steps into a group."),
  [GP_FLOW_STEP_MAIL] = N_("it sends no mail; call a mail service over HTTP."),
  [GP_FLOW_STEP_CODE] = N_("it runs no JavaScript; say it with expressions."),
  [GP_FLOW_STEP_LISTEN] = N_("no run waits for events there; let the event start another flow."),
  [GP_FLOW_STEP_APPROVE] = N_("no run waits for people there; end it here, and let the decision "
                              "start another flow."),
};

gboolean
gp_pg_flow_can (GpPgFlow         *self,
                const GpFlowStep *step)
{
  const char *type = gp_element_get_text (step->element, GP_STEP_TYPE);

  if (instead[step->type] == NULL)
    return TRUE;
  gp_pg_flow_refuse (self, step->element, GP_STEP_TYPE, _("PostgreSQL cannot do “%s” (%s): %s"),
                     step->name, _(gp_property_get_word (GP_STEP_TYPE, type)),
                     _(instead[step->type]));
  return FALSE;
}

void
gp_pg_flow_act (GpPgFlow         *self,
                const GpFlowStep *step)
{
  acts[step->type] (self, step);
}
