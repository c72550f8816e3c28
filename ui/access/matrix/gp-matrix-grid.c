/* gp-matrix-grid.c — entities, roles and actions as a grid that is painted
 * SPDX-License-Identifier: Apache-2.0
 *
 *   names │ role │ role │ …      the head stays at the top,
 *   ──────┼──────┴──────┴──      the names stay at the left
 *   rows  │ cells
 *
 * A cell is a place on the screen and no widget: thousand entities and twenty roles are eighty
 * thousand cells, of which a window shows some hundreds. What is drawn is computed from the
 * adjustments alone.
 */
#define G_LOG_DOMAIN "gp-matrix-grid"
#include "config.h"

#include "gp-matrix-grid-private.h"

#include "gp-text-scale.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (GpMatrixGrid, gp_matrix_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* --- geometry --- */

static guint
n_actions (GpMatrixGrid *self)
{
  return gp_access_matrix_n_actions (self->rows->view->matrix);
}

guint
gp_matrix_grid_n_columns (GpMatrixGrid *self)
{
  return self->rows != NULL ? gp_access_matrix_n_roles (self->rows->view->matrix)
                                * n_actions (self) : 0;
}

double
gp_matrix_grid_get_offset (GpMatrixGrid   *self,
                           GtkOrientation  orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

double
gp_matrix_grid_column_start (GpMatrixGrid *self,
                             guint         column)
{
  return column * (double) self->sizes.cell
         + column / n_actions (self) * (double) self->sizes.gap;
}

gboolean
gp_matrix_grid_get_cell (GpMatrixGrid    *self,
                         guint            row,
                         guint            column,
                         graphene_rect_t *out)
{
  double x, y;

  g_return_val_if_fail (GP_IS_MATRIX_GRID (self), FALSE);

  if (row >= gp_matrix_grid_count (self) || column >= gp_matrix_grid_n_columns (self))
    return FALSE;
  x = self->name_width + gp_matrix_grid_column_start (self, column)
      - gp_matrix_grid_get_offset (self, GTK_ORIENTATION_HORIZONTAL);
  y = self->sizes.head + row * (double) self->sizes.row
      - gp_matrix_grid_get_offset (self, GTK_ORIENTATION_VERTICAL);
  *out = GRAPHENE_RECT_INIT ((float) x, (float) y, self->sizes.cell, self->sizes.row);
  return TRUE;
}

gboolean
gp_matrix_grid_find (GpMatrixGrid  *self,
                     double         x,
                     double         y,
                     GpMatrixPlace *out)
{
  double along = x - self->name_width + gp_matrix_grid_get_offset (self,
                                                                   GTK_ORIENTATION_HORIZONTAL);
  double down = y - self->sizes.head + gp_matrix_grid_get_offset (self, GTK_ORIENTATION_VERTICAL);
  double group;
  guint column;

  if (self->rows == NULL || y < self->sizes.head || down >= self->rows->rows->len * self->sizes.row)
    return FALSE;
  out->row = (int) (down / self->sizes.row);
  out->column = -1;
  if (x < self->name_width)
    return TRUE;
  group = n_actions (self) * (double) self->sizes.cell + self->sizes.gap;
  column = (guint) (along / group) * n_actions (self)
           + MIN ((guint) (fmod (along, group) / self->sizes.cell), n_actions (self) - 1);
  if (column >= gp_matrix_grid_n_columns (self))
    return FALSE;
  out->column = (int) column;
  return TRUE;
}

static void
configure (GpMatrixGrid *self)
{
  double sizes[2] = { 0, 0 };
  int seen[2] = { gtk_widget_get_width (GTK_WIDGET (self)) - self->name_width,
                  gtk_widget_get_height (GTK_WIDGET (self)) - self->sizes.head };

  if (self->rows != NULL)
    {
      sizes[GTK_ORIENTATION_HORIZONTAL] =
        gp_matrix_grid_column_start (self, gp_matrix_grid_n_columns (self));
      sizes[GTK_ORIENTATION_VERTICAL] = self->rows->rows->len * (double) self->sizes.row;
    }
  for (guint i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_configure (self->adjustments[i],
                                gtk_adjustment_get_value (self->adjustments[i]), 0,
                                MAX (sizes[i], MAX (seen[i], 0)), self->sizes.row,
                                MAX (seen[i] - self->sizes.row, 1), MAX (seen[i], 0));
}

/* --- rows --- */

static void
read_sizes (GpMatrixGrid *self)
{
  double scale = gp_text_scale_get (GTK_WIDGET (self));

  self->sizes = (GpMatrixSizes) { .row = (int) (28 * scale), .head = (int) (58 * scale),
                                  .cell = (int) (32 * scale), .gap = (int) (12 * scale) };
}

static void
measure_names (GpMatrixGrid *self)
{
  gsize longest = 0;

  for (guint i = 0; i < gp_access_matrix_n_subjects (self->rows->view->matrix); i++)
    {
      const char *name = gp_element_get_name (gp_access_matrix_get_subject (
        self->rows->view->matrix, i));

      longest = MAX (longest, (gsize) g_utf8_strlen (name, -1));
    }
  self->name_width = (int) (CLAMP (60 + (int) longest * 8, 140, 260)
                            * gp_text_scale_get (GTK_WIDGET (self)));
}

static void
refill (GpMatrixGrid *self)
{
  GpAccessView *view = gp_access_watch_get (self->watch);

  if (view == NULL)
    return;
  self->stale = FALSE;
  g_clear_pointer (&self->rows, gp_matrix_rows_free);
  self->rows = gp_matrix_rows_new (view, self->filter, self->text, self->unfolded);
  if (self->stroke != NULL)
    g_array_set_size (self->stroke, 0);
  self->row = MIN (self->row, (int) self->rows->rows->len - 1);
  self->column = MIN (self->column, (int) gp_matrix_grid_n_columns (self) - 1);
  measure_names (self);
  configure (self);
  gp_matrix_grid_show_role (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A stroke goes on over the rows that it began on: it would be lost with them. */
static void
view_changed_cb (GpMatrixGrid *self)
{
  if (self->stroke->len > 0)
    self->stale = TRUE;
  else
    refill (self);
}

void
gp_matrix_grid_end_stroke (GpMatrixGrid *self)
{
  g_array_set_size (self->stroke, 0);
  if (self->stale)
    refill (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gp_matrix_grid_fold (GpMatrixGrid *self,
                     int           row,
                     gboolean      unfold)
{
  const GpMatrixRow *at = &g_array_index (self->rows->rows, GpMatrixRow, row);
  const GpElement *subject = gp_access_matrix_get_subject (self->rows->view->matrix, at->subject);
  GpId id = *gp_element_get_id (subject);

  if (unfold)
    g_hash_table_add (self->unfolded, g_memdup2 (&id, sizeof id));
  else
    g_hash_table_remove (self->unfolded, &id);
  refill (self);
  gp_matrix_grid_move (self, gp_matrix_rows_find (self->rows, &id), self->column);
}

void
gp_matrix_grid_toggle (GpMatrixGrid *self,
                       int           row)
{
  const GpMatrixRow *at = &g_array_index (self->rows->rows, GpMatrixRow, row);
  const GpElement *subject = gp_access_matrix_get_subject (self->rows->view->matrix, at->subject);

  gp_matrix_grid_fold (self, row, !g_hash_table_contains (self->unfolded,
                                                          gp_element_get_id (subject)));
}

/* --- the cursor --- */

static void
show_range (GtkAdjustment *adjustment,
            double         start,
            double         size)
{
  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, start, start + size);
}

void
gp_matrix_grid_move (GpMatrixGrid *self,
                     int           row,
                     int           column)
{
  int n_rows = (int) gp_matrix_grid_count (self), n_columns = (int) gp_matrix_grid_n_columns (self);
  const GpMatrixRow *at;
  g_autofree char *words = NULL;

  if (n_rows == 0 || n_columns == 0)
    return;
  self->row = CLAMP (row, 0, n_rows - 1);
  self->column = CLAMP (column, 0, n_columns - 1);
  self->opened = 0;
  show_range (self->adjustments[GTK_ORIENTATION_HORIZONTAL],
              gp_matrix_grid_column_start (self, (guint) self->column), self->sizes.cell);
  show_range (self->adjustments[GTK_ORIENTATION_VERTICAL], self->row * (double) self->sizes.row,
              self->sizes.row);
  at = &g_array_index (self->rows->rows, GpMatrixRow, self->row);
  words = gp_matrix_cell_describe (self->rows->view->matrix, self->rows->view->lights, at->subject,
                                   (guint) self->column / n_actions (self),
                                   (guint) self->column % n_actions (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- the widget --- */

static gboolean
query_tooltip_cb (GpMatrixGrid *self,
                  int           x,
                  int           y,
                  gboolean      keyboard,
                  GtkTooltip   *tooltip)
{
  GpMatrixPlace place = { self->row, self->column };
  const GpMatrixRow *row;
  graphene_rect_t area;
  g_autofree char *words = NULL;

  if (self->rows != NULL && !keyboard && y < self->sizes.head)
    return gp_matrix_grid_tell_role (self, x, tooltip);
  if (self->rows == NULL || (!keyboard && !gp_matrix_grid_find (self, x, y, &place))
      || place.row < 0 || place.column < 0)
    return FALSE;
  row = &g_array_index (self->rows->rows, GpMatrixRow, place.row);
  words = gp_matrix_cell_describe (self->rows->view->matrix, self->rows->view->lights, row->subject,
                                   (guint) place.column / n_actions (self),
                                   (guint) place.column % n_actions (self));
  gp_matrix_grid_get_cell (self, (guint) place.row, (guint) place.column, &area);
  gtk_tooltip_set_text (tooltip, words);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) area.origin.x, (int) area.origin.y,
                                                       self->sizes.cell, self->sizes.row });
  return TRUE;
}

static void
set_adjustment (GpMatrixGrid   *self,
                GtkOrientation  orientation,
                GtkAdjustment  *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                             self, G_CONNECT_SWAPPED);
  configure (self);
}

static void
gp_matrix_grid_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GpMatrixGrid *self = GP_MATRIX_GRID (object);

  if (property_id <= PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[property_id - PROP_HADJUSTMENT]);
  else
    g_value_set_enum (value, (int) self->policies[property_id - PROP_HSCROLL_POLICY]);
}

static void
gp_matrix_grid_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  GpMatrixGrid *self = GP_MATRIX_GRID (object);

  if (property_id <= PROP_VADJUSTMENT)
    set_adjustment (self, property_id - PROP_HADJUSTMENT, g_value_get_object (value));
  else
    self->policies[property_id - PROP_HSCROLL_POLICY] = (guint) g_value_get_enum (value);
}

static void
gp_matrix_grid_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  configure (GP_MATRIX_GRID (widget));
  gp_matrix_grid_show_role (GP_MATRIX_GRID (widget));
}

static void
gp_matrix_grid_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GpMatrixGrid *self = GP_MATRIX_GRID (widget);

  GTK_WIDGET_CLASS (gp_matrix_grid_parent_class)->css_changed (widget, change);
  gp_matrix_colors_read (&self->colors, widget);
  g_clear_object (&self->tenant);
  read_sizes (self);
  if (self->rows != NULL)
    measure_names (self);
  configure (self);
  gtk_widget_queue_draw (widget);
}

static void
gp_matrix_grid_dispose (GObject *object)
{
  GpMatrixGrid *self = GP_MATRIX_GRID (object);

  for (guint i = 0; i < 2; i++)
    g_clear_object (&self->adjustments[i]);
  g_clear_pointer (&self->rows, gp_matrix_rows_free);
  g_clear_object (&self->tenant);
  g_clear_object (&self->watch);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_matrix_grid_parent_class)->dispose (object);
}

static void
gp_matrix_grid_finalize (GObject *object)
{
  GpMatrixGrid *self = GP_MATRIX_GRID (object);

  g_hash_table_unref (self->unfolded);
  g_clear_pointer (&self->stroke, g_array_unref);
  g_free (self->text);

  G_OBJECT_CLASS (gp_matrix_grid_parent_class)->finalize (object);
}

static void
gp_matrix_grid_class_init (GpMatrixGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gp_matrix_grid_dispose;
  object_class->finalize = gp_matrix_grid_finalize;
  object_class->get_property = gp_matrix_grid_get_property;
  object_class->set_property = gp_matrix_grid_set_property;
  widget_class->size_allocate = gp_matrix_grid_size_allocate;
  widget_class->css_changed = gp_matrix_grid_css_changed;
  widget_class->snapshot = gp_matrix_grid_snapshot;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  gtk_widget_class_set_css_name (widget_class, "matrix");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
gp_matrix_grid_init (GpMatrixGrid *self)
{
  self->unfolded = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->text = g_strdup ("");
  self->row = self->column = -1;
  self->name_width = 140;
  read_sizes (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* A drawing as any other: where words are read from the right its texts stay where their cells
   * are. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), self, 0);
  g_signal_connect_object (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Who may do what"), -1);
  gp_matrix_grid_add_input (self);
}

GtkWidget *
gp_matrix_grid_new (GpSession     *session,
                    GpAccessWatch *watch)
{
  GpMatrixGrid *self = g_object_new (GP_TYPE_MATRIX_GRID, NULL);

  self->session = g_object_ref (session);
  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gp_matrix_grid_follow_selection (self);
  refill (self);

  return GTK_WIDGET (self);
}

void
gp_matrix_grid_set_brush (GpMatrixGrid  *self,
                          GpMatrixBrush  brush)
{
  g_return_if_fail (GP_IS_MATRIX_GRID (self));

  self->brush = brush;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), brush == GP_MATRIX_LOOK ? NULL : "cell");
}

void
gp_matrix_grid_set_filter (GpMatrixGrid   *self,
                           GpMatrixFilter  filter,
                           const char     *text)
{
  g_autofree char *copy = g_strdup (text);

  g_return_if_fail (GP_IS_MATRIX_GRID (self));

  g_free (self->text);
  self->text = g_steal_pointer (&copy);
  self->filter = filter;
  refill (self);
}

guint
gp_matrix_grid_count (GpMatrixGrid *self)
{
  return self->rows != NULL ? self->rows->rows->len : 0;
}
