/* test-access-paint.c — cells of the matrix are set, and the rules follow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-paint.h"
#include "gp-test-access.h"
#include "gp-test.h"

static const char *const actions[] = { "create", "read", "update", "delete" };

static GpAccessStroke
stroke (GpDesign   *design,
        const char *role,
        const char *action)
{
  return (GpAccessStroke) { *gp_test_access_find (design, GP_KIND_ENTITY, "note"),
                            *gp_test_access_find (design, GP_KIND_ROLE, role), action };
}

static void
paint (GpDesign      *design,
       const char    *role,
       const char    *action,
       GpAccessPaint  state)
{
  GpAccessStroke one = stroke (design, role, action);
  g_autoptr(GArray) strokes = g_array_new (FALSE, FALSE, sizeof one);
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;

  g_array_append_val (strokes, one);
  changes = gp_access_paint (design, strokes, state);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
}

static GpAccessCell
look (GpDesign   *design,
      const char *role,
      const char *action)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (access);
  GpAccessCell cell = { 0 };

  for (guint s = 0; s < gp_access_matrix_n_subjects (matrix); s++)
    for (guint r = 0; r < gp_access_matrix_n_roles (matrix); r++)
      for (guint a = 0; a < gp_access_matrix_n_actions (matrix); a++)
        if (g_str_equal (gp_element_get_name (gp_access_matrix_get_subject (matrix, s)), "note")
            && g_str_equal (gp_element_get_name (gp_access_matrix_get_role (matrix, r)), role)
            && g_str_equal (gp_access_matrix_get_action (matrix, a), action))
          cell = *gp_access_matrix_get (matrix, s, r, a);
  cell.rules = NULL;
  return cell;
}

static void
test_states (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);

  paint (design, "reader", "read", GP_ACCESS_PAINT_GRANT);
  g_assert_cmpint (look (design, "reader", "read").state, ==, GP_ACCESS_CELL_ALL);
  paint (design, "reader", "read", GP_ACCESS_PAINT_FORBID);
  g_assert_cmpint (look (design, "reader", "read").state, ==, GP_ACCESS_CELL_NONE);
  g_assert_cmpuint (look (design, "reader", "read").flags & GP_ACCESS_CELL_FORBID, !=, 0);
  paint (design, "reader", "read", GP_ACCESS_PAINT_GRANT);
  g_assert_cmpint (look (design, "reader", "read").state, ==, GP_ACCESS_CELL_ALL);
  g_assert_cmpuint (look (design, "reader", "read").flags & GP_ACCESS_CELL_FORBID, ==, 0);
  paint (design, "reader", "read", GP_ACCESS_PAINT_NONE);
  g_assert_cmpint (look (design, "reader", "read").state, ==, GP_ACCESS_CELL_NONE);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_RULE), ==, 0);
}

/* A grant with a condition stays as narrow as it is, and the others go on. */
static void
test_never_widens (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);

  gp_test_access_rule (design, "grant", "reader", "read update", "record.owner == user.id", NULL);
  paint (design, "reader", "read", GP_ACCESS_PAINT_GRANT);
  g_assert_cmpint (look (design, "reader", "read").state, ==, GP_ACCESS_CELL_SOME);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_RULE), ==, 1);
  paint (design, "reader", "delete", GP_ACCESS_PAINT_GRANT);
  g_assert_cmpint (look (design, "reader", "delete").state, ==, GP_ACCESS_CELL_ALL);
  g_assert_cmpint (look (design, "reader", "update").state, ==, GP_ACCESS_CELL_SOME);
  paint (design, "reader", "read", GP_ACCESS_PAINT_NONE);
  g_assert_cmpint (look (design, "reader", "read").state, ==, GP_ACCESS_CELL_NONE);
  g_assert_cmpint (look (design, "reader", "update").state, ==, GP_ACCESS_CELL_SOME);
}

/* A forbid with a condition is not undone by a grant. */
static void
test_keeps_exceptions (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);

  gp_test_access_rule (design, "forbid", "reader", "delete", "record.status == 'closed'", NULL);
  paint (design, "reader", "delete", GP_ACCESS_PAINT_GRANT);
  g_assert_cmpint (look (design, "reader", "delete").state, ==, GP_ACCESS_CELL_SOME);
  g_assert_cmpuint (look (design, "reader", "delete").flags & GP_ACCESS_CELL_FORBID, !=, 0);
}

/* A rule whose actions nobody has chosen yet is not lost to a stroke beside it. */
static void
test_keeps_what_was_begun (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId begun = gp_test_access_rule (design, "grant", "reader", "read", "record.points > 1", NULL);

  gp_test_access_set (design, &begun, GP_RULE_ACTIONS, gp_value_none ());
  paint (design, "reader", "delete", GP_ACCESS_PAINT_GRANT);
  paint (design, "reader", "delete", GP_ACCESS_PAINT_NONE);
  g_assert_nonnull (gp_design_lookup (design, &begun));
  g_assert_cmpint (look (design, "reader", "delete").state, ==, GP_ACCESS_CELL_NONE);
}

/* Space goes around: after three steps a cell is as it was. */
static void
test_cycle (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);

  for (guint i = 0; i < 6; i++)
    {
      static const GpAccessPaint expected[] = { GP_ACCESS_PAINT_GRANT, GP_ACCESS_PAINT_FORBID,
                                                GP_ACCESS_PAINT_NONE };
      GpAccessCell cell = look (design, "writer", "update");
      GpAccessPaint next = gp_access_paint_next (&cell);

      g_assert_cmpint (next, ==, expected[i % 3]);
      paint (design, "writer", "update", next);
    }
}

/* Whatever is painted: the cells say so, other cells are as they were, and undo brings all back. */
static void
test_strokes (void)
{
  static const char *const roles[] = { "reader", "member", "anybody" };

  for (guint run = 0; run < 40; run++)
    {
      g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
      g_autoptr(GpDesign) before = NULL;
      g_autoptr(GArray) strokes = g_array_new (FALSE, FALSE, sizeof (GpAccessStroke));
      g_autoptr(GpChangeSet) changes = NULL;
      g_autoptr(GpChangeSet) back = NULL;
      GpAccessPaint state = g_test_rand_int_range (0, 3);
      guint painted[3] = { 0 };

      for (guint i = 0; i < 4; i++)
        gp_test_access_rule (design, g_test_rand_bit () ? "grant" : "forbid",
                             roles[g_test_rand_int_range (0, 3)],
                             g_test_rand_bit () ? "read update" : "create delete",
                             g_test_rand_bit () ? "record.points > 1" : NULL, NULL);
      before = gp_design_copy (design);
      for (guint i = 0; i < 6; i++)
        {
          guint role = g_test_rand_int_range (0, 3), action = g_test_rand_int_range (0, 4);
          GpAccessStroke one = stroke (design, roles[role], actions[action]);

          painted[role] |= 1u << action;
          g_array_append_val (strokes, one);
        }

      changes = gp_access_paint (design, strokes, state);
      g_assert_true (gp_design_apply (design, changes, NULL));
      for (guint role = 0; role < 3; role++)
        for (guint action = 0; action < 4; action++)
          {
            g_autoptr(GPtrArray) rules = gp_design_list (design, GP_KIND_RULE);
            gboolean grants = FALSE, forbids = FALSE;

            for (guint i = 0; i < rules->len; i++)
              {
                gsize n;
                const char *const *names = gp_element_get_texts (rules->pdata[i], GP_RULE_ACTIONS,
                                                                 &n);
                const GpId *who = gp_element_get_ref (rules->pdata[i], GP_RULE_ROLE);

                if (!gp_id_equal (who, gp_test_access_find (design, GP_KIND_ROLE, roles[role]))
                    || !g_strv_contains (names, actions[action]))
                  continue;
                if (gp_element_is (rules->pdata[i], GP_RULE_EFFECT, "forbid"))
                  forbids = forbids || !gp_element_has (rules->pdata[i], GP_RULE_CONDITION);
                else
                  grants = TRUE;
              }
            if ((painted[role] & 1u << action) == 0)
              continue;
            g_assert_cmpint (forbids, ==, state == GP_ACCESS_PAINT_FORBID);
            if (state != GP_ACCESS_PAINT_FORBID)
              g_assert_cmpint (grants, ==, state == GP_ACCESS_PAINT_GRANT);
          }

      back = gp_change_set_invert (changes);
      g_assert_true (gp_design_apply (design, back, NULL));
      g_assert_true (gp_design_equal (design, before));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-paint/states", test_states);
  g_test_add_func ("/model/access-paint/never-widens", test_never_widens);
  g_test_add_func ("/model/access-paint/keeps-exceptions", test_keeps_exceptions);
  g_test_add_func ("/model/access-paint/keeps-what-was-begun", test_keeps_what_was_begun);
  g_test_add_func ("/model/access-paint/cycle", test_cycle);
  g_test_add_func ("/model/access-paint/strokes", test_strokes);

  return g_test_run ();
}
