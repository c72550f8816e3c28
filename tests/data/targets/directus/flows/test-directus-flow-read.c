/* test-directus-flow-read.c — flows of a Directus as flows of a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-flow-read.h"

#include "gp-directus-flow-set.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SCRIPT \
  "entity note text:text\nflow main trigger=flow\nstep keep data_create entity=note with.text='x'\n" \
  "step gone data_delete entity=note where=record.text=='x'\nedge - keep\nedge keep gone\n"

/* What a design asks for, read back into one that has the entities alone, asks for the same. */
static void
test_there_and_back (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpDesign) again = gp_test_flow_design ("entity note text:text\n");
  g_autoptr(JsonArray) flows = gp_directus_flow_set_new (design, NULL);
  g_autoptr(JsonArray) second = NULL;
  GpDirectusState state = { .flows = flows };
  GpId before = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (json_array_get_length (flows), ==, 1);
  g_assert_true (gp_directus_flow_read (again, &state, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (gp_design_lookup_kind (again, &before, GP_KIND_FLOW));
  g_assert_cmpuint (gp_design_count (again, GP_KIND_ENTITY), ==, 1);
  second = gp_directus_flow_set_new (again, NULL);
  g_assert_cmpuint (json_array_get_length (second), ==, 1);
}

static void
test_ours_is_passed_over (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(JsonArray) flows = gp_directus_flow_set_new (design, NULL);
  GpDirectusState state = { .flows = flows };
  gsize n = gp_design_count (design, GP_KIND_STEP);

  g_assert_true (gp_directus_flow_read (design, &state, flows, NULL, NULL));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_STEP), ==, n);
}

/* A collection that the design does not have, as one of Directus itself, is somewhere else. */
static void
test_other_collections_are_external (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpDesign) empty = gp_design_new (NULL, "empty");
  g_autoptr(JsonArray) flows = gp_directus_flow_set_new (design, NULL);
  GpDirectusState state = { .flows = flows };
  const GpElement *note;

  g_assert_true (gp_directus_flow_read (empty, &state, NULL, NULL, NULL));
  note = gp_design_find_child (empty, gp_design_get_root_id (empty), GP_KIND_ENTITY, "note");
  g_assert_true (gp_element_get_bool (note, GP_ENTITY_EXTERNAL));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-read/there-and-back", test_there_and_back);
  g_test_add_func ("/data/directus-flow-read/ours-is-passed-over", test_ours_is_passed_over);
  g_test_add_func ("/data/directus-flow-read/other-collections-are-external",
                   test_other_collections_are_external);
  return g_test_run ();
}
