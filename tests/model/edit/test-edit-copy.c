/* test-edit-copy.c — what is copied arrives whole, with ids of its own and nothing dangling
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit-copy.h"
#include "gp-edit-relate.h"
#include "gp-random.h"
#include "gp-test-design.h"
#include "gp-test.h"

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const char *name,
     const GpId *view,
     double      x)
{
  GpPoint at = { x, 0 };
  GpId id;

  gp_test_change (design, gp_edit_add (design, kind, gp_design_get_root_id (design), name, view,
                                       view != NULL ? &at : NULL, &id));
  return id;
}

static const GpElement *
find (GpDesign   *design,
      GpKind      kind,
      const char *name)
{
  return gp_design_find_child (design, gp_design_get_root_id (design), kind, name);
}

static void
test_relations_among_copies (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Copied");
  GpId view = *gp_element_get_id (gp_edit_find_view (design, "data"));
  GpId order = add (design, GP_KIND_ENTITY, "orders", &view, 100);
  GpId clinic = add (design, GP_KIND_ENTITY, "clinics", &view, 500);
  GpId both[2] = { order, clinic }, field;
  GpEditPaste paste = { .view = view, .dx = 10, .dy = 20 };
  g_autoptr(GpChangeSet) copied = NULL;
  g_autoptr(GArray) made = NULL;
  const GpElement *copy, *key;
  GpPoint from, to;
  guint dropped;

  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &field, NULL));
  copied = gp_edit_copy (design, both, 2, &view);
  g_assert_true (gp_edit_copy_get_bounds (copied, &from, &to));
  g_assert_cmpfloat (from.x, ==, 100);
  g_assert_cmpfloat (to.x, ==, 500);

  gp_test_change (design, gp_edit_paste (design, copied, &paste, &made, &dropped, NULL));
  g_assert_cmpuint (made->len, ==, 2);
  g_assert_cmpuint (dropped, ==, 0);
  copy = find (design, GP_KIND_ENTITY, "orders_2");
  key = gp_design_find_child (design, gp_element_get_id (copy), GP_KIND_FIELD, "clinic_id");
  g_assert_true (gp_id_equal (gp_element_get_ref (key, GP_FIELD_REFERENCE),
                              gp_element_get_id (find (design, GP_KIND_ENTITY, "clinics_2"))));
  copy = gp_edit_placement (design, &view, gp_element_get_id (copy));
  g_assert_cmpfloat (gp_element_get_point (copy, GP_PLACEMENT_AT)->x, ==, 110);
  g_assert_cmpfloat (gp_element_get_point (copy, GP_PLACEMENT_AT)->y, ==, 20);

  /* Once more: names go on, and nothing of the first copy is touched. */
  gp_test_change (design, gp_edit_paste (design, copied, &paste, NULL, NULL, NULL));
  g_assert_nonnull (find (design, GP_KIND_ENTITY, "orders_3"));
}

static void
test_references_to_what_is_elsewhere (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Here");
  g_autoptr(GpDesign) other = gp_edit_new_design ("There");
  GpId order = add (design, GP_KIND_ENTITY, "orders", NULL, 0);
  GpId clinic = add (design, GP_KIND_ENTITY, "clinics", NULL, 0);
  GpId field;
  GpEditPaste paste = { 0 };
  g_autoptr(GpChangeSet) copied = NULL;
  const GpElement *copy;
  guint dropped;

  gp_test_change (design, gp_edit_add_relation (design, &order, &clinic, &field, NULL));
  copied = gp_edit_copy (design, &order, 1, NULL);

  gp_test_change (design, gp_edit_paste (design, copied, &paste, NULL, &dropped, NULL));
  copy = find (design, GP_KIND_ENTITY, "orders_2");
  copy = gp_design_find_child (design, gp_element_get_id (copy), GP_KIND_FIELD, "clinic_id");
  g_assert_true (gp_id_equal (gp_element_get_ref (copy, GP_FIELD_REFERENCE), &clinic));
  g_assert_cmpuint (dropped, ==, 0);

  gp_test_change (other, gp_edit_paste (other, copied, &paste, NULL, &dropped, NULL));
  copy = find (other, GP_KIND_ENTITY, "orders");
  copy = gp_design_find_child (other, gp_element_get_id (copy), GP_KIND_FIELD, "clinic_id");
  g_assert_null (gp_element_get_ref (copy, GP_FIELD_REFERENCE));
  g_assert_cmpuint (dropped, ==, 1);
}

static void
test_what_cannot_be_without_goes (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Here");
  g_autoptr(GpDesign) other = gp_edit_new_design ("There");
  GpId order = add (design, GP_KIND_ENTITY, "orders", NULL, 0);
  GpId role = add (design, GP_KIND_ROLE, "clerk", NULL, 0);
  GpId rule = gp_id_new ();
  g_autoptr(GpElement) element = gp_element_new (GP_KIND_RULE, &rule, &order, 50);
  GpChangeSet *changes = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) copied = NULL;
  GpEditPaste paste = { 0 };
  guint dropped;

  gp_element_set_ref (element, GP_RULE_ROLE, &role);
  gp_change_set_add (changes, element);
  gp_test_change (design, changes);
  copied = gp_edit_copy (design, &order, 1, NULL);
  gp_test_change (other, gp_edit_paste (other, copied, &paste, NULL, &dropped, NULL));
  g_assert_cmpuint (gp_design_count (other, GP_KIND_RULE), ==, 0);
  g_assert_cmpuint (dropped, ==, 1);
}

/* A comment on a test of an entity that is not here: the test goes first, the comment after it,
 * when it was already about to be pasted. Steps are called by their names, so what is copied along
 * with one is looked at again. */
static void
test_what_goes_takes_others_along (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Here");
  g_autoptr(GpDesign) other = gp_edit_new_design ("There");
  const GpId *root = gp_design_get_root_id (design);
  GpId order = add (design, GP_KIND_ENTITY, "orders", NULL, 0);
  GpId ids[] = { gp_id_new (), gp_id_new (), add (design, GP_KIND_FLOW, "nightly", NULL, 0) };
  GpId step_id = gp_id_new ();
  g_autoptr(GpElement) step = gp_element_new (GP_KIND_STEP, &step_id, &ids[2], 1);
  g_autoptr(GpElement) comment = gp_element_new (GP_KIND_COMMENT, &ids[0], root, 1);
  g_autoptr(GpElement) test = gp_element_new (GP_KIND_TEST, &ids[1], root, 1);
  GpChangeSet *changes = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) copied = NULL;
  GpEditPaste paste = { 0 };
  guint dropped;

  gp_element_set_text (comment, GP_COMMENT_TEXT, "Why this one?");
  gp_element_set_ref (comment, GP_COMMENT_ABOUT, &ids[1]);
  gp_element_set_ref (test, GP_TEST_SUBJECT, &order);
  gp_element_set_text (step, GP_STEP_NAME, "wait");
  gp_change_set_add (changes, step);
  gp_change_set_add (changes, test);
  gp_change_set_add (changes, comment);
  gp_test_change (design, changes);

  copied = gp_edit_copy (design, ids, G_N_ELEMENTS (ids), NULL);
  gp_test_change (other, gp_edit_paste (other, copied, &paste, NULL, &dropped, NULL));
  g_assert_cmpuint (dropped, ==, 2);
  g_assert_cmpuint (gp_design_count (other, GP_KIND_TEST), ==, 0);
  g_assert_cmpuint (gp_design_count (other, GP_KIND_COMMENT), ==, 0);
  g_assert_cmpuint (gp_design_count (other, GP_KIND_STEP), ==, 1);
}

static void
test_domains_take_their_members (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Here");
  g_autoptr(GpDesign) other = gp_edit_new_design ("There");
  GpId order = add (design, GP_KIND_ENTITY, "orders", NULL, 0);
  GpId sales = add (design, GP_KIND_DOMAIN, "Sales", NULL, 0);
  g_autoptr(GpChangeSet) copied = NULL;
  GpEditPaste paste = { 0 };

  gp_test_change (design, gp_edit_set (design, &order, GP_ENTITY_DOMAIN, gp_value_id (&sales),
                                       NULL));
  copied = gp_edit_copy (design, &sales, 1, NULL);
  gp_test_change (other, gp_edit_paste (other, copied, &paste, NULL, NULL, NULL));
  g_assert_true (gp_id_equal (gp_element_get_ref (find (other, GP_KIND_ENTITY, "orders"),
                                                  GP_ENTITY_DOMAIN),
                              gp_element_get_id (find (other, GP_KIND_DOMAIN, "Sales"))));
}

static void
test_fields_go_into_an_entity (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Here");
  GpId order = add (design, GP_KIND_ENTITY, "orders", NULL, 0);
  GpId clinic = add (design, GP_KIND_ENTITY, "clinics", NULL, 0);
  g_autoptr(GpChangeSet) copied = NULL;
  g_autoptr(GError) error = NULL;
  GpEditPaste paste = { 0 };
  GpId field;

  gp_test_change (design, gp_edit_add_field (design, &order, "note", NULL, &field, NULL));
  copied = gp_edit_copy (design, &field, 1, NULL);
  g_assert_null (gp_edit_paste (design, copied, &paste, NULL, NULL, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
  paste.into = clinic;
  gp_test_change (design, gp_edit_paste (design, copied, &paste, NULL, NULL, NULL));
  g_assert_nonnull (gp_design_find_child (design, &clinic, GP_KIND_FIELD, "note"));
}

/* Whatever is chosen of whatever design, all of it can be pasted into an empty one and undone. */
static void
test_random_designs (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GpDesign) design = gp_random_design (200);
      g_autoptr(GpDesign) other = gp_edit_new_design ("There");
      g_autoptr(GpDesign) before = gp_design_copy (other);
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
      g_autoptr(GpChangeSet) copied = NULL;
      g_autoptr(GpChangeSet) pasted = NULL;
      g_autoptr(GpChangeSet) inverse = NULL;
      g_autoptr(GError) error = NULL;
      GpEditPaste paste = { .view = *gp_element_get_id (gp_edit_find_view (other, "data")) };

      for (guint kind = 1; kind < GP_N_KINDS; kind++)
        {
          g_autoptr(GPtrArray) elements = gp_design_list (design, kind);

          for (guint k = 0; k < elements->len; k++)
            if (g_test_rand_bit ())
              g_array_append_vals (ids, gp_element_get_id (elements->pdata[k]), 1);
        }
      copied = gp_edit_copy (design, (const GpId *) (gpointer) ids->data, ids->len, NULL);
      pasted = gp_edit_paste (other, copied, &paste, NULL, NULL, &error);
      if (pasted == NULL)
        {
          g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
          continue;
        }
      gp_design_apply (other, pasted, &error);
      g_assert_no_error (error);
      inverse = gp_change_set_invert (pasted);
      gp_design_apply (other, inverse, &error);
      g_assert_no_error (error);
      g_assert_true (gp_design_equal (before, other));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/edit-copy/relations-among-copies", test_relations_among_copies);
  g_test_add_func ("/model/edit-copy/references-to-elsewhere",
                   test_references_to_what_is_elsewhere);
  g_test_add_func ("/model/edit-copy/what-cannot-be-without-goes",
                   test_what_cannot_be_without_goes);
  g_test_add_func ("/model/edit-copy/what-goes-takes-others-along",
                   test_what_goes_takes_others_along);
  g_test_add_func ("/model/edit-copy/domains-take-their-members",
                   test_domains_take_their_members);
  g_test_add_func ("/model/edit-copy/fields-go-into-an-entity", test_fields_go_into_an_entity);
  g_test_add_func ("/model/edit-copy/random-designs", test_random_designs);

  return g_test_run ();
}
