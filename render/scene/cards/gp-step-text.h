/* gp-step-text.h — what stands on the cards of steps and triggers
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-node-text.h"

G_BEGIN_DECLS

/** gp_step_text_init: fills what is there to be said of a step. @self: cleared. */
void gp_step_text_init         (GpNodeText *self, GpDesign *design, const GpElement *step);

/** gp_step_text_init_trigger: of what starts @flow. */
void gp_step_text_init_trigger (GpNodeText *self, GpDesign *design, const GpElement *flow);

/** gp_step_text_get_type: what steps of @type, a choice of the metamodel, look like. */
void gp_step_text_get_type     (const char *type, GpIcon *out_icon, GdkRGBA *out_accent);

G_END_DECLS
