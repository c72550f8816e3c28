/* test-target-place.c — where a backend is, and with what one gets in
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-target-place.h"

#include "gp-target.h"
#include "gp-test.h"

static void
test_names_hold_no_secret (void)
{
  GpTargetPlace *place = gp_target_place_new ("directus", "http://127.0.0.1:8055/", "secret", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (place->url, ==, "http://127.0.0.1:8055");
  g_assert_cmpstr (place->name, ==, "directus:http://127.0.0.1:8055");
  g_assert_cmpstr (place->token, ==, "secret");
  gp_target_place_free (place);
  g_assert_null (gp_target_place_new ("directus", "http://example.org", "secret", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/target-place/names-hold-no-secret", test_names_hold_no_secret);
  return g_test_run ();
}
