/* gp-yaml.h — YAML and JSON as a tree that knows where each value stands
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GP_YAML_NULL,
  GP_YAML_BOOL,
  GP_YAML_NUMBER,
  GP_YAML_TEXT,
  GP_YAML_LIST,
  GP_YAML_MAP,
} GpYamlKind;

#define GP_YAML_MAX_BYTES (16 * 1024 * 1024)
#define GP_YAML_MAX_DEPTH 64
#define GP_YAML_MAX_NODES 200000

/**
 * GpYaml: one value, and where it begins, from 1; columns in characters.
 *
 * @key: of a member of a map, else NULL
 * @text: of a scalar, as it is written: "true", "1e3"; NULL for lists and maps
 * @children: (element-type GpYaml): of lists and maps, in order; NULL for scalars
 */
typedef struct
{
  GpYamlKind  kind;
  guint       line;
  guint       column;
  char       *key;
  char       *text;
  GPtrArray  *children;
} GpYaml;

/**
 * gp_yaml_parse:
 * @text: UTF-8. JSON where the first character is { or [, else YAML 1.2 with its core schema
 * @length: bytes
 *
 * Returns: (transfer full): of GpYaml: the documents, none in an empty text; NULL with
 *   GP_IMPORT_ERROR_CONTENT, which names line and column, or GP_IMPORT_ERROR_SIZE. More than the
 *   limits above (what aliases repeat is counted each time) and a key twice are errors.
 */
GPtrArray    *gp_yaml_parse    (const char *text, gsize length, GError **error);

/* All of these take NULL for what is not there, and give NULL, 0 or FALSE then. Borrowed. */
const GpYaml *gp_yaml_get      (const GpYaml *self, const char *key);
const char   *gp_yaml_get_text (const GpYaml *self, const char *key);    /* of a scalar */
guint         gp_yaml_size     (const GpYaml *self);
const GpYaml *gp_yaml_item     (const GpYaml *self, guint i);
gboolean      gp_yaml_is       (const GpYaml *self, GpYamlKind kind);

/** gp_yaml_only: the member of a map that has just one, else NULL. */
const GpYaml *gp_yaml_only     (const GpYaml *self);

/** gp_yaml_get_int: FALSE where it is no whole number within 64 bits. */
gboolean      gp_yaml_get_int  (const GpYaml *self, gint64 *out);

/** gp_yaml_is_true: whether it is the scalar true. */
gboolean      gp_yaml_is_true  (const GpYaml *self);

/** gp_yaml_to_json: (transfer full): without white space; numbers that JSON has no word for are
 * texts. */
char         *gp_yaml_to_json  (const GpYaml *self);

G_END_DECLS
