/* gp-record-world.h — the tables of a backend as rules walk through them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"
#include "gp-request.h"

G_BEGIN_DECLS

/** GpRecordWorld: a plain struct, on the stack while a request asks the rules; reads within the
 * transaction that is open. */
typedef struct
{
  GpAccessWorld world;     /* first: a pointer to one is a pointer to the other */
  GpBackend    *backend;
} GpRecordWorld;

void            gp_record_world_init   (GpRecordWorld *self, GpBackend *backend);

/**
 * gp_record_world_load: (transfer full): the record with this key, whoever may see it; NULL without
 * @error where there is none.
 * @cells: (optional): copies of its cells, one for each column, are appended
 */
GpAccessRecord *gp_record_world_load   (GpRecordWorld *self, const GpTable *table,
                                        const GArray *key, GArray *cells, GError **error);

/** gp_record_world_select: (transfer full): of GpAccessRecord: whoever may see them. @rest: SQL
 * that follows the table, which is called r0 there; @values: of GpCell, for its parameters.
 * @cells: (optional): gets a GArray of the cells of each. */
GPtrArray      *gp_record_world_select (GpRecordWorld *self, const GpTable *table,
                                        const char *rest, const GArray *values, GPtrArray *cells,
                                        GError **error);

/** gp_record_world_set: @cell as the value of @column in @record, which nobody has seen yet. */
void            gp_record_world_set    (GpRecordWorld *self, GpAccessRecord *record,
                                        const GpColumn *column, const GpCell *cell);

/** gp_record_world_get_cell: the inverse; FALSE where the value does not fit the column. */
gboolean        gp_record_world_get_cell (const GpAccessRecord *record, const GpColumn *column,
                                          GpCell *out);

G_END_DECLS
