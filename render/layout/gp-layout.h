/* gp-layout.h — where everything goes
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define GP_TYPE_LAYOUT (gp_layout_get_type ())

/**
 * GpLayoutStats: how good a drawing is. Lines are straight, from centre to centre.
 * @crossings: pairs of lines that cross; lines that share an end do not count
 * @local_crossings: the same without the lines to hubs
 * @overlaps: pairs of cards that overlap
 * @density: the cards' area as a part of the drawing's
 * @aspect: width / height of the drawing
 * @edge_length: sum over the lines that do not lead to a hub, canvas units
 */
typedef struct
{
  guint  crossings;
  guint  local_crossings;
  guint  overlaps;
  double density;
  double aspect;
  double edge_length;
} GpLayoutStats;

/**
 * GpLayoutGroup: a set of cards that were kept together.
 * @rect: around its cards, canvas units
 * @request_group: the group of the request it stands for, or GP_LAYOUT_NO_GROUP where the layout
 *   found it by itself
 * @name: owned by the layout; for a found group the word that most of its names begin with
 */
typedef struct
{
  GpRect      rect;
  guint32     request_group;
  const char *name;
} GpLayoutGroup;

/**
 * GpLayout: the answer to a #GpLayoutRequest; refcounted, never changed once it is there, may be
 * read from any thread. Node indices are the request's.
 */
typedef struct _GpLayout GpLayout;

GType      gp_layout_get_type          (void) G_GNUC_CONST;
GpLayout  *gp_layout_ref               (GpLayout *self);
void       gp_layout_unref             (GpLayout *self);   /* NULL is fine */

guint      gp_layout_get_n_nodes       (const GpLayout *self);

/* One rectangle per node; borrowed for the layout's life. */
const GpRect *gp_layout_get_rects      (const GpLayout *self);

/* @x, @y: (out): top left, canvas units. */
void       gp_layout_get_position      (const GpLayout *self,
                                        guint           node,
                                        double         *x,
                                        double         *y);

/* Around all cards; empty where there is none. */
GpRect     gp_layout_get_bounds        (const GpLayout *self);

/* A hub is what a large part of the drawing refers to: degree above 2·√n. Lines to it are better
 * drawn as stubs or chips. */
gboolean   gp_layout_is_hub            (const GpLayout *self,
                                        guint           node);

/* No groups where the whole was drawn as one. */
const GpLayoutGroup *gp_layout_get_groups (const GpLayout *self,
                                           guint          *n_groups);

/* Returns: an index into gp_layout_get_groups(), or GP_LAYOUT_NO_GROUP. */
guint32    gp_layout_get_node_group    (const GpLayout *self,
                                        guint           node);

/* Measured at the first call: some ms for a thousand cards. */
const GpLayoutStats *gp_layout_get_stats (GpLayout *self);

/* The number of the run that made it, see gp_layout_engine_get_generation(); 0 without engine. */
guint64    gp_layout_get_generation    (const GpLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayout, gp_layout_unref)

G_END_DECLS
