/* test-lint-data.c — each rule about data, passing and failing, and what its fix leaves
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

static void
test_primary_key (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId view;

  gp_test_add_entity (design, "patient");
  view = gp_test_add (design, GP_KIND_ENTITY, NULL, "report");
  gp_test_set (design, &view, GP_ENTITY_READ_ONLY, gp_value_bool (TRUE));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT101"), ==, 0);

  gp_test_add (design, GP_KIND_ENTITY, NULL, "visit");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT101"), ==, 1);
}

static void
test_reference_without_index (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId owner = gp_test_lint_add_reference (design, &patient, "owner_id", &clinic);

  gp_test_set (design, &owner, GP_FIELD_UNIQUE, gp_value_bool (TRUE));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT102"), ==, 0);

  gp_test_lint_add_reference (design, &patient, "clinic_id", &clinic);
  g_assert_cmpuint (gp_test_lint_count (design, "DAT102"), ==, 1);
  gp_test_lint_fix (design, "DAT102");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT102"), ==, 0);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_INDEX), ==, 1);
}

static void
test_money (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId invoice = gp_test_add_entity (design, "invoice");
  GpId weight = gp_test_add (design, GP_KIND_FIELD, &invoice, "weight");
  GpId amount = gp_test_add (design, GP_KIND_FIELD, &invoice, "amount");

  gp_test_set_text (design, &weight, GP_FIELD_TYPE, "float");
  gp_test_set_text (design, &amount, GP_FIELD_TYPE, "decimal");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT107"), ==, 0);

  gp_test_set_text (design, &amount, GP_FIELD_TYPE, "float");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT107"), ==, 1);
  gp_test_lint_fix (design, "DAT107");
  g_assert_true (gp_element_is (gp_design_lookup (design, &amount), GP_FIELD_TYPE, "decimal"));
}

static void
test_delete_rule (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId booking = gp_test_add (design, GP_KIND_DOMAIN, NULL, "Booking");
  GpId laboratory = gp_test_add (design, GP_KIND_DOMAIN, NULL, "Laboratory");
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId field = gp_test_lint_add_reference (design, &patient, "clinic_id", &clinic);

  gp_test_set_ref (design, &clinic, GP_ENTITY_DOMAIN, &booking);
  gp_test_set_ref (design, &patient, GP_ENTITY_DOMAIN, &booking);
  gp_test_set_text (design, &field, GP_FIELD_ON_DELETE, "cascade");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT109"), ==, 0);

  gp_test_set_ref (design, &patient, GP_ENTITY_DOMAIN, &laboratory);
  g_assert_cmpuint (gp_test_lint_count (design, "DAT109"), ==, 1);
  gp_test_set_text (design, &field, GP_FIELD_ON_DELETE, "set_null");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT109"), ==, 1);
  gp_test_set (design, &field, GP_FIELD_NULLABLE, gp_value_bool (TRUE));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT109"), ==, 0);
}

static void
test_covered_index (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId fields[2] = {
    gp_test_add (design, GP_KIND_FIELD, &patient, "name"),
    gp_test_add (design, GP_KIND_FIELD, &patient, "email"),
  };
  GpId both = gp_test_add (design, GP_KIND_INDEX, &patient, NULL);
  GpId one = gp_test_add (design, GP_KIND_INDEX, &patient, NULL);

  gp_test_set (design, &both, GP_INDEX_FIELDS, gp_value_ids (fields, 2));
  gp_test_set (design, &one, GP_INDEX_FIELDS, gp_value_ids (&fields[1], 1));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT110"), ==, 0);

  gp_test_set (design, &one, GP_INDEX_FIELDS, gp_value_ids (&fields[0], 1));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT110"), ==, 1);
  gp_test_lint_fix (design, "DAT110");
  g_assert_null (gp_design_lookup (design, &one));
  g_assert_nonnull (gp_design_lookup (design, &both));
}

static void
test_equal_indexes_lose_one (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId field = gp_test_add (design, GP_KIND_FIELD, &patient, "name");

  for (int i = 0; i < 2; i++)
    {
      GpId index = gp_test_add (design, GP_KIND_INDEX, &patient, NULL);

      gp_test_set (design, &index, GP_INDEX_FIELDS, gp_value_ids (&field, 1));
    }
  g_assert_cmpuint (gp_test_lint_count (design, "DAT110"), ==, 1);
  gp_test_lint_fix (design, "DAT110");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT110"), ==, 0);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_INDEX), ==, 1);
}

static void
test_optional_boolean (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId field = gp_test_add (design, GP_KIND_FIELD, &patient, "active");

  gp_test_set_text (design, &field, GP_FIELD_TYPE, "boolean");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT112"), ==, 0);
  gp_test_set (design, &field, GP_FIELD_NULLABLE, gp_value_bool (TRUE));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT112"), ==, 1);
}

static void
test_names (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");

  gp_test_add_entity (design, "patient");
  gp_test_add_entity (design, "clinic_2");
  gp_test_add_entity (design, "visit");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT113"), ==, 0);

  gp_test_add_entity (design, "order");
  gp_test_add_entity (design, "TestResult");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT113"), ==, 2);
}

/* A design that writes every name with capitals has made a choice and is not scolded for it. */
static void
test_capitals_throughout_are_a_choice (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Chinook");

  gp_test_add_entity (design, "Album");
  gp_test_add_entity (design, "MediaType");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT113"), ==, 0);
}

static void
test_pair (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId doctor = gp_test_add_entity (design, "doctor");
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId member = gp_test_add_entity (design, "member");
  GpId pair[2] = {
    gp_test_lint_add_reference (design, &member, "doctor_id", &doctor),
    gp_test_lint_add_reference (design, &member, "clinic_id", &clinic),
  };
  GpId index;

  g_assert_cmpuint (gp_test_lint_count (design, "DAT114"), ==, 1);
  index = gp_test_add (design, GP_KIND_INDEX, &member, NULL);
  gp_test_set (design, &index, GP_INDEX_FIELDS, gp_value_ids (pair, 2));
  gp_test_set (design, &index, GP_INDEX_UNIQUE, gp_value_bool (TRUE));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT114"), ==, 0);
}

/* Records whose age nobody can tell are never removed. */
static void
test_retention (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId order = gp_test_add_entity (design, "order");
  GpId field;

  g_assert_cmpuint (gp_test_lint_count (design, "DAT118"), ==, 0);
  gp_test_set_text (design, &order, GP_ENTITY_RETENTION, "90d");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT118"), ==, 1);
  gp_test_lint_fix (design, "DAT118");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT118"), ==, 0);

  field = gp_test_add_field (design, &order, "created", "timestamp");
  gp_test_set_text (design, &field, GP_FIELD_DEFAULT, "now()");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT118"), ==, 1);
  gp_test_set_text (design, &field, GP_FIELD_NAME, "shipped");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT118"), ==, 0);
  gp_test_set_text (design, &order, GP_ENTITY_RETENTION, "0d");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT118"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/lint-data/primary-key", test_primary_key);
  g_test_add_func ("/model/lint-data/reference-without-index", test_reference_without_index);
  g_test_add_func ("/model/lint-data/money", test_money);
  g_test_add_func ("/model/lint-data/delete-rule", test_delete_rule);
  g_test_add_func ("/model/lint-data/covered-index", test_covered_index);
  g_test_add_func ("/model/lint-data/equal-indexes-lose-one", test_equal_indexes_lose_one);
  g_test_add_func ("/model/lint-data/optional-boolean", test_optional_boolean);
  g_test_add_func ("/model/lint-data/names", test_names);
  g_test_add_func ("/model/lint-data/capitals-throughout-are-a-choice",
                   test_capitals_throughout_are_a_choice);
  g_test_add_func ("/model/lint-data/pair", test_pair);
  g_test_add_func ("/model/lint-data/retention", test_retention);

  return g_test_run ();
}
