/* gp-access-paint.h — cells of the matrix are set, and the rules follow
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-matrix.h"
#include "gp-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  GP_ACCESS_PAINT_NONE,       /* no rule of this role is about the action any more */
  GP_ACCESS_PAINT_GRANT,      /* granted; a grant that has conditions is left as it is */
  GP_ACCESS_PAINT_FORBID,     /* forbidden without conditions; grants stay below */
} GpAccessPaint;

/** GpAccessStroke: one cell. @action: borrowed. */
typedef struct
{
  GpId        subject;
  GpId        role;
  const char *action;
} GpAccessStroke;

/**
 * gp_access_paint: (transfer full): all cells of @strokes set to @paint, as one step; may be empty.
 * Only rules of the very role are touched; what it inherits stays. A rule that is left without an
 * action goes. Strokes with a role or subject that is not there are passed over.
 */
GpChangeSet *gp_access_paint      (GpDesign *design, const GArray *strokes, GpAccessPaint paint);

/** gp_access_paint_next: what comes after a cell as it is: none, granted, forbidden, none. */
GpAccessPaint gp_access_paint_next (const GpAccessCell *cell);

G_END_DECLS
