/* gp-window-access.c — the access lens as a drawing or as a matrix
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-access-stage.h"

static void
set_lens (GpWindow   *self,
          const char *lens)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "lens", g_variant_new_string (lens));
}

/* Whoever asks for the matrix wants to see it, whatever is shown now. */
static void
change_access_cb (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       user_data)
{
  GpWindow *self = user_data;
  const char *page = g_variant_get_string (value, NULL);

  if (self->stage == NULL || (!g_str_equal (page, "canvas") && !g_str_equal (page, "matrix")))
    return;
  g_simple_action_set_state (action, value);
  gp_access_stage_set_page (GP_ACCESS_STAGE (self->stage), page);
  if (g_str_equal (page, "matrix"))
    set_lens (self, "access");
}

static void
lens_changed_cb (GpWindow   *self,
                 const char *name,
                 GVariant   *state)
{
  if (self->stage != NULL)
    gp_access_stage_set_lens (GP_ACCESS_STAGE (self->stage),
                              g_str_equal (g_variant_get_string (state, NULL), "access"));
}

void
gp_window_init_access (GpWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "access", .parameter_type = "s", .state = "'canvas'",
      .change_state = change_access_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self, "action-state-changed::lens", G_CALLBACK (lens_changed_cb), self,
                           0);
}

GtkWidget *
gp_window_make_stage (GpWindow *self)
{
  self->stage = gp_access_stage_new (self->session, self->access, self->canvas);
  return self->stage;
}
