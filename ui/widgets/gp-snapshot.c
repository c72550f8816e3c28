/* gp-snapshot.c — a design as it is now, for workers
 * SPDX-License-Identifier: Apache-2.0
 *
 * After an edit several workers begin at about the same time, and each wants the whole design: one
 * copy for all of them keeps the window from waiting for as many. The design knows its last
 * snapshot, but does not keep it. */
#define G_LOG_DOMAIN "gp-snapshot"
#include "config.h"

#include "gp-snapshot.h"

#define DATA_KEY "gp-snapshot"

typedef struct
{
  GWeakRef copy;
  guint64  revision;      /* of the design, when it was copied */
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_weak_ref_clear (&known->copy);
  g_free (known);
}

GpDesign *
gp_snapshot_take (GpDesign *design)
{
  Known *known;
  g_autoptr(GpDesign) copy = NULL;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  known = g_object_get_data (G_OBJECT (design), DATA_KEY);
  if (known == NULL)
    {
      known = g_new0 (Known, 1);
      g_weak_ref_init (&known->copy, NULL);
      g_object_set_data_full (G_OBJECT (design), DATA_KEY, known, known_free);
    }
  copy = g_weak_ref_get (&known->copy);
  if (copy == NULL || known->revision != gp_design_get_revision (design))
    {
      g_clear_object (&copy);
      copy = gp_design_copy (design);
      known->revision = gp_design_get_revision (design);
      g_weak_ref_set (&known->copy, copy);
    }
  return g_steal_pointer (&copy);
}
