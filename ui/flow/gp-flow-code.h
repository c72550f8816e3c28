/* gp-flow-code.h — code of a simulated run that is under way
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-code-runner.h"
#include "gp-flow-effect.h"

G_BEGIN_DECLS

/** GpFlowCode: code in a process of its own. Plain struct; main thread. */
typedef struct _GpFlowCode GpFlowCode;

/** GpFlowCodeEnded: @value, or else @fault; borrowed. The code is dropped before. */
typedef void (*GpFlowCodeEnded) (gpointer owner, guint64 effect, GpExprValue *value,
                                 GpExprValue *fault);

/** gp_flow_code_start: @effect: of kind CODE; not needed afterwards. @owner: of @ended, which comes
 * later, once. */
GpFlowCode *gp_flow_code_start (const GpCodeRunner *runner, const GpFlowEffect *effect,
                                GpFlowCodeEnded ended, gpointer owner);

/** gp_flow_code_get_effect: the number of that effect. */
guint64     gp_flow_code_get_effect (const GpFlowCode *self);

/** gp_flow_code_drop: ends it; nobody is told. NULL is fine. */
void        gp_flow_code_drop  (GpFlowCode *self);

G_END_DECLS
