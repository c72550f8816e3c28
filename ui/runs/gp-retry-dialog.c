/* gp-retry-dialog.c — the input of the step that failed, for another try
 * SPDX-License-Identifier: Apache-2.0
 *
 * A step that is done on a backend cannot be undone: so it is asked for in a dialog. The run may go
 * on, and another be opened, before there is an answer: then nothing is tried again. */
#define G_LOG_DOMAIN "gp-retry-dialog"
#include "config.h"

#include "gp-retry-dialog.h"

#include "gp-code-view.h"
#include "gp-expr-json-lines.h"
#include "gp-expr-json.h"
#include "gp-hint.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDTH  420      /* pixels */
#define HEIGHT 140
#define JSON_WIDTH 48   /* characters */

typedef struct
{
  GpRunWatch *watch;
  GtkWidget  *input;
  GtkWidget  *problem;
  char       *run;
  char       *text;       /* what the editor holds: it is gone when the answer comes */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;

  g_clear_object (&dialog->watch);
  g_free (dialog->run);
  g_free (dialog->text);
  g_free (dialog);
}

static void
response_cb (AdwMessageDialog *window,
             const char       *response,
             Dialog           *dialog)
{
  if (g_str_equal (response, "retry")
      && g_strcmp0 (gp_run_watch_get_open (dialog->watch), dialog->run) == 0)
    gp_run_watch_do (dialog->watch, GP_RUN_RETRY, dialog->text);
}

static void
changed_cb (AdwMessageDialog *window)
{
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "dialog");
  g_autoptr(GpExprValue) value = NULL;
  g_autoptr(GError) error = NULL;

  g_free (dialog->text);
  dialog->text = gp_code_view_dup_text (GP_CODE_VIEW (dialog->input));
  value = gp_expr_value_from_json (dialog->text, -1, &error);
  gtk_label_set_label (GTK_LABEL (dialog->problem), error != NULL ? error->message : "");
  adw_message_dialog_set_response_enabled (window, "retry", value != NULL);
}

static GtkWidget *
make_editor (Dialog            *dialog,
             const GpExprValue *given)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *text = gp_expr_value_to_json_lines (given, JSON_WIDTH);

  dialog->input = gp_code_view_new ("json");
  gtk_widget_set_size_request (dialog->input, WIDTH, HEIGHT);
  gp_hint_name_inside (dialog->input, _("Input of the step"));
  gp_code_view_set_text (GP_CODE_VIEW (dialog->input), text);
  dialog->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (dialog->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (dialog->problem), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (dialog->problem), 1);
  gtk_widget_set_css_classes (dialog->problem, (const char *[]) { "caption", "error", NULL });
  gtk_box_append (GTK_BOX (box), dialog->input);
  gtk_box_append (GTK_BOX (box), dialog->problem);

  return box;
}

void
gp_retry_dialog_present (GtkWindow  *parent,
                         GpRunWatch *watch)
{
  const GpRunDetail *detail = gp_run_watch_get_detail (watch);
  Dialog *dialog;
  AdwMessageDialog *window;

  if (!gp_run_watch_can (watch, GP_RUN_RETRY) || detail->retry_input == NULL)
    return;
  dialog = g_new0 (Dialog, 1);
  dialog->watch = g_object_ref (watch);
  dialog->run = g_strdup (gp_run_watch_get_open (watch));
  window = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    parent, _("Retry with Other Input"),
    _("The step that failed begins again with this as its “input”. What it reads from the trigger "
      "or from steps before it stays as it was; those are not done again.")));
  g_object_set_data_full (G_OBJECT (window), "dialog", dialog, dialog_free);
  adw_message_dialog_set_extra_child (
    window, make_editor (dialog, detail->retry_input));
  adw_message_dialog_add_responses (window, "cancel", _("_Cancel"), "retry", _("_Retry"), NULL);
  adw_message_dialog_set_response_appearance (window, "retry", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (window, "cancel");
  g_signal_connect (window, "response", G_CALLBACK (response_cb), dialog);
  g_signal_connect_object (dialog->input, "changed", G_CALLBACK (changed_cb), window,
                           G_CONNECT_SWAPPED);
  changed_cb (window);
  gtk_window_present (GTK_WINDOW (window));
  gp_code_view_place_cursor (GP_CODE_VIEW (dialog->input), 0);
}
