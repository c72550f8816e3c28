/* test-n8n-import-nodes.c — nodes of n8n as steps
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "workflow.h"

#define NODE(type, parameters) \
  "{\"name\":\"main\",\"nodes\":[{\"name\":\"a\",\"type\":\"n8n-nodes-base." type \
  "\",\"parameters\":" parameters "}],\"connections\":{}}"

static const struct
{
  const char *text;
  GpKind kind;
  GpProperty property;
  const char *expected;
  guint n_lost;
} nodes[] = {
  { NODE ("webhook", "{\"httpMethod\":\"POST\",\"path\":\"x\"}"), GP_KIND_FLOW, GP_FLOW_HTTP_PATH,
    "x", 0 },
  { NODE ("scheduleTrigger", "{\"rule\":{\"interval\":[{\"field\":\"minutes\","
          "\"minutesInterval\":15}]}}"), GP_KIND_FLOW, GP_FLOW_SCHEDULE, "15m", 0 },
  { NODE ("scheduleTrigger", "{\"rule\":{\"interval\":[{\"field\":\"cronExpression\","
          "\"expression\":\"0 2 * * *\"}]}}"), GP_KIND_FLOW, GP_FLOW_SCHEDULE, "0 2 * * *", 0 },
  { NODE ("gmailTrigger", "{}"), GP_KIND_FLOW, GP_FLOW_TRIGGER, "manual", 1 },
  { NODE ("wait", "{\"amount\":5,\"unit\":\"minutes\"}"), GP_KIND_STEP, GP_STEP_DURATION, "5m", 0 },
  { NODE ("set", "{\"values\":{\"string\":[{\"name\":\"s\",\"value\":\"={{$json.a}}\"}]}}"),
    GP_KIND_STEP, GP_STEP_WITH, "s input.a", 0 },
  { NODE ("set", "{\"values\":{\"string\":[{\"name\":\"s\",\"value\":\"={{ $json.a + 1 }}\"}]}}"),
    GP_KIND_STEP, GP_STEP_WITH, "", 1 },
  { NODE ("if", "{\"conditions\":{\"number\":[{\"value1\":\"={{$json.a}}\",\"operation\":"
          "\"larger\",\"value2\":3}]}}"), GP_KIND_STEP, GP_STEP_TYPE, "switch", 0 },
  { NODE ("if", "{}"), GP_KIND_STEP, GP_STEP_TYPE, "switch", 1 },
  { NODE ("code", "{\"jsCode\":\"return 1\"}"), GP_KIND_STEP, GP_STEP_CODE, "return 1", 1 },
  { NODE ("slack", "{}"), GP_KIND_STEP, GP_STEP_PATH, "n8n-nodes-base.slack", 1 },
};

static void
test_nodes_become_steps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      guint n_lost;
      g_autofree char *value = workflow_value ("n8n", nodes[i].text, nodes[i].kind,
                                               nodes[i].kind == GP_KIND_FLOW ? "main" : "a",
                                               nodes[i].property, &n_lost);

      g_assert_cmpstr (value, ==, nodes[i].expected);
      g_assert_cmpuint (n_lost, ==, nodes[i].n_lost);
    }
}

static const char contains[] =
  "{\"name\":\"main\",\"nodes\":["
  "{\"name\":\"a\",\"type\":\"n8n-nodes-base.if\",\"parameters\":{\"conditions\":{\"string\":[{"
  "\"value1\":\"=x{{ $json.a }}\",\"operation\":\"%s\",\"value2\":\"y\"}]}}},"
  "{\"name\":\"b\",\"type\":\"n8n-nodes-base.noOp\",\"parameters\":{}}],"
  "\"connections\":{\"a\":{\"main\":[[{\"node\":\"b\",\"type\":\"main\",\"index\":0}]]}}}";

/* The whole text is asked, not the last piece of it. */
static void
test_questions_are_about_the_whole_text (void)
{
  static const char *const operations[] = { "contains", "startsWith", "endsWith" };

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr(GString) text = g_string_new (contains);
      g_autoptr(GpDesign) design = NULL;
      g_autoptr(GPtrArray) links = NULL;
      g_autofree char *expected = g_strdup_printf ("('x' + string(input.a)).%s('y')",
                                                   operations[i]);
      guint n_lost, n_cases = 0;

      g_string_replace (text, "%s", operations[i], 0);
      design = workflow_import ("n8n", text->str, &n_lost);
      links = gp_design_list (design, GP_KIND_TRANSITION);
      g_assert_cmpuint (n_lost, ==, 0);
      for (guint j = 0; j < links->len; j++)
        if (gp_element_is (links->pdata[j], GP_TRANSITION_TYPE, "case"))
          {
            g_assert_cmpstr (gp_element_get_text (links->pdata[j], GP_TRANSITION_WHEN), ==,
                             expected);
            n_cases++;
          }
      g_assert_cmpuint (n_cases, ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/n8n-import-nodes/nodes-become-steps", test_nodes_become_steps);
  g_test_add_func ("/data/n8n-import-nodes/questions-are-about-the-whole-text",
                   test_questions_are_about_the_whole_text);
  return g_test_run ();
}
