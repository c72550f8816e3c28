/* gp-directus-flow-read.c — flows of a Directus as flows of a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * The importer of flows reads them into a design of their own, in which collections are known by
 * name; what that has and the design has not is added. */
#define G_LOG_DOMAIN "gp-directus-flow-read"
#include "config.h"
#include "gp-directus-flow-read.h"

#include <string.h>

#include "gp-diff.h"
#include "gp-import.h"

/* NULL where there are none. */
static char *
print_flows (const GpDirectusState *state,
             JsonArray             *ours)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = gp_directus_json_wrap (object);
  JsonArray *flows = json_array_new ();

  json_object_set_array_member (object, "flows", flows);
  for (guint i = 0; i < json_array_get_length (state->flows); i++)
    {
      JsonObject *flow = json_array_get_object_element (state->flows, i);
      const char *id = gp_directus_json_text (flow, "id");

      if (ours == NULL || gp_directus_find_by_id (ours, id) == NULL)
        json_array_add_object_element (flows, json_object_ref (flow));
    }
  return json_array_get_length (flows) > 0 ? gp_directus_json_print (node) : NULL;
}

/* Findings name elements, not places in a text that nobody sees. */
static void
take_findings (GPtrArray *to,
               GPtrArray *from)
{
  for (guint i = 0; to != NULL && i < from->len; i++)
    {
      GpFinding *finding = gp_finding_new (gp_finding_get_code (from->pdata[i]),
                                           gp_finding_get_severity (from->pdata[i]),
                                           gp_finding_get_message (from->pdata[i]));

      gp_finding_set_element (finding, gp_finding_get_element (from->pdata[i]));
      g_ptr_array_add (to, finding);
    }
}

static gboolean
add_missing (GpDesign  *design,
             GpDesign  *flows,
             GError   **error)
{
  g_autoptr(GpDesign) matched = gp_match (design, flows);
  g_autoptr(GpChangeSet) differences = gp_diff (design, matched, GP_DIFF_MEANING);
  g_autoptr(GpChangeSet) additions = gp_change_set_new (NULL);

  for (gsize i = 0; i < gp_change_set_get_size (differences); i++)
    {
      const GpChange *change = gp_change_set_get (differences, i);
      g_autoptr(GpElement) element = NULL;

      if (change->type != GP_CHANGE_ADD)
        continue;
      element = gp_element_copy (change->element);
      if (change->kind == GP_KIND_ENTITY)
        gp_element_set_bool (element, GP_ENTITY_EXTERNAL, TRUE);
      gp_change_set_add (additions, element);
    }
  return gp_design_apply (design, additions, error);
}

gboolean
gp_directus_flow_read (GpDesign               *design,
                       const GpDirectusState  *state,
                       JsonArray              *ours,
                       GPtrArray              *findings,
                       GError                **error)
{
  g_autofree char *text = print_flows (state, ours);
  g_autoptr(GPtrArray) said = NULL;
  g_autoptr(GpDesign) flows = NULL;

  if (text == NULL)
    return TRUE;
  flows = gp_import_text (text, strlen (text), "directus-flows", NULL, NULL, &said, NULL, error);
  if (flows == NULL)
    return FALSE;
  take_findings (findings, said);
  return add_missing (design, flows, error);
}
