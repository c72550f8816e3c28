/* migration-pair.h — two designs that share ids, and the script from the one to the other
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-migration.h"

#include "gp-test-design.h"
#include "gp-test.h"

/* A table with one field; a test changes the one or the other. */
typedef struct
{
  GpDesign *live;
  GpDesign *wanted;
  GpId      thing;
  GpId      name;
} Pair;

static inline void
pair_start (Pair *self)
{
  self->live = gp_design_new (NULL, "Pair");
  self->thing = gp_test_add_entity (self->live, "thing");
  self->name = gp_test_add_field (self->live, &self->thing, "name", "text");
  self->wanted = gp_design_copy (self->live);
}

static inline void
pair_clear (Pair *self)
{
  g_clear_object (&self->live);
  g_clear_object (&self->wanted);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

/* The script from the one to the other has each of @words, in this order. */
static inline void
assert_script (const Pair        *pair,
               const char *const *words)
{
  g_autoptr(GpPostgresqlMigration) migration = gp_postgresql_migration_new (pair->live,
                                                                            pair->wanted, NULL);
  const char *at = gp_postgresql_migration_get_script (migration);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const char *found = strstr (at, words[i]);

      if (found == NULL)
        g_test_message ("“%s” is not in: %s", words[i], at);
      g_assert_nonnull (found);
      at = found + 1;
    }
}
