/* gp-test-steps.h — flows to draw
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene-builder.h"

G_BEGIN_DECLS

/** gp_test_steps_add_step: below a flow or a step. */
GpId gp_test_steps_add_step (GpDesign *design, const GpId *parent, const char *name,
                             const char *type);

/** gp_test_steps_connect: @from, @to: NULL for the beginning and the end. @type: as stored. */
GpId gp_test_steps_connect  (GpDesign *design, const GpId *parent, const GpId *from, const GpId *to,
                            const char *type);

/** gp_test_steps_set: one property. */
void gp_test_steps_set      (GpDesign *design, const GpId *id, GpProperty property, GpValue value);

/** gp_test_steps_add: a flow that starts by hand. */
GpId gp_test_steps_add      (GpDesign *design, const char *name);

/** gp_test_steps_new_builder: (transfer full): the inside of @flow, or all flows for NULL, laid
 * out. */
GpSceneBuilder *gp_test_steps_new_builder (GpDesign *design, const GpId *flow);

G_END_DECLS
