/* gp-scene-waiting.c — lines that wait for their ways
 * SPDX-License-Identifier: Apache-2.0
 *
 * Finding the ways of very many lines takes longer than people should wait for what they see.
 * Somebody else may do it, in a thread of their own; until then the lines run as they did last, or,
 * where they have never been seen or their cards have moved, by the simplest way.
 *
 * What is edited in the meantime is routed at once and does not wait any more; cards that have
 * changed since the snapshot was taken are noted, and the lines past them are routed again when the
 * ways come.
 *
 * Invariants:
 *  1. there is a job ⇔ lines wait; those in `waiting` do.
 *  2. a line that waits has a way to be drawn by. */
#define G_LOG_DOMAIN "gp-scene-waiting"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-way.h"

#include <math.h>

/* More cards than this that change while lines wait are as good as another drawing. */
#define MOST_DISTURBED 100

#define NEAR 30.0           /* how far a line that ends at a key may end beside its row */

typedef struct
{
  GpPoint *points;
  double  *radii;
  guint    n_points;
} LastWay;

static void
last_way_free (gpointer data)
{
  LastWay *way = data;

  g_free (way->points);
  g_free (way->radii);
  g_free (way);
}

void
gp_scene_builder_set_route_func (GpSceneBuilder   *self,
                                 GpSceneRouteFunc  func,
                                 gpointer          user_data)
{
  self->route_func = func;
  self->route_data = user_data;
}

GpRouteJob *
gp_scene_builder_get_routes (GpSceneBuilder *self)
{
  return self->job;
}

void
gp_scene_builder_free_waiting (GpSceneBuilder *self)
{
  g_clear_pointer (&self->job, gp_route_job_unref);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->disturbed, g_array_unref);
  g_clear_pointer (&self->last_ways, g_hash_table_unref);
}

void
gp_scene_builder_init_waiting (GpSceneBuilder *self)
{
  self->waiting = g_hash_table_new (NULL, NULL);
  self->disturbed = g_array_new (FALSE, FALSE, sizeof (GpRect));
}

static void
stop_all (GpSceneBuilder *self)
{
  g_clear_pointer (&self->job, gp_route_job_unref);
  g_hash_table_remove_all (self->waiting);
  g_array_set_size (self->disturbed, 0);
}

/* Before the scene is cleared. */
void
gp_scene_builder_keep_ways (GpSceneBuilder *self)
{
  stop_all (self);
  g_clear_pointer (&self->last_ways, g_hash_table_unref);
  if (self->route_func == NULL)
    return;
  self->last_ways = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, last_way_free);
  for (guint i = 0; i < gp_scene_get_n_lines (self->scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (self->scene, i);
      LastWay *way;

      if (line == NULL || line->n_points < 2)
        continue;
      way = g_new (LastWay, 1);
      way->n_points = line->n_points;
      way->points = g_memdup2 (line->points, line->n_points * sizeof (GpPoint));
      way->radii = g_memdup2 (line->radii,
                              line->radii != NULL ? line->n_points * sizeof (double) : 0);
      g_hash_table_insert (self->last_ways, g_memdup2 (&line->id, sizeof line->id), way);
    }
}

/* What is marked is to be routed together with what waits already. */
void
gp_scene_builder_mark_waiting (GpSceneBuilder *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (self->marked, key);
  stop_all (self);
}

void
gp_scene_builder_stop_waiting (GpSceneBuilder *self,
                               guint           line)
{
  g_hash_table_remove (self->waiting, GUINT_TO_POINTER (line + 1));
}

void
gp_scene_builder_note_disturbed (GpSceneBuilder *self,
                                 const GpRect   *rect)
{
  if (self->job != NULL && self->disturbed->len < MOST_DISTURBED)
    g_array_append_vals (self->disturbed, rect, 1);
}

/* Whether a line that meets the row at @y of @card does so at @at. */
static gboolean
meets (const GpPoint *at,
       const GpRect  *card,
       double         y)
{
  return (at->x == card->x || at->x == card->x + card->width) && fabs (at->y - y) <= NEAR;
}

/* How @line is drawn until its way is known. */
static void
take_last_way (GpSceneBuilder    *self,
               const GpSceneLine *line)
{
  const GpRect *from = &gp_scene_get_item (self->scene, line->from)->rect;
  const GpRect *to = &gp_scene_get_item (self->scene, line->to)->rect;
  const LastWay drawn = { line->points, line->radii, line->n_points };
  const LastWay *last = &drawn;
  GpPoint points[GP_WAY_MAX_POINTS];
  LastWay plain = { .points = points };
  double from_y;
  double to_y;

  if (line->n_points == 0 && self->last_ways != NULL)
    last = g_hash_table_lookup (self->last_ways, &line->id);
  gp_scene_builder_get_ends (self, line, &from_y, &to_y);
  if (last == NULL || last->n_points == 0 || !meets (&last->points[0], from, from_y)
      || !meets (&last->points[last->n_points - 1], to, to_y))
    {
      plain.n_points = gp_way_relation (from, from_y, to, to_y, 0, points);
      last = &plain;
    }
  if (last != &drawn)
    gp_scene_take_route (self->scene, line->slot,
                         g_memdup2 (last->points, last->n_points * sizeof (GpPoint)),
                         last->n_points,
                         g_memdup2 (last->radii,
                                    last->radii != NULL ? last->n_points * sizeof (double) : 0));
}

void
gp_scene_builder_wait (GpSceneBuilder *self,
                       GpRouteJob     *job)
{
  guint n_cards;
  const GpRect *cards = gp_layout_router_peek_cards (self->router, &n_cards);

  gp_route_job_set_cards (job, cards, n_cards);
  self->job = gp_route_job_ref (job);
  for (guint i = 0; i < gp_route_job_get_n_lines (job); i++)
    {
      guint slot = gp_route_job_get_slot (job, i);

      if (gp_route_job_is_open (job, i))
        {
          g_hash_table_add (self->waiting, GUINT_TO_POINTER (slot + 1));
          take_last_way (self, gp_scene_get_line (self->scene, slot));
        }
      else
        gp_scene_builder_take_way (self, job, i);
    }
  g_clear_pointer (&self->last_ways, g_hash_table_unref);
  self->route_func (self->route_data);
}

void
gp_scene_builder_take_routes (GpSceneBuilder *self,
                              GpRouteJob     *job)
{
  g_autoptr(GArray) disturbed = NULL;

  if (job != self->job)
    return;
  for (guint i = 0; i < gp_route_job_get_n_lines (job); i++)
    {
      guint slot = gp_route_job_get_slot (job, i);
      const GpSceneLine *line = gp_scene_get_line (self->scene, slot);

      if (line != NULL && gp_id_equal (&line->id, gp_route_job_get_id (job, i))
          && g_hash_table_contains (self->waiting, GUINT_TO_POINTER (slot + 1)))
        gp_scene_builder_take_way (self, job, i);
    }
  disturbed = g_steal_pointer (&self->disturbed);
  self->disturbed = g_array_new (FALSE, FALSE, sizeof (GpRect));
  stop_all (self);
  for (guint i = 0; i < disturbed->len; i++)
    gp_scene_builder_mark_freed (self, &g_array_index (disturbed, GpRect, i));
  gp_scene_builder_route_marked (self);
}
