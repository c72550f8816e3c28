/* test-scene-fold.c — what is drawn for something else: folded domains, ghosts, bridges
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-scene-builder-private.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static GpId
id_of (GpDesign   *design,
       GpKind      kind,
       const char *name)
{
  return *gp_element_get_id (gp_test_scene_find (design, kind, name));
}

/* Sets a property of the placement of @element, which is made where there is none. */
static void
mark (GpSceneBuilder *builder,
      const GpId     *element,
      GpProperty      property,
      gboolean        value)
{
  GpDesign *design = gp_scene_builder_get_design (builder);
  GpId view = gp_test_scene_find_view (design);
  GpEditPlace place = { *element, { 500, 300 }, FALSE };
  GpChangeSet *changes;

  if (gp_edit_placement (design, &view, element) == NULL)
    gp_test_builder_apply (builder, gp_edit_place (design, &view, &place, 1, NULL));
  changes = gp_change_set_new (NULL);
  gp_change_set_set (changes, gp_edit_placement (design, &view, element), property,
                     gp_value_bool (value));
  gp_test_builder_apply (builder, changes);
}

static guint
count_lines (GpScene *scene)
{
  guint count = 0;

  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    count += gp_scene_get_line (scene, i) != NULL;
  return count;
}

static void
test_a_folded_domain_is_one_card (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpId sales = id_of (design, GP_KIND_DOMAIN, "sales");
  GpId order = id_of (design, GP_KIND_ENTITY, "order");
  GpId item = id_of (design, GP_KIND_ENTITY, "item");
  const GpSceneItem *fold;
  g_autoptr(GArray) lines = NULL;
  g_autofree char *before = gp_test_builder_dump (builder);
  g_autofree char *after = NULL;

  mark (builder, &sales, GP_PLACEMENT_COLLAPSED, TRUE);
  fold = gp_scene_find (scene, &sales);
  g_assert_nonnull (fold);
  g_assert_true (fold->folded);
  g_assert_null (gp_scene_find (scene, &order));
  g_assert_true (gp_scene_builder_stand_in (builder, &order) == fold);
  g_assert_nonnull (gp_scene_find (scene, &item));

  /* What is inside is gone; what leads outside is kept. */
  lines = gp_scene_list_lines (scene, fold);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpuint (gp_scene_get_line (scene, g_array_index (lines, guint, 0))->bundle->len, ==, 1);

  mark (builder, &sales, GP_PLACEMENT_COLLAPSED, FALSE);
  after = gp_test_builder_dump (builder);
  g_assert_cmpstr (after, ==, before);
}

static void
test_bundles_count_their_relations (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpId sales = id_of (design, GP_KIND_DOMAIN, "sales");
  GpId customer = id_of (design, GP_KIND_ENTITY, "customer");
  GpId item = id_of (design, GP_KIND_ENTITY, "item");
  const GpSceneLine *line;

  mark (builder, &sales, GP_PLACEMENT_COLLAPSED, TRUE);
  gp_test_builder_apply (builder, gp_edit_add_relation (design, &item, &customer, NULL, NULL));
  gp_test_builder_apply (builder, gp_edit_add_relation (design, &customer, &item, NULL, NULL));
  g_assert_cmpuint (count_lines (scene), ==, 1);
  line = gp_scene_get_line (scene, gp_scene_get_n_lines (scene) - 1);
  for (guint i = 0; line == NULL; i++)
    line = gp_scene_get_line (scene, i);
  g_assert_cmpuint (line->bundle->len, ==, 3);
  g_assert_cmpstr (line->label, ==, "3");
}

/* Whatever is folded, an update gives what a rebuild gives. */
static void
test_updates_are_rebuilds (void)
{
  static const char *const names[] = { "customer", "order", "item", "log" };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId domains[] = { id_of (design, GP_KIND_DOMAIN, "sales"),
                     id_of (design, GP_KIND_DOMAIN, "stock") };

  for (guint round = 0; round < 40; round++)
    {
      GpId one = id_of (design, GP_KIND_ENTITY, names[g_test_rand_int_range (0, 4)]);
      GpId two = id_of (design, GP_KIND_ENTITY, names[g_test_rand_int_range (0, 4)]);
      g_autofree char *updated = NULL;
      g_autofree char *rebuilt = NULL;

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          mark (builder, &domains[g_test_rand_bit ()], GP_PLACEMENT_COLLAPSED, g_test_rand_bit ());
          break;
        case 1:
          gp_test_builder_apply (builder, gp_edit_add_relation (design, &one, &two, NULL, NULL));
          break;
        case 2:
          gp_test_builder_apply (builder,
                                 gp_edit_set (design, &one, GP_ENTITY_DOMAIN,
                                              gp_value_id (&domains[g_test_rand_bit ()]), NULL));
          break;
        default:
          mark (builder, &one, GP_PLACEMENT_AS_RELATION, g_test_rand_bit ());
          break;
        }
      updated = gp_test_builder_dump (builder);
      gp_scene_builder_rebuild (builder);
      rebuilt = gp_test_builder_dump (builder);
      g_assert_cmpstr (updated, ==, rebuilt);
    }
}

static void
test_an_entered_domain_has_ghosts (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpId stock = id_of (design, GP_KIND_DOMAIN, "stock");
  GpId item = id_of (design, GP_KIND_ENTITY, "item");
  GpId order = id_of (design, GP_KIND_ENTITY, "order");
  GpId customer = id_of (design, GP_KIND_ENTITY, "customer");

  gp_scene_builder_set_subject (builder, &stock);
  gp_scene_builder_rebuild (builder);
  g_assert_false (gp_scene_find (scene, &item)->ghost);
  g_assert_true (gp_scene_find (scene, &order)->ghost);
  g_assert_null (gp_scene_find (scene, &customer));
  g_assert_cmpuint (count_lines (scene), ==, 1);
  g_assert_cmpfloat (gp_scene_find (scene, &order)->rect.x, >,
                     gp_scene_find (scene, &item)->rect.x);
  g_assert_cmpuint (gp_scene_builder_count_unplaced (builder), ==, 0);
}

static void
test_a_bridge_is_a_line_between_two (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpId log = id_of (design, GP_KIND_ENTITY, "log");
  GpId item = id_of (design, GP_KIND_ENTITY, "item");
  GpId customer = id_of (design, GP_KIND_ENTITY, "customer");
  const GpSceneLine *line;

  gp_test_builder_apply (builder, gp_edit_add_relation (design, &log, &item, NULL, NULL));
  mark (builder, &log, GP_PLACEMENT_AS_RELATION, TRUE);
  g_assert_nonnull (gp_scene_find (scene, &log));      /* refers but once */
  gp_test_builder_apply (builder, gp_edit_add_relation (design, &log, &customer, NULL, NULL));
  gp_scene_builder_rebuild (builder);
  g_assert_null (gp_scene_find (scene, &log));
  line = gp_scene_find_line (scene, &log);
  g_assert_true (line->bridge);
  g_assert_cmpint (line->from_mark, ==, GP_MARK_ZERO_OR_MANY);
  g_assert_cmpint (line->to_mark, ==, GP_MARK_ZERO_OR_MANY);
  mark (builder, &log, GP_PLACEMENT_AS_RELATION, FALSE);
  g_assert_nonnull (gp_scene_find (scene, &log));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/scene-fold/a-folded-domain-is-one-card",
                   test_a_folded_domain_is_one_card);
  g_test_add_func ("/render/scene-fold/bundles-count-their-relations",
                   test_bundles_count_their_relations);
  g_test_add_func ("/render/scene-fold/updates-are-rebuilds", test_updates_are_rebuilds);
  g_test_add_func ("/render/scene-fold/an-entered-domain-has-ghosts",
                   test_an_entered_domain_has_ghosts);
  g_test_add_func ("/render/scene-fold/a-bridge-is-a-line-between-two",
                   test_a_bridge_is_a_line_between_two);
  return g_test_run ();
}
