/* gp-postgresql-target.c — deploying to PostgreSQL over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each duty is a worker that asks the server one thing after the other and waits; what it needs is
 * copied when the duty begins. The parts that plan and apply share are in gp-postgresql-plan.c. */
#define G_LOG_DOMAIN "gp-postgresql-target"
#include "config.h"
#include "gp-postgresql-target.h"

#include "gp-diff.h"
#include "gp-postgresql-plan.h"

#include <glib/gi18n-lib.h>

struct _GpPostgresqlTarget
{
  GObject             parent_instance;
  GpPostgresqlServer *server;
  const char         *type;
};

static void gp_postgresql_target_iface_init (GpTargetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GpPostgresqlTarget, gp_postgresql_target, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GP_TYPE_TARGET,
                                                      gp_postgresql_target_iface_init))

static void
gp_postgresql_target_finalize (GObject *object)
{
  gp_postgresql_server_unref (GP_POSTGRESQL_TARGET (object)->server);
  G_OBJECT_CLASS (gp_postgresql_target_parent_class)->finalize (object);
}

static void
gp_postgresql_target_class_init (GpPostgresqlTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_postgresql_target_finalize;
}

static void
gp_postgresql_target_init (GpPostgresqlTarget *self)
{
}

static GpTarget *
make (const char  *type,
      const char  *url,
      const char  *token,
      GError     **error)
{
  GpPostgresqlServer *server = gp_postgresql_server_new (type, url, token, error);
  GpPostgresqlTarget *self;

  if (server == NULL)
    return NULL;
  self = g_object_new (GP_TYPE_POSTGRESQL_TARGET, NULL);
  self->server = server;
  self->type = type;

  return GP_TARGET (self);
}

GpTarget *
gp_postgresql_target_new (const char  *url,
                          const char  *token,
                          GError     **error)
{
  return make ("postgresql", url, token, error);
}

GpTarget *
gp_postgresql_target_new_supabase (const char  *url,
                                   const char  *token,
                                   GError     **error)
{
  return make ("supabase", url, token, error);
}

static const char *
get_name (GpTarget *target)
{
  return gp_postgresql_server_get_name (GP_POSTGRESQL_TARGET (target)->server);
}

static const GpCapability *
get_capability (GpTarget *target)
{
  return gp_capability_find (GP_POSTGRESQL_TARGET (target)->type);
}

/* --- workers --- */

typedef struct
{
  GpPostgresqlServer *server;
  const GpCapability *capability;
  GpDesign           *wanted;
  GpPlan             *plan;
  GpTargetProgress    progress;
  gpointer            progress_data;
  char               *live;          /* the fingerprint that was read */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  gp_postgresql_server_unref (work->server);
  g_clear_object (&work->wanted);
  gp_plan_unref (work->plan);
  g_free (work->live);
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

  work->server = gp_postgresql_server_ref (GP_POSTGRESQL_TARGET (target)->server);
  work->capability = get_capability (target);
  work->wanted = wanted != NULL ? gp_design_copy (wanted) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  g_task_set_task_data (task, work, work_free);

  return task;
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  g_autoptr(GpPostgresqlLive) live = gp_postgresql_live_read (work->server, cancellable, &error);
  GpDesign *design = NULL;

  if (live != NULL)
    design = gp_postgresql_live_to_design (live, NULL, NULL, cancellable, &error);
  if (design == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  work->live = g_strdup (live->fingerprint);
  g_task_return_pointer (task, design, g_object_unref);
}

static void
read_async (GpTarget            *target,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = new_task (target, NULL, read_async, "read", cancellable, callback,
                                    user_data);

  g_task_run_in_thread (task, read_worker);
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

static void
plan_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  GpPlan *plan = gp_postgresql_plan (work->server, work->capability, work->wanted, cancellable,
                                     &error);

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

  g_task_run_in_thread (task, plan_worker);
}

static GpPlan *
plan_finish (GpTarget      *target,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
apply_worker (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (gp_postgresql_apply (work->server, work->wanted, work->plan, cancellable, &error))
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

  if (!gp_target_check_plan (wanted, plan, allowed, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  work->plan = gp_plan_ref (plan);
  work->progress = progress;
  work->progress_data = progress_data;
  if (progress != NULL)
    progress (0, (guint) gp_plan_get_size (plan), _("Deploying in one transaction"), progress_data);
  g_task_run_in_thread (task, apply_worker);
}

static gboolean
apply_finish (GpTarget      *target,
              GAsyncResult  *result,
              GError       **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  guint n = work->plan != NULL ? (guint) gp_plan_get_size (work->plan) : 0;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (work->progress != NULL)
    work->progress (n, n, _("Deployed"), work->progress_data);

  return TRUE;
}

static void
verify_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  GpChangeSet *left = gp_postgresql_verify (work->server, work->wanted, cancellable, &error);

  if (left != NULL)
    g_task_return_pointer (task, left, (GDestroyNotify) gp_change_set_unref);
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

  g_task_run_in_thread (task, verify_worker);
}

static GpChangeSet *
verify_finish (GpTarget      *target,
               GAsyncResult  *result,
               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gp_postgresql_target_iface_init (GpTargetInterface *iface)
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
