/* gp-canvas-pins.c — open comments on the drawing: a pin with their number
 * SPDX-License-Identifier: Apache-2.0
 *
 * A pin stands beside the upper right corner of the card that comments are about, or of the card
 * whose field it is: the name of a domain is above, and what relations are drawn from below.
 * Comments on a place have theirs there. Painted over the drawing at one size, and as dots from
 * far away. A press on one opens the newest thread there. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include <math.h>

#define PIN_SIZE  20.0    /* view pixels */
#define LEAST_SIZE 8.0    /* from far away: a dot */
#define WITH_NUMBER 15.0  /* and larger */
#define FULL_ZOOM  .5     /* from here on a pin has its full size */
#define TEXT_SIZE 12.0
#define PIN_DROP  .15     /* of its middle below the upper edge of a card, in parts of its size */

typedef struct
{
  double x;               /* of the middle, view pixels */
  double y;
  guint  n;
  GpId   thread;          /* the newest */
} Pin;

static double
get_size (GpCanvas *self)
{
  return CLAMP (PIN_SIZE * self->viewport.zoom / FULL_ZOOM, LEAST_SIZE, PIN_SIZE);
}

static gboolean
find_place (GpCanvas        *self,
            const GpElement *comment,
            GpPoint         *out,
            gboolean        *out_on_card)
{
  const GpId *about = gp_element_get_ref (comment, GP_COMMENT_ABOUT);
  const GpId *view = gp_element_get_ref (comment, GP_COMMENT_VIEW);
  const GpPoint *at = gp_element_get_point (comment, GP_COMMENT_AT);
  const GpSceneItem *item = about != NULL ? gp_canvas_item_of (self, about) : NULL;
  GpId shown = gp_canvas_find_view (self);

  if (item != NULL)
    *out = (GpPoint) { item->rect.x + item->rect.width, item->rect.y };
  else if (about == NULL && at != NULL && view != NULL && gp_id_equal (view, &shown))
    *out = *at;
  else
    return FALSE;
  *out_on_card = item != NULL;
  return TRUE;
}

/* Comments at one place share a pin. */
static GArray *
list_pins (GpCanvas *self)
{
  GArray *pins = g_array_new (FALSE, FALSE, sizeof (Pin));
  g_autoptr(GPtrArray) threads =
    gp_design_list_children (self->design, gp_design_get_root_id (self->design), GP_KIND_COMMENT);

  for (guint i = 0; i < threads->len; i++)
    {
      const GpElement *thread = g_ptr_array_index (threads, i);
      Pin pin = { .n = 1, .thread = *gp_element_get_id (thread) };
      GpPoint at;
      gboolean on_card;
      guint j;

      if (gp_element_get_bool (thread, GP_COMMENT_RESOLVED)
          || !find_place (self, thread, &at, &on_card))
        continue;
      gp_viewport_to_view (&self->viewport, at.x, at.y, &pin.x, &pin.y);
      /* It points to a place with its lower left corner, and leaves what stands there free. */
      pin.x += get_size (self) / 2;
      pin.y += get_size (self) * (on_card ? PIN_DROP : -.5);
      for (j = 0; j < pins->len; j++)
        {
          Pin *other = &g_array_index (pins, Pin, j);

          if (other->x == pin.x && other->y == pin.y)
            {
              other->n++;
              other->thread = pin.thread;
              break;
            }
        }
      if (j == pins->len)
        g_array_append_val (pins, pin);
    }
  return pins;
}

static void
add_number (GpCanvas    *self,
            GtkSnapshot *snapshot,
            const Pin   *pin)
{
  g_autofree char *number = g_strdup_printf ("%u", pin->n);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width, height;

  /* The pin does not grow with large text. */
  pango_attr_list_insert (attributes, pango_attr_size_new_absolute ((int) TEXT_SIZE * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (pin->x - width / 2.0),
                                                          (float) (pin->y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &self->theme.colors[GP_COLOR_ON_SELECTION]);
  gtk_snapshot_restore (snapshot);
}

static void
add_pin (GpCanvas    *self,
         GtkSnapshot *snapshot,
         const Pin   *pin)
{
  float size = (float) get_size (self);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) pin->x - size / 2,
                                                        (float) pin->y - size / 2, size, size),
                                   size / 2);
  outline.corner[GSK_CORNER_BOTTOM_LEFT] = GRAPHENE_SIZE_INIT (2, 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_SELECTION], &outline.bounds);
  gtk_snapshot_pop (snapshot);
  if (size > WITH_NUMBER)
    add_number (self, snapshot, pin);
}

static gboolean
shows_pins (GpCanvas *self)
{
  return !self->plain && self->design != NULL
         && gp_design_count (self->design, GP_KIND_COMMENT) > 0;
}

gboolean
gp_canvas_hit_pin (GpCanvas *self,
                   double    view_x,
                   double    view_y,
                   GpHit    *hit)
{
  g_autoptr(GArray) pins = NULL;

  if (!shows_pins (self))
    return FALSE;
  pins = list_pins (self);
  for (guint i = pins->len; i > 0; i--)      /* the last one is on top */
    {
      const Pin *pin = &g_array_index (pins, Pin, i - 1);

      if (fabs (view_x - pin->x) > get_size (self) / 2
          || fabs (view_y - pin->y) > get_size (self) / 2)
        continue;
      *hit = (GpHit) { .part = GP_HIT_PIN, .key = pin->thread, .row = -1 };
      return TRUE;
    }
  return FALSE;
}

void
gp_canvas_snapshot_pins (GpCanvas    *self,
                         GtkSnapshot *snapshot)
{
  g_autoptr(GArray) pins = NULL;

  if (!shows_pins (self))
    return;
  pins = list_pins (self);
  for (guint i = 0; i < pins->len; i++)
    {
      const Pin *pin = &g_array_index (pins, Pin, i);

      if (pin->x > -PIN_SIZE && pin->y > -PIN_SIZE && pin->x < self->viewport.width + PIN_SIZE
          && pin->y < self->viewport.height + PIN_SIZE)
        add_pin (self, snapshot, pin);
    }
}
