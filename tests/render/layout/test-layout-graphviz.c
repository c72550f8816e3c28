/* test-layout-graphviz.c — the door to Graphviz
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-graphviz.h"
#include "gp-layout-measure.h"
#include "gp-test.h"

#include <locale.h>
#include <string.h>

enum { N = 30 };

static void
fill (GpRect         *rects,
      GpGraphvizEdge *edges)
{
  for (guint i = 0; i < N; i++)
    {
      rects[i] = (GpRect) {
        .width = g_test_rand_double_range (50, 300), .height = g_test_rand_double_range (50, 500),
      };
      edges[i] = (GpGraphvizEdge) { i, g_test_rand_int_range (0, N) };
    }
}

/* Whatever ran in between: other methods, other graphs. */
static void
test_the_same_input_gives_the_same_bytes (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (&error);
  GpRect input[N];
  GpRect first[4][N];
  GpGraphvizEdge edges[N];

  g_assert_no_error (error);
  fill (input, edges);
  for (guint round = 0; round < 3; round++)
    for (GpGraphvizMethod method = GP_GRAPHVIZ_DOT_RIGHT; method <= GP_GRAPHVIZ_NEATO; method++)
      {
        GpRect rects[N];

        memcpy (rects, input, sizeof input);
        g_assert_true (gp_graphviz_place (graphviz, method, rects, N, edges, N, 48, &error));
        g_assert_no_error (error);
        if (round == 0)
          memcpy (first[method], rects, sizeof rects);
        else
          g_assert_cmpmem (rects, sizeof rects, first[method], sizeof rects);
      }
}

/* Sizes go in as text: a decimal comma in the user's language must not shrink them to nothing. */
static void
test_the_locale_does_not_matter (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));
  GpRect rects[] = { { .width = 100.5, .height = 50.5 }, { .width = 100.5, .height = 50.5 } };
  const GpGraphvizEdge edge = { 0, 1 };

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not on this machine");
      return;
    }
  g_assert_true (gp_graphviz_place (graphviz, GP_GRAPHVIZ_DOT_RIGHT, rects, 2, &edge, 1, 48, NULL));
  setlocale (LC_NUMERIC, before);
  g_assert_cmpfloat (rects[1].x - rects[0].x, >=, 148);
  g_assert_cmpfloat (rects[1].x - rects[0].x, <, 160);
}

static void
test_dot_draws_in_the_direction_of_the_edges (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);
  GpRect rects[] = { { .width = 80, .height = 40 }, { .width = 80, .height = 40 } };
  const GpGraphvizEdge edge = { 1, 0 };

  g_assert_true (gp_graphviz_place (graphviz, GP_GRAPHVIZ_DOT_RIGHT, rects, 2, &edge, 1, 48, NULL));
  g_assert_cmpfloat (rects[0].x, >, rects[1].x);
  g_assert_true (gp_graphviz_place (graphviz, GP_GRAPHVIZ_DOT_DOWN, rects, 2, &edge, 1, 48, NULL));
  g_assert_cmpfloat (rects[0].y, >, rects[1].y);
}

static void
test_nothing_is_placed_too (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);

  for (GpGraphvizMethod method = GP_GRAPHVIZ_DOT_RIGHT; method <= GP_GRAPHVIZ_NEATO; method++)
    g_assert_true (gp_graphviz_place (graphviz, method, NULL, 0, NULL, 0, 48, NULL));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-graphviz/the-same-input-gives-the-same-bytes",
                   test_the_same_input_gives_the_same_bytes);
  g_test_add_func ("/render/layout-graphviz/the-locale-does-not-matter",
                   test_the_locale_does_not_matter);
  g_test_add_func ("/render/layout-graphviz/dot-draws-in-the-direction-of-the-edges",
                   test_dot_draws_in_the_direction_of_the_edges);
  g_test_add_func ("/render/layout-graphviz/nothing-is-placed-too", test_nothing_is_placed_too);
  return g_test_run ();
}
