/* gp-run-words.h — runs of a backend, in a few words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-counts.h"
#include "gp-run-detail.h"

G_BEGIN_DECLS

/* All are translated; what is said to be (transfer full) is. */

/** gp_run_words_status: "failed", "waiting". @out_class: of the pill: "error"…; static. */
const char *gp_run_words_status (const GpRunSummary *run, const char **out_class);

/** gp_run_words_flow: (transfer full): the title of its flow; the name that it had where that is
 * gone. */
char       *gp_run_words_flow   (const GpRunSummary *run, GpDesign *design);

/** gp_run_words_facts: (transfer full): "14:05 · 1.2 s · Test result updated, ana@example.org". */
char       *gp_run_words_facts  (const GpRunSummary *run, GpDesign *design);

/** gp_run_words_seconds: (transfer full): "12 ms", "0.4 s". */
char       *gp_run_words_seconds (double seconds);

/** gp_run_words_tally: (transfer full): "12 runs, 2 failed, 1 goes on, 0.4 s", to be read aloud.
 * @most: how many are counted at most, for a flow; 0 for a step */
char       *gp_run_words_tally  (const GpRunTally *tally, guint most);

G_END_DECLS
