/* gp-deploy-page.h — compares the design with a backend and deploys it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-linter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpDeployPage: target, drift, changes, checks, requests; progress, cancel and result.
 *
 * GpDeployPage::comparison-changed (GpDeployPage *self, GpDesign *base): what the backend holds is
 * known, so that the canvas can show the difference; NULL: there is nothing to compare any more.
 */
#define GP_TYPE_DEPLOY_PAGE (gp_deploy_page_get_type ())
G_DECLARE_FINAL_TYPE (GpDeployPage, gp_deploy_page, GP, DEPLOY_PAGE, GtkWidget)

GtkWidget  *gp_deploy_page_new       (GpSession *session, GpLinter *linter);

/** gp_deploy_page_start: reads the backend of @target (an element; nil: there is none yet) and
 * plans. What was allowed before is not. */
void        gp_deploy_page_start     (GpDeployPage *self, const GpId *target);

/** gp_deploy_page_set_source: plans to deploy something else, see gp_deployment_set_source(). What
 * was allowed before is not. */
void        gp_deploy_page_set_source (GpDeployPage *self, const char *source);

/** gp_deploy_page_toggle_history: shows what was deployed to the target, or the plan again. */
void        gp_deploy_page_toggle_history (GpDeployPage *self);

/** gp_deploy_page_stop: cancels what is under way and ends the comparison. */
void        gp_deploy_page_stop      (GpDeployPage *self);

/** gp_deploy_page_apply: deploys what is shown, as its button does; nothing where there is no
 * plan, or a tick is missing. */
void        gp_deploy_page_apply     (GpDeployPage *self);

/** gp_deploy_page_get_state: "idle", "setup", "working", "failed" or "plan"; for tests. */
const char *gp_deploy_page_get_state (GpDeployPage *self);

G_END_DECLS
