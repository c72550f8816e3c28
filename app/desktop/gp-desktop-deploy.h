/* gp-desktop-deploy.h — targets for the designer: made from elements, remembered in the file
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-desktop-session.h"

G_BEGIN_DECLS

/* What the session's virtual functions of these names do; see gp-session.h. */
void      gp_desktop_deploy_start_local (GpDesktopSession *session, const GpId *target,
                                         GTask *task);
void      gp_desktop_deploy_open_target (GpDesktopSession *session, const GpId *target,
                                         GTask *task);
GpDesign *gp_desktop_deploy_load        (GpDesktopSession *session, const GpId *target,
                                         GError **error);
gboolean  gp_desktop_deploy_record      (GpDesktopSession *session, const GpId *target,
                                         GpPlan *plan, GpDesign *wanted,
                                         GpDeploymentOutcome outcome, const char *message,
                                         GError **error);
GPtrArray *gp_desktop_deploy_list       (GpDesktopSession *session, const GpId *target,
                                         GError **error);
gboolean  gp_desktop_deploy_load_deployment (GpDesktopSession *session, gint64 number,
                                             GpPlan **out_plan, GpDesign **out_design,
                                             GError **error);

G_END_DECLS
