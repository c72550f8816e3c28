/* test-backend-dialog.c — a live backend is named, and read by the application
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-capability.h"
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

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GVariant **asked = user_data;

  *asked = g_variant_ref (parameter);
}

/* What the application would do. */
static void
add_app (GpTestWindow  *fixture,
         GVariant     **asked)
{
  const GActionEntry entry = { .name = "import-backend", .activate = asked_cb,
                               .parameter_type = "(sss)" };

  g_action_map_add_action_entries (G_ACTION_MAP (fixture->application), &entry, 1, asked);
}

static GtkWidget *
find_row (AdwMessageDialog *dialog,
          GType             type,
          guint             n)
{
  GtkWidget *list = gp_test_window_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n);

  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (row, type));
  return GTK_WIDGET (row);
}

static void
test_a_backend_is_asked_for (GpTestWindow  *fixture,
                             gconstpointer  user_data)
{
  g_autoptr(GVariant) asked = NULL;
  AdwMessageDialog *dialog;
  GtkWidget *url;

  add_app (fixture, &asked);
  gp_test_window_activate (fixture, "import-backend", NULL);
  gp_test_wait_until ((dialog = find_dialog ()) != NULL);
  url = find_row (dialog, ADW_TYPE_ENTRY_ROW, 1);

  /* Nothing but "https://" is no address. */
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "import"));
  gtk_editable_set_text (GTK_EDITABLE (url), " https://db.example.org ");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "import"));
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, ADW_TYPE_ENTRY_ROW, 2)), "secret");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, ADW_TYPE_COMBO_ROW, 0)), 1);
  gtk_widget_activate (gtk_window_get_default_widget (GTK_WINDOW (dialog)));

  gp_test_wait_until (asked != NULL);
  g_assert_cmpstr (g_variant_get_type_string (asked), ==, "(sss)");
  g_assert_cmpvariant (asked, g_variant_new ("(sss)", gp_capability_get (1)->type,
                                             "https://db.example.org", "secret"));
  gp_test_wait_until (find_dialog () == NULL);
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);
  g_test_add ("/ui/backend-dialog/a-backend-is-asked-for", GpTestWindow, NULL,
              gp_test_window_set_up, test_a_backend_is_asked_for, gp_test_window_tear_down);
  return g_test_run ();
}
