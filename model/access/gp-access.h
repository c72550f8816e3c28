/* gp-access.h — who may do what
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-rule.h"

G_BEGIN_DECLS

/**
 * GpAccess: the rules of a design, ready to be asked often. A snapshot: it does not follow the
 * design. Immutable after its making, so that any thread may ask it.
 *
 * What the rules mean, everywhere:
 *
 *   Nothing is allowed but by a grant, and forbid wins. A caller has the roles that are assigned,
 *   those for everybody (or whoever is signed in), and all that these inherit; what one of them
 *   grants is granted.
 *
 *   A grant holds where every part of it is true; false, an error and null are not. Its parts are
 *   the limit to the caller's tenant (of every grant on an entity that is scoped to tenants, unless
 *   it says otherwise), the condition, the check, the presets and the fields.
 *   A forbid holds where its condition is not false: what cannot be judged is judged against the
 *   caller. A check of a forbid is what written values must meet to escape it.
 *
 *   `record` is the stored record and `new` the record as it is going to be. Where one is created,
 *   both are the new one: a grant's condition says which records it is about, new ones among them.
 *
 *   Records that are read have the fields of all grants that hold for them, taken together, without
 *   those of forbids with fields. What is written must be allowed by one grant as a whole; its
 *   presets are set where nothing is written, and where something is written it must be the same.
 *   A forbid with fields is about writing those fields.
 *
 *   What is not known of a caller is an error: for a caller who is not signed in every user.… is.
 */
typedef struct _GpAccess GpAccess;

GpAccess         *gp_access_new         (GpDesign *design);
GpAccess         *gp_access_ref         (const GpAccess *self);
void              gp_access_unref       (GpAccess *self);    /* NULL is fine */

/** gp_access_get_design: the snapshot that the rules are of; never changes. */
GpDesign         *gp_access_get_design  (const GpAccess *self);

/** gp_access_peek_rules: of GpAccessRule, of one subject, in order; NULL where it has none. */
const GPtrArray  *gp_access_peek_rules  (const GpAccess *self, const GpId *subject);

/** gp_access_find_rule: NULL where there is none. */
const GpAccessRule *gp_access_find_rule (const GpAccess *self, const GpId *rule);

/** gp_access_dup_actions: (transfer full): the four, then those of the design's own, sorted. */
char            **gp_access_dup_actions (const GpAccess *self);

/**
 * GpAccessUser: who somebody is. A plain struct. NULL where something is not known.
 * @roles: those assigned; unknown ones are passed over
 * @claims: (nullable): a map
 */
typedef struct
{
  gboolean     signed_in;
  const char  *id;
  const char  *email;
  const char  *tenant;
  GpExprValue *claims;
  const GpId  *roles;
  gsize        n_roles;
} GpAccessUser;

/**
 * GpAccessCaller: a user with all roles, and `user` as expressions see it. Immutable, reference
 * counted; belongs to the GpAccess that it was made for, whose roles it has.
 */
typedef struct _GpAccessCaller GpAccessCaller;

GpAccessCaller   *gp_access_caller_new         (const GpAccess *access, const GpAccessUser *user);

/** gp_access_caller_new_persona: NULL where @persona is no persona. */
GpAccessCaller   *gp_access_caller_new_persona (const GpAccess *access, const GpId *persona);

/** gp_access_caller_new_as: @persona: one that need not be in the design of @access: of a version
 * of it, say. */
GpAccessCaller   *gp_access_caller_new_as      (const GpAccess *access, const GpElement *persona);
void              gp_access_caller_free       (GpAccessCaller *self);    /* NULL is fine */

gboolean          gp_access_caller_is_signed_in (const GpAccessCaller *self);
gboolean          gp_access_caller_has_role    (const GpAccessCaller *self, const GpId *role);

/** gp_access_caller_get_user: a map; empty for a caller who is not signed in. */
GpExprValue      *gp_access_caller_get_user    (const GpAccessCaller *self);

/** gp_access_caller_is_meant: whether @rule is about this caller, whatever its conditions. */
gboolean          gp_access_caller_is_meant    (const GpAccessCaller *self,
                                                const GpAccessRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccess, gp_access_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessCaller, gp_access_caller_free)
G_END_DECLS
