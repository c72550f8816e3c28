/* test-lint-flows.c — each rule about flows and events, passing and failing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-lint.h"
#include "gp-test-lint.h"
#include "gp-test.h"

static GpId
add_step (GpDesign   *design,
          const GpId *flow,
          const char *name,
          const char *type)
{
  GpId step = gp_test_add (design, GP_KIND_STEP, flow, name);

  gp_test_set_text (design, &step, GP_STEP_TYPE, type);
  return step;
}

static void
add_transition (GpDesign   *design,
                const GpId *flow,
                const GpId *from,
                const GpId *to)
{
  GpId transition = gp_test_add (design, GP_KIND_TRANSITION, flow, NULL);

  gp_test_set_ref (design, &transition, GP_TRANSITION_FROM, from);
  gp_test_set_ref (design, &transition, GP_TRANSITION_TO, to);
}

static void
test_call_without_limit (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId flow = gp_test_add (design, GP_KIND_FLOW, NULL, "page");
  GpId step = add_step (design, &flow, "call", "call_http");

  g_assert_cmpuint (gp_test_lint_count (design, "FLW601"), ==, 1);
  gp_test_set_text (design, &step, GP_STEP_TIMEOUT, "10s");
  g_assert_cmpuint (gp_test_lint_count (design, "FLW601"), ==, 0);
}

static void
test_approval_without_due_time (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId flow = gp_test_add (design, GP_KIND_FLOW, NULL, "page");
  GpId step = add_step (design, &flow, "ask", "approve");

  g_assert_cmpuint (gp_test_lint_count (design, "FLW608"), ==, 1);
  gp_test_set_text (design, &step, GP_STEP_DURATION, "30m");
  g_assert_cmpuint (gp_test_lint_count (design, "FLW608"), ==, 0);
}

static void
test_unreached_step (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId flow = gp_test_add (design, GP_KIND_FLOW, NULL, "page");
  GpId first = add_step (design, &flow, "first", "set");
  GpId second = add_step (design, &flow, "second", "set");
  GpId third = add_step (design, &flow, "third", "set");

  g_assert_cmpuint (gp_test_lint_count (design, "FLW605"), ==, 0);
  add_transition (design, &flow, NULL, &first);
  add_transition (design, &flow, &first, &second);
  g_assert_cmpuint (gp_test_lint_count (design, "FLW605"), ==, 1);

  /* A circle that nothing leads into is not reached either. */
  add_transition (design, &flow, &third, &third);
  g_assert_cmpuint (gp_test_lint_count (design, "FLW605"), ==, 1);
  add_transition (design, &flow, &second, &third);
  g_assert_cmpuint (gp_test_lint_count (design, "FLW605"), ==, 0);
}

static void
test_loose_event (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId event = gp_test_add (design, GP_KIND_EVENT, NULL, "report.ready");
  GpId flow = gp_test_add (design, GP_KIND_FLOW, NULL, "page");
  GpId step;

  g_assert_cmpuint (gp_test_lint_count (design, "EVT703"), ==, 1);
  step = add_step (design, &flow, "tell", "emit");
  gp_test_set_ref (design, &step, GP_STEP_EVENT, &event);
  g_assert_cmpuint (gp_test_lint_count (design, "EVT703"), ==, 1);
  gp_test_set_ref (design, &flow, GP_FLOW_TRIGGER_EVENT, &event);
  g_assert_cmpuint (gp_test_lint_count (design, "EVT703"), ==, 0);
}

/* A finding says at which field it can be mended. */
static void
test_findings_are_at_their_fields (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (
    "connection s\nflow f\nstep a call_http connection=s method=POST retry_attempts=3 if=1+\n"
    "step b approve\nstep c data_read");
  g_autoptr(GPtrArray) findings = gp_lint_run (design, NULL);
  static const struct
  {
    const char *code;
    GpProperty  property;
  } cases[] = {
    { "FLW601", GP_STEP_TIMEOUT }, { "FLW603", GP_STEP_IDEMPOTENCY_KEY },
    { "FLW608", GP_STEP_DURATION }, { "FLW613", GP_STEP_ENTITY }, { "EXP801", GP_STEP_IF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n = 0;

      for (guint k = 0; k < findings->len; k++)
        if (g_str_equal (gp_finding_get_code (findings->pdata[k]), cases[i].code))
          {
            g_assert_cmpint (gp_finding_get_property (findings->pdata[k]), ==, cases[i].property);
            n++;
          }
      g_assert_cmpuint (n, ==, 1);
    }
}

/* What keeps a flow from running is said of the element; what is only begun is advice. */
static void
test_running (void)
{
  static const struct
  {
    const char *code;
    const char *script;
  } cases[] = {
    { "FLW603",
      "connection s\nflow f\nstep a call_http connection=s method=POST retry_attempts=3" },
    { "FLW606",
      "entity e\nflow f trigger=data trigger_entity=e trigger_phase=before\nstep a wait" },
    { "FLW611", "flow f trigger=cron schedule=x" },
    { "FLW613", "flow f\nstep a data_read" },
    { "FLW614", "flow f\nstep a set\nedge - a\nedge a a" },
    { "FLW615", "flow f\nstep a set\nstep b set\nedge - a\nedge a b\nedge a -" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_test_flow_design (cases[i].script);

      g_assert_cmpuint (gp_test_lint_count (design, cases[i].code), ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/lint-flows/call-without-limit", test_call_without_limit);
  g_test_add_func ("/model/lint-flows/approval-without-due-time", test_approval_without_due_time);
  g_test_add_func ("/model/lint-flows/unreached-step", test_unreached_step);
  g_test_add_func ("/model/lint-flows/loose-event", test_loose_event);
  g_test_add_func ("/model/lint-flows/what-keeps-a-flow-from-running", test_running);
  g_test_add_func ("/model/lint-flows/findings-are-at-their-fields",
                   test_findings_are_at_their_fields);

  return g_test_run ();
}
