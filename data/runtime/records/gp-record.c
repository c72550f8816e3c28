/* gp-record.c — records on their way out
 * SPDX-License-Identifier: Apache-2.0
 *
 * A reference that is expanded is the record that it points to, where the caller may read that, and
 * stays the key where not: what may not be seen looks as if nobody had asked. */
#define G_LOG_DOMAIN "gp-record"
#include "config.h"
#include "gp-record.h"

#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-record-files.h"
#include "gp-record-key.h"

#include <glib/gi18n-lib.h>

#define MAX_EXPAND_DEPTH 4
#define MAX_EXPANDS      16

struct _GpRecordShape
{
  const GpTable *table;      /* NULL for a file: all that is known of it is written */
  GPtrArray     *columns;    /* of GpColumn, borrowed: what is written */
  GHashTable    *expanded;   /* GpColumn → GpRecordShape of what it points to */
};

void
gp_record_shape_free (GpRecordShape *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->expanded);
  g_free (self);
}

/* @table: NULL for a file. */
static GpRecordShape *
shape_for_table (GpRequest     *request,
                 const GpTable *table)
{
  const GpRecordAccess *access = table != NULL ? gp_record_access_get (request, table) : NULL;
  GpRecordShape *self = g_new0 (GpRecordShape, 1);

  self->table = table;
  self->columns = g_ptr_array_new ();
  self->expanded = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gp_record_shape_free);
  for (guint i = 0; table != NULL && i < table->columns->len; i++)
    {
      GpColumn *column = g_ptr_array_index (table->columns, i);

      if (gp_record_access_sees (access, column) != GP_SEEN_NEVER)
        g_ptr_array_add (self->columns, column);
    }

  return self;
}

static gboolean
choose_fields (GpRequest      *request,
               GpRecordShape  *self,
               const char     *fields,
               GError        **error)
{
  const GpRecordAccess *access = gp_record_access_get (request, self->table);
  g_auto(GStrv) names = g_strsplit (fields, ",", -1);

  g_ptr_array_set_size (self->columns, 0);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      GpColumn *column = gp_table_find (self->table, g_strstrip (names[i]));

      if (column == NULL || gp_record_access_sees (access, column) == GP_SEEN_NEVER)
        return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "fields",
                               _("%s has no field “%s”."), self->table->name, names[i]);
      if (!g_ptr_array_find (self->columns, column, NULL))
        g_ptr_array_add (self->columns, column);
    }

  return TRUE;
}

/* Whether more than what is written can be given of @column: the record that it points to, or what
 * is known of its file. */
static gboolean
can_expand (GpRequest      *request,
            const GpTable  *table,
            const GpColumn *column)
{
  return column != NULL
         && (column->is_file || (column->target != NULL && column->target->exposed))
         && gp_record_access_sees (gp_record_access_get (request, table), column) != GP_SEEN_NEVER;
}

static gboolean
expand_path (GpRequest      *request,
             GpRecordShape  *self,
             const char     *path,
             GError        **error)
{
  g_auto(GStrv) names = g_strsplit (path, ".", MAX_EXPAND_DEPTH + 1);

  if (g_strv_length (names) > MAX_EXPAND_DEPTH)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "expand",
                           _("“%s” goes too far: at most %d references in a row are followed."),
                             path,
                           MAX_EXPAND_DEPTH);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      GpColumn *column = gp_table_find (self->table, g_strstrip (names[i]));
      GpRecordShape *next;

      if (!can_expand (request, self->table, column) || (column->is_file && names[i + 1] != NULL))
        return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "expand",
                               _("%s has no reference “%s” that could be followed."),
                               self->table->name, names[i]);
      next = g_hash_table_lookup (self->expanded, column);
      if (next == NULL)
        {
          next = shape_for_table (request, column->is_file ? NULL : column->target);
          g_hash_table_insert (self->expanded, column, next);
        }
      if (!g_ptr_array_find (self->columns, column, NULL))
        g_ptr_array_add (self->columns, column);
      self = next;
    }

  return TRUE;
}

GpRecordShape *
gp_record_shape_new (GpRequest      *request,
                     const GpTable  *table,
                     const char     *fields,
                     const char     *expand,
                     GError        **error)
{
  g_autoptr(GpRecordShape) self = shape_for_table (request, table);
  g_auto(GStrv) paths = expand != NULL ? g_strsplit (expand, ",", MAX_EXPANDS + 1) : NULL;

  if (fields != NULL && !choose_fields (request, self, fields, error))
    return NULL;
  if (paths != NULL && g_strv_length (paths) > MAX_EXPANDS)
    {
      gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "expand", "%s",
                      _("Too many references are to be followed."));
      return NULL;
    }
  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      if (!expand_path (request, self, g_strstrip (paths[i]), error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

int
gp_record_column_index (const GpTable  *table,
                        const GpColumn *wanted)
{
  int index = 0;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);

      if (column == wanted)
        return column->hidden ? -1 : index;
      if (!column->hidden)
        index++;
    }

  return -1;
}

guint
gp_record_n_columns (const GpTable *table)
{
  guint n = 0;

  for (guint i = 0; i < table->columns->len; i++)
    n += !((GpColumn *) g_ptr_array_index (table->columns, i))->hidden;

  return MAX (n, 1);
}

void
gp_record_bind (GpSqliteStatement *statement,
                const GArray      *values)
{
  for (guint i = 0; i < values->len; i++)
    gp_cell_bind (&g_array_index (values, GpCell, i), statement, i + 1);
}

void
gp_record_bind_copies (GpSqliteStatement *statement,
                       const GArray      *values)
{
  for (guint i = 0; i < values->len; i++)
    gp_cell_bind_copy (&g_array_index (values, GpCell, i), statement, i + 1);
}

static void
write_cell (GpJsonWriter   *writer,
            const GpColumn *column,
            const GpCell   *cell)
{
  g_autoptr(GString) json = g_string_new (NULL);

  gp_cell_to_json (&column->format, cell, json);
  gp_json_writer_raw (writer, json->str);
}

/* A statement for the records of @table that the caller sees and for which @condition, made for the
 * table under the name r0, holds; takes over @values. */
static GpSqliteStatement *
select_seen (GpRequest      *request,
             const GpTable  *table,
             const char     *condition,
             GArray         *condition_values,
             GError        **error)
{
  const GpRecordAccess *access = gp_record_access_get (request, table);
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(GArray) values = gp_cells_new ();
  GpSqliteStatement *statement;

  gp_record_access_append_columns (access, sql, values);
  g_string_append_printf (sql, " FROM %s AS r0 WHERE %s AND ", table->quoted, condition);
  gp_cells_append (values, condition_values);
  gp_record_access_append_where (access, sql, values);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, error);
  if (statement != NULL)
    gp_record_bind_copies (statement, values);

  return statement;
}

/* The record that @cell points to. FALSE without @error where it cannot be seen. */
static gboolean
write_target (GpRequest            *request,
              const GpColumn       *column,
              const GpRecordShape  *shape,
              const GpCell         *cell,
              GpJsonWriter         *writer,
              GError              **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GArray) values = gp_cells_new ();
  g_autofree char *condition = NULL;
  GpCell copy;

  if (cell->kind == GP_CELL_NULL
      || !gp_record_access_sees_any (gp_record_access_get (request, column->target)))
    return FALSE;

  condition = g_strdup_printf ("r0.%s = ?", column->target_column->quoted);
  copy = gp_cell_copy (cell);
  g_array_append_val (values, copy);
  statement = select_seen (request, column->target, condition, values, error);

  return statement != NULL && gp_sqlite_step (statement, error) == GP_SQLITE_ROW
         && gp_record_write (request, column->target, shape, statement, writer, error);
}

gboolean
gp_record_write (GpRequest            *request,
                 const GpTable        *table,
                 const GpRecordShape  *shape,
                 GpSqliteStatement    *statement,
                 GpJsonWriter         *writer,
                 GError              **error)
{
  gp_json_writer_begin_object (writer);
  for (guint i = 0; i < shape->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (shape->columns, i);
      const GpRecordShape *next = g_hash_table_lookup (shape->expanded, column);
      g_auto(GpCell) cell = gp_cell_read (statement, gp_record_column_index (table, column));
      GError *failure = NULL;

      gp_json_writer_key (writer, column->name);
      if (next != NULL && column->is_file)
        {
          if (!gp_record_files_write (request, column, &cell, writer, error))
            return FALSE;
          continue;
        }
      if (next != NULL && write_target (request, column, next, &cell, writer, &failure))
        continue;
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      write_cell (writer, column, &cell);
    }
  gp_json_writer_end_object (writer);

  return TRUE;
}

static GpSqliteStatement *
select_by_key (GpRequest      *request,
               const GpTable  *table,
               const GArray   *key,
               GError        **error)
{
  g_autoptr(GString) condition = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();

  gp_record_key_append_where (table, key, "r0", condition, values);

  return select_seen (request, table, condition->str, values, error);
}

gboolean
gp_record_write_one (GpRequest            *request,
                     const GpTable        *table,
                     const GpRecordShape  *shape,
                     const GArray         *key,
                     GpJsonWriter         *writer,
                     GError              **error)
{
  g_autoptr(GpSqliteStatement) statement = select_by_key (request, table, key, error);

  if (statement == NULL)
    return FALSE;
  switch (gp_sqlite_step (statement, error))
    {
    case GP_SQLITE_ROW:
      return gp_record_write (request, table, shape, statement, writer, error);
    case GP_SQLITE_DONE:
      return gp_record_refuse_unseen (error);
    case GP_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

gboolean
gp_record_read_cell (GpRequest       *request,
                     const GpTable   *table,
                     const GArray    *key,
                     const GpColumn  *column,
                     GpCell          *out,
                     GError         **error)
{
  g_autoptr(GpSqliteStatement) statement = select_by_key (request, table, key, error);

  if (statement == NULL)
    return FALSE;
  switch (gp_sqlite_step (statement, error))
    {
    case GP_SQLITE_ROW:
      *out = gp_cell_read (statement, gp_record_column_index (table, column));
      return TRUE;
    case GP_SQLITE_DONE:
      return gp_record_refuse_unseen (error);
    case GP_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

gboolean
gp_record_is_seen (GpRequest      *request,
                   const GpTable  *table,
                   const GArray   *key,
                   GError        **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  if (!gp_record_access_sees_any (gp_record_access_get (request, table)))
    return FALSE;
  statement = select_by_key (request, table, key, error);

  return statement != NULL && gp_sqlite_step (statement, error) == GP_SQLITE_ROW;
}

gboolean
gp_record_refuse (GpRequest  *request,
                  GError    **error)
{
  if (request->caller.is_signed_in)
    return gp_problem_set (error, SOUP_STATUS_FORBIDDEN, "forbidden", "%s",
                           _("No rule allows this."));

  return gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "token", "%s", _("Log in first."));
}

gboolean
gp_record_refuse_unseen (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                         _("There is nothing here."));
}

void
gp_record_write_key_only (const GpTable *table,
                          const GArray  *key,
                          GpJsonWriter  *writer)
{
  gp_json_writer_begin_object (writer);
  for (guint i = 0; i < table->key->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->key, i);

      gp_json_writer_key (writer, column->name);
      write_cell (writer, column, &g_array_index (key, GpCell, i));
    }
  gp_json_writer_end_object (writer);
}

GpTable *
gp_record_find_table (GpRequest   *request,
                      const char  *name,
                      GError     **error)
{
  GpTable *table = gp_schema_find (gp_backend_get_schema (request->backend), name);

  if (table == NULL || !table->exposed)
    {
      gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                      _("There is nothing here."));
      return NULL;
    }

  return table;
}
