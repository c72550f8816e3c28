/* gp-matrix-grid-private.h — what the files of the matrix's grid share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-matrix-cell.h"
#include "gp-matrix-grid.h"

G_BEGIN_DECLS

/** GpMatrixSizes: pixels; larger texts have larger cells. */
typedef struct
{
  int row;
  int head;
  int cell;
  int gap;                      /* between roles */
} GpMatrixSizes;

struct _GpMatrixGrid
{
  GtkWidget parent_instance;

  GpSession      *session;
  GpAccessWatch  *watch;
  GpMatrixRows   *rows;         /* NULL before there is a view */
  GHashTable     *unfolded;     /* of GpId */
  GpMatrixFilter  filter;
  char           *text;

  GtkAdjustment  *adjustments[2];   /* by GtkOrientation */
  guint           policies[2];
  GpMatrixColors  colors;
  PangoLayout    *tenant;
  int             name_width;
  GpMatrixSizes   sizes;

  GpMatrixBrush   brush;
  int             row;          /* the cursor; -1: none */
  int             column;
  guint           opened;       /* which rule of the cursor's cell is opened next */
  GArray         *stroke;       /* of GpMatrixPlace, while something is painted */
  gboolean        stale;        /* there was a new view meanwhile: the rows follow it after that */
  GpId            awaited;      /* what was selected last, until it is in sight; or nil */
};

/** GpMatrixPlace: a cell by its numbers. */
typedef struct
{
  int row;
  int column;
} GpMatrixPlace;

guint        gp_matrix_grid_n_columns (GpMatrixGrid *self);

/** gp_matrix_grid_column_start: from the first cell on, without scrolling. */
double       gp_matrix_grid_column_start (GpMatrixGrid *self, guint column);
double       gp_matrix_grid_get_offset (GpMatrixGrid *self, GtkOrientation orientation);

/** gp_matrix_grid_find: the cell at @x, @y; column -1 for a row's name. FALSE beside all rows. */
gboolean     gp_matrix_grid_find      (GpMatrixGrid *self, double x, double y,
                                       GpMatrixPlace *out);

/** gp_matrix_grid_move: the cursor, which is then in sight. */
void         gp_matrix_grid_move      (GpMatrixGrid *self, int row, int column);
void         gp_matrix_grid_fold      (GpMatrixGrid *self, int row, gboolean unfold);
void         gp_matrix_grid_toggle    (GpMatrixGrid *self, int row);

/** gp_matrix_grid_end_stroke: forgets it, and shows what came meanwhile. */
void         gp_matrix_grid_end_stroke (GpMatrixGrid *self);

/* gp-matrix-grid-draw.c */
void         gp_matrix_grid_snapshot  (GtkWidget *widget, GtkSnapshot *snapshot);

/* gp-matrix-grid-role.c */

/** gp_matrix_grid_select: unless it has gone. */
void         gp_matrix_grid_select      (GpMatrixGrid *self, const GpId *id);

/** gp_matrix_grid_select_role, _tell_role: the one whose head is at @x, where there is one.
 * _tell_role: what its lights mean; returns whether there was something to tell. */
void         gp_matrix_grid_select_role (GpMatrixGrid *self, double x);
gboolean     gp_matrix_grid_tell_role   (GpMatrixGrid *self, double x, GtkTooltip *tooltip);

/** gp_matrix_grid_show_role: the awaited one, once there are columns and a place for them. */
void         gp_matrix_grid_show_role   (GpMatrixGrid *self);

/** gp_matrix_grid_follow_selection: once, for a new grid. */
void         gp_matrix_grid_follow_selection (GpMatrixGrid *self);

/* gp-matrix-grid-input.c */
void         gp_matrix_grid_add_input (GpMatrixGrid *self);

G_END_DECLS
