/* gp-matrix-grid-input.c — pointer and keys of the matrix
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-matrix-grid"
#include "config.h"

#include "gp-matrix-grid-private.h"

static const GpMatrixRow *
get_row (GpMatrixGrid *self,
         int           row)
{
  return &g_array_index (self->rows->rows, GpMatrixRow, row);
}

static guint
n_actions (GpMatrixGrid *self)
{
  return gp_access_matrix_n_actions (self->rows->view->matrix);
}

static const GpAccessCell *
get_cell (GpMatrixGrid *self,
          int           row,
          int           column)
{
  return gp_access_matrix_get (self->rows->view->matrix, get_row (self, row)->subject,
                               (guint) column / n_actions (self),
                               (guint) column % n_actions (self));
}

/* --- rules --- */

/* The rules of a cell in turn; where it has none, what the row is about. Whoever looks at the cell
 * asks what it says. */
static void
open_rule (GpMatrixGrid *self)
{
  const GpAccessMatrix *matrix = self->rows->view->matrix;
  const GpMatrixRow *row = get_row (self, self->row);
  const GpElement *subject = gp_access_matrix_get_subject (matrix, row->subject);
  const guint column = (guint) self->column;
  const GpAccessCell *cell = get_cell (self, self->row, self->column);

  if (cell->rules->len > 0)
    {
      const GpAccessRule *rule = cell->rules->pdata[self->opened++ % cell->rules->len];

      gp_matrix_grid_select (self, &rule->id);
    }
  else
    gp_matrix_grid_select (self, gp_element_get_id (row->field != NULL ? row->field : subject));
  gp_access_watch_ask (self->watch,
                       gp_element_get_id (gp_access_matrix_get_role (matrix,
                                                                     column / n_actions (self))),
                       gp_access_matrix_get_action (matrix, column % n_actions (self)),
                       gp_element_get_id (subject));
}

/* --- painting --- */

static void
paint (GpMatrixGrid  *self,
       const GArray  *places,
       GpAccessPaint  state)
{
  const GpAccessMatrix *matrix = self->rows->view->matrix;
  g_autoptr(GArray) strokes = g_array_new (FALSE, FALSE, sizeof (GpAccessStroke));

  for (guint i = 0; i < places->len; i++)
    {
      const GpMatrixPlace *place = &g_array_index (places, GpMatrixPlace, i);
      guint column = (guint) place->column;
      GpAccessStroke stroke = {
        .subject = *gp_element_get_id (gp_access_matrix_get_subject (
          matrix, get_row (self, place->row)->subject)),
        .role = *gp_element_get_id (gp_access_matrix_get_role (matrix,
                                                               column / n_actions (self))),
        .action = gp_access_matrix_get_action (matrix, column % n_actions (self)),
      };

      g_array_append_val (strokes, stroke);
    }
  gp_session_perform (self->session, gp_access_paint (gp_session_get_design (self->session),
                                                      strokes, state), NULL);
}

static void
paint_cursor (GpMatrixGrid  *self,
              GpAccessPaint  state)
{
  GpMatrixPlace place = { self->row, self->column };
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof place);

  g_array_append_val (places, place);
  paint (self, places, state);
}

static void
add_to_stroke (GpMatrixGrid *self,
               double        x,
               double        y)
{
  GpMatrixPlace place;

  if (!gp_matrix_grid_find (self, x, y, &place) || place.column < 0
      || get_row (self, place.row)->field != NULL)
    return;
  for (guint i = 0; i < self->stroke->len; i++)
    if (memcmp (&g_array_index (self->stroke, GpMatrixPlace, i), &place, sizeof place) == 0)
      return;
  g_array_append_val (self->stroke, place);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_painting (GpMatrixGrid *self)
{
  return self->brush != GP_MATRIX_LOOK && !gp_session_is_read_only (self->session);
}

static void
drag_begin_cb (GpMatrixGrid *self,
               double        x,
               double        y)
{
  GpMatrixPlace place;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->rows != NULL && y < self->sizes.head)
    gp_matrix_grid_select_role (self, x);
  if (self->rows == NULL || !gp_matrix_grid_find (self, x, y, &place))
    return;
  if (place.column < 0)
    {
      if (x < 28 && get_row (self, place.row)->field == NULL)
        gp_matrix_grid_toggle (self, place.row);
      else
        {
          self->row = place.row;
          gp_matrix_grid_select (self, gp_element_get_id (
            get_row (self, place.row)->field != NULL
              ? get_row (self, place.row)->field
              : gp_access_matrix_get_subject (self->rows->view->matrix,
                                              get_row (self, place.row)->subject)));
        }
      return;
    }
  if (is_painting (self))
    {
      g_array_set_size (self->stroke, 0);
      add_to_stroke (self, x, y);
      return;
    }
  if (place.row != self->row || place.column != self->column)
    gp_matrix_grid_move (self, place.row, place.column);
  open_rule (self);
}

/* All that lies between two events of a fast pointer is passed too. */
static void
drag_update_cb (GpMatrixGrid   *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  double x, y, *last = g_object_get_data (G_OBJECT (gesture), "last");
  int steps;

  if (self->stroke->len == 0 || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  steps = MAX ((int) (hypot (dx - last[0], dy - last[1]) / (self->sizes.row / 2.0)), 1);
  for (int i = 1; i <= steps; i++)
    add_to_stroke (self, x + last[0] + (dx - last[0]) * i / steps,
                   y + last[1] + (dy - last[1]) * i / steps);
  last[0] = dx;
  last[1] = dy;
}

static void
drag_end_cb (GpMatrixGrid   *self,
             double          dx,
             double          dy,
             GtkGestureDrag *gesture)
{
  static const GpAccessPaint paints[] = {
    [GP_MATRIX_GRANT] = GP_ACCESS_PAINT_GRANT,
    [GP_MATRIX_CLEAR] = GP_ACCESS_PAINT_NONE,
    [GP_MATRIX_FORBID] = GP_ACCESS_PAINT_FORBID,
  };
  double *last = g_object_get_data (G_OBJECT (gesture), "last");

  drag_update_cb (self, dx, dy, gesture);
  last[0] = last[1] = 0;
  if (self->stroke->len > 0 && self->brush != GP_MATRIX_LOOK)
    {
      GpMatrixPlace end = g_array_index (self->stroke, GpMatrixPlace, self->stroke->len - 1);

      gp_matrix_grid_move (self, end.row, end.column);      /* keys go on from there */
      paint (self, self->stroke, paints[self->brush]);
    }
  gp_matrix_grid_end_stroke (self);
}

/* --- keys --- */

static gboolean
move_by_key (GpMatrixGrid *self,
             guint         key)
{
  int page = MAX (gtk_widget_get_height (GTK_WIDGET (self)) / self->sizes.row - 3, 1);
  const struct
  {
    guint key;
    int   rows;
    int   columns;
  } moves[] = {
    { GDK_KEY_Up, -1, 0 }, { GDK_KEY_Down, 1, 0 }, { GDK_KEY_Left, 0, -1 }, { GDK_KEY_Right, 0, 1 },
    { GDK_KEY_Home, 0, -100000 }, { GDK_KEY_End, 0, 100000 }, { GDK_KEY_Page_Up, -page, 0 },
    { GDK_KEY_Page_Down, page, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        gp_matrix_grid_move (self, self->row + moves[i].rows, self->column + moves[i].columns);
        return TRUE;
      }
  return FALSE;
}

static gboolean
change_by_key (GpMatrixGrid *self,
               guint         key)
{
  gboolean is_field = get_row (self, self->row)->field != NULL;

  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (!is_field && !gp_session_is_read_only (self->session))
        paint_cursor (self, gp_access_paint_next (get_cell (self, self->row, self->column)));
      return TRUE;
    case GDK_KEY_Delete:
      if (!is_field && !gp_session_is_read_only (self->session))
        paint_cursor (self, GP_ACCESS_PAINT_NONE);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      open_rule (self);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      gp_matrix_grid_fold (self, self->row, key == GDK_KEY_plus || key == GDK_KEY_KP_Add);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GpMatrixGrid    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || gp_matrix_grid_count (self) == 0
      || gp_matrix_grid_n_columns (self) == 0)
    return FALSE;
  if (self->row < 0 || self->column < 0)
    gp_matrix_grid_move (self, MAX (self->row, 0), MAX (self->column, 0));
  return move_by_key (self, key) || change_by_key (self, key);
}

static void
focus_entered_cb (GpMatrixGrid *self)
{
  if (self->row < 0 || self->column < 0)
    gp_matrix_grid_move (self, MAX (self->row, 0), MAX (self->column, 0));
}

void
gp_matrix_grid_add_input (GpMatrixGrid *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->stroke = g_array_new (FALSE, FALSE, sizeof (GpMatrixPlace));
  g_object_set_data_full (G_OBJECT (drag), "last", g_new0 (double, 2), g_free);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_entered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
