/* test-file-answer.c — a file is given whole or in part, as it is asked for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

/* One range is given; of several, or with a condition, the whole is. */
static void
test_parts_are_given (void)
{
  static const struct
  {
    const char *range;
    const char *condition;
    guint       status;
    const char *content;
  } cases[] = {
    { "bytes=0-3", NULL, 206, "%PDF" }, { "bytes=-1", NULL, 206, "x" },
    { "bytes=9-100", NULL, 206, "x" }, { "bytes=100-", NULL, 416, NULL },
    { "bytes=0-,0-,0-", NULL, 200, "%PDF-1.7 x" }, { "bytes=0-3", "\"tag\"", 200, "%PDF-1.7 x" },
    { "lines=1-2", NULL, 200, "%PDF-1.7 x" }, { "bytes=3-1", NULL, 200, "%PDF-1.7 x" },
    { "bytes=-", NULL, 200, "%PDF-1.7 x" }, { "bytes=1--2", NULL, 200, "%PDF-1.7 x" },
    { "bytes=4-", NULL, 206, "-1.7 x" }, { "bytes=-100", NULL, 206, "%PDF-1.7 x" },
    { "bytes=-0", NULL, 416, NULL }, { "bytes=99999999999999999999-", NULL, 200, "%PDF-1.7 x" },
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Files");
  g_autofree char *id = NULL, *url = NULL;

  gp_test_add (design, GP_KIND_BUCKET, NULL, "papers");
  gp_test_deploy (backend, design);
  g_assert_cmpuint (gp_test_send (backend, "POST", "/api/files/papers?name=a.pdf",
                                  GP_TEST_ADMIN_TOKEN, "application/pdf", "%PDF-1.7 x", 10, NULL),
                    ==, 201);
  id = gp_test_member (backend, "id");
  url = g_strconcat (gp_runtime_get_url (backend->runtime), "/api/files/papers/", id, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) answer = NULL;

      soup_message_headers_replace (headers, "Authorization",
                                    "Bearer " GP_TEST_ADMIN_TOKEN);
      soup_message_headers_replace (headers, "Range", cases[i].range);
      if (cases[i].condition != NULL)
        soup_message_headers_replace (headers, "If-Range", cases[i].condition);
      answer = soup_session_send_and_read (backend->session, message, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
      if (cases[i].content != NULL)
        g_assert_cmpmem (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer),
                         cases[i].content, strlen (cases[i].content));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/file-answer/parts-are-given", test_parts_are_given);

  return g_test_run ();
}
