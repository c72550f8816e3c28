/* gp-store-file.c — the file around the database: what it is, and how it appears
 * SPDX-License-Identifier: Apache-2.0
 *
 * A file is looked at before SQLite opens it: opening a file for writing may already change it (a
 * journal is rolled back, a log is copied in), and what is not ours is never changed. New files are
 * made under another name beside their place, synced and then renamed, so that they appear whole.
 */
#define _GNU_SOURCE  /* renameat2 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_SIZE           100
#define OFFSET_USER_VERSION   60
#define OFFSET_APPLICATION_ID 68

static guint32
read_big_endian (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

gboolean
gp_store_is_header (const void *data, gsize size)
{
  const guint8 *bytes = data;

  return size >= HEADER_SIZE && memcmp (bytes, "SQLite format 3", 16) == 0 &&
         read_big_endian (bytes + OFFSET_APPLICATION_ID) == GP_STORE_APPLICATION_ID;
}

static gboolean
fail_errno (GError **error, const char *format, const char *path, int number)
{
  g_autofree char *shown = g_filename_display_name (path);
  GpStoreError code = GP_STORE_ERROR_FAILED;
  g_autofree char *sentence = NULL;

  if (number == ENOENT || number == ENOTDIR || number == EISDIR)
    code = GP_STORE_ERROR_OPEN;
  else if (number == EACCES || number == EPERM || number == EROFS)
    code = GP_STORE_ERROR_READ_ONLY;
  else if (number == ENOSPC || number == EDQUOT)
    code = GP_STORE_ERROR_FULL;
  else if (number == EEXIST)
    code = GP_STORE_ERROR_EXISTS;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (format, shown);
#pragma GCC diagnostic pop
  g_set_error (error, GP_STORE_ERROR, code, "%s (%s)", sentence, g_strerror (number));
  return FALSE;
}

gboolean
gp_store_check_header (const char *path, int *format, GError **error)
{
  guint8 header[HEADER_SIZE];
  g_autofree char *shown = g_filename_display_name (path);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n;

  if (fd < 0)
    {
      int number = errno;

      fail_errno (error, _("“%s” cannot be opened."), path, number);
      if (error != NULL && *error != NULL)
        (*error)->code = GP_STORE_ERROR_OPEN;
      return FALSE;
    }

  n = read (fd, header, sizeof header);
  if (n < 0)
    fail_errno (error, _("“%s” cannot be read."), path, errno);
  g_close (fd, NULL);
  if (n < 0)
    return FALSE;

  if (!gp_store_is_header (header, n))
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN,
                   _("“%s” is not a Groundplan design. It was not changed."), shown);
      return FALSE;
    }

  *format = (int) read_big_endian (header + OFFSET_USER_VERSION);
  if (*format < 1)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                   _("“%s” names no valid format version. It was not changed."), shown);
      return FALSE;
    }
  return TRUE;
}

char *
gp_store_dup_temporary (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);
  g_autofree char *temporary = g_build_filename (folder, hidden, NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      fail_errno (error, _("“%s” cannot be written."), path, errno);
      return NULL;
    }

  g_close (fd, NULL);
  return g_steal_pointer (&temporary);
}

void
gp_store_unlink (const char *path)
{
  static const char *const companions[] = { "", "-journal", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *name = g_strconcat (path, companions[i], NULL);

      g_unlink (name);
    }
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    fail_errno (error, _("“%s” could not be written to the disk."), path, errno);
  if (fd >= 0)
    g_close (fd, NULL);
  return ok;
}

/* Moves without replacing anything, also where the file system cannot do that in one call. */
static int
move_new (const char *temporary, const char *path)
{
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return -1;
  if (link (temporary, path) != 0)
    return -1;
  g_unlink (temporary);
  return 0;
}

/* Its log beside a file says that a program has it open, or died with it open. The last one to
 * close it takes the log away. */
static gboolean
is_open_elsewhere (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GpSqlite *db;

  if (!g_file_test (log, G_FILE_TEST_EXISTS))
    return FALSE;

  db = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, NULL);
  if (db != NULL)
    gp_sqlite_exec (db, "SELECT head FROM state", NULL);
  gp_sqlite_free (db);
  return g_file_test (log, G_FILE_TEST_EXISTS);
}

static gboolean
move_over (const char *temporary, const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  GStatBuf old;

  if (is_open_elsewhere (path))
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_BUSY,
                   _("“%s” is open in another program. Close it there, or choose another name."),
                      shown);
      return FALSE;
    }

  if (g_stat (path, &old) == 0)
    g_chmod (temporary, old.st_mode & 07777);
  if (g_rename (temporary, path) != 0)
    return fail_errno (error, _("“%s” cannot be written."), path, errno);
  return TRUE;
}

gboolean
gp_store_publish (const char *temporary, const char *path, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (path);

  if (!sync_path (temporary, O_RDONLY, error))
    return FALSE;

  if (replace && !move_over (temporary, path, error))
    return FALSE;

  if (!replace && move_new (temporary, path) != 0)
    {
      if (errno != EEXIST)
        return fail_errno (error, _("“%s” cannot be written."), path, errno);
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS,
                   _("“%s” is already there."), shown);
      return FALSE;
    }

  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}
