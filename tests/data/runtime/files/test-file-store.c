/* test-file-store.c — files are rows, known by bucket and id
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-file-store.h"

#include "gp-test-design.h"
#include "gp-test.h"

static void
insert (GpBackend  *backend,
        const GpId *bucket,
        const char *id,
        const char *content)
{
  GpFile file = { .id = (char *) id, .name = (char *) "a", .type = (char *) "text/plain",
                  .size = (gint64) strlen (content), .created = 5 };
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_file_store_insert (backend, bucket, &file, content, &error));
  g_assert_no_error (error);
}

static void
test_files_are_kept (void)
{
  g_autofree char *path = gp_test_dup_path ("files.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) backend = gp_backend_open (path, &error);
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Files");
  GpId one = gp_test_add (design, GP_KIND_BUCKET, NULL, "one");
  GpId two = gp_id_new ();
  g_autoptr(GpFile) file = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GString) content = NULL;
  gint64 n;

  g_assert_no_error (error);
  insert (backend, &one, "b", "bb");
  insert (backend, &one, "a", "a");
  insert (backend, &two, "a", "other");

  file = gp_file_store_find (backend, &one, "b", &error);
  g_assert_cmpint (file->size, ==, 2);
  g_assert_null (file->owner);
  g_assert_null (gp_file_store_find (backend, &one, "c", &error));
  g_assert_no_error (error);
  content = gp_file_store_read (backend, &two, "a", &error);
  g_assert_cmpstr (content->str, ==, "other");
  list = gp_file_store_list (backend, &one, "", 10, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((GpFile *) list->pdata[0])->id, ==, "a");

  file->size = 1;
  g_assert_true (gp_file_store_replace (backend, &one, file, "x", &error));
  g_assert_true (gp_file_store_remove (backend, &one, "a", &error));
  g_assert_true (gp_file_store_keep (gp_backend_get_sqlite (backend), design, &error));
  g_assert_true (gp_file_store_count (gp_backend_get_sqlite (backend), &one, &n, &error));
  g_assert_cmpint (n, ==, 1);
  g_assert_true (gp_file_store_count (gp_backend_get_sqlite (backend), &two, &n, &error));
  g_assert_cmpint (n, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/file-store/files-are-kept", test_files_are_kept);

  return g_test_run ();
}
