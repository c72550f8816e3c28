/* gp-trail.h — back and forward through the places somebody has been to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-id.h"

G_BEGIN_DECLS

/**
 * GpPlace: where somebody is in a design. A plain value but for @selected.
 * @view: nil for the first of the lens
 * @subject: the role, flow or domain that is shown, nil for all
 * @focus: the card that the focus is on, nil for none; @steps: how far around it
 * @x, @y: canvas units at the upper left corner
 */
typedef struct
{
  guint   lens;
  GpId    view;
  GpId    subject;
  GpId    focus;
  guint   steps;
  double  x;
  double  y;
  double  zoom;
  GArray *selected;     /* GpId; NULL for none */
} GpPlace;

void      gp_place_copy     (const GpPlace *self, GpPlace *out);   /* @out holds nothing before */
void      gp_place_clear    (GpPlace *self);

/** gp_place_equal: the same drawing, seen from nearly the same point; what is selected does not
 * matter. */
gboolean  gp_place_equal    (const GpPlace *a, const GpPlace *b);

/**
 * GpTrail: places in the order in which they were left, and where among them somebody is now, as a
 * browser has pages. The place where they are is stored when they leave it.
 */
typedef struct _GpTrail GpTrail;

GpTrail  *gp_trail_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void      gp_trail_free        (GpTrail *self);   /* NULL is fine */

/** gp_trail_leave: somebody is at @here and goes on to a new place: what was ahead is gone. Leaving
 * the place twice without having moved is once. */
void      gp_trail_leave       (GpTrail *self, const GpPlace *here);

gboolean  gp_trail_can_back    (const GpTrail *self);
gboolean  gp_trail_can_forward (const GpTrail *self);

/** gp_trail_back, _forward: @here: where they are; @out: (out): where to go, to be cleared by the
 * caller. FALSE, and @out untouched, where there is nothing. */
gboolean  gp_trail_back        (GpTrail *self, const GpPlace *here, GpPlace *out);
gboolean  gp_trail_forward     (GpTrail *self, const GpPlace *here, GpPlace *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTrail, gp_trail_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpPlace, gp_place_clear)
G_END_DECLS
