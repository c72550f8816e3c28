/* gp-serverless-import.h — Serverless Workflow 1.0 becomes flows
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-import.h"

G_BEGIN_DECLS

/* An importer, see GpImporter. Each document of the file is a flow. */
int       gp_serverless_import_sniff (const char *path, const char *head, gsize length);
GpDesign *gp_serverless_import_run   (const char *path, const char *content, gsize length,
                                      const GpImportOptions *options, GPtrArray *findings,
                                      GCancellable *cancellable, GError **error);

G_END_DECLS
