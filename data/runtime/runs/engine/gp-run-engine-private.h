/* gp-run-engine-private.h — the parts of an engine
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-record-world.h"
#include "gp-run-call.h"
#include "gp-run-clock.h"
#include "gp-run-effects.h"
#include "gp-run-engine.h"
#include "gp-run-store.h"

G_BEGIN_DECLS

/* How long runs are kept that have ended well. */
#define GP_RUN_KEPT_FOR (30 * 24 * 3600 * GP_FLOW_SECOND)

/**
 * GpRunTask: something that a run is to hear of, or the start of one.
 * @run: 0 for a start
 * @kind: of the event; -1 for none: the run just goes on
 */
typedef struct
{
  gint64        run;
  int           kind;
  guint64       effect;
  char         *name;        /* of a message */
  GpExprValue  *value;       /* of the event; of a start: the trigger */

  GpFlow       *flow;        /* of a start, and what follows */
  guint         depth;
  char         *tenant;
  char         *key;
  char         *webhook;
  gint64        parent;
  guint64       parent_effect;
  GpRunStarted  started;
  gpointer      started_data;
  gint64        number;      /* what came of it */
  GError       *error;
} GpRunTask;

GpRunTask *gp_run_task_new  (gint64 run, int kind);
void       gp_run_task_free (GpRunTask *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunTask, gp_run_task_free)

struct _GpRunEngine
{
  GpBackend        *backend;
  GpSqlite         *sqlite;       /* of the backend */
  GpRunFlows       *flows;
  GpRecordWorld     world;
  GpRunCaller      *caller;       /* makes the calls */
  GpRunClock       *clock;        /* NULL: the engine is ending */
  GSource          *work;         /* NULL while there is nothing to do */
  GSource          *latest;       /* with it: the same, where others would be first for too long */
  GSource          *retry;        /* after a transaction that failed; NULL: none is waited for */
  guint             n_failures;   /* in a row */
  guint             revision;     /* of the design that the schedules are of */
  gboolean          has_jumped;   /* the clock was set */
  gboolean          has_resumed;  /* what was going on when the process ended */
  GpRunEngineStats  stats;
  gint64            next_prune;

  GQueue            todo;         /* of GpRunTask */
  GHashTable       *watchers;     /* gint64 → GArray of Watcher */
  GHashTable       *under_way;    /* "run/effect" → GCancellable: calls that are being made */

  /* Of the transaction that is open: */
  GQueue            taken;        /* of GpRunTask: from todo */
  GQueue            inner;        /* of GpRunTask: part of it */
  GPtrArray        *calls;        /* of GpRunEffect: to be made once it is committed */
  GPtrArray        *dropped;      /* of char *: "run/effect": to be given up then */
  GArray           *ended;        /* of gint64 */
  GPtrArray        *told;         /* of GpRunNews: events, for whoever listens */
  GpRunEngineStats  counted;
};

/* gp-run-engine-guard.c */

/** GpRunPart: of a turn. */
typedef gboolean (*GpRunPart) (GpRunEngine *self, gpointer data, GError **error);

/** gp_run_engine_guard: does @part, within the open transaction. @out_refusal: (out): set where it
 * failed and would fail again: nothing of it is left, and the transaction goes on. FALSE where that
 * must be given up. */
gboolean gp_run_engine_guard     (GpRunEngine *self, GpRunPart part, gpointer data,
                                  GError **out_refusal, GError **error);

/* gp-run-engine-work.c: all within the open transaction. FALSE where it must be given up. */

/** gp_run_engine_do: @task: fills in what came of it. Where the database refuses it for good its
 * run is broken off, and the task has the error. */
gboolean gp_run_engine_do        (GpRunEngine *self, GpRunTask *task, GError **error);

/** gp_run_engine_begin: @out: 0 where the flow does not want to. GP_FLOW_ERROR: nothing was begun,
 * and the transaction goes on. */
gboolean gp_run_engine_begin     (GpRunEngine *self, const GpRunTask *start, gint64 *out,
                                  GError **error);

/** gp_run_engine_note_refusal: keeps a start that could not be, as a run that has faulted. */
gboolean gp_run_engine_note_refusal (GpRunEngine *self, const GpRunTask *start,
                                     const GError *cause, GError **error);

/** gp_run_engine_go_on: @event: (nullable). @row: of the run; brought up to date.
 * @run: (transfer full): NULL to read it from @row */
gboolean gp_run_engine_go_on     (GpRunEngine *self, GpRunRow *row, GpFlowRun *run,
                                  const GpFlowEvent *event, GError **error);

/* gp-run-engine-effects.c: within the open transaction, too. */

/** gp_run_engine_do_effects: does what the run wants, and tells it what came of it, until it wants
 * nothing more now. @outcome: its effects are taken. */
gboolean gp_run_engine_do_effects (GpRunEngine *self, const GpRunRow *row, GpFlowRun *run,
                                   GpFlowOutcome *outcome, gint64 now, GError **error);

/* gp-run-engine.c */

/** gp_run_engine_settle: does what the open transaction has still to do. */
gboolean gp_run_engine_settle    (GpRunEngine *self, GError **error);

/** gp_run_engine_follow_up: after the commit; gp_run_engine_forget: after a failure. */
void     gp_run_engine_follow_up (GpRunEngine *self);
void     gp_run_engine_forget    (GpRunEngine *self);

/* gp-run-engine-resume.c */

/** gp_run_engine_resume: before the first turn: what was going on goes on. FALSE where it cannot
 * be read now: to be tried again. */
gboolean gp_run_engine_resume    (GpRunEngine *self, GError **error);

/* gp-run-engine-news.c: within the open transaction, too. */

/** gp_run_engine_tell: takes one line from the outbox. @out_any: whether there was one. */
gboolean gp_run_engine_tell      (GpRunEngine *self, gboolean *out_any, GError **error);

/** gp_run_engine_start_due: starts the flows whose time has come. */
gboolean gp_run_engine_start_due (GpRunEngine *self, gint64 now, GError **error);

/** gp_run_engine_push_inner: @task: taken: is a part of this transaction. */
void     gp_run_engine_push_inner (GpRunEngine *self, GpRunTask *task);

G_END_DECLS
