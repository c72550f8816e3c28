/* test-run-store.c — runs of flows in the file of a backend
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"
#include "gp-flow-duration.h"
#include "gp-run-store.h"
#include "gp-test.h"

typedef struct
{
  GpBackend *backend;
  GpSqlite  *sqlite;
  GpId       flow;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");

  self->backend = gp_backend_open (path, NULL);
  self->sqlite = gp_backend_get_sqlite (self->backend);
  self->flow = gp_id_new ();
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gp_backend_free (self->backend);
}

static gint64
insert (Fixture    *self,
        const char *id,
        const char *status,
        const char *key,
        gint64      due)
{
  g_auto(GpRunRow) row = { .id = g_strdup (id), .flow = self->flow, .name = g_strdup ("main"),
                           .status = g_strdup (status), .concurrency = g_strdup ("c"),
                           .started = 5, .due = due };
  g_autoptr(GError) error = NULL;

  gp_run_store_insert (self->sqlite, &row, key, 1000, "{\"input\":1}", &error);
  g_assert_no_error (error);

  return row.number;
}

static void
test_rows (Fixture      *self,
           gconstpointer data)
{
  gint64 number = insert (self, "a", "running", "k", GP_FLOW_NEVER), found;
  g_auto(GpRunRow) row = { .id = NULL };
  g_autoptr(GpExprValue) trigger = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_run_store_load (self->sqlite, number, &row, &error));
  g_assert_cmpstr (row.id, ==, "a");
  g_assert_cmpstr (row.concurrency, ==, "c");
  g_assert_true (gp_id_equal (&row.flow, &self->flow));
  g_assert_cmpint (row.due, ==, GP_FLOW_NEVER);
  g_assert_false (row.has_ended);
  g_assert_true (gp_run_store_read_trigger (self->sqlite, number, &trigger, &error));
  g_assert_cmpuint (gp_expr_value_get_size (trigger), ==, 1);
  gp_run_store_find (self->sqlite, "a", &found, &error);
  g_assert_cmpint (found, ==, number);
  gp_run_store_find (self->sqlite, "b", &found, &error);
  g_assert_cmpint (found, ==, 0);
  gp_run_store_find_remembered (self->sqlite, &self->flow, "k", 999, &found, &error);
  g_assert_cmpint (found, ==, number);
  gp_run_store_find_remembered (self->sqlite, &self->flow, "k", 1000, &found, &error);
  g_assert_cmpint (found, ==, 0);
  g_assert_no_error (error);
}

static void
test_turns (Fixture      *self,
            gconstpointer data)
{
  gint64 first = insert (self, "a", "running", NULL, 7), oldest, next, due;
  gint64 second = insert (self, "b", GP_RUN_PENDING, NULL, GP_FLOW_NEVER);
  g_autoptr(GArray) running = NULL;
  g_autoptr(GArray) early = NULL;
  g_autoptr(GArray) late = NULL;
  guint n;

  insert (self, "c", GP_RUN_PENDING, NULL, GP_FLOW_NEVER);
  g_assert_true (gp_run_store_count_active (self->sqlite, &self->flow, "c", &n, &oldest, NULL));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (oldest, ==, first);
  g_assert_true (gp_run_store_find_pending (self->sqlite, &self->flow, "c", &next, NULL));
  g_assert_cmpint (next, ==, second);
  g_assert_true (gp_run_store_set_status (self->sqlite, second, "running", 0, NULL));
  running = gp_run_store_list_status (self->sqlite, "running", NULL);
  g_assert_cmpuint (running->len, ==, 2);
  g_assert_true (gp_run_store_get_due (self->sqlite, &due, NULL));
  g_assert_cmpint (due, ==, 7);
  early = gp_run_store_list_due (self->sqlite, 6, 10, NULL);
  g_assert_cmpuint (early->len, ==, 0);
  late = gp_run_store_list_due (self->sqlite, 7, 10, NULL);
  g_assert_cmpuint (late->len, ==, 1);
}

static void
test_what_is_over_is_forgotten (Fixture      *self,
                                gconstpointer data)
{
  gint64 done = insert (self, "a", "completed", NULL, GP_FLOW_NEVER), found;
  gint64 kept = insert (self, "b", "completed", "k", GP_FLOW_NEVER);
  gint64 failed = insert (self, "c", "faulted", NULL, GP_FLOW_NEVER);
  gboolean more = TRUE;

  gp_run_store_set_status (self->sqlite, done, "completed", 10, NULL);
  gp_run_store_set_status (self->sqlite, kept, "completed", 10, NULL);
  gp_run_store_set_status (self->sqlite, failed, "faulted", 10, NULL);
  g_assert_true (gp_run_store_prune (self->sqlite, 11, 999, &more, NULL));
  g_assert_false (more);
  gp_run_store_find (self->sqlite, "a", &found, NULL);
  g_assert_cmpint (found, ==, 0);
  gp_run_store_find (self->sqlite, "b", &found, NULL);
  g_assert_cmpint (found, ==, kept);
  gp_run_store_find (self->sqlite, "c", &found, NULL);
  g_assert_cmpint (found, ==, failed);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("/run-store/rows", test_rows);
  ADD ("/run-store/turns", test_turns);
  ADD ("/run-store/what-is-over-is-forgotten", test_what_is_over_is_forgotten);

  return g_test_run ();
}
