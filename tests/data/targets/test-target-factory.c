/* test-target-factory.c — targets from what people write
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-target-factory.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_names_and_addresses (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Targets");
  GpId id = gp_test_add (design, GP_KIND_TARGET, NULL, "Staging");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) named = NULL;
  g_autoptr(GpTarget) written = NULL;
  static const char *const bad[] = { "Production", "", "local:", "ftp:x",
                                     "local:http://example.org" };

  g_assert_null (gp_target_new_for (design, "Staging", NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
  g_clear_error (&error);
  gp_test_set_text (design, &id, GP_TARGET_URL, "http://127.0.0.1:8090/");
  named = gp_target_new_for (design, "Staging", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gp_target_get_name (named), ==, "local:http://127.0.0.1:8090");
  written = gp_target_new_for (NULL, "local:http://[::1]:1", NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (gp_target_new_for (design, bad[i], NULL, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
      g_clear_error (&error);
    }
}

static void
test_what_means_a_target (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Targets");

  gp_test_add (design, GP_KIND_TARGET, NULL, "Staging");
  g_assert_true (gp_target_is_named (design, "Staging"));
  g_assert_false (gp_target_is_named (NULL, "Staging"));
  g_assert_true (gp_target_is_named (NULL, "postgresql:https://example.org"));
  g_assert_true (gp_target_is_named (NULL, "supabase:https://abc.supabase.co"));
  g_assert_false (gp_target_is_named (NULL, "postgres:https://example.org"));
  g_assert_false (gp_target_is_named (NULL, "shop.gplan"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/target-factory/names-and-addresses", test_names_and_addresses);
  g_test_add_func ("/target-factory/what-means-a-target", test_what_means_a_target);
  return g_test_run ();
}
