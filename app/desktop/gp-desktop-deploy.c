/* gp-desktop-deploy.c — targets for the designer: made from elements, remembered in the file
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-desktop-deploy"
#include "config.h"

#include "gp-desktop-deploy.h"

#include "gp-store-deployments.h"

#include <glib/gi18n.h>

void
gp_desktop_deploy_start_local (GpDesktopSession *session,
                               const GpId       *target,
                               GTask            *task)
{
  g_task_return_new_error (task, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                           _("The local backend is not part of this build."));
}

void
gp_desktop_deploy_open_target (GpDesktopSession *session,
                               const GpId       *target,
                               GTask            *task)
{
  g_task_return_new_error (task, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                           _("The local backend is not part of this build."));
}

GpDesign *
gp_desktop_deploy_load (GpDesktopSession  *session,
                        const GpId        *target,
                        GError           **error)
{
  g_autoptr(GError) problem = NULL;
  GpDesign *design;

  design = gp_store_load_deployed (gp_desktop_session_get_store (session), target, NULL, NULL,
                                   &problem);
  if (design == NULL && !g_error_matches (problem, GP_STORE_ERROR, GP_STORE_ERROR_MISSING))
    g_propagate_error (error, g_steal_pointer (&problem));

  return design;
}

gboolean
gp_desktop_deploy_record (GpDesktopSession  *session,
                          const GpId        *target,
                          GpPlan            *plan,
                          const char        *problem,
                          GError           **error)
{
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  const GpElement *element = gp_design_lookup (design, target);
  GpStoreDeployment deployment = {
    .author = (char *) g_get_real_name (),
    .target = *target,
    .target_name = element != NULL ? (char *) gp_element_get_name (element) : NULL,
    .plan_hash = (char *) gp_plan_get_hash (plan),
    .result = problem == NULL ? GP_STORE_RESULT_DONE : GP_STORE_RESULT_FAILED,
    .message = (char *) (problem != NULL ? problem : ""),
  };

  if (gp_session_is_read_only (GP_SESSION (session)))
    return TRUE;

  return gp_store_add_deployment (gp_desktop_session_get_store (session), &deployment,
                                  problem == NULL ? design : NULL, error);
}
