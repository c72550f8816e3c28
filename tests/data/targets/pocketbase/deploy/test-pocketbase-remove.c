/* test-pocketbase-remove.c — what goes from a PocketBase, at the end of a deployment
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-remove.h"

#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_what_refers_goes_first (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPocketbaseState) state = NULL;
  g_autoptr(GPtrArray) past = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_pocketbase_schema_free);
  g_autoptr(GpDesign) empty = gp_design_new (gp_design_get_root_id (design), "d");
  g_autoptr(GpPocketbaseSchema) nothing = gp_pocketbase_schema_new (empty, NULL, NULL);
  g_autoptr(GpPocketbaseChange) change = NULL;
  g_autofree char *asked = NULL;

  gp_test_pocketbase_hold (server, design);
  state = gp_pocketbase_state_read (client, NULL);
  g_ptr_array_add (past, gp_pocketbase_schema_new (design, NULL, NULL));
  change = gp_pocketbase_change_new (state, past, nothing);
  g_assert_cmpuint (g_hash_table_size (change->removed), ==, 2);
  g_assert_true (gp_pocketbase_remove (client, change, NULL));
  asked = gp_test_directus_dup_asked (server);
  g_assert_true (g_str_has_prefix (asked, "PATCH "));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-remove/what-refers-goes-first", test_what_refers_goes_first);
  return g_test_run ();
}
