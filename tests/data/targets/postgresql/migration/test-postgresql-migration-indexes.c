/* test-postgresql-migration-indexes.c — indexes that are made while others go on writing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-script.h"

#include "gp-test-design.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *live;
  GpDesign *wanted;
  GpId      thing;
  GpId      index;
} Fixture;

static void
set_up (Fixture *self)
{
  GpId field;

  self->live = gp_design_new (NULL, "Indexes");
  self->thing = gp_test_add_entity (self->live, "thing");
  field = gp_test_add_field (self->live, &self->thing, "state", "text");
  self->wanted = gp_design_copy (self->live);
  self->index = gp_test_add (self->wanted, GP_KIND_INDEX, &self->thing, "by_state");
  gp_test_set_refs (self->wanted, &self->index, GP_INDEX_FIELDS, &field, 1);
}

static void
tear_down (Fixture *self)
{
  g_object_unref (self->live);
  g_object_unref (self->wanted);
}

static guint
count_ahead (Fixture *self)
{
  g_autoptr(GpPostgresqlMigration) migration = gp_postgresql_migration_new (self->live,
                                                                            self->wanted, NULL);

  return gp_postgresql_migration_get_indexes (migration)->len;
}

/* Outside of a transaction, with the schema; the script makes it only where it is not there, and
 * its way back takes it away. */
static void
test_made_ahead (void)
{
  static const GpPostgresqlPlace as_deployed = { .flows = "" };
  Fixture self;
  g_autoptr(GpPostgresqlScript) script = NULL;
  g_autofree char *inverse = NULL, *steps = NULL, *commit = NULL;
  const GpPostgresqlIndex *index;

  set_up (&self);
  script = gp_postgresql_script_new (self.live, self.wanted, &as_deployed, NULL);
  g_assert_cmpuint (gp_postgresql_migration_get_indexes (script->migration)->len, ==, 1);
  index = gp_postgresql_migration_get_indexes (script->migration)->pdata[0];
  g_assert_cmpstr (index->make, ==,
                   "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_state ON public.thing (state);");
  g_assert_nonnull (strstr (script->changes,
                            "CREATE INDEX IF NOT EXISTS by_state ON thing (state);"));
  /* Something else of that name would have kept it from being made. */
  g_assert_nonnull (strstr (script->changes,
                            "DO 'BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_index WHERE "
                            "indexrelid = to_regclass(''public.by_state'') AND indrelid = "
                            "to_regclass(''public.thing'')) THEN RAISE EXCEPTION"));
  inverse = gp_postgresql_script_dup_inverse (script);
  g_assert_nonnull (strstr (inverse, "DROP INDEX IF EXISTS public.by_state;"));
  steps = gp_postgresql_script_dup_steps (script, "abc", "plan-hash");
  g_assert_nonnull (strstr (steps, "groundplan.journal"));
  g_assert_nonnull (strstr (steps, "NOT indisvalid"));
  g_assert_null (strstr (steps, "'index' AND s IS NOT DISTINCT FROM"));
  commit = gp_postgresql_script_dup (script, "abc", "plan-hash", GP_POSTGRESQL_COMMIT);
  g_assert_nonnull (strstr (commit, "s IS NOT DISTINCT FROM to_regclass(''public.by_state'')"));
  tear_down (&self);
}

/* Of a table or a field that the script makes or renames, of values that it changes, where the name
 * is taken, or unique: the script makes those. */
static void
test_made_by_the_script (void)
{
  static const struct
  {
    const char *name;
    GpProperty  property;
    const char *value;
  } others[] = {
    { "thing", GP_ENTITY_NAME, "matter" },
    { "state", GP_FIELD_NAME, "status" },
    { "state", GP_FIELD_TYPE, "integer" },
    { "by_state", GP_INDEX_WHERE, "state IS NOT NULL" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      Fixture self;
      GpId id;

      set_up (&self);
      g_assert_cmpuint (count_ahead (&self), ==, 1);
      id = others[i].property == GP_ENTITY_NAME ? self.thing : self.index;
      if (g_str_equal (others[i].name, "state"))
        id = *gp_element_get_id (gp_design_find_child (self.wanted, &self.thing, GP_KIND_FIELD,
                                                       "state"));
      gp_test_set_text (self.wanted, &id, others[i].property, others[i].value);
      g_assert_cmpuint (count_ahead (&self), ==, 0);
      tear_down (&self);
    }
}

static void
test_unique_and_taken_names (void)
{
  Fixture self;
  GpId other;

  set_up (&self);
  gp_test_set_bool (self.wanted, &self.index, GP_INDEX_UNIQUE, TRUE);
  g_assert_cmpuint (count_ahead (&self), ==, 0);
  gp_test_set_bool (self.wanted, &self.index, GP_INDEX_UNIQUE, FALSE);
  other = gp_test_add (self.live, GP_KIND_INDEX, &self.thing, "by_state");
  g_assert_false (gp_id_equal (&other, &self.index));
  g_assert_cmpuint (count_ahead (&self), ==, 0);
  tear_down (&self);

  set_up (&self);
  gp_test_add_entity (self.wanted, "by_state");
  g_assert_cmpuint (count_ahead (&self), ==, 0);
  tear_down (&self);

  set_up (&self);
  gp_test_add_entity (self.live, "by_state");
  g_assert_cmpuint (count_ahead (&self), ==, 0);
  tear_down (&self);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-migration-indexes/made-ahead", test_made_ahead);
  g_test_add_func ("/data/postgresql-migration-indexes/made-by-the-script",
                   test_made_by_the_script);
  g_test_add_func ("/data/postgresql-migration-indexes/unique-and-taken-names",
                   test_unique_and_taken_names);
  return g_test_run ();
}
