/* test-lint-structure.c — elements that are whole, and elements that are not
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

static void
test_required (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId check = gp_test_add (design, GP_KIND_CHECK, &patient, NULL);

  g_assert_cmpuint (gp_test_lint_count (design, "DES001"), ==, 1);
  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, "record.id != null");
  g_assert_cmpuint (gp_test_lint_count (design, "DES001"), ==, 0);
  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, "");
  g_assert_cmpuint (gp_test_lint_count (design, "DES001"), ==, 1);
}

/* Edits refuse a name that is taken; a file may hold it. */
static void
test_names_that_are_taken (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  g_autoptr(GPtrArray) elements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      GpId id = gp_id_new ();
      GpElement *role = gp_element_new (GP_KIND_ROLE, &id, gp_design_get_root_id (design), i + 1);

      gp_element_set_text (role, GP_ROLE_NAME, "doctor");
      g_ptr_array_add (elements, role);
      g_assert_cmpuint (gp_test_lint_count (design, "DES002"), ==, 0);
    }
  gp_design_load (design, elements, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_test_lint_count (design, "DES002"), ==, 1);
}

static void
test_enum_without_values (void)
{
  static const char *const values[] = { "routine", "urgent" };
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId order = gp_test_add_entity (design, "test_order");
  GpId field = gp_test_add (design, GP_KIND_FIELD, &order, "priority");

  gp_test_set_text (design, &field, GP_FIELD_TYPE, "enum");
  g_assert_cmpuint (gp_test_lint_count (design, "DES003"), ==, 1);
  gp_test_set (design, &field, GP_FIELD_VALUES, gp_value_texts (values, 2));
  g_assert_cmpuint (gp_test_lint_count (design, "DES003"), ==, 0);
}

static void
test_reference_to_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId field = gp_test_add (design, GP_KIND_FIELD, &patient, "clinic_id");

  gp_test_set_text (design, &field, GP_FIELD_TYPE, "reference");
  g_assert_cmpuint (gp_test_lint_count (design, "DES004"), ==, 1);
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &clinic);
  g_assert_cmpuint (gp_test_lint_count (design, "DES004"), ==, 0);
}

/* Without any domain nobody is asked for one. */
static void
test_entity_without_domain (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId domain;

  g_assert_cmpuint (gp_test_lint_count (design, "DOM703"), ==, 0);
  domain = gp_test_add (design, GP_KIND_DOMAIN, NULL, "Booking");
  g_assert_cmpuint (gp_test_lint_count (design, "DOM703"), ==, 1);
  gp_test_set_ref (design, &patient, GP_ENTITY_DOMAIN, &domain);
  g_assert_cmpuint (gp_test_lint_count (design, "DOM703"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/lint-structure/required", test_required);
  g_test_add_func ("/model/lint-structure/names-that-are-taken", test_names_that_are_taken);
  g_test_add_func ("/model/lint-structure/enum-without-values", test_enum_without_values);
  g_test_add_func ("/model/lint-structure/reference-to-nothing", test_reference_to_nothing);
  g_test_add_func ("/model/lint-structure/entity-without-domain", test_entity_without_domain);

  return g_test_run ();
}
