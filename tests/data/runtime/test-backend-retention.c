/* test-backend-retention.c — records are removed where that was agreed to, and nowhere else
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend-retention.h"

#include "gp-plan-retention.h"
#include "gp-problem.h"
#include "gp-test-design.h"
#include "gp-test.h"

#define DAY (24 * 3600 * (gint64) G_USEC_PER_SEC)

/* The entity reading is deployed with records that are 0, 100 and 200 days old, and is kept for
 * good. */
typedef struct
{
  GpBackend *backend;
  GpDesign  *design;
  GpId       reading;
  GpId       created;
} Fixture;

static GpBackend *
open_file (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  GpBackend *backend = gp_backend_open (path, &error);

  g_assert_no_error (error);

  return backend;
}

static void
run_sql (Fixture    *self,
         const char *sql)
{
  g_autoptr(GError) error = NULL;

  gp_sqlite_exec (gp_backend_get_sqlite (self->backend), sql, &error);
  g_assert_no_error (error);
}

static GpPlan *
make_plan (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  GpPlan *plan = gp_backend_plan (self->backend, self->design, "local:test", &error);

  g_assert_no_error (error);

  return plan;
}

/* @allow: an id, or NULL. */
static gboolean
apply (Fixture    *self,
       const char *allow)
{
  g_autoptr(GpPlan) plan = make_plan (self), done = NULL, again = NULL;
  const char *const allowed[] = { allow, NULL };
  g_autoptr(GError) error = NULL;

  done = gp_backend_apply (self->backend, self->design, "local:test", gp_plan_get_live (plan),
                           allowed, &error);
  if (done == NULL)
    {
      g_assert_error (error, GP_PROBLEM, 409);
      return FALSE;
    }
  again = make_plan (self);
  g_assert_cmpuint (gp_plan_get_size (again), ==, 0);

  return TRUE;
}

/* What the plan says of the readings: -1 for nothing, -2 where it costs nothing, else the rows. */
static gint64
get_cost (Fixture *self)
{
  g_autoptr(GpPlan) plan = make_plan (self);

  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    {
      const GpOperation *operation = gp_plan_get_operation (plan, i);

      if (gp_plan_retention_is (operation))
        {
          g_assert_cmpstr (operation->id, ==, "change:retention:reading");
          g_assert_cmpint (operation->reversible, ==, !operation->destructive);
          return operation->destructive ? operation->rows : -2;
        }
    }

  return -1;
}

static void
keep_for (Fixture    *self,
          const char *length)
{
  gp_test_set_text (self->design, &self->reading, GP_ENTITY_RETENTION, length);
}

static guint
count_agreed (Fixture *self)
{
  g_autoptr(GArray) lines = gp_backend_list_retentions (self->backend, NULL);

  return lines->len;
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->backend = open_file ();
  self->design = gp_design_new (NULL, "Meters");
  self->reading = gp_test_add_entity (self->design, "reading");
  self->created = gp_test_add_field (self->design, &self->reading, "created_at", "timestamp");
  gp_test_set_text (self->design, &self->created, GP_FIELD_DEFAULT, "now()");
  g_assert_true (apply (self, NULL));
  for (guint i = 0; i < 3; i++)
    {
      gint64 created = g_get_real_time () - i * 100 * DAY;
      g_autofree char *sql = g_strdup_printf (
        "INSERT INTO reading (id, created_at) VALUES "
        "('00000000-0000-4000-8000-00000000000%u', %" G_GINT64_FORMAT ")", i, created);

      run_sql (self, sql);
    }
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_backend_free (self->backend);
  g_object_unref (self->design);
}

static void
test_needs_consent (Fixture       *self,
                    gconstpointer  unused)
{
  g_assert_cmpint (get_cost (self), ==, -1);
  keep_for (self, "90d");
  g_assert_cmpint (get_cost (self), ==, 2);
  g_assert_false (apply (self, NULL));
  g_assert_cmpuint (count_agreed (self), ==, 0);
  g_assert_true (apply (self, "change:retention:reading"));
  g_assert_cmpuint (count_agreed (self), ==, 1);
}

static void
test_shorter_needs_consent (Fixture       *self,
                            gconstpointer  unused)
{
  keep_for (self, "150d");
  g_assert_true (apply (self, "change:retention:reading"));
  keep_for (self, "1y");
  g_assert_cmpint (get_cost (self), ==, -2);
  g_assert_true (apply (self, NULL));
  keep_for (self, "12mo");
  g_assert_cmpint (get_cost (self), ==, -1);
  g_assert_true (apply (self, NULL));
  keep_for (self, "50d");
  g_assert_cmpint (get_cost (self), ==, 2);
  g_assert_false (apply (self, NULL));
  keep_for (self, NULL);
  g_assert_cmpint (get_cost (self), ==, -2);
  g_assert_true (apply (self, NULL));
  g_assert_cmpuint (count_agreed (self), ==, 0);
}

/* A table that comes with it has no records, and nobody is asked about them: but it is said what
 * will become of those that are brought there. */
static void
test_a_new_table_costs_nothing (Fixture       *self,
                                gconstpointer  unused)
{
  GpId other = gp_test_add_entity (self->design, "other");
  GpId field = gp_test_add_field (self->design, &other, "made", "date");
  const GpOperation *operation;
  g_autoptr(GpPlan) plan = NULL;

  gp_test_set_text (self->design, &field, GP_FIELD_DEFAULT, "current_date");
  gp_test_set_text (self->design, &other, GP_ENTITY_RETENTION, "1d");
  plan = make_plan (self);
  g_assert_cmpuint (gp_plan_get_size (plan), ==, 2);
  g_assert_cmpint (gp_plan_get_operation (plan, 0)->action, ==, GP_OPERATION_ADD);
  operation = gp_plan_get_operation (plan, 1);
  g_assert_cmpstr (operation->id, ==, "change:retention:other");
  g_assert_cmpstr (operation->sentence, ==, "Records of other older than 1 day, counted from made, "
                                            "are deleted from now on");
  g_assert_false (operation->destructive);
  g_assert_cmpint (operation->rows, ==, 0);
  g_assert_true (apply (self, NULL));
  g_assert_cmpuint (count_agreed (self), ==, 1);
  gp_test_remove (self->design, &other);
  g_assert_true (apply (self, "remove:entity:other"));
  g_assert_cmpuint (count_agreed (self), ==, 0);
}

/* The deployed design has said so all along, and no plan ever said what that costs. */
static void
test_an_older_file_agreed_to_nothing (Fixture       *self,
                                      gconstpointer  unused)
{
  keep_for (self, "90d");
  g_assert_true (apply (self, "change:retention:reading"));
  run_sql (self, "DROP TABLE _gp_retention; PRAGMA user_version = 7");
  gp_backend_free (self->backend);
  self->backend = open_file ();

  g_assert_cmpuint (count_agreed (self), ==, 0);
  g_assert_cmpint (get_cost (self), ==, 2);
  g_assert_false (apply (self, NULL));
  g_assert_true (apply (self, "change:retention:reading"));
  g_assert_cmpuint (count_agreed (self), ==, 1);
}

/* Another field that the age is counted from is another agreement, another name of it is not. */
static void
test_another_field_needs_consent (Fixture       *self,
                                  gconstpointer  unused)
{
  GpId field;

  keep_for (self, "90d");
  g_assert_true (apply (self, "change:retention:reading"));
  gp_test_set_text (self->design, &self->created, GP_FIELD_NAME, "at");
  g_assert_cmpint (get_cost (self), ==, -1);
  g_assert_true (apply (self, NULL));

  field = gp_test_add_field (self->design, &self->reading, "created_at", "timestamp");
  gp_test_set_text (self->design, &field, GP_FIELD_DEFAULT, "now()");
  g_assert_cmpint (get_cost (self), ==, 0);
  g_assert_false (apply (self, NULL));
  g_assert_true (apply (self, "change:retention:reading"));
  gp_test_set_text (self->design, &field, GP_FIELD_DEFAULT, NULL);
  g_assert_cmpint (get_cost (self), ==, 2);
  gp_test_set_text (self->design, &self->created, GP_FIELD_DEFAULT, NULL);
  g_assert_cmpint (get_cost (self), ==, -2);
}

/* A record that points to the readings. */
static GpId
add_bill (Fixture    *self,
          const char *name,
          const char *on_delete,
          const GpId *to)
{
  GpId entity = gp_test_add_entity (self->design, name);
  GpId field = gp_test_add_field (self->design, &entity, "of", "reference");

  gp_test_set_ref (self->design, &field, GP_FIELD_REFERENCE, to);
  gp_test_set_text (self->design, &field, GP_FIELD_ON_DELETE, on_delete);
  gp_test_set_bool (self->design, &field, GP_FIELD_NULLABLE, TRUE);

  return field;
}

/* Whoever agreed to lose readings did not agree to lose their bills, nor the lines of these. */
static void
test_what_goes_along_needs_consent (Fixture       *self,
                                    gconstpointer  unused)
{
  GpId bill = add_bill (self, "bill", "restrict", &self->reading);
  const GpElement *field = gp_design_lookup (self->design, &bill);
  GpId line = add_bill (self, "line", "cascade", gp_element_get_parent (field));

  keep_for (self, "90d");
  g_assert_true (apply (self, "change:retention:reading"));
  run_sql (self, "INSERT INTO bill (id, of) SELECT id, id FROM reading;"
                 "INSERT INTO line (id, of) SELECT id, of FROM bill");

  gp_test_set_text (self->design, &bill, GP_FIELD_ON_DELETE, "cascade");
  g_assert_cmpint (get_cost (self), ==, 6);
  g_assert_false (apply (self, NULL));
  g_assert_true (apply (self, "change:retention:reading"));

  /* Less of it costs nothing; what is emptied once more is lost. */
  gp_test_set_text (self->design, &line, GP_FIELD_ON_DELETE, "set_null");
  g_assert_cmpint (get_cost (self), ==, -2);
  g_assert_true (apply (self, NULL));
  gp_test_set_text (self->design, &bill, GP_FIELD_ON_DELETE, "restrict");
  g_assert_cmpint (get_cost (self), ==, -2);
  g_assert_true (apply (self, NULL));
  gp_test_set_text (self->design, &bill, GP_FIELD_ON_DELETE, "set_null");
  g_assert_cmpint (get_cost (self), ==, 4);
  g_assert_false (apply (self, NULL));
}

/* A tree of readings, and a round of them: each counts once. */
static void
test_what_points_to_itself (Fixture       *self,
                            gconstpointer  unused)
{
  GpId field = gp_test_add_field (self->design, &self->reading, "of", "reference");

  gp_test_set_ref (self->design, &field, GP_FIELD_REFERENCE, &self->reading);
  gp_test_set_text (self->design, &field, GP_FIELD_ON_DELETE, "cascade");
  gp_test_set_bool (self->design, &field, GP_FIELD_NULLABLE, TRUE);
  g_assert_true (apply (self, NULL));
  run_sql (self, "UPDATE reading SET of = (SELECT max (id) FROM reading AS other "
                 "WHERE other.id <> reading.id)");
  keep_for (self, "150d");
  g_assert_cmpint (get_cost (self), ==, 3);
}

/* What is agreed to about a file of the version before was not said. */
static void
test_older_agreements_are_asked_again (Fixture       *self,
                                       gconstpointer  unused)
{
  keep_for (self, "90d");
  g_assert_true (apply (self, "change:retention:reading"));
  run_sql (self, "ALTER TABLE _gp_retention DROP COLUMN reach; PRAGMA user_version = 8");
  gp_backend_free (self->backend);
  self->backend = open_file ();
  g_assert_cmpuint (count_agreed (self), ==, 0);
  g_assert_cmpint (get_cost (self), ==, 2);
}

/* Of a field that becomes a point in time by the same deployment all records count. */
static void
test_a_field_that_changes (Fixture       *self,
                           gconstpointer  unused)
{
  gp_test_set_text (self->design, &self->created, GP_FIELD_TYPE, "text");
  gp_test_set_text (self->design, &self->created, GP_FIELD_DEFAULT, NULL);
  g_assert_true (apply (self, NULL));
  gp_test_set_text (self->design, &self->created, GP_FIELD_TYPE, "timestamp");
  gp_test_set_text (self->design, &self->created, GP_FIELD_DEFAULT, "now()");
  keep_for (self, "10y");
  g_assert_cmpint (get_cost (self), ==, 3);
}

static void
test_days (void)
{
  const GpRetention day = { .microseconds = DAY };
  GpColumn column = { .format = { .type = GP_CELL_TYPE_DATE } };
  g_autoptr(GDateTime) time = g_date_time_new_utc (2026, 3, 2, 13, 0, 0);
  gint64 now = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  g_auto(GpCell) date = gp_backend_make_retention_cell (&day, &column, now);
  g_auto(GpCell) moment = GP_CELL_INIT;

  /* What came on the first, at its end perhaps, is not a day old before the second is over. */
  g_assert_cmpstr (date.bytes, ==, "2026-03-01");
  column.format.type = GP_CELL_TYPE_TIMESTAMP;
  moment = gp_backend_make_retention_cell (&day, &column, now);
  g_assert_cmpint (moment.integer, ==, now - DAY);
}

#define ADD(name, function) \
  g_test_add ("/data/backend-retention/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("needs-consent", test_needs_consent);
  ADD ("shorter-needs-consent", test_shorter_needs_consent);
  ADD ("a-new-table-costs-nothing", test_a_new_table_costs_nothing);
  ADD ("an-older-file-agreed-to-nothing", test_an_older_file_agreed_to_nothing);
  ADD ("another-field-needs-consent", test_another_field_needs_consent);
  ADD ("what-goes-along-needs-consent", test_what_goes_along_needs_consent);
  ADD ("what-points-to-itself", test_what_points_to_itself);
  ADD ("older-agreements-are-asked-again", test_older_agreements_are_asked_again);
  ADD ("a-field-that-changes", test_a_field_that_changes);
  g_test_add_func ("/data/backend-retention/days", test_days);

  return g_test_run ();
}
