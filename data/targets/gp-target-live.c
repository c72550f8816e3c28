/* gp-target-live.c — what others have changed on a backend, laid over what was deployed
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-target-live"
#include "config.h"
#include "gp-target-live.h"

#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-target.h"

#include <glib/gi18n-lib.h>

gboolean
gp_target_live_lay_over (GpDesign  *live,
                         GpDesign  *expected,
                         GpDesign  *there,
                         GError   **error)
{
  g_autoptr(GpChangeSet) changes = gp_diff (expected, there, GP_DIFF_MEANING);
  g_autoptr(GArray) gone = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GpChangeSet) removal = NULL;

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      const GpElement *element = gp_design_lookup_kind (live, &change->id, change->kind);

      if (element != NULL && change->type == GP_CHANGE_REMOVE)
        g_array_append_val (gone, change->id);
      else if (element != NULL && change->type == GP_CHANGE_SET)
        {
          g_autoptr(GpChangeSet) set = gp_change_set_new (NULL);

          gp_change_set_set (set, element, change->property, gp_value_copy (&change->after));
          gp_design_apply (live, set, NULL);
        }
    }
  if (gone->len == 0)
    return TRUE;
  removal = gp_edit_remove (live, (const GpId *) (gconstpointer) gone->data, gone->len, error);
  return removal != NULL && gp_design_apply (live, removal, error);
}

/* @additions, or those of them that fit. */
static void
add_all (GpDesign    *live,
         GpChangeSet *additions)
{
  if (gp_design_apply (live, additions, NULL))
    return;
  /* Something is below what is no longer in @live: the rest comes by itself. */
  for (gsize i = 0; i < gp_change_set_get_size (additions); i++)
    {
      g_autoptr(GpChangeSet) one = gp_change_set_new (NULL);

      gp_change_set_add (one, gp_change_set_get (additions, i)->element);
      gp_design_apply (live, one, NULL);
    }
}

/* Adds to @live what @there has more than @before; of it only what @wanted, unless NULL, has. */
static void
add_more (GpDesign *live,
          GpDesign *before,
          GpDesign *there,
          GpDesign *wanted)
{
  g_autoptr(GpChangeSet) changes = gp_diff (before, there, GP_DIFF_MEANING);
  g_autoptr(GpChangeSet) all = gp_change_set_new (NULL);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_ADD
          && (wanted == NULL || gp_design_lookup_kind (wanted, &change->id, change->kind) != NULL))
        gp_change_set_add (all, change->element);
    }
  add_all (live, all);
}

void
gp_target_live_add_others (GpDesign *live,
                           GpDesign *expected,
                           GpDesign *there)
{
  add_more (live, expected, there, NULL);
}

void
gp_target_live_add_adopted (GpDesign *live,
                            GpDesign *there,
                            GpDesign *wanted)
{
  add_more (live, live, there, wanted);
}

gboolean
gp_target_live_check_ours (GpDesign    *deployed,
                           GpDesign    *design,
                           const char  *name,
                           GError     **error)
{
  if (deployed == NULL
      || gp_id_equal (gp_design_get_root_id (deployed), gp_design_get_root_id (design)))
    return TRUE;

  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_BLOCKED,
               _("%s holds another design, “%s”: deploy that one, or import it and go on from "
                 "there."), name, gp_element_get_name (gp_design_get_root (deployed)));
  return FALSE;
}

GpChangeSet *
gp_target_live_verify (GpDesign    *live,
                       GpDesign    *wanted,
                       GPtrArray   *left,
                       const char  *name,
                       GError     **error)
{
  g_autoptr(GpChangeSet) changes = gp_diff (live, wanted, GP_DIFF_MEANING);

  if (gp_change_set_get_size (changes) > 0 || left->len == 0)
    return g_steal_pointer (&changes);

  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
               _("%s is not as the design says in %s."), (char *) left->pdata[0], name);
  return NULL;
}
