/* gp-sqlite.c — a connection to an SQLite file
 * SPDX-License-Identifier: Apache-2.0
 *
 * A thin layer over sqlite3 that gives errors as GError and keeps compiled statements.
 *
 * 1. A cached statement has one user at a time: a second user of the text gets another, uncached.
 * 2. A cached statement without a user is reset, so it holds no lock, and has no bindings.
 * 3. Cached statements stay until the connection ends; so the table of recent ones may point to
 *    them. It finds a text by its address: hashing a long text costs more than running its
 *   statement.
 * 4. A failed bind is remembered and reported by the next step; so binding needs no checks.
 */
#define G_LOG_DOMAIN "gp-sqlite"
#include "config.h"

#include "gp-sqlite.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#define BUSY_TIMEOUT_MS 5000
#define CACHE_LIMIT     256 /* statements; a runtime with many entities must not grow for ever */

#define N_RECENT 64

typedef struct
{
  const char *sql; /* where the caller keeps the text; compared before it is used */
  GpSqliteStatement *statement;
} Recent;

struct _GpSqlite
{
  sqlite3 *handle;
  char *path;
  GHashTable *cache; /* borrowed SQL text → GpSqliteStatement */
  Recent recent[N_RECENT];
};

struct _GpSqliteStatement
{
  GpSqlite *connection;
  sqlite3_stmt *handle;
  char *sql;
  int bind_result;
  gboolean is_cached;
  gboolean is_busy;
};

struct _GpSqliteTransaction
{
  GpSqlite *connection;
};

G_DEFINE_QUARK (gp - sqlite - error - quark, gp_sqlite_error)

static const struct
{
  int result; /* primary result code */
  GpSqliteError code;
  const char *message; /* %s: the file */
} failures[] = {
  { SQLITE_BUSY, GP_SQLITE_ERROR_BUSY, N_ ("“%s” is being written by another program.") },
  { SQLITE_LOCKED, GP_SQLITE_ERROR_BUSY, N_ ("“%s” is being written by another program.") },
  { SQLITE_CORRUPT, GP_SQLITE_ERROR_CORRUPT, N_ ("“%s” is damaged.") },
  { SQLITE_NOTADB, GP_SQLITE_ERROR_CORRUPT, N_ ("“%s” is not a database.") },
  { SQLITE_FULL, GP_SQLITE_ERROR_FULL, N_ ("There is no space left to write “%s”.") },
  { SQLITE_READONLY, GP_SQLITE_ERROR_READ_ONLY, N_ ("“%s” cannot be written.") },
  { SQLITE_PERM, GP_SQLITE_ERROR_READ_ONLY, N_ ("“%s” cannot be written.") },
  { SQLITE_CANTOPEN, GP_SQLITE_ERROR_OPEN, N_ ("“%s” cannot be opened.") },
  { SQLITE_AUTH, GP_SQLITE_ERROR_OPEN, N_ ("“%s” cannot be opened.") },
  { SQLITE_IOERR, GP_SQLITE_ERROR_IO, N_ ("“%s” could not be read or written.") },
  { SQLITE_CONSTRAINT, GP_SQLITE_ERROR_CONSTRAINT, N_ ("“%s” refused a row.") },
  { SQLITE_TOOBIG, GP_SQLITE_ERROR_TOO_BIG, N_ ("A value is too large for “%s”.") },
  { SQLITE_INTERRUPT, GP_SQLITE_ERROR_INTERRUPTED, N_ ("Work on “%s” was stopped.") },
};

static void
set_error (GpSqlite *self, int result, GError **error)
{
  const char *detail = self->handle != NULL ? sqlite3_errmsg (self->handle)
                                            : sqlite3_errstr (result);
  g_autofree char *shown = g_filename_display_name (self->path);
  g_autofree char *sentence = NULL;
  g_autofree char *valid = NULL;

  /* A failed bind leaves no message of its own on the connection. */
  if (self->handle != NULL && (sqlite3_errcode (self->handle) & 0xff) != (result & 0xff))
    detail = sqlite3_errstr (result);
  /* SQLite quotes what a damaged file holds; messages are shown to people. */
  valid = g_utf8_make_valid (detail, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].result == (result & 0xff))
      {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        sentence = g_strdup_printf (_(failures[i].message), shown);
#pragma GCC diagnostic pop
        g_set_error (error, GP_SQLITE_ERROR, failures[i].code, "%s (%s)", sentence, valid);
        return;
      }

  g_set_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_FAILED, _("“%s”: %s."), shown, valid);
}

static void
destroy_statement (gpointer data)
{
  GpSqliteStatement *statement = data;

  sqlite3_finalize (statement->handle);
  g_free (statement->sql);
  g_free (statement);
}

static int
open_flags (GpSqliteMode mode)
{
  static const int flags[] = {
    [GP_SQLITE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    [GP_SQLITE_READ_WRITE] = SQLITE_OPEN_READWRITE,
    [GP_SQLITE_READ_ONLY] = SQLITE_OPEN_READONLY,
    [GP_SQLITE_IMMUTABLE] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
  };

  return flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

static void
harden (sqlite3 *handle)
{
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
}

GpSqlite *
gp_sqlite_open (const char *path, GpSqliteMode mode, GError **error)
{
  g_autoptr(GpSqlite) self = NULL;
  g_autofree char *name = NULL;
  int result;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (GpSqlite, 1);
  self->path = g_strdup (path);
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, destroy_statement);

  if (mode == GP_SQLITE_IMMUTABLE)
    {
      g_autofree char *full = g_canonicalize_filename (path, NULL);
      g_autofree char *uri = g_filename_to_uri (full, NULL, error);

      if (uri == NULL)
        return NULL;
      name = g_strconcat (uri, "?immutable=1", NULL);
    }
  else
    {
      /* SQLite reads "file:" and ":memory:" in a name as more than a name. */
      name = g_str_equal (path, ":memory:") ? g_strdup (path)
                                            : g_canonicalize_filename (path, NULL);
    }

  result = sqlite3_open_v2 (name, &self->handle, open_flags (mode), NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, error);
      return NULL;
    }

  harden (self->handle);
  return g_steal_pointer (&self);
}

void
gp_sqlite_free (GpSqlite *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->cache);
  sqlite3_close (self->handle);
  g_free (self->path);
  g_free (self);
}

const char *
gp_sqlite_get_path (GpSqlite *self)
{
  return self->path;
}

sqlite3 *
gp_sqlite_get_handle (GpSqlite *self)
{
  return self->handle;
}

void
gp_sqlite_set_busy_timeout (GpSqlite *self, int milliseconds)
{
  sqlite3_busy_timeout (self->handle, milliseconds);
}

gboolean
gp_sqlite_use_wal (GpSqlite *self, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (self, "PRAGMA journal_mode = WAL", error);
  if (statement == NULL)
    return FALSE;

  if (gp_sqlite_step (statement, error) == GP_SQLITE_FAILED)
    return FALSE;

  /* Some file systems have no shared memory: SQLite then says which mode it kept. A rollback
   * journal is as safe, but only where it is synced fully. */
  if (g_strcmp0 (gp_sqlite_column_text (statement, 0, NULL), "wal") != 0)
    return gp_sqlite_exec (self, "PRAGMA synchronous = FULL", error);

  return gp_sqlite_exec (self, "PRAGMA synchronous = NORMAL", error);
}

gboolean
gp_sqlite_exec (GpSqlite *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;

  set_error (self, result, error);
  return FALSE;
}

gboolean
gp_sqlite_query_int (GpSqlite *self, const char *sql, gint64 *out, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (self, sql, error);
  GpSqliteStep step;

  if (statement == NULL)
    return FALSE;

  step = gp_sqlite_step (statement, error);
  if (step == GP_SQLITE_FAILED)
    return FALSE;

  *out = step == GP_SQLITE_ROW ? gp_sqlite_column_int (statement, 0) : 0;
  return TRUE;
}

gint64
gp_sqlite_get_last_rowid (GpSqlite *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

gint64
gp_sqlite_get_changes (GpSqlite *self)
{
  return sqlite3_changes64 (self->handle);
}

gboolean
gp_sqlite_backup (GpSqlite *self, const char *path, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  GStatBuf there;

  if (g_stat (path, &there) == 0 && there.st_size > 0)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_OPEN,
                   _("“%s” is already there."), shown);
      return FALSE;
    }

  statement = gp_sqlite_prepare (self, "VACUUM INTO ?1", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, path);
  if (gp_sqlite_run (statement, error))
    return TRUE;

  g_unlink (path);
  return FALSE;
}

GpSqlite *
gp_sqlite_copy_to_memory (GpSqlite *self, GError **error)
{
  const guint flags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
  g_autoptr(GpSqlite) copy = NULL;
  sqlite3_int64 size = 0;
  guint8 *bytes;
  int result;

  copy = gp_sqlite_open (":memory:", GP_SQLITE_CREATE, error);
  if (copy == NULL)
    return NULL;
  g_free (copy->path);
  copy->path = g_strdup (self->path);

  bytes = sqlite3_serialize (self->handle, "main", &size, 0);
  if (bytes == NULL || size < 100)
    {
      sqlite3_free (bytes);
      set_error (self, SQLITE_IOERR_READ, error);
      return NULL;
    }
  bytes[18] = bytes[19] = 1; /* memory has no write-ahead log */
  result = sqlite3_deserialize (copy->handle, "main", bytes, size, size, flags);
  if (result != SQLITE_OK)
    {
      set_error (copy, result, error);
      return NULL;
    }
  return g_steal_pointer (&copy);
}

char *
gp_sqlite_quote_name (const char *name)
{
  GString *quoted = g_string_new ("\"");

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *p);
    }

  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static GpSqliteStatement *
compile (GpSqlite *self, const char *sql, GError **error)
{
  GpSqliteStatement *statement;
  sqlite3_stmt *handle = NULL;
  int result;

  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, error);
      return NULL;
    }

  statement = g_new0 (GpSqliteStatement, 1);
  statement->connection = self;
  statement->handle = handle;
  statement->sql = g_strdup (sql);
  return statement;
}

GpSqliteStatement *
gp_sqlite_prepare (GpSqlite *self, const char *sql, GError **error)
{
  Recent *recent = &self->recent[GPOINTER_TO_SIZE (sql) / 8 % N_RECENT];
  GpSqliteStatement *statement;

  if (recent->sql == sql && !recent->statement->is_busy &&
      strcmp (recent->statement->sql, sql) == 0)
    {
      recent->statement->is_busy = TRUE;
      return recent->statement;
    }

  statement = g_hash_table_lookup (self->cache, sql);
  if (statement == NULL || statement->is_busy)
    {
      gboolean is_new = statement == NULL && g_hash_table_size (self->cache) < CACHE_LIMIT;

      statement = compile (self, sql, error);
      if (statement == NULL)
        return NULL;
      statement->is_cached = is_new;
      if (is_new)
        g_hash_table_insert (self->cache, statement->sql, statement);
    }

  statement->is_busy = TRUE;
  if (statement->is_cached)
    *recent = (Recent){ sql, statement };
  return statement;
}

void
gp_sqlite_statement_free (GpSqliteStatement *self)
{
  if (self == NULL)
    return;

  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_result = SQLITE_OK;
  self->is_busy = FALSE;
  if (!self->is_cached)
    destroy_statement (self);
}

static void
note_bind (GpSqliteStatement *self, int result)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

void
gp_sqlite_bind_null (GpSqliteStatement *self, int i)
{
  note_bind (self, sqlite3_bind_null (self->handle, i));
}

void
gp_sqlite_bind_int (GpSqliteStatement *self, int i, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->handle, i, value));
}

void
gp_sqlite_bind_double (GpSqliteStatement *self, int i, double value)
{
  note_bind (self, sqlite3_bind_double (self->handle, i, value));
}

void
gp_sqlite_bind_text (GpSqliteStatement *self, int i, const char *text)
{
  note_bind (self, sqlite3_bind_text (self->handle, i, text, -1, SQLITE_STATIC));
}

void
gp_sqlite_bind_text_len (GpSqliteStatement *self, int i, const char *text, gsize length)
{
  note_bind (self, sqlite3_bind_text64 (self->handle, i, text, length, SQLITE_STATIC, SQLITE_UTF8));
}

void
gp_sqlite_bind_blob (GpSqliteStatement *self, int i, const void *data, gsize size)
{
  note_bind (self, sqlite3_bind_blob64 (self->handle, i, data, size, SQLITE_STATIC));
}

void
gp_sqlite_bind_text_copy (GpSqliteStatement *self, int i, const char *text, gsize length)
{
  note_bind (self, sqlite3_bind_text64 (self->handle, i, text, length, SQLITE_TRANSIENT,
                                        SQLITE_UTF8));
}

void
gp_sqlite_bind_blob_copy (GpSqliteStatement *self, int i, const void *data, gsize size)
{
  note_bind (self, sqlite3_bind_blob64 (self->handle, i, data, size, SQLITE_TRANSIENT));
}

void
gp_sqlite_bind_id (GpSqliteStatement *self, int i, const GpId *id)
{
  if (id == NULL || gp_id_is_nil (id))
    gp_sqlite_bind_null (self, i);
  else
    gp_sqlite_bind_blob (self, i, id->bytes, sizeof id->bytes);
}

int
gp_sqlite_parameter (GpSqliteStatement *self, const char *name)
{
  return sqlite3_bind_parameter_index (self->handle, name);
}

GpSqliteStep
gp_sqlite_step (GpSqliteStatement *self, GError **error)
{
  int result = self->bind_result != SQLITE_OK ? self->bind_result : sqlite3_step (self->handle);

  if (result == SQLITE_ROW)
    return GP_SQLITE_ROW;
  if (result == SQLITE_DONE)
    return GP_SQLITE_DONE;

  set_error (self->connection, result, error);
  return GP_SQLITE_FAILED;
}

gboolean
gp_sqlite_run (GpSqliteStatement *self, GError **error)
{
  GpSqliteStep step;

  do
    step = gp_sqlite_step (self, error);
  while (step == GP_SQLITE_ROW);

  gp_sqlite_reset (self);
  return step == GP_SQLITE_DONE;
}

void
gp_sqlite_reset (GpSqliteStatement *self)
{
  sqlite3_reset (self->handle);
  self->bind_result = SQLITE_OK;
}

void
gp_sqlite_clear (GpSqliteStatement *self)
{
  gp_sqlite_reset (self);
  sqlite3_clear_bindings (self->handle);
}

int
gp_sqlite_column_count (GpSqliteStatement *self)
{
  return sqlite3_column_count (self->handle);
}

const char *
gp_sqlite_column_name (GpSqliteStatement *self, int i)
{
  return sqlite3_column_name (self->handle, i);
}

int
gp_sqlite_column_type (GpSqliteStatement *self, int i)
{
  return sqlite3_column_type (self->handle, i);
}

gboolean
gp_sqlite_column_is_null (GpSqliteStatement *self, int i)
{
  return sqlite3_column_type (self->handle, i) == SQLITE_NULL;
}

gint64
gp_sqlite_column_int (GpSqliteStatement *self, int i)
{
  return sqlite3_column_int64 (self->handle, i);
}

double
gp_sqlite_column_double (GpSqliteStatement *self, int i)
{
  return sqlite3_column_double (self->handle, i);
}

const char *
gp_sqlite_column_text (GpSqliteStatement *self, int i, gsize *length)
{
  const char *text = (const char *) sqlite3_column_text (self->handle, i);

  if (length != NULL)
    *length = sqlite3_column_bytes (self->handle, i);
  return text;
}

const void *
gp_sqlite_column_blob (GpSqliteStatement *self, int i, gsize *size)
{
  const void *data = sqlite3_column_blob (self->handle, i);

  *size = sqlite3_column_bytes (self->handle, i);
  return data;
}

gboolean
gp_sqlite_column_id (GpSqliteStatement *self, int i, GpId *out)
{
  gsize size;
  const void *data;

  if (sqlite3_column_type (self->handle, i) != SQLITE_BLOB)
    return FALSE;

  data = gp_sqlite_column_blob (self, i, &size);
  if (size != sizeof out->bytes)
    return FALSE;

  memcpy (out->bytes, data, size);
  return TRUE;
}

static GpSqliteTransaction *
begin (GpSqlite *self, const char *sql, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (self, sql, error);
  GpSqliteTransaction *transaction;

  if (statement == NULL || !gp_sqlite_run (statement, error))
    return NULL;

  transaction = g_new0 (GpSqliteTransaction, 1);
  transaction->connection = self;
  return transaction;
}

GpSqliteTransaction *
gp_sqlite_begin (GpSqlite *self, GError **error)
{
  return begin (self, "BEGIN IMMEDIATE", error);
}

GpSqliteTransaction *
gp_sqlite_begin_read (GpSqlite *self, GError **error)
{
  return begin (self, "BEGIN", error);
}

gboolean
gp_sqlite_commit (GpSqliteTransaction *transaction, GError **error)
{
  g_autoptr(GpSqliteTransaction) owned = transaction;
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (owned->connection, "COMMIT", error);
  return statement != NULL && gp_sqlite_run (statement, error);
}

void
gp_sqlite_transaction_free (GpSqliteTransaction *transaction)
{
  if (transaction == NULL)
    return;

  /* Some failures (a full disk) have already rolled back by themselves. */
  if (!sqlite3_get_autocommit (transaction->connection->handle))
    sqlite3_exec (transaction->connection->handle, "ROLLBACK", NULL, NULL, NULL);
  g_free (transaction);
}
