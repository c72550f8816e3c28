/* test-element.c — elements store what differs from the default and nothing else
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-element.h"
#include "gp-test.h"

static GpElement *
make_field (void)
{
  GpId id = gp_id_new (), parent = gp_id_new ();

  return gp_element_new (GP_KIND_FIELD, &id, &parent, 1);
}

static void
test_default_is_not_stored (void)
{
  g_autoptr(GpElement) field = make_field ();

  g_assert_cmpstr (gp_element_get_text (field, GP_FIELD_TYPE), ==, "text");
  gp_element_set_text (field, GP_FIELD_TYPE, "text");
  g_assert_false (gp_element_has (field, GP_FIELD_TYPE));
  gp_element_set_text (field, GP_FIELD_TYPE, "uuid");
  g_assert_true (gp_element_has (field, GP_FIELD_TYPE));
  gp_element_set_text (field, GP_FIELD_TYPE, NULL);
  g_assert_false (gp_element_has (field, GP_FIELD_TYPE));
  g_assert_true (gp_element_is (field, GP_FIELD_TYPE, "text"));
}

static void
test_stored_are_sorted (void)
{
  g_autoptr(GpElement) field = make_field ();
  GpProperty property, last = 0;
  const GpValue *value;
  gsize n = 0;

  gp_element_set_bool (field, GP_FIELD_UNIQUE, TRUE);
  gp_element_set_text (field, GP_FIELD_NAME, "email");
  gp_element_set_int (field, GP_FIELD_LENGTH, 200);
  gp_element_set_bool (field, GP_FIELD_NULLABLE, TRUE);
  for (; gp_element_get_stored (field, n, &property, &value); n++)
    {
      g_assert_true (n == 0 || last < property);
      last = property;
    }
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (gp_element_get_name (field), ==, "email");
}

static void
test_copy_is_equal_and_apart (void)
{
  g_autoptr(GpElement) field = make_field ();
  g_autoptr(GpElement) copy = NULL;

  gp_element_set_text (field, GP_FIELD_NAME, "email");
  copy = gp_element_copy (field);
  g_assert_true (gp_element_equal (field, copy));
  gp_element_set_text (copy, GP_FIELD_NAME, "mail");
  g_assert_false (gp_element_equal (field, copy));
  g_assert_cmpstr (gp_element_get_name (field), ==, "email");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/element/default-is-not-stored", test_default_is_not_stored);
  g_test_add_func ("/model/element/stored-are-sorted", test_stored_are_sorted);
  g_test_add_func ("/model/element/copy-is-equal-and-apart", test_copy_is_equal_and_apart);
  return g_test_run ();
}
