/* gp-run-detail.h — a run of a flow on a backend, as it is read from there
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-progress.h"

G_BEGIN_DECLS

/**
 * GpRunSummary: what a list says of a run. Never changed.
 * @number: counts the runs of a backend; pages of lists go by it
 * @flow: an id of the design; @name: the flow's, when it was started
 * @status: "pending", "running", "waiting", "completed", "faulted" or "cancelled"
 * @started, @ended, @due: microseconds since 1970; 0: not (yet)
 * @error: (nullable): of one that has failed
 * @is_discarded: it needs no more attention
 * @version: (nullable): of the flow when it was started; see gp_design_dup_part_hash()
 * @parent: (nullable): the id of the run that waits for it
 * @by: (nullable): who started it: an e-mail address or an id
 */
typedef struct
{
  gint64       number;
  char        *id;
  GpId         flow;
  char        *name;
  char        *status;
  gint64       started;
  gint64       ended;
  gint64       due;
  GpExprValue *error;
  gboolean     is_discarded;
  char        *note;
  char        *version;
  char        *parent;
  char        *by;
} GpRunSummary;

void          gp_run_summary_free      (GpRunSummary *self);    /* NULL is fine */

/** gp_run_summary_has_ended: it does not go on by itself. */
gboolean      gp_run_summary_has_ended (const GpRunSummary *self);

/** GpRunPage: some runs. @items: of GpRunSummary, the newest first; @next: what the page after this
 * begins before, or 0. */
typedef struct
{
  GPtrArray *items;
  gint64     next;
} GpRunPage;

/** gp_run_page_new: of what a backend answers. GP_TARGET_ERROR_PROTOCOL. */
GpRunPage    *gp_run_page_new          (const GpExprValue *answer, GError **error);
void          gp_run_page_free         (GpRunPage *self);       /* NULL is fine */

/** GpRunVerdict: what the rules say of whoever started the run. */
typedef enum
{
  GP_RUN_VERDICT_NONE,        /* nobody signed in has */
  GP_RUN_VERDICT_GRANTED,
  GP_RUN_VERDICT_DENIED,      /* no rule grants it */
  GP_RUN_VERDICT_FORBIDDEN,
} GpRunVerdict;

/** GpRunRecord: @id: (nullable): its key as addresses have it. @rule: the one that decided, or
 * nil. */
typedef struct
{
  char        *id;
  GpRunVerdict verdict;
  GpId         rule;
} GpRunRecord;

/** GpRunTouched: the records of one entity that a try of a step read or changed. @count: all;
 * @records: of GpRunRecord, the first of them. */
typedef struct
{
  GpId       step;
  char      *place;
  guint      attempt;
  GpId       entity;
  char      *action;
  gint64     count;
  GPtrArray *records;
} GpRunTouched;

/** GpRunWait: what a run waits for. @effect: its number; @kind: "approval", "listen"… */
typedef struct
{
  gint64 effect;
  char  *kind;
  GpId   step;
  gint64 since;
} GpRunWait;

/**
 * GpRunDetail: one run; reference counted, never changed.
 * @trigger, @output: (nullable)
 * @retry_input: what the step that failed finds as `input` when it is tried again; NULL where it
 *   cannot be given other input
 * @trace: of GpFlowTrace; @truncated: there were more lines
 * @waits: of GpRunWait; @touches: of GpRunTouched
 */
typedef struct
{
  GpRunSummary *summary;
  GpExprValue  *trigger;
  GpExprValue  *output;
  GpExprValue  *retry_input;
  GPtrArray    *trace;
  gboolean      truncated;
  GPtrArray    *waits;
  GPtrArray    *touches;
} GpRunDetail;

/** gp_run_detail_new: of what a backend answers. GP_TARGET_ERROR_PROTOCOL. */
GpRunDetail     *gp_run_detail_new      (const GpExprValue *answer, GError **error);
GpRunDetail     *gp_run_detail_ref      (GpRunDetail *self);
void             gp_run_detail_unref    (GpRunDetail *self);    /* NULL is fine */

/** gp_run_detail_make_progress: (transfer full): what the run did, for a drawing of @design: as far
 * as its steps are still there. */
GpFlowProgress  *gp_run_detail_make_progress (const GpRunDetail *self, GpDesign *design);

/** gp_run_detail_is_current: whether @design has the flow just as the run was started with it. */
gboolean         gp_run_detail_is_current (const GpRunDetail *self, GpDesign *design);

/** gp_run_detail_find_approval: (nullable): the decision that it waits for. */
const GpRunWait *gp_run_detail_find_approval (const GpRunDetail *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunSummary, gp_run_summary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunPage, gp_run_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunDetail, gp_run_detail_unref)
G_END_DECLS
