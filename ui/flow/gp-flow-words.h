/* gp-flow-words.h — what a run did, in a few words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-log.h"
#include "gp-design.h"

G_BEGIN_DECLS

/* All are translated; what is said to be (transfer full) is. */

/** gp_flow_words_step: (transfer full): the title of a line's step; of the start, what starts the
 * flow. */
char       *gp_flow_words_step     (GpDesign *design, const GpId *flow,
                                    const GpFlowLogLine *line);

/** gp_flow_words_outcome: (transfer full): "true", "would call", "failed 503". @real: it was
 * done for real. @out_class: of the pill: "success", "error"…; static. */
char       *gp_flow_words_outcome  (GpDesign *design, const GpFlowLogLine *line, gboolean real,
                                    const char **out_class);

/** gp_flow_words_what: (transfer full): what it did or wants: "POST pager /v1/page"; may be "". */
char       *gp_flow_words_what     (GpDesign *design, const GpFlowLogLine *line);

/** gp_flow_words_reach: "done", "failed"; "" for GP_FLOW_REACH_UNTOUCHED. */
const char *gp_flow_words_reach    (GpFlowReach reach);

/** gp_flow_words_duration: (transfer full): "30 minutes", "1.5 s"; "—" for none at all.
 * @microseconds: not negative */
char       *gp_flow_words_duration (gint64 microseconds);

G_END_DECLS
