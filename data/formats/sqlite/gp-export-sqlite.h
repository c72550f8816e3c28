/* gp-export-sqlite.h — designs in SQLite's DDL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

/* The function of a GpExporter. */
void gp_export_sqlite_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS
