/* test-upload.c — forms are taken apart whole, or refused
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#define PART(disposition, type) \
  "--B\r\nContent-Disposition: " disposition "\r\nContent-Type: " type "\r\n\r\n"
#define FILE_PART PART ("form-data; name=\"file\"; filename=\"a.txt\"", "text/plain")

/* A bucket that takes all that everybody sends. */
static GpTestRuntime *
start (void)
{
  GpTestRuntime *backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Uploads");
  GpId bucket = gp_test_add (design, GP_KIND_BUCKET, NULL, "papers");
  GpId everyone = gp_test_everyone (design);

  gp_test_allow (design, &bucket, &everyone, "create read");
  gp_test_deploy (backend, design);
  return backend;
}

static guint
send_form (GpTestRuntime *backend,
           const char    *type,
           const char    *form,
           gsize          size)
{
  return gp_test_send (backend, "POST", "/api/files/papers", NULL, type, form, size, NULL);
}

static void
test_files_come_whole (void)
{
  static const struct
  {
    const char *form;
    const char *name;
    const char *content;
  } cases[] = {
    { FILE_PART "text\r\n--B--\r\n", "a.txt", "text" },
    { FILE_PART "text\r\n--B--", "a.txt", "text" },
    { FILE_PART "\r\n--B--", "a.txt", "" },
    { FILE_PART "\r\n\r\n--\r\n-B--B\n--B\r\n\r\n--B--", "a.txt", "\r\n\r\n--\r\n-B--B\n--B\r\n" },
    { PART ("form-data; name=x; filename=\"caf\xc3\xa9.txt\"", "text/plain") "a\r\n--B--",
      "caf\xc3\xa9.txt", "a" },
    { PART ("form-data; name=x; filename*=UTF-8''caf%C3%A9", "text/plain") "a\r\n--B--",
      "caf\xc3\xa9", "a" },
  };
  g_autoptr(GpTestRuntime) backend = start ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = NULL, *name = NULL, *path = NULL;

      g_assert_cmpuint (send_form (backend, "multipart/form-data; boundary=B", cases[i].form,
                                   strlen (cases[i].form)), ==, 201);
      id = gp_test_member (backend, "id");
      name = gp_test_member (backend, "name");
      g_assert_cmpstr (name, ==, cases[i].name);
      path = g_strconcat ("/api/files/papers/", id, NULL);
      gp_test_assert_call (backend, "GET", path, NULL, NULL, 200);
      g_assert_cmpstr (backend->body, ==, cases[i].content);
    }
}

static void
test_what_is_no_form_is_refused (void)
{
  static const char *const forms[] = {
    "", "-", "--", "--B", "--B\r", "--B\r\n", "--B--", "--B--\r\n", "--C--", "B--",
    FILE_PART, FILE_PART "text", FILE_PART "text\r\n--", FILE_PART "text\r\n--B",
    FILE_PART "text\r\n--B-", FILE_PART "text\n--B--", FILE_PART "text\r\n--C--",
    "--B\r\n\r\ntext\r\n--B--", "--B\r\nContent-Disposition: form-data\r\n\r\ntext\r\n--B--",
    "--B\r\nContent-Disposition: attachment; name=a; filename=b\r\n\r\ntext\r\n--B--",
    "--B\r\nContent-Disposition: form-data; name=\"file\r\n\r\ntext\r\n--B--",
    PART ("form-data; name=value", "text/plain") "a\r\n--B--",
    PART ("form-data; name=record", "application/json") "{}\r\n--B--",
    FILE_PART "a\r\n" FILE_PART "b\r\n--B--",
  };
  g_autoptr(GpTestRuntime) backend = start ();
  g_autofree char *long_head = g_strnfill (10000, 'a');
  g_autofree char *headed = g_strconcat ("--B\r\nX: ", long_head, "\r\n", FILE_PART + 5,
                                         "a\r\n--B--", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpuint (send_form (backend, "multipart/form-data; boundary=B", forms[i],
                                 strlen (forms[i])), ==, 400);
  g_assert_cmpuint (send_form (backend, "multipart/form-data; boundary=B", headed,
                               strlen (headed)), ==, 400);
  g_assert_cmpuint (send_form (backend, "multipart/form-data", FILE_PART "a\r\n--B--",
                               strlen (FILE_PART "a\r\n--B--")), ==, 400);
  g_assert_cmpuint (send_form (backend, "multipart/form-data; boundary=\"\"", FILE_PART, 5), ==,
                    400);
}

/* Whatever is cut off or overwritten, there is an answer. */
static void
test_any_bytes_are_answered (void)
{
  static const char form[] = FILE_PART "text\r\n--B--\r\n";
  g_autoptr(GpTestRuntime) backend = start ();

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *bytes = g_memdup2 (form, sizeof form);
      gsize size = (gsize) g_test_rand_int_range (0, sizeof form);
      guint status;

      for (gint n = g_test_rand_int_range (0, 4); n > 0; n--)
        bytes[g_test_rand_int_range (0, sizeof form)] = (char) g_test_rand_int_range (0, 256);
      status = send_form (backend, "multipart/form-data; boundary=B", bytes, size);
      g_assert_true (status == 201 || status == 400 || status == 415);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/upload/files-come-whole", test_files_come_whole);
  g_test_add_func ("/data/upload/what-is-no-form-is-refused", test_what_is_no_form_is_refused);
  g_test_add_func ("/data/upload/any-bytes-are-answered", test_any_bytes_are_answered);

  return g_test_run ();
}
