/* test-pocketbase-keep.c — what we write into a PocketBase beside what a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-state.h"

#include "gp-target.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_requests (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(JsonObject) value = json_object_new ();
  g_autofree char *asked = NULL;

  g_assert_true (gp_pocketbase_keep_make (client, NULL));
  g_assert_true (gp_pocketbase_keep_write (client, "row", TRUE, value, NULL));
  g_assert_true (gp_pocketbase_keep_write (client, "row", FALSE, value, NULL));
  g_assert_true (gp_pocketbase_keep_remove (client, "row", NULL));
  asked = gp_test_directus_dup_asked (server);
  g_assert_cmpstr (asked, ==, "PUT /api/collections/import\n"
                              "POST /api/collections/groundplan/records\n"
                              "PATCH /api/collections/groundplan/records/row\n"
                              "DELETE /api/collections/groundplan/records/row\n");
}

static void
test_what_fails_for_no_reason_is_tried_once_more (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GError) error = NULL;

  gp_test_directus_answer (server, "PUT /api/collections/import", 400,
                           "{\"message\":\"Failed to import the submitted collections.\","
                           "\"data\":{}}", NULL);
  g_assert_false (gp_pocketbase_keep_make (client, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
  g_assert_cmpuint (gp_test_directus_count (server, "PUT /api/collections/import"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-keep/requests", test_requests);
  g_test_add_func ("/data/pocketbase-keep/what-fails-for-no-reason-is-tried-once-more",
                   test_what_fails_for_no_reason_is_tried_once_more);
  return g_test_run ();
}
