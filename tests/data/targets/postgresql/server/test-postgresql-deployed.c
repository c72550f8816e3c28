/* test-postgresql-deployed.c — what a database remembers, and what it holds now
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-deployed.h"

#include "gp-finding.h"
#include "gp-json-design.h"
#include "gp-json-writer.h"
#include "gp-target.h"
#include "gp-random.h"
#include "gp-test.h"
#include "postgresql-told.h"

/* What is called alike before the first deployment is the same thing. */
static void
test_what_is_there_is_adopted (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPostgresqlLive) live = NULL;
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpDesign) design = NULL;
  GpId thing;
  GpId name;

  wanted = new_things (&thing, &name);
  gp_test_http_add (http, 200, NULL, UNMANAGED ("f1", TABLE "," KEY));
  live = gp_postgresql_live_read (server, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (live->fingerprint, ==, "f1");
  g_assert_false (gp_postgresql_live_has_drifted (live));
  design = gp_postgresql_live_to_design (live, wanted, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (gp_design_lookup (design, &thing));
  g_assert_nonnull (gp_design_lookup (design, &name));
}

/* A column that somebody else has added since is in the design that was deployed. */
static void
test_what_others_did_is_done_to_the_deployed_design (void)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPostgresqlLive) live = g_new0 (GpPostgresqlLive, 1);
  g_autoptr(GpDesign) design = NULL;
  GpId thing;
  GpId name;

  live->fingerprint = g_strdup ("now");
  live->after = g_strdup ("then");
  live->number = 1;
  live->deployed = new_things (&thing, &name);
  gp_test_set_text (live->deployed, &name, GP_FIELD_SENSITIVE, "personal");
  live->before = gp_postgresql_catalog_new (
    "[[\"table\", \"public.thing\", \"CREATE TABLE public.thing (id uuid, name text)\", false]]",
    &error);
  g_assert_no_error (error);
  live->catalog = gp_postgresql_catalog_new (
    "[[\"table\", \"public.thing\", \"CREATE TABLE public.thing (id uuid, name text, added text)\", "
    "false]]", &error);
  g_assert_no_error (error);
  g_assert_true (gp_postgresql_live_has_drifted (live));
  design = gp_postgresql_live_to_design (live, live->deployed, findings, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (gp_design_find_child (design, &thing, GP_KIND_FIELD, "added"));
  g_assert_true (gp_element_is (gp_design_lookup (design, &name), GP_FIELD_SENSITIVE, "personal"));
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (gp_finding_get_code (g_ptr_array_index (findings, 0)), ==, "MIG209");
}

#define PLAIN \
  "[\"table\", \"public.thing\", \"CREATE TABLE public.thing (id uuid, name text)\", false]"
#define CLOSED \
  "[\"row security\", \"public.thing\", " \
  "\"ALTER TABLE public.thing ENABLE ROW LEVEL SECURITY\", false], " \
  "[\"policy\", \"public.thing.mine\", " \
  "\"CREATE POLICY mine ON public.thing USING (true)\", false]"

/* A design without rules does not open again what others have closed; whoever only reads is told of
 * it. */
static void
test_access_is_left_to_others (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPostgresqlLive) live = g_new0 (GpPostgresqlLive, 1);
  g_autoptr(GpDesign) planned = NULL;
  g_autoptr(GpDesign) read = NULL;
  GpId thing;
  GpId name;

  live->deployed = new_things (&thing, &name);
  live->fingerprint = g_strdup ("f2");
  live->after = g_strdup ("f1");
  live->before = gp_postgresql_catalog_new ("[" PLAIN "]", &error);
  g_assert_no_error (error);
  live->catalog = gp_postgresql_catalog_new ("[" PLAIN ", " CLOSED "]", &error);
  g_assert_no_error (error);
  planned = gp_postgresql_live_to_design (live, live->deployed, NULL, NULL, &error);
  g_assert_no_error (error);
  gp_assert_design_equal (planned, live->deployed);
  read = gp_postgresql_live_to_design (live, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gp_element_get_bool (gp_design_lookup (read, &thing), GP_ENTITY_ROW_SECURITY));
}

/* A deployed database: the answer about what is there, and the record of the deployment. */
static void
tell_deployed (GpTestHttp *http,
               GpDesign   *deployed,
               const char *fingerprint)
{
  g_autofree char *place = g_strdup_printf ("[{\"fingerprint\":\"%s\",\"catalog\":null,"
                                            "\"managed\":true}]", fingerprint);
  g_autofree char *design = gp_json_design_to_text (deployed, NULL);
  g_autoptr(GString) record = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, record, GP_JSON_COMPACT);
  gp_json_writer_begin_array (&writer);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "number", "7");
  gp_json_writer_member (&writer, "design", design);
  gp_json_writer_member (&writer, "after", "f1");
  gp_json_writer_end_object (&writer);
  gp_json_writer_end_array (&writer);
  gp_test_http_add (http, 200, NULL, place);
  gp_test_http_add (http, 200, NULL, record->str);
}

/* What is there is known where nobody has changed it: it is not sent again. */
static void
test_what_was_deployed_is_known (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPostgresqlLive) live = NULL;
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpDesign) design = NULL;
  GpId thing;
  GpId name;

  wanted = new_things (&thing, &name);
  tell_deployed (http, wanted, "f1");
  live = gp_postgresql_live_read (server, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (live->number, ==, 7);
  g_assert_null (live->catalog);
  g_assert_null (live->before);
  design = gp_postgresql_live_to_design (live, wanted, NULL, NULL, &error);
  g_assert_no_error (error);
  gp_assert_design_equal (design, wanted);
}

/* Where somebody has, what is there now and what was there then are asked for. */
static void
test_what_others_changed_is_read (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPostgresqlLive) live = NULL;
  g_autoptr(GpDesign) wanted = NULL;
  GpId thing;
  GpId name;

  wanted = new_things (&thing, &name);
  tell_deployed (http, wanted, "f2");
  gp_test_http_add (http, 200, NULL, "[{\"fingerprint\":\"f3\",\"catalog\":\"[]\"}]");
  gp_test_http_add (http, 200, NULL, "[{\"catalog\":\"[]\"}]");
  live = gp_postgresql_live_read (server, FALSE, NULL, &error);
  g_assert_no_error (error);
  /* Of the same moment as the catalog. */
  g_assert_cmpstr (live->fingerprint, ==, "f3");
  g_assert_true (gp_postgresql_live_has_drifted (live));
  g_assert_nonnull (live->catalog);
  g_assert_nonnull (live->before);
}

static void
test_another_answer_is_no_database (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GError) error = NULL;

  gp_test_http_add (http, 200, NULL, "[{\"fingerprint\":1}]");
  g_assert_null (gp_postgresql_live_read (server, FALSE, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-deployed/what-is-there-is-adopted",
                   test_what_is_there_is_adopted);
  g_test_add_func ("/data/postgresql-deployed/what-others-did-is-done-to-the-deployed-design",
                   test_what_others_did_is_done_to_the_deployed_design);
  g_test_add_func ("/data/postgresql-deployed/access-is-left-to-others",
                   test_access_is_left_to_others);
  g_test_add_func ("/data/postgresql-deployed/what-was-deployed-is-known",
                   test_what_was_deployed_is_known);
  g_test_add_func ("/data/postgresql-deployed/what-others-changed-is-read",
                   test_what_others_changed_is_read);
  g_test_add_func ("/data/postgresql-deployed/another-answer-is-no-database",
                   test_another_answer_is_no_database);
  return g_test_run ();
}
