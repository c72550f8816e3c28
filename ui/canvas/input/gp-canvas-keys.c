/* gp-canvas-keys.c — the keyboard: shortcuts, and walking from card to card
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include <math.h>

#define PAN_STEP 80.0      /* pixels */

typedef struct
{
  guint            key;
  GdkModifierType  modifiers;
  const char      *action;
  const char      *argument;    /* a string, or NULL */
} KeyRow;

/* Of several keys for an action, menus show the last. */
static const KeyRow key_rows[] = {
  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "canvas.zoom-in", NULL },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "canvas.zoom-in", NULL },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "canvas.zoom-in", NULL },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "canvas.zoom-out", NULL },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "canvas.zoom-out", NULL },
  { GDK_KEY_0, GDK_CONTROL_MASK, "canvas.zoom-100", NULL },
  { GDK_KEY_1, GDK_CONTROL_MASK, "canvas.zoom-all", NULL },
  { GDK_KEY_2, GDK_CONTROL_MASK, "canvas.zoom-selection", NULL },
  { GDK_KEY_a, GDK_CONTROL_MASK, "canvas.select-all", NULL },
  { GDK_KEY_Escape, 0, "canvas.select-none", NULL },
  { GDK_KEY_KP_Enter, 0, "canvas.enter", NULL },
  { GDK_KEY_Return, 0, "canvas.enter", NULL },
  { GDK_KEY_F2, 0, "canvas.rename", NULL },
  { GDK_KEY_Return, GDK_SHIFT_MASK, "canvas.relate-many", NULL },
  { GDK_KEY_F2, GDK_SHIFT_MASK, "canvas.retype", NULL },
  { GDK_KEY_Insert, 0, "canvas.add-field", NULL },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "canvas.menu", NULL },
  { GDK_KEY_Menu, 0, "canvas.menu", NULL },
  { GDK_KEY_KP_Delete, 0, "canvas.delete", NULL },
  { GDK_KEY_Delete, 0, "canvas.delete", NULL },
  { GDK_KEY_Insert, GDK_CONTROL_MASK, "canvas.copy", NULL },
  { GDK_KEY_c, GDK_CONTROL_MASK, "canvas.copy", NULL },
  { GDK_KEY_Delete, GDK_SHIFT_MASK, "canvas.cut", NULL },
  { GDK_KEY_x, GDK_CONTROL_MASK, "canvas.cut", NULL },
  { GDK_KEY_Insert, GDK_SHIFT_MASK, "canvas.paste", NULL },
  { GDK_KEY_v, GDK_CONTROL_MASK, "canvas.paste", NULL },
  { GDK_KEY_d, GDK_CONTROL_MASK, "canvas.duplicate", NULL },
  { GDK_KEY_l, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "canvas.tidy-all", NULL },
  { GDK_KEY_s, 0, "canvas.add-step", NULL },
  { GDK_KEY_s, GDK_SHIFT_MASK, "canvas.add-step-inside", NULL },
  { GDK_KEY_e, GDK_SHIFT_MASK, "canvas.add-step-on-error", NULL },
  { GDK_KEY_p, 0, "canvas.find-step", NULL },
  { GDK_KEY_v, 0, "canvas.tool", "select" },
  { GDK_KEY_e, 0, "canvas.tool", "entity" },
  { GDK_KEY_r, 0, "canvas.tool", "relation" },
  { GDK_KEY_f, 0, "canvas.tool", "flow" },
  { GDK_KEY_o, 0, "canvas.tool", "role" },
  { GDK_KEY_b, 0, "canvas.tool", "bucket" },
  { GDK_KEY_d, 0, "canvas.tool", "domain" },
  { GDK_KEY_n, 0, "canvas.tool", "note" },
};

typedef struct
{
  guint            key;
  GtkDirectionType direction;
  int              dx;
  int              dy;
} ArrowRow;

static const ArrowRow arrow_rows[] = {
  { GDK_KEY_Left, GTK_DIR_LEFT, -1, 0 },
  { GDK_KEY_Right, GTK_DIR_RIGHT, 1, 0 },
  { GDK_KEY_Up, GTK_DIR_UP, 0, -1 },
  { GDK_KEY_Down, GTK_DIR_DOWN, 0, 1 },
};

static GtkDirectionType
direction_of (int dx,
              int dy)
{
  return dx < 0 ? GTK_DIR_LEFT : dx > 0 ? GTK_DIR_RIGHT : dy < 0 ? GTK_DIR_UP : GTK_DIR_DOWN;
}

/* Home and End lead into the fields of a card, to the first and the last one. */
static gboolean
enter_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  gp_canvas_enter_fields (GP_CANVAS (widget), g_variant_get_boolean (arguments));
  return TRUE;
}

static gboolean
go_cb (GtkWidget *widget,
       GVariant  *arguments,
       gpointer   user_data)
{
  GpCanvas *self = GP_CANVAS (widget);
  int dx;
  int dy;
  int step;

  g_variant_get (arguments, "(iii)", &dx, &dy, &step);
  if (gp_canvas_aim (self, direction_of (dx, dy)))
    return TRUE;
  if (step == 1 && dx == 0 && gp_canvas_shift_field (self, dy))
    return TRUE;
  if (step == (int) GP_CANVAS_GRID && gp_canvas_travel (self, direction_of (dx, dy)))
    return TRUE;
  if (gp_selection_get_size (self->selection) == 0 && step == 1 && dy < 0
      && gp_canvas_is_inside (self))
    gp_canvas_leave (self);
  else if (gp_selection_get_size (self->selection) == 0)
    gp_canvas_pan (self, dx * PAN_STEP, dy * PAN_STEP);
  else if (step > 0)
    gp_canvas_nudge (self, dx * step, dy * step);
  else
    gp_canvas_walk (self, direction_of (dx, dy), step < 0);
  return TRUE;
}

static gboolean
tab_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  GpCanvas *self = GP_CANVAS (widget);
  GpScene *scene = gp_canvas_get_scene (self);
  gboolean back = g_variant_get_boolean (arguments);

  if (scene == NULL || gp_scene_get_n_items (scene) == 0)
    return FALSE;
  if (gp_canvas_aim (self, back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD))
    return TRUE;
  gp_canvas_walk (self, back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD, FALSE);
  return gp_selection_get_size (self->selection) > 0;
}

void
gp_canvas_class_init_keys (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_rows); i++)
    if (key_rows[i].argument != NULL)
      gtk_widget_class_add_binding_action (widget_class, key_rows[i].key, key_rows[i].modifiers,
                                           key_rows[i].action, "s", key_rows[i].argument);
    else
      gtk_widget_class_add_binding_action (widget_class, key_rows[i].key, key_rows[i].modifiers,
                                           key_rows[i].action, NULL);

  /* Arrows move what is selected by a step of the grid, with Shift by ten, with Alt by a pixel;
   * where the window needs Alt for back and forward, with Alt and Shift;
   * with Ctrl they walk, with Ctrl and Shift along relations. Among the fields of a card they
   * travel, and with Alt they shift the field. */
  for (gsize i = 0; i < G_N_ELEMENTS (arrow_rows); i++)
    {
      const ArrowRow *row = &arrow_rows[i];

      gtk_widget_class_add_binding (widget_class, row->key, 0, go_cb, "(iii)", row->dx, row->dy,
                                    (int) GP_CANVAS_GRID);
      gtk_widget_class_add_binding (widget_class, row->key, GDK_SHIFT_MASK, go_cb, "(iii)", row->dx,
                                    row->dy, 10 * (int) GP_CANVAS_GRID);
      gtk_widget_class_add_binding (widget_class, row->key, GDK_ALT_MASK, go_cb, "(iii)", row->dx,
                                    row->dy, 1);
      gtk_widget_class_add_binding (widget_class, row->key, GDK_ALT_MASK | GDK_SHIFT_MASK, go_cb,
                                    "(iii)", row->dx, row->dy, 1);
      gtk_widget_class_add_binding (widget_class, row->key, GDK_CONTROL_MASK, go_cb, "(iii)",
                                    row->dx, row->dy, 0);
      gtk_widget_class_add_binding (widget_class, row->key, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                    go_cb, "(iii)", row->dx, row->dy, -1);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, enter_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, enter_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Tab, 0, tab_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, tab_cb, "b",
                                TRUE);
}

/* The next item of the scene's own order; NULL past the ends, where Tab leaves the canvas. */
const GpSceneItem *
gp_canvas_next_in_order (GpCanvas          *self,
                         const GpSceneItem *from,
                         gboolean           back)
{
  GpScene *scene = gp_canvas_get_scene (self);
  int n = (int) gp_scene_get_n_items (scene);
  int at = from != NULL ? (int) from->slot : back ? n : -1;

  for (at += back ? -1 : 1; at >= 0 && at < n; at += back ? -1 : 1)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, (guint) at);

      if (item != NULL && item->type != GP_ITEM_AREA)
        return item;
    }
  return NULL;
}

static gboolean
are_related (GpScene           *scene,
             const GpSceneItem *a,
             const GpSceneItem *b)
{
  g_autoptr(GArray) lines = gp_scene_list_lines (scene, a);

  for (guint i = 0; i < lines->len; i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, g_array_index (lines, guint, i));

      if (line->from == b->slot || line->to == b->slot)
        return TRUE;
    }
  return FALSE;
}

/* The nearest item that lies more in the direction than beside it; @related: of those that a
 * relation leads to, which may lie more beside it. */
const GpSceneItem *
gp_canvas_next_in_direction (GpCanvas          *self,
                             const GpSceneItem *from,
                             GtkDirectionType   direction,
                             gboolean           related)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *best = NULL;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      double dx;
      double dy;
      double along;
      double beside;

      if (item == NULL || item == from || item->type == GP_ITEM_AREA)
        continue;
      if (related && !are_related (scene, from, item))
        continue;
      dx = gp_rect_center_x (&item->rect) - gp_rect_center_x (&from->rect);
      dy = gp_rect_center_y (&item->rect) - gp_rect_center_y (&from->rect);
      along = direction == GTK_DIR_LEFT ? -dx : direction == GTK_DIR_RIGHT ? dx
              : direction == GTK_DIR_UP ? -dy : dy;
      beside = fabs (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT ? dy : dx);
      if (along > 0 && (related || beside < along * 2) && along + 2 * beside < least)
        {
          best = item;
          least = along + 2 * beside;
        }
    }
  return best;
}

void
gp_canvas_walk (GpCanvas         *self,
                GtkDirectionType  direction,
                gboolean          related)
{
  const GpSceneItem *from = gp_canvas_item_of (self, gp_selection_get_last (self->selection));
  const GpSceneItem *next;
  GpId id;

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    next = gp_canvas_next_in_order (self, from, direction == GTK_DIR_TAB_BACKWARD);
  else
    next = from != NULL ? gp_canvas_next_in_direction (self, from, direction, related) : NULL;
  if (next == NULL)
    {
      if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
        gp_selection_clear (self->selection);
      return;
    }
  id = next->id;
  gp_selection_set (self->selection, &id);
  gp_canvas_reveal (self, &id);
}
