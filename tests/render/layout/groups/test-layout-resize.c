/* test-layout-resize.c — bringing communities to size
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-resize.h"
#include "gp-test.h"

static guint
count_sizes (const guint32 *group_of,
             guint          n,
             guint         *sizes)
{
  guint groups = 0;

  for (guint i = 0; i < n; i++)
    {
      sizes[group_of[i]]++;
      groups = MAX (groups, group_of[i] + 1);
    }

  return groups;
}

static void
test_sizes_are_within_the_limits (void)
{
  enum { N = 500 };

  for (guint round = 0; round < 20; round++)
    {
      GpLouvainEdge ties[N * 2];
      guint32 group_of[N];
      guint sizes[N] = { 0 };
      guint small = 0;
      guint n;

      for (guint i = 0; i < G_N_ELEMENTS (ties); i++)
        {
          guint a = g_test_rand_int_range (0, N - 1);

          ties[i] = (GpLouvainEdge) {
            a, g_test_rand_int_range (a + 1, MIN (a + 40, N)), g_test_rand_double_range (0.1, 2),
          };
        }
      gp_louvain_find (N, ties, G_N_ELEMENTS (ties), g_test_rand_double_range (0, 8), group_of);
      n = gp_layout_resize_groups (N, ties, G_N_ELEMENTS (ties), 3, 60, group_of);

      g_assert_cmpuint (count_sizes (group_of, N, sizes), ==, n);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (sizes[i], >, 0);
          g_assert_cmpuint (sizes[i], <=, 60);
          small += sizes[i] < 3;
        }
      g_assert_cmpuint (small, <=, 1);
    }
}

/* Two hundred without any tie: nothing to go by but the order. */
static void
test_cuts_what_has_no_structure (void)
{
  guint32 group_of[200] = { 0 };
  guint sizes[200] = { 0 };
  guint n = gp_layout_resize_groups (200, NULL, 0, 3, 60, group_of);

  g_assert_cmpuint (count_sizes (group_of, 200, sizes), ==, n);
  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (sizes[i], <=, 60);
}

static void
test_a_single_card_joins_what_it_is_tied_to (void)
{
  const GpLouvainEdge ties[] = {
    { 0, 1, 1 }, { 1, 2, 1 }, { 3, 4, 1 }, { 4, 5, 1 }, { 6, 4, 0.3 }
  };
  guint32 group_of[] = { 0, 0, 0, 1, 1, 1, 2 };

  g_assert_cmpuint (gp_layout_resize_groups (7, ties, G_N_ELEMENTS (ties), 3, 60, group_of), ==, 2);
  g_assert_cmpuint (group_of[6], ==, group_of[4]);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-resize/sizes-are-within-the-limits",
                   test_sizes_are_within_the_limits);
  g_test_add_func ("/render/layout-resize/cuts-what-has-no-structure",
                   test_cuts_what_has_no_structure);
  g_test_add_func ("/render/layout-resize/a-single-card-joins-what-it-is-tied-to",
                   test_a_single_card_joins_what_it_is_tied_to);
  return g_test_run ();
}
