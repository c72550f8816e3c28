/* gp-canvas-explore.h — looking at a part of a drawing: focus, paths, filters, and places
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"
#include "gp-view-filter.h"
#include "gp-trail.h"

G_BEGIN_DECLS

#define GP_CANVAS_MAX_STEPS 9

/*
 * What stands out is a path, else what is near the focus, else what fits the filter; the rest is
 * faded, or left out by a filter that hides. None of it changes the design.
 *
 * Actions: canvas.focus, canvas.focus-wider, canvas.focus-narrower, canvas.show-path,
 * canvas.next-path, canvas.stop-exploring, canvas.hide, canvas.show-hidden, canvas.new-view.
 * GpCanvas::explored (GpCanvas *self): what stands out, or how many, has changed.
 * GpCanvas::leaving (GpCanvas *self): something else is about to be shown.
 * GpCanvas::made-view (GpCanvas *self, gpointer id): a view was made of what stands out; it wants
 * to be shown.
 */

/** gp_canvas_focus_on: @id: an entity, a field of one, or a domain: then all in it; NULL: none. */
void       gp_canvas_focus_on       (GpCanvas *self, const GpId *id, guint steps);

/** gp_canvas_get_focus: FALSE, and @out, @steps untouched, where there is none. */
gboolean   gp_canvas_get_focus      (GpCanvas *self, GpId *out, guint *steps);

/** gp_canvas_show_paths: the shortest ways between two entities; tells where there is none. */
void       gp_canvas_show_paths     (GpCanvas *self, const GpId *from, const GpId *to);

/** gp_canvas_get_path: (transfer none) (nullable): array of GpId: the path that stands out.
 * @which, @n: (optional): its number from 0 on, and how many there are. */
GArray    *gp_canvas_get_path       (GpCanvas *self, guint *which, guint *n);

/** gp_canvas_set_filter: copied; an empty one or NULL ends it. @hides: leaves the rest out. */
void       gp_canvas_set_filter     (GpCanvas *self, const GpViewFilter *filter, gboolean hides);

/** gp_canvas_hides: whether there is a filter that leaves the rest out. */
gboolean   gp_canvas_hides          (GpCanvas *self);

/** gp_canvas_count_lit: how many items stand out, of how many; both the same where nothing is
 * faded or left out. */
void       gp_canvas_count_lit      (GpCanvas *self, guint *lit, guint *all);

/** gp_canvas_list_hidden: (transfer full): array of GpId: what is hidden in the view. */
GArray    *gp_canvas_list_hidden    (GpCanvas *self);
void       gp_canvas_unhide         (GpCanvas *self, const GpId *ids, gsize n);

/** gp_canvas_stop_exploring: ends the path, else the focus. FALSE where there was neither. */
gboolean   gp_canvas_stop_exploring (GpCanvas *self);

/** gp_canvas_center: pans, and zooms where it is too small to read, until @id is in the middle. */
void       gp_canvas_center         (GpCanvas *self, const GpId *id);

/** gp_canvas_note_place: @out: to be cleared by the caller. _return_to: what it can bring back of
 * it; the lens and the view must be shown already. */
void       gp_canvas_note_place      (GpCanvas *self, GpPlace *out);
void       gp_canvas_return_to      (GpCanvas *self, const GpPlace *place);

G_END_DECLS
