/* test-type-label.c — types as people read them
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-test-scene.h"
#include "gp-test.h"
#include "gp-type-label.h"

static void
check (GpDesign        *design,
       const GpElement *field,
       const char      *expected)
{
  g_autofree char *label = gp_type_label (design, field);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_types_say_what_matters (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const char *const values[] = { "new", "sent", "paid", NULL };
  GpId id = gp_id_new ();
  g_autoptr(GpElement)
               field = gp_element_new (GP_KIND_FIELD, &id, gp_design_get_root_id (design), 1);

  check (design, field, "text");
  gp_element_set_int (field, GP_FIELD_LENGTH, 40);
  gp_element_set_bool (field, GP_FIELD_NULLABLE, TRUE);
  gp_element_set_bool (field, GP_FIELD_UNIQUE, TRUE);
  check (design, field, "text(40)? · unique");
  gp_element_set_text (field, GP_FIELD_TYPE, "decimal");
  gp_element_set_int (field, GP_FIELD_PRECISION, 12);
  gp_element_set_int (field, GP_FIELD_SCALE, 2);
  gp_element_set_bool (field, GP_FIELD_UNIQUE, FALSE);
  check (design, field, "decimal(12,2)?");
  gp_element_set_text (field, GP_FIELD_TYPE, "enum");
  gp_element_set (field, GP_FIELD_VALUES, gp_value_texts (values, 3));
  gp_element_set_bool (field, GP_FIELD_NULLABLE, FALSE);
  gp_element_set_bool (field, GP_FIELD_ARRAY, TRUE);
  check (design, field, "enum(3)[]");
}

static void
test_references_name_their_target (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();

  check (design, gp_test_scene_find_field (design, "order", "customer_id"), "→ customer?");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/type-label/types-say-what-matters", test_types_say_what_matters);
  g_test_add_func ("/render/type-label/references-name-their-target",
                   test_references_name_their_target);

  return g_test_run ();
}
