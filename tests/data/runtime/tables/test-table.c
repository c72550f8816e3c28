/* test-table.c — the tables that a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-table.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_which (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Tables");
  GpId plain = gp_test_add_entity (design, "plain");
  GpId view = gp_test_add_entity (design, "view");
  GpId external = gp_test_add_entity (design, "external");
  g_autoptr(GpSchema) schema = NULL;

  gp_test_set_text (design, &view, GP_ENTITY_QUERY, "select 1");
  gp_test_set_bool (design, &external, GP_ENTITY_EXTERNAL, TRUE);
  schema = gp_schema_new (design, NULL);
  g_assert_cmpuint (gp_schema_get_size (schema), ==, 1);
  g_assert_true (gp_schema_lookup (schema, &plain) == gp_schema_find (schema, "plain"));
  g_assert_null (gp_schema_find (schema, "view"));
  g_assert_null (gp_schema_lookup (schema, &external));
  g_assert_nonnull (gp_table_find (gp_schema_get_table (schema, 0), "id"));
}

/* What would be one name to SQLite, or is SQLite's own, is said. */
static void
test_names (void)
{
  static const char *const names[] = { "Thing", "thing", "sqlite_x", "_GP_user" };
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Names");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GpSchema) schema = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gp_test_add_entity (design, names[i]);
  schema = gp_schema_new (design, findings);
  g_assert_cmpuint (findings->len, ==, 3);
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (gp_finding_get_code (g_ptr_array_index (findings, i)), ==, "DEP002");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/table/which", test_which);
  g_test_add_func ("/table/names", test_names);

  return g_test_run ();
}
