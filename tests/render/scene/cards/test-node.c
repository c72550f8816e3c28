/* test-node.c — steps, notes and areas
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-node.h"
#include "gp-test-builder.h"
#include "gp-test-steps.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static void
test_notes_grow_with_their_text (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GPtrArray) notes = gp_design_list (design, GP_KIND_NOTE);
  const GpElement *note = g_ptr_array_index (notes, 0);
  g_autoptr(GpElement) longer = gp_element_copy (note);
  GpCardContext context = { .design = design, .metrics = gp_scene_builder_get_metrics (builder) };
  GpSceneItem small = { 0 };
  GpSceneItem large = { 0 };

  gp_element_set_text (longer, GP_NOTE_TEXT, "one\ntwo\nthree\nfour\nfive");
  gp_note_measure (&context, note, NULL, &small);
  gp_note_measure (&context, longer, NULL, &large);
  g_assert_cmpfloat (large.rect.height, >, small.rect.height);
  g_free (small.title);
  g_free (large.title);
}

static void
test_areas_show_their_owner (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autofree char *dump = gp_test_builder_dump (builder);

  g_assert_nonnull (strstr (dump, "area \"sales\""));
  g_assert_nonnull (strstr (dump, "note \"Ask <Ann> & Bob\""));
}

static void
test_steps_have_a_tile_and_two_texts (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *flow = gp_test_scene_find (design, GP_KIND_FLOW, "ship");
  g_autoptr(GpSceneBuilder) builder = gp_test_steps_new_builder (design, gp_element_get_id (flow));
  GpScene *scene = gp_scene_builder_get_scene (builder);
  const GpElement *step = gp_test_scene_find (design, GP_KIND_STEP, "pack");
  g_autoptr(GpShapes) shapes =
    gp_scene_build_shapes (scene, gp_scene_find (scene, gp_element_get_id (step)), GP_LOD_FULL);
  g_autoptr(GString) dump = g_string_new (NULL);
  g_autofree char *title = gp_node_dup_title (step);

  gp_shapes_dump (shapes, dump);
  g_assert_nonnull (strstr (dump->str, "icon"));
  g_assert_nonnull (strstr (dump->str, "\"pack\""));
  g_assert_nonnull (strstr (dump->str, "\"create\""));
  g_assert_nonnull (strstr (dump->str, "\"order\""));
  g_assert_cmpstr (title, ==, "pack");
}

/* (transfer full): what is drawn of @step, as text; its height to @out_height. */
static char *
dump_step (GpDesign        *design,
           const GpElement *step,
           double          *out_height)
{
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpCardContext context = { .design = design, .metrics = gp_scene_builder_get_metrics (builder) };
  g_autoptr(GpShapes) shapes = gp_shapes_new ();
  g_autoptr(GString) dump = g_string_new (NULL);
  GpSceneItem item = { 0 };
  GpRect chip;
  GpId touched;

  gp_node_measure (&context, step, &item);
  gp_node_shape (&context, &item, GP_LOD_FULL, shapes);
  if (gp_node_find_chip (&context, &item, &chip, &touched))
    {
      g_assert_cmpfloat (chip.x + chip.width, <=, item.rect.width);
      g_assert_cmpfloat (chip.y + chip.height, <=, item.rect.height);
    }
  g_assert_cmpfloat (item.rect.width, ==, GP_NODE_WIDTH);
  *out_height = item.rect.height;
  gp_shapes_dump (shapes, dump);
  g_free (item.title);
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

/* Nothing of it is left out: not of a condition, and not of the name of what a step touches. */
static void
test_what_is_long_goes_on_below (void)
{
  static const char *const values[] = { "total", "trigger.record.amount * 100 + steps.tax.output" };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId pack = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_STEP, "pack"));
  GpId order = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "order"));
  double low, high;
  g_autofree char *brief = dump_step (design, gp_design_lookup (design, &pack), &low);
  g_autofree char *named = NULL;
  g_autofree char *code = NULL;

  gp_test_steps_set (design, &order, GP_ENTITY_NAME,
                     gp_value_text ("order_of_a_customer_who_pays_later"));
  named = dump_step (design, gp_design_lookup (design, &pack), &high);
  g_assert_cmpfloat (high, >, low);
  g_assert_null (strstr (named, "…"));
  g_assert_nonnull (strstr (named, "later\""));

  gp_test_steps_set (design, &pack, GP_STEP_TYPE, gp_value_text ("set"));
  gp_test_steps_set (design, &pack, GP_STEP_WITH,
                     gp_value_texts (values, G_N_ELEMENTS (values)));
  code = dump_step (design, gp_design_lookup (design, &pack), &high);
  g_assert_cmpfloat (high, >, low);
  g_assert_null (strstr (code, "…"));
  g_assert_nonnull (strstr (code, "output\""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/node/notes-grow-with-their-text", test_notes_grow_with_their_text);
  g_test_add_func ("/render/node/areas-show-their-owner", test_areas_show_their_owner);
  g_test_add_func ("/render/node/steps-have-a-tile-and-two-texts",
                   test_steps_have_a_tile_and_two_texts);
  g_test_add_func ("/render/node/what-is-long-goes-on-below", test_what_is_long_goes_on_below);

  return g_test_run ();
}
