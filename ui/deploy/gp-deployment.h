/* gp-deployment.h — the talk with a backend that a design is deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

G_BEGIN_DECLS

/**
 * GpDeploymentState:
 * @GP_DEPLOYMENT_IDLE: not begun, or stopped
 * @GP_DEPLOYMENT_NO_TARGET: the design has no such target
 * @GP_DEPLOYMENT_WORKING: a call is under way; see gp_deployment_get_sentence()
 * @GP_DEPLOYMENT_FAILED: see gp_deployment_get_error()
 * @GP_DEPLOYMENT_PLANNED: there is a plan
 */
typedef enum
{
  GP_DEPLOYMENT_IDLE,
  GP_DEPLOYMENT_NO_TARGET,
  GP_DEPLOYMENT_WORKING,
  GP_DEPLOYMENT_FAILED,
  GP_DEPLOYMENT_PLANNED,
} GpDeploymentState;

/**
 * GpDeployment: opens a target of the session's design, reads what it holds, plans, applies and
 * verifies. Shows nothing itself. What is deployed is the session's design; or what the target held
 * after an earlier deployment, or what another target holds. While there is a plan for the design,
 * changes of it have it made again.
 *
 * Main thread only. What the getters return is borrowed until the next ::changed.
 *
 * GpDeployment::changed (GpDeployment *self): the state, or what belongs to it.
 * GpDeployment::applied (GpDeployment *self): the backend took the plan; it is read back now.
 * GpDeployment::ended (GpDeployment *self, gboolean good, const char *sentence): what was applied
 * is there, or why not. The backend is read again after that.
 */
#define GP_TYPE_DEPLOYMENT (gp_deployment_get_type ())
G_DECLARE_FINAL_TYPE (GpDeployment, gp_deployment, GP, DEPLOYMENT, GObject)

GpDeployment     *gp_deployment_new           (GpSession *session);

/** gp_deployment_start: with @target (an element; nil: there is none yet), whatever was before. Not
 * while something is applied: returns FALSE then. */
gboolean          gp_deployment_start         (GpDeployment *self, const GpId *target);

/** gp_deployment_restart: the same target once more. */
void              gp_deployment_restart       (GpDeployment *self);

/**
 * gp_deployment_set_source: what is deployed; plans anew.
 * @source: "" for the design, "deployment:12" for what the target held after that one, "target:ID"
 *   for what that target of the design holds now
 *
 * Not while something is applied: returns FALSE then.
 */
gboolean          gp_deployment_set_source    (GpDeployment *self, const char *source);

/** gp_deployment_get_source: as it was set; "" after gp_deployment_start(). */
const char       *gp_deployment_get_source    (GpDeployment *self);

/** gp_deployment_dup_source_words: (transfer full) (nullable): translated: what is deployed in the
 * design's place; NULL where it is the design. */
char             *gp_deployment_dup_source_words (GpDeployment *self);

/** gp_deployment_start_local: starts the local backend, makes it the target where there was none,
 * and goes on with it. */
void              gp_deployment_start_local   (GpDeployment *self);

/** gp_deployment_stop: cancels what is under way and forgets the target. */
void              gp_deployment_stop          (GpDeployment *self);

/** gp_deployment_cancel: the call under way alone. Returns whether something was being applied:
 * then ::ended follows. */
gboolean          gp_deployment_cancel        (GpDeployment *self);

/** gp_deployment_apply: the plan. @allowed: see gp_target_apply_async(). Nothing where there is no
 * plan or it is being applied already; the caller has made sure of all consent. */
void              gp_deployment_apply         (GpDeployment *self, const char *const *allowed);

GpDeploymentState gp_deployment_get_state     (GpDeployment *self);

/** gp_deployment_peek_target: (nullable): the element; NULL where it is gone or was never there. */
const GpElement  *gp_deployment_peek_target   (GpDeployment *self);
const GpId       *gp_deployment_get_target_id (GpDeployment *self);

/** gp_deployment_get_sentence: (nullable): translated, what is being done. */
const char       *gp_deployment_get_sentence  (GpDeployment *self);

/** gp_deployment_get_progress: 0 to 1 while something is applied, less than 0 otherwise. */
double            gp_deployment_get_progress  (GpDeployment *self);

/** gp_deployment_get_error: (nullable): why the state is failed. */
const GError     *gp_deployment_get_error     (GpDeployment *self);

/** gp_deployment_get_plan, _get_live, _get_wanted, _get_capability: (nullable): what is to be
 * done, what the backend holds, the design as the plan was made for, and what the backend can do:
 * NULL before they are known. */
GpPlan           *gp_deployment_get_plan       (GpDeployment *self);
GpDesign         *gp_deployment_get_live       (GpDeployment *self);
GpDesign         *gp_deployment_get_wanted     (GpDeployment *self);
const GpCapability *gp_deployment_get_capability (GpDeployment *self);

/** gp_deployment_get_asked: whose answer is waited for, or was an error: the target, or the one
 * whose design is deployed there. */
GpId              gp_deployment_get_asked     (GpDeployment *self);

/** gp_deployment_load_deployed: (transfer full) (nullable): what was deployed there last from
 * here. */
GpDesign         *gp_deployment_load_deployed (GpDeployment *self);

/** gp_deployment_is_outdated: the design has changed since the plan was made; another one is on
 * its way. */
gboolean          gp_deployment_is_outdated   (GpDeployment *self);

G_END_DECLS
