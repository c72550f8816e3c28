/* test-expr-design-rename.c — a new name in all expressions of a design
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-edit.h"
#include "gp-expr-check.h"
#include "gp-expr-design-rename.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-test.h"
#include "gp-test-expr-rows.h"

static const char * const conditions[] = {
  "record.name == 'a' && record.owner.email != record.lead_ref.email",
  "has(record.owner.age) || has(record.name) || has(record.status)",
  "record.task.exists(t, t.title == record.name && t.reviewer.active)",
  "record.owner.task__reviewer_id.all(t, t.project.owner.boss.age > 1)",
  "record['name'] == record.owner['email'] || 'admin' in user.roles",
  "record.status in ['open', 'done'] && record.owner_id == user.id",
  "record.lead_ref.project__owner_id.exists(p, p.archived && p.lead == record.lead)",
  "record.task.all(name, name.parent_id_ref.points == name.points) // record.name",
};

static const char * const paths[] = {
  "person", "person/email", "person/age", "person/boss_id", "person/active", "project",
  "project/name", "project/owner_id", "project/status", "project/lead", "project/archived", "task",
  "task/project_id", "task/title", "task/reviewer_id", "task/points", "task/parent_id", "admin",
};

static const char * const new_names[] = {
  "fresh", "fresh_id", "two words", "owner", "task", "name", "boss", "project", "task_id", "in",
  "owner_id_ref", "it's x", "lead_ref", "name_id", "\303\244", "reviewer",
};

/* Sets or renames something, which must work. */
static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) owned = changes;
  g_autoptr(GError) error = NULL;

  gp_design_apply (design, owned, &error);
  g_assert_no_error (error);
}

static GpId
add_rule (GpDesign   *design,
          const char *condition)
{
  g_autoptr(GError) error = NULL;
  GpId rule;

  apply (design, gp_edit_add (design, GP_KIND_RULE, gp_test_expr_find (design, "project"), NULL,
                              NULL, NULL, &rule));
  apply (design, gp_edit_set (design, &rule, GP_RULE_CONDITION, gp_value_text (condition), &error));
  g_assert_no_error (error);
  return rule;
}

typedef struct
{
  GpTestRow *row;
  GpExprValue *user;
} Asked;

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  Asked *asked = user_data;

  if (g_str_equal (name, "record"))
    return gp_test_row_as_record (asked->row);
  return gp_expr_value_ref (asked->user);
}

/* What the rule's condition comes to on every row, as one text. */
static char *
ask_all (GpTestRows *rows,
         const GpId *rule)
{
  const GpElement *element = gp_design_lookup (rows->design, rule);
  const char *text = gp_element_get_text (element, GP_RULE_CONDITION);
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new (rows->design, rule, GP_RULE_CONDITION);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExpr) expr = gp_expr_parse_with_problems (text, -1, problems);
  g_autoptr(GpExprCheck) check = NULL;
  g_autoptr(GString) answers = g_string_new (NULL);
  GpExprValue *role = gp_expr_value_new_string ("nobody", -1);
  g_autoptr(GpExprValue) user = gp_expr_value_new_object (
    "id", gp_expr_value_new_string ("u1", -1), "roles", gp_expr_value_new_list (&role, 1), NULL);

  if (expr != NULL)
    check = gp_expr_check_new (expr, scope, NULL, problems);
  if (problems->len > 0)
    g_error ("%s: %s", text, ((GpExprProblem *) problems->pdata[0])->message);

  for (guint i = 0; i < rows->all->len; i++)
    {
      Asked asked = { rows->all->pdata[i], user };
      GpExprEnv env = { .lookup = lookup, .user_data = &asked };
      g_autoptr(GpExprValue) value = NULL;

      if (!gp_id_equal (&asked.row->entity, gp_element_get_parent (element)))
        continue;
      value = gp_expr_eval (expr, &env);
      g_string_append_c (answers, gp_expr_value_is_error (value)  ? 'e'
                                  : gp_expr_value_is_true (value) ? 't' : 'f');
    }
  return g_string_free (g_steal_pointer (&answers), FALSE);
}

/* A reference field that is called like another plus "_ref" leaves the other without a name. */
static gboolean
is_beyond_names (const char *path,
                 const char *new_name)
{
  return g_str_has_suffix (new_name, "_ref") &&
         (g_str_has_suffix (path, "_id") || g_str_has_suffix (path, "lead"));
}

/* Renaming anything to anything changes no answer. */
static void
test_meaning_stays (void)
{
  for (int i = 0; i < 3000; i++)
    {
      g_autoptr(GpDesign) design = gp_test_expr_design ();
      const char *path = paths[g_test_rand_int_range (0, G_N_ELEMENTS (paths))];
      const char *name = new_names[g_test_rand_int_range (0, G_N_ELEMENTS (new_names))];
      const char *condition = conditions[g_test_rand_int_range (0, G_N_ELEMENTS (conditions))];
      GpId rule = add_rule (design, condition);
      GpTestRows *rows = gp_test_rows_new (design, 5);
      g_autofree char *before = ask_all (rows, &rule);
      g_autofree char *after = NULL;
      g_autoptr(GError) error = NULL;
      GpChangeSet *changes = gp_edit_rename (design, gp_test_expr_find (design, path), name,
                                             &error);

      g_assert_no_error (error);
      /* A sibling may have the name. */
      if (!is_beyond_names (path, name) && gp_design_apply (design, changes, NULL))
        {
          after = ask_all (rows, &rule);
          if (!g_str_equal (before, after))
            g_error ("%s renamed to %s: %s became %s: %s, then %s", path, name, condition,
                     gp_element_get_text (gp_design_lookup (design, &rule), GP_RULE_CONDITION),
                     before, after);
        }
      gp_change_set_unref (changes);
      gp_test_rows_free (rows);
    }
}

static void
test_every_kind_of_holder (void)
{
  static const char * const presets[] = { "name", "record.name", "status", "'open'" };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  GpId rule = add_rule (design, "new.name == record.name");
  const GpId *project = gp_test_expr_find (design, "project");
  GpId check, sql;
  g_autoptr(GError) error = NULL;
  const char *const *texts;
  gsize n;

  apply (design, gp_edit_set (design, &rule, GP_RULE_PRESETS, gp_value_texts (presets, 4), &error));
  apply (design, gp_edit_add (design, GP_KIND_CHECK, project, NULL, NULL, NULL, &check));
  apply (design, gp_edit_set (design, &check, GP_CHECK_EXPRESSION,
                              gp_value_text ("size(record.name) > 1"), &error));
  apply (design, gp_edit_add (design, GP_KIND_CHECK, project, NULL, NULL, NULL, &sql));
  apply (design, gp_edit_set (design, &sql, GP_CHECK_EXPRESSION, gp_value_text ("record.name"),
                              &error));
  apply (design, gp_edit_set (design, &sql, GP_CHECK_LANGUAGE, gp_value_text ("sql"), &error));
  apply (design, gp_edit_rename (design, gp_test_expr_find (design, "project/name"), "zone",
                                 &error));
  g_assert_no_error (error);

  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &rule), GP_RULE_CONDITION), ==,
                   "new.zone == record.zone");
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &check), GP_CHECK_EXPRESSION),
                   ==, "size(record.zone) > 1");
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &sql), GP_CHECK_EXPRESSION), ==,
                   "record.name");
  texts = gp_element_get_texts (gp_design_lookup (design, &rule), GP_RULE_PRESETS, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (texts[0], ==, "status");
  g_assert_cmpstr (texts[2], ==, "zone");
  g_assert_cmpstr (texts[3], ==, "record.zone");
}

static void
test_steps (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  GpId inner = *gp_test_expr_find (design, "notify/each/inner");
  g_autoptr(GError) error = NULL;

  apply (design, gp_edit_set (design, &inner, GP_STEP_IF,
                              gp_value_text ("steps.fetch.output > line.price"), &error));
  apply (design, gp_edit_rename (design, gp_test_expr_find (design, "notify/fetch"), "load",
                                 &error));
  g_assert_no_error (error);
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &inner), GP_STEP_IF), ==,
                   "steps.load.output > line.price");
}

static void
test_records (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  const GpId *project = gp_test_expr_find (design, "project");
  g_autoptr(GpChangeSet) changes = gp_change_set_new ("Test");
  g_autoptr(GError) error = NULL;
  GpId fixture;

  apply (design, gp_edit_add (design, GP_KIND_FIXTURE, project, "One", NULL, NULL, &fixture));
  apply (design, gp_edit_set (design, &fixture, GP_FIXTURE_RECORD,
                              gp_value_text ("{\"status\": \"open\", \"name\": \"status\"}"),
                              &error));
  g_assert_no_error (error);
  gp_expr_design_rename_choice (design, gp_test_expr_find (design, "project/status"), "open",
                                "started", changes);
  g_assert_true (gp_design_apply (design, changes, NULL));
  apply (design, gp_edit_rename (design, gp_test_expr_find (design, "project/status"), "state",
                                 &error));
  g_assert_no_error (error);
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &fixture), GP_FIXTURE_RECORD),
                   ==, "{\"state\": \"started\", \"name\": \"status\"}");
}

static void
test_choices (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  GpId rule = add_rule (design, "record.status != 'open'");
  g_autoptr(GpChangeSet) changes = gp_change_set_new ("Test");
  g_autoptr(GError) error = NULL;

  gp_expr_design_rename_choice (design, gp_test_expr_find (design, "project/status"), "open",
                                "started", changes);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &rule), GP_RULE_CONDITION), ==,
                   "record.status != 'started'");
}

/* Setting the list of values does the same where one of them is written anew, not where values
 * come, go or change places. */
static void
test_edited_values (void)
{
  static const struct
  {
    const char *values[4];
    gsize n;
    const char *expected;
  } cases[] = {
    { { "draft", "begun", "done" }, 3, "record.status != 'begun'" },
    { { "draft", "done", "open" }, 3, "record.status != 'open'" },
    { { "draft", "done" }, 2, "record.status != 'open'" },
    { { "draft", "open", "held", "done" }, 4, "record.status != 'open'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_test_expr_design ();
      GpId rule = add_rule (design, "record.status != 'open'");
      g_autoptr(GError) error = NULL;

      apply (design, gp_edit_set (design, gp_test_expr_find (design, "project/status"),
                                  GP_FIELD_VALUES, gp_value_texts (cases[i].values, cases[i].n),
                                  &error));
      g_assert_no_error (error);
      g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &rule), GP_RULE_CONDITION),
                       ==, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-design-rename/meaning-stays", test_meaning_stays);
  g_test_add_func ("/model/expr-design-rename/every-kind-of-holder", test_every_kind_of_holder);
  g_test_add_func ("/model/expr-design-rename/steps", test_steps);
  g_test_add_func ("/model/expr-design-rename/records", test_records);
  g_test_add_func ("/model/expr-design-rename/choices", test_choices);
  g_test_add_func ("/model/expr-design-rename/edited-values", test_edited_values);
  return g_test_run ();
}
