/* gp-json-value.h — values of properties as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-kind.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

/**
 * gp_json_write_value: @value as @property holds it; not none.
 *
 * Texts are strings, or arrays of their lines where they have several. A JSON property is the value
 * itself where its text has no white space between tokens (see gp_json_value_compact()), else
 * {"$text": the text}. Expressions are an object, points [x, y], references ids.
 */
void      gp_json_write_value       (GpJsonWriter *writer, GpProperty property,
                                     const GpValue *value);

/** gp_json_read_value: the inverse. GP_JSON_ERROR_CONTENT names the place. */
gboolean  gp_json_read_value        (GpJsonDocument *document, GpJsonNode node, GpProperty property,
                                     GpValue *out, GError **error);

/** gp_json_write_id, gp_json_read_id: the 36 characters. */
void      gp_json_write_id          (GpJsonWriter *writer, const GpId *id);
gboolean  gp_json_read_id           (GpJsonDocument *document, GpJsonNode node, GpId *out,
                                     GError **error);

/** gp_json_value_compact: (transfer full): @text without the white space between tokens, as JSON
 * properties should be stored; NULL with GP_JSON_ERROR where it is not JSON. */
char     *gp_json_value_compact     (const char *text, GError **error);

/** gp_json_value_pretty: (transfer full): @text with a line for each item and member, for
 * people. */
char     *gp_json_value_pretty      (const char *text, GError **error);

G_END_DECLS
