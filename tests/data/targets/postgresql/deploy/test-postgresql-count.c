/* test-postgresql-count.c — how many rows an operation would cost
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-count.h"

#include "gp-finding.h"
#include "gp-plan-build.h"
#include "gp-test.h"
#include "postgresql-told.h"

/* A design with a number, and the same with a smaller one. */
static void
test_what_is_rounded_is_destructive (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GpDesign) live = gp_design_new (NULL, "Numbers");
  GpId thing = gp_test_add_entity (live, "thing");
  GpId price = gp_test_add_field (live, &thing, "price", "float");
  g_autoptr(GpDesign) wanted = gp_design_copy (live);
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *body = NULL;
  GpOperation *operation;

  gp_test_set_text (wanted, &price, GP_FIELD_TYPE, "integer");
  operations = gp_plan_build_operations (live, wanted);
  g_assert_cmpuint (operations->len, ==, 1);
  operation = g_ptr_array_index (operations, 0);
  g_assert_false (operation->destructive);
  gp_test_http_add (http, 200, NULL, "[{\"n0\":\"3\"}]");
  g_assert_true (gp_postgresql_count (server, live, wanted, operations, NULL, &error));
  g_assert_no_error (error);
  body = gp_test_http_dup_body (http, 0);
  g_assert_nonnull (strstr (body, "price IS DISTINCT FROM price::integer::double precision"));
  g_assert_cmpint (operation->rows, ==, 3);
  g_assert_true (operation->destructive);
}

/* What cannot be cast says so when the script is tried. */
static void
test_a_question_without_an_answer_stays_open (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GpDesign) live = gp_design_new (NULL, "Numbers");
  GpId thing = gp_test_add_entity (live, "thing");
  GpId price = gp_test_add_field (live, &thing, "price", "text");
  g_autoptr(GpDesign) wanted = gp_design_copy (live);
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GError) error = NULL;

  gp_test_set_text (wanted, &price, GP_FIELD_TYPE, "integer");
  operations = gp_plan_build_operations (live, wanted);
  gp_test_http_add (http, 400, NULL, "{\"message\":\"no number\",\"code\":\"22P02\"}");
  gp_test_http_add (http, 400, NULL, "{\"message\":\"no number\",\"code\":\"22P02\"}");
  g_assert_true (gp_postgresql_count (server, live, wanted, operations, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (((GpOperation *) g_ptr_array_index (operations, 0))->rows, ==, -1);
}

typedef struct
{
  GpDesign              *live;
  GpDesign              *wanted;
  GpPostgresqlMigration *migration;
  GPtrArray             *findings;
} Demands;

/* A price becomes a number, and unique. */
static void
demands_start (Demands *self)
{
  GpId thing, price;

  self->live = gp_design_new (NULL, "Numbers");
  thing = gp_test_add_entity (self->live, "thing");
  price = gp_test_add_field (self->live, &thing, "price", "text");
  self->wanted = gp_design_copy (self->live);
  gp_test_set_text (self->wanted, &price, GP_FIELD_TYPE, "integer");
  gp_test_set_bool (self->wanted, &price, GP_FIELD_UNIQUE, TRUE);
  self->migration = gp_postgresql_migration_new (self->live, self->wanted, NULL);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
}

static void
demands_clear (Demands *self)
{
  g_ptr_array_unref (self->findings);
  gp_postgresql_migration_free (self->migration);
  g_object_unref (self->wanted);
  g_object_unref (self->live);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demands, demands_clear)

/* What takes too long is not asked again piece by piece. */
static void
test_who_waits_too_long_gives_up (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_auto(Demands) demands = { 0 };
  g_autoptr(GError) error = NULL;

  demands_start (&demands);
  gp_test_http_add (http, 400, NULL, "{\"message\":\"no\",\"code\":\"57014\"}");
  gp_test_http_add (http, 200, NULL, "[{\"n0\":\"3\"}]");
  g_assert_true (gp_postgresql_count_obstacles (server, demands.migration, GP_SEVERITY_ERROR,
                                                demands.findings, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (demands.findings->len, ==, 0);
}

/* Two demands, of which the database cannot be asked one: the other is told all the same. */
static void
test_obstacles_are_counted (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_auto(Demands) demands = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *body = NULL;

  demands_start (&demands);
  gp_test_http_add (http, 400, NULL, "{\"message\":\"no\",\"code\":\"42501\"}");
  gp_test_http_add (http, 200, NULL, "[{\"n0\":\"3\"}]");
  gp_test_http_add (http, 400, NULL, "{\"message\":\"no\",\"code\":\"42501\"}");
  g_assert_true (gp_postgresql_count_obstacles (server, demands.migration, GP_SEVERITY_WARNING,
                                                demands.findings, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (demands.findings->len, ==, 1);
  g_assert_cmpstr (gp_finding_get_code (demands.findings->pdata[0]), ==, "MIG211");
  g_assert_cmpint (gp_finding_get_severity (demands.findings->pdata[0]), ==, GP_SEVERITY_WARNING);
  body = gp_test_http_dup_body (http, 0);
  g_assert_nonnull (strstr (body, "ROLLBACK;"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-count/what-is-rounded-is-destructive",
                   test_what_is_rounded_is_destructive);
  g_test_add_func ("/data/postgresql-count/a-question-without-an-answer-stays-open",
                   test_a_question_without_an_answer_stays_open);
  g_test_add_func ("/data/postgresql-count/obstacles-are-counted", test_obstacles_are_counted);
  g_test_add_func ("/data/postgresql-count/who-waits-too-long-gives-up",
                   test_who_waits_too_long_gives_up);
  return g_test_run ();
}
