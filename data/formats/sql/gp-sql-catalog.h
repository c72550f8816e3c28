/* gp-sql-catalog.h — what a database consists of, while it is being read
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-finding.h"
#include "gp-sql-script.h"
#include "gp-sql-type.h"

G_BEGIN_DECLS

/* Plain structs that readers fill and gp-sql-build.c turns into a design. All strings and structs
 * live in the catalogue's arena; the lists are owned by the catalogue. */

typedef struct _GpSqlCatalog  GpSqlCatalog;
typedef struct _GpSqlTable    GpSqlTable;
typedef struct _GpSqlColumn   GpSqlColumn;
typedef struct _GpSqlRule     GpSqlRule;
typedef struct _GpSqlSequence GpSqlSequence;
typedef struct _GpSqlUserType GpSqlUserType;
typedef struct _GpSqlRoutine  GpSqlRoutine;

struct _GpSqlColumn
{
  const char *name;
  GpSqlType   type;
  gboolean    not_null;
  gboolean    serial;           /* declared as serial, or numbered by a sequence of its own */
  const char *default_text;     /* SQL, or NULL */
  const char *sequence;         /* "schema.name" where the default is nextval of it, or NULL */
  const char *identity;         /* "always", "by_default" or NULL */
  const char *numbering;        /* options of the sequence that are not the usual ones, or NULL */
  const char *generated;        /* SQL, or NULL */
  const char *collation;
  const char *comment;
  gsize       at;               /* where it was read: an offset into the file */
  GpId        id;
};

typedef enum
{
  GP_SQL_RULE_PRIMARY,
  GP_SQL_RULE_UNIQUE,
  GP_SQL_RULE_EXCLUDE,
  GP_SQL_RULE_INDEX,
  GP_SQL_RULE_CHECK,
  GP_SQL_RULE_FOREIGN,
} GpSqlRuleType;

/** GpSqlRule: a constraint or an index of a table. */
struct _GpSqlRule
{
  GpSqlRuleType type;
  const char   *name;            /* NULL where it has none */
  const char  **columns;         /* NULL-terminated, or NULL where they are not plain columns */
  const char   *text;            /* condition of a check; columns of an index that are not plain */
  gboolean      unique;
  const char   *method;          /* NULL for btree */
  const char   *where;
  const char  **include;
  const char   *options;
  const char   *target_schema;   /* of a foreign key */
  const char   *target;
  const char  **target_columns;  /* NULL: its primary key */
  const char   *on_delete;       /* a choice of GP_FIELD_ON_DELETE */
  const char   *on_update;
  const char  **on_delete_columns;
  const char   *deferrable;      /* a choice of GP_FIELD_DEFERRABLE */
  gboolean      match_full;
  const char   *comment;
  gsize         at;
};

typedef enum
{
  GP_SQL_TABLE,
  GP_SQL_VIEW,
  GP_SQL_MATERIALIZED_VIEW,
  GP_SQL_EXTERNAL,               /* referred to, but not in the file */
} GpSqlTableType;

struct _GpSqlTable
{
  GpSqlTableType type;
  const char    *schema;         /* never NULL; "public" is the usual one */
  const char    *name;
  GPtrArray     *columns;        /* GpSqlColumn */
  GPtrArray     *rules;          /* GpSqlRule */
  GPtrArray     *policies;       /* texts */
  gboolean       row_security;
  gboolean       gone;           /* dropped again */
  GPtrArray     *inherits;       /* GpSqlTable */
  const char    *partition_by;
  GpSqlTable    *partition_of;
  const char    *bound;          /* FOR VALUES … of a partition */
  GPtrArray     *partition_texts; /* of the partitions that were lifted, or NULL */
  const char    *options;
  const char    *query;
  const char    *comment;
  gsize          at;
  guint          statement;
  GpId           id;             /* of the entity */
};

struct _GpSqlSequence
{
  const char  *schema;
  const char  *name;
  GHashTable  *options;          /* names to texts: "start" → "100"; the usual ones are left out */
  GpSqlTable  *owner;            /* or NULL */
  const char  *owner_column;
  gboolean     gone;
  guint        n_uses;           /* columns that it numbers */
  guint        statement;        /* the number of the one that made it */
  gsize        at;
};

typedef enum
{
  GP_SQL_USER_TYPE_ENUM,
  GP_SQL_USER_TYPE_DOMAIN,
} GpSqlUserTypeKind;

struct _GpSqlUserType
{
  GpSqlUserTypeKind kind;
  const char *schema;
  const char *name;
  GPtrArray  *values;            /* texts of an enum */
  GpSqlType   base;              /* of a domain */
  gboolean    not_null;
  const char *default_text;
  const char *collation;
  GPtrArray  *checks;            /* texts with VALUE in them */
  guint       n_uses;
  gboolean    gone;
  guint       statement;
  gsize       at;
};

/** GpSqlRoutine: something that is kept as text if anything kept uses its name. */
struct _GpSqlRoutine
{
  const char *kind;              /* "CREATE FUNCTION" */
  const char *name;              /* without schema */
  const char *text;
  gboolean    used;
  guint       statement;
  gsize       at;
};

struct _GpSqlCatalog
{
  GpArena           *arena;
  const GpSqlScript *script;       /* NULL where there is no text */
  const char        *file;         /* for findings, or NULL */
  GPtrArray         *tables;       /* GpSqlTable, in the order of the file */
  GHashTable        *table_names;  /* "schema.name" → GpSqlTable */
  GPtrArray         *sequences;
  GHashTable        *sequence_names;
  GPtrArray         *types;        /* GpSqlUserType */
  GHashTable        *type_names;
  GHashTable        *index_names;  /* "schema.name" → GpSqlTable that has it */
  GPtrArray         *routines;     /* GpSqlRoutine */
  GPtrArray         *schemas;      /* GpSqlRoutine: that are created by name */
  GPtrArray         *extensions;   /* names */
  GPtrArray         *findings;     /* GpFinding */
  GArray *left_out; /* guint: numbers of statements that turned out to have no place */
  const char        *schema;       /* the one that names without schema belong to */
  GpArena           *scratch;      /* for texts that are needed for a moment */
};

GpSqlCatalog  *gp_sql_catalog_new  (const GpSqlScript *script, const char *file);
void           gp_sql_catalog_free (GpSqlCatalog *self);

/* @schema NULL means the catalogue's. Names are copied. */
GpSqlTable *gp_sql_catalog_find_table (GpSqlCatalog *self, const char *schema, const char *name);
GpSqlTable    *gp_sql_catalog_add_table   (GpSqlCatalog *self, GpSqlTableType type,
                                           const char *schema, const char *name, gsize at);
void           gp_sql_catalog_drop_table  (GpSqlCatalog *self, GpSqlTable *table);
void gp_sql_catalog_move_table (GpSqlCatalog *self,
                                GpSqlTable *table,
                                const char *schema,
                                const char *name);
GpSqlSequence *gp_sql_catalog_find_sequence (GpSqlCatalog *self,
                                             const char *schema,
                                             const char *name);
GpSqlSequence *gp_sql_catalog_add_sequence (GpSqlCatalog *self,
                                            const char *schema,
                                            const char *name,
                                            gsize at);
GpSqlUserType *gp_sql_catalog_find_type (GpSqlCatalog *self, const char *schema, const char *name);
GpSqlUserType *gp_sql_catalog_add_type    (GpSqlCatalog *self, GpSqlUserTypeKind kind,
                                           const char *schema, const char *name, gsize at);

/** gp_sql_catalog_type_of: the enum or domain that @type names, or NULL. */
GpSqlUserType *gp_sql_catalog_type_of     (GpSqlCatalog *self, const GpSqlType *type);

GpSqlColumn   *gp_sql_table_find_column   (const GpSqlTable *self, const char *name);
GpSqlColumn *gp_sql_table_add_column (GpSqlCatalog *catalog,
                                      GpSqlTable *self,
                                      const char *name,
                                      gsize at);
GpSqlRule     *gp_sql_table_add_rule      (GpSqlCatalog *catalog, GpSqlTable *self,
                                           GpSqlRuleType type, gsize at);
GpSqlRule     *gp_sql_table_find_rule     (const GpSqlTable *self, const char *name);

/** gp_sql_table_find_primary: its primary key, or NULL. */
GpSqlRule     *gp_sql_table_find_primary  (const GpSqlTable *self);

/* What has no place in the design. @code: one of the codes of gp-import.h. @at: an offset. */
void gp_sql_catalog_note (
  GpSqlCatalog *self, const char *code, GpSeverity severity, gsize at, const char *format, ...)
  G_GNUC_PRINTF (5, 6);

/** gp_sql_catalog_leave_out: says that nothing of a statement that was read is kept. */
void           gp_sql_catalog_leave_out   (GpSqlCatalog *self, guint statement, gsize at,
                                           const char *format, ...) G_GNUC_PRINTF (4, 5);

/** gp_sql_catalog_dup_name: (transfer full): "schema.name", or "name" for the usual schema. */
char          *gp_sql_catalog_dup_name    (const char *schema, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSqlCatalog, gp_sql_catalog_free)
G_END_DECLS
