/* test-layout.c — where everything goes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-private.h"
#include "gp-test.h"

/* Four cards in two groups, and one in none. */
static GpLayout *
make_layout (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  GpRect *rects = g_new (GpRect, 5);
  guint32 *node_groups = g_new (guint32, 5);
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (GpLayoutGroup));
  g_autofree char *name = g_strdup ("one");

  for (guint i = 0; i < 5; i++)
    {
      gp_layout_request_add_node (request, "card", 100, 50);
      rects[i] = (GpRect) { i * 200, i * 100, 100, 50 };
      node_groups[i] = i < 4 ? i / 2 : GP_LAYOUT_NO_GROUP;
    }
  gp_layout_request_add_edge (request, 0, 4);
  for (guint i = 0; i < 2; i++)
    {
      GpLayoutGroup group = { .request_group = i, .name = name };

      g_array_append_val (groups, group);
    }

  return gp_layout_new (gp_layout_graph_new (request), rects, node_groups, groups);
}

static void
test_knows_its_groups (void)
{
  g_autoptr(GpLayout) layout = make_layout ();
  guint n_groups;
  const GpLayoutGroup *groups = gp_layout_get_groups (layout, &n_groups);

  g_assert_cmpuint (n_groups, ==, 2);
  g_assert_cmpstr (groups[1].name, ==, "one");
  g_assert_cmpfloat (groups[1].rect.x, ==, 400);
  g_assert_cmpfloat (groups[1].rect.width, ==, 300);
  g_assert_cmpfloat (groups[1].rect.height, ==, 150);
  g_assert_cmpuint (gp_layout_get_node_group (layout, 3), ==, 1);
  g_assert_cmpuint (gp_layout_get_node_group (layout, 4), ==, GP_LAYOUT_NO_GROUP);
}

static gpointer
measure_in_thread (gpointer data)
{
  return (gpointer) gp_layout_get_stats (data);
}

/* Measured once, even if several threads ask first. */
static void
test_is_measured_when_asked (void)
{
  g_autoptr(GpLayout) layout = make_layout ();
  GThread *threads[4];
  const GpLayoutStats *stats = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", measure_in_thread, layout);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    stats = g_thread_join (threads[i]);

  g_assert_true (stats == gp_layout_get_stats (layout));
  g_assert_cmpfloat (stats->aspect, ==, 2);
  g_assert_cmpuint (stats->crossings, ==, 0);
  g_assert_cmpfloat (stats->edge_length, >, 890);
}

static void
test_outlives_its_maker (void)
{
  GpLayout *layout = make_layout ();
  g_autoptr(GpLayout) kept = gp_layout_ref (layout);
  double x;
  double y;

  gp_layout_unref (layout);
  gp_layout_get_position (kept, 2, &x, &y);
  g_assert_cmpfloat (x, ==, 400);
  g_assert_cmpfloat (y, ==, 200);
  g_assert_cmpfloat (gp_layout_get_bounds (kept).width, ==, 900);
  g_assert_false (gp_layout_is_hub (kept, 0));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout/knows-its-groups", test_knows_its_groups);
  g_test_add_func ("/render/layout/is-measured-when-asked", test_is_measured_when_asked);
  g_test_add_func ("/render/layout/outlives-its-maker", test_outlives_its_maker);
  return g_test_run ();
}
