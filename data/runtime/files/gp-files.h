/* gp-files.h — the files of buckets over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_files_get_limit: how large a body to this path may be: more than @usual only for a file that
 * the caller, who is known by now, might be let send. @path: as it was sent. */
gsize gp_files_get_limit (GpRequest *request, const char *method, const char *path, gsize usual);

G_END_DECLS
