/* test-access-lights.c — each cell tells who cannot enforce it
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-access-lights.h"

#include "gp-test-access.h"
#include "gp-test.h"

static const GpAccessCell *
cell_of (const GpAccessMatrix *matrix,
         const char           *role,
         const char           *action,
         guint                *out_role)
{
  guint subject = 0, a = 0;

  *out_role = 0;
  while (!g_str_equal (gp_element_get_name (gp_access_matrix_get_subject (matrix, subject)),
                       "note"))
    subject++;
  while (!g_str_equal (gp_element_get_name (gp_access_matrix_get_role (matrix, *out_role)), role))
    (*out_role)++;
  while (!g_str_equal (gp_access_matrix_get_action (matrix, a), action))
    a++;
  return gp_access_matrix_get (matrix, subject, *out_role, a);
}

static void
test_what_cannot_be_enforced_is_told (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId id = gp_test_access_rule (design, "grant", "reader", "read update", "record.points > 1",
                                 NULL);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessMatrix) matrix = NULL;
  g_autoptr(GpAccessLights) lights = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *words = NULL;
  const GpAccessLight *light;
  guint reader, member;
  const GpAccessCell *cell;

  gp_test_access_rule (design, "grant", "reader", "create", NULL, NULL);
  access = gp_access_new (design);
  matrix = gp_access_matrix_new (access);
  lights = gp_access_lights_new (access, gp_test_access_enforcers);
  cell = cell_of (matrix, "reader", "read", &reader);
  list = gp_access_lights_list (lights, cell, "read");
  g_assert_cmpuint (list->len, ==, 1);
  light = list->pdata[0];
  g_assert_true (gp_id_equal (&light->rule->id, &id));
  words = gp_access_lights_describe (lights, light);
  g_assert_true (g_str_has_prefix (words, "Plainbase: "));
  g_assert_true (g_str_has_suffix (words, "grants nothing there: there are no conditions"));

  g_clear_pointer (&list, g_ptr_array_unref);
  cell = cell_of (matrix, "reader", "create", &reader);
  list = gp_access_lights_list (lights, cell, "create");
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_cmpuint (gp_access_lights_count (lights, matrix, reader, gp_test_access_enforcers[0]),
                    ==, 2);
  cell_of (matrix, "member", "read", &member);
  g_assert_cmpuint (gp_access_lights_count (lights, matrix, member, gp_test_access_enforcers[0]),
                    ==, 0);
}

static void
test_nobody_enforces_nothing (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessLights) lights = gp_access_lights_new (access, NULL);

  g_assert_null (gp_access_lights_get_enforcers (lights)[0]);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-lights/what-cannot-be-enforced-is-told",
                   test_what_cannot_be_enforced_is_told);
  g_test_add_func ("/model/access-lights/nobody-enforces-nothing", test_nobody_enforces_nothing);

  return g_test_run ();
}
