/* gp-card.c — what the card of an entity shows
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔  the domain's colour
 *    patient        ⌂ ⛨   name, badges
 *   ─────────────────────
 *    ⚷ id           uuid   a row per field
 *    ↗ clinic_id  → clinic
 *   ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
 *    doctor R  admin CRUD  who may do what
 *
 * Measuring and shaping read the same lists (gp-card-rows.h), so that what is measured is what is
 * shown. */
#define G_LOG_DOMAIN "gp-card"
#include "config.h"
#include "gp-card.h"

#include "gp-card-compare.h"
#include "gp-card-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BADGE_SIZE     15.0
#define BADGE_GAP       6.0
#define CHIP_HEIGHT    19.0
#define CHIP_PADDING    7.0
#define CHIP_GAP        6.0
#define TEXT_GAP       18.0    /* between a field's name and its type */
#define TILE_HEIGHT    26.0    /* one of C R U D */
#define CONDITION_LINE  15.0
#define CONDITION_LINES 3
#define TILE_TOP       (GP_CARD_HEADER + 10)
#define COMPARE_ROOM   30.0    /* of the gap between cards that a comparison may take */
#define FIELD_X        (GP_CARD_PADDING + GP_CARD_MARK)

static const GpColor state_fills[] = {
  GP_COLOR_NONE, GP_COLOR_GOOD_SOFT, GP_COLOR_CARE_SOFT, GP_COLOR_BAD_SOFT,
};

static const GpColor state_texts[] = {
  GP_COLOR_TEXT, GP_COLOR_GOOD_TEXT, GP_COLOR_CARE_TEXT, GP_COLOR_BAD_TEXT,
};

static const GpColor level_fills[] = { GP_COLOR_IDLE_SOFT, GP_COLOR_CARE_SOFT, GP_COLOR_GOOD_SOFT };
static const GpColor level_texts[] = { GP_COLOR_IDLE_TEXT, GP_COLOR_CARE_TEXT, GP_COLOR_GOOD_TEXT };

static const char *
state_word (GpState state)
{
  switch (state)
    {
    case GP_STATE_ADDED:
      return C_("state of an entity", "new");
    case GP_STATE_CHANGED:
      return C_("state of an entity", "changed");
    case GP_STATE_REMOVED:
      return C_("state of an entity", "removed");
    default:
      return "";
    }
}

static double
width_of (const GpCardContext *context,
          GpTextStyle          style,
          const char          *text)
{
  return gp_metrics_get_width (context->metrics, style, text);
}

static char *
dup_rest (guint hidden)
{
  if (hidden == 0)
    return g_strdup (_("Show fewer fields"));
  return g_strdup_printf (ngettext ("… %u more field", "… %u more fields", hidden), hidden);
}

static double
badges_width (const GpCardContext *context,
              const GpElement     *entity,
              GpState              state)
{
  g_autoptr(GArray) badges = NULL;
  double width = 0;

  if (state != GP_STATE_SAME)
    return width_of (context, GP_TEXT_CHIP, state_word (state)) + 2 * CHIP_PADDING + BADGE_GAP;

  badges = gp_card_list_badges (context, entity);
  for (guint i = 0; i < badges->len; i++)
    {
      const GpCardBadge *badge = &g_array_index (badges, GpCardBadge, i);

      width += BADGE_SIZE + BADGE_GAP;
      if (badge->text != NULL)
        width += width_of (context, GP_TEXT_BADGE, badge->text) + 2;
    }
  return width;
}

static gboolean
is_muted (const GpElement *entity)
{
  return gp_element_get_bool (entity, GP_ENTITY_READ_ONLY)
         || gp_element_get_bool (entity, GP_ENTITY_EXTERNAL);
}

static double
header_width (const GpCardContext *context,
              const GpElement     *entity,
              GpState              state)
{
  g_autofree char *title = gp_card_dup_title (context, entity);

  return 2 * GP_CARD_PADDING + width_of (context, GP_TEXT_TITLE, title) + 14
         + badges_width (context, entity, state) + (is_muted (entity) ? BADGE_SIZE + BADGE_GAP : 0);
}

static GpState
entity_state (const GpCardContext *context,
              const GpElement     *entity,
              const GArray        *rows)
{
  const GpElement *before;

  if (context->base == NULL)
    return GP_STATE_SAME;
  if (gp_design_lookup (context->design, gp_element_get_id (entity)) == NULL)
    return GP_STATE_REMOVED;
  before = gp_design_lookup (context->base, gp_element_get_id (entity));
  if (before == NULL)
    return GP_STATE_ADDED;
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, GpCardRow, i).state != GP_STATE_SAME)
      return GP_STATE_CHANGED;
  return gp_card_find_difference (before, entity) == NULL ? GP_STATE_SAME : GP_STATE_CHANGED;
}

static double
rows_width (const GpCardContext *context,
            const GArray        *rows)
{
  double width = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const GpElement *field = g_array_index (rows, GpCardRow, i).field;
      g_autofree char *name = NULL;
      g_autofree char *type = NULL;

      if (field == NULL)
        continue;
      name = gp_card_dup_row_name (context, &g_array_index (rows, GpCardRow, i));
      type = gp_card_dup_row_type (context, &g_array_index (rows, GpCardRow, i));
      width = MAX (width, FIELD_X + width_of (context, GP_TEXT_FIELD, name)
                            + TEXT_GAP + width_of (context, GP_TEXT_TYPE, type) + GP_CARD_PADDING);
    }
  return width;
}

/* Old and new need more room than the card has among its neighbours: some of it is taken from the
 * gap, the rest is cut. */
static double
plain_width (const GpCardContext *context,
             const GpElement     *entity,
             const GArray        *rows)
{
  GpCardContext plain = *context;

  plain.base = NULL;
  return MAX (MAX (header_width (&plain, entity, GP_STATE_SAME), rows_width (&plain, rows)),
              GP_CARD_MIN_WIDTH);
}

static gboolean
has_foot (const GpCardContext *context,
          const GpElement     *entity)
{
  g_autoptr(GArray) chips = NULL;

  if (context->base != NULL)
    return FALSE;
  chips = gp_card_list_chips (context, entity);
  return chips->len > 0;
}

/* What the role may do, and under which condition, in lines that fit a card of @width; NULL: under
 * none. */
static char **
list_condition (const GpCardContext *context,
                const GpElement     *entity,
                double               width,
                GpGrant             *out_grant)
{
  const GpId *role = gp_id_is_nil (&context->role) ? NULL : &context->role;
  g_autofree char *condition = NULL;
  g_autofree char *text = NULL;

  *out_grant = gp_grants_for_role (context->design, gp_element_get_id (entity), role, &condition);
  if (condition == NULL)
    return NULL;
  text = out_grant->unless ? g_strdup_printf (_("not if %s"), condition)
                           : g_strdup_printf (_("if %s"), condition);
  return gp_metrics_wrap (context->metrics, GP_TEXT_NODE_CODE, text, width - 2 * GP_CARD_PADDING,
                          CONDITION_LINES);
}

static void
measure_access (const GpCardContext *context,
                const GpElement     *entity,
                GpSceneItem         *item)
{
  double width = CLAMP (header_width (context, entity, GP_STATE_SAME), GP_CARD_MIN_WIDTH,
                        GP_CARD_MAX_WIDTH);
  GpGrant grant;
  g_auto(GStrv) lines = list_condition (context, entity, width, &grant);

  item->n_rows = 0;
  item->rect.width = width;
  item->rect.height = TILE_TOP + TILE_HEIGHT + 10;
  if (lines != NULL)
    item->rect.height += GP_CARD_ROW + (g_strv_length (lines) - 1) * CONDITION_LINE;
}

void
gp_card_measure (const GpCardContext *context,
                 const GpElement     *entity,
                 gboolean             collapsed,
                 GpSceneItem         *item)
{
  g_autoptr(GArray) rows = NULL;
  guint hidden;
  double width;

  item->id = *gp_element_get_id (entity);
  item->kind = GP_KIND_ENTITY;
  item->type = GP_ITEM_CARD;
  item->title = gp_card_dup_title (context, entity);
  item->muted = is_muted (entity);
  item->row_top = GP_CARD_HEADER;
  if (context->access)
    {
      measure_access (context, entity, item);
      return;
    }

  rows = gp_card_list_rows (context, entity, &hidden);
  item->state = entity_state (context, entity, rows);
  width = MAX (header_width (context, entity, item->state), rows_width (context, rows));
  if (context->base != NULL)
    width = MIN (width, plain_width (context, entity, rows) + COMPARE_ROOM);
  item->rect.width = ceil (CLAMP (width, GP_CARD_MIN_WIDTH, GP_CARD_MAX_WIDTH));
  item->rect.height = GP_CARD_HEADER;
  if (collapsed)
    return;

  item->n_rows = rows->len;
  item->row_ids = g_new0 (GpId, MAX (rows->len, 1));
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, GpCardRow, i).field != NULL)
      item->row_ids[i] = *gp_element_get_id (g_array_index (rows, GpCardRow, i).field);
  item->rect.height += rows->len * GP_CARD_ROW;
  item->rect.height += has_foot (context, entity) ? GP_CARD_FOOT : rows->len > 0 ? 6 : 0;
}

static GpShape *
add_text (const GpCardContext *context,
          GpShapes            *shapes,
          double               x,
          double               y,
          double               width,
          double               height,
          GpTextStyle          style,
          GpColor              color,
          const char          *text)
{
  g_autofree char *shown = gp_metrics_ellipsize (context->metrics, style, text, width);

  return gp_shapes_add_text (shapes, x, y, width, height, style, color, shown);
}

static double
add_chip (const GpCardContext *context,
          GpShapes            *shapes,
          double               x,
          double               y,
          GpColor              fill,
          GpColor              color,
          const char          *text)
{
  double width = width_of (context, GP_TEXT_CHIP, text) + 2 * CHIP_PADDING;

  gp_shape_round (gp_shapes_add_box (shapes, x, y, width, CHIP_HEIGHT, fill), CHIP_HEIGHT / 2,
                  GP_CORNERS_ALL);
  gp_shapes_add_text (shapes, x + CHIP_PADDING, y, width - 2 * CHIP_PADDING, CHIP_HEIGHT,
                      GP_TEXT_CHIP, color, text);
  return width;
}

static void
shape_ground (const GpSceneItem *item,
              GpShapes          *shapes)
{
  double width = item->rect.width;
  double height = item->rect.height;
  GpColor fill = item->muted ? GP_COLOR_CARD_MUTED : GP_COLOR_CARD;

  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, 0, 1.5, width, height, GP_COLOR_NONE),
                                   GP_CARD_RADIUS, GP_CORNERS_ALL),
                   2, GP_COLOR_CARD_SHADOW);
  gp_shape_round (gp_shapes_add_box (shapes, 0, 0, width, height, fill), GP_CARD_RADIUS,
                  GP_CORNERS_ALL);
}

static void
shape_border (const GpSceneItem *item,
              GpShapes          *shapes)
{
  GpColor color = GP_COLOR_CARD_BORDER;

  if (item->state == GP_STATE_ADDED)
    color = GP_COLOR_GOOD;
  else if (item->state == GP_STATE_REMOVED)
    color = GP_COLOR_BAD;
  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, 0, 0, item->rect.width,
                                                      item->rect.height, GP_COLOR_NONE),
                                   GP_CARD_RADIUS, GP_CORNERS_ALL),
                   1, color);
  gp_shape_round (gp_shapes_add_box (shapes, 0, 0, item->rect.width, GP_CARD_BAR, GP_COLOR_ACCENT),
                  MIN (GP_CARD_RADIUS, GP_CARD_BAR), GP_CORNERS_TOP);
}

/* Returns where the badges begin. */
static double
shape_badges (const GpCardContext *context,
              const GpElement     *entity,
              const GpSceneItem   *item,
              GpShapes            *shapes)
{
  g_autoptr(GArray) badges = NULL;
  double x = item->rect.width - GP_CARD_PADDING;
  double middle = GP_CARD_BAR + (GP_CARD_HEADER - GP_CARD_BAR) / 2;

  if (item->state != GP_STATE_SAME)
    {
      x -= width_of (context, GP_TEXT_CHIP, state_word (item->state)) + 2 * CHIP_PADDING;
      add_chip (context, shapes, x, middle - CHIP_HEIGHT / 2, state_fills[item->state],
                state_texts[item->state], state_word (item->state));
      return x;
    }

  badges = gp_card_list_badges (context, entity);
  for (guint i = badges->len; i > 0; i--)
    {
      const GpCardBadge *badge = &g_array_index (badges, GpCardBadge, i - 1);

      if (badge->text != NULL)
        {
          double width = width_of (context, GP_TEXT_BADGE, badge->text);

          x -= width;
          gp_shapes_add_text (shapes, x, GP_CARD_BAR, width, GP_CARD_HEADER - GP_CARD_BAR,
                              GP_TEXT_BADGE, GP_COLOR_TEXT_DIM, badge->text);
          x -= 2;
        }
      x -= BADGE_SIZE;
      gp_shapes_add_icon (shapes, x, middle - BADGE_SIZE / 2, BADGE_SIZE, badge->icon,
                          GP_COLOR_ICON);
      x -= BADGE_GAP;
    }
  return x;
}

static void
shape_header (const GpCardContext *context,
              const GpElement     *entity,
              const GpSceneItem   *item,
              GpShapes            *shapes)
{
  double right = shape_badges (context, entity, item, shapes);
  double x = GP_CARD_PADDING;

  if (item->muted)
    {
      GpIcon icon = gp_element_get_bool (entity, GP_ENTITY_EXTERNAL) ? GP_ICON_EXTERNAL
                                                                     : GP_ICON_VIEW;

      gp_shapes_add_icon (shapes, x, (GP_CARD_HEADER + GP_CARD_BAR - BADGE_SIZE) / 2, BADGE_SIZE,
                          icon, GP_COLOR_ICON);
      x += BADGE_SIZE + BADGE_GAP;
    }
  add_text (context, shapes, x, GP_CARD_BAR, right - x, GP_CARD_HEADER - GP_CARD_BAR, GP_TEXT_TITLE,
            item->state == GP_STATE_REMOVED ? GP_COLOR_BAD_TEXT : GP_COLOR_TEXT, item->title)
    ->strike = item->state == GP_STATE_REMOVED;
}

static void
shape_row (const GpCardContext *context,
           const GpSceneItem   *item,
           const GpCardRow     *row,
           double               y,
           GpShapes            *shapes)
{
  g_autofree char *type = gp_card_dup_row_type (context, row);
  g_autofree char *name = gp_card_dup_row_name (context, row);
  double room = item->rect.width - FIELD_X - GP_CARD_PADDING;
  double type_width = MIN (width_of (context, GP_TEXT_TYPE, type), room * .6);
  double name_width = MIN (width_of (context, GP_TEXT_FIELD, name), room - type_width - 8);
  g_autofree char *shown_name = gp_metrics_ellipsize (context->metrics, GP_TEXT_FIELD, name,
                                                      name_width);
  g_autofree char *shown_type = gp_metrics_ellipsize (context->metrics, GP_TEXT_TYPE, type,
                                                      type_width);
  GpShape *shape;

  if (row->state != GP_STATE_SAME)
    gp_shapes_add_box (shapes, 1, y, item->rect.width - 2, GP_CARD_ROW, state_fills[row->state]);
  if (row->icon != GP_ICON_NONE)
    gp_shapes_add_icon (shapes, GP_CARD_PADDING, y + (GP_CARD_ROW - 13) / 2, 13, row->icon,
                        row->state != GP_STATE_SAME ? state_texts[row->state] : GP_COLOR_ICON);

  shape = gp_shapes_add_text (shapes, FIELD_X, y, name_width, GP_CARD_ROW, GP_TEXT_FIELD,
                              row->state == GP_STATE_REMOVED ? GP_COLOR_BAD_TEXT : GP_COLOR_TEXT,
                              shown_name);
  shape->strike = row->state == GP_STATE_REMOVED;
  shape = gp_shapes_add_text (shapes, item->rect.width - GP_CARD_PADDING - type_width, y,
                              type_width, GP_CARD_ROW, GP_TEXT_TYPE,
                              row->state == GP_STATE_REMOVED ? GP_COLOR_BAD_TEXT
                                                             : GP_COLOR_TEXT_DIM,
                              shown_type);
  shape->end = TRUE;
  shape->strike = row->state == GP_STATE_REMOVED;
}

static void
shape_foot (const GpCardContext *context,
            const GpElement     *entity,
            const GpSceneItem   *item,
            GpShapes            *shapes)
{
  g_autoptr(GArray) chips = gp_card_list_chips (context, entity);
  double y = item->rect.height - GP_CARD_FOOT;
  double x = GP_CARD_PADDING;
  double right = item->rect.width - GP_CARD_PADDING;

  if (chips->len == 0)
    return;
  gp_shape_round (gp_shapes_add_box (shapes, 1, y, item->rect.width - 2, GP_CARD_FOOT - 1,
                                     GP_COLOR_FOOT),
                  GP_CARD_RADIUS - 1, GP_CORNERS_BOTTOM);
  gp_shapes_add_box (shapes, 1, y, item->rect.width - 2, 1, GP_COLOR_RULE);

  for (guint i = 0; i < chips->len; i++)
    {
      const GpCardChip *chip = &g_array_index (chips, GpCardChip, i);
      double width = width_of (context, GP_TEXT_CHIP, chip->text) + 2 * CHIP_PADDING;
      double kept = i + 1 < chips->len ? 34 : 0;   /* for the "+1" that may have to follow */

      if (x + width + kept > right && (i > 0 || width > right - x))
        {
          g_autofree char *more = g_strdup_printf ("+%u", chips->len - i);

          add_chip (context, shapes, x, y + (GP_CARD_FOOT - CHIP_HEIGHT) / 2,
                    level_fills[chip->level], level_texts[chip->level], more);
          return;
        }
      x += add_chip (context, shapes, x, y + (GP_CARD_FOOT - CHIP_HEIGHT) / 2,
                     level_fills[chip->level], level_texts[chip->level], chip->text)
           + CHIP_GAP;
    }
}

static void
shape_rows (const GpCardContext *context,
            const GpElement     *entity,
            const GpSceneItem   *item,
            GpShapes            *shapes)
{
  guint hidden;
  g_autoptr(GArray) rows = gp_card_list_rows (context, entity, &hidden);

  if (item->n_rows == 0)
    return;
  gp_shapes_add_box (shapes, 1, GP_CARD_HEADER - 1, item->rect.width - 2, 1, GP_COLOR_RULE);
  for (guint i = 0; i < rows->len; i++)
    {
      const GpCardRow *row = &g_array_index (rows, GpCardRow, i);
      double y = item->row_top + i * GP_CARD_ROW;

      if (row->field != NULL)
        shape_row (context, item, row, y, shapes);
      else
        {
          g_autofree char *rest = dup_rest (hidden);

          gp_shapes_add_text (shapes, FIELD_X, y, item->rect.width - FIELD_X, GP_CARD_ROW,
                              GP_TEXT_TYPE, GP_COLOR_TEXT_DIM, rest);
        }
    }
}

static void
shape_access (const GpCardContext *context,
              const GpElement     *entity,
              const GpSceneItem   *item,
              GpShapes            *shapes)
{
  static const char *const letters[] = { "C", "R", "U", "D" };
  GpGrant grant;
  g_auto(GStrv) lines = list_condition (context, entity, item->rect.width, &grant);
  double room = item->rect.width - 2 * GP_CARD_PADDING;
  double width = (room - 3 * CHIP_GAP) / GP_N_GRANT_ACTIONS;

  gp_shapes_add_box (shapes, 1, GP_CARD_HEADER - 1, item->rect.width - 2, 1, GP_COLOR_RULE);
  for (guint i = 0; i < GP_N_GRANT_ACTIONS; i++)
    {
      double x = GP_CARD_PADDING + i * (width + CHIP_GAP);
      double text_width = width_of (context, GP_TEXT_TITLE, letters[i]);
      GpGrantLevel level = grant.levels[i];

      gp_shape_round (gp_shapes_add_box (shapes, x, TILE_TOP, width, TILE_HEIGHT,
                                         level_fills[level]),
                      6, GP_CORNERS_ALL);
      gp_shapes_add_text (shapes, x + (width - text_width) / 2, TILE_TOP, text_width, TILE_HEIGHT,
                          GP_TEXT_TITLE, level_texts[level],
                          level == GP_GRANT_NO ? "–" : letters[i]);
    }
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    gp_shapes_add_text (shapes, GP_CARD_PADDING,
                        TILE_TOP + TILE_HEIGHT + 6 + i * CONDITION_LINE, room, GP_CARD_ROW,
                        GP_TEXT_NODE_CODE, GP_COLOR_CARE_TEXT, lines[i]);
}

/* Bars where text would be too small to read, one per row and one for its type. */
static void
shape_bars (const GpSceneItem *item,
            GpShapes          *shapes)
{
  for (guint i = 0; i < item->n_rows; i++)
    {
      double y = item->row_top + i * GP_CARD_ROW + (GP_CARD_ROW - 8) / 2;
      guint seed = gp_id_hash (&item->row_ids[i]);
      double left = 50 + seed % 40;
      double right = 28 + seed / 64 % 30;

      gp_shapes_add_box (shapes, FIELD_X, y, left, 8, GP_COLOR_BAR);
      gp_shapes_add_box (shapes, item->rect.width - GP_CARD_PADDING - right, y, right, 8,
                         GP_COLOR_BAR);
    }
}

static void
shape_from_afar (const GpCardContext *context,
                 const GpSceneItem   *item,
                 GpLod                lod,
                 GpShapes            *shapes)
{
  double room = item->rect.width - 2 * GP_CARD_PADDING;
  GpTextStyle style = width_of (context, GP_TEXT_LARGE, item->title) <= room ? GP_TEXT_LARGE
                                                                              : GP_TEXT_MIDDLE;
  double height = lod == GP_LOD_NAMES ? item->rect.height : GP_CARD_HEADER + 4;

  gp_shape_border (gp_shapes_add_box (shapes, 0, 0, item->rect.width, item->rect.height,
                                      item->muted ? GP_COLOR_CARD_MUTED : GP_COLOR_CARD),
                   lod == GP_LOD_NAMES ? 8 : 4,     /* a pixel, or an edge would be missing */
                   item->state == GP_STATE_SAME ? GP_COLOR_CARD_BORDER
                                                : state_texts[item->state]);
  gp_shapes_add_box (shapes, 0, 0, item->rect.width, lod == GP_LOD_NAMES ? 16 : 8, GP_COLOR_ACCENT);
  add_text (context, shapes, GP_CARD_PADDING, 6, room, height - 6, style, GP_COLOR_TEXT,
            item->title);
  if (lod == GP_LOD_BARS)
    shape_bars (item, shapes);
}

void
gp_card_shape (const GpCardContext *context,
               const GpSceneItem   *item,
               GpLod                lod,
               GpShapes            *shapes)
{
  const GpElement *entity = gp_design_lookup (context->design, &item->id);

  if (entity == NULL && context->base != NULL)
    entity = gp_design_lookup (context->base, &item->id);
  if (entity == NULL)
    return;

  if (lod >= GP_LOD_BLOCKS)
    gp_shapes_add_box (shapes, 0, 0, item->rect.width, item->rect.height, GP_COLOR_ACCENT_BORDER);
  else if (lod > GP_LOD_FULL)
    shape_from_afar (context, item, lod, shapes);
  else
    {
      shape_ground (item, shapes);
      shape_header (context, entity, item, shapes);
      if (context->access)
        shape_access (context, entity, item, shapes);
      else
        {
          shape_rows (context, entity, item, shapes);
          if (item->n_rows > 0 && context->base == NULL)
            shape_foot (context, entity, item, shapes);
        }
      shape_border (item, shapes);
    }
}
