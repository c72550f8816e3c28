/* gp-deploy-source.h — what is deployed in the place of the design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-deployment.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GpDeploySource: a bar that says so, with the way back to the design; not there while the design
 * is deployed. */
#define GP_TYPE_DEPLOY_SOURCE (gp_deploy_source_get_type ())
G_DECLARE_FINAL_TYPE (GpDeploySource, gp_deploy_source, GP, DEPLOY_SOURCE, AdwBin)

GtkWidget  *gp_deploy_source_new      (void);

/** gp_deploy_source_show: @deployment: its source is shown. */
void        gp_deploy_source_show     (GpDeploySource *self, GpDeployment *deployment);

/** gp_deploy_source_new_menu: (transfer full): what can be deployed to @target: the design, or what
 * another target of @design holds; items of win.deploy-source, win.update-from and
 * win.deployments. */
GMenuModel *gp_deploy_source_new_menu (GpDesign *design, const GpId *target);

G_END_DECLS
