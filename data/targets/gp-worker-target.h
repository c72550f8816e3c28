/* gp-worker-target.h — a target whose duties are plain functions that wait
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"

G_BEGIN_DECLS

/** GpWorkerSay: what is being done now; from a duty, in its thread. @sentence: copied. */
typedef void (*GpWorkerSay) (const char *sentence, gpointer say_data);

/**
 * GpWorkerDuties: what a backend of one kind is asked.
 *
 * Each is called in a thread, one at a time for one target, and waits for its answers. Designs are
 * copies of its own. @place is what gp_worker_target_new() got.
 *
 * @read: *@out_live is always set where a design is returned
 * @apply: the plan was held against the design and the consents before
 * @free: of @place; in the thread that drops the last reference
 * @list_losses: (nullable): (transfer full): of GpFinding: what of the last read had no place in
 *   the design; called right after it
 */
typedef struct
{
  GpDesign    *(*read)   (gpointer place, char **out_live, GCancellable *cancellable,
                          GError **error);
  GpPlan      *(*plan)   (gpointer place, GpDesign *wanted, GCancellable *cancellable,
                          GError **error);
  gboolean     (*apply)  (gpointer place, GpDesign *wanted, GpPlan *plan, GpWorkerSay say,
                          gpointer say_data, GCancellable *cancellable, GError **error);
  GpChangeSet *(*verify) (gpointer place, GpDesign *wanted, GCancellable *cancellable,
                          GError **error);
  GDestroyNotify free;
  GPtrArray   *(*list_losses) (gpointer place);
} GpWorkerDuties;

#define GP_TYPE_WORKER_TARGET (gp_worker_target_get_type ())
G_DECLARE_FINAL_TYPE (GpWorkerTarget, gp_worker_target, GP, WORKER_TARGET, GObject)

/**
 * gp_worker_target_new:
 * @duties: static
 * @capability: static
 * @name: as gp_target_get_name() gives it; holds no secret
 * @place: (transfer full): where the backend is
 */
GpTarget *gp_worker_target_new (const GpWorkerDuties *duties, const GpCapability *capability,
                                const char *name, gpointer place);

G_END_DECLS
