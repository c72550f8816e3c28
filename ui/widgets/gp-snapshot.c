/* gp-snapshot.c — a design as it is now, for workers
 * SPDX-License-Identifier: Apache-2.0
 *
 * After an edit several workers begin at about the same time, and each wants the whole design: one
 * copy for all of them. Elements are immutable, so that holding all of them is enough to know the
 * design; the main thread does that alone, and the first worker that asks makes the indexes. The
 * design knows its last snapshot, but does not keep it. */
#define G_LOG_DOMAIN "gp-snapshot"
#include "config.h"

#include "gp-snapshot.h"

#define DATA_KEY "gp-snapshot"

struct _GpSnapshot
{
  GObject parent_instance;

  guint64    revision;      /* of the design, when it was taken */
  GMutex     lock;          /* of what follows */
  GPtrArray *elements;      /* until there is a copy */
  GpDesign  *copy;
};

G_DEFINE_FINAL_TYPE (GpSnapshot, gp_snapshot, G_TYPE_OBJECT)

static void
gp_snapshot_finalize (GObject *object)
{
  GpSnapshot *self = GP_SNAPSHOT (object);

  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_object (&self->copy);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (gp_snapshot_parent_class)->finalize (object);
}

static void
gp_snapshot_class_init (GpSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_snapshot_finalize;
}

static void
gp_snapshot_init (GpSnapshot *self)
{
  g_mutex_init (&self->lock);
}

static void
known_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

GpSnapshot *
gp_snapshot_take (GpDesign *design)
{
  GWeakRef *known;
  g_autoptr(GpSnapshot) self = NULL;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  known = g_object_get_data (G_OBJECT (design), DATA_KEY);
  if (known == NULL)
    {
      known = g_new0 (GWeakRef, 1);
      g_weak_ref_init (known, NULL);
      g_object_set_data_full (G_OBJECT (design), DATA_KEY, known, known_free);
    }
  self = g_weak_ref_get (known);
  if (self == NULL || self->revision != gp_design_get_revision (design))
    {
      g_clear_object (&self);
      self = g_object_new (GP_TYPE_SNAPSHOT, NULL);
      self->revision = gp_design_get_revision (design);
      self->elements = gp_design_list_all (design);
      g_weak_ref_set (known, self);
    }
  return g_steal_pointer (&self);
}

GpDesign *
gp_snapshot_get_design (GpSnapshot *self)
{
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_val_if_fail (GP_IS_SNAPSHOT (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (self->copy == NULL)
    {
      self->copy = gp_design_new_of (self->elements, self->revision);
      g_clear_pointer (&self->elements, g_ptr_array_unref);
    }
  return self->copy;
}
