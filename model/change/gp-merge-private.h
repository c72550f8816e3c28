/* gp-merge-private.h — shared by gp-merge.c and gp-merge-repair.c
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-merge.h"

G_BEGIN_DECLS

typedef struct
{
  GpDesign  *ours;
  GpDesign  *theirs;
  GpDesign  *merged;        /* starts as a copy of ours */
  GPtrArray *conflicts;     /* GpConflict */
} GpMerge;

/** gp_merge_report: a new conflict about @element, kept by @merge; borrowed, to be filled in. */
GpConflict *gp_merge_report (GpMerge *merge, GpConflictType type, const GpElement *element);

/** gp_merge_set: takes @value. */
void        gp_merge_set    (GpMerge *merge, const GpId *id, GpProperty property, GpValue value);

/** gp_merge_repair: makes the merged design whole: references and names. */
void        gp_merge_repair (GpMerge *merge);

G_END_DECLS
