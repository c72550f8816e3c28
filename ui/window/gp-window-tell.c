/* gp-window-tell.c — stories, reading and comments
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-comments-page.h"
#include "gp-edit-story.h"
#include "gp-edit.h"
#include "gp-presenter.h"

#include <glib/gi18n-lib.h>

/* The story that is selected, or whose step is; else the last one. FALSE where there is none. */
static gboolean
find_story (GpWindow *self,
            GpId     *out)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *element =
    gp_design_lookup (design, gp_selection_get_last (gp_session_get_selection (self->session)));
  g_autoptr(GPtrArray) stories = gp_design_list (design, GP_KIND_STORY);

  if (element != NULL && gp_element_get_kind (element) == GP_KIND_STORY_STEP)
    element = gp_design_lookup (design, gp_element_get_parent (element));
  if (element == NULL || gp_element_get_kind (element) != GP_KIND_STORY)
    element = stories->len > 0 ? g_ptr_array_index (stories, stories->len - 1) : NULL;
  if (element != NULL)
    *out = *gp_element_get_id (element);
  return element != NULL;
}

static void
present_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GpWindow *self = user_data;
  GtkWidget *presenter;
  GpId story;

  if (!find_story (self, &story)
      || gp_design_count_children (gp_session_get_design (self->session), &story) == 0)
    {
      gp_window_offer (self, _("There is no story yet. Its first step shows what you see now."),
                       _("Add Step"), "win.add-story-step");
      return;
    }
  gp_window_end_comparison (self);
  presenter = gp_presenter_new (self->session, &story);
  gtk_window_set_transient_for (GTK_WINDOW (presenter), GTK_WINDOW (self));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (presenter), TRUE);
  gtk_window_fullscreen (GTK_WINDOW (presenter));
  gtk_window_present (GTK_WINDOW (presenter));
}

/* What the canvas shows now. */
static void
get_stage (GpWindow    *self,
           GpEditStage *out)
{
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  GpViewport viewport;
  GpPoint unused;
  GpRect area;

  *out = (GpEditStage) { .lens = gp_lens_to_nick (gp_canvas_get_lens (canvas)) };
  gp_canvas_get_viewport (canvas, &viewport);
  area = gp_viewport_get_area (&viewport);
  gp_canvas_get_place (canvas, &out->view, &unused);
  gp_canvas_get_subject (canvas, &out->subject);
  out->at = (GpPoint) { area.x, area.y };
  out->size = (GpPoint) { area.width, area.height };
}

/* It becomes the next step; its sentence is written in the inspector. */
static void
add_step_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GpWindow *self = user_data;
  GpEditStage stage;
  GpId story, step;
  gboolean known = find_story (self, &story);

  get_stage (self, &stage);
  if (!gp_session_perform (self->session,
                           gp_edit_add_story_step (gp_session_get_design (self->session),
                                                   known ? &story : NULL, &stage, NULL, NULL,
                                                   &step),
                           NULL))
    return;
  gp_selection_set (gp_session_get_selection (self->session), &step);
  gp_window_show_side (self, "inspector");
  gp_window_show_panel (self, "inspector", TRUE);
}

/* The step that is selected shows what the canvas shows from now on. */
static void
update_step_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpWindow *self = user_data;
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *step =
    gp_design_lookup_kind (design,
                           gp_selection_get_last (gp_session_get_selection (self->session)),
                           GP_KIND_STORY_STEP);
  GpEditStage stage;
  GError *error = NULL;
  GpChangeSet *changes;

  if (step == NULL)
    {
      gp_window_report (self, _("Select a step of a story first."));
      return;
    }
  get_stage (self, &stage);
  changes = gp_edit_set_stage (design, gp_element_get_id (step), &stage, &error);
  gp_session_perform (self->session, changes, error);
}

gboolean
gp_window_is_reading (GpWindow *self)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self), "reading");

  return g_variant_get_boolean (state);
}

void
gp_window_update_reading (GpWindow *self)
{
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  gboolean reading = gp_window_is_reading (self);

  gp_canvas_set_plain (canvas, reading);
  gp_canvas_set_minimap (canvas,
                         !reading && g_settings_get_boolean (self->settings, "show-minimap"));
  gp_canvas_set_editable (canvas, !reading && !gp_session_is_read_only (self->session));
}

static void
change_reading_cb (GSimpleAction *action,
                   GVariant      *value,
                   gpointer       user_data)
{
  GpWindow *self = user_data;

  g_simple_action_set_state (action, value);
  gp_window_update_reading (self);
  gp_window_reveal_panels (self);
  if (g_variant_get_boolean (value))
    g_action_group_change_action_state (G_ACTION_GROUP (self), "drawer",
                                        g_variant_new_string (""));
}

static void
comment_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GpWindow *self = user_data;
  GpId view = gp_id_nil;
  GpPoint at = { 0, 0 };

  gp_canvas_get_place (GP_CANVAS (self->canvas), &view, &at);
  g_action_group_change_action_state (G_ACTION_GROUP (self), "drawer",
                                      g_variant_new_string ("comments"));
  gp_drawer_start_comment (GP_DRAWER (self->drawer), &view, &at);
}

static void
show_thread_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpWindow *self = user_data;
  GpId thread;

  if (!gp_id_parse (g_variant_get_string (parameter, NULL), &thread))
    return;
  g_action_group_change_action_state (G_ACTION_GROUP (self), "drawer",
                                      g_variant_new_string ("comments"));
  gp_drawer_show_thread (GP_DRAWER (self->drawer), &thread);
}

/* The place that a comment is pinned to comes into the middle. */
static void
show_comment_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  GpWindow *self = user_data;
  GpDesign *design = gp_session_get_design (self->session);
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  const GpElement *comment;
  const GpPoint *at;
  GpViewport to;
  GpId id, shown;
  GpPoint unused;

  if (!gp_id_parse (g_variant_get_string (parameter, NULL), &id)
      || (comment = gp_design_lookup_kind (design, &id, GP_KIND_COMMENT)) == NULL
      || (at = gp_element_get_point (comment, GP_COMMENT_AT)) == NULL
      || gp_element_get_ref (comment, GP_COMMENT_VIEW) == NULL)
    return;
  gp_canvas_get_place (canvas, &shown, &unused);
  if (gp_id_equal (gp_element_get_ref (comment, GP_COMMENT_VIEW), &shown))
    gp_window_leave (self);
  else
    gp_window_show_view (self, gp_element_get_ref (comment, GP_COMMENT_VIEW));
  gp_canvas_get_viewport (canvas, &to);
  to.x = at->x - to.width / to.zoom / 2;
  to.y = at->y - to.height / to.zoom / 2;
  gp_canvas_set_viewport (canvas, &to);
}

static const GActionEntry entries[] = {
  { .name = "present", .activate = present_cb },
  { .name = "add-story-step", .activate = add_step_cb },
  { .name = "update-story-step", .activate = update_step_cb },
  { .name = "reading", .state = "false", .change_state = change_reading_cb },
  { .name = "comment", .activate = comment_cb },
  { .name = "show-thread", .activate = show_thread_cb, .parameter_type = "s" },
  { .name = "show-comment", .activate = show_comment_cb, .parameter_type = "s" },
};

void
gp_window_init_tell (GpWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
gp_window_update_tell (GpWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gboolean edits = g_str_has_suffix (entries[i].name, "-story-step")
                       || g_str_equal (entries[i].name, "comment");
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   self->session != NULL
                                     && !(edits && gp_session_is_read_only (self->session)));
    }
}
