/* gp-lights-section.h — which kinds of backends run the selected flow or step
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-lights.h"
#include "gp-section.h"

G_BEGIN_DECLS

#define GP_TYPE_LIGHTS_SECTION (gp_lights_section_get_type ())
G_DECLARE_FINAL_TYPE (GpLightsSection, gp_lights_section, GP, LIGHTS_SECTION, GpSection)

/** gp_lights_section_new: hidden as long as nothing is known. */
GtkWidget *gp_lights_section_new (GpSession *session);

/** gp_lights_section_set: @lights: (nullable): a reference is taken. */
void       gp_lights_section_set (GpLightsSection *self, GpFlowLights *lights);

G_END_DECLS
