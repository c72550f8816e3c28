/* gp-window-compare.c — two versions of the design, side by side on one canvas
 * SPDX-License-Identifier: Apache-2.0
 *
 * A side is "now", "version:NAME", "step:N" (as after N steps of history) or a file. Where the
 * right side is now, the canvas goes on showing the design, with the left side as its base. Else it
 * shows the right side through a history of its own until the comparison ends; places come
 * from the left side where the right one has none. In an update it shows what the design would be
 * with all that was changed on the right. */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-canvas-explore.h"
#include "gp-compare-page.h"
#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-file-chooser.h"
#include "gp-hint.h"
#include "gp-versions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GpDesign *design;        /* NULL: now */
  char     *title;
} Side;

struct _GpWindowComparison
{
  GpWindow   *window;      /* not owned */
  GpReview   *review;
  Side        left;
  Side        right;
  GpDesign   *base;        /* what both come from; NULL, too, where that is not known */
  gboolean    updates;     /* from @target, which is the right side */
  GpId        target;
  GpHistory  *shown;       /* of the canvas; NULL: that of the session */
  GpPlace     place;       /* where the canvas was before */
  gulong      changed_id;
  guint       refresh_id;
};

static void
side_clear (Side *side)
{
  g_clear_object (&side->design);
  g_free (side->title);
}

void
gp_window_comparison_free (GpWindowComparison *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->changed_id != 0)
    g_signal_handler_disconnect (gp_session_get_history (self->window->session), self->changed_id);
  gp_review_free (self->review);
  gp_place_clear (&self->place);
  g_clear_object (&self->shown);
  g_clear_object (&self->base);
  side_clear (&self->left);
  side_clear (&self->right);
  g_free (self);
}

static GpDesign *
design_of (GpWindowComparison *self,
           const Side         *side)
{
  return side->design != NULL ? side->design : gp_session_get_design (self->window->session);
}

static GpCompareUse
use_of (GpWindowComparison *self)
{
  if (gp_session_is_read_only (self->window->session))
    return GP_COMPARE_LOOK;
  if (self->updates)
    return GP_COMPARE_UPDATE;
  return self->right.design == NULL  ? GP_COMPARE_TAKE_BACK
         : self->left.design == NULL ? GP_COMPARE_TAKE
                                     : GP_COMPARE_LOOK;
}

/* @shown gets the views of @other that it lacks, with the places of what both have. */
static void
borrow_places (GpDesign *shown,
               GpDesign *other)
{
  g_autoptr(GPtrArray) views = gp_design_list (other, GP_KIND_VIEW);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  for (guint i = 0; i < views->len; i++)
    {
      const GpElement *view = g_ptr_array_index (views, i);
      g_autoptr(GpElement) copy = gp_element_copy (view);
      const GpElement *child;

      if (gp_design_lookup (shown, gp_element_get_id (view)) != NULL
          || gp_edit_find_view (shown, gp_element_get_text (view, GP_VIEW_LENS)) != NULL)
        continue;
      gp_element_set (copy, GP_VIEW_MEMBERS, gp_value_none ());
      gp_element_set (copy, GP_VIEW_SUBJECT, gp_value_none ());
      gp_change_set_add (changes, copy);
      for (gsize j = 0;
           (child = gp_design_peek_child (other, gp_element_get_id (view), j)) != NULL; j++)
        if (gp_element_get_kind (child) == GP_KIND_PLACEMENT
            && gp_design_lookup (shown, gp_element_get_ref (child, GP_PLACEMENT_ELEMENT)) != NULL)
          gp_change_set_add (changes, child);
    }
  gp_design_apply (shown, changes, NULL);     /* without them it is laid out anew */
}

/* (transfer full): the design with what was changed on the other side alone or, too. */
static GpDesign *
make_updated (GpReview *review)
{
  guint n = gp_review_get_size (review);
  g_autofree gboolean *taken = g_new0 (gboolean, n + 1);
  g_autoptr(GpDesign) updated = gp_design_copy (gp_review_get_before (review));
  g_autoptr(GpChangeSet) changes = NULL;

  for (guint i = 0; i < n; i++)
    taken[i] = gp_review_get (review, i)->side != GP_REVIEW_OURS;
  changes = gp_review_take (review, taken, FALSE, NULL);
  return changes != NULL && gp_design_apply (updated, changes, NULL) ? g_steal_pointer (&updated)
                                                                     : NULL;
}

/* (transfer full): what the canvas shows of @self, where it is not the design. */
static GpDesign *
make_shown (GpWindowComparison *self)
{
  GpDesign *shown = self->updates ? make_updated (self->review) : NULL;

  if (shown == NULL)
    {
      shown = gp_design_copy (gp_review_get_after (self->review));
      borrow_places (shown, gp_review_get_before (self->review));
    }
  return shown;
}

static GpReview *
make_review (GpWindowComparison *self)
{
  GpDesign *left = design_of (self, &self->left);

  return self->updates
           ? gp_review_new_update (self->base, left, self->right.design, self->right.title)
           : gp_review_new (left, design_of (self, &self->right));
}

/* In an update the canvas follows the design, and what it shows stays where people look at it. */
static void
show_right (GpWindowComparison *self)
{
  g_autoptr(GpDesign) shown = NULL;
  g_autoptr(GpChangeSet) changes = NULL;

  if (self->right.design == NULL || (self->shown != NULL && !self->updates))
    return;
  shown = make_shown (self);
  if (self->shown != NULL)
    changes = gp_diff (gp_history_get_design (self->shown), shown, GP_DIFF_ALL);
  if (changes != NULL && gp_history_do (self->shown, changes, NULL))
    return;
  g_clear_object (&self->shown);
  self->shown = gp_history_new (shown);
  gp_canvas_set_history (GP_CANVAS (self->window->canvas), self->shown);
}

static void
show (GpWindowComparison *self)
{
  GpWindow *window = self->window;
  GpCanvas *canvas = GP_CANVAS (window->canvas);

  gp_compare_page_show (GP_COMPARE_PAGE (window->compare), NULL, GP_COMPARE_LOOK, NULL, NULL);
  gp_review_free (self->review);
  self->review = make_review (self);
  show_right (self);
  gp_canvas_set_comparison (canvas, gp_review_get_before (self->review));
  gp_header_set_comparison (GP_HEADER (window->header),
                            self->updates ? NULL : self->left.title,
                            self->updates ? self->right.title : NULL);
  gp_compare_page_show (GP_COMPARE_PAGE (window->compare), self->review, use_of (self),
                        self->left.title, self->right.title);
}

static gboolean
refresh_cb (gpointer user_data)
{
  GpWindowComparison *self = user_data;

  self->refresh_id = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
history_changed_cb (GpWindowComparison *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add (refresh_cb, self);
}

static void
entry_shown_cb (GpWindow            *self,
                const GpReviewEntry *entry)
{
  GpId id = entry->id;

  if (gp_design_lookup (gp_session_get_design (self->session), &id) != NULL)
    gp_selection_set (gp_session_get_selection (self->session), &id);
  gp_canvas_reveal (GP_CANVAS (self->canvas), &id);
}

/* All is decided: what differs from now on was changed after this. */
static void
end_update (GpWindow *self)
{
  GpWindowComparison *comparison = self->comparison;
  g_autoptr(GError) error = NULL;

  if (!gp_session_record_deployment (self->session, &comparison->target, NULL,
                                     gp_review_get_after (comparison->review), GP_OUTCOME_READ,
                                     NULL, &error))
    gp_session_report (self->session, error);
  gp_window_end_comparison (self);
}

static void
entries_taken_cb (GpWindow    *self,
                  GpChangeSet *changes)
{
  gboolean empty = gp_change_set_get_size (changes) == 0;

  if (!empty && !gp_session_perform (self->session, gp_change_set_ref (changes), NULL))
    return;
  if (self->comparison->updates)
    end_update (self);
  if (!empty)
    gp_window_offer (self, gp_change_set_get_title (changes), _("Undo"), "win.undo");
}

static void
page_failed_cb (GpWindow     *self,
                const GError *error)
{
  gp_session_report (self->session, error);
}

static void
ensure_page (GpWindow *self)
{
  if (self->compare != NULL)
    return;
  self->compare = gp_compare_page_new ();
  gtk_stack_add_named (GTK_STACK (self->side), self->compare, "compare");
  gp_hint_name_pages (GTK_STACK (self->side), _("Compare"));
  g_signal_connect_object (self->compare, "shown", G_CALLBACK (entry_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "taken", G_CALLBACK (entries_taken_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "failed", G_CALLBACK (page_failed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Takes @comparison, which has its sides. */
static void
start_with (GpWindow           *self,
            GpWindowComparison *comparison)
{
  gp_window_stop_update (self);
  gp_window_end_comparison (self);
  g_action_group_activate_action (G_ACTION_GROUP (self), "close-deploy", NULL);
  ensure_page (self);
  comparison->window = self;
  gp_canvas_note_place (GP_CANVAS (self->canvas), &comparison->place);
  self->comparison = comparison;
  if (comparison->left.design == NULL || comparison->right.design == NULL)
    comparison->changed_id =
      g_signal_connect_swapped (gp_session_get_history (self->session), "changed",
                                G_CALLBACK (history_changed_cb), comparison);
  self->returning = TRUE;      /* the end of the comparison leads back, and not the trail */
  g_action_group_change_action_state (G_ACTION_GROUP (self), "lens",
                                      g_variant_new_string ("data"));
  self->returning = FALSE;
  gp_compare_page_start (GP_COMPARE_PAGE (self->compare));
  show (comparison);
  gp_window_show_side (self, "compare");
  gp_window_show_panel (self, "inspector", TRUE);
  gp_window_update_actions (self);
}

/* Takes both sides. */
static void
start (GpWindow *self,
       Side      left,
       Side      right)
{
  GpWindowComparison *comparison = g_new0 (GpWindowComparison, 1);

  comparison->left = left;
  comparison->right = right;
  start_with (self, comparison);
}

void
gp_window_compare_update (GpWindow        *self,
                          GpDesign        *base,
                          GpDesign        *there,
                          const GpElement *target)
{
  GpWindowComparison *comparison = g_new0 (GpWindowComparison, 1);

  comparison->left.title = g_strdup (_("Now"));
  comparison->right.design = g_object_ref (there);
  comparison->right.title = g_strdup (gp_element_get_name (target));
  g_set_object (&comparison->base, base);
  comparison->updates = TRUE;
  comparison->target = *gp_element_get_id (target);
  start_with (self, comparison);
}

void
gp_window_end_comparison (GpWindow *self)
{
  GpWindowComparison *comparison = g_steal_pointer (&self->comparison);
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  g_auto(GpPlace) here = { 0 };
  GArray *selected;

  if (comparison == NULL)
    return;
  gp_canvas_note_place (canvas, &here);
  gp_canvas_set_comparison (canvas, NULL);
  if (comparison->shown != NULL)
    gp_canvas_set_history (canvas, gp_session_get_history (self->session));
  /* What was selected in the comparison stays selected. */
  selected = comparison->place.selected;
  comparison->place.selected = here.selected;
  here.selected = selected;
  gp_window_show_place (self, &comparison->place);
  gp_header_set_comparison (GP_HEADER (self->header), NULL, NULL);
  gp_compare_page_show (GP_COMPARE_PAGE (self->compare), NULL, GP_COMPARE_LOOK, NULL, NULL);
  gp_window_show_side (self, "inspector");
  gp_window_comparison_free (comparison);
  gp_window_update_actions (self);
}

/* FALSE with @error, and nothing in @out, where there is no such side. */
static gboolean
load_side (GpWindow    *self,
           const char  *name,
           Side        *out,
           GError     **error)
{
  GpHistory *history = gp_session_get_history (self->session);
  const char *rest = strchr (name, ':');
  GpDesign *design = NULL;

  if (g_str_equal (name, "now"))
    {
      *out = (Side) { NULL, g_strdup (_("Now")) };
      return TRUE;
    }
  if (rest != NULL && g_str_has_prefix (name, "version:") && GP_IS_VERSIONS (self->session))
    design = gp_versions_load (GP_VERSIONS (self->session), rest + 1, error);
  else if (rest != NULL && g_str_has_prefix (name, "step:"))
    design = gp_history_dup_design_at (history, g_ascii_strtoull (rest + 1, NULL, 10), error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no version “%s”."), name);
  if (design == NULL)
    return FALSE;
  *out = (Side) { design, g_str_has_prefix (name, "step:")
                            ? gp_history_dup_title_at (history,
                                                       g_ascii_strtoull (rest + 1, NULL, 10))
                            : g_strdup (rest + 1) };
  return TRUE;
}

static void
compare_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GpWindow *self = user_data;
  Side left = { 0 }, right = { 0 };
  const char *left_name, *right_name;
  g_autoptr(GError) error = NULL;

  g_variant_get (parameter, "(&s&s)", &left_name, &right_name);
  if (load_side (self, left_name, &left, &error) && load_side (self, right_name, &right, &error))
    {
      start (self, left, right);
      return;
    }
  side_clear (&left);
  side_clear (&right);
  gp_session_report (self->session, error);
}

typedef struct
{
  GpWindow *window;        /* reference taken when the call began */
  char     *title;
} Reading;

static void
reading_done_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr(GpWindow) self = reading->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = gp_versions_read_finish (GP_VERSIONS (source), result, &error);

  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    ;      /* it was closed meanwhile: nobody waits for the answer */
  else if (design != NULL)
    start (self, (Side) { NULL, g_strdup (_("Now")) },
           (Side) { g_steal_pointer (&design), g_steal_pointer (&reading->title) });
  else
    gp_session_report (self->session, error);
  g_free (reading->title);
  g_free (reading);
}

void
gp_window_compare_with (GpWindow *self,
                        GFile    *file)
{
  Reading *reading = g_new (Reading, 1);

  *reading = (Reading) { g_object_ref (self), g_file_get_basename (file) };
  gp_versions_read_async (GP_VERSIONS (self->session), file, NULL, reading_done_cb, reading);
}

static void
file_chosen_cb (GFile    *file,
                gpointer  user_data)
{
  GpWindow *self = user_data;

  gp_window_compare_with (self, file);
}

static void
compare_file_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  gp_file_chooser_run (user_data, GP_FILE_CHOOSER_IMPORT, NULL, file_chosen_cb,
                       g_object_ref (user_data), g_object_unref);
}

static void
end_compare_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  gp_window_end_comparison (user_data);
}

static gboolean
key_pressed_cb (GpWindow        *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (self->comparison == NULL || key != GDK_KEY_Escape
      || (focus != NULL && GTK_IS_EDITABLE (gtk_widget_get_parent (focus))))
    return GDK_EVENT_PROPAGATE;
  gp_window_end_comparison (self);
  return GDK_EVENT_STOP;
}

void
gp_window_init_compare (GpWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "compare", .activate = compare_cb, .parameter_type = "(ss)" },
    { .name = "compare-file", .activate = compare_file_cb },
    { .name = "end-compare", .activate = end_compare_cb },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
gp_window_update_compare (GpWindow *self)
{
  static const char *const names[] = { "compare", "compare-file", "end-compare" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])),
      self->session != NULL && (i == 0 || (i == 1 ? GP_IS_VERSIONS (self->session)
                                                  : self->comparison != NULL)));
}
