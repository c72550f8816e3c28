/* test-access-fixtures.c — the example records of a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-fixtures.h"

#include "gp-test-access.h"
#include "gp-test.h"

static void
test_records_are_listed_and_found (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccessFixtures) self = gp_access_fixtures_new (design);
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  const GpId *n2 = gp_test_access_find (design, GP_KIND_FIXTURE, "n2");
  g_autoptr(GPtrArray) notes = gp_access_fixtures_list (self, note);
  GpAccessRecord *record = gp_access_fixtures_find (self, n2, NULL);

  g_assert_cmpuint (notes->len, ==, 3);
  g_assert_true (record == notes->pdata[1]);
  g_assert_true (gp_id_equal (gp_access_fixtures_get_id (self, record), n2));
  g_assert_null (gp_access_fixtures_find (self, note, NULL));
}

static void
test_added_records_are_part_of_the_world (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccessFixtures) self = gp_access_fixtures_new (design);
  GpAccessWorld *world = gp_access_fixtures_get_world (self);
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  const GpElement *owner = gp_design_find_child (design, note, GP_KIND_FIELD, "owner");
  GpAccessRecord *added = gp_access_record_from_json (world, note, "{\"owner\": \"u1\"}", NULL);
  g_autoptr(GpExprValue) value = gp_expr_value_new_string ("u1", -1);
  g_autoptr(GPtrArray) found = NULL;

  gp_access_fixtures_add (self, added);
  found = world->find (world, note, gp_element_get_id (owner), value);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (found->pdata[1] == added);
  g_assert_null (gp_access_fixtures_get_id (self, added));
}

static void
test_records_that_do_not_fit_are_told (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId n1 = *gp_test_access_find (design, GP_KIND_FIXTURE, "n1");
  g_autoptr(GpAccessFixtures) self = NULL;
  g_autoptr(GPtrArray) notes = NULL;
  g_autoptr(GError) error = NULL;

  gp_test_access_set (design, &n1, GP_FIXTURE_RECORD, gp_value_text ("{\"points\": \"x\"}"));
  self = gp_access_fixtures_new (design);
  g_assert_null (gp_access_fixtures_find (self, &n1, &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE);
  notes = gp_access_fixtures_list (self, gp_test_access_find (design, GP_KIND_ENTITY, "note"));
  g_assert_cmpuint (notes->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-fixtures/records-are-listed-and-found",
                   test_records_are_listed_and_found);
  g_test_add_func ("/model/access-fixtures/added-records-are-part-of-the-world",
                   test_added_records_are_part_of_the_world);
  g_test_add_func ("/model/access-fixtures/records-that-do-not-fit-are-told",
                   test_records_that_do_not_fit_are_told);

  return g_test_run ();
}
