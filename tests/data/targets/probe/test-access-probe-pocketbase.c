/* test-access-probe-pocketbase.c — the access tests of a design, as a PocketBase can be asked them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-probe-pocketbase.h"

#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_keys_are_ids (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  const GpElement *patient = gp_design_find_child (design, gp_design_get_root_id (design),
                                                   GP_KIND_ENTITY, "patient");
  GpId fixture = gp_test_add (design, GP_KIND_FIXTURE, gp_element_get_id (patient), "one");
  g_autoptr(GpDesign) mapped = NULL;
  g_autofree char *id = NULL;
  const char *record;

  gp_test_set_text (design, &fixture, GP_FIXTURE_RECORD,
                    "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"name\":\"Ana\"}");
  mapped = gp_access_probe_pocketbase_design (design);
  record = gp_element_get_text (gp_design_lookup (mapped, &fixture), GP_FIXTURE_RECORD);
  id = gp_access_probe_dup_member (record, "id");
  g_assert_cmpuint (strlen (id), ==, 15);
  g_assert_nonnull (strstr (record, "Ana"));
  g_assert_cmpstr (gp_access_server_pocketbase ()->after, ==, "/records");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/access-probe-pocketbase/keys-are-ids", test_keys_are_ids);
  return g_test_run ();
}
