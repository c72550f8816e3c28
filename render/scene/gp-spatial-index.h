/* gp-spatial-index.h — rectangle lookup for the canvas
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-rect.h"

G_BEGIN_DECLS

/**
 * GpSpatialIndex: maps slots (small numbers) to bounding boxes and answers "what is here".
 *
 * Coordinates are canvas units. Not thread-safe. A slot is a caller's array index, so memory grows
 * with the largest slot.
 */
typedef struct _GpSpatialIndex GpSpatialIndex;

GpSpatialIndex *gp_spatial_index_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void            gp_spatial_index_free   (GpSpatialIndex *self);   /* NULL is fine */
void            gp_spatial_index_clear  (GpSpatialIndex *self);

/** gp_spatial_index_set: @bounds replaces an earlier box of @slot. O(1). */
void            gp_spatial_index_set    (GpSpatialIndex *self, guint slot, const GpRect *bounds);

/** gp_spatial_index_remove: a slot that is not there is fine. O(1). */
void            gp_spatial_index_remove (GpSpatialIndex *self, guint slot);

/** gp_spatial_index_query: @out (array of guint) is cleared, then filled with the slots whose boxes
 * touch @area, ascending. O(cells of @area + what is found). */
void            gp_spatial_index_query  (GpSpatialIndex *self, const GpRect *area, GArray *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSpatialIndex, gp_spatial_index_free)
G_END_DECLS
