/* gp-access-proposal.h — tests that would cover a cell, found by solving its rules
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-coverage.h"
#include "gp-change-set.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpAccessProposal: for one conditional cell that no test has seen both sides of. A plain struct.
 *
 * @subject, @role, @action: the cell, by the numbers of a matrix of the same rules
 * @words: who may and who may not, with which records; or that nobody was found
 * @changes: (nullable): what adds those tests, with the records that they need; NULL: none
 */
typedef struct
{
  guint        subject;
  guint        role;
  guint        action;
  char        *words;
  GpChangeSet *changes;
} GpAccessProposal;

/** gp_access_list_proposals: (transfer full): of GpAccessProposal, for the first @max of the cells
 * that need one; works on the snapshot of @access, so that a worker may call it. Fewer where
 * @cancellable was cancelled. @now: microseconds since 1970 */
GPtrArray *gp_access_list_proposals (const GpAccess *access, gint64 now, guint max,
                                     GCancellable *cancellable);

G_END_DECLS
