/* gp-run-watch.c — the runs of flows on the backend that the design was deployed to
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is under way belongs to one cancellable: when the target changes or nobody looks any more it
 * is cancelled, and what was asked before never arrives. Each question is asked again only after
 * its answer. */
#define G_LOG_DOMAIN "gp-run-watch"
#include "config.h"

#include "gp-run-watch.h"

#include <glib/gi18n-lib.h>

#define POLL_SECONDS  2
#define CALM_TICKS    5         /* after a failure only every so many */
#define PAGE         50
#define MOST_RUNS   500
#define MOST_FAILED  20         /* that are listed before the others */

typedef enum
{
  ASK_TARGET = 1 << 0,
  ASK_COUNTS = 1 << 1,
  ASK_RUNS   = 1 << 2,
  ASK_RUN    = 1 << 3,
} Question;

struct _GpRunWatch
{
  GObject parent_instance;

  GpSession      *session;
  GpId            target;
  GpId            flow;
  GpRunChoice     choice;
  guint           limit;
  gboolean        is_shown;
  gboolean        is_listing;
  gboolean        is_deployed;    /* known to be, from here, to the target */
  gboolean        is_mute;        /* the target tells nothing of runs: it is not opened again */
  guint           poll;
  guint           ticks;

  GCancellable   *cancellable;    /* NULL: nobody looks */
  guint           asked;          /* of Question: under way */
  GpRunSource    *source;         /* NULL before it is known */
  GpElement      *element;        /* the target as it was when the source was opened; or NULL */
  char           *problem;
  GpRunCounts    *counts;
  GPtrArray      *runs;           /* of GpRunSummary; NULL before the first answer */
  GPtrArray      *failed;         /* of GpRunSummary: what comes before the others; or NULL */
  gboolean        has_more;
  char           *open;           /* the id of the run, or NULL */
  GpRunDetail    *detail;
  GpFlowProgress *progress;
};

G_DEFINE_FINAL_TYPE (GpRunWatch, gp_run_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask (GpRunWatch *self);

static void
changed (GpRunWatch *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- answers ---------------------------------------------------------------------------------- */

/* Notes that the answer to @question is there. FALSE where nobody waits for it any more; @error,
 * which is taken, is what is wrong with it. */
static gboolean
take_answer (GpRunWatch *self,
             Question    question,
             GError     *error)
{
  g_autoptr(GError) owned = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  self->asked &= ~question;
  if (error == NULL)
    {
      self->ticks = 0;
      g_clear_pointer (&self->problem, g_free);
      return TRUE;
    }
  if (g_strcmp0 (self->problem, error->message) == 0)
    return FALSE;
  g_free (self->problem);
  self->problem = g_strdup (error->message);
  g_clear_pointer (&self->counts, gp_run_counts_unref);
  changed (self);

  return FALSE;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GpRunWatch) self = user_data;             /* reference taken when the call began */
  GError *error = NULL;
  g_autoptr(GpRunCounts) counts =
    gp_run_source_count_finish (GP_RUN_SOURCE (source), result, &error);
  gboolean was_broken = self->problem != NULL;

  if (!take_answer (self, ASK_COUNTS, error)
      || (!was_broken && gp_run_counts_equal (counts, self->counts)))
    return;
  g_clear_pointer (&self->counts, gp_run_counts_unref);
  self->counts = g_steal_pointer (&counts);
  changed (self);
}

static gboolean
has_run (GPtrArray          *runs,
         const GpRunSummary *run)
{
  for (guint i = 0; i < runs->len; i++)
    if (((GpRunSummary *) runs->pdata[i])->number == run->number)
      return TRUE;

  return FALSE;
}

static void
ask_runs (GpRunWatch *self);

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GpRunWatch) self = user_data;             /* reference taken when the call began */
  GError *error = NULL;
  g_autoptr(GpRunPage) page = gp_run_source_list_finish (GP_RUN_SOURCE (source), result, &error);

  if (!take_answer (self, ASK_RUNS, error))
    return;
  if (self->choice == GP_RUN_CHOICE_FAILED_FIRST && self->failed == NULL)
    {
      self->failed = g_ptr_array_ref (page->items);
      ask_runs (self);
      return;
    }
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->runs = self->failed != NULL
                 ? g_steal_pointer (&self->failed)
                 : g_ptr_array_new_with_free_func ((GDestroyNotify) gp_run_summary_free);
  for (guint i = page->items->len; i > 0; i--)
    if (has_run (self->runs, page->items->pdata[i - 1]))
      g_ptr_array_remove_index (page->items, i - 1);
  g_ptr_array_extend_and_steal (self->runs, g_ptr_array_ref (page->items));
  self->has_more = page->next != 0 && self->limit < MOST_RUNS;
  changed (self);
}

static void
forget_run (GpRunWatch *self)
{
  g_clear_pointer (&self->detail, gp_run_detail_unref);
  g_clear_pointer (&self->progress, gp_flow_progress_unref);
}

static void
make_progress (GpRunWatch *self)
{
  GpDesign *design = gp_session_get_design (self->session);

  g_clear_pointer (&self->progress, gp_flow_progress_unref);
  if (self->detail != NULL)
    self->progress = gp_run_detail_make_progress (self->detail, design);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GpRunWatch) self = user_data;             /* reference taken when the call began */
  GError *error = NULL;
  g_autoptr(GpRunDetail) detail =
    gp_run_source_read_finish (GP_RUN_SOURCE (source), result, &error);

  /* It may have been forgotten there: the others can be looked at all the same. */
  if (g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED))
    {
      g_autoptr(GError) owned = error;

      self->asked &= ~(guint) ASK_RUN;
      gp_session_report (self->session, owned);
      gp_run_watch_open (self, NULL);
      return;
    }
  if (!take_answer (self, ASK_RUN, error))
    return;
  /* Another one was opened meanwhile. */
  if (g_strcmp0 (detail->summary->id, self->open) != 0)
    {
      ask (self);
      return;
    }
  forget_run (self);
  self->detail = g_steal_pointer (&detail);
  make_progress (self);
  changed (self);
}

/* --- questions -------------------------------------------------------------------------------- */

static void
ask_runs (GpRunWatch *self)
{
  static const char *const statuses[GP_RUN_N_CHOICES] = {
    [GP_RUN_CHOICE_FAILED] = "dead",
    [GP_RUN_CHOICE_OPEN] = "pending,running,waiting",
    [GP_RUN_CHOICE_COMPLETED] = "completed",
    [GP_RUN_CHOICE_CANCELLED] = "cancelled",
  };
  gboolean first = self->choice == GP_RUN_CHOICE_FAILED_FIRST && self->failed == NULL;
  const GpRunFilter filter = { .flow = self->flow,
                               .status = first ? "dead" : statuses[self->choice],
                               .limit = first ? MOST_FAILED : self->limit };

  self->asked |= ASK_RUNS;
  gp_run_source_list_async (self->source, &filter, self->cancellable, listed_cb,
                            g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GpRunWatch) self = user_data;             /* reference taken when the call began */
  GError *error = NULL;
  g_autoptr(GpTarget) target =
    gp_session_open_target_finish (GP_SESSION (source), result, &error);

  self->is_mute = target != NULL && !GP_IS_RUN_SOURCE (target);
  if (self->is_mute)
    error = g_error_new (GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                         _("%s tells nothing of the runs of its flows: the local backend does."),
                         gp_target_get_name (target));
  if (!take_answer (self, ASK_TARGET, error))
    return;
  self->source = GP_RUN_SOURCE (g_steal_pointer (&target));
  ask (self);
}

/* It may have another address by now. */
static void
check_target (GpRunWatch *self)
{
  const GpElement *now = gp_design_lookup_kind (gp_session_get_design (self->session),
                                                &self->target, GP_KIND_TARGET);

  if (now != NULL && self->element != NULL && gp_element_equal (now, self->element))
    return;
  g_clear_object (&self->source);
  g_clear_pointer (&self->element, gp_element_unref);
  self->is_mute = FALSE;
  if (now != NULL)
    self->element = gp_element_ref (now);
}

/* Nothing is asked of a backend that nothing was deployed to. Looked at only while somebody looks,
 * since the design that it holds is read for it. */
static gboolean
is_deployed (GpRunWatch *self)
{
  g_autoptr(GpDesign) deployed = NULL;

  if (!self->is_deployed)
    {
      deployed = gp_session_load_deployed (self->session, &self->target, NULL);
      self->is_deployed = deployed != NULL;
    }

  return self->is_deployed;
}

static void
ask (GpRunWatch *self)
{
  if (self->cancellable == NULL || !self->is_shown || gp_id_is_nil (&self->target)
      || !(self->is_listing || is_deployed (self)))
    return;
  check_target (self);
  if (self->source == NULL)
    {
      if (self->asked & ASK_TARGET || self->element == NULL || self->is_mute)
        return;
      self->asked |= ASK_TARGET;
      gp_session_open_target_async (self->session, &self->target, self->cancellable, opened_cb,
                                    g_object_ref (self));
      return;
    }
  if (!(self->asked & ASK_COUNTS))
    {
      self->asked |= ASK_COUNTS;
      gp_run_source_count_async (self->source, gp_id_is_nil (&self->flow) ? NULL : &self->flow,
                                 self->cancellable, counted_cb, g_object_ref (self));
    }
  if (self->is_listing && !(self->asked & ASK_RUNS))
    {
      g_clear_pointer (&self->failed, g_ptr_array_unref);
      ask_runs (self);
    }
  if (self->open != NULL && !(self->asked & ASK_RUN)
      && (self->detail == NULL || !gp_run_summary_has_ended (self->detail->summary)))
    {
      self->asked |= ASK_RUN;
      gp_run_source_read_async (self->source, self->open, self->cancellable, read_cb,
                                g_object_ref (self));
    }
}

static gboolean
poll_cb (gpointer user_data)
{
  GpRunWatch *self = user_data;

  if (self->problem == NULL || ++self->ticks >= CALM_TICKS)
    {
      self->ticks = 0;
      ask (self);
    }

  return G_SOURCE_CONTINUE;
}

/* What was asked before is not waited for. */
static void
stop (GpRunWatch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_pointer (&self->failed, g_ptr_array_unref);
  self->asked = 0;
  self->ticks = 0;
}

static void
start (GpRunWatch *self)
{
  stop (self);
  if (!self->is_shown)
    return;
  self->cancellable = g_cancellable_new ();
  self->poll = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);
  ask (self);
}

/* --- what is looked at ------------------------------------------------------------------------ */

void
gp_run_watch_set_target (GpRunWatch *self,
                         const GpId *target)
{
  g_return_if_fail (GP_IS_RUN_WATCH (self));

  if (gp_id_equal (&self->target, target))
    return;
  stop (self);
  self->is_deployed = FALSE;
  self->is_mute = FALSE;
  g_clear_object (&self->source);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->counts, gp_run_counts_unref);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_free);
  forget_run (self);
  self->target = *target;
  changed (self);
  start (self);
}

void
gp_run_watch_set_shown (GpRunWatch *self,
                        gboolean    shown)
{
  g_return_if_fail (GP_IS_RUN_WATCH (self));

  if (self->is_shown == shown)
    return;
  self->is_shown = shown;
  start (self);
}

void
gp_run_watch_set_listing (GpRunWatch *self,
                          gboolean    listing)
{
  g_return_if_fail (GP_IS_RUN_WATCH (self));

  if (self->is_listing == listing)
    return;
  self->is_listing = listing;
  if (listing)
    gp_run_watch_refresh (self);
}

/* Another list is asked for: the one that is there is no answer to it. */
static void
list_anew (GpRunWatch *self)
{
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->limit = PAGE;
  changed (self);
  start (self);
}

void
gp_run_watch_set_flow (GpRunWatch *self,
                       const GpId *flow)
{
  g_return_if_fail (GP_IS_RUN_WATCH (self));

  if (gp_id_equal (&self->flow, flow))
    return;
  self->flow = *flow;
  list_anew (self);
}

const GpId *
gp_run_watch_get_flow (GpRunWatch *self)
{
  return &self->flow;
}

void
gp_run_watch_set_choice (GpRunWatch  *self,
                         GpRunChoice  choice)
{
  g_return_if_fail (GP_IS_RUN_WATCH (self));

  if (self->choice == choice)
    return;
  self->choice = choice;
  list_anew (self);
}

GpRunChoice
gp_run_watch_get_choice (GpRunWatch *self)
{
  return self->choice;
}

void
gp_run_watch_show_more (GpRunWatch *self)
{
  self->limit = MIN (self->limit + PAGE, MOST_RUNS);
  start (self);
}

gboolean
gp_run_watch_has_more (GpRunWatch *self)
{
  return self->has_more;
}

void
gp_run_watch_refresh (GpRunWatch *self)
{
  g_return_if_fail (GP_IS_RUN_WATCH (self));

  /* A token may be known now, or the backend have another address. */
  if (self->problem != NULL)
    g_clear_object (&self->source);
  self->is_mute = FALSE;
  start (self);
}

/* --- what is known ---------------------------------------------------------------------------- */

const char *
gp_run_watch_get_problem (GpRunWatch *self)
{
  return self->problem;
}

gboolean
gp_run_watch_is_waiting (GpRunWatch *self)
{
  return self->problem == NULL && self->runs == NULL && !gp_id_is_nil (&self->target);
}

GpRunCounts *
gp_run_watch_get_counts (GpRunWatch *self)
{
  return self->counts;
}

GPtrArray *
gp_run_watch_get_runs (GpRunWatch *self)
{
  return self->runs;
}

void
gp_run_watch_open (GpRunWatch *self,
                   const char *run)
{
  g_return_if_fail (GP_IS_RUN_WATCH (self));

  if (g_strcmp0 (self->open, run) == 0)
    return;
  g_free (self->open);
  self->open = g_strdup (run);
  forget_run (self);
  changed (self);
  start (self);     /* the answer about another run is not waited for */
}

const char *
gp_run_watch_get_open (GpRunWatch *self)
{
  return self->open;
}

GpRunDetail *
gp_run_watch_get_detail (GpRunWatch *self)
{
  return self->detail;
}

GpFlowProgress *
gp_run_watch_get_progress (GpRunWatch *self)
{
  return self->progress;
}

/* --- what is done ----------------------------------------------------------------------------- */

gboolean
gp_run_watch_can (GpRunWatch    *self,
                  GpRunDeedKind  kind)
{
  const GpRunSummary *run = self->detail != NULL ? self->detail->summary : NULL;

  if (run == NULL || self->source == NULL)
    return FALSE;
  switch (kind)
    {
    case GP_RUN_RETRY:
      return g_str_equal (run->status, "faulted");
    case GP_RUN_CANCEL:
      return !gp_run_summary_has_ended (run);
    case GP_RUN_DISCARD:
      return g_str_equal (run->status, "faulted") && !run->is_discarded;
    case GP_RUN_APPROVE:
    case GP_RUN_REJECT:
    default:
      return gp_run_detail_find_approval (self->detail) != NULL;
    }
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GpRunWatch) self = user_data;             /* reference taken when the call began */
  g_autoptr(GError) error = NULL;

  if (!gp_run_source_do_finish (GP_RUN_SOURCE (source), result, &error) && self->session != NULL)
    gp_session_report (self->session, error);
  /* What is shown is not so any more, whatever it came to. */
  if (self->detail != NULL)
    {
      g_autofree char *run = g_strdup (self->open);

      start (self);
      if (self->source != NULL && !(self->asked & ASK_RUN) && self->cancellable != NULL)
        {
          self->asked |= ASK_RUN;
          gp_run_source_read_async (self->source, run, self->cancellable, read_cb,
                                    g_object_ref (self));
        }
    }
}

void
gp_run_watch_do (GpRunWatch    *self,
                 GpRunDeedKind  kind,
                 const char    *text)
{
  const GpRunWait *wait;
  GpRunDeed deed = { .kind = kind, .run = self->open, .text = text };

  g_return_if_fail (GP_IS_RUN_WATCH (self));

  if (!gp_run_watch_can (self, kind))
    return;
  wait = gp_run_detail_find_approval (self->detail);
  if (wait != NULL)
    deed.effect = wait->effect;
  gp_run_source_do_async (self->source, &deed, NULL, done_cb, g_object_ref (self));
}

/* --- life ------------------------------------------------------------------------------------- */

static void
token_changed_cb (GpRunWatch *self,
                  const GpId *target)
{
  if (!gp_id_equal (target, &self->target))
    return;
  g_clear_object (&self->source);
  start (self);
}

/* What is painted is painted on the design as it is now. */
static void
design_applied_cb (GpRunWatch *self)
{
  if (self->detail == NULL)
    return;
  make_progress (self);
  changed (self);
}

static void
gp_run_watch_dispose (GObject *object)
{
  GpRunWatch *self = GP_RUN_WATCH (object);

  stop (self);
  g_clear_object (&self->source);
  g_clear_pointer (&self->element, gp_element_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_run_watch_parent_class)->dispose (object);
}

static void
gp_run_watch_finalize (GObject *object)
{
  GpRunWatch *self = GP_RUN_WATCH (object);

  g_clear_pointer (&self->counts, gp_run_counts_unref);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  forget_run (self);
  g_free (self->problem);
  g_free (self->open);

  G_OBJECT_CLASS (gp_run_watch_parent_class)->finalize (object);
}

static void
gp_run_watch_class_init (GpRunWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_run_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_run_watch_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_run_watch_init (GpRunWatch *self)
{
  self->limit = PAGE;
}

GpRunWatch *
gp_run_watch_new (GpSession *session)
{
  GpRunWatch *self = g_object_new (GP_TYPE_RUN_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "token-changed", G_CALLBACK (token_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);

  return self;
}
