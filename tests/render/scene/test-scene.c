/* test-scene.c — look-up by place and by id
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-scene-private.h"
#include "gp-test.h"

static guint
add_item (GpScene    *scene,
          const GpId *key,
          const GpId *area,
          double      x)
{
  GpSceneItem item = {
    .key = *key,
    .id = *key,
    .area = area != NULL ? *area : gp_id_nil,
    .type = GP_ITEM_CARD,
    .rect = { x, 0, 100, 100 },
    .title = g_strdup ("item"),
  };

  return gp_scene_take_item (scene, &item);
}

static guint
add_line (GpScene *scene,
          guint    from,
          guint    to)
{
  GpSceneLine line = { .id = gp_id_new (), .from = from, .to = to };
  const GpPoint points[] = { { 100, 50 }, { 300, 50 } };
  guint slot = gp_scene_take_line (scene, &line);

  gp_scene_take_route (scene, slot, g_memdup2 (points, sizeof points), 2, NULL);
  return slot;
}

static void
test_items_are_found (void)
{
  g_autoptr(GpScene) scene = gp_scene_new ();
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  GpId a = gp_id_new ();
  GpRect at = { 10, 10, 1, 1 };

  add_item (scene, &a, NULL, 0);
  g_assert_nonnull (gp_scene_find (scene, &a));
  g_assert_null (gp_scene_find (scene, &gp_id_nil));
  g_assert_null (gp_scene_find (scene, NULL));
  gp_scene_query_items (scene, &at, found);
  g_assert_cmpuint (found->len, ==, 1);
}

static void
test_looks_have_revisions_and_moves_have_none (void)
{
  g_autoptr(GpScene) scene = gp_scene_new ();
  GpId a = gp_id_new ();
  guint slot = add_item (scene, &a, NULL, 0);
  guint revision = gp_scene_get_item (scene, slot)->revision;
  guint64 serial = gp_scene_get_serial (scene);
  GpRect moved = { 500, 500, 100, 100 };
  GpRect grown = { 500, 500, 100, 200 };

  gp_scene_set_rect (scene, slot, &moved);
  g_assert_cmpuint (gp_scene_get_item (scene, slot)->revision, ==, revision);
  g_assert_cmpuint (gp_scene_get_serial (scene), >, serial);
  gp_scene_set_rect (scene, slot, &grown);
  g_assert_cmpuint (gp_scene_get_item (scene, slot)->revision, !=, revision);
  revision = gp_scene_get_item (scene, slot)->revision;
  g_assert_cmpuint (add_item (scene, &a, NULL, 0), ==, slot);
  g_assert_cmpuint (gp_scene_get_item (scene, slot)->revision, >, revision);
}

static void
test_lines_go_with_their_items (void)
{
  g_autoptr(GpScene) scene = gp_scene_new ();
  GpId a = gp_id_new ();
  GpId b = gp_id_new ();
  guint first = add_item (scene, &a, NULL, 0);
  guint second = add_item (scene, &b, NULL, 300);
  guint line = add_line (scene, first, second);

  add_line (scene, first, first);
  g_assert_cmpuint (gp_scene_get_item (scene, first)->degree, ==, 2);
  g_assert_cmpuint (gp_scene_get_item (scene, second)->degree, ==, 1);
  gp_scene_remove_item (scene, second);
  g_assert_null (gp_scene_get_line (scene, line));
  g_assert_cmpuint (gp_scene_get_item (scene, first)->degree, ==, 1);
  g_assert_cmpfloat (gp_scene_get_bounds (scene).width, >=, 100);
}

static void
test_members_follow_their_area (void)
{
  g_autoptr(GpScene) scene = gp_scene_new ();
  GpId area = gp_id_new ();
  GpId other = gp_id_new ();
  GpId a = gp_id_new ();
  g_autoptr(GArray) before = NULL;
  g_autoptr(GArray) after = NULL;
  g_autoptr(GArray) there = NULL;

  add_item (scene, &a, &area, 0);
  before = gp_scene_list_members (scene, &area);
  add_item (scene, &a, &other, 0);
  after = gp_scene_list_members (scene, &area);
  there = gp_scene_list_members (scene, &other);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpuint (there->len, ==, 1);
}

static void
test_levels_follow_the_zoom (void)
{
  GpLod last = GP_LOD_FULL;

  g_assert_cmpint (gp_scene_get_lod (1), ==, GP_LOD_FULL);
  g_assert_cmpint (gp_scene_get_lod (.499), ==, GP_LOD_BARS);
  g_assert_cmpint (gp_scene_get_lod (.119), ==, GP_LOD_BLOCKS);
  g_assert_cmpint (gp_scene_get_lod (.059), ==, GP_LOD_GROUPS);
  for (double zoom = 4; zoom > .01; zoom *= .9)
    {
      g_assert_cmpint (gp_scene_get_lod (zoom), >=, last);
      last = gp_scene_get_lod (zoom);
    }
}

static GpRect
draw_rect (void)
{
  return (GpRect) { g_test_rand_double_range (-1000, 1000), g_test_rand_double_range (-1000, 1000),
                    g_test_rand_double_range (10, 300), g_test_rand_double_range (10, 300) };
}

static void
draw_route (GpScene *scene,
            guint    slot)
{
  GpRect rect = draw_rect ();
  const GpPoint points[] = { { rect.x, rect.y }, { rect.x + rect.width, rect.y } };

  gp_scene_take_route (scene, slot, g_memdup2 (points, sizeof points), 2, NULL);
}

/* One of what may happen to a scene. */
static void
do_something (GpScene *scene)
{
  guint i = (guint) g_test_rand_int_range (0, (int) gp_scene_get_n_items (scene) + 1);
  guint j = (guint) g_test_rand_int_range (0, (int) gp_scene_get_n_lines (scene) + 1);
  const GpSceneItem *item = gp_scene_get_item (scene, i);
  const GpSceneLine *line = gp_scene_get_line (scene, j);
  GpSceneLine added = { .id = gp_id_new (), .from = i, .to = i,
                        .cropped = g_test_rand_bit () };
  GpId key = item != NULL && g_test_rand_bit () ? item->key : gp_id_new ();
  GpRect rect = draw_rect ();

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
    case 1:
      add_item (scene, &key, NULL, rect.x);
      break;
    case 2:
      if (item != NULL)
        gp_scene_set_rect (scene, i, &rect);
      break;
    case 3:
      if (item != NULL)
        gp_scene_remove_item (scene, i);
      break;
    case 4:
      if (item != NULL)
        draw_route (scene, gp_scene_take_line (scene, &added));
      break;
    case 5:
      if (line != NULL)
        draw_route (scene, j);
      break;
    default:
      if (line != NULL)
        gp_scene_remove_line (scene, j);
      break;
    }
}

static void
extend (GpRect       *all,
        gboolean     *any,
        const GpRect *rect)
{
  *all = *any ? gp_rect_union (all, rect) : *rect;
  *any = TRUE;
}

/* Whatever was known before, and however seldom it is asked. */
static void
test_bounds_are_those_of_all (void)
{
  for (guint round = 0; round < 50; round++)
    {
      g_autoptr(GpScene) scene = gp_scene_new ();

      for (guint step = 0; step < 100; step++)
        {
          GpRect all = { 0 };
          GpRect bounds;
          gboolean any = FALSE;

          do_something (scene);
          if (g_test_rand_int_range (0, 3) == 0)
            continue;
          for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
            if (gp_scene_get_item (scene, i) != NULL)
              extend (&all, &any, &gp_scene_get_item (scene, i)->rect);
          for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
            {
              const GpSceneLine *line = gp_scene_get_line (scene, i);

              if (line != NULL && !line->cropped)
                extend (&all, &any, &line->bounds);
            }
          bounds = gp_scene_get_bounds (scene);
          g_assert_cmpfloat_with_epsilon (bounds.x, all.x, 1e-6);
          g_assert_cmpfloat_with_epsilon (bounds.y, all.y, 1e-6);
          g_assert_cmpfloat_with_epsilon (bounds.width, all.width, 1e-6);
          g_assert_cmpfloat_with_epsilon (bounds.height, all.height, 1e-6);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene/items-are-found", test_items_are_found);
  g_test_add_func ("/render/scene/looks-have-revisions-and-moves-have-none",
                   test_looks_have_revisions_and_moves_have_none);
  g_test_add_func ("/render/scene/lines-go-with-their-items", test_lines_go_with_their_items);
  g_test_add_func ("/render/scene/members-follow-their-area", test_members_follow_their_area);
  g_test_add_func ("/render/scene/bounds-are-those-of-all", test_bounds_are_those_of_all);
  g_test_add_func ("/render/scene/levels-follow-the-zoom", test_levels_follow_the_zoom);

  return g_test_run ();
}
