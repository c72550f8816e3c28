/* gp-pocketbase-access.h — who may do what, as rules of PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"

G_BEGIN_DECLS

/**
 * GpPocketbaseAccess: all rules of a design. Read-only.
 * @findings: (nullable): of GpFinding: what is less there
 * @owners: a set of GpId: fields that hold the id of an account
 * @has_tenant: accounts need to know their tenant
 */
typedef struct
{
  GpAccess   *access;
  GpDesign   *design;      /* of @access */
  GPtrArray  *findings;
  GHashTable *owners;
  gboolean    has_tenant;
} GpPocketbaseAccess;

void  gp_pocketbase_access_init  (GpPocketbaseAccess *self, const GpAccess *access,
                                  GPtrArray *findings);
void  gp_pocketbase_access_clear (GpPocketbaseAccess *self);

/** gp_pocketbase_access_rule: (transfer full): the rule for @action with the records of @entity, as
 * PocketBase has it; NULL: nobody may but administrators. What cannot be said grants nothing, and
 * is a finding. */
char *gp_pocketbase_access_rule  (GpPocketbaseAccess *self, const GpElement *entity,
                                  const char *action);

/** gp_pocketbase_access_find_owners: fills @owners and @has_tenant, by writing all rules. */
void  gp_pocketbase_access_find_owners (GpPocketbaseAccess *self);

/** gp_pocketbase_access_part: (transfer full): the part of it that @rule grants, or what escapes
 * it where it forbids; a constant of gp-pocketbase-expr.h, too. NULL with the reason. */
char *gp_pocketbase_access_part  (GpPocketbaseAccess *self, const GpAccessRule *rule,
                                  const char *action, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpPocketbaseAccess, gp_pocketbase_access_clear)

G_END_DECLS
