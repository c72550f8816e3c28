/* gp-arrange.h — places for what a scene shows, found by the layout
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-layout-engine.h"
#include "gp-scene-builder.h"

G_BEGIN_DECLS

/** GpArrangeFilter: whether @item takes part. Domains never do. */
typedef gboolean (*GpArrangeFilter) (const GpSceneItem *item, gpointer user_data);

/**
 * gp_arrange_request: (transfer full): the scene as a question to the layout.
 * @filter: (nullable): everything takes part where it is NULL
 * @anew: forget where they stand, but for pinned ones; else what has a place holds it as placed
 * @keys: cleared, then filled with the keys (GpId) of the items in the order of the request's nodes
 *
 * Members of an area are one group. Notes only take part in what is done anew, where they have a
 * place: tied to the card that they stand nearest to. Steps lie inside of the frames of others.
 */
GpLayoutRequest *gp_arrange_request  (GpSceneBuilder *builder, GpArrangeFilter filter,
                                      gpointer user_data, gboolean anew, GArray *keys);

/**
 * gp_arrange_make_room:
 * @keys: of GpId: items that a layout has drawn among themselves
 * @rects: (inout): their new rectangles, canvas units, in the order of @keys
 *
 * Brings them where they are clear of everything else in the scene, as near as there is room: all
 * by the same way, or each by its own where some of them are pinned. Those stay.
 */
void             gp_arrange_make_room (GpScene *scene, const GArray *keys, GpRect *rects);

/**
 * gp_arrange_unplaced: shows everything that has no place where the layout proposes it, as
 * gp_scene_builder_move() does; the design is not changed. Where nothing has a place the whole is
 * laid out; else what has one stays, and the rest is put near what it is tied to. Waits.
 */
gboolean         gp_arrange_unplaced (GpSceneBuilder *builder, GpLayoutEffort effort,
                                      GCancellable *cancellable, GError **error);

/** gp_arrange_list_places: (transfer full): GpEditPlace for every item whose shown place is not in
 * the design yet, for gp_edit_place(). */
GArray          *gp_arrange_list_places (GpSceneBuilder *builder);

G_END_DECLS
