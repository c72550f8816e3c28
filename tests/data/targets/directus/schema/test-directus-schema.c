/* test-directus-schema.c — what a design asks of the schema of Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-schema.h"

#include "gp-finding.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static void
test_a_clinic (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDirectusSchema) schema = gp_directus_schema_new (design, TRUE, findings);
  JsonArray *relations = gp_directus_json_array (schema->managed, "relations");
  JsonObject *relation = json_array_get_object_element (relations, 0);

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (schema->managed,
                                                                   "collections")), ==, 2);
  g_assert_cmpuint (json_array_get_length (relations), ==, 1);
  g_assert_cmpstr (gp_directus_json_text (relation, "related_collection"), ==, "patient");
  g_assert_cmpstr (gp_directus_json_text (gp_directus_json_object (relation, "schema"),
                                          "on_delete"), ==, "CASCADE");
  g_assert_nonnull (g_hash_table_lookup (schema->elements, "visit.patient_id"));
}

/* Directus needs a key of one field. */
static void
test_keys (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  const GpElement *visit = gp_design_find_child (design, gp_design_get_root_id (design),
                                                 GP_KIND_ENTITY, "visit");
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (visit),
                                                         GP_KIND_FIELD);
  GpId key[2] = { *gp_element_get_id (fields->pdata[0]), *gp_element_get_id (fields->pdata[1]) };
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDirectusSchema) schema = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;

  gp_test_set_refs (design, gp_element_get_id (visit), GP_ENTITY_PRIMARY_KEY, key, 2);
  schema = gp_directus_schema_new (design, TRUE, findings);
  node = gp_directus_json_wrap (schema->managed);
  text = gp_directus_json_canon (node);
  g_assert_nonnull (strstr (text, "\"directus_id\""));
  g_assert_cmpuint (findings->len, >=, 1);
  g_assert_cmpint (gp_finding_get_severity (findings->pdata[0]), ==, GP_SEVERITY_WARNING);
}

static void
test_reserved_names (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDirectusSchema) schema = NULL;
  guint errors = 0;

  gp_test_add_entity (design, "directus_things");
  schema = gp_directus_schema_new (design, TRUE, findings);
  for (guint i = 0; i < findings->len; i++)
    errors += gp_finding_get_severity (findings->pdata[i]) == GP_SEVERITY_ERROR;
  g_assert_cmpuint (errors, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-schema/a-clinic", test_a_clinic);
  g_test_add_func ("/data/directus-schema/keys-of-several-fields", test_keys);
  g_test_add_func ("/data/directus-schema/reserved-names", test_reserved_names);
  return g_test_run ();
}
