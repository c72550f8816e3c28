/* test-pocketbase-accounts.c — accounts keep their roles when those get other names
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-accounts.h"

#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_renamed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) before = gp_design_copy (design);
  g_autoptr(GPtrArray) roles = gp_design_list (design, GP_KIND_ROLE);
  GpId role = *gp_element_get_id (roles->pdata[0]);
  g_autofree char *asked = NULL;

  g_assert_true (gp_pocketbase_accounts_rename (client, before, design, NULL));
  g_assert_cmpuint (gp_test_directus_count (
                      server, "GET /api/collections/_pb_users_auth_/records"), ==, 0);
  gp_test_set_text (design, &role, GP_ROLE_NAME, "medic");
  gp_test_directus_answer (server, "GET /api/collections/_pb_users_auth_/records", 200,
                           "{\"totalPages\":1,\"items\":[{\"id\":\"a\",\"roles\":[\"doctor\"]},"
                           "{\"id\":\"b\",\"roles\":[]}]}", NULL);
  g_assert_true (gp_pocketbase_accounts_rename (client, before, design, NULL));
  asked = gp_test_directus_dup_asked (server);
  g_assert_cmpstr (asked, ==, "PATCH /api/collections/_pb_users_auth_/records/a\n");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-accounts/renamed", test_renamed);
  return g_test_run ();
}
