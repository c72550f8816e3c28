/* gp-edit-story.h — stories and comments, as change sets
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/* As in gp-edit.h: each function reads the design, changes nothing, and returns a (transfer full)
 * change set with a title in words. */

/**
 * GpEditStage: what a step of a story shows.
 * @lens: "data", "flows" or "access"
 * @view, @subject: nil for none
 * @at, @size: the part of the drawing that is seen, canvas units; an empty size means everything
 * @focus: what is shown large instead; borrowed
 */
typedef struct
{
  const char *lens;
  GpId        view;
  GpId        subject;
  GpPoint     at;
  GpPoint     size;
  const GpId *focus;
  gsize       n_focus;
} GpEditStage;

/** gp_edit_add_story_step: after the last step of @story, or as the first one of a new story where
 * it is NULL. @sentence: may be NULL. */
GpChangeSet *gp_edit_add_story_step (GpDesign *design, const GpId *story, const GpEditStage *stage,
                                     const char *sentence, GpId *out_story, GpId *out_step);

/** gp_edit_set_stage: what @step shows becomes @stage. GP_DESIGN_ERROR_STALE where it is gone. */
GpChangeSet *gp_edit_set_stage      (GpDesign *design, const GpId *step, const GpEditStage *stage,
                                     GError **error);

/** gp_edit_add_comment: begins a thread. @about: NULL: the design as a whole. @view, @at: a place
 * of a drawing that it is pinned to, or NULL for both. @text: not empty. */
GpChangeSet *gp_edit_add_comment    (GpDesign *design, const GpId *about, const GpId *view,
                                     const GpPoint *at, const char *text, const char *author,
                                     GpId *out_id);

/** gp_edit_answer_comment: @thread: the comment that began it. GP_DESIGN_ERROR_STALE where it is
 * gone. */
GpChangeSet *gp_edit_answer_comment (GpDesign *design, const GpId *thread, const char *text,
                                     const char *author, GError **error);

/** gp_edit_resolve_comment: or reopen it. */
GpChangeSet *gp_edit_resolve_comment (GpDesign *design, const GpId *thread, gboolean resolved,
                                      GError **error);

G_END_DECLS
