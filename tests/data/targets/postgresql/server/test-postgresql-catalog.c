/* test-postgresql-catalog.c — what a database holds, as a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-catalog.h"

#include "gp-finding.h"
#include "gp-test-design.h"
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

/* A view needs them; an earlier release has recorded that it does not know whose they are. */
static void
test_functions_of_others_are_part_of_it (void)
{
  g_autoptr(GpPostgresqlCatalog) catalog = gp_postgresql_catalog_new (
    "[[\"function\", \"public.f()\", \"CREATE OR REPLACE FUNCTION public.f() RETURNS integer"
    " LANGUAGE sql AS 'SELECT 1'\", null], " TABLE ","
    " [\"view\", \"public.v\", \"CREATE VIEW public.v AS SELECT public.f() AS n\", false]]", NULL);
  g_autoptr(GpDesign) design = NULL;
  gsize n;

  design = gp_postgresql_catalog_to_design (catalog, "Read", NULL, NULL, NULL);
  gp_element_get_texts (gp_design_get_root (design), GP_DESIGN_ROUTINES, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* It is planned against one that has none either: that would be a rename to nothing. */
static void
test_an_empty_name_is_none (void)
{
  g_autoptr(GpPostgresqlCatalog) catalog = gp_postgresql_catalog_new ("[" TABLE "]", NULL);
  g_autoptr(GpDesign) design = gp_postgresql_catalog_to_design (catalog, "", NULL, NULL, NULL);

  g_assert_false (gp_element_has (gp_design_get_root (design), GP_DESIGN_NAME));
}

/* A line would be one of a script that nobody has. */
static void
test_what_is_left_out_is_named (void)
{
  g_autoptr(GpPostgresqlCatalog) catalog = gp_postgresql_catalog_new (
    "[" TABLE ", [\"constraint\", \"public.a.c\", \"ALTER TABLE public.a\\n ADD CONSTRAINT c CHECK"
    " (id > 0) NO INHERIT\", false], [\"view\", \"public.v\", \"CREATE VIEW public.v AS"
    " SELECT 1 AS n\", false]]", NULL);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) design = gp_postgresql_catalog_to_design (catalog, NULL, findings, NULL,
                                                                NULL);

  g_assert_nonnull (design);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_true (g_str_has_prefix (gp_finding_get_message (findings->pdata[0]),
                                   "constraint public.a.c: "));
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

#define NUMBERED(oid, name, columns) \
  "[[\"table\", \"public." name "\", \"\", false, " \
  "[" oid ", \"public\", \"" name "\", [" columns "]]]]"

static void
test_renames_are_followed (void)
{
  g_autoptr(GpPostgresqlCatalog) before = gp_postgresql_catalog_new (
    NUMBERED ("7", "thing", "[1, \"id\"], [2, \"fax\"], [3, \"kept\"]"), NULL);
  g_autoptr(GpPostgresqlCatalog) after = gp_postgresql_catalog_new (
    NUMBERED ("7", "object", "[1, \"id\"], [2, \"phone\"], [3, \"kept\"], [4, \"fresh\"]"), NULL);
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Read");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId fax = gp_test_add_field (design, &thing, "fax", "text");
  GpId kept = gp_test_add_field (design, &thing, "kept", "text");

  gp_postgresql_catalog_follow_renames (after, before, design);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &thing)), ==, "object");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &fax)), ==, "phone");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &kept)), ==, "kept");
  g_assert_null (gp_design_find_child (design, &thing, GP_KIND_FIELD, "fresh"));
}

/* As where it was dumped and loaded again: a number says nothing where names are still there. */
static void
test_other_numbers_are_no_renames (void)
{
  g_autoptr(GpPostgresqlCatalog) before = gp_postgresql_catalog_new (
    NUMBERED ("7", "thing", "[1, \"id\"], [3, \"fax\"]"), NULL);
  g_autoptr(GpPostgresqlCatalog) after = gp_postgresql_catalog_new (
    NUMBERED ("7", "thing", "[1, \"fax\"], [3, \"id\"]"), NULL);
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Read");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId fax = gp_test_add_field (design, &thing, "fax", "text");

  gp_postgresql_catalog_follow_renames (after, before, design);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &fax)), ==, "fax");
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
  g_test_add_func ("/data/postgresql-catalog/what-is-left-out-is-named",
                   test_what_is_left_out_is_named);
  g_test_add_func ("/data/postgresql-catalog/functions-of-others-are-part-of-it",
                   test_functions_of_others_are_part_of_it);
  g_test_add_func ("/data/postgresql-catalog/an-empty-name-is-none", test_an_empty_name_is_none);
  g_test_add_func ("/data/postgresql-catalog/statements-become-a-design",
                   test_statements_become_a_design);
  g_test_add_func ("/data/postgresql-catalog/what-we-made-is-no-part-of-it",
                   test_what_we_made_is_no_part_of_it);
  g_test_add_func ("/data/postgresql-catalog/changes-are-named", test_changes_are_named);
  g_test_add_func ("/data/postgresql-catalog/renames-are-followed", test_renames_are_followed);
  g_test_add_func ("/data/postgresql-catalog/other-numbers-are-no-renames",
                   test_other_numbers_are_no_renames);
  g_test_add_func ("/data/postgresql-catalog/nonsense-is-refused", test_nonsense_is_refused);
  return g_test_run ();
}
