/* gp-minimap.c — the whole drawing in small, and what of it is in view
 * SPDX-License-Identifier: Apache-2.0
 *
 * The cards' rectangles are one cached node, made anew when the scene or the colours change;
 * panning only moves the frame over it. Very many rectangles become a picture, which costs nothing
 * to show, and which follows the scene once that has come to rest.
 *
 * It is looked at while the view moves. Where it lies over cards it fades a moment after that, as
 * scrollbars do that lie over what they scroll, and what was under it can be read and pressed;
 * while the pointer is on it, it stays. */
#define G_LOG_DOMAIN "gp-minimap"
#include "config.h"
#include "gp-minimap.h"

#include "gp-canvas-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define PADDING  8.0
#define MANY     2000     /* items */
#define PATIENCE 200      /* ms */
#define STAY     1500     /* ms after the view has come to rest */
#define FADE     250      /* ms */

struct _GpMinimap
{
  GtkWidget      parent_instance;

  GpCanvas      *canvas;
  GskRenderNode *node;
  guint64        serial;      /* of the scene that the node shows */
  guint          theme;
  int            width;
  int            height;
  guint          rest;        /* source: the scene has not changed for a while */
  GpViewport     last;        /* what was seen when it was last shown */
  guint          leaving;     /* source: it fades soon */
  AdwAnimation  *fading;
  gboolean       inside;      /* the pointer is on it */
};

G_DEFINE_FINAL_TYPE (GpMinimap, gp_minimap, GTK_TYPE_WIDGET)

static gboolean
map_of (GpMinimap  *self,
        GpViewport *out)
{
  GpScene *scene = gp_canvas_is_coming (self->canvas) ? NULL : gp_canvas_get_scene (self->canvas);
  GpRect bounds;

  if (scene == NULL)
    return FALSE;
  bounds = gp_scene_get_bounds (scene);
  if (bounds.width <= 0 || bounds.height <= 0)
    return FALSE;
  *out = (GpViewport) {
    .width = gtk_widget_get_width (GTK_WIDGET (self)),
    .height = gtk_widget_get_height (GTK_WIDGET (self)),
  };
  out->zoom = MIN ((out->width - 2 * PADDING) / bounds.width,
                   (out->height - 2 * PADDING) / bounds.height);
  out->x = gp_rect_center_x (&bounds) - out->width / out->zoom / 2;
  out->y = gp_rect_center_y (&bounds) - out->height / out->zoom / 2;
  return TRUE;
}

static gboolean
is_all_in_view (GpMinimap *self)
{
  GpRect bounds = gp_scene_get_bounds (gp_canvas_get_scene (self->canvas));
  GpRect area = gp_viewport_get_area (&self->canvas->viewport);

  return gp_rect_holds (&area, &bounds);
}

static graphene_rect_t
seen (const GpViewport *map,
      const GpRect     *rect)
{
  double x;
  double y;

  gp_viewport_to_view (map, rect->x, rect->y, &x, &y);
  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) MAX (1, rect->width * map->zoom),
                             (float) MAX (1, rect->height * map->zoom));
}

static void
add_items (GpMinimap        *self,
           const GpViewport *map,
           gboolean          areas,
           GtkSnapshot      *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self->canvas);
  const GpTheme *theme = &self->canvas->theme;

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      GdkRGBA color;
      graphene_rect_t rect;

      if (item == NULL || (item->type == GP_ITEM_AREA) != areas)
        continue;
      color = gp_theme_get_color (theme, areas ? GP_COLOR_ACCENT_AREA : GP_COLOR_ACCENT_BORDER,
                                  &item->accent);
      rect = seen (map, &item->rect);
      gtk_snapshot_append_color (snapshot, &color, &rect);
    }
}

/* (transfer full): the same as one picture. */
static GskRenderNode *
make_picture (GpMinimap        *self,
              GskRenderNode    *node,
              const GpViewport *map)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = MAX ((int) map->width, 1) * scale;
  int height = MAX ((int) map->height, 1) * scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  cairo_scale (cr, scale, scale);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  cairo_surface_destroy (surface);
  return gsk_texture_node_new (texture, &GRAPHENE_RECT_INIT (0, 0, (float) (width / scale),
                                                             (float) (height / scale)));
}

static gboolean
rest_cb (gpointer user_data)
{
  GpMinimap *self = user_data;

  self->rest = 0;
  self->serial = G_MAXUINT64;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
update_node (GpMinimap        *self,
             const GpViewport *map)
{
  GpScene *scene = gp_canvas_get_scene (self->canvas);
  guint64 serial = gp_scene_get_serial (scene);
  gboolean many = gp_scene_get_n_items (scene) > MANY;
  gboolean same = self->theme == self->canvas->theme.serial && self->width == (int) map->width
                  && self->height == (int) map->height;
  g_autoptr(GtkSnapshot) snapshot = NULL;

  if (self->node != NULL && same && self->serial == serial)
    return;
  if (self->node != NULL && same && many)
    {
      g_clear_handle_id (&self->rest, g_source_remove);
      self->rest = g_timeout_add (PATIENCE, rest_cb, self);
      self->serial = serial;
      return;
    }
  snapshot = gtk_snapshot_new ();
  add_items (self, map, TRUE, snapshot);
  add_items (self, map, FALSE, snapshot);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (many && self->node != NULL)
    {
      g_autoptr(GskRenderNode) node = g_steal_pointer (&self->node);

      self->node = make_picture (self, node, map);
    }
  self->serial = serial;
  self->theme = self->canvas->theme.serial;
  self->width = (int) map->width;
  self->height = (int) map->height;
}

static void
gp_minimap_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  GpMinimap *self = GP_MINIMAP (widget);
  const GdkRGBA *colors = self->canvas->theme.colors;
  GpRect area = gp_viewport_get_area (&self->canvas->viewport);
  graphene_rect_t all;
  graphene_rect_t rect;
  GskRoundedRect outline;
  GpViewport map;

  if (!map_of (self, &map) || is_all_in_view (self))
    return;
  all = GRAPHENE_RECT_INIT (0, 0, (float) map.width, (float) map.height);
  gsk_rounded_rect_init_from_rect (&outline, &all, 10);
  update_node (self, &map);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colors[GP_COLOR_CARD], &all);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  rect = seen (&map, &area);
  gtk_snapshot_append_color (snapshot, &colors[GP_COLOR_SELECTION_SOFT], &rect);
  gsk_rounded_rect_init_from_rect (&outline, &rect, 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1.5f, 1.5f, 1.5f, 1.5f },
                              (GdkRGBA[4]){ colors[GP_COLOR_SELECTION], colors[GP_COLOR_SELECTION],
                                            colors[GP_COLOR_SELECTION],
                                            colors[GP_COLOR_SELECTION] });
  gtk_snapshot_pop (snapshot);
  gsk_rounded_rect_init_from_rect (&outline, &all, 10);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){
                                colors[GP_COLOR_CARD_BORDER], colors[GP_COLOR_CARD_BORDER],
                                colors[GP_COLOR_CARD_BORDER], colors[GP_COLOR_CARD_BORDER] });
}

static gboolean
lies_over_cards (GpMinimap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const GpViewport *view = &self->canvas->viewport;
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  GpScene *scene;
  graphene_rect_t bounds;
  GpRect area;

  if (gp_canvas_is_coming (self->canvas)
      || (scene = gp_canvas_get_scene (self->canvas)) == NULL
      || !gtk_widget_compute_bounds (widget, GTK_WIDGET (self->canvas), &bounds))
    return FALSE;
  gp_viewport_to_canvas (view, bounds.origin.x, bounds.origin.y, &area.x, &area.y);
  area.width = bounds.size.width / view->zoom;
  area.height = bounds.size.height / view->zoom;
  gp_scene_query_items (scene, &area, slots);
  for (guint i = 0; i < slots->len; i++)
    if (gp_scene_get_item (scene, g_array_index (slots, guint, i))->type != GP_ITEM_AREA)
      return TRUE;
  return FALSE;
}

void
gp_minimap_give_way (GpMinimap *self)
{
  g_clear_handle_id (&self->leaving, g_source_remove);
  if (self->inside || gtk_widget_get_opacity (GTK_WIDGET (self)) < 1 || !lies_over_cards (self))
    return;
  adw_animation_play (self->fading);
}

static gboolean
leave_cb (gpointer user_data)
{
  GpMinimap *self = user_data;

  self->leaving = 0;
  gp_minimap_give_way (self);
  return G_SOURCE_REMOVE;
}

static void
show_fully (GpMinimap *self)
{
  adw_animation_reset (self->fading);
  gtk_widget_set_opacity (GTK_WIDGET (self), 1);
}

void
gp_minimap_view_changed (GpMinimap *self)
{
  const GpViewport *view = &self->canvas->viewport;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (view->x != self->last.x || view->y != self->last.y || view->zoom != self->last.zoom)
    show_fully (self);
  self->last = *view;
  g_clear_handle_id (&self->leaving, g_source_remove);
  self->leaving = g_timeout_add (STAY, leave_cb, self);
}

static void
enter_cb (GtkEventControllerMotion *motion,
          double                    x,
          double                    y,
          gpointer                  user_data)
{
  GpMinimap *self = user_data;

  self->inside = TRUE;
  show_fully (self);
}

static void
leave_pointer_cb (GtkEventControllerMotion *motion,
                  gpointer                  user_data)
{
  GpMinimap *self = user_data;

  self->inside = FALSE;
  gp_minimap_view_changed (self);
}

static gboolean
gp_minimap_contains (GtkWidget *widget,
                     double     x,
                     double     y)
{
  GpMinimap *self = GP_MINIMAP (widget);
  GpViewport map;

  return gtk_widget_get_opacity (widget) > 0 && map_of (self, &map) && !is_all_in_view (self)
         && x >= 0 && y >= 0 && x < map.width && y < map.height;
}

static void
show_at (GpMinimap *self,
         double     x,
         double     y)
{
  GpViewport to = self->canvas->viewport;
  GpViewport map;
  double canvas_x;
  double canvas_y;

  if (!map_of (self, &map))
    return;
  gp_viewport_to_canvas (&map, x, y, &canvas_x, &canvas_y);
  to.x = canvas_x - to.width / to.zoom / 2;
  to.y = canvas_y - to.height / to.zoom / 2;
  gp_canvas_set_viewport (self->canvas, &to);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               gpointer        user_data)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_at (user_data, x, y);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                gpointer        user_data)
{
  double x;
  double y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  show_at (user_data, x + dx, y + dy);
}

static void
gp_minimap_dispose (GObject *object)
{
  GpMinimap *self = GP_MINIMAP (object);

  g_clear_handle_id (&self->leaving, g_source_remove);
  g_clear_object (&self->fading);

  G_OBJECT_CLASS (gp_minimap_parent_class)->dispose (object);
}

static void
gp_minimap_finalize (GObject *object)
{
  GpMinimap *self = GP_MINIMAP (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (gp_minimap_parent_class)->finalize (object);
}

static void
gp_minimap_class_init (GpMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_minimap_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_minimap_finalize;
  widget_class->snapshot = gp_minimap_snapshot;
  widget_class->contains = gp_minimap_contains;
  gtk_widget_class_set_css_name (widget_class, "minimap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gp_minimap_init (GpMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkWidget *widget = GTK_WIDGET (self);

  self->fading = adw_timed_animation_new (widget, 1, 0, FADE,
                                          adw_property_animation_target_new (G_OBJECT (self),
                                                                             "opacity"));
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_pointer_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Map of the drawing"), -1);
}

GtkWidget *
gp_minimap_new (GpCanvas *canvas)
{
  GpMinimap *self = g_object_new (GP_TYPE_MINIMAP, NULL);

  self->canvas = canvas;
  return GTK_WIDGET (self);
}
