/* gp-deployment-source.c — a design that is deployed in the place of the session's
 * SPDX-License-Identifier: Apache-2.0
 *
 * The record is in the file and read at once; another target is opened and read. */
#define G_LOG_DOMAIN "gp-deployment-source"
#include "config.h"

#include "gp-deployment-source.h"

#include "gp-drawer.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* What the task carries: the words. */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;                  /* reference taken when the call began */
  GpSession *session = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(GpDesign) design = gp_target_read_finish (GP_TARGET (source), result, NULL, &error);

  if (design == NULL || !gp_target_check_held (design, gp_session_get_design (session), &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&design), g_object_unref);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;                  /* reference taken when the call began */
  GError *error = NULL;
  g_autoptr(GpTarget) target = gp_session_open_target_finish (GP_SESSION (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);    /* the callback takes @task */

  if (target == NULL)
    g_task_return_error (task, error);
  else
    gp_target_read_async (target, cancellable, read_cb, g_steal_pointer (&task));
}

static void
load_target (GTask      *task,
             const char *text)
{
  GpSession *session = g_task_get_source_object (task);
  const GpElement *element;
  GpId id = gp_id_nil;

  gp_id_parse (text, &id);
  element = gp_design_lookup_kind (gp_session_get_design (session), &id, GP_KIND_TARGET);
  if (element != NULL)
    g_task_set_task_data (task, g_strdup_printf (_("What %s holds"),
                                                 gp_element_get_name (element)), g_free);
  gp_session_open_target_async (session, &id, g_task_get_cancellable (task), opened_cb,
                                g_object_ref (task));
}

/* "14:05"; NULL where there is no such deployment. */
static char *
dup_time (GPtrArray *records,
          gint64     number)
{
  for (guint i = 0; i < records->len; i++)
    {
      const GpDeploymentRecord *record = records->pdata[i];

      if (record->number == number)
        return gp_drawer_format_time (record->time);
    }

  return NULL;
}

static void
load_deployment (GTask      *task,
                 const GpId *target,
                 gint64      number)
{
  GpSession *session = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) records = gp_session_list_deployments (session, target, &error);
  g_autofree char *when = records != NULL ? dup_time (records, number) : NULL;
  GpDesign *design = NULL;

  if (records == NULL
      || !gp_session_load_deployment (session, number, NULL, &design, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (design == NULL || when == NULL)
    {
      g_clear_object (&design);
      g_task_return_new_error (task, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                               _("What the target held after this deployment was not kept: it "
                                 "failed."));
      return;
    }

  /* Translators: a number and a time: "Return to deployment 12 of 14:05". */
  g_task_set_task_data (task, g_strdup_printf (_("Return to deployment %1$" PRId64 " of %2$s"),
                                               number, when), g_free);
  g_task_return_pointer (task, design, g_object_unref);
}

void
gp_deployment_source_load_async (GpSession           *session,
                                 const GpId          *target,
                                 const char          *source,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  const char *colon = strchr (source, ':');

  g_return_if_fail (colon != NULL);

  g_task_set_source_tag (task, gp_deployment_source_load_async);
  g_task_set_name (task, "load what is deployed");
  if (g_str_has_prefix (source, "target:"))
    load_target (task, colon + 1);
  else
    load_deployment (task, target, g_ascii_strtoll (colon + 1, NULL, 10));
}

GpDesign *
gp_deployment_source_load_finish (GAsyncResult  *result,
                                  char         **out_words,
                                  GError       **error)
{
  GpDesign *design = g_task_propagate_pointer (G_TASK (result), error);

  if (design != NULL)
    *out_words = g_strdup (g_task_get_task_data (G_TASK (result)));
  return design;
}
