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
  GpWindow *window;        /* reference taken when the call began */
  GpId      target;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->window);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* Whether somebody still waits for the answer; tells of @error. */
static gboolean
is_wanted (Reading *reading,
           GError  *error)
{
  if (!gtk_widget_get_realized (GTK_WIDGET (reading->window)))
    return FALSE;      /* it was closed meanwhile */
  if (error == NULL)
    return TRUE;
  gp_session_report (reading->window->session, error);
  return FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  GpSession *session = reading->window->session;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) there = gp_target_read_finish (GP_TARGET (source), result, NULL, &error);
  g_autoptr(GpDesign) base = NULL;
  const GpElement *target;

  if (!is_wanted (reading, error))
    return;
  target = gp_design_lookup_kind (gp_session_get_design (session), &reading->target,
                                  GP_KIND_TARGET);
  base = gp_session_load_deployed (session, &reading->target, &error);
  if (is_wanted (reading, error) && target != NULL)
    gp_window_compare_update (reading->window, base, there, target);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_session_open_target_finish (GP_SESSION (source), result, &error);

  if (is_wanted (reading, error))
    gp_target_read_async (target, NULL, read_cb, g_steal_pointer (&reading));
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
  reading = g_new (Reading, 1);
  *reading = (Reading) { g_object_ref (self), target };
  gp_session_open_target_async (self->session, &target, NULL, opened_cb, reading);
}

void
gp_window_init_update (GpWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "update-from", .activate = update_from_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
