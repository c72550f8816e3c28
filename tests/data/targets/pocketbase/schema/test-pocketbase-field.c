/* test-pocketbase-field.c — one field of a design as PocketBase keeps it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-field.h"

#include "gp-directus-json.h"
#include "gp-test-design.h"
#include "gp-test.h"

static JsonObject *
describe (const char *type,
          gboolean    nullable,
          GPtrArray  *losses)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "d");
  GpId entity = gp_test_add_entity (design, "e");
  GpId field = gp_test_add_field (design, &entity, "f", type);
  g_autoptr(GpSchema) tables = NULL;
  const GpTable *table;

  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, nullable);
  tables = gp_schema_new (design, NULL);
  table = gp_schema_find (tables, "e");
  return gp_pocketbase_field_describe (design, table, gp_table_find (table, "f"), NULL, FALSE,
                                       losses);
}

static void
test_types (void)
{
  static const struct
  {
    const char *type;
    const char *there;
    gboolean    required;
    guint       n_losses;
  } types[] = { { "text", "text", TRUE, 0 }, { "integer", "number", FALSE, 0 },
                { "decimal", "number", FALSE, 1 }, { "boolean", "bool", FALSE, 0 },
                { "timestamp", "date", TRUE, 0 }, { "json", "json", FALSE, 0 },
                { "time", "text", TRUE, 1 }, { "bigint", "number", FALSE, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GPtrArray) losses = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(JsonObject) field = describe (types[i].type, FALSE, losses);

      g_assert_cmpstr (gp_directus_json_text (field, "type"), ==, types[i].there);
      g_assert_cmpint (gp_directus_json_bool (field, "required"), ==, types[i].required);
      g_assert_cmpuint (losses->len, ==, types[i].n_losses);
    }
}

static void
test_what_is_empty_is_said (void)
{
  g_autoptr(GPtrArray) losses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonObject) number = describe ("integer", TRUE, losses);
  g_autoptr(JsonObject) text = describe ("text", TRUE, NULL);

  g_assert_cmpuint (losses->len, ==, 1);
  g_assert_false (gp_directus_json_bool (text, "required"));
}

static void
test_salts (void)
{
  g_autoptr(JsonObject) number = describe ("integer", FALSE, NULL);
  g_autoptr(JsonObject) text = describe ("text", FALSE, NULL);
  g_autofree char *first = gp_pocketbase_field_salt (number);
  g_autofree char *second = gp_pocketbase_field_salt (text);

  g_assert_cmpstr (first, !=, second);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-field/types", test_types);
  g_test_add_func ("/data/pocketbase-field/what-is-empty-is-said", test_what_is_empty_is_said);
  g_test_add_func ("/data/pocketbase-field/salts", test_salts);
  return g_test_run ();
}
