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

static GpId
add_pointing (GpDesign   *design,
              const char *name,
              const GpId *target,
              const char *on_delete)
{
  GpId entity = gp_test_add_entity (design, name);
  GpId field = gp_test_add_field (design, &entity, "to", "reference");

  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, target);
  gp_test_set_text (design, &field, GP_FIELD_ON_DELETE, on_delete);
  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);

  return entity;
}

static GpTrails
trails (const GpSchema *schema,
        const char     *name)
{
  const GpTable *table = gp_schema_find (schema, name);

  return ((GpTableReference *) g_ptr_array_index (table->references, 0))->delete_trails;
}

/* Only what leads to an audited record is worth a look. */
static void
test_what_leads_to_audited_records (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Trails");
  GpId top = gp_test_add_entity (design, "top");
  GpId through = add_pointing (design, "through", &top, "cascade");
  GpId kept = add_pointing (design, "kept", &through, "set_null");
  GpId aside = add_pointing (design, "aside", &top, "set_null");
  GpId below = add_pointing (design, "below", &aside, "cascade");
  g_autoptr(GpSchema) schema = NULL;

  add_pointing (design, "last", &kept, "cascade");
  gp_test_set_bool (design, &kept, GP_ENTITY_AUDIT, TRUE);
  gp_test_set_bool (design, &below, GP_ENTITY_AUDIT, TRUE);
  schema = gp_schema_new (design, NULL);
  g_assert_true (gp_schema_find (schema, "top")->takes_along & GP_TRAIL_AUDIT);
  g_assert_true (trails (schema, "through") & GP_TRAIL_AUDIT);
  g_assert_true (trails (schema, "kept") & GP_TRAIL_AUDIT);
  g_assert_true (trails (schema, "below") & GP_TRAIL_AUDIT);
  g_assert_false (trails (schema, "aside") & GP_TRAIL_AUDIT);
  g_assert_false (trails (schema, "last") & GP_TRAIL_AUDIT);
  g_assert_false (gp_schema_find (schema, "last")->takes_along & GP_TRAIL_AUDIT);
}

/* Those who listen are told neither of what is not in the interface nor of what has no key. */
static void
test_what_leads_to_exposed_records (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Trails");
  GpId top = gp_test_add_entity (design, "top");
  GpId hidden = add_pointing (design, "hidden", &top, "cascade");
  GpId aside = add_pointing (design, "aside", &top, "cascade");
  GpId bare = add_pointing (design, "bare", &top, "cascade");
  g_autoptr(GpSchema) schema = NULL;

  add_pointing (design, "shown", &hidden, "set_null");
  gp_test_set_bool (design, &hidden, GP_ENTITY_EXPOSED, FALSE);
  gp_test_set_bool (design, &aside, GP_ENTITY_EXPOSED, FALSE);
  gp_test_set_bool (design, &aside, GP_ENTITY_AUDIT, TRUE);
  gp_test_set_refs (design, &bare, GP_ENTITY_PRIMARY_KEY, NULL, 0);
  schema = gp_schema_new (design, NULL);
  g_assert_cmpint (trails (schema, "shown"), ==, GP_TRAIL_EVENTS);
  g_assert_cmpint (trails (schema, "hidden"), ==, GP_TRAIL_EVENTS);
  g_assert_cmpint (trails (schema, "aside"), ==, GP_TRAIL_AUDIT);
  g_assert_cmpint (trails (schema, "bare"), ==, 0);
  g_assert_cmpint (gp_schema_find (schema, "top")->takes_along, ==,
                   GP_TRAIL_AUDIT | GP_TRAIL_EVENTS);
  g_assert_cmpint (gp_schema_find (schema, "aside")->takes_along, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/table-references/indexes", test_indexes);
  g_test_add_func ("/table-references/targets-are-unique", test_targets_are_unique);
  g_test_add_func ("/table-references/what-leads-to-audited-records",
                   test_what_leads_to_audited_records);
  g_test_add_func ("/table-references/what-leads-to-exposed-records",
                   test_what_leads_to_exposed_records);

  return g_test_run ();
}
