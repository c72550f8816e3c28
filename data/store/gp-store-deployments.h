/* gp-store-deployments.h — what was deployed where, when and by whom
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-store.h"

G_BEGIN_DECLS

typedef enum
{
  GP_STORE_RESULT_DONE,       /* applied, and the backend was found as wanted */
  GP_STORE_RESULT_FAILED,     /* stopped at an operation; what could be undone was */
  GP_STORE_RESULT_UNVERIFIED, /* applied, but the backend was found different */
} GpStoreResult;

/** GpStoreDeployment: an entry of the record. Texts are "" where unknown, never NULL. */
typedef struct
{
  gint64        number;        /* 0 before it is added */
  gint64        time;          /* microseconds since 1970, UTC; 0: now */
  char         *author;
  GpId          target;        /* the element, which may be gone; nil for a URL */
  char         *target_name;   /* or its URL */
  char         *plan_hash;
  char         *design_hash;   /* filled in from the design where there is one */
  GpStoreResult result;
  char         *message;       /* a sentence for people */
  char         *live;          /* the backend's fingerprint afterwards */
  gboolean      has_design;
} GpStoreDeployment;

void       gp_store_deployment_free   (GpStoreDeployment *deployment);

/** gp_store_add_deployment: @deployed: (nullable): what the target holds now; kept whole.
 * NULL texts are taken as "". Does not need the newest design: another program's steps do not
 * matter to what was deployed. */
gboolean   gp_store_add_deployment    (GpStore *self, const GpStoreDeployment *deployment,
                                       GpDesign *deployed, GError **error);

/** gp_store_list_deployments: (transfer full): GpStoreDeployment, newest first. */
GPtrArray *gp_store_list_deployments  (GpStore *self, GError **error);

/** gp_store_load_deployed: (transfer full): the newest design that @target is known to hold.
 * GP_STORE_ERROR_MISSING where nothing was deployed there. */
GpDesign  *gp_store_load_deployed     (GpStore *self, const GpId *target, const char *target_name,
                                       GpStoreDeployment **out_deployment, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpStoreDeployment, gp_store_deployment_free)
G_END_DECLS
