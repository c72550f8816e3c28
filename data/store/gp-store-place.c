/* gp-store-place.c — whether a store's file is still where it was
 * SPDX-License-Identifier: Apache-2.0
 *
 * SQLite goes on writing into a file that was moved or replaced, and its log lies at the old path:
 * whoever opens another file there takes that log for the file's own and overwrites its pages. So
 * a store lets go of its file as soon as the path leads elsewhere. The log is brought into the file
 * that it belongs to and taken away; what the file held is kept in memory, to be read and copied.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-diff.h"
#include "gp-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

void
gp_store_note_place (GpStore *self)
{
  sqlite3 *handle = gp_sqlite_get_handle (self->db);
  int moved = 0;

  /* Moved between being opened and being looked at: what lies there is not ours. */
  sqlite3_file_control (handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  self->has_place = g_stat (gp_sqlite_get_path (self->db), &self->place) == 0 && !moved;
}

void
gp_store_note_log (GpStore *self)
{
  sqlite3 *handle = gp_sqlite_get_handle (self->db);

  g_free (self->log_path);
  self->log_path = g_strdup (sqlite3_filename_wal (sqlite3_db_filename (handle, "main")));
  self->has_log = g_stat (self->log_path, &self->log) == 0;
}

static gboolean
is_same (const GStatBuf *a, const GStatBuf *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* A path that cannot be looked at just now, on a disk that is far away, says nothing: writing will
 * say what is wrong. */
static gboolean
leads_to_us (GpStore *self, const char *path, gboolean if_unknown)
{
  GStatBuf now;

  if (g_stat (path, &now) != 0)
    return errno != ENOENT && errno != ENOTDIR && errno != ELOOP && if_unknown;
  return self->has_place && is_same (&now, &self->place);
}

/* Whether the log at our path is the one that we wrote, and not that of another file. */
static gboolean
is_log_ours (GpStore *self)
{
  GStatBuf now;

  return self->has_log && g_stat (self->log_path, &now) == 0 && is_same (&now, &self->log);
}

static void
unlink_log (GpStore *self)
{
  g_autofree char *index = NULL;

  if (!is_log_ours (self))
    return;
  index = g_strdup (self->log_path);
  memcpy (index + strlen (index) - strlen ("-shm"), "-shm", strlen ("-shm"));
  g_unlink (self->log_path);
  g_unlink (index);
}

/* To leave the mode SQLite locks the file, copies the log in and unlinks it; only then it sees that
 * the file has moved, and fails. Where another program has the file open it does none of that. */
static void
settle_log (GpStore *self)
{
  sqlite3 *handle = gp_sqlite_get_handle (self->db);
  int unread = 0;

  sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &unread);
  if (unread || self->access != GP_STORE_ACCESS_WRITABLE || !is_log_ours (self))
    return;
  gp_sqlite_set_busy_timeout (self->db, 0);
  gp_sqlite_exec (self->db, "PRAGMA journal_mode = DELETE", NULL);
}

/* @keep: what the file held is needed further. */
static void
let_go (GpStore *self, gboolean keep)
{
  g_autoptr(GpSqlite) memory = NULL;
  g_autoptr(GError) error = NULL;
  const char *path = gp_sqlite_get_path (self->db);

  self->is_lost = TRUE;
  self->owner = 0;              /* our row is not ours to write any more */
  if (keep)
    memory = gp_sqlite_copy_to_memory (self->db, &error);
  if (error != NULL)
    g_warning ("%s", error->message);

  /* Without a copy the log is read further. */
  if (error == NULL)
    settle_log (self);
  gp_store_copy_log_on_close (self, FALSE);
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !leads_to_us (self, path, TRUE))
    unlink_log (self);

  if (memory != NULL)
    {
      gp_sqlite_free (self->db);
      self->db = g_steal_pointer (&memory);
    }
  gp_sqlite_exec (self->db, "PRAGMA query_only = 1", NULL);
}

gboolean
gp_store_is_lost (GpStore *self)
{
  g_return_val_if_fail (GP_IS_STORE (self), FALSE);

  if (!self->is_lost && !leads_to_us (self, gp_sqlite_get_path (self->db), TRUE))
    let_go (self, TRUE);
  return self->is_lost;
}

gboolean
gp_store_end_place (GpStore *self)
{
  if (!self->is_lost && !leads_to_us (self, gp_sqlite_get_path (self->db), TRUE))
    let_go (self, FALSE);
  return !self->is_lost;
}

gboolean
gp_store_check_place (GpStore *self, GError **error)
{
  if (leads_to_us (self, gp_sqlite_get_path (self->db), TRUE) && !self->is_lost)
    return TRUE;

  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MOVED,
               _("“%s” was moved, deleted or replaced by another program. Save the design as"
                 " another file to change it."),
                  self->path);
  return FALSE;
}

gboolean
gp_store_is_at (GpStore *self, const char *path)
{
  g_return_val_if_fail (GP_IS_STORE (self) && path != NULL, FALSE);

  return !gp_store_is_lost (self) && leads_to_us (self, path, FALSE);
}

void
gp_store_make_room (GpStore *self, const char *path)
{
  g_autofree char *ours = g_canonicalize_filename (gp_sqlite_get_path (self->db), NULL);
  g_autofree char *wanted = g_canonicalize_filename (path, NULL);

  /* What is written there now must not find our log. */
  if (self->is_lost && g_str_equal (ours, wanted))
    unlink_log (self);
}

static gboolean
holds (GpStore *self, GpDesign *design)
{
  g_autoptr(GpDesign) found = gp_store_load_design (self, NULL);
  g_autoptr(GpChangeSet) changes = NULL;

  if (found == NULL ||
      !gp_id_equal (gp_design_get_root_id (found), gp_design_get_root_id (design)))
    return FALSE;
  changes = gp_diff (design, found, GP_DIFF_ALL);
  return gp_change_set_get_size (changes) == 0;
}

GpStore *
gp_store_come_back (GpStore *self, GpDesign *design)
{
  g_autoptr(GpStore) again = NULL;
  GpStoreFlags flags = self->access == GP_STORE_ACCESS_ASKED ? GP_STORE_OPEN_READ_ONLY : 0;
  const char *path = gp_sqlite_get_path (self->db);

  g_return_val_if_fail (GP_IS_STORE (self) && GP_IS_DESIGN (design), NULL);

  if (!self->is_lost || self->is_gone || !leads_to_us (self, path, FALSE))
    return NULL;

  /* The number of a file that was deleted is given to another: what it holds must be ours, too. */
  again = gp_store_open (path, flags, NULL);
  if (again != NULL && leads_to_us (self, path, FALSE) && holds (again, design))
    return g_steal_pointer (&again);

  self->is_gone = TRUE;
  return NULL;
}
