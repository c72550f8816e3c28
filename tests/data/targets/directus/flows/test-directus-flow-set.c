/* test-directus-flow-set.c — the flows that a design asks of a Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-flow-set.h"

#include "gp-finding.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SETS "flow %s trigger=flow\nstep a set with.x=%s\nedge - a\n"

/* The names of the flows, and how many warnings there are. */
static char *
list_names (const char *script,
            guint      *out_warnings)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(JsonArray) flows = gp_directus_flow_set_new (design, findings);
  g_autoptr(GString) names = g_string_new (NULL);

  *out_warnings = 0;
  for (guint i = 0; i < findings->len; i++)
    *out_warnings += gp_finding_get_severity (findings->pdata[i]) == GP_SEVERITY_WARNING;
  for (guint i = 0; i < json_array_get_length (flows); i++)
    g_string_append_printf (names, "%s ", gp_directus_json_text (
                                            json_array_get_object_element (flows, i), "name"));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_only_what_runs (void)
{
  guint warnings;
  g_autofree char *all = list_names ("flow main\nstep a set with.x=1\nedge - a\n", &warnings);
  g_autofree char *none = NULL;

  g_assert_cmpstr (all, ==, "main ");
  g_assert_cmpuint (warnings, ==, 0);
  none = list_names ("flow main concurrency_limit=1\nstep a set with.x=1\nedge - a\n",
                     &warnings);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (warnings, ==, 2);    /* why, and that it does not run */
}

/* What calls a flow that does not run there would fail each time. */
static void
test_callers_go_with_what_they_call (void)
{
  static const char script[] =
    "flow called trigger=flow concurrency_limit=1\nstep a set with.x=1\nedge - a\n"
    "flow caller trigger=flow\nstep b run_flow flow=called\nedge - b\n"
    "flow other trigger=flow\nstep c run_flow flow=caller\nedge - c\n"
    "flow alone\nstep d set with.x=1\nedge - d\n";
  guint warnings;
  g_autofree char *names = list_names (script, &warnings);

  g_assert_cmpstr (names, ==, "alone ");
  g_assert_cmpuint (warnings, ==, 4);
}

static JsonArray *
set_of (const char *value,
        GpDesign   *before)
{
  g_autofree char *script = g_strdup_printf (SETS, "main", value);
  g_autoptr(GpDesign) design = gp_test_flow_design (script);

  return gp_directus_flow_set_new (before != NULL ? before : design, NULL);
}

static const char *
entry_of (JsonArray *flows)
{
  return gp_directus_json_text (json_array_get_object_element (flows, 0), "operation");
}

/* The same flow has the same operations each time; another one has none of them. */
static void
test_ids_follow_from_what_it_does (void)
{
  g_autofree char *script = g_strdup_printf (SETS, "main", "1");
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(JsonArray) flows = set_of (NULL, design);
  g_autoptr(JsonArray) again = set_of (NULL, design);
  g_autoptr(JsonArray) other = NULL;
  GpId step = gp_test_flow_find (design, GP_KIND_STEP, "a");
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  gp_change_set_set (changes, gp_design_lookup (design, &step), GP_STEP_TITLE,
                     gp_value_text ("Another"));
  g_assert_true (gp_design_apply (design, changes, NULL));
  other = set_of (NULL, design);
  g_assert_true (gp_directus_flow_same (json_array_get_object_element (flows, 0),
                                        json_array_get_object_element (again, 0)));
  g_assert_false (gp_directus_flow_same (json_array_get_object_element (flows, 0),
                                         json_array_get_object_element (other, 0)));
  g_assert_false (gp_directus_flow_same (json_array_get_object_element (flows, 0), NULL));
  g_assert_cmpstr (entry_of (flows), ==, entry_of (again));
  g_assert_cmpstr (entry_of (flows), !=, entry_of (other));
}

/* The server gives operations in any order; they are written leaf first. */
static void
test_leaf_first (void)
{
  g_autoptr(JsonNode) node = json_from_string (
    "{\"operations\":[{\"id\":\"1\",\"resolve\":\"2\",\"reject\":\"3\"},"
    "{\"id\":\"2\",\"resolve\":\"4\"},{\"id\":\"3\"},{\"id\":\"4\"}]}", NULL);
  g_autoptr(JsonArray) sorted = gp_directus_flow_sort (json_node_get_object (node));
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (sorted); i++)
    g_string_append (ids, gp_directus_json_text (json_array_get_object_element (sorted, i), "id"));
  g_assert_cmpstr (ids->str, ==, "4231");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-set/only-what-runs", test_only_what_runs);
  g_test_add_func ("/data/directus-flow-set/callers-go-with-what-they-call",
                   test_callers_go_with_what_they_call);
  g_test_add_func ("/data/directus-flow-set/ids-follow-from-what-it-does",
                   test_ids_follow_from_what_it_does);
  g_test_add_func ("/data/directus-flow-set/leaf-first", test_leaf_first);
  return g_test_run ();
}
