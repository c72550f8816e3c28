/* gp-scene.c — what a drawing shows: areas, cards and lines with their places
 * SPDX-License-Identifier: Apache-2.0
 *
 * Items and lines live in arrays of slots that stay the same while they live; free slots are used
 * again. Looks are not stored: the shaper makes them when a painter asks, because of 10 000 cards
 * some hundred are ever seen near enough to have fields.
 *
 * Invariants:
 *  1. items[s] is in by_key and in the index of items, or is NULL and s is free.
 *  2. a line is in `ends` of both of its items; a line to itself is in it once.
 *  3. members[area] holds exactly the slots of items whose area it is. */
#define G_LOG_DOMAIN "gp-scene"
#include "config.h"
#include "gp-scene.h"

#include "gp-metrics.h"
#include "gp-scene-private.h"
#include "gp-spatial-index.h"

#define INSIDE     .01      /* sums of coordinates are not exact */
#define MANY_LINES 2000     /* looking at the way of each would take longer than it spares */

struct _GpScene
{
  GPtrArray      *items;         /* GpSceneItem or NULL */
  GPtrArray      *lines;         /* GpSceneLine or NULL */
  GArray         *free_items;    /* slots */
  GArray         *free_lines;
  GPtrArray      *ends;          /* per item slot: GArray of line slots, or NULL */
  GHashTable     *by_key;        /* GpId → slot + 1 */
  GHashTable     *by_id;         /* of lines: GpId → slot + 1 */
  GHashTable     *members;       /* area key → GArray of item slots */
  GpSpatialIndex *item_index;
  GpSpatialIndex *line_index;
  GpSceneShaper   shaper;
  gpointer        shaper_data;
  GpRect          bounds;
  gboolean        bounds_known;
  guint           revision;
  guint64         serial;
};

static void
item_free (gpointer data)
{
  GpSceneItem *item = data;

  if (item == NULL)
    return;
  g_free (item->title);
  g_free (item->row_ids);
  g_free (item);
}

static void
line_free (gpointer data)
{
  GpSceneLine *line = data;

  if (line == NULL)
    return;
  g_free (line->label);
  g_free (line->points);
  g_free (line->radii);
  g_clear_pointer (&line->from_rows, g_array_unref);
  g_clear_pointer (&line->to_rows, g_array_unref);
  g_clear_pointer (&line->bundle, g_array_unref);
  g_free (line);
}

static void
ends_free (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

GpScene *
gp_scene_new (void)
{
  GpScene *self = g_new0 (GpScene, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->free_items = g_array_new (FALSE, FALSE, sizeof (guint));
  self->free_lines = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ends = g_ptr_array_new_with_free_func (ends_free);
  self->by_key = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->by_id = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->members = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free,
                                         (GDestroyNotify) g_array_unref);
  self->item_index = gp_spatial_index_new ();
  self->line_index = gp_spatial_index_new ();
  return self;
}

void
gp_scene_free (GpScene *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->free_items);
  g_array_unref (self->free_lines);
  g_ptr_array_unref (self->ends);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->members);
  gp_spatial_index_free (self->item_index);
  gp_spatial_index_free (self->line_index);
  g_free (self);
}

void
gp_scene_set_shaper (GpScene       *self,
                     GpSceneShaper  shaper,
                     gpointer       user_data)
{
  self->shaper = shaper;
  self->shaper_data = user_data;
}

void
gp_scene_clear (GpScene *self)
{
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->ends, 0);
  g_array_set_size (self->free_items, 0);
  g_array_set_size (self->free_lines, 0);
  g_hash_table_remove_all (self->by_key);
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->members);
  gp_spatial_index_clear (self->item_index);
  gp_spatial_index_clear (self->line_index);
  self->bounds_known = FALSE;
  self->serial++;
}

/* @before: NULL where it is new; @after: NULL where it goes. What did not reach to a side of the
 * drawing leaves it as large as it was: an edit of one card looks at no other. */
static void
touch_bounds (GpScene      *self,
              const GpRect *before,
              const GpRect *after)
{
  GpRect *all = &self->bounds;

  self->serial++;
  if (!self->bounds_known)
    return;
  if (all->width <= 0 || all->height <= 0
      || (before != NULL
          && (before->x < all->x + INSIDE || before->y < all->y + INSIDE
              || before->x + before->width > all->x + all->width - INSIDE
              || before->y + before->height > all->y + all->height - INSIDE)))
    self->bounds_known = FALSE;
  else if (after != NULL)
    *all = gp_rect_union (all, after);
}

/* Of a line that counts, or NULL; see gp_scene_get_bounds(). */
static const GpRect *
peek_line_bounds (const GpSceneLine *line)
{
  return line->n_points > 0 && !line->cropped ? &line->bounds : NULL;
}

/* A free slot of @slots, or a new one at the end. */
static guint
take_slot (GPtrArray *slots,
           GArray    *free_slots)
{
  guint slot;

  if (free_slots->len == 0)
    {
      g_ptr_array_add (slots, NULL);
      return slots->len - 1;
    }
  slot = g_array_index (free_slots, guint, free_slots->len - 1);
  g_array_set_size (free_slots, free_slots->len - 1);
  return slot;
}

static void
array_drop (GArray *slots,
            guint   slot)
{
  for (guint i = 0; slots != NULL && i < slots->len; i++)
    if (g_array_index (slots, guint, i) == slot)
      {
        g_array_remove_index_fast (slots, i);
        return;
      }
}

static void
join_area (GpScene           *self,
           const GpSceneItem *item)
{
  GArray *slots;

  if (gp_id_is_nil (&item->area))
    return;
  slots = g_hash_table_lookup (self->members, &item->area);
  if (slots == NULL)
    {
      slots = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->members, g_memdup2 (&item->area, sizeof item->area), slots);
    }
  g_array_append_val (slots, item->slot);
}

static void
leave_area (GpScene           *self,
            const GpSceneItem *item)
{
  if (!gp_id_is_nil (&item->area))
    array_drop (g_hash_table_lookup (self->members, &item->area), item->slot);
}

guint
gp_scene_take_item (GpScene     *self,
                    GpSceneItem *item)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, &item->key));
  GpSceneItem *taken = g_memdup2 (item, sizeof *item);
  GpRect before = { 0 };

  *item = (GpSceneItem) { 0 };
  taken->revision = ++self->revision;
  if (found != 0)
    {
      GpSceneItem *old = g_ptr_array_index (self->items, found - 1);

      taken->slot = found - 1;
      taken->degree = old->degree;
      before = old->rect;
      leave_area (self, old);
      item_free (old);
    }
  else
    {
      taken->slot = take_slot (self->items, self->free_items);
      g_hash_table_insert (self->by_key, g_memdup2 (&taken->key, sizeof taken->key),
                           GUINT_TO_POINTER (taken->slot + 1));
      if (self->ends->len <= taken->slot)
        g_ptr_array_set_size (self->ends, (int) taken->slot + 1);
    }
  g_ptr_array_index (self->items, taken->slot) = taken;
  join_area (self, taken);
  gp_spatial_index_set (self->item_index, taken->slot, &taken->rect);
  touch_bounds (self, found != 0 ? &before : NULL, &taken->rect);
  return taken->slot;
}

void
gp_scene_remove_item (GpScene *self,
                      guint    slot)
{
  GpSceneItem *item = g_ptr_array_index (self->items, slot);
  GArray *ends = g_ptr_array_index (self->ends, slot);

  while (ends != NULL && ends->len > 0)
    gp_scene_remove_line (self, g_array_index (ends, guint, 0));

  leave_area (self, item);
  g_hash_table_remove (self->by_key, &item->key);
  gp_spatial_index_remove (self->item_index, slot);
  g_ptr_array_index (self->items, slot) = NULL;
  g_array_append_val (self->free_items, slot);
  touch_bounds (self, &item->rect, NULL);
  item_free (item);
}

void
gp_scene_set_rect (GpScene      *self,
                   guint         slot,
                   const GpRect *rect)
{
  GpSceneItem *item = g_ptr_array_index (self->items, slot);

  if (item->rect.width != rect->width || item->rect.height != rect->height)
    item->revision = ++self->revision;
  touch_bounds (self, &item->rect, rect);
  item->rect = *rect;
  gp_spatial_index_set (self->item_index, slot, rect);
}

void
gp_scene_set_area (GpScene    *self,
                   guint       slot,
                   const GpId *area)
{
  GpSceneItem *item = g_ptr_array_index (self->items, slot);

  leave_area (self, item);
  item->area = *area;
  join_area (self, item);
  self->serial++;
}

void
gp_scene_set_placed (GpScene  *self,
                     guint     slot,
                     gboolean  placed,
                     gboolean  pinned)
{
  GpSceneItem *item = g_ptr_array_index (self->items, slot);

  item->placed = placed;
  item->proposed = item->proposed && !placed;
  item->pinned = pinned;
}

void
gp_scene_set_proposed (GpScene *self,
                       guint    slot)
{
  GpSceneItem *item = g_ptr_array_index (self->items, slot);

  item->proposed = !item->placed;
}

static void
add_end (GpScene *self,
         guint    item,
         guint    line)
{
  GArray *ends = g_ptr_array_index (self->ends, item);

  if (ends == NULL)
    {
      ends = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_index (self->ends, item) = ends;
    }
  g_array_append_val (ends, line);
  ((GpSceneItem *) g_ptr_array_index (self->items, item))->degree = ends->len;
}

static void
drop_end (GpScene *self,
          guint    item,
          guint    line)
{
  GArray *ends = g_ptr_array_index (self->ends, item);

  array_drop (ends, line);
  ((GpSceneItem *) g_ptr_array_index (self->items, item))->degree = ends->len;
}

guint
gp_scene_take_line (GpScene     *self,
                    GpSceneLine *line)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &line->id));
  GpSceneLine *taken;

  if (found != 0)
    gp_scene_remove_line (self, found - 1);

  taken = g_memdup2 (line, sizeof *line);
  *line = (GpSceneLine) { 0 };
  taken->slot = take_slot (self->lines, self->free_lines);
  g_ptr_array_index (self->lines, taken->slot) = taken;
  g_hash_table_insert (self->by_id, g_memdup2 (&taken->id, sizeof taken->id),
                       GUINT_TO_POINTER (taken->slot + 1));
  add_end (self, taken->from, taken->slot);
  if (taken->to != taken->from)
    add_end (self, taken->to, taken->slot);
  touch_bounds (self, NULL, peek_line_bounds (taken));
  return taken->slot;
}

void
gp_scene_add_to_bundle (GpScene    *self,
                        guint       slot,
                        const GpId *relation)
{
  GpSceneLine *line = g_ptr_array_index (self->lines, slot);

  g_array_append_vals (line->bundle, relation, 1);
  line->from_mark = GP_MARK_NONE;
  line->to_mark = GP_MARK_NONE;
  g_free (line->label);
  line->label = g_strdup_printf ("%u", line->bundle->len);
  self->serial++;
}

void
gp_scene_remove_line (GpScene *self,
                      guint    slot)
{
  GpSceneLine *line = g_ptr_array_index (self->lines, slot);

  drop_end (self, line->from, slot);
  if (line->to != line->from)
    drop_end (self, line->to, slot);
  g_hash_table_remove (self->by_id, &line->id);
  gp_spatial_index_remove (self->line_index, slot);
  g_ptr_array_index (self->lines, slot) = NULL;
  g_array_append_val (self->free_lines, slot);
  touch_bounds (self, peek_line_bounds (line), NULL);
  line_free (line);
}

void
gp_scene_take_route (GpScene *self,
                     guint    slot,
                     GpPoint *points,
                     guint    n_points,
                     double  *radii)
{
  GpSceneLine *line = g_ptr_array_index (self->lines, slot);
  GpRect bounds = { points[0].x, points[0].y, 0, 0 };
  GpRect before = line->bounds;
  gboolean counted = peek_line_bounds (line) != NULL;

  for (guint i = 1; i < n_points; i++)
    {
      GpRect point = { points[i].x, points[i].y, 0, 0 };

      bounds = gp_rect_union (&bounds, &point);
    }
  g_free (line->points);
  g_free (line->radii);
  line->points = points;
  line->radii = radii;
  line->n_points = n_points;
  line->bounds = gp_rect_grown (&bounds, 8);   /* for the marks at its ends */
  gp_spatial_index_set (self->line_index, slot, &line->bounds);
  touch_bounds (self, counted ? &before : NULL, peek_line_bounds (line));
}

void
gp_scene_place_label (GpScene       *self,
                      guint          slot,
                      const GpPoint *at)
{
  GpSceneLine *line = g_ptr_array_index (self->lines, slot);

  line->label_placed = TRUE;
  line->label_at = *at;
  self->serial++;
}

GpLod
gp_scene_get_lod (double zoom)
{
  static const double from[] = { .5, .3, .18, .06 };
  guint lod = 0;

  while (lod < G_N_ELEMENTS (from) && zoom < from[lod])
    lod++;
  return (GpLod) lod;
}

guint64
gp_scene_get_serial (const GpScene *self)
{
  return self->serial;
}

GpRect
gp_scene_get_bounds (GpScene *self)
{
  gboolean first = TRUE;

  if (self->bounds_known)
    return self->bounds;

  self->bounds = (GpRect) { 0 };
  for (guint i = 0; i < self->items->len; i++)
    {
      const GpSceneItem *item = g_ptr_array_index (self->items, i);

      if (item == NULL)
        continue;
      self->bounds = first ? item->rect : gp_rect_union (&self->bounds, &item->rect);
      first = FALSE;
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      const GpSceneLine *line = g_ptr_array_index (self->lines, i);

      if (line != NULL && line->n_points > 0 && !line->cropped)
        self->bounds = gp_rect_union (&self->bounds, &line->bounds);
    }
  self->bounds_known = TRUE;
  return self->bounds;
}

guint
gp_scene_get_n_items (const GpScene *self)
{
  return self->items->len;
}

guint
gp_scene_get_n_lines (const GpScene *self)
{
  return self->lines->len;
}

const GpSceneItem *
gp_scene_get_item (const GpScene *self,
                   guint          slot)
{
  return slot < self->items->len ? g_ptr_array_index (self->items, slot) : NULL;
}

const GpSceneLine *
gp_scene_get_line (const GpScene *self,
                   guint          slot)
{
  return slot < self->lines->len ? g_ptr_array_index (self->lines, slot) : NULL;
}

const GpSceneItem *
gp_scene_find (const GpScene *self,
               const GpId    *key)
{
  guint found = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key)) : 0;

  return found != 0 ? g_ptr_array_index (self->items, found - 1) : NULL;
}

const GpSceneLine *
gp_scene_find_line (const GpScene *self,
                    const GpId    *id)
{
  guint found = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) : 0;

  return found != 0 ? g_ptr_array_index (self->lines, found - 1) : NULL;
}

int
gp_scene_item_find_row (const GpSceneItem *item,
                        const GpId        *field)
{
  for (guint i = 0; i < item->n_rows; i++)
    if (gp_id_equal (&item->row_ids[i], field))
      return (int) i;
  return -1;
}

GpRect
gp_scene_item_get_row_rect (const GpSceneItem *item,
                            guint              row)
{
  return (GpRect) {
    .x = item->rect.x,
    .y = item->rect.y + item->row_top + row * GP_CARD_ROW,
    .width = item->rect.width,
    .height = GP_CARD_ROW,
  };
}

void
gp_scene_query_items (GpScene      *self,
                      const GpRect *area,
                      GArray       *out)
{
  gp_spatial_index_query (self->item_index, area, out);
}

void
gp_scene_query_lines (GpScene      *self,
                      const GpRect *area,
                      GArray       *out)
{
  guint n = 0;

  gp_spatial_index_query (self->line_index, area, out);
  if (out->len > MANY_LINES)
    return;
  for (guint i = 0; i < out->len; i++)
    {
      guint slot = g_array_index (out, guint, i);

      if (gp_scene_line_touches (g_ptr_array_index (self->lines, slot), area))
        g_array_index (out, guint, n++) = slot;
    }
  g_array_set_size (out, n);
}

void
gp_scene_query_line_boxes (GpScene      *self,
                           const GpRect *area,
                           GArray       *out)
{
  gp_spatial_index_query (self->line_index, area, out);
}

static GArray *
copy_slots (const GArray *slots)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (guint));

  if (slots != NULL)
    g_array_append_vals (copy, slots->data, slots->len);
  return copy;
}

GArray *
gp_scene_list_lines (const GpScene     *self,
                     const GpSceneItem *item)
{
  return copy_slots (g_ptr_array_index (self->ends, item->slot));
}

GArray *
gp_scene_list_members (const GpScene *self,
                       const GpId    *key)
{
  return copy_slots (g_hash_table_lookup (self->members, key));
}

GpShapes *
gp_scene_build_shapes (const GpScene     *self,
                       const GpSceneItem *item,
                       GpLod              lod)
{
  GpShapes *shapes = gp_shapes_new ();

  if (self->shaper != NULL)
    self->shaper (item, lod, shapes, self->shaper_data);
  return shapes;
}

char *
gp_scene_dump (const GpScene *self,
               GpLod          lod)
{
  static const char *const types[] = { "area", "card", "node", "note" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const GpSceneItem *item = g_ptr_array_index (self->items, i);
      g_autoptr(GpShapes) shapes = NULL;

      if (item == NULL)
        continue;
      g_string_append_printf (out, "%s \"%s\" %.0f %.0f %.0f %.0f\n", types[item->type],
                              item->title, item->rect.x, item->rect.y, item->rect.width,
                              item->rect.height);
      shapes = gp_scene_build_shapes (self, item, lod);
      gp_shapes_dump (shapes, out);
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      const GpSceneLine *line = g_ptr_array_index (self->lines, i);

      if (line == NULL)
        continue;
      g_string_append_printf (out, "line \"%s\" row %d → \"%s\" type %d marks %d %d%s:",
                              gp_scene_get_item (self, line->from)->title, line->from_row,
                              gp_scene_get_item (self, line->to)->title, line->type,
                              line->from_mark, line->to_mark, line->cropped ? " cropped" : "");
      for (guint p = 0; p < line->n_points; p++)
        g_string_append_printf (out, " %.0f,%.0f", line->points[p].x, line->points[p].y);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
