/* gp-painter-names.c — names that stay readable however far away they are
 * SPDX-License-Identifier: Apache-2.0
 *
 * Names of areas, and from where the names on cards could not be read those of landmarks: the cards
 * that most lines lead to, as many as find room beside one another. While single cards can still be
 * told apart, each of them is one. They are painted in view pixels, always in the same size. */
#define G_LOG_DOMAIN "gp-painter"
#include "config.h"
#include "gp-node.h"
#include "gp-painter-private.h"

#include <math.h>

#define MOST_NAMES   36
#define MOST_CARD_NAMES 120
#define LEAST_DEGREE 4      /* what fewer lines lead to is no landmark */
#define ROOM         3.0    /* pixels around a name */
#define LEAST_WIDTH  40.0   /* of an area that has a name, pixels */
#define LEAST_SCALE  .75    /* of the name of a group */
#define NAME_GAP     6.0    /* pixels between the name of an area and its cards, with their pins */

static void
add_text (PangoLayout   *layout,
          double         x,
          double         y,
          double         scale,
          const GdkRGBA *color,
          GtkSnapshot   *snapshot)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  if (scale < 1)
    gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* What a name lies on shines through a little. */
static void
add_ground (GpPainter    *self,
            const GpRect *rect,
            GpColor       color,
            GtkSnapshot  *snapshot)
{
  GdkRGBA ground = self->theme.colors[color];

  ground.alpha = .85f;
  gtk_snapshot_append_color (snapshot, &ground,
                             &GRAPHENE_RECT_INIT ((float) (rect->x - ROOM), (float) rect->y,
                                                  (float) (rect->width + 2 * ROOM),
                                                  (float) rect->height));
}

static gboolean
is_free (const GArray *taken,
         const GpRect *rect)
{
  GpRect around = gp_rect_grown (rect, 2 * ROOM);

  for (guint i = 0; i < taken->len; i++)
    if (gp_rect_overlaps (&g_array_index (taken, GpRect, i), &around))
      return FALSE;
  return TRUE;
}

/* At the top of the area where its cards are seen, above them, and over the edge of the area where
 * it is small. Returns FALSE where there is no room at all. */
static gboolean
add_area_name (GpPainter         *self,
               const GpSceneItem *item,
               const GpViewport  *view,
               GtkSnapshot       *snapshot,
               GpRect            *out_rect)
{
  PangoLayout *layout = gp_painter_get_layout (self, GP_TEXT_HUGE, item->title);
  GdkRGBA color = gp_theme_get_color (&self->theme, GP_COLOR_ACCENT_TEXT, &item->accent);
  double width = item->rect.width * view->zoom;
  double header = GP_AREA_HEADER * view->zoom;
  gboolean above;
  double x;
  double y;
  int text_width;
  int text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (width < LEAST_WIDTH || text_width > width - 8)
    return FALSE;
  gp_viewport_to_view (view, item->rect.x, item->rect.y, &x, &y);
  x += 6;
  above = header <= text_height + NAME_GAP;
  y += above ? header - text_height - NAME_GAP : (header - text_height) / 2;
  *out_rect = (GpRect) { round (x), round (y), text_width, text_height };
  if (above)
    add_ground (self, out_rect, GP_COLOR_CANVAS, snapshot);
  add_text (layout, x, y, 1, &color, snapshot);
  return TRUE;
}

/* In the middle of the area, which stands for its cards; smaller where it would stick out.
 * @squeezed: those that stick out all the same, where they meet no other name. */
static gboolean
add_group_name (GpPainter         *self,
                const GpSceneItem *item,
                const GpViewport  *view,
                gboolean           squeezed,
                const GArray      *taken,
                GtkSnapshot       *snapshot,
                GpRect            *out_rect)
{
  PangoLayout *layout = gp_painter_get_layout (self, GP_TEXT_HUGE, item->title);
  GdkRGBA color = gp_theme_get_color (&self->theme, GP_COLOR_ACCENT_TEXT, &item->accent);
  double width = item->rect.width * view->zoom;
  double height = item->rect.height * view->zoom;
  double scale;
  double x;
  double y;
  int text_width;
  int text_height;

  if (width < LEAST_WIDTH)
    return FALSE;
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  scale = CLAMP ((width - 2 * ROOM) / text_width, LEAST_SCALE, 1);
  if ((text_width * scale > width) != squeezed)
    return FALSE;
  gp_viewport_to_view (view, item->rect.x, item->rect.y, &x, &y);
  x += (width - text_width * scale) / 2;
  y += (height - text_height * scale) / 2;
  *out_rect = (GpRect) { round (x), round (y), text_width * scale, text_height * scale };
  if (squeezed && !is_free (taken, out_rect))
    return FALSE;
  add_text (layout, x, y, scale, &color, snapshot);
  return TRUE;
}

static int
compare_degrees (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  guint one = gp_scene_get_item (user_data, *(const guint *) a)->degree;
  guint two = gp_scene_get_item (user_data, *(const guint *) b)->degree;

  if (one != two)
    return one > two ? -1 : 1;
  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

static void
rank (GpPainter *self,
      GpScene   *scene)
{
  if (self->ranked == gp_scene_get_serial (scene))
    return;
  g_array_set_size (self->ranking, 0);
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && item->type == GP_ITEM_CARD && item->degree >= LEAST_DEGREE)
        g_array_append_val (self->ranking, i);
    }
  g_array_sort_with_data (self->ranking, compare_degrees, scene);
  self->ranked = gp_scene_get_serial (scene);
}

static void
add_landmark (GpPainter         *self,
              const GpSceneItem *item,
              const GpViewport  *view,
              GArray            *taken,
              GtkSnapshot       *snapshot)
{
  PangoLayout *layout = gp_painter_get_layout (self, GP_TEXT_CHIP, item->title);
  GpRect rect;
  double x;
  double y;
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gp_viewport_to_view (view, gp_rect_center_x (&item->rect), gp_rect_center_y (&item->rect), &x,
                       &y);
  /* A long name is not cut at the edge of the view. */
  x = CLAMP (x - width / 2., ROOM, MAX (ROOM, view->width - width - ROOM));
  rect = (GpRect) { round (x), round (y - height / 2.), width, height };
  if (!is_free (taken, &rect))
    return;
  g_array_append_val (taken, rect);
  add_ground (self, &rect, GP_COLOR_CARD, snapshot);
  add_text (layout, rect.x, rect.y, 1, &self->theme.colors[GP_COLOR_TEXT], snapshot);
}

static void
add_area_names (GpPainter        *self,
                GpScene          *scene,
                const GArray     *slots,
                const GpViewport *view,
                GpLod             lod,
                gboolean          squeezed,
                GArray           *taken,
                GtkSnapshot      *snapshot)
{
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));
      GpRect rect;

      if (item->type == GP_ITEM_AREA && gp_painter_wants_item (self, item)
          && (lod == GP_LOD_GROUPS
                ? add_group_name (self, item, view, squeezed, taken, snapshot, &rect)
                : add_area_name (self, item, view, snapshot, &rect)))
        g_array_append_val (taken, rect);
    }
}

/* While single cards can be told apart. */
static void
add_card_names (GpPainter        *self,
                GpScene          *scene,
                const GArray     *slots,
                const GpViewport *view,
                GArray           *taken,
                GtkSnapshot      *snapshot)
{
  g_autoptr(GArray) cards = g_array_sized_new (FALSE, FALSE, sizeof (guint), slots->len);

  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));

      if ((item->type == GP_ITEM_CARD || item->type == GP_ITEM_NODE)
          && gp_painter_wants_item (self, item))
        g_array_append_val (cards, item->slot);
    }
  g_array_sort_with_data (cards, compare_degrees, scene);
  for (guint i = 0; i < cards->len && taken->len < MOST_CARD_NAMES; i++)
    add_landmark (self, gp_scene_get_item (scene, g_array_index (cards, guint, i)), view, taken,
                  snapshot);
}

void
gp_painter_snapshot_names (GpPainter        *self,
                           GpScene          *scene,
                           const GArray     *slots,
                           const GpViewport *view,
                           GpLod             lod,
                           GtkSnapshot      *snapshot)
{
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (GpRect));
  GpRect area = gp_viewport_get_area (view);

  add_area_names (self, scene, slots, view, lod, FALSE, taken, snapshot);
  if (lod == GP_LOD_GROUPS)
    add_area_names (self, scene, slots, view, lod, TRUE, taken, snapshot);
  if (lod == GP_LOD_NAMES)
    add_card_names (self, scene, slots, view, taken, snapshot);
  if (lod < GP_LOD_BLOCKS)
    return;
  rank (self, scene);
  for (guint i = 0; i < self->ranking->len && taken->len < MOST_NAMES; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (self->ranking, guint, i));

      if (gp_rect_overlaps (&item->rect, &area) && gp_painter_wants_item (self, item)
          && (lod == GP_LOD_BLOCKS || gp_scene_find (scene, &item->area) == NULL))
        add_landmark (self, item, view, taken, snapshot);
    }
}
