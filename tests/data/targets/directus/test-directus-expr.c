/* test-directus-expr.c — conditions as filters of Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * That a server finds the same records as the evaluator is tried by
 * tests/e2e/test-directus-access.py. */
#include "config.h"
#include "gp-directus-expr.h"

#include "directus-condition.h"
#include "gp-directus-filter.h"

static void
test_compounds (void)
{
  static const ConditionCase cases[] = {
    { "record.archived && record.name == 'a'",
      "{\"_and\":[{\"archived\":{\"_eq\":true}},{\"name\":{\"_eq\":\"a\"}}]}" },
    { "!(record.archived || record.budget < 2)",
      "{\"_and\":[{\"archived\":{\"_eq\":false}},{\"budget\":{\"_gte\":2}}]}" },
    { "record.archived || true", GP_DIRECTUS_ALL },
    { "record.archived && 1 / 0 == 1", GP_DIRECTUS_NONE },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_SOMEBODY, GP_DIRECTUS_STORED);
}

/* Anything but a single test within _some or _none would let everybody see everything. */
static void
test_searches_have_one_test (void)
{
  static const ConditionCase cases[] = {
    { "record.task.exists(t, t.done)", "{\"task\":{\"_some\":{\"done\":{\"_eq\":true}}}}" },
    { "!record.task.exists(t, t.done)",
      "{\"_and\":[{\"task\":{\"_none\":{\"done\":{\"_null\":true}}}},"
      "{\"task\":{\"_none\":{\"done\":{\"_eq\":true}}}}]}" },
    { "record.task.exists(t, t.done || t.points > 1)",
      "{\"_or\":[{\"task\":{\"_some\":{\"done\":{\"_eq\":true}}}},"
      "{\"task\":{\"_some\":{\"points\":{\"_gt\":1}}}}]}" },
    { "record.task.exists(t, true)",
      "{\"task\":{\"_some\":{\"project_id\":{\"_nnull\":true}}}}" },
    { "record.task.exists(t, false)", GP_DIRECTUS_NONE },
    { "record.task.exists(t, t.done && t.points > 1)", NULL },
    { "record.task.exists(t, t.title == record.name)", NULL },
    { "record.task.exists(t, t.task.exists(u, u.done))", NULL },
    { "record.owner.task__reviewer_id.exists(t, t.done)", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_SOMEBODY, GP_DIRECTUS_STORED);
}

static gboolean
may_search_nothing (const GpId *entity,
                    gpointer    user_data)
{
  return FALSE;
}

/* Directus would look only at what the caller may read. */
static void
test_searches_need_all_records (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new_rows (
    design, gp_test_expr_find (design, "project"), FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse ("record.task.exists(t, t.done)", -1, &error);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, problems);
  g_autoptr(GpExprQuery) query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, &error);
  GpDirectusExpr printer = { .design = design, .may_search = may_search_nothing };
  g_autofree char *filter = NULL;
  gsize offset, length;

  g_assert_no_error (error);
  filter = gp_directus_expr_print (&printer, query, &error);
  g_assert_null (filter);
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
  g_assert_true (gp_expr_error_get_position (error, &offset, &length));
  g_assert_cmpuint (offset + length, ==, strlen ("record.task.exists(t, t.done)"));
}

static void
test_stored_and_written_are_apart (void)
{
  static const ConditionCase stored[] = {
    { "record.archived && new.status == 'open'",
      "{\"_and\":[{\"archived\":{\"_eq\":true}},{\"status\":{\"_eq\":\"open\"}}]}" },
    { "record.archived || new.status == 'open'", NULL },
  };
  static const ConditionCase updated[] = {
    { "record.archived", GP_DIRECTUS_ALL },
    { "record.archived && new.status == 'open'",
      "{\"_and\":[{\"status\":{\"_eq\":\"open\"}},{\"status\":{\"_nnull\":true}}]}" },
    { "record.archived || new.status == 'open'", NULL },
  };

  condition_try (stored, G_N_ELEMENTS (stored), BY_SOMEBODY, GP_DIRECTUS_STORED);
  condition_try (updated, G_N_ELEMENTS (updated), BY_SOMEBODY, GP_DIRECTUS_UPDATED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-expr/compounds", test_compounds);
  g_test_add_func ("/data/directus-expr/searches-have-one-test", test_searches_have_one_test);
  g_test_add_func ("/data/directus-expr/searches-need-all-records",
                   test_searches_need_all_records);
  g_test_add_func ("/data/directus-expr/stored-and-written-are-apart",
                   test_stored_and_written_are_apart);
  return g_test_run ();
}
