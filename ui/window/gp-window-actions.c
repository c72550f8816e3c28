/* gp-window-actions.c — the commands of a window
 * SPDX-License-Identifier: Apache-2.0
 *
 * One table of entries; what is possible now is computed in one function.
 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-backend-dialog.h"
#include "gp-edit.h"
#include "gp-file-chooser.h"
#include "gp-recent.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- files --- */

static void
open_chosen_cb (GFile    *file,
                gpointer  user_data)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_widget_activate_action (user_data, "app.open-uri", "s", uri);
}

static void
import_chosen_cb (GFile    *file,
                  gpointer  user_data)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_widget_activate_action (user_data, "app.import-uri", "s", uri);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  gp_file_chooser_run (user_data, GP_FILE_CHOOSER_OPEN, NULL, open_chosen_cb,
                       g_object_ref (user_data), g_object_unref);
}

static void
import_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  gp_file_chooser_run (user_data, GP_FILE_CHOOSER_IMPORT, NULL, import_chosen_cb,
                       g_object_ref (user_data), g_object_unref);
}

static void
import_backend_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  gp_backend_dialog_present (user_data);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GpWindow) self = user_data;               /* reference taken when the call began */
  g_autoptr(GError) error = NULL;

  if (!gp_session_finish (GP_SESSION (source), result, &error))
    gp_session_report (GP_SESSION (source), error);
  else if (gp_session_get_file (GP_SESSION (source)) != NULL)
    {
      g_autofree char *title = gp_session_dup_title (GP_SESSION (source));

      gp_recent_add (gp_session_get_file (GP_SESSION (source)), title);
      gp_window_report (self, _("Saved. Every change is kept from now on."));
    }
}

static void
save_chosen_cb (GFile    *file,
                gpointer  user_data)
{
  GpWindow *self = user_data;

  gp_session_save_as_async (self->session, file, NULL, saved_cb, g_object_ref (self));
}

static void
save_as_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GpWindow *self = user_data;
  g_autofree char *name = gp_window_dup_file_name (self, ".gplan");

  gp_file_chooser_run (user_data, GP_FILE_CHOOSER_SAVE, name, save_chosen_cb, g_object_ref (self),
                       g_object_unref);
}

static void
export_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  gp_window_export (user_data, g_variant_get_string (parameter, NULL));
}

/* --- editing --- */

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gp_history_undo (gp_session_get_history (self->session), &error) && error != NULL)
    gp_session_report (self->session, error);
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gp_history_redo (gp_session_get_history (self->session), &error) && error != NULL)
    gp_session_report (self->session, error);
}

static void
rename_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GpWindow *self = user_data;

  gp_window_show_side (self, "inspector");
  gp_window_show_panel (self, "inspector", TRUE);
  gp_inspector_edit_name (GP_INSPECTOR (self->inspector));
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GpWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;
  gsize n = 0;
  const GpId *ids = gp_selection_peek (gp_session_get_selection (self->session), &n);

  changes = gp_edit_remove (gp_session_get_design (self->session), ids, n, &error);
  if (gp_session_perform (self->session, changes, g_steal_pointer (&error)))
    gp_window_offer (self, gp_history_get_undo_title (gp_session_get_history (self->session)),
                     _("Undo"), "win.undo");
}

static void
canvas_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  static const struct
  {
    const char *ours;
    const char *canvas;
  } names[] = {
    { "zoom-in", "canvas.zoom-in" },
    { "zoom-out", "canvas.zoom-out" },
    { "zoom-100", "canvas.zoom-100" },
    { "zoom-fit", "canvas.zoom-all" },
    { "zoom-selection", "canvas.zoom-selection" },
    { "tidy", "canvas.tidy-all" },
    { "fold-junctions", "canvas.fold-junctions" },
    { "find-domains", "canvas.find-domains" },
    { "duplicate", "canvas.duplicate" },
  };
  GpWindow *self = user_data;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].ours, g_action_get_name (G_ACTION (action))))
      gtk_widget_activate_action (self->canvas, names[i].canvas, NULL);
}

/* --- seeing --- */

static void
find_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;

  gp_window_show_panel (self, "outline", TRUE);
  gp_outline_start_search (GP_OUTLINE (self->outline));
}

/* Follows names down from @id. Siblings of different kinds may have the same name: the one that the
 * rest of the path fits is meant. */
static gboolean
follow_path (GpDesign          *design,
             const char *const *names,
             GpId              *id)
{
  const GpElement *child;
  const GpId parent = *id;

  if (names[0] == NULL)
    return TRUE;

  for (gsize i = 0; (child = gp_design_peek_child (design, &parent, i)) != NULL; i++)
    {
      GpId next = *gp_element_get_id (child);

      if (g_str_equal (gp_element_get_name (child), names[0])
          && follow_path (design, names + 1, &next))
        {
          *id = next;
          return TRUE;
        }
    }

  return FALSE;
}

static void
reveal_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GpWindow *self = user_data;
  GpDesign *design = gp_session_get_design (self->session);
  g_auto(GStrv) names = g_strsplit (g_variant_get_string (parameter, NULL), ".", -1);
  GpId id = *gp_design_get_root_id (design);

  if (follow_path (design, (const char *const *) names, &id))
    gp_session_reveal (self->session, &id);
}

static void
change_lens_cb (GSimpleAction *action,
                GVariant      *value,
                gpointer       user_data)
{
  GpWindow *self = user_data;
  GpLens lens;

  if (!gp_lens_from_nick (g_variant_get_string (value, NULL), &lens))
    return;
  gp_canvas_set_lens (GP_CANVAS (self->canvas), lens);
  gp_header_set_lens (GP_HEADER (self->header), gp_lens_to_nick (lens));
  g_simple_action_set_state (action, value);
}

static void
change_panel_cb (GSimpleAction *action,
                 GVariant      *value,
                 gpointer       user_data)
{
  gp_window_show_panel (user_data, g_action_get_name (G_ACTION (action)),
                        g_variant_get_boolean (value));
}

static void
activate_drawer_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  g_autoptr(GVariant) state = g_action_get_state (G_ACTION (action));

  /* The button of the page that is open closes it. */
  g_action_change_state (G_ACTION (action),
                         g_variant_equal (state,
                                          parameter) ? g_variant_new_string ("") : parameter);
}

static void
change_drawer_cb (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       user_data)
{
  gp_window_show_drawer (user_data, g_variant_get_string (value, NULL));
  g_simple_action_set_state (action, value);
}

/* --- deploying --- */

static void
deploy_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GpWindow *self = user_data;
  GpId target = gp_id_nil;

  gp_window_end_comparison (self);
  if (!gp_id_parse (g_variant_get_string (parameter, NULL), &target))
    gp_header_get_default_target (GP_HEADER (self->header), &target);
  else
    gp_header_set_default_target (GP_HEADER (self->header), &target);

  gp_window_show_side (self, "deploy");
  gp_window_show_panel (self, "inspector", TRUE);
  gp_deploy_page_start (GP_DEPLOY_PAGE (self->deploy), &target);
}

static void
deploy_source_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  GpWindow *self = user_data;

  gp_deploy_page_set_source (GP_DEPLOY_PAGE (self->deploy), g_variant_get_string (parameter, NULL));
}

/* Of the usual target where none is shown. */
static void
deployments_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpWindow *self = user_data;

  if (g_str_equal (gp_deploy_page_get_state (GP_DEPLOY_PAGE (self->deploy)), "idle"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "deploy", g_variant_new_string (""));
  gp_deploy_page_toggle_history (GP_DEPLOY_PAGE (self->deploy));
}

static void
close_deploy_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  GpWindow *self = user_data;

  gp_deploy_page_stop (GP_DEPLOY_PAGE (self->deploy));
  gp_window_show_side (self, "inspector");
}

/* A new element in the inspector. @wish: (nullable): what it is called. */
static gboolean
add_element (GpWindow   *self,
             GpKind      kind,
             const char *wish)
{
  GpDesign *design = gp_session_get_design (self->session);
  GpChangeSet *changes;
  GpId id = gp_id_nil;

  changes = gp_edit_add (design, kind, gp_design_get_root_id (design), wish, NULL, NULL, &id);
  if (!gp_session_perform (self->session, changes, NULL))
    return FALSE;

  g_action_group_activate_action (G_ACTION_GROUP (self), "close-deploy", NULL);
  gp_window_show_panel (self, "inspector", TRUE);
  gp_selection_set (gp_session_get_selection (self->session), &id);

  return TRUE;
}

static void
add_target_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  add_element (user_data, GP_KIND_TARGET, _("Staging"));
}

static void
add_role_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  if (add_element (user_data, GP_KIND_ROLE, NULL))
    g_action_group_activate_action (G_ACTION_GROUP (user_data), "rename", NULL);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_cb },
  { .name = "import", .activate = import_cb },
  { .name = "import-backend", .activate = import_backend_cb },
  { .name = "save-as", .activate = save_as_cb },
  { .name = "export", .activate = export_cb, .parameter_type = "s" },
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
  { .name = "rename", .activate = rename_cb },
  { .name = "delete", .activate = delete_cb },
  { .name = "duplicate", .activate = canvas_action_cb },
  { .name = "find", .activate = find_cb },
  { .name = "reveal", .activate = reveal_cb, .parameter_type = "s" },
  { .name = "lens", .parameter_type = "s", .state = "'data'", .change_state = change_lens_cb },
  { .name = "outline", .state = "true", .change_state = change_panel_cb },
  { .name = "inspector", .state = "true", .change_state = change_panel_cb },
  { .name = "drawer", .activate = activate_drawer_cb, .parameter_type = "s", .state = "''",
    .change_state = change_drawer_cb },
  { .name = "deploy", .activate = deploy_cb, .parameter_type = "s" },
  { .name = "deploy-source", .activate = deploy_source_cb, .parameter_type = "s" },
  { .name = "deployments", .activate = deployments_cb },
  { .name = "close-deploy", .activate = close_deploy_cb },
  { .name = "add-target", .activate = add_target_cb },
  { .name = "add-role", .activate = add_role_cb },
  { .name = "tidy", .activate = canvas_action_cb },
  { .name = "fold-junctions", .activate = canvas_action_cb },
  { .name = "find-domains", .activate = canvas_action_cb },
  { .name = "zoom-in", .activate = canvas_action_cb },
  { .name = "zoom-out", .activate = canvas_action_cb },
  { .name = "zoom-100", .activate = canvas_action_cb },
  { .name = "zoom-fit", .activate = canvas_action_cb },
  { .name = "zoom-selection", .activate = canvas_action_cb },
};

void
gp_window_add_actions (GpWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gp_window_add_dialogs (self);
  gp_window_init_access (self);
  gp_window_init_compare (self);
  gp_window_init_update (self);
  gp_window_init_flow (self);
  gp_window_init_runs (self);
  gp_window_init_tell (self);
}

/* Whether a command is possible with what is open and selected now. */
static gboolean
is_possible (GpWindow   *self,
             const char *name)
{
  static const char *const always[] = { "open", "import", "import-backend", NULL };
  static const char *const edits[] = {
    "rename", "delete", "duplicate", "tidy", "find-domains", "fold-junctions",
    "add-target", "add-role", NULL
  };
  static const char *const of_selection[] = { "rename", "delete", "duplicate", "zoom-selection",
                                              NULL };
  GpHistory *history;

  if (g_strv_contains (always, name))
    return TRUE;
  if (self->session == NULL)
    return FALSE;

  history = gp_session_get_history (self->session);
  if (g_str_equal (name, "undo"))
    return gp_history_can_undo (history);
  if (g_str_equal (name, "redo"))
    return gp_history_can_redo (history);
  if (g_strv_contains (edits, name) && gp_session_is_read_only (self->session))
    return FALSE;

  return !g_strv_contains (of_selection, name)
         || gp_selection_get_size (gp_session_get_selection (self->session)) > 0;
}

void
gp_window_update_actions (GpWindow *self)
{
  gp_window_update_explore_actions (self);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_possible (self, entries[i].name));
    }
  gp_window_update_dialogs (self);
  gp_window_update_compare (self);
  gp_window_update_flow (self);
  gp_window_update_runs (self);
  gp_window_update_tell (self);
}
