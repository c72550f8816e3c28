/* gp-canvas-hidden.c — what is hidden in the view that is shown
 * SPDX-License-Identifier: Apache-2.0
 *
 * Menus and bars ask after every edit. Finding it takes a look at all placements, so it is kept as
 * long as no placement hides or shows anything. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-explore-private.h"

#include "gp-edit-view.h"

static gboolean
may_hide (const GpChange *change)
{
  if (change->kind != GP_KIND_PLACEMENT)
    return FALSE;
  switch (change->type)
    {
    case GP_CHANGE_ADD:
    case GP_CHANGE_REMOVE:
      return gp_element_get_bool (change->element, GP_PLACEMENT_HIDDEN);
    case GP_CHANGE_SET:
      return change->property == GP_PLACEMENT_HIDDEN || change->property == GP_PLACEMENT_ELEMENT;
    default:
      return TRUE;
    }
}

void
gp_canvas_keep_hidden (GpCanvas          *self,
                       const GpChangeSet *changes)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  gboolean same = explore->hidden_revision == explore->seen_revision;

  for (gsize i = 0; same && i < gp_change_set_get_size (changes); i++)
    same = !may_hide (gp_change_set_get (changes, i));
  explore->seen_revision = gp_design_get_revision (self->design);
  if (same)
    explore->hidden_revision = explore->seen_revision;
}

void
gp_canvas_drop_hidden (GpCanvas *self)
{
  g_clear_pointer (&gp_canvas_get_explore (self)->hidden, g_array_unref);
}

GArray *
gp_canvas_list_hidden (GpCanvas *self)
{
  GpCanvasExplore *explore;
  GpId view = gp_id_nil;

  g_return_val_if_fail (GP_IS_CANVAS (self), NULL);

  if (self->builder != NULL)
    gp_scene_builder_get_places (self->builder, &view);
  if (gp_id_is_nil (&view))
    return g_array_new (FALSE, FALSE, sizeof (GpId));
  explore = gp_canvas_get_explore (self);
  if (explore->hidden == NULL || !gp_id_equal (&explore->hidden_view, &view)
      || explore->hidden_revision != gp_design_get_revision (self->design))
    {
      g_clear_pointer (&explore->hidden, g_array_unref);
      explore->hidden = gp_edit_list_hidden (self->design, &view);
      explore->hidden_view = view;
      explore->hidden_revision = gp_design_get_revision (self->design);
    }
  return g_array_ref (explore->hidden);
}

void
gp_canvas_unhide (GpCanvas   *self,
                  const GpId *ids,
                  gsize       n)
{
  GpId view;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (!gp_canvas_can_edit (self) || n == 0)
    return;
  gp_scene_builder_get_places (self->builder, &view);
  gp_canvas_run (self, gp_edit_show_in_view (self->design, &view, ids, n), NULL);
}
