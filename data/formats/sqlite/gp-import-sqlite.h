/* gp-import-sqlite.h — the importer of SQLite databases
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-import.h"

G_BEGIN_DECLS

/* The functions of a GpImporter that opens the file itself; read-only, and without leaving files
 * beside it. */
int       gp_import_sqlite_sniff (const char *path, const char *head, gsize length);
GpDesign *gp_import_sqlite_run   (const char *path, const char *content, gsize length,
                                  const GpImportOptions *options, GPtrArray *findings,
                                  GCancellable *cancellable, GError **error);

G_END_DECLS
