/* gp-canvas-actions.c — the commands of the canvas
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-commands.h"
#include "gp-canvas-flow.h"
#include "gp-canvas-explore-private.h"

static const char *const tool_names[GP_N_TOOLS] = {
  "select", "entity", "relation", "flow", "role", "bucket", "domain", "note",
};

static void
zoom_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_zoom_step (GP_CANVAS (widget), 1);
}

static void
zoom_out (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_zoom_step (GP_CANVAS (widget), -1);
}

static void
zoom_100 (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  GpViewport to = self->viewport;

  gp_viewport_zoom_at (&to, 1, to.width / 2, to.height / 2);
  gp_canvas_go_to (self, &to);
}

static void
zoom_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_fit (GP_CANVAS (widget));
}

static void
zoom_selection (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_zoom_selection (GP_CANVAS (widget));
}

static void
select_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; scene != NULL && i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && item->type != GP_ITEM_AREA)
        g_array_append_val (ids, item->id);
    }
  gp_selection_set_all (self->selection, (const GpId *) (gconstpointer) ids->data, ids->len);
}

static void
select_none (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);

  if (self->drag.mode != GP_DRAG_NONE)
    gp_canvas_drag_cancel (self);
  else if (gp_canvas_aim_end (self, FALSE, FALSE) || gp_canvas_leave_fields (self))
    return;
  else if (self->tool != GP_TOOL_SELECT)
    gp_canvas_set_tool (self, GP_TOOL_SELECT);
  else if (gp_canvas_stop_exploring (self))
    return;
  else if (gp_selection_get_size (self->selection) == 0)
    gp_canvas_leave (self);
  else
    gp_selection_clear (self->selection);
}

static void
rename_selected (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  const GpId *last = gp_selection_get_last (self->selection);

  if (gp_canvas_aim_end (self, TRUE, FALSE) || last == NULL)
    return;
  if (gp_design_lookup_kind (self->design, last, GP_KIND_FOREIGN_KEY) != NULL)
    gp_canvas_edit_relation_name (self);
  else
    gp_canvas_edit_name (self, last, FALSE);
}

/* Enter: whatever the keys have begun is done; else a domain is entered, or what is selected is
 * named. */
static void
enter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);

  if (gp_canvas_use_tool (self))
    return;
  if (!self->aiming && gp_canvas_can_do (self, "canvas.open"))
    gtk_widget_activate_action (widget, "canvas.open", NULL);
  else if (gp_canvas_can_do (self, "canvas.rename"))
    rename_selected (widget, "canvas.rename", NULL);
}

static void
retype (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  const GpId *last = gp_selection_get_last (self->selection);

  if (last != NULL && self->design != NULL
      && gp_design_lookup_kind (self->design, last, GP_KIND_FIELD) != NULL)
    gp_canvas_edit_type (self, last);
}

static void
add_field (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  const GpId *last = gp_selection_get_last (self->selection);
  const GpElement *element = last != NULL && self->design != NULL
                               ? gp_design_lookup (self->design, last)
                               : NULL;

  if (element == NULL)
    return;
  if (gp_element_get_kind (element) == GP_KIND_ENTITY)
    {
      GpId entity = *last;

      gp_canvas_add_field (self, &entity, NULL);
    }
  else if (gp_element_get_kind (element) == GP_KIND_FIELD)
    {
      GpId field = *last;
      GpId entity = *gp_element_get_parent (element);

      gp_canvas_add_field (self, &entity, &field);
    }
}

static void
add_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_ask_step (GP_CANVAS (widget), FALSE);
}

static void
add_step_inside (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_ask_step (GP_CANVAS (widget), TRUE);
}

static void
add_step_on_error (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_ask_error_step (GP_CANVAS (widget));
}

static void
delete_selected (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_delete (GP_CANVAS (widget));
}

static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_copy (GP_CANVAS (widget));
}

static void
cut (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_cut (GP_CANVAS (widget));
}

static void
paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_paste (GP_CANVAS (widget));
}

static void
duplicate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_duplicate (GP_CANVAS (widget));
}

/* Enter with Ctrl while a relation is drawn with keys. */
static void
relate_many (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_aim_end (GP_CANVAS (widget), TRUE, TRUE);
}

static void
align (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_align (GP_CANVAS (widget), g_variant_get_string (parameter, NULL));
}

static void
distribute (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_distribute (GP_CANVAS (widget),
                        g_str_equal (g_variant_get_string (parameter, NULL), "vertically"));
}

static void
same_width (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_same_width (GP_CANVAS (widget));
}

static void
show_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_show_menu_of_selection (GP_CANVAS (widget));
}

static void
tidy_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_tidy (GP_CANVAS (widget), FALSE);
}

static void
tidy_selection (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_tidy (GP_CANVAS (widget), TRUE);
}

static void
find_domains (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_find_domains (GP_CANVAS (widget));
}

static void
fold (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_fold (GP_CANVAS (widget));
}

static void
pin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_pin (GP_CANVAS (widget));
}

static void
as_relation (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_show_as_relation (GP_CANVAS (widget));
}

static void
fold_junctions (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_fold_junctions (GP_CANVAS (widget));
}

static void
open_selected (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);
  const GpId *last = gp_selection_get_last (self->selection);

  if (last != NULL)
    gp_canvas_enter (self, last);
}

static void
leave (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gp_canvas_leave (GP_CANVAS (widget));
}

static void
take_tool (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *wanted = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < GP_N_TOOLS; i++)
    if (g_str_equal (tool_names[i], wanted))
      gp_canvas_set_tool (GP_CANVAS (widget), (GpTool) i);
  if (g_str_equal (wanted, "relation"))
    gp_canvas_aim_begin (GP_CANVAS (widget));
}

/* Unfolds the palette; where there is no room for it the popover asks. */
static void
find_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GpCanvas *self = GP_CANVAS (widget);

  if (gp_canvas_find_step (self))
    return;
  if (gp_canvas_has_folded_steps (self))
    gtk_widget_activate_action (widget, "win.show-steps", NULL);
  if (!gp_canvas_find_step (self))
    gp_canvas_ask_step (self, FALSE);
}

/* What must be there for an action to do something. */
typedef enum
{
  NEEDS_NOTHING,
  NEEDS_SELECTION,
  NEEDS_EDIT,                 /* something to edit */
  NEEDS_EDIT_SELECTION,
  NEEDS_EDIT_SEVERAL,         /* several things are selected */
  NEEDS_WHOLE,                /* one that can be entered */
  NEEDS_INSIDE,               /* of a domain or a flow */
  NEEDS_FLOW,                 /* the inside of a flow, to edit */
  NEEDS_STEP,                 /* one of its steps */
  NEEDS_FRAME,                /* one that may hold others */
} Needs;

typedef struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  activate;
  Needs                        needs;
} ActionRow;

static const ActionRow action_rows[] = {
  { "canvas.zoom-in", NULL, zoom_in, NEEDS_NOTHING },
  { "canvas.zoom-out", NULL, zoom_out, NEEDS_NOTHING },
  { "canvas.zoom-100", NULL, zoom_100, NEEDS_NOTHING },
  { "canvas.zoom-all", NULL, zoom_all, NEEDS_NOTHING },
  { "canvas.zoom-selection", NULL, zoom_selection, NEEDS_SELECTION },
  { "canvas.select-all", NULL, select_all, NEEDS_NOTHING },
  { "canvas.select-none", NULL, select_none, NEEDS_NOTHING },
  { "canvas.enter", NULL, enter, NEEDS_NOTHING },
  { "canvas.rename", NULL, rename_selected, NEEDS_EDIT_SELECTION },
  { "canvas.retype", NULL, retype, NEEDS_EDIT_SELECTION },
  { "canvas.add-field", NULL, add_field, NEEDS_EDIT_SELECTION },
  { "canvas.add-step", NULL, add_step, NEEDS_FLOW },
  { "canvas.add-step-on-error", NULL, add_step_on_error, NEEDS_STEP },
  { "canvas.add-step-inside", NULL, add_step_inside, NEEDS_FRAME },
  { "canvas.find-step", NULL, find_step, NEEDS_FLOW },
  { "canvas.delete", NULL, delete_selected, NEEDS_EDIT_SELECTION },
  { "canvas.copy", NULL, copy, NEEDS_SELECTION },
  { "canvas.cut", NULL, cut, NEEDS_EDIT_SELECTION },
  { "canvas.paste", NULL, paste, NEEDS_EDIT },
  { "canvas.duplicate", NULL, duplicate, NEEDS_EDIT_SELECTION },
  { "canvas.relate-many", NULL, relate_many, NEEDS_EDIT_SELECTION },
  { "canvas.align", "s", align, NEEDS_EDIT_SEVERAL },
  { "canvas.distribute", "s", distribute, NEEDS_EDIT_SEVERAL },
  { "canvas.same-width", NULL, same_width, NEEDS_EDIT_SEVERAL },
  { "canvas.menu", NULL, show_menu, NEEDS_NOTHING },
  { "canvas.tidy-all", NULL, tidy_all, NEEDS_EDIT },
  { "canvas.tidy-selection", NULL, tidy_selection, NEEDS_EDIT_SELECTION },
  { "canvas.find-domains", NULL, find_domains, NEEDS_EDIT },
  { "canvas.fold", NULL, fold, NEEDS_EDIT_SELECTION },
  { "canvas.pin", NULL, pin, NEEDS_EDIT_SELECTION },
  { "canvas.as-relation", NULL, as_relation, NEEDS_EDIT_SELECTION },
  { "canvas.fold-junctions", NULL, fold_junctions, NEEDS_EDIT },
  { "canvas.open", NULL, open_selected, NEEDS_WHOLE },
  { "canvas.leave", NULL, leave, NEEDS_INSIDE },
  { "canvas.tool", "s", take_tool, NEEDS_EDIT },
};

void
gp_canvas_class_init_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    gtk_widget_class_install_action (widget_class, action_rows[i].name, action_rows[i].parameter,
                                     action_rows[i].activate);
  gp_canvas_class_init_explore (widget_class);
}

static gboolean
is_possible (GpCanvas        *self,
             const ActionRow *row)
{
  gsize n = self->selection != NULL ? gp_selection_get_size (self->selection) : 0;
  gsize least = row->needs == NEEDS_EDIT_SEVERAL ? 2
                : row->needs == NEEDS_SELECTION || row->needs == NEEDS_EDIT_SELECTION ? 1 : 0;
  gboolean edits = row->needs == NEEDS_EDIT || row->needs == NEEDS_EDIT_SELECTION
                   || row->needs == NEEDS_EDIT_SEVERAL;

  if (row->needs == NEEDS_INSIDE)
    return gp_canvas_is_inside (self);
  if (row->needs == NEEDS_FLOW)
    return gp_canvas_is_inside_flow (self) && gp_canvas_can_edit (self);
  if (row->needs == NEEDS_STEP)
    return gp_canvas_can_add_on_error (self);
  if (row->needs == NEEDS_FRAME)
    return gp_canvas_can_add_inside (self);
  if (row->needs == NEEDS_WHOLE)
    return n > 0 && gp_canvas_can_enter (self, gp_selection_get_last (self->selection));
  return n >= least && (!edits || gp_canvas_can_edit (self));
}

gboolean
gp_canvas_can_do (GpCanvas   *self,
                  const char *action)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    if (g_str_equal (action_rows[i].name, action))
      return is_possible (self, &action_rows[i]);
  return gp_canvas_explore_can_do (self, action);
}

void
gp_canvas_update_actions (GpCanvas *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), action_rows[i].name,
                                   is_possible (self, &action_rows[i]));
  gp_canvas_update_explore_actions (self);
}
