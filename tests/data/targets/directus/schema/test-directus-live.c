/* test-directus-live.c — what a Directus holds now
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-live.h"

#include "gp-diff.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static gsize
count_changes (GpDesign *a,
               GpDesign *b)
{
  g_autoptr(GpChangeSet) changes = gp_diff (a, b, GP_DIFF_MEANING);

  return gp_change_set_get_size (changes);
}

static void
test_what_was_deployed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GpDesign) ours = NULL;
  g_autoptr(GpDesign) whole = NULL;

  gp_test_directus_hold (server, design);
  state = gp_test_directus_read (server);
  ours = gp_directus_live_ours (state, design, NULL);
  whole = gp_directus_live_whole (state, "x", NULL, NULL);
  g_assert_cmpuint (count_changes (design, ours), ==, 0);
  g_assert_cmpuint (count_changes (design, whole), ==, 0);
}

/* Somebody dropped a collection: it is not in the design that is read. */
static void
test_what_others_removed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) smaller = gp_design_copy (design);
  GpId visit = gp_test_directus_find_id (design, "visit", NULL);
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GpDirectusState) past = NULL;
  g_autoptr(GpDesign) ours = NULL;

  gp_test_remove (smaller, &visit);
  gp_test_directus_hold (server, design);
  past = gp_test_directus_read (server);
  gp_test_directus_hold (server, smaller);
  state = gp_test_directus_read (server);
  g_clear_object (&state->deployed);
  state->deployed = g_object_ref (past->deployed);
  ours = gp_directus_live_ours (state, design, NULL);
  g_assert_null (gp_design_lookup (ours, &visit));
  g_assert_cmpuint (gp_design_count (ours, GP_KIND_ENTITY), ==, 1);
}

static void
test_nothing_deployed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusSchema) wanted = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(GpDirectusState) state = gp_test_directus_read (server);
  g_autoptr(GpDesign) live = gp_directus_live (state, NULL, design, wanted, NULL);

  g_assert_cmpuint (gp_design_count (live, GP_KIND_ENTITY), ==, 0);
  g_assert_true (gp_id_equal (gp_design_get_root_id (live), gp_design_get_root_id (design)));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-live/what-was-deployed", test_what_was_deployed);
  g_test_add_func ("/data/directus-live/what-others-removed", test_what_others_removed);
  g_test_add_func ("/data/directus-live/nothing-deployed", test_nothing_deployed);
  return g_test_run ();
}
