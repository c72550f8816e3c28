/* test-junction.c — entities that stand between two others
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-junction.h"
#include "gp-test-design.h"
#include "gp-test.h"

static GpId
add_entity (GpDesign   *design,
            const char *name)
{
  GpId id;

  gp_test_change (design, gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name,
                                       NULL, NULL, &id));
  return id;
}

static void
test_a_junction_refers_twice (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "shop");
  GpId film = add_entity (design, "film");
  GpId actor = add_entity (design, "actor");
  GpId between = add_entity (design, "film_actor");
  const GpElement *entity = gp_design_lookup (design, &between);
  GpId ends[2];

  gp_test_change (design, gp_edit_add_relation (design, &between, &film, NULL, NULL));
  g_assert_false (gp_junction_find_ends (design, entity, ends));
  gp_test_change (design, gp_edit_add_relation (design, &between, &actor, NULL, NULL));
  entity = gp_design_lookup (design, &between);
  g_assert_true (gp_junction_find_ends (design, entity, ends));
  g_assert_true (gp_id_equal (&ends[0], &film));
  g_assert_true (gp_id_equal (&ends[1], &actor));

  /* What something refers to is more than a line. */
  gp_test_change (design, gp_edit_add_relation (design, &film, &between, NULL, NULL));
  g_assert_false (gp_junction_find_ends (design, gp_design_lookup (design, &between), ends));
}

static void
test_a_field_of_its_own_makes_it_more (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "shop");
  GpId film = add_entity (design, "film");
  GpId actor = add_entity (design, "actor");
  GpId between = add_entity (design, "film_actor");
  GpId fields[2];

  gp_test_change (design, gp_edit_add_relation (design, &between, &film, &fields[0], NULL));
  gp_test_change (design, gp_edit_add_relation (design, &between, &actor, &fields[1], NULL));
  for (guint i = 0; i < 2; i++)
    gp_test_change (design, gp_edit_set (design, &fields[i], GP_FIELD_NULLABLE,
                                         gp_value_bool (FALSE), NULL));
  g_assert_true (gp_junction_is_pure (design, gp_design_lookup (design, &between)));
  gp_test_change (design, gp_edit_set (design, &fields[0], GP_FIELD_NULLABLE, gp_value_bool (TRUE),
                                       NULL));
  g_assert_false (gp_junction_is_pure (design, gp_design_lookup (design, &between)));
  gp_test_change (design, gp_edit_set (design, &fields[0], GP_FIELD_NULLABLE, gp_value_bool (FALSE),
                                       NULL));
  gp_test_change (design, gp_edit_add_field (design, &between, "part", NULL, NULL, NULL));
  g_assert_false (gp_junction_is_pure (design, gp_design_lookup (design, &between)));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/junction/a-junction-refers-twice", test_a_junction_refers_twice);
  g_test_add_func ("/model/junction/a-field-of-its-own-makes-it-more",
                   test_a_field_of_its_own_makes_it_more);
  return g_test_run ();
}
