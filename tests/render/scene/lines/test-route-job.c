/* test-route-job.c — lines to be routed, with all that is needed for it
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-route-job.h"
#include "gp-test.h"

enum { ROWS = 8, CARDS = ROWS * ROWS, LINES = 90 };

static void
fill (GpRect *cards)
{
  for (guint i = 0; i < CARDS; i++)
    cards[i] = (GpRect) { i % ROWS * 360., i / ROWS * 300., 200, 120 };
}

static GpRouteJob *
new_job (const GpRect *cards,
         gboolean      curved)
{
  GpRouteJob *job = gp_route_job_new (curved, G_MAXUINT);

  for (guint i = 0; i < LINES; i++)
    {
      GpId id = gp_id_new ();
      GpLayoutLink link = { .from = i * 7 % CARDS, .from_port = 50, .to_port = 50 };

      link.to = (link.from + 1 + i * 13 % (CARDS - 1)) % CARDS;
      gp_route_job_add_open (job, i, &id, &link, i);
    }
  gp_route_job_set_cards (job, cards, CARDS);
  return job;
}

static gpointer
run_in_thread (gpointer data)
{
  return GINT_TO_POINTER (gp_route_job_run (data, NULL));
}

static void
test_a_thread_finds_the_same_ways (void)
{
  GpRect cards[CARDS];
  g_autoptr(GpRouteJob) here = NULL;
  g_autoptr(GpRouteJob) there = NULL;
  g_autoptr(GpLayoutRouter) router = NULL;
  GThread *thread;

  fill (cards);
  here = new_job (cards, TRUE);
  there = new_job (cards, TRUE);
  thread = g_thread_new ("router", run_in_thread, there);
  router = gp_layout_router_new (cards, CARDS);
  g_assert_true (gp_route_job_find (here, router, NULL));
  gp_route_job_spread (here, router);
  g_assert_true (GPOINTER_TO_INT (g_thread_join (thread)));

  for (guint i = 0; i < LINES; i++)
    {
      GpLayoutWay one = gp_route_job_get_way (here, i);
      GpLayoutWay two = gp_route_job_get_way (there, i);

      g_assert_cmpuint (one.n_points, >=, 2);
      g_assert_cmpmem (one.points, one.n_points * sizeof (GpPoint), two.points,
                       two.n_points * sizeof (GpPoint));
      g_assert_cmpmem (gp_route_job_get_radii (here, i), one.n_points * sizeof (double),
                       gp_route_job_get_radii (there, i), two.n_points * sizeof (double));
    }
}

static void
test_known_ways_stay (void)
{
  const GpPoint points[] = { { 210, 10 }, { 290, 10 }, { 290, 700 } };
  GpRect cards[CARDS];
  GpId id = gp_id_new ();
  g_autoptr(GpRouteJob) job = NULL;

  fill (cards);
  job = new_job (cards, FALSE);
  gp_route_job_add_known (job, 1234, &id, points, G_N_ELEMENTS (points), G_MAXUINT32);
  g_assert_true (gp_route_job_run (job, NULL));

  g_assert_cmpuint (gp_route_job_get_n_lines (job), ==, LINES + 1);
  g_assert_cmpuint (gp_route_job_get_slot (job, LINES), ==, 1234);
  g_assert_true (gp_id_equal (gp_route_job_get_id (job, LINES), &id));
  g_assert_false (gp_route_job_is_open (job, LINES));
  g_assert_true (gp_route_job_is_open (job, 0));
  g_assert_null (gp_route_job_get_radii (job, 0));
  g_assert_cmpmem (points, sizeof points, gp_route_job_get_way (job, LINES).points,
                   gp_route_job_get_way (job, LINES).n_points * sizeof (GpPoint));
}

static void
test_a_cancelled_job_ends (void)
{
  GpRect cards[CARDS];
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GpRouteJob) job = NULL;

  fill (cards);
  job = new_job (cards, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_false (gp_route_job_run (job, cancellable));
  g_assert_cmpuint (gp_route_job_get_way (job, 0).n_points, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/route-job/a-thread-finds-the-same-ways",
                   test_a_thread_finds_the_same_ways);
  g_test_add_func ("/render/route-job/known-ways-stay", test_known_ways_stay);
  g_test_add_func ("/render/route-job/a-cancelled-job-ends", test_a_cancelled_job_ends);

  return g_test_run ();
}
