/* test-postgresql-catalog.c — what a database holds, as a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-catalog.h"

#include "gp-test.h"

#define TABLE \
  "[\"table\", \"public.a\", \"CREATE TABLE public.a (\\n id integer NOT NULL\\n)\", false]"

static void
test_statements_become_a_design (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPostgresqlCatalog) catalog = gp_postgresql_catalog_new ("[" TABLE "]", &error);
  g_autoptr(GpDesign) design = NULL;

  g_assert_no_error (error);
  design = gp_postgresql_catalog_to_design (catalog, "Read", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ENTITY), ==, 1);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FIELD), ==, 1);
}

static void
test_what_we_made_is_no_part_of_it (void)
{
  g_autoptr(GpPostgresqlCatalog) catalog = gp_postgresql_catalog_new (
    "[[\"schema\", \"gp_access\", \"CREATE SCHEMA gp_access\", true],"
    " [\"extension\", \"citext\", \"CREATE EXTENSION citext\", false]]", NULL);
  g_autoptr(GpDesign) design = NULL;

  design = gp_postgresql_catalog_to_design (catalog, "Read", NULL, NULL, NULL);
  g_assert_cmpuint (gp_design_size (design), ==, 1);
}

static void
test_changes_are_named (void)
{
  g_autoptr(GpPostgresqlCatalog) before = gp_postgresql_catalog_new (
    "[[\"view\", \"public.v\", \"CREATE VIEW 1\", false], " TABLE "]", NULL);
  g_autoptr(GpPostgresqlCatalog) after = gp_postgresql_catalog_new (
    "[[\"view\", \"public.v\", \"CREATE VIEW 2\", false]]", NULL);
  g_autoptr(GPtrArray) changes = gp_postgresql_catalog_list_changes (after, before);

  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (changes, 0), ==, "table public.a");
  g_assert_cmpstr (g_ptr_array_index (changes, 1), ==, "view public.v");
}

static void
test_nonsense_is_refused (void)
{
  static const char *const texts[] = { "[1]", "[[]]", "[[\"table\", \"a\"]]", "[[1, 2, 3, 4]]",
                                       "{" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_postgresql_catalog_new (texts[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-catalog/statements-become-a-design",
                   test_statements_become_a_design);
  g_test_add_func ("/data/postgresql-catalog/what-we-made-is-no-part-of-it",
                   test_what_we_made_is_no_part_of_it);
  g_test_add_func ("/data/postgresql-catalog/changes-are-named", test_changes_are_named);
  g_test_add_func ("/data/postgresql-catalog/nonsense-is-refused", test_nonsense_is_refused);
  return g_test_run ();
}
