/* gp-target.c — a backend that designs are deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-target"
#include "config.h"
#include "gp-target.h"

#include "gp-finding.h"

#include <glib/gi18n-lib.h>

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

GPtrArray *
gp_target_list_losses (GpTarget     *self,
                       GAsyncResult *result)
{
  GPtrArray *losses = NULL;

  g_return_val_if_fail (GP_IS_TARGET (self), NULL);

  if (GP_TARGET_GET_IFACE (self)->list_losses != NULL)
    losses = GP_TARGET_GET_IFACE (self)->list_losses (self, result);
  return losses != NULL ? losses
                        : g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
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

gboolean
gp_target_check_plan (GpDesign           *wanted,
                      const GpPlan       *plan,
                      const char *const  *allowed,
                      GError            **error)
{
  g_autofree char *hash = gp_design_dup_hash (wanted);
  g_autoptr(GPtrArray) missing = gp_plan_list_unconsented (plan, allowed);

  if (!g_str_equal (hash, gp_plan_get_design (plan)))
    {
      g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE,
                           _("The design was changed since it was planned: plan again."));
      return FALSE;
    }
  if (gp_plan_is_blocked (plan))
    {
      g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_BLOCKED,
                           _("The plan has errors that must be mended first."));
      return FALSE;
    }
  if (missing->len > 0)
    {
      const GpOperation *operation = g_ptr_array_index (missing, 0);

      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONSENT,
                   g_dngettext (GETTEXT_PACKAGE,
                                "%u operation loses data and needs consent, such as %s.",
                                "%u operations lose data and need consent, such as %s.",
                                missing->len), missing->len, operation->id);
      return FALSE;
    }

  return TRUE;
}

gboolean
gp_target_check_held (GpDesign  *held,
                      GpDesign  *ours,
                      GError   **error)
{
  if (gp_id_equal (gp_design_get_root_id (held), gp_design_get_root_id (ours)))
    return TRUE;

  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
               _("That target does not hold a state of this design: deploy the design there "
                 "first."));
  return FALSE;
}
