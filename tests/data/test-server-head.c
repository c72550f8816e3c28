/* test-server-head.c — what is checked before a request is read
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

/* A backend with one entity "thing" (name, optional; parent, a reference to itself) open to
 * anybody. */
static GpTestRuntime *
start (void)
{
  GpTestRuntime *backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Things");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  GpId name = gp_test_add_field (design, &thing, "name", "text");
  GpId parent = gp_test_add_field (design, &thing, "parent", "reference");

  gp_test_set_bool (design, &name, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_bool (design, &name, GP_FIELD_UNIQUE, TRUE);
  gp_test_set_bool (design, &parent, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_ref (design, &parent, GP_FIELD_REFERENCE, &thing);
  gp_test_allow (design, &thing, &role, "create read update delete");
  gp_test_deploy (backend, design);

  return backend;
}

#define A "0190a1b2-0000-7000-8000-00000000000a"
#define B "0190a1b2-0000-7000-8000-00000000000b"

static guint
ask (GpTestRuntime *backend,
     const char    *host,
     const char    *origin)
{
  g_autofree char *url = g_strconcat (gp_runtime_get_url (backend->runtime), "/api/health", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Host", host);
  if (origin != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Origin", origin);
  body = soup_session_send_and_read (backend->session, message, NULL, &error);
  g_assert_no_error (error);

  return soup_message_get_status (message);
}

static void
test_hosts (void)
{
  g_autoptr(GpTestRuntime) backend = start ();

  g_assert_cmpuint (ask (backend, "10.0.0.1", NULL), ==, 200);
  g_assert_cmpuint (ask (backend, "LOCALHOST:99", NULL), ==, 200);
  g_assert_cmpuint (ask (backend, "rebound.example.org", NULL), ==, 421);
  g_assert_cmpuint (ask (backend, "localhost.example.org", NULL), ==, 421);
  g_assert_cmpuint (ask (backend, "localhost", "http://localhost"), ==, 200);
  g_assert_cmpuint (ask (backend, "localhost", "http://localhost:81"), ==, 403);
  g_assert_cmpuint (ask (backend, "localhost", "null"), ==, 403);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/server-head/hosts", test_hosts);

  return g_test_run ();
}
