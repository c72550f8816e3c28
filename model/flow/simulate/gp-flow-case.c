/* gp-flow-case.c — the tests of flows that a design keeps
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-case.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-json.h"
#include "gp-flow-value.h"

/* Each is a process that may take some seconds. */
#define MAX_CODES 200

void
gp_flow_test_result_free (GpFlowTestResult *self)
{
  if (self == NULL)
    return;

  gp_flow_simulator_free (self->simulator);
  g_free (self->problem);
  g_free (self);
}

static GpFlowTestResult *
settle (GpFlowTestResult *self,
        GpFlowTestStatus  status,
        char             *problem)
{
  self->status = status;
  self->problem = problem;
  return self;
}

/* The names of the steps that begin, as "a → b"; tries after the first left out. */
static char *
describe_path (GpDesign  *design,
               GPtrArray *trace,
               GArray    *out)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < trace->len; i++)
    {
      const GpFlowTrace *line = trace->pdata[i];

      if (line->kind != GP_FLOW_TRACE_STARTED || line->attempt > 1)
        continue;
      g_array_append_val (out, line->step);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " → " : "",
                              gp_element_get_name (gp_design_lookup (design, &line->step)));
    }
  return g_strdup (text->str);
}

/* NULL where the path is the one that is expected. */
static char *
compare_path (GpDesign        *design,
              const GpElement *test,
              GPtrArray       *trace)
{
  gsize n = 0;
  const GpId *wanted = gp_element_get_refs (test, GP_TEST_PATH, &n);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autofree char *path = NULL;
  gboolean same;

  if (n == 0)
    return NULL;
  path = describe_path (design, trace, ids);
  same = ids->len == n;
  for (gsize i = 0; same && i < n; i++)
    same = gp_id_equal (&g_array_index (ids, GpId, i), &wanted[i]);
  if (same)
    return NULL;
  return ids->len > 0 ? g_strdup_printf (_("it went another way: %s"), path)
                      : g_strdup (_("no step was run"));
}

/* Whether every member of @wanted is in @actual, at any depth. */
static gboolean
contains (const GpExprValue *actual,
          const GpExprValue *wanted)
{
  if (gp_expr_value_get_kind (wanted) != GP_EXPR_VALUE_MAP
      || gp_expr_value_get_kind (actual) != GP_EXPR_VALUE_MAP)
    return gp_expr_value_equal (actual, wanted);
  for (gsize i = 0; i < gp_expr_value_get_size (wanted); i++)
    {
      GpExprValue *found = gp_expr_value_find (actual, gp_expr_value_get_key (wanted, i));

      if (found == NULL || !contains (found, gp_expr_value_get_entry (wanted, i)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
meets (GpDesign           *design,
       const GpFlowEffect *effect,
       const GpExprValue  *wanted)
{
  const GpElement *subject = gp_design_lookup (design, &effect->subject);
  const char *kind = gp_flow_effect_kind_to_string (effect->kind);
  const char *name = gp_flow_value_get_text (wanted, kind);

  if (name == NULL || subject == NULL || !g_str_equal (gp_element_get_name (subject), name))
    return FALSE;
  for (gsize i = 0; i < gp_expr_value_get_size (wanted); i++)
    {
      const char *member = gp_expr_value_get_string (gp_expr_value_get_key (wanted, i), NULL);
      GpExprValue *actual;

      if (g_str_equal (member, kind))
        continue;
      actual = gp_flow_effect_get (effect, member);
      if (actual == NULL || !contains (actual, gp_expr_value_get_entry (wanted, i)))
        return FALSE;
    }
  return TRUE;
}

/* NULL where all effects that are expected are met. */
static char *
compare_effects (GpDesign          *design,
                 const GpExprValue *wanted,
                 GPtrArray         *effects)
{
  guint at = 0;

  if (wanted == NULL || gp_expr_value_get_kind (wanted) != GP_EXPR_VALUE_LIST)
    return NULL;
  for (gsize i = 0; i < gp_expr_value_get_size (wanted); i++)
    {
      const GpExprValue *one = gp_expr_value_get_item (wanted, i);
      g_autofree char *json = NULL;

      while (at < effects->len && !meets (design, effects->pdata[at], one))
        at++;
      if (at++ < effects->len)
        continue;
      json = gp_expr_value_to_json (one);
      return g_strdup_printf (_("this was not done: %s"), json);
    }
  return NULL;
}

static GpExprValue *
read_json (const GpElement  *test,
           GpProperty        property,
           GError          **error)
{
  const char *text = gp_element_get_text (test, property);

  return text != NULL ? gp_expr_value_from_json (text, -1, error)
                      : gp_expr_value_new_map (NULL, NULL, 0);
}

static void
run_code (GpFlowSimulator    *simulator,
          const GpCodeRunner *runner)
{
  const GpFlowEffect *effect = gp_flow_simulator_get_code (simulator);
  g_autoptr(GpExprValue) fault = NULL;
  g_autoptr(GpExprValue) value = gp_code_runner_wait (runner, effect->arguments, &fault);

  gp_flow_simulator_take_code (simulator, effect->number, value, fault);
}

/* Until it ends, or waits for somebody; a run without end ends itself (GP_FLOW_MAX_STEPS). Returns:
 * (transfer full): why it was given up, or NULL. */
static char *
run_through (GpFlowSimulator    *simulator,
             const GpCodeRunner *runner)
{
  GpFlowStop stop = GP_FLOW_STOP_STEPPED;
  guint n_codes = 0;

  gp_flow_simulator_set_runs_code (simulator, runner != NULL);
  while (stop == GP_FLOW_STOP_STEPPED || stop == GP_FLOW_STOP_CODE)
    {
      if (stop == GP_FLOW_STOP_CODE && n_codes++ == MAX_CODES)
        return g_strdup_printf (_("it runs code more than %d times: give an answer to the steps "
                                  "that do"), MAX_CODES);
      if (stop == GP_FLOW_STOP_CODE)
        run_code (simulator, runner);
      stop = gp_flow_simulator_step (simulator);
    }

  return NULL;
}

GpFlowTestResult *
gp_flow_run_test (GpDesign           *design,
                  GpAccessFixtures   *fixtures,
                  const GpElement    *test,
                  const GpCodeRunner *runner,
                  gint64              now)
{
  GpFlowTestResult *self = g_new0 (GpFlowTestResult, 1);
  const GpId *id = gp_element_get_ref (test, GP_TEST_FLOW);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpFlow) flow = NULL;
  g_autoptr(GpExprValue) input = NULL;
  g_autoptr(GpExprValue) mocks = NULL;
  g_autoptr(GpExprValue) effects = NULL;
  char *problem;

  self->test = *gp_element_get_id (test);
  if (id == NULL)
    return settle (self, GP_FLOW_TEST_BROKEN, g_strdup (_("it names no flow")));

  flow = gp_flow_new (design, id, &error);
  if (flow != NULL)
    input = read_json (test, GP_TEST_INPUT, &error);
  if (input != NULL)
    mocks = read_json (test, GP_TEST_MOCKS, &error);
  if (mocks != NULL)
    effects = read_json (test, GP_TEST_EFFECTS, &error);
  if (effects != NULL)
    self->simulator = gp_flow_simulator_new (flow, fixtures, input, mocks, now, &error);
  if (self->simulator == NULL)
    return settle (self, GP_FLOW_TEST_BROKEN, g_strdup (error->message));

  problem = run_through (self->simulator, runner);
  if (problem == NULL)
    problem = compare_path (design, test, gp_flow_simulator_get_trace (self->simulator));
  if (problem == NULL)
    problem = compare_effects (design, effects, gp_flow_simulator_get_effects (self->simulator));
  return settle (self, problem == NULL ? GP_FLOW_TEST_PASSED : GP_FLOW_TEST_FAILED, problem);
}

GPtrArray *
gp_flow_run_tests (GpDesign           *design,
                   GpAccessFixtures   *fixtures,
                   const GpCodeRunner *runner,
                   gint64              now)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_test_result_free);
  g_autoptr(GPtrArray) tests = gp_design_list (design, GP_KIND_TEST);

  for (guint i = 0; i < tests->len; i++)
    if (gp_element_is (tests->pdata[i], GP_TEST_TYPE, "flow"))
      g_ptr_array_add (results, gp_flow_run_test (design, fixtures, tests->pdata[i],
                                                   runner, now));
  return results;
}

static gboolean
is_taken (GpFlowTestResult *result,
          const GpId       *transition)
{
  GPtrArray *trace = result->simulator != NULL ? gp_flow_simulator_get_trace (result->simulator)
                                               : NULL;

  for (guint i = 0; trace != NULL && i < trace->len; i++)
    if (gp_id_equal (&((GpFlowTrace *) trace->pdata[i])->transition, transition))
      return TRUE;
  return FALSE;
}

static void
add_ways (GpDesign   *design,
          const GpId *holder,
          GPtrArray  *results,
          GArray     *out)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, holder, i)) != NULL; i++)
    {
      GpFlowCoverage way = { .transition = *gp_element_get_id (child) };

      if (gp_element_get_kind (child) == GP_KIND_STEP)
        add_ways (design, gp_element_get_id (child), results, out);
      if (gp_element_get_kind (child) != GP_KIND_TRANSITION
          || gp_element_is (child, GP_TRANSITION_TYPE, "next"))
        continue;
      for (guint k = 0; k < results->len; k++)
        way.taken += is_taken (results->pdata[k], &way.transition);
      g_array_append_val (out, way);
    }
}

GArray *
gp_flow_find_coverage (GpDesign  *design,
                       GPtrArray *results)
{
  GArray *ways = g_array_new (FALSE, FALSE, sizeof (GpFlowCoverage));
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);

  for (guint i = 0; i < flows->len; i++)
    {
      const GpId *id = gp_element_get_id (flows->pdata[i]);
      gboolean tried = FALSE;

      for (guint k = 0; k < results->len && !tried; k++)
        {
          const GpFlowTestResult *result = results->pdata[k];
          const GpElement *test = gp_design_lookup (design, &result->test);
          const GpId *flow = gp_element_get_ref (test, GP_TEST_FLOW);

          tried = flow != NULL && gp_id_equal (flow, id);
        }
      if (tried)
        add_ways (design, id, results, ways);
    }
  return ways;
}
