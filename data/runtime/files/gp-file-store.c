/* gp-file-store.c — the files of a backend's buckets and fields, in its one SQLite file
 * SPDX-License-Identifier: Apache-2.0
 *
 * There is no folder and no path: a file is a row, found by its bucket or field and by an id that
 * was made here. So no name that a client gives can lead anywhere, and what is not committed is not
 * there. Triggers take the file of a record along when that goes (gp-ddl.c). */
#define G_LOG_DOMAIN "gp-file-store"
#include "config.h"
#include "gp-file-store.h"

#include "gp-table.h"

#define COLUMNS "id, name, type, size, owner, created"

void
gp_file_free (GpFile *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->owner);
  g_free (self);
}

void
gp_file_write (const GpFile *self,
               GpJsonWriter *writer)
{
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc (self->created / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (created, "%Y-%m-%dT%H:%M:%SZ");

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "id", self->id);
  gp_json_writer_member (writer, "name", self->name);
  gp_json_writer_member (writer, "type", self->type);
  gp_json_writer_key (writer, "size");
  gp_json_writer_int (writer, self->size);
  gp_json_writer_member (writer, "owner", self->owner);
  gp_json_writer_member (writer, "created", text);
  gp_json_writer_end_object (writer);
}

gboolean
gp_file_store_insert (GpBackend    *backend,
                      const GpId   *bucket,
                      const GpFile *file,
                      const void   *content,
                      GError      **error)
{
  g_autoptr(GpSqliteStatement) insert = gp_sqlite_prepare (
    gp_backend_get_sqlite (backend),
    "INSERT INTO _gp_file (bucket, " COLUMNS ", content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    error);

  if (insert == NULL)
    return FALSE;
  gp_sqlite_bind_id (insert, 1, bucket);
  gp_sqlite_bind_text (insert, 2, file->id);
  gp_sqlite_bind_text (insert, 3, file->name);
  gp_sqlite_bind_text (insert, 4, file->type);
  gp_sqlite_bind_int (insert, 5, file->size);
  gp_sqlite_bind_text (insert, 6, file->owner);
  gp_sqlite_bind_int (insert, 7, file->created);
  gp_sqlite_bind_blob (insert, 8, content, (gsize) file->size);
  return gp_sqlite_run (insert, error);
}

gboolean
gp_file_store_replace (GpBackend    *backend,
                       const GpId   *bucket,
                       const GpFile *file,
                       const void   *content,
                       GError      **error)
{
  g_autoptr(GpSqliteStatement) update = gp_sqlite_prepare (
    gp_backend_get_sqlite (backend),
    "UPDATE _gp_file SET name = ?3, type = ?4, size = ?5, content = ?6 "
    "WHERE bucket = ?1 AND id = ?2", error);

  if (update == NULL)
    return FALSE;
  gp_sqlite_bind_id (update, 1, bucket);
  gp_sqlite_bind_text (update, 2, file->id);
  gp_sqlite_bind_text (update, 3, file->name);
  gp_sqlite_bind_text (update, 4, file->type);
  gp_sqlite_bind_int (update, 5, file->size);
  gp_sqlite_bind_blob (update, 6, content, (gsize) file->size);
  return gp_sqlite_run (update, error);
}

/* A statement about one file; NULL with @error. */
static GpSqliteStatement *
prepare (GpBackend   *backend,
         const char  *sql,
         const GpId  *bucket,
         const char  *id,
         GError     **error)
{
  GpSqliteStatement *statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend), sql, error);

  if (statement != NULL)
    {
      gp_sqlite_bind_id (statement, 1, bucket);
      gp_sqlite_bind_text (statement, 2, id);
    }
  return statement;
}

gboolean
gp_file_store_remove (GpBackend   *backend,
                      const GpId  *bucket,
                      const char  *id,
                      GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = prepare (
    backend, "DELETE FROM _gp_file WHERE bucket = ?1 AND id = ?2", bucket, id, error);

  return statement != NULL && gp_sqlite_run (statement, error);
}

static GpFile *
read_file (GpSqliteStatement *statement)
{
  GpFile *file = g_new0 (GpFile, 1);

  file->id = g_strdup (gp_sqlite_column_text (statement, 0, NULL));
  file->name = g_strdup (gp_sqlite_column_text (statement, 1, NULL));
  file->type = g_strdup (gp_sqlite_column_text (statement, 2, NULL));
  file->size = gp_sqlite_column_int (statement, 3);
  file->owner = g_strdup (gp_sqlite_column_text (statement, 4, NULL));
  file->created = gp_sqlite_column_int (statement, 5);
  return file;
}

GpFile *
gp_file_store_find (GpBackend   *backend,
                    const GpId  *bucket,
                    const char  *id,
                    GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = prepare (
    backend, "SELECT " COLUMNS " FROM _gp_file WHERE bucket = ?1 AND id = ?2", bucket, id, error);

  return statement != NULL && gp_sqlite_step (statement, error) == GP_SQLITE_ROW
           ? read_file (statement) : NULL;
}

GString *
gp_file_store_read (GpBackend   *backend,
                    const GpId  *bucket,
                    const char  *id,
                    GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = prepare (
    backend, "SELECT content FROM _gp_file WHERE bucket = ?1 AND id = ?2", bucket, id, error);
  const void *bytes;
  gsize size;

  if (statement == NULL || gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return NULL;
  bytes = gp_sqlite_column_blob (statement, 0, &size);
  return g_string_new_len (bytes, (gssize) size);
}

GPtrArray *
gp_file_store_list (GpBackend   *backend,
                    const GpId  *bucket,
                    const char  *after,
                    guint        n,
                    GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = prepare (
    backend, "SELECT " COLUMNS " FROM _gp_file WHERE bucket = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
    bucket, after, error);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_file_free);
  GpSqliteStep step;

  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_int (statement, 3, n);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    g_ptr_array_add (files, read_file (statement));
  return step == GP_SQLITE_DONE ? g_steal_pointer (&files) : NULL;
}

gboolean
gp_file_store_count (GpSqlite    *sqlite,
                     const GpId  *bucket,
                     gint64      *out,
                     GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT count (*) FROM _gp_file WHERE bucket = ?1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, bucket);
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;
  *out = gp_sqlite_column_int (statement, 0);
  return TRUE;
}

static gboolean
holds_files (const GpElement *element)
{
  return element != NULL
         && (gp_element_get_kind (element) == GP_KIND_BUCKET || gp_table_is_file (element));
}

gboolean
gp_file_store_keep (GpSqlite  *sqlite,
                    GpDesign  *design,
                    GError   **error)
{
  g_autoptr(GpSqliteStatement) select = gp_sqlite_prepare (
    sqlite, "SELECT DISTINCT bucket FROM _gp_file", error);
  g_autoptr(GpSqliteStatement) remove = gp_sqlite_prepare (
    sqlite, "DELETE FROM _gp_file WHERE bucket = ?1", error);
  g_autoptr(GArray) gone = g_array_new (FALSE, FALSE, sizeof (GpId));
  GpSqliteStep step;
  GpId id;

  if (select == NULL || remove == NULL)
    return FALSE;
  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    if (gp_sqlite_column_id (select, 0, &id) && !holds_files (gp_design_lookup (design, &id)))
      g_array_append_val (gone, id);
  for (guint i = 0; step == GP_SQLITE_DONE && i < gone->len; i++)
    {
      gp_sqlite_bind_id (remove, 1, &g_array_index (gone, GpId, i));
      if (!gp_sqlite_run (remove, error))
        return FALSE;
      gp_sqlite_clear (remove);
    }
  return step == GP_SQLITE_DONE;
}
