/* gp-target-lookup.c — which target is meant, and what is known of it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-target-lookup"
#include "config.h"
#include "gp-target-lookup.h"

#include "gp-store-deployments.h"
#include "gp-target-factory.h"

gboolean
gp_target_leads_to (const GpElement *target,
                    const char      *address)
{
  g_autoptr(GpTarget) own = gp_target_new_for_element (target, NULL, NULL);
  g_autoptr(GpTarget) other = gp_target_new_for (NULL, address, NULL, NULL);

  return own != NULL && other != NULL
         && g_str_equal (gp_target_get_name (own), gp_target_get_name (other));
}

const GpElement *
gp_target_find (GpDesign   *design,
                const char *to)
{
  const GpElement *named = gp_design_find_child (design, gp_design_get_root_id (design),
                                                 GP_KIND_TARGET, to);
  g_autoptr(GPtrArray) targets = NULL;

  if (named != NULL)
    return named;

  targets = gp_design_list (design, GP_KIND_TARGET);
  for (guint i = 0; i < targets->len; i++)
    if (gp_target_leads_to (targets->pdata[i], to))
      return targets->pdata[i];
  return NULL;
}

char *
gp_target_dup_address (GpDesign   *design,
                       const char *to)
{
  g_autoptr(GpTarget) target = gp_target_new_for (design, to, NULL, NULL);

  return g_strdup (target != NULL ? gp_target_get_name (target) : to);
}

gboolean
gp_target_is_of (GpDesign                 *design,
                 const GpDeploymentRecord *record,
                 const char               *to)
{
  const GpElement *meant = gp_target_find (design, to);
  const GpElement *target = gp_design_lookup_kind (design, &record->target, GP_KIND_TARGET);
  g_autofree char *address = NULL;

  if (meant != NULL && gp_id_equal (&record->target, gp_element_get_id (meant)))
    return TRUE;
  address = gp_target_dup_address (design, to);
  if (target != NULL)
    return gp_target_leads_to (target, address);
  return gp_id_is_nil (&record->target) && g_str_equal (record->target_name, address);
}

gboolean
gp_target_load_deployed (GpStore     *store,
                         GpDesign    *design,
                         const char  *to,
                         GpDesign   **out,
                         GError     **error)
{
  g_autoptr(GPtrArray) records = gp_store_list_deployments (store, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const GpDeploymentRecord *record = records->pdata[i];

      if (record->has_design && gp_target_is_of (design, record, to))
        return gp_store_load_deployment (store, record->number, NULL, out, error);
    }
  *out = NULL;
  return TRUE;
}
