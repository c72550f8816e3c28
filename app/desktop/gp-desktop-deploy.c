/* gp-desktop-deploy.c — targets for the designer: made from elements, remembered in the file
 * SPDX-License-Identifier: Apache-2.0
 *
 * The backend that the designer starts runs in a thread of this process and keeps one file for each
 * design, named by the design's root, so that a copy of the design finds its data again. Tokens
 * come from there, from the session, from the environment, or from the keyring, in that order;
 * never from the design.
 */
#define G_LOG_DOMAIN "gp-desktop-deploy"
#include "config.h"

#include "gp-desktop-deploy.h"

#include "gp-desktop-token.h"
#include "gp-keyring.h"
#include "gp-name.h"
#include "gp-plan-json.h"
#include "gp-store-deployments.h"
#include "gp-target-factory.h"
#include "gp-target-lookup.h"

#include <glib/gi18n.h>

/* --- the backend of our own --- */

static char *
backend_path (GpDesign  *design,
              GError   **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "groundplan", "backends",
                                              NULL);
  char id[GP_ID_STRING_SIZE];
  g_autofree char *name = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("The folder for local backends, %s, cannot be made: %s"), folder,
                   g_strerror (errno));
      return NULL;
    }

  name = g_strconcat (gp_id_format (gp_design_get_root_id (design), id), ".db", NULL);
  return g_build_filename (folder, name, NULL);
}

/* The port that the target was reached at before; 0 where it has none on this machine. */
static guint
wanted_port (const GpElement *target)
{
  const char *url = target != NULL ? gp_element_get_text (target, GP_TARGET_URL) : NULL;
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL || g_uri_get_port (uri) <= 0)
    return GP_RUNTIME_DEFAULT_PORT;

  return (guint) g_uri_get_port (uri);
}

/* On the port that the design remembers where it is free, else on any. */
static GpRuntime *
start_runtime (GpDesign         *design,
               const GpElement  *target,
               GError          **error)
{
  g_autofree char *path = backend_path (design, error);
  GpRuntimeOptions options = GP_RUNTIME_OPTIONS_INIT;
  g_autoptr(GpRuntime) runtime = NULL;

  if (path == NULL)
    return NULL;

  options.data = path;
  options.port = wanted_port (target);
  runtime = gp_runtime_new (&options);
  if (gp_runtime_start (runtime, NULL))
    return g_steal_pointer (&runtime);

  g_clear_pointer (&runtime, gp_runtime_free);
  options.port = 0;
  runtime = gp_runtime_new (&options);

  return gp_runtime_start (runtime, error) ? g_steal_pointer (&runtime) : NULL;
}

/* The element that points to @url: @target itself, or a new one. NULL where nothing is to
 * change. */
static GpChangeSet *
point_to (GpDesign        *design,
          const GpElement *target,
          const char      *url)
{
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpElement) element = NULL;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (_("Pointed a target to the local backend"));
  g_autofree char *name = NULL;

  if (target != NULL)
    {
      gp_change_set_set (changes, target, GP_TARGET_URL, gp_value_text (url));
      return g_steal_pointer (&changes);
    }

  name = gp_name_make_unique (design, root, GP_KIND_TARGET, _("Local backend"), NULL);
  element = gp_design_new_child (design, GP_KIND_TARGET, root);
  gp_element_set_text (element, GP_TARGET_NAME, name);
  gp_element_set_text (element, GP_TARGET_URL, url);
  gp_change_set_add (changes, element);

  return g_steal_pointer (&changes);
}

void
gp_desktop_deploy_start_local (GpDesktopSession *session,
                               const GpId       *target,
                               GTask            *task)
{
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  const GpElement *element = gp_design_lookup_kind (design, target, GP_KIND_TARGET);
  GpRuntime *runtime = gp_desktop_session_get_runtime (session);
  g_autoptr(GpChangeSet) changes = NULL;
  GError *error = NULL;

  if (runtime == NULL)
    {
      runtime = start_runtime (design, element, &error);
      if (runtime == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      gp_desktop_session_take_runtime (session, runtime);
    }

  changes = point_to (design, element, gp_runtime_get_url (runtime));
  if (!gp_session_apply (GP_SESSION (session), changes, NULL, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- targets --- */

typedef struct
{
  GpElement *target;
  GpId       design;
  char      *token;       /* NULL: to be looked up */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  gp_element_unref (job->target);
  gp_keyring_free (job->token);
  g_free (job);
}

/* The keyring may ask the person to unlock it, so this is for a worker. One that is not there
 * leads to where the token can be given. */
static void
open_cb (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  Job *job = task_data;
  const char *secret = gp_element_get_text (job->target, GP_TARGET_SECRET);
  g_autoptr(GError) error = NULL;

  if (job->token == NULL && secret != NULL)
    job->token = gp_keyring_lookup (&job->design, secret, cancellable, &error);

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN,
                             _("The keyring did not give the token of “%s”: %s"),
                                gp_element_get_name (job->target), error->message);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) outer = user_data;                 /* reference taken when the call began */
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  GpTarget *target;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }

  target = gp_target_new_for_element (job->target, job->token, &error);
  if (target == NULL)
    g_task_return_error (outer, error);
  else
    g_task_return_pointer (outer, target, g_object_unref);
}

void
gp_desktop_deploy_open_target (GpDesktopSession *session,
                               const GpId       *target,
                               GTask            *task)
{
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  const GpElement *element = gp_design_lookup_kind (design, target, GP_KIND_TARGET);
  g_autoptr(GTask) inner = NULL;
  Job *job;

  if (element == NULL)
    {
      g_task_return_new_error (task, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                               _("The target is no longer in the design."));
      return;
    }

  job = g_new0 (Job, 1);
  job->target = gp_element_ref (element);
  job->design = *gp_design_get_root_id (design);
  job->token = gp_desktop_token_lookup (session, element);
  inner = g_task_new (NULL, g_task_get_cancellable (task), opened_cb, g_object_ref (task));
  g_task_set_source_tag (inner, gp_desktop_deploy_open_target);
  g_task_set_task_data (inner, job, job_free);
  g_task_run_in_thread (inner, open_cb);
}

/* --- the record --- */

GpDesign *
gp_desktop_deploy_load (GpDesktopSession  *session,
                        const GpId        *target,
                        GError           **error)
{
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  const GpElement *element = gp_design_lookup_kind (design, target, GP_KIND_TARGET);
  GpDesign *deployed = NULL;

  if (element != NULL)
    gp_target_load_deployed (gp_desktop_session_get_store (session), design,
                             gp_element_get_name (element), &deployed, error);

  return deployed;
}

gboolean
gp_desktop_deploy_record (GpDesktopSession     *session,
                          const GpId           *target,
                          GpPlan               *plan,
                          GpDesign             *wanted,
                          GpDeploymentOutcome   outcome,
                          const char           *message,
                          GError              **error)
{
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  const GpElement *element = gp_design_lookup (design, target);
  g_autofree char *text = plan != NULL ? gp_plan_to_json (plan, GP_JSON_COMPACT, NULL) : NULL;
  GpDeploymentRecord record = {
    .author = (char *) gp_history_get_author (gp_session_get_history (GP_SESSION (session))),
    .target = *target,
    .target_name = element != NULL ? (char *) gp_element_get_name (element) : NULL,
    .plan_hash = plan != NULL ? (char *) gp_plan_get_hash (plan) : NULL,
    .outcome = outcome,
    .message = (char *) message,
  };

  if (gp_session_is_read_only (GP_SESSION (session)))
    return TRUE;

  return gp_store_add_deployment (gp_desktop_session_get_store (session), &record, text,
                                  outcome == GP_OUTCOME_FAILED ? NULL : wanted, error);
}

GPtrArray *
gp_desktop_deploy_list (GpDesktopSession  *session,
                        const GpId        *target,
                        GError           **error)
{
  GPtrArray *all = gp_store_list_deployments (gp_desktop_session_get_store (session), error);
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  const GpElement *element = gp_design_lookup_kind (design, target, GP_KIND_TARGET);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    {
      const GpDeploymentRecord *record = all->pdata[i - 1];

      if (element == NULL || !gp_target_is_of (design, record, gp_element_get_name (element)))
        g_ptr_array_remove_index (all, i - 1);
    }

  return all;
}

gboolean
gp_desktop_deploy_load_deployment (GpDesktopSession  *session,
                                   gint64             number,
                                   GpPlan           **out_plan,
                                   GpDesign         **out_design,
                                   GError           **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GpDesign) design = NULL;
  GpPlan *plan = NULL;

  if (!gp_store_load_deployment (gp_desktop_session_get_store (session), number,
                                 out_plan != NULL ? &text : NULL,
                                 out_design != NULL ? &design : NULL, error))
    return FALSE;
  if (text != NULL && (plan = gp_plan_from_json (text, strlen (text), error)) == NULL)
    return FALSE;

  if (out_plan != NULL)
    *out_plan = plan;
  if (out_design != NULL)
    *out_design = g_steal_pointer (&design);
  return TRUE;
}
