/* gp-run-watch.h — the runs of flows on the backend that the design was deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-source.h"
#include "gp-session.h"

G_BEGIN_DECLS

/** GpRunChoice: which runs are listed. */
typedef enum
{
  GP_RUN_CHOICE_FAILED_FIRST,   /* those that need attention, then the others */
  GP_RUN_CHOICE_FAILED,
  GP_RUN_CHOICE_OPEN,
  GP_RUN_CHOICE_COMPLETED,
  GP_RUN_CHOICE_CANCELLED,
  GP_RUN_CHOICE_ALL,
  GP_RUN_N_CHOICES
} GpRunChoice;

/**
 * GpRunWatch: asks a backend every few seconds, but only while somebody looks: for counts while the
 * lens is shown, for the list while it is listed, and for the run that is open until that has
 * ended. Before anybody has asked for the list it goes only to backends that the design was
 * deployed to from here.
 *
 * Main thread only. What the getters return is borrowed until the next ::changed.
 *
 * GpRunWatch::changed (GpRunWatch *self): counts, list, open run, or why there are none.
 */
#define GP_TYPE_RUN_WATCH (gp_run_watch_get_type ())
G_DECLARE_FINAL_TYPE (GpRunWatch, gp_run_watch, GP, RUN_WATCH, GObject)

GpRunWatch     *gp_run_watch_new          (GpSession *session);

/** gp_run_watch_set_target: an element of kind target, or nil. Another one is asked from new. */
void            gp_run_watch_set_target   (GpRunWatch *self, const GpId *target);

/* Whether the drawing of flows, and the list of runs, can be seen. */
void            gp_run_watch_set_shown    (GpRunWatch *self, gboolean shown);
void            gp_run_watch_set_listing  (GpRunWatch *self, gboolean listing);

/** gp_run_watch_set_flow: whose runs are listed and whose steps are counted; nil: all flows. */
void            gp_run_watch_set_flow     (GpRunWatch *self, const GpId *flow);
const GpId     *gp_run_watch_get_flow     (GpRunWatch *self);

void            gp_run_watch_set_choice   (GpRunWatch *self, GpRunChoice choice);
GpRunChoice     gp_run_watch_get_choice   (GpRunWatch *self);

/** gp_run_watch_show_more: a longer list. _has_more: whether there is one. */
void            gp_run_watch_show_more    (GpRunWatch *self);
gboolean        gp_run_watch_has_more     (GpRunWatch *self);

/** gp_run_watch_refresh: asks at once. */
void            gp_run_watch_refresh      (GpRunWatch *self);

/** gp_run_watch_get_problem: (nullable): why nothing is known, translated. */
const char     *gp_run_watch_get_problem  (GpRunWatch *self);

/** gp_run_watch_is_waiting: the first answer is still to come. */
gboolean        gp_run_watch_is_waiting   (GpRunWatch *self);

GpRunCounts    *gp_run_watch_get_counts   (GpRunWatch *self);    /* or NULL */
GPtrArray      *gp_run_watch_get_runs     (GpRunWatch *self);    /* of GpRunSummary */

/** gp_run_watch_open: a run by its id; NULL: none. _get_open: (nullable): the id. _get_detail:
 * (nullable): what is known of it. */
void            gp_run_watch_open         (GpRunWatch *self, const char *run);
const char     *gp_run_watch_get_open     (GpRunWatch *self);
GpRunDetail    *gp_run_watch_get_detail   (GpRunWatch *self);

/** gp_run_watch_get_progress: (nullable): of the open run, on the design as it is. */
GpFlowProgress *gp_run_watch_get_progress (GpRunWatch *self);

/** gp_run_watch_can: whether it can be done with the open run now. gp_run_watch_do: failures are
 * reported to the session. @text: as in GpRunDeed. */
gboolean        gp_run_watch_can          (GpRunWatch *self, GpRunDeedKind kind);
void            gp_run_watch_do           (GpRunWatch *self, GpRunDeedKind kind, const char *text);

G_END_DECLS
