/* test-scene-compare.c — the union of two designs as one drawing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static void
apply (GpDesign    *design,
       GpChangeSet *changes,
       GError      *error)
{
  g_autoptr(GpChangeSet) owned = changes;

  g_assert_no_error (error);
  gp_design_apply (design, owned, &error);
  g_assert_no_error (error);
}

typedef struct
{
  GpDesign       *base;
  GpDesign       *design;
  GpSceneBuilder *builder;
  GpId            customer, order, item, reference;
} Fixture;

/* order loses its reference to customer; item goes; refund comes and refers to order. */
static void
set_up (Fixture      *f,
        gconstpointer data)
{
  GError *error = NULL;
  GpId refund, field;

  f->base = gp_test_scene_design ();
  f->design = gp_design_copy (f->base);
  f->customer = *gp_element_get_id (gp_test_scene_find (f->base, GP_KIND_ENTITY, "customer"));
  f->order = *gp_element_get_id (gp_test_scene_find (f->base, GP_KIND_ENTITY, "order"));
  f->item = *gp_element_get_id (gp_test_scene_find (f->base, GP_KIND_ENTITY, "item"));
  f->reference = *gp_element_get_id (gp_test_scene_find_field (f->base, "order", "customer_id"));
  apply (f->design, gp_edit_remove (f->design, &f->reference, 1, &error), error);
  apply (f->design, gp_edit_remove (f->design, &f->item, 1, &error), error);
  apply (f->design, gp_edit_add (f->design, GP_KIND_ENTITY, gp_design_get_root_id (f->design),
                                 "refund", NULL, NULL, &refund), NULL);
  apply (f->design, gp_edit_add_relation (f->design, &refund, &f->order, &field, &error), error);
  f->builder = gp_test_builder_new (f->design, GP_LENS_DATA);
  gp_scene_builder_set_base (f->builder, f->base);
  gp_scene_builder_rebuild (f->builder);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  gp_scene_builder_free (f->builder);
  g_object_unref (f->base);
  g_object_unref (f->design);
}

static void
test_what_is_gone_is_shown (Fixture      *f,
                            gconstpointer data)
{
  GpScene *scene = gp_scene_builder_get_scene (f->builder);
  const GpSceneItem *item = gp_scene_find (scene, &f->item);
  const GpSceneItem *order = gp_scene_find (scene, &f->order);
  const GpSceneLine *line = gp_scene_find_line (scene, &f->reference);
  g_autoptr(GpSceneBuilder) old = gp_test_builder_new (f->base, GP_LENS_DATA);
  const GpSceneItem *before = gp_scene_find (gp_scene_builder_get_scene (old), &f->item);

  g_assert_nonnull (item);
  g_assert_cmpint (item->state, ==, GP_STATE_REMOVED);
  g_assert_cmpint (order->state, ==, GP_STATE_CHANGED);
  g_assert_cmpint (gp_scene_item_find_row (order, &f->reference), >=, 0);
  /* It stands where it stood. */
  g_assert_cmpfloat (item->rect.x, ==, before->rect.x);
  g_assert_cmpfloat (item->rect.y, ==, before->rect.y);

  g_assert_nonnull (line);
  g_assert_cmpint (line->state, ==, GP_STATE_REMOVED);
  g_assert_cmpuint (line->from, ==, order->slot);
  g_assert_cmpint (line->from_row, ==, gp_scene_item_find_row (order, &f->reference));
}

static void
test_the_whole_as_text (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *dump = gp_test_builder_dump (f->builder);
  const char *const parts[] = {
    "\"refund\"", "\"item\"", "\"removed\"", "\"new\"", "\"changed\"", NULL
  };

  for (gsize i = 0; parts[i] != NULL; i++)
    if (strstr (dump, parts[i]) == NULL)
      g_error ("no %s in\n%s", parts[i], dump);
}

/* A reference that leads elsewhere has two lines, each in its colour. */
static void
test_a_reference_that_leads_elsewhere (void)
{
  g_autoptr(GpDesign) base = gp_test_scene_design ();
  g_autoptr(GpDesign) design = gp_design_copy (base);
  GpId customer = *gp_element_get_id (gp_test_scene_find (base, GP_KIND_ENTITY, "customer"));
  GpId item = *gp_element_get_id (gp_test_scene_find (base, GP_KIND_ENTITY, "item"));
  GpId field = *gp_element_get_id (gp_test_scene_find_field (base, "order", "customer_id"));
  GpId old = gp_id_derive (&field, &customer);
  g_autoptr(GpSceneBuilder) builder = NULL;
  GError *error = NULL;
  GpScene *scene;

  apply (design, gp_edit_set (design, &field, GP_FIELD_REFERENCE, gp_value_id (&item), &error),
         error);
  builder = gp_test_builder_new (design, GP_LENS_DATA);
  gp_scene_builder_set_base (builder, base);
  gp_scene_builder_rebuild (builder);
  scene = gp_scene_builder_get_scene (builder);
  g_assert_nonnull (gp_scene_find_line (scene, &field));
  g_assert_nonnull (gp_scene_find_line (scene, &old));
  g_assert_cmpint (gp_scene_find_line (scene, &old)->state, ==, GP_STATE_REMOVED);
  g_assert_cmpint (gp_scene_find_line (scene, &field)->state, ==, GP_STATE_ADDED);

  gp_scene_builder_set_base (builder, NULL);
  gp_scene_builder_rebuild (builder);
  g_assert_null (gp_scene_find_line (scene, &old));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add ("/render/scene-compare/what-is-gone-is-shown", Fixture, NULL, set_up,
              test_what_is_gone_is_shown, tear_down);
  g_test_add ("/render/scene-compare/the-whole-as-text", Fixture, NULL, set_up,
              test_the_whole_as_text, tear_down);
  g_test_add_func ("/render/scene-compare/a-reference-that-leads-elsewhere",
                   test_a_reference_that_leads_elsewhere);
  return g_test_run ();
}
