/* gp-backend-retention.h — which records a deployment agreed to remove
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"
#include "gp-retention.h"

G_BEGIN_DECLS

/* A retention counts from the deployment whose plan said what it removes, and never because a
 * program came to know the property: so it is written down apart from the design. */

/** GpRetentionLine: @field: says when a record of @entity came. @reach: what else is lost by it, as
 * "takes:ID" or "loses:ID" of each reference. */
typedef struct
{
  GpId        entity;
  GpId        field;
  GpRetention retention;
  char      **reach;
} GpRetentionLine;

/** gp_backend_list_retentions: (transfer full): of GpRetentionLine: what was agreed to. */
GArray  *gp_backend_list_retentions (GpBackend *self, GError **error);

/** gp_backend_save_retentions: within the transaction of a deployment: what @design wants is agreed
 * to from now on. */
gboolean gp_backend_save_retentions (GpBackend *self, GpDesign *design, GError **error);

/** gp_backend_load_sweep_time, gp_backend_save_sweep_time: when records were last looked at, by the
 * clock of then, in microseconds since 1970; 0 where that is not known. A deployment that is the
 * first to agree to something counts as well. */
gboolean gp_backend_load_sweep_time (GpBackend *self, gint64 *out, GError **error);
gboolean gp_backend_save_sweep_time (GpBackend *self, gint64 time, GError **error);

/** gp_backend_plan_retentions: adds to @operations, of gp_plan_build_operations(), what is not as
 * agreed: destructive, with the records that are too old already, where they are removed earlier
 * than before, counted from another field, or take more with them. Of a table that comes with it,
 * too, which costs nothing. @live: the deployed design. */
gboolean gp_backend_plan_retentions (GpBackend *self, GpDesign *live, GpDesign *wanted,
                                     GPtrArray *operations, GError **error);

/** gp_backend_make_retention_cell: what @column, the field of a line, is smaller than in records
 * whose time is over @now. */
GpCell   gp_backend_make_retention_cell (const GpRetention *retention, const GpColumn *column,
                                         gint64 now);

G_END_DECLS
