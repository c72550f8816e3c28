/* gp-deployment.c — the talk with a backend that a design is deployed to
 * SPDX-License-Identifier: Apache-2.0
 *
 *   start → (find the source) → open the target → read → plan → (consent) → apply → verify → read
 *   → plan again
 *
 * Each arrow is one asynchronous call that carries the deployment's cancellable; starting anew or
 * stopping cancels it, and an answer that comes with an older cancellable is dropped. While there
 * is a plan, a change of the design has it made again after a moment.
 */
#define G_LOG_DOMAIN "gp-deployment"
#include "config.h"

#include "gp-deployment.h"

#include "gp-deployment-source.h"

#include <glib/gi18n-lib.h>

#define REPLAN_MS 600

struct _GpDeployment
{
  GObject           parent_instance;

  GpSession        *session;
  GpId              target_id;
  char             *source;        /* see gp_deployment_set_source(); NULL: the design */
  char             *source_words;  /* what people read for it, or NULL */
  GpDesign         *earlier;       /* what @source stands for; NULL while it is read */
  GpDeploymentState state;
  char             *sentence;
  double            progress;
  GError           *error;
  GpTarget         *target;
  GpDesign         *live;          /* what the backend holds */
  GpDesign         *wanted;        /* the design as the plan was made for */
  GpPlan           *plan;
  GCancellable     *cancellable;   /* of the call under way */
  guint             replan_id;
  gboolean          applying;
  gboolean          outdated;
};

G_DEFINE_FINAL_TYPE (GpDeployment, gp_deployment, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_APPLIED,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
enter (GpDeployment     *self,
       GpDeploymentState state)
{
  self->state = state;
  if (state != GP_DEPLOYMENT_WORKING)
    g_clear_pointer (&self->sentence, g_free);
  if (state != GP_DEPLOYMENT_FAILED)
    g_clear_error (&self->error);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* @progress: less than 0 where it is not known. */
static void
work (GpDeployment *self,
      const char   *sentence,
      double        progress)
{
  g_autofree char *earlier = g_steal_pointer (&self->sentence);

  self->sentence = g_strdup (sentence);
  self->progress = progress;
  enter (self, GP_DEPLOYMENT_WORKING);
}

static void
forget (GpDeployment *self)
{
  g_clear_handle_id (&self->replan_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->target);
  g_clear_object (&self->live);
  g_clear_object (&self->wanted);
  g_clear_pointer (&self->plan, gp_plan_unref);
  self->applying = FALSE;
  self->outdated = FALSE;
}

/* Begins a call: the one before it is cancelled. Returns a reference that the answer brings
 * back. */
static GpDeployment *
begin (GpDeployment *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  return g_object_ref (self);
}

/* Whether an answer that ended with @error is still waited for and good. Tells of any other
 * failure. */
static gboolean
is_wanted (GpDeployment *self,
           const GError *error)
{
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (error == NULL)
    return TRUE;

  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  enter (self, GP_DEPLOYMENT_FAILED);
  return FALSE;
}

/* --- read and plan --- */

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GpDeployment) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPlan) plan = gp_target_plan_finish (GP_TARGET (source), result, &error);

  if (!is_wanted (self, error))
    return;

  g_clear_pointer (&self->plan, gp_plan_unref);
  self->plan = g_steal_pointer (&plan);
  self->outdated = self->replan_id != 0;
  enter (self, GP_DEPLOYMENT_PLANNED);
}

static void
live_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GpDeployment) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) live = gp_target_read_finish (GP_TARGET (source), result, NULL, &error);
  GpDeployment *next;

  if (!is_wanted (self, error))
    return;

  g_set_object (&self->live, live);
  g_clear_object (&self->wanted);
  self->wanted = gp_design_copy (self->earlier != NULL ? self->earlier
                                                       : gp_session_get_design (self->session));
  next = begin (self);
  gp_target_plan_async (self->target, self->wanted, self->cancellable, planned_cb, next);
}

static void
read_target (GpDeployment *self)
{
  GpDeployment *next = begin (self);

  gp_target_read_async (self->target, self->cancellable, live_read_cb, next);
}

static void
target_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GpDeployment) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_session_open_target_finish (GP_SESSION (source), result, &error);

  if (!is_wanted (self, error))
    return;

  g_set_object (&self->target, target);
  read_target (self);
}

static void
open_target (GpDeployment *self)
{
  GpDeployment *next;

  work (self, _("Reading what is deployed…"), -1);
  next = begin (self);
  gp_session_open_target_async (self->session, &self->target_id, self->cancellable,
                                target_opened_cb, next);
}

/* --- what is deployed in the place of the design --- */

static void
forget_source (GpDeployment *self)
{
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->source_words, g_free);
  g_clear_object (&self->earlier);
}

static void
source_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GpDeployment) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr(GpDesign) design = gp_deployment_source_load_finish (result, &words, &error);

  if (!is_wanted (self, error))
    return;

  g_set_object (&self->earlier, design);
  g_free (self->source_words);
  self->source_words = g_steal_pointer (&words);
  open_target (self);
}

/* Each time anew: others deploy to another target, too. */
static void
load_source (GpDeployment *self)
{
  GpDeployment *next;

  g_clear_object (&self->earlier);
  work (self, _("Reading what is to be deployed…"), -1);
  next = begin (self);
  gp_deployment_source_load_async (self->session, &self->target_id, self->source,
                                   self->cancellable, source_loaded_cb, next);
}

static gboolean
replan_cb (gpointer user_data)
{
  GpDeployment *self = user_data;

  self->replan_id = 0;
  read_target (self);
  return G_SOURCE_REMOVE;
}

static void
design_applied_cb (GpDeployment *self)
{
  if (self->target == NULL || self->applying || self->source != NULL)
    return;

  g_clear_handle_id (&self->replan_id, g_source_remove);
  self->replan_id = g_timeout_add (REPLAN_MS, replan_cb, self);
  if (self->state == GP_DEPLOYMENT_PLANNED && !self->outdated)
    {
      self->outdated = TRUE;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
}

/* --- apply --- */

static void
end (GpDeployment *self,
     gboolean      good,
     const char   *sentence)
{
  self->applying = FALSE;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, good, sentence);
}

/* @problem: what went wrong; NULL where all went well. */
static void
record (GpDeployment        *self,
        GpDeploymentOutcome  outcome,
        const char          *problem)
{
  g_autofree char *words = gp_deployment_dup_source_words (self);
  g_autoptr(GError) error = NULL;

  if (!gp_session_record_deployment (self->session, &self->target_id, self->plan, self->wanted,
                                     outcome, problem != NULL ? problem : words, &error))
    gp_session_report (self->session, error);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GpDeployment) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) left = gp_target_verify_finish (GP_TARGET (source), result, &error);
  g_autofree char *sentence = NULL;
  guint n = self->plan != NULL ? (guint) gp_plan_get_size (self->plan) : 0;
  guint n_left = left != NULL ? (guint) gp_change_set_get_size (left) : 0;

  if (self->session == NULL || self->target != GP_TARGET (source))
    return;

  /* The backend was changed, whatever became of reading it back: the next drift is of that. */
  if (error != NULL)
    {
      const char *words = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
        ? _("Cancelled. What the backend holds now was read again.") : error->message;

      record (self, GP_OUTCOME_UNVERIFIED, words);
      end (self, FALSE, words);
      read_target (self);
      return;
    }

  if (n_left > 0)
    {
      sentence = g_strdup_printf (ngettext ("It was applied, but %u difference is left",
                                            "It was applied, but %u differences are left",
                                            n_left),
                                  n_left);
      record (self, GP_OUTCOME_UNVERIFIED, sentence);
    }
  else
    {
      sentence = g_strdup_printf (ngettext ("%u change was deployed and read back",
                                            "%u changes were deployed and read back", n), n);
      record (self, GP_OUTCOME_DONE, NULL);
    }
  end (self, n_left == 0, sentence);
  read_target (self);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GpDeployment) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  gboolean done = gp_target_apply_finish (GP_TARGET (source), result, &error);
  GpDeployment *next;

  if (self->session == NULL || self->target != GP_TARGET (source))
    return;

  if (!done)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        end (self, FALSE, _("Cancelled. What the backend holds now was read again."));
      else
        {
          record (self, GP_OUTCOME_FAILED, error->message);
          end (self, FALSE, error->message);
        }
      read_target (self);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
  work (self, _("Reading it back…"), 1);
  next = begin (self);
  gp_target_verify_async (self->target, self->wanted, self->cancellable, verified_cb, next);
}

static void
progress_cb (guint       done,
             guint       total,
             const char *sentence,
             gpointer    user_data)
{
  GpDeployment *self = user_data;

  if (self->applying)
    work (self, sentence, total > 0 ? (double) done / total : 0);
}

/* --- the local backend --- */

static void
local_started_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GpDeployment) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;

  gp_session_finish (GP_SESSION (source), result, &error);
  if (!is_wanted (self, error))
    return;

  if (gp_deployment_peek_target (self) == NULL)
    {
      g_autoptr(GPtrArray) targets = gp_design_list (gp_session_get_design (self->session),
                                                     GP_KIND_TARGET);

      for (guint i = 0; i < targets->len; i++)
        if (gp_element_is (targets->pdata[i], GP_TARGET_TYPE, "local"))
          self->target_id = *gp_element_get_id (targets->pdata[i]);
    }
  gp_deployment_restart (self);
}

static void
gp_deployment_dispose (GObject *object)
{
  GpDeployment *self = GP_DEPLOYMENT (object);

  forget (self);
  forget_source (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (gp_deployment_parent_class)->dispose (object);
}

static void
gp_deployment_class_init (GpDeploymentClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_deployment_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
gp_deployment_init (GpDeployment *self)
{
  self->progress = -1;
}

GpDeployment *
gp_deployment_new (GpSession *session)
{
  GpDeployment *self = g_object_new (GP_TYPE_DEPLOYMENT, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
gp_deployment_start (GpDeployment *self,
                     const GpId   *target)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), FALSE);

  if (self->applying)
    return FALSE;

  forget (self);
  forget_source (self);
  self->target_id = *target;
  gp_deployment_restart (self);
  return TRUE;
}

void
gp_deployment_restart (GpDeployment *self)
{
  g_return_if_fail (GP_IS_DEPLOYMENT (self));

  if (self->applying)
    return;
  if (gp_deployment_peek_target (self) == NULL)
    {
      enter (self, GP_DEPLOYMENT_NO_TARGET);
      return;
    }

  if (self->source != NULL)
    load_source (self);
  else
    open_target (self);
}

gboolean
gp_deployment_set_source (GpDeployment *self,
                          const char   *source)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), FALSE);
  g_return_val_if_fail (source != NULL, FALSE);

  if (self->applying)
    return FALSE;

  forget (self);
  forget_source (self);
  if (*source != '\0')
    self->source = g_strdup (source);
  gp_deployment_restart (self);

  return TRUE;
}

const char *
gp_deployment_get_source (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return self->source != NULL ? self->source : "";
}

GpId
gp_deployment_get_asked (GpDeployment *self)
{
  GpId id;

  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), gp_id_nil);

  if (self->source != NULL && self->earlier == NULL && g_str_has_prefix (self->source, "target:")
      && gp_id_parse (strchr (self->source, ':') + 1, &id))
    return id;
  return self->target_id;
}

char *
gp_deployment_dup_source_words (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return g_strdup (self->source_words);
}

void
gp_deployment_start_local (GpDeployment *self)
{
  GpDeployment *next;

  g_return_if_fail (GP_IS_DEPLOYMENT (self));

  work (self, _("Starting the local backend…"), -1);
  next = begin (self);
  gp_session_start_local_async (self->session, &self->target_id, self->cancellable,
                                local_started_cb, next);
}

void
gp_deployment_stop (GpDeployment *self)
{
  g_return_if_fail (GP_IS_DEPLOYMENT (self));

  forget (self);
  enter (self, GP_DEPLOYMENT_IDLE);
}

gboolean
gp_deployment_cancel (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), FALSE);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return self->applying;
}

void
gp_deployment_apply (GpDeployment      *self,
                     const char *const *allowed)
{
  GpDeployment *next;

  g_return_if_fail (GP_IS_DEPLOYMENT (self));

  if (self->plan == NULL || self->applying)
    return;

  g_clear_handle_id (&self->replan_id, g_source_remove);
  self->applying = TRUE;
  work (self, _("Deploying…"), 0);
  next = begin (self);
  gp_target_apply_async (self->target, self->wanted, self->plan, allowed, progress_cb, self,
                         self->cancellable, applied_cb, next);
}

GpDeploymentState
gp_deployment_get_state (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), GP_DEPLOYMENT_IDLE);

  return self->state;
}

const GpElement *
gp_deployment_peek_target (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return gp_design_lookup_kind (gp_session_get_design (self->session), &self->target_id,
                                GP_KIND_TARGET);
}

const GpId *
gp_deployment_get_target_id (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return &self->target_id;
}

const char *
gp_deployment_get_sentence (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return self->sentence;
}

double
gp_deployment_get_progress (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), -1);

  return self->progress;
}

const GError *
gp_deployment_get_error (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return self->error;
}

GpPlan *
gp_deployment_get_plan (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return self->plan;
}

GpDesign *
gp_deployment_get_live (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return self->live;
}

GpDesign *
gp_deployment_get_wanted (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return self->wanted;
}

const GpCapability *
gp_deployment_get_capability (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  return self->target != NULL ? gp_target_get_capability (self->target) : NULL;
}

GpDesign *
gp_deployment_load_deployed (GpDeployment *self)
{
  g_autoptr(GError) error = NULL;
  GpDesign *deployed;

  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), NULL);

  deployed = gp_session_load_deployed (self->session, &self->target_id, &error);
  if (error != NULL)
    g_debug ("The last deployment cannot be read: %s", error->message);

  return deployed;
}

gboolean
gp_deployment_is_outdated (GpDeployment *self)
{
  g_return_val_if_fail (GP_IS_DEPLOYMENT (self), FALSE);

  return self->outdated;
}
