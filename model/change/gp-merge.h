/* gp-merge.h — two people's changes to the same design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  GP_CONFLICT_VALUE,      /* both set the same property to different values */
  GP_CONFLICT_REMOVED,    /* one removed what the other changed or refers to */
  GP_CONFLICT_MOVED,      /* both moved it to different parents */
  GP_CONFLICT_NAME,       /* both gave the same name to different elements */
} GpConflictType;

/** GpConflict: what people must decide. The merge result keeps "ours" there. */
typedef struct
{
  GpConflictType  type;
  GpId            id;         /* the element */
  GpKind          kind;
  GpProperty      property;   /* for a value */
  GpValue         base;
  GpValue         ours;
  GpValue         theirs;
  char           *path;       /* "patient.email" */
} GpConflict;

void       gp_conflict_free (GpConflict *self);

/**
 * gp_merge: @base, @ours and @theirs share ids.
 * @out_conflicts: (transfer full): array of GpConflict, empty where nobody must decide
 *
 * Returns (transfer full): the change set that leads from @ours to the merged design; always valid.
 */
GpChangeSet *gp_merge (GpDesign *base, GpDesign *ours, GpDesign *theirs, GPtrArray **out_conflicts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpConflict, gp_conflict_free)
G_END_DECLS
