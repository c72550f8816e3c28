/* test-pocketbase-rules.c — rules of PocketBase as rules of a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-rules.h"

#include "gp-finding.h"
#include "gp-test-design.h"
#include "gp-test.h"

static void
test_what_cannot_be_said_is_a_finding (void)
{
  g_autoptr(JsonNode) node = json_from_string (
    "[{\"id\":\"b1\",\"name\":\"book\",\"type\":\"base\",\"listRule\":\"title = 'a'\","
    "\"viewRule\":\"title = 'a'\",\"createRule\":\"title ~ 'a'\",\"updateRule\":null,"
    "\"deleteRule\":\"@request.auth.id != ''\",\"schema\":["
    "{\"id\":\"f1\",\"name\":\"title\",\"type\":\"text\",\"required\":true}]}]", NULL);
  JsonArray *all = json_node_get_array (node);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) design = gp_design_new (NULL, "d");
  GpId entity = gp_test_add_entity (design, "book");

  gp_test_add_field (design, &entity, "title", "text");
  gp_pocketbase_rules_read (design, &entity, json_array_get_object_element (all, 0), all,
                            findings);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_RULE), ==, 2);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ROLE), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-rules/what-cannot-be-said-is-a-finding",
                   test_what_cannot_be_said_is_a_finding);
  return g_test_run ();
}
