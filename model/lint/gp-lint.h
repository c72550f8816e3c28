/* gp-lint.h — what can be noticed about a design as it stands
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>
#include "gp-finding.h"

G_BEGIN_DECLS

/** GpLintRule: one line of the catalogue. Static strings; @title and @why untranslated. */
typedef struct
{
  const char *code;         /* stable, as "DAT102" */
  GpSeverity  severity;
  const char *title;        /* what is wrong, in a few words */
  const char *why;          /* what it leads to */
} GpLintRule;

/** gp_lint_get_rule: the @i-th rule by code, or NULL past the last. gp_lint_find_rule: NULL where
 * there is none. Thread-safe. */
const GpLintRule *gp_lint_get_rule  (gsize i);
const GpLintRule *gp_lint_find_rule (const char *code);

/**
 * gp_lint_run: all rules over @design, which nobody changes meanwhile: a worker gets a copy.
 * Problems that a waiver of the design is about are left out.
 *
 * Returns (transfer full): array of GpFinding with messages and fixes: errors first, then by code
 * and by the design's order. NULL where @cancellable was cancelled. O(elements).
 */
GPtrArray *gp_lint_run (GpDesign *design, GCancellable *cancellable);

G_END_DECLS
