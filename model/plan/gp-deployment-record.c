/* gp-deployment-record.c — what was deployed where, when and by whom
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-deployment-record"
#include "config.h"
#include "gp-deployment-record.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *nick;
  const char *label;
} outcomes[] = {
  [GP_OUTCOME_DONE] = { "done", N_("deployed and verified") },
  [GP_OUTCOME_FAILED] = { "failed", N_("failed") },
  [GP_OUTCOME_UNVERIFIED] = { "unverified", N_("deployed, not verified") },
  [GP_OUTCOME_READ] = { "read", N_("read into the design") },
};

const char *
gp_deployment_outcome_get_nick (GpDeploymentOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcomes), NULL);

  return outcomes[outcome].nick;
}

GpDeploymentOutcome
gp_deployment_outcome_from_nick (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_strcmp0 (nick, outcomes[i].nick) == 0)
      return i;

  return GP_OUTCOME_FAILED;
}

const char *
gp_deployment_outcome_get_label (GpDeploymentOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcomes), NULL);

  return _(outcomes[outcome].label);
}

void
gp_deployment_record_free (GpDeploymentRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->author);
  g_free (self->target_name);
  g_free (self->plan_hash);
  g_free (self->design_hash);
  g_free (self->message);
  g_free (self->live);
  g_free (self);
}
