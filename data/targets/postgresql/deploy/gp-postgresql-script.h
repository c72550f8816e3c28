/* gp-postgresql-script.h — a deployment to PostgreSQL as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-deployed.h"
#include "gp-postgresql-migration.h"

G_BEGIN_DECLS

/** GpPostgresqlScript: what leads from a live design to a wanted one, tables and access. */
typedef struct
{
  GpPostgresqlMigration *migration;
  char                  *changes;    /* all statements of it, without a transaction; "" for none */
  char                  *inverse;    /* those that lead back; rows that are lost stay so */
  char                  *design;     /* the wanted design as JSON */
  char                  *hash;       /* of the wanted design */
} GpPostgresqlScript;

typedef enum
{
  GP_POSTGRESQL_REHEARSE,            /* rolls back at the end */
  GP_POSTGRESQL_COMMIT,
} GpPostgresqlEnd;

/** gp_postgresql_script_new:
 * @drifted: others have changed the database since it was deployed to: access, which @live cannot
 * tell, is put back
 * @findings: (nullable): what cannot be said is added */
GpPostgresqlScript *gp_postgresql_script_new     (GpDesign *live, GpDesign *wanted,
                                                  gboolean drifted, GPtrArray *findings);
void                gp_postgresql_script_free    (GpPostgresqlScript *self);  /* NULL is fine */

/** gp_postgresql_script_dup_steps: (transfer full) (nullable): the transaction that comes before
 * the others, on the condition that the database is as @live says; gives the fingerprint that it
 * leaves as the column "after". The indexes of the migration are made after it. NULL where there is
 * none. */
char               *gp_postgresql_script_dup_steps (const GpPostgresqlScript *self,
                                                    const char *live, const char *plan);

/** gp_postgresql_script_dup: (transfer full): the whole transaction.
 * @live: the fingerprint that the database must have, but for the indexes of the migration
 * @plan: the hash to be remembered */
char               *gp_postgresql_script_dup     (const GpPostgresqlScript *self,
                                                  const char *live, const char *plan,
                                                  GpPostgresqlEnd end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPostgresqlScript, gp_postgresql_script_free)
G_END_DECLS
