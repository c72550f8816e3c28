/* gp-squash.c — a change set without detours
 * SPDX-License-Identifier: Apache-2.0
 *
 * References and names are judged at the end of a change set, and a value fits its property
 * wherever
 * it stands; so a later set may be pulled forward to the first one of the same property, or into
 * the element that is added. A remove expects the element as it was just before, so everything that
 * is known about an id is forgotten there. Moves stay where they are: they depend on one another.
 * */
#define G_LOG_DOMAIN "gp-change-set"

#include "config.h"

#include "gp-change-set.h"

typedef struct
{
  GpId  id;
  int   property;       /* -1: where the element is added */
} Key;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return gp_id_hash (&key->id) + (guint) key->property * 2654435761u;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *x = a, *y = b;

  return x->property == y->property && gp_id_equal (&x->id, &y->id);
}

typedef struct
{
  GArray     *changes;      /* GpChange, borrowed contents except for replaced elements */
  GHashTable *seen;         /* Key → index + 1 */
  GPtrArray  *elements;     /* keeps replaced elements alive */
} Squash;

static guint
find (Squash     *squash,
      const GpId *id,
      int         property)
{
  Key key = { *id, property };

  return GPOINTER_TO_UINT (g_hash_table_lookup (squash->seen, &key));
}

static void
remember (Squash     *squash,
          const GpId *id,
          int         property)
{
  Key key = { *id, property };

  g_hash_table_replace (squash->seen, g_memdup2 (&key, sizeof key),
                        GUINT_TO_POINTER (squash->changes->len));
}

static gboolean
is_of_id (gpointer key,
          gpointer value,
          gpointer id)
{
  return gp_id_equal (&((Key *) key)->id, id);
}

/* TRUE where @change became part of an earlier one. */
static gboolean
fold_set (Squash         *squash,
          const GpChange *change)
{
  guint added = find (squash, &change->id, -1);
  guint set = find (squash, &change->id, (int) change->property);

  if (added > 0)
    {
      GpChange *add = &g_array_index (squash->changes, GpChange, added - 1);
      GpElement *element = gp_element_copy (add->element);

      gp_element_set (element, change->property, gp_value_copy (&change->after));
      g_ptr_array_add (squash->elements, element);
      add->element = element;
      return TRUE;
    }
  if (set > 0)
    {
      g_array_index (squash->changes, GpChange, set - 1).after = change->after;
      return TRUE;
    }
  return FALSE;
}

static void
take (Squash         *squash,
      const GpChange *change)
{
  if (change->type == GP_CHANGE_SET && fold_set (squash, change))
    return;
  g_array_append_vals (squash->changes, change, 1);
  if (change->type == GP_CHANGE_SET)
    remember (squash, &change->id, (int) change->property);
  else if (change->type == GP_CHANGE_ADD)
    remember (squash, &change->id, -1);
  else if (change->type == GP_CHANGE_REMOVE)
    g_hash_table_foreach_remove (squash->seen, is_of_id, (gpointer) &change->id);
}

GpChangeSet *
gp_change_set_squash (const GpChangeSet *self)
{
  g_autoptr(GArray) changes = g_array_new (FALSE, FALSE, sizeof (GpChange));
  g_autoptr(GHashTable) seen = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  g_autoptr(GPtrArray)
               elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  Squash squash = { changes, seen, elements };
  GpChangeSet *result = gp_change_set_new (gp_change_set_get_title (self));

  for (gsize i = 0; i < gp_change_set_get_size (self); i++)
    take (&squash, gp_change_set_get (self, i));

  for (guint i = 0; i < changes->len; i++)
    {
      const GpChange *change = &g_array_index (changes, GpChange, i);

      if (change->type != GP_CHANGE_SET || !gp_value_equal (&change->before, &change->after))
        gp_change_set_append (result, change);
    }
  return result;
}
