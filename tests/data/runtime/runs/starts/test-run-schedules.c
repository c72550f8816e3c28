/* test-run-schedules.c — schedules survive restarts, and clocks that are set
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-flow-duration.h"
#include "gp-run-schedules.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define SECOND GP_FLOW_SECOND
#define HOUR   (3600 * GP_FLOW_SECOND)
#define NOW    (G_GINT64_CONSTANT (1700000000) * GP_FLOW_SECOND)

typedef struct
{
  GpBackend  *backend;
  GpSqlite   *sqlite;
  GpRunFlows *flows;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");

  self->backend = gp_backend_open (path, NULL);
  self->sqlite = gp_backend_get_sqlite (self->backend);
  self->flows = gp_run_flows_new (self->backend);
  gp_test_runs_apply (self->backend, "flow main trigger=every schedule=1h\nstep a set with.x=1\n");
  g_assert_true (gp_run_schedules_sync (self->sqlite, self->flows, NOW, NULL));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gp_run_flows_free (self->flows);
  gp_backend_free (self->backend);
}

static guint
take (Fixture *self,
      gint64   now)
{
  g_autoptr(GArray) due = gp_run_schedules_take_due (self->sqlite, self->flows, now, NULL);

  return due->len;
}

static gint64
get_due (Fixture *self)
{
  gint64 due = 0;

  g_assert_true (gp_run_schedules_get_due (self->sqlite, &due, NULL));

  return due;
}

static void
test_each_time_comes_once (Fixture      *self,
                           gconstpointer data)
{
  g_assert_cmpint (get_due (self), ==, NOW + HOUR);
  g_assert_cmpuint (take (self, NOW + HOUR - 1), ==, 0);
  g_assert_cmpuint (take (self, NOW + HOUR), ==, 1);
  g_assert_cmpuint (take (self, NOW + HOUR), ==, 0);
  /* Looked at again after a restart, it goes on as it was. */
  g_assert_true (gp_run_schedules_sync (self->sqlite, self->flows, NOW + HOUR + 5, NULL));
  g_assert_cmpint (get_due (self), ==, NOW + 2 * HOUR);
}

static void
test_what_was_missed_comes_once (Fixture      *self,
                                 gconstpointer data)
{
  g_assert_cmpuint (take (self, NOW + 10 * HOUR + 1), ==, 1);
  g_assert_cmpint (get_due (self), ==, NOW + 11 * HOUR);
}

static void
test_clocks_are_set (Fixture      *self,
                     gconstpointer data)
{
  g_assert_cmpuint (take (self, NOW + HOUR), ==, 1);
  /* A small correction starts nothing twice. */
  g_assert_true (gp_run_schedules_turn_back (self->sqlite, self->flows, NOW + HOUR - 5 * SECOND,
                                             NULL));
  g_assert_cmpint (get_due (self), ==, NOW + 2 * HOUR);
  /* A large one does not stop it. */
  g_assert_true (gp_run_schedules_turn_back (self->sqlite, self->flows, NOW - 100 * HOUR, NULL));
  g_assert_cmpint (get_due (self), ==, NOW - 99 * HOUR);
}

static void
test_designs_change (Fixture      *self,
                     gconstpointer data)
{
  gp_test_runs_apply (self->backend,
                      "flow main trigger=cron schedule=0~2~*~*~*\nstep a set with.x=1\n"
                      "flow once trigger=after schedule=1m\nstep a set with.x=1\n");
  g_assert_true (gp_run_schedules_sync (self->sqlite, self->flows, NOW, NULL));
  g_assert_cmpint (get_due (self), ==, NOW + 60 * SECOND);
  g_assert_cmpuint (take (self, NOW + 60 * SECOND), ==, 1);
  g_assert_cmpint (get_due (self), >, NOW + 60 * SECOND);
  g_assert_cmpint (get_due (self), <=, NOW + 24 * HOUR);
  gp_test_runs_apply (self->backend,
                      "flow other trigger=cron schedule=0~2~*~*~* enabled=false\nstep a set with.x=1\n");
  g_assert_true (gp_run_schedules_sync (self->sqlite, self->flows, NOW, NULL));
  g_assert_cmpint (get_due (self), ==, GP_FLOW_NEVER);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("/run-schedules/each-time-comes-once", test_each_time_comes_once);
  ADD ("/run-schedules/what-was-missed-comes-once", test_what_was_missed_comes_once);
  ADD ("/run-schedules/clocks-are-set", test_clocks_are_set);
  ADD ("/run-schedules/designs-change", test_designs_change);

  return g_test_run ();
}
