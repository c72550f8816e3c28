/* gp-cell.c — one value of a record, as SQLite keeps it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-cell"
#include "config.h"
#include "gp-cell.h"

#include <sqlite3.h>
#include <string.h>

void
gp_cell_clear (GpCell *self)
{
  if (self == NULL)
    return;

  g_free (self->bytes);
  *self = (GpCell) GP_CELL_INIT;
}

static GpCell
copy_bytes (GpCellKind  kind,
            const void *data,
            gsize       length)
{
  GpCell cell = { .kind = kind, .length = length };

  cell.bytes = g_malloc (length + 1);
  if (length > 0)
    memcpy (cell.bytes, data, length);
  cell.bytes[length] = '\0';

  return cell;
}

GpCell
gp_cell_copy (const GpCell *self)
{
  return self->bytes != NULL ? copy_bytes (self->kind, self->bytes, self->length) : *self;
}

GpCell
gp_cell_int (gint64 value)
{
  return (GpCell) { .kind = GP_CELL_INT, .integer = value };
}

GpCell
gp_cell_real (double value)
{
  return (GpCell) { .kind = GP_CELL_REAL, .real = value };
}

GpCell
gp_cell_take_text (char *text)
{
  return (GpCell) { .kind = GP_CELL_TEXT, .bytes = text, .length = strlen (text) };
}

GpCell
gp_cell_blob (const void *data,
              gsize       length)
{
  return copy_bytes (GP_CELL_BLOB, data, length);
}

gboolean
gp_cell_equal (const GpCell *a,
               const GpCell *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == GP_CELL_INT)
    return a->integer == b->integer;
  if (a->kind == GP_CELL_REAL)
    return a->real == b->real;
  if (a->kind == GP_CELL_NULL)
    return TRUE;

  return a->length == b->length && memcmp (a->bytes, b->bytes, a->length) == 0;
}

void
gp_cell_bind_copy (const GpCell      *self,
                   GpSqliteStatement *statement,
                   int                i)
{
  if (self->kind == GP_CELL_TEXT)
    gp_sqlite_bind_text_copy (statement, i, self->bytes, self->length);
  else if (self->kind == GP_CELL_BLOB)
    gp_sqlite_bind_blob_copy (statement, i, self->bytes, self->length);
  else
    gp_cell_bind (self, statement, i);
}

void
gp_cell_bind (const GpCell      *self,
              GpSqliteStatement *statement,
              int                i)
{
  switch (self->kind)
    {
    case GP_CELL_NULL:
      gp_sqlite_bind_null (statement, i);
      break;
    case GP_CELL_INT:
      gp_sqlite_bind_int (statement, i, self->integer);
      break;
    case GP_CELL_REAL:
      gp_sqlite_bind_double (statement, i, self->real);
      break;
    case GP_CELL_TEXT:
      gp_sqlite_bind_text_len (statement, i, self->bytes, self->length);
      break;
    case GP_CELL_BLOB:
      gp_sqlite_bind_blob (statement, i, self->bytes, self->length);
      break;
    default:
      g_assert_not_reached ();
    }
}

GpCell
gp_cell_read (GpSqliteStatement *statement,
              int                i)
{
  const void *data;
  gsize length;

  switch (gp_sqlite_column_type (statement, i))
    {
    case SQLITE_NULL:
      return (GpCell) GP_CELL_INIT;
    case SQLITE_INTEGER:
      return gp_cell_int (gp_sqlite_column_int (statement, i));
    case SQLITE_FLOAT:
      return gp_cell_real (gp_sqlite_column_double (statement, i));
    case SQLITE_TEXT:
      data = gp_sqlite_column_text (statement, i, &length);
      return copy_bytes (GP_CELL_TEXT, data, length);
    default:
      data = gp_sqlite_column_blob (statement, i, &length);
      return copy_bytes (GP_CELL_BLOB, data, length);
    }
}

GArray *
gp_cells_new (void)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (GpCell));

  g_array_set_clear_func (cells, (GDestroyNotify) gp_cell_clear);

  return cells;
}

void
gp_cells_append (GArray       *cells,
                 const GArray *more)
{
  for (guint i = 0; i < more->len; i++)
    {
      GpCell cell = gp_cell_copy (&g_array_index (more, GpCell, i));

      g_array_append_val (cells, cell);
    }
}
