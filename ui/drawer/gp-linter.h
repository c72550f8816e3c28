/* gp-linter.h — runs lint in the background after every change
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpLinter: keeps the findings of a design up to date. A run works on a copy in a worker thread;
 * the answer to a design that has changed meanwhile is dropped.
 *
 * GpLinter::changed (GpLinter *self): there are new findings.
 */
#define GP_TYPE_LINTER (gp_linter_get_type ())
G_DECLARE_FINAL_TYPE (GpLinter, gp_linter, GP, LINTER, GObject)

GpLinter  *gp_linter_new          (GpSession *session);

/** gp_linter_get_findings: (transfer none): of GpFinding, worst first: of the design, then of the
 * import that it came from. Empty before the first run has ended. */
GPtrArray *gp_linter_get_findings (GpLinter *self);

/** gp_linter_count: how many there are of at least this severity. */
guint      gp_linter_count        (GpLinter *self, GpSeverity severity);

/** gp_linter_count_problems: what the window counts wherever it counts problems: errors and
 * warnings. Advice is listed, and not counted. */
guint      gp_linter_count_problems (GpLinter *self);

G_END_DECLS
