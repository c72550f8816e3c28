/* gp-store.c — the file that holds a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * 1. Opening and reading never change a file: the log is not even copied in on closing until a
 *    whole design was read from it.
 * 2. What is written was checked against the file's head in the same transaction.
 * 3. A new file is made under another name and moved to its place.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include "gp-store-migrations.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

G_DEFINE_QUARK (gp - store - error - quark, gp_store_error)
G_DEFINE_FINAL_TYPE (GpStore, gp_store, G_TYPE_OBJECT)

#define CLOSE_TIMEOUT_MS 200

static const int store_codes[] = {
  [GP_SQLITE_ERROR_FAILED] = GP_STORE_ERROR_FAILED,
  [GP_SQLITE_ERROR_OPEN] = GP_STORE_ERROR_OPEN,
  [GP_SQLITE_ERROR_BUSY] = GP_STORE_ERROR_BUSY,
  [GP_SQLITE_ERROR_CORRUPT] = GP_STORE_ERROR_CORRUPT,
  [GP_SQLITE_ERROR_FULL] = GP_STORE_ERROR_FULL,
  [GP_SQLITE_ERROR_READ_ONLY] = GP_STORE_ERROR_READ_ONLY,
  [GP_SQLITE_ERROR_IO] = GP_STORE_ERROR_FAILED,
  [GP_SQLITE_ERROR_CONSTRAINT] = GP_STORE_ERROR_CORRUPT,
  [GP_SQLITE_ERROR_TOO_BIG] = GP_STORE_ERROR_FAILED,
  [GP_SQLITE_ERROR_INTERRUPTED] = GP_STORE_ERROR_FAILED,
};

gboolean
gp_store_translate (gboolean ok, GError **error)
{
  if (!ok && error != NULL && *error != NULL && (*error)->domain == GP_SQLITE_ERROR)
    {
      (*error)->domain = GP_STORE_ERROR;
      (*error)->code = store_codes[(*error)->code];
    }
  return ok;
}

char *
gp_store_dup_column (GpSqliteStatement *select, int i)
{
  const char *text = gp_sqlite_column_text (select, i, NULL);

  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

void
gp_store_copy_log_on_close (GpStore *self, gboolean copy)
{
  sqlite3_db_config (gp_sqlite_get_handle (self->db), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !copy,
                     NULL);
}

/* Nothing was read, so the log stays as it is; but one that is empty is our own, and is taken away.
 * */
static void
tidy_log (GpStore *self)
{
  g_autofree char *log = g_strconcat (gp_sqlite_get_path (self->db), "-wal", NULL);
  GStatBuf at;

  if (g_stat (log, &at) == 0 && at.st_size == 0)
    gp_store_copy_log_on_close (self, TRUE);
}

static void
gp_store_finalize (GObject *object)
{
  GpStore *self = GP_STORE (object);

  if (self->db != NULL && gp_store_end_place (self))
    {
      tidy_log (self);
      gp_sqlite_set_busy_timeout (self->db, CLOSE_TIMEOUT_MS);
      gp_store_unregister_owner (self);
    }
  gp_store_end_numbers (self);
  g_clear_pointer (&self->db, gp_sqlite_free);
  g_clear_pointer (&self->kind_of_number, g_array_unref);
  g_clear_pointer (&self->property_of_number, g_array_unref);
  g_clear_pointer (&self->backup_path, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->log_path, g_free);

  G_OBJECT_CLASS (gp_store_parent_class)->finalize (object);
}

static void
gp_store_class_init (GpStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_store_finalize;
}

static void
gp_store_init (GpStore *self)
{
  self->head = -1;
  self->kind_of_number = g_array_new (FALSE, FALSE, sizeof (int));
  self->property_of_number = g_array_new (FALSE, FALSE, sizeof (int));
}

GpStore *
gp_store_new_connection (const char *path, GpSqliteMode mode, GError **error)
{
  g_autoptr(GpStore) self = g_object_new (GP_TYPE_STORE, NULL);

  self->path = g_filename_display_name (path);
  self->db = gp_sqlite_open (path, mode, error);
  if (self->db == NULL)
    return NULL;
  gp_store_note_place (self);
  return g_steal_pointer (&self);
}

gboolean
gp_store_read_head (GpStore *self, gint64 *out, GError **error)
{
  return gp_sqlite_query_int (self->db, "SELECT head FROM state", out, error);
}

/* All of @design into the empty file of @self, which nobody else knows yet. */
static gboolean
fill_file (GpStore *self, GpDesign *design, GError **error)
{
  /* If we die the file is never given its name, so it need not survive. The design vouches for the
   * references. */
  static const char fast[] = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                             "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536";
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  const GpStoreMigration *migrations;
  gsize n;

  migrations = gp_store_get_migrations (&n);
  if (!gp_sqlite_exec (self->db, fast, error) ||
      !gp_store_migrate (self->db, migrations, n, NULL, error))
    return FALSE;

  transaction = gp_sqlite_begin (self->db, error);
  return transaction != NULL && gp_store_write_dictionary (self, error) &&
         gp_store_begin_numbers (self, error) && gp_store_write_all (self, design, error) &&
         gp_store_create_indexes (self->db, error) &&
         gp_sqlite_commit (g_steal_pointer (&transaction), error) &&
         gp_sqlite_use_wal (self->db, error);
}

GpStore *
gp_store_create (const char *path, GpDesign *design, GError **error)
{
  g_autofree char *temporary = NULL;
  g_autoptr(GpStore) self = NULL;
  gboolean ok;

  g_return_val_if_fail (path != NULL && GP_IS_DESIGN (design), NULL);

  temporary = gp_store_dup_temporary (path, error);
  if (temporary == NULL)
    return NULL;

  self = gp_store_new_connection (temporary, GP_SQLITE_CREATE, error);
  ok = self != NULL && fill_file (self, design, error);
  g_clear_object (&self);

  ok = ok && gp_store_publish (temporary, path, FALSE, error);
  gp_store_unlink (temporary);
  if (!gp_store_translate (ok, error))
    return NULL;

  self = gp_store_open (path, 0, error);
  if (self != NULL)
    {
      self->head = 0;
      gp_store_copy_log_on_close (self, TRUE);
    }
  return g_steal_pointer (&self);
}

/* Whether SQLite can keep its files beside @path. */
static gboolean
is_folder_writable (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_access (folder, W_OK) == 0;
}

static GpStoreAccess
find_access (const char *path, GpStoreFlags flags, int format)
{
  if (format > GP_STORE_FORMAT)
    return GP_STORE_ACCESS_NEWER;
  if (flags & GP_STORE_OPEN_READ_ONLY)
    return GP_STORE_ACCESS_ASKED;
  if (g_access (path, W_OK) != 0 || !is_folder_writable (path))
    return GP_STORE_ACCESS_PROTECTED;
  return GP_STORE_ACCESS_WRITABLE;
}

static GpSqliteMode
find_mode (const char *path, GpStoreAccess access)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  if (access == GP_STORE_ACCESS_WRITABLE)
    return GP_SQLITE_READ_WRITE;

  /* A reader of a file with a log shares memory with its writers, through a file beside it. Where
   * there is no log there is no writer, and the file is read as it lies. */
  return g_file_test (log, G_FILE_TEST_EXISTS) ? GP_SQLITE_READ_ONLY : GP_SQLITE_IMMUTABLE;
}

static gboolean
check_file (GpStore *self, GError **error)
{
  gint64 application = 0, format = 0;

  if (!gp_sqlite_query_int (self->db, "PRAGMA application_id", &application, error) ||
      !gp_sqlite_query_int (self->db, "PRAGMA user_version", &format, error))
    return FALSE;

  if (application != GP_STORE_APPLICATION_ID || format < 1 || format > G_MAXINT)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                   _("“%s” is damaged. It was not changed."), self->path);
      return FALSE;
    }

  self->format = (int) format;
  if (self->format > GP_STORE_FORMAT)
    self->access = GP_STORE_ACCESS_NEWER;
  return TRUE;
}

static gboolean
bring_up_to_date (GpStore *self, GError **error)
{
  const GpStoreMigration *migrations;
  gsize n;

  if (self->format >= GP_STORE_FORMAT)
    return TRUE;

  if (self->access != GP_STORE_ACCESS_WRITABLE)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_READ_ONLY,
                   _("“%s” has an older format and must be brought up to date, but cannot be"
                     " written. Copy it to where you can write."),
                      self->path);
      return FALSE;
    }

  migrations = gp_store_get_migrations (&n);
  if (!gp_store_migrate (self->db, migrations, n, &self->backup_path, error))
    return FALSE;
  self->format = GP_STORE_FORMAT;
  return TRUE;
}

static gboolean
read_journal_mode (GpStore *self, GError **error)
{
  g_autoptr(GpSqliteStatement)
               statement = gp_sqlite_prepare (self->db, "PRAGMA journal_mode", error);

  if (statement == NULL || gp_sqlite_step (statement, error) == GP_SQLITE_FAILED)
    return FALSE;

  self->is_wal = g_strcmp0 (gp_sqlite_column_text (statement, 0, NULL), "wal") == 0;
  return TRUE;
}

static gboolean
examine (GpStore *self, GError **error)
{
  gboolean unknown;

  gp_store_copy_log_on_close (self, FALSE);

  if (!check_file (self, error) || !bring_up_to_date (self, error) ||
      !gp_store_check_schema (self, error) || !read_journal_mode (self, error) ||
      !gp_store_load_dictionary (self, &unknown, &self->lacks_nicks, error))
    return FALSE;

  /* With a log, an ended process loses nothing by this; a loss of power may cost the last steps. */
  if (self->is_wal && !gp_sqlite_exec (self->db, "PRAGMA synchronous = NORMAL", error))
    return FALSE;

  gp_store_note_log (self);
  if (unknown)
    self->access = GP_STORE_ACCESS_NEWER;
  return self->access == GP_STORE_ACCESS_WRITABLE ||
         gp_sqlite_exec (self->db, "PRAGMA query_only = 1", error);
}

GpStore *
gp_store_open (const char *path, GpStoreFlags flags, GError **error)
{
  g_autoptr(GpStore) self = NULL;
  GpStoreAccess access;
  int format;

  g_return_val_if_fail (path != NULL, NULL);

  if (!gp_store_check_header (path, &format, error))
    return NULL;

  access = find_access (path, flags, format);
  self = gp_store_new_connection (path, find_mode (path, access), error);
  if (self == NULL)
    {
      gp_store_translate (FALSE, error);
      return NULL;
    }

  self->access = access;
  return gp_store_translate (examine (self, error), error) ? g_steal_pointer (&self) : NULL;
}

const char *
gp_store_get_path (GpStore *self)
{
  return gp_sqlite_get_path (self->db);
}

GpStoreAccess
gp_store_get_access (GpStore *self)
{
  return self->access;
}

gboolean
gp_store_get_read_only (GpStore *self)
{
  return self->access != GP_STORE_ACCESS_WRITABLE || self->is_lost;
}

int
gp_store_get_format (GpStore *self)
{
  return self->format;
}

void
gp_store_set_busy_timeout (GpStore *self, int milliseconds)
{
  gp_sqlite_set_busy_timeout (self->db, milliseconds);
}

char *
gp_store_dup_backup_path (GpStore *self)
{
  return g_strdup (self->backup_path);
}

GpDesign *
gp_store_load_design (GpStore *self, GError **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpDesign) design = NULL;
  gint64 head = 0;
  gboolean ok;

  g_return_val_if_fail (GP_IS_STORE (self), NULL);

  transaction = gp_sqlite_begin_read (self->db, error);
  ok = transaction != NULL && gp_store_read_head (self, &head, error) &&
       (design = gp_store_read_design (self, error)) != NULL;
  if (!gp_store_translate (ok, error))
    return NULL;

  self->head = head;
  gp_store_copy_log_on_close (self, TRUE);
  return g_steal_pointer (&design);
}

/* What belongs to this file and not to its copy. */
static gboolean
finish_copy (const char *path, GError **error)
{
  g_autoptr(GpSqlite) db = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, error);

  return db != NULL && gp_sqlite_exec (db, "PRAGMA synchronous = OFF; DELETE FROM owner", error) &&
         gp_sqlite_use_wal (db, error);
}

gboolean
gp_store_save_as (GpStore *self, const char *path, GError **error)
{
  g_autofree char *temporary = NULL;
  gboolean ok;

  g_return_val_if_fail (GP_IS_STORE (self) && path != NULL, FALSE);

  /* Every step is in the file already. Not so where another file has come to its place. */
  if (gp_store_is_at (self, path))
    return TRUE;

  temporary = gp_store_dup_temporary (path, error);
  if (temporary == NULL)
    return FALSE;

  /* To SQLite, writing another file is writing. */
  ok = gp_sqlite_exec (self->db, "PRAGMA query_only = 0", error) &&
       gp_sqlite_backup (self->db, temporary, error) && finish_copy (temporary, error);
  if (ok)
    gp_store_make_room (self, path);
  ok = ok && gp_store_publish (temporary, path, TRUE, error);
  if (gp_store_get_read_only (self))
    gp_sqlite_exec (self->db, "PRAGMA query_only = 1", NULL);
  gp_store_unlink (temporary);
  return gp_store_translate (ok, error);
}
