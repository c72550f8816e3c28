/* test-postgresql-migration-parts.c — what hangs on tables and columns
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "migration-pair.h"

static void
test_a_unique_field_is_found_by_its_column (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "FUNCTION pg_temp.gp_drop_constraint",
                                "gp_drop_constraint('thing', 'u', ARRAY['name']);", NULL };

  pair_start (&pair);
  gp_test_set_bool (pair.live, &pair.name, GP_FIELD_UNIQUE, TRUE);
  assert_script (&pair, words);
}

/* Two constraints of the same column: the one that is not meant is no unique field's. */
static void
test_a_part_of_its_own_stays (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "c.conname::text <> ALL (kept)",
                                "gp_drop_constraint('thing', 'u', ARRAY['name'], ARRAY['one']);",
                                NULL };
  GpId index;

  pair_start (&pair);
  index = gp_test_add (pair.live, GP_KIND_INDEX, &pair.thing, "one");
  gp_test_set_refs (pair.live, &index, GP_INDEX_FIELDS, &pair.name, 1);
  gp_test_set_bool (pair.live, &index, GP_INDEX_CONSTRAINT, TRUE);
  gp_test_set_bool (pair.live, &index, GP_INDEX_UNIQUE, TRUE);
  g_clear_object (&pair.wanted);
  pair.wanted = gp_design_copy (pair.live);
  gp_test_set_bool (pair.live, &pair.name, GP_FIELD_UNIQUE, TRUE);
  assert_script (&pair, words);
}

static void
test_an_index_is_renamed_or_made_anew (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const renamed[] = { "ALTER INDEX public.one RENAME TO two;", NULL };
  const char *const anew[] = { "DROP INDEX IF EXISTS public.one;",
                               "CREATE UNIQUE INDEX two ON thing (name);", NULL };
  GpId index;

  pair_start (&pair);
  index = gp_test_add (pair.live, GP_KIND_INDEX, &pair.thing, "one");
  gp_test_set_refs (pair.live, &index, GP_INDEX_FIELDS, &pair.name, 1);
  g_clear_object (&pair.wanted);
  pair.wanted = gp_design_copy (pair.live);
  gp_test_set_text (pair.wanted, &index, GP_INDEX_NAME, "two");
  assert_script (&pair, renamed);
  gp_test_set_bool (pair.wanted, &index, GP_INDEX_UNIQUE, TRUE);
  assert_script (&pair, anew);
}

/* A view that reads a column stands in the way of the column's going. */
static void
test_views_step_aside (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "DROP VIEW names;", "DROP COLUMN spare;", "CREATE VIEW names AS",
                                NULL };
  GpId view;
  GpId spare;

  pair_start (&pair);
  spare = gp_test_add_field (pair.live, &pair.thing, "spare", "text");
  view = gp_test_add (pair.live, GP_KIND_ENTITY, NULL, "names");
  gp_test_add_field (pair.live, &view, "name", "text");
  gp_test_set_bool (pair.live, &view, GP_ENTITY_READ_ONLY, TRUE);
  gp_test_set_text (pair.live, &view, GP_ENTITY_QUERY, "SELECT name FROM thing");
  g_clear_object (&pair.wanted);
  pair.wanted = gp_design_copy (pair.live);
  gp_test_remove (pair.wanted, &spare);
  assert_script (&pair, words);
}

/* Both ends of a reference must have one type. */
static void
test_references_step_aside (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "'f', ARRAY['thing_id']);", "ALTER COLUMN id TYPE text",
                                "ALTER COLUMN thing_id TYPE text", "ADD FOREIGN KEY (thing_id)",
                                NULL };
  GpId part;
  GpId reference;
  GpId key;

  pair_start (&pair);
  part = gp_test_add_entity (pair.live, "part");
  reference = gp_test_add_field (pair.live, &part, "thing_id", "reference");
  gp_test_set_ref (pair.live, &reference, GP_FIELD_REFERENCE, &pair.thing);
  g_clear_object (&pair.wanted);
  pair.wanted = gp_design_copy (pair.live);
  key = *gp_element_get_id (gp_design_find_child (pair.wanted, &pair.thing, GP_KIND_FIELD, "id"));
  gp_test_set_text (pair.wanted, &key, GP_FIELD_TYPE, "text");
  assert_script (&pair, words);
}

static void
test_comments_come_and_go (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "COMMENT ON COLUMN thing.name IS NULL;",
                                "COMMENT ON TABLE thing IS 'What it is';", NULL };

  pair_start (&pair);
  gp_test_set_text (pair.live, &pair.name, GP_FIELD_DESCRIPTION, "Gone");
  gp_test_set_text (pair.wanted, &pair.thing, GP_ENTITY_DESCRIPTION, "What it is");
  assert_script (&pair, words);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-migration-parts/a-part-of-its-own-stays",
                   test_a_part_of_its_own_stays);
  g_test_add_func ("/data/postgresql-migration-parts/a-unique-field-is-found-by-its-column",
                   test_a_unique_field_is_found_by_its_column);
  g_test_add_func ("/data/postgresql-migration-parts/an-index-is-renamed-or-made-anew",
                   test_an_index_is_renamed_or_made_anew);
  g_test_add_func ("/data/postgresql-migration-parts/views-step-aside", test_views_step_aside);
  g_test_add_func ("/data/postgresql-migration-parts/references-step-aside",
                   test_references_step_aside);
  g_test_add_func ("/data/postgresql-migration-parts/comments-come-and-go",
                   test_comments_come_and_go);
  return g_test_run ();
}
