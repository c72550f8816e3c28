/* test-export.c — every format writes every design, the same bytes each time
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-export.h"

#include <string.h>

#include "gp-random.h"
#include "gp-test.h"

static void
test_an_unknown_format_lists_the_others (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "d");
  g_autoptr(GString) out = g_string_new ("before");
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_export (design, "cobol", out, NULL, &error));
  g_assert_error (error, GP_EXPORT_ERROR, GP_EXPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "sql-postgresql"));
  g_assert_cmpstr (out->str, ==, "before");
}

static void
test_the_same_design_gives_the_same_bytes (void)
{
  gsize n;
  const GpExporter *exporters = gp_export_get_exporters (&n);

  for (guint round = 0; round < gp_random_rounds (20); round++)
    {
      g_autoptr(GpDesign) design = gp_random_design (g_test_rand_int_range (1, 200));

      for (gsize i = 0; i < n; i++)
        {
          g_autoptr(GString) first = g_string_new (NULL);
          g_autoptr(GString) second = g_string_new (NULL);
          g_autoptr(GPtrArray) findings = NULL;
          g_autoptr(GError) error = NULL;

          g_assert_true (gp_export (design, exporters[i].name, first, &findings, &error));
          g_assert_no_error (error);
          gp_export (design, exporters[i].name, second, NULL, NULL);
          g_assert_cmpstr (first->str, ==, second->str);
          g_assert_true (g_utf8_validate (first->str, first->len, NULL));
          for (guint j = 0; j < findings->len; j++)
            {
              const GpFinding *finding = g_ptr_array_index (findings, j);

              g_assert_true (g_str_has_prefix (gp_finding_get_code (finding), "EXP"));
              g_assert_cmpstr (gp_finding_get_message (finding), !=, "");
            }
        }
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export/an-unknown-format-lists-the-others",
                   test_an_unknown_format_lists_the_others);
  g_test_add_func ("/data/export/the-same-design-gives-the-same-bytes",
                   test_the_same_design_gives_the_same_bytes);
  return g_test_run ();
}
