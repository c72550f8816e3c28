/* gp-name.h — which names are allowed, and proposals for new ones
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_name_check: whether @name can name an element of @kind: not empty, at most 63 bytes of UTF-8,
 * no control characters, no white space at its ends; entities, fields, roles and the like also need
 * no quoting worries: letters, digits, _ and any other printable character but / and ". Sets
 * GP_DESIGN_ERROR_NAME with a sentence that says what to do.
 */
gboolean  gp_name_check        (GpKind kind, const char *name, GError **error);

/** gp_name_of_kind: what a sentence calls an element of @kind: "field"; in other languages its
 * label, translated. */
const char *gp_name_of_kind (GpKind kind);

/** gp_name_make_legal: (transfer full): a name that an element of @kind can have; the same where
 * @name, which need not be valid UTF-8, is one. */
char     *gp_name_make_legal   (GpKind kind, const char *name);

/** gp_name_make_unique: (transfer full): @wish, or @wish with the smallest number that makes it
 * unique among the children of @parent of @kind: "patient_2". @except: an id to pass over, or
 * NULL. */
char     *gp_name_make_unique  (GpDesign *design, const GpId *parent, GpKind kind, const char *wish,
                                const GpId *except);

/** gp_name_singular: (transfer full): a guess at the English singular, for field names: "clinics" →
 * "clinic". */
char     *gp_name_singular     (const char *name);

/** gp_name_compare: by their bytes; for sorting and searching arrays of texts: @a and @b point to
 * the places of the texts. */
int       gp_name_compare      (gconstpointer a, gconstpointer b);

G_END_DECLS
