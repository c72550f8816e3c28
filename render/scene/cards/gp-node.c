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
#define TEXT_ROOM     (GP_NODE_WIDTH - TEXT_X - 12)
#define TITLE_LINE    19.0
#define DETAIL_LINE   17.0
#define CHIP_ICON     14.0
#define CHIP_PADDING   7.0
#define CHIP_GAP       6.0    /* between the word and the chip */
#define DETAIL_LINES   3
#define CODE_LINES     6
#define PILE           4.0    /* how far the sheets of a pile look out */
#define NOTE_WIDTH   200.0
#define NOTE_LINE     19.0
#define NOTE_PADDING  12.0
#define NOTE_LINES    40

/* How the texts of a card stand: the title, the detail, and the chip beside its word or, where both
 * are too wide for that, in lines of its own. */
typedef struct
{
  char **title;
  char **detail;
  char **chip;          /* NULL: none */
  double chip_width;
  double chip_x;
  guint  chip_line;     /* of the detail */
  guint  n_lines;       /* of the detail, with those of the chip */
} Arrangement;

static void
arrangement_clear (Arrangement *self)
{
  g_clear_pointer (&self->title, g_strfreev);
  g_clear_pointer (&self->detail, g_strfreev);
  g_clear_pointer (&self->chip, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arrangement, arrangement_clear)

static void
place_chip (const GpCardContext *context,
            const GpNodeText    *text,
            Arrangement         *out)
{
  GpMetrics *metrics = context->metrics;
  double around = CHIP_ICON + 2 * CHIP_PADDING;
  double before = text->detail[0] == '\0' ? 0
                  : gp_metrics_get_width (metrics, GP_TEXT_NODE_DETAIL, text->detail) + CHIP_GAP;
  guint n_lines;

  out->chip = gp_metrics_wrap (metrics, GP_TEXT_NODE_DETAIL, text->chip, TEXT_ROOM - around,
                               DETAIL_LINES);
  n_lines = g_strv_length (out->chip);
  for (guint i = 0; i < n_lines; i++)
    out->chip_width = MAX (out->chip_width,
                           around + gp_metrics_get_width (metrics, GP_TEXT_NODE_DETAIL,
                                                          out->chip[i]));
  if (n_lines == 1 && before + out->chip_width <= TEXT_ROOM)
    {
      out->chip_x = before;
      out->chip_line = out->n_lines - 1;
      return;
    }
  out->chip_line = text->detail[0] == '\0' ? 0 : out->n_lines;
  out->n_lines = out->chip_line + n_lines;
}

static void
arrange (const GpCardContext *context,
         const GpNodeText    *text,
         Arrangement         *out)
{
  out->title = gp_metrics_wrap (context->metrics, GP_TEXT_NODE, text->title, TEXT_ROOM, 2);
  out->detail = gp_metrics_wrap (context->metrics,
                                 text->code ? GP_TEXT_NODE_CODE : GP_TEXT_NODE_DETAIL, text->detail,
                                 TEXT_ROOM, text->code ? CODE_LINES : DETAIL_LINES);
  out->n_lines = MAX (g_strv_length (out->detail), 1);
  if (text->chip != NULL)
    place_chip (context, text, out);
}

static double
height_of (const Arrangement *self)
{
  return g_strv_length (self->title) * TITLE_LINE + self->n_lines * DETAIL_LINE;
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
  g_auto(Arrangement) arrangement = { 0 };

  init_text (context, element, &text);
  arrange (context, &text, &arrangement);
  item->id = *gp_element_get_id (element);
  item->kind = gp_element_get_kind (element);
  item->type = GP_ITEM_NODE;
  item->title = g_strdup (text.title);
  item->accent = text.accent;
  item->rect.width = GP_NODE_WIDTH;
  item->rect.height = MAX (GP_NODE_HEIGHT, 2 * 10 + height_of (&arrangement));
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

/* On a card whose detail begins at @y. */
static GpRect
rect_of_chip (const Arrangement *self,
              double             y)
{
  return (GpRect) { TEXT_X + self->chip_x, y + self->chip_line * DETAIL_LINE, self->chip_width,
                    g_strv_length (self->chip) * DETAIL_LINE };
}

static void
shape_chip (const GpNodeText  *text,
            const Arrangement *arrangement,
            const GpRect      *chip,
            GpShapes          *shapes)
{
  gp_shape_round (gp_shapes_add_box (shapes, chip->x, chip->y, chip->width, chip->height,
                                     GP_COLOR_IDLE_SOFT),
                  DETAIL_LINE / 2, GP_CORNERS_ALL);
  gp_shapes_add_icon (shapes, chip->x + CHIP_PADDING - 1, chip->y + (DETAIL_LINE - 11) / 2, 11,
                      text->chip_icon, GP_COLOR_ICON);
  for (guint i = 0; arrangement->chip[i] != NULL; i++)
    gp_shapes_add_text (shapes, chip->x + CHIP_PADDING + CHIP_ICON, chip->y + i * DETAIL_LINE,
                        chip->width - CHIP_ICON - CHIP_PADDING, DETAIL_LINE, GP_TEXT_NODE_DETAIL,
                        GP_COLOR_TEXT, arrangement->chip[i]);
}

static void
shape_detail (const GpNodeText  *text,
              const Arrangement *arrangement,
              double             y,
              GpShapes          *shapes)
{
  GpTextStyle style = text->code ? GP_TEXT_NODE_CODE : GP_TEXT_NODE_DETAIL;
  GpRect chip;

  for (guint i = 0; arrangement->detail[i] != NULL; i++)
    gp_shapes_add_text (shapes, TEXT_X, y + i * DETAIL_LINE, TEXT_ROOM, DETAIL_LINE, style,
                        GP_COLOR_TEXT_DIM, arrangement->detail[i]);
  if (arrangement->chip == NULL)
    return;
  chip = rect_of_chip (arrangement, y);
  shape_chip (text, arrangement, &chip, shapes);
}

/* The texts stand in the middle of the card. */
static double
text_top (const GpSceneItem *item,
          const Arrangement *arrangement)
{
  return item->rect.height / 2 - height_of (arrangement) / 2;
}

gboolean
gp_node_find_chip (const GpCardContext *context,
                   const GpSceneItem   *item,
                   GpRect              *out_rect,
                   GpId                *out_id)
{
  const GpElement *element = gp_design_lookup (context->design, &item->id);
  g_auto(GpNodeText) text = { 0 };
  g_auto(Arrangement) arrangement = { 0 };

  if (element == NULL || item->type != GP_ITEM_NODE)
    return FALSE;
  init_text (context, element, &text);
  if (text.chip == NULL)
    return FALSE;
  arrange (context, &text, &arrangement);
  *out_rect = rect_of_chip (&arrangement,
                            text_top (item, &arrangement)
                              + g_strv_length (arrangement.title) * TITLE_LINE);
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
  g_auto(Arrangement) arrangement = { 0 };
  double middle = item->rect.height / 2;
  double y;

  arrange (context, text, &arrangement);
  y = text_top (item, &arrangement);
  if (item->folded)
    shape_pile (item, shapes);
  shape_paper (item, item->ghost ? GP_COLOR_CARD_MUTED : GP_COLOR_CARD,
               item->folded ? GP_COLOR_ACCENT_BORDER : GP_COLOR_CARD_BORDER, shapes);
  gp_shape_round (gp_shapes_add_box (shapes, TILE_X, middle - TILE / 2, TILE, TILE,
                                     GP_COLOR_ACCENT_SOFT),
                  7, GP_CORNERS_ALL);
  gp_shapes_add_icon (shapes, TILE_X + 7, middle - 9, 18, text->icon, GP_COLOR_ACCENT_TEXT);
  for (guint i = 0; arrangement.title[i] != NULL; i++, y += TITLE_LINE)
    gp_shapes_add_text (shapes, TEXT_X, y, TEXT_ROOM, TITLE_LINE, GP_TEXT_NODE,
                        item->ghost ? GP_COLOR_TEXT_DIM : GP_COLOR_TEXT, arrangement.title[i]);
  shape_detail (text, &arrangement, y, shapes);
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
