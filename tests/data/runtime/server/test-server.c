/* test-server.c — what the server refuses before anything is done
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-server.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#include <gio/gio.h>
#include <string.h>

/* Sends @text as it is, and returns what comes back until the end. */
static char *
send_raw (GpTestRuntime *backend,
          const char    *text,
          gsize          length)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  GString *out = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                gp_runtime_get_port (backend->runtime), NULL,
                                                  &error);
  g_assert_no_error (error);
  /* It may be closed before all is sent. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, length,
                             NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (out, buffer, n);

  return g_string_free (out, FALSE);
}

static void
assert_raw (GpTestRuntime *backend,
            const char    *request,
            const char    *status)
{
  g_autofree char *answer = send_raw (backend, request, strlen (request));
  g_autofree char *start = g_strconcat ("HTTP/1.1 ", status, NULL);

  if (!g_str_has_prefix (answer, start))
    g_error ("%s gave %s", request, answer);
}

static void
test_host_and_origin (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  assert_raw (backend, "GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "200");
  assert_raw (backend, "GET /api/health HTTP/1.1\r\nHost: localhost:1\r\n\r\n", "200");
  assert_raw (backend, "GET /api/health HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "200");
  assert_raw (backend, "GET /api/health HTTP/1.1\r\nHost: evil.example.org\r\n\r\n", "421");
  assert_raw (backend, "GET /api/health HTTP/1.1\r\nHost: 127.0.0.1.example.org\r\n\r\n", "421");
  assert_raw (backend, "GET http://evil.example.org/api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
              "421");
  assert_raw (backend, "GET /api/health HTTP/1.1\r\n\r\n", "400");
  assert_raw (backend, "POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                       "Origin: https://evil.example.org\r\nContent-Length: 2\r\n\r\n{}", "403");
  assert_raw (backend, "POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                       "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", "415");
}

static void
test_sizes (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *long_text = g_strnfill (20000, 'a');
  g_autofree char *header = g_strdup_printf ("GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "
                                             "%s\r\n\r\n",
                                             long_text);
  g_autofree char *target = g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                                             long_text);
  g_autofree char *spaces = g_strnfill (2000000, ' ');
  g_autofree char *design = g_strdup_printf ("POST /admin/plan HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                             "Content-Type: application/json\r\n"
                                             "Authorization: Bearer %s\r\n"
                                             "Content-Length: 2000000\r\n\r\n%s",
                                             gp_runtime_get_admin_token (backend->runtime), spaces);
  g_autoptr(GString) large = g_string_new ("POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                           "Content-Type: application/json\r\n"
                                           "Content-Length: 10485760\r\n\r\n");
  g_autoptr(GString) chunked = g_string_new ("POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                             "Content-Type: application/json\r\n"
                                             "Transfer-Encoding: chunked\r\n\r\n");

  assert_raw (backend, header, "431");
  assert_raw (backend, target, "414");
  assert_raw (backend, "POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                       "Content-Type: application/json\r\nExpect: 100-continue\r\n"
                       "Content-Length: 99999999\r\n\r\n", "413");

  /* What only the admin may send is not even read from others. */
  assert_raw (backend, "POST /admin/plan HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                       "Content-Type: application/json\r\nExpect: 100-continue\r\n"
                       "Content-Length: 2000000\r\n\r\n", "401");
  assert_raw (backend, design, "400");

  /* A little too much without a length: counted while it comes. */
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (chunked, "4e20\r\n%s\r\n", long_text);
  g_string_append (chunked, "0\r\n\r\n");
  assert_raw (backend, chunked->str, "413");

  /* Far too much, from somebody who does not ask first: the answer gets through all the same. */
  g_string_set_size (large, large->len + 10 * 1024 * 1024);
  memset (large->str + large->len - 10 * 1024 * 1024, ' ', 10 * 1024 * 1024);
  assert_raw (backend, large->str, "413");

  /* Nobody sends on for ever. */
  for (guint i = 0; i < 3500; i++)
    g_string_append_printf (chunked, "4e20\r\n%s\r\n", long_text);
  g_free (send_raw (backend, chunked->str, chunked->len));
  gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);
}

static void
test_nonsense (void)
{
  static const char *const nonsense[] = {
    "", "\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02", "GET / HTTP/9.9\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\n",
    "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET /api/records/%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET /api/records/a/../../admin/design HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *answer = NULL;

      /* Without an end it would be waited for. */
      if (strstr (nonsense[i], "\r\n\r\n") == NULL)
        continue;
      answer = send_raw (backend, nonsense[i], strlen (nonsense[i]));
      g_assert_false (g_str_has_prefix (answer, "HTTP/1.1 2"));
      g_assert_false (g_str_has_prefix (answer, "HTTP/1.1 5"));
    }
  gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);
}

static void
test_methods_and_paths (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  gp_test_assert_call (backend, "DELETE", "/api/health", NULL, NULL, 405);
  gp_test_assert_call (backend, "OPTIONS", "/api/records/x", NULL, NULL, 405);
  gp_test_assert_call (backend, "GET", "/", NULL, NULL, 404);
  gp_test_assert_call (backend, "GET", "/api/health/", NULL, NULL, 404);
  gp_test_assert_call (backend, "GET", "/admin/design", NULL, NULL, 401);
  gp_test_assert_call (backend, "GET", "/admin/design", "wrong", NULL, 401);
  gp_test_assert_call (backend, "GET", "/admin/design", GP_TEST_ADMIN_TOKEN "x", NULL, 401);
  gp_test_assert_call (backend, "GET", "/admin/design", GP_TEST_ADMIN_TOKEN, NULL, 200);
  gp_test_assert_call (backend, "POST", "/admin/plan", GP_TEST_ADMIN_TOKEN, "{}", 400);
  gp_test_assert_call (backend, "POST", "/admin/apply", GP_TEST_ADMIN_TOKEN, "{\"live\":\"x\"}",
                       400);
  gp_test_assert_call (backend, "GET", "/docs", NULL, NULL, 200);
  gp_test_assert_call (backend, "GET", "/api/openapi.json", NULL, NULL, 200);
  gp_test_assert_call (backend, "GET", "/metrics", NULL, NULL, 200);
  g_assert_nonnull (strstr (backend->body, "route=\"/docs\",status=\"200\""));
}

/* Text that would be SQL, in every place where text can stand. */
static void
test_injection (void)
{
  static const char *const attempts[] = {
    "' OR 1=1 --", "\"; DROP TABLE thing; --", "1; DELETE FROM thing", "') OR ('1'='1", "\\'; --",
    "x\" UNION SELECT password FROM _gp_user --", "_gp_user", "sqlite_schema", "rowid",
    "(SELECT 1)", "%00", "name' COLLATE NOCASE",
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Injection");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  static const char *const names[] = { "filter", "sort", "limit", "after", "fields", "expand",
                                       "count" };

  gp_test_add_field (design, &thing, "name", "text");
  gp_test_allow (design, &thing, &role, "create read update delete");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"name\":\"kept\"}", 201);

  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (attempts[i], NULL, FALSE);
      g_autofree char *entity = g_strconcat ("/api/records/", escaped, NULL);
      g_autofree char *record = g_strconcat ("/api/records/thing/", escaped, NULL);
      g_autofree char *text = g_strdup_printf ("name == r'''%s'''", attempts[i]);
      g_autofree char *filter = gp_test_query ("/api/records/thing", "filter", text, NULL);

      gp_test_assert_call (backend, "GET", entity, NULL, NULL, 404);
      gp_test_assert_call (backend, "GET", record, NULL, NULL, 404);
      gp_test_assert_call (backend, "PATCH", record, NULL, "{\"name\":\"x\"}", 404);
      gp_test_assert_call (backend, "DELETE", record, NULL, NULL, 404);
      gp_test_assert_call (backend, "GET", filter, NULL, NULL, 200);
      g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autofree char *query = gp_test_query ("/api/records/thing", names[j], attempts[i],
                                                  NULL);

          gp_test_assert_call (backend, "GET", query, NULL, NULL, 400);
        }
    }
  gp_test_assert_call (backend, "GET", "/api/records/thing?count=true", NULL, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 1);
}

/* A name may hold nearly anything, and is only ever a name. */
static void
test_odd_names (void)
{
  static const char *const odd[] = { "a b", "select", "'); DROP TABLE x; --", "\303\251t\303\251",
                                     "a.b", "x:batch", "?&=#%", "order", "[x]", "`" };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Names");
  GpId role = gp_test_everyone (design);

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      GpId entity = gp_test_add_entity (design, odd[i]);
      GpId field = gp_test_add_field (design, &entity, odd[i], "text");

      gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
      gp_test_set_bool (design, &field, GP_FIELD_UNIQUE, TRUE);
      gp_test_allow (design, &entity, &role, "create read update delete");
    }
  gp_test_deploy (backend, design);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (odd[i], NULL, FALSE);
      g_autofree char *path = g_strconcat ("/api/records/", escaped, NULL);
      g_autofree char *body = g_strdup_printf ("{\"%s\":\"v\"}", odd[i]);
      g_autofree char *sorted = gp_test_query (path, "sort", odd[i], "fields", odd[i], NULL);

      if (g_str_has_suffix (odd[i], ":batch"))
        continue;
      gp_test_assert_call (backend, "POST", path, NULL, body, 201);
      gp_test_assert_call (backend, "POST", path, NULL, body, 409);
      gp_test_assert_call (backend, "GET", sorted, NULL, NULL, 200);
      g_assert_cmpint (gp_test_count (backend, "items"), ==, 1);
    }
  gp_test_assert_call (backend, "GET", "/api/openapi.json", NULL, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "paths"), >, 0);
}

/* The connection is there and the request is sent before the server ends, so that it is read while
 * the parts of the server go, one after the other. */
static void
test_requests_at_the_end (void)
{
  static const char start[] = "POST /api/runs HTTP/1.1\r\nHost: localhost\r\n"
                              "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n"
                              "{\"flow\":\"x\"}";
  const GpServerOptions base = GP_SERVER_OPTIONS_INIT;
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) backend = gp_backend_open (path, &error);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;
  GpServerOptions options = base;
  GpServer *server;
  char answer[4096] = { 0 };
  gsize length = 0;
  guint port;

  g_assert_no_error (error);
  options.admin_token = "token";
  server = gp_server_new (backend, &options);
  gp_server_listen (server, "127.0.0.1", 0, &port, &error);
  g_assert_no_error (error);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), start,
                             strlen (start), NULL, NULL, &error);
  g_assert_no_error (error);

  gp_server_free (server);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                           sizeof answer - 1, &length, NULL, NULL);
  /* A slow machine may end it before the request is there. */
  if (length > 0)
    g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 503"));
  else
    g_test_skip ("the request came too late");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/server/host-and-origin", test_host_and_origin);
  g_test_add_func ("/server/sizes", test_sizes);
  g_test_add_func ("/server/nonsense", test_nonsense);
  g_test_add_func ("/server/methods-and-paths", test_methods_and_paths);
  g_test_add_func ("/server/injection", test_injection);
  g_test_add_func ("/server/odd-names", test_odd_names);
  g_test_add_func ("/server/requests-at-the-end", test_requests_at_the_end);

  return g_test_run ();
}
