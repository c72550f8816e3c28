/* test-graph.c — what is near, and how two entities hang together
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-graph.h"
#include "gp-test-find.h"
#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

#include <string.h>

#define MAX_NODES 24

/* A design of @n entities with random references, and the distances between all of them by another
 * way: Floyd and Warshall's. */
typedef struct
{
  GpDesign *design;
  GpId      ids[MAX_NODES];
  guint     n;
  guint     distance[MAX_NODES][MAX_NODES];     /* MAX_NODES: no way */
} Random;

static void
make_random (Random *out)
{
  guint links;

  out->design = gp_design_new (NULL, "Graph");
  out->n = (guint) g_test_rand_int_range (1, MAX_NODES);
  for (guint i = 0; i < out->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("e%u", i);

      out->ids[i] = gp_test_add (out->design, GP_KIND_ENTITY, NULL, name);
      for (guint j = 0; j < out->n; j++)
        out->distance[i][j] = i == j ? 0 : MAX_NODES;
    }
  links = (guint) g_test_rand_int_range (0, (gint32) out->n * 2);
  for (guint i = 0; i < links; i++)
    {
      guint from = (guint) g_test_rand_int_range (0, (gint32) out->n);
      guint to = (guint) g_test_rand_int_range (0, (gint32) out->n);
      g_autofree char *name = g_strdup_printf ("r%u", i);

      gp_test_lint_add_reference (out->design, &out->ids[from], name, &out->ids[to]);
      if (from != to)
        out->distance[from][to] = out->distance[to][from] = 1;
    }
  for (guint k = 0; k < out->n; k++)
    for (guint i = 0; i < out->n; i++)
      for (guint j = 0; j < out->n; j++)
        out->distance[i][j] = MIN (out->distance[i][j],
                                   out->distance[i][k] + out->distance[k][j]);
}

static guint
find_node (const Random *random,
           const GpId   *id)
{
  for (guint i = 0; i < random->n; i++)
    if (gp_id_equal (&random->ids[i], id))
      return i;
  g_assert_not_reached ();
}

static void
test_around_is_what_is_near (void)
{
  for (guint round = 0; round < 40; round++)
    {
      Random random;
      guint from;
      guint steps = (guint) g_test_rand_int_range (0, 5);
      g_autoptr(GHashTable) around = NULL;

      make_random (&random);
      from = (guint) g_test_rand_int_range (0, (gint32) random.n);
      around = gp_graph_list_around (random.design, &random.ids[from], 1, steps);
      for (guint i = 0; i < random.n; i++)
        {
          gpointer distance;
          gboolean there = g_hash_table_lookup_extended (around, &random.ids[i], NULL, &distance);

          g_assert_cmpint (there, ==, random.distance[from][i] <= steps);
          if (there)
            g_assert_cmpuint (GPOINTER_TO_UINT (distance), ==, random.distance[from][i]);
        }
      g_object_unref (random.design);
    }
}

/* Every path is a shortest one, from end to end along relations, and no two are the same. */
static void
test_paths_are_shortest (void)
{
  for (guint round = 0; round < 40; round++)
    {
      Random random;
      guint from;
      guint to;
      g_autoptr(GPtrArray) paths = NULL;

      make_random (&random);
      from = (guint) g_test_rand_int_range (0, (gint32) random.n);
      to = (guint) g_test_rand_int_range (0, (gint32) random.n);
      paths = gp_graph_list_paths (random.design, &random.ids[from], &random.ids[to], 6);
      g_assert_cmpint (paths->len > 0, ==, random.distance[from][to] < MAX_NODES);
      g_assert_cmpuint (paths->len, <=, 6);
      for (guint i = 0; i < paths->len; i++)
        {
          GArray *path = g_ptr_array_index (paths, i);

          g_assert_cmpuint (path->len, ==, random.distance[from][to] + 1);
          g_assert_cmpuint (find_node (&random, &g_array_index (path, GpId, 0)), ==, from);
          g_assert_cmpuint (find_node (&random, &g_array_index (path, GpId, path->len - 1)), ==,
                            to);
          for (guint j = 1; j < path->len; j++)
            {
              g_autoptr(GArray) links =
                gp_graph_list_between (random.design, &g_array_index (path, GpId, j - 1),
                                       &g_array_index (path, GpId, j));

              g_assert_cmpuint (links->len, >, 0);
            }
          for (guint j = 0; j < i; j++)
            g_assert_cmpint (memcmp (path->data, ((GArray *) paths->pdata[j])->data,
                                     path->len * sizeof (GpId)), !=, 0);
        }
      g_object_unref (random.design);
    }
}

static void
test_links_have_a_direction (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  GpId patient = gp_test_find_id (design, "patient");
  GpId clinic = gp_test_find_id (design, "clinic");
  GpId note = gp_test_find_id (design, "note");
  g_autoptr(GArray) links = gp_graph_list_links (design, &patient);
  const GpGraphLink *first = &g_array_index (links, GpGraphLink, 0);
  const GpGraphLink *second = &g_array_index (links, GpGraphLink, 1);

  g_assert_cmpuint (links->len, ==, 2);
  g_assert_true (first->outgoing && gp_id_equal (&first->other, &clinic));
  g_assert_true (!second->outgoing && gp_id_equal (&second->other, &note));
}

/* Of two ways that are equally long the one past what few refer to comes first. */
static void
test_quiet_ways_come_first (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Hub");
  GpId a = gp_test_add (design, GP_KIND_ENTITY, NULL, "a");
  GpId hub = gp_test_add (design, GP_KIND_ENTITY, NULL, "hub");
  GpId quiet = gp_test_add (design, GP_KIND_ENTITY, NULL, "quiet");
  GpId b = gp_test_add (design, GP_KIND_ENTITY, NULL, "b");
  g_autoptr(GPtrArray) paths = NULL;

  gp_test_lint_add_reference (design, &a, "hub_id", &hub);
  gp_test_lint_add_reference (design, &b, "hub_id", &hub);
  gp_test_lint_add_reference (design, &a, "quiet_id", &quiet);
  gp_test_lint_add_reference (design, &b, "quiet_id", &quiet);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("other%u", i);
      GpId other = gp_test_add (design, GP_KIND_ENTITY, NULL, name);

      gp_test_lint_add_reference (design, &other, "hub_id", &hub);
    }
  paths = gp_graph_list_paths (design, &a, &b, 6);
  g_assert_cmpuint (paths->len, ==, 2);
  g_assert_true (gp_id_equal (&g_array_index ((GArray *) paths->pdata[0], GpId, 1), &quiet));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/graph/around-is-what-is-near", test_around_is_what_is_near);
  g_test_add_func ("/model/graph/paths-are-shortest", test_paths_are_shortest);
  g_test_add_func ("/model/graph/links-have-a-direction", test_links_have_a_direction);
  g_test_add_func ("/model/graph/quiet-ways-come-first", test_quiet_ways_come_first);
  return g_test_run ();
}
