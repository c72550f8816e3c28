/* gp-postgresql-script.h — a deployment to PostgreSQL as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-deployed.h"
#include "gp-postgresql-flow-set.h"
#include "gp-postgresql-migration.h"

G_BEGIN_DECLS

/** GpPostgresqlPlace: what counts of a database beside its design.
 * @drifted: others have changed it since it was deployed to: access and flows, which a live design
 *   cannot tell, are put back
 * @flows: borrowed: the hash of the flows that are there, "" for none */
typedef struct
{
  gboolean              drifted;
  GpPostgresqlAbilities abilities;
  const char           *flows;
} GpPostgresqlPlace;

/** GpPostgresqlScript: what leads from a live design to a wanted one: tables, access, flows. */
typedef struct
{
  GpDesign              *live;
  GpDesign              *wanted;
  gboolean               drifted;
  GpPostgresqlMigration *migration;
  GpPostgresqlFlowSet   *flows_before;
  GpPostgresqlFlowSet   *flows;      /* the wanted ones that the database can do */
  gboolean               writes_flows;   /* others than those that are there */
  char                  *access_before;  /* the statements that set up access; "" for none */
  char                  *access;
  char                  *changes;    /* all statements of it, without a transaction; "" for none */
} GpPostgresqlScript;

typedef enum
{
  GP_POSTGRESQL_REHEARSE,            /* rolls back at the end */
  GP_POSTGRESQL_COMMIT,
} GpPostgresqlEnd;

/** gp_postgresql_script_new: keeps both designs, which must stay as they are.
 * @findings: (nullable): what cannot be said is added */
GpPostgresqlScript *gp_postgresql_script_new     (GpDesign *live, GpDesign *wanted,
                                                  const GpPostgresqlPlace *place,
                                                  GPtrArray *findings);
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

/** gp_postgresql_script_dup_inverse: (transfer full): the statements that lead back; rows that are
 * lost stay so. */
char               *gp_postgresql_script_dup_inverse (const GpPostgresqlScript *self);

/** gp_postgresql_script_dup_design: (transfer full): the meaning of the wanted design as JSON. */
char               *gp_postgresql_script_dup_design  (const GpPostgresqlScript *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPostgresqlScript, gp_postgresql_script_free)
G_END_DECLS
