/* gp-canvas-explore-actions.c — the commands of exploring
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-explore-private.h"

#include "gp-edit-view.h"

#include <glib/gi18n-lib.h>

enum
{
  SIGNAL_EXPLORED,
  SIGNAL_LEAVING,
  SIGNAL_MADE_VIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
gp_canvas_say_explored (GpCanvas *self)
{
  g_signal_emit (self, signals[SIGNAL_EXPLORED], 0);
}

void
gp_canvas_say_leaving (GpCanvas *self)
{
  if (self->builder != NULL && self->viewport.width > 1)
    g_signal_emit (self, signals[SIGNAL_LEAVING], 0);
}

/* --- what is selected --- */

/* The entities that are selected, or whose fields are; array of GpId. */
static GArray *
list_selected_entities (GpCanvas *self)
{
  GArray *entities = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize n = 0;
  const GpId *ids = self->design != NULL ? gp_selection_peek (self->selection, &n) : NULL;

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *element = gp_design_lookup (self->design, &ids[i]);
      gboolean there = FALSE;

      if (element != NULL && gp_element_get_kind (element) != GP_KIND_ENTITY)
        element = gp_design_lookup_kind (self->design, gp_element_get_parent (element),
                                         GP_KIND_ENTITY);
      for (guint j = 0; element != NULL && j < entities->len; j++)
        there |= gp_id_equal (&g_array_index (entities, GpId, j), gp_element_get_id (element));
      if (element != NULL && !there)
        g_array_append_val (entities, *gp_element_get_id (element));
    }
  return entities;
}

/* What the focus would go to. */
static const GpId *
find_focus (GpCanvas *self)
{
  const GpId *last = self->design != NULL ? gp_selection_get_last (self->selection) : NULL;
  const GpElement *element = last != NULL ? gp_design_lookup (self->design, last) : NULL;

  if (self->lens == GP_LENS_FLOWS)
    return NULL;
  for (; element != NULL;
       element = gp_design_lookup (self->design, gp_element_get_parent (element)))
    if (gp_element_get_kind (element) == GP_KIND_ENTITY
        || gp_element_get_kind (element) == GP_KIND_DOMAIN)
      return gp_element_get_id (element);
  return NULL;
}

/* --- commands --- */

static void
focus (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  GpId id = *find_focus (self);

  gp_canvas_focus_on (self, &id,
                      gp_design_lookup_kind (self->design, &id, GP_KIND_DOMAIN) != NULL ? 0 : 1);
}

static void
change_steps (GpCanvas *self,
              int       by)
{
  GpId id;
  guint steps;

  if (gp_canvas_get_focus (self, &id, &steps) && (int) steps + by >= 0)
    gp_canvas_focus_on (self, &id, (guint) ((int) steps + by));
}

static void
focus_wider (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_steps (GP_CANVAS (widget), 1);
}

static void
focus_narrower (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_steps (GP_CANVAS (widget), -1);
}

static void
show_path (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  g_autoptr(GArray) ends = list_selected_entities (self);

  if (ends->len == 2)
    gp_canvas_show_paths (self, &g_array_index (ends, GpId, 0), &g_array_index (ends, GpId, 1));
}

static void
next_path (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_choose_path (GP_CANVAS (widget), 1);
}

static void
previous_path (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_choose_path (GP_CANVAS (widget), -1);
}

static void
stop_exploring (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_stop_exploring (GP_CANVAS (widget));
}

static void
hide (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  gsize n = 0;
  const GpId *ids;
  GpId view;

  if (!gp_canvas_ensure_view (self, &view))
    return;
  ids = gp_selection_peek (self->selection, &n);
  if (gp_canvas_run (self, gp_edit_hide_in_view (self->design, &view, ids, n), NULL))
    gp_selection_clear (self->selection);
}

static void
show_hidden (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  g_autoptr(GArray) hidden = gp_canvas_list_hidden (self);

  gp_canvas_unhide (self, (const GpId *) (gconstpointer) hidden->data, hidden->len);
}

/* What a new view is made of: what stands out, else what is selected. */
static GArray *
list_for_view (GpCanvas *self)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  GpScene *scene = gp_canvas_get_scene (self);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  gboolean explores = explore->paths != NULL || !gp_id_is_nil (&explore->focus)
                      || explore->filter != NULL;
  gsize n = 0;
  const GpId *selected = gp_selection_peek (self->selection, &n);

  if (!explores)
    {
      g_array_append_vals (ids, selected, (guint) n);
      return ids;
    }
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && item->type != GP_ITEM_AREA
          && (explore->lit == NULL || g_hash_table_contains (explore->lit, &item->key)))
        g_array_append_val (ids, item->id);
    }
  return ids;
}

/* A name that says what the view is about. */
static char *
propose_name (GpCanvas *self)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  const GpElement *focused = gp_design_lookup (self->design, &explore->focus);
  const GpId *last = gp_selection_get_last (self->selection);
  const GpElement *chosen = last != NULL ? gp_design_lookup (self->design, last) : NULL;

  if (explore->paths != NULL)
    {
      GArray *path = g_ptr_array_index (explore->paths, explore->path);
      const GpElement *from = gp_design_lookup (self->design, &g_array_index (path, GpId, 0));
      const GpElement *to = gp_design_lookup (self->design,
                                              &g_array_index (path, GpId, path->len - 1));

      return g_strdup_printf (C_("view", "%s to %s"), gp_element_get_name (from),
                              gp_element_get_name (to));
    }
  if (focused != NULL)
    return g_strdup_printf (C_("view", "Around %s"), gp_element_get_name (focused));
  if (explore->filter == NULL && chosen != NULL && *gp_element_get_name (chosen) != '\0')
    return g_strdup_printf (C_("view", "%s and others"), gp_element_get_name (chosen));
  return g_strdup (C_("view", "New view"));
}

static void
new_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  g_autoptr(GArray) ids = list_for_view (self);
  g_autofree char *wish = propose_name (self);
  GpId id;

  if (!gp_canvas_run (self,
                      gp_edit_add_view (self->design, wish, gp_lens_to_nick (self->lens),
                                        (const GpId *) (gconstpointer) ids->data, ids->len, NULL,
                                        &id),
                      NULL))
    return;
  gp_canvas_say_leaving (self);
  g_clear_pointer (&explore->paths, g_ptr_array_unref);
  explore->focus = gp_id_nil;
  g_signal_emit (self, signals[SIGNAL_MADE_VIEW], 0, &id);
}

/* --- the table --- */

typedef enum
{
  NEEDS_CARD,
  NEEDS_FOCUS,
  NEEDS_TWO,
  NEEDS_PATHS,
  NEEDS_EXPLORING,
  NEEDS_HIDEABLE,
  NEEDS_HIDDEN,
  NEEDS_MEMBERS,
} Needs;

static const struct
{
  const char                  *name;
  GtkWidgetActionActivateFunc  activate;
  Needs                        needs;
  guint                        key;
  GdkModifierType              modifiers;
} rows[] = {
  { "canvas.focus", focus, NEEDS_CARD, GDK_KEY_F, GDK_SHIFT_MASK },
  { "canvas.focus-wider", focus_wider, NEEDS_FOCUS, GDK_KEY_plus, 0 },
  { "canvas.focus-narrower", focus_narrower, NEEDS_FOCUS, GDK_KEY_minus, 0 },
  { "canvas.show-path", show_path, NEEDS_TWO, GDK_KEY_P, GDK_SHIFT_MASK },
  { "canvas.next-path", next_path, NEEDS_PATHS, GDK_KEY_bracketright, 0 },
  { "canvas.previous-path", previous_path, NEEDS_PATHS, GDK_KEY_bracketleft, 0 },
  { "canvas.stop-exploring", stop_exploring, NEEDS_EXPLORING, 0, 0 },
  { "canvas.hide", hide, NEEDS_HIDEABLE, GDK_KEY_h, 0 },
  { "canvas.show-hidden", show_hidden, NEEDS_HIDDEN, GDK_KEY_H, GDK_SHIFT_MASK },
  { "canvas.new-view", new_view, NEEDS_MEMBERS, 0, 0 },
};

static gboolean
is_possible (GpCanvas *self,
             Needs     needs)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  gboolean selected = gp_selection_get_size (self->selection) > 0;
  g_autoptr(GArray) list = NULL;

  switch (needs)
    {
    case NEEDS_CARD:
      return find_focus (self) != NULL;
    case NEEDS_FOCUS:
      return !gp_id_is_nil (&explore->focus) && explore->paths == NULL;
    case NEEDS_TWO:
      list = list_selected_entities (self);
      return list->len == 2 && self->lens != GP_LENS_FLOWS;
    case NEEDS_PATHS:
      return explore->paths != NULL && explore->paths->len > 1;
    case NEEDS_EXPLORING:
      return explore->paths != NULL || !gp_id_is_nil (&explore->focus);
    case NEEDS_HIDEABLE:
      return selected && gp_canvas_can_edit (self);
    case NEEDS_HIDDEN:
      list = gp_canvas_list_hidden (self);
      return list->len > 0 && gp_canvas_can_edit (self);
    case NEEDS_MEMBERS:
      return gp_canvas_can_edit (self)
             && (selected || explore->paths != NULL || !gp_id_is_nil (&explore->focus)
                 || explore->filter != NULL);
    default:
      return FALSE;
    }
}

gboolean
gp_canvas_explore_can_do (GpCanvas   *self,
                          const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].name, action))
      return is_possible (self, rows[i].needs);
  return FALSE;
}

void
gp_canvas_update_explore_actions (GpCanvas *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), rows[i].name,
                                   is_possible (self, rows[i].needs));
}

void
gp_canvas_class_init_explore (GtkWidgetClass *widget_class)
{
  GType type = G_TYPE_FROM_CLASS (widget_class);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_class_install_action (widget_class, rows[i].name, NULL, rows[i].activate);
      if (rows[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, rows[i].key, rows[i].modifiers,
                                             rows[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, 0, "canvas.focus-wider", NULL);
  signals[SIGNAL_EXPLORED] = g_signal_new ("explored", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[SIGNAL_LEAVING] = g_signal_new ("leaving", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_MADE_VIEW] = g_signal_new ("made-view", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}
