/* gp-painter-names.c — names that stay readable however far away they are
 * SPDX-License-Identifier: Apache-2.0
 *
 * Names of areas, and from where cards have no names of their own those of landmarks: the cards
 * that most lines lead to, as many as find room beside one another. They are painted in view
 * pixels, always in the same size. */
#define G_LOG_DOMAIN "gp-painter"
#include "config.h"
#include "gp-node.h"
#include "gp-painter-private.h"

#include <math.h>

#define MOST_NAMES   36
#define LEAST_DEGREE 4      /* what fewer lines lead to is no landmark */
#define ROOM         3.0    /* pixels around a name */

static void
add_text (PangoLayout   *layout,
          double         x,
          double         y,
          const GdkRGBA *color,
          GtkSnapshot   *snapshot)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
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

/* At the top of the area where its cards are seen, above them, and over the edge of the area where
 * it is small; in its middle where it stands for them. Returns FALSE where there is no room
 * at all. */
static gboolean
add_area_name (GpPainter         *self,
               const GpSceneItem *item,
               const GpViewport  *view,
               gboolean           centred,
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
  if (width < 40 || (!centred && text_width > width - 8))
    return FALSE;
  gp_viewport_to_view (view, item->rect.x, item->rect.y, &x, &y);
  x += centred ? (width - text_width) / 2 : 6;
  above = !centred && header <= text_height - 4;
  if (centred)
    y += (item->rect.height * view->zoom - text_height) / 2;
  else
    y += above ? header - text_height : (header - text_height) / 2;
  *out_rect = (GpRect) { round (x), round (y), text_width, text_height };
  if (above)
    add_ground (self, out_rect, GP_COLOR_CANVAS, snapshot);
  add_text (layout, x, y, &color, snapshot);
  return TRUE;
}

static int
compare_degrees (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  guint one = gp_scene_get_item (user_data, *(const guint *) a)->degree;
  guint two = gp_scene_get_item (user_data, *(const guint *) b)->degree;

  return one > two ? -1 : one < two;
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
  add_text (layout, rect.x, rect.y, &self->theme.colors[GP_COLOR_TEXT], snapshot);
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

  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));
      GpRect rect;

      if (item->type == GP_ITEM_AREA && gp_painter_wants_item (self, item)
          && add_area_name (self, item, view, lod == GP_LOD_GROUPS, snapshot, &rect))
        g_array_append_val (taken, rect);
    }
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
