/* test-tell.c — stories and comments from the window
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-canvas-private.h"
#include "gp-comments-page.h"
#include "gp-edit-story.h"
#include "gp-presenter.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test-story.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-window-private.h"

typedef GpTestWindow Fixture;

#define activate gp_test_window_activate

static void
test_steps_are_made_of_what_is_seen (Fixture       *f,
                                     gconstpointer  user_data)
{
  const GpElement *step;

  g_assert_cmpuint (gp_design_count (f->design, GP_KIND_STORY), ==, 0);
  activate (f, "add-story-step", NULL);
  g_assert_cmpuint (gp_design_count (f->design, GP_KIND_STORY), ==, 1);
  step = gp_design_lookup (f->design,
                           gp_selection_get_last (gp_session_get_selection (f->session)));
  g_assert_cmpint (gp_element_get_kind (step), ==, GP_KIND_STORY_STEP);
  g_assert_true (gp_element_is (step, GP_STORY_STEP_LENS, "data"));
  g_assert_nonnull (gp_element_get_ref (step, GP_STORY_STEP_VIEW));
  activate (f, "lens", g_variant_new_string ("flows"));
  activate (f, "add-story-step", NULL);
  g_assert_cmpuint (gp_design_count (f->design, GP_KIND_STORY), ==, 1);
  g_assert_cmpuint (gp_design_count (f->design, GP_KIND_STORY_STEP), ==, 2);
  activate (f, "undo", NULL);
  activate (f, "undo", NULL);
  g_assert_cmpuint (gp_design_count (f->design, GP_KIND_STORY), ==, 0);
}

static void
test_a_story_is_played_with_keys (Fixture       *f,
                                  gconstpointer  user_data)
{
  static const struct
  {
    guint key;
    int   step;
  } keys[] = {
    { GDK_KEY_Right, 1 }, { GDK_KEY_Page_Down, 2 }, { GDK_KEY_End, 3 },  { GDK_KEY_space, 3 },
    { GDK_KEY_Left, 2 },  { GDK_KEY_Page_Up, 1 },   { GDK_KEY_Home, 0 }, { GDK_KEY_Left, 0 },
  };
  GpId story = gp_test_story_add (f->design);
  GtkWidget *presenter = gp_presenter_new (f->session, &story);

  gtk_window_present (GTK_WINDOW (presenter));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gp_test_window_press (presenter, keys[i].key);
      g_assert_cmpint (gp_presenter_get_step (GP_PRESENTER (presenter)), ==, keys[i].step);
      gp_test_window_settle ();
    }
  gtk_window_destroy (GTK_WINDOW (presenter));
  gp_test_window_settle ();
}

static void
test_comments_are_about_what_is_selected (Fixture       *f,
                                          gconstpointer  user_data)
{
  GtkWidget *page;
  const GpElement *comment;
  g_autoptr(GPtrArray) all = NULL;
  GpId order = *gp_element_get_id (gp_test_scene_find (f->design, GP_KIND_ENTITY, "order"));

  activate (f, "reveal", g_variant_new_string ("order"));
  activate (f, "comment", NULL);
  g_assert_cmpstr (gp_drawer_get_page (GP_DRAWER (f->window->drawer)), ==, "comments");
  page = gp_test_window_find (f->window->drawer, GP_TYPE_COMMENTS_PAGE);
  gp_comments_page_write (GP_COMMENTS_PAGE (page), "Why?");
  all = gp_design_list (f->design, GP_KIND_COMMENT);
  g_assert_cmpuint (all->len, ==, 1);
  comment = g_ptr_array_index (all, 0);
  g_assert_true (gp_id_equal (gp_element_get_ref (comment, GP_COMMENT_ABOUT), &order));
  g_assert_null (gp_element_get_ref (comment, GP_COMMENT_VIEW));

  /* Without a selection it is about the place that is seen. */
  gp_selection_clear (gp_session_get_selection (f->session));
  activate (f, "comment", NULL);
  gp_comments_page_write (GP_COMMENTS_PAGE (page), "Here");
  gp_test_window_settle ();
  g_ptr_array_unref (all);
  all = gp_design_list (f->design, GP_KIND_COMMENT);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_nonnull (gp_element_get_point (g_ptr_array_index (all, 1), GP_COMMENT_AT));
}

/* Where the answer to the thread of @row is typed. */
static GtkEditable *
answer_in (GtkWidget *page,
           int        row)
{
  GtkListBox *list = GTK_LIST_BOX (gp_test_window_find (page, GTK_TYPE_LIST_BOX));

  return GTK_EDITABLE (gp_test_window_find (
    GTK_WIDGET (gtk_list_box_get_row_at_index (list, row)), GTK_TYPE_ENTRY));
}

static guint
count_threads (GtkWidget *page)
{
  GtkListBox *list = GTK_LIST_BOX (gp_test_window_find (page, GTK_TYPE_LIST_BOX));
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

/* Whatever is said meanwhile, and wherever the focus is: what somebody types stays. */
static void
test_answers_are_not_lost (Fixture       *f,
                           gconstpointer  user_data)
{
  GpCommentsPage *page;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GpChangeSet) answer = NULL;
  GpId first;

  activate (f, "comment", NULL);
  page = GP_COMMENTS_PAGE (gp_test_window_find (f->window->drawer, GP_TYPE_COMMENTS_PAGE));
  g_assert_true (gp_comments_page_write (page, "One"));
  gp_test_wait_until (count_threads (GTK_WIDGET (page)) == 1);
  all = gp_design_list (f->design, GP_KIND_COMMENT);
  first = *gp_element_get_id (all->pdata[0]);
  gtk_editable_set_text (answer_in (GTK_WIDGET (page), 0), "Becau");
  g_assert_true (gp_comments_page_write (page, "Two"));
  gp_test_wait_until (count_threads (GTK_WIDGET (page)) == 2);
  g_assert_cmpstr (gtk_editable_get_text (answer_in (GTK_WIDGET (page), 1)), ==, "Becau");

  /* The thread goes and comes back. */
  gp_session_perform (f->session, gp_edit_resolve_comment (f->design, &first, TRUE, NULL), NULL);
  gp_test_wait_until (count_threads (GTK_WIDGET (page)) == 1);
  g_assert_cmpstr (gtk_editable_get_text (answer_in (GTK_WIDGET (page), 0)), ==, "");
  activate (f, "undo", NULL);
  gp_test_wait_until (count_threads (GTK_WIDGET (page)) == 2);
  g_assert_cmpstr (gtk_editable_get_text (answer_in (GTK_WIDGET (page), 1)), ==, "Becau");
}

static void
test_the_entry_says_what_it_is_about (Fixture       *f,
                                      gconstpointer  user_data)
{
  GpCommentsPage *page;
  GtkWidget *entry;

  gp_selection_clear (gp_session_get_selection (f->session));
  activate (f, "comment", NULL);
  page = GP_COMMENTS_PAGE (gp_test_window_find (f->window->drawer, GP_TYPE_COMMENTS_PAGE));
  entry = gp_test_window_find (GTK_WIDGET (page), GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==,
                   "Comment on this place");
  gp_comments_page_write (page, "Here");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), ==,
                   "Comment on the design");
}

static void
test_reading_takes_tools_away (Fixture       *f,
                               gconstpointer  user_data)
{
  GpCanvas *canvas = GP_CANVAS (f->window->canvas);

  g_action_group_change_action_state (G_ACTION_GROUP (f->window), "reading",
                                      g_variant_new_boolean (TRUE));
  gp_canvas_set_tool (canvas, GP_TOOL_ENTITY);
  g_assert_cmpint (gp_canvas_get_tool (canvas), ==, GP_TOOL_SELECT);

  /* Whatever else changes meanwhile. */
  g_signal_emit_by_name (f->session, "moved");
  gp_canvas_set_tool (canvas, GP_TOOL_ENTITY);
  g_assert_cmpint (gp_canvas_get_tool (canvas), ==, GP_TOOL_SELECT);
  g_settings_set_boolean (f->settings, "show-minimap", FALSE);
  g_settings_set_boolean (f->settings, "show-minimap", TRUE);
  g_assert_false (canvas->with_minimap);
  g_settings_reset (f->settings, "show-minimap");
  g_action_group_change_action_state (G_ACTION_GROUP (f->window), "reading",
                                      g_variant_new_boolean (FALSE));
  gp_canvas_set_tool (canvas, GP_TOOL_ENTITY);
  g_assert_cmpint (gp_canvas_get_tool (canvas), ==, GP_TOOL_ENTITY);
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, function)                                                          \
  g_test_add ("/ui/tell/" name, GpTestWindow, NULL, gp_test_window_set_up, function, \
              gp_test_window_tear_down)
  ADD ("steps-are-made-of-what-is-seen", test_steps_are_made_of_what_is_seen);
  ADD ("a-story-is-played-with-keys", test_a_story_is_played_with_keys);
  ADD ("comments-are-about-what-is-selected", test_comments_are_about_what_is_selected);
  ADD ("answers-are-not-lost", test_answers_are_not_lost);
  ADD ("the-entry-says-what-it-is-about", test_the_entry_says_what_it_is_about);
  ADD ("reading-takes-tools-away", test_reading_takes_tools_away);
#undef ADD

  return g_test_run ();
}
