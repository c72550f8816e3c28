/* gp-match.c — ids for a design that was read from somewhere without ours
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two passes over both trees. The first pairs elements: those of one id, and then from the top down
 * children of paired parents of the same kind by name, or, where they have none, by a text of what
 * they say (roles, fields and the like named by their paths). The second copies @other with the
 * paired ids put in everywhere. Sibling order counts for fields and for what shares ids: elsewhere
 * the base's rank is taken over, because a file's order of tables says nothing. */
#define G_LOG_DOMAIN "gp-match"

#include "config.h"

#include "gp-diff.h"

typedef struct
{
  GpDesign   *base;
  GpDesign   *other;
  GpDesign   *known;    /* what has an id of ours in it is known by that alone; NULL: nothing */
  GHashTable *ids;      /* GpId of other → GpId of base */
  GHashTable *taken;    /* GpId of base that have a partner */
} Match;

static void
append_value (GString       *key,
              GpDesign      *design,
              const GpValue *value)
{
  gsize n_ids, n_texts;
  const GpId *ids = gp_value_get_ids (value, &n_ids);
  const char *const *texts = gp_value_get_texts (value, &n_texts);
  const GpId *id = gp_value_get_id (value);
  const char *text = gp_value_get_text (value);

  g_string_append_printf (key, "%d:%" G_GINT64_FORMAT, gp_value_get_bool (value),
                          gp_value_get_int (value));
  if (text != NULL)
    g_string_append (key, text);
  for (gsize i = 0; i < n_texts; i++)
    g_string_append_printf (key, "%s\n", texts[i]);
  for (gsize i = 0; i < (id != NULL ? 1 : n_ids); i++)
    {
      g_autofree char *path = gp_design_dup_path (design, id != NULL ? id : &ids[i]);
      g_string_append_printf (key, "%s\n", path);
    }
}

/* What the element says, in words that do not depend on ids. */
static char *
dup_content_key (GpDesign        *design,
                 const GpElement *element)
{
  GString *key = g_string_new (gp_kind_get_info (gp_element_get_kind (element))->nick);
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      g_string_append_printf (key, "\n%u=", property);
      append_value (key, design, value);
    }
  return g_string_free (key, FALSE);
}

static char *
dup_key (GpDesign        *design,
         const GpElement *element)
{
  GpKind kind = gp_element_get_kind (element);
  const char *schema = kind == GP_KIND_ENTITY ? gp_element_get_text (element, GP_ENTITY_SCHEMA)
                                              : NULL;
  const char *name = gp_element_get_name (element);

  if (name[0] == '\0')
    return dup_content_key (design, element);
  return g_strdup_printf ("%u\n%s\n%s", kind, schema != NULL ? schema : "", name);
}

static void
pair (Match      *match,
      const GpId *base_id,
      const GpId *other_id)
{
  g_hash_table_insert (match->ids, g_memdup2 (other_id, sizeof *other_id),
                       g_memdup2 (base_id, sizeof *base_id));
  g_hash_table_add (match->taken, g_memdup2 (base_id, sizeof *base_id));
}

static void
pair_same_ids (Match      *match,
               const GpId *parent)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (match->other, parent, i)) != NULL; i++)
    {
      const GpId *id = gp_element_get_id (child);

      if (gp_design_lookup_kind (match->base, id, gp_element_get_kind (child)) != NULL)
        pair (match, id, id);
      pair_same_ids (match, id);
    }
}

static void
match_children (Match      *match,
                const GpId *base_id,
                const GpId *other_id)
{
  g_autoptr(GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_queue_free);
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (match->base, base_id, i)) != NULL; i++)
    {
      g_autofree char *key = dup_key (match->base, child);
      GQueue *queue = g_hash_table_lookup (by_key, key);

      if (g_hash_table_contains (match->taken, gp_element_get_id (child)))
        continue;
      if (queue == NULL)
        {
          queue = g_queue_new ();
          g_hash_table_insert (by_key, g_steal_pointer (&key), queue);
        }
      g_queue_push_tail (queue, (gpointer) child);
    }
  for (gsize i = 0; (child = gp_design_peek_child (match->other, other_id, i)) != NULL; i++)
    {
      const GpId *id = gp_element_get_id (child);
      const GpId *partner = g_hash_table_lookup (match->ids, id);

      if (partner == NULL && match->known != NULL && gp_design_lookup (match->known, id) != NULL)
        continue;
      if (partner == NULL)
        {
          g_autofree char *key = dup_key (match->other, child);
          GQueue *queue = g_hash_table_lookup (by_key, key);
          const GpElement *named = queue != NULL ? g_queue_pop_head (queue) : NULL;

          if (named == NULL)
            continue;
          partner = gp_element_get_id (named);
          pair (match, partner, id);
        }
      match_children (match, partner, id);
    }
}

static const GpId *
map_id (Match      *match,
        const GpId *id)
{
  const GpId *mapped = g_hash_table_lookup (match->ids, id);

  return mapped != NULL ? mapped : id;
}

static GpValue
map_value (Match         *match,
           const GpValue *value)
{
  gsize n;
  const GpId *ids = gp_value_get_ids (value, &n);

  if (value->type == GP_VALUE_ID)
    return gp_value_id (map_id (match, gp_value_get_id (value)));
  if (value->type == GP_VALUE_IDS)
    {
      g_autofree GpId *mapped = g_new (GpId, n);

      for (gsize i = 0; i < n; i++)
        mapped[i] = *map_id (match, &ids[i]);
      return gp_value_ids (mapped, n);
    }
  return gp_value_copy (value);
}

/* Whether the paired fields of @other_id stand in the order that they have in the base. */
static gboolean
fields_in_base_order (Match      *match,
                      const GpId *other_id)
{
  const GpElement *child;
  double last = -G_MAXDOUBLE;

  for (gsize i = 0; (child = gp_design_peek_child (match->other, other_id, i)) != NULL; i++)
    {
      const GpElement *partner;

      if (gp_element_get_kind (child) != GP_KIND_FIELD)
        continue;
      partner = gp_design_lookup (match->base, map_id (match, gp_element_get_id (child)));
      if (partner == NULL)
        continue;
      if (gp_element_get_rank (partner) < last)
        return FALSE;
      last = gp_element_get_rank (partner);
    }
  return TRUE;
}

static GpElement *
copy_mapped (Match           *match,
             const GpElement *element,
             gboolean         keep_rank)
{
  const GpId *id = map_id (match, gp_element_get_id (element));
  const GpElement *partner = gp_design_lookup (match->base, id);
  gboolean keeps = partner == NULL || keep_rank || gp_id_equal (id, gp_element_get_id (element));
  double rank = gp_element_get_rank (keeps ? element : partner);
  GpElement *copy = gp_element_new (gp_element_get_kind (element), id,
                                    map_id (match, gp_element_get_parent (element)), rank);
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    gp_element_set (copy, property, map_value (match, value));
  return copy;
}

static void
copy_children (Match      *match,
               const GpId *other_id,
               GPtrArray  *out)
{
  gboolean ordered = fields_in_base_order (match, other_id);
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (match->other, other_id, i)) != NULL; i++)
    {
      gboolean keep_rank = gp_element_get_kind (child) == GP_KIND_FIELD && !ordered;

      g_ptr_array_add (out, copy_mapped (match, child, keep_rank));
      copy_children (match, gp_element_get_id (child), out);
    }
}

GpDesign *
gp_match (GpDesign *base,
          GpDesign *other)
{
  return gp_match_others (base, other, NULL);
}

GpDesign *
gp_match_others (GpDesign *base,
                 GpDesign *other,
                 GpDesign *known)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  g_autoptr(GHashTable) taken = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  g_autoptr(GPtrArray)
               elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GError) error = NULL;
  Match match = { base, other, known, ids, taken };
  GpDesign *result = gp_design_new (gp_design_get_root_id (base), NULL);

  pair (&match, gp_design_get_root_id (base), gp_design_get_root_id (other));
  pair_same_ids (&match, gp_design_get_root_id (other));
  match_children (&match, gp_design_get_root_id (base), gp_design_get_root_id (other));
  g_ptr_array_add (elements, copy_mapped (&match, gp_design_get_root (other), FALSE));
  copy_children (&match, gp_design_get_root_id (other), elements);
  if (!gp_design_load (result, elements, &error))
    g_error ("a matched design is not whole: %s", error->message);
  return result;
}
