/* gp-store-migrations.h — files of older formats are brought up to date
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sqlite.h"

G_BEGIN_DECLS

/** GpStoreMigration: one step of the format; its statements run in the transaction of all steps. */
typedef struct
{
  int        to;                                     /* the format that it leads to */
  gboolean (*run) (GpSqlite *db, GError **error);
} GpStoreMigration;

/** gp_store_get_migrations: all of this program, ascending; the first makes the tables. */
const GpStoreMigration *gp_store_get_migrations (gsize *n);

/**
 * gp_store_migrate: from the format of the file to the last of @migrations, all or nothing.
 * @out_backup: (out) (transfer full): the copy of the file as it was, made before anything is
 *   changed; NULL: make none, for a file that is new
 */
gboolean  gp_store_migrate (GpSqlite *db, const GpStoreMigration *migrations, gsize n,
                            char **out_backup, GError **error);

G_END_DECLS
