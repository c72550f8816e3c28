/* gp-deployment-record.h — what was deployed where, when and by whom
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-id.h"

G_BEGIN_DECLS

/**
 * GpDeploymentOutcome:
 * @GP_OUTCOME_DONE: applied, and the backend was found as wanted
 * @GP_OUTCOME_FAILED: stopped at an operation; what could be undone was
 * @GP_OUTCOME_UNVERIFIED: applied, but the backend was found different, or could not be read
 * @GP_OUTCOME_READ: nothing was deployed: what the target held was taken into the design
 */
typedef enum
{
  GP_OUTCOME_DONE,
  GP_OUTCOME_FAILED,
  GP_OUTCOME_UNVERIFIED,
  GP_OUTCOME_READ,
} GpDeploymentOutcome;

/** gp_deployment_outcome_get_nick: as files have it: "done". */
const char         *gp_deployment_outcome_get_nick  (GpDeploymentOutcome outcome);

/** gp_deployment_outcome_from_nick: one that is unknown, because a newer program wrote it, or NULL,
 * is no success that we know of: failed. */
GpDeploymentOutcome gp_deployment_outcome_from_nick (const char *nick);

/** gp_deployment_outcome_get_label: translated, "deployed and verified". */
const char         *gp_deployment_outcome_get_label (GpDeploymentOutcome outcome);

/** GpDeploymentRecord: an entry of the record. Texts are "" where unknown, never NULL. */
typedef struct
{
  gint64              number;        /* 0 before it is kept */
  gint64              time;          /* microseconds since 1970, UTC; 0: now */
  char               *author;
  GpId                target;        /* the element, which may be gone; nil for a URL */
  char               *target_name;   /* or its URL */
  char               *plan_hash;
  char               *design_hash;   /* filled in from the design where there is one */
  GpDeploymentOutcome outcome;
  char               *message;       /* a sentence for people */
  char               *live;          /* the backend's fingerprint afterwards */
  gboolean            has_design;    /* what the target held then is kept, too */
} GpDeploymentRecord;

void gp_deployment_record_free (GpDeploymentRecord *self);      /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDeploymentRecord, gp_deployment_record_free)
G_END_DECLS
