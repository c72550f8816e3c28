/* test-pocketbase-names.c — what the parts of a design are called in PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-names.h"

#include "gp-test-design.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

static void
test_ids (void)
{
  GpId id = gp_id_new ();
  g_autofree char *first = gp_pocketbase_id (&id, NULL);
  g_autofree char *again = gp_pocketbase_id (&id, NULL);
  g_autofree char *other = gp_pocketbase_id (&id, "text");

  g_assert_cmpuint (strlen (first), ==, 15);
  g_assert_cmpuint (strspn (first, "abcdefghijklmnopqrstuvwxyz0123456789"), ==, 15);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

static void
test_classes (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  const GpElement *id = gp_design_lookup (design, gp_test_expr_find (design, "project/id"));
  const GpElement *lead = gp_design_lookup (design, gp_test_expr_find (design, "project/lead"));
  const GpElement *tags = gp_design_lookup (design, gp_test_expr_find (design, "project/tags"));

  g_assert_true (gp_pocketbase_is_id (design, id));
  g_assert_false (gp_pocketbase_may_miss (design, id));
  g_assert_cmpint (gp_pocketbase_class (design, lead), ==, GP_PB_LINK);
  g_assert_true (gp_pocketbase_may_miss (design, lead));
  g_assert_cmpint (gp_pocketbase_class (design, tags), ==, GP_PB_OTHER);
}

/* The key that a collection without a record of ours has, and a text that is a key of its own. */
static void
test_ids_that_were_read (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Read");
  GpId thing = gp_test_add (design, GP_KIND_ENTITY, NULL, "thing");
  GpId id = gp_test_add_field (design, &thing, "id", "text");

  gp_test_set_refs (design, &thing, GP_ENTITY_PRIMARY_KEY, &id, 1);
  g_assert_false (gp_pocketbase_is_id (design, gp_design_lookup (design, &id)));
  gp_test_set_int (design, &id, GP_FIELD_LENGTH, 15);
  g_assert_true (gp_pocketbase_is_id (design, gp_design_lookup (design, &id)));
  gp_test_set_text (design, &id, GP_FIELD_NAME, "code");
  g_assert_false (gp_pocketbase_is_id (design, gp_design_lookup (design, &id)));
}

static void
test_names (void)
{
  g_assert_true (gp_pocketbase_name_is_fine ("order_line2"));
  g_assert_false (gp_pocketbase_name_is_fine ("2nd"));
  g_assert_false (gp_pocketbase_name_is_fine ("order line"));
  g_assert_false (gp_pocketbase_name_is_fine (""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-names/ids", test_ids);
  g_test_add_func ("/data/pocketbase-names/classes", test_classes);
  g_test_add_func ("/data/pocketbase-names/ids-that-were-read", test_ids_that_were_read);
  g_test_add_func ("/data/pocketbase-names/names", test_names);
  return g_test_run ();
}
