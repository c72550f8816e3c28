/* gp-spatial-index.c — rectangle lookup for the canvas
 * SPDX-License-Identifier: Apache-2.0
 *
 * A hash of grids of several sizes. Level l has square cells of 256 · 4^l units; a box lives in
 * exactly one cell, that of its centre, on the first level whose cells are at least as large as
 * the box. A box therefore reaches at most half a cell beyond its own, and a query looks, on each
 * level, at the cells of its area grown by half a cell. Long relations sit on coarse levels and
 * cost as little to insert as cards.
 *
 * Invariants:
 *  1. entries[slot].used ⇔ the slot is in exactly the cell of its key.
 *  2. counts[l] is the number of entries on level l; levels without entries are not looked at.
 *  3. a cell in the table is never empty. */
#define G_LOG_DOMAIN "gp-spatial-index"
#include "config.h"
#include "gp-spatial-index.h"

#include <math.h>

#define N_LEVELS   12
#define CELL_SIZE  256.0
#define CELL_COST  16.0      /* of looking at a cell and sorting what is in it, in entries */

typedef struct
{
  GpRect   bounds;
  gint64   key;
  guint    level;
  guint    position;   /* in its cell */
  gboolean used;
} Entry;

struct _GpSpatialIndex
{
  GArray     *entries;            /* Entry, by slot */
  GHashTable *cells;              /* key → GArray of slots */
  guint       counts[N_LEVELS];
};

GpSpatialIndex *
gp_spatial_index_new (void)
{
  GpSpatialIndex *self = g_new0 (GpSpatialIndex, 1);

  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  self->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
  return self;
}

void
gp_spatial_index_free (GpSpatialIndex *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_hash_table_unref (self->cells);
  g_free (self);
}

void
gp_spatial_index_clear (GpSpatialIndex *self)
{
  g_array_set_size (self->entries, 0);
  g_hash_table_remove_all (self->cells);
  for (guint i = 0; i < N_LEVELS; i++)
    self->counts[i] = 0;
}

static double
cell_size (guint level)
{
  return CELL_SIZE * (double) (G_GUINT64_CONSTANT (1) << (2 * level));
}

/* Levels and coordinates packed into one number; 28 bits a coordinate reach beyond 10^10 units. */
static gint64
make_key (guint  level,
          gint64 column,
          gint64 row)
{
  return (gint64) level << 56 | (column & 0xfffffff) << 28 | (row & 0xfffffff);
}

static gint64
cell_of (double x,
         double size)
{
  return (gint64) floor (CLAMP (x, -1e10, 1e10) / size);
}

void
gp_spatial_index_remove (GpSpatialIndex *self,
                         guint           slot)
{
  Entry *entry;
  GArray *cell;
  guint last;

  if (slot >= self->entries->len || !g_array_index (self->entries, Entry, slot).used)
    return;

  entry = &g_array_index (self->entries, Entry, slot);
  cell = g_hash_table_lookup (self->cells, &entry->key);
  last = g_array_index (cell, guint, cell->len - 1);
  g_array_index (cell, guint, entry->position) = last;
  g_array_index (self->entries, Entry, last).position = entry->position;
  g_array_set_size (cell, cell->len - 1);
  if (cell->len == 0)
    g_hash_table_remove (self->cells, &entry->key);
  self->counts[entry->level]--;
  entry->used = FALSE;
}

void
gp_spatial_index_set (GpSpatialIndex *self,
                      guint           slot,
                      const GpRect   *bounds)
{
  double extent = MAX (bounds->width, bounds->height);
  guint level = 0;
  double size;
  gint64 key;
  Entry *entry;
  GArray *cell;

  if (slot >= self->entries->len)
    g_array_set_size (self->entries, slot + 1);
  while (level + 1 < N_LEVELS && cell_size (level) < extent)
    level++;
  size = cell_size (level);
  key = make_key (level, cell_of (gp_rect_center_x (bounds), size),
                  cell_of (gp_rect_center_y (bounds), size));

  entry = &g_array_index (self->entries, Entry, slot);
  if (entry->used && entry->key == key)
    {
      entry->bounds = *bounds;
      return;
    }
  gp_spatial_index_remove (self, slot);

  cell = g_hash_table_lookup (self->cells, &key);
  if (cell == NULL)
    {
      cell = g_array_sized_new (FALSE, FALSE, sizeof (guint), 4);
      g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), cell);
    }
  *entry =
    (Entry){ .bounds = *bounds, .key = key, .level = level, .position = cell->len, .used = TRUE };
  g_array_append_val (cell, slot);
  self->counts[level]++;
}

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return one < two ? -1 : one > two;
}

static void
query_cell (GpSpatialIndex *self,
            const GArray   *cell,
            const GpRect   *area,
            GArray         *out)
{
  for (guint i = 0; i < cell->len; i++)
    {
      guint slot = g_array_index (cell, guint, i);

      if (gp_rect_touches (&g_array_index (self->entries, Entry, slot).bounds, area))
        g_array_append_val (out, slot);
    }
}

/* Called where the area is small beside the cells; see gp_spatial_index_query(). */
static void
query_level (GpSpatialIndex *self,
             guint           level,
             const GpRect   *area,
             GArray         *out)
{
  double size = cell_size (level);
  gint64 left = cell_of (area->x - size / 2, size);
  gint64 right = cell_of (area->x + area->width + size / 2, size);
  gint64 top = cell_of (area->y - size / 2, size);
  gint64 bottom = cell_of (area->y + area->height + size / 2, size);

  for (gint64 row = top; row <= bottom; row++)
    for (gint64 column = left; column <= right; column++)
      {
        gint64 key = make_key (level, column, row);
        const GArray *cell = g_hash_table_lookup (self->cells, &key);

        if (cell != NULL)
          query_cell (self, cell, area, out);
      }
}

void
gp_spatial_index_query (GpSpatialIndex *self,
                        const GpRect   *area,
                        GArray         *out)
{
  guint used = 0;
  double n_cells = 0;

  g_return_if_fail (self != NULL && area != NULL && out != NULL);

  g_array_set_size (out, 0);
  for (guint level = 0; level < N_LEVELS; level++)
    if (self->counts[level] > 0)
      {
        used += self->counts[level];
        n_cells += (area->width / cell_size (level) + 2) * (area->height / cell_size (level) + 2);
      }

  if (n_cells * CELL_COST > used)
    {
      /* Much is in view: looking at each entry, in order, is cheaper than at each cell. */
      for (guint slot = 0; slot < self->entries->len; slot++)
        {
          const Entry *entry = &g_array_index (self->entries, Entry, slot);

          if (entry->used && gp_rect_touches (&entry->bounds, area))
            g_array_append_val (out, slot);
        }
      return;
    }

  for (guint level = 0; level < N_LEVELS; level++)
    if (self->counts[level] > 0)
      query_level (self, level, area, out);
  g_array_sort (out, compare_slots);
}
