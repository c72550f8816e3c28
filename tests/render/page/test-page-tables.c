/* test-page-tables.c — fields and rights as tables
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-page-private.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static void
test_fields_and_grants (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GHashTable) entities = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GString) out = g_string_new (NULL);
  GpPage page = { .design = design, .entities = entities };
  const GpElement *order = gp_test_scene_find (design, GP_KIND_ENTITY, "order");
  char id[GP_ID_STRING_SIZE];
  g_autofree char *article = NULL;

  g_hash_table_add (entities, (gpointer) gp_element_get_id (order));
  gp_page_append_tables (&page, out);
  article = g_strdup_printf ("<article class=\"entity\" id=\"%s\">",
                             gp_id_format (gp_element_get_id (order), id));
  g_assert_true (g_str_has_prefix (out->str, "<h2>sales</h2>"));
  g_assert_nonnull (strstr (out->str, article));
  g_assert_nonnull (strstr (out->str, "<caption>Fields of order</caption>"));
  g_assert_nonnull (strstr (out->str, "<th scope=\"row\">customer_id</th><td>→ customer</td>"));
  g_assert_nonnull (strstr (out->str, "<th scope=\"row\">clerk</th>"
                                      "<td class=\"some\">under a condition</td>"
                                      "<td class=\"no\">no</td>"));
  /* Only what is drawn has a table. */
  g_assert_null (strstr (out->str, "<h2>stock</h2>"));
  g_assert_null (strstr (out->str, "Fields of log"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/page-tables/fields-and-grants", test_fields_and_grants);
  return g_test_run ();
}
