/* gp-directus-json.h — what Directus says, as trees that can be changed
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** gp_directus_json_parse: (transfer full): NULL with GP_TARGET_ERROR_PROTOCOL, also where it is
 * nested too deeply. */
JsonNode   *gp_directus_json_parse  (const char *text, gsize length, GError **error);

/** gp_directus_json_print: (transfer full): compact; the members in the order that they have. */
char       *gp_directus_json_print  (JsonNode *node);

/** gp_directus_json_canon: (transfer full): the same with the members of each object sorted: two
 * equal values give two equal texts. @node: NULL is null. */
char       *gp_directus_json_canon  (JsonNode *node);
gboolean    gp_directus_json_same   (JsonNode *a, JsonNode *b);

/** gp_directus_json_copy: (transfer full): nothing is shared with @node. */
JsonNode   *gp_directus_json_copy   (JsonNode *node);

/* Members of an object that may be NULL; borrowed, and NULL where there is none of that type. */
const char *gp_directus_json_text   (JsonObject *object, const char *name);
JsonObject *gp_directus_json_object (JsonObject *object, const char *name);
JsonArray  *gp_directus_json_array  (JsonObject *object, const char *name);
gboolean    gp_directus_json_bool   (JsonObject *object, const char *name);
/** gp_directus_json_int: @other where it is no number. */
gint64      gp_directus_json_int    (JsonObject *object, const char *name, gint64 other);

/** gp_directus_json_add_object: (transfer none): a new object at the end of @array, or as a member
 * of @object. */
JsonObject *gp_directus_json_append     (JsonArray *array);
JsonObject *gp_directus_json_add_object (JsonObject *object, const char *name);

/** gp_directus_json_wrap: (transfer full): @object as a node; a reference is taken. */
JsonNode   *gp_directus_json_wrap   (JsonObject *object);

G_END_DECLS
