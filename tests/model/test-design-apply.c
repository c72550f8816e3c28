/* test-design-apply.c — what a design refuses, and that it names the place
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test.h"

#include <string.h>

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const GpId *parent,
     const char *name)
{
  GpId id;
  g_autoptr(GpChangeSet) changes = gp_edit_add (design, kind, parent, name, NULL, NULL, &id);
  g_autoptr(GError) error = NULL;

  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  return id;
}

static void
expect_refusal (GpDesign      *design,
                GpChangeSet   *changes,
                GpDesignError  code,
                const char    *names)
{
  g_autoptr(GpDesign) before = gp_design_copy (design);
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_design_apply (design, changes, &error));
  g_assert_error (error, GP_DESIGN_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, names));
  gp_assert_design_equal (before, design);
}

static void
test_names_are_unique_among_siblings (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Names");
  const GpId *root = gp_design_get_root_id (design);
  GpId a = add (design, GP_KIND_ENTITY, root, "clinic");
  GpId b = add (design, GP_KIND_ENTITY, root, "patient");
  g_autoptr(GpChangeSet) rename = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) swap = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) schema = gp_change_set_new (NULL);

  gp_change_set_set (rename, gp_design_lookup (design, &b), GP_ENTITY_NAME,
                     gp_value_text ("clinic"));
  expect_refusal (design, rename, GP_DESIGN_ERROR_NAME, "clinic");

  /* Judged at the end: two may swap their names. */
  gp_change_set_set (swap, gp_design_lookup (design, &a), GP_ENTITY_NAME,
                     gp_value_text ("patient"));
  gp_change_set_set (swap, gp_design_lookup (design, &b), GP_ENTITY_NAME, gp_value_text ("clinic"));
  g_assert_true (gp_design_apply (design, swap, NULL));

  /* Another schema is another table. */
  gp_change_set_set (schema, gp_design_lookup (design, &a), GP_ENTITY_SCHEMA,
                     gp_value_text ("old"));
  gp_change_set_set (schema, gp_design_lookup (design, &a), GP_ENTITY_NAME,
                     gp_value_text ("clinic"));
  g_assert_true (gp_design_apply (design, schema, NULL));
}

static void
test_removing_what_is_referred_to (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "References");
  const GpId *root = gp_design_get_root_id (design);
  GpId domain = add (design, GP_KIND_DOMAIN, root, "Booking");
  GpId entity = add (design, GP_KIND_ENTITY, root, "clinic");
  g_autoptr(GpChangeSet)
               own = gp_edit_set (design, &entity, GP_ENTITY_DOMAIN, gp_value_id (&domain), NULL);
  g_autoptr(GpChangeSet) remove = gp_change_set_new (NULL);

  g_assert_true (gp_design_apply (design, own, NULL));
  gp_change_set_remove (remove, gp_design_lookup (design, &domain));
  expect_refusal (design, remove, GP_DESIGN_ERROR_REFERENCE, "clinic");
}

static void
test_wrong_places (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Places");
  const GpId *root = gp_design_get_root_id (design);
  GpId flow = add (design, GP_KIND_FLOW, root, "nightly");
  GpId outer = add (design, GP_KIND_STEP, &flow, "outer");
  GpId inner = add (design, GP_KIND_STEP, &outer, "inner");
  GpId id = gp_id_new ();
  g_autoptr(GpElement) field = gp_element_new (GP_KIND_FIELD, &id, &flow, 1);
  g_autoptr(GpChangeSet) wrong = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) circle = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) parent = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) root_gone = gp_change_set_new (NULL);

  gp_change_set_add (wrong, field);
  expect_refusal (design, wrong, GP_DESIGN_ERROR_PARENT, "flow");
  gp_change_set_move (circle, gp_design_lookup (design, &outer), &inner, 1);
  expect_refusal (design, circle, GP_DESIGN_ERROR_PARENT, "outer");
  gp_change_set_remove (parent, gp_design_lookup (design, &outer));
  expect_refusal (design, parent, GP_DESIGN_ERROR_CHILDREN, "outer");
  gp_change_set_remove (root_gone, gp_design_get_root (design));
  expect_refusal (design, root_gone, GP_DESIGN_ERROR_PARENT, "");
}

static void
test_reference_to_a_wrong_kind (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Kinds");
  const GpId *root = gp_design_get_root_id (design);
  GpId role = add (design, GP_KIND_ROLE, root, "doctor");
  GpId entity = add (design, GP_KIND_ENTITY, root, "clinic");
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  gp_change_set_set (changes, gp_design_lookup (design, &entity), GP_ENTITY_DOMAIN,
                     gp_value_id (&role));
  expect_refusal (design, changes, GP_DESIGN_ERROR_REFERENCE, "role");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/design-apply/names-are-unique-among-siblings",
                   test_names_are_unique_among_siblings);
  g_test_add_func ("/model/design-apply/removing-what-is-referred-to",
                   test_removing_what_is_referred_to);
  g_test_add_func ("/model/design-apply/wrong-places", test_wrong_places);
  g_test_add_func ("/model/design-apply/reference-to-a-wrong-kind", test_reference_to_a_wrong_kind);
  return g_test_run ();
}
