/* test-card-compare.c — what a card says of what changed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-card-compare.h"
#include "gp-edit.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
set (GpDesign        *design,
     const GpElement *element,
     GpProperty       property,
     GpValue          value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes =
    gp_edit_set (design, gp_element_get_id (element), property, value, &error);

  g_assert_no_error (error);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
}

static void
test_old_and_new (void)
{
  g_autoptr(GpDesign) base = gp_test_scene_design ();
  g_autoptr(GpDesign) design = gp_design_copy (base);
  GpCardContext context = { .design = design, .base = base };
  GpId id = *gp_element_get_id (gp_test_scene_find_field (design, "order", "customer_id"));
  GpCardRow row = { .state = GP_STATE_CHANGED };
  static const struct
  {
    GpProperty  property;
    const char *value;
    const char *name;
    const char *type;
  } steps[] = {
    { GP_FIELD_DEFAULT, "x", "customer_id", "→ customer · Default" },
    { GP_FIELD_NAME, "buyer_id", "customer_id → buyer_id", "→ customer?" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *name = NULL, *type = NULL;

      set (design, gp_design_lookup (design, &id), steps[i].property,
           gp_value_text (steps[i].value));
      row.field = gp_design_lookup (design, &id);
      name = gp_card_dup_row_name (&context, &row);
      type = gp_card_dup_row_type (&context, &row);
      g_assert_cmpstr (name, ==, steps[i].name);
      g_assert_cmpstr (type, ==, steps[i].type);
    }
}

static void
test_types_and_titles (void)
{
  g_autoptr(GpDesign) base = gp_test_scene_design ();
  g_autoptr(GpDesign) design = gp_design_copy (base);
  GpCardContext context = { .design = design, .base = base };
  const GpElement *order = gp_test_scene_find (design, GP_KIND_ENTITY, "order");
  GpId id = *gp_element_get_id (order);
  GpId field = *gp_element_get_id (gp_test_scene_find_field (design, "order", "customer_id"));
  GpCardRow row = { .state = GP_STATE_CHANGED };
  g_autofree char *title = NULL, *type = NULL, *gone = NULL, *plain = NULL;

  set (design, gp_design_lookup (design, &field), GP_FIELD_NULLABLE, gp_value_bool (FALSE));
  set (design, gp_test_scene_find_field (design, "customer", "id"), GP_FIELD_TYPE,
       gp_value_text ("text"));
  row.field = gp_design_lookup (design, &field);
  type = gp_card_dup_row_type (&context, &row);
  g_assert_cmpstr (type, ==, "→ customer · Optional");

  set (design, order, GP_ENTITY_NAME, gp_value_text ("purchase"));
  title = gp_card_dup_title (&context, gp_design_lookup (design, &id));
  g_assert_cmpstr (title, ==, "order → purchase");
  context.base = NULL;
  plain = gp_card_dup_title (&context, gp_design_lookup (design, &id));
  g_assert_cmpstr (plain, ==, "purchase");

  context.base = base;
  row = (GpCardRow) { gp_design_lookup (base, &field), GP_STATE_REMOVED, GP_ICON_MINUS };
  gone = gp_card_dup_row_type (&context, &row);
  g_assert_cmpstr (gone, ==, "→ customer?");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/card-compare/old-and-new", test_old_and_new);
  g_test_add_func ("/render/card-compare/types-and-titles", test_types_and_titles);
  return g_test_run ();
}
