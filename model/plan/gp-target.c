/* gp-target.c — a backend that designs are deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-target"
#include "config.h"
#include "gp-target.h"

G_DEFINE_QUARK (gp-target-error-quark, gp_target_error)
G_DEFINE_INTERFACE (GpTarget, gp_target, G_TYPE_OBJECT)

static void
gp_target_default_init (GpTargetInterface *iface)
{
}

const char *
gp_target_get_name (GpTarget *self)
{
  g_return_val_if_fail (GP_IS_TARGET (self), NULL);

  return GP_TARGET_GET_IFACE (self)->get_name (self);
}

const GpCapability *
gp_target_get_capability (GpTarget *self)
{
  g_return_val_if_fail (GP_IS_TARGET (self), NULL);

  return GP_TARGET_GET_IFACE (self)->get_capability (self);
}

void
gp_target_read_async (GpTarget            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (GP_IS_TARGET (self));

  GP_TARGET_GET_IFACE (self)->read_async (self, cancellable, callback, user_data);
}

GpDesign *
gp_target_read_finish (GpTarget      *self,
                       GAsyncResult  *result,
                       char         **out_live,
                       GError       **error)
{
  g_return_val_if_fail (GP_IS_TARGET (self), NULL);

  return GP_TARGET_GET_IFACE (self)->read_finish (self, result, out_live, error);
}

void
gp_target_plan_async (GpTarget            *self,
                      GpDesign            *wanted,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (GP_IS_TARGET (self));
  g_return_if_fail (GP_IS_DESIGN (wanted));

  GP_TARGET_GET_IFACE (self)->plan_async (self, wanted, cancellable, callback, user_data);
}

GpPlan *
gp_target_plan_finish (GpTarget      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (GP_IS_TARGET (self), NULL);

  return GP_TARGET_GET_IFACE (self)->plan_finish (self, result, error);
}

void
gp_target_apply_async (GpTarget            *self,
                       GpDesign            *wanted,
                       GpPlan              *plan,
                       const char *const   *allowed,
                       GpTargetProgress     progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (GP_IS_TARGET (self));
  g_return_if_fail (GP_IS_DESIGN (wanted));
  g_return_if_fail (plan != NULL);

  GP_TARGET_GET_IFACE (self)->apply_async (self, wanted, plan, allowed, progress, progress_data,
                                           cancellable, callback, user_data);
}

gboolean
gp_target_apply_finish (GpTarget      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (GP_IS_TARGET (self), FALSE);

  return GP_TARGET_GET_IFACE (self)->apply_finish (self, result, error);
}

void
gp_target_verify_async (GpTarget            *self,
                        GpDesign            *wanted,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (GP_IS_TARGET (self));
  g_return_if_fail (GP_IS_DESIGN (wanted));

  GP_TARGET_GET_IFACE (self)->verify_async (self, wanted, cancellable, callback, user_data);
}

GpChangeSet *
gp_target_verify_finish (GpTarget      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (GP_IS_TARGET (self), NULL);

  return GP_TARGET_GET_IFACE (self)->verify_finish (self, result, error);
}
