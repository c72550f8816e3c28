/* gp-plan-groups.c — what a plan lists, of one sort each
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-plan-groups"
#include "config.h"

#include "gp-plan-groups.h"

struct _GpPlanGroups
{
  GDestroyNotify  item_free;
  GHashTable     *groups;     /* key → GPtrArray of items */
  GPtrArray      *keys;       /* borrowed from the table */
};

GpPlanGroups *
gp_plan_groups_new (GDestroyNotify item_free)
{
  GpPlanGroups *self = g_new (GpPlanGroups, 1);

  self->item_free = item_free;
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  self->keys = g_ptr_array_new ();
  return self;
}

void
gp_plan_groups_free (GpPlanGroups *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->keys);
  g_hash_table_unref (self->groups);
  g_free (self);
}

void
gp_plan_groups_add (GpPlanGroups *self,
                    char         *key,
                    gpointer      item)
{
  g_autofree char *taken = key;
  GPtrArray *group = g_hash_table_lookup (self->groups, taken);

  if (group == NULL)
    {
      group = g_ptr_array_new_with_free_func (self->item_free);
      g_ptr_array_add (self->keys, taken);
      g_hash_table_insert (self->groups, g_steal_pointer (&taken), group);
    }
  g_ptr_array_add (group, item);
}

guint
gp_plan_groups_get_size (const GpPlanGroups *self)
{
  return self->keys->len;
}

const char *
gp_plan_groups_get_key (const GpPlanGroups *self,
                        guint               i)
{
  return self->keys->pdata[i];
}

GPtrArray *
gp_plan_groups_get_items (const GpPlanGroups *self,
                          guint               i)
{
  return g_hash_table_lookup (self->groups, self->keys->pdata[i]);
}
