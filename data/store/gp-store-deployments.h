/* gp-store-deployments.h — the record of deployments in a file
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-deployment-record.h"
#include "gp-store.h"

G_BEGIN_DECLS

/** gp_store_add_deployment: @plan: (nullable): as JSON; @deployed: (nullable): what the target
 * holds now; both kept whole. NULL texts are taken as "". Does not need the newest design: another
 * program's steps do not matter to what was deployed. */
gboolean   gp_store_add_deployment    (GpStore *self, const GpDeploymentRecord *record,
                                       const char *plan, GpDesign *deployed, GError **error);

/** gp_store_list_deployments: (transfer full): GpDeploymentRecord, newest first. */
GPtrArray *gp_store_list_deployments  (GpStore *self, GError **error);

/** gp_store_load_deployment: that one. @out_plan: (out) (optional) (nullable): as JSON;
 * @out_design: (out) (optional) (nullable): what the target held after it; each NULL where it was
 * not kept. GP_STORE_ERROR_MISSING where there is no such number. */
gboolean   gp_store_load_deployment   (GpStore *self, gint64 number, char **out_plan,
                                       GpDesign **out_design, GError **error);

G_END_DECLS
