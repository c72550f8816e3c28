/* gp-icon-paintable.c — the icons of cards, for buttons
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-icon-paintable"
#include "config.h"
#include "gp-icon-paintable.h"

#include "gp-cairo.h"

struct _GpIconPaintable
{
  GObject parent_instance;

  GpIcon  icon;
  gboolean tile;
  GdkRGBA color;     /* of a tile */
};

#define TILE_SIZE   28
#define TILE_RADIUS 7
#define TILE_ALPHA  .15f

static int
get_size (GdkPaintable *paintable)
{
  return GP_ICON_PAINTABLE (paintable)->tile ? TILE_SIZE : (int) GP_ICON_SIZE;
}

/* Returns how much of each side the ground takes. */
static double
add_ground (GpIconPaintable *self,
            GtkSnapshot     *snapshot,
            double           width,
            double           height)
{
  GdkRGBA light = self->color;
  GskRoundedRect outline;

  light.alpha *= TILE_ALPHA;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height),
                                   TILE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &light, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  return (MIN (width, height) - GP_ICON_SIZE) / 2;
}

static void
snapshot_symbolic (GtkSymbolicPaintable *paintable,
                   GdkSnapshot          *snapshot,
                   double                width,
                   double                height,
                   const GdkRGBA        *colors,
                   gsize                 n_colors)
{
  GpIconPaintable *self = GP_ICON_PAINTABLE (paintable);
  const GdkRGBA black = { 0, 0, 0, 1 };
  double edge = self->tile ? add_ground (self, snapshot, width, height) : 0;
  cairo_t *cr = gtk_snapshot_append_cairo (GTK_SNAPSHOT (snapshot),
                                           &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                (float) height));

  gp_cairo_draw_icon (cr, self->icon, edge, edge, MIN (width, height) - 2 * edge,
                      self->tile ? &self->color : n_colors > 0 ? &colors[0] : &black);
  cairo_destroy (cr);
}

static void
snapshot_plain (GdkPaintable *paintable,
                GdkSnapshot  *snapshot,
                double        width,
                double        height)
{
  snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (paintable), snapshot, width, height, NULL, 0);
}

static void
paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = snapshot_plain;
  iface->get_intrinsic_width = get_size;
  iface->get_intrinsic_height = get_size;
}

static void
symbolic_init (GtkSymbolicPaintableInterface *iface)
{
  iface->snapshot_symbolic = snapshot_symbolic;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GpIconPaintable, gp_icon_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SYMBOLIC_PAINTABLE, symbolic_init))

static void
gp_icon_paintable_class_init (GpIconPaintableClass *klass)
{
}

static void
gp_icon_paintable_init (GpIconPaintable *self)
{
}

GpIconPaintable *
gp_icon_paintable_new (GpIcon icon)
{
  GpIconPaintable *self = g_object_new (GP_TYPE_ICON_PAINTABLE, NULL);

  self->icon = icon;
  return self;
}

GpIconPaintable *
gp_icon_paintable_new_tile (GpIcon         icon,
                            const GdkRGBA *color)
{
  GpIconPaintable *self = gp_icon_paintable_new (icon);

  self->tile = TRUE;
  self->color = *color;
  return self;
}
