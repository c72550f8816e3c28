/* test-access-matrix.c — what each role may do
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-matrix.h"

#include "gp-test-access.h"
#include "gp-test.h"

static const GpAccessCell *
get (const GpAccessMatrix *matrix,
     const char           *role,
     const char           *action)
{
  guint subject = 0, r = 0, a = 0;

  while (!g_str_equal (gp_element_get_name (gp_access_matrix_get_subject (matrix, subject)),
                       "note"))
    subject++;
  while (!g_str_equal (gp_element_get_name (gp_access_matrix_get_role (matrix, r)), role))
    r++;
  while (!g_str_equal (gp_access_matrix_get_action (matrix, a), action))
    a++;
  return gp_access_matrix_get (matrix, subject, r, a);
}

static void
check (const char *effect,
       const char *role,
       const char *condition,
       const char *written,
       gboolean    scoped,
       const char *asked,
       const char *action,
       int         state,
       guint       flags)
{
  g_autoptr(GpDesign) design = gp_test_access_design (scoped);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessMatrix) matrix = NULL;
  const GpAccessCell *cell;

  gp_test_access_rule (design, effect, role, "read update", condition, written);
  if (g_str_equal (effect, "forbid"))
    gp_test_access_rule (design, "grant", role, "read update", NULL, NULL);
  access = gp_access_new (design);
  matrix = gp_access_matrix_new (access);
  cell = get (matrix, asked, action);
  g_assert_cmpint ((int) cell->state, ==, state);
  g_assert_cmphex (cell->flags, ==, flags);
}

static void
test_cells (void)
{
  check ("grant", "reader", NULL, NULL, FALSE, "reader", "read", GP_ACCESS_CELL_ALL, 0);
  check ("grant", "reader", "true", NULL, FALSE, "reader", "read", GP_ACCESS_CELL_ALL, 0);
  check ("grant", "reader", NULL, NULL, FALSE, "reader", "delete", GP_ACCESS_CELL_NONE, 0);
  check ("grant", "reader", NULL, NULL, FALSE, "writer", "read", GP_ACCESS_CELL_ALL,
         GP_ACCESS_CELL_INHERITED);
  check ("grant", "writer", NULL, NULL, FALSE, "reader", "read", GP_ACCESS_CELL_NONE, 0);
  check ("grant", "member", NULL, NULL, FALSE, "reader", "read", GP_ACCESS_CELL_ALL,
         GP_ACCESS_CELL_INHERITED);
  check ("grant", "member", NULL, NULL, FALSE, "anybody", "read", GP_ACCESS_CELL_NONE, 0);
  check ("grant", "reader", "record.points > 1", NULL, FALSE, "reader", "read",
         GP_ACCESS_CELL_SOME, 0);
  check ("grant", "reader", NULL, NULL, TRUE, "reader", "read", GP_ACCESS_CELL_SOME,
         GP_ACCESS_CELL_TENANT);
  check ("grant", "reader", NULL, "new.points > 1", FALSE, "reader", "update", GP_ACCESS_CELL_SOME,
         GP_ACCESS_CELL_CHECK);
  check ("grant", "reader", NULL, "new.points > 1", FALSE, "reader", "read", GP_ACCESS_CELL_ALL, 0);
  check ("grant", "reader", "record.nothing", NULL, FALSE, "reader", "read", GP_ACCESS_CELL_NONE,
         GP_ACCESS_CELL_BROKEN);
  check ("forbid", "reader", NULL, NULL, FALSE, "reader", "read", GP_ACCESS_CELL_NONE,
         GP_ACCESS_CELL_FORBID);
  check ("forbid", "reader", "record.points > 1", NULL, FALSE, "reader", "read",
         GP_ACCESS_CELL_SOME, GP_ACCESS_CELL_FORBID);
}

static void
test_fields (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "grant", "reader", "read", NULL, NULL);
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  GpId secret = *gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD, "secret"));
  GpId owner = *gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD, "owner"));
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessMatrix) matrix = NULL;

  gp_test_access_fields (design, &rule, "except", "secret");
  access = gp_access_new (design);
  matrix = gp_access_matrix_new (access);
  g_assert_cmphex (get (matrix, "reader", "read")->flags, ==, GP_ACCESS_CELL_COLUMNS);
  g_assert_true (gp_access_matrix_has_field (matrix, 1, 0, 1, &owner));
  g_assert_false (gp_access_matrix_has_field (matrix, 1, 0, 1, &secret));
  g_assert_false (gp_access_matrix_has_field (matrix, 1, 0, 0, &owner));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-matrix/cells", test_cells);
  g_test_add_func ("/model/access-matrix/fields", test_fields);

  return g_test_run ();
}
