/* test-pocketbase-state.c — what a PocketBase holds now
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-state.h"

#include "gp-directus-keep.h"
#include "gp-target.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_fingerprints (void)
{
  g_autoptr(GpPocketbaseState) empty = gp_test_pocketbase_state ("[]");
  g_autoptr(GpPocketbaseState) one = gp_test_pocketbase_state (
    "[{\"id\":\"a\",\"name\":\"Book\",\"updated\":\"1\",\"schema\":[]}]");
  g_autoptr(GpPocketbaseState) same = gp_test_pocketbase_state (
    "[{\"name\":\"Book\",\"id\":\"a\",\"updated\":\"2\",\"schema\":[]}]");

  g_assert_cmpstr (one->fingerprint, ==, same->fingerprint);
  g_assert_cmpstr (one->fingerprint, !=, empty->fingerprint);
  g_assert_nonnull (gp_pocketbase_state_find_by_name (one, "book"));
  g_assert_null (gp_pocketbase_state_find (one, "b"));
}

static void
test_what_was_deployed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPocketbaseState) state = NULL;

  gp_test_pocketbase_hold (server, design);
  state = gp_pocketbase_state_read (client, NULL);
  g_assert_true (state->has_own);
  g_assert_null (state->pending);
  g_assert_true (gp_id_equal (gp_design_get_root_id (state->deployed),
                              gp_design_get_root_id (design)));
}

/* A page has 30 rows unless one asks for more, and claims come before ours. */
static void
test_many_claims (void)
{
  static const char request[] = "GET /api/collections/groundplan/records";
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autofree char *packed = gp_directus_keep_pack (design);
  g_autofree char *rows = g_strdup_printf (
    "{\"items\":[{\"id\":\"" GP_POCKETBASE_KEEP_DESIGN "\",\"value\":{\"design\":\"%s\"}},"
    "{\"id\":\"0123456789abcde\",\"value\":{\"claims\":\"r0\"}}]}", packed);
  g_autofree char *last_first = g_strconcat (request, "?perPage=500&sort=-id", NULL);
  g_autoptr(GpPocketbaseState) state = NULL;

  gp_test_pocketbase_hold (server, design);
  gp_test_directus_answer (server, request, 200,
                           "{\"items\":[{\"id\":\"0123456789abcde\","
                           "\"value\":{\"claims\":\"r0\"}}]}", NULL);
  gp_test_directus_answer (server, last_first, 200, rows, NULL);
  state = gp_pocketbase_state_read (client, NULL);
  g_assert_nonnull (state->deployed);
}

static void
test_nonsense (void)
{
  static const char *const answers[] = { "{}", "{\"items\":[1]}", "{\"items\":[{\"id\":\"a\"}]}",
                                         "{\"items\":[{\"id\":\"a\",\"name\":\"b\",\"schema\":[{}]}]}" };
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(GError) error = NULL;

      gp_test_directus_answer (server, "GET /api/collections", 200, answers[i], NULL);
      g_assert_null (gp_pocketbase_state_read (client, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-state/fingerprints", test_fingerprints);
  g_test_add_func ("/data/pocketbase-state/what-was-deployed", test_what_was_deployed);
  g_test_add_func ("/data/pocketbase-state/many-claims", test_many_claims);
  g_test_add_func ("/data/pocketbase-state/nonsense", test_nonsense);
  return g_test_run ();
}
