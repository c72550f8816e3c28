/* test-pocketbase-enforcer.c — PocketBase as what holds callers to the rules
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-enforcer.h"

#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_lights (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GPtrArray) rules = gp_design_list (design, GP_KIND_RULE);
  const GpAccessRule *rule = gp_access_find_rule (access, gp_element_get_id (rules->pdata[0]));
  const GpAccessUser user = { .signed_in = TRUE };
  g_autoptr(GpAccessCaller) caller = gp_access_caller_new (access, &user);
  gpointer opened = gp_pocketbase_enforcer.open (access);
  g_autofree char *said = NULL;
  g_autofree char *none = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_pocketbase_enforcer.can_enforce (opened, rule, "read", NULL));
  g_assert_false (gp_pocketbase_enforcer.can_enforce (opened, rule, "approve", &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
  said = gp_pocketbase_enforcer.say_rows (opened, caller, "read", &rule->subject, 0, NULL);
  g_assert_nonnull (strstr (said, "doctor"));
  none = gp_pocketbase_enforcer.say_rows (opened, caller, "delete", &rule->subject, 0, NULL);
  g_assert_cmpstr (none, ==, "null");
  gp_pocketbase_enforcer.close (opened);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-enforcer/lights", test_lights);
  return g_test_run ();
}
