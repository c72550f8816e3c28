/* test-scene-flow-ways.c — where the lines of flows run
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-steps.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#define STEPS 9

/* Whether the piece from @a to @b runs through @rect, further in than its edge. */
static gboolean
runs_through (const GpPoint *a,
              const GpPoint *b,
              const GpRect  *rect)
{
  GpRect inner = gp_rect_grown (rect, -2);

  return MAX (a->x, b->x) > inner.x && MIN (a->x, b->x) < inner.x + inner.width
         && MAX (a->y, b->y) > inner.y && MIN (a->y, b->y) < inner.y + inner.height;
}

static void
assert_clear (GpScene *scene)
{
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);

      for (guint p = 1; line != NULL && p < line->n_points; p++)
        {
          g_assert_true (line->points[p].x == line->points[p - 1].x
                         || line->points[p].y == line->points[p - 1].y);
          for (guint k = 0; k < gp_scene_get_n_items (scene); k++)
            {
              const GpSceneItem *item = gp_scene_get_item (scene, k);

              if (item != NULL && item->type == GP_ITEM_NODE && k != line->from && k != line->to)
                g_assert_false (runs_through (&line->points[p - 1], &line->points[p],
                                              &item->rect));
            }
        }
    }
}

/* Chains with branches that skip some steps. */
static void
test_lines_keep_off_other_steps (void)
{
  for (guint round = 0; round < 12; round++)
    {
      g_autoptr(GpDesign) design = gp_test_scene_design ();
      GpId flow = gp_test_steps_add (design, "random");
      g_autoptr(GpSceneBuilder) builder = NULL;
      GpId steps[STEPS];

      for (guint i = 0; i < STEPS; i++)
        {
          g_autofree char *name = g_strdup_printf ("step_%u", i);

          steps[i] = gp_test_steps_add_step (design, &flow, name, "set");
          gp_test_steps_connect (design, &flow, i > 0 ? &steps[i - 1] : NULL, &steps[i], "next");
        }
      for (guint i = 0; i < 3; i++)
        {
          guint from = (guint) g_test_rand_int_range (0, STEPS - 2);

          gp_test_steps_connect (design, &flow, &steps[from],
                                &steps[g_test_rand_int_range ((int) from + 2, STEPS)],
                                g_test_rand_bit () ? "else" : "error");
        }
      builder = gp_test_steps_new_builder (design, &flow);
      assert_clear (gp_scene_builder_get_scene (builder));
    }
}

static void
test_errors_leave_downwards (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId flow = gp_test_steps_add (design, "call");
  GpId call = gp_test_steps_add_step (design, &flow, "ask", "call_http");
  GpId rescue = gp_test_steps_add_step (design, &flow, "tell", "mail");
  GpId error;
  g_autoptr(GpSceneBuilder) builder = NULL;
  const GpSceneLine *line;
  GpScene *scene;

  gp_test_steps_connect (design, &flow, NULL, &call, "next");
  error = gp_test_steps_connect (design, &flow, &call, &rescue, "error");
  builder = gp_test_steps_new_builder (design, &flow);
  scene = gp_scene_builder_get_scene (builder);
  line = gp_scene_find_line (scene, &error);
  g_assert_cmpfloat (line->points[0].x, ==, line->points[1].x);
  g_assert_cmpfloat (line->points[1].y, >, line->points[0].y);
  g_assert_cmpfloat (gp_scene_find (scene, &rescue)->rect.y, >,
                     gp_scene_find (scene, &call)->rect.y);
}

/* A label covers no step, and no other label. */
static void
test_labels_cover_nothing (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId flow = gp_test_steps_add (design, "choose");
  GpId choose = gp_test_steps_add_step (design, &flow, "which", "switch");
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpScene *scene;

  gp_test_steps_connect (design, &flow, NULL, &choose, "next");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("way_%u", i);
      GpId step = gp_test_steps_add_step (design, &flow, name, "set");
      GpId line = gp_test_steps_connect (design, &flow, &choose, &step, "case");

      gp_test_steps_set (design, &line, GP_TRANSITION_WHEN, gp_value_text ("trigger.total > 1000"));
    }
  builder = gp_test_steps_new_builder (design, &flow);
  scene = gp_scene_builder_get_scene (builder);
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);
      GpPoint at;

      if (line == NULL || line->label == NULL)
        continue;
      at = gp_scene_line_get_label_point (line);
      for (guint k = 0; k < gp_scene_get_n_items (scene); k++)
        if (gp_scene_get_item (scene, k) != NULL)
          g_assert_false (gp_rect_contains (&gp_scene_get_item (scene, k)->rect, at.x, at.y));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-flow-ways/lines-keep-off-other-steps",
                   test_lines_keep_off_other_steps);
  g_test_add_func ("/render/scene-flow-ways/errors-leave-downwards", test_errors_leave_downwards);
  g_test_add_func ("/render/scene-flow-ways/labels-cover-nothing", test_labels_cover_nothing);

  return g_test_run ();
}
