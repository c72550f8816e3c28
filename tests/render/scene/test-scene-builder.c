/* test-scene-builder.c — an updated scene is one that was made anew
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

/* One of the edits that people make, on something that is there; NULL where it cannot be done. */
static GpChangeSet *
random_edit (GpDesign *design)
{
  static const GpKind kinds[] = { GP_KIND_ENTITY, GP_KIND_FIELD, GP_KIND_DOMAIN, GP_KIND_ROLE };
  GpKind kind = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))];
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autofree char *name = g_strdup_printf ("n%d", g_test_rand_int_range (0, 1000000));
  GpId view = gp_test_scene_find_view (design);
  const GpId *id;
  const GpId *entity;
  GpEditPlace place;

  if (all->len == 0 || entities->len == 0)
    return gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, &view,
                        &(GpPoint) { 50, 900 }, NULL);
  id = gp_element_get_id (g_ptr_array_index (all, g_test_rand_int_range (0, (int) all->len)));
  entity = gp_element_get_id (g_ptr_array_index (entities,
                                                 g_test_rand_int_range (0, (int) entities->len)));
  switch (g_test_rand_int_range (0, 9))
    {
    case 0:
      return gp_edit_rename (design, id, name, NULL);
    case 1:
      return gp_edit_remove (design, id, 1, NULL);
    case 2:
      return gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, &view,
                          &(GpPoint) { g_test_rand_int_range (0, 2000), 900 }, NULL);
    case 3:
      return gp_edit_add_field (design, entity, name, NULL, NULL, NULL);
    case 4:
      return gp_edit_add_relation (design, entity,
                                   gp_element_get_id (g_ptr_array_index (entities, 0)), NULL, NULL);
    case 5:
      return gp_edit_duplicate (design, entity, 1, 30, 700, NULL, NULL);
    case 6:
      return gp_edit_set (design, entity, GP_ENTITY_AUDIT, gp_value_bool (g_test_rand_bit ()),
                          NULL);
    case 7:
      return kind == GP_KIND_DOMAIN
               ? gp_edit_set (design, entity, GP_ENTITY_DOMAIN, gp_value_id (id), NULL)
               : NULL;
    default:
      place = (GpEditPlace) { *entity, { g_test_rand_int_range (-900, 900), 40 }, TRUE };
      return gp_edit_place (design, &view, &place, 1, "Moved");
    }
}

static void
test_update_is_rebuild (void)
{
  guint rounds = gp_random_rounds (60);

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr(GpDesign) design = gp_test_scene_design ();
      g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);

      for (guint i = 0; i < 12; i++)
        {
          GpChangeSet *changes = random_edit (design);
          g_autoptr(GpSceneBuilder) anew = NULL;
          g_autofree char *updated = NULL;
          g_autofree char *rebuilt = NULL;

          if (changes == NULL)
            continue;
          gp_test_builder_apply (builder, changes);
          anew = gp_test_builder_new (design, GP_LENS_DATA);
          updated = gp_test_builder_dump (builder);
          rebuilt = gp_test_builder_dump (anew);
          g_assert_cmpstr (updated, ==, rebuilt);
        }
    }
}

static void
test_only_what_changed_is_made_anew (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  guint log = gp_test_find_card (builder, "log")->revision;
  guint customer = gp_test_find_card (builder, "customer")->revision;
  guint order = gp_test_find_card (builder, "order")->revision;
  GpId id = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "customer"));

  gp_test_builder_apply (builder, gp_edit_rename (design, &id, "buyer", NULL));
  g_assert_cmpuint (gp_test_find_card (builder, "log")->revision, ==, log);
  g_assert_cmpuint (gp_test_find_card (builder, "buyer")->revision, >, customer);
  g_assert_cmpuint (gp_test_find_card (builder, "order")->revision, >, order);
}

static void
test_lenses_have_nicks (void)
{
  for (int i = GP_LENS_DATA; i <= GP_LENS_ACCESS; i++)
    {
      GpLens lens = GP_LENS_DATA;

      g_assert_true (gp_lens_from_nick (gp_lens_to_nick ((GpLens) i), &lens));
      g_assert_cmpint (lens, ==, i);
    }
  g_assert_false (gp_lens_from_nick ("x", &(GpLens) { 0 }));
}

static void
test_moves_are_not_edits (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpDesign) before = gp_design_copy (design);
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId id = gp_test_find_card (builder, "log")->key;

  gp_scene_builder_move (builder, &id, 77, 88);
  gp_scene_builder_settle (builder);
  g_assert_cmpfloat (gp_test_find_card (builder, "log")->rect.x, ==, 77);
  g_assert_true (gp_design_equal (design, before));
  gp_scene_builder_forget (builder);
  gp_scene_builder_rebuild (builder);
  g_assert_cmpfloat (gp_test_find_card (builder, "log")->rect.x, ==, 0);
}

/* However it is cut, and where the design changes in between. */
static void
test_parts_make_the_whole (void)
{
  for (guint most = 1; most < 12; most++)
    {
      g_autoptr(GpDesign) design = gp_test_scene_design ();
      g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
      g_autofree char *whole = gp_test_builder_dump (builder);
      g_autofree char *parts = NULL;
      g_autofree char *changed = NULL;
      g_autofree char *anew = NULL;
      const GpId *id;
      guint n = 0;

      gp_scene_builder_begin (builder);
      while (gp_scene_builder_go_on (builder, most))
        n++;
      g_assert_cmpuint (n, >, 0);
      parts = gp_test_builder_dump (builder);
      g_assert_cmpstr (parts, ==, whole);

      gp_scene_builder_begin (builder);
      gp_scene_builder_go_on (builder, most);
      id = gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));
      gp_test_builder_apply (builder, gp_edit_rename (design, id, "renamed", NULL));
      changed = gp_test_builder_dump (builder);
      gp_scene_builder_rebuild (builder);
      anew = gp_test_builder_dump (builder);
      g_assert_cmpstr (changed, ==, anew);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-builder/update-is-rebuild", test_update_is_rebuild);
  g_test_add_func ("/render/scene-builder/parts-make-the-whole", test_parts_make_the_whole);
  g_test_add_func ("/render/scene-builder/only-what-changed-is-made-anew",
                   test_only_what_changed_is_made_anew);
  g_test_add_func ("/render/scene-builder/lenses-have-nicks", test_lenses_have_nicks);
  g_test_add_func ("/render/scene-builder/moves-are-not-edits", test_moves_are_not_edits);

  return g_test_run ();
}
