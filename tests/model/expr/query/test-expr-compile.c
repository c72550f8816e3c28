/* test-expr-compile.c — from a checked expression to a query
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-test.h"
#include "gp-test-expr-conditions.h"
#include "gp-test-expr-rows.h"

/* Variables of a request, and the row that is asked about. */
typedef struct
{
  GpExprValue *request;
  GpTestRow *row;
} Asked;

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  Asked *asked = user_data;

  if (g_str_equal (name, "record"))
    return gp_test_row_as_record (asked->row);
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (3600, 0);
  return gp_expr_lookup_in_value (name, asked->request);
}

static const char * const requests[] = {
  "{\"user\": {}, \"request\": {\"action\": \"read\"}}",
  "{\"user\": {\"id\": \"u1\", \"roles\": []}, \"request\": {\"action\": \"read\"}}",
  "{\"user\": {\"id\": \"a\", \"roles\": [\"a\", \"editor\"], \"tenant\": \"u1\","
  " \"email\": \"x@x\", \"claims\": {}}, \"request\": {\"action\": \"update\"}}",
  "{\"user\": {\"id\": \"u2\", \"roles\": [\"admin\", \"b\"], \"tenant\": \"u2\","
  " \"email\": \"y\", \"claims\": {\"region\": \"eu\"}}, \"request\": {}}",
};

/* In each mode the query finds just the rows that the evaluator says. */
static void
assert_agrees (const char        *text,
               GpExprQuery *const queries[4],
               GpTestRows        *rows,
               GpExprValue       *request)
{
  GpId project = *gp_test_expr_find (rows->design, "project");

  for (guint i = 0; i < rows->all->len; i++)
    {
      GpTestRow *row = rows->all->pdata[i];
      Asked asked = { request, row };
      GpExprEnv env = { .lookup = lookup, .user_data = &asked };
      g_autoptr(GpExprValue) value = NULL;
      gboolean is_true, is_false;

      if (!gp_id_equal (&row->entity, &project))
        continue;
      value = gp_expr_eval (gp_expr_query_get_expr (queries[0]), &env);
      is_true = gp_expr_value_is_true (value);
      is_false = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_BOOL && !is_true;

      for (GpExprMode mode = GP_EXPR_MODE_TRUE; mode <= GP_EXPR_MODE_NOT_FALSE; mode++)
        {
          const gboolean expected[] = { is_true, is_false, !is_true, !is_false };
          GpTestQuery query = { .rows = rows, .query = queries[mode], .env = &env,
                                .bound = { row } };

          if (gp_test_query_finds (&query, gp_expr_query_get_root (queries[mode])) !=
              expected[mode])
            {
              g_autofree char *shown = gp_expr_value_to_text (value);
              g_autofree char *tree = gp_expr_query_to_text (queries[mode]);

              g_error ("%s is %s for row %u, mode %d; the query is %s", text, shown, i, mode, tree);
            }
        }
    }
}

static void
compile_and_compare (GpDesign    *design,
                     GpExprScope *scope,
                     const char  *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, &error);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = NULL;
  GpExprQuery *queries[4];
  GpTestRows *rows;

  g_assert_no_error (error);
  check = gp_expr_check_new (expr, scope, NULL, problems);
  if (problems->len > 0)
    g_error ("%s: %s", text, ((GpExprProblem *) problems->pdata[0])->message);

  for (GpExprMode mode = GP_EXPR_MODE_TRUE; mode <= GP_EXPR_MODE_NOT_FALSE; mode++)
    {
      queries[mode] = gp_expr_compile (check, mode, &error);
      if (error != NULL)
        g_error ("%s: %s", text, error->message);
    }

  rows = gp_test_rows_new (design, 6);
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr(GpExprValue) request = gp_expr_value_from_json (requests[i], -1, NULL);

      assert_agrees (text, queries, rows, request);
    }
  gp_test_rows_free (rows);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    gp_expr_query_free (queries[i]);
}

static void
test_atoms_find_what_is_so (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);

  for (gsize i = 0; i < 3 * gp_test_expr_n_atoms (); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      gp_test_expr_append_atom (text, i % gp_test_expr_n_atoms ());
      compile_and_compare (design, scope, text->str);
    }
}

static void
test_conditions_find_what_is_so (void)
{
  const char *rounds = g_getenv ("GP_TEST_ROUNDS");
  guint n_rounds = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : 500;
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      gp_test_expr_append_condition (text);
      compile_and_compare (design, scope, text->str);
    }
}

/* What a query cannot say is refused, and the part is named. */
static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    GpExprError code;
    gsize offset;
  } cases[] = {
    { "record.archived && record.name.matches('a')", GP_EXPR_ERROR_REFUSED, 19 },
    { "record.budget + 1.0 > 2.0", GP_EXPR_ERROR_REFUSED, 0 },
    { "record.created.getHours() == 1", GP_EXPR_ERROR_REFUSED, 0 },
    { "record.meta.a == 1", GP_EXPR_ERROR_REFUSED, 0 },
    { "record.meta == null", GP_EXPR_ERROR_REFUSED, 99 },
    { "record.task.exists_one(t, t.done)", GP_EXPR_ERROR_REFUSED, 0 },
    { "record.task.filter(t, t.done).exists(t, t.done)", GP_EXPR_ERROR_REFUSED, 0 },
    { "record.task.map(t, t.title)[0] == 'a'", GP_EXPR_ERROR_REFUSED, 0 },
    { "record.tags.exists(t, t == 'a')", GP_EXPR_ERROR_REFUSED, 0 },
    { "size(record.task) > 1", GP_EXPR_ERROR_REFUSED, 5 },
    { "record.name in record.tags", GP_EXPR_ERROR_REFUSED, 0 },
    { "record.task[0].done", GP_EXPR_ERROR_REFUSED, 0 },
    { "string(record.budget) == '1'", GP_EXPR_ERROR_REFUSED, 0 },
    { "(record.archived ? record.name : 'x') == 'a'", GP_EXPR_ERROR_REFUSED, 1 },
    { "record.name == record.name + 'a'", GP_EXPR_ERROR_REFUSED, 15 },
    { "record.name", GP_EXPR_ERROR_TYPE, 0 },
    { "record.nome == 'a'", GP_EXPR_ERROR_TYPE, 0 },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExpr) expr = gp_expr_parse (cases[i].text, -1, NULL);
      g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GpExprQuery) query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, &error);
      gsize offset;

      if (cases[i].offset == 99)
        {
          g_assert_no_error (error);
          continue;
        }
      g_test_message ("%s", cases[i].text);
      g_assert_null (query);
      g_assert_true (g_error_matches (error, GP_EXPR_ERROR, (int) cases[i].code));
      g_assert_true (gp_expr_error_get_position (error, &offset, NULL));
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
}

static void
test_growth_is_bounded (void)
{
  g_autoptr(GString) text = g_string_new ("record.archived");
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), TRUE);
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprCheck) check = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 25; i++)
    {
      g_string_prepend_c (text, '(');
      g_string_append (text, " ? record.archived : !record.archived)");
    }
  expr = gp_expr_parse (text->str, -1, &error);
  g_assert_no_error (error);
  check = gp_expr_check_new (expr, scope, NULL, NULL);
  g_assert_null (gp_expr_compile (check, GP_EXPR_MODE_TRUE, &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_LIMIT);
}

static void
test_rows (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), TRUE);
  g_autoptr(GpExpr) expr = gp_expr_parse ("new.name == record.name && new.task.all(t, t.done)", -1,
                                          NULL);
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, NULL);
  g_autoptr(GpExprQuery) query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, NULL);
  const GpExprQueryRow *child;

  g_assert_cmpuint (gp_expr_query_get_n_rows (query), ==, 3);
  g_assert_cmpint (gp_expr_query_get_row (query, 0)->kind, ==, GP_EXPR_ROW_RECORD);
  g_assert_cmpint (gp_expr_query_get_row (query, 1)->kind, ==, GP_EXPR_ROW_NEW);
  child = gp_expr_query_get_row (query, 2);
  g_assert_cmpint (child->kind, ==, GP_EXPR_ROW_CHILD);
  g_assert_true (gp_id_equal (&child->entity, gp_test_expr_find (design, "task")));
  g_assert_true (gp_id_equal (&child->child_field, gp_test_expr_find (design, "task/project_id")));
  g_assert_cmpuint (child->parent_key.row, ==, 1);
  g_assert_true (gp_id_equal (&child->parent_key.field, gp_test_expr_find (design, "project/id")));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-compile/atoms-find-what-is-so", test_atoms_find_what_is_so);
  g_test_add_func ("/model/expr-compile/conditions-find-what-is-so",
                   test_conditions_find_what_is_so);
  g_test_add_func ("/model/expr-compile/refusals-name-the-part", test_refusals);
  g_test_add_func ("/model/expr-compile/growth-is-bounded", test_growth_is_bounded);
  g_test_add_func ("/model/expr-compile/rows", test_rows);
  return g_test_run ();
}
