/* gp-test-story.c — a story through the small design to draw
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-story.h"

#include "gp-edit-story.h"
#include "gp-test-scene.h"

GpId
gp_test_story_add (GpDesign *design)
{
  GpId view = gp_test_scene_find_view (design);
  const GpId *order = gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "order"));
  const GpId *ship = gp_element_get_id (gp_test_scene_find (design, GP_KIND_FLOW, "ship"));
  const struct
  {
    GpEditStage stage;
    const char *sentence;
  } steps[] = {
    { { .lens = "data", .view = view }, "All of <it> & more." },
    { { .lens = "data", .view = view, .focus = order, .n_focus = 1 }, "Orders." },
    { { .lens = "data", .view = view, .at = { 10, 20 }, .size = { 300, 200 } }, "A part." },
    { { .lens = "flows", .subject = *ship }, "How it ships." },
  };
  GpId story = gp_id_nil;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpChangeSet) changes =
        gp_edit_add_story_step (design, i > 0 ? &story : NULL, &steps[i].stage, steps[i].sentence,
                                &story, NULL);

      gp_design_apply (design, changes, &error);
      g_assert_no_error (error);
    }
  return story;
}
