/* test-record-key.c — ids of records in addresses
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-key.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_round_trip (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Keys");
  GpId entity = gp_test_add_entity (design, "pair");
  GpId keys[] = { gp_test_add_field (design, &entity, "name", "text"),
                  gp_test_add_field (design, &entity, "number", "integer") };
  g_autoptr(GpSchema) schema = NULL;
  static const char *const good[] = { "a,1", "a%2Cb,-5", ",0", "%27%22%2F,7" };
  static const char *const bad[] = { "", "a", "a,b", "a,1,2", "a,1.5", "%zz,1", "a%00,1" };
  const GpTable *table;

  gp_test_set_refs (design, &entity, GP_ENTITY_PRIMARY_KEY, keys, 2);
  schema = gp_schema_new (design, NULL);
  table = gp_schema_find (schema, "pair");
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GArray) key = gp_record_key_parse (table, good[i]);
      g_autofree char *printed = NULL;

      g_assert_nonnull (key);
      printed = gp_record_key_print (table, key);
      g_assert_cmpstr (printed, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (gp_record_key_parse (table, bad[i]));
}

static void
test_where (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Keys");
  g_autoptr(GpSchema) schema = NULL;
  g_autoptr(GArray) key = NULL;
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GString) sql = g_string_new (NULL);

  gp_test_add_entity (design, "one");
  schema = gp_schema_new (design, NULL);
  key = gp_record_key_parse (gp_schema_find (schema, "one"),
                             "0190a1b2-0000-7000-8000-00000000000F");
  gp_record_key_append_where (gp_schema_find (schema, "one"), key, "r0", sql, values);
  g_assert_cmpstr (sql->str, ==, "r0.\"id\" = ?");
  g_assert_cmpuint (values->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/record-key/round-trip", test_round_trip);
  g_test_add_func ("/record-key/where", test_where);

  return g_test_run ();
}
