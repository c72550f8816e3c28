/* gp-rect.h — a rectangle in canvas units
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GpRect: an axis-parallel rectangle; plain value.
 *
 * Canvas units: 1 unit = 1 pixel at zoom 1, x grows to the right, y downwards; (x, y) is the
 * top left corner. Doubles, because a drawing may be larger than a float can tell apart.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} GpRect;

/* How much of a distance separates @a and @b on the axis where they are farther apart;
 * negative where they overlap. */
static inline double
gp_rect_gap (const GpRect *a,
             const GpRect *b)
{
  double dx = MAX (b->x - (a->x + a->width), a->x - (b->x + b->width));
  double dy = MAX (b->y - (a->y + a->height), a->y - (b->y + b->height));

  return MAX (dx, dy);
}

/* Touching sides do not overlap. */
static inline gboolean
gp_rect_overlaps (const GpRect *a,
                  const GpRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width
         && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* As gp_rect_overlaps(), but touching sides are enough. */
static inline gboolean
gp_rect_touches (const GpRect *a,
                 const GpRect *b)
{
  return a->x <= b->x + b->width && b->x <= a->x + a->width
         && a->y <= b->y + b->height && b->y <= a->y + a->height;
}

/* The sides belong to the rectangle. */
static inline gboolean
gp_rect_contains (const GpRect *self,
                  double        x,
                  double        y)
{
  return x >= self->x && x <= self->x + self->width
         && y >= self->y && y <= self->y + self->height;
}

/* Whether all of @inner is in @self. */
static inline gboolean
gp_rect_holds (const GpRect *self,
               const GpRect *inner)
{
  return gp_rect_contains (self, inner->x, inner->y)
         && gp_rect_contains (self, inner->x + inner->width, inner->y + inner->height);
}

static inline double
gp_rect_center_x (const GpRect *self)
{
  return self->x + self->width / 2;
}

static inline double
gp_rect_center_y (const GpRect *self)
{
  return self->y + self->height / 2;
}

/* The smallest rectangle around both. */
static inline GpRect
gp_rect_union (const GpRect *a,
               const GpRect *b)
{
  double x = MIN (a->x, b->x);
  double y = MIN (a->y, b->y);

  return (GpRect) {
    .x = x,
    .y = y,
    .width = MAX (a->x + a->width, b->x + b->width) - x,
    .height = MAX (a->y + a->height, b->y + b->height) - y,
  };
}

/* @self with @by added on each of its four sides. */
static inline GpRect
gp_rect_grown (const GpRect *self,
               double        by)
{
  return (GpRect) {
    .x = self->x - by,
    .y = self->y - by,
    .width = self->width + 2 * by,
    .height = self->height + 2 * by,
  };
}

G_END_DECLS
