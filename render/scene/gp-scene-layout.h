/* gp-scene-layout.h — a scene as a request to the layout engine, and its answer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-layout-request.h"
#include "gp-layout.h"
#include "gp-scene-builder.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** GpSceneFilter: whether @item takes part. */
typedef gboolean (*GpSceneFilter) (const GpSceneItem *item, gpointer user_data);

/**
 * gp_scene_layout_new_request: (transfer full): the items that @filter lets pass (NULL: all), but
 * areas and notes, with the lines among them. Areas are groups.
 * @anew: forget where they stand; else items with a place, stored or proposed, hold it
 * @out_keys: (transfer full): array of GpId: the item of each node
 */
GpLayoutRequest *gp_scene_layout_new_request (GpSceneBuilder *builder, GpSceneFilter filter, gpointer user_data,
                                              gboolean anew, GArray **out_keys);

/** gp_scene_layout_has_places: whether any item has a place, stored or proposed. */
gboolean         gp_scene_layout_has_places  (GpSceneBuilder *builder);

/** gp_scene_layout_place_new: proposes places for the items that have none, near what they are tied
 * to; nothing else moves. Returns how many there were. */
guint            gp_scene_layout_place_new   (GpSceneBuilder *builder);

/** gp_scene_layout_complete: gives every item a place: lays the whole out where nothing has one,
 * else finds room for the rest. Waits for the answer. Errors: as gp_layout_run(). */
gboolean         gp_scene_layout_complete    (GpSceneBuilder *builder, GCancellable *cancellable, GError **error);

G_END_DECLS
