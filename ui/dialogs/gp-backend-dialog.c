/* gp-backend-dialog.c — asks for a live backend that a design is made of
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-backend-dialog"
#include "config.h"

#include "gp-backend-dialog.h"

#include "gp-capability.h"
#include "gp-hint.h"
#include "gp-lead.h"
#include "gp-token-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *type;
  GtkWidget *url;
  GtkWidget *token;
} Rows;

static char *
dup_url (const Rows *rows)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (rows->url))));
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Rows             *rows)
{
  const GpCapability *capability =
    gp_capability_get (adw_combo_row_get_selected (ADW_COMBO_ROW (rows->type)));
  g_autofree char *url = dup_url (rows);

  if (g_str_equal (response, "import"))
    gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (dialog))),
                                "app.import-backend", "(sss)", capability->type, url,
                                gtk_editable_get_text (GTK_EDITABLE (rows->token)));
}

/* Whether the address can be used is for the target to say. */
static void
changed_cb (AdwMessageDialog *dialog)
{
  g_autofree char *url = dup_url (g_object_get_data (G_OBJECT (dialog), "rows"));
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  adw_message_dialog_set_response_enabled (dialog, "import", host != NULL && *host != '\0');
}

static GtkWidget *
make_rows (Rows *rows)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  const GpCapability *capability;

  for (gsize i = 0; (capability = gp_capability_get (i)) != NULL; i++)
    gtk_string_list_append (labels, _(capability->label));
  rows->type = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rows->type), _("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (rows->type), G_LIST_MODEL (labels));

  rows->url = adw_entry_row_new ();
  gp_lead_keep (GTK_EDITABLE (rows->url));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rows->url), _("Address"));
  gtk_editable_set_text (GTK_EDITABLE (rows->url), "https://");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (rows->url), TRUE);

  rows->token = gp_token_dialog_new_entry ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), rows->type);
  gtk_list_box_append (GTK_LIST_BOX (list), rows->url);
  gtk_list_box_append (GTK_LIST_BOX (list), rows->token);
  gp_hint_name (list, _("Import from a Backend"));

  return list;
}

void
gp_backend_dialog_present (GtkWindow *parent)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (parent, _("Import from a Backend"),
                            _("Its data, rules and flows are read into a new design; nothing is "
                              "changed there. The token is kept until the design is closed, and "
                              "never written into it; it may be left out where your keyring has "
                              "one for the address.")));
  Rows *rows = g_new0 (Rows, 1);

  g_object_set_data_full (G_OBJECT (dialog), "rows", rows, g_free);
  adw_message_dialog_set_extra_child (dialog, make_rows (rows));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "import", _("_Import"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "import", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "import");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), rows);
  g_signal_connect_object (rows->url, "changed", G_CALLBACK (changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  changed_cb (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (rows->url);
  gtk_editable_set_position (GTK_EDITABLE (rows->url), -1);
}
