/* gp-problem.h — errors as clients see them (RFC 9457)
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-writer.h"

G_BEGIN_DECLS

/** GP_PROBLEM: the code of such an error is its HTTP status; its message is the detail. */
#define GP_PROBLEM (gp_problem_quark ())
GQuark   gp_problem_quark (void);

/** gp_problem_set: @type: a short word that programs can rely on, static: "stale". Returns
 * FALSE. */
gboolean gp_problem_set       (GError **error, guint status, const char *type,
                               const char *format, ...)
                               G_GNUC_PRINTF (4, 5);

/** gp_problem_add_field: says what is wrong with one field; makes a 400 "validation" of it where
 * @error is not set yet. @error must not be NULL. @detail: taken. Returns FALSE. */
gboolean gp_problem_add_field (GError **error, const char *field, char *detail);

/** gp_problem_set_extra: one more member, whose value is @json. */
void     gp_problem_set_extra (GError *error, const char *key, const char *json);

/** gp_problem_to_json: (transfer full): for any error; one that clients must not see in detail (of
 * the database, say) becomes a plain sentence. @out_status: the HTTP status. */
char    *gp_problem_to_json   (const GError *error, guint *out_status);

G_END_DECLS
