/* gp-table-private.h — how a schema is made
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-table.h"

G_BEGIN_DECLS

struct _GpSchema
{
  GPtrArray  *tables;     /* of GpTable */
  GHashTable *by_name;
  GHashTable *by_id;
};

/** GpSchemaBuild: what the makers of a schema share. */
typedef struct
{
  GpSchema  *schema;
  GpDesign  *design;
  GPtrArray *findings;    /* or NULL */
} GpSchemaBuild;

/** gp_schema_build_note: adds a finding, where anybody wants to know. @message: taken. */
void gp_schema_build_note       (GpSchemaBuild *self, GpSeverity severity, const GpElement *element,
                                 char *message);

/** gp_schema_build_columns: the columns and the key of @table. */
void gp_schema_build_columns    (GpSchemaBuild *self, GpTable *table, const GpElement *entity);

/** gp_schema_build_references: its foreign keys and indexes, once all tables have their columns. */
void gp_schema_build_references (GpSchemaBuild *self, GpTable *table, const GpElement *entity);

/** gp_schema_build_trails: which of all of them come to records that somebody wants to know
 * of. */
void gp_schema_build_trails     (GpSchema *schema);

/** gp_schema_build_checks: what its records must meet. */
void gp_schema_build_checks     (GpSchemaBuild *self, GpTable *table, const GpElement *entity);
void gp_table_check_free        (gpointer data);

G_END_DECLS
