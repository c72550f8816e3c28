/* test-edit-duplicate.c — copies stand on their own
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test.h"

static void
test_any_subset_can_be_duplicated (void)
{
  for (guint round = gp_random_rounds (60); round > 0; round--)
    {
      g_autoptr(GpDesign) design = gp_random_design (80);
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
      g_autoptr(GArray) copies = NULL;
      g_autoptr(GpChangeSet) duplicate = NULL;
      g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
      g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
      g_autoptr(GError) error = NULL;

      g_ptr_array_extend (entities, flows, NULL, NULL);
      for (guint i = 0; i < entities->len; i++)
        if (g_test_rand_int_range (0, 2) == 0)
          g_array_append_vals (ids, gp_element_get_id (entities->pdata[i]), 1);
      duplicate = gp_edit_duplicate (design, (GpId *) (void *) ids->data, ids->len, 20, 20, &copies,
                                     &error);
      g_assert_no_error (error);
      g_assert_cmpuint (copies->len, ==, ids->len);
      gp_design_apply (design, duplicate, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < ids->len; i++)
        g_assert_cmpuint (gp_design_count_children (design, &g_array_index (ids, GpId, i)), ==,
                          gp_design_count_children (design, &g_array_index (copies, GpId, i)));
    }
}

/* The copy's primary key is the copy's own field, not the original's. */
static void
test_inner_references_point_inside (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Copies");
  GpId id;
  g_autoptr(GpChangeSet) add =
    gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), "e", NULL, NULL, &id);
  g_autoptr(GpChangeSet) duplicate = NULL;
  g_autoptr(GArray) copies = NULL;
  const GpElement *copy;
  const GpId *keys;
  gsize n;

  g_assert_true (gp_design_apply (design, add, NULL));
  duplicate = gp_edit_duplicate (design, &id, 1, 0, 0, &copies, NULL);
  g_assert_true (gp_design_apply (design, duplicate, NULL));
  copy = gp_design_lookup (design, &g_array_index (copies, GpId, 0));
  keys = gp_element_get_refs (copy, GP_ENTITY_PRIMARY_KEY, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (gp_id_equal (gp_element_get_parent (gp_design_lookup (design, &keys[0])),
                              gp_element_get_id (copy)));
  g_assert_cmpstr (gp_element_get_name (copy), ==, "e_2");
}

/* No command makes two placements of one thing in one view, but a file may hold them. */
static void
test_what_is_placed_twice_is_copied_to_one_place (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Copies");
  const GpId *root = gp_design_get_root_id (design);
  GpId entity;
  GpId view;
  g_autoptr(GpChangeSet) add_entity = gp_edit_add (design, GP_KIND_ENTITY, root, "e", NULL, NULL,
                                                   &entity);
  g_autoptr(GpChangeSet) add_view = gp_edit_add (design, GP_KIND_VIEW, root, "v", NULL, NULL,
                                                 &view);
  g_autoptr(GpChangeSet) place = gp_change_set_new ("");
  g_autoptr(GpChangeSet) duplicate = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_design_apply (design, add_entity, NULL));
  g_assert_true (gp_design_apply (design, add_view, NULL));
  for (guint i = 0; i < 2; i++)
    {
      GpId id = gp_id_new ();
      g_autoptr(GpElement) placement = gp_element_new (GP_KIND_PLACEMENT, &id, &view, i);

      gp_element_set_ref (placement, GP_PLACEMENT_ELEMENT, &entity);
      gp_change_set_add (place, placement);
    }
  g_assert_true (gp_design_apply (design, place, NULL));

  duplicate = gp_edit_duplicate (design, &entity, 1, 20, 20, NULL, NULL);
  gp_design_apply (design, duplicate, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_count_children (design, &view), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/edit-duplicate/any-subset-can-be-duplicated",
                   test_any_subset_can_be_duplicated);
  g_test_add_func ("/model/edit-duplicate/inner-references-point-inside",
                   test_inner_references_point_inside);
  g_test_add_func ("/model/edit-duplicate/what-is-placed-twice-is-copied-to-one-place",
                   test_what_is_placed_twice_is_copied_to_one_place);
  return g_test_run ();
}
