/* gp-shape.h — what an item of a scene looks like: boxes, texts and icons
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-icon.h"
#include "gp-rect.h"
#include "gp-theme.h"

G_BEGIN_DECLS

typedef enum
{
  GP_SHAPE_BOX,
  GP_SHAPE_TEXT,
  GP_SHAPE_ICON,
} GpShapeType;

typedef enum
{
  GP_CORNER_TOP_LEFT     = 1 << 0,
  GP_CORNER_TOP_RIGHT    = 1 << 1,
  GP_CORNER_BOTTOM_RIGHT = 1 << 2,
  GP_CORNER_BOTTOM_LEFT  = 1 << 3,
  GP_CORNERS_TOP         = GP_CORNER_TOP_LEFT | GP_CORNER_TOP_RIGHT,
  GP_CORNERS_BOTTOM      = GP_CORNER_BOTTOM_LEFT | GP_CORNER_BOTTOM_RIGHT,
  GP_CORNERS_ALL         = GP_CORNERS_TOP | GP_CORNERS_BOTTOM,
} GpCorners;

/**
 * GpShape: one thing to paint. Coordinates are canvas units from the item's top left corner.
 * @rect: of a text: where its line stands; it is not cut off there
 * @fill: of a box; the colour of a text or an icon
 * @end: the text ends at the right side of @rect instead of beginning at the left
 * @text: owned by the list
 */
typedef struct
{
  GpShapeType  type;
  GpRect       rect;
  GpColor      fill;
  GpColor      border;          /* boxes */
  double       border_width;
  double       radius;
  GpCorners    corners;
  GpTextStyle  style;           /* texts */
  gboolean     end;
  gboolean     strike;
  const char  *text;
  GpIcon       icon;            /* icons */
} GpShape;

/** GpShapes: a list of shapes, painted in order. Built by one owner. */
typedef struct _GpShapes GpShapes;

GpShapes      *gp_shapes_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void           gp_shapes_free     (GpShapes *self);   /* NULL is fine */

const GpShape *gp_shapes_peek     (const GpShapes *self, guint *n);

/* Each returns the new shape, to be completed; borrowed until the next one is added. */
GpShape       *gp_shapes_add_box  (GpShapes *self, double x, double y, double width, double height,
                                   GpColor fill);
GpShape       *gp_shapes_add_text (GpShapes *self, double x, double y, double width, double height,
                                   GpTextStyle style, GpColor color, const char *text);
GpShape       *gp_shapes_add_icon (GpShapes *self, double x, double y, double size, GpIcon icon,
                                   GpColor color);

/** gp_shape_round: gives a box round corners. Returns @shape. */
GpShape       *gp_shape_round     (GpShape *shape, double radius, GpCorners corners);

/** gp_shape_border: gives a box a border inside its rectangle. Returns @shape. */
GpShape       *gp_shape_border    (GpShape *shape, double width, GpColor color);

/** gp_shapes_dump: one line per shape, for tests. */
void           gp_shapes_dump     (const GpShapes *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpShapes, gp_shapes_free)
G_END_DECLS
