/* gp-flow-lights.h — which steps of flows some kind of backend does not do
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-finding.h"

G_BEGIN_DECLS

/**
 * GpFlowHost: what runs flows: a kind of backend. A static table, which the program hands to
 * whoever asks. Safe in any thread.
 *
 * @name: untranslated; pass through gettext: N_("PostgreSQL")
 * @check: (nullable): (transfer full): of GpFinding: a warning for each flow, step or transition of
 *   the design that it does not run as it is drawn, or that is why; NULL where it runs all
 * @types: (nullable): the types of targets that are of this kind; NULL: it is meant by every design
 */
typedef struct
{
  const char        *name;
  GPtrArray       *(*check) (GpDesign *design);
  const char *const *types;
} GpFlowHost;

/** GpFlowLight: what @host says about one element. @meant: the design has a target of that kind. */
typedef struct
{
  const GpFlowHost *host;
  const GpFinding  *finding;
  gboolean          meant;
} GpFlowLight;

/** GpFlowLights: what all of them say about a design at one moment. Read-only, reference counted,
 * safe in any thread. */
typedef struct _GpFlowLights GpFlowLights;

/** gp_flow_lights_new: @hosts: NULL-terminated, static; NULL: none. None is asked about a design
 * without flows. */
GpFlowLights *gp_flow_lights_new   (GpDesign *design, const GpFlowHost *const *hosts);
GpFlowLights *gp_flow_lights_ref   (GpFlowLights *self);
void          gp_flow_lights_unref (GpFlowLights *self);    /* NULL is fine */

/** gp_flow_lights_get_hosts: as it was made with; never NULL. */
const GpFlowHost *const *gp_flow_lights_get_hosts (const GpFlowLights *self);

/** gp_flow_lights_list: (transfer none) (nullable): of GpFlowLight, in the order of the hosts:
 * about a step and the transitions that leave it; about a flow and all that is inside of it. NULL:
 * every host runs it as it is drawn. */
GPtrArray    *gp_flow_lights_list  (const GpFlowLights *self, const GpId *id);

/** gp_flow_lights_is_lit: some host that the design is meant for does not run it as it is drawn. */
gboolean      gp_flow_lights_is_lit (const GpFlowLights *self, const GpId *id);

/** gp_flow_lights_describe: (transfer full) (nullable): what those say, a line for each:
 * "Directus: …"; NULL where it is not lit. */
char         *gp_flow_lights_describe (const GpFlowLights *self, const GpId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFlowLights, gp_flow_lights_unref)
G_END_DECLS
