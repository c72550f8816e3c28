/* gp-flow-start.c — whether something that happened starts a flow, and beside which runs
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-start.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-json.h"
#include "gp-flow-run-private.h"
#include "gp-json-schema.h"

void
gp_flow_admission_clear (GpFlowAdmission *self)
{
  g_clear_pointer (&self->idempotency_key, g_free);
  g_clear_pointer (&self->concurrency_key, g_free);
}

gboolean
gp_flow_is_started_by (const GpFlow *flow,
                       const GpId   *entity,
                       const char   *change,
                       gboolean      before)
{
  const GpId *own = gp_element_get_ref (flow->element, GP_FLOW_TRIGGER_ENTITY);
  gsize n = 0;
  const char *const *changes = gp_element_get_texts (flow->element, GP_FLOW_TRIGGER_CHANGES, &n);

  return gp_element_get_bool (flow->element, GP_FLOW_ENABLED)
         && gp_element_is (flow->element, GP_FLOW_TRIGGER, "data")
         && gp_flow_is_before (flow) == before && own != NULL && gp_id_equal (own, entity)
         && (n == 0 || g_strv_contains (changes, change));
}

static gboolean
check_input (GpFlow             *flow,
             const GpExprValue  *trigger,
             GError            **error)
{
  const char *text = gp_element_get_text (flow->element, GP_FLOW_INPUT_SCHEMA);
  const char *name = gp_element_is (flow->element, GP_FLOW_TRIGGER, "http") ? "body" : "input";
  g_autoptr(GpExprValue) schema = text != NULL ? gp_expr_value_from_json (text, -1, NULL) : NULL;
  g_autoptr(GpExprValue) nothing = gp_expr_value_new_map (NULL, NULL, 0);
  g_autofree char *problem = NULL;
  GpExprValue *input;

  if (schema == NULL)
    return TRUE;
  if (gp_element_is (flow->element, GP_FLOW_TRIGGER, "event"))
    name = "data";
  input = gp_flow_value_get (trigger, name);
  problem = gp_json_schema_check (schema, input != NULL ? input : nothing);
  if (problem == NULL)
    return TRUE;
  g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT, _("The input of %s does not fit: %s"),
               gp_element_get_name (flow->element), problem);
  return FALSE;
}

/* @out: (transfer full): NULL without an expression. */
static gboolean
make_key (GpFlowRun     *run,
          const GpExpr  *expr,
          GpProperty     property,
          char         **out,
          GError       **error)
{
  g_autoptr(GpExprValue) value = NULL;

  *out = NULL;
  if (expr == NULL)
    return TRUE;
  value = gp_flow_frame_eval (run, NULL, expr, NULL);
  if (gp_expr_value_is_error (value))
    {
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT, _("“%s” of %s cannot be told: %s"),
                   _(gp_property_get_info (property)->label),
                   gp_element_get_name (run->flow->element),
                   gp_expr_value_get_problem (value)->message);
      return FALSE;
    }
  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING)
    *out = g_strdup (gp_expr_value_get_string (value, NULL));
  else
    *out = gp_expr_value_to_text (value);
  return TRUE;
}

static gboolean
is_wanted (GpFlowRun  *run,
           gboolean   *out,
           GError    **error)
{
  g_autoptr(GpExprValue) problem = NULL;

  *out = TRUE;
  if (run->flow->trigger_when == NULL ||
      gp_flow_frame_holds (run, NULL, run->flow->trigger_when, NULL, out, &problem))
    return TRUE;
  g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT, _("“%s” of %s cannot be told: %s"),
               _(gp_property_get_info (GP_FLOW_TRIGGER_WHEN)->label),
               gp_element_get_name (run->flow->element),
               gp_flow_fault_get_text (problem, "detail"));
  return FALSE;
}

static GpFlowOverlap
get_overlap (const GpElement *flow)
{
  if (gp_element_is (flow, GP_FLOW_CONCURRENCY_OVERLAP, "skip"))
    return GP_FLOW_OVERLAP_SKIP;
  return gp_element_is (flow, GP_FLOW_CONCURRENCY_OVERLAP, "replace") ? GP_FLOW_OVERLAP_REPLACE
                                                                     : GP_FLOW_OVERLAP_QUEUE;
}

gboolean
gp_flow_admit (GpFlow             *flow,
               GpAccessWorld      *world,
               const GpFlowStart  *start,
               GpFlowAdmission    *out,
               GError            **error)
{
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, world, start, error);
  g_auto(GpFlowAdmission) made = { .remembered_until = GP_FLOW_NEVER };
  gint64 limit = gp_element_get_int (flow->element, GP_FLOW_CONCURRENCY_LIMIT);
  gint64 ttl;

  if (run == NULL || !is_wanted (run, &made.wanted, error))
    return FALSE;
  if (!made.wanted)
    {
      *out = made;
      return TRUE;
    }
  if (!check_input (flow, run->trigger, error) ||
      !make_key (run, flow->idempotency_key, GP_FLOW_IDEMPOTENCY_KEY, &made.idempotency_key,
                 error) ||
      !make_key (run, flow->concurrency_key, GP_FLOW_CONCURRENCY_KEY, &made.concurrency_key,
                 error))
    return FALSE;

  if (gp_flow_duration_parse (gp_element_get_text (flow->element, GP_FLOW_IDEMPOTENCY_TTL), &ttl))
    made.remembered_until = gp_flow_time_add (start->now, ttl);
  if (made.concurrency_key == NULL && limit > 0)
    made.concurrency_key = g_strdup ("");
  made.limit = made.concurrency_key != NULL ? (guint) CLAMP (limit, 1, 1000000) : 0;
  made.overlap = get_overlap (flow->element);
  *out = made;
  made = (GpFlowAdmission) { 0 };
  return TRUE;
}

GpFlowDecision
gp_flow_decide (const GpFlowAdmission *admission,
                guint                  running)
{
  if (!admission->wanted)
    return GP_FLOW_DECISION_SKIP;
  if (admission->concurrency_key == NULL || running < admission->limit)
    return GP_FLOW_DECISION_START;

  switch (admission->overlap)
    {
    case GP_FLOW_OVERLAP_SKIP:
      return GP_FLOW_DECISION_SKIP;
    case GP_FLOW_OVERLAP_REPLACE:
      return GP_FLOW_DECISION_REPLACE;
    case GP_FLOW_OVERLAP_QUEUE:
    default:
      return GP_FLOW_DECISION_QUEUE;
    }
}
