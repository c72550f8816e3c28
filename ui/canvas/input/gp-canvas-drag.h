/* gp-canvas-drag.h — what is under the pointer, and what is dragged
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-id.h"
#include "gp-rect.h"

G_BEGIN_DECLS

/** GpHitPart: what of an item is under the pointer. */
typedef enum
{
  GP_HIT_NOTHING,
  GP_HIT_AREA,
  GP_HIT_HEADER,
  GP_HIT_ROW,
  GP_HIT_TYPE,         /* the right part of a row */
  GP_HIT_BODY,
  GP_HIT_HANDLE,       /* an edge from which relations are drawn */
  GP_HIT_ADD,          /* the button that adds a field */
  GP_HIT_MORE,         /* the row that unfolds a tall card, or folds it again */
  GP_HIT_CHIP,         /* the name of what a step touches; the field is that */
  GP_HIT_LINE,
  GP_HIT_END,          /* of the line of a flow that is selected; right: the one it leads to */
  GP_HIT_PIN,          /* of a comment; the key is that of its thread */
} GpHitPart;

typedef struct
{
  GpHitPart part;
  GpId      key;       /* of the item, or the id of the line */
  GpId      field;     /* of a row; nil elsewhere */
  int       row;       /* -1: none */
  gboolean  right;     /* a handle on the right side */
  gboolean  below;     /* a step's lower handle: what is done on an error leaves there */
} GpHit;

typedef enum
{
  GP_DRAG_NONE,
  GP_DRAG_PAN,
  GP_DRAG_MOVE,
  GP_DRAG_BAND,
  GP_DRAG_RELATION,
  GP_DRAG_FIELD,
  GP_DRAG_AREA,        /* the frame of a new domain */
} GpDragMode;

typedef struct
{
  GpId   key;
  GpRect rect;         /* when the drag began */
  GpId   area;
} GpDragItem;

/* The area of a domain without what is dragged. */
typedef struct
{
  GpId   key;
  GpRect rect;
} GpDragHome;

typedef struct
{
  GpDragMode mode;
  GpHit      hit;           /* where it began */
  gboolean   beside;        /* it began on what floats over the drawing: nothing comes of it */
  double     start_x;       /* canvas units */
  double     start_y;
  double     x;
  double     y;
  double     view_x;        /* the viewport's origin when a pan began */
  double     view_y;
  GArray    *items;         /* GpDragItem */
  GArray    *near;          /* GpRect of cards around, for snapping */
  gboolean   extend;        /* band: add to what was selected */
  GpHit      target;        /* relation: what is under the pointer; its key is nil for nothing */
  gboolean   many;          /* relation: many to many */
  int        drop_row;      /* field: before which row */
  GArray    *homes;         /* GpDragHome, see gp-canvas-domains.c */
  GpId       drop_area;     /* move: the area that a drop would give the card to, or nil */
  double     guide_x;       /* NAN: none */
  double     guide_y;
} GpDrag;

G_END_DECLS
