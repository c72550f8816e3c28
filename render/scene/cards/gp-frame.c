/* gp-frame.c — the frames around the steps of a loop, a group or a try
 * SPDX-License-Identifier: Apache-2.0
 *
 * A frame says in its header what a card says: an icon, a title, and one line of what it does. */
#define G_LOG_DOMAIN "gp-frame"
#include "config.h"
#include "gp-frame.h"

#include "gp-node-text.h"
#include "gp-node.h"

#include <math.h>

#define TILE     24.0
#define TILE_X   12.0
#define TILE_Y    8.0
#define TEXT_X  (TILE_X + TILE + 9)
#define RADIUS   12.0
#define WIDEST_HEADER 400.0
#define GAP       8.0     /* between the title and what it does */

void
gp_frame_measure (const GpCardContext *context,
                  const GpElement     *step,
                  GpSceneItem         *item)
{
  g_auto(GpNodeText) text = { 0 };

  gp_node_text_init (&text, context->design, step, FALSE);
  item->id = *gp_element_get_id (step);
  item->kind = GP_KIND_STEP;
  item->type = GP_ITEM_AREA;
  item->title = g_strdup (text.title);
  item->accent = text.accent;
  item->least_width = TEXT_X + gp_metrics_get_width (context->metrics, GP_TEXT_NODE, text.title)
                      + GAP + 12
                      + gp_metrics_get_width (context->metrics,
                                              text.code ? GP_TEXT_NODE_CODE : GP_TEXT_NODE_DETAIL,
                                              text.detail);
  item->least_width = ceil (MIN (item->least_width, WIDEST_HEADER));
}

static void
shape_header (const GpCardContext *context,
              const GpSceneItem   *item,
              const GpNodeText    *text,
              GpShapes            *shapes)
{
  GpTextStyle style = text->code ? GP_TEXT_NODE_CODE : GP_TEXT_NODE_DETAIL;
  double room = item->rect.width - TEXT_X - 12;
  g_autofree char *title = gp_metrics_ellipsize (context->metrics, GP_TEXT_NODE, text->title, room);
  double width = gp_metrics_get_width (context->metrics, GP_TEXT_NODE, title);
  g_autofree char *detail = NULL;

  gp_shape_round (gp_shapes_add_box (shapes, TILE_X, TILE_Y, TILE, TILE, GP_COLOR_ACCENT_SOFT), 6,
                  GP_CORNERS_ALL);
  gp_shapes_add_icon (shapes, TILE_X + 5, TILE_Y + 5, TILE - 10, text->icon, GP_COLOR_ACCENT_TEXT);
  gp_shapes_add_text (shapes, TEXT_X, TILE_Y, width, TILE, GP_TEXT_NODE, GP_COLOR_TEXT, title);
  room -= width + GAP;
  if (room < 40)
    return;
  detail = gp_metrics_ellipsize (context->metrics, style, text->detail, room);
  gp_shapes_add_text (shapes, TEXT_X + width + GAP, TILE_Y + 1, room, TILE, style,
                      GP_COLOR_TEXT_DIM, detail);
}

void
gp_frame_shape (const GpCardContext *context,
                const GpSceneItem   *item,
                GpLod                lod,
                GpShapes            *shapes)
{
  const GpElement *step = gp_design_lookup (context->design, &item->id);
  g_auto(GpNodeText) text = { 0 };
  GpShape *box = gp_shapes_add_box (shapes, 0, 0, item->rect.width, item->rect.height,
                                    lod == GP_LOD_GROUPS ? GP_COLOR_ACCENT_SOFT
                                                         : GP_COLOR_ACCENT_AREA);

  if (lod <= GP_LOD_BARS)
    gp_shape_round (box, RADIUS, GP_CORNERS_ALL);
  gp_shape_border (box, lod == GP_LOD_FULL ? 1 : lod == GP_LOD_BARS ? 2 : 8,
                   GP_COLOR_ACCENT_BORDER);
  if (lod > GP_LOD_FULL || step == NULL)
    return;
  gp_node_text_init (&text, context->design, step, FALSE);
  shape_header (context, item, &text, shapes);
}
