/* gp-canvas-flow-view.c — the view that keeps the places inside of a flow
 * SPDX-License-Identifier: Apache-2.0
 *
 * A flow is laid out anew with every change until somebody moves something in it. Only then it
 * gets a view of its own, by the same edit, so that one undo takes both back. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include "gp-name.h"
#include "gp-node.h"

/* What the next edit begins with, where it puts something into the view. */
GpId
gp_canvas_plan_flow_view (GpCanvas *self)
{
  const GpElement *flow = gp_design_lookup_kind (self->design, &self->subject, GP_KIND_FLOW);
  const GpId *root = gp_design_get_root_id (self->design);
  g_autofree char *title = gp_node_dup_title (flow);
  g_autofree char *name = gp_name_make_unique (self->design, root, GP_KIND_VIEW, title, NULL);
  GpId id = gp_id_derive (root, &self->subject);
  g_autoptr(GpElement) view = gp_element_new (GP_KIND_VIEW, &id, root,
                                              gp_design_rank_last (self->design, root));

  gp_element_set_text (view, GP_VIEW_NAME, name);
  gp_element_set_text (view, GP_VIEW_LENS, "flows");
  gp_element_set_ref (view, GP_VIEW_SUBJECT, &self->subject);
  g_clear_pointer (&self->planned_view, gp_change_set_unref);
  self->planned_view = gp_change_set_new (NULL);
  gp_change_set_add (self->planned_view, view);
  return id;
}

static gboolean
puts_into (const GpChangeSet *changes,
           const GpId        *view)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_ADD && change->kind == GP_KIND_PLACEMENT
          && gp_id_equal (gp_element_get_parent (change->element), view))
        return TRUE;
    }
  return FALSE;
}

/* @changes, after the view that was planned where they need it. */
GpChangeSet *
gp_canvas_with_view (GpCanvas    *self,
                     GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) planned = g_steal_pointer (&self->planned_view);
  GpChangeSet *all;

  if (planned == NULL || !puts_into (changes, &gp_change_set_get (planned, 0)->id))
    return gp_change_set_ref (changes);
  all = gp_change_set_new (gp_change_set_get_title (changes));
  gp_change_set_append_all (all, planned);
  gp_change_set_append_all (all, changes);
  return all;
}
