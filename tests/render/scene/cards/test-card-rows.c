/* test-card-rows.c — rows, badges and chips of a card
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-card-rows.h"
#include "gp-edit.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
init_context (GpCardContext *context,
              GpDesign      *design)
{
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, "DejaVu Sans");
  *context = (GpCardContext) { .design = design, .metrics = gp_metrics_new (NULL, &theme) };
}

static void
test_keys_and_references_are_marked (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *order = gp_test_scene_find (design, GP_KIND_ENTITY, "order");
  g_autoptr(GArray) rows = NULL;
  GpCardContext context;
  guint hidden;

  init_context (&context, design);
  rows = gp_card_list_rows (&context, order, &hidden);
  g_assert_cmpuint (hidden, ==, 0);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 0).icon, ==, GP_ICON_KEY);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 1).icon, ==, GP_ICON_NONE);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 2).icon, ==, GP_ICON_REFERENCE);
  gp_metrics_free (context.metrics);
}

static void
add_index (GpDesign   *design,
           const GpId *entity,
           const GpId *fields,
           gsize       n,
           gboolean    unique)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  GpId id = gp_id_new ();
  g_autoptr(GpElement) index = gp_element_new (GP_KIND_INDEX, &id, entity,
                                               gp_design_rank_last (design, entity));

  gp_element_set (index, GP_INDEX_FIELDS, gp_value_ids (fields, n));
  gp_element_set_bool (index, GP_INDEX_UNIQUE, unique);
  gp_change_set_add (changes, index);
  g_assert_true (gp_design_apply (design, changes, NULL));
}

/* Keys and references keep their own mark; a unique index says more than another one. */
static void
test_indexes_are_marked (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *customer = gp_test_scene_find (design, GP_KIND_ENTITY, "customer");
  GpId id = *gp_element_get_id (customer);
  g_autoptr(GArray) rows = NULL;
  GpCardContext context;
  GpId fields[3];
  guint hidden;

  init_context (&context, design);
  rows = gp_card_list_rows (&context, customer, &hidden);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fields[i] = *gp_element_get_id (g_array_index (rows, GpCardRow, i).field);
  add_index (design, &id, fields, 3, FALSE);
  add_index (design, &id, &fields[1], 1, TRUE);
  g_array_unref (g_steal_pointer (&rows));
  rows = gp_card_list_rows (&context, gp_design_lookup (design, &id), &hidden);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 0).icon, ==, GP_ICON_KEY);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 1).icon, ==, GP_ICON_UNIQUE);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 2).icon, ==, GP_ICON_INDEX);
  gp_metrics_free (context.metrics);
}

static void
test_long_cards_are_folded (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId log = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));
  g_autoptr(GArray) rows = NULL;
  GpCardContext context;
  guint hidden;

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(GpChangeSet) changes = gp_edit_add_field (design, &log, "f", NULL, NULL, NULL);

      g_assert_true (gp_design_apply (design, changes, NULL));
    }
  init_context (&context, design);
  rows = gp_card_list_rows (&context, gp_design_lookup (design, &log), &hidden);
  g_assert_cmpuint (rows->len, ==, GP_CARD_FOLD_ROWS + 1);
  g_assert_cmpuint (hidden, ==, 101 - GP_CARD_FOLD_ROWS);
  g_assert_null (g_array_index (rows, GpCardRow, GP_CARD_FOLD_ROWS).field);
  gp_metrics_free (context.metrics);
}

static void
test_removed_fields_stand_where_they_stood (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpDesign) base = gp_design_copy (design);
  const GpElement *name = gp_test_scene_find_field (design, "customer", "full_name");
  g_autoptr(GpChangeSet) changes = gp_edit_remove (design, gp_element_get_id (name), 1, NULL);
  g_autoptr(GArray) rows = NULL;
  GpCardContext context;
  guint hidden;

  g_assert_true (gp_design_apply (design, changes, NULL));
  init_context (&context, design);
  context.base = base;
  rows = gp_card_list_rows (&context, gp_test_scene_find (design, GP_KIND_ENTITY, "customer"),
                            &hidden);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 0).state, ==, GP_STATE_SAME);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 1).state, ==, GP_STATE_REMOVED);
  g_assert_cmpint (g_array_index (rows, GpCardRow, 1).icon, ==, GP_ICON_MINUS);
  gp_metrics_free (context.metrics);
}

static void
test_badges_and_chips (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *order = gp_test_scene_find (design, GP_KIND_ENTITY, "order");
  g_autoptr(GArray) badges = NULL;
  g_autoptr(GArray) chips = NULL;
  GpCardContext context;

  init_context (&context, design);
  badges = gp_card_list_badges (&context, order);
  chips = gp_card_list_chips (&context, order);
  g_assert_cmpuint (badges->len, ==, 1);
  g_assert_cmpint (g_array_index (badges, GpCardBadge, 0).icon, ==, GP_ICON_FLOW);
  g_assert_cmpstr (g_array_index (badges, GpCardBadge, 0).text, ==, "1");
  g_assert_cmpuint (chips->len, ==, 1);
  g_assert_cmpstr (g_array_index (chips, GpCardChip, 0).text, ==, "clerk\u2002C");
  g_assert_cmpint (g_array_index (chips, GpCardChip, 0).level, ==, GP_GRANT_SOME);
  gp_metrics_free (context.metrics);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/card-rows/keys-and-references-are-marked",
                   test_keys_and_references_are_marked);
  g_test_add_func ("/render/card-rows/indexes-are-marked", test_indexes_are_marked);
  g_test_add_func ("/render/card-rows/long-cards-are-folded", test_long_cards_are_folded);
  g_test_add_func ("/render/card-rows/removed-fields-stand-where-they-stood",
                   test_removed_fields_stand_where_they_stood);
  g_test_add_func ("/render/card-rows/badges-and-chips", test_badges_and_chips);

  return g_test_run ();
}
