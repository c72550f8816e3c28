/* test-edit.c — what people do to a design is valid and can be undone
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test-design.h"
#include "gp-test.h"

static GpDesign *
new_design (void)
{
  return gp_design_new (NULL, "Edited");
}

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
test_new_entity_has_a_key (void)
{
  g_autoptr(GpDesign) design = new_design ();
  GpId id = add_entity (design, NULL);
  const GpElement *entity = gp_design_lookup (design, &id), *key;
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  g_assert_cmpstr (gp_element_get_name (entity), ==, "entity");
  g_assert_cmpuint (n, ==, 1);
  key = gp_design_lookup (design, &keys[0]);
  g_assert_cmpstr (gp_element_get_name (key), ==, "id");
  g_assert_true (gp_element_is (key, GP_FIELD_TYPE, "uuid"));
  id = add_entity (design, NULL);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &id)), ==, "entity_2");
}

static void
test_relation_makes_field_and_index (void)
{
  g_autoptr(GpDesign) design = new_design ();
  GpId order = add_entity (design, "orders"), clinic = add_entity (design, "clinics"), field;
  const GpElement *made;
  g_autoptr(GPtrArray) indexes = NULL;

  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &field, NULL));
  made = gp_design_lookup (design, &field);
  g_assert_cmpstr (gp_element_get_name (made), ==, "clinic_id");
  g_assert_true (gp_id_equal (gp_element_get_ref (made, GP_FIELD_REFERENCE), &clinic));
  indexes = gp_design_list_children (design, &order, GP_KIND_INDEX);
  g_assert_cmpuint (indexes->len, ==, 1);
  g_assert_cmpstr (gp_element_get_name (indexes->pdata[0]), ==, "orders_clinic_id_idx");

  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &field, NULL));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &field)), ==, "clinic_id_2");
  gp_test_change (design, gp_edit_add_relation (design, &clinic, &clinic, &field, NULL));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &field)), ==, "parent_clinic_id");
}

static void
test_place_makes_and_moves (void)
{
  g_autoptr(GpDesign) design = new_design ();
  GpId view;
  GpEditPlace place = { .element = add_entity (design, "a"), .at = { 10, 20 }, .pinned = TRUE };
  const GpElement *placement;

  g_assert_null (gp_edit_find_view (design, "data"));
  gp_test_change (design, gp_edit_add (design, GP_KIND_VIEW, gp_design_get_root_id (design), "All",
                                       NULL, NULL, &view));
  g_assert_nonnull (gp_edit_find_view (design, "data"));
  gp_test_change (design, gp_edit_place (design, &view, &place, 1, "Moved a"));
  place.at.x = 30;
  gp_test_change (design, gp_edit_place (design, &view, &place, 1, "Moved a"));
  placement = gp_edit_placement (design, &view, &place.element);
  g_assert_cmpfloat (gp_element_get_point (placement, GP_PLACEMENT_AT)->x, ==, 30);
  g_assert_true (gp_element_get_bool (placement, GP_PLACEMENT_PINNED));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_PLACEMENT), ==, 1);
}

static void
test_new_design_has_views (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design (NULL);

  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (design)), !=, "");
  g_assert_nonnull (gp_edit_find_view (design, "data"));
  g_assert_nonnull (gp_edit_find_view (design, "flows"));
  g_assert_nonnull (gp_edit_find_view (design, "access"));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_TARGET), ==, 1);
}

static void
test_set_refuses_what_does_not_fit (void)
{
  g_autoptr(GpDesign) design = new_design ();
  GpId id = add_entity (design, "a"), other = add_entity (design, "b");
  g_autofree char *long_line = g_strnfill (10001, 'n');
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_edit_set (design, &id, GP_ENTITY_NAME, gp_value_text (long_line), &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_null (gp_edit_set (design, &id, GP_ENTITY_RETENTION, gp_value_text ("long"), &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_null (gp_edit_set (design, &id, GP_ENTITY_NAME, gp_value_none (), &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME);
  g_clear_error (&error);
  g_assert_null (gp_edit_set (design, &other, GP_ROLE_NAME, gp_value_text ("x"), &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE);
}

static void
test_reorder_puts_it_there (void)
{
  g_autoptr(GpDesign) design = new_design ();
  GpId entity = add_entity (design, "e");
  GpId fields[8];

  for (int i = 0; i < 8; i++)
    gp_test_change (design, gp_edit_add_field (design, &entity, NULL, NULL, &fields[i], NULL));
  for (int i = 0; i < 300; i++)
    {
      int what = g_test_rand_int_range (0, 8), behind = g_test_rand_int_range (-1, 8);
      const GpElement *child, *before = NULL;

      if (what == behind)
        continue;
      gp_test_change (design, gp_edit_reorder (design, &fields[what], &entity,
                                               behind < 0 ? NULL : &fields[behind], NULL));
      for (gsize c = 0; (child = gp_design_peek_child (design, &entity, c)) != NULL; c++)
        {
          if (gp_id_equal (gp_element_get_id (child), &fields[what]))
            break;
          before = child;
        }
      g_assert_true (behind < 0 ? before == NULL
                                : gp_id_equal (gp_element_get_id (before), &fields[behind]));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/edit/new-entity-has-a-key", test_new_entity_has_a_key);
  g_test_add_func ("/model/edit/relation-makes-field-and-index",
                   test_relation_makes_field_and_index);
  g_test_add_func ("/model/edit/place-makes-and-moves", test_place_makes_and_moves);
  g_test_add_func ("/model/edit/new-design-has-views", test_new_design_has_views);
  g_test_add_func ("/model/edit/set-refuses-what-does-not-fit", test_set_refuses_what_does_not_fit);
  g_test_add_func ("/model/edit/reorder-puts-it-there", test_reorder_puts_it_there);
  return g_test_run ();
}
