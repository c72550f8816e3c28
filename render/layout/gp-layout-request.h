/* gp-layout-request.h — what is to be laid out
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GP_TYPE_LAYOUT_REQUEST (gp_layout_request_get_type ())
#define GP_LAYOUT_NO_GROUP     G_MAXUINT32
#define GP_LAYOUT_NO_FRAME     G_MAXUINT32
#define GP_LAYOUT_ASIDE        1u

/**
 * GpLayoutMode:
 * @GP_LAYOUT_MODE_CARDS: entities: groups, compact, about as wide as a screen
 * @GP_LAYOUT_MODE_FLOW: steps: layers from left to right in the direction of the edges
 */
typedef enum
{
  GP_LAYOUT_MODE_CARDS,
  GP_LAYOUT_MODE_FLOW,
} GpLayoutMode;

/**
 * GpLayoutHold: how firmly a node sits where it is.
 * @GP_LAYOUT_HOLD_NONE: it has no position yet
 * @GP_LAYOUT_HOLD_PLACED: it has one; a whole run may change it, gp_layout_place_new() does not
 * @GP_LAYOUT_HOLD_PINNED: a person put it there; nothing moves it
 */
typedef enum
{
  GP_LAYOUT_HOLD_NONE,
  GP_LAYOUT_HOLD_PLACED,
  GP_LAYOUT_HOLD_PINNED,
} GpLayoutHold;

typedef struct
{
  const char  *name;     /* owned by the request, never NULL */
  double       x, y;     /* top left, canvas units; 0 without a hold */
  double       width;    /* canvas units */
  double       height;
  guint32      group;    /* or GP_LAYOUT_NO_GROUP */
  guint32      frame;    /* the node that it lies inside of, or GP_LAYOUT_NO_FRAME */
  GpLayoutHold hold;
  double       room;     /* kept free at its right side beyond the gap; flows only */
} GpLayoutNode;

typedef struct
{
  guint32 from;
  guint32 to;
  guint   weight;    /* the heavier, the straighter */
} GpLayoutEdge;

/**
 * GpLayoutRequest: a snapshot of a drawing to be laid out; refcounted plain value.
 *
 * It is filled by one thread and not changed any more once it has been handed to a run: after
 * that it may be read from any thread. The same request gives the same layout, byte for byte.
 */
typedef struct _GpLayoutRequest GpLayoutRequest;

GType            gp_layout_request_get_type     (void) G_GNUC_CONST;
GpLayoutRequest *gp_layout_request_new          (void) G_GNUC_WARN_UNUSED_RESULT;
GpLayoutRequest *gp_layout_request_ref          (GpLayoutRequest *self);
void             gp_layout_request_unref        (GpLayoutRequest *self);   /* NULL is fine */

/**
 * gp_layout_request_add_node:
 * @name: (nullable): copied; names that begin alike are kept together where no group is given
 * @width: canvas units; brought into 1 … 100 000
 *
 * Returns: the node's index: 0, 1, 2…
 */
guint            gp_layout_request_add_node     (GpLayoutRequest *self,
                                                 const char      *name,
                                                 double           width,
                                                 double           height);

/* @name: (nullable): copied. Returns: the group's index: 0, 1, 2… A domain is one group. */
guint            gp_layout_request_add_group    (GpLayoutRequest *self,
                                                 const char      *name);

/* A loop is accepted and changes nothing; so does a second edge between the same two. */
void             gp_layout_request_add_edge     (GpLayoutRequest *self,
                                                 guint            from,
                                                 guint            to);

/* The same with a weight: flows only. 1 to 100; GP_LAYOUT_ASIDE leads to what stands below the way
 * that is usual. */
void             gp_layout_request_add_edge_of_weight (GpLayoutRequest *self,
                                                 guint            from,
                                                 guint            to,
                                                 guint            weight);

/**
 * gp_layout_request_set_frame: flows only: @node lies inside the node @frame, which becomes as
 * large as what is inside of it, or stays as it is where nothing is. FALSE, and nothing changed,
 * where @frame lies inside of @node.
 */
gboolean         gp_layout_request_set_frame    (GpLayoutRequest *self,
                                                 guint            node,
                                                 guint            frame);

/* @room: canvas units; flows only: for what stands on the lines that leave @node. */
void             gp_layout_request_set_room     (GpLayoutRequest *self,
                                                 guint            node,
                                                 double           room);

/* What a frame keeps free at its upper side and at the others, canvas units; 40 and 24. */
void             gp_layout_request_set_padding  (GpLayoutRequest *self,
                                                 double           top,
                                                 double           sides);
double           gp_layout_request_get_padding  (const GpLayoutRequest *self,
                                                 double                *out_sides);
void             gp_layout_request_set_group    (GpLayoutRequest *self,
                                                 guint            node,
                                                 guint            group);

/* @x, @y: top left, canvas units. @hold: not GP_LAYOUT_HOLD_NONE. */
void             gp_layout_request_set_position (GpLayoutRequest *self,
                                                 guint            node,
                                                 double           x,
                                                 double           y,
                                                 GpLayoutHold     hold);

/* Without these: cards, aspect 1.4, gap 48. */
void             gp_layout_request_set_mode     (GpLayoutRequest *self,
                                                 GpLayoutMode     mode);

/* @aspect: width / height of the drawing. */
void             gp_layout_request_set_aspect   (GpLayoutRequest *self,
                                                 double           aspect);

/* @gap: kept between any two cards, canvas units. */
void             gp_layout_request_set_gap      (GpLayoutRequest *self,
                                                 double           gap);

const GpLayoutNode *gp_layout_request_get_nodes (const GpLayoutRequest *self,
                                                 guint                 *n_nodes);
const GpLayoutEdge *gp_layout_request_get_edges (const GpLayoutRequest *self,
                                                 guint                 *n_edges);
guint            gp_layout_request_get_n_groups (const GpLayoutRequest *self);
const char      *gp_layout_request_get_group_name (const GpLayoutRequest *self,
                                                   guint                  group);
GpLayoutMode     gp_layout_request_get_mode     (const GpLayoutRequest *self);
double           gp_layout_request_get_aspect   (const GpLayoutRequest *self);
double           gp_layout_request_get_gap      (const GpLayoutRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayoutRequest, gp_layout_request_unref)

G_END_DECLS
