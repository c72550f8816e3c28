/* test-flow-build.c — designs out of the flows of other programs
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-build.h"

#include <string.h>

#include "gp-test.h"

static void
test_names_are_legal_and_differ (void)
{
  static const struct
  {
    const char *wish;
    const char *name;
  } names[] = {
    { "a", "a" }, { "a", "a_2" }, { "a", "a_3" }, { "x/y", "x_y" }, { "", "unnamed" },
  };
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = NULL;
  GpFlowBuild build;
  GpElement *flow;

  gp_flow_build_init (&build, "d", findings);
  flow = gp_flow_build_add (&build, GP_KIND_FLOW, NULL, "main", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GpElement *step = gp_flow_build_add (&build, GP_KIND_STEP, gp_element_get_id (flow),
                                           names[i].wish, NULL);

      g_assert_cmpstr (gp_element_get_name (step), ==, names[i].name);
    }
  g_assert_cmpuint (findings->len, ==, 4);
  g_assert_true (gp_flow_build_demand (&build, GP_KIND_FLOW, "main", NULL, NULL) == flow);
  design = gp_flow_build_finish (&build, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_STEP), ==, G_N_ELEMENTS (names));
  gp_flow_build_clear (&build);
}

static void
test_values_are_sorted_and_replaced (void)
{
  static const char *const puts[][2] = { { "b", "1" }, { "a", "2" }, { "c", "3" }, { "b", "4" } };
  static const char *const expected[] = { "a", "2", "b", "4", "c", "3" };
  GpId id = gp_id_new ();
  g_autoptr(GpElement) step = gp_element_new (GP_KIND_STEP, &id, &id, 1);
  const char *const *texts;
  gsize n;

  for (gsize i = 0; i < G_N_ELEMENTS (puts); i++)
    gp_flow_build_put (step, GP_STEP_WITH, puts[i][0], puts[i][1]);
  texts = gp_element_get_texts (step, GP_STEP_WITH, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpstr (texts[i], ==, expected[i]);
  g_assert_true (gp_flow_build_put_map (step, GP_STEP_EXPORT, "{\"x\": 1 + 2}"));
  g_assert_false (gp_flow_build_put_map (step, GP_STEP_EXPORT, "[1]"));
}

static void
test_values_become_literals (void)
{
  const char *text = "{\"a\": [1, 2.5, null, true], \"b c\": \"it's\"}";
  g_autoptr(GPtrArray) documents = gp_yaml_parse (text, strlen (text), NULL);
  g_autofree char *literal = gp_flow_build_literal (documents->pdata[0], NULL, NULL);
  g_autofree char *quoted = gp_flow_text_literal ("it's");
  g_autofree char *expected = g_strdup_printf ("{\"a\": [1, 2.5, null, true], \"b c\": %s}",
                                               quoted);
  g_autofree char *turned = g_strdelimit (g_strdup (expected), "\"", '\'');
  g_autofree char *other = g_strdelimit (g_strdup (literal), "\"", '\'');

  g_assert_cmpstr (other, ==, turned);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/flow-build/names-are-legal-and-differ", test_names_are_legal_and_differ);
  g_test_add_func ("/data/flow-build/values-are-sorted-and-replaced",
                   test_values_are_sorted_and_replaced);
  g_test_add_func ("/data/flow-build/values-become-literals", test_values_become_literals);
  return g_test_run ();
}
