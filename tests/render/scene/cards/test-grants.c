/* test-grants.c — rules in few letters
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-grants.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
test_conditions_lower_to_some (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *order = gp_test_scene_find (design, GP_KIND_ENTITY, "order");
  const GpElement *customer = gp_test_scene_find (design, GP_KIND_ENTITY, "customer");
  g_autoptr(GArray) on_order = gp_grants_list (design, gp_element_get_id (order));
  g_autoptr(GArray) on_customer = gp_grants_list (design, gp_element_get_id (customer));
  char letters[GP_N_GRANT_ACTIONS + 1];

  g_assert_cmpuint (on_order->len, ==, 1);
  g_assert_cmpstr (gp_grant_letters (&g_array_index (on_order, GpGrant, 0), letters), ==, "C");
  g_assert_cmpint (gp_grant_get_level (&g_array_index (on_order, GpGrant, 0)), ==, GP_GRANT_SOME);
  g_assert_cmpstr (gp_grant_letters (&g_array_index (on_customer, GpGrant, 0), letters), ==, "R");
  g_assert_cmpint (gp_grant_get_level (&g_array_index (on_customer, GpGrant, 0)), ==, GP_GRANT_ALL);
}

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_assert_nonnull (changes);
  g_assert_true (gp_design_apply (design, changes, NULL));
  gp_change_set_unref (changes);
}

static void
test_roles_inherit_and_everybody_counts (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId clerk = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ROLE, "clerk"));
  GpId order = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "order"));
  g_autofree char *condition = NULL;
  GpGrant grant;
  GpId boss;

  apply (design, gp_edit_add (design, GP_KIND_ROLE, gp_design_get_root_id (design), "boss", NULL,
                              NULL, &boss));
  grant = gp_grants_for_role (design, &order, &boss, NULL);
  g_assert_cmpint (grant.levels[GP_GRANT_CREATE], ==, GP_GRANT_NO);

  apply (design, gp_edit_set (design, &boss, GP_ROLE_INHERITS, gp_value_ids (&clerk, 1), NULL));
  grant = gp_grants_for_role (design, &order, &boss, &condition);
  g_assert_cmpint (grant.levels[GP_GRANT_CREATE], ==, GP_GRANT_SOME);
  g_assert_cmpstr (condition, ==, "record.total > 0");

  grant = gp_grants_for_role (design, &order, NULL, NULL);
  g_assert_cmpint (grant.levels[GP_GRANT_CREATE], ==, GP_GRANT_NO);
  apply (design,
         gp_edit_set (design, &clerk, GP_ROLE_MEMBERSHIP, gp_value_text ("everyone"), NULL));
  grant = gp_grants_for_role (design, &order, NULL, NULL);
  g_assert_cmpint (grant.levels[GP_GRANT_CREATE], ==, GP_GRANT_SOME);
}

static void
test_forbidding_takes_away (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *customer = gp_test_scene_find (design, GP_KIND_ENTITY, "customer");
  GpId id = *gp_element_get_id (customer);
  GpId clerk = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ROLE, "clerk"));
  const char *const actions[] = { "read", NULL };
  GpId rule;
  GpGrant grant;

  apply (design, gp_edit_add (design, GP_KIND_RULE, &id, NULL, NULL, NULL, &rule));
  apply (design, gp_edit_set (design, &rule, GP_RULE_ROLE, gp_value_id (&clerk), NULL));
  apply (design, gp_edit_set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (actions, 1), NULL));
  apply (design, gp_edit_set (design, &rule, GP_RULE_EFFECT, gp_value_text ("forbid"), NULL));
  grant = gp_grants_for_role (design, &id, &clerk, NULL);
  g_assert_cmpint (grant.levels[GP_GRANT_READ], ==, GP_GRANT_NO);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/grants/conditions-lower-to-some", test_conditions_lower_to_some);
  g_test_add_func ("/render/grants/roles-inherit-and-everybody-counts",
                   test_roles_inherit_and_everybody_counts);
  g_test_add_func ("/render/grants/forbidding-takes-away", test_forbidding_takes_away);

  return g_test_run ();
}
