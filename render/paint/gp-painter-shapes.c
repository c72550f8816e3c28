/* gp-painter-shapes.c — shapes as render nodes
 * SPDX-License-Identifier: Apache-2.0
 *
 * Text is laid out once per style and text and used by all cards: the same few type and field names
 * stand on most of them. Icons are small textures, because GTK 4.8 has no node for a path and a
 * cairo node for each would be replayed in every frame.
 *
 * GTK paints again where a frame's nodes differ from the last one's. It takes two turned nodes for
 * different unless they are the same: crow's feet are therefore kept, too. */
#define G_LOG_DOMAIN "gp-painter"
#include "config.h"
#include "gp-painter-private.h"

#include "gp-cairo.h"

#include <math.h>

#define MAX_FEET   256

/* Icons are drawn this many times larger than they are shown at 100 %, for scaled displays. */
#define ICON_SCALE   2
#define MAX_TEXTS    20000

PangoLayout *
gp_painter_get_layout (GpPainter   *self,
                       GpTextStyle  style,
                       const char  *text)
{
  g_autofree char *key = g_strdup_printf ("%d %s", style, text);
  PangoLayout *layout = g_hash_table_lookup (self->texts, key);

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (self->texts) >= MAX_TEXTS)
    g_hash_table_remove_all (self->texts);

  layout = pango_layout_new (self->context);
  pango_layout_set_font_description (layout, self->fonts[style]);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  g_hash_table_insert (self->texts, g_steal_pointer (&key), layout);
  return layout;
}

void
gp_painter_add_text (GpPainter     *self,
                     GtkSnapshot   *snapshot,
                     const GpShape *shape,
                     const GdkRGBA *color)
{
  PangoLayout *layout = gp_painter_get_layout (self, shape->style, shape->text);
  int width;
  int height;
  double x;
  double y;

  pango_layout_get_size (layout, &width, &height);
  x = shape->rect.x;
  if (shape->end)
    x += shape->rect.width - (double) width / PANGO_SCALE;
  y = shape->rect.y + (shape->rect.height - (double) height / PANGO_SCALE) / 2;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) (int) (y + .5)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  if (shape->strike)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (0, (float) height / PANGO_SCALE / 2 + 1,
                                                    (float) width / PANGO_SCALE, 1));
  gtk_snapshot_restore (snapshot);
}

/* A thin bar at any angle. */
static void
add_slanted (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             double         width,
             GpPoint        from,
             GpPoint        to)
{
  double length = hypot (to.x - from.x, to.y - from.y);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) from.x, (float) from.y));
  gtk_snapshot_rotate (snapshot, (float) (atan2 (to.y - from.y, to.x - from.x) * 180 / G_PI));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (0, (float) (-width / 2), (float) length,
                                                  (float) width));
  gtk_snapshot_restore (snapshot);
}

void
gp_painter_foot_clear (gpointer data)
{
  gsk_render_node_unref (((GpPainterFoot *) data)->node);
}

GskRenderNode *
gp_painter_get_foot (GpPainter     *self,
                     const GdkRGBA *color,
                     double         width,
                     GpPoint        foot,
                     GpPoint        side)
{
  GpPainterFoot made = { NULL, *color, width, foot, side };
  GtkSnapshot *snapshot;

  for (guint i = 0; i < self->feet->len; i++)
    {
      const GpPainterFoot *other = &g_array_index (self->feet, GpPainterFoot, i);

      if (other->width == width && other->foot.x == foot.x && other->foot.y == foot.y
          && other->side.x == side.x && other->side.y == side.y
          && gdk_rgba_equal (&other->color, color))
        return other->node;
    }

  if (self->feet->len >= MAX_FEET)
    g_array_set_size (self->feet, 0);
  snapshot = gtk_snapshot_new ();
  add_slanted (snapshot, color, width, foot, side);
  add_slanted (snapshot, color, width, foot, (GpPoint) { -side.x, -side.y });
  made.node = gtk_snapshot_free_to_node (snapshot);
  g_array_append_val (self->feet, made);
  return made.node;
}

static GdkTexture *
get_icon (GpPainter     *self,
          GpIcon         icon,
          double         size,
          const GdkRGBA *color)
{
  int pixels = (int) (size * ICON_SCALE + .5);
  g_autofree char *name = gdk_rgba_to_string (color);
  g_autofree char *key = g_strdup_printf ("%d %d %s", icon, pixels, name);
  GdkTexture *texture = g_hash_table_lookup (self->icons, key);
  cairo_surface_t *surface;
  g_autoptr(GBytes) bytes = NULL;
  cairo_t *cr;

  if (texture != NULL)
    return texture;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cr = cairo_create (surface);
  gp_cairo_draw_icon (cr, icon, 0, 0, pixels, color);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * (gsize) pixels);
  texture = gdk_memory_texture_new (pixels, pixels, GDK_MEMORY_DEFAULT, bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);
  g_hash_table_insert (self->icons, g_steal_pointer (&key), texture);
  return texture;
}

static void
add_box (GpPainter     *self,
         GtkSnapshot   *snapshot,
         const GpShape *shape,
         const GdkRGBA *accent)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) shape->rect.x, (float) shape->rect.y,
                                               (float) shape->rect.width,
                                               (float) shape->rect.height);
  GskRoundedRect outline;
  graphene_size_t corners[4];

  for (guint i = 0; i < 4; i++)
    corners[i] = (shape->corners & (1u << i)) != 0
                   ? GRAPHENE_SIZE_INIT ((float) shape->radius, (float) shape->radius)
                   : GRAPHENE_SIZE_INIT (0, 0);
  gsk_rounded_rect_init (&outline, &bounds, &corners[0], &corners[1], &corners[2], &corners[3]);

  if (shape->fill != GP_COLOR_NONE)
    {
      GdkRGBA fill = gp_theme_get_color (&self->theme, shape->fill, accent);

      if (shape->corners != 0)
        gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &fill, &bounds);
      if (shape->corners != 0)
        gtk_snapshot_pop (snapshot);
    }
  if (shape->border_width > 0)
    {
      GdkRGBA color = gp_theme_get_color (&self->theme, shape->border, accent);
      float width = (float) shape->border_width;

      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                                  (GdkRGBA[4]) { color, color, color, color });
    }
}

GskRenderNode *
gp_painter_make_node (GpPainter      *self,
                      const GpShapes *shapes,
                      guint           first,
                      gboolean        with_texts,
                      const GdkRGBA  *accent)
{
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  guint n;
  const GpShape *all = gp_shapes_peek (shapes, &n);

  for (guint i = first; i < n; i++)
    {
      const GpShape *shape = &all[i];
      GdkRGBA color;

      if (shape->type == GP_SHAPE_BOX)
        {
          add_box (self, snapshot, shape, accent);
          continue;
        }
      color = gp_theme_get_color (&self->theme, shape->fill, accent);
      if (shape->type == GP_SHAPE_TEXT && !with_texts)
        continue;
      if (shape->type == GP_SHAPE_TEXT)
        gp_painter_add_text (self, snapshot, shape, &color);
      else
        gtk_snapshot_append_texture (
          snapshot, get_icon (self, shape->icon, shape->rect.width, &color),
          &GRAPHENE_RECT_INIT ((float) shape->rect.x, (float) shape->rect.y,
                               (float) shape->rect.width, (float) shape->rect.height));
    }
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}
