/* gp-pocketbase-live.c — what a PocketBase holds now, as a design that shares ids with ours
 * SPDX-License-Identifier: Apache-2.0
 *
 * See gp-target-live.h. */
#define G_LOG_DOMAIN "gp-pocketbase-live"
#include "config.h"
#include "gp-pocketbase-live.h"

#include "gp-pocketbase-design.h"
#include "gp-target-live.h"

GPtrArray *
gp_pocketbase_past_new (const GpPocketbaseState *state)
{
  GpDesign *designs[] = { state->deployed, state->pending };
  GPtrArray *past = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_pocketbase_schema_free);

  for (gsize i = 0; i < G_N_ELEMENTS (designs); i++)
    if (designs[i] != NULL)
      g_ptr_array_add (past, gp_pocketbase_schema_new (designs[i], state->ids, NULL));
  return past;
}

/* The live collections that are of @schema, without what others have added to them. */
static JsonArray *
only_ours (const GpPocketbaseState  *state,
           const GpPocketbaseSchema *schema)
{
  JsonArray *ours = json_array_new ();

  for (guint i = 0; i < json_array_get_length (state->collections); i++)
    {
      JsonObject *live = json_array_get_object_element (state->collections, i);
      const char *id = gp_directus_json_text (live, "id");
      JsonArray *fields = gp_directus_json_array (live, "schema");
      g_autoptr(JsonNode) node = gp_directus_json_wrap (live);
      g_autoptr(JsonNode) copy = NULL;
      JsonArray *kept;

      if (!g_hash_table_contains (schema->elements, id))
        continue;
      copy = gp_directus_json_copy (node);
      kept = json_array_new ();
      for (guint j = 0; j < json_array_get_length (fields); j++)
        {
          JsonObject *field = json_array_get_object_element (fields, j);
          g_autofree char *key = g_strconcat (id, "/", gp_directus_json_text (field, "id"), NULL);

          if (g_hash_table_contains (schema->elements, key))
            json_array_add_object_element (kept, json_object_ref (field));
        }
      json_object_set_array_member (json_node_get_object (copy), "schema", kept);
      json_array_add_object_element (ours, json_node_dup_object (copy));
    }
  return ours;
}

/* What the live collections would be, had nobody touched them. */
static JsonArray *
as_deployed (const GpPocketbaseState  *state,
             const GpPocketbaseSchema *schema)
{
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr(GpPocketbaseChange) change = gp_pocketbase_change_new (state, nothing, schema);
  GpPocketbaseState wish = { .collections = change->wish };

  return only_ours (&wish, schema);
}

static GpDesign *
read_deployed (const GpPocketbaseState   *state,
               const GpPocketbaseSchema  *schema,
               GError                   **error)
{
  g_autoptr(GpDesign) live = gp_design_copy (state->deployed);
  g_autoptr(JsonArray) ours = only_ours (state, schema);
  g_autoptr(JsonArray) wish = as_deployed (state, schema);
  g_autoptr(GpDesign) expected = gp_pocketbase_design_read (wish, live, schema->elements, NULL,
                                                            NULL, error);
  g_autoptr(GpDesign) there = expected != NULL
    ? gp_pocketbase_design_read (ours, live, schema->elements, NULL, NULL, error) : NULL;

  return there != NULL && gp_target_live_lay_over (live, expected, there, error)
           ? g_steal_pointer (&live) : NULL;
}

/* Also what is not of the last deployment and @design has taken over since. */
static GpDesign *
read_adopted (const GpPocketbaseState   *state,
              GpDesign                  *design,
              const GpPocketbaseSchema  *wanted,
              GError                   **error)
{
  g_autoptr(GpPocketbaseSchema) before = gp_pocketbase_schema_new (state->deployed, state->ids,
                                                                   NULL);
  g_autoptr(GpDesign) live = read_deployed (state, before, error);
  g_autoptr(JsonArray) ours = only_ours (state, wanted);
  g_autoptr(GpDesign) there = live != NULL
    ? gp_pocketbase_design_read (ours, design, wanted->elements, NULL, NULL, error) : NULL;

  if (there == NULL)
    return NULL;
  gp_target_live_add_adopted (live, there, design);
  return g_steal_pointer (&live);
}

GpDesign *
gp_pocketbase_live (const GpPocketbaseState   *state,
                    GpDesign                  *design,
                    const GpPocketbaseSchema  *wanted,
                    GError                   **error)
{
  g_autoptr(JsonArray) ours = NULL;

  /* While a deployment is not finished, the plan names all of it, also what is done already. */
  if (state->pending != NULL)
    return state->deployed != NULL ? gp_design_copy (state->deployed)
                                   : gp_design_new (gp_design_get_root_id (design), NULL);
  if (state->deployed != NULL)
    return read_adopted (state, design, wanted, error);
  ours = only_ours (state, wanted);
  return gp_pocketbase_design_read (ours, design, wanted->elements,
                                    gp_element_get_name (gp_design_get_root (design)), NULL, error);
}

GpDesign *
gp_pocketbase_live_ours (GpPocketbaseState  *state,
                         GpDesign           *design,
                         GError            **error)
{
  g_autoptr(GPtrArray) past = gp_pocketbase_past_new (state);
  g_autoptr(GpPocketbaseSchema) wanted = NULL;

  if (state->deployed == NULL)
    return gp_design_new (gp_design_get_root_id (design), NULL);
  gp_pocketbase_adopt (state, past, design);
  wanted = gp_pocketbase_schema_new (design, state->ids, NULL);
  return read_adopted (state, design, wanted, error);
}

GpDesign *
gp_pocketbase_live_whole (const GpPocketbaseState  *state,
                          const char               *name,
                          GPtrArray                *findings,
                          GError                  **error)
{
  g_autoptr(GpPocketbaseSchema) before = NULL;
  g_autoptr(GpDesign) live = NULL;
  g_autoptr(GpDesign) there = NULL;
  g_autoptr(GpDesign) expected = NULL;
  g_autoptr(JsonArray) ours = NULL;

  if (state->deployed == NULL)
    return gp_pocketbase_design_read (state->collections, NULL, NULL, name, findings, error);
  before = gp_pocketbase_schema_new (state->deployed, state->ids, NULL);
  live = read_deployed (state, before, error);
  if (live == NULL)
    return NULL;
  ours = only_ours (state, before);
  expected = gp_pocketbase_design_read (ours, live, before->elements, NULL, NULL, error);
  there = expected != NULL
    ? gp_pocketbase_design_read (state->collections, live, before->elements, NULL, findings, error)
    : NULL;
  if (there == NULL)
    return NULL;
  gp_target_live_add_others (live, expected, there);
  return g_steal_pointer (&live);
}
