/* gp-canvas.c — the drawing on the screen, and what people do to it with pointer and keys
 * SPDX-License-Identifier: Apache-2.0
 *
 * This file holds the widget and how it is put on the screen; the rest is by concern: -shown is
 * what it shows and how it follows the design, -theme its colours, -view pans and zooms, -hit finds
 * what is under the pointer, -input turns gestures into calls of -tools, -move drags, -edit makes
 * change sets, -entry types on cards, -layout tidies, -overlay paints what is not part of the
 * drawing.
 *
 * The widget never changes the design: it gives change sets to the history and follows
 * GpDesign::applied, whoever caused it. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-flow.h"
#include "gp-canvas-explore-private.h"

#include "gp-minimap.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (GpCanvas, gp_canvas, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ZOOM,
  PROP_TOOL,
  N_PROPS
};

enum
{
  SIGNAL_REPORT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
gp_canvas_report (GpCanvas   *self,
                  const char *message)
{
  g_signal_emit (self, signals[SIGNAL_REPORT], 0, message);
}

gboolean
gp_canvas_can_edit (GpCanvas *self)
{
  return self->editable && self->history != NULL && self->base == NULL;
}

/* Takes @changes and @error, as they come from gp_edit_*(); tells people where it failed. */
gboolean
gp_canvas_run (GpCanvas    *self,
               GpChangeSet *changes,
               GError      *error)
{
  g_autoptr(GpChangeSet) taken = changes;
  g_autoptr(GpChangeSet) all = changes != NULL ? gp_canvas_with_view (self, changes) : NULL;
  g_autoptr(GError) reason = error;

  if (all != NULL && reason == NULL && gp_history_do (self->history, all, &reason))
    return TRUE;
  if (reason != NULL)
    gp_canvas_report (self, reason->message);
  return FALSE;
}

void
gp_canvas_view_changed (GpCanvas *self)
{
  if (gp_canvas_is_coming (self))
    return;
  gp_canvas_update_bar (self);
  gp_canvas_queue_proxies (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gp_minimap_view_changed (GP_MINIMAP (self->minimap));
  if (self->entry != NULL || gtk_widget_get_visible (self->chips))
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

void
gp_canvas_set_snapping (GpCanvas *self,
                        gboolean  snapping)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  self->snapping = snapping;
}

void
gp_canvas_set_minimap (GpCanvas *self,
                       gboolean  minimap)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  self->with_minimap = minimap;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
gp_canvas_set_curved (GpCanvas *self,
                      gboolean  curved)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->curved == curved)
    return;
  self->curved = curved;
  gp_canvas_rebuild (self);
}

void
gp_canvas_set_editable (GpCanvas *self,
                        gboolean  editable)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  self->editable = editable;
  gp_canvas_set_tool (self, GP_TOOL_SELECT);
  gp_canvas_update_actions (self);
}

void
gp_canvas_set_tool (GpCanvas *self,
                    GpTool    tool)
{
  g_return_if_fail (GP_IS_CANVAS (self));
  g_return_if_fail (tool < GP_N_TOOLS);

  if (!gp_canvas_can_edit (self))
    tool = GP_TOOL_SELECT;
  if (tool != GP_TOOL_RELATION)
    self->aiming = FALSE;
  if (self->tool == tool)
    return;
  self->tool = tool;
  gp_canvas_update_empty (self);
  gp_canvas_update_bar (self);
  gp_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOL]);
}

GpTool
gp_canvas_get_tool (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), GP_TOOL_SELECT);

  return self->tool;
}

static void
gp_canvas_css_changed (GtkWidget         *widget,
                       GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (gp_canvas_parent_class)->css_changed (widget, change);

  gp_canvas_update_theme (GP_CANVAS (widget));
}

static void
gp_canvas_system_setting_changed (GtkWidget        *widget,
                                  GtkSystemSetting  setting)
{
  GpCanvas *self = GP_CANVAS (widget);

  GTK_WIDGET_CLASS (gp_canvas_parent_class)->system_setting_changed (widget, setting);

  gp_painter_set_theme (self->painter, gtk_widget_get_pango_context (widget), &self->theme);
  gtk_widget_queue_draw (widget);
}

/* What did not fit into the last frame. */
static gboolean
show_more_cb (gpointer user_data)
{
  GpCanvas *self = user_data;

  self->more_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
gp_canvas_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  GpCanvas *self = GP_CANVAS (widget);
  GtkWidget *const children[] = { self->empty, self->minimap,
                                   self->crumbs, self->zoom_box, self->bar,
                                   self->step_palette, self->chips, self->entry,
                                   self->entry_problem };
  GpScene *scene = gp_canvas_is_coming (self) ? NULL : gp_canvas_get_scene (self);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->viewport.width,
                                                         (float) self->viewport.height));
  if (scene != NULL)
    {
      gp_painter_snapshot (self->painter, scene, &self->viewport, snapshot);
      gp_canvas_snapshot_overlay (self, snapshot);
      if (!gp_painter_is_complete (self->painter) && self->more_source == 0)
        self->more_source = g_idle_add (show_more_cb, self);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    if (children[i] != NULL)
      gtk_widget_snapshot_child (widget, children[i], snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
gp_canvas_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  GpCanvas *self = GP_CANVAS (widget);

  gp_canvas_resize_view (self, width, height);
  gp_canvas_allocate_bar (self, width, height);
  gp_canvas_allocate_step_palette (self, height);
  gp_canvas_allocate_crumbs (self, width);
  gp_canvas_allocate_chips (self);
  gp_canvas_allocate_entry (self);
  gp_canvas_queue_proxies (self);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  if (self->question != NULL)
    gtk_popover_present (GTK_POPOVER (self->question));
}

static void
gp_canvas_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 200;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 800 : 600;
}

static void
gp_canvas_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  GpCanvas *self = GP_CANVAS (object);

  if (id == PROP_ZOOM)
    g_value_set_double (value, self->viewport.zoom);
  else if (id == PROP_TOOL)
    g_value_set_uint (value, self->tool);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gp_canvas_dispose (GObject *object)
{
  GpCanvas *self = GP_CANVAS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->more_source, g_source_remove);
  gp_canvas_stop_layout (self);
  gp_canvas_free_layout (self);
  gp_canvas_free_explore (self);
  gp_canvas_free_run (self);
  gp_canvas_stop_view (self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->question, gtk_widget_unparent);
  self->entry = NULL;
  self->entry_problem = NULL;
  g_clear_handle_id (&self->entry_leaving, g_source_remove);
  gp_canvas_drop_proxies (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gp_canvas_stop_routing (self);
  gp_canvas_stop_coming (self);
  g_clear_pointer (&self->builder, gp_scene_builder_free);
  g_clear_object (&self->subject_list);
  g_clear_object (&self->session);
  g_clear_object (&self->history);
  g_clear_object (&self->design);
  g_clear_object (&self->base);
  g_clear_pointer (&self->planned_view, gp_change_set_unref);
  g_clear_pointer (&self->step_aim, g_free);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (gp_canvas_parent_class)->dispose (object);
}

static void
gp_canvas_finalize (GObject *object)
{
  GpCanvas *self = GP_CANVAS (object);

  g_clear_pointer (&self->painter, gp_painter_free);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  g_clear_pointer (&self->lights, gp_flow_lights_unref);
  g_clear_pointer (&self->drag.items, g_array_unref);
  g_clear_pointer (&self->drag.near, g_array_unref);
  g_clear_pointer (&self->drag.homes, g_array_unref);

  G_OBJECT_CLASS (gp_canvas_parent_class)->finalize (object);
}

static void
gp_canvas_class_init (GpCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gp_canvas_get_property;
  object_class->dispose = gp_canvas_dispose;
  object_class->finalize = gp_canvas_finalize;
  widget_class->snapshot = gp_canvas_snapshot;
  widget_class->size_allocate = gp_canvas_size_allocate;
  widget_class->measure = gp_canvas_measure;
  widget_class->css_changed = gp_canvas_css_changed;
  widget_class->system_setting_changed = gp_canvas_system_setting_changed;

  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, GP_ZOOM_MIN, GP_ZOOM_MAX, 1,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOOL] = g_param_spec_uint ("tool", NULL, NULL, 0, GP_N_TOOLS - 1, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_REPORT] =
    g_signal_new ("report", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gp_canvas_class_init_actions (widget_class);
  gp_canvas_class_init_keys (widget_class);
}

static void
gp_canvas_init (GpCanvas *self)
{
  g_autoptr(GpSelection) selection = gp_selection_new ();

  /* A drawing reads the same in every language: "+1" and types run from left to right. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  self->viewport = (GpViewport) GP_VIEWPORT_INIT;
  self->editable = TRUE;
  self->snapping = TRUE;
  self->with_minimap = TRUE;
  self->hover.row = -1;
  self->drag.items = g_array_new (FALSE, FALSE, sizeof (GpDragItem));
  self->drag.near = g_array_new (FALSE, FALSE, sizeof (GpRect));
  self->drag.homes = g_array_new (FALSE, FALSE, sizeof (GpDragHome));
  self->drag.guide_x = NAN;
  self->drag.guide_y = NAN;
  gp_canvas_init_proxies (self);
  gp_canvas_init_marks (self);
  gp_canvas_init_lights (self);
  gp_canvas_set_selection (self, selection);
  gp_canvas_init_theme (self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Drawing"), -1);

  self->empty = adw_status_page_new ();
  gtk_widget_add_css_class (self->empty, "compact");
  gtk_widget_set_can_target (self->empty, FALSE);
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  self->minimap = gp_minimap_new (self);
  gtk_widget_set_parent (self->minimap, GTK_WIDGET (self));
  gp_canvas_init_subject (self);
  gp_canvas_init_crumbs (self);
  gp_canvas_init_step_palette (self);
  gp_canvas_init_bar (self);
  gp_canvas_init_chips (self);
  gp_canvas_init_input (self);
  gp_canvas_init_drop (self);
  gp_canvas_init_step_drop (self);

  gp_canvas_update_actions (self);
}

GtkWidget *
gp_canvas_new (void)
{
  return g_object_new (GP_TYPE_CANVAS, NULL);
}
