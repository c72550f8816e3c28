/* gp-test-access.h — a small design with roles, personas and records, for tests of rules
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-decide.h"
#include "gp-access-enforcer.h"
#include "gp-access-fixtures.h"

G_BEGIN_DECLS

/**
 * gp_test_access_design: (transfer full): entity clinic (id, name) is the tenant; entity note (id,
 * clinic_id, owner, status open|closed|withdrawn, points, secret, parent_id → note) is scoped to it
 * where @scoped. Roles reader, writer (inherits reader), member (whoever is signed in), anybody.
 * Personas Ria (reader, u1, c1), Wim (writer, u2, c1), Tom (reader, u3, c2), Zoe (no role, no
 * tenant), Nobody. Notes n1 (c1, u1, open, 3), n2 (c1, u2, closed, parent n1), n3 (c2, no owner).
 */
GpDesign *gp_test_access_design (gboolean scoped) G_GNUC_WARN_UNUSED_RESULT;

/** gp_test_access_find: the element of @kind with this name, anywhere. */
const GpId *gp_test_access_find (GpDesign *design, GpKind kind, const char *name);

/** gp_test_access_rule: a rule on note. @effect: "grant" or "forbid"; @role, @condition, @check: or
 * NULL. */
GpId      gp_test_access_rule   (GpDesign *design, const char *effect, const char *role,
                                 const char *actions, const char *condition, const char *check);

/** gp_test_access_fields: "only" or "except" these fields (with blanks between). */
void      gp_test_access_fields (GpDesign *design, const GpId *rule, const char *mode,
                                 const char *fields);
void      gp_test_access_set    (GpDesign *design, const GpId *id, GpProperty property,
                                 GpValue value);

/** gp_test_access_decide: (transfer full): with explanations. @record: a fixture's name or NULL;
 * @write: JSON of what is written, or NULL. */
GpAccessDecision *gp_test_access_decide (const GpAccess *access, GpAccessFixtures *fixtures,
                                         const char *persona, const char *action,
                                         const char *record, const char *write);

/** gp_test_access_ask: the verdict alone. */
GpAccessVerdict gp_test_access_ask (GpDesign *design, const char *persona, const char *action,
                                    const char *record, const char *write);

/** gp_test_access_enforcers: NULL-terminated: "Plainbase" alone, which cannot enforce conditions,
 * and can say how it finds what is read, and nothing else. */
extern const GpAccessEnforcer *const gp_test_access_enforcers[];

G_END_DECLS
