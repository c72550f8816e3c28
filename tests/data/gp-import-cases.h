/* gp-import-cases.h — importers are tested by files: an SQL text, and what is made of it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-design.h"

G_BEGIN_DECLS

/** gp_import_dump: (transfer full): a design and its findings as lines of text without ids. */
char *gp_import_dump      (GpDesign *design, GPtrArray *findings);

/**
 * gp_import_cases_add: a test for each file tests/data/import/NAME.sql or NAME-….sql: its dump must
 * be that of the file beside it that ends in .expected, and so must be the dump without findings
 * after the design was exported to PostgreSQL and imported again.
 *
 * With GP_UPDATE_GOLDEN=1 in the environment the expected files are written instead.
 */
void  gp_import_cases_add (const char *name);

/** gp_import_cases_main: a whole test program for one module. */
int   gp_import_cases_main (int argc, char *argv[], const char *name);

G_END_DECLS
