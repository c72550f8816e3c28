/* gp-json-schema.h — whether a value is as a JSON Schema wants it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"

G_BEGIN_DECLS

/**
 * gp_json_schema_check:
 * @schema: a MAP. Understood are type, enum, const, required, properties, additionalProperties,
 *   items, minItems, maxItems, minLength, maxLength, minimum, maximum, exclusiveMinimum,
 *   exclusiveMaximum and the formats uuid, date-time and date; other words say nothing.
 * @value: of JSON
 *
 * Returns: (transfer full): the first thing that is wrong, a sentence with the JSON pointer of it;
 *   NULL where it fits
 */
char *gp_json_schema_check (const GpExprValue *schema, const GpExprValue *value);

G_END_DECLS
