/* test-table-references.c — foreign keys and indexes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-table.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_indexes (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Indexes");
  GpId one = gp_test_add_entity (design, "one");
  GpId fields[] = { gp_test_add_field (design, &one, "a", "text"),
                    gp_test_add_field (design, &one, "b", "text") };
  GpId index = gp_test_add (design, GP_KIND_INDEX, &one, NULL);
  GpId written = gp_test_add (design, GP_KIND_INDEX, &one, NULL);
  g_autoptr(GpSchema) schema = NULL;
  const GpTable *table;

  gp_test_set_refs (design, &index, GP_INDEX_FIELDS, fields, 2);
  gp_test_set_refs (design, &written, GP_INDEX_FIELDS, fields, 1);
  gp_test_set_text (design, &written, GP_INDEX_WHERE, "a > 1");
  gp_test_set_bool (design, &fields[0], GP_FIELD_UNIQUE, TRUE);
  schema = gp_schema_new (design, NULL);
  table = gp_schema_get_table (schema, 0);
  g_assert_cmpuint (table->indexes->len, ==, 2);
  g_assert_true (((GpTableIndex *) g_ptr_array_index (table->indexes, 0))->unique);
  g_assert_cmpuint (((GpTableIndex *) g_ptr_array_index (table->indexes, 1))->columns->len, ==, 2);
}

/* What a reference points to must be unique, else SQLite could not keep it. */
static void
test_targets_are_unique (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "References");
  GpId one = gp_test_add_entity (design, "one");
  GpId code = gp_test_add_field (design, &one, "code", "text");
  GpId two = gp_test_add_entity (design, "two");
  GpId field = gp_test_add_field (design, &two, "one", "reference");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GpSchema) refused = NULL;
  g_autoptr(GpSchema) fine = NULL;
  const GpTableReference *reference;

  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &one);
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE_FIELD, &code);
  gp_test_set_text (design, &field, GP_FIELD_ON_DELETE, "cascade");
  refused = gp_schema_new (design, findings);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (gp_schema_find (refused, "two")->references->len, ==, 0);

  gp_test_set_bool (design, &code, GP_FIELD_UNIQUE, TRUE);
  fine = gp_schema_new (design, findings);
  g_assert_cmpuint (findings->len, ==, 1);
  reference = g_ptr_array_index (gp_schema_find (fine, "two")->references, 0);
  g_assert_true (reference->target == gp_schema_find (fine, "one"));
  g_assert_cmpstr (reference->on_delete, ==, "cascade");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/table-references/indexes", test_indexes);
  g_test_add_func ("/table-references/targets-are-unique", test_targets_are_unique);

  return g_test_run ();
}
