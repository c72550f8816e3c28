/* gp-run-source.h — a backend whose runs of flows can be read, and mended
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>
#include "gp-run-counts.h"
#include "gp-run-detail.h"

G_BEGIN_DECLS

/**
 * GpRunFilter: which runs are listed. A plain struct, copied.
 * @flow: nil: of all flows
 * @status: (nullable): "dead" for what has failed and was not discarded, or words with commas
 * @before: runs with a smaller number; 0 for the newest
 */
typedef struct
{
  GpId        flow;
  const char *status;
  gint64      before;
  guint       limit;
} GpRunFilter;

/** GpRunDeedKind: @GP_RUN_RETRY: from the step that failed; text: (nullable) JSON that replaces
 * what it was given. @GP_RUN_CANCEL: ends it. @GP_RUN_DISCARD: it needs no more attention; text:
 * why. @GP_RUN_APPROVE, @GP_RUN_REJECT: the decision that it waits for; text: (nullable) a
 * comment. */
typedef enum
{
  GP_RUN_RETRY,
  GP_RUN_CANCEL,
  GP_RUN_DISCARD,
  GP_RUN_APPROVE,
  GP_RUN_REJECT,
} GpRunDeedKind;

/** GpRunDeed: what is done with a run. Copied. @effect: of the wait that a decision is about. */
typedef struct
{
  GpRunDeedKind kind;
  const char   *run;
  gint64        effect;
  const char   *text;
} GpRunDeed;

/**
 * GpRunSource: some targets are one. As in GpTarget everything is asynchronous and cancellable and
 * ends in the main context that it was started in, with GP_TARGET_ERROR or G_IO_ERROR_CANCELLED.
 */
#define GP_TYPE_RUN_SOURCE (gp_run_source_get_type ())
G_DECLARE_INTERFACE (GpRunSource, gp_run_source, GP, RUN_SOURCE, GObject)

struct _GpRunSourceInterface
{
  GTypeInterface parent_interface;

  void         (*count_async) (GpRunSource *self, const GpId *flow, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
  void         (*list_async)  (GpRunSource *self, const GpRunFilter *filter,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
  void         (*read_async)  (GpRunSource *self, const char *run, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
  void         (*do_async)    (GpRunSource *self, const GpRunDeed *deed,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
};

/* Implementations end each with a GTask of what _finish returns. */

/** gp_run_source_count_async: how often flows were done, and of one (@flow not NULL) its steps. */
void         gp_run_source_count_async  (GpRunSource *self, const GpId *flow,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GpRunCounts *gp_run_source_count_finish (GpRunSource *self, GAsyncResult *result, GError **error);

void         gp_run_source_list_async   (GpRunSource *self, const GpRunFilter *filter,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GpRunPage   *gp_run_source_list_finish  (GpRunSource *self, GAsyncResult *result, GError **error);

void         gp_run_source_read_async   (GpRunSource *self, const char *run,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GpRunDetail *gp_run_source_read_finish  (GpRunSource *self, GAsyncResult *result, GError **error);

/** gp_run_source_do_async: FALSE with GP_TARGET_ERROR_STALE where the run is no longer such that it
 * can be done. */
void         gp_run_source_do_async     (GpRunSource *self, const GpRunDeed *deed,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean     gp_run_source_do_finish    (GpRunSource *self, GAsyncResult *result, GError **error);

G_END_DECLS
