/* test-flow-effect.c — what a run wants done outside itself
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-duration.h"
#include "gp-flow-effect.h"
#include "gp-flow-value.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_what_is_written_is_read_back (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("connection shop\nflow main\n"
                         "step a call_http connection=shop method=POST path=/x with.y=1 timeout=5s");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, NULL, 0, NULL);
  g_autoptr(GpExprValue) value = NULL;
  g_autoptr(GpExprValue) again = NULL;
  g_autoptr(GpFlowEffect) back = NULL;
  g_autoptr(GError) error = NULL;

  gp_flow_simulator_run (simulator);
  value = gp_flow_effect_to_value (gp_flow_simulator_get_effects (simulator)->pdata[0]);
  back = gp_flow_effect_from_value (value, &error);
  g_assert_no_error (error);
  again = gp_flow_effect_to_value (back);
  g_assert_true (gp_expr_value_equal (value, again));
  g_assert_cmpint (back->kind, ==, GP_FLOW_EFFECT_HTTP);
  g_assert_cmpstr (back->key, ==, "simulation/a");
  g_assert_cmpint (back->deadline, ==, 5 * GP_FLOW_SECOND);
  g_assert_cmpstr (gp_flow_value_get_text (back->arguments, "connection"), ==, "shop");
}

static void
test_anything_else_is_an_error (void)
{
  static const char *const texts[] = {
    "{}", "null", "{'kind': 'http'}", "{'kind': 'x', 'place': '', 'key': '', 'arguments': {}}",
    "{'kind': 'http', 'place': '', 'key': '', 'arguments': []}",
    "{'kind': 'http', 'place': '', 'key': '', 'arguments': {}, 'step': 'x'}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GpExprValue) value = gp_test_value (texts[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_flow_effect_from_value (value, &error));
      g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-effect/what-is-written-is-read-back",
                   test_what_is_written_is_read_back);
  g_test_add_func ("/model/flow-effect/anything-else-is-an-error", test_anything_else_is_an_error);

  return g_test_run ();
}
