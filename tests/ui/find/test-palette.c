/* test-palette.c — finding and doing by a few letters
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-palette.h"
#include "gp-test-scene.h"
#include "gp-test-window.h"
#include "gp-window-private.h"

static GpPalette *
get_palette (GpTestWindow *fixture)
{
  return GP_PALETTE (fixture->window->palette);
}

static void
type (GpTestWindow *fixture,
      const char   *text)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "palette", NULL);
  gp_palette_set_text (get_palette (fixture), text);
}

static char *
first_title (GpTestWindow *fixture)
{
  g_auto(GStrv) titles = gp_palette_get_titles (get_palette (fixture));

  return g_strdup (titles[0] != NULL ? titles[0] : "");
}

static gboolean
lists (GpTestWindow *fixture,
       const char   *title)
{
  g_auto(GStrv) titles = gp_palette_get_titles (get_palette (fixture));

  return g_strv_contains ((const char *const *) titles, title);
}

static void
test_elements_are_gone_to (GpTestWindow  *fixture,
                           gconstpointer  user_data)
{
  const GpElement *field = gp_test_scene_find_field (fixture->design, "order", "customer_id");
  GpId id = *gp_element_get_id (field);
  g_autofree char *title = NULL;

  type (fixture, "order custid");
  title = first_title (fixture);
  g_assert_cmpstr (title, ==, "customer_id");
  gp_palette_choose (get_palette (fixture), 0, FALSE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_palette (fixture))));
  g_assert_true (gp_selection_contains (gp_session_get_selection (fixture->session), &id));
}

/* What was gone to is offered before anything is typed. */
static void
test_recent_ones_come_first (GpTestWindow  *fixture,
                             gconstpointer  user_data)
{
  g_autofree char *title = NULL;

  type (fixture, "item");
  gp_palette_choose (get_palette (fixture), 0, FALSE);
  type (fixture, "");
  title = first_title (fixture);
  g_assert_cmpstr (title, ==, "item");
}

static void
test_the_lens_follows (GpTestWindow  *fixture,
                       gconstpointer  user_data)
{
  GpCanvas *canvas = GP_CANVAS (fixture->window->canvas);
  const GpElement *flow = gp_test_scene_find (fixture->design, GP_KIND_FLOW, "ship");
  GpId id = *gp_element_get_id (flow);

  type (fixture, "ship");
  gp_palette_choose (get_palette (fixture), 0, FALSE);
  g_assert_cmpint (gp_canvas_get_lens (canvas), ==, GP_LENS_FLOWS);
  g_assert_true (gp_selection_contains (gp_session_get_selection (fixture->session), &id));
  type (fixture, "#customer_id");
  gp_palette_choose (get_palette (fixture), 0, FALSE);
  g_assert_cmpint (gp_canvas_get_lens (canvas), ==, GP_LENS_DATA);
}

static void
test_signs_narrow_the_search (GpTestWindow  *fixture,
                              gconstpointer  user_data)
{
  type (fixture, "@cl");
  g_assert_true (lists (fixture, "clerk"));
  type (fixture, "#cl");
  g_assert_false (lists (fixture, "clerk"));
  type (fixture, ">tidy");
  g_assert_true (lists (fixture, "Tidy the drawing"));
  type (fixture, ">order");
  g_assert_false (lists (fixture, "order"));
}

static void
test_commands_are_run (GpTestWindow  *fixture,
                       gconstpointer  user_data)
{
  type (fixture, ">flows lens");
  gp_palette_choose (get_palette (fixture), 0, FALSE);
  g_assert_cmpint (gp_canvas_get_lens (GP_CANVAS (fixture->window->canvas)), ==, GP_LENS_FLOWS);
}

/* What is not possible stays where it is, and says why. */
static void
test_impossible_commands_say_why (GpTestWindow  *fixture,
                                  gconstpointer  user_data)
{
  g_autoptr(GPtrArray) commands =
    gp_command_list (GTK_WINDOW (fixture->window), GP_CANVAS (fixture->window->canvas),
                     fixture->session);

  for (guint i = 0; i < commands->len; i++)
    {
      const GpCommand *command = g_ptr_array_index (commands, i);

      if (g_str_equal (command->action, "win.undo"))
        g_assert_cmpstr (command->why, ==, "There is nothing to undo");
      if (g_str_equal (command->action, "canvas.rename"))
        g_assert_cmpstr (command->why, ==, "Select something first");
      if (g_str_equal (command->action, "win.zoom-in"))
        g_assert_null (command->why);
    }
  type (fixture, ">undo");
  gp_palette_choose (get_palette (fixture), 0, FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_palette (fixture))));
  gp_palette_close (get_palette (fixture));
}

/* Without a design there are still commands. */
static void
test_the_welcome_page_has_it_too (GpTestWindow  *fixture,
                                  gconstpointer  user_data)
{
  type (fixture, "open");
  g_assert_true (lists (fixture, "Open"));
  g_assert_false (lists (fixture, "order"));
  gp_palette_close (get_palette (fixture));
}

static void
test_all_actions_are_known (GpTestWindow  *fixture,
                            gconstpointer  user_data)
{
  g_auto(GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (fixture->window));
  GtkWidgetClass *widget_class = GTK_WIDGET_GET_CLASS (fixture->window->canvas);
  const GVariantType *parameter;
  const char *property;
  const char *name;
  GType owner;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strconcat ("win.", names[i], NULL);

      if (!gp_command_knows (full))
        g_error ("%s is not in ui/find/gp-command.c: the palette cannot find it", full);
    }
  for (guint i = 0;
       gtk_widget_class_query_action (widget_class, i, &owner, &name, &parameter, &property); i++)
    if (g_str_has_prefix (name, "canvas.") && !gp_command_knows (name))
      g_error ("%s is not in ui/find/gp-command.c: the palette cannot find it", name);
}

static void
test_edits_are_found (GpTestWindow  *fixture,
                      gconstpointer  user_data)
{
  g_autoptr(GpChangeSet) add =
    gp_edit_add (fixture->design, GP_KIND_ENTITY, gp_design_get_root_id (fixture->design),
                 "zebra_crossing", NULL, NULL, NULL);

  type (fixture, "zcross");
  g_assert_false (lists (fixture, "zebra_crossing"));
  g_assert_true (gp_session_apply (fixture->session, add, NULL, NULL));
  type (fixture, "zcross");
  g_assert_true (lists (fixture, "zebra_crossing"));
  gp_palette_close (get_palette (fixture));
}

#define TEST(name, data, func)                                                               \
  g_test_add ("/ui/palette/" name, GpTestWindow, data, gp_test_window_set_up, func,         \
              gp_test_window_tear_down)

int
main (int   argc,
      char *argv[])
{
  gp_test_window_init (&argc, &argv);
  TEST ("elements-are-gone-to", NULL, test_elements_are_gone_to);
  TEST ("recent-ones-come-first", NULL, test_recent_ones_come_first);
  TEST ("the-lens-follows", NULL, test_the_lens_follows);
  TEST ("signs-narrow-the-search", NULL, test_signs_narrow_the_search);
  TEST ("commands-are-run", NULL, test_commands_are_run);
  TEST ("impossible-commands-say-why", NULL, test_impossible_commands_say_why);
  TEST ("all-actions-are-known", NULL, test_all_actions_are_known);
  TEST ("edits-are-found", NULL, test_edits_are_found);
  TEST ("the-welcome-page-has-it-too", "welcome", test_the_welcome_page_has_it_too);
  return g_test_run ();
}
