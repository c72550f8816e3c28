/* gp-run-flows.c — the flows of the deployed design, ready to run
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-run-flows"
#include "config.h"
#include "gp-run-flows.h"

#include "gp-flow-start.h"

struct _GpRunFlows
{
  GpBackend  *backend;
  guint       revision;
  gboolean    is_read;
  GPtrArray  *all;         /* of GpFlow */
  GHashTable *versions;    /* GpFlow → its version, once it is asked for */
};

GpRunFlows *
gp_run_flows_new (GpBackend *backend)
{
  GpRunFlows *self = g_new0 (GpRunFlows, 1);

  self->backend = backend;
  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_unref);
  self->versions = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return self;
}

void
gp_run_flows_free (GpRunFlows *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->versions);
  g_ptr_array_unref (self->all);
  g_free (self);
}

static void
read_all (GpRunFlows *self)
{
  GpDesign *design = gp_backend_get_design (self->backend);
  g_autoptr(GPtrArray) elements = NULL;

  g_hash_table_remove_all (self->versions);
  g_ptr_array_set_size (self->all, 0);
  if (design == NULL)
    return;
  elements = gp_design_list (design, GP_KIND_FLOW);
  for (guint i = 0; i < elements->len; i++)
    {
      GpFlow *flow = gp_flow_new (design, gp_element_get_id (elements->pdata[i]), NULL);

      if (flow != NULL)
        g_ptr_array_add (self->all, flow);
    }
}

GPtrArray *
gp_run_flows_list (GpRunFlows *self)
{
  guint revision = gp_backend_get_revision (self->backend);

  if (!self->is_read || self->revision != revision)
    read_all (self);
  self->is_read = TRUE;
  self->revision = revision;

  return self->all;
}

GpFlow *
gp_run_flows_find (GpRunFlows *self,
                   const GpId *id)
{
  GPtrArray *all = gp_run_flows_list (self);

  for (guint i = 0; i < all->len; i++)
    if (gp_id_equal (gp_element_get_id (gp_flow_get_element (all->pdata[i])), id))
      return all->pdata[i];

  return NULL;
}

GpFlow *
gp_run_flows_find_name (GpRunFlows *self,
                        const char *name)
{
  GPtrArray *all = gp_run_flows_list (self);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (gp_element_get_name (gp_flow_get_element (all->pdata[i])), name))
      return all->pdata[i];

  return NULL;
}

const char *
gp_run_flows_get_version (GpRunFlows *self,
                          GpFlow     *flow)
{
  GpDesign *design = gp_backend_get_design (self->backend);
  const GpId *id = gp_element_get_id (gp_flow_get_element (flow));
  char *version = g_hash_table_lookup (self->versions, flow);

  if (version == NULL && gp_design_lookup (design, id) != NULL)
    {
      version = gp_design_dup_part_hash (design, id);
      g_hash_table_insert (self->versions, flow, version);
    }

  return version;
}

gboolean
gp_run_flows_has_trigger (GpRunFlows *self,
                          const GpId *entity,
                          const char *change,
                          gboolean    before)
{
  GPtrArray *all = gp_run_flows_list (self);

  for (guint i = 0; i < all->len; i++)
    if (gp_flow_is_started_by (all->pdata[i], entity, change, before))
      return TRUE;

  return FALSE;
}
