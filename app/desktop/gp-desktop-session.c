/* gp-desktop-session.c — a design in a file, as the window sees it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-desktop-session"
#include "config.h"

#include "gp-desktop-session.h"

#include "gp-desktop-clip.h"
#include "gp-desktop-deploy.h"
#include "gp-desktop-export.h"
#include "gp-desktop-token.h"
#include "gp-desktop-versions.h"
#include "gp-directus-enforcer.h"
#include "gp-flow-hosts.h"
#include "gp-local-enforcer.h"
#include "gp-pocketbase-enforcer.h"
#include "gp-postgresql-enforcer.h"
#include "gp-run-code.h"
#include "gp-store-approvals.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define POLL_SECONDS 1

static const GpAccessEnforcer *const enforcers[] = {
  &gp_local_enforcer,
  &gp_postgresql_enforcer,
  &gp_directus_enforcer,
  &gp_pocketbase_enforcer,
  NULL,
};

struct _GpDesktopSession
{
  GpSession parent_instance;

  GpStore   *store;
  GFile     *file;        /* NULL for a draft */
  char      *notice;
  gboolean   lost;        /* the file is no longer where it was, and people were told */
  GpRuntime *runtime;     /* NULL as long as nobody has started it */
  guint      poll_id;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (GpDesktopSession, gp_desktop_session, GP_TYPE_SESSION,
                               G_IMPLEMENT_INTERFACE (GP_TYPE_VERSIONS,
                                                      gp_desktop_versions_init_iface))

static char *
notice_for (GpStore *store, gboolean lost)
{
  if (lost)
    return g_strdup (_("This file was moved, deleted or replaced by another program. Save the "
                       "design as another file to change it."));
  switch (gp_store_get_access (store))
    {
    case GP_STORE_ACCESS_NEWER:
      return g_strdup (_("A newer Groundplan wrote this file. It can be read here, but not "
                         "changed; what this version does not know is not shown."));
    case GP_STORE_ACCESS_PROTECTED:
      return g_strdup (_("This file cannot be written. Save it as another file to change it."));
    case GP_STORE_ACCESS_ASKED:
      return g_strdup (_("This file was opened for reading only."));
    case GP_STORE_ACCESS_WRITABLE:
    default:
      return NULL;
    }
}

/* A file that is back as it was is written further; its steps are those that were in it. */
static gboolean
come_back (GpDesktopSession *self)
{
  GpHistory *history = gp_session_get_history (GP_SESSION (self));
  g_autoptr(GpStore) store = gp_store_come_back (self->store, gp_history_get_design (history));
  g_autoptr(GError) error = NULL;

  if (store == NULL)
    return FALSE;
  if (!gp_store_attach (store, history, &error))
    {
      g_debug ("%s", error->message);
      return FALSE;
    }
  g_set_object (&self->store, store);
  return TRUE;
}

/* What would be written where the name leads elsewhere would harm the file that is there now, and
 * nobody would find it: until it is saved as another file, the design is only read. */
static void
look_for_file (GpDesktopSession *self)
{
  gboolean lost = self->lost ? !come_back (self) : gp_store_is_lost (self->store);

  if (lost == self->lost)
    return;
  self->lost = lost;
  g_free (self->notice);
  self->notice = notice_for (self->store, lost);
  gp_session_emit_moved (GP_SESSION (self));
}

static gboolean
poll_cb (gpointer user_data)
{
  GpDesktopSession *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) steps = NULL;

  look_for_file (self);
  if (self->lost)
    return G_SOURCE_CONTINUE;
  steps = gp_store_poll_foreign_steps (self->store, &error);
  if (steps == NULL || steps->len == 0)
    {
      if (error != NULL)
        g_debug ("%s", error->message);
      return G_SOURCE_CONTINUE;
    }

  if (!gp_store_catch_up (self->store, gp_session_get_history (GP_SESSION (self)), NULL, &error))
    gp_session_report (GP_SESSION (self), error);

  return G_SOURCE_CONTINUE;
}

static void
set_file (GpDesktopSession *self,
          gboolean          draft)
{
  g_clear_object (&self->file);
  if (!draft)
    self->file = g_file_new_for_path (gp_store_get_path (self->store));
  self->lost = gp_store_is_lost (self->store);
  g_free (self->notice);
  self->notice = notice_for (self->store, self->lost);
}

static char *
gp_desktop_session_dup_key (GpSession *session)
{
  return g_strdup (gp_store_get_path (GP_DESKTOP_SESSION (session)->store));
}

static GFile *
gp_desktop_session_get_file (GpSession *session)
{
  return GP_DESKTOP_SESSION (session)->file;
}

static const char *
gp_desktop_session_get_notice (GpSession *session)
{
  return GP_DESKTOP_SESSION (session)->notice;
}

static gboolean
gp_desktop_session_is_read_only (GpSession *session)
{
  return gp_store_get_read_only (GP_DESKTOP_SESSION (session)->store);
}

/* The new file gets all of the old one, its history too; from then on it is the one that is
 * written to. A draft is gone then: nobody would look for it. */
static gboolean
move_to (GpDesktopSession  *self,
         const char        *path,
         GError           **error)
{
  g_autofree char *draft = NULL;
  g_autoptr(GpStore) store = NULL;
  GpHistory *history;

  /* Every step is in the file already; it is a draft no more. */
  if (gp_store_is_at (self->store, path))
    {
      set_file (self, FALSE);
      return TRUE;
    }
  /* Where another file has come to the draft's place it is not ours to take away. */
  if (self->file == NULL && !gp_store_is_lost (self->store))
    draft = g_strdup (gp_store_get_path (self->store));

  /* A copy of a newer file would be as closed as the file: what is known of it begins a new one. */
  if (gp_store_get_access (self->store) == GP_STORE_ACCESS_NEWER)
    store = gp_store_create (path, gp_session_get_design (GP_SESSION (self)), error);
  else if (gp_store_save_as (self->store, path, error))
    store = gp_store_open (path, 0, error);
  if (store == NULL)
    return FALSE;
  /* The copy holds what another program has done to the old file up to now. */
  history = gp_session_get_history (GP_SESSION (self));
  if (!gp_store_catch_up (store, history, NULL, error) || !gp_store_attach (store, history, error))
    return FALSE;

  g_set_object (&self->store, store);
  set_file (self, FALSE);
  if (draft != NULL)
    g_unlink (draft);

  return TRUE;
}

static void
gp_desktop_session_save_as (GpSession *session,
                            GFile     *file,
                            GTask     *task)
{
  GpDesktopSession *self = GP_DESKTOP_SESSION (session);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *full = NULL;
  GError *error = NULL;

  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _("Designs are kept on this computer's own disks: choose a folder "
                                 "there."));
      return;
    }

  full = g_str_has_suffix (path, ".gplan") ? g_strdup (path) : g_strconcat (path, ".gplan", NULL);
  if (!move_to (self, full, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  gp_session_emit_moved (session);
  g_task_return_boolean (task, TRUE);
}

static const GpAccessEnforcer *const *
gp_desktop_session_list_enforcers (GpSession *session)
{
  return enforcers;
}

static GpDesign *
gp_desktop_session_load_deployed (GpSession   *session,
                                  const GpId  *target,
                                  GError     **error)
{
  return gp_desktop_deploy_load (GP_DESKTOP_SESSION (session), target, error);
}

static gboolean
gp_desktop_session_record_deployment (GpSession            *session,
                                      const GpId           *target,
                                      GpPlan               *plan,
                                      GpDesign             *wanted,
                                      GpDeploymentOutcome   outcome,
                                      const char           *message,
                                      GError              **error)
{
  return gp_desktop_deploy_record (GP_DESKTOP_SESSION (session), target, plan, wanted, outcome,
                                   message, error);
}

static GPtrArray *
gp_desktop_session_list_deployments (GpSession   *session,
                                     const GpId  *target,
                                     GError     **error)
{
  return gp_desktop_deploy_list (GP_DESKTOP_SESSION (session), target, error);
}

static gboolean
gp_desktop_session_approve_plan (GpSession  *session,
                                 GpPlan     *plan,
                                 GError    **error)
{
  return gp_store_add_approval (gp_desktop_session_get_store (GP_DESKTOP_SESSION (session)), plan,
                                gp_history_get_author (gp_session_get_history (session)), error);
}

static GPtrArray *
gp_desktop_session_list_approvals (GpSession  *session,
                                   GpPlan     *plan,
                                   GError    **error)
{
  return gp_store_list_approvals (gp_desktop_session_get_store (GP_DESKTOP_SESSION (session)),
                                  plan, error);
}

static gboolean
gp_desktop_session_load_deployment (GpSession  *session,
                                    gint64      number,
                                    GpPlan    **out_plan,
                                    GpDesign  **out_design,
                                    GError    **error)
{
  return gp_desktop_deploy_load_deployment (GP_DESKTOP_SESSION (session), number, out_plan,
                                            out_design, error);
}

static void
gp_desktop_session_start_local (GpSession  *session,
                                const GpId *target,
                                GTask      *task)
{
  gp_desktop_deploy_start_local (GP_DESKTOP_SESSION (session), target, task);
}

static void
gp_desktop_session_open_target (GpSession  *session,
                                const GpId *target,
                                GTask      *task)
{
  gp_desktop_deploy_open_target (GP_DESKTOP_SESSION (session), target, task);
}

static void
gp_desktop_session_find_token (GpSession  *session,
                               const GpId *target,
                               GTask      *task)
{
  gp_desktop_token_find (GP_DESKTOP_SESSION (session), target, task);
}

static void
gp_desktop_session_keep_token (GpSession    *session,
                               const GpId   *target,
                               const char   *token,
                               GpTokenPlace  place,
                               GTask        *task)
{
  gp_desktop_token_keep (GP_DESKTOP_SESSION (session), target, token, place, task);
}

static const GpSessionFormat *
gp_desktop_session_list_formats (GpSession *session,
                                 gsize     *n)
{
  return gp_desktop_export_list (n);
}

static void
gp_desktop_session_write (GpSession            *session,
                          const char           *format,
                          const GpSessionScope *scope,
                          GFile                *file,
                          GTask                *task)
{
  gp_desktop_export_run (gp_session_get_design (session), format, scope, file, task);
}

static const GpClipCodec clip_codec = {
  .encode = gp_desktop_clip_encode,
  .encode_sql = gp_desktop_clip_encode_sql,
  .decode = gp_desktop_clip_decode,
};

static void
gp_desktop_session_dispose (GObject *object)
{
  GpDesktopSession *self = GP_DESKTOP_SESSION (object);

  g_clear_handle_id (&self->poll_id, g_source_remove);
  if (self->store != NULL)
    gp_history_set_writer (gp_session_get_history (GP_SESSION (self)), NULL, NULL, NULL);
  g_clear_pointer (&self->runtime, gp_runtime_free);
  g_clear_object (&self->store);
  g_clear_object (&self->file);
  g_clear_pointer (&self->notice, g_free);

  G_OBJECT_CLASS (gp_desktop_session_parent_class)->dispose (object);
}

static void
gp_desktop_session_class_init (GpDesktopSessionClass *klass)
{
  GpSessionClass *session_class = GP_SESSION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_desktop_session_dispose;
  session_class->dup_key = gp_desktop_session_dup_key;
  session_class->get_file = gp_desktop_session_get_file;
  session_class->get_notice = gp_desktop_session_get_notice;
  session_class->is_read_only = gp_desktop_session_is_read_only;
  session_class->save_as = gp_desktop_session_save_as;
  session_class->list_formats = gp_desktop_session_list_formats;
  session_class->write = gp_desktop_session_write;
  session_class->start_local = gp_desktop_session_start_local;
  session_class->open_target = gp_desktop_session_open_target;
  session_class->find_token = gp_desktop_session_find_token;
  session_class->keep_token = gp_desktop_session_keep_token;
  session_class->load_deployed = gp_desktop_session_load_deployed;
  session_class->list_enforcers = gp_desktop_session_list_enforcers;
  session_class->record_deployment = gp_desktop_session_record_deployment;
  session_class->list_deployments = gp_desktop_session_list_deployments;
  session_class->approve_plan = gp_desktop_session_approve_plan;
  session_class->list_approvals = gp_desktop_session_list_approvals;
  session_class->load_deployment = gp_desktop_session_load_deployment;
  session_class->clip_codec = &clip_codec;
  session_class->code_runner = &gp_run_code_runner;
  session_class->flow_hosts = gp_flow_hosts;
}

static void
gp_desktop_session_init (GpDesktopSession *self)
{
}

GpDesktopSession *
gp_desktop_session_new (GpStore   *store,
                        GpDesign  *design,
                        gboolean   draft,
                        GError   **error)
{
  g_autoptr(GpHistory) history = gp_history_new (design);
  g_autoptr(GpDesktopSession) self = NULL;

  gp_history_set_author (history, g_get_real_name ());
  if (!gp_store_attach (store, history, error))
    return NULL;

  self = g_object_new (GP_TYPE_DESKTOP_SESSION, "history", history, NULL);
  self->store = g_object_ref (store);
  set_file (self, draft);
  self->poll_id = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);

  return g_steal_pointer (&self);
}

GpStore *
gp_desktop_session_get_store (GpDesktopSession *self)
{
  g_return_val_if_fail (GP_IS_DESKTOP_SESSION (self), NULL);

  return self->store;
}

GpRuntime *
gp_desktop_session_get_runtime (GpDesktopSession *self)
{
  g_return_val_if_fail (GP_IS_DESKTOP_SESSION (self), NULL);

  return self->runtime;
}

void
gp_desktop_session_take_runtime (GpDesktopSession *self,
                                 GpRuntime        *runtime)
{
  g_return_if_fail (GP_IS_DESKTOP_SESSION (self));

  g_clear_pointer (&self->runtime, gp_runtime_free);
  self->runtime = runtime;
}
