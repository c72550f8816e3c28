/* test-pocketbase-design.c — collections of PocketBase as a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-design.h"

#include "gp-finding.h"
#include "gp-test.h"

static void
test_a_foreign_one (void)
{
  g_autoptr(JsonNode) node = json_from_string (
    "[{\"id\":\"b1\",\"name\":\"book\",\"type\":\"base\",\"listRule\":\"\",\"viewRule\":\"\","
    "\"schema\":[{\"id\":\"f1\",\"name\":\"title\",\"type\":\"text\",\"required\":true},"
    "{\"id\":\"f2\",\"name\":\"author\",\"type\":\"relation\",\"required\":true,"
    "\"options\":{\"collectionId\":\"a1\",\"maxSelect\":1,\"cascadeDelete\":true}}],"
    "\"indexes\":[\"CREATE UNIQUE INDEX `i` ON `book` (`title`)\",\"CREATE INDEX `j` ON `book` "
    "(`title`, `author`)\"]},"
    "{\"id\":\"a1\",\"name\":\"author\",\"type\":\"base\",\"schema\":[]},"
    "{\"id\":\"v1\",\"name\":\"shelf\",\"type\":\"view\",\"schema\":[],"
    "\"options\":{\"query\":\"SELECT id FROM book\"}}]", NULL);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) design = gp_pocketbase_design_read (json_node_get_array (node), NULL, NULL,
                                                          "there", findings, NULL);
  const GpId *root = gp_design_get_root_id (design);
  const GpElement *book = gp_design_find_child (design, root, GP_KIND_ENTITY, "book");
  const GpElement *title = gp_design_find_child (design, gp_element_get_id (book), GP_KIND_FIELD,
                                                 "title");
  const GpElement *author = gp_design_find_child (design, gp_element_get_id (book), GP_KIND_FIELD,
                                                  "author");
  const GpElement *shelf = gp_design_find_child (design, root, GP_KIND_ENTITY, "shelf");

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_true (gp_element_get_bool (title, GP_FIELD_UNIQUE));
  g_assert_false (gp_element_get_bool (title, GP_FIELD_NULLABLE));
  g_assert_true (gp_element_is (author, GP_FIELD_ON_DELETE, "cascade"));
  g_assert_nonnull (gp_element_get_text (shelf, GP_ENTITY_QUERY));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_INDEX), ==, 1);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_RULE), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-design/a-foreign-one", test_a_foreign_one);
  return g_test_run ();
}
