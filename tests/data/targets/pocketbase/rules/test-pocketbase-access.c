/* test-pocketbase-access.c — who may do what, as rules of PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-access.h"

#include "gp-finding.h"
#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_grants_and_roles (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_auto(GpPocketbaseAccess) self = { 0 };
  const GpElement *patient = gp_design_find_child (design, gp_design_get_root_id (design),
                                                   GP_KIND_ENTITY, "patient");
  g_autofree char *read = NULL;
  g_autofree char *write = NULL;

  gp_pocketbase_access_init (&self, access, NULL);
  read = gp_pocketbase_access_rule (&self, patient, "read");
  write = gp_pocketbase_access_rule (&self, patient, "update");
  g_assert_cmpstr (read, ==, "@request.auth.roles ~ '\"doctor\"'");
  g_assert_null (write);
}

static void
test_fields_are_shown_whole (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GPtrArray) rules = gp_design_list (design, GP_KIND_RULE);
  const GpElement *patient = gp_design_find_child (design, gp_design_get_root_id (design),
                                                   GP_KIND_ENTITY, "patient");
  GpId name = *gp_element_get_id (gp_design_find_child (design, gp_element_get_id (patient),
                                                        GP_KIND_FIELD, "name"));
  GpId first = *gp_element_get_id (rules->pdata[0]);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpAccess) access = NULL;
  g_auto(GpPocketbaseAccess) self = { 0 };
  g_autofree char *rule = NULL;

  gp_test_set_text (design, &first, GP_RULE_FIELDS_MODE, "only");
  gp_test_set_refs (design, &first, GP_RULE_FIELDS, &name, 1);
  access = gp_access_new (design);
  gp_pocketbase_access_init (&self, access, findings);
  rule = gp_pocketbase_access_rule (&self, patient, "read");
  g_assert_null (rule);
  g_assert_cmpuint (findings->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-access/grants-and-roles", test_grants_and_roles);
  g_test_add_func ("/data/pocketbase-access/fields-are-shown-whole", test_fields_are_shown_whole);
  return g_test_run ();
}
