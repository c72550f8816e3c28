/* test-circles.c — which nodes of a graph can be reached from one another
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-circles.h"
#include "gp-test.h"

#define MOST 24

static void
test_a_chain_has_no_circle (void)
{
  const GpCirclesArc arcs[] = { { 0, 1 }, { 1, 2 }, { 0, 2 } };
  g_autofree guint *parts = gp_circles_find (arcs, G_N_ELEMENTS (arcs), 3);

  g_assert_cmpuint (parts[0], !=, parts[1]);
  g_assert_cmpuint (parts[1], !=, parts[2]);
  g_assert_cmpuint (parts[0], !=, parts[2]);
}

static void
test_a_way_between_two_circles_is_in_neither (void)
{
  const GpCirclesArc arcs[] = { { 0, 1 }, { 1, 0 }, { 1, 2 }, { 2, 3 }, { 3, 4 }, { 4, 3 } };
  g_autofree guint *parts = gp_circles_find (arcs, G_N_ELEMENTS (arcs), 5);

  g_assert_cmpuint (parts[0], ==, parts[1]);
  g_assert_cmpuint (parts[3], ==, parts[4]);
  g_assert_cmpuint (parts[2], !=, parts[1]);
  g_assert_cmpuint (parts[2], !=, parts[3]);
}

static void
test_parts_are_what_reaches_back (void)
{
  for (guint round = 0; round < 200; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, MOST);
      guint n_arcs = (guint) g_test_rand_int_range (0, 2 * MOST);
      gboolean reach[MOST][MOST] = { { FALSE } };
      GpCirclesArc arcs[2 * MOST];
      g_autofree guint *parts = NULL;

      for (guint i = 0; i < n_arcs; i++)
        {
          arcs[i].from = (guint) g_test_rand_int_range (0, (int) n);
          arcs[i].to = (guint) g_test_rand_int_range (0, (int) n);
          reach[arcs[i].from][arcs[i].to] = TRUE;
        }
      for (guint k = 0; k < n; k++)
        for (guint i = 0; i < n; i++)
          for (guint j = 0; j < n; j++)
            reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
      parts = gp_circles_find (arcs, n_arcs, n);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          if (i != j)
            g_assert_cmpint (parts[i] == parts[j], ==, reach[i][j] && reach[j][i]);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/circles/a-chain-has-no-circle", test_a_chain_has_no_circle);
  g_test_add_func ("/render/circles/a-way-between-two-circles-is-in-neither",
                   test_a_way_between_two_circles_is_in_neither);
  g_test_add_func ("/render/circles/parts-are-what-reaches-back",
                   test_parts_are_what_reaches_back);

  return g_test_run ();
}
