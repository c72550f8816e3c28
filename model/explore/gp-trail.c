/* gp-trail.c — back and forward through the places somebody has been to
 * SPDX-License-Identifier: Apache-2.0
 *
 *   behind: [A][B]   here: C, not stored   ahead: [D][E], the nearest last
 *
 * Back puts C ahead and takes B from behind; leaving C for a new place puts it behind and drops
 * what is ahead. */
#define G_LOG_DOMAIN "gp-trail"
#include "config.h"

#include "gp-trail.h"

#include <math.h>

#define MOST_PLACES 100
#define NEAR         40.0     /* pixels that make no other place */

struct _GpTrail
{
  GArray *behind;     /* GpPlace */
  GArray *ahead;
};

void
gp_place_copy (const GpPlace *self,
               GpPlace       *out)
{
  *out = *self;
  if (self->selected != NULL)
    {
      out->selected = g_array_sized_new (FALSE, FALSE, sizeof (GpId), self->selected->len);
      g_array_append_vals (out->selected, self->selected->data, self->selected->len);
    }
}

void
gp_place_clear (GpPlace *self)
{
  g_clear_pointer (&self->selected, g_array_unref);
}

static void
clear_place (gpointer data)
{
  gp_place_clear (data);
}

gboolean
gp_place_equal (const GpPlace *a,
                const GpPlace *b)
{
  return a->lens == b->lens && a->steps == b->steps && gp_id_equal (&a->view, &b->view)
         && gp_id_equal (&a->subject, &b->subject)
         && gp_id_equal (&a->focus, &b->focus)
         && fabs (log (a->zoom) - log (b->zoom)) < .05
         && fabs (a->x - b->x) * a->zoom < NEAR && fabs (a->y - b->y) * a->zoom < NEAR;
}

GpTrail *
gp_trail_new (void)
{
  GpTrail *self = g_new0 (GpTrail, 1);

  self->behind = g_array_new (FALSE, FALSE, sizeof (GpPlace));
  self->ahead = g_array_new (FALSE, FALSE, sizeof (GpPlace));
  g_array_set_clear_func (self->behind, clear_place);
  g_array_set_clear_func (self->ahead, clear_place);
  return self;
}

void
gp_trail_free (GpTrail *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->behind);
  g_array_unref (self->ahead);
  g_free (self);
}

static void
push (GArray        *places,
      const GpPlace *place)
{
  GpPlace copy;

  gp_place_copy (place, &copy);
  g_array_append_val (places, copy);
  if (places->len > MOST_PLACES)
    g_array_remove_index (places, 0);
}

void
gp_trail_leave (GpTrail       *self,
                const GpPlace *here)
{
  GArray *behind = self->behind;

  g_array_set_size (self->ahead, 0);
  if (behind->len > 0 && gp_place_equal (&g_array_index (behind, GpPlace, behind->len - 1), here))
    return;
  push (behind, here);
}

gboolean
gp_trail_can_back (const GpTrail *self)
{
  return self->behind->len > 0;
}

gboolean
gp_trail_can_forward (const GpTrail *self)
{
  return self->ahead->len > 0;
}

/* Takes the nearest place of @from that is another one than @here, which goes to @onto. */
static gboolean
step (GArray        *from,
      GArray        *onto,
      const GpPlace *here,
      GpPlace       *out)
{
  while (from->len > 0 && gp_place_equal (&g_array_index (from, GpPlace, from->len - 1), here))
    g_array_set_size (from, from->len - 1);
  if (from->len == 0)
    return FALSE;
  push (onto, here);
  gp_place_copy (&g_array_index (from, GpPlace, from->len - 1), out);
  g_array_set_size (from, from->len - 1);
  return TRUE;
}

gboolean
gp_trail_back (GpTrail       *self,
               const GpPlace *here,
               GpPlace       *out)
{
  return step (self->behind, self->ahead, here, out);
}

gboolean
gp_trail_forward (GpTrail       *self,
                  const GpPlace *here,
                  GpPlace       *out)
{
  return step (self->ahead, self->behind, here, out);
}
