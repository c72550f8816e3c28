/* test-record-sweep.c — records whose time is over go, and no others
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-sweep.h"

#include "gp-event-log.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY    (24 * 3600 * SECOND)
#define NOW    (G_GINT64_CONSTANT (1700000000) * SECOND)

/* Readings are kept for 90 days, with a trail. A sweep that began at NOW; what it says is
 * counted. */
typedef struct
{
  GpBackend     *backend;
  GpEventLog    *events;
  GpRunEngine   *engine;
  GpRecordSweep *sweep;
  GpDesign      *design;
  GpId           reading;
  GpId           created;
  guint          handler;
  guint          said;
  char          *last;
} Fixture;

static void
count_cb (const char     *domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        user_data)
{
  Fixture *self = user_data;

  self->said++;
  g_free (self->last);
  self->last = g_strdup (message);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GPtrArray) entities = NULL;

  self->handler = g_log_set_handler ("gp-record-sweep", G_LOG_LEVEL_MESSAGE, count_cb, self);
  self->backend = gp_backend_open (path, NULL);
  self->events = gp_event_log_new (gp_backend_get_sqlite (self->backend), 100);
  gp_backend_set_events (self->backend, self->events);
  self->design = gp_test_flow_design ("entity reading value:integer\n"
                                      "flow gone trigger=data trigger_entity=reading "
                                      "trigger_changes=deleted\nstep a set with.x=1\n");
  entities = gp_design_list (self->design, GP_KIND_ENTITY);
  self->reading = *gp_element_get_id (entities->pdata[0]);
  self->created = gp_test_add_field (self->design, &self->reading, "created_at", "timestamp");
  gp_test_set_text (self->design, &self->created, GP_FIELD_DEFAULT, "now()");
  gp_test_set_text (self->design, &self->reading, GP_ENTITY_RETENTION, "90d");
  gp_test_set_bool (self->design, &self->reading, GP_ENTITY_AUDIT, TRUE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_record_sweep_free (self->sweep);
  gp_run_engine_free (self->engine);
  gp_backend_set_events (self->backend, NULL);
  gp_event_log_free (self->events);
  gp_backend_free (self->backend);
  g_object_unref (self->design);
  g_log_remove_handler ("gp-record-sweep", self->handler);
  g_free (self->last);
}

static void
run_sql (Fixture    *self,
         const char *sql)
{
  g_autoptr(GError) error = NULL;

  gp_sqlite_exec (gp_backend_get_sqlite (self->backend), sql, &error);
  g_assert_no_error (error);
}

/* @age: before NOW. */
static void
add_reading (Fixture *self,
             guint    n,
             gint64   age)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO reading (id, value, created_at) VALUES "
    "('00000000-0000-4000-8000-%012u', %u, %" G_GINT64_FORMAT ")", n, n, NOW - age);

  run_sql (self, sql);
}

static gint64
query (Fixture    *self,
       const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 n = 0;

  gp_sqlite_query_int (gp_backend_get_sqlite (self->backend), sql, &n, &error);
  g_assert_no_error (error);

  return n;
}

/* At that time, from its beginning to its end. */
static void
sweep_at (Fixture *self,
          gint64   now)
{
  if (self->sweep == NULL)
    {
      self->engine = gp_run_engine_new (self->backend);
      self->sweep = gp_record_sweep_new (self->backend, self->engine);
      gp_run_clock_hold (gp_record_sweep_get_clock (self->sweep), now);
    }
  else
    {
      g_assert_true (gp_record_sweep_is_resting (self->sweep));
      gp_run_clock_hold (gp_record_sweep_get_clock (self->sweep), now);
      gp_test_wait_until (!gp_record_sweep_is_resting (self->sweep));
    }
  gp_test_wait_until (gp_record_sweep_is_resting (self->sweep));
}

static void
test_old_records_go (Fixture       *self,
                     gconstpointer  unused)
{
  gp_test_runs_apply_design (self->backend, self->design);
  add_reading (self, 1, 91 * DAY);
  add_reading (self, 2, 90 * DAY + 1);
  add_reading (self, 3, 90 * DAY);
  add_reading (self, 4, 0);
  add_reading (self, 5, -DAY);
  sweep_at (self, NOW);
  g_assert_cmpint (query (self, "SELECT group_concat (value, '') FROM "
                                "(SELECT value FROM reading ORDER BY value)"), ==, 345);
  g_assert_cmpuint (self->said, ==, 0);

  /* And when their time has come the others do, by themselves. */
  sweep_at (self, NOW + 3600 * SECOND);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 2);
  sweep_at (self, NOW + 100 * DAY);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
}

/* Each step has few records, and nothing of its time that the next needs. */
static void
test_many_records_in_many_steps (Fixture       *self,
                                 gconstpointer  unused)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7000) "
    "INSERT INTO reading (id, value, created_at) "
    "SELECT printf ('00000000-0000-4000-8000-%%012d', i), i, "
    "CASE WHEN i > 5990 THEN 0 ELSE %" G_GINT64_FORMAT " END FROM n", NOW);

  gp_test_set_bool (self->design, &self->reading, GP_ENTITY_AUDIT, FALSE);
  gp_test_runs_apply_design (self->backend, self->design);
  run_sql (self, sql);
  sweep_at (self, NOW);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 5990);
  g_assert_cmpint (query (self, "SELECT max (value) FROM reading"), ==, 5990);
}

static void
test_nothing_goes_that_nobody_agreed_to (Fixture       *self,
                                         gconstpointer  unused)
{
  gp_test_runs_apply_design (self->backend, self->design);
  add_reading (self, 1, 91 * DAY);
  run_sql (self, "DELETE FROM _gp_retention");
  sweep_at (self, NOW);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 1);
}

/* As if the administrator had deleted it: a line of the trail, those who listen, and flows. */
static void
test_is_told_like_any_deletion (Fixture       *self,
                                gconstpointer  unused)
{
  const GpEventLine *line;

  gp_test_runs_apply_design (self->backend, self->design);
  add_reading (self, 1, 91 * DAY);
  sweep_at (self, NOW);
  g_assert_cmpint (query (self, "SELECT count (*) FROM _gp_trail WHERE change = 'deleted' AND "
                                "kind = 'retention' AND who IS NULL AND flow = 0"), ==, 1);
  g_assert_cmpuint (gp_event_log_get_end (self->events), ==,
                    gp_event_log_get_first (self->events) + 1);
  line = gp_event_log_get (self->events, gp_event_log_get_first (self->events));
  g_assert_cmpint (line->kind, ==, GP_EVENT_DELETED);
  gp_test_wait_until (
    query (self, "SELECT count (*) FROM _gp_run WHERE status = 'completed'") == 1);
}

static GpId
add_reference (Fixture    *self,
               const char *name,
               const char *on_delete)
{
  GpId entity = gp_test_add_entity (self->design, name);
  GpId field = gp_test_add_field (self->design, &entity, "reading_id", "reference");

  gp_test_set_ref (self->design, &field, GP_FIELD_REFERENCE, &self->reading);
  gp_test_set_text (self->design, &field, GP_FIELD_ON_DELETE, on_delete);
  gp_test_set_bool (self->design, &field, GP_FIELD_NULLABLE, TRUE);

  return field;
}

static void
point_to (Fixture    *self,
          const char *entity,
          guint       n)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO %s (id, reading_id) VALUES "
    "('0000000a-0000-4000-8000-%012u', '00000000-0000-4000-8000-%012u')", entity, n, n);

  run_sql (self, sql);
}

static void
test_references (Fixture       *self,
                 gconstpointer  unused)
{
  g_autoptr(GString) metrics = g_string_new (NULL);
  GpId field;

  add_reference (self, "bill", "restrict");
  add_reference (self, "mark", "cascade");
  add_reference (self, "note", "set_null");
  field = add_reference (self, "late", "no_action");
  gp_test_set_text (self->design, &field, GP_FIELD_DEFERRABLE, "deferred");
  gp_test_runs_apply_design (self->backend, self->design);
  for (guint i = 1; i <= 5; i++)
    add_reading (self, i, 91 * DAY);
  point_to (self, "bill", 1);
  point_to (self, "mark", 2);
  point_to (self, "note", 3);
  point_to (self, "late", 4);

  sweep_at (self, NOW);
  g_assert_cmpint (query (self, "SELECT group_concat (value, '') FROM "
                                "(SELECT value FROM reading ORDER BY value)"), ==, 14);
  g_assert_cmpint (query (self, "SELECT count (*) FROM mark"), ==, 0);
  g_assert_cmpint (query (self, "SELECT count (*) FROM note WHERE reading_id IS NULL"), ==, 1);
  g_assert_cmpuint (self->said, ==, 1);
  g_assert_nonnull (strstr (self->last, "2 records of reading"));
  g_assert_nonnull (strstr (self->last, "Other records point to this one."));

  /* It is not said each time; and once nothing holds them they go. */
  sweep_at (self, NOW + DAY);
  g_assert_cmpuint (self->said, ==, 1);
  gp_record_sweep_print (self->sweep, metrics);
  g_assert_nonnull (strstr (metrics->str, "groundplan_retention_kept 2\n"));
  g_assert_nonnull (strstr (metrics->str, "groundplan_retention_removed_total 3\n"));
  run_sql (self, "DELETE FROM bill; DELETE FROM late");
  sweep_at (self, NOW + 2 * DAY);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
  g_assert_cmpuint (self->said, ==, 1);
}

/* A flow that runs before a deletion may refuse it. */
static void
test_a_flow_keeps_a_record (Fixture       *self,
                            gconstpointer  unused)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (
    "entity reading value:integer\n"
    "flow guard trigger=data trigger_entity=reading trigger_changes=deleted trigger_phase=before\n"
    "step no raise error_status=409 error_detail='needed' if=trigger.record.value==1\n");
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  GpId reading = *gp_element_get_id (entities->pdata[0]);
  GpId created = gp_test_add_field (design, &reading, "created_at", "timestamp");

  gp_test_set_text (design, &created, GP_FIELD_DEFAULT, "now()");
  gp_test_set_text (design, &reading, GP_ENTITY_RETENTION, "90d");
  gp_test_runs_apply_design (self->backend, design);
  add_reading (self, 1, 91 * DAY);
  add_reading (self, 2, 91 * DAY);
  sweep_at (self, NOW);
  g_assert_cmpint (query (self, "SELECT sum (value) FROM reading"), ==, 1);
  g_assert_cmpuint (self->said, ==, 1);
}

/* It begins when a deployment agrees to it, and looks as often as that needs. */
static void
test_a_deployment_begins_it (Fixture       *self,
                             gconstpointer  unused)
{
  gp_test_set_text (self->design, &self->reading, GP_ENTITY_RETENTION, NULL);
  gp_test_runs_apply_design (self->backend, self->design);
  add_reading (self, 1, 3600 * SECOND);
  sweep_at (self, NOW);
  g_assert_cmpint (gp_run_clock_get_due (gp_record_sweep_get_clock (self->sweep)), ==, G_MAXINT64);

  gp_test_set_text (self->design, &self->reading, GP_ENTITY_RETENTION, "1h");
  gp_test_runs_apply_design (self->backend, self->design);
  gp_record_sweep_notice (self->sweep);
  g_assert_false (gp_record_sweep_is_resting (self->sweep));
  gp_test_wait_until (gp_record_sweep_is_resting (self->sweep));
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 1);
  g_assert_cmpint (gp_run_clock_get_due (gp_record_sweep_get_clock (self->sweep)), ==,
                   NOW + 150 * SECOND);
  sweep_at (self, NOW + 150 * SECOND);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
}

/* Another program that writes is not waited for, and neither costs that the hour, nor does it make
 * each request try again. */
static void
test_a_file_that_is_busy (Fixture       *self,
                          gconstpointer  unused)
{
  g_autoptr(GpSqlite) other = NULL;
  g_autoptr(GError) error = NULL;

  gp_test_runs_apply_design (self->backend, self->design);
  add_reading (self, 1, 91 * DAY);
  sweep_at (self, NOW);
  add_reading (self, 2, 91 * DAY);
  other = gp_sqlite_open (gp_sqlite_get_path (gp_backend_get_sqlite (self->backend)),
                          GP_SQLITE_READ_WRITE, &error);
  g_assert_no_error (error);
  gp_sqlite_exec (other, "BEGIN IMMEDIATE", &error);
  g_assert_no_error (error);
  gp_run_clock_hold (gp_record_sweep_get_clock (self->sweep), NOW + 3600 * SECOND);
  gp_test_wait_until (!gp_record_sweep_is_resting (self->sweep));
  gp_test_wait_until (gp_record_sweep_is_held_up (self->sweep));
  g_assert_false (gp_record_sweep_is_resting (self->sweep));
  g_assert_cmpint (query (self, "PRAGMA busy_timeout"), >, 0);
  g_assert_cmpuint (self->said, ==, 0);

  gp_sqlite_exec (other, "ROLLBACK", &error);
  g_assert_no_error (error);
  gp_test_wait_until (gp_record_sweep_is_resting (self->sweep));
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
}

/* Flows that are behind are waited for without a transaction. */
static void
test_flows_that_are_behind (Fixture       *self,
                            gconstpointer  unused)
{
  gp_test_runs_apply_design (self->backend, self->design);
  sweep_at (self, NOW);
  add_reading (self, 1, 91 * DAY);
  run_sql (self, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                 "INSERT INTO _gp_outbox (kind, subject, body, depth) "
                 "SELECT 'none', x'00', '{}', 0 FROM n");
  gp_run_clock_hold (gp_record_sweep_get_clock (self->sweep), NOW + 3600 * SECOND);
  gp_test_wait_until (gp_record_sweep_is_held_up (self->sweep));
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 1);
  run_sql (self, "DELETE FROM _gp_outbox");
  gp_test_wait_until (gp_record_sweep_is_resting (self->sweep));
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
}

/* Whatever can happen at once, happens. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Neither a deployment nor a request makes a clock right that was set wrongly. */
static void
test_a_clock_that_is_set (Fixture       *self,
                          gconstpointer  unused)
{
  GpRunClock *clock;

  gp_test_runs_apply_design (self->backend, self->design);
  sweep_at (self, NOW);
  clock = gp_record_sweep_get_clock (self->sweep);
  add_reading (self, 1, 0);
  gp_run_clock_jump (clock, NOW + 200 * DAY);
  g_assert_cmpuint (self->said, ==, 1);
  gp_test_add_entity (self->design, "other");
  gp_test_runs_apply_design (self->backend, self->design);
  gp_record_sweep_notice (self->sweep);
  g_assert_true (gp_record_sweep_is_resting (self->sweep));
  gp_run_clock_hold (clock, NOW + 200 * DAY + 3599 * SECOND);
  settle ();
  gp_record_sweep_notice (self->sweep);
  g_assert_true (gp_record_sweep_is_resting (self->sweep));

  /* Set right again in time, it costs nothing. */
  gp_run_clock_jump (clock, NOW + 3600 * SECOND);
  sweep_at (self, NOW + 2 * 3600 * SECOND);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 1);
  gp_run_clock_jump (clock, NOW + 200 * DAY);
  sweep_at (self, NOW + 200 * DAY + 3600 * SECOND);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
}

/* One that is wrong when the backend starts is the same; nothing is known of when it is right. */
static void
test_a_clock_that_is_wrong_at_first (Fixture       *self,
                                     gconstpointer  unused)
{
  gp_test_runs_apply_design (self->backend, self->design);
  sweep_at (self, NOW);
  add_reading (self, 1, 0);
  gp_record_sweep_free (g_steal_pointer (&self->sweep));
  gp_run_engine_free (g_steal_pointer (&self->engine));
  sweep_at (self, NOW + 200 * DAY);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 1);
  g_assert_cmpuint (self->said, ==, 1);
  sweep_at (self, NOW + 200 * DAY + 3600 * SECOND);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
  g_assert_cmpuint (self->said, ==, 1);
}

/* A correction is none of these. */
static void
test_a_clock_that_is_corrected (Fixture       *self,
                                gconstpointer  unused)
{
  gp_test_runs_apply_design (self->backend, self->design);
  sweep_at (self, NOW);
  gp_run_clock_jump (gp_record_sweep_get_clock (self->sweep), NOW + 60 * SECOND);
  add_reading (self, 1, 91 * DAY);
  sweep_at (self, NOW + 3600 * SECOND);
  g_assert_cmpint (query (self, "SELECT count (*) FROM reading"), ==, 0);
  g_assert_cmpuint (self->said, ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/data/record-sweep/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("old-records-go", test_old_records_go);
  ADD ("many-records-in-many-steps", test_many_records_in_many_steps);
  ADD ("nothing-goes-that-nobody-agreed-to", test_nothing_goes_that_nobody_agreed_to);
  ADD ("is-told-like-any-deletion", test_is_told_like_any_deletion);
  ADD ("references", test_references);
  ADD ("a-flow-keeps-a-record", test_a_flow_keeps_a_record);
  ADD ("a-deployment-begins-it", test_a_deployment_begins_it);
  ADD ("a-file-that-is-busy", test_a_file_that_is_busy);
  ADD ("flows-that-are-behind", test_flows_that_are_behind);
  ADD ("a-clock-that-is-set", test_a_clock_that_is_set);
  ADD ("a-clock-that-is-wrong-at-first", test_a_clock_that_is_wrong_at_first);
  ADD ("a-clock-that-is-corrected", test_a_clock_that_is_corrected);

  return g_test_run ();
}
