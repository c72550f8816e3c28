/* gp-deployment-source.h — a design that is deployed in the place of the session's
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

G_BEGIN_DECLS

/**
 * gp_deployment_source_load_async:
 * @target: an element, which is deployed to
 * @source: "deployment:12" for what @target held after that one, or "target:ID" for what that
 *   target of the design holds now
 *
 * GP_TARGET_ERROR_FAILED where there is no such thing, or it is of another design.
 */
void      gp_deployment_source_load_async  (GpSession *session, const GpId *target,
                                            const char *source, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);

/** gp_deployment_source_load_finish: (transfer full): @out_words: (transfer full): translated, what
 * people read for it. */
GpDesign *gp_deployment_source_load_finish (GAsyncResult *result, char **out_words,
                                            GError **error);

G_END_DECLS
