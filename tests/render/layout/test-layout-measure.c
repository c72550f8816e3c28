/* test-layout-measure.c — how good a drawing is
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-measure.h"
#include "gp-test-layout.h"
#include "gp-test.h"

static GpLayoutGraph *
random_graph (guint    n,
              GpRect **rects)
{
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (n, 0);
  GpLayoutGraph *graph = gp_layout_graph_new (request);

  *rects = g_new (GpRect, n);
  for (guint i = 0; i < n; i++)
    (*rects)[i] = (GpRect) {
      g_test_rand_int_range (0, 3000), g_test_rand_int_range (0, 3000),
      g_test_rand_int_range (10, 300), g_test_rand_int_range (10, 300),
    };

  return graph;
}

static double
turn (const GpRect *a,
      const GpRect *b,
      const GpRect *c)
{
  return (gp_rect_center_x (b) - gp_rect_center_x (a)) *
           (gp_rect_center_y (c) - gp_rect_center_y (a)) -
         (gp_rect_center_y (b) - gp_rect_center_y (a)) *
           (gp_rect_center_x (c) - gp_rect_center_x (a));
}

/* Whether something of what lies between @a1 and @a2 lies between @b1 and @b2. */
static gboolean
spans_meet (double a1,
            double a2,
            double b1,
            double b2)
{
  return MAX (MIN (a1, a2), MIN (b1, b2)) <= MIN (MAX (a1, a2), MAX (b1, b2));
}

static gboolean
pairs_cross (const GpRect       *rects,
             const GpLayoutPair *p,
             const GpLayoutPair *q)
{
  const GpRect *a = &rects[p->from], *b = &rects[p->to], *c = &rects[q->from], *d = &rects[q->to];

  if (p->from == q->from || p->from == q->to || p->to == q->from || p->to == q->to)
    return FALSE;

  return turn (a, b, c) * turn (a, b, d) <= 0 && turn (c, d, a) * turn (c, d, b) <= 0 &&
         spans_meet (gp_rect_center_x (a), gp_rect_center_x (b), gp_rect_center_x (c),
                     gp_rect_center_x (d)) &&
         spans_meet (gp_rect_center_y (a), gp_rect_center_y (b), gp_rect_center_y (c),
                     gp_rect_center_y (d));
}

/* The sweep must count what comparing everything with everything counts. */
static void
test_crossings_are_those_of_all_pairs (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autofree GpRect *rects = NULL;
      g_autoptr(GpLayoutGraph) graph = random_graph (g_test_rand_int_range (2, 120), &rects);
      guint all = 0;
      guint local = 0;

      for (guint i = 0; i < graph->n_pairs; i++)
        for (guint j = i + 1; j < graph->n_pairs; j++)
          if (pairs_cross (rects, &graph->pairs[i], &graph->pairs[j]))
            {
              all++;
              local += !graph->pairs[i].to_hub && !graph->pairs[j].to_hub;
            }
      g_assert_cmpuint (gp_layout_measure_crossings (graph, rects, TRUE), ==, all);
      g_assert_cmpuint (gp_layout_measure_crossings (graph, rects, FALSE), ==, local);
    }
}

static void
test_overlaps_are_those_of_all_pairs (void)
{
  for (guint round = 0; round < 20; round++)
    {
      guint n = g_test_rand_int_range (1, 120);
      g_autofree GpRect *rects = NULL;
      g_autoptr(GpLayoutGraph) graph = random_graph (n, &rects);
      guint expected[2] = { 0 };

      for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++)
          {
            expected[0] += gp_rect_gap (&rects[i], &rects[j]) < 0;
            expected[1] += gp_rect_gap (&rects[i], &rects[j]) < 48;
          }
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 0), ==, expected[0]);
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, expected[1]);
    }
}

/* Cards on a coarse grid: many lines end on another, or run along it. */
static void
test_lines_that_touch_cross (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autofree GpRect *rects = NULL;
      g_autoptr(GpLayoutGraph) graph = random_graph (g_test_rand_int_range (2, 60), &rects);
      guint expected = 0;

      for (guint i = 0; i < graph->n_nodes; i++)
        rects[i] = (GpRect) { g_test_rand_int_range (0, 9), g_test_rand_int_range (0, 9), 4, 4 };
      for (guint i = 0; i < graph->n_pairs; i++)
        for (guint j = i + 1; j < graph->n_pairs; j++)
          expected += pairs_cross (rects, &graph->pairs[i], &graph->pairs[j]);
      g_assert_cmpuint (gp_layout_measure_crossings (graph, rects, TRUE), ==, expected);
    }
}

/* Three cards in a row, joined at the ends: the line runs through the one in the middle. */
static void
test_a_line_pierces_what_lies_between (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayoutGraph) graph = NULL;
  GpRect rects[] = { { 0, 0, 10, 10 }, { 20, 0, 10, 10 }, { 40, 0, 10, 10 } };
  GpLayoutStats stats;

  for (guint i = 0; i < 3; i++)
    gp_layout_request_add_node (request, "card", 10, 10);
  gp_layout_request_add_edge (request, 0, 2);
  graph = gp_layout_graph_new (request);

  g_assert_cmpuint (gp_layout_measure_pierced (graph, rects, TRUE), ==, 1);
  rects[1].y = 30;
  g_assert_cmpuint (gp_layout_measure_pierced (graph, rects, TRUE), ==, 0);

  gp_layout_measure_stats (graph, rects, &stats);
  g_assert_cmpfloat (stats.aspect, ==, 50.0 / 40);
  g_assert_cmpfloat (stats.density, ==, 300.0 / 2000);
  g_assert_cmpfloat (stats.edge_length, ==, 40);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-measure/crossings-are-those-of-all-pairs",
                   test_crossings_are_those_of_all_pairs);
  g_test_add_func ("/render/layout-measure/lines-that-touch-cross", test_lines_that_touch_cross);
  g_test_add_func ("/render/layout-measure/overlaps-are-those-of-all-pairs",
                   test_overlaps_are_those_of_all_pairs);
  g_test_add_func ("/render/layout-measure/a-line-pierces-what-lies-between",
                   test_a_line_pierces_what_lies_between);
  return g_test_run ();
}
