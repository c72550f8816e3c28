/* gp-export-postgresql.h — designs in PostgreSQL's DDL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

/* The function of a GpExporter. */
void gp_export_postgresql_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS
