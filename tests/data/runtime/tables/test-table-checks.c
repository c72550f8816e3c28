/* test-table-checks.c — what each record must meet, as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-table.h"
#include "gp-test-design.h"
#include "gp-test.h"

static GpSchema *
schema_with (const char *expression,
             const char *language,
             GPtrArray  *findings)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Checks");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId field = gp_test_add_field (design, &thing, "price", "integer");
  GpId check = gp_test_add (design, GP_KIND_CHECK, &thing, "positive");

  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, expression);
  gp_test_set_text (design, &check, GP_CHECK_LANGUAGE, language);

  return gp_schema_new (design, findings);
}

static void
test_a_check_is_a_condition (void)
{
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpSchema) schema = schema_with ("record.price > 0", "groundplan", findings);
  const GpTable *table = gp_schema_get_table (schema, 0);
  const GpTableCheck *check;

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpuint (table->checks->len, ==, 1);
  check = g_ptr_array_index (table->checks, 0);
  g_assert_cmpstr (check->name, ==, "positive");
  g_assert_nonnull (strstr (check->broken, "\"price\""));
  g_assert_cmpuint (check->values->len, ==, 1);
}

static void
test_another_language_is_left_out (void)
{
  g_autoptr(GpSchema) schema = schema_with ("price > 0", "sql", NULL);

  g_assert_cmpuint (gp_schema_get_table (schema, 0)->checks->len, ==, 0);
}

static void
test_what_cannot_be_asked_is_named (void)
{
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpSchema) schema = schema_with ("record.nothing > 0", "groundplan", findings);

  g_assert_cmpuint (gp_schema_get_table (schema, 0)->checks->len, ==, 0);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (gp_finding_get_code (g_ptr_array_index (findings, 0)), ==, "DEP001");
}

static void
test_equal_checks_ask_the_same (void)
{
  g_autoptr(GpSchema) schema = schema_with ("record.price > 0", "groundplan", NULL);
  g_autoptr(GpSchema) other = schema_with ("record.price > 1", "groundplan", NULL);
  GpTableCheck *a = g_ptr_array_index (gp_schema_get_table (schema, 0)->checks, 0);
  GpTableCheck *b = g_ptr_array_index (gp_schema_get_table (other, 0)->checks, 0);

  g_assert_true (gp_table_check_equal (a, a));
  b->id = a->id;
  g_assert_false (gp_table_check_equal (a, b));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/table-checks/a-check-is-a-condition", test_a_check_is_a_condition);
  g_test_add_func ("/table-checks/another-language-is-left-out",
                   test_another_language_is_left_out);
  g_test_add_func ("/table-checks/what-cannot-be-asked-is-named",
                   test_what_cannot_be_asked_is_named);
  g_test_add_func ("/table-checks/equal-checks-ask-the-same", test_equal_checks_ask_the_same);

  return g_test_run ();
}
