/* gp-graph.c — entities as a graph: what is near, and how two hang together
 * SPDX-License-Identifier: Apache-2.0
 *
 * The design knows what refers to what, so no graph is made: links are read where a search comes
 * by. Paths: a breadth-first search gives each entity its distance from the beginning; all shortest
 * ways go from the end back along falling distances. Of very many only the first are looked at. */
#define G_LOG_DOMAIN "gp-graph"
#include "config.h"

#include "gp-graph.h"

#define MOST_WAYS 400     /* that are compared */

static GHashTable *
new_distances (void)
{
  return g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
}

static void
add_link (GArray     *links,
          GpDesign   *design,
          const GpId *line,
          const GpId *other,
          gboolean    outgoing)
{
  GpGraphLink link;

  if (other == NULL || gp_design_lookup_kind (design, other, GP_KIND_ENTITY) == NULL)
    return;
  link = (GpGraphLink) { *line, *other, outgoing };
  g_array_append_val (links, link);
}

GArray *
gp_graph_list_links (GpDesign   *design,
                     const GpId *entity)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (GpGraphLink));
  const GpElement *child;
  const GpReferrer *referrers;
  gsize n = 0;

  if (gp_design_lookup_kind (design, entity, GP_KIND_ENTITY) == NULL)
    return links;
  for (gsize i = 0; (child = gp_design_peek_child (design, entity, i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FIELD)
      add_link (links, design, gp_element_get_id (child),
                gp_element_get_ref (child, GP_FIELD_REFERENCE), TRUE);
    else if (gp_element_get_kind (child) == GP_KIND_FOREIGN_KEY)
      add_link (links, design, gp_element_get_id (child),
                gp_element_get_ref (child, GP_FOREIGN_KEY_TARGET), TRUE);

  referrers = gp_design_peek_referrers (design, entity, &n);
  for (gsize i = 0; i < n; i++)
    if (referrers[i].property == GP_FIELD_REFERENCE
        || referrers[i].property == GP_FOREIGN_KEY_TARGET)
      {
        const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);

        add_link (links, design, &referrers[i].holder, gp_element_get_parent (holder), FALSE);
      }
  return links;
}

GArray *
gp_graph_list_between (GpDesign   *design,
                       const GpId *from,
                       const GpId *to)
{
  GArray *links = gp_graph_list_links (design, from);
  guint n = 0;

  for (guint i = 0; i < links->len; i++)
    if (gp_id_equal (&g_array_index (links, GpGraphLink, i).other, to))
      g_array_index (links, GpGraphLink, n++) = g_array_index (links, GpGraphLink, i);
  g_array_set_size (links, n);
  return links;
}

/* Walks breadth-first from @queue, whose entities have their distance, until all at most @steps
 * away are known or @until is. */
static void
walk (GpDesign   *design,
      GHashTable *distances,
      GArray     *queue,
      guint       steps,
      const GpId *until)
{
  for (guint at = 0; at < queue->len; at++)
    {
      const GpId here = g_array_index (queue, GpId, at);
      guint distance = GPOINTER_TO_UINT (g_hash_table_lookup (distances, &here));
      g_autoptr(GArray) links = NULL;

      if (distance >= steps || (until != NULL && g_hash_table_contains (distances, until)))
        return;
      links = gp_graph_list_links (design, &here);
      for (guint i = 0; i < links->len; i++)
        {
          const GpId *other = &g_array_index (links, GpGraphLink, i).other;

          if (g_hash_table_contains (distances, other))
            continue;
          g_hash_table_insert (distances, g_memdup2 (other, sizeof *other),
                               GUINT_TO_POINTER (distance + 1));
          g_array_append_val (queue, *other);
        }
    }
}

GHashTable *
gp_graph_list_around (GpDesign   *design,
                      const GpId *entities,
                      gsize       n,
                      guint       steps)
{
  GHashTable *distances = new_distances ();
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (gsize i = 0; i < n; i++)
    if (gp_design_lookup (design, &entities[i]) != NULL
        && g_hash_table_insert (distances, g_memdup2 (&entities[i], sizeof entities[i]), NULL))
      g_array_append_val (queue, entities[i]);
  walk (design, distances, queue, steps, NULL);
  return distances;
}

typedef struct
{
  GArray *ids;       /* GpId */
  gsize   weight;    /* links of the entities between the ends */
} Way;

static void
way_clear (gpointer data)
{
  g_clear_pointer (&((Way *) data)->ids, g_array_unref);
}

/* Adds all ways from the beginning to the last entity of @back, which is the way from the end. */
static void
collect (GpDesign   *design,
         GHashTable *distances,
         GArray     *back,
         gsize       weight,
         GArray     *ways)
{
  const GpId here = g_array_index (back, GpId, back->len - 1);
  guint distance = GPOINTER_TO_UINT (g_hash_table_lookup (distances, &here));
  g_autoptr(GArray) links = NULL;
  g_autoptr(GHashTable) taken = NULL;

  if (distance == 0)
    {
      Way way = { g_array_sized_new (FALSE, FALSE, sizeof (GpId), back->len), weight };

      for (guint i = back->len; i > 0; i--)
        g_array_append_val (way.ids, g_array_index (back, GpId, i - 1));
      g_array_append_val (ways, way);
      return;
    }
  links = gp_graph_list_links (design, &here);
  taken = g_hash_table_new (gp_id_hash, gp_id_equal);
  for (guint i = 0; i < links->len && ways->len < MOST_WAYS; i++)
    {
      const GpId *other = &g_array_index (links, GpGraphLink, i).other;
      gpointer nearer;

      if (!g_hash_table_lookup_extended (distances, other, NULL, &nearer)
          || GPOINTER_TO_UINT (nearer) + 1 != distance
          || !g_hash_table_add (taken, (gpointer) other))
        continue;
      g_array_append_val (back, *other);
      collect (design, distances, back, weight + links->len, ways);
      g_array_set_size (back, back->len - 1);
    }
}

static gint
compare_ways (gconstpointer a,
              gconstpointer b)
{
  const Way *first = a;
  const Way *second = b;

  if (first->weight != second->weight)
    return first->weight < second->weight ? -1 : 1;
  for (guint i = 0; i < first->ids->len; i++)     /* the same order in every run */
    {
      int order = gp_id_compare (&g_array_index (first->ids, GpId, i),
                                 &g_array_index (second->ids, GpId, i));

      if (order != 0)
        return order;
    }
  return 0;
}

GPtrArray *
gp_graph_list_paths (GpDesign   *design,
                     const GpId *from,
                     const GpId *to,
                     guint       most)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(GHashTable) distances = new_distances ();
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GArray) back = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));

  g_array_set_clear_func (ways, way_clear);
  g_hash_table_insert (distances, g_memdup2 (from, sizeof *from), NULL);
  g_array_append_val (queue, *from);
  walk (design, distances, queue, G_MAXUINT, to);
  if (!g_hash_table_contains (distances, to))
    return paths;

  g_array_append_val (back, *to);
  collect (design, distances, back, 0, ways);
  g_array_sort (ways, compare_ways);
  for (guint i = 0; i < MIN (ways->len, most); i++)
    g_ptr_array_add (paths, g_array_ref (g_array_index (ways, Way, i).ids));
  return paths;
}
