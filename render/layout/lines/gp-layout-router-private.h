/* gp-layout-router-private.h — the parts of the router to one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-grid.h"
#include "gp-layout-maze.h"
#include "gp-layout-router.h"

G_BEGIN_DECLS

/* A line keeps off cards by so much, canvas units. */
#define GP_LAYOUT_CLEARANCE 8.0

typedef enum { GP_LAYOUT_ALONG_X, GP_LAYOUT_ALONG_Y, GP_LAYOUT_N_AXES } GpLayoutAxis;

typedef struct
{
  double low;
  double high;
} GpLayoutSpan;

struct _GpLayoutRouter
{
  GpRect       *rects;
  guint         n_rects;
  guint         room;     /* in rects and spans */
  GpLayoutGrid *grid;     /* NULL after many moves */
  GpLayoutSpan         *spans;    /* scratch: what is in the way */
  GpLayoutMaze *maze;     /* NULL until the first search */
  GArray       *way;      /* scratch: GpPoint */
  GpRect       *walls;    /* scratch: GP_LAYOUT_MAZE_RECTS */
  guint         budget;   /* steps of searches that are left */
};

/* One end of a line: where it leaves, along and across the axis, and to which side. */
typedef struct
{
  guint32 card;
  double  along;
  double  across;
  int     side;           /* -1 towards smaller coordinates, 1 towards larger ones */
} GpLayoutEnd;

typedef struct
{
  GpLayoutAxis     axis;
  GpLayoutEnd      from;
  GpLayoutEnd      to;
  double   leave;         /* where the line turns first and last, along the axis: the same for */
  double   arrive;        /* three segments */
  double   cross;         /* where the long segment of five is, across the axis */
  double   length;
  gboolean clear;
} GpLayoutShape;

/* gp-layout-router.c: before a query, since moves drop the grid. */
void          gp_layout_router_ensure_grid (GpLayoutRouter *self);

/* gp-layout-shape.c */

/* How far a line that leaves @end may run before it comes too near to a card; at most to @limit. */
double        gp_layout_reach      (GpLayoutRouter *self, GpLayoutAxis axis,
                                    const GpLayoutEnd *end, double limit);

/* @port as it is on that side of the card: see GpLayoutLink.to_slant. */
double        gp_layout_port_on    (double port, double slant, int side);
GpLayoutEnd   gp_layout_end        (const GpLayoutRouter *self, guint32 card, double port,
                                    GpLayoutAxis axis, int side);

/* The best of @best and of all ways of three segments, or with @detour of five, between the two
 * ends of @link. A @best of infinite length is none. */
void          gp_layout_shape_find (GpLayoutRouter *self, const GpLayoutLink *link,
                                    gboolean detour, GpLayoutShape *best);

G_END_DECLS
