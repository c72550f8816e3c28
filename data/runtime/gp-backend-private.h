/* gp-backend-private.h — the parts of a backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"

G_BEGIN_DECLS

struct _GpBackend
{
  GpSqlite *sqlite;
  GpDesign *design;       /* NULL before the first deployment */
  GpSchema *schema;
  GpAccess *access;
  guint     revision;
  gint64    deployment;   /* the number of the one that @design is of; -1 before any is read */
  gint64    deadline;     /* monotonic; 0 for none */
  GpEventLog *events;     /* borrowed; NULL where nobody wants to know */
};

/** gp_backend_read_deployment: the number of the last deployment to the file; 0 before the
 * first. */
gboolean  gp_backend_read_deployment (GpBackend *self, gint64 *out, GError **error);

/** gp_backend_save_state: within a transaction: the design, and the tables as they are now. */
gboolean  gp_backend_save_state  (GpBackend *self, GpDesign *design, const GpPlan *plan,
                                  GError **error);

/** gp_backend_set_numbers: within a transaction: where the numbered columns of @schema go on. */
gboolean  gp_backend_set_numbers (GpBackend *self, GpSchema *schema, GError **error);

/** gp_backend_adopt: takes all three. */
void      gp_backend_adopt       (GpBackend *self, GpDesign *design, GpSchema *schema,
                                  GpAccess *access);

G_END_DECLS
