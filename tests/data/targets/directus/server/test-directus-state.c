/* test-directus-state.c — what a Directus holds now
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-state.h"

#include "gp-target.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static GpDirectusState *
read_state (GpTestDirectus  *server,
            GError         **error)
{
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);

  return gp_directus_state_read (client, error);
}

static void
test_what_was_deployed (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autofree char *hash = gp_design_dup_hash (design);
  g_autofree char *kept = NULL;
  g_autoptr(GpDirectusState) empty = read_state (server, NULL);
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GpDirectusState) again = NULL;

  gp_test_directus_hold (server, design);
  state = read_state (server, NULL);
  again = read_state (server, NULL);
  g_assert_false (empty->has_own);
  g_assert_null (empty->deployed);
  g_assert_true (state->has_own);
  g_assert_true (gp_directus_state_is_sqlite (state));
  kept = gp_design_dup_hash (state->deployed);
  g_assert_cmpstr (kept, ==, hash);
  g_assert_cmpstr (state->fingerprint, ==, again->fingerprint);
  g_assert_cmpstr (state->fingerprint, !=, empty->fingerprint);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (state->snapshot,
                                                                   "collections")), ==, 2);
}

static void
test_fingerprint_sees_others (void)
{
  static const char *const changes[][2] = {
    { "GET /roles", "{\"data\":[{\"id\":\"r\",\"name\":\"x\",\"parent\":null}]}" },
    { "GET /policies", "{\"data\":[{\"id\":\"p\",\"name\":\"x\"}]}" },
    { "GET /fields", "{\"data\":[{\"collection\":\"a\",\"field\":\"b\",\"schema\":{},"
                     "\"meta\":null}]}" },
    { "GET /schema/snapshot",
      "{\"data\":" GP_TEST_DIRECTUS_SNAPSHOT ("\"collections\":[{\"collection\":\"a\"}],"
                                              "\"fields\":[],\"relations\":[]") "}" },
  };
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(GpDirectusState) state = read_state (server, NULL);

      g_assert_true (g_hash_table_add (seen, g_strdup (state->fingerprint)));
      gp_test_directus_answer (server, changes[i][0], 200, changes[i][1], NULL);
    }
}

static void
test_wrong_servers (void)
{
  static const char *const bodies[] = {
    "{\"data\":{}}", "{\"data\":[]}",
    "{\"data\":{\"version\":1,\"directus\":\"10.9.1\",\"vendor\":\"sqlite\"}}",
    "{\"data\":{\"version\":1,\"directus\":\"11.1.0\",\"vendor\":\"mysql\"}}",
  };
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GError) error = NULL;

      gp_test_directus_answer (server, "GET /schema/snapshot", 200, bodies[i], NULL);
      g_assert_null (read_state (server, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-state/what-was-deployed-is-found", test_what_was_deployed);
  g_test_add_func ("/data/directus-state/fingerprint-sees-others", test_fingerprint_sees_others);
  g_test_add_func ("/data/directus-state/wrong-servers-are-refused", test_wrong_servers);
  return g_test_run ();
}
