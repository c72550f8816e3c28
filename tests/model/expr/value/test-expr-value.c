/* test-expr-value.c — the values that expressions compute with
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-value.h"
#include "gp-test.h"

static void
test_getters (void)
{
  g_autoptr(GpExprValue) text = gp_expr_value_new_string ("a\0\303\244", 4);
  g_autoptr(GpExprValue) time = gp_expr_value_new_timestamp (-1, 5);
  g_autoptr(GpExprValue) number = gp_expr_value_new_double (1.5);
  gsize length;
  gint32 nanos;

  gp_expr_value_get_string (text, &length);
  g_assert_cmpuint (length, ==, 4);
  g_assert_cmpuint (gp_expr_value_get_size (text), ==, 3);
  g_assert_cmpint (gp_expr_value_get_timestamp (time, &nanos), ==, -1);
  g_assert_cmpint (nanos, ==, 5);
  g_assert_cmpfloat (gp_expr_value_get_double (number), ==, 1.5);
  g_assert_true (gp_expr_value_is_null (gp_expr_value_new_null ()));
  g_assert_true (gp_expr_value_is_true (gp_expr_value_new_bool (TRUE)));
  g_assert_false (gp_expr_value_is_true (number));
}

static void
test_map_finds_keys (void)
{
  for (gsize n = 0; n < 40; n++)
    {
      g_autoptr(GpExprValue) map = NULL;
      GpExprValue *keys[40], *values[40];

      for (gsize i = 0; i < n; i++)
        {
          keys[i] = gp_expr_value_new_int ((gint64) i * 7);
          values[i] = gp_expr_value_new_int ((gint64) i);
        }
      map = gp_expr_value_new_map (keys, values, n);
      g_assert_cmpuint (gp_expr_value_get_size (map), ==, n);

      for (gsize i = 0; i < n; i++)
        {
          g_autoptr(GpExprValue) as_double = gp_expr_value_new_double ((double) i * 7);

          g_assert_true (gp_expr_value_find (map, keys[i]) == values[i]);
          g_assert_true (gp_expr_value_find (map, as_double) == values[i]);
          g_assert_true (gp_expr_value_get_key (map, i) == keys[i]);
        }
      g_assert_null (gp_expr_value_find (map, gp_expr_value_new_bool (TRUE)));
    }
}

static void
test_bad_maps_are_errors (void)
{
  for (gsize n = 2; n < 30; n += 9)
    {
      GpExprValue *keys[30], *values[30];
      g_autoptr(GpExprValue) twice = NULL;
      g_autoptr(GpExprValue) wrong = NULL;

      for (gsize i = 0; i < n; i++)
        {
          keys[i] = gp_expr_value_new_int (i == n - 1 ? 0 : (gint64) i);
          values[i] = gp_expr_value_new_string ("v", -1);
        }
      twice = gp_expr_value_new_map (keys, values, n);
      g_assert_true (gp_expr_value_is_error (twice));

      for (gsize i = 0; i < n; i++)
        {
          keys[i] = i == n - 1 ? gp_expr_value_new_null () : gp_expr_value_new_int ((gint64) i);
          values[i] = gp_expr_value_new_string ("v", -1);
        }
      wrong = gp_expr_value_new_map (keys, values, n);
      g_assert_true (gp_expr_value_is_error (wrong));
      g_assert_cmpint (gp_expr_value_get_problem (wrong)->code, ==, GP_EXPR_ERROR_TYPE);
    }
}

static void
test_object_leaves_out_what_is_missing (void)
{
  g_autoptr(GpExprValue) user = gp_expr_value_new_object ("id", gp_expr_value_new_string ("u1", -1),
                                                          "tenant", NULL,
                                                          "age", gp_expr_value_new_int (7), NULL);
  g_autoptr(GpExprValue) tenant = gp_expr_value_select (user, "tenant");
  g_autoptr(GpExprValue) age = gp_expr_value_select (user, "age");

  g_assert_true (gp_expr_value_is_error (tenant));
  g_assert_cmpint (gp_expr_value_get_int (age), ==, 7);
  g_assert_false (gp_expr_value_is_true (gp_expr_value_has (user, "tenant")));
  g_assert_true (gp_expr_value_is_true (gp_expr_value_has (user, "id")));
}

typedef struct
{
  guint freed;
} Row;

static GpExprValue *
row_get (gpointer    record,
         const char *field)
{
  if (g_str_equal (field, "unset"))
    return gp_expr_value_new_null ();
  if (g_str_equal (field, "name"))
    return gp_expr_value_new_string ("Ann", -1);
  return NULL;
}

static void
row_free (gpointer record)
{
  ((Row *) record)->freed++;
}

static void
test_record (void)
{
  static const GpExprRecordClass klass = { row_get, NULL, row_free };
  Row row = { 0 };
  GpExprValue *record = gp_expr_value_new_record (&klass, &row);
  g_autoptr(GpExprValue) name = gp_expr_value_select (record, "name");
  g_autoptr(GpExprValue) other = gp_expr_value_select (record, "other");
  g_autoptr(GpExprValue) has_other = gp_expr_value_has (record, "other");

  g_assert_cmpstr (gp_expr_value_get_string (name, NULL), ==, "Ann");
  g_assert_true (gp_expr_value_is_error (other));
  g_assert_true (gp_expr_value_is_error (has_other));
  g_assert_false (gp_expr_value_is_true (gp_expr_value_has (record, "unset")));
  g_assert_true (gp_expr_value_is_true (gp_expr_value_has (record, "name")));
  gp_expr_value_unref (record);
  g_assert_cmpuint (row.freed, ==, 1);
}

static void
test_error_keeps_its_first_place (void)
{
  g_autoptr(GpExprValue) error = gp_expr_value_new_error (GP_EXPR_ERROR_TYPE, "No %d.", 1);
  g_autoptr(GpExprValue) placed = gp_expr_value_new_error_at (error, 5, 2);
  g_autoptr(GpExprValue) again = gp_expr_value_new_error_at (placed, 9, 9);

  g_assert_cmpuint (gp_expr_value_get_problem (again)->offset, ==, 5);
  g_assert_cmpstr (gp_expr_value_get_problem (again)->message, ==, "No 1.");
}

static void
test_time_range (void)
{
  g_autoptr(GpExprValue) early = gp_expr_value_new_timestamp (GP_EXPR_TIMESTAMP_MIN - 1, 0);
  g_autoptr(GpExprValue) first = gp_expr_value_new_timestamp (GP_EXPR_TIMESTAMP_MIN, 0);
  g_autoptr(GpExprValue) last = gp_expr_value_new_timestamp (GP_EXPR_TIMESTAMP_MAX, 999999999);
  g_autoptr(GpExprValue) late = gp_expr_value_new_timestamp (GP_EXPR_TIMESTAMP_MAX + 1, 0);

  g_assert_true (gp_expr_value_is_error (early));
  g_assert_false (gp_expr_value_is_error (first));
  g_assert_false (gp_expr_value_is_error (last));
  g_assert_true (gp_expr_value_is_error (late));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-value/getters", test_getters);
  g_test_add_func ("/model/expr-value/map-finds-keys", test_map_finds_keys);
  g_test_add_func ("/model/expr-value/bad-maps-are-errors", test_bad_maps_are_errors);
  g_test_add_func ("/model/expr-value/object-leaves-out-what-is-missing",
                   test_object_leaves_out_what_is_missing);
  g_test_add_func ("/model/expr-value/record-fetches-fields", test_record);
  g_test_add_func ("/model/expr-value/error-keeps-its-first-place",
                   test_error_keeps_its_first_place);
  g_test_add_func ("/model/expr-value/time-range", test_time_range);
  return g_test_run ();
}
