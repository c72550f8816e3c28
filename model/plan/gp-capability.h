/* gp-capability.h — what each kind of target can do with what a design may hold
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-kind.h"

G_BEGIN_DECLS

/** GpFeature: something that a design may ask of a target. */
typedef enum
{
  GP_FEATURE_TABLE,            /* entities with their fields */
  GP_FEATURE_VIEW,             /* entities that stand for a query */
  GP_FEATURE_COMPUTED,         /* fields computed from others */
  GP_FEATURE_CHECK,            /* checks in the expression language */
  GP_FEATURE_CHECK_SQL,        /* checks as they were read from SQL */
  GP_FEATURE_INDEX_SQL,        /* indexes over expressions or with a condition */
  GP_FEATURE_BUCKET,           /* buckets with their files */
  GP_FEATURE_FILE_FIELD,       /* fields that hold a file */
  GP_FEATURE_RULE,             /* rules without more: a role may do an action with all records */
  GP_FEATURE_RULE_CONDITION,
  GP_FEATURE_RULE_CHECK,
  GP_FEATURE_RULE_FIELDS,
  GP_FEATURE_RULE_PRESETS,
  GP_FEATURE_RULE_ACTION,      /* actions of the design's own */
  GP_FEATURE_TENANT,           /* rules limited to the caller's tenant */
  GP_FEATURE_POLICY_SQL,       /* row security as it was read from SQL */
  GP_FEATURE_AUDIT,
  GP_FEATURE_RETENTION,
  GP_FEATURE_FLOW,
  GP_FEATURE_EVENT,
  GP_N_FEATURES
} GpFeature;

/**
 * GpCapability: the row of one target type.
 * @type: the nick of the target's type, as "local"
 * @features: mask of 1 << GpFeature: what it does; whatever else is named by the plan and denied
 * @transaction: a deployment is one transaction: after a failure all is as it was before
 * @keeps_ids: it keeps our ids, so that renames are renames
 */
typedef struct
{
  const char *type;
  const char *label;           /* untranslated; pass through gettext */
  guint32     features;
  gboolean    transaction;
  gboolean    keeps_ids;
} GpCapability;

/** gp_capability_find: a row of the static table, or NULL for a type that nothing is known of. */
const GpCapability *gp_capability_find (const char *type);

/** gp_capability_get: the @i-th row, or NULL past the last. */
const GpCapability *gp_capability_get  (gsize i);

gboolean            gp_capability_has  (const GpCapability *self, GpFeature feature);

G_END_DECLS
