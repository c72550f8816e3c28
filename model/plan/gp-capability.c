/* gp-capability.c — what each kind of target can do with what a design may hold
 * SPDX-License-Identifier: Apache-2.0
 *
 * A feature that is missing from a row is named by the plan and denies there; so a new feature of
 * the model is safe before any target knows of it. */
#define G_LOG_DOMAIN "gp-capability"
#include "config.h"
#include "gp-capability.h"

#include <glib/gi18n-lib.h>

G_STATIC_ASSERT (GP_N_FEATURES <= 32);

#define HAS(feature) (1u << GP_FEATURE_##feature)

/* The same database behind two doors. */
#define POSTGRESQL \
  (HAS (TABLE) | HAS (VIEW) | HAS (COMPUTED) | HAS (CHECK) | HAS (CHECK_SQL) | HAS (INDEX_SQL) \
   | HAS (FILE_FIELD) | HAS (RULE) | HAS (RULE_CONDITION) | HAS (RULE_CHECK) | HAS (RULE_FIELDS) \
   | HAS (RULE_PRESETS) | HAS (TENANT) | HAS (POLICY_SQL) | HAS (FLOW) | HAS (EVENT))

static const GpCapability capabilities[] = {
  {
    .type = "local",
    .label = N_("Local backend"),
    .features = HAS (TABLE) | HAS (CHECK) | HAS (BUCKET) | HAS (FILE_FIELD) | HAS (RULE)
                | HAS (RULE_CONDITION) | HAS (RULE_CHECK) | HAS (RULE_FIELDS) | HAS (RULE_PRESETS)
                | HAS (RULE_ACTION) | HAS (TENANT) | HAS (AUDIT) | HAS (RETENTION)
                | HAS (FLOW) | HAS (EVENT),
    .transaction = TRUE,
    .keeps_ids = TRUE,
  },
  {
    .type = "postgresql",
    .label = N_("PostgreSQL"),
    .features = POSTGRESQL,
    .transaction = TRUE,
    .keeps_ids = TRUE,
  },
  {
    .type = "supabase",
    .label = N_("Supabase"),
    .features = POSTGRESQL,
    .transaction = TRUE,
    .keeps_ids = TRUE,
  },
  {
    .type = "directus",
    .label = "Directus",
    .features = HAS (TABLE) | HAS (FILE_FIELD) | HAS (RULE) | HAS (RULE_CONDITION)
                | HAS (RULE_CHECK) | HAS (RULE_FIELDS) | HAS (RULE_PRESETS) | HAS (TENANT)
                | HAS (AUDIT) | HAS (FLOW) | HAS (EVENT),
    .keeps_ids = TRUE,
  },
  {
    .type = "pocketbase",
    .label = "PocketBase",
    .features = HAS (TABLE) | HAS (FILE_FIELD) | HAS (RULE) | HAS (RULE_CONDITION)
                | HAS (RULE_CHECK) | HAS (RULE_FIELDS) | HAS (RULE_PRESETS) | HAS (TENANT),
    .keeps_ids = TRUE,
  },
};

const GpCapability *
gp_capability_get (gsize i)
{
  return i < G_N_ELEMENTS (capabilities) ? &capabilities[i] : NULL;
}

const GpCapability *
gp_capability_find (const char *type)
{
  g_return_val_if_fail (type != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (capabilities); i++)
    {
      if (strcmp (capabilities[i].type, type) == 0)
        return &capabilities[i];
    }

  return NULL;
}

gboolean
gp_capability_has (const GpCapability *self,
                   GpFeature           feature)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (feature < GP_N_FEATURES, FALSE);

  return (self->features & (1u << feature)) != 0;
}
