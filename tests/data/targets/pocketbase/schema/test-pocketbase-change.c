/* test-pocketbase-change.c — what leads from a live PocketBase to what a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-change.h"

#include "gp-directus-json.h"
#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_nothing_to_do (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpPocketbaseSchema) schema = gp_pocketbase_schema_new (design, NULL, NULL);
  g_autoptr(GPtrArray) past = g_ptr_array_new ();
  g_autoptr(GpPocketbaseState) state = NULL;
  g_autoptr(GpPocketbaseChange) change = NULL;

  gp_test_pocketbase_hold (server, design);
  state = gp_pocketbase_state_read (client, NULL);
  change = gp_pocketbase_change_new (state, past, schema);
  g_assert_cmpuint (change->differing->len, ==, 0);
  g_assert_cmpuint (g_hash_table_size (change->removed), ==, 0);
  g_assert_cmpuint (json_array_get_length (change->import), ==, 0);
}

static void
test_names_are_exchanged (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  const GpId *root = gp_design_get_root_id (design);
  GpId patient = *gp_element_get_id (gp_design_find_child (design, root, GP_KIND_ENTITY,
                                                           "patient"));
  GpId visit = *gp_element_get_id (gp_design_find_child (design, root, GP_KIND_ENTITY, "visit"));
  g_autoptr(GPtrArray) past = g_ptr_array_new ();
  g_autoptr(GpPocketbaseState) state = NULL;
  g_autoptr(GpPocketbaseSchema) schema = NULL;
  g_autoptr(GpPocketbaseChange) change = NULL;

  gp_test_pocketbase_hold (server, design);
  state = gp_pocketbase_state_read (client, NULL);
  gp_test_set_text (design, &patient, GP_ENTITY_NAME, "other");
  gp_test_set_text (design, &visit, GP_ENTITY_NAME, "patient");
  schema = gp_pocketbase_schema_new (design, NULL, NULL);
  change = gp_pocketbase_change_new (state, past, schema);
  g_assert_cmpuint (json_array_get_length (change->room), ==, 1);
  g_assert_cmpuint (g_hash_table_size (change->removed), ==, 0);
}

static void
test_what_is_there_is_taken_over (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GPtrArray) past = g_ptr_array_new ();
  g_autoptr(GpPocketbaseState) state = gp_test_pocketbase_state (
    "[{\"id\":\"theirs\",\"name\":\"patient\",\"type\":\"base\",\"schema\":[{\"id\":\"f1\","
    "\"name\":\"name\",\"type\":\"text\",\"options\":{}}],\"indexes\":[]}]");
  g_autoptr(GpPocketbaseSchema) schema = NULL;
  JsonObject *patient;

  gp_pocketbase_adopt (state, past, design);
  schema = gp_pocketbase_schema_new (design, state->ids, NULL);
  patient = gp_pocketbase_find (schema->collections, "id", "theirs");
  g_assert_nonnull (patient);
  g_assert_nonnull (gp_pocketbase_find (gp_directus_json_array (patient, "schema"), "id", "f1"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-change/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/data/pocketbase-change/names-are-exchanged", test_names_are_exchanged);
  g_test_add_func ("/data/pocketbase-change/what-is-there-is-taken-over",
                   test_what_is_there_is_taken_over);
  return g_test_run ();
}
