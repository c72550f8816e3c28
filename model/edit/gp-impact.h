/* gp-impact.h — who uses some elements, and what goes with them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** GpUse: one place that uses an element.
 * @in_text: it is named in an expression, at @offset, @length bytes long; else it is referred to.
 *   Of a list of names and expressions @offset and @length are 0 */
typedef struct
{
  GpId       holder;
  GpProperty property;
  gboolean   in_text;
  gsize      offset;
  gsize      length;
} GpUse;

/** GpImpact: plain values, apart from the design.
 * @uses: of GpUse: by whom the elements or what is inside of them are used from outside, one for
 *   each place, by kind and in the design's order. Drawings, comments and waivers do not count
 * @gone: of GpId: what else is deleted with them, though it is not inside of them
 * @n_inside: how many elements are inside of them
 * @n_emptied: how many references of others become empty
 * @n_broken: how many expressions of others name what is gone then */
typedef struct
{
  GArray *uses;
  GArray *gone;
  guint   n_inside;
  guint   n_emptied;
  guint   n_broken;
} GpImpact;

/** gp_impact_new: (transfer full): of the elements that are there. Reads every expression of the
 * design: O(their length). A worker gets a copy of the design. */
GpImpact *gp_impact_new  (GpDesign *design, const GpId *ids, gsize n);
void      gp_impact_free (GpImpact *self);      /* NULL is fine */

/** gp_impact_list_texts: (transfer full): of GpUse: the places in expressions that name @id
 * itself. */
GArray   *gp_impact_list_texts (GpDesign *design, const GpId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpImpact, gp_impact_free)
G_END_DECLS
