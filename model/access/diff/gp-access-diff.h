/* gp-access-diff.h — who may do more, and who less, in one design than in another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-decide.h"

G_BEGIN_DECLS

/**
 * GpAccessFlip: a caller whose verdicts differ. A plain struct.
 *
 * @persona: nil for somebody with nothing but @role; both nil for a caller whom nobody knows
 * @subject, @action: of the design after, or of the one before where it is gone
 * @gains: more is allowed after: records, or fields of records
 * @n_records, @n_tried: how many of the records that were tried
 * @fields: (nullable): of GpId: fields that are gained or lost in records that both allow
 * @record: of an example: JSON; and @name: of the example record, NULL for one that was made up
 */
typedef struct
{
  GpId      persona;
  GpId      role;
  GpId      subject;
  char     *action;
  gboolean  gains;
  guint     n_records;
  guint     n_tried;
  GArray   *fields;
  char     *record;
  char     *name;
} GpAccessFlip;

/**
 * gp_access_diff: (transfer full): of GpAccessFlip: gains first, then in the order of callers.
 *
 * Tried are the personas of both designs, somebody with each role alone, and nobody; on the example
 * records of both, and on records that differ from these in what the rules of either look at; an
 * update also with the values of some other records. Exact on these: a difference that none of them
 * shows is not found.
 * @now: microseconds since 1970
 */
GPtrArray *gp_access_diff (GpDesign *before, GpDesign *after, gint64 now);

G_END_DECLS
