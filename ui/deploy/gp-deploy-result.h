/* gp-deploy-result.h — how a deployment ended
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/** GpDeployResult: one sentence, coloured; hidden as long as there is none. */
#define GP_TYPE_DEPLOY_RESULT (gp_deploy_result_get_type ())
G_DECLARE_FINAL_TYPE (GpDeployResult, gp_deploy_result, GP, DEPLOY_RESULT, AdwBin)

GtkWidget *gp_deploy_result_new  (void);

/** gp_deploy_result_show: @sentence: plain text. @api: (nullable): the address of a backend that
 * has a page about its API: people want to call what they have deployed. */
void       gp_deploy_result_show (GpDeployResult *self, gboolean good, const char *sentence,
                                  const char *api);

G_END_DECLS
