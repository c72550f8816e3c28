/* test-scene-routes.c — where the lines of a scene run
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-scene-builder-private.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <math.h>

static GpId
id_of (GpDesign   *design,
       const char *name)
{
  return *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, name));
}

static GpId
relate (GpDesign   *design,
        const char *from,
        const char *to)
{
  GpId one = id_of (design, from);
  GpId two = id_of (design, to);
  GpId field;
  g_autoptr(GpChangeSet) changes = gp_edit_add_relation (design, &one, &two, &field, NULL);

  g_assert_true (gp_design_apply (design, changes, NULL));
  return field;
}

static GpPoint
last_point (const GpSceneLine *line)
{
  return line->points[line->n_points - 1];
}

static void
test_parallel_relations_are_kept_apart (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId first = relate (design, "log", "item");
  GpId second = relate (design, "log", "item");
  const GpSceneLine *one;
  const GpSceneLine *two;

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  one = gp_scene_find_line (gp_scene_builder_get_scene (builder), &first);
  two = gp_scene_find_line (gp_scene_builder_get_scene (builder), &second);
  g_assert_cmpfloat (fabs (last_point (one).y - last_point (two).y), >, 5);
}

static void
test_lines_to_one_key_share_their_end (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId first = relate (design, "log", "customer");
  GpId second = relate (design, "item", "customer");
  const GpSceneLine *one;
  const GpSceneLine *two;

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  one = gp_scene_find_line (gp_scene_builder_get_scene (builder), &first);
  two = gp_scene_find_line (gp_scene_builder_get_scene (builder), &second);
  if (last_point (one).x == last_point (two).x)
    g_assert_cmpfloat (last_point (one).y, ==, last_point (two).y);
  else
    g_assert_cmpfloat (fabs (last_point (one).y - last_point (two).y), <, GP_CARD_ROW);
}

static void
test_loops_stand_at_the_side (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId first = relate (design, "log", "log");
  GpId second = relate (design, "log", "log");
  GpId log = id_of (design, "log");
  const GpSceneItem *card;
  const GpSceneLine *one;
  const GpSceneLine *two;

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  card = gp_scene_find (gp_scene_builder_get_scene (builder), &log);
  one = gp_scene_find_line (gp_scene_builder_get_scene (builder), &first);
  two = gp_scene_find_line (gp_scene_builder_get_scene (builder), &second);
  g_assert_cmpuint (one->n_points, ==, 4);
  g_assert_cmpfloat (one->points[0].x, ==, card->rect.x + card->rect.width);
  g_assert_cmpfloat (one->points[3].x, ==, card->rect.x + card->rect.width);
  g_assert_cmpfloat (one->points[1].x, !=, two->points[1].x);
}

/* Nothing but the lines of a card moves when it is moved. */
static void
test_moving_a_card_leaves_other_lines (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpScene *scene;
  GpId log = id_of (design, "log");
  GpId own = relate (design, "log", "item");

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  scene = gp_scene_builder_get_scene (builder);
  for (guint round = 0; round < 30; round++)
    {
      g_autoptr(GHashTable) ways = g_hash_table_new_full (NULL, NULL, NULL, g_free);

      for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
        {
          const GpSceneLine *line = gp_scene_get_line (scene, i);

          g_hash_table_insert (ways, GUINT_TO_POINTER (i),
                               g_memdup2 (line->points, line->n_points * sizeof (GpPoint)));
        }
      gp_scene_builder_move (builder, &log, g_test_rand_int_range (-900, 2000),
                             g_test_rand_int_range (-900, 2000));
      gp_scene_builder_settle (builder);
      for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
        {
          const GpSceneLine *line = gp_scene_get_line (scene, i);

          if (!gp_id_equal (&line->id, &own))
            g_assert_cmpmem (line->points, line->n_points * sizeof (GpPoint),
                             g_hash_table_lookup (ways, GUINT_TO_POINTER (i)),
                             line->n_points * sizeof (GpPoint));
        }
    }
}

static void
test_curves_end_where_lines_end (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);

  gp_scene_builder_set_curved (builder, TRUE);
  gp_scene_builder_rebuild (builder);
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);

      g_assert_nonnull (line->radii);
      g_assert_cmpfloat (line->radii[0], ==, 0);
      for (guint p = 1; p + 1 < line->n_points; p++)
        {
          double next = fabs (line->points[p + 1].x - line->points[p].x)
                        + fabs (line->points[p + 1].y - line->points[p].y);

          g_assert_cmpfloat (line->radii[p] + line->radii[p + 1], <=, next + .01);
        }
    }
}

static double
length_of (const GpSceneLine *line)
{
  double length = 0;

  for (guint i = 1; i < line->n_points; i++)
    length += fabs (line->points[i].x - line->points[i - 1].x)
              + fabs (line->points[i].y - line->points[i - 1].y);
  return length;
}

static void
put (GpDesign   *design,
     const char *name,
     double      x,
     double      y)
{
  const GpId *root = gp_design_get_root_id (design);
  GpId view = gp_test_scene_find_view (design);
  GpEditPlace place = { .at = { x, y } };
  g_autoptr(GpChangeSet)
               added = gp_edit_add (design, GP_KIND_ENTITY, root, name, NULL, NULL, &place.element);
  g_autoptr(GpChangeSet) placed = NULL;

  g_assert_true (gp_design_apply (design, added, NULL));
  placed = gp_edit_place (design, &view, &place, 1, "Placed");
  g_assert_true (gp_design_apply (design, placed, NULL));
}

/* Two cards that a broad wall parts, in which a single one is the gate; the line from one to the
 * other is nowhere near the gate. Far below everything else. */
static GpSceneBuilder *
new_wall (GpDesign *design,
          GpId     *out_line)
{
  const double middle = 5000;

  put (design, "west", 0, middle);
  put (design, "east", 2400, middle);
  *out_line = relate (design, "west", "east");
  for (int column = 0; column < 5; column++)
    for (int row = -14; row <= 14; row++)
      {
        g_autofree char *name = g_strdup_printf ("wall_%d_%d", column, row + 14);

        if (ABS (row) > 1)
          put (design, name, 700 + 200 * column, middle + 40 * row);
      }
  put (design, "gate", 1100, middle);
  return gp_test_builder_new (design, GP_LENS_DATA);
}

static void
remove_gate (GpSceneBuilder *builder)
{
  GpDesign *design = gp_scene_builder_get_design (builder);
  GpId gate = id_of (design, "gate");

  gp_test_builder_apply (builder, gp_edit_remove (design, &gate, 1, NULL));
}

static void
place_gate (GpSceneBuilder *builder,
            double          x,
            double          y)
{
  GpDesign *design = gp_scene_builder_get_design (builder);
  GpId view = gp_test_scene_find_view (design);
  GpEditPlace place = { id_of (design, "gate"), { x, y }, TRUE };

  gp_test_builder_apply (builder, gp_edit_place (design, &view, &place, 1, "Placed"));
}

static void
place_gate_away (GpSceneBuilder *builder)
{
  place_gate (builder, 1100, 8000);
}

/* As people do: the card is shown there before the design knows. */
static void
drag_gate_away (GpSceneBuilder *builder)
{
  GpId gate = id_of (gp_scene_builder_get_design (builder), "gate");

  for (int step = 1; step <= 3; step++)
    gp_scene_builder_move (builder, &gate, 1100, 5000 + 1000 * step);
  gp_scene_builder_settle (builder);
  place_gate_away (builder);
}

static void
test_wide_bows_are_straightened (void)
{
  static void (*const opens[]) (GpSceneBuilder *) = { remove_gate, place_gate_away,
                                                      drag_gate_away };

  for (gsize i = 0; i < G_N_ELEMENTS (opens); i++)
    {
      g_autoptr(GpDesign) design = gp_test_scene_design ();
      g_autoptr(GpSceneBuilder) builder = NULL;
      GpId id;
      const GpSceneLine *line;
      GpRect gate;

      builder = new_wall (design, &id);
      line = gp_scene_find_line (gp_scene_builder_get_scene (builder), &id);
      gate = gp_rect_grown (&gp_test_find_card (builder, "gate")->rect, 100);
      g_assert_false (gp_scene_line_touches (line, &gate));
      g_assert_cmpfloat (length_of (line), >, 2800);
      opens[i] (builder);
      line = gp_scene_find_line (gp_scene_builder_get_scene (builder), &id);
      g_assert_cmpfloat (length_of (line), <, 2400);
    }
}

/* Lines keep off a card that was dropped on them. */
static void
test_lines_keep_off_what_is_dropped (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId id;
  GpId gate;
  const GpSceneLine *line;

  builder = new_wall (design, &id);
  gate = id_of (design, "gate");
  place_gate_away (builder);
  gp_scene_builder_move (builder, &gate, 1100, 5030);
  gp_scene_builder_settle (builder);
  line = gp_scene_find_line (gp_scene_builder_get_scene (builder), &id);
  g_assert_true (gp_scene_line_touches (line, &gp_test_find_card (builder, "gate")->rect));
  place_gate (builder, 1100, 5030);
  line = gp_scene_find_line (gp_scene_builder_get_scene (builder), &id);
  g_assert_false (gp_scene_line_touches (line, &gp_test_find_card (builder, "gate")->rect));
}

/* What is put beside a line, not on it, leaves it as it is: it is neither routed nor painted
 * again. */
static void
test_lines_past_a_card_stay (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId id;
  const GpSceneLine *line;
  const GpPoint *way;

  builder = new_wall (design, &id);
  place_gate_away (builder);
  line = gp_scene_find_line (gp_scene_builder_get_scene (builder), &id);
  way = line->points;
  place_gate (builder, 1100, way[0].y + 30);
  line = gp_scene_find_line (gp_scene_builder_get_scene (builder), &id);
  g_assert_true (line->points == way);
  g_assert_false (gp_scene_line_touches (line, &gp_test_find_card (builder, "gate")->rect));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/scene-routes/parallel-relations-are-kept-apart",
                   test_parallel_relations_are_kept_apart);
  g_test_add_func ("/render/scene-routes/lines-to-one-key-share-their-end",
                   test_lines_to_one_key_share_their_end);
  g_test_add_func ("/render/scene-routes/loops-stand-at-the-side", test_loops_stand_at_the_side);
  g_test_add_func ("/render/scene-routes/moving-a-card-leaves-other-lines",
                   test_moving_a_card_leaves_other_lines);
  g_test_add_func ("/render/scene-routes/curves-end-where-lines-end",
                   test_curves_end_where_lines_end);
  g_test_add_func ("/render/scene-routes/wide-bows-are-straightened",
                   test_wide_bows_are_straightened);
  g_test_add_func ("/render/scene-routes/lines-keep-off-what-is-dropped",
                   test_lines_keep_off_what_is_dropped);
  g_test_add_func ("/render/scene-routes/lines-past-a-card-stay", test_lines_past_a_card_stay);
  return g_test_run ();
}
