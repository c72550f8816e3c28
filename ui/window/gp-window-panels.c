/* gp-window-panels.c — the outline and the inspector beside the canvas, or over it
 * SPDX-License-Identifier: Apache-2.0
 *
 * A panel has a place of its own as long as the canvas keeps enough; else it is folded: closed
 * until somebody opens it over the canvas. The outline goes first: what is drawn can be found on
 * the canvas too, but most is edited in the inspector. Whether a panel is shown in a wide window is
 * remembered; that it was opened or closed over the canvas is not. While somebody reads, both are
 * closed, unless they open one.
 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-text-scale.h"

#define CANVAS_WIDTH 500      /* pixels that a panel leaves to the canvas, or it is folded */
#define REST_WIDTH   44       /* of what an open panel lies over, to be clicked to close it */

typedef struct
{
  const char *action;
  const char *key;            /* of the settings: shown in a wide window */
} Panel;

static const Panel outline = { "outline", "sidebar-visible" };
static const Panel inspector = { "inspector", "inspector-visible" };

static gboolean
is_wanted (GpWindow    *self,
           const Panel *panel)
{
  return !gp_window_is_reading (self) && g_settings_get_boolean (self->settings, panel->key);
}

static void
follow_reveal (GpWindow    *self,
               AdwFlap     *flap,
               const Panel *panel)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), panel->action);

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (adw_flap_get_reveal_flap (flap)));
}

static int
width_of (AdwFlap *flap)
{
  int width;

  gtk_widget_measure (adw_flap_get_flap (flap), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                      NULL);
  return MAX (width, gp_panel_edge_get_size (GP_PANEL_EDGE (adw_flap_get_separator (flap))));
}

/* Of the canvas, which a panel lies over where it is folded. */
static int
covered_by (AdwFlap *flap)
{
  return adw_flap_get_folded (flap) && adw_flap_get_reveal_flap (flap) ? width_of (flap) : 0;
}

static void
tell_canvas (GpWindow *self)
{
  if (self->canvas == NULL)       /* it comes with the first design */
    return;
  gp_canvas_set_covered (GP_CANVAS (self->canvas), covered_by (ADW_FLAP (self->outline_flap)),
                         covered_by (ADW_FLAP (self->inspector_flap)));
}

static void
outline_revealed_cb (GpWindow *self)
{
  follow_reveal (self, ADW_FLAP (self->outline_flap), &outline);
  tell_canvas (self);
}

static void
inspector_revealed_cb (GpWindow *self)
{
  follow_reveal (self, ADW_FLAP (self->inspector_flap), &inspector);
  tell_canvas (self);
}

static void
fold (GpWindow    *self,
      AdwFlap     *flap,
      const Panel *panel,
      gboolean     folded,
      int          width)
{
  AdwFlapFoldPolicy policy = folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER;

  gp_panel_edge_set_room (GP_PANEL_EDGE (adw_flap_get_separator (flap)),
                          folded ? MAX (width - REST_WIDTH, 0) : G_MAXINT);
  if (adw_flap_get_fold_policy (flap) == policy)
    return;

  adw_flap_set_fold_policy (flap, policy);
  adw_flap_set_reveal_flap (flap, !folded && is_wanted (self, panel));
}

void
gp_window_fold_panels (GpWindow *self,
                       int       width)
{
  AdwFlap *outline_flap = ADW_FLAP (self->outline_flap);
  AdwFlap *inspector_flap = ADW_FLAP (self->inspector_flap);
  int outline_width, inspector_width, canvas_width;
  gboolean fold_outline, fold_inspector;

  if (self->session == NULL)
    return;

  outline_width = width_of (outline_flap);
  inspector_width = width_of (inspector_flap);
  gtk_widget_measure (self->main_box, GTK_ORIENTATION_HORIZONTAL, -1, &canvas_width, NULL, NULL,
                      NULL);
  canvas_width = MAX (canvas_width,
                      (int) (CANVAS_WIDTH * gp_text_scale_get (GTK_WIDGET (self))));
  fold_inspector = width < inspector_width + canvas_width;
  fold_outline = width < outline_width + canvas_width
                 + (is_wanted (self, &inspector) ? inspector_width : 0);

  fold (self, outline_flap, &outline, fold_outline, width);
  fold (self, inspector_flap, &inspector, fold_inspector, width);
  gp_header_set_folded (GP_HEADER (self->header), fold_outline, fold_inspector);
  tell_canvas (self);
}

static void
reveal (GpWindow    *self,
        AdwFlap     *flap,
        const Panel *panel)
{
  adw_flap_set_reveal_flap (flap, !adw_flap_get_folded (flap) && is_wanted (self, panel));
}

void
gp_window_reveal_panels (GpWindow *self)
{
  reveal (self, ADW_FLAP (self->outline_flap), &outline);
  reveal (self, ADW_FLAP (self->inspector_flap), &inspector);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
gp_window_least_width (GpWindow *self)
{
  GtkWidget *const parts[] = { self->header, self->notice, self->pages, self->main_box };
  int least = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int width;

      /* The pages are as wide as their panels, which may be folded. */
      if (parts[i] == self->pages && self->session != NULL)
        continue;
      gtk_widget_measure (parts[i], GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      least = MAX (least, width);
    }

  return least;
}

void
gp_window_show_panel (GpWindow   *self,
                      const char *panel,
                      gboolean    visible)
{
  gboolean is_outline = g_str_equal (panel, outline.action);
  AdwFlap *flap = ADW_FLAP (is_outline ? self->outline_flap : self->inspector_flap);

  adw_flap_set_reveal_flap (flap, visible);
  if (!adw_flap_get_folded (flap))
    g_settings_set_boolean (self->settings, is_outline ? outline.key : inspector.key, visible);
  /* Whether there is a place for one depends on whether the other is shown. */
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
gp_window_add_panels (GpWindow *self)
{
  adw_flap_set_reveal_flap (ADW_FLAP (self->outline_flap), is_wanted (self, &outline));
  adw_flap_set_reveal_flap (ADW_FLAP (self->inspector_flap), is_wanted (self, &inspector));
  outline_revealed_cb (self);
  inspector_revealed_cb (self);
  g_signal_connect_object (self->outline_flap, "notify::reveal-flap",
                           G_CALLBACK (outline_revealed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector_flap, "notify::reveal-flap",
                           G_CALLBACK (inspector_revealed_cb), self, G_CONNECT_SWAPPED);
}
