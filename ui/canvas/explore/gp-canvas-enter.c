/* gp-canvas-enter.c — the inside of a domain or a flow, and the way back out
 * SPDX-License-Identifier: Apache-2.0
 *
 * A domain is entered by making it the subject of the data lens: the scene then shows its members,
 * with what they are tied to outside as ghosts. Breadcrumbs in the upper left corner lead back. A
 * flow is entered by making it the subject of the flows lens; the list of flows leads back. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-flow.h"
#include "gp-node.h"

#include <glib/gi18n-lib.h>

#define MARGIN 14
#define FAR    .25      /* below this zoom a domain is as a whole what is seen */

static gboolean
has_inside (GpCanvas   *self,
            const GpId *id)
{
  GpKind kind = self->lens == GP_LENS_DATA ? GP_KIND_DOMAIN : GP_KIND_FLOW;

  return self->lens != GP_LENS_ACCESS && self->design != NULL
         && gp_design_lookup_kind (self->design, id, kind) != NULL;
}

gboolean
gp_canvas_is_inside (GpCanvas *self)
{
  return has_inside (self, &self->subject);
}

gboolean
gp_canvas_is_inside_domain (GpCanvas *self)
{
  return self->lens == GP_LENS_DATA && gp_canvas_is_inside (self);
}

gboolean
gp_canvas_is_inside_flow (GpCanvas *self)
{
  return self->lens == GP_LENS_FLOWS && gp_canvas_is_inside (self);
}

gboolean
gp_canvas_can_enter (GpCanvas   *self,
                     const GpId *id)
{
  return !gp_canvas_is_inside (self) && has_inside (self, id);
}

void
gp_canvas_enter (GpCanvas   *self,
                 const GpId *whole)
{
  GpId id;

  g_return_if_fail (GP_IS_CANVAS (self));
  g_return_if_fail (whole != NULL);

  id = *whole;      /* may be part of what is made anew */
  if (!has_inside (self, &id) || gp_id_equal (&id, &self->subject))
    return;
  if (!gp_canvas_is_inside (self))
    self->outside = self->viewport;
  gp_canvas_set_subject (self, &id);
}

void
gp_canvas_leave (GpCanvas *self)
{
  GpViewport outside;
  GpId left;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (!gp_canvas_is_inside (self))
    return;
  outside = self->outside;
  left = self->subject;
  gp_canvas_set_subject (self, NULL);
  if (outside.width > 1)
    gp_canvas_set_viewport (self, &outside);
  gp_selection_set (self->selection, &left);
}

gboolean
gp_canvas_enter_for (GpCanvas   *self,
                     const GpId *id)
{
  const GpElement *element = self->design != NULL ? gp_design_lookup (self->design, id) : NULL;
  const GpElement *flow = gp_flow_find_around (self->design, element);
  GpId wanted = *id;

  if (self->lens != GP_LENS_FLOWS || flow == NULL || flow == element
      || gp_id_equal (gp_element_get_id (flow), &self->subject))
    return FALSE;
  gp_canvas_enter (self, gp_element_get_id (flow));
  gp_selection_set (self->selection, &wanted);
  return TRUE;
}

gboolean
gp_canvas_leave_for (GpCanvas   *self,
                     const GpId *id)
{
  const GpElement *element = self->design != NULL ? gp_design_lookup (self->design, id) : NULL;
  GpId wanted;

  if (gp_canvas_enter_for (self, id))
    return TRUE;
  while (element != NULL && gp_element_get_kind (element) != GP_KIND_ENTITY
         && gp_element_get_kind (element) != GP_KIND_EVENT
         && gp_element_get_kind (element) != GP_KIND_FLOW
         && gp_element_get_kind (element) != GP_KIND_DOMAIN
         && gp_element_get_kind (element) != GP_KIND_NOTE)
    element = gp_design_lookup (self->design, gp_element_get_parent (element));
  if (element == NULL || !gp_canvas_is_inside (self))
    return FALSE;
  wanted = *id;
  gp_canvas_leave (self);
  gp_selection_set (self->selection, &wanted);
  return TRUE;
}

/* Another domain's entity is looked at where it belongs. */
static void
follow_ghost (GpCanvas   *self,
              const GpId *entity)
{
  const GpElement *element = gp_design_lookup_kind (self->design, entity, GP_KIND_ENTITY);
  const GpId *domain = element != NULL ? gp_element_get_ref (element, GP_ENTITY_DOMAIN) : NULL;
  GpId id = *entity;

  if (domain != NULL)
    gp_canvas_enter (self, domain);
  else
    gp_canvas_leave (self);
  gp_selection_set (self->selection, &id);
  gp_canvas_reveal (self, &id);
}

/* After two presses: on the card of a flow, on a folded domain, on the name of an area, anywhere in
 * an area from afar, or on a ghost. FALSE for anything else. */
gboolean
gp_canvas_enter_at (GpCanvas    *self,
                    const GpHit *hit,
                    double       y)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &hit->key);

  if (item == NULL || self->lens == GP_LENS_ACCESS)
    return FALSE;
  if (self->lens == GP_LENS_FLOWS)
    {
      if (item->type != GP_ITEM_NODE || !gp_canvas_can_enter (self, &item->id))
        return FALSE;
      gp_canvas_enter (self, &item->id);
      return TRUE;
    }
  if (item->ghost)
    {
      GpId id = item->id;

      follow_ghost (self, &id);
      return TRUE;
    }
  if (item->kind != GP_KIND_DOMAIN || gp_canvas_is_inside (self))
    return FALSE;
  if (item->type == GP_ITEM_AREA && self->viewport.zoom >= FAR
      && y > item->rect.y + GP_AREA_HEADER)
    return FALSE;
  gp_canvas_enter (self, &item->id);
  return TRUE;
}

static void
leave_cb (GpCanvas *self)
{
  gp_canvas_leave (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
gp_canvas_init_crumbs (GpCanvas *self)
{
  GtkWidget *whole = gtk_button_new_with_label ("");
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  GtkWidget *here = gtk_label_new (NULL);

  self->crumbs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (self->crumbs, "canvas-bar");
  gtk_widget_add_css_class (self->crumbs, "canvas-crumbs");
  gtk_widget_add_css_class (whole, "flat");
  gtk_widget_set_tooltip_text (whole, _("Leave the domain (Alt+Up)"));
  gtk_label_set_ellipsize (GTK_LABEL (here), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (here, "heading");
  gtk_widget_set_margin_start (here, 6);
  gtk_widget_set_margin_end (here, 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->crumbs), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Where this is"), -1);
  gtk_box_append (GTK_BOX (self->crumbs), whole);
  gtk_box_append (GTK_BOX (self->crumbs), arrow);
  gtk_box_append (GTK_BOX (self->crumbs), here);
  gtk_widget_set_visible (self->crumbs, FALSE);
  gtk_widget_set_parent (self->crumbs, GTK_WIDGET (self));
  g_signal_connect_object (whole, "clicked", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
}

void
gp_canvas_update_crumbs (GpCanvas *self)
{
  gboolean inside = gp_canvas_is_inside_domain (self);
  GtkWidget *whole = gtk_widget_get_first_child (self->crumbs);
  GtkWidget *here = gtk_widget_get_last_child (self->crumbs);

  gtk_widget_set_visible (self->crumbs, inside);
  if (!inside)
    return;
  gtk_button_set_label (GTK_BUTTON (whole),
                        gp_element_get_name (gp_design_get_root (self->design)));
  gtk_label_set_label (GTK_LABEL (here), gp_element_get_name (gp_design_lookup (self->design,
                                                                                &self->subject)));
}

void
gp_canvas_allocate_crumbs (GpCanvas *self,
                           int       width)
{
  GtkRequisition natural;
  GtkAllocation area = { MARGIN, MARGIN, 0, 0 };

  if (!gtk_widget_get_visible (self->crumbs))
    return;
  gtk_widget_get_preferred_size (self->crumbs, NULL, &natural);
  area.width = MIN (natural.width, MAX (width - 2 * MARGIN, 1));
  area.height = natural.height;
  gp_canvas_place (self, self->crumbs, &area);
}
