/* gp-edit-remove.c — elements go, with what is below them and what refers to them
 * SPDX-License-Identifier: Apache-2.0
 *
 * First the set of all that goes is closed: children go with their parent, and holders of a
 * reference
 * go where the metamodel says so. Then the references of those that stay are cleared, and last the
 * elements are removed from the bottom up. */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpDesign    *design;
  GHashTable  *going;       /* GpId, owned */
  GQueue       queue;       /* GpId borrowed from going, referrers not looked at yet */
} Closure;

static void
close_over (Closure    *closure,
            const GpId *id)
{
  const GpElement *child;
  GpId *key;

  if (g_hash_table_contains (closure->going, id))
    return;
  key = g_memdup2 (id, sizeof *id);
  g_hash_table_add (closure->going, key);
  g_queue_push_tail (&closure->queue, key);
  for (gsize i = 0; (child = gp_design_peek_child (closure->design, id, i)) != NULL; i++)
    close_over (closure, gp_element_get_id (child));
}

/* An index over nothing says nothing: it goes with the last of its fields. */
static gboolean
is_emptied (Closure          *closure,
            const GpReferrer *referrer)
{
  const GpElement *index = gp_design_lookup (closure->design, &referrer->holder);
  gsize n;
  const GpId *fields;

  if (referrer->property != GP_INDEX_FIELDS || gp_element_has (index, GP_INDEX_COLUMNS))
    return FALSE;
  fields = gp_element_get_refs (index, GP_INDEX_FIELDS, &n);
  for (gsize i = 0; i < n; i++)
    if (!g_hash_table_contains (closure->going, &fields[i]))
      return FALSE;
  return TRUE;
}

static void
close_referrers (Closure *closure)
{
  const GpId *id;

  while ((id = g_queue_pop_head (&closure->queue)) != NULL)
    {
      gsize n;
      const GpReferrer *referrers = gp_design_peek_referrers (closure->design, id, &n);

      for (gsize i = 0; i < n; i++)
        if (gp_property_get_info (referrers[i].property)->removal == GP_REMOVAL_CASCADE
            || is_emptied (closure, &referrers[i]))
          close_over (closure, &referrers[i].holder);
    }
}

static GpValue
without_going (Closure       *closure,
               const GpValue *value)
{
  g_autoptr(GArray) rest = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize n;
  const GpId *ids = gp_value_get_ids (value, &n);

  for (gsize i = 0; i < n; i++)
    if (!g_hash_table_contains (closure->going, &ids[i]))
      g_array_append_val (rest, ids[i]);
  return gp_value_ids ((const GpId *) (void *) rest->data, rest->len);
}

static void
clear_referrers (Closure     *closure,
                 const GpId  *id,
                 GHashTable  *done,
                 GpChangeSet *changes)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (closure->design, id, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *holder = gp_design_lookup (closure->design, &referrers[i].holder);
      g_autofree char *key = NULL;
      char text[GP_ID_STRING_SIZE];

      if (g_hash_table_contains (closure->going, &referrers[i].holder))
        continue;
      /* A list may name several that go: it is rewritten once, without all of them. */
      key = g_strdup_printf ("%s %u", gp_id_format (&referrers[i].holder, text),
                             referrers[i].property);
      if (!g_hash_table_add (done, g_steal_pointer (&key)))
        continue;
      gp_change_set_set (changes, holder, referrers[i].property,
                         without_going (closure,
                                        gp_element_get_value (holder, referrers[i].property)));
    }
}

static void
remove_up (Closure         *closure,
           const GpElement *element,
           GHashTable      *removed,
           GpChangeSet     *changes)
{
  const GpId *id = gp_element_get_id (element);
  const GpElement *child;

  if (!g_hash_table_add (removed, (gpointer) id))
    return;
  for (gsize i = 0; (child = gp_design_peek_child (closure->design, id, i)) != NULL; i++)
    remove_up (closure, child, removed, changes);
  gp_change_set_remove (changes, element);
}

static char *
dup_title (GpDesign   *design,
           const GpId *ids,
           gsize       n)
{
  const GpElement *element = n == 1 ? gp_design_lookup (design, &ids[0]) : NULL;
  g_autofree char *path = NULL;

  if (element == NULL)
    return g_strdup_printf (ngettext ("Removed %u element", "Removed %u elements", (gulong) n),
                            (guint) n);
  path = gp_design_dup_path (design, &ids[0]);
  return g_strdup_printf (_("Removed %s"), path);
}

GpChangeSet *
gp_edit_remove (GpDesign    *design,
                const GpId  *ids,
                gsize        n,
                GError     **error)
{
  g_autoptr(GHashTable) going = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  g_autoptr(GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) removed = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autofree char *title = dup_title (design, ids, n);
  Closure closure = { design, going, G_QUEUE_INIT };
  GpChangeSet *changes;
  GHashTableIter iter;
  gpointer key;

  for (gsize i = 0; i < n; i++)
    {
      if (gp_id_equal (&ids[i], gp_design_get_root_id (design)))
        {
          g_queue_clear (&closure.queue);
          g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT,
                               _("The design itself cannot be removed."));
          return NULL;
        }
      if (gp_design_lookup (design, &ids[i]) != NULL)
        close_over (&closure, &ids[i]);
    }
  close_referrers (&closure);

  changes = gp_change_set_new (title);
  g_hash_table_iter_init (&iter, going);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    clear_referrers (&closure, key, done, changes);
  g_hash_table_iter_init (&iter, going);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    remove_up (&closure, gp_design_lookup (design, key), removed, changes);
  return changes;
}
