/* test-postgresql-obstacles.c — which rows stand in the way of a migration
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-obstacles.h"

#include "gp-finding.h"
#include "migration-pair.h"

/* From the one to the other, demands are made of rows: the last one's question has each of @words,
 * and its sentence the number and @said. */
static void
assert_last_obstacle (const Pair        *pair,
                      const char *const *words,
                      const char        *said)
{
  g_autoptr(GpPostgresqlMigration) migration = gp_postgresql_migration_new (pair->live,
                                                                            pair->wanted, NULL);
  g_autoptr(GPtrArray) obstacles = gp_postgresql_obstacles_new (migration);
  g_autoptr(GpFinding) finding = NULL;
  const GpPostgresqlObstacle *obstacle;
  const char *question;

  g_assert_cmpuint (obstacles->len, >, 0);
  obstacle = obstacles->pdata[obstacles->len - 1];
  question = gp_postgresql_obstacle_get_question (obstacle);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (strstr (question, words[i]) == NULL)
        g_test_message ("“%s” is not in: %s", words[i], question);
      g_assert_nonnull (strstr (question, words[i]));
    }
  finding = gp_postgresql_obstacle_to_finding (obstacle, 17, GP_SEVERITY_ERROR);
  g_assert_cmpint (gp_finding_get_severity (finding), ==, GP_SEVERITY_ERROR);
  g_assert_nonnull (strstr (gp_finding_get_message (finding), "17"));
  g_assert_nonnull (strstr (gp_finding_get_message (finding), said));
}

static void
assert_obstacle (const Pair        *pair,
                 const char *const *words,
                 const char        *said)
{
  g_autoptr(GpPostgresqlMigration) migration = gp_postgresql_migration_new (pair->live,
                                                                            pair->wanted, NULL);
  g_autoptr(GPtrArray) obstacles = gp_postgresql_obstacles_new (migration);

  g_assert_cmpuint (obstacles->len, ==, 1);
  assert_last_obstacle (pair, words, said);
}

static void
test_what_becomes_required_is_looked_for (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "FROM thing WHERE name IS NULL", NULL };

  pair_start (&pair);
  gp_test_set_bool (pair.live, &pair.name, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_bool (pair.wanted, &pair.name, GP_FIELD_NULLABLE, FALSE);
  /* The database knows it by its old name. */
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_NAME, "title");
  assert_obstacle (&pair, words, "leave the field optional");
}

static void
test_a_required_field_comes (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "SELECT count(*) FROM thing", NULL };
  GpId fresh;

  pair_start (&pair);
  fresh = gp_test_add_field (pair.wanted, &pair.thing, "fresh", "text");
  gp_test_set_bool (pair.wanted, &fresh, GP_FIELD_NULLABLE, FALSE);
  assert_obstacle (&pair, words, "thing.fresh");
}

static void
test_duplicates_are_looked_for (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "PARTITION BY name", "WHERE n > 1", NULL };

  pair_start (&pair);
  gp_test_set_bool (pair.wanted, &pair.name, GP_FIELD_UNIQUE, TRUE);
  assert_obstacle (&pair, words, "unique by name");
}

static void
test_each_value_is_cast (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "WHERE NOT pg_temp.gp_fits_0(name)", NULL };
  g_autoptr(GpPostgresqlMigration) migration = NULL;
  g_autoptr(GPtrArray) obstacles = NULL;
  const char *prepare;

  pair_start (&pair);
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_TYPE, "integer");
  assert_obstacle (&pair, words, "another type");
  migration = gp_postgresql_migration_new (pair.live, pair.wanted, NULL);
  obstacles = gp_postgresql_obstacles_new (migration);
  prepare = gp_postgresql_obstacle_get_prepare (obstacles->pdata[0]);
  g_assert_nonnull (strstr (prepare, "given text"));
  g_assert_nonnull (strstr (prepare, "taken integer"));
  g_assert_nonnull (strstr (prepare, "taken := given::text"));
}

static void
test_other_values_are_looked_for (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "name::text <> ALL (ARRAY['it''s'])", NULL };

  pair_start (&pair);
  for (guint i = 0; i < 2; i++)
    {
      GpDesign *design = i == 0 ? pair.live : pair.wanted;

      gp_test_set_text (design, &pair.name, GP_FIELD_TYPE, "enum");
      gp_test_set_texts (design, &pair.name, GP_FIELD_VALUES, i == 0 ? "new it's sent" : "it's");
    }
  assert_obstacle (&pair, words, "allow theirs");
}

/* A value is compared as it is, and as a text only where the types are not alike yet. */
static void
test_orphans_are_looked_for (void)
{
  const char *const alike[] = { "FROM thing AS gp_from", "NOT EXISTS (SELECT FROM other AS gp_to",
                                "gp_to.id = gp_from.name", NULL };
  const char *const different[] = { "gp_to.id::text = gp_from.name::text", NULL };

  for (guint i = 0; i < 2; i++)
    {
      g_auto(Pair) pair = { 0 };
      GpId other;

      pair_start (&pair);
      other = gp_test_add_entity (pair.live, "other");
      if (i == 0)
        gp_test_set_text (pair.live, &pair.name, GP_FIELD_TYPE, "uuid");
      g_object_unref (pair.wanted);
      pair.wanted = gp_design_copy (pair.live);
      gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_TYPE, "reference");
      gp_test_set_ref (pair.wanted, &pair.name, GP_FIELD_REFERENCE, &other);
      assert_last_obstacle (&pair, i == 0 ? alike : different, "refers to others by name");
    }
}

static void
test_nothing_is_asked_of_what_stays (void)
{
  g_auto(Pair) pair = { 0 };
  g_autoptr(GpPostgresqlMigration) migration = NULL;
  g_autoptr(GPtrArray) obstacles = NULL;

  pair_start (&pair);
  gp_test_set_bool (pair.live, &pair.name, GP_FIELD_UNIQUE, TRUE);
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_NAME, "title");
  gp_test_set_bool (pair.wanted, &pair.name, GP_FIELD_NULLABLE, TRUE);
  migration = gp_postgresql_migration_new (pair.live, pair.wanted, NULL);
  obstacles = gp_postgresql_obstacles_new (migration);
  g_assert_cmpuint (obstacles->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-obstacles/what-becomes-required-is-looked-for",
                   test_what_becomes_required_is_looked_for);
  g_test_add_func ("/data/postgresql-obstacles/a-required-field-comes",
                   test_a_required_field_comes);
  g_test_add_func ("/data/postgresql-obstacles/duplicates-are-looked-for",
                   test_duplicates_are_looked_for);
  g_test_add_func ("/data/postgresql-obstacles/each-value-is-cast", test_each_value_is_cast);
  g_test_add_func ("/data/postgresql-obstacles/other-values-are-looked-for",
                   test_other_values_are_looked_for);
  g_test_add_func ("/data/postgresql-obstacles/orphans-are-looked-for",
                   test_orphans_are_looked_for);
  g_test_add_func ("/data/postgresql-obstacles/nothing-is-asked-of-what-stays",
                   test_nothing_is_asked_of_what_stays);
  return g_test_run ();
}
