/* gp-matrix-grid-draw.c — the cells, names and roles that are seen
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-matrix-grid"
#include "config.h"

#include "gp-matrix-grid-private.h"

#define LIGHT_GAP 12.0f     /* pixels between the middles of two lights */

typedef struct
{
  GpMatrixGrid *self;
  GtkSnapshot  *snapshot;
  int           width;
  int           height;
  guint         first_row;
  guint         end_row;
  guint         first_column;
  guint         end_column;
} Drawing;

static void
draw_text (const Drawing *drawing,
           const char    *text,
           float          x,
           float          y,
           float          width,
           float          height,
           float          alpha,
           gboolean       bold)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (drawing->self),
                                                                  text);
  GdkRGBA color = drawing->self->colors.text;
  int text_height;

  color.alpha *= alpha;
  if (bold)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) MAX (width, 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (drawing->snapshot,
                          &GRAPHENE_POINT_INIT (x, y + (height - (float) text_height) / 2));
  gtk_snapshot_append_layout (drawing->snapshot, layout, &color);
  gtk_snapshot_restore (drawing->snapshot);
}

static void
draw_frame (const Drawing         *drawing,
            const graphene_rect_t *area,
            const GdkRGBA         *color,
            float                  width)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  graphene_rect_t rect = *area;
  GskRoundedRect round;

  graphene_rect_inset (&rect, 0, 1);
  gsk_rounded_rect_init_from_rect (&round, &rect, 6);
  gtk_snapshot_append_border (drawing->snapshot, &round, widths, colors);
}

static gboolean
is_painted (GpMatrixGrid *self,
            int           row,
            int           column)
{
  for (guint i = 0; self->stroke != NULL && i < self->stroke->len; i++)
    {
      const GpMatrixPlace *place = &g_array_index (self->stroke, GpMatrixPlace, i);

      if (place->row == row && place->column == column)
        return TRUE;
    }
  return FALSE;
}

/* Some kind of target cannot enforce it. */
static gboolean
has_light (GpMatrixGrid       *self,
           const GpAccessCell *cell,
           const char         *action)
{
  g_autoptr(GPtrArray) lights = gp_access_lights_list (self->rows->view->lights, cell, action);

  return lights->len > 0;
}

static void
draw_cell (const Drawing *drawing,
           guint          row_number,
           guint          column)
{
  GpMatrixGrid *self = drawing->self;
  const GpAccessMatrix *matrix = self->rows->view->matrix;
  const GpMatrixRow *row = &g_array_index (self->rows->rows, GpMatrixRow, row_number);
  guint role = column / gp_access_matrix_n_actions (matrix);
  guint action = column % gp_access_matrix_n_actions (matrix);
  const GpAccessCell *cell = gp_access_matrix_get (matrix, row->subject, role, action);
  graphene_rect_t area;

  gp_matrix_grid_get_cell (self, row_number, column, &area);
  if (row->field != NULL)
    gp_matrix_cell_draw_field (cell,
                               gp_access_matrix_has_field (matrix, row->subject, role, action,
                                                           gp_element_get_id (row->field)),
                               &area, &self->colors, drawing->snapshot);
  else
    {
      gp_matrix_cell_draw (cell, &area, &self->colors, self->tenant, drawing->snapshot);
      if (has_light (self, cell, gp_access_matrix_get_action (matrix, action)))
        gp_matrix_cell_draw_light (FALSE, area.origin.x + 6,
                                   area.origin.y + area.size.height - 7, &self->colors,
                                   drawing->snapshot);
    }
  if (row->field == NULL && self->filter == GP_MATRIX_UNTESTED
      && gp_matrix_rows_is_untested (self->rows, row->subject, role, action))
    draw_frame (drawing, &area, &self->colors.some, 1.5f);
  if (is_painted (self, (int) row_number, (int) column))
    draw_frame (drawing, &area, &self->colors.accent, 2);
  else if ((int) row_number == self->row && (int) column == self->column
           && gtk_widget_has_focus (GTK_WIDGET (self)))
    draw_frame (drawing, &area, &self->colors.accent, 2);
}

static void
draw_cells (const Drawing *drawing)
{
  GpMatrixGrid *self = drawing->self;

  gtk_snapshot_push_clip (drawing->snapshot,
                          &GRAPHENE_RECT_INIT ((float) self->name_width, self->sizes.head,
                                               (float) (drawing->width - self->name_width),
                                               (float) (drawing->height - self->sizes.head)));
  for (guint row = drawing->first_row; row < drawing->end_row; row++)
    for (guint column = drawing->first_column; column < drawing->end_column; column++)
      draw_cell (drawing, row, column);
  gtk_snapshot_pop (drawing->snapshot);
}

static void
draw_names (const Drawing *drawing)
{
  GpMatrixGrid *self = drawing->self;
  const GpAccessMatrix *matrix = self->rows->view->matrix;
  double offset = gp_matrix_grid_get_offset (self, GTK_ORIENTATION_VERTICAL);

  gtk_snapshot_push_clip (drawing->snapshot,
                          &GRAPHENE_RECT_INIT (0, self->sizes.head, (float) self->name_width,
                                               (float) (drawing->height - self->sizes.head)));
  for (guint i = drawing->first_row; i < drawing->end_row; i++)
    {
      const GpMatrixRow *row = &g_array_index (self->rows->rows, GpMatrixRow, i);
      const GpElement *subject = gp_access_matrix_get_subject (matrix, row->subject);
      float y = (float) (self->sizes.head + i * (double) self->sizes.row - offset);
      float indent = row->field != NULL ? 40 : 28;

      gboolean is_open = g_hash_table_contains (self->unfolded, gp_element_get_id (subject));

      if (row->field == NULL && gp_element_get_kind (subject) == GP_KIND_ENTITY)
        draw_text (drawing, is_open ? "▾" : "▸", 12, y, 16, self->sizes.row, .6f, FALSE);
      draw_text (drawing, gp_element_get_name (row->field != NULL ? row->field : subject), indent,
                 y, (float) self->name_width - indent - 8, self->sizes.row,
                 row->field != NULL ? .7f : 1, row->field == NULL);
    }
  gtk_snapshot_pop (drawing->snapshot);
}

/* C, R, U, D; the design's own actions by their first letter. */
static void
draw_letter (const Drawing *drawing,
             const char    *action,
             float          x)
{
  const GpMatrixSizes *sizes = &drawing->self->sizes;
  g_autofree char *letter = g_utf8_strup (action, g_utf8_next_char (action) - action);
  float height = (float) sizes->row * .8f;

  draw_text (drawing, letter, x + (float) sizes->cell / 2 - 5, (float) sizes->head - height,
             (float) sizes->cell, height, .6f, FALSE);
}

/* One for each kind of target, below the role's name. */
static void
draw_lights (const Drawing *drawing,
             guint          role,
             float          x)
{
  GpAccessView *view = drawing->self->rows->view;
  const GpAccessEnforcer *const *enforcers = gp_access_lights_get_enforcers (view->lights);

  for (guint i = 0; enforcers[i] != NULL; i++)
    gp_matrix_cell_draw_light (gp_access_lights_count (view->lights, view->matrix, role,
                                                       enforcers[i]) == 0,
                               x + (float) i * LIGHT_GAP + LIGHT_GAP / 2,
                               (float) drawing->self->sizes.row, &drawing->self->colors,
                               drawing->snapshot);
}

static void
draw_selected (const Drawing *drawing,
               float          x,
               float          width)
{
  GdkRGBA color = drawing->self->colors.accent;
  graphene_rect_t area = GRAPHENE_RECT_INIT (x - 2, 3, width + 4,
                                             (float) drawing->self->sizes.head - 6);
  GskRoundedRect round;

  color.alpha *= .2f;
  gsk_rounded_rect_init_from_rect (&round, &area, 6);
  gtk_snapshot_push_rounded_clip (drawing->snapshot, &round);
  gtk_snapshot_append_color (drawing->snapshot, &color, &area);
  gtk_snapshot_pop (drawing->snapshot);
}

static void
draw_head (const Drawing *drawing)
{
  GpMatrixGrid *self = drawing->self;
  const GpAccessMatrix *matrix = self->rows->view->matrix;
  guint n_actions = gp_access_matrix_n_actions (matrix);
  GdkRGBA line = self->colors.text;
  graphene_rect_t area;

  line.alpha *= .15f;
  gtk_snapshot_append_color (drawing->snapshot, &line,
                             &GRAPHENE_RECT_INIT (0, self->sizes.head - 1, (float) drawing->width,
                                                  1));
  gtk_snapshot_push_clip (drawing->snapshot,
                          &GRAPHENE_RECT_INIT ((float) self->name_width, 0,
                                               (float) (drawing->width - self->name_width),
                                               self->sizes.head));
  for (guint role = drawing->first_column / n_actions; role * n_actions < drawing->end_column;
       role++)
    {
      float x = (float) (self->name_width
                         + role * (double) (n_actions * self->sizes.cell + self->sizes.gap)
                         - gp_matrix_grid_get_offset (self, GTK_ORIENTATION_HORIZONTAL));
      const GpElement *element = gp_access_matrix_get_role (matrix, role);
      float width = (float) (n_actions * (guint) self->sizes.cell);

      if (gp_selection_contains (gp_session_get_selection (self->session),
                                 gp_element_get_id (element)))
        draw_selected (drawing, x, width);
      draw_lights (drawing, role, x + 2);
      draw_text (drawing, gp_element_get_name (element), x + 4, 2, width - 4,
                 (float) self->sizes.row * .8f, 1, TRUE);
      for (guint action = 0; action < n_actions; action++)
        draw_letter (drawing, gp_access_matrix_get_action (matrix, action),
                     x + (float) action * self->sizes.cell);
    }
  gtk_snapshot_pop (drawing->snapshot);
  area = GRAPHENE_RECT_INIT ((float) self->name_width - 1, self->sizes.head, 1,
                             (float) (drawing->height - self->sizes.head));
  gtk_snapshot_append_color (drawing->snapshot, &line, &area);
}

static void
find_range (Drawing *drawing)
{
  GpMatrixGrid *self = drawing->self;
  guint n_actions = gp_access_matrix_n_actions (self->rows->view->matrix);
  double group = n_actions * (double) self->sizes.cell + self->sizes.gap;
  double left = gp_matrix_grid_get_offset (self, GTK_ORIENTATION_HORIZONTAL);
  double top = gp_matrix_grid_get_offset (self, GTK_ORIENTATION_VERTICAL);
  double right = left + MAX (drawing->width - self->name_width, 0);
  double bottom = top + MAX (drawing->height - self->sizes.head, 0);

  drawing->first_row = (guint) (top / self->sizes.row);
  drawing->end_row = MIN ((guint) (bottom / self->sizes.row) + 1, self->rows->rows->len);
  drawing->first_column = (guint) (left / group) * n_actions;
  drawing->end_column = MIN (((guint) (right / group) + 1) * n_actions,
                             gp_matrix_grid_n_columns (self));
}

void
gp_matrix_grid_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  GpMatrixGrid *self = GP_MATRIX_GRID (widget);
  Drawing drawing = { .self = self, .snapshot = snapshot, .width = gtk_widget_get_width (widget),
                      .height = gtk_widget_get_height (widget) };

  if (self->rows == NULL)
    return;
  if (self->tenant == NULL)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      self->tenant = gtk_widget_create_pango_layout (widget, "T");
      pango_attr_list_insert (attributes, pango_attr_scale_new (.7));
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (self->tenant, attributes);
    }
  find_range (&drawing);
  draw_cells (&drawing);
  draw_names (&drawing);
  draw_head (&drawing);
}
