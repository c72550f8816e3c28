/* test-directus-keep.c — what we keep in a Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-keep.h"

#include "gp-target.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static void
test_packing (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autofree char *packed = gp_directus_keep_pack (design);
  g_autoptr(GpDesign) again = gp_directus_keep_unpack (packed, NULL);
  g_autofree char *before = gp_design_dup_hash (design);
  g_autofree char *after = gp_design_dup_hash (again);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (before, ==, after);
  packed[strlen (packed) / 2] = packed[strlen (packed) / 2] == 'A' ? 'B' : 'A';
  g_assert_null (gp_directus_keep_unpack (packed, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
}

static void
test_requests (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(JsonObject) value = json_object_new ();
  g_autofree char *asked = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_directus_keep_make (client, NULL));
  g_assert_true (gp_directus_keep_write (client, "journal", TRUE, value, NULL));
  g_assert_true (gp_directus_keep_write (client, "journal", FALSE, value, NULL));
  g_assert_true (gp_directus_keep_remove (client, "journal", NULL));
  asked = gp_test_directus_dup_asked (server);
  g_assert_cmpstr (asked, ==, "POST /collections\nPOST /items/groundplan\n"
                              "PATCH /items/groundplan/journal\n"
                              "DELETE /items/groundplan/journal\n");
  gp_test_directus_answer (server, "POST /items/groundplan", 400,
                           "{\"errors\":[{\"message\":\"has to be unique\"}]}", NULL);
  g_assert_false (gp_directus_keep_write (client, "journal", TRUE, value, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-keep/packing", test_packing);
  g_test_add_func ("/data/directus-keep/requests", test_requests);
  return g_test_run ();
}
