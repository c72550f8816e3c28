/* gp-window-update.c — what others have changed on a target comes into the design
 * SPDX-License-Identifier: Apache-2.0
 *
 * The target is opened and read; then it is compared with the design and with what was deployed
 * there last, as one comparison on the canvas. */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-target.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpWindow     *window;        /* not owned; it cancels when it goes */
  GCancellable *cancellable;
  GpId          target;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->cancellable);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
begin (GpWindow *self)
{
  AdwToast *toast = adw_toast_new (_("Reading the backend…"));

  self->updating = g_cancellable_new ();
  self->updating_toast = g_object_ref (toast);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _("Cancel"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (gp_window_stop_update), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
set_enabled (GpWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "update-from");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), self->updating == NULL);
}

void
gp_window_stop_update (GpWindow *self)
{
  g_autoptr(AdwToast) toast = g_steal_pointer (&self->updating_toast);

  if (self->updating == NULL)
    return;
  g_cancellable_cancel (self->updating);
  g_clear_object (&self->updating);
  adw_toast_dismiss (toast);
  set_enabled (self);
}

/* Whether somebody still waits for the answer; tells of @error, which ends the waiting. */
static gboolean
is_wanted (Reading *reading,
           GError  *error)
{
  gboolean open;

  if (g_cancellable_is_cancelled (reading->cancellable))
    return FALSE;
  open = gtk_widget_get_realized (GTK_WIDGET (reading->window));
  if (open && error == NULL)
    return TRUE;
  gp_window_stop_update (reading->window);
  if (open)
    gp_session_report (reading->window->session, error);
  return FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  GpWindow *window = reading->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) there = gp_target_read_finish (GP_TARGET (source), result, NULL, &error);
  g_autoptr(GpDesign) base = NULL;
  const GpElement *target;

  if (!is_wanted (reading, error))
    return;
  target = gp_design_lookup_kind (gp_session_get_design (window->session), &reading->target,
                                  GP_KIND_TARGET);
  base = gp_session_load_deployed (window->session, &reading->target, &error);
  if (!is_wanted (reading, error))
    return;
  gp_window_stop_update (window);
  if (target != NULL)
    gp_window_compare_update (window, base, there, target);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_session_open_target_finish (GP_SESSION (source), result, &error);
  GCancellable *cancellable = reading->cancellable;     /* the callback takes @reading */

  if (is_wanted (reading, error))
    gp_target_read_async (target, cancellable, read_cb, g_steal_pointer (&reading));
}

/* The usual target where none is named. */
static void
update_from_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpWindow *self = user_data;
  Reading *reading;
  GpId target = gp_id_nil;

  if (!gp_id_parse (g_variant_get_string (parameter, NULL), &target))
    gp_header_get_default_target (GP_HEADER (self->header), &target);
  if (self->session == NULL
      || gp_design_lookup_kind (gp_session_get_design (self->session), &target, GP_KIND_TARGET)
           == NULL)
    return;
  gp_window_stop_update (self);
  begin (self);
  set_enabled (self);
  reading = g_new (Reading, 1);
  *reading = (Reading) { self, g_object_ref (self->updating), target };
  gp_session_open_target_async (self->session, &target, self->updating, opened_cb, reading);
}

void
gp_window_init_update (GpWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "update-from", .activate = update_from_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
