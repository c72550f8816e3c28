/* gp-window-palette.c — going to what was found
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-canvas-explore.h"

#include <glib/gi18n-lib.h>

/* The lens in which elements of a kind can be seen, themselves or in what they are part of. */
static const struct
{
  GpKind      kind;
  const char *lens;
} lenses[] = {
  { GP_KIND_DOMAIN, "data" }, { GP_KIND_ENTITY, "data" }, { GP_KIND_NOTE, "data" },
  { GP_KIND_FLOW, "flows" },  { GP_KIND_EVENT, "flows" }, { GP_KIND_ROLE, "access" },
};

/* The nearest of @id and what it is in that a lens shows; NULL where there is none. */
static const char *
find_lens (GpDesign   *design,
           const GpId *id)
{
  const GpElement *element = gp_design_lookup (design, id);

  for (; element != NULL; element = gp_design_lookup (design, gp_element_get_parent (element)))
    for (gsize i = 0; i < G_N_ELEMENTS (lenses); i++)
      if (lenses[i].kind == gp_element_get_kind (element))
        return lenses[i].lens;
  return NULL;
}

static void
show_lens (GpWindow   *self,
           const char *lens)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "lens", g_variant_new_string (lens));
}

/* A filter that leaves out where somebody goes is in the way. */
static void
stop_hiding (GpWindow   *self,
             const GpId *wanted)
{
  if (!gp_canvas_hides (GP_CANVAS (self->canvas)))
    return;
  g_action_group_change_action_state (G_ACTION_GROUP (self), "filter",
                                      g_variant_new_boolean (FALSE));
  if (gp_canvas_shows (GP_CANVAS (self->canvas), wanted))
    gp_window_report (self, _("The filter left this out and was cleared."));
}

void
gp_window_go_to (GpWindow   *self,
                 const GpId *id)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *element = gp_design_lookup (design, id);
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  const char *lens = find_lens (design, id);
  GpId wanted = *id;

  if (element == NULL)
    return;
  gp_window_leave (self);
  self->returning = TRUE;     /* one step, whatever it takes */
  if (gp_element_get_kind (element) == GP_KIND_VIEW)
    gp_window_show_view (self, &wanted);
  if (!gp_canvas_shows (canvas, &wanted) && lens != NULL)
    show_lens (self, lens);
  /* Among all flows a step may be seen as a line that stands for it. */
  if (!gp_canvas_enter_for (canvas, &wanted) && !gp_canvas_shows (canvas, &wanted) && lens != NULL)
    gp_canvas_leave (canvas);
  if (!gp_canvas_shows (canvas, &wanted) && lens != NULL)
    gp_canvas_set_view (canvas, NULL);
  if (!gp_canvas_shows (canvas, &wanted))
    stop_hiding (self, &wanted);
  gp_palette_touch (GP_PALETTE (self->palette), &wanted);
  gp_window_show_side (self, "inspector");
  gp_session_reveal (self->session, &wanted);
  gp_canvas_center (canvas, &wanted);
  self->returning = FALSE;
}

static void
go_cb (GpWindow *self,
       gpointer  id,
       gboolean  name)
{
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  GpId wanted = *(const GpId *) id;

  gp_window_go_to (self, &wanted);
  gtk_widget_grab_focus (self->canvas);
  if (name && gp_canvas_shows (canvas, &wanted) && gp_canvas_can_do (canvas, "canvas.rename"))
    gtk_widget_activate_action (self->canvas, "canvas.rename", NULL);
  else if (name)
    g_action_group_activate_action (G_ACTION_GROUP (self), "rename", NULL);
}

static void
run_cb (GpWindow *self,
        gpointer  command)
{
  gp_command_run (command, GTK_WINDOW (self),
                  self->canvas != NULL ? GP_CANVAS (self->canvas) : NULL);
}

static void
palette_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GpWindow *self = user_data;

  gp_palette_open (GP_PALETTE (self->palette),
                   self->canvas != NULL ? GP_CANVAS (self->canvas) : NULL, "");
}

/* From the drawing: what is named on a card is gone to where it is drawn itself. */
static void
go_to_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GpWindow *self = user_data;
  GpId id;

  if (self->canvas != NULL && gp_id_parse (g_variant_get_string (parameter, NULL), &id))
    gp_window_go_to (self, &id);
}

void
gp_window_init_palette (GpWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "palette", .activate = palette_cb },
    { .name = "go-to", .activate = go_to_cb, .parameter_type = "s" },
  };
  AdwToastOverlay *toasts = ADW_TOAST_OVERLAY (self->toasts);
  g_autoptr(GtkWidget) content = g_object_ref (adw_toast_overlay_get_child (toasts));
  GtkWidget *overlay = gtk_overlay_new ();

  self->palette = gp_palette_new ();
  gtk_widget_set_valign (self->palette, GTK_ALIGN_START);
  adw_toast_overlay_set_child (toasts, overlay);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), content);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->palette);
  g_signal_connect_object (self->palette, "go", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->palette, "run", G_CALLBACK (run_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
