/* gp-flow-example.h — something that could start a flow
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-fixtures.h"

G_BEGIN_DECLS

/** gp_flow_make_example: (transfer full): a MAP, what `trigger` may be in a run of @flow: what its
 * first test says; else a record of the examples, or values that fit the schema of the input, the
 * fields of the event or those of the entity. */
GpExprValue *gp_flow_make_example        (GpDesign *design, GpAccessFixtures *fixtures,
                                          const GpElement *flow);

/** gp_flow_find_mocks: (transfer full): a MAP: what the tests of @flow answer its steps with, the
 * first test first; an answer that fails is not taken. */
GpExprValue *gp_flow_find_mocks          (GpDesign *design, const GpId *flow);

/** gp_json_schema_make_example: (transfer full): a value that @schema, as gp_json_schema_check()
 * understands it, most likely lets through. */
GpExprValue *gp_json_schema_make_example (const GpExprValue *schema);

G_END_DECLS
