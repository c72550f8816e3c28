/* test-directus-change.c — what a deployment does that Directus has no request for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-change.h"

#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static GpDirectusChange *
compare (GpDesign *before,
         GpDesign *after)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GpDirectusSchema) deployed = gp_directus_schema_new (before, TRUE, NULL);
  g_autoptr(GpDirectusSchema) wanted = gp_directus_schema_new (after, TRUE, NULL);

  gp_test_directus_hold (server, before);
  state = gp_test_directus_read (server);
  return gp_directus_change_new (state, deployed, wanted);
}

static void
test_nothing (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusChange) change = compare (design, design);

  g_assert_cmpuint (g_hash_table_size (change->collections) + g_hash_table_size (change->fields)
                    + g_hash_table_size (change->removed) + g_hash_table_size (change->retyped)
                    + g_hash_table_size (change->late) + change->adopted->len, ==, 0);
}

/* By id: a new name is no new thing. */
static void
test_renames (void)
{
  g_autoptr(GpDesign) before = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (before);
  GpId visit = gp_test_directus_find_id (after, "visit", NULL);
  GpId name = gp_test_directus_find_id (after, "patient", "name");
  g_autoptr(GpDirectusChange) change = NULL;

  gp_test_set_text (after, &visit, GP_ENTITY_NAME, "stay");
  gp_test_set_text (after, &name, GP_FIELD_NAME, "full_name");
  change = compare (before, after);
  g_assert_cmpstr (g_hash_table_lookup (change->collections, "stay"), ==, "visit");
  g_assert_cmpstr (g_hash_table_lookup (change->fields, "patient.full_name"), ==, "patient.name");
  g_assert_true (g_hash_table_contains (change->removed, "visit"));
  g_assert_true (g_hash_table_contains (change->removed, "patient.name"));
  g_assert_true (g_hash_table_contains (change->late, "stay.patient_id"));
  g_assert_false (g_hash_table_contains (change->removed, "patient"));
}

static void
test_types (void)
{
  g_autoptr(GpDesign) before = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (before);
  GpId name = gp_test_directus_find_id (after, "patient", "name");
  g_autoptr(GpDirectusChange) change = NULL;
  g_autoptr(GpDirectusChange) longer = NULL;

  gp_test_set (after, &name, GP_FIELD_LENGTH, gp_value_none ());
  longer = compare (before, after);
  gp_test_set_text (after, &name, GP_FIELD_TYPE, "integer");
  change = compare (before, after);
  g_assert_cmpuint (g_hash_table_size (longer->retyped), ==, 0);
  g_assert_true (g_hash_table_contains (change->retyped, "patient.name"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-change/nothing-changes", test_nothing);
  g_test_add_func ("/data/directus-change/renames", test_renames);
  g_test_add_func ("/data/directus-change/types", test_types);
  return g_test_run ();
}
