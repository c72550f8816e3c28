/* gp-edit-story.c — stories and comments, as change sets
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit-story.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

static const GpElement *
lookup (GpDesign    *design,
        const GpId  *id,
        GpKind       kind,
        const char  *gone,
        GError     **error)
{
  const GpElement *element = gp_design_lookup_kind (design, id, kind);

  if (element == NULL)
    g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE, gone);
  return element;
}

static GpElement *
new_child (GpDesign   *design,
           GpKind      kind,
           const GpId *parent)
{
  GpId id = gp_id_new ();

  /* A parent that is not there yet has no children to come after. */
  return gp_element_new (kind, &id, parent,
                         gp_design_lookup (design, parent) != NULL
                           ? gp_design_rank_last (design, parent) : 1);
}

static GpValue
point_or_none (const GpPoint *point,
               const GpPoint *size)
{
  return size->x > 0 && size->y > 0 ? gp_value_point (point->x, point->y) : gp_value_none ();
}

/* The values of a step's properties for @stage, to be taken over. */
static void
stage_values (const GpEditStage *stage,
              GpProperty         properties[6],
              GpValue            values[6])
{
  const GpProperty all[6] = { GP_STORY_STEP_LENS, GP_STORY_STEP_VIEW, GP_STORY_STEP_SUBJECT,
                              GP_STORY_STEP_FOCUS, GP_STORY_STEP_AT, GP_STORY_STEP_SIZE };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    properties[i] = all[i];
  values[0] = gp_value_text (stage->lens);
  values[1] = gp_id_is_nil (&stage->view) ? gp_value_none () : gp_value_id (&stage->view);
  values[2] = gp_id_is_nil (&stage->subject) ? gp_value_none () : gp_value_id (&stage->subject);
  values[3] = stage->n_focus > 0 ? gp_value_ids (stage->focus, stage->n_focus) : gp_value_none ();
  values[4] = point_or_none (&stage->at, &stage->size);
  values[5] = point_or_none (&stage->size, &stage->size);
}

GpChangeSet *
gp_edit_add_story_step (GpDesign          *design,
                        const GpId        *story,
                        const GpEditStage *stage,
                        const char        *sentence,
                        GpId              *out_story,
                        GpId              *out_step)
{
  GpChangeSet *changes = gp_change_set_new (_("Added a step to the story"));
  g_autoptr(GpElement) fresh = NULL;
  g_autoptr(GpElement) step = NULL;
  GpProperty properties[6];
  GpValue values[6];

  if (story == NULL || gp_design_lookup_kind (design, story, GP_KIND_STORY) == NULL)
    {
      const GpId *root = gp_design_get_root_id (design);
      g_autofree char *name = gp_name_make_unique (design, root, GP_KIND_STORY, _("Story"), NULL);

      fresh = new_child (design, GP_KIND_STORY, root);
      gp_element_set_text (fresh, GP_STORY_NAME, name);
      gp_change_set_add (changes, fresh);
      gp_change_set_set_title (changes, _("Began a story"));
      story = gp_element_get_id (fresh);
    }
  step = new_child (design, GP_KIND_STORY_STEP, story);
  stage_values (stage, properties, values);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    gp_element_set (step, properties[i], values[i]);
  if (sentence != NULL && *sentence != '\0')
    gp_element_set_text (step, GP_STORY_STEP_TEXT, sentence);
  gp_change_set_add (changes, step);
  if (out_story != NULL)
    *out_story = *story;
  if (out_step != NULL)
    *out_step = *gp_element_get_id (step);
  return changes;
}

GpChangeSet *
gp_edit_set_stage (GpDesign           *design,
                   const GpId         *step,
                   const GpEditStage  *stage,
                   GError            **error)
{
  const GpElement *element = lookup (design, step, GP_KIND_STORY_STEP,
                                     _("This step of the story is not there any more."), error);
  GpChangeSet *changes;
  GpProperty properties[6];
  GpValue values[6];

  if (element == NULL)
    return NULL;
  changes = gp_change_set_new (_("Changed what a step of the story shows"));
  stage_values (stage, properties, values);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    gp_change_set_set (changes, element, properties[i], values[i]);
  return changes;
}

static void
write_comment (GpElement  *comment,
               const char *text,
               const char *author)
{
  gp_element_set_text (comment, GP_COMMENT_TEXT, text);
  if (author != NULL && *author != '\0')
    gp_element_set_text (comment, GP_COMMENT_AUTHOR, author);
  gp_element_set_int (comment, GP_COMMENT_CREATED, g_get_real_time ());
}

GpChangeSet *
gp_edit_add_comment (GpDesign      *design,
                     const GpId    *about,
                     const GpId    *view,
                     const GpPoint *at,
                     const char    *text,
                     const char    *author,
                     GpId          *out_id)
{
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpElement) comment = new_child (design, GP_KIND_COMMENT, root);
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;
  GpChangeSet *changes;

  write_comment (comment, text, author);
  if (about != NULL && !gp_id_equal (about, root))
    {
      gp_element_set_ref (comment, GP_COMMENT_ABOUT, about);
      path = gp_design_dup_path (design, about);
    }
  if (view != NULL && at != NULL)
    {
      gp_element_set_ref (comment, GP_COMMENT_VIEW, view);
      gp_element_set (comment, GP_COMMENT_AT, gp_value_point (at->x, at->y));
    }
  title = path != NULL && *path != '\0' ? g_strdup_printf (_("Commented on %s"), path)
                                        : g_strdup (_("Wrote a comment"));
  changes = gp_change_set_new (title);
  gp_change_set_add (changes, comment);
  if (out_id != NULL)
    *out_id = *gp_element_get_id (comment);
  return changes;
}

GpChangeSet *
gp_edit_answer_comment (GpDesign    *design,
                        const GpId  *thread,
                        const char  *text,
                        const char  *author,
                        GError     **error)
{
  g_autoptr(GpElement) comment = NULL;
  GpChangeSet *changes;

  if (lookup (design, thread, GP_KIND_COMMENT, _("This comment is not there any more."), error)
      == NULL)
    return NULL;
  comment = new_child (design, GP_KIND_COMMENT, thread);
  write_comment (comment, text, author);
  changes = gp_change_set_new (_("Answered a comment"));
  gp_change_set_add (changes, comment);
  return changes;
}

GpChangeSet *
gp_edit_resolve_comment (GpDesign    *design,
                         const GpId  *thread,
                         gboolean     resolved,
                         GError     **error)
{
  const GpElement *comment = lookup (design, thread, GP_KIND_COMMENT,
                                     _("This comment is not there any more."), error);
  GpChangeSet *changes;

  if (comment == NULL)
    return NULL;
  changes = gp_change_set_new (resolved ? _("Resolved a comment") : _("Reopened a comment"));
  gp_change_set_set (changes, comment, GP_COMMENT_RESOLVED, gp_value_bool (resolved));
  return changes;
}
