/* gp-token-dialog.c — the token that a backend wants of its administrator
 * SPDX-License-Identifier: Apache-2.0
 *
 * A token that is kept is never shown again: it can be replaced or forgotten. It leaves the entry,
 * whose memory GTK keeps from being swapped out, for the session only.
 */
#define G_LOG_DOMAIN "gp-token-dialog"
#include "config.h"

#include "gp-token-dialog.h"

#include "gp-hint.h"
#include "gp-lead.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GtkWindow *parent;
  GpSession *session;
  GpId       target;
  GtkWidget *entry;
  GtkWidget *keep;
  char      *token;       /* what the entry holds: it is gone when the answer comes */
  gboolean   keyring;
} Dialog;

static void
wipe (Dialog *dialog)
{
  if (dialog->token != NULL)
    explicit_bzero (dialog->token, strlen (dialog->token));
  g_clear_pointer (&dialog->token, g_free);
}

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;

  wipe (dialog);
  g_clear_object (&dialog->parent);
  g_clear_object (&dialog->session);
  g_free (dialog);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!gp_session_finish (GP_SESSION (source), result, &error))
    gp_session_report (GP_SESSION (source), error);
}

static void
response_cb (AdwMessageDialog *window,
             const char       *response,
             Dialog           *dialog)
{
  if (g_str_equal (response, "save"))
    gp_session_keep_token_async (dialog->session, &dialog->target, dialog->token,
                                 dialog->keyring ? GP_TOKEN_IN_KEYRING : GP_TOKEN_IN_SESSION, NULL,
                                 kept_cb, NULL);
  else if (g_str_equal (response, "forget"))
    gp_session_keep_token_async (dialog->session, &dialog->target, NULL, GP_TOKEN_NOWHERE, NULL,
                                 kept_cb, NULL);
}

static void
changed_cb (AdwMessageDialog *window)
{
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "dialog");

  wipe (dialog);
  dialog->token = g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->entry)));
  dialog->keyring = gtk_switch_get_active (GTK_SWITCH (dialog->keep));
  adw_message_dialog_set_response_enabled (window, "save", *dialog->token != '\0');
}

static const char *
describe (GpTokenPlace place)
{
  switch (place)
    {
    case GP_TOKEN_IN_KEYRING:
      return _("A token is in your keyring.");
    case GP_TOKEN_IN_SESSION:
      return _("A token is kept until this design is closed.");
    case GP_TOKEN_PROVIDED:
      return _("The token comes from the backend that runs here, or from GPLAN_TOKEN.");
    case GP_TOKEN_NOWHERE:
    default:
      return _("The backend wants to know that you may change it. The token is never written into "
               "the design, a plan or a log.");
    }
}

/* The row for passwords of libadwaita 1.2 follows the caps lock key even after it has gone. */
GtkWidget *
gp_token_dialog_new_entry (void)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  g_autoptr(GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();

  gp_lead_keep (GTK_EDITABLE (row));
  gtk_text_set_buffer (text, buffer);
  gtk_text_set_visibility (text, FALSE);
  gtk_text_set_input_purpose (text, GTK_INPUT_PURPOSE_PASSWORD);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Token"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);

  return row;
}

static GtkWidget *
make_rows (Dialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_action_row_new ();

  dialog->entry = gp_token_dialog_new_entry ();
  dialog->keep = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (dialog->keep), TRUE);
  gtk_widget_set_valign (dialog->keep, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Keep in the keyring"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("Otherwise only until the design is closed"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), dialog->keep);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), dialog->keep);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gp_hint_name (list, _("Token"));
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->entry);
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  return list;
}

static void
show (Dialog       *dialog,
      GpTokenPlace  place)
{
  const GpElement *target = gp_design_lookup_kind (gp_session_get_design (dialog->session),
                                                   &dialog->target, GP_KIND_TARGET);
  g_autofree char *heading = NULL;
  AdwMessageDialog *window;

  if (target == NULL)
    {
      dialog_free (dialog);
      return;
    }

  /* Translators: %s is the name of a backend. */
  heading = g_strdup_printf (_("Token for %s"), gp_element_get_name (target));
  window = ADW_MESSAGE_DIALOG (adw_message_dialog_new (dialog->parent, heading, describe (place)));
  g_object_set_data_full (G_OBJECT (window), "dialog", dialog, dialog_free);
  adw_message_dialog_set_extra_child (window, make_rows (dialog));
  adw_message_dialog_add_response (window, "cancel", _("_Cancel"));
  if (place == GP_TOKEN_IN_KEYRING || place == GP_TOKEN_IN_SESSION)
    {
      adw_message_dialog_add_response (window, "forget", _("_Forget"));
      adw_message_dialog_set_response_appearance (window, "forget", ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_add_response (window, "save",
                                   place == GP_TOKEN_NOWHERE ? _("_Save") : _("_Replace"));
  adw_message_dialog_set_response_appearance (window, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (window, "save", FALSE);
  adw_message_dialog_set_default_response (window, "save");
  adw_message_dialog_set_close_response (window, "cancel");
  g_signal_connect (window, "response", G_CALLBACK (response_cb), dialog);
  g_signal_connect_object (dialog->entry, "changed", G_CALLBACK (changed_cb), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog->keep, "notify::active", G_CALLBACK (changed_cb), window,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (dialog->entry);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  GpTokenPlace place = gp_session_find_token_finish (GP_SESSION (source), result, &error);

  /* A keyring that does not answer keeps nobody from giving a token for now. */
  if (error != NULL)
    g_debug ("%s", error->message);
  show (user_data, place);
}

void
gp_token_dialog_present (GtkWindow  *parent,
                         GpSession  *session,
                         const GpId *target)
{
  Dialog *dialog = g_new0 (Dialog, 1);

  dialog->parent = g_object_ref (parent);
  dialog->session = g_object_ref (session);
  dialog->target = *target;
  gp_session_find_token_async (session, target, NULL, found_cb, dialog);
}
