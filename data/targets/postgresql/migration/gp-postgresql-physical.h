/* gp-postgresql-physical.h — a design as PostgreSQL is going to know it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_postgresql_physical: (transfer full): a copy of @design in which all that PostgreSQL would
 * name by itself has a name (made from the element's id, so that it stays when others change), and
 * the checks are written in SQL.
 *
 * @findings: (nullable): a warning for each check that cannot be said; it is left out
 */
GpDesign *gp_postgresql_physical   (GpDesign *design, GPtrArray *findings);

/** gp_postgresql_say_checks: (transfer full): a copy of @design with its checks in SQL, and without
 * those that cannot be said. @findings: (nullable): as above */
GpDesign *gp_postgresql_say_checks (GpDesign *design, GPtrArray *findings);

G_END_DECLS
