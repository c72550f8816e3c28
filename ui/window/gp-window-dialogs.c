/* gp-window-dialogs.c — the commands of a window that open another one
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-edit.h"
#include "gp-help-window.h"
#include "gp-print.h"
#include "gp-shortcuts-window.h"
#include "gp-token-dialog.h"

#include <glib/gi18n-lib.h>

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  gp_shortcuts_window_present (user_data);
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  gp_help_window_present (user_data);
}

static void
token_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GpWindow *self = user_data;
  GpId target = gp_id_nil;

  if (!gp_id_parse (g_variant_get_string (parameter, NULL), &target))
    gp_header_get_default_target (GP_HEADER (self->header), &target);
  gp_token_dialog_present (GTK_WINDOW (self), self->session, &target);
}

static void
print_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GpWindow *self = user_data;
  GpPrintOptions options = { .lens = gp_canvas_get_lens (GP_CANVAS (self->canvas)) };

  const GpElement *view = gp_canvas_find_view_in (GP_CANVAS (self->canvas),
                                                  gp_session_get_design (self->session));

  if (view != NULL)
    options.view = *gp_element_get_id (view);
  gp_canvas_get_subject (GP_CANVAS (self->canvas), &options.subject);
  gp_print_run (GTK_WINDOW (self), self->session, &options);
}

static const struct
{
  GActionEntry entry;
  gboolean     always;      /* where there is no design, too */
} entries[] = {
  { { .name = "show-help-overlay", .activate = shortcuts_cb }, TRUE },
  { { .name = "help", .activate = help_cb }, TRUE },
  { { .name = "print", .activate = print_cb }, FALSE },
  { { .name = "token", .activate = token_cb, .parameter_type = "s" }, FALSE },
};

void
gp_window_add_dialogs (GpWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_action_map_add_action_entries (G_ACTION_MAP (self), &entries[i].entry, 1, self);
}

void
gp_window_update_dialogs (GpWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].entry.name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   entries[i].always || self->session != NULL);
    }
}
