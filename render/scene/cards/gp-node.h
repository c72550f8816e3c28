/* gp-node.h — small cards: steps, triggers, roles, buckets, events; notes; the areas behind them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-card.h"

G_BEGIN_DECLS

#define GP_NODE_WIDTH       216.0
#define GP_NODE_HEIGHT       58.0
#define GP_AREA_PADDING      24.0
#define GP_AREA_HEADER       40.0    /* room for the name above the members */

/** gp_node_measure: fills what @item shows and its size. @element: a step, flow, role, bucket or
 * event. */
void gp_node_measure (const GpCardContext *context, const GpElement *element, GpSceneItem *item);
void  gp_node_shape        (const GpCardContext *context, const GpSceneItem *item, GpLod lod,
                            GpShapes *shapes);

/** gp_node_find_chip: where the name of what a step touches stands, canvas units, and what that is.
 * FALSE where there is none. */
gboolean gp_node_find_chip (const GpCardContext *context, const GpSceneItem *item, GpRect *out_rect,
                            GpId *out_id);

/** gp_note_measure: @size: what a person chose, or NULL. */
void gp_note_measure (const GpCardContext *context,
                      const GpElement *element,
                      const GpPoint *size,
                      GpSceneItem *item);
void  gp_note_shape        (const GpCardContext *context, const GpSceneItem *item, GpLod lod,
                            GpShapes *shapes);

/** gp_area_measure: fills what @item shows; its rectangle is that of its members. */
void gp_area_measure (const GpCardContext *context, const GpElement *element, GpSceneItem *item);
void  gp_area_shape        (const GpCardContext *context, const GpSceneItem *item, GpLod lod,
                            GpShapes *shapes);

/** gp_node_dup_title: (transfer full): what a step, flow, role… is called for people. */
char *gp_node_dup_title    (const GpElement *element);

G_END_DECLS
