/* gp-shape.c — what an item of a scene looks like: boxes, texts and icons
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-shape"
#include "config.h"
#include "gp-shape.h"

struct _GpShapes
{
  GArray       *shapes;
  GStringChunk *texts;
};

GpShapes *
gp_shapes_new (void)
{
  GpShapes *self = g_new0 (GpShapes, 1);

  self->shapes = g_array_sized_new (FALSE, TRUE, sizeof (GpShape), 32);
  self->texts = g_string_chunk_new (512);
  return self;
}

void
gp_shapes_free (GpShapes *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->shapes);
  g_string_chunk_free (self->texts);
  g_free (self);
}

const GpShape *
gp_shapes_peek (const GpShapes *self,
                guint          *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->shapes->len;
  return (const GpShape *) (gconstpointer) self->shapes->data;
}

static GpShape *
append (GpShapes    *self,
        GpShapeType  type,
        GpRect       rect,
        GpColor      fill)
{
  GpShape *shape;

  g_array_set_size (self->shapes, self->shapes->len + 1);
  shape = &g_array_index (self->shapes, GpShape, self->shapes->len - 1);
  shape->type = type;
  shape->rect = rect;
  shape->fill = fill;
  return shape;
}

GpShape *
gp_shapes_add_box (GpShapes *self,
                   double    x,
                   double    y,
                   double    width,
                   double    height,
                   GpColor   fill)
{
  return append (self, GP_SHAPE_BOX, (GpRect) { x, y, width, height }, fill);
}

GpShape *
gp_shapes_add_text (GpShapes    *self,
                    double       x,
                    double       y,
                    double       width,
                    double       height,
                    GpTextStyle  style,
                    GpColor      color,
                    const char  *text)
{
  GpShape *shape = append (self, GP_SHAPE_TEXT, (GpRect) { x, y, width, height }, color);

  shape->style = style;
  shape->text = g_string_chunk_insert (self->texts, text);
  return shape;
}

GpShape *
gp_shapes_add_icon (GpShapes *self,
                    double    x,
                    double    y,
                    double    size,
                    GpIcon    icon,
                    GpColor   color)
{
  GpShape *shape = append (self, GP_SHAPE_ICON, (GpRect) { x, y, size, size }, color);

  shape->icon = icon;
  return shape;
}

GpShape *
gp_shape_round (GpShape   *shape,
                double     radius,
                GpCorners  corners)
{
  shape->radius = radius;
  shape->corners = corners;
  return shape;
}

GpShape *
gp_shape_border (GpShape *shape,
                 double   width,
                 GpColor  color)
{
  shape->border = color;
  shape->border_width = width;
  return shape;
}

void
gp_shapes_dump (const GpShapes *self,
                GString        *out)
{
  static const char *const names[] = { "box", "text", "icon" };

  for (guint i = 0; i < self->shapes->len; i++)
    {
      const GpShape *shape = &g_array_index (self->shapes, GpShape, i);

      g_string_append_printf (out, "  %s %.0f %.0f %.0f %.0f color %d", names[shape->type],
                              shape->rect.x, shape->rect.y, shape->rect.width, shape->rect.height,
                              shape->fill);
      if (shape->type == GP_SHAPE_TEXT)
        g_string_append_printf (out, "%s%s \"%s\"", shape->end ? " end" : "",
                                shape->strike ? " strike" : "", shape->text);
      if (shape->type == GP_SHAPE_ICON)
        g_string_append_printf (out, " %s", gp_icon_get_name (shape->icon));
      g_string_append_c (out, '\n');
    }
}
