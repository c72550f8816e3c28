/* test-postgresql-server.c — PostgreSQL that takes SQL over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-server.h"

#include "gp-target.h"
#include "gp-test-http.h"
#include "gp-test.h"

#define SECONDS 60
#define TOKEN   "canary-token-7f3a"

static GpPostgresqlServer *
new_server (const char *type,
            GpTestHttp *http)
{
  g_autoptr(GError) error = NULL;
  GpPostgresqlServer *server = gp_postgresql_server_new (type, gp_test_http_get_url (http), TOKEN,
                                                         &error);

  g_assert_no_error (error);
  return server;
}

static void
test_both_doors_have_their_path (void)
{
  static const struct
  {
    const char *type;
    const char *url;
    const char *path;
  } doors[] = {
    { "postgresql", "https://db.example.org", "/query" },
    { "postgresql", "https://example.org/pg/", "/pg/query" },
    { "supabase", "https://abc.supabase.co", "/v1/projects/abc/database/query" },
    { "supabase", "https://api.supabase.com/v1/projects/xyz",
      "/v1/projects/xyz/database/query" },
    { "supabase", "http://127.0.0.1:8080", "/query" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autoptr(GpPostgresqlServer) server = gp_postgresql_server_new (doors[i].type, doors[i].url,
                                                                       NULL, NULL);

      g_assert_cmpstr (gp_postgresql_server_get_path (server), ==, doors[i].path);
      g_assert_true (g_str_has_prefix (gp_postgresql_server_get_name (server), doors[i].type));
    }
  g_assert_null (gp_postgresql_server_new ("postgresql", "http://example.org", NULL, NULL));
}

static void
test_rows_come_back (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = new_server ("postgresql", http);
  g_autoptr(GError) error = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *body = NULL;
  g_autofree char *authorization = NULL;

  gp_test_http_add (http, 201, NULL, "[{\"a\":1}]");
  rows = gp_postgresql_server_query (server, "select 1 as \"a\"", SECONDS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, "[{\"a\":1}]");
  body = gp_test_http_dup_body (http, 0);
  authorization = gp_test_http_dup_header (http, 0, "Authorization");
  g_assert_cmpstr (body, ==, "{\"query\":\"select 1 as \\\"a\\\"\"}");
  g_assert_cmpstr (authorization, ==, "Bearer " TOKEN);
}

/* The token is not said twice to those who need it once. */
static void
test_gateways_get_a_key (void)
{
  static const char *const types[] = { "postgresql", "supabase" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GpTestHttp) http = gp_test_http_new ();
      g_autoptr(GpPostgresqlServer) server = new_server (types[i], http);
      g_autofree char *rows = NULL;
      g_autofree char *key = NULL;

      gp_test_http_add (http, 201, NULL, "[]");
      rows = gp_postgresql_server_query (server, "select 1", SECONDS, NULL, NULL);
      key = gp_test_http_dup_header (http, 0, "apikey");
      g_assert_cmpstr (key, ==, i == 0 ? NULL : TOKEN);
    }
}

typedef struct
{
  guint         status;
  const char   *body;
  GpTargetError code;
  const char   *says;
} Failure;

/* What the database says, in the words of both doors; and what stands before it. */
static void
test_each_failure_is_told_apart (void)
{
  static const Failure failures[] = {
    { 400, "{\"message\":\"no\",\"code\":\"GP001\"}", GP_TARGET_ERROR_STALE, "no" },
    { 400, "{\"message\":\"wait\",\"code\":\"55P03\"}", GP_TARGET_ERROR_FAILED, "later" },
    { 400, "{\"message\":\"no\",\"code\":\"42501\"}", GP_TARGET_ERROR_TOKEN, "must own" },
    { 400, "{\"message\":\"no\",\"code\":\"42501\"}", GP_TARGET_ERROR_TOKEN, "no. The role" },
    { 400, "{\"message\":\"bad\",\"code\":\"23502\",\"detail\":\"row 7\"}",
      GP_TARGET_ERROR_FAILED, "row 7" },
    { 400, "{\"message\":\"Failed to run sql query: ERROR:  GP001: changed\"}",
      GP_TARGET_ERROR_STALE, "changed" },
    { 401, "{\"message\":\"Invalid API key\"}", GP_TARGET_ERROR_TOKEN, "expired" },
    { 403, "", GP_TARGET_ERROR_TOKEN, "right to change" },
    { 404, "<html>", GP_TARGET_ERROR_PROTOCOL, "postgres-meta" },
    { 413, "{\"message\":\"Request body is too large\"}", GP_TARGET_ERROR_FAILED, "limit" },
    { 502, "<html>", GP_TARGET_ERROR_FAILED, "502" },
    { 200, "<html>a shop</html>", GP_TARGET_ERROR_PROTOCOL, "another answer" },
    { 200, "{\"ok\":true}", GP_TARGET_ERROR_PROTOCOL, "another answer" },
    { 200, "", GP_TARGET_ERROR_PROTOCOL, "another answer" },
    { GP_TEST_HTTP_CUT, "", GP_TARGET_ERROR_CONNECT, "does not answer" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr(GpTestHttp) http = gp_test_http_new ();
      g_autoptr(GpPostgresqlServer) server = new_server ("postgresql", http);
      g_autoptr(GError) error = NULL;

      gp_test_http_add (http, failures[i].status, NULL, failures[i].body);
      g_assert_null (gp_postgresql_server_query (server, "select 1", SECONDS, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, GP_TARGET_ERROR, (int) failures[i].code);
      g_assert_nonnull (strstr (error->message, failures[i].says));
      g_assert_null (strstr (error->message, TOKEN));
    }
}

/* It asked for a moment, and gets it. */
static void
test_a_busy_server_is_asked_again (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = new_server ("supabase", http);
  g_autoptr(GError) error = NULL;
  g_autofree char *rows = NULL;

  gp_test_http_add (http, 429, "Retry-After: 1", "{}");
  gp_test_http_add (http, 200, NULL, "[]");
  rows = gp_postgresql_server_query (server, "select 1", SECONDS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_test_http_count (http), ==, 2);

  gp_test_http_add (http, 429, "Retry-After: 600", "{}");
  g_assert_null (gp_postgresql_server_query (server, "select 1", SECONDS, NULL, &error));
  g_assert_nonnull (strstr (error->message, "600 seconds"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-server/both-doors-have-their-path",
                   test_both_doors_have_their_path);
  g_test_add_func ("/data/postgresql-server/rows-come-back", test_rows_come_back);
  g_test_add_func ("/data/postgresql-server/gateways-get-a-key", test_gateways_get_a_key);
  g_test_add_func ("/data/postgresql-server/each-failure-is-told-apart",
                   test_each_failure_is_told_apart);
  g_test_add_func ("/data/postgresql-server/a-busy-server-is-asked-again",
                   test_a_busy_server_is_asked_again);
  return g_test_run ();
}
