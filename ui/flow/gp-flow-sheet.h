/* gp-flow-sheet.h — what one flow is tried with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-value.h"

G_BEGIN_DECLS

/** GpFlowSheet: @input: JSON as it was typed, or an example; @typed: a person or a test gave it;
 * @outdated: the example is of a design that has changed; @mocks: a MAP; @breaks: set of GpId; a
 * table that is replaced when it changes, so that others may keep it. */
typedef struct
{
  char        *input;
  gboolean     typed;
  gboolean     outdated;
  GpExprValue *mocks;
  GHashTable  *breaks;
} GpFlowSheet;

/** gp_flow_sheet_new: (transfer full): with an example, and the answers of earlier tests. */
GpFlowSheet *gp_flow_sheet_new       (GpDesign *design, const GpElement *flow);
void         gp_flow_sheet_free      (GpFlowSheet *self);    /* NULL is fine */

/** gp_flow_sheet_renew: a new example, where the one before has not been typed over. */
void         gp_flow_sheet_renew     (GpFlowSheet *self, GpDesign *design, const GpElement *flow);

/** gp_flow_sheet_take_test: what a test of the flow says instead. */
void         gp_flow_sheet_take_test (GpFlowSheet *self, const GpElement *test);

/** gp_flow_sheet_set_mock: @mock: NULL: none. */
void         gp_flow_sheet_set_mock  (GpFlowSheet *self, const char *step, GpExprValue *mock);
void         gp_flow_sheet_set_break (GpFlowSheet *self, const GpId *step, gboolean stops);

G_END_DECLS
