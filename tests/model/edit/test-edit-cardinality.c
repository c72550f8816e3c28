/* test-edit-cardinality.c — how many refer to how many is said and changed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit-relate.h"
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

/* Gives @entity a key of two fields. */
static void
widen_key (GpDesign   *design,
           const GpId *entity)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (gp_design_lookup (design, entity),
                                          GP_ENTITY_PRIMARY_KEY, &n);
  GpId both[2] = { keys[0] };

  gp_test_change (design, gp_edit_add_field (design, entity, "part", NULL, &both[1], NULL));
  gp_test_change (design, gp_edit_set (design, entity, GP_ENTITY_PRIMARY_KEY,
                                       gp_value_ids (both, 2), NULL));
}

/* Every cardinality can be set from every other one, and is then what is read. */
static void
check_all (GpDesign   *design,
           const GpId *relation)
{
  for (guint from = 0; from < 4; from++)
    for (guint to = 0; to < 4; to++)
      {
        GpCardinality now;

        gp_test_change (design, gp_edit_set_cardinality (design, relation, from, NULL));
        g_assert_true (gp_edit_get_cardinality (design, relation, &now));
        g_assert_cmpint (now, ==, from);
        gp_test_change (design, gp_edit_set_cardinality (design, relation, to, NULL));
        g_assert_true (gp_edit_get_cardinality (design, relation, &now));
        g_assert_cmpint (now, ==, to);
      }
}

static void
test_every_change (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Counted");
  GpId order = add_entity (design, "orders"), clinic = add_entity (design, "clinics"), id;
  GpCardinality now;

  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &id, NULL));
  g_assert_true (gp_edit_get_cardinality (design, &id, &now));
  g_assert_cmpint (now, ==, GP_CARDINALITY_MANY_TO_OPTIONAL);
  check_all (design, &id);

  widen_key (design, &clinic);
  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &id, NULL));
  g_assert_nonnull (gp_design_lookup_kind (design, &id, GP_KIND_FOREIGN_KEY));
  check_all (design, &id);
}

static void
test_key_stays_a_key (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Counted");
  GpId order = add_entity (design, "orders"), clinic = add_entity (design, "clinics"), id;
  g_autoptr(GError) error = NULL;
  GpCardinality now;

  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &id, NULL));
  gp_test_change (design, gp_edit_set_cardinality (design, &id, GP_CARDINALITY_MANY_TO_ONE, NULL));
  gp_test_change (design, gp_edit_set (design, &order, GP_ENTITY_PRIMARY_KEY, gp_value_ids (&id, 1),
                                       NULL));
  g_assert_true (gp_edit_get_cardinality (design, &id, &now));
  g_assert_cmpint (now, ==, GP_CARDINALITY_ONE_TO_ONE);
  g_assert_null (gp_edit_set_cardinality (design, &id, GP_CARDINALITY_MANY_TO_ONE, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_null (gp_edit_make_many (design, &id, NULL, NULL, NULL, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE);
}

static void
test_relation_becomes_many_to_many (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Counted");
  GpId order = add_entity (design, "orders"), clinic = add_entity (design, "clinics"), id, made;
  gsize n_fields = gp_design_count (design, GP_KIND_FIELD);

  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &id, NULL));
  gp_test_change (design, gp_edit_make_many (design, &id, NULL, NULL, &made, NULL));
  g_assert_null (gp_design_lookup (design, &id));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FIELD), ==, n_fields + 2);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_INDEX), ==, 0);

  /* A composite reference takes its fields along. */
  widen_key (design, &clinic);
  n_fields = gp_design_count (design, GP_KIND_FIELD);
  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &id, NULL));
  gp_test_change (design, gp_edit_make_many (design, &id, NULL, NULL, &made, NULL));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FIELD), ==, n_fields + 3);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FOREIGN_KEY), ==, 1);
}

static void
test_what_is_no_relation (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Counted");
  GpId order = add_entity (design, "orders");
  g_autoptr(GError) error = NULL;
  GpCardinality now;

  g_assert_false (gp_edit_get_cardinality (design, &order, &now));
  g_assert_null (gp_edit_set_cardinality (design, &order, GP_CARDINALITY_ONE_TO_ONE, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/edit-cardinality/every-change", test_every_change);
  g_test_add_func ("/model/edit-cardinality/key-stays-a-key", test_key_stays_a_key);
  g_test_add_func ("/model/edit-cardinality/becomes-many-to-many",
                   test_relation_becomes_many_to_many);
  g_test_add_func ("/model/edit-cardinality/what-is-no-relation", test_what_is_no_relation);

  return g_test_run ();
}
