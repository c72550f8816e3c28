/* gp-edit-copy.h — elements that are taken along to another place or another design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/**
 * gp_edit_copy: (transfer full): the elements with all below them, and where they stand in @view,
 * as a change set of additions alone. It has a text form, but is applied to no design: see
 * gp_edit_paste(). What gp_edit_list_whole() lists is copied; what is inside another chosen element
 * comes with that.
 * @view: NULL: without places
 */
GpChangeSet *gp_edit_copy (GpDesign *design, const GpId *ids, gsize n, const GpId *view);

/** gp_edit_list_whole: (transfer full): array of GpId: those with what belongs to them: a domain
 * has its members, and steps have the transitions from one of them to another. Ids that are not
 * there, other transitions, the root and placements are left out. */
GArray      *gp_edit_list_whole (GpDesign *design, const GpId *ids, gsize n);

/** gp_edit_copy_get_bounds: around the upper left corners of what has a place; FALSE where nothing
 * has one. */
gboolean     gp_edit_copy_get_bounds (const GpChangeSet *copied, GpPoint *out_from,
                                      GpPoint *out_to);

/** GpEditPaste: where copies go.
 * @into: an entity or event that takes fields and the like that were copied alone, a flow or frame
 *   that takes steps, or nil
 * @view: where copies are placed, or nil
 * @dx, @dy: from the places that they were copied from, canvas units
 * @at: the upper left corner of a grid for those that were copied without a place */
typedef struct
{
  GpId    into;
  GpId    view;
  double  dx;
  double  dy;
  GpPoint at;
} GpEditPaste;

/**
 * gp_edit_paste: (transfer full): the copies with new ids and, where a name is taken, new names.
 * References among them lead to the copies; others are kept where @design holds the same element.
 * @out_ids: (out) (transfer full) (optional): array of GpId: what was copied by itself, without
 *   transitions
 * @out_dropped: (out) (optional): how many references could not be kept
 *
 * NULL with a GP_DESIGN_ERROR where nothing is left to be pasted.
 */
GpChangeSet *gp_edit_paste (GpDesign *design, const GpChangeSet *copied, const GpEditPaste *paste,
                            GArray **out_ids, guint *out_dropped, GError **error);

G_END_DECLS
