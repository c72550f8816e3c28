/* gp-canvas-align.c — several cards in line, evenly spread, of one width
 * SPDX-License-Identifier: Apache-2.0
 *
 * They are brought in line within the box around them all. Areas are where their members are, so
 * they are left out. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-commands.h"

#include "gp-edit.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  const char *nick;
  const char *title;       /* of the step */
  gboolean    upright;     /* moves up and down */
  double      line;        /* of the box and of each card: 0 its start, .5 its middle, 1 its end */
} AlignRow;

static const AlignRow align_rows[] = {
  { "left", N_("Aligned left edges"), FALSE, 0 },
  { "centre", N_("Aligned centres"), FALSE, .5 },
  { "right", N_("Aligned right edges"), FALSE, 1 },
  { "top", N_("Aligned top edges"), TRUE, 0 },
  { "middle", N_("Aligned middles"), TRUE, .5 },
  { "bottom", N_("Aligned bottom edges"), TRUE, 1 },
};

/* The selected items that have a place of their own. */
static GPtrArray *
list_items (GpCanvas *self)
{
  GPtrArray *items = g_ptr_array_new ();
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &ids[i]);

      if (item != NULL && item->type != GP_ITEM_AREA)
        g_ptr_array_add (items, (gpointer) item);
    }
  return items;
}

static GpRect
bounds_of (GPtrArray *items)
{
  GpRect bounds = ((const GpSceneItem *) items->pdata[0])->rect;

  for (guint i = 1; i < items->len; i++)
    bounds = gp_rect_union (&bounds, &((const GpSceneItem *) items->pdata[i])->rect);
  return bounds;
}

static void
write_places (GpCanvas   *self,
              GArray     *places,
              const char *title)
{
  GpId view;

  if (gp_canvas_ensure_view (self, &view))
    gp_canvas_run (self,
                   gp_edit_place (self->design, &view,
                                  (const GpEditPlace *) (gconstpointer) places->data, places->len,
                                  title), NULL);
}

void
gp_canvas_align (GpCanvas   *self,
                 const char *nick)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));
  const AlignRow *row = NULL;
  GpRect bounds;

  for (gsize i = 0; i < G_N_ELEMENTS (align_rows); i++)
    if (g_str_equal (align_rows[i].nick, nick))
      row = &align_rows[i];
  if (row == NULL || !gp_canvas_can_edit (self))
    return;
  items = list_items (self);
  if (items->len < 2)
    return;
  bounds = bounds_of (items);
  for (guint i = 0; i < items->len; i++)
    {
      const GpSceneItem *item = items->pdata[i];
      GpEditPlace place = { item->id, { item->rect.x, item->rect.y }, item->pinned };

      if (row->upright)
        place.at.y = round (bounds.y + (bounds.height - item->rect.height) * row->line);
      else
        place.at.x = round (bounds.x + (bounds.width - item->rect.width) * row->line);
      g_array_append_val (places, place);
    }
  write_places (self, places, _(row->title));
}

static int
compare_across (gconstpointer a,
                gconstpointer b)
{
  double x = gp_rect_center_x (&(*(const GpSceneItem *const *) a)->rect);
  double y = gp_rect_center_x (&(*(const GpSceneItem *const *) b)->rect);

  return (x > y) - (x < y);
}

static int
compare_down (gconstpointer a,
              gconstpointer b)
{
  double x = gp_rect_center_y (&(*(const GpSceneItem *const *) a)->rect);
  double y = gp_rect_center_y (&(*(const GpSceneItem *const *) b)->rect);

  return (x > y) - (x < y);
}

/* The gaps between neighbours become equal; the outermost two stay. */
void
gp_canvas_distribute (GpCanvas *self,
                      gboolean  upright)
{
  g_autoptr(GPtrArray) items = list_items (self);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));
  double filled = 0, gap, at;
  GpRect bounds;

  if (items->len < 3 || !gp_canvas_can_edit (self))
    return;
  g_ptr_array_sort (items, upright ? compare_down : compare_across);
  bounds = bounds_of (items);
  for (guint i = 0; i < items->len; i++)
    {
      const GpSceneItem *item = items->pdata[i];

      filled += upright ? item->rect.height : item->rect.width;
    }
  gap = ((upright ? bounds.height : bounds.width) - filled) / (items->len - 1);
  at = upright ? bounds.y : bounds.x;
  for (guint i = 0; i < items->len; i++)
    {
      const GpSceneItem *item = items->pdata[i];
      GpEditPlace place = { item->id, { item->rect.x, item->rect.y }, item->pinned };

      if (upright)
        place.at.y = round (at);
      else
        place.at.x = round (at);
      at += (upright ? item->rect.height : item->rect.width) + gap;
      g_array_append_val (places, place);
    }
  write_places (self, places, upright ? _("Distributed vertically")
                                      : _("Distributed horizontally"));
}

/* As wide as the widest; where they are that already, as wide as each needs to be. */
void
gp_canvas_same_width (GpCanvas *self)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  double width = 0;
  gboolean same = TRUE;
  GpId view;

  /* A new view draws everything anew, items that are looked at included. */
  if (!gp_canvas_can_edit (self) || !gp_canvas_ensure_view (self, &view))
    return;
  items = list_items (self);
  if (items->len < 2)
    return;
  for (guint i = 0; i < items->len; i++)
    width = MAX (width, ((const GpSceneItem *) items->pdata[i])->rect.width);
  for (guint i = 0; i < items->len; i++)
    {
      const GpSceneItem *item = items->pdata[i];

      same = same && (item->type != GP_ITEM_CARD || item->rect.width == width);
    }
  changes = gp_change_set_new (same ? _("Made cards as wide as they need to be")
                                    : _("Made cards equally wide"));
  for (guint i = 0; i < items->len; i++)
    {
      const GpSceneItem *item = items->pdata[i];
      const GpElement *placement = gp_edit_placement (self->design, &view, &item->id);

      if (placement != NULL && item->type == GP_ITEM_CARD)
        gp_change_set_set (changes, placement, GP_PLACEMENT_SIZE,
                           same ? gp_value_none () : gp_value_point (width, 0));
    }
  gp_canvas_run (self, g_steal_pointer (&changes), NULL);
}
