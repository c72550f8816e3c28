/* gp-cell.h — one value of a record, as SQLite keeps it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sqlite.h"

G_BEGIN_DECLS

typedef enum
{
  GP_CELL_NULL,
  GP_CELL_INT,
  GP_CELL_REAL,
  GP_CELL_TEXT,
  GP_CELL_BLOB,
} GpCellKind;

/**
 * GpCell: a plain struct; owns its bytes. gp_cell_clear() leaves a null.
 */
typedef struct
{
  GpCellKind kind;
  gint64     integer;
  double     real;
  char      *bytes;      /* text (ends with a zero byte) or blob */
  gsize      length;
} GpCell;

#define GP_CELL_INIT { .kind = GP_CELL_NULL }

void      gp_cell_clear       (GpCell *self);
GpCell    gp_cell_copy        (const GpCell *self);
GpCell    gp_cell_int         (gint64 value);
GpCell    gp_cell_real        (double value);
GpCell    gp_cell_take_text   (char *text);                           /* takes @text */
GpCell    gp_cell_blob        (const void *data, gsize length);
gboolean  gp_cell_equal       (const GpCell *a, const GpCell *b);

/** gp_cell_bind: borrows @self until the statement is reset or freed. */
void      gp_cell_bind        (const GpCell *self, GpSqliteStatement *statement, int i);

/** gp_cell_bind_copy: the same for a cell that does not live as long. */
void      gp_cell_bind_copy   (const GpCell *self, GpSqliteStatement *statement, int i);

/** gp_cell_read: a copy of column @i of the current row. */
GpCell    gp_cell_read        (GpSqliteStatement *statement, int i);

/** gp_cells_new: (transfer full): an array of GpCell that clears them. */
GArray   *gp_cells_new        (void);

/** gp_cells_append: copies of @more. */
void      gp_cells_append     (GArray *cells, const GArray *more);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpCell, gp_cell_clear)
G_END_DECLS
