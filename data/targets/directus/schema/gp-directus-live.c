/* gp-directus-live.c — what a Directus holds now, as a design that shares ids with ours
 * SPDX-License-Identifier: Apache-2.0
 *
 * See gp-target-live.h. */
#define G_LOG_DOMAIN "gp-directus-live"
#include "config.h"
#include "gp-directus-live.h"

#include "gp-directus-access-read.h"
#include "gp-directus-design.h"
#include "gp-directus-flow-read.h"
#include "gp-directus-merge.h"
#include "gp-target-live.h"

/* The snapshot without what @schema does not name. */
static JsonObject *
only_ours (JsonObject             *snapshot,
           const GpDirectusSchema *schema)
{
  static const char *const parts[] = { "collections", "fields" };
  g_autoptr(GHashTable) foreign = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(JsonNode) node = gp_directus_json_wrap (snapshot);
  g_autoptr(JsonNode) copy = gp_directus_json_copy (node);
  JsonObject *ours = json_node_dup_object (copy);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *all = gp_directus_json_array (snapshot, parts[i]);
      g_autoptr(GHashTable) known =
        gp_directus_index (gp_directus_json_array (schema->managed, parts[i]));

      for (guint j = 0; all != NULL && j < json_array_get_length (all); j++)
        {
          g_autofree char *key = gp_directus_key (json_array_get_object_element (all, j));

          if (!g_hash_table_contains (known, key))
            g_hash_table_add (foreign, g_steal_pointer (&key));
        }
    }
  gp_directus_remove_keys (ours, foreign);
  return ours;
}

static GpDesign *
read_first (const GpDirectusState  *state,
            GpDesign               *design,
            const GpDirectusSchema *wanted,
            GError                **error)
{
  g_autoptr(JsonObject) ours = only_ours (state->snapshot, wanted);

  return gp_directus_design_read (ours, design,
                                  gp_element_get_name (gp_design_get_root (design)), NULL, error);
}

static GpDesign *
read_deployed (const GpDirectusState   *state,
               const GpDirectusSchema  *before,
               GError                 **error)
{
  g_autoptr(GpDesign) live = gp_design_copy (state->deployed);
  g_autoptr(JsonObject) snapshot = only_ours (state->snapshot, before);
  g_autoptr(JsonObject) wish = gp_directus_merge (snapshot, before->managed, NULL);
  g_autoptr(GpDesign) expected = gp_directus_design_read (wish, live, NULL, NULL, error);
  g_autoptr(GpDesign) there = expected != NULL
    ? gp_directus_design_read (snapshot, live, NULL, NULL, error) : NULL;

  return there != NULL && gp_target_live_lay_over (live, expected, there, error)
           ? g_steal_pointer (&live) : NULL;
}

/* Also what is not of the last deployment and @design has taken over since. */
static GpDesign *
read_adopted (const GpDirectusState   *state,
              const GpDirectusSchema  *before,
              GpDesign                *design,
              const GpDirectusSchema  *wanted,
              GError                 **error)
{
  g_autoptr(GpDesign) live = read_deployed (state, before, error);
  g_autoptr(GpDesign) there = live != NULL ? read_first (state, design, wanted, error) : NULL;

  if (there == NULL)
    return NULL;
  gp_target_live_add_adopted (live, there, design);
  return g_steal_pointer (&live);
}

GpDesign *
gp_directus_live (const GpDirectusState   *state,
                  const GpDirectusSchema  *before,
                  GpDesign                *design,
                  const GpDirectusSchema  *wanted,
                  GError                 **error)
{
  if (before == NULL)
    return read_first (state, design, wanted, error);
  /* While a deployment is not finished, the plan names all of it, also what is done already. */
  if (state->pending != NULL)
    return gp_design_copy (state->deployed);
  return read_adopted (state, before, design, wanted, error);
}

GpDesign *
gp_directus_live_ours (const GpDirectusState  *state,
                       GpDesign               *design,
                       GError                **error)
{
  g_autoptr(GpDirectusSchema) before = NULL;
  g_autoptr(GpDirectusSchema) wanted = NULL;

  if (state->deployed == NULL)
    return gp_design_new (gp_design_get_root_id (design), NULL);
  before = gp_directus_schema_new (state->deployed, gp_directus_state_is_sqlite (state), NULL);
  wanted = gp_directus_schema_new (design, gp_directus_state_is_sqlite (state), NULL);
  return read_adopted (state, before, design, wanted, error);
}

static GpDesign *
read_all (const GpDirectusState   *state,
          const GpDirectusSchema  *before,
          GPtrArray               *findings,
          GError                 **error)
{
  g_autoptr(GpDesign) live = gp_design_copy (state->deployed);
  g_autoptr(JsonObject) ours = only_ours (state->snapshot, before);
  g_autoptr(JsonObject) wish = gp_directus_merge (ours, before->managed, NULL);
  g_autoptr(GpDesign) expected = gp_directus_design_read (wish, live, NULL, NULL, error);
  g_autoptr(GpDesign) there = expected != NULL
    ? gp_directus_design_read (state->snapshot, live, NULL, findings, error) : NULL;

  if (there == NULL || !gp_target_live_lay_over (live, expected, there, error))
    return NULL;
  gp_target_live_add_others (live, expected, there);
  return g_steal_pointer (&live);
}

GpDesign *
gp_directus_live_whole (const GpDirectusState  *state,
                        const char             *name,
                        GPtrArray              *findings,
                        GError                **error)
{
  g_autoptr(GpDirectusSchema) before = NULL;
  g_autoptr(GpDesign) live = NULL;

  if (state->deployed != NULL)
    before = gp_directus_schema_new (state->deployed, gp_directus_state_is_sqlite (state), NULL);
  live = before != NULL ? read_all (state, before, findings, error)
                        : gp_directus_design_read (state->snapshot, NULL, name, findings, error);
  if (live == NULL || !gp_directus_access_read (live, state, before, findings, error)
      || !gp_directus_flow_read (live, state, before != NULL ? before->flows : NULL, findings,
                                 error))
    return NULL;
  return g_steal_pointer (&live);
}
