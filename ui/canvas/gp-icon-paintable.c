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
};

static int
get_size (GdkPaintable *paintable)
{
  return (int) GP_ICON_SIZE;
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
  cairo_t *cr = gtk_snapshot_append_cairo (GTK_SNAPSHOT (snapshot),
                                           &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                (float) height));

  gp_cairo_draw_icon (cr, self->icon, 0, 0, MIN (width, height),
                      n_colors > 0 ? &colors[0] : &black);
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
