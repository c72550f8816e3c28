/* gp-access.h — who may do what
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

typedef enum
{
  GP_ACCESS_DENIED,         /* nothing grants it */
  GP_ACCESS_FORBIDDEN,      /* a rule forbids it, whatever others grant */
  GP_ACCESS_GRANTED,        /* with all records and all fields */
} GpAccessVerdict;

/** GpAccessLimit: why a rule is more than a plain "role may do action with all records". */
typedef enum
{
  GP_ACCESS_LIMIT_CONDITION = 1 << 0,
  GP_ACCESS_LIMIT_CHECK     = 1 << 1,
  GP_ACCESS_LIMIT_FIELDS    = 1 << 2,
  GP_ACCESS_LIMIT_PRESETS   = 1 << 3,
  GP_ACCESS_LIMIT_TENANT    = 1 << 4,
  GP_ACCESS_LIMIT_ACTION    = 1 << 5,   /* an action other than create, read, update, delete */
} GpAccessLimit;

/** gp_access_rule_limits: a mask of GpAccessLimit; 0 for a plain rule. */
guint  gp_access_rule_limits (GpDesign *design, const GpElement *rule);

/**
 * GpAccess: the rules of a design, ready to be asked often. A snapshot: it does not follow the
 * design.
 *
 * Deny by default, and forbid wins. It only grants what it can judge from role and action alone: a
 * grant with limits grants nothing, a forbid with limits forbids everything that it is about.
 * Immutable after its making, so that any thread may ask it.
 */
typedef struct _GpAccess GpAccess;

GpAccess        *gp_access_new        (GpDesign *design);
void             gp_access_free       (GpAccess *self);

/**
 * gp_access_ask:
 * @signed_in: whether the caller is known
 * @roles: ids of the roles assigned to the caller; unknown ones are passed over. Roles for
 * everybody,
 *   roles for whoever is signed in, and inherited roles are added here
 * @action: "create", "read", "update" or "delete"
 * @subject: an entity or a bucket
 * @out_rule: (optional): the rule that decided, nil where none did
 */
GpAccessVerdict  gp_access_ask        (const GpAccess *self, gboolean signed_in, const GpId *roles,
                                       gsize n_roles, const char *action, const GpId *subject,
                                       GpId *out_rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccess, gp_access_free)
G_END_DECLS
