/* test-layout-polish.c — small moves that take crossings away
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-measure.h"
#include "gp-layout-polish.h"
#include "gp-test-layout.h"
#include "gp-test.h"

#include <string.h>

enum { N = 60 };

typedef struct
{
  GpLayoutGraph *graph;
  GArray        *clusters;
  GpRect         rects[N];
} Fixture;

/* Four groups in a row, each with fifteen cards of the same width in a grid. */
static void
fixture_init (Fixture *self)
{
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (N, 0);

  self->graph = gp_layout_graph_new (request);
  self->clusters = g_array_new (FALSE, FALSE, sizeof (GpLayoutCluster));
  g_array_set_clear_func (self->clusters, gp_layout_cluster_clear);
  for (guint group = 0; group < 4; group++)
    {
      GpLayoutCluster cluster = {
        .cards = g_array_new (FALSE, FALSE, sizeof (guint32)),
        .bounds = { group * 1000, 0, 696, 1192 },
      };

      for (guint32 i = group * 15; i < group * 15 + 15; i++)
        {
          self->rects[i] = (GpRect) {
            group * 1000 + i % 3 * 248, i % 15 / 3 * 248, 200, g_test_rand_int_range (100, 200),
          };
          g_array_append_val (cluster.cards, i);
        }
      g_array_append_val (self->clusters, cluster);
    }
}

static void
fixture_clear (Fixture *self)
{
  gp_layout_graph_free (self->graph);
  g_array_unref (self->clusters);
}

static void
test_takes_crossings_away_and_keeps_the_rest (void)
{
  const GpLayoutJob job = { .gap = 48 };

  for (guint round = 0; round < 10; round++)
    {
      Fixture fixture;
      guint before;
      g_autoptr(GError) error = NULL;

      fixture_init (&fixture);
      before = gp_layout_measure_crossings (fixture.graph, fixture.rects, FALSE);
      g_assert_true (gp_layout_polish (&job, fixture.graph, fixture.clusters, fixture.rects, 4,
                                       &error));
      g_assert_no_error (error);

      g_assert_cmpuint (gp_layout_measure_crossings (fixture.graph, fixture.rects, FALSE), <,
                        before);
      g_assert_cmpuint (gp_layout_measure_overlaps (fixture.rects, N, 48), ==, 0);
      for (guint i = 0; i < N; i++)
        {
          g_assert_cmpfloat (fixture.rects[i].x, >=, i / 15 * 1000.0);
          g_assert_cmpfloat (fixture.rects[i].x + fixture.rects[i].width, <=,
                             i / 15 * 1000.0 + 696);
          g_assert_cmpfloat (fixture.rects[i].y, >=, 0);
          g_assert_cmpfloat (fixture.rects[i].y + fixture.rects[i].height, <=, 1192);
        }
      fixture_clear (&fixture);
    }
}

static void
test_no_rounds_change_nothing (void)
{
  const GpLayoutJob job = { .gap = 48 };
  Fixture fixture;
  GpRect before[N];

  fixture_init (&fixture);
  memcpy (before, fixture.rects, sizeof before);
  g_assert_true (gp_layout_polish (&job, fixture.graph, fixture.clusters, fixture.rects, 0, NULL));
  g_assert_cmpmem (before, sizeof before, fixture.rects, sizeof fixture.rects);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-polish/takes-crossings-away-and-keeps-the-rest",
                   test_takes_crossings_away_and_keeps_the_rest);
  g_test_add_func ("/render/layout-polish/no-rounds-change-nothing",
                   test_no_rounds_change_nothing);
  return g_test_run ();
}
