/* test-postgresql-physical.c — a design as PostgreSQL is going to know it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-physical.h"

#include "gp-export.h"
#include "gp-finding.h"
#include "gp-test-design.h"
#include "gp-test.h"

static const GpElement *
only (GpDesign *design,
      GpKind    kind)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);

  g_assert_cmpuint (all->len, ==, 1);
  return g_ptr_array_index (all, 0);
}

static void
test_a_check_is_written_in_sql (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Checks");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId check;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) physical = NULL;
  const GpElement *written;

  gp_test_add_field (design, &thing, "price", "integer");
  check = gp_test_add (design, GP_KIND_CHECK, &thing, NULL);
  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, "record.price > 0");
  physical = gp_postgresql_physical (design, findings);
  written = only (physical, GP_KIND_CHECK);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_true (gp_element_is (written, GP_CHECK_LANGUAGE, "sql"));
  g_assert_nonnull (strstr (gp_element_get_text (written, GP_CHECK_EXPRESSION), "price"));
  g_assert_true (g_str_has_prefix (gp_element_get_name (written), "gp_"));
}

static void
test_a_check_that_cannot_be_said_is_a_finding (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Checks");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId check = gp_test_add (design, GP_KIND_CHECK, &thing, "odd");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) physical = NULL;

  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, "record.nothing > 0");
  physical = gp_postgresql_physical (design, findings);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_false (gp_element_is (only (physical, GP_KIND_CHECK), GP_CHECK_LANGUAGE, "sql"));
}

/* A script for others has no names of ours, and nothing that PostgreSQL would not take. */
static void
test_checks_of_a_script (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Checks");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId good = gp_test_add (design, GP_KIND_CHECK, &thing, NULL);
  GpId odd = gp_test_add (design, GP_KIND_CHECK, &thing, "odd");
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GString) script = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  gp_test_add_field (design, &thing, "price", "integer");
  gp_test_set_text (design, &good, GP_CHECK_EXPRESSION, "record.price > 0");
  gp_test_set_text (design, &odd, GP_CHECK_EXPRESSION, "record.nothing > 0");
  gp_export (design, "sql-postgresql", script, &findings, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (script->str, "CHECK ("));
  g_assert_nonnull (strstr (script->str, "price"));
  g_assert_null (strstr (script->str, "odd"));
  g_assert_null (strstr (script->str, "gp_"));
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (gp_finding_get_code (findings->pdata[0]), ==, GP_EXPORT_CODE_PART);
  g_assert_nonnull (strstr (gp_finding_get_message (findings->pdata[0]), "odd"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-physical/a-check-is-written-in-sql",
                   test_a_check_is_written_in_sql);
  g_test_add_func ("/data/postgresql-physical/a-check-that-cannot-be-said-is-a-finding",
                   test_a_check_that_cannot_be_said_is_a_finding);
  g_test_add_func ("/data/postgresql-physical/checks-of-a-script", test_checks_of_a_script);
  return g_test_run ();
}
