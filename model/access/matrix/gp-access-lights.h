/* gp-access-lights.h — which rules some kind of backend cannot enforce
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-enforcer.h"
#include "gp-access-matrix.h"

G_BEGIN_DECLS

/** GpAccessLight: a rule that @enforcer cannot enforce for @action, and why. A plain struct. */
typedef struct
{
  const GpAccessEnforcer *enforcer;
  const GpAccessRule     *rule;
  const char             *action;     /* of the rule */
  char                   *reason;
} GpAccessLight;

/** GpAccessLights: of all rules, tried once. Read-only; keeps the GpAccess. */
typedef struct _GpAccessLights GpAccessLights;

/** gp_access_lights_new: @enforcers: NULL-terminated, static; NULL: none. */
GpAccessLights *gp_access_lights_new  (const GpAccess *access,
                                       const GpAccessEnforcer *const *enforcers);
void            gp_access_lights_free (GpAccessLights *self);    /* NULL is fine */

/** gp_access_lights_get_enforcers: as it was made with; never NULL. */
const GpAccessEnforcer *const *gp_access_lights_get_enforcers (const GpAccessLights *self);

/** gp_access_lights_list: (transfer container): of GpAccessLight: of the rules of @cell, for
 * @action, in the order of the enforcers. */
GPtrArray      *gp_access_lights_list (const GpAccessLights *self, const GpAccessCell *cell,
                                       const char *action);

/** gp_access_lights_count: how many cells of the role @enforcer cannot enforce as they are. */
guint           gp_access_lights_count (const GpAccessLights *self, const GpAccessMatrix *matrix,
                                        guint role, const GpAccessEnforcer *enforcer);

/** gp_access_lights_describe: (transfer full): "PostgreSQL: “…” grants nothing there: …". */
char           *gp_access_lights_describe (const GpAccessLights *self, const GpAccessLight *light);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessLights, gp_access_lights_free)
G_END_DECLS
