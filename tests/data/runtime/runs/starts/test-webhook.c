/* test-webhook.c — requests that are signed start a flow once
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"
#include "gp-webhook.h"

#include <string.h>

/* The example of the standard's libraries. */
static void
test_signatures (void)
{
  g_autofree char *signature = gp_webhook_sign (
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
    "{\"test\": 2432232314}", 20);

  g_assert_cmpstr (signature, ==, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static guint
post (GpTestRuntime *backend,
      const char    *id,
      gint64         seconds,
      const char    *secret)
{
  g_autofree char *url = g_strconcat (gp_runtime_get_url (backend->runtime), "/api/flows/hook",
                                      NULL);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *signature = gp_webhook_sign (secret, id, time, "{}", 2);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr(GBytes) answer = NULL;
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_replace (headers, "webhook-id", id);
  soup_message_headers_replace (headers, "webhook-timestamp", time);
  soup_message_headers_replace (headers, "webhook-signature", signature);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (backend->session, message, NULL, NULL);

  return soup_message_get_status (message);
}

static void
test_requests (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  gp_test_runs_deploy (backend, NULL,
                       "flow hook trigger=http http_path=hook http_auth=signature\n"
                       "step a set with.x=1\n");
  g_assert_cmpuint (post (backend, "a", now, "word"), ==, 503);
  g_setenv ("GPLAN_SECRET_HOOK", "word", TRUE);
  g_assert_cmpuint (post (backend, "a", now, "wrong"), ==, 401);
  g_assert_cmpuint (post (backend, "a", now - 1000, "word"), ==, 401);
  g_assert_cmpuint (post (backend, "a", now, "word"), ==, 202);
  g_assert_cmpuint (post (backend, "a", now, "word"), ==, 202);
  g_assert_cmpuint (post (backend, "b", now, "word"), ==, 202);
  g_free (gp_test_runs_await (backend, "hook", "completed", 2));
  gp_test_assert_call (backend, "POST", "/api/flows/hook", NULL, "{}", 401);
}

/* The sender may try again what has started nothing. */
static void
test_a_start_that_fails (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  gp_test_runs_deploy (backend, NULL,
                       "flow hook trigger=http http_path=hook http_auth=signature "
                       "input_schema={\"type\":\"object\",\"required\":[\"a\"]}\n"
                       "step a set with.x=1\n");
  g_setenv ("GPLAN_SECRET_HOOK", "word", TRUE);
  g_assert_cmpuint (post (backend, "a", now, "word"), ==, 400);
  g_assert_cmpuint (post (backend, "a", now, "word"), ==, 400);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/webhook/signatures", test_signatures);
  g_test_add_func ("/webhook/requests", test_requests);
  g_test_add_func ("/webhook/a-start-that-fails", test_a_start_that_fails);

  return g_test_run ();
}
