/* gp-import-postgresql.h — the importer of PostgreSQL's DDL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-import.h"

G_BEGIN_DECLS

/* The functions of a GpImporter. */
int       gp_import_postgresql_sniff (const char *path, const char *head, gsize length);
GpDesign *gp_import_postgresql_run   (const char *path, const char *content, gsize length,
                                      const GpImportOptions *options, GPtrArray *findings,
                                      GCancellable *cancellable, GError **error);

G_END_DECLS
