/* gp-worker-target.c — a target whose duties are plain functions that wait
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each duty runs in a thread, on copies of the designs; the window goes on. A lock keeps a second
 * one waiting, whatever the caller does: no backend here bears two at once. */
#define G_LOG_DOMAIN "gp-worker-target"
#include "config.h"
#include "gp-worker-target.h"

#include <glib/gi18n-lib.h>

struct _GpWorkerTarget
{
  GObject               parent_instance;
  const GpWorkerDuties *duties;
  const GpCapability   *capability;
  char                 *name;
  gpointer              place;
  GMutex                lock;
};

static void gp_worker_target_iface_init (GpTargetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GpWorkerTarget, gp_worker_target, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GP_TYPE_TARGET,
                                                      gp_worker_target_iface_init))

static void
gp_worker_target_finalize (GObject *object)
{
  GpWorkerTarget *self = GP_WORKER_TARGET (object);

  self->duties->free (self->place);
  g_free (self->name);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (gp_worker_target_parent_class)->finalize (object);
}

static void
gp_worker_target_class_init (GpWorkerTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_worker_target_finalize;
}

static void
gp_worker_target_init (GpWorkerTarget *self)
{
  g_mutex_init (&self->lock);
}

GpTarget *
gp_worker_target_new (const GpWorkerDuties *duties,
                      const GpCapability   *capability,
                      const char           *name,
                      gpointer              place)
{
  GpWorkerTarget *self = g_object_new (GP_TYPE_WORKER_TARGET, NULL);

  self->duties = duties;
  self->capability = capability;
  self->name = g_strdup (name);
  self->place = place;
  return GP_TARGET (self);
}

static const char *
get_name (GpTarget *target)
{
  return GP_WORKER_TARGET (target)->name;
}

static const GpCapability *
get_capability (GpTarget *target)
{
  return GP_WORKER_TARGET (target)->capability;
}

/* What a task carries. */
typedef struct
{
  GpDesign         *wanted;
  char             *live;       /* the fingerprint that was read */
  GPtrArray        *losses;     /* NULL: none */
  GpPlan           *plan;
  GpTargetProgress  progress;
  gpointer          progress_data;
  GMainContext     *context;    /* of the caller, for progress */
  guint             n_said;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->wanted);
  g_free (work->live);
  g_clear_pointer (&work->losses, g_ptr_array_unref);
  g_clear_pointer (&work->plan, gp_plan_unref);
  g_clear_pointer (&work->context, g_main_context_unref);
  g_free (work);
}

static GTask *
new_task (GpTarget            *target,
          GpDesign            *wanted,
          gpointer             tag,
          const char          *name,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (target, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->wanted = wanted != NULL ? gp_design_copy (wanted) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  g_task_set_task_data (task, work, work_free);
  return task;
}

static void
run (GpTarget            *target,
     GpDesign            *wanted,
     gpointer             tag,
     const char          *name,
     GTaskThreadFunc      thread,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr(GTask) task = new_task (target, wanted, tag, name, cancellable, callback, user_data);

  g_task_run_in_thread (task, thread);
}

/* The answer of a duty, or its error. */
static void
give (GTask          *task,
      gpointer        answer,
      GDestroyNotify  free_answer,
      GError         *error)
{
  if (answer != NULL)
    g_task_return_pointer (task, answer, free_answer);
  else
    g_task_return_error (task, error);
}

/* --- reading and planning --- */

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GpWorkerTarget *self = source;
  Work *work = data;
  GError *error = NULL;
  GpDesign *design;

  g_mutex_lock (&self->lock);
  design = self->duties->read (self->place, &work->live, cancellable, &error);
  if (design != NULL && self->duties->list_losses != NULL)
    work->losses = self->duties->list_losses (self->place);
  g_mutex_unlock (&self->lock);
  give (task, design, g_object_unref, error);
}

static void
read_async (GpTarget            *target,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  run (target, NULL, read_async, "read", read_thread, cancellable, callback, user_data);
}

static GpDesign *
read_finish (GpTarget      *target,
             GAsyncResult  *result,
             char         **out_live,
             GError       **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  GpDesign *design = g_task_propagate_pointer (G_TASK (result), error);

  if (design != NULL && out_live != NULL)
    *out_live = g_strdup (work->live);
  return design;
}

static GPtrArray *
list_losses (GpTarget     *target,
             GAsyncResult *result)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  return work->losses != NULL ? g_ptr_array_ref (work->losses) : NULL;
}

static void
plan_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GpWorkerTarget *self = source;
  Work *work = data;
  GError *error = NULL;
  GpPlan *plan;

  g_mutex_lock (&self->lock);
  plan = self->duties->plan (self->place, work->wanted, cancellable, &error);
  g_mutex_unlock (&self->lock);
  give (task, plan, (GDestroyNotify) gp_plan_unref, error);
}

static void
plan_async (GpTarget            *target,
            GpDesign            *wanted,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  run (target, wanted, plan_async, "plan", plan_thread, cancellable, callback, user_data);
}

static GpPlan *
plan_finish (GpTarget      *target,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- applying --- */

/* One sentence on its way to the caller's thread. */
typedef struct
{
  GTask *task;
  char  *sentence;
  guint  done;
} Said;

static gboolean
said_cb (gpointer user_data)
{
  Said *said = user_data;
  Work *work = g_task_get_task_data (said->task);
  guint total = (guint) gp_plan_get_size (work->plan);

  work->progress (MIN (said->done, total), total, said->sentence, work->progress_data);
  return G_SOURCE_REMOVE;
}

static void
said_free (gpointer data)
{
  Said *said = data;

  g_object_unref (said->task);
  g_free (said->sentence);
  g_free (said);
}

/* A source of its own: invoking could call the caller's function in this thread. */
static void
post (GTask      *task,
      guint       done,
      const char *sentence)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr(GSource) source = NULL;
  Said *said;

  if (work->progress == NULL)
    return;
  said = g_new0 (Said, 1);
  said->task = g_object_ref (task);
  said->sentence = g_strdup (sentence);
  said->done = done;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, said_cb, said, said_free);
  g_source_attach (source, work->context);
}

static void
say (const char *sentence,
     gpointer    say_data)
{
  Work *work = g_task_get_task_data (say_data);

  post (say_data, work->n_said++, sentence);
}

static void
apply_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GpWorkerTarget *self = source;
  Work *work = data;
  GError *error = NULL;
  gboolean done;

  g_mutex_lock (&self->lock);
  done = self->duties->apply (self->place, work->wanted, work->plan, say, task, cancellable,
                              &error);
  g_mutex_unlock (&self->lock);
  if (!done)
    {
      g_task_return_error (task, error);
      return;
    }
  post (task, G_MAXUINT, _("Deployed"));
  g_task_return_boolean (task, TRUE);
}

static void
apply_async (GpTarget            *target,
             GpDesign            *wanted,
             GpPlan              *plan,
             const char *const   *allowed,
             GpTargetProgress     progress,
             gpointer             progress_data,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr(GTask) task = new_task (target, wanted, apply_async, "apply", cancellable, callback,
                                    user_data);
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->plan = gp_plan_ref (plan);
  work->progress = progress;
  work->progress_data = progress_data;
  work->context = g_main_context_ref_thread_default ();
  if (gp_target_check_plan (wanted, plan, allowed, &error))
    g_task_run_in_thread (task, apply_thread);
  else
    g_task_return_error (task, error);
}

static gboolean
apply_finish (GpTarget      *target,
              GAsyncResult  *result,
              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- verifying --- */

static void
verify_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GpWorkerTarget *self = source;
  Work *work = data;
  GError *error = NULL;
  GpChangeSet *left;

  g_mutex_lock (&self->lock);
  left = self->duties->verify (self->place, work->wanted, cancellable, &error);
  g_mutex_unlock (&self->lock);
  give (task, left, (GDestroyNotify) gp_change_set_unref, error);
}

static void
verify_async (GpTarget            *target,
              GpDesign            *wanted,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  run (target, wanted, verify_async, "verify", verify_thread, cancellable, callback, user_data);
}

static GpChangeSet *
verify_finish (GpTarget      *target,
               GAsyncResult  *result,
               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gp_worker_target_iface_init (GpTargetInterface *iface)
{
  iface->get_name = get_name;
  iface->get_capability = get_capability;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->list_losses = list_losses;
  iface->plan_async = plan_async;
  iface->plan_finish = plan_finish;
  iface->apply_async = apply_async;
  iface->apply_finish = apply_finish;
  iface->verify_async = verify_async;
  iface->verify_finish = verify_finish;
}
