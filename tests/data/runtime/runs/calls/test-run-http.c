/* test-run-http.c — what is sent for a step, and what is made of the answer
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-flow-duration.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-run-http.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static SoupMessage *
make (GpDesign     *design,
      const char   *arguments,
      GpExprValue **fault)
{
  g_autoptr(GpExprValue) value = gp_test_value (arguments);
  const GpFlowEffect effect = { .kind = GP_FLOW_EFFECT_HTTP, .arguments = value, .attempt = 1,
                                .subject = gp_test_flow_find (design, GP_KIND_CONNECTION, "shop"),
                                .place = (char *) "a", .key = (char *) "run/a" };
  gboolean is_private = FALSE;

  return gp_run_http_new (design, &effect, &is_private, fault);
}

static void
test_requests (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (
    "connection shop url=https://shop.example.org/v1/ auth=bearer secret=shop_token");
  g_autoptr(GpExprValue) fault = NULL;
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(SoupMessage) other = NULL;
  g_autofree char *uri = NULL;
  SoupMessageHeaders *headers;

  g_assert_null (make (design, "{'method': 'GET', 'url': '/a'}", &fault));
  g_assert_nonnull (strstr (gp_flow_fault_get_text (fault, "detail"), "GPLAN_SECRET_SHOP_TOKEN"));
  g_clear_pointer (&fault, gp_expr_value_unref);
  g_setenv ("GPLAN_SECRET_SHOP_TOKEN", "s3cret", TRUE);
  message = make (design, "{'method': 'GET', 'url': '/a b', 'query': {'q': 'x&y', 'n': [1, 2]},"
                          " 'headers': {'X-A': 'b'}}", &fault);
  g_assert_nonnull (message);
  uri = g_uri_to_string (soup_message_get_uri (message));
  g_assert_cmpstr (uri, ==, "https://shop.example.org/v1/a%20b?q=x%26y&n=1&n=2");
  headers = soup_message_get_request_headers (message);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Authorization"), ==, "Bearer s3cret");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Idempotency-Key"), ==, "run/a");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-A"), ==, "b");

  /* Another host is not told the secret. */
  other = make (design, "{'method': 'GET', 'url': 'https://other.example.org/'}", &fault);
  g_assert_nonnull (other);
  g_assert_null (soup_message_headers_get_one (soup_message_get_request_headers (other),
                                               "Authorization"));
}

/* The path of the step goes below the connection's, whatever stands in a query. */
static void
test_addresses (void)
{
  static const struct
  {
    const char *base, *url, *whole;
  } cases[] = {
    { "https://a.org", "", "https://a.org/" },
    { "https://a.org/v1", "/", "https://a.org/v1/" },
    { "https://a.org/v1/", "//x", "https://a.org/v1/x" },
    { "https://a.org/v1", "x?to=http://b.org/", "https://a.org/v1/x?to=http://b.org/" },
    { "https://a.org/v1?key=1", "x", "https://a.org/v1/x?key=1" },
    { "https://a.org/v1/?key=1#top", "/x?n=2#end", "https://a.org/v1/x?key=1&n=2" },
    { "https://a.org/v1", "?n=2", "https://a.org/v1?n=2" },
    { "https://a.org/v1", "x:y", "https://a.org/v1/x:y" },
    { "https://a.org/v1", "https://b.org/x", "https://b.org/x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script = g_strdup_printf ("connection shop url=%s", cases[i].base);
      g_autofree char *arguments = g_strdup_printf ("{'method': 'GET', 'url': '%s'}",
                                                    cases[i].url);
      g_autoptr(GpDesign) design = gp_test_flow_design (script);
      g_autoptr(GpExprValue) fault = NULL;
      g_autoptr(SoupMessage) message = make (design, arguments, &fault);
      g_autofree char *uri = NULL;

      g_test_message ("%s + %s", cases[i].base, cases[i].url);
      g_assert_nonnull (message);
      uri = g_uri_to_string (soup_message_get_uri (message));
      g_assert_cmpstr (uri, ==, cases[i].whole);
    }
}

static void
test_refusals (void)
{
  static const char *const refused[] = {
    "{'method': 'GET', 'url': 'http://example.org/'}",
    "{'method': 'GET', 'url': 'https://127.0.0.1/'}",
    "{'method': 'GET', 'url': 'https://[::1]/'}",
    "{'method': 'GET', 'url': 'https://localhost/'}",
    "{'method': 'GET', 'url': 'file:///etc/passwd'}",
    "{'method': 'GET', 'url': 'https://user:word@example.org/'}",
    "{'method': 'GET', 'url': '/', 'headers': {'Host': 'x'}}",
    "{'method': 'GET', 'url': '/', 'headers': {'X-A': 'a\\r\\nX-B: c'}}",
  };
  g_autoptr(GpDesign) design = gp_test_flow_design ("connection shop url=https://example.org");

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GpExprValue) fault = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_null (make (design, refused[i], &fault));
      g_assert_nonnull (fault);
      g_assert_false (gp_flow_fault_is_transient (fault));
    }
}

static void
test_answers (void)
{
  g_autoptr(SoupMessage) message = soup_message_new ("GET", "https://example.org/");
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"a\":[1]}", 9);
  g_autoptr(GBytes) binary = g_bytes_new_static ("\xff\x00", 2);
  g_autoptr(GpExprValue) answer = NULL, raw = NULL, given = NULL;
  g_autoptr(GpExprValue) wanted = gp_test_value ("{'status':200,'headers':{},'body':5}");
  g_autoptr(GpExprValue) refused = gp_test_value ("{'status':503,'body':1,'retry_after':2}");
  GpExprValue *fault = NULL;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  soup_message_headers_append (headers, "Content-Type", "application/problem+json");
  soup_message_headers_append (headers, "Set-Cookie", "a=b");
  soup_message_headers_append (headers, "Retry-After", "7");
  answer = gp_run_http_read (message, body, 0);
  g_assert_cmpuint (gp_expr_value_get_size (gp_flow_value_get (answer, "body")), ==, 1);
  g_assert_null (gp_flow_value_get (gp_flow_value_get (answer, "headers"), "set-cookie"));
  g_assert_cmpint (gp_flow_value_get_int (answer, "retry_after", 0), ==, 7);
  raw = gp_run_http_read (message, binary, 0);
  g_assert_cmpstr (gp_flow_value_get_text (raw, "body"), ==, "/wA=");
  given = gp_run_http_read_function (wanted, "loop/2/f", &fault);
  g_assert_cmpint (gp_expr_value_get_int (given), ==, 5);
  g_assert_null (gp_run_http_read_function (refused, "loop/2/f", &fault));
  g_assert_cmpint (gp_flow_fault_get_status (fault), ==, 503);
  g_assert_nonnull (strstr (gp_flow_fault_get_text (fault, "detail"), "“f”"));
  g_assert_cmpint (gp_flow_value_get_int (fault, "retry_after", 0), ==, 2);
  g_assert_null (gp_run_http_redirect (message, 0));
  gp_expr_value_unref (fault);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-http/requests", test_requests);
  g_test_add_func ("/run-http/addresses", test_addresses);
  g_test_add_func ("/run-http/refusals", test_refusals);
  g_test_add_func ("/run-http/answers", test_answers);

  return g_test_run ();
}
