/* gp-node.c — small cards: steps, triggers, roles, buckets, events; notes; the areas behind them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-node"
#include "config.h"
#include "gp-node.h"

#include "gp-node-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TILE          32.0
#define TILE_X        12.0
#define TEXT_X        (TILE_X + TILE + 12)
#define TITLE_LINE    19.0
#define DETAIL_LINE   17.0
#define CHIP_ICON     14.0
#define CHIP_PADDING   7.0
#define CHIP_GAP       6.0    /* between the word and the chip */
#define PILE           4.0    /* how far the sheets of a pile look out */
#define NOTE_WIDTH   200.0
#define NOTE_LINE     19.0
#define NOTE_PADDING  12.0
#define NOTE_LINES    40

static char **
title_lines (const GpCardContext *context,
             const char          *title)
{
  return gp_metrics_wrap (context->metrics, GP_TEXT_NODE, title, GP_NODE_WIDTH - TEXT_X - 12, 2);
}

static void
init_text (const GpCardContext *context,
           const GpElement     *element,
           GpNodeText          *out)
{
  gp_node_text_init (out, context->design, element,
                     gp_id_equal (gp_element_get_id (element), &context->inside));
}

void
gp_node_measure (const GpCardContext *context,
                 const GpElement     *element,
                 GpSceneItem         *item)
{
  g_auto(GpNodeText) text = { 0 };
  g_auto(GStrv) lines = NULL;
  double wanted;

  init_text (context, element, &text);
  lines = title_lines (context, text.title);
  item->id = *gp_element_get_id (element);
  item->kind = gp_element_get_kind (element);
  item->type = GP_ITEM_NODE;
  item->title = g_strdup (text.title);
  item->accent = text.accent;
  wanted = 2 * 10 + g_strv_length (lines) * TITLE_LINE + DETAIL_LINE;
  item->rect.width = GP_NODE_WIDTH;
  item->rect.height = MAX (GP_NODE_HEIGHT, wanted);
}

static void
shape_paper (const GpSceneItem *item,
             GpColor            fill,
             GpColor            border,
             GpShapes          *shapes)
{
  double width = item->rect.width;
  double height = item->rect.height;

  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, 0, 1.5, width, height, GP_COLOR_NONE),
                                   10, GP_CORNERS_ALL),
                   2, GP_COLOR_CARD_SHADOW);
  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, 0, 0, width, height, fill), 10,
                                   GP_CORNERS_ALL),
                   1, border);
}

/* A folded domain is a pile: what is in it lies under its card. */
static void
shape_pile (const GpSceneItem *item,
            GpShapes          *shapes)
{
  for (int sheet = 2; sheet > 0; sheet--)
    gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, PILE * sheet, PILE * sheet,
                                                        item->rect.width - 2 * PILE * sheet,
                                                        item->rect.height, GP_COLOR_ACCENT_SOFT),
                                     10, GP_CORNERS_ALL),
                     1, GP_COLOR_ACCENT_BORDER);
}

/* The chip with what is touched stands right after the word that says how. */
static GpRect
measure_chip (const GpCardContext *context,
              const GpNodeText    *text,
              double               y,
              double               room,
              char               **out_label)
{
  double before = text->detail[0] == '\0' ? 0
                  : gp_metrics_get_width (context->metrics, GP_TEXT_NODE_DETAIL, text->detail)
                    + CHIP_GAP;
  double most = MAX (room - before - CHIP_ICON - 2 * CHIP_PADDING, 24);
  GpRect rect = { TEXT_X + before, y, 0, DETAIL_LINE };

  *out_label = gp_metrics_ellipsize (context->metrics, GP_TEXT_NODE_DETAIL, text->chip, most);
  rect.width = CHIP_ICON + 2 * CHIP_PADDING
               + gp_metrics_get_width (context->metrics, GP_TEXT_NODE_DETAIL, *out_label);
  return rect;
}

static void
shape_detail (const GpCardContext *context,
              const GpNodeText    *text,
              double               y,
              double               room,
              GpShapes            *shapes)
{
  GpTextStyle style = text->code ? GP_TEXT_NODE_CODE : GP_TEXT_NODE_DETAIL;
  g_autofree char *detail = gp_metrics_ellipsize (context->metrics, style, text->detail, room);
  g_autofree char *label = NULL;
  GpRect chip;

  gp_shapes_add_text (shapes, TEXT_X, y, room, DETAIL_LINE, style, GP_COLOR_TEXT_DIM, detail);
  if (text->chip == NULL)
    return;
  chip = measure_chip (context, text, y, room, &label);
  gp_shape_round (gp_shapes_add_box (shapes, chip.x, chip.y, chip.width, chip.height,
                                     GP_COLOR_IDLE_SOFT),
                  DETAIL_LINE / 2, GP_CORNERS_ALL);
  gp_shapes_add_icon (shapes, chip.x + CHIP_PADDING - 1, chip.y + (DETAIL_LINE - 11) / 2, 11,
                      text->chip_icon, GP_COLOR_ICON);
  gp_shapes_add_text (shapes, chip.x + CHIP_PADDING + CHIP_ICON, chip.y,
                      chip.width - CHIP_ICON - CHIP_PADDING, chip.height, GP_TEXT_NODE_DETAIL,
                      GP_COLOR_TEXT, label);
}

static double
text_top (const GpSceneItem *item,
          guint              n_lines)
{
  return item->rect.height / 2 - (n_lines * TITLE_LINE + DETAIL_LINE) / 2;
}

gboolean
gp_node_find_chip (const GpCardContext *context,
                   const GpSceneItem   *item,
                   GpRect              *out_rect,
                   GpId                *out_id)
{
  const GpElement *element = gp_design_lookup (context->design, &item->id);
  g_auto(GpNodeText) text = { 0 };
  g_auto(GStrv) lines = NULL;
  g_autofree char *label = NULL;
  guint n;

  if (element == NULL || item->type != GP_ITEM_NODE)
    return FALSE;
  init_text (context, element, &text);
  if (text.chip == NULL)
    return FALSE;
  lines = title_lines (context, text.title);
  n = g_strv_length (lines);
  *out_rect = measure_chip (context, &text, text_top (item, n) + n * TITLE_LINE,
                            item->rect.width - TEXT_X - 12, &label);
  out_rect->x += item->rect.x;
  out_rect->y += item->rect.y;
  *out_id = text.chip_id;
  return TRUE;
}

static void
shape_node_full (const GpCardContext *context,
                 const GpSceneItem   *item,
                 const GpNodeText    *text,
                 GpShapes            *shapes)
{
  g_auto(GStrv) lines = title_lines (context, text->title);
  guint n_lines = g_strv_length (lines);
  double middle = item->rect.height / 2;
  double y = text_top (item, n_lines);
  double room = item->rect.width - TEXT_X - 12;

  if (item->folded)
    shape_pile (item, shapes);
  shape_paper (item, item->ghost ? GP_COLOR_CARD_MUTED : GP_COLOR_CARD,
               item->folded ? GP_COLOR_ACCENT_BORDER : GP_COLOR_CARD_BORDER, shapes);
  gp_shape_round (gp_shapes_add_box (shapes, TILE_X, middle - TILE / 2, TILE, TILE,
                                     GP_COLOR_ACCENT_SOFT),
                  7, GP_CORNERS_ALL);
  gp_shapes_add_icon (shapes, TILE_X + 7, middle - 9, 18, text->icon, GP_COLOR_ACCENT_TEXT);
  for (guint i = 0; i < n_lines; i++, y += TITLE_LINE)
    gp_shapes_add_text (shapes, TEXT_X, y, room, TITLE_LINE, GP_TEXT_NODE,
                        item->ghost ? GP_COLOR_TEXT_DIM : GP_COLOR_TEXT, lines[i]);
  shape_detail (context, text, y, room, shapes);
}

/* Where a branch ends: a disc in a ring. */
static void
shape_end (const GpSceneItem *item,
           GpShapes          *shapes)
{
  double size = item->rect.width;

  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, 0, 0, size, size, GP_COLOR_CARD),
                                   size / 2, GP_CORNERS_ALL),
                   1.5, GP_COLOR_LINE);
  gp_shape_round (gp_shapes_add_box (shapes, size / 2 - 4, size / 2 - 4, 8, 8, GP_COLOR_LINE), 4,
                  GP_CORNERS_ALL);
}

void
gp_node_shape (const GpCardContext *context,
               const GpSceneItem   *item,
               GpLod                lod,
               GpShapes            *shapes)
{
  const GpElement *element = gp_design_lookup (context->design, &item->id);
  g_auto(GpNodeText) text = { 0 };
  g_autofree char *title = NULL;

  if (element == NULL)
    return;
  if (item->kind == GP_KIND_TRANSITION)
    {
      shape_end (item, shapes);
      return;
    }
  if (lod >= GP_LOD_BLOCKS)
    {
      gp_shapes_add_box (shapes, 0, 0, item->rect.width, item->rect.height, GP_COLOR_ACCENT_BORDER);
      return;
    }

  init_text (context, element, &text);
  if (lod == GP_LOD_FULL)
    {
      shape_node_full (context, item, &text, shapes);
      return;
    }
  gp_shape_border (gp_shapes_add_box (shapes, 0, 0, item->rect.width, item->rect.height,
                                      GP_COLOR_CARD),
                   2, GP_COLOR_CARD_BORDER);
  gp_shapes_add_box (shapes, 0, 0, 10, item->rect.height, GP_COLOR_ACCENT);
  title = gp_metrics_ellipsize (context->metrics, GP_TEXT_LARGE, text.title, item->rect.width - 30);
  gp_shapes_add_text (shapes, 20, 0, item->rect.width - 30, item->rect.height, GP_TEXT_LARGE,
                      GP_COLOR_TEXT, title);
}

static const char *
note_text (const GpElement *element)
{
  const char *text = gp_element_get_text (element, GP_NOTE_TEXT);

  return text != NULL && text[0] != '\0' ? text : _("Empty note");
}

void
gp_note_measure (const GpCardContext *context,
                 const GpElement     *element,
                 const GpPoint       *size,
                 GpSceneItem         *item)
{
  double width = size != NULL ? CLAMP (size->x, 80, 2000) : NOTE_WIDTH;
  g_auto(GStrv) lines = gp_metrics_wrap (context->metrics, GP_TEXT_NOTE, note_text (element),
                                         width - 2 * NOTE_PADDING, NOTE_LINES);
  double wanted = 2 * NOTE_PADDING + g_strv_length (lines) * NOTE_LINE;

  item->id = *gp_element_get_id (element);
  item->kind = GP_KIND_NOTE;
  item->type = GP_ITEM_NOTE;
  item->title = g_strdup (note_text (element));
  item->rect.width = width;
  item->rect.height = MAX (wanted, size != NULL ? CLAMP (size->y, 0, 2000) : 0);
}

void
gp_note_shape (const GpCardContext *context,
               const GpSceneItem   *item,
               GpLod                lod,
               GpShapes            *shapes)
{
  g_auto(GStrv) lines = NULL;

  if (lod > GP_LOD_BARS)
    {
      gp_shapes_add_box (shapes, 0, 0, item->rect.width, item->rect.height, GP_COLOR_NOTE);
      return;
    }
  lines = gp_metrics_wrap (context->metrics, GP_TEXT_NOTE, item->title,
                           item->rect.width - 2 * NOTE_PADDING, NOTE_LINES);
  shape_paper (item, GP_COLOR_NOTE, GP_COLOR_NOTE_BORDER, shapes);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      gp_shapes_add_text (shapes, NOTE_PADDING, NOTE_PADDING + i * NOTE_LINE,
                          item->rect.width - 2 * NOTE_PADDING, NOTE_LINE, GP_TEXT_NOTE,
                          GP_COLOR_NOTE_TEXT, lines[i]);
}

void
gp_area_measure (const GpCardContext *context,
                 const GpElement     *element,
                 GpSceneItem         *item)
{
  item->id = *gp_element_get_id (element);
  item->kind = gp_element_get_kind (element);
  item->type = GP_ITEM_AREA;
  item->title = g_strdup (gp_element_get_name (element));
}

static void
shape_area_name (const GpCardContext *context,
                 const GpSceneItem   *item,
                 GpShapes            *shapes)
{
  const GpElement *element = gp_design_lookup (context->design, &item->id);
  const char *owner = NULL;
  double room = item->rect.width - 32;
  g_autofree char *title = gp_metrics_ellipsize (context->metrics, GP_TEXT_AREA, item->title, room);
  double width = gp_metrics_get_width (context->metrics, GP_TEXT_AREA, title);
  g_autofree char *detail = NULL;
  g_autofree char *brief = NULL;
  g_autofree char *shown = NULL;

  gp_shapes_add_text (shapes, 16, 6, width, 26, GP_TEXT_AREA, GP_COLOR_ACCENT_TEXT, title);
  if (element != NULL && item->kind == GP_KIND_DOMAIN)
    owner = gp_element_get_text (element, GP_DOMAIN_OWNER);
  if (owner == NULL || owner[0] == '\0' || room - width < 60)
    return;
  detail = g_strdup_printf (_("· owned by %s"), owner);
  brief = g_strdup_printf ("· %s", owner);
  shown = gp_metrics_ellipsize (
    context->metrics, GP_TEXT_AREA_DETAIL,
    gp_metrics_get_width (context->metrics, GP_TEXT_AREA_DETAIL, detail) <= room - width - 6
      ? detail : brief,
    room - width - 6);
  gp_shapes_add_text (shapes, 16 + width + 5, 6, room - width - 6, 26, GP_TEXT_AREA_DETAIL,
                      GP_COLOR_TEXT_DIM, shown);
}

void
gp_area_shape (const GpCardContext *context,
               const GpSceneItem   *item,
               GpLod                lod,
               GpShapes            *shapes)
{
  GpShape *box = gp_shapes_add_box (shapes, 0, 0, item->rect.width, item->rect.height,
                                    lod == GP_LOD_GROUPS ? GP_COLOR_ACCENT_SOFT
                                                         : GP_COLOR_ACCENT_AREA);

  if (lod <= GP_LOD_BARS)
    gp_shape_round (box, 16, GP_CORNERS_ALL);
  gp_shape_border (box,
                   lod == GP_LOD_FULL   ? 1
                   : lod == GP_LOD_BARS ? 2
                                        : 8,
                   GP_COLOR_ACCENT_BORDER);
  if (lod == GP_LOD_FULL)
    shape_area_name (context, item, shapes);
}

char *
gp_node_dup_title (const GpElement *element)
{
  const char *title = NULL;

  if (gp_element_get_kind (element) == GP_KIND_STEP)
    title = gp_element_get_text (element, GP_STEP_TITLE);
  else if (gp_element_get_kind (element) == GP_KIND_FLOW)
    title = gp_element_get_text (element, GP_FLOW_TITLE);
  return g_strdup (title != NULL && title[0] != '\0' ? title : gp_element_get_name (element));
}
