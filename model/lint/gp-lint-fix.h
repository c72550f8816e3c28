/* gp-lint-fix.h — many problems mended in one step
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-finding.h"

G_BEGIN_DECLS

/**
 * gp_lint_fix_all:
 * @findings: of GpFinding; those with @code and a fix are mended
 * @out_n: (optional): how many are
 *
 * A fix that another one has made impossible or needless is left out.
 *
 * Returns: (transfer full): one change set with a title in words; empty where nothing is mended
 */
GpChangeSet *gp_lint_fix_all (GpDesign *design, GPtrArray *findings, const char *code,
                              guint *out_n);

G_END_DECLS
