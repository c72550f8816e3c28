/* test-expr-conformance.c — the part of CEL's own test suite that concerns our subset
 * SPDX-License-Identifier: Apache-2.0
 *
 * The tests are data: cel/cel-core-subset.json of the corpus, flattened from the cel-spec project.
 * A missing result means true; an expected error is met by any error. It is a ratchet: a test in
 * the list of skips that passes fails the run. */

#include "config.h"

#include <math.h>

#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-expr-printer.h"
#include "gp-test.h"

static const struct
{
  const char *section;
  const char *name;
  const char *reason;
} skips[] = {
  { "qualified_identifier_resolution", "qualified_ident",
    "the names of variables hold no dots: there are no packages" },
};

static const char *
find_skip (const char *section,
           const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (skips); i++)
    if (g_str_equal (skips[i].section, section) && g_str_equal (skips[i].name, name))
      return skips[i].reason;
  return NULL;
}

/* The suite is JSON, read as values; these take it apart. */

static const GpExprValue *
member (const GpExprValue *object,
        const char        *name)
{
  g_autoptr(GpExprValue) key = gp_expr_value_new_string (name, -1);

  return gp_expr_value_find (object, key);
}

static const char *
text_member (const GpExprValue *object,
             const char        *name)
{
  return gp_expr_value_get_string (member (object, name), NULL);
}

static GpExprValue *read_value (const GpExprValue *json);

/* Numbers may stand as text: int64 always, double where JSON has no word for it. */
static double
read_double (const GpExprValue *json)
{
  const char *text;

  if (gp_expr_value_get_kind (json) == GP_EXPR_VALUE_INT)
    return (double) gp_expr_value_get_int (json);
  if (gp_expr_value_get_kind (json) == GP_EXPR_VALUE_DOUBLE)
    return gp_expr_value_get_double (json);

  text = gp_expr_value_get_string (json, NULL);
  if (g_str_equal (text, "NaN"))
    return NAN;
  return text[0] == '-' ? -INFINITY : INFINITY;
}

static GpExprValue *
read_list (const GpExprValue *json)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  const GpExprValue *values = member (json, "values");

  for (gsize i = 0; values != NULL && i < gp_expr_value_get_size (values); i++)
    g_ptr_array_add (items, read_value (gp_expr_value_get_item (values, i)));
  return gp_expr_value_new_list ((GpExprValue **) items->pdata, items->len);
}

static GpExprValue *
read_map (const GpExprValue *json)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  const GpExprValue *entries = member (json, "entries");

  for (gsize i = 0; entries != NULL && i < gp_expr_value_get_size (entries); i++)
    {
      const GpExprValue *entry = gp_expr_value_get_item (entries, i);

      g_ptr_array_add (keys, read_value (member (entry, "key")));
      g_ptr_array_add (values, read_value (member (entry, "value")));
    }
  return gp_expr_value_new_map ((GpExprValue **) keys->pdata, (GpExprValue **) values->pdata,
                                keys->len);
}

static GpExprValue *
read_value (const GpExprValue *json)
{
  const char *kind = gp_expr_value_get_string (gp_expr_value_get_key (json, 0), NULL);
  const GpExprValue *value = gp_expr_value_get_entry (json, 0);

  if (g_str_equal (kind, "int64Value"))
    return gp_expr_value_new_int (g_ascii_strtoll (gp_expr_value_get_string (value, NULL), NULL,
                                                   10));
  if (g_str_equal (kind, "doubleValue"))
    return gp_expr_value_new_double (read_double (value));
  if (g_str_equal (kind, "listValue"))
    return read_list (value);
  if (g_str_equal (kind, "mapValue"))
    return read_map (value);
  return gp_expr_value_ref (value);     /* null, bool and string stand for themselves */
}

/* As CEL's ==, but of the same kind, and NaN matches NaN. */
static gboolean
values_match (const GpExprValue *a,
              const GpExprValue *b)
{
  if (gp_expr_value_get_kind (a) != gp_expr_value_get_kind (b))
    return FALSE;
  if (gp_expr_value_get_kind (a) == GP_EXPR_VALUE_DOUBLE &&
      isnan (gp_expr_value_get_double (a)) && isnan (gp_expr_value_get_double (b)))
    return TRUE;
  return gp_expr_value_equal (a, b);
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  const GpExprValue *binding = user_data != NULL ? member (user_data, name) : NULL;

  return binding != NULL ? read_value (member (binding, "value")) : NULL;
}

/* What the test gives; ERROR where it does not parse. */
static GpExprValue *
run (const GpExprValue *test)
{
  const char *text = text_member (test, "expr");
  GpExprEnv env = { .lookup = lookup, .user_data = (gpointer) member (test, "bindings") };
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExpr) expr = gp_expr_parse_with_problems (text, -1, problems);
  g_autoptr(GpExpr) again = NULL;
  g_autofree char *printed = NULL;

  if (expr == NULL)
    return gp_expr_value_new_error (GP_EXPR_ERROR_SYNTAX, "%s",
                                    ((GpExprProblem *) problems->pdata[0])->message);

  printed = gp_expr_to_text (expr);
  again = gp_expr_parse (printed, -1, NULL);
  g_assert_nonnull (again);
  g_assert_true (gp_expr_node_equal (gp_expr_get_root (expr), gp_expr_get_root (again)));
  return gp_expr_eval (again, &env);
}

static gboolean
passes (const GpExprValue  *test,
        char              **got)
{
  const GpExprValue *value = member (test, "value");
  g_autoptr(GpExprValue) result = run (test);
  g_autoptr(GpExprValue) expected = NULL;

  *got = gp_expr_value_to_text (result);
  if (member (test, "evalError") != NULL)
    return gp_expr_value_is_error (result);
  if (gp_expr_value_is_error (result))
    return FALSE;

  expected = value != NULL ? read_value (value) : gp_expr_value_new_bool (TRUE);
  return values_match (result, expected);
}

static void
test_suite (void)
{
  gsize length;
  g_autofree char *json = gp_test_dup_corpus ("cel/cel-core-subset.json", &length);
  g_autoptr(GpExprValue) tests = NULL;
  g_autoptr(GError) error = NULL;
  guint n_passed = 0, n_skipped = 0, n_failed = 0;

  if (json == NULL)
    return;
  tests = gp_expr_value_from_json (json, (gssize) length, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < gp_expr_value_get_size (tests); i++)
    {
      const GpExprValue *test = gp_expr_value_get_item (tests, i);
      const char *section = text_member (test, "section");
      const char *name = text_member (test, "name");
      const char *reason = find_skip (section, name);
      g_autofree char *got = NULL;
      gboolean passed = passes (test, &got);

      n_passed += passed && reason == NULL;
      n_skipped += !passed && reason != NULL;
      if (passed != (reason == NULL))
        {
          g_test_message ("%s/%s: %s gives %s%s", section, name,
                          text_member (test, "expr"), got,
                          passed ? ", which is right: take it off the list of skips" : "");
          n_failed++;
        }
      else if (reason != NULL)
        g_test_message ("skipped: %s/%s: %s", section, name, reason);
    }

  g_test_message ("%u passed, %u failed, %u skipped", n_passed, n_failed, n_skipped);
  g_assert_cmpuint (n_failed, ==, 0);
  g_assert_cmpuint (n_skipped, ==, G_N_ELEMENTS (skips));
  g_assert_cmpuint (n_passed, >=, 669);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-conformance/suite", test_suite);
  return g_test_run ();
}
