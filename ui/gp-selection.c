/* gp-selection.c — what is selected, shared by the canvas, the outline and the inspector
 * SPDX-License-Identifier: Apache-2.0
 *
 * An array keeps the order, a hash set answers whether an id is in it. The set is made from the
 * array after each change: selections are small beside the designs they are made in. */
#define G_LOG_DOMAIN "gp-selection"
#include "config.h"
#include "gp-selection.h"

#include <string.h>

struct _GpSelection
{
  GObject     parent_instance;

  GArray     *ids;      /* GpId, in the order of selecting */
  GHashTable *set;      /* GpId* → nothing; the keys are owned */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GpSelection, gp_selection, G_TYPE_OBJECT)

static void
append (GpSelection *self,
        const GpId  *id)
{
  if (id == NULL || gp_id_is_nil (id) || g_hash_table_contains (self->set, id))
    return;
  g_array_append_val (self->ids, *id);
  g_hash_table_add (self->set, g_memdup2 (id, sizeof *id));
}

static void
empty (GpSelection *self)
{
  g_array_set_size (self->ids, 0);
  g_hash_table_remove_all (self->set);
}

static void
emit_changed (GpSelection *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
gp_selection_finalize (GObject *object)
{
  GpSelection *self = GP_SELECTION (object);

  g_clear_pointer (&self->set, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (gp_selection_parent_class)->finalize (object);
}

static void
gp_selection_class_init (GpSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = gp_selection_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_selection_init (GpSelection *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  self->set = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
}

GpSelection *
gp_selection_new (void)
{
  return g_object_new (GP_TYPE_SELECTION, NULL);
}

gsize
gp_selection_get_size (GpSelection *self)
{
  g_return_val_if_fail (GP_IS_SELECTION (self), 0);

  return self->ids->len;
}

const GpId *
gp_selection_peek (GpSelection *self,
                   gsize       *n)
{
  g_return_val_if_fail (GP_IS_SELECTION (self), NULL);
  g_return_val_if_fail (n != NULL, NULL);

  *n = self->ids->len;
  return (const GpId *) (gconstpointer) self->ids->data;
}

const GpId *
gp_selection_get_last (GpSelection *self)
{
  g_return_val_if_fail (GP_IS_SELECTION (self), NULL);

  return self->ids->len == 0 ? NULL : &g_array_index (self->ids, GpId, self->ids->len - 1);
}

gboolean
gp_selection_contains (GpSelection *self,
                       const GpId  *id)
{
  g_return_val_if_fail (GP_IS_SELECTION (self), FALSE);

  return id != NULL && g_hash_table_contains (self->set, id);
}

void
gp_selection_clear (GpSelection *self)
{
  gp_selection_set_all (self, NULL, 0);
}

void
gp_selection_set (GpSelection *self,
                  const GpId  *id)
{
  gp_selection_set_all (self, id, id != NULL && !gp_id_is_nil (id) ? 1 : 0);
}

void
gp_selection_set_all (GpSelection *self,
                      const GpId  *ids,
                      gsize        n)
{
  g_autofree GpId *copy = NULL;

  g_return_if_fail (GP_IS_SELECTION (self));

  if (n == self->ids->len && (n == 0 || memcmp (ids, self->ids->data, n * sizeof *ids) == 0))
    return;

  copy = g_memdup2 (ids, n * sizeof *ids);   /* @ids may be our own array */
  empty (self);
  for (gsize i = 0; i < n; i++)
    append (self, &copy[i]);
  emit_changed (self);
}

void
gp_selection_add (GpSelection *self,
                  const GpId  *id)
{
  guint before;

  g_return_if_fail (GP_IS_SELECTION (self));

  before = self->ids->len;
  append (self, id);
  if (self->ids->len != before)
    emit_changed (self);
}

void
gp_selection_remove (GpSelection *self,
                     const GpId  *id)
{
  g_return_if_fail (GP_IS_SELECTION (self));

  if (!gp_selection_contains (self, id))
    return;

  for (guint i = 0; i < self->ids->len; i++)
    if (gp_id_equal (&g_array_index (self->ids, GpId, i), id))
      {
        GpId gone = *id;   /* @id may point into the array */

        g_array_remove_index (self->ids, i);
        g_hash_table_remove (self->set, &gone);
        break;
      }
  emit_changed (self);
}

void
gp_selection_toggle (GpSelection *self,
                     const GpId  *id)
{
  if (gp_selection_contains (self, id))
    gp_selection_remove (self, id);
  else
    gp_selection_add (self, id);
}

void
gp_selection_retain (GpSelection       *self,
                     GpSelectionFilter  filter,
                     gpointer           user_data)
{
  g_autoptr(GArray) kept = NULL;

  g_return_if_fail (GP_IS_SELECTION (self));
  g_return_if_fail (filter != NULL);

  kept = g_array_new (FALSE, FALSE, sizeof (GpId));
  for (guint i = 0; i < self->ids->len; i++)
    if (filter (&g_array_index (self->ids, GpId, i), user_data))
      g_array_append_val (kept, g_array_index (self->ids, GpId, i));
  gp_selection_set_all (self, (const GpId *) (gconstpointer) kept->data, kept->len);
}
