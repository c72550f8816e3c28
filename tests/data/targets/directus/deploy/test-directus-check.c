/* test-directus-check.c — what stands in the records against a change
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-check.h"
#include "gp-directus-merge.h"

#include "gp-finding.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static void
prepare (GpTestDirectus *server,
         GpDesign       *before)
{
  gp_test_directus_hold (server, before);
  gp_test_directus_answer (server, "GET /items/patient", 200, "{\"data\":[{\"count\":3}]}", NULL);
}

/* The first finding of a change, or NULL. */
static GpFinding *
check (GpTestDirectus *server,
       GpDesign       *before,
       GpDesign       *after)
{
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GpDirectusState) state = gp_test_directus_read (server);
  g_autoptr(GpDirectusSchema) deployed = gp_directus_schema_new (before, TRUE, NULL);
  g_autoptr(GpDirectusSchema) wanted = gp_directus_schema_new (after, TRUE, NULL);
  g_autoptr(GpDirectusChange) change = gp_directus_change_new (state, deployed, wanted);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);

  g_assert_true (gp_directus_check (client, state, wanted, change, findings, NULL));
  return findings->len > 0 ? gp_finding_ref (findings->pdata[0]) : NULL;
}

static void
test_required_field (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) before = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (before);
  GpId patient = gp_test_directus_find_id (after, "patient", NULL);
  GpId field = gp_test_add_field (after, &patient, "phone", "text");
  g_autoptr(GpFinding) found = NULL;
  g_autoptr(GpFinding) nothing = NULL;

  prepare (server, before);
  gp_test_set_bool (after, &field, GP_FIELD_NULLABLE, FALSE);
  found = check (server, before, after);
  g_assert_cmpstr (gp_finding_get_code (found), ==, "MIG202");
  g_assert_true (gp_id_equal (gp_finding_get_element (found), &field));
  gp_test_set_bool (after, &field, GP_FIELD_NULLABLE, TRUE);
  nothing = check (server, before, after);
  g_assert_null (nothing);
}

static void
test_key_type (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) before = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (before);
  GpId key = gp_test_directus_find_id (after, "visit", "id");
  g_autoptr(GpFinding) found = NULL;

  prepare (server, before);
  gp_test_set (after, &key, GP_FIELD_DEFAULT, gp_value_none ());
  gp_test_set_text (after, &key, GP_FIELD_TYPE, "integer");
  found = check (server, before, after);
  g_assert_cmpstr (gp_finding_get_code (found), ==, "DEP002");
}

static void
test_values_in_use (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) before = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (before);
  GpId status = gp_test_directus_find_id (after, "patient", "status");
  g_autoptr(GpFinding) found = NULL;

  prepare (server, before);
  gp_test_set_texts (after, &status, GP_FIELD_VALUES, "new");
  found = check (server, before, after);
  g_assert_cmpint (gp_finding_get_severity (found), ==, GP_SEVERITY_WARNING);
}

/* What an interrupted deployment has taken away for a while is filled by going on. */
static void
test_half_done (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) before = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (before);
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  GpId patient = gp_test_directus_find_id (after, "patient", NULL);
  GpId reference = gp_test_directus_find_id (after, "visit", "patient_id");
  g_autoptr(GpDirectusSchema) deployed = NULL, wanted = NULL;
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GpDirectusChange) change = NULL;
  JsonObject *keeper;

  gp_test_set_bool (before, &reference, GP_FIELD_NULLABLE, FALSE);
  gp_test_set_bool (after, &reference, GP_FIELD_NULLABLE, FALSE);
  gp_test_set_text (after, &patient, GP_ENTITY_NAME, "client");
  prepare (server, before);
  gp_test_directus_answer (server, "GET /items/visit", 200, "{\"data\":[{\"count\":3}]}", NULL);
  state = gp_test_directus_read (server);
  state->pending = gp_deploy_pending_new (NULL);
  keeper = gp_directus_json_append (gp_directus_json_array (state->snapshot, "fields"));
  json_object_set_string_member (keeper, "collection", "visit");
  json_object_set_string_member (keeper, "field", "patient_id__groundplan");
  g_hash_table_add (gone, (char *) "visit.patient_id");
  gp_directus_remove_keys (state->snapshot, gone);
  deployed = gp_directus_schema_new (before, TRUE, NULL);
  wanted = gp_directus_schema_new (after, TRUE, NULL);
  change = gp_directus_change_new (state, deployed, wanted);
  g_assert_cmpuint (g_hash_table_size (change->moved), ==, 1);
  g_assert_true (gp_directus_check (client, state, wanted, change, findings, NULL));
  g_assert_cmpuint (findings->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-check/required-field", test_required_field);
  g_test_add_func ("/data/directus-check/key-stays", test_key_type);
  g_test_add_func ("/data/directus-check/values-in-use", test_values_in_use);
  g_test_add_func ("/data/directus-check/half-done", test_half_done);
  return g_test_run ();
}
