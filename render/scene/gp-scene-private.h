/* gp-scene-private.h — how the builder fills a scene
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene.h"

G_BEGIN_DECLS

void         gp_scene_set_shaper   (GpScene *self, GpSceneShaper shaper, gpointer user_data);
void         gp_scene_clear        (GpScene *self);

/** gp_scene_take_item: adds or replaces the item with the same key. Takes over the strings and rows
 * of @item and empties it. The revision grows where an older one is replaced. Returns its slot. */
guint        gp_scene_take_item    (GpScene *self, GpSceneItem *item);
void gp_scene_remove_item (GpScene *self, guint slot); /* with the lines that end there */
void         gp_scene_set_rect     (GpScene *self, guint slot, const GpRect *rect);
void         gp_scene_set_area     (GpScene *self, guint slot, const GpId *area);
void         gp_scene_set_placed   (GpScene *self, guint slot, gboolean placed, gboolean pinned);
void         gp_scene_set_proposed (GpScene *self, guint slot);

/** gp_scene_take_line: adds or replaces the line that draws the same element. */
guint        gp_scene_take_line    (GpScene *self, GpSceneLine *line);

/** gp_scene_add_to_bundle: one relation more for a line with a bundle; it then shows how many. */
void         gp_scene_add_to_bundle (GpScene *self, guint slot, const GpId *relation);
void         gp_scene_remove_line  (GpScene *self, guint slot);

/** gp_scene_take_route: @points, @radii: (transfer full); @radii may be NULL. */
void         gp_scene_take_route   (GpScene *self, guint slot, GpPoint *points, guint n_points,
                                    double *radii);

/** gp_scene_place_label: where the middle of the label of a line comes to stand. */
void         gp_scene_place_label  (GpScene *self, guint slot, const GpPoint *at);

/** gp_scene_query_line_boxes: as gp_scene_query_lines(), with the lines that only run around
 * @area. */
void         gp_scene_query_line_boxes (GpScene *self, const GpRect *area, GArray *out);

G_END_DECLS
