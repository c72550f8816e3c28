/* gp-json-change-set.h — change sets as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

#define GP_JSON_CHANGES_FORMAT  "groundplan-changes"
#define GP_JSON_CHANGES_VERSION 1

/**
 * gp_json_change_set_to_text: one change set has one text in each style, and the text gives an
 * equal change set again. @length: (out) (optional): bytes.
 */
char        *gp_json_change_set_to_text   (const GpChangeSet *changes, GpJsonStyle style,
                                           gsize *length);

/** gp_json_change_set_from_text: errors: GP_JSON_ERROR with the place. Whether the changes can be
 * applied is the design's affair. */
GpChangeSet *gp_json_change_set_from_text (const char *text, gsize length, GError **error);

/** gp_json_write_changes: the array of changes alone, as a value within another text. */
void         gp_json_write_changes        (GpJsonWriter *writer, const GpChangeSet *changes);

/** gp_json_read_changes: the inverse: appends to @changes. */
gboolean     gp_json_read_changes         (GpJsonDocument *document, GpJsonNode node,
                                           GpChangeSet *changes, GError **error);

G_END_DECLS
