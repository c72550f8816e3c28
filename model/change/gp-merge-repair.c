/* gp-merge-repair.c — a merged design is made whole
 * SPDX-License-Identifier: Apache-2.0
 *
 * References: what they removed while we still refer to it comes back as ours. What we removed
 * while they refer to it stays away, and their reference is cleared or goes with its holder, as the
 * metamodel says. Bringing back and taking away can leave new loose ends, so it is repeated until
 * nothing changes; each round brings back or removes at least one element, hence it ends.
 * Names: of two siblings with the same name, theirs gets a number. */
#define G_LOG_DOMAIN "gp-merge"

#include "config.h"

#include "gp-design-private.h"
#include "gp-diff.h"
#include "gp-merge-private.h"
#include "gp-name.h"

/* Brings @id back from ours, with what it stands in. */
static void
bring_back (GpMerge    *merge,
            const GpId *id)
{
  const GpElement *element = gp_design_lookup (merge->ours, id);

  if (element == NULL || gp_design_lookup (merge->merged, id) != NULL)
    return;
  bring_back (merge, gp_element_get_parent (element));
  gp_design_insert (merge->merged, element);
  gp_merge_report (merge, GP_CONFLICT_REMOVED, element);
}

static void
remove_below (GpMerge    *merge,
              const GpId *id)
{
  const GpElement *child;

  while ((child = gp_design_peek_child (merge->merged, id, 0)) != NULL)
    {
      GpId child_id = *gp_element_get_id (child);

      remove_below (merge, &child_id);
    }
  gp_design_take_out (merge->merged, id);
}

static void
drop_reference (GpMerge              *merge,
                const GpElement      *holder,
                const GpPropertyInfo *info,
                const GpId           *target)
{
  GpId id = *gp_element_get_id (holder);
  g_autoptr(GArray) rest = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize n;
  const GpId *ids = gp_element_get_refs (holder, info->property, &n);

  gp_merge_report (merge, GP_CONFLICT_REMOVED, holder);
  if (info->removal == GP_REMOVAL_CASCADE)
    {
      remove_below (merge, &id);
      return;
    }
  for (gsize i = 0; i < n; i++)
    if (!gp_id_equal (&ids[i], target))
      g_array_append_val (rest, ids[i]);
  gp_merge_set (merge, &id, info->property,
                gp_value_ids ((const GpId *) (void *) rest->data, rest->len));
}

typedef struct
{
  GpId        target;
  GpReferrer  referrer;
} LooseEnd;

static GArray *
find_loose_ends (GpMerge *merge)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (LooseEnd));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, merge->merged->referrers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GArray *referrers = value;

      if (gp_design_lookup (merge->merged, key) != NULL)
        continue;
      for (guint i = 0; i < referrers->len; i++)
        {
          LooseEnd end = { *(GpId *) key, g_array_index (referrers, GpReferrer, i) };
          g_array_append_val (found, end);
        }
    }
  return found;
}

static void
repair_references (GpMerge *merge)
{
  for (;;)
    {
      g_autoptr(GArray) ends = find_loose_ends (merge);

      if (ends->len == 0)
        return;
      for (guint i = 0; i < ends->len; i++)
        {
          const LooseEnd *end = &g_array_index (ends, LooseEnd, i);
          const GpElement *holder = gp_design_lookup (merge->merged, &end->referrer.holder);

          if (holder == NULL || gp_design_lookup (merge->merged, &end->target) != NULL)
            continue;           /* settled by an earlier one of this round */
          if (gp_design_lookup (merge->ours, &end->target) != NULL)
            bring_back (merge, &end->target);
          else
            drop_reference (merge, holder, gp_property_get_info (end->referrer.property),
                            &end->target);
        }
    }
}

/* Whether some other child of the same parent, of ours, has this name. */
static gboolean
name_is_taken (GpMerge         *merge,
               const GpElement *element)
{
  g_autoptr(GPtrArray)
               siblings = gp_design_list_children (merge->merged, gp_element_get_parent (element),
                                                   gp_element_get_kind (element));

  for (guint i = 0; i < siblings->len; i++)
    {
      const GpElement *sibling = siblings->pdata[i];

      if (sibling != element &&
          g_str_equal (gp_element_get_name (sibling), gp_element_get_name (element)) &&
          (gp_element_get_kind (element) != GP_KIND_ENTITY ||
           g_strcmp0 (gp_element_get_text (sibling, GP_ENTITY_SCHEMA),
                      gp_element_get_text (element, GP_ENTITY_SCHEMA)) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
repair_names (GpMerge *merge)
{
  g_autoptr(GpChangeSet) changes = gp_diff (merge->ours, merge->merged, GP_DIFF_ALL);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      const GpKindInfo *info = gp_kind_get_info (change->kind);
      const GpElement *element = gp_design_lookup (merge->merged, &change->id);
      g_autofree char *name = NULL;

      if (element == NULL || info->name_scope == GP_NAME_SCOPE_NOTHING ||
          !name_is_taken (merge, element))
        continue;
      gp_merge_report (merge, GP_CONFLICT_NAME, element);
      name = gp_name_make_unique (merge->merged, gp_element_get_parent (element), change->kind,
                                  gp_element_get_name (element), NULL);
      gp_merge_set (merge, &change->id, (GpProperty) info->name, gp_value_text (name));
    }
}

void
gp_merge_repair (GpMerge *merge)
{
  repair_references (merge);
  repair_names (merge);
}
