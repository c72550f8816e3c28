/* test-http-call.c — what a server of somebody else's may answer
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-http-call.h"

#include "gp-target.h"
#include "gp-test.h"

typedef struct
{
  guint         status;
  GpTargetError code;
  const char   *says;     /* a part of the sentence */
} Meaning;

/* Each status says what it means and what to do. */
static void
test_each_status_has_a_sentence (void)
{
  static const Meaning meanings[] = {
    { 302, GP_TARGET_ERROR_ADDRESS, "another address" },
    { 401, GP_TARGET_ERROR_TOKEN, "expired" },
    { 403, GP_TARGET_ERROR_TOKEN, "right to change" },
    { 404, GP_TARGET_ERROR_PROTOCOL, "postgres-meta" },
    { 413, GP_TARGET_ERROR_FAILED, "raise the limit" },
    { 418, GP_TARGET_ERROR_FAILED, "418" },
    { 429, GP_TARGET_ERROR_FAILED, "7 seconds" },
    { 500, GP_TARGET_ERROR_FAILED, "its log" },
    { 503, GP_TARGET_ERROR_FAILED, "503" },
  };
  const GpHttpCall call = { .name = "postgresql:http://127.0.0.1", .product = "postgres-meta",
                            .method = "POST", .url = "http://127.0.0.1/query",
                            .token = "a-token" };

  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      const GpHttpAnswer answer = { .status = meanings[i].status, .wait = 7 };
      g_autoptr(GError) error = NULL;

      g_assert_false (gp_http_call_check (&call, &answer, "because", &error));
      g_assert_error (error, GP_TARGET_ERROR, (int) meanings[i].code);
      g_assert_nonnull (strstr (error->message, meanings[i].says));
      g_assert_nonnull (strstr (error->message, "because"));
    }
  {
    const GpHttpAnswer answer = { .status = 204 };

    g_assert_true (gp_http_call_check (&call, &answer, NULL, NULL));
  }
}

/* Who gave no token is not told that it has expired. */
static void
test_no_token_is_given (void)
{
  static const guint statuses[] = { 401, 403 };
  const GpHttpCall call = { .name = "directus:http://127.0.0.1", .product = "Directus",
                            .method = "GET", .url = "http://127.0.0.1/schema/snapshot" };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const GpHttpAnswer answer = { .status = statuses[i] };
      g_autoptr(GError) error = NULL;

      g_assert_false (gp_http_call_check (&call, &answer, NULL, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
      g_assert_nonnull (strstr (error->message, "none is given"));
    }
}

static void
test_nobody_is_there (void)
{
  const GpHttpCall call = { .name = "nobody", .product = "postgres-meta", .method = "POST",
                            .url = "http://127.0.0.1:1/query", .seconds = 60 };
  GpHttpAnswer answer;
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_http_call (&call, &answer, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
  g_assert_nonnull (strstr (error->message, "nobody"));
}

/* Who ends the connection in the middle of a long request has most likely seen enough of it. */
static void
test_too_long_to_be_read (void)
{
  static const struct
  {
    gsize    size;
    int      code;
    gboolean told;
  } ends[] = {
    { 4000000, G_IO_ERROR_BROKEN_PIPE, TRUE },
    { 4000000, G_IO_ERROR_CONNECTION_CLOSED, TRUE },
    { 4000000, G_IO_ERROR_CONNECTION_REFUSED, FALSE },
    { 400, G_IO_ERROR_BROKEN_PIPE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr(GBytes) body = g_bytes_new_take (g_malloc0 (ends[i].size), ends[i].size);
      const GpHttpCall call = { .name = "postgresql:http://127.0.0.1", .method = "POST",
                                .url = "http://127.0.0.1/query", .body = body,
                                .limit = "HOW_MUCH" };
      g_autoptr(SoupMessage) message = soup_message_new (call.method, call.url);
      g_autoptr(GError) failure = g_error_new (G_IO_ERROR, ends[i].code, "Broken pipe");
      g_autoptr(GError) error = gp_http_call_explain (&call, message, failure);

      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
      g_assert_true ((strstr (error->message, "HOW_MUCH") != NULL) == ends[i].told);
      g_assert_true ((strstr (error->message, "Raise the limit") != NULL) == ends[i].told);
    }
}

static void
test_a_cancelled_one_is_not_sent (void)
{
  const GpHttpCall call = { .name = "nobody", .product = "postgres-meta", .method = "GET",
                            .url = "http://127.0.0.1:1/", .seconds = 60 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GpHttpAnswer answer;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gp_http_call (&call, &answer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/http-call/each-status-has-a-sentence", test_each_status_has_a_sentence);
  g_test_add_func ("/data/http-call/no-token-is-given", test_no_token_is_given);
  g_test_add_func ("/data/http-call/nobody-is-there", test_nobody_is_there);
  g_test_add_func ("/data/http-call/too-long-to-be-read", test_too_long_to_be_read);
  g_test_add_func ("/data/http-call/a-cancelled-one-is-not-sent",
                   test_a_cancelled_one_is_not_sent);
  return g_test_run ();
}
