/* gp-target.h — a backend that designs are deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>
#include "gp-capability.h"
#include "gp-design.h"
#include "gp-plan.h"

G_BEGIN_DECLS

/**
 * GpTargetError:
 * @GP_TARGET_ERROR_ADDRESS: the address cannot be used: unknown kind, or http beyond this machine.
 * @GP_TARGET_ERROR_CONNECT: nobody answers, or not in time. Nothing is known to have changed.
 * @GP_TARGET_ERROR_TOKEN: the token is missing or refused. Nothing was changed.
 * @GP_TARGET_ERROR_STALE: the backend is no longer what the plan was made against. Nothing was
 *   changed; plan again.
 * @GP_TARGET_ERROR_CONSENT: destructive operations without consent; the message names them. Nothing
 *   was changed.
 * @GP_TARGET_ERROR_BLOCKED: the plan has errors among its findings. Nothing was changed.
 * @GP_TARGET_ERROR_FAILED: the backend could not do it. Where it deploys in a transaction, nothing
 *   was changed.
 * @GP_TARGET_ERROR_PROTOCOL: the answer makes no sense. Read again to know what is there.
 */
typedef enum
{
  GP_TARGET_ERROR_ADDRESS,
  GP_TARGET_ERROR_CONNECT,
  GP_TARGET_ERROR_TOKEN,
  GP_TARGET_ERROR_STALE,
  GP_TARGET_ERROR_CONSENT,
  GP_TARGET_ERROR_BLOCKED,
  GP_TARGET_ERROR_FAILED,
  GP_TARGET_ERROR_PROTOCOL,
} GpTargetError;

#define GP_TARGET_ERROR (gp_target_error_quark ())
GQuark gp_target_error_quark (void);

/** GpTargetProgress: called in the caller's main context. @sentence: borrowed, what is being done.
 * */
typedef void (*GpTargetProgress) (guint done,
                                  guint total,
                                  const char *sentence,
                                  gpointer user_data);

/**
 * GpTarget: reads a live backend, plans, applies and verifies.
 *
 * Everything is asynchronous and cancellable and ends in the thread-default main context that it
 * was
 * started in. Designs are read before the function returns and may change afterwards.
 * Beside GP_TARGET_ERROR there is G_IO_ERROR_CANCELLED. To cancel an apply leaves it open whether
 * the backend still finished it: read again.
 */
#define GP_TYPE_TARGET (gp_target_get_type ())
G_DECLARE_INTERFACE (GpTarget, gp_target, GP, TARGET, GObject)

struct _GpTargetInterface
{
  GTypeInterface parent_interface;

  const char         *(*get_name)       (GpTarget *self);
  const GpCapability *(*get_capability) (GpTarget *self);

  void         (*read_async)    (GpTarget *self, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
  GpDesign *(*read_finish) (GpTarget *self, GAsyncResult *result, char **out_live, GError **error);
  GPtrArray   *(*list_losses)   (GpTarget *self, GAsyncResult *result);    /* may be NULL */

  void         (*plan_async)    (GpTarget *self, GpDesign *wanted, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
  GpPlan      *(*plan_finish)   (GpTarget *self, GAsyncResult *result, GError **error);

  void         (*apply_async)   (GpTarget *self, GpDesign *wanted, GpPlan *plan,
                                 const char *const *allowed, GpTargetProgress progress,
                                 gpointer progress_data, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
  gboolean     (*apply_finish)  (GpTarget *self, GAsyncResult *result, GError **error);

  void         (*verify_async)  (GpTarget *self, GpDesign *wanted, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
  GpChangeSet *(*verify_finish) (GpTarget *self, GAsyncResult *result, GError **error);
};

/** gp_target_get_name: where it is, as "local:http://127.0.0.1:8090"; borrowed, holds no secret. */
const char         *gp_target_get_name       (GpTarget *self);
const GpCapability *gp_target_get_capability (GpTarget *self);

/** gp_target_read_async: what is deployed there now. @out_live: (optional): its fingerprint. */
void         gp_target_read_async    (GpTarget *self, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GpDesign    *gp_target_read_finish   (GpTarget *self, GAsyncResult *result, char **out_live,
                                      GError **error);

/** gp_target_list_losses: (transfer full): of GpFinding: what of the backend has no place in the
 * design that @result, of reading, gives. */
GPtrArray   *gp_target_list_losses   (GpTarget *self, GAsyncResult *result);

/** gp_target_plan_async: what would make the backend into @wanted; an empty plan where it is so. */
void         gp_target_plan_async    (GpTarget *self, GpDesign *wanted, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GpPlan      *gp_target_plan_finish   (GpTarget *self, GAsyncResult *result, GError **error);

/**
 * gp_target_apply_async: does what @plan says.
 * @wanted: the design that @plan was made for; another one is refused as stale
 * @allowed: ids of destructive operations that people consented to; NULL-terminated, or NULL;
 * copied
 * @progress: may be NULL
 */
void         gp_target_apply_async   (GpTarget *self, GpDesign *wanted, GpPlan *plan,
                                      const char *const *allowed, GpTargetProgress progress,
                                      gpointer progress_data, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean     gp_target_apply_finish  (GpTarget *self, GAsyncResult *result, GError **error);

/** gp_target_verify_async: reads again. The change set is what still leads from the backend to
 * @wanted: empty where the deployment did what it should. */
void         gp_target_verify_async  (GpTarget *self, GpDesign *wanted, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GpChangeSet *gp_target_verify_finish (GpTarget *self, GAsyncResult *result, GError **error);

/** gp_target_check_plan: what every target refuses before it sends anything: a plan for another
 * design (STALE), with errors (BLOCKED), or with losses that nobody consented to (CONSENT). */
gboolean     gp_target_check_plan    (GpDesign *wanted, const GpPlan *plan,
                                      const char *const *allowed, GError **error);

/** gp_target_check_held: whether @held, which was read from a target, is a state of the design
 * @ours that another target can be given: FALSE where the target holds nothing of it. */
gboolean     gp_target_check_held    (GpDesign *held, GpDesign *ours, GError **error);

G_END_DECLS
