/* test-sample.c — the samples are whole designs
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test.h"
#include "sample-loaded.h"

#include <gio/gio.h>
#include <string.h>

static void
test_every_sample_is_canonical (void)
{
  for (gsize i = 0; gp_sample_get (i) != NULL; i++)
    {
      g_autoptr(GpDesign) design = load_sample (gp_sample_get (i)->name);
      g_autofree char *path = gp_sample_dup_path (gp_sample_get (i)->name, NULL);
      g_autofree char *text = gp_json_design_to_text (design, NULL);
      g_autofree char *file = NULL;

      g_assert_true (g_file_get_contents (path, &file, NULL, NULL));
      g_assert_cmpstr (text, ==, file);
    }
}

/* The diagnostics platform shows what a design can say: it has an element of every kind. */
static void
test_diagnostics_has_every_kind (void)
{
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  static const GpKind absent[] = { GP_KIND_FOREIGN_KEY, GP_KIND_WAIVER };

  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    {
      gboolean is_absent = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
        is_absent |= absent[i] == kind;
      if (!is_absent)
        g_assert_cmpuint (gp_design_count (design, kind), >, 0);
    }
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FLOW), ==, 4);
}

static void
test_unknown_name_lists_the_others (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_sample_dup_path ("nothing", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "diagnostics"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sample/every-sample-is-canonical", test_every_sample_is_canonical);
  g_test_add_func ("/data/sample/diagnostics-has-every-kind", test_diagnostics_has_every_kind);
  g_test_add_func ("/data/sample/unknown-name-lists-the-others",
                   test_unknown_name_lists_the_others);
  return g_test_run ();
}
