/* fault-vfs.h — an SQLite file system whose n-th write fails
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <sqlite3.h>

/** fault_vfs_install: becomes the default of SQLite in this process, over the one that was. */
void fault_vfs_install (void);

/** fault_vfs_arm: the @n-th write, truncation or sync from now on fails with @code (SQLITE_FULL,
 * SQLITE_IOERR_WRITE…), and so do all after it until fault_vfs_disarm(). */
void fault_vfs_arm (unsigned n, int code);

/** fault_vfs_disarm: returns how many writes have failed. */
unsigned fault_vfs_disarm (void);
