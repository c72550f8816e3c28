/* gp-canvas-fields.c — going through the fields of a card, and shifting them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-edit.h"

/* The one field that is selected, or NULL. */
static const GpElement *
selected_field (GpCanvas *self)
{
  const GpElement *field;

  if (self->design == NULL || self->lens != GP_LENS_DATA
      || gp_selection_get_size (self->selection) != 1)
    return NULL;
  field = gp_design_lookup_kind (self->design, gp_selection_get_last (self->selection),
                                 GP_KIND_FIELD);
  return field != NULL && gp_canvas_item_of (self, gp_element_get_id (field)) != NULL ? field
                                                                                    : NULL;
}

gboolean
gp_canvas_next_field (GpCanvas   *self,
                      const GpId *id,
                      int         step,
                      GpId       *out)
{
  const GpElement *field = gp_design_lookup_kind (self->design, id, GP_KIND_FIELD);
  g_autoptr(GPtrArray) fields = NULL;
  guint at;

  if (field == NULL)
    return FALSE;
  fields = gp_design_list_children (self->design, gp_element_get_parent (field), GP_KIND_FIELD);
  if (!g_ptr_array_find (fields, field, &at) || (int) at + step < 0
      || at + (guint) step >= fields->len)
    return FALSE;
  *out = *gp_element_get_id (fields->pdata[at + (guint) step]);
  return TRUE;
}

void
gp_canvas_unfold (GpCanvas   *self,
                  const GpId *card)
{
  GpId id = *card;

  gp_scene_builder_set_unfolded (self->builder, &id,
                                 !gp_scene_builder_is_unfolded (self->builder, &id));
  self->hover = (GpHit) { .part = GP_HIT_NOTHING, .row = -1 };
  gp_canvas_view_changed (self);
}

/* A field that a tall card leaves out gets its row. */
void
gp_canvas_show_field (GpCanvas   *self,
                      const GpId *id)
{
  const GpElement *field = gp_design_lookup_kind (self->design, id, GP_KIND_FIELD);
  const GpSceneItem *card = field != NULL
                              ? gp_scene_find (gp_canvas_get_scene (self),
                                               gp_element_get_parent (field))
                              : NULL;

  if (card != NULL && card->n_rows > 0 && gp_scene_item_find_row (card, id) < 0
      && !gp_scene_builder_is_unfolded (self->builder, &card->id))
    gp_canvas_unfold (self, &card->id);
}

static void
select_field (GpCanvas   *self,
              const GpId *id)
{
  GpId field = *id;

  gp_canvas_show_field (self, &field);
  gp_selection_set (self->selection, &field);
  gp_canvas_reveal (self, &field);
}

/* Up and down to the fields beside the selected one, left back to the card, right along a
 * reference. FALSE where no field is selected alone. */
gboolean
gp_canvas_travel (GpCanvas         *self,
                  GtkDirectionType  direction)
{
  const GpElement *field = selected_field (self);
  const GpId *target;
  GpId next;

  if (field == NULL)
    return FALSE;
  switch (direction)
    {
    case GTK_DIR_UP:
    case GTK_DIR_DOWN:
      if (gp_canvas_next_field (self, gp_element_get_id (field), direction == GTK_DIR_UP ? -1 : 1,
                                &next))
        select_field (self, &next);
      else if (direction == GTK_DIR_UP)
        gp_canvas_leave_fields (self);
      break;
    case GTK_DIR_RIGHT:
      target = gp_element_get_ref (field, GP_FIELD_REFERENCE);
      if (target != NULL)
        {
          next = *target;
          gp_selection_set (self->selection, &next);
          gp_canvas_reveal (self, &next);
        }
      break;
    default:
      gp_canvas_leave_fields (self);
      break;
    }
  return TRUE;
}

/* To the card whose field is selected; FALSE where none is. */
gboolean
gp_canvas_leave_fields (GpCanvas *self)
{
  const GpElement *field = selected_field (self);
  GpId card;

  if (field == NULL)
    return FALSE;
  card = *gp_element_get_parent (field);
  gp_selection_set (self->selection, &card);
  return TRUE;
}

void
gp_canvas_enter_fields (GpCanvas *self,
                        gboolean  last)
{
  const GpSceneItem *card = gp_canvas_item_of (self, gp_selection_get_last (self->selection));
  g_autoptr(GPtrArray) fields = NULL;

  if (card == NULL || card->type != GP_ITEM_CARD || self->lens != GP_LENS_DATA)
    return;
  fields = gp_design_list_children (self->design, &card->id, GP_KIND_FIELD);
  if (fields->len > 0)
    select_field (self, gp_element_get_id (fields->pdata[last ? fields->len - 1 : 0]));
}

/* FALSE where no field is selected alone. */
gboolean
gp_canvas_shift_field (GpCanvas *self,
                       int       step)
{
  const GpElement *field = selected_field (self);
  GpId id, parent, after;
  gboolean first;
  GError *error = NULL;
  GpChangeSet *changes;

  if (field == NULL)
    return FALSE;
  id = *gp_element_get_id (field);
  parent = *gp_element_get_parent (field);
  if (!gp_canvas_can_edit (self) || !gp_canvas_next_field (self, &id, step, &after))
    return TRUE;
  /* Up: after the one before the one above. */
  first = step < 0 && !gp_canvas_next_field (self, &after, -1, &after);
  changes = gp_edit_reorder (self->design, &id, &parent, first ? NULL : &after, &error);
  if (gp_canvas_run (self, changes, error))
    select_field (self, &id);
  return TRUE;
}
