/* test-pocketbase-schema.c — what a design asks of the collections of PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-schema.h"

#include "gp-directus-json.h"
#include "gp-finding.h"
#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_collections (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPocketbaseSchema) schema = gp_pocketbase_schema_new (design, NULL, NULL);
  JsonObject *patient = gp_pocketbase_find (schema->collections, "name", "patient");
  JsonObject *visit = gp_pocketbase_find (schema->collections, "name", "visit");

  g_assert_cmpuint (json_array_get_length (schema->collections), ==, 2);
  g_assert_cmpuint (schema->roles->len, ==, 1);
  g_assert_null (gp_pocketbase_find (gp_directus_json_array (patient, "schema"), "name", "id"));
  g_assert_nonnull (gp_pocketbase_find (gp_directus_json_array (visit, "schema"), "type",
                                        "relation"));
  g_assert_true (gp_directus_json_text (patient, "listRule") != NULL);
}

static void
test_names_that_it_keeps (void)
{
  static const char *const names[] = { "users", "groundplan", "_own", "order line" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GpDesign) design = gp_design_new (NULL, "d");
      g_autoptr(GPtrArray) findings =
        g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
      g_autoptr(GpPocketbaseSchema) schema = NULL;
      GpId entity = gp_test_add_entity (design, names[i]);
      guint n = 0;

      gp_test_add_field (design, &entity, "name", "text");
      schema = gp_pocketbase_schema_new (design, NULL, findings);
      for (guint j = 0; j < findings->len; j++)
        n += gp_finding_get_severity (findings->pdata[j]) == GP_SEVERITY_ERROR;
      g_assert_cmpuint (n, ==, 1);
    }
}

static void
test_indexes_of_ours (void)
{
  g_assert_true (gp_pocketbase_index_is_ours ("CREATE INDEX `gp_abc` ON `t` (`a`)"));
  g_assert_false (gp_pocketbase_index_is_ours ("CREATE INDEX `abc` ON `t` (`gp`)"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-schema/collections", test_collections);
  g_test_add_func ("/data/pocketbase-schema/names-that-it-keeps", test_names_that_it_keeps);
  g_test_add_func ("/data/pocketbase-schema/indexes-of-ours", test_indexes_of_ours);
  return g_test_run ();
}
