/* gp-edit-view.h — views: what they show, and what they leave out
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/* Each function reads @design and returns a (transfer full) change set with a title in words, for
 * gp_history_do(); it is empty where there is nothing to do. */

/**
 * gp_edit_add_view: a view that shows @ids alone, drawn as @lens ("data", "flows", "access").
 * @ids: what a view can show; for a field or a step what it is part of; others are passed over
 * @like: a view whose positions are taken over, or NULL: the members are laid out anew
 */
GpChangeSet *gp_edit_add_view       (GpDesign *design, const char *wish, const char *lens,
                                     const GpId *ids, gsize n, const GpId *like, GpId *out_id);

/** gp_edit_show_in_view: adds @ids to what @view shows; what is hidden in it is shown again. */
GpChangeSet *gp_edit_show_in_view   (GpDesign *design, const GpId *view, const GpId *ids, gsize n);

/** gp_edit_hide_in_view: leaves @ids out of @view: members are no longer, what is shown because all
 * is shown (or all of a domain) is hidden. Positions are kept. */
GpChangeSet *gp_edit_hide_in_view   (GpDesign *design, const GpId *view, const GpId *ids, gsize n);

/** gp_edit_join_view: what @changes add becomes a member of @view, where that shows members alone.
 * Once more for the same elements is nothing. */
void         gp_edit_join_view      (GpDesign *design, GpChangeSet *changes, const GpId *view);

/** gp_edit_list_hidden: (transfer full): array of GpId: what is hidden in @view. O(placements). */
GArray      *gp_edit_list_hidden    (GpDesign *design, const GpId *view);

/** gp_edit_view_shows_all: whether @view shows everything rather than members. */
gboolean     gp_edit_view_shows_all (GpDesign *design, const GpId *view);

G_END_DECLS
