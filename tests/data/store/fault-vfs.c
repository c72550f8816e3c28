/* fault-vfs.c — an SQLite file system whose n-th write fails
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each file wraps one of the real file system, which lies behind it in the same memory. */
#include "config.h"

#include "fault-vfs.h"

#include <glib.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
} FaultFile;

static sqlite3_vfs fault_vfs;
static sqlite3_vfs *real_vfs;
static unsigned countdown; /* writes until the first that fails; 0: disarmed */
static unsigned n_failed;
static int failure;

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

/* SQLITE_OK, or the failure where this write's turn has come. */
static int
count_write (void)
{
  if (countdown == 0)
    return SQLITE_OK;
  if (countdown > 1)
    {
      countdown--;
      return SQLITE_OK;
    }
  n_failed++;
  return failure;
}

static int
fault_close (sqlite3_file *file)
{
  int result = real_of (file)->pMethods->xClose (real_of (file));

  file->pMethods = NULL;
  return result;
}

static int
fault_read (sqlite3_file *file, void *data, int n, sqlite3_int64 offset)
{
  return real_of (file)->pMethods->xRead (real_of (file), data, n, offset);
}

static int
fault_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 offset)
{
  int result = count_write ();

  /* A write that fails may have come half-way. */
  if (result != SQLITE_OK && n > 1)
    real_of (file)->pMethods->xWrite (real_of (file), data, n / 2, offset);
  return result != SQLITE_OK ? result
                             : real_of (file)->pMethods->xWrite (real_of (file), data, n, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int result = count_write ();

  return result != SQLITE_OK ? result : real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  int result = count_write ();

  return result != SQLITE_OK ? SQLITE_IOERR_FSYNC
                             : real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
fault_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
fault_check_reserved_lock (sqlite3_file *file, int *reserved)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), reserved);
}

static int
fault_file_control (sqlite3_file *file, int operation, void *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), operation, argument);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
fault_device_characteristics (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
fault_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, out);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int delete)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), delete);
}

static const sqlite3_io_methods fault_methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_file_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_reserved_lock,
  .xFileControl = fault_file_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_device_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int result;

  self->real = (sqlite3_file *) (self + 1);
  result = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &fault_methods : NULL;
  return result;
}

void
fault_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  g_assert_nonnull (real_vfs);

  fault_vfs = *real_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = fault_open;
  g_assert_cmpint (sqlite3_vfs_register (&fault_vfs, 1), ==, SQLITE_OK);
}

void
fault_vfs_arm (unsigned n, int code)
{
  countdown = n;
  failure = code;
  n_failed = 0;
}

unsigned
fault_vfs_disarm (void)
{
  countdown = 0;
  return n_failed;
}
