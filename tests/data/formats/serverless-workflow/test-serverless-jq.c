/* test-serverless-jq.c — jq as our expressions
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-serverless-jq.h"

#include "gp-expr-eval.h"
#include "gp-expr-parser.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  return g_str_equal (name, "input") ? gp_expr_value_ref (user_data) : NULL;
}

/* Inputs, and what jq makes of them. */
static const struct
{
  const char *jq;
  const char *input;
  const char *output;
} cases[] = {
  { "${ .a.b }", "{'a':{'b':1}}", "1" },
  { ".", "{'a':1}", "{'a':1}" },
  { ".a[0]", "{'a':[7]}", "7" },
  { ".a + [\"x\"]", "{}", "['x']" },
  { ".a.b + [1, 2]", "{'a':{}}", "[1,2]" },
  { ".a == \"x\"", "{}", "false" },
  { ".a != \"x\"", "{}", "true" },
  { ".a == null", "{}", "true" },
  { ".a != null", "{'a':1}", "true" },
  { ".a < 3", "{}", "true" },
  { ".a < 3", "{'a':null}", "true" },
  { ".a >= 3", "{}", "false" },
  { "3 < .a", "{}", "false" },
  { "3 < .a", "{'a':4}", "true" },
  { ".a == .b", "{'a':1}", "false" },
  { ".a == .b", "{}", "true" },
  { ".a and .b", "{'a':1}", "false" },
  { ".a and .b == 2", "{'a':1,'b':2}", "true" },
  { ".a or .b", "{'b':'x'}", "true" },
  { ".a == 1 or .b == 1 and .c == 1", "{'a':1}", "true" },
  { "(.a | not) and true", "{'a':false}", "true" },
  { ".a // \"none\"", "{}", "'none'" },
  { ".a // \"none\"", "{'a':'x'}", "'x'" },
  { ".a // .b // .c // 4", "{'c':3}", "3" },
  { "(. | length) > 1", "[1,2]", "true" },
  { ".a | startswith(\"x\")", "{'a':'xy'}", "true" },
  { "\"a \\(.n) b\"", "{'n':5}", "'a 5 b'" },
  { "{ a: .x, \"b c\": [1, -2] }", "{'x':1}", "{'a':1,'b c':[1,-2]}" },
  { ".a * 2 - 1", "{'a':4}", "7" },
};

static void
test_translations_mean_the_same (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GpServerlessNames names = { .dot = "input" };
      g_autofree char *text = gp_serverless_jq_translate (cases[i].jq, &names);
      g_autoptr(GpExpr) expr = text != NULL ? gp_expr_parse (text, -1, NULL) : NULL;
      g_autoptr(GpExprValue) input = gp_test_value (cases[i].input);
      g_autoptr(GpExprValue) expected = gp_test_value (cases[i].output);
      const GpExprEnv env = { .lookup = lookup, .user_data = input };
      g_autoptr(GpExprValue) value = NULL;

      g_test_message ("%s is %s", cases[i].jq, text);
      g_assert_nonnull (expr);
      value = gp_expr_eval (expr, &env);
      g_assert_true (gp_expr_value_equal (value, expected));
    }
}

static void
test_names_are_ours (void)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  GpServerlessNames names = { .dot = "output", .error = "err", .index = "i", .items = items };
  static const struct
  {
    const char *jq;
    const char *ours;
  } known[] = {
    { "$err.status", "error.status" }, { "$i", "index" },           { "$pet.name", "pet.name" },
    { "$context.a", "vars.a" },        { "$input.a", "input.a" },   { ".id", "output.id" },
    { "$workflow.input.a", "trigger.input.a" },
  };

  g_ptr_array_add (items, (gpointer) "pet");
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = gp_serverless_jq_translate (known[i].jq, &names);

      g_assert_cmpstr (text, ==, known[i].ours);
    }
}

static void
test_the_rest_is_refused (void)
{
  static const char *const refused[] = {
    ".a | map(.b)", ". + { a: 1 }", "$secrets.x", "$unknown", ".a[]", "if .a then 1 else 2 end",
    ".a | test(\"x\")", "", "${ }", ".a ==", "(.a", "[.a", "{a: .b", "\"\\(.a\"", ".a < .b", "1.2.3",
    ".a = 1", "..", "@base64", ".a as $x | $x", "\"\xff\"",
  };
  const GpServerlessNames names = { .dot = "input" };
  g_autoptr(GString) deep = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *text = gp_serverless_jq_translate (refused[i], &names);

      g_assert_cmpstr (text, ==, NULL);
    }
  for (guint i = 0; i < 1000; i++)
    g_string_append_c (deep, '(');
  g_assert_null (gp_serverless_jq_translate (deep->str, &names));
}

/* @head, @n times @piece, @middle, and @n times @tail. */
static char *
repeat (const char *head,
        const char *piece,
        guint       n,
        const char *middle,
        const char *tail)
{
  GString *out = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (out, piece);
  g_string_append (out, middle);
  for (guint i = 0; i < n; i++)
    g_string_append (out, tail);
  return g_string_free (out, FALSE);
}

/* Neither the stack nor the memory is used up by what somebody else wrote. */
static void
test_what_grows_is_refused (void)
{
  static const struct
  {
    const char *head;
    const char *piece;
    guint n;
    const char *middle;
    const char *tail;
  } grown[] = {
    { "", ".a//", 100000, ".a", "" },     { "", "(", 38, ".a", "//1)" },
    { "", "(3 < ", 38, ".a", ")" },       { "", "(", 38, ".a", "|not)" },
    { "", ".a", 100000, "", "" },         { ".a", "[0]", 100000, "", "" },
    { "1", "+1", 100000, "", "" },        { "[1", ", 1", 100000, "]", "" },
    { "{a: 1", ", a: 1", 100000, "}", "" }, { "\"", "\\(.a)", 100000, "\"", "" },
    { ".a", " and .a", 100000, "", "" },
  };
  const GpServerlessNames names = { .dot = "input" };
  g_autofree char *long_name = g_strnfill (100000, 'a');
  g_autofree char *item = g_strdup_printf ("$%s.b", long_name);
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  const GpServerlessNames with_item = { .dot = "input", .items = items };

  for (gsize i = 0; i < G_N_ELEMENTS (grown); i++)
    {
      g_autofree char *jq = repeat (grown[i].head, grown[i].piece, grown[i].n, grown[i].middle,
                                    grown[i].tail);
      g_autofree char *text = gp_serverless_jq_translate (jq, &names);

      g_test_message ("%s", grown[i].piece);
      g_assert_null (text);
    }
  g_ptr_array_add (items, long_name);
  g_assert_null (gp_serverless_jq_translate (item, &with_item));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-jq/translations-mean-the-same",
                   test_translations_mean_the_same);
  g_test_add_func ("/data/serverless-jq/names-are-ours", test_names_are_ours);
  g_test_add_func ("/data/serverless-jq/the-rest-is-refused", test_the_rest_is_refused);
  g_test_add_func ("/data/serverless-jq/what-grows-is-refused", test_what_grows_is_refused);
  return g_test_run ();
}
