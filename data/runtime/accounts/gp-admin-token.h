/* gp-admin-token.h — the secret of whoever runs a local backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define GP_ADMIN_TOKEN_MIN_CHARS 32

/**
 * gp_admin_token_load: (transfer full): the token in the file @path.
 * @may_make: makes a new one (file mode 0600) where there is no such file
 * @out_made: whether it did
 *
 * GP_RUNTIME_ERROR_TOKEN: the file cannot be read or written, or holds nothing that could be a
 * token. A file that others may read is taken, and named in the log.
 */
char     *gp_admin_token_load  (const char *path, gboolean may_make, gboolean *out_made,
                                GError **error);

/** gp_admin_token_check: long enough, and printable ASCII without spaces. */
gboolean  gp_admin_token_check (const char *token, GError **error);

G_END_DECLS
