/* gp-export-access.h — who may do what, for people and other programs to read
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

/* The functions of GpExporters. CSV: a line for each role, entity and action. HTML: one page that
 * needs nothing else. */
void gp_export_access_csv_write  (GpDesign *design, GString *out, GPtrArray *findings);
void gp_export_access_html_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS
