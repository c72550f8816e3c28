/* gp-deployment-list.h — what was deployed to a target: when, by whom, how it ended, what it did
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpDeploymentList: the record of deployments to one target, newest first. A row unfolds to its
 * plan, and to a button that activates win.deploy-source with it. Above them the way back to the
 * plan: win.deployments.
 */
#define GP_TYPE_DEPLOYMENT_LIST (gp_deployment_list_get_type ())
G_DECLARE_FINAL_TYPE (GpDeploymentList, gp_deployment_list, GP, DEPLOYMENT_LIST, AdwBin)

GtkWidget *gp_deployment_list_new  (GpSession *session);

/** gp_deployment_list_show: reads the record of those to @target, an element. */
void       gp_deployment_list_show (GpDeploymentList *self, const GpId *target);

G_END_DECLS
