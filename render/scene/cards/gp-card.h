/* gp-card.h — what the card of an entity shows
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-metrics.h"
#include "gp-scene.h"
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * GpCardContext: what cards are made from.
 * @base: what @design is compared with, or NULL
 * @role: the role whose rights are shown; nil for everybody
 * @access: show rights instead of fields
 * @inside: the flow whose inside is drawn: its card is its trigger; nil for none
 * @unfolded: a set of GpId: the tall cards that show all of their fields; or NULL for none
 */
typedef struct
{
  GpDesign   *design;
  GpDesign   *base;
  GpMetrics  *metrics;
  GpId        role;
  gboolean    access;
  GpId        inside;
  GHashTable *unfolded;
} GpCardContext;

/**
 * gp_card_measure: fills what @item shows and its size; its place, key and area stay.
 * @element: the entity, from the design or, where it was removed, from the base
 * @collapsed: show the name alone
 */
void  gp_card_measure (const GpCardContext *context, const GpElement *element, gboolean collapsed,
                       GpSceneItem *item);

/** gp_card_shape: what @item looks like, as it was measured. */
void  gp_card_shape   (const GpCardContext *context, const GpSceneItem *item, GpLod lod,
                       GpShapes *shapes);

G_END_DECLS
