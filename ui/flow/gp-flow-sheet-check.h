/* gp-flow-sheet-check.h — whether a flow can be tried with what stands on its sheet
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-sheet.h"

G_BEGIN_DECLS

/** GpFlowVerdict: @problem: (nullable): why the flow cannot be tried; @problem_at: the byte of the
 * input that is wrong, G_MAXSIZE where it is none; @hint: (nullable): why a backend would not start
 * it, where it can be tried. */
typedef struct
{
  char *problem;
  gsize problem_at;
  char *hint;
} GpFlowVerdict;

void gp_flow_verdict_clear (GpFlowVerdict *self);

/** gp_flow_sheet_read_input: (transfer full): what `trigger` is, a MAP; NULL, with @verdict's
 * problem, where what was typed is none. */
GpExprValue *gp_flow_sheet_read_input (const GpFlowSheet *self, GpFlowVerdict *verdict);

/** gp_flow_sheet_check: @flow: of @design; @out: cleared before, and by gp_flow_verdict_clear(). */
void gp_flow_sheet_check (const GpFlowSheet *self, GpDesign *design, const GpElement *flow,
                          GpFlowVerdict *out);

G_END_DECLS
