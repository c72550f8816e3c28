/* gp-directus-snapshot-import.h — snapshots of a Directus schema become designs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-import.h"

G_BEGIN_DECLS

/* An importer, see GpImporter: what `directus schema snapshot` writes, as YAML or JSON, or the
 * answer of GET /schema/snapshot. A snapshot holds neither permissions nor flows. */
int       gp_directus_snapshot_import_sniff (const char *path, const char *head, gsize length);
GpDesign *gp_directus_snapshot_import_run   (const char *path, const char *content, gsize length,
                                             const GpImportOptions *options, GPtrArray *findings,
                                             GCancellable *cancellable, GError **error);

G_END_DECLS
