/* gp-n8n-import.h — workflows of n8n become flows
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-import.h"

G_BEGIN_DECLS

/* An importer, see GpImporter: a workflow as n8n downloads it, or a list of such. */
int       gp_n8n_import_sniff (const char *path, const char *head, gsize length);
GpDesign *gp_n8n_import_run   (const char *path, const char *content, gsize length,
                               const GpImportOptions *options, GPtrArray *findings,
                               GCancellable *cancellable, GError **error);

G_END_DECLS
