/* test-diff.c — the difference of two designs leads from one to the other
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test.h"

static void
test_diff_leads_there (void)
{
  g_autoptr(GpDesign) start = gp_random_design (80);
  g_autoptr(GError) error = NULL;

  for (guint i = gp_random_rounds (200); i > 0; i--)
    {
      g_autoptr(GpDesign) a = gp_design_copy (start);
      g_autoptr(GpDesign) b = gp_design_copy (start);
      g_autoptr(GpChangeSet) to_a = gp_random_edit (a, 15);
      g_autoptr(GpChangeSet) to_b = gp_random_edit (b, 15);
      g_autoptr(GpChangeSet) difference = NULL;

      g_assert_true (gp_design_apply (a, to_a, NULL));
      g_assert_true (gp_design_apply (b, to_b, NULL));
      difference = gp_diff (a, b, GP_DIFF_ALL);
      gp_design_apply (a, difference, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (b, a);
    }
}

static void
test_equal_designs_have_none (void)
{
  g_autoptr(GpDesign) a = gp_random_design (100);
  g_autoptr(GpDesign) b = gp_design_copy (a);
  g_autoptr(GpChangeSet) difference = gp_diff (a, b, GP_DIFF_ALL);

  g_assert_cmpuint (gp_change_set_get_size (difference), ==, 0);
}

/* Nesting that is turned inside out: each move must be valid when its turn comes. */
static void
test_swapped_nesting (void)
{
  g_autoptr(GpDesign) a = gp_design_new (NULL, "Nested");
  g_autoptr(GpDesign) b = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) difference = NULL;
  GpId flow, outer, inner;
  g_autoptr(GpChangeSet) one = gp_edit_add (a, GP_KIND_FLOW, gp_design_get_root_id (a), "f", NULL,
                                             NULL, &flow);
  g_autoptr(GpChangeSet) two = NULL, three = NULL, out = NULL, in = NULL;

  g_assert_true (gp_design_apply (a, one, NULL));
  two = gp_edit_add (a, GP_KIND_STEP, &flow, "outer", NULL, NULL, &outer);
  g_assert_true (gp_design_apply (a, two, NULL));
  three = gp_edit_add (a, GP_KIND_STEP, &outer, "inner", NULL, NULL, &inner);
  g_assert_true (gp_design_apply (a, three, NULL));

  b = gp_design_copy (a);
  out = gp_edit_reorder (b, &inner, &flow, NULL, &error);
  g_assert_true (gp_design_apply (b, out, NULL));
  in = gp_edit_reorder (b, &outer, &inner, NULL, &error);
  g_assert_true (gp_design_apply (b, in, NULL));

  difference = gp_diff (a, b, GP_DIFF_ALL);
  gp_design_apply (a, difference, &error);
  g_assert_no_error (error);
  gp_assert_design_equal (b, a);
}

static void
test_meaning_passes_over_positions (void)
{
  g_autoptr(GpDesign) a = gp_design_new (NULL, "Placed");
  g_autoptr(GpDesign) b = NULL;
  g_autoptr(GpChangeSet) add = NULL, place = NULL, meaning = NULL, all = NULL;
  g_autoptr(GpChangeSet) view = NULL;
  GpEditPlace at = { .at = { 3, 4 } };
  GpId view_id;

  view = gp_edit_add (a, GP_KIND_VIEW, gp_design_get_root_id (a), "All", NULL, NULL, &view_id);
  g_assert_true (gp_design_apply (a, view, NULL));
  add = gp_edit_add (a, GP_KIND_ENTITY, gp_design_get_root_id (a), "e", NULL, NULL, &at.element);
  g_assert_true (gp_design_apply (a, add, NULL));
  b = gp_design_copy (a);
  place = gp_edit_place (b, &view_id, &at, 1, "Moved");
  g_assert_true (gp_design_apply (b, place, NULL));

  meaning = gp_diff (a, b, GP_DIFF_MEANING);
  all = gp_diff (a, b, GP_DIFF_ALL);
  g_assert_cmpuint (gp_change_set_get_size (meaning), ==, 0);
  g_assert_cmpuint (gp_change_set_get_size (all), ==, 1);
}

/* Else a design without them could not be made. */
static void
test_meaning_points_to_meaning (void)
{
  guint64 without = 0;

  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    if (!gp_diff_kind_has_meaning (kind))
      without |= GP_KIND_MASK (kind);
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    for (guint i = 0; gp_diff_kind_has_meaning (kind) && i < gp_kind_get_info (kind)->n; i++)
      {
        const GpPropertyInfo *info = gp_property_get_info (gp_kind_get_info (kind)->first + i);

        g_assert_cmpuint (info->ref_kinds & without, ==, 0);
      }
}

static void
test_meaning_alone (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpChangeSet) entity = NULL;
  g_autoptr(GpChangeSet) view = NULL;
  g_autoptr(GpDesign) meaning = NULL;
  GpId entity_id;
  GpId view_id;

  entity = gp_edit_add (design, GP_KIND_ENTITY, root, "e", NULL, NULL, &entity_id);
  g_assert_true (gp_design_apply (design, entity, NULL));
  view = gp_edit_add (design, GP_KIND_VIEW, root, "All", NULL, NULL, &view_id);
  g_assert_true (gp_design_apply (design, view, NULL));

  meaning = gp_diff_dup_meaning (design);
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (meaning)), ==, "Shop");
  g_assert_nonnull (gp_design_lookup (meaning, &entity_id));
  g_assert_null (gp_design_lookup (meaning, &view_id));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/diff/leads-there", test_diff_leads_there);
  g_test_add_func ("/model/diff/equal-designs-have-none", test_equal_designs_have_none);
  g_test_add_func ("/model/diff/swapped-nesting", test_swapped_nesting);
  g_test_add_func ("/model/diff/meaning-passes-over-positions", test_meaning_passes_over_positions);
  g_test_add_func ("/model/diff/meaning-points-to-meaning", test_meaning_points_to_meaning);
  g_test_add_func ("/model/diff/meaning-alone", test_meaning_alone);
  return g_test_run ();
}
