/* gp-backend-drift.h — tables that another program has taken something from
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"

G_BEGIN_DECLS

/**
 * gp_backend_check_tables: whether every table and column of the deployed design is in the file.
 *
 * One statement for each table. FALSE with a 503 "drift" problem that names the first that is gone,
 * or with an error of the database.
 */
gboolean gp_backend_check_tables (GpBackend *self, GError **error);

G_END_DECLS
