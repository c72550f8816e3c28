/* gp-stage.c — what one step of a story shows: a drawing, and which part of it
 * SPDX-License-Identifier: Apache-2.0
 *
 * A focus stays right when cards move or are renamed; a part of the drawing is kept as people saw
 * it. The focus wins where a step has both. */
#define G_LOG_DOMAIN "gp-stage"
#include "config.h"
#include "gp-stage.h"

#include "gp-edit.h"

#define MARGIN 48.0      /* canvas units around the focus */

void
gp_stage_read (GpDesign        *design,
               const GpElement *step,
               GpStage         *out)
{
  const GpElement *view =
    gp_design_lookup_kind (design, gp_element_get_ref (step, GP_STORY_STEP_VIEW), GP_KIND_VIEW);
  const GpId *subject = gp_element_get_ref (step, GP_STORY_STEP_SUBJECT);
  const GpPoint *at = gp_element_get_point (step, GP_STORY_STEP_AT);
  const GpPoint *size = gp_element_get_point (step, GP_STORY_STEP_SIZE);

  *out = (GpStage) { .lens = GP_LENS_DATA };
  gp_lens_from_nick (gp_element_get_text (step, GP_STORY_STEP_LENS), &out->lens);
  if (view != NULL)
    gp_lens_from_nick (gp_element_get_text (view, GP_VIEW_LENS), &out->lens);
  else
    view = gp_edit_find_view (design, gp_lens_to_nick (out->lens));
  if (view != NULL)
    out->view = *gp_element_get_id (view);
  if (subject == NULL && view != NULL)
    subject = gp_element_get_ref (view, GP_VIEW_SUBJECT);
  if (subject != NULL)
    out->subject = *subject;
  if (at != NULL && size != NULL && size->x > 0 && size->y > 0)
    out->area = (GpRect) { at->x, at->y, size->x, size->y };
}

gboolean
gp_stage_equal_drawing (const GpStage *a,
                        const GpStage *b)
{
  return a->lens == b->lens && gp_id_equal (&a->view, &b->view)
         && gp_id_equal (&a->subject, &b->subject);
}

void
gp_stage_apply (const GpStage  *self,
                GpSceneBuilder *builder)
{
  gp_scene_builder_set_lens (builder, self->lens);
  gp_scene_builder_set_view (builder, gp_id_is_nil (&self->view) ? NULL : &self->view);
  gp_scene_builder_set_subject (builder, gp_id_is_nil (&self->subject) ? NULL : &self->subject);
  gp_scene_builder_rebuild (builder);
}

/* The place of @id in the drawing: a card, a row's card, a line. */
static gboolean
find_rect (GpScene    *scene,
           const GpId *id,
           GpRect     *out)
{
  const GpSceneItem *item = gp_scene_find (scene, id);
  const GpSceneLine *line = gp_scene_find_line (scene, id);

  for (guint i = 0; item == NULL && i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *other = gp_scene_get_item (scene, i);

      if (other != NULL
          && (gp_id_equal (&other->id, id) || gp_scene_item_find_row (other, id) >= 0))
        item = other;
    }
  if (item != NULL)
    *out = item->rect;
  else if (line != NULL)
    *out = line->bounds;
  return item != NULL || line != NULL;
}

GpRect
gp_stage_get_area (const GpStage   *self,
                   GpScene         *scene,
                   const GpElement *step)
{
  GpRect area = { 0 };
  gboolean any = FALSE;
  gsize n = 0;
  const GpId *focus = step != NULL ? gp_element_get_refs (step, GP_STORY_STEP_FOCUS, &n) : NULL;

  for (gsize i = 0; i < n; i++)
    {
      GpRect rect;

      if (!find_rect (scene, &focus[i], &rect))
        continue;
      area = any ? gp_rect_union (&area, &rect) : rect;
      any = TRUE;
    }
  if (!any && self->area.width > 0)
    return self->area;
  if (!any)
    area = gp_scene_get_bounds (scene);
  return gp_rect_grown (&area, MARGIN);
}

GPtrArray *
gp_stage_list_steps (GpDesign   *design,
                     const GpId *story)
{
  return gp_design_list_children (design, story, GP_KIND_STORY_STEP);
}
