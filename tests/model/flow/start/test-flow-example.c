/* test-flow-example.c — something that could start a flow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json.h"
#include "gp-flow-example.h"
#include "gp-flow-start.h"
#include "gp-json-schema.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
check_example (const char *script,
               const char *expected)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  g_autoptr(GpExprValue) example =
    gp_flow_make_example (design, fixtures, gp_design_lookup (design, &flow));
  g_autofree char *json = gp_expr_value_to_json (example);

  g_assert_cmpstr (json, ==, expected);
}

static void
test_each_trigger_has_one (void)
{
  check_example ("flow main", "{\"input\":{}}");
  check_example ("flow main trigger=cron", "{\"time\":\"2026-03-02T09:00:00Z\"}");
  check_example ("flow main trigger=http", "{\"body\":{},\"query\":{}}");
  check_example ("event paid amount:integer\nflow main trigger=event trigger_event=paid",
                 "{\"data\":{\"amount\":1}}");
  check_example ("entity order total:integer\nflow main trigger=data trigger_entity=order",
                 "{\"change\":\"created\",\"record\":"
                 "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"total\":1}}");
  check_example ("flow main input_schema={\"type\":\"object\",\"properties\":{\"n\":"
                 "{\"type\":\"integer\",\"minimum\":7},\"s\":{\"enum\":[\"a\",\"b\"]}}}",
                 "{\"input\":{\"n\":7,\"s\":\"a\"}}");
}

static void
test_an_earlier_test_is_taken_over (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("connection c\nflow main\n"
                                                    "step call call_http connection=c path=/x");
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpId test = gp_test_add (design, GP_KIND_TEST, NULL, "case");
  g_autoptr(GpExprValue) example = NULL;
  g_autoptr(GpExprValue) mocks = NULL;
  g_autofree char *json = NULL;
  g_autofree char *answers = NULL;

  gp_test_set_text (design, &test, GP_TEST_TYPE, "flow");
  gp_test_set_ref (design, &test, GP_TEST_FLOW, &flow);
  gp_test_set_text (design, &test, GP_TEST_INPUT, "{\"input\":{\"n\":5}}");
  gp_test_set_text (design, &test, GP_TEST_MOCKS,
                    "{\"call\":{\"status\":201},\"other\":{\"error\":503}}");
  example = gp_flow_make_example (design, NULL, gp_design_lookup (design, &flow));
  mocks = gp_flow_find_mocks (design, &flow);
  json = gp_expr_value_to_json (example);
  answers = gp_expr_value_to_json (mocks);
  g_assert_cmpstr (json, ==, "{\"input\":{\"n\":5}}");
  g_assert_cmpstr (answers, ==, "{\"call\":{\"status\":201}}");
}

/* What is made up passes the schema that it was made up for. */
static void
test_values_fit_their_schema (void)
{
  static const char *const schemas[] = {
    "{\"type\":\"string\",\"minLength\":30}",
    "{\"type\":\"string\",\"maxLength\":2}",
    "{\"type\":\"string\",\"format\":\"uuid\"}",
    "{\"type\":\"string\",\"format\":\"date\"}",
    "{\"type\":\"string\",\"format\":\"date-time\"}",
    "{\"type\":\"integer\",\"maximum\":-3}",
    "{\"type\":\"integer\",\"exclusiveMinimum\":5}",
    "{\"type\":[\"boolean\",\"null\"]}",
    "{\"const\":{\"a\":1}}",
    "{\"type\":\"array\",\"minItems\":3,\"items\":{\"type\":\"number\"}}",
    "{\"type\":\"array\",\"maxItems\":0,\"items\":{\"type\":\"number\"}}",
    "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"object\","
    "\"properties\":{\"b\":{\"type\":\"boolean\"}}}}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autoptr(GpExprValue) schema = gp_expr_value_from_json (schemas[i], -1, NULL);
      g_autoptr(GpExprValue) example = gp_json_schema_make_example (schema);
      g_autofree char *problem = gp_json_schema_check (schema, example);

      g_assert_cmpstr (problem, ==, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/flow-example/each-trigger-has-one", test_each_trigger_has_one);
  g_test_add_func ("/model/flow-example/an-earlier-test-is-taken-over",
                   test_an_earlier_test_is_taken_over);
  g_test_add_func ("/model/flow-example/values-fit-their-schema", test_values_fit_their_schema);

  return g_test_run ();
}
