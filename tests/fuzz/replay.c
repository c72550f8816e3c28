/* replay.c — runs a fuzzer's function over files, without a fuzzer
 * SPDX-License-Identifier: Apache-2.0
 *
 * Arguments: the fuzzer's name and the folder of its first inputs. Each file is one case, and so
 * is the empty input. Inputs that once failed are added to the folder and stay there. */

#include "config.h"

#include "gp-test.h"

int LLVMFuzzerTestOneInput (const unsigned char *data, gsize size);

static void
test_empty (void)
{
  LLVMFuzzerTestOneInput ((const unsigned char *) "", 0);
}

static void
test_file (gconstpointer user_data)
{
  const char *path = user_data;
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const unsigned char *) content, length);
}

int
main (int argc, char *argv[])
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *empty = NULL;
  g_autoptr(GDir) folder = NULL;

  gp_test_init (&argc, &argv);
  g_assert_cmpint (argc, ==, 3);

  empty = g_strdup_printf ("/fuzz/%s/empty", argv[1]);
  g_test_add_func (empty, test_empty);

  folder = g_dir_open (argv[2], 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *test = g_strdup_printf ("/fuzz/%s/%s", argv[1], name);

      g_ptr_array_add (paths, g_build_filename (argv[2], name, NULL));
      g_test_add_data_func (test, g_ptr_array_index (paths, paths->len - 1), test_file);
    }

  return g_test_run ();
}
