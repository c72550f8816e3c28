/* gp-pocketbase-field.h — one field of a design as PocketBase keeps it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

#include "gp-table.h"

G_BEGIN_DECLS

/**
 * gp_pocketbase_field_describe: (transfer full): "name", "type", "required" and "options" of
 * @column; of the options, those alone that follow from the design.
 * @target: (nullable): the id of the collection that it refers to
 * @is_owner: it holds the id of an account
 * @losses: (nullable): of char: translated: what is less there
 */
JsonObject *gp_pocketbase_field_describe (GpDesign *design, const GpTable *table,
                                          const GpColumn *column, const char *target,
                                          gboolean is_owner, GPtrArray *losses);

/** gp_pocketbase_field_defaults: (transfer full): the options that a new field of @type has
 * beside, as JSON. */
JsonObject *gp_pocketbase_field_defaults (const char *type);

/** gp_pocketbase_field_salt: (transfer full): what PocketBase cannot change of @field, which is as
 * gp_pocketbase_field_describe() has it. */
char       *gp_pocketbase_field_salt     (JsonObject *field);

G_END_DECLS
