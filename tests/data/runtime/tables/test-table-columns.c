/* test-table-columns.c — columns and keys
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-table.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_references_take_the_keys_type (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Types");
  GpId far = gp_test_add_entity (design, "far");
  GpId near = gp_test_add_entity (design, "near");
  GpId here = gp_test_add_entity (design, "here");
  const GpElement *key = gp_design_find_child (design, &far, GP_KIND_FIELD, "id");
  GpId hop = gp_test_add_field (design, &near, "far", "reference");
  GpId field = gp_test_add_field (design, &here, "near", "reference");
  g_autoptr(GpSchema) schema = NULL;
  const GpColumn *column;

  gp_test_set_text (design, gp_element_get_id (key), GP_FIELD_TYPE, "bigint");
  gp_test_set_ref (design, &hop, GP_FIELD_REFERENCE, &far);
  gp_test_set_refs (design, &near, GP_ENTITY_PRIMARY_KEY, &hop, 1);
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &near);
  schema = gp_schema_new (design, NULL);
  column = gp_table_find (gp_schema_find (schema, "here"), "near");
  g_assert_cmpuint (column->format.type, ==, GP_CELL_TYPE_BIGINT);
  g_assert_true (column->target == gp_schema_find (schema, "near"));
  g_assert_false (gp_table_find (column->target, "far")->numbered);
  g_assert_true (gp_table_find (gp_schema_find (schema, "far"), "id")->numbered);
}

/* References in a circle end somewhere. */
static void
test_circles (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Circle");
  GpId one = gp_test_add_entity (design, "one");
  GpId key = gp_test_add_field (design, &one, "self", "reference");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GpSchema) schema = NULL;

  gp_test_set_ref (design, &key, GP_FIELD_REFERENCE, &one);
  gp_test_set_refs (design, &one, GP_ENTITY_PRIMARY_KEY, &key, 1);
  schema = gp_schema_new (design, findings);
  g_assert_cmpuint (findings->len, >, 0);
  g_assert_null (gp_table_find (gp_schema_find (schema, "one"), "self"));
}

/* More columns than SQLite takes are said in the plan, not by a failure while it is applied. */
static void
test_too_many (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Wide");
  GpId wide = gp_test_add_entity (design, "wide");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  GpSchema *schema;

  for (guint i = 1; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u", i);

      gp_test_add_field (design, &wide, name, "text");
    }
  schema = gp_schema_new (design, findings);
  g_assert_cmpuint (findings->len, ==, 0);
  gp_schema_free (schema);

  gp_test_add_field (design, &wide, "one_more", "text");
  schema = gp_schema_new (design, findings);
  g_assert_cmpuint (findings->len, ==, 1);
  gp_schema_free (schema);
}

/* A key that nobody may see would be seen in addresses and cursors. */
static void
test_key_is_seen (void)
{
  static const struct
  {
    GpProperty  property;
    const char *value;
    guint       findings;
  } cases[] = {
    { GP_FIELD_DESCRIPTION, "seen", 0 },
    { GP_FIELD_SENSITIVE, "secret", 1 },
    { GP_FIELD_COMPUTED, "1", 1 },
    { GP_FIELD_TYPE, "file", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_design_new (NULL, "Keys");
      GpId thing = gp_test_add_entity (design, "thing");
      GpId key = *gp_element_get_id (gp_design_find_child (design, &thing, GP_KIND_FIELD, "id"));
      g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
        (GDestroyNotify) gp_finding_unref);

      gp_test_set_text (design, &key, cases[i].property, cases[i].value);
      gp_schema_free (gp_schema_new (design, findings));
      g_assert_cmpuint (findings->len, ==, cases[i].findings);
    }
}

static void
test_flags (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Flags");
  GpId one = gp_test_add_entity (design, "one");
  GpId computed = gp_test_add_field (design, &one, "computed", "integer");
  GpId serial = gp_test_add_field (design, &one, "serial", "integer");
  GpId secret = gp_test_add_field (design, &one, "ROWID", "text");
  g_autoptr(GpSchema) schema = NULL;
  const GpTable *table;

  gp_test_set_text (design, &computed, GP_FIELD_COMPUTED, "1 + 1");
  gp_test_set_text (design, &serial, GP_FIELD_DEFAULT, "nextval('x'::regclass)");
  gp_test_set_text (design, &secret, GP_FIELD_SENSITIVE, "secret");
  schema = gp_schema_new (design, NULL);
  table = gp_schema_get_table (schema, 0);
  g_assert_true (gp_table_find (table, "computed")->inert);
  g_assert_true (gp_table_find (table, "computed")->nullable);
  g_assert_true (gp_table_find (table, "serial")->numbered);
  g_assert_true (gp_table_find (table, "ROWID")->hidden);
  g_assert_cmpstr (table->rowid, ==, "_rowid_");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/table-columns/references-take-the-keys-type",
                   test_references_take_the_keys_type);
  g_test_add_func ("/table-columns/circles", test_circles);
  g_test_add_func ("/table-columns/flags", test_flags);
  g_test_add_func ("/table-columns/too-many", test_too_many);
  g_test_add_func ("/table-columns/key-is-seen", test_key_is_seen);

  return g_test_run ();
}
