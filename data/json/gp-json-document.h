/* gp-json-document.h — a parsed JSON text, and where each value stands in it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpJsonError:
 * @GP_JSON_ERROR_SYNTAX: the text is not JSON, or not UTF-8.
 * @GP_JSON_ERROR_LIMIT: the text is too large or nested too deeply.
 * @GP_JSON_ERROR_FORMAT: it is JSON, but not of the form that was asked for.
 * @GP_JSON_ERROR_NEWER: it was written by a newer version of the program.
 * @GP_JSON_ERROR_CONTENT: a kind, property, value, id or reference in it cannot be.
 * Nothing is taken over after any of them. Every message names line, column and JSON pointer.
 */
typedef enum
{
  GP_JSON_ERROR_SYNTAX,
  GP_JSON_ERROR_LIMIT,
  GP_JSON_ERROR_FORMAT,
  GP_JSON_ERROR_NEWER,
  GP_JSON_ERROR_CONTENT,
} GpJsonError;

#define GP_JSON_ERROR (gp_json_error_quark ())
GQuark gp_json_error_quark (void);

/** gp_json_error_get_place: from 1, columns in characters. FALSE where @error has no place. */
gboolean gp_json_error_get_place (const GError *error, guint *line, guint *column);

typedef enum
{
  GP_JSON_NULL,
  GP_JSON_FALSE,
  GP_JSON_TRUE,
  GP_JSON_NUMBER,
  GP_JSON_STRING,
  GP_JSON_ARRAY,
  GP_JSON_OBJECT,
} GpJsonType;

/** GpJsonDocument: belongs to one thread. Nodes are numbers: 0 is the root value where a node is
 * given, and "no node" where one is asked for. */
typedef struct _GpJsonDocument GpJsonDocument;
typedef guint32 GpJsonNode;

#define GP_JSON_ROOT 0

/**
 * gp_json_document_parse: RFC 8259, strictly, and without U+0000; does not recurse.
 * @text: borrowed and not copied: must outlive the document
 * @length: bytes; at most 256 MiB
 * @max_depth: arrays and objects within one another; more is GP_JSON_ERROR_LIMIT
 */
GpJsonDocument *gp_json_document_parse (const char *text, gsize length, guint max_depth,
                                        GError **error);
void            gp_json_document_free  (GpJsonDocument *self);      /* NULL is fine */

/** gp_json_document_is_compact: whether there is no white space between the tokens. */
gboolean    gp_json_document_is_compact (const GpJsonDocument *self);

GpJsonType  gp_json_get_type   (const GpJsonDocument *self, GpJsonNode node);

/** gp_json_first: the first item or member of @node, or 0. gp_json_next: the one after, or 0. */
GpJsonNode  gp_json_first      (const GpJsonDocument *self, GpJsonNode node);
GpJsonNode  gp_json_next       (const GpJsonDocument *self, GpJsonNode node);

/** gp_json_get_key: (transfer none): the member's decoded name, valid until the next call; NULL for
 * an item. */
const char *gp_json_get_key    (GpJsonDocument *self, GpJsonNode node);

/** gp_json_find: the member of the object @node with this name, or 0; 0 also for other types. */
GpJsonNode  gp_json_find       (GpJsonDocument *self, GpJsonNode node, const char *key);

/** gp_json_get_text: (transfer none): a string, decoded; valid until the next call. NULL where
 * @node is no string. */
const char *gp_json_get_text   (GpJsonDocument *self, GpJsonNode node);

/** gp_json_get_int: FALSE where it is no whole number within 64 bits. */
gboolean    gp_json_get_int    (const GpJsonDocument *self, GpJsonNode node, gint64 *out);

/** gp_json_get_double: FALSE where it is no number, or too large for one. */
gboolean    gp_json_get_double (const GpJsonDocument *self, GpJsonNode node, double *out);

/** gp_json_get_raw: (transfer none): the value as it stands in the text. */
const char *gp_json_get_raw    (const GpJsonDocument *self, GpJsonNode node, gsize *length);
const char *gp_json_get_raw_key (const GpJsonDocument *self, GpJsonNode node, gsize *length);

/** gp_json_set_error: @error with the place of @node before the sentence. Returns FALSE. */
gboolean    gp_json_set_error  (GpJsonDocument *self, GpJsonNode node, GError **error,
                                GpJsonError code, const char *format, ...) G_GNUC_PRINTF (5, 6);

/** gp_json_move_error: (transfer full) @cause: its sentence as a GP_JSON_ERROR_CONTENT with the
 * place of @node. Returns FALSE. */
gboolean    gp_json_move_error (GpJsonDocument *self, GpJsonNode node, GError **error,
                                GError *cause);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpJsonDocument, gp_json_document_free)
G_END_DECLS
