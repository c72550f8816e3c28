/* test-n8n-import.c — workflows of n8n become flows
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-n8n-import.h"

#include "workflow.h"

static const char order[] =
  "{\"name\":\"main\",\"active\":true,\"nodes\":["
  "{\"name\":\"Start\",\"type\":\"n8n-nodes-base.manualTrigger\",\"parameters\":{}},"
  "{\"name\":\"Ask\",\"type\":\"n8n-nodes-base.httpRequest\",\"parameters\":{\"method\":\"GET\","
  "\"url\":\"https://x.org\"},\"onError\":\"continueErrorOutput\"},"
  "{\"name\":\"Large?\",\"type\":\"n8n-nodes-base.if\",\"parameters\":{\"conditions\":{"
  "\"conditions\":[{\"leftValue\":\"={{ $json.total }}\",\"rightValue\":1000,\"operator\":{"
  "\"type\":\"number\",\"operation\":\"gt\"}}]}}},"
  "{\"name\":\"Tell \\ud83d\\ude00\",\"type\":\"n8n-nodes-base.set\",\"parameters\":{"
  "\"assignments\":{\"assignments\":[{\"name\":\"n\",\"value\":\"={{ $('Ask').item.json.n }}\"}]}}},"
  "{\"name\":\"Note\",\"type\":\"n8n-nodes-base.stickyNote\",\"parameters\":{}}],"
  "\"connections\":{\"Start\":{\"main\":[[{\"node\":\"Ask\",\"type\":\"main\",\"index\":0}]]},"
  "\"Ask\":{\"main\":[[{\"node\":\"Large?\"}],[{\"node\":\"Tell \\ud83d\\ude00\"}]]},"
  "\"Large?\":{\"main\":[[{\"node\":\"Tell \\ud83d\\ude00\"}],[]]}}}";

static void
test_nodes_and_ways_are_read (void)
{
  guint n_lost;
  g_autoptr(GpDesign) design = workflow_import ("n8n", order, &n_lost);
  g_autoptr(GPtrArray) links = gp_design_list (design, GP_KIND_TRANSITION);
  g_autofree char *set = workflow_value ("n8n", order, GP_KIND_STEP, "Tell \xf0\x9f\x98\x80",
                                         GP_STEP_WITH, &n_lost);
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  g_autoptr(GpFlow) made = gp_flow_new (design, &flow, NULL);
  g_autoptr(GError) error = NULL;
  guint n_errors = 0;

  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_STEP), ==, 3);
  g_assert_cmpstr (set, ==, "n steps[\"Ask\"].output.n");
  for (guint i = 0; i < links->len; i++)
    {
      n_errors += gp_element_is (links->pdata[i], GP_TRANSITION_TYPE, "error");
      if (gp_element_is (links->pdata[i], GP_TRANSITION_TYPE, "case"))
        g_assert_cmpstr (gp_element_get_text (links->pdata[i], GP_TRANSITION_WHEN), ==,
                         "input.total > 1000");
    }
  g_assert_cmpuint (n_errors, ==, 1);
  gp_flow_check (made, &error);
  g_assert_no_error (error);
}

static void
test_the_format_is_guessed (void)
{
  g_autoptr(GpDesign) design = gp_import_text (order, strlen (order), NULL, "flow.json", NULL, NULL,
                                               NULL, NULL);

  g_assert_nonnull (design);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FLOW), ==, 1);
}

static void
test_bad_files_are_refused (void)
{
  static const char *const bad[] = { "", "{}", "[]", "{\"nodes\":5}", "[{\"nodes\":[]},5]", "5" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_import_text (bad[i], strlen (bad[i]), "n8n", NULL, NULL, NULL, NULL,
                                     &error));
      g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/n8n-import/nodes-and-ways-are-read", test_nodes_and_ways_are_read);
  g_test_add_func ("/data/n8n-import/the-format-is-guessed", test_the_format_is_guessed);
  g_test_add_func ("/data/n8n-import/bad-files-are-refused", test_bad_files_are_refused);
  return g_test_run ();
}
