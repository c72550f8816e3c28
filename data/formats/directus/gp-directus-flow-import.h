/* gp-directus-flow-import.h — flows of Directus become flows
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-import.h"

G_BEGIN_DECLS

/* An importer, see GpImporter: the JSON of GET /flows?fields=*,operations.*, or what the export of
 * flows for Directus writes. */
int       gp_directus_flow_import_sniff (const char *path, const char *head, gsize length);
GpDesign *gp_directus_flow_import_run   (const char *path, const char *content, gsize length,
                                         const GpImportOptions *options, GPtrArray *findings,
                                         GCancellable *cancellable, GError **error);

G_END_DECLS
