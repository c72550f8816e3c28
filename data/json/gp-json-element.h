/* gp-json-element.h — elements, and the headers of files, as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-element.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

/** gp_json_write_properties: the stored properties as members, in the order of the metamodel. */
void      gp_json_write_properties  (GpJsonWriter *writer, const GpElement *element);

/**
 * gp_json_read_element: an object with "kind", "id" and properties.
 * @parent, @rank: used where the object has no "parent" or "rank"
 * @extra: the name of a member that the caller reads itself, or NULL
 *
 * Any other member, and a member that is there twice, is GP_JSON_ERROR_CONTENT.
 */
GpElement *gp_json_read_element     (GpJsonDocument *document, GpJsonNode node, const GpId *parent,
                                     double rank, const char *extra, GError **error);

/** gp_json_expect: FALSE with GP_JSON_ERROR_FORMAT where the object @node has no member @key; else
 * its node in @out. */
gboolean  gp_json_expect            (GpJsonDocument *document, GpJsonNode node, const char *key,
                                     GpJsonNode *out, GError **error);

/**
 * gp_json_expect_header: whether the root is an object with this "format" and a "version" up to
 * @version. GP_JSON_ERROR_FORMAT, or GP_JSON_ERROR_NEWER.
 */
gboolean  gp_json_expect_header     (GpJsonDocument *document, const char *format, gint64 version,
                                     GError **error);

/** gp_json_expect_members: whether @node has only members that are @known (NULL-terminated, at most
 * 64), and each once. */
gboolean  gp_json_expect_members    (GpJsonDocument *document, GpJsonNode node,
                                     const char *const *known, GError **error);

/* Single members of elements and changes. */
gboolean  gp_json_read_kind         (GpJsonDocument *document, GpJsonNode node, GpKind *out,
                                     GError **error);
gboolean  gp_json_read_rank         (GpJsonDocument *document, GpJsonNode node, double *out,
                                     GError **error);

G_END_DECLS
