/* test-spatial-index.c — lookup by place agrees with looking at everything
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-spatial-index.h"
#include "gp-test.h"

#define N_BOXES 700

static GpRect
random_rect (double most)
{
  return (GpRect) {
    .x = g_test_rand_double_range (-20000, 20000),
    .y = g_test_rand_double_range (-20000, 20000),
    .width = g_test_rand_double_range (0, most),
    .height = g_test_rand_double_range (0, most),
  };
}

static gboolean
touches (const GpRect *a,
         const GpRect *b)
{
  return a->x <= b->x + b->width && b->x <= a->x + a->width
         && a->y <= b->y + b->height && b->y <= a->y + a->height;
}

static void
check_query (GpSpatialIndex *index,
             const GpRect   *boxes,
             const gboolean *there,
             const GpRect   *area)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  gp_spatial_index_query (index, area, found);
  for (guint i = 0; i < N_BOXES; i++)
    if (there[i] && touches (&boxes[i], area))
      {
        g_assert_cmpuint (n, <, found->len);
        g_assert_cmpuint (g_array_index (found, guint, n), ==, i);
        n++;
      }
  g_assert_cmpuint (n, ==, found->len);
}

static void
test_query_is_linear_scan (void)
{
  g_autoptr(GpSpatialIndex) index = gp_spatial_index_new ();
  GpRect boxes[N_BOXES];
  gboolean there[N_BOXES] = { FALSE };

  for (guint round = 0; round < 4000; round++)
    {
      guint slot = (guint) g_test_rand_int_range (0, N_BOXES);

      if (g_test_rand_int_range (0, 4) == 0)
        {
          gp_spatial_index_remove (index, slot);
          there[slot] = FALSE;
        }
      else
        {
          boxes[slot] = random_rect (g_test_rand_int_range (0, 3) == 0 ? 9000 : 300);
          gp_spatial_index_set (index, slot, &boxes[slot]);
          there[slot] = TRUE;
        }
      if (round % 40 == 0)
        {
          GpRect area = random_rect (round % 80 == 0 ? 40000 : 600);

          check_query (index, boxes, there, &area);
        }
    }
}

static void
test_clear_forgets_everything (void)
{
  g_autoptr(GpSpatialIndex) index = gp_spatial_index_new ();
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  GpRect box = { 0, 0, 10, 10 };

  gp_spatial_index_set (index, 3, &box);
  gp_spatial_index_clear (index);
  gp_spatial_index_query (index, &box, found);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_far_and_huge_boxes_are_found (void)
{
  g_autoptr(GpSpatialIndex) index = gp_spatial_index_new ();
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  GpRect far = { 8e8, -8e8, 5, 5 };
  GpRect huge = { -1e9, -1e9, 2e9, 2e9 };

  gp_spatial_index_set (index, 0, &far);
  gp_spatial_index_set (index, 1, &huge);
  gp_spatial_index_query (index, &far, found);
  g_assert_cmpuint (found->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/spatial-index/query-is-linear-scan", test_query_is_linear_scan);
  g_test_add_func ("/render/spatial-index/clear-forgets-everything", test_clear_forgets_everything);
  g_test_add_func ("/render/spatial-index/far-and-huge-boxes-are-found",
                   test_far_and_huge_boxes_are_found);

  return g_test_run ();
}
