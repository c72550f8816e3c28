/* gp-file-answer.h — a file as an answer: the whole, or the part that is asked for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-file-store.h"
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_file_answer: answers with the content of @file, which the caller may have. @holder: the
 * bucket or field. A 416 problem where nothing of it is asked for. */
gboolean gp_file_answer (GpRequest *request, const GpId *holder, const GpFile *file,
                         GError **error);

G_END_DECLS
