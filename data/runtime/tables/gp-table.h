/* gp-table.h — the tables that a design asks for, ready for use
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-default.h"
#include "gp-design.h"
#include "gp-finding.h"

G_BEGIN_DECLS

typedef struct _GpColumn GpColumn;
typedef struct _GpTable  GpTable;
typedef struct _GpSchema GpSchema;

/** GpColumn: one field of an entity. Read-only, lives as long as its schema. */
struct _GpColumn
{
  GpId          id;
  char         *name;
  char         *quoted;       /* as SQL writes it */
  char         *description;  /* or NULL */
  GpCellFormat  format;       /* of the key pointed to, for a reference */
  gboolean      nullable;
  gboolean      unique;
  gboolean      in_key;
  gboolean      hidden;       /* written, and never given out: secrets */
  gboolean      inert;        /* stays empty here: computed, lists of files */
  gboolean      is_file;      /* the id of a file that is kept for it: never written as such */
  gboolean      numbered;     /* gets the next number where none is given */
  gboolean      numbered_only;/* and none can be given */
  GpDefault     initial;
  GpTable      *target;       /* the table pointed to; NULL where there is none in this database */
  GpColumn     *target_column;
};

/** GpTableIndex: @id: the index, or the field where that alone is unique. */
typedef struct
{
  GpId       id;
  gboolean   unique;
  GPtrArray *columns;         /* of GpColumn, borrowed */
} GpTableIndex;

/** GpTrails: who wants to know what becomes of records. */
typedef enum
{
  GP_TRAIL_AUDIT  = 1 << 0,   /* the audit trail */
  GP_TRAIL_EVENTS = 1 << 1,   /* those who listen to changes */
} GpTrails;

/** GpTableReference: a foreign key; actions as the design's choices.
 * @delete_trails, @update_trails: for whom what the database does by itself, when a record pointed
 *   to is deleted or gets another key, comes to records that they want to know of */
typedef struct
{
  GpId        id;             /* of the field or the composite reference */
  GPtrArray  *columns;        /* borrowed */
  GpTable    *target;
  GPtrArray  *target_columns; /* borrowed, as many */
  const char *on_delete;
  const char *on_update;
  gboolean    deferred;
  GpTrails    delete_trails;
  GpTrails    update_trails;
} GpTableReference;

/**
 * GpTableCheck: what each record must meet.
 * @description: why, or NULL
 * @broken: SQL that is true of a record, called r0, which breaks it; @values: of GpCell, for its
 *   parameters
 */
typedef struct
{
  GpId    id;
  char   *name;
  char   *description;
  char   *broken;
  GArray *values;
} GpTableCheck;

/** GpTable: one entity. */
struct _GpTable
{
  GpId       id;
  char      *name;
  char      *quoted;
  char      *description;     /* or NULL */
  gboolean   exposed;
  gboolean   read_only;
  gboolean   audited;         /* who changed what is kept */
  GpTrails   takes_along;     /* for whom: others that they want to know of */
  GPtrArray *columns;         /* of GpColumn, in the design's order */
  GPtrArray *key;             /* of GpColumn, borrowed; may be empty */
  GPtrArray *indexes;         /* of GpTableIndex */
  GPtrArray *references;      /* of GpTableReference */
  GPtrArray *checks;          /* of GpTableCheck */
  const char *rowid;          /* how SQLite's own number of a row is called here */
  GpSchema  *schema;
};

/**
 * gp_schema_new: the tables of @design; views and external entities have none.
 * @findings: of GpFinding: errors (DEP002) for what cannot be a table and warnings (DEP001) for
 * what
 *   is left out are added; NULL where nobody wants to know. With errors the schema must not be
 * used.
 */
GpSchema *gp_schema_new          (GpDesign *design, GPtrArray *findings);
void      gp_schema_free         (GpSchema *self);

gsize     gp_schema_get_size     (const GpSchema *self);
GpTable  *gp_schema_get_table    (const GpSchema *self, gsize i);

/** gp_schema_find: by the name in the API; NULL where there is none. gp_schema_lookup: by id. */
GpTable  *gp_schema_find         (const GpSchema *self, const char *name);
GpTable  *gp_schema_lookup       (const GpSchema *self, const GpId *id);

/** gp_table_is_file: whether @element is a field whose records hold one file each. */
gboolean  gp_table_is_file       (const GpElement *element);

/** gp_table_find: by name; NULL where there is none. gp_table_lookup: by the field's id. */
GpColumn *gp_table_find          (const GpTable *self, const char *name);
GpColumn *gp_table_lookup        (const GpTable *self, const GpId *id);

/** gp_table_check_equal: the same check, which asks the same. */
gboolean  gp_table_check_equal   (const GpTableCheck *a, const GpTableCheck *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSchema, gp_schema_free)
G_END_DECLS
