/* test-directus-deploy.c — the single steps of a deployment
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-apply-private.h"

#include "gp-target.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

#define DIFFERENCE "{\"data\":{\"hash\":\"h\",\"diff\":{\"collections\":[%s],\"fields\":[]," \
                   "\"systemFields\":[],\"relations\":[]}}}"
#define GONE "{\"collection\":\"x\",\"diff\":[{\"kind\":\"D\",\"lhs\":{}}]}"

static gboolean
change_schema (GpTestDirectus *server,
               GHashTable     *removed,
               gboolean       *out_failed)
{
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusSchema) wanted = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(JsonObject) journal = json_object_new ();
  GpDirectusDeploy deploy = { .client = client, .wanted = wanted, .journal = journal };
  gboolean done = gp_directus_deploy_schema (&deploy, "Change it", wanted->managed, removed, NULL);

  *out_failed = deploy.schema_failed;
  return done;
}

/* Directus wants to drop what it was not told of: that is never sent back. */
static void
test_nothing_is_dropped_unasked (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autofree char *difference = g_strdup_printf (DIFFERENCE, GONE);
  g_autoptr(GHashTable) removed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *unasked = NULL;
  g_autofree char *asked = NULL;
  gboolean failed;

  gp_test_directus_answer (server, "POST /schema/diff", 200, difference, NULL);
  g_assert_true (change_schema (server, NULL, &failed));
  unasked = gp_test_directus_dup_asked (server);
  g_hash_table_add (removed, (char *) "x");
  g_assert_true (change_schema (server, removed, &failed));
  asked = gp_test_directus_dup_asked (server);
  g_assert_cmpstr (unasked, ==, "POST /schema/diff\n");
  g_assert_cmpstr (asked, ==, "POST /schema/diff\nPATCH /items/groundplan/journal\n"
                              "POST /schema/apply\n");
}

static void
test_refusals_are_told_from_silence (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autofree char *difference = g_strdup_printf (
    DIFFERENCE, "{\"collection\":\"x\",\"diff\":[{\"kind\":\"N\",\"rhs\":{}}]}");
  gboolean failed;

  gp_test_directus_answer (server, "POST /schema/diff", 200, difference, NULL);
  gp_test_directus_answer (server, "POST /schema/apply", 400, NULL, NULL);
  g_assert_false (change_schema (server, NULL, &failed));
  g_assert_true (failed);
  gp_test_directus_answer (server, "POST /schema/apply", 0, NULL, NULL);
  g_assert_false (change_schema (server, NULL, &failed));
  g_assert_false (failed);
}

/* A role that was renamed is called as before, and only a deployment that is undone as a whole
 * leaves no journal. */
static void
test_undo_goes_back (void)
{
  for (guint pending = 0; pending < 2; pending++)
    {
      g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
      g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
      g_autoptr(GpDesign) design = gp_test_directus_design ();
      g_autoptr(GpDirectusSchema) schema = gp_directus_schema_new (design, TRUE, NULL);
      g_autoptr(JsonObject) journal = json_object_new ();
      g_autoptr(GpDirectusState) state = NULL;
      g_autofree char *id = NULL, *renamed = NULL, *request = NULL, *asked = NULL;
      GpDirectusDeploy deploy = { .client = client, .before = schema, .wanted = schema,
                                  .journal = journal };

      gp_test_directus_hold (server, design);
      deploy.state = state = gp_directus_state_read (client, NULL);
      if (pending)
        state->pending = gp_deploy_pending_new (NULL);
      id = g_strdup (gp_directus_json_text (json_array_get_object_element (state->roles, 0), "id"));
      renamed = g_strdup_printf ("{\"data\":[{\"id\":\"%s\",\"name\":\"other\"}]}", id);
      request = g_strdup_printf ("PATCH /roles/%s\n", id);
      gp_test_directus_answer (server, "GET /roles", 200, renamed, NULL);
      g_assert_true (gp_directus_deploy_undo (&deploy, NULL));
      asked = gp_test_directus_dup_asked (server);
      g_assert_nonnull (strstr (asked, request));
      g_assert_null (strstr (asked, "POST /access"));
      g_assert_true ((strstr (asked, "DELETE /items/groundplan/journal") == NULL) == pending);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-deploy/nothing-is-dropped-unasked",
                   test_nothing_is_dropped_unasked);
  g_test_add_func ("/data/directus-deploy/refusals-are-told-from-silence",
                   test_refusals_are_told_from_silence);
  g_test_add_func ("/data/directus-deploy/undo-goes-back", test_undo_goes_back);
  return g_test_run ();
}
