/* gp-directus-target.c — deploying to a Directus over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each duty runs in a thread with a connection of its own, on a copy of the design. One object
 * does one at a time: a lock keeps a second one waiting, whatever the caller does. */
#define G_LOG_DOMAIN "gp-directus-target"
#include "config.h"
#include "gp-directus-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-diff.h"
#include "gp-directus-apply.h"
#include "gp-directus-live.h"
#include "gp-directus-plan.h"
#include "gp-http-address.h"

struct _GpDirectusTarget
{
  GObject  parent_instance;
  char    *url;
  char    *name;
  char    *token;
  GMutex   lock;
};

static void gp_directus_target_iface_init (GpTargetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GpDirectusTarget, gp_directus_target, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GP_TYPE_TARGET,
                                                      gp_directus_target_iface_init))

static void
gp_directus_target_finalize (GObject *object)
{
  GpDirectusTarget *self = GP_DIRECTUS_TARGET (object);

  g_free (self->url);
  g_free (self->name);
  g_free (self->token);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (gp_directus_target_parent_class)->finalize (object);
}

static void
gp_directus_target_class_init (GpDirectusTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_directus_target_finalize;
}

static void
gp_directus_target_init (GpDirectusTarget *self)
{
  g_mutex_init (&self->lock);
}

GpTarget *
gp_directus_target_new (const char  *url,
                        const char  *token,
                        GError     **error)
{
  GpDirectusTarget *self;
  gsize length;

  g_return_val_if_fail (url != NULL, NULL);

  if (!gp_http_address_check (url, GP_HTTP_ADDRESS_PATH, error))
    return NULL;
  self = g_object_new (GP_TYPE_DIRECTUS_TARGET, NULL);
  length = strlen (url);
  self->url = g_strndup (url, url[length - 1] == '/' ? length - 1 : length);
  self->name = g_strconcat ("directus:", self->url, NULL);
  self->token = g_strdup (token);
  return GP_TARGET (self);
}

static const char *
get_name (GpTarget *target)
{
  return GP_DIRECTUS_TARGET (target)->name;
}

static const GpCapability *
get_capability (GpTarget *target)
{
  return gp_capability_find ("directus");
}

/* What a task carries. */
typedef struct
{
  GpDesign         *wanted;
  GpPlan           *plan;
  GpTargetProgress  progress;
  gpointer          progress_data;
  GMainContext     *context;    /* of the caller, for progress */
  guint             done;
  guint             total;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->wanted);
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

static GpDirectusClient *
open_client (GpDirectusTarget *self,
             GCancellable     *cancellable)
{
  g_mutex_lock (&self->lock);
  return gp_directus_client_new (self->name, self->url, self->token, cancellable);
}

static void
close_client (GpDirectusTarget *self,
              GpDirectusClient *client)
{
  gp_directus_client_free (client);
  g_mutex_unlock (&self->lock);
}

typedef struct
{
  GpDesign *design;
  char     *live;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_object (&read->design);
  g_free (read->live);
  g_free (read);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GpDirectusTarget *self = source;
  GpDirectusClient *client = open_client (self, cancellable);
  g_autoptr(GpDirectusState) state = NULL;
  GpDesign *design = NULL;
  GError *error = NULL;

  state = gp_directus_state_read (client, &error);
  if (state != NULL)
    design = gp_directus_live_whole (state, "directus", NULL, &error);
  close_client (self, client);
  if (design != NULL)
    {
      Read *read = g_new0 (Read, 1);

      read->design = design;
      read->live = g_strdup (state->fingerprint);
      g_task_return_pointer (task, read, read_free);
    }
  else
    g_task_return_error (task, error);
}

static void
read_async (GpTarget            *target,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = new_task (target, NULL, read_async, "read", cancellable, callback,
                                    user_data);

  g_task_run_in_thread (task, read_thread);
}

static GpDesign *
read_finish (GpTarget      *target,
             GAsyncResult  *result,
             char         **out_live,
             GError       **error)
{
  Read *read = g_task_propagate_pointer (G_TASK (result), error);
  GpDesign *design;

  if (read == NULL)
    return NULL;
  if (out_live != NULL)
    *out_live = g_steal_pointer (&read->live);
  design = g_steal_pointer (&read->design);
  read_free (read);
  return design;
}

static void
plan_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GpDirectusTarget *self = source;
  Work *work = data;
  GpDirectusClient *client = open_client (self, cancellable);
  GError *error = NULL;
  GpPlan *plan = gp_directus_plan (client, self->name, work->wanted, &error);

  close_client (self, client);
  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) gp_plan_unref);
  else
    g_task_return_error (task, error);
}

static void
plan_async (GpTarget            *target,
            GpDesign            *wanted,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = new_task (target, wanted, plan_async, "plan", cancellable, callback,
                                    user_data);

  g_task_run_in_thread (task, plan_thread);
}

static GpPlan *
plan_finish (GpTarget      *target,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* One sentence on its way to the caller's thread. */
typedef struct
{
  GTask *task;
  char  *sentence;
} Said;

static gboolean
said_cb (gpointer user_data)
{
  Said *said = user_data;
  Work *work = g_task_get_task_data (said->task);

  work->progress (MIN (++work->done, work->total), work->total, said->sentence,
                  work->progress_data);
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

static void
say (const char *sentence,
     gpointer    user_data)
{
  GTask *task = user_data;
  Work *work = g_task_get_task_data (task);
  Said *said;

  if (work->progress == NULL)
    return;
  said = g_new0 (Said, 1);
  said->task = g_object_ref (task);
  said->sentence = g_strdup (sentence);
  g_main_context_invoke_full (work->context, G_PRIORITY_DEFAULT, said_cb, said, said_free);
}

static void
apply_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GpDirectusTarget *self = source;
  Work *work = data;
  GpDirectusClient *client = open_client (self, cancellable);
  GError *error = NULL;
  gboolean done = gp_directus_apply (client, work->wanted, work->plan, say, task, &error);

  close_client (self, client);
  if (done)
    say (_("Deployed"), task);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
  work->total = MAX (gp_plan_get_size (plan), 1);
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

static void
verify_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GpDirectusTarget *self = source;
  Work *work = data;
  GpDirectusClient *client = open_client (self, cancellable);
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(GpDesign) live = NULL;
  g_autoptr(GPtrArray) left = NULL;
  GpChangeSet *changes = NULL;
  GError *error = NULL;

  state = gp_directus_state_read (client, &error);
  close_client (self, client);
  if (state != NULL)
    {
      left = gp_directus_list_left (state, work->wanted);
      live = gp_directus_live_ours (state, &error);
    }
  if (live != NULL)
    changes = gp_diff (live, work->wanted, GP_DIFF_MEANING);
  if (changes != NULL && gp_change_set_get_size (changes) == 0 && left->len > 0)
    {
      g_clear_pointer (&changes, gp_change_set_unref);
      g_set_error (&error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("%s is not as the design says in %s."), (char *) left->pdata[0], self->name);
    }
  if (changes != NULL)
    g_task_return_pointer (task, changes, (GDestroyNotify) gp_change_set_unref);
  else
    g_task_return_error (task, error);
}

static void
verify_async (GpTarget            *target,
              GpDesign            *wanted,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr(GTask) task = new_task (target, wanted, verify_async, "verify", cancellable, callback,
                                    user_data);

  g_task_run_in_thread (task, verify_thread);
}

static GpChangeSet *
verify_finish (GpTarget      *target,
               GAsyncResult  *result,
               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gp_directus_target_iface_init (GpTargetInterface *iface)
{
  iface->get_name = get_name;
  iface->get_capability = get_capability;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->plan_async = plan_async;
  iface->plan_finish = plan_finish;
  iface->apply_async = apply_async;
  iface->apply_finish = apply_finish;
  iface->verify_async = verify_async;
  iface->verify_finish = verify_finish;
}
