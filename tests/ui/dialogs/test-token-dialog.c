/* test-token-dialog.c — a token is given, replaced and forgotten
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-window-private.h"

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static AdwMessageDialog *
ask (GpTestWindow *fixture)
{
  AdwMessageDialog *dialog;

  gp_test_window_activate (fixture, "token", g_variant_new_string (""));
  gp_test_wait_until ((dialog = find_dialog ()) != NULL);

  return dialog;
}

static void
answer (AdwMessageDialog *dialog,
        const char       *response)
{
  adw_message_dialog_response (dialog, response);
  gtk_window_close (GTK_WINDOW (dialog));
  gp_test_wait_until (find_dialog () == NULL);
}

static void
add_target (GpTestWindow *fixture)
{
  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_TARGET,
                                   gp_design_get_root_id (fixture->design), "Staging", NULL, NULL,
                                   NULL), NULL);
}

static void
test_tokens_are_given_and_forgotten (GpTestWindow  *fixture,
                                     gconstpointer  user_data)
{
  GpTestSession *session = GP_TEST_SESSION (fixture->session);
  GpTokenPlace place;
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  add_target (fixture);
  dialog = ask (fixture);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "save"));
  entry = gp_test_window_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "first");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "save"));
  /* As Enter does it. */
  gtk_widget_activate (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
  gp_test_wait_until (find_dialog () == NULL);
  gp_test_wait_until (gp_test_session_get_token (session, &place) != NULL);
  g_assert_cmpstr (gp_test_session_get_token (session, &place), ==, "first");
  g_assert_cmpint (place, ==, GP_TOKEN_IN_KEYRING);

  /* What is kept is not shown. */
  dialog = ask (fixture);
  entry = gp_test_window_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "second");
  gtk_switch_set_active (GTK_SWITCH (gp_test_window_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH)),
                         FALSE);
  answer (dialog, "save");
  gp_test_session_get_token (session, &place);
  g_assert_cmpint (place, ==, GP_TOKEN_IN_SESSION);
  g_assert_cmpstr (gp_test_session_get_token (session, &place), ==, "second");

  dialog = ask (fixture);
  answer (dialog, "cancel");
  g_assert_cmpstr (gp_test_session_get_token (session, &place), ==, "second");
  answer (ask (fixture), "forget");
  g_assert_null (gp_test_session_get_token (session, &place));
}

/* A target that has gone since has no token to ask for. */
static void
test_no_target_no_question (GpTestWindow  *fixture,
                            gconstpointer  user_data)
{
  gp_test_window_activate (fixture, "token", g_variant_new_string (""));
  gp_test_window_settle ();
  g_assert_null (find_dialog ());
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, function)                                                                 \
  g_test_add ("/ui/token-dialog/" name, GpTestWindow, NULL, gp_test_window_set_up, function, \
              gp_test_window_tear_down)
  ADD ("tokens-are-given-and-forgotten", test_tokens_are_given_and_forgotten);
  ADD ("no-target-no-question", test_no_target_no_question);
#undef ADD

  return g_test_run ();
}
