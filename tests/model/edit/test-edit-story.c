/* test-edit-story.c — stories and comments
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit-story.h"
#include "gp-edit.h"
#include "gp-test-design.h"
#include "gp-test.h"

static void
test_first_step_begins_a_story (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Shop");
  const GpElement *view = gp_edit_find_view (design, "data");
  GpEditStage stage = { .lens = "data", .view = *gp_element_get_id (view), .at = { 10, 20 },
                        .size = { 300, 200 } };
  GpId story, step, second, same;
  const GpElement *element;

  gp_test_change (design, gp_edit_add_story_step (design, NULL, &stage, "Here it begins.", &story,
                                                  &step));
  element = gp_design_lookup_kind (design, &step, GP_KIND_STORY_STEP);
  g_assert_nonnull (element);
  g_assert_true (gp_id_equal (gp_element_get_parent (element), &story));
  g_assert_cmpstr (gp_element_get_text (element, GP_STORY_STEP_TEXT), ==, "Here it begins.");
  g_assert_cmpfloat (gp_element_get_point (element, GP_STORY_STEP_AT)->y, ==, 20);
  g_assert_cmpfloat (gp_element_get_point (element, GP_STORY_STEP_SIZE)->x, ==, 300);
  g_assert_true (gp_id_equal (gp_element_get_ref (element, GP_STORY_STEP_VIEW), &stage.view));

  stage.size = (GpPoint) { 0, 0 };
  gp_test_change (design, gp_edit_add_story_step (design, &story, &stage, NULL, &same, &second));
  g_assert_true (gp_id_equal (&same, &story));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_STORY), ==, 1);
  g_assert_true (gp_id_equal (gp_element_get_id (gp_design_peek_child (design, &story, 1)),
                              &second));
  g_assert_null (gp_element_get_point (gp_design_lookup (design, &second), GP_STORY_STEP_AT));
}

static void
test_stage_can_be_set_again (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Shop");
  GpEditStage stage = { .lens = "data", .at = { 1, 2 }, .size = { 3, 4 } };
  g_autoptr(GError) error = NULL;
  GpId step, gone = gp_id_new ();

  gp_test_change (design, gp_edit_add_story_step (design, NULL, &stage, "One", NULL, &step));
  stage = (GpEditStage) { .lens = "flows" };
  gp_test_change (design, gp_edit_set_stage (design, &step, &stage, &error));
  g_assert_true (gp_element_is (gp_design_lookup (design, &step), GP_STORY_STEP_LENS, "flows"));
  g_assert_null (gp_element_get_point (gp_design_lookup (design, &step), GP_STORY_STEP_SIZE));
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (design, &step), GP_STORY_STEP_TEXT), ==,
                   "One");

  g_assert_null (gp_edit_set_stage (design, &gone, &stage, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE);
}

static void
test_comments_are_answered_and_resolved (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Shop");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  const GpElement *thread;
  GpId entity, id, gone = gp_id_new ();
  gsize n;

  gp_test_change (design, gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design),
                                       "patient", NULL, NULL, &entity));
  changes = gp_edit_add_comment (design, &entity, NULL, NULL, "Why?", "Ann", &id);
  g_assert_cmpstr (gp_change_set_get_title (changes), ==, "Commented on patient");
  gp_test_change (design, g_steal_pointer (&changes));
  gp_test_change (design, gp_edit_answer_comment (design, &id, "Because.", "Bob", &error));
  gp_test_change (design, gp_edit_resolve_comment (design, &id, TRUE, &error));
  thread = gp_design_lookup (design, &id);
  g_assert_true (gp_element_get_bool (thread, GP_COMMENT_RESOLVED));
  g_assert_cmpint (gp_element_get_int (thread, GP_COMMENT_CREATED), >, 0);
  g_assert_cmpstr (gp_element_get_text (thread, GP_COMMENT_AUTHOR), ==, "Ann");
  g_assert_cmpuint (gp_design_count_children (design, &id), ==, 1);

  /* A comment goes with what it is about, and its answers with it. */
  gp_design_peek_referrers (design, &entity, &n);
  g_assert_cmpuint (n, ==, 1);
  gp_test_change (design, gp_edit_remove (design, &entity, 1, &error));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_COMMENT), ==, 0);

  g_assert_null (gp_edit_answer_comment (design, &gone, "x", "y", &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE);
  g_clear_error (&error);
  g_assert_null (gp_edit_resolve_comment (design, &gone, TRUE, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE);
}

static void
test_comment_on_a_place (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Shop");
  const GpElement *view = gp_edit_find_view (design, "data");
  GpPoint at = { 5, 6 };
  const GpElement *comment;
  GpId id;

  gp_test_change (design, gp_edit_add_comment (design, gp_design_get_root_id (design),
                                               gp_element_get_id (view), &at, "Here", NULL, &id));
  comment = gp_design_lookup (design, &id);
  g_assert_null (gp_element_get_ref (comment, GP_COMMENT_ABOUT));
  g_assert_nonnull (gp_element_get_ref (comment, GP_COMMENT_VIEW));
  g_assert_cmpfloat (gp_element_get_point (comment, GP_COMMENT_AT)->x, ==, 5);
  g_assert_null (gp_element_get_text (comment, GP_COMMENT_AUTHOR));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/edit-story/first-step-begins-a-story", test_first_step_begins_a_story);
  g_test_add_func ("/model/edit-story/stage-can-be-set-again", test_stage_can_be_set_again);
  g_test_add_func ("/model/edit-story/comments-are-answered-and-resolved",
                   test_comments_are_answered_and_resolved);
  g_test_add_func ("/model/edit-story/comment-on-a-place", test_comment_on_a_place);
  return g_test_run ();
}
