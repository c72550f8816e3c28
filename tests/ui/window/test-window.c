/* test-window.c — the window's commands, driven by their actions
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-deploy-page.h"
#include "gp-drawer.h"
#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-file-chooser.h"
#include "gp-plan-view.h"
#include "gp-shortcuts.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-window-private.h"

typedef GpTestWindow Fixture;

#define activate    gp_test_window_activate
#define find_widget gp_test_window_find

static gboolean
is_enabled (Fixture    *fixture,
            const char *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), name);
}

static void
test_welcome_offers_what_opens (Fixture       *fixture,
                                gconstpointer  user_data)
{
  g_assert_null (gp_window_get_session (fixture->window));
  g_assert_true (is_enabled (fixture, "open"));
  g_assert_false (is_enabled (fixture, "save-as"));
  g_assert_false (is_enabled (fixture, "undo"));
}

static void
test_undo_and_redo (Fixture       *fixture,
                    gconstpointer  user_data)
{
  GpId id = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "log"));

  g_assert_false (is_enabled (fixture, "undo"));
  activate (fixture, "reveal", g_variant_new_string ("log"));
  g_assert_true (gp_selection_contains (gp_session_get_selection (fixture->session), &id));
  activate (fixture, "delete", NULL);
  g_assert_null (gp_design_lookup (fixture->design, &id));
  activate (fixture, "undo", NULL);
  g_assert_nonnull (gp_design_lookup (fixture->design, &id));
  activate (fixture, "redo", NULL);
  g_assert_null (gp_design_lookup (fixture->design, &id));
}

static void
test_reveal_finds_fields (Fixture       *fixture,
                          gconstpointer  user_data)
{
  const GpElement *field = gp_test_scene_find_field (fixture->design, "order", "customer_id");

  activate (fixture, "reveal", g_variant_new_string ("order.customer_id"));
  g_assert_true (gp_selection_contains (gp_session_get_selection (fixture->session),
                                        gp_element_get_id (field)));
}

static void
test_drawer_opens_and_closes (Fixture       *fixture,
                              gconstpointer  user_data)
{
  g_assert_false (gtk_widget_get_visible (fixture->window->drawer_pane));
  activate (fixture, "drawer", g_variant_new_string ("problems"));
  g_assert_true (gtk_widget_get_visible (fixture->window->drawer_pane));
  activate (fixture, "drawer", g_variant_new_string ("history"));
  g_assert_cmpstr (gp_drawer_get_page (GP_DRAWER (fixture->window->drawer)), ==, "history");
  activate (fixture, "drawer", g_variant_new_string ("history"));
  g_assert_false (gtk_widget_get_visible (fixture->window->drawer_pane));
}

static void
test_lenses (Fixture       *fixture,
             gconstpointer  user_data)
{
  activate (fixture, "lens", g_variant_new_string ("access"));
  g_assert_cmpint (gp_canvas_get_lens (GP_CANVAS (fixture->window->canvas)), ==, GP_LENS_ACCESS);
  activate (fixture, "lens", g_variant_new_string ("nonsense"));
  g_assert_cmpint (gp_canvas_get_lens (GP_CANVAS (fixture->window->canvas)), ==, GP_LENS_ACCESS);
}

static void
test_problems_are_found_and_fixed (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  GpLinter *linter = fixture->window->linter;
  GpId from = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "log"));
  guint before;

  gp_test_wait_until (gp_linter_get_findings (linter)->len > 0);
  before = gp_linter_get_findings (linter)->len;
  gp_session_perform (fixture->session, gp_edit_remove (fixture->design, &from, 1, NULL), NULL);
  gp_test_wait_until (gp_linter_get_findings (linter)->len != before);
}

static void
test_save_as_asks_for_a_file (Fixture       *fixture,
                              gconstpointer  user_data)
{
  g_autofree char *path = gp_test_dup_path ("shop.gplan");
  g_autoptr(GFile) file = g_file_new_for_path (path);

  gp_file_chooser_set_answer (file);
  activate (fixture, "save-as", NULL);
  gp_test_wait_until (gp_test_session_get_saved (GP_TEST_SESSION (fixture->session)) != NULL);
  g_assert_true (g_file_equal (gp_test_session_get_saved (GP_TEST_SESSION (fixture->session)),
                               file));
}

/* A picture is of what is seen. */
static void
test_exports_what_is_shown (Fixture       *fixture,
                            gconstpointer  user_data)
{
  g_autofree char *path = gp_test_dup_path ("shop.png");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  const GpSessionScope *scope = gp_test_session_get_scope (GP_TEST_SESSION (fixture->session));
  const GpElement *log = gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "log");
  GpId view;

  gp_session_perform (fixture->session,
                      gp_edit_add_view (fixture->design, "One", "data", gp_element_get_id (log), 1,
                                        NULL, &view), NULL);
  gp_window_show_view (fixture->window, &view);
  gp_file_chooser_set_answer (file);
  activate (fixture, "export", g_variant_new_string ("png"));
  g_assert_cmpint (scope->lens, ==, GP_LENS_DATA);
  g_assert_true (gp_id_equal (&scope->view, &view));
  gp_file_chooser_set_answer (file);
  activate (fixture, "export", g_variant_new_string ("html"));
  g_assert_true (gp_id_is_nil (&scope->view));
}

static gboolean
is_in_state (Fixture    *fixture,
             const char *state)
{
  return g_str_equal (gp_deploy_page_get_state (GP_DEPLOY_PAGE (fixture->window->deploy)), state);
}

static gboolean
may_apply (GtkWidget *view)
{
  guint n;
  g_autofree char *missing = gp_plan_view_dup_missing (GP_PLAN_VIEW (view), &n);

  return missing == NULL;
}

static guint
count_missing (GtkWidget *view)
{
  guint n;

  g_free (gp_plan_view_dup_missing (GP_PLAN_VIEW (view), &n));
  return n;
}

static void
test_deploying (Fixture       *fixture,
                gconstpointer  user_data)
{
  GpTestSession *session = GP_TEST_SESSION (fixture->session);
  GpDeployPage *page = GP_DEPLOY_PAGE (fixture->window->deploy);
  g_autoptr(GpChangeSet) left = NULL;

  activate (fixture, "deploy", g_variant_new_string (""));
  g_assert_true (is_in_state (fixture, "setup"));

  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_TARGET,
                                   gp_design_get_root_id (fixture->design),
                                   "Local", NULL, NULL, NULL), NULL);
  activate (fixture, "deploy", g_variant_new_string (""));
  gp_test_wait_until (is_in_state (fixture, "plan"));
  gp_test_wait_until (may_apply (find_widget (GTK_WIDGET (page), GP_TYPE_PLAN_VIEW)));
  gp_deploy_page_apply (page);
  gp_test_wait_until (gp_test_session_count_records (session) == 1);
  gp_test_wait_until (is_in_state (fixture, "plan"));
  g_assert_true (gp_design_equal (gp_test_session_get_deployed (session), fixture->design));
  activate (fixture, "close-deploy", NULL);
  g_assert_true (is_in_state (fixture, "idle"));
}

/* What destroys data waits for a tick of its own. */
static void
test_destroying_needs_consent (Fixture       *fixture,
                               gconstpointer  user_data)
{
  GpTestSession *session = GP_TEST_SESSION (fixture->session);
  GpDeployPage *page = GP_DEPLOY_PAGE (fixture->window->deploy);
  GpId log = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "log"));
  GtkWidget *view = find_widget (GTK_WIDGET (page), GP_TYPE_PLAN_VIEW);
  char text[GP_ID_STRING_SIZE];
  GtkWidget *tick;
  GpId other;

  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_TARGET,
                                   gp_design_get_root_id (fixture->design),
                                   "Local", NULL, NULL, NULL), NULL);
  activate (fixture, "deploy", g_variant_new_string (""));
  gp_test_wait_until (is_in_state (fixture, "plan"));
  gp_test_wait_until (may_apply (view));
  gp_deploy_page_apply (page);
  gp_test_wait_until (gp_test_session_count_records (session) == 1);

  gp_session_perform (fixture->session, gp_edit_remove (fixture->design, &log, 1, NULL), NULL);
  gp_test_wait_until ((tick = find_widget (view, GTK_TYPE_CHECK_BUTTON)) != NULL);
  gp_deploy_page_apply (page);
  g_assert_true (is_in_state (fixture, "plan"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), TRUE);
  gp_test_wait_until (may_apply (view));

  /* It was given to this target: another one asks for its own. */
  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_TARGET,
                                   gp_design_get_root_id (fixture->design),
                                   "Other", NULL, NULL, &other), NULL);
  activate (fixture, "deploy", g_variant_new_string (gp_id_format (&other, text)));
  gp_test_wait_until (count_missing (view) > 0);
  gp_deploy_page_apply (page);
  g_assert_true (is_in_state (fixture, "plan"));
}

/* Deployed, changed, deployed again: the first is planned anew, and the design takes its place
 * again. */
static void
test_returning (Fixture       *fixture,
                gconstpointer  user_data)
{
  GpTestSession *session = GP_TEST_SESSION (fixture->session);
  GpDeployPage *page = GP_DEPLOY_PAGE (fixture->window->deploy);
  GtkWidget *view = find_widget (GTK_WIDGET (page), GP_TYPE_PLAN_VIEW);
  GpId root = *gp_design_get_root_id (fixture->design);
  g_autoptr(GpDesign) first = NULL;

  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_TARGET, &root, "Local", NULL, NULL,
                                   NULL), NULL);
  first = gp_design_copy (fixture->design);
  for (guint i = 1; i <= 2; i++)
    {
      activate (fixture, "deploy", g_variant_new_string (""));
      gp_test_wait_until (is_in_state (fixture, "plan"));
      gp_test_wait_until (may_apply (view));
      gp_deploy_page_apply (page);
      gp_test_wait_until (gp_test_session_count_records (session) == i);
      gp_test_wait_until (is_in_state (fixture, "plan"));
      gp_session_perform (fixture->session,
                          gp_edit_add (fixture->design, GP_KIND_ROLE, &root,
                                       i == 1 ? "One" : "Two", NULL, NULL, NULL), NULL);
    }

  activate (fixture, "deployments", NULL);
  g_assert_nonnull (find_widget (GTK_WIDGET (page), ADW_TYPE_EXPANDER_ROW));
  activate (fixture, "deploy-source", g_variant_new_string ("deployment:1"));
  gp_test_wait_until (is_in_state (fixture, "plan"));
  gp_test_wait_until (may_apply (view));
  gp_deploy_page_apply (page);
  gp_test_wait_until (gp_test_session_count_records (session) == 3);
  g_assert_true (gp_design_equal (gp_test_session_get_deployed (session), first));

  gp_test_wait_until (is_in_state (fixture, "plan"));
  activate (fixture, "deploy-source", g_variant_new_string ("deployment:2"));
  activate (fixture, "deploy-source", g_variant_new_string (""));
  gp_test_wait_until (is_in_state (fixture, "plan"));
  gp_test_wait_until (may_apply (view));
  gp_deploy_page_apply (page);
  gp_test_wait_until (gp_test_session_count_records (session) == 4);
  g_assert_true (gp_design_equal (gp_test_session_get_deployed (session), fixture->design));
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_ACTION_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);

  return n;
}

/* Many of one kind are one row, which unfolds into all of them and stays so when the plan is made
 * again. */
static void
test_many_changes_are_folded (Fixture       *fixture,
                              gconstpointer  user_data)
{
  const GpId *root = gp_design_get_root_id (fixture->design);
  GtkWidget *page = fixture->window->deploy;
  GtkWidget *fold;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("one_of_many_%u", i);

      gp_session_perform (fixture->session,
                          gp_edit_add (fixture->design, GP_KIND_ROLE, root, name, NULL, NULL, NULL),
                          NULL);
    }
  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_TARGET, root, "Local", NULL, NULL,
                                   NULL), NULL);
  activate (fixture, "deploy", g_variant_new_string (""));
  gp_test_wait_until (is_in_state (fixture, "plan"));

  g_assert_cmpuint (count_rows (page), <, 30);
  fold = find_widget (page, ADW_TYPE_EXPANDER_ROW);
  g_assert_nonnull (fold);
  while (fold != NULL && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (fold)),
                                    "Roles") != 0)
    fold = gtk_widget_get_next_sibling (fold);
  g_assert_nonnull (fold);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (fold), TRUE);
  g_assert_cmpuint (count_rows (fold), >=, 30);

  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_ROLE, root, "and_another", NULL, NULL,
                                   NULL), NULL);
  gp_test_wait_until ((fold = find_widget (page, ADW_TYPE_EXPANDER_ROW)) != NULL
                      && count_rows (page) > 31);
}

static void
test_every_shortcut_has_an_action (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  g_auto(GStrv) actions = NULL;

  gp_shortcuts_install (fixture->application);
  actions = gtk_application_list_action_descriptions (fixture->application);
  for (gsize i = 0; actions[i] != NULL; i++)
    {
      g_autofree char *name = NULL;

      if (!g_str_has_prefix (actions[i], "win."))
        continue;
      name = g_strndup (actions[i] + 4, strcspn (actions[i] + 4, ":("));
      g_assert_true (g_action_group_has_action (G_ACTION_GROUP (fixture->window), name));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, data, function) \
  g_test_add ("/ui/window/" name, Fixture, data, gp_test_window_set_up, function, \
              gp_test_window_tear_down)
  ADD ("welcome-offers-what-opens", "welcome", test_welcome_offers_what_opens);
  ADD ("undo-and-redo", NULL, test_undo_and_redo);
  ADD ("reveal-finds-fields", NULL, test_reveal_finds_fields);
  ADD ("drawer-opens-and-closes", NULL, test_drawer_opens_and_closes);
  ADD ("lenses", NULL, test_lenses);
  ADD ("problems-are-found-and-fixed", NULL, test_problems_are_found_and_fixed);
  ADD ("save-as-asks-for-a-file", NULL, test_save_as_asks_for_a_file);
  ADD ("exports-what-is-shown", NULL, test_exports_what_is_shown);
  ADD ("deploying", NULL, test_deploying);
  ADD ("destroying-needs-consent", NULL, test_destroying_needs_consent);
  ADD ("returning-to-a-deployment", NULL, test_returning);
  ADD ("many-changes-are-folded", NULL, test_many_changes_are_folded);
  ADD ("every-shortcut-has-an-action", NULL, test_every_shortcut_has_an_action);
#undef ADD

  return g_test_run ();
}
