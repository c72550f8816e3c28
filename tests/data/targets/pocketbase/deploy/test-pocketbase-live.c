/* test-pocketbase-live.c — what a PocketBase holds now, as a design that shares ids with ours
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-live.h"

#include "gp-diff.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_as_deployed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPocketbaseState) state = NULL;
  g_autoptr(GpDesign) live = NULL;
  g_autoptr(GpDesign) whole = NULL;
  g_autoptr(GpChangeSet) changes = NULL;

  gp_test_pocketbase_hold (server, design);
  state = gp_pocketbase_state_read (client, NULL);
  live = gp_pocketbase_live_ours (state, design, NULL);
  changes = gp_diff (live, design, GP_DIFF_MEANING);
  g_assert_cmpuint (gp_change_set_get_size (changes), ==, 0);
  whole = gp_pocketbase_live_whole (state, "there", NULL, NULL);
  g_assert_cmpuint (gp_design_count (whole, GP_KIND_ENTITY), ==, 2);
}

static void
test_what_others_have_renamed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPocketbaseState) state = NULL;
  g_autoptr(GpDesign) live = NULL;

  gp_test_pocketbase_hold (server, design);
  state = gp_pocketbase_state_read (client, NULL);
  json_object_set_string_member (gp_pocketbase_state_find_by_name (state, "patient"), "name",
                                 "person");
  live = gp_pocketbase_live_ours (state, design, NULL);
  g_assert_nonnull (gp_design_find_child (live, gp_design_get_root_id (live), GP_KIND_ENTITY,
                                          "person"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-live/as-deployed", test_as_deployed);
  g_test_add_func ("/data/pocketbase-live/what-others-have-renamed", test_what_others_have_renamed);
  return g_test_run ();
}
