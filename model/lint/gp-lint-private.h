/* gp-lint-private.h — what the families of lint rules share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-lint.h"

G_BEGIN_DECLS

/** GpLintRun: one run over one design. */
typedef struct
{
  GpDesign   *design;
  GPtrArray  *findings;     /* GpFinding */
  GHashTable *waived;       /* "CODE id" */
  GHashTable *met;          /* "CODE id": of those, what there was to waive */
} GpLintRun;

/** gp_lint_report: @code: a static string of the catalogue. @fix: (transfer full) (nullable). */
void gp_lint_report (GpLintRun *run, const char *code, const GpElement *about, GpChangeSet *fix,
                     const char *format, ...) G_GNUC_PRINTF (5, 6);

/** gp_lint_report_at: the same of one property of @about; GP_N_PROPERTIES: of none. */
void gp_lint_report_at (GpLintRun *run, const char *code, const GpElement *about,
                        GpProperty property, const char *format, ...) G_GNUC_PRINTF (5, 6);

/** gp_lint_advise: as gp_lint_report_at(), but as advice where the rule itself says more: what was
 * only begun is not wrong yet. @message: a sentence. */
void gp_lint_advise (GpLintRun *run, const char *code, const GpElement *about,
                     GpProperty property, const char *message);

/** gp_lint_was_met: whether the waiver of @code at @about (NULL: the design) was needed so far. */
gboolean gp_lint_was_met (GpLintRun *run, const char *code, const GpId *about);

/* The families: each adds its findings. */
void gp_lint_structure (GpLintRun *run);    /* DES */
void gp_lint_data      (GpLintRun *run);    /* DAT */
void gp_lint_access    (GpLintRun *run);    /* PRM, TEN */
void gp_lint_flows     (GpLintRun *run);    /* FLW, EVT */
void gp_lint_expressions (GpLintRun *run);  /* EXP */
void gp_lint_drawing   (GpLintRun *run);    /* DOM, VIW */
void gp_lint_waivers   (GpLintRun *run);    /* WVR; after all the others */

G_END_DECLS
