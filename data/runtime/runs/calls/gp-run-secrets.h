/* gp-run-secrets.h — what the backend knows and designs only name
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * gp_run_secrets_dup:
 * @name: as the design has it: "pager_token"
 *
 * (transfer full): from the environment, GPLAN_SECRET_PAGER_TOKEN, or from the file of that name in
 * $CREDENTIALS_DIRECTORY, as systemd makes it; free it with gp_run_secrets_free(). NULL with
 * G_IO_ERROR_NOT_FOUND, which says where it should be.
 */
char *gp_run_secrets_dup  (const char *name, GError **error);

/** gp_run_secrets_free: wipes it. NULL is fine. */
void  gp_run_secrets_free (char *secret);

G_END_DECLS
