/* gp-run-source.c — a backend whose runs of flows can be read, and mended
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-runs"
#include "config.h"

#include "gp-run-source.h"

G_DEFINE_INTERFACE (GpRunSource, gp_run_source, G_TYPE_OBJECT)

static void
gp_run_source_default_init (GpRunSourceInterface *iface)
{
}

void
gp_run_source_count_async (GpRunSource         *self,
                           const GpId          *flow,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (GP_IS_RUN_SOURCE (self));

  GP_RUN_SOURCE_GET_IFACE (self)->count_async (self, flow, cancellable, callback, user_data);
}

GpRunCounts *
gp_run_source_count_finish (GpRunSource   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gp_run_source_list_async (GpRunSource         *self,
                          const GpRunFilter   *filter,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (GP_IS_RUN_SOURCE (self) && filter != NULL);

  GP_RUN_SOURCE_GET_IFACE (self)->list_async (self, filter, cancellable, callback, user_data);
}

GpRunPage *
gp_run_source_list_finish (GpRunSource   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gp_run_source_read_async (GpRunSource         *self,
                          const char          *run,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (GP_IS_RUN_SOURCE (self) && run != NULL);

  GP_RUN_SOURCE_GET_IFACE (self)->read_async (self, run, cancellable, callback, user_data);
}

GpRunDetail *
gp_run_source_read_finish (GpRunSource   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gp_run_source_do_async (GpRunSource         *self,
                        const GpRunDeed     *deed,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (GP_IS_RUN_SOURCE (self) && deed != NULL);

  GP_RUN_SOURCE_GET_IFACE (self)->do_async (self, deed, cancellable, callback, user_data);
}

gboolean
gp_run_source_do_finish (GpRunSource   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
