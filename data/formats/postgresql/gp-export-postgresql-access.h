/* gp-export-postgresql-access.h — who may do what, as PostgreSQL enforces it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

/* The function of a GpExporter: a script for a database that has the tables of
 * gp_export_postgresql_write(). It can be run again. A rule that cannot be said grants nothing, or
 * forbids all that it is about, and is a finding: never does the database allow more. */
void gp_export_postgresql_access_write (GpDesign *design, GString *out, GPtrArray *findings);

/** gp_export_postgresql_access_write_statements: the same for a transaction of the caller's. */
void gp_export_postgresql_access_write_statements (GpDesign *design, GString *out,
                                                   GPtrArray *findings);

/** gp_export_postgresql_access_write_callers: only the functions that know who asks, and the roles
 * that requests come as; what these may do with tables stays as it is. */
void gp_export_postgresql_access_write_callers (GpDesign *design, GString *out);

G_END_DECLS
