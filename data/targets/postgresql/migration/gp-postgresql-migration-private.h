/* gp-postgresql-migration-private.h — what the parts of a migration share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-migration.h"
#include "gp-sql-name.h"
#include "gp-sql-writer.h"

G_BEGIN_DECLS

struct _GpPostgresqlMigration
{
  GpDesign    *live;      /* physical; with its own names */
  GpDesign    *renamed;   /* the same with the wanted names of all that stays */
  GpDesign    *wanted;    /* physical */
  GPtrArray   *losses;    /* findings of the writers, which say them once more than needed */
  GString     *script;
  GPtrArray   *steps;     /* of text; ends in NULL when all is done */
  GHashTable  *parts;     /* GpId → GString */
  GHashTable  *retyped;   /* ids of fields whose type changes; borrowed */
  GHashTable  *dropped_views;   /* ids; borrowed */
  GPtrArray   *enums;     /* of GpPgEnum */
  GPtrArray   *indexes;   /* of GpPostgresqlIndex */
};

/** gp_pg_migration_emit: a statement, with its semicolon, on behalf of @element (or NULL). */
void     gp_pg_migration_emit     (GpPostgresqlMigration *self, const GpId *element,
                                   const char *format, ...) G_GNUC_PRINTF (3, 4);

/** gp_pg_migration_table: (transfer full): the quoted name of @entity's table. */
char    *gp_pg_migration_table    (const GpElement *entity);

/** gp_pg_migration_name: (transfer full): quoted. */
char    *gp_pg_migration_name     (const char *name);

/** gp_pg_migration_stays: the entity @id is a table in both designs. */
gboolean gp_pg_migration_stays    (GpPostgresqlMigration *self, const GpId *id);

/** gp_pg_migration_is_column: @field, of @design, is a column of a table. */
gboolean gp_pg_migration_is_column (GpDesign *design, const GpElement *field);

/** gp_pg_migration_old_column: the live field that the wanted @field was in the same table, or
 * NULL where the column is new. */
const GpElement *gp_pg_migration_old_column (GpPostgresqlMigration *self, const GpElement *field);

/** gp_pg_migration_may_be_null: the column of @field, of @design, takes NULL. */
gboolean gp_pg_migration_may_be_null (GpDesign *design, const GpElement *field);

/* --- the parts, in the order in which they are written --- */

/* gp-postgresql-migration-parts.c: views, keys, constraints, indexes, references, policies */
void gp_pg_migration_drop_views  (GpPostgresqlMigration *self);
void gp_pg_migration_drop_parts  (GpPostgresqlMigration *self);
void gp_pg_migration_add_parts   (GpPostgresqlMigration *self);
void gp_pg_migration_add_views   (GpPostgresqlMigration *self);
void gp_pg_migration_add_texts   (GpPostgresqlMigration *self);

/** gp_pg_migration_part_changes: whether the live index, check or reference @part goes or says
 * something else, its name apart. */
gboolean gp_pg_migration_part_changes (GpPostgresqlMigration *self, const GpElement *part);

/** gp_pg_migration_add_ahead: has @index, new in the wanted design, made ahead of the script, which
 * gets what makes it where it is not there. @statement: what makes it. FALSE: it cannot be. */
gboolean gp_pg_migration_add_ahead (GpPostgresqlMigration *self, const GpElement *index,
                                    const char *statement);
void     gp_pg_index_free          (gpointer data);    /* GpPostgresqlIndex */

/* gp-postgresql-migration-enums.c */
void gp_pg_migration_make_enums  (GpPostgresqlMigration *self);
void gp_pg_migration_drop_enums  (GpPostgresqlMigration *self);

/** gp_pg_enums_new: (transfer full): the types of enums, and what becomes of each. */
GPtrArray  *gp_pg_enums_new      (GpPostgresqlMigration *self);

/** gp_pg_enums_follow: (transfer none): what the type @name is called when columns are altered: its
 * new name, or, for one that is made anew, the name that the old one has meanwhile. @name itself
 * for other types. */
const char *gp_pg_enums_follow   (GpPostgresqlMigration *self, const char *name);

/* gp-postgresql-migration-columns.c */
void gp_pg_migration_rename      (GpPostgresqlMigration *self);
void gp_pg_migration_find_retyped (GpPostgresqlMigration *self);
void gp_pg_migration_drop_columns (GpPostgresqlMigration *self);
void gp_pg_migration_alter_columns (GpPostgresqlMigration *self);

/** gp_pg_migration_casts_itself: values go from one type to the other without being told how; else
 * by way of a text. */
gboolean gp_pg_migration_casts_itself (const char *before, const char *after);

G_END_DECLS
