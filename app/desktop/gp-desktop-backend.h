/* gp-desktop-backend.h — a design of what a live backend holds
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gp_desktop_backend_read: asks the backend and waits; for a worker.
 * @type: "postgresql"
 * @token: (nullable)
 * @out_findings: (transfer full): of GpFinding: what has no place in the design
 *
 * Returns: (transfer full): NULL with GP_TARGET_ERROR or G_IO_ERROR_CANCELLED
 */
GpDesign *gp_desktop_backend_read (const char *type, const char *url, const char *token,
                                   GPtrArray **out_findings, GCancellable *cancellable,
                                   GError **error);

/** gp_desktop_backend_add_target: @out: the element of kind target in @design that leads back to
 * the backend; the design of a deployment may have it already. */
gboolean  gp_desktop_backend_add_target (GpDesign *design, const char *type, const char *url,
                                         GpId *out, GError **error);

G_END_DECLS
