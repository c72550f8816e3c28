/* test-design-order.c — ranks, paths and the hash
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-design.h"
#include "gp-edit.h"
#include "gp-test.h"

static GpId
add_field (GpDesign   *design,
           const GpId *entity,
           const char *name,
           const GpId *after)
{
  g_autoptr(GError) error = NULL;
  GpId id;
  g_autoptr(GpChangeSet) changes = gp_edit_add_field (design, entity, name, after, &id, &error);

  g_assert_no_error (error);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  return id;
}

static GpId
add_entity (GpDesign   *design,
            const char *name)
{
  GpId id;
  g_autoptr(GpChangeSet) changes =
    gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, NULL, NULL, &id);

  g_assert_true (gp_design_apply (design, changes, NULL));
  return id;
}

/* Right behind the same field, so often that halving runs out of bits: order holds all the same. */
static void
test_there_is_always_room (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Room");
  GpId entity = add_entity (design, "e");
  GpId first = add_field (design, &entity, "first", NULL);
  GpId last = add_field (design, &entity, "last", NULL);
  GpId newest = last;

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%d", i);

      newest = add_field (design, &entity, name, &first);
      g_assert_true (
        gp_id_equal (gp_element_get_id (gp_design_peek_child (design, &entity, 1)), &first));
      g_assert_true (
        gp_id_equal (gp_element_get_id (gp_design_peek_child (design, &entity, 2)), &newest));
    }
  g_assert_true (
    gp_id_equal (gp_element_get_id (gp_design_peek_child (design, &entity, 202)), &last));
}

static void
test_path_is_made_of_names (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Paths");
  GpId entity = add_entity (design, "patient");
  GpId field = add_field (design, &entity, "email", NULL);
  g_autofree char *path = gp_design_dup_path (design, &field);
  g_autofree char *root = gp_design_dup_path (design, gp_design_get_root_id (design));

  g_assert_cmpstr (path, ==, "patient.email");
  g_assert_cmpstr (root, ==, "");
}

static void
test_hash_is_of_the_meaning (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Hash");
  GpId entity = add_entity (design, "patient");
  g_autofree char *before = gp_design_dup_hash (design);
  g_autofree char *with_note = NULL, *renamed = NULL, *back = NULL;
  g_autoptr(GpChangeSet) note =
    gp_edit_add (design, GP_KIND_NOTE, gp_design_get_root_id (design), NULL, NULL, NULL, NULL);
  g_autoptr(GpChangeSet) rename = NULL, undo = NULL;

  g_assert_true (gp_design_apply (design, note, NULL));
  with_note = gp_design_dup_hash (design);
  g_assert_cmpstr (with_note, ==, before);

  rename = gp_edit_rename (design, &entity, "person", NULL);
  undo = gp_change_set_invert (rename);
  g_assert_true (gp_design_apply (design, rename, NULL));
  renamed = gp_design_dup_hash (design);
  g_assert_cmpstr (renamed, !=, before);
  g_assert_true (gp_design_apply (design, undo, NULL));
  back = gp_design_dup_hash (design);
  g_assert_cmpstr (back, ==, before);
}

static void
test_hash_of_a_part (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Hash");
  GpId one = add_entity (design, "one"), other = add_entity (design, "other");
  g_autofree char *before = gp_design_dup_part_hash (design, &one);
  g_autofree char *beside = NULL, *inside = NULL;
  g_autoptr(GpChangeSet) rename = gp_edit_rename (design, &other, "another", NULL);
  g_autoptr(GpChangeSet) field = NULL;

  g_assert_true (gp_design_apply (design, rename, NULL));
  beside = gp_design_dup_part_hash (design, &one);
  g_assert_cmpstr (beside, ==, before);
  field = gp_edit_add (design, GP_KIND_FIELD, &one, "name", NULL, NULL, NULL);
  g_assert_true (gp_design_apply (design, field, NULL));
  inside = gp_design_dup_part_hash (design, &one);
  g_assert_cmpstr (inside, !=, before);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/design-order/there-is-always-room", test_there_is_always_room);
  g_test_add_func ("/model/design-order/path-is-made-of-names", test_path_is_made_of_names);
  g_test_add_func ("/model/design-order/hash-is-of-the-meaning", test_hash_is_of_the_meaning);
  g_test_add_func ("/model/design-order/hash-of-a-part", test_hash_of_a_part);
  return g_test_run ();
}
