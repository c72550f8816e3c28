/* fuzz-expr.c — any bytes as an expression: a rule, or the filter of a request
 * SPDX-License-Identifier: Apache-2.0
 *
 * What parses prints to a text that parses to the same tree; it can be checked, evaluated, renamed
 * in and, where it is a sound condition, compiled to a query that finds the same rows. What does
 * not parse has problems inside its bytes. Proposals are made for it, and it is read as JSON. */

#include "config.h"

#include <string.h>

#include "gp-expr-check.h"
#include "gp-expr-complete.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-expr-printer.h"
#include "gp-expr-rename.h"
#include "gp-test-expr-rows.h"
#include "gp-test.h"

int LLVMFuzzerTestOneInput (const unsigned char *data, gsize size);

/* Made once, for all inputs. */
static struct
{
  GpDesign *design;
  GpExprScope *scope;
  GpTestRows *rows;
  GpExprValue *user;
} world;

/* Random numbers come from GLib's test framework, which a fuzzer does not start; they are always
 * the same, so that a finding can be found again. */
static void
start_random_numbers (void)
{
  char program[] = "fuzz-expr", seed[] = "--seed=R02S00000000000000000000000000000001";
  char *arguments[] = { program, seed, NULL };
  char **argv = arguments;
  int argc = 2;

  if (!g_test_initialized ())
    gp_test_init (&argc, &argv);
}

static void
make_world (void)
{
  const GpId *project;

  if (world.design != NULL)
    return;

  start_random_numbers ();
  world.design = gp_test_expr_design ();
  project = gp_test_expr_find (world.design, "project");
  world.scope = gp_expr_design_scope_new_rows (world.design, project, TRUE);
  world.rows = gp_test_rows_new (world.design, 3);
  world.user = gp_expr_value_from_json ("{\"id\": \"u1\", \"roles\": [\"editor\"]}", -1, NULL);
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  if (g_str_equal (name, "record") || g_str_equal (name, "new"))
    return gp_test_row_as_record (user_data);
  if (g_str_equal (name, "user"))
    return gp_expr_value_ref (world.user);
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (3600, 0);
  return NULL;
}

/* The query finds the row just where the evaluator says true. */
static void
compare (const GpExprQuery *query,
         GpExprMode         mode,
         const GpExprValue *value,
         GpTestRow         *row,
         const GpExprEnv   *env)
{
  GpTestQuery asked = { .rows = world.rows, .query = query, .env = env, .bound = { row } };
  gboolean is_true = gp_expr_value_is_true (value);
  gboolean is_false = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_BOOL && !is_true;
  const gboolean expected[] = { is_true, is_false, !is_true, !is_false };

  for (guint i = 1; i < gp_expr_query_get_n_rows (query) && i < G_N_ELEMENTS (asked.bound); i++)
    if (gp_expr_query_get_row (query, i)->kind == GP_EXPR_ROW_NEW)
      asked.bound[i] = row;
  if (gp_expr_query_get_n_rows (query) <= G_N_ELEMENTS (asked.bound))
    g_assert_true (gp_test_query_finds (&asked, gp_expr_query_get_root (query)) ==
                   expected[mode]);
}

static void
check_and_compile (const GpExpr      *expr,
                   const GpExprValue *value,
                   GpTestRow         *row,
                   const GpExprEnv   *env)
{
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, world.scope, NULL, NULL);
  gboolean ran_out = gp_expr_value_is_error (value) &&
                     gp_expr_value_get_problem (value)->code == GP_EXPR_ERROR_LIMIT;

  if (gp_expr_check_has_problems (check))
    return;

  for (GpExprMode mode = GP_EXPR_MODE_TRUE; mode <= GP_EXPR_MODE_NOT_FALSE; mode++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpExprQuery) query = gp_expr_compile (check, mode, &error);

      g_assert_true ((query == NULL) == (error != NULL));
      if (query != NULL && !ran_out)
        compare (query, mode, value, row, env);
    }
}

static void
rename_in (const char *text)
{
  static const char * const paths[] = { "project/name", "project/owner_id", "task", "admin" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *renamed = gp_expr_rename (text, world.scope,
                                                 gp_test_expr_find (world.design, paths[i]),
                                                 "new name");
      g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
      g_autoptr(GpExpr) expr = NULL;

      /* The names grow, so a limit may be passed. */
      if (renamed != NULL)
        expr = gp_expr_parse_with_problems (renamed, -1, problems);
      for (guint j = 0; j < problems->len; j++)
        g_assert_cmpint (((GpExprProblem *) problems->pdata[j])->code, ==, GP_EXPR_ERROR_LIMIT);
    }
}

static void
read_json (const char *data,
           gsize       size)
{
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (data, (gssize) size, NULL);
  g_autoptr(GpExprValue) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (value == NULL)
    return;

  written = gp_expr_value_to_json (value);
  again = gp_expr_value_from_json (written, -1, NULL);
  g_assert_nonnull (again);
  rewritten = gp_expr_value_to_json (again);
  g_assert_cmpstr (rewritten, ==, written);
  g_assert_true (gp_expr_value_equal (value, again));
}

/* Proposals at the end and in the middle. */
static void
complete_in (const char *data,
             gsize       size)
{
  g_autofree char *text = g_strndup (data, size);

  if (!g_utf8_validate_len (data, size, NULL))
    return;
  for (gsize i = 0; i < 2; i++)
    {
      gsize cursor = i == 0 ? size : size / 2;
      gsize start = 0;
      g_autoptr(GPtrArray) proposals = gp_expr_complete (text, cursor, world.scope, &start);

      g_assert_nonnull (proposals);
      g_assert_cmpuint (start, <=, cursor);
    }
}

static void
assert_problems (GPtrArray *problems,
                 gsize      size)
{
  g_assert_cmpuint (problems->len, >, 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const GpExprProblem *problem = problems->pdata[i];

      g_assert_cmpuint (problem->offset + problem->length, <=, size);
    }
}

int
LLVMFuzzerTestOneInput (const unsigned char *data,
                        gsize                size)
{
  g_autofree char *text = g_memdup2 (data, size);     /* so that reading past the end shows */
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExpr) again = NULL;
  g_autoptr(GpExprValue) value = NULL;
  g_autofree char *printed = NULL;
  GpExprEnv env = { .lookup = lookup, .max_steps = 5000 };

  make_world ();
  read_json (text != NULL ? text : "", size);
  complete_in (text != NULL ? text : "", size);
  expr = gp_expr_parse_with_problems (text != NULL ? text : "", (gssize) size, problems);
  if (expr == NULL)
    {
      assert_problems (problems, size);
      return 0;
    }

  printed = gp_expr_to_text (expr);
  again = gp_expr_parse (printed, -1, NULL);
  if (again != NULL)
    g_assert_true (gp_expr_node_equal (gp_expr_get_root (expr), gp_expr_get_root (again)));
  else
    g_assert_cmpuint (strlen (printed), >, GP_EXPR_MAX_BYTES);

  for (guint i = 0; i < world.rows->all->len; i++)
    if (gp_id_equal (&((GpTestRow *) world.rows->all->pdata[i])->entity,
                     gp_test_expr_find (world.design, "project")))
      {
        g_clear_pointer (&value, gp_expr_value_unref);
        env.user_data = world.rows->all->pdata[i];
        value = gp_expr_eval (expr, &env);
        check_and_compile (expr, value, env.user_data, &env);
      }
  rename_in (gp_expr_get_text (expr, NULL));
  return 0;
}
