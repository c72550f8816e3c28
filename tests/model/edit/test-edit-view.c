/* test-edit-view.c — views: what they show, and what they leave out
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test-find.h"
#include "gp-test.h"

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) taken = changes;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (gp_change_set_get_title (changes), !=, "");
  gp_design_apply (design, taken, &error);
  g_assert_no_error (error);
}

static GpId
add_whole_view (GpDesign *design)
{
  apply (design, gp_edit_add_views (design));
  return *gp_element_get_id (gp_edit_find_view (design, "data"));
}

static gsize
count_members (GpDesign   *design,
               const GpId *view)
{
  gsize n = 0;

  gp_element_get_refs (gp_design_lookup (design, view), GP_VIEW_MEMBERS, &n);
  return n;
}

static void
test_a_view_of_some (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  GpId all = add_whole_view (design);
  GpId patient = gp_test_find_id (design, "patient");
  GpId ids[] = { patient, gp_test_find_id (design, "patient.email"),
                 gp_test_find_id (design, "clinic"), *gp_design_get_root_id (design) };
  GpEditPlace place = { patient, { 320, 160 }, TRUE };
  const GpElement *placement;
  GpId view;

  apply (design, gp_edit_place (design, &all, &place, 1, "Moved"));
  apply (design, gp_edit_add_view (design, "Care", "data", ids, G_N_ELEMENTS (ids), &all, &view));
  g_assert_cmpuint (count_members (design, &view), ==, 2);    /* the field stands for patient */
  g_assert_false (gp_edit_view_shows_all (design, &view));
  placement = gp_edit_placement (design, &view, &patient);
  g_assert_cmpfloat (gp_element_get_point (placement, GP_PLACEMENT_AT)->x, ==, 320);
  apply (design, gp_edit_add_view (design, "Care", "data", ids, 1, NULL, &view));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &view)), !=, "Care");
  g_assert_null (gp_edit_placement (design, &view, &patient));
}

/* Once is enough, and what a change set already says is kept. */
static void
test_joining_twice_is_once (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  GpId clinic = gp_test_find_id (design, "clinic");
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpChangeSet) second = NULL;
  GpPoint at = { 16, 16 };
  GpChangeSet *changes;
  GpId view;

  apply (design, gp_edit_add_view (design, "Some", "data", &clinic, 1, NULL, &view));
  changes = gp_edit_add (design, GP_KIND_ENTITY, root, "ward", &view, &at, NULL);
  second = gp_edit_add (design, GP_KIND_ENTITY, root, "bed", NULL, NULL, NULL);
  gp_change_set_append_all (changes, second);
  gp_edit_join_view (design, changes, &view);
  gp_edit_join_view (design, changes, &view);
  apply (design, changes);
  g_assert_cmpuint (count_members (design, &view), ==, 3);
}

/* What is drawn in a view of members is seen there; the whole one is the usual one. */
static void
test_new_elements_are_members (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  GpId clinic = gp_test_find_id (design, "clinic");
  GpPoint at = { 16, 16 };
  GpId view;
  GpId all;

  apply (design, gp_edit_add_view (design, "Some", "data", &clinic, 1, NULL, &view));
  g_assert_true (gp_id_equal (gp_element_get_id (gp_edit_find_view (design, "data")), &view));
  all = gp_id_nil;
  apply (design, gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), "ward", &view,
                              &at, NULL));
  g_assert_cmpuint (count_members (design, &view), ==, 2);
  apply (design, gp_edit_add (design, GP_KIND_VIEW, gp_design_get_root_id (design), "All", NULL,
                              NULL, &all));
  g_assert_true (gp_id_equal (gp_element_get_id (gp_edit_find_view (design, "data")), &all));
}

static void
test_hidden_where_all_is_shown (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  GpId all = add_whole_view (design);
  GpId clinic = gp_test_find_id (design, "clinic");
  g_autoptr(GArray) hidden = NULL;
  g_autoptr(GArray) none = NULL;

  apply (design, gp_edit_hide_in_view (design, &all, &clinic, 1));
  hidden = gp_edit_list_hidden (design, &all);
  g_assert_cmpuint (hidden->len, ==, 1);
  g_assert_true (gp_id_equal (&g_array_index (hidden, GpId, 0), &clinic));
  apply (design, gp_edit_show_in_view (design, &all, &clinic, 1));
  none = gp_edit_list_hidden (design, &all);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (count_members (design, &all), ==, 0);
}

/* A member is one no more; what came with its domain is hidden, as the domain stays. */
static void
test_hidden_among_members (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  GpId patient = gp_test_find_id (design, "patient");
  GpId ids[] = { gp_test_find_id (design, "Care"), gp_test_find_id (design, "clinic") };
  g_autoptr(GArray) hidden = NULL;
  GpId view;

  apply (design, gp_edit_add_view (design, "Some", "data", ids, 2, NULL, &view));
  apply (design, gp_edit_hide_in_view (design, &view, &ids[1], 1));
  g_assert_cmpuint (count_members (design, &view), ==, 1);
  apply (design, gp_edit_hide_in_view (design, &view, &patient, 1));
  hidden = gp_edit_list_hidden (design, &view);
  g_assert_cmpuint (hidden->len, ==, 1);
  g_assert_cmpuint (count_members (design, &view), ==, 1);
}

/* Whatever is done to whichever view can be done, and undone. */
static void
test_any_of_it_is_undone (void)
{
  for (guint round = 0; round < gp_random_rounds (10); round++)
    {
      g_autoptr(GpDesign) design = gp_random_design (150);
      g_autoptr(GPtrArray) views = gp_design_list (design, GP_KIND_VIEW);
      g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

      for (guint i = 0; i < entities->len; i++)
        if (g_test_rand_bit ())
          g_array_append_val (ids, *gp_element_get_id (g_ptr_array_index (entities, i)));
      for (guint i = 0; i < views->len; i++)
        {
          const GpId view = *gp_element_get_id (g_ptr_array_index (views, i));
          g_autoptr(GpDesign) before = gp_design_copy (design);
          const GpId *some = (const GpId *) (gconstpointer) ids->data;
          g_autoptr(GpChangeSet) changes =
            g_test_rand_bit () ? gp_edit_hide_in_view (design, &view, some, ids->len)
                               : gp_edit_show_in_view (design, &view, some, ids->len);
          g_autoptr(GpChangeSet) undo = gp_change_set_invert (changes);

          g_assert_true (gp_design_apply (design, changes, NULL));
          g_assert_true (gp_design_apply (design, undo, NULL));
          gp_assert_design_equal (design, before);
          g_ptr_array_unref (g_steal_pointer (&views));
          views = gp_design_list (design, GP_KIND_VIEW);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/edit-view/joining-twice-is-once", test_joining_twice_is_once);
  g_test_add_func ("/model/edit-view/a-view-of-some", test_a_view_of_some);
  g_test_add_func ("/model/edit-view/new-elements-are-members", test_new_elements_are_members);
  g_test_add_func ("/model/edit-view/hidden-where-all-is-shown", test_hidden_where_all_is_shown);
  g_test_add_func ("/model/edit-view/hidden-among-members", test_hidden_among_members);
  g_test_add_func ("/model/edit-view/any-of-it-is-undone", test_any_of_it_is_undone);
  return g_test_run ();
}
