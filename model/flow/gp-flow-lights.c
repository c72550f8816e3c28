/* gp-flow-lights.c — which steps of flows some kind of backend does not do
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each light is kept under the step that it is about, and under the flow around it. */
#define G_LOG_DOMAIN "gp-flow-lights"
#include "config.h"
#include "gp-flow-lights.h"

#include "gp-flow.h"

#include <glib/gi18n-lib.h>

struct _GpFlowLights
{
  const GpFlowHost *const *hosts;
  GPtrArray               *findings;    /* keeps them */
  GHashTable              *by_element;  /* GpId → array of GpFlowLight */
};

static const GpFlowHost *const nobody[] = { NULL };

/* Of a kind that nobody deploys to, people want to know when they ask, and not at every step. */
static gboolean
is_meant (GpDesign         *design,
          const GpFlowHost *host)
{
  g_autoptr(GPtrArray) targets = gp_design_list (design, GP_KIND_TARGET);

  for (guint i = 0; host->types != NULL && i < targets->len; i++)
    if (g_strv_contains (host->types, gp_element_get_text (targets->pdata[i], GP_TARGET_TYPE)))
      return TRUE;
  return host->types == NULL;
}

static void
add_light (GpFlowLights *self,
           const GpId   *id,
           GpFlowLight   said)
{
  GPtrArray *lights = g_hash_table_lookup (self->by_element, id);
  GpFlowLight *light = g_memdup2 (&said, sizeof said);

  if (lights == NULL)
    {
      lights = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->by_element, g_memdup2 (id, sizeof *id), lights);
    }
  g_ptr_array_add (lights, light);
}

/* What a transition cannot do, the step cannot that it leaves; the flow where it begins. */
static const GpElement *
find_owner (GpDesign        *design,
            const GpElement *element,
            const GpElement *flow)
{
  const GpId *from;

  if (gp_element_get_kind (element) != GP_KIND_TRANSITION)
    return element;
  from = gp_element_get_ref (element, GP_TRANSITION_FROM);
  return from != NULL && gp_design_lookup (design, from) != NULL ? gp_design_lookup (design, from)
                                                                 : flow;
}

static void
ask_host (GpFlowLights     *self,
          GpDesign         *design,
          const GpFlowHost *host)
{
  g_autoptr(GPtrArray) said = host->check != NULL ? host->check (design) : NULL;
  gboolean meant = is_meant (design, host);

  for (guint i = 0; said != NULL && i < said->len; i++)
    {
      const GpFinding *finding = said->pdata[i];
      const GpElement *element = gp_design_lookup (design, gp_finding_get_element (finding));
      const GpElement *flow = gp_flow_find_around (design, element);
      const GpElement *owner;

      if (flow == NULL || gp_finding_get_severity (finding) < GP_SEVERITY_WARNING)
        continue;
      owner = find_owner (design, element, flow);
      g_ptr_array_add (self->findings, gp_finding_ref (said->pdata[i]));
      if (owner != flow)
        add_light (self, gp_element_get_id (owner), (GpFlowLight) { host, finding, meant });
      add_light (self, gp_element_get_id (flow), (GpFlowLight) { host, finding, meant });
    }
}

GpFlowLights *
gp_flow_lights_new (GpDesign                *design,
                    const GpFlowHost *const *hosts)
{
  GpFlowLights *self = g_atomic_rc_box_new0 (GpFlowLights);

  self->hosts = hosts != NULL ? hosts : nobody;
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  self->by_element = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free,
                                            (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; self->hosts[i] != NULL && gp_design_count (design, GP_KIND_FLOW) > 0; i++)
    ask_host (self, design, self->hosts[i]);
  return self;
}

GpFlowLights *
gp_flow_lights_ref (GpFlowLights *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
lights_clear (gpointer data)
{
  GpFlowLights *self = data;

  g_hash_table_unref (self->by_element);
  g_ptr_array_unref (self->findings);
}

void
gp_flow_lights_unref (GpFlowLights *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, lights_clear);
}

const GpFlowHost *const *
gp_flow_lights_get_hosts (const GpFlowLights *self)
{
  return self->hosts;
}

GPtrArray *
gp_flow_lights_list (const GpFlowLights *self,
                     const GpId         *id)
{
  return g_hash_table_lookup (self->by_element, id);
}

gboolean
gp_flow_lights_is_lit (const GpFlowLights *self,
                       const GpId         *id)
{
  GPtrArray *lights = gp_flow_lights_list (self, id);

  for (guint i = 0; lights != NULL && i < lights->len; i++)
    if (((const GpFlowLight *) lights->pdata[i])->meant)
      return TRUE;
  return FALSE;
}

char *
gp_flow_lights_describe (const GpFlowLights *self,
                         const GpId         *id)
{
  GPtrArray *lights = gp_flow_lights_list (self, id);
  g_autoptr(GString) words = g_string_new (NULL);

  if (!gp_flow_lights_is_lit (self, id))
    return NULL;
  for (guint i = 0; i < lights->len; i++)
    {
      const GpFlowLight *light = lights->pdata[i];

      if (!light->meant)
        continue;
      g_string_append (words, words->len > 0 ? "\n" : "");
      /* Translators: a kind of backend, and what it does not do. */
      g_string_append_printf (words, _("%1$s: %2$s"), _(light->host->name),
                              gp_finding_get_message (light->finding));
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
