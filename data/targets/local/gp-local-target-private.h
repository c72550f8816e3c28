/* gp-local-target-private.h — what the requests to a local backend have in common
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>
#include "gp-local-target.h"
#include "gp-run-source.h"

G_BEGIN_DECLS

/** GpLocalWork: what a task carries from its start to its end. */
typedef struct
{
  SoupMessage      *message;
  GpDesign         *wanted;          /* or NULL */
  GpTargetProgress  progress;
  gpointer          progress_data;
  guint             operations;
} GpLocalWork;

/** gp_local_target_new_task: (transfer full): with a GpLocalWork as its data. @target: the source.
 * @wanted: copied; or NULL */
GTask  *gp_local_target_new_task    (gpointer target, GpDesign *wanted, gpointer tag,
                                     const char *name, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

/** gp_local_target_send: @body: taken; NULL for a GET. @callback ends @task, which it gets. */
void    gp_local_target_send        (GTask *task, const char *path, GString *body, guint seconds,
                                     GAsyncReadyCallback callback);

/** gp_local_target_finish_send: (transfer full): the body of an answer that says that all is well;
 * else @error. */
GBytes *gp_local_target_finish_send (GpLocalTarget *self, GAsyncResult *result,
                                     SoupMessage *message, GError **error);

/* gp-local-runs.c */
void    gp_local_runs_iface_init    (GpRunSourceInterface *iface);

G_END_DECLS
