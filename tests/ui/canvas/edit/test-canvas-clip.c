/* test-canvas-clip.c — copies, cards in line, and what is dropped from elsewhere
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-clip-provider.h"
#include "gp-edit.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

static void
choose (Fixture     *fixture,
        const char  *first,
        const char  *second,
        const char  *third)
{
  const char *names[] = { first, second, third };
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);

  gp_selection_clear (selection);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL)
      gp_selection_toggle (selection,
                           gp_element_get_id (gp_test_canvas_entity (fixture, names[i])));
}

static void
do_action (Fixture    *fixture,
           const char *name,
           const char *parameter)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), name,
                                             parameter != NULL ? "s" : NULL, parameter));
}

static void
test_paste_is_one_step (Fixture       *fixture,
                        gconstpointer  user_data)
{
  gsize before = gp_design_count (fixture->design, GP_KIND_ENTITY);
  const GpSceneItem *first, *second;

  choose (fixture, "customer", "order", NULL);
  do_action (fixture, "canvas.copy", NULL);
  do_action (fixture, "canvas.paste", NULL);
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 1);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_ENTITY), ==, before + 2);
  g_assert_cmpuint (gp_selection_get_size (gp_canvas_get_selection (fixture->canvas)), ==, 2);
  g_assert_cmpuint (gp_test_canvas_card (fixture, "order_2")->degree, ==, 1);

  /* Once more: beside the first copies. */
  do_action (fixture, "canvas.paste", NULL);
  first = gp_test_canvas_card (fixture, "customer_2");
  second = gp_test_canvas_card (fixture, "customer_3");
  g_assert_cmpfloat (second->rect.x, >, first->rect.x);
  g_assert_cmpfloat (second->rect.y, >, first->rect.y);
}

static void
test_cut_takes_away (Fixture       *fixture,
                     gconstpointer  user_data)
{
  gsize before = gp_design_count (fixture->design, GP_KIND_ENTITY);

  choose (fixture, "log", NULL, NULL);
  do_action (fixture, "canvas.cut", NULL);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_ENTITY), ==, before - 1);
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 1);
  do_action (fixture, "canvas.paste", NULL);
  g_assert_nonnull (gp_test_canvas_card (fixture, "log"));
}

static void
test_other_programs_get_pictures (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  g_autoptr(GdkContentFormats) formats = NULL;
  GdkContentProvider *provider;

  choose (fixture, "customer", NULL, NULL);
  do_action (fixture, "canvas.copy", NULL);
  provider = gdk_clipboard_get_content (
    gtk_widget_get_clipboard (GTK_WIDGET (fixture->canvas)));
  g_assert_true (GP_IS_CLIP_PROVIDER (provider));
  formats = gdk_content_provider_ref_formats (provider);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/svg+xml"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8"));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *done = user_data;
  g_autoptr(GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static void
test_picture_shows_the_selection (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  GdkContentProvider *provider;
  g_autofree char *text = NULL;
  gboolean done = FALSE;

  choose (fixture, "customer", NULL, NULL);
  do_action (fixture, "canvas.copy", NULL);
  provider = gdk_clipboard_get_content (
    gtk_widget_get_clipboard (GTK_WIDGET (fixture->canvas)));
  gdk_content_provider_write_mime_type_async (provider, "image/svg+xml", stream, 0, NULL,
                                              written_cb, &done);
  gp_test_wait_until (done);
  text = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
  g_assert_nonnull (strstr (text, "customer"));
  g_assert_null (strstr (text, "order"));
}

/* What was copied can be pasted after its design was closed, and does not keep it open. */
static void
test_what_is_copied_keeps_no_session (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpTestSession *session = gp_test_session_new (design);
  GpCanvas *canvas = g_object_ref_sink (GP_CANVAS (gp_canvas_new ()));
  GdkContentProvider *provider;

  gp_canvas_set_session (canvas, GP_SESSION (session));
  gp_canvas_set_history (canvas, gp_session_get_history (GP_SESSION (session)));
  gp_selection_set (gp_canvas_get_selection (canvas),
                    gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "customer")));
  g_assert_true (gp_canvas_copy (canvas));
  g_assert_finalize_object (canvas);
  g_assert_finalize_object (session);

  provider = gdk_clipboard_get_content (gdk_display_get_clipboard (gdk_display_get_default ()));
  g_assert_true (GP_IS_CLIP_PROVIDER (provider));
  g_assert_cmpuint (gp_change_set_get_size (
                      gp_clip_provider_get_copied (GP_CLIP_PROVIDER (provider))), >, 0);
}

static void
test_cards_in_line (Fixture       *fixture,
                    gconstpointer  user_data)
{
  double x;

  choose (fixture, "customer", "order", "log");
  x = gp_test_canvas_card (fixture, "customer")->rect.x;
  do_action (fixture, "canvas.align", "left");
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "order")->rect.x, ==, x);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, x);
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 1);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "order")->rect.x, !=, x);
}

static void
test_gaps_become_equal (Fixture       *fixture,
                        gconstpointer  user_data)
{
  const GpRect *a, *b, *c;

  choose (fixture, "customer", "order", "item");
  do_action (fixture, "canvas.distribute", "horizontally");
  a = &gp_test_canvas_card (fixture, "customer")->rect;
  b = &gp_test_canvas_card (fixture, "order")->rect;
  c = &gp_test_canvas_card (fixture, "item")->rect;
  g_assert_cmpfloat_with_epsilon (b->x - a->x - a->width, c->x - b->x - b->width, 1.5);
}

static void
test_widths_become_equal_and_free (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  GpId log = *gp_element_get_id (gp_test_canvas_entity (fixture, "log"));
  double before = gp_test_canvas_card (fixture, "log")->rect.width;
  g_autoptr(GpChangeSet) rename = NULL;

  rename = gp_edit_rename (fixture->design,
                           gp_element_get_id (gp_test_canvas_entity (fixture, "order")),
                           "an_order_whose_name_is_wider_than_most", NULL);
  g_assert_true (gp_history_do (fixture->history, rename, NULL));
  choose (fixture, "log", "an_order_whose_name_is_wider_than_most", NULL);
  do_action (fixture, "canvas.same-width", NULL);
  g_assert_cmpfloat (gp_scene_find (gp_canvas_get_scene (fixture->canvas), &log)->rect.width, >,
                     before);
  do_action (fixture, "canvas.same-width", NULL);
  g_assert_cmpfloat (gp_scene_find (gp_canvas_get_scene (fixture->canvas), &log)->rect.width, ==,
                     before);
}

static void
test_dropped_element_joins_the_view (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  GpId view = gp_test_scene_find_view (fixture->design);
  GpId log = *gp_element_get_id (gp_test_canvas_entity (fixture, "log"));
  GpId customer = *gp_element_get_id (gp_test_canvas_entity (fixture, "customer"));
  g_autoptr(GpChangeSet) changes = gp_change_set_new ("Fewer");
  const GpElement *element = gp_design_lookup (fixture->design, &view);

  gp_change_set_set (changes, element, GP_VIEW_SHOWS, gp_value_text ("members"));
  gp_change_set_set (changes, element, GP_VIEW_MEMBERS, gp_value_ids (&customer, 1));
  g_assert_true (gp_history_do (fixture->history, changes, NULL));
  g_assert_null (gp_scene_find (gp_canvas_get_scene (fixture->canvas), &log));
  gp_canvas_drop_element (fixture->canvas, &log, 800, 400);
  g_assert_nonnull (gp_scene_find (gp_canvas_get_scene (fixture->canvas), &log));
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 2);

  /* What is there already is only shown. */
  gp_canvas_drop_element (fixture->canvas, &customer, 800, 400);
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 2);
  g_assert_true (gp_selection_contains (gp_canvas_get_selection (fixture->canvas), &customer));
}

static void
test_what_was_pasted_is_seen (Fixture *fixture, gconstpointer user_data)
{
  GpRect seen;

  choose (fixture, "customer", NULL, NULL);
  do_action (fixture, "canvas.copy", NULL);
  fixture->canvas->pointer_x = fixture->canvas->viewport.width - 4;
  fixture->canvas->pointer_y = fixture->canvas->viewport.height - 4;
  do_action (fixture, "canvas.paste", NULL);
  gp_test_wait_until ((seen = gp_viewport_get_area (&fixture->canvas->viewport),
                       gp_rect_holds (&seen, &gp_test_canvas_card (fixture, "customer_2")->rect)));
}

#define ADD(name, func)                                                                   \
  g_test_add ("/ui/canvas-clip/" name, Fixture, NULL, gp_test_canvas_set_up, func,        \
              gp_test_canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

  ADD ("what-was-pasted-is-seen", test_what_was_pasted_is_seen);
  ADD ("paste-is-one-step", test_paste_is_one_step);
  ADD ("cut-takes-away", test_cut_takes_away);
  ADD ("other-programs-get-pictures", test_other_programs_get_pictures);
  ADD ("picture-shows-the-selection", test_picture_shows_the_selection);
  ADD ("what-is-copied-keeps-no-session", test_what_is_copied_keeps_no_session);
  ADD ("cards-in-line", test_cards_in_line);
  ADD ("gaps-become-equal", test_gaps_become_equal);
  ADD ("widths-become-equal-and-free", test_widths_become_equal_and_free);
  ADD ("dropped-element-joins-the-view", test_dropped_element_joins_the_view);

  return g_test_run ();
}
