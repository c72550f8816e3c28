/* test-trail.c — back and forward
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test.h"
#include "gp-trail.h"

static GpPlace
place (int x)
{
  return (GpPlace) { .x = x * 1000., .zoom = 1 };
}

static int
number (GpPlace *place)
{
  return (int) (place->x / 1000);
}

static void
test_back_and_forward (void)
{
  g_autoptr(GpTrail) trail = gp_trail_new ();
  GpPlace here[4] = { place (0), place (1), place (2), place (3) };
  GpPlace got = { 0 };

  g_assert_false (gp_trail_back (trail, &here[0], &got));
  for (int i = 0; i < 3; i++)
    gp_trail_leave (trail, &here[i]);
  g_assert_false (gp_trail_can_forward (trail));
  g_assert_true (gp_trail_back (trail, &here[3], &got));
  g_assert_cmpint (number (&got), ==, 2);
  g_assert_true (gp_trail_back (trail, &here[2], &got));
  g_assert_cmpint (number (&got), ==, 1);
  g_assert_true (gp_trail_forward (trail, &here[1], &got));
  g_assert_cmpint (number (&got), ==, 2);
  g_assert_true (gp_trail_forward (trail, &here[2], &got));
  g_assert_cmpint (number (&got), ==, 3);
  g_assert_false (gp_trail_forward (trail, &here[3], &got));
}

static void
test_a_new_place_drops_what_is_ahead (void)
{
  g_autoptr(GpTrail) trail = gp_trail_new ();
  GpPlace a = place (0);
  GpPlace b = place (1);
  GpPlace got = { 0 };

  gp_trail_leave (trail, &a);
  g_assert_true (gp_trail_back (trail, &b, &got));
  g_assert_true (gp_trail_can_forward (trail));
  gp_trail_leave (trail, &a);
  g_assert_false (gp_trail_can_forward (trail));
  g_assert_true (gp_trail_can_back (trail));
}

static void
test_staying_is_no_place (void)
{
  g_autoptr(GpTrail) trail = gp_trail_new ();
  GpPlace a = place (0);
  GpPlace near = place (0);
  GpPlace got = { 0 };

  near.x += 3;
  gp_trail_leave (trail, &a);
  gp_trail_leave (trail, &near);
  g_assert_false (gp_trail_back (trail, &a, &got));     /* they are there already */
  g_assert_false (gp_trail_can_back (trail));
}

static void
test_what_is_selected_comes_along (void)
{
  g_autoptr(GpTrail) trail = gp_trail_new ();
  g_auto(GpPlace) a = place (0);
  g_auto(GpPlace) got = { 0 };
  GpPlace b = place (1);
  GpId id = gp_id_new ();

  a.selected = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_array_append_val (a.selected, id);
  gp_trail_leave (trail, &a);
  g_assert_true (gp_trail_back (trail, &b, &got));
  g_assert_cmpuint (got.selected->len, ==, 1);
  g_assert_true (gp_id_equal (&g_array_index (got.selected, GpId, 0), &id));
  g_assert_true (got.selected != a.selected);
}

/* Against a list and a number, as one would think of it. */
static void
test_any_walk (void)
{
  for (guint round = 0; round < 50; round++)
    {
      g_autoptr(GpTrail) trail = gp_trail_new ();
      g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (int));
      int at = 0;
      int next = 1;
      int here = 0;

      g_array_append_val (all, here);
      for (guint i = 0; i < 90; i++)
        {
          GpPlace now = place (here);
          GpPlace got = { 0 };
          int what = g_test_rand_int_range (0, 3);

          if (what == 0)
            {
              gp_trail_leave (trail, &now);
              here = next++;
              g_array_set_size (all, (guint) ++at);
              g_array_append_val (all, here);
              continue;
            }
          if (what == 1)
            g_assert_cmpint (gp_trail_back (trail, &now, &got), ==, at > 0);
          else
            g_assert_cmpint (gp_trail_forward (trail, &now, &got), ==, at + 1 < (int) all->len);
          if (got.zoom == 0)
            continue;
          at += what == 1 ? -1 : 1;
          here = number (&got);
          g_assert_cmpint (here, ==, g_array_index (all, int, at));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/trail/back-and-forward", test_back_and_forward);
  g_test_add_func ("/model/trail/a-new-place-drops-what-is-ahead",
                   test_a_new_place_drops_what_is_ahead);
  g_test_add_func ("/model/trail/staying-is-no-place", test_staying_is_no_place);
  g_test_add_func ("/model/trail/what-is-selected-comes-along", test_what_is_selected_comes_along);
  g_test_add_func ("/model/trail/any-walk", test_any_walk);
  return g_test_run ();
}
