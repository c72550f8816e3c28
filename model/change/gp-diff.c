/* gp-diff.c — the change set that leads from one design to another
 * SPDX-License-Identifier: Apache-2.0
 *
 * The order makes every change valid when its turn comes: adds from the top down (a parent before
 * its children), moves from the top down in the new tree (so that the way up from a new parent is
 * already final and no move can run into itself), sets, removes from the bottom up. */
#define G_LOG_DOMAIN "gp-diff"

#include "config.h"

#include "gp-diff.h"

typedef struct
{
  GpDesign    *from;
  GpDesign    *to;
  GpDiffScope  scope;
  GpChangeSet *adds;
  GpChangeSet *moves;
  GpChangeSet *sets;
  GpChangeSet *removes;
} Diff;

gboolean
gp_diff_kind_has_meaning (GpKind kind)
{
  switch (kind)
    {
    case GP_KIND_VIEW:
    case GP_KIND_PLACEMENT:
    case GP_KIND_NOTE:
    case GP_KIND_STORY:
    case GP_KIND_STORY_STEP:
    case GP_KIND_COMMENT:
    case GP_KIND_WAIVER:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
in_scope (Diff            *diff,
          const GpElement *element)
{
  return diff->scope == GP_DIFF_ALL || gp_diff_kind_has_meaning (gp_element_get_kind (element));
}

static void
compare_element (Diff            *diff,
                 const GpElement *old,
                 const GpElement *new)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (new));

  if (old == new)
    return;
  gp_change_set_move (diff->moves, old, gp_element_get_parent (new), gp_element_get_rank (new));
  for (GpProperty p = info->first; p < info->first + info->n; p++)
    {
      const GpValue *value = gp_element_get_value (new, p);

      if (!gp_value_equal (gp_element_get_value (old, p), value))
        gp_change_set_set (diff->sets, old, p, gp_value_copy (value));
    }
}

static void
visit_new (Diff            *diff,
           const GpElement *element)
{
  const GpId *id = gp_element_get_id (element);
  const GpElement *old = gp_design_lookup_kind (diff->from, id, gp_element_get_kind (element));
  const GpElement *child;

  if (!in_scope (diff, element))
    return;
  if (old == NULL)
    gp_change_set_add (diff->adds, element);
  else
    compare_element (diff, old, element);
  for (gsize i = 0; (child = gp_design_peek_child (diff->to, id, i)) != NULL; i++)
    visit_new (diff, child);
}

static void
visit_old (Diff            *diff,
           const GpElement *element)
{
  const GpId *id = gp_element_get_id (element);
  const GpElement *child;

  if (!in_scope (diff, element))
    return;
  for (gsize i = 0; (child = gp_design_peek_child (diff->from, id, i)) != NULL; i++)
    visit_old (diff, child);
  if (gp_design_lookup (diff->to, id) == NULL)
    gp_change_set_remove (diff->removes, element);
}

GpChangeSet *
gp_diff (GpDesign    *from,
         GpDesign    *to,
         GpDiffScope  scope)
{
  g_autoptr(GpChangeSet) moves = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) sets = gp_change_set_new (NULL);
  g_autoptr(GpChangeSet) removes = gp_change_set_new (NULL);
  GpChangeSet *adds = gp_change_set_new (NULL);
  Diff diff = { from, to, scope, adds, moves, sets, removes };

  g_return_val_if_fail (gp_id_equal (gp_design_get_root_id (from), gp_design_get_root_id (to)),
                        adds);

  visit_new (&diff, gp_design_get_root (to));
  visit_old (&diff, gp_design_get_root (from));
  gp_change_set_append_all (adds, moves);
  gp_change_set_append_all (adds, sets);
  gp_change_set_append_all (adds, removes);
  return adds;
}

GpDesign *
gp_diff_dup_meaning (GpDesign *design)
{
  GpDesign *meaning = gp_design_new (gp_design_get_root_id (design), NULL);
  g_autoptr(GpChangeSet) changes = gp_diff (meaning, design, GP_DIFF_MEANING);
  /* Nothing that has meaning points to what has none. */
  gboolean applied = gp_design_apply (meaning, changes, NULL);

  g_assert (applied);
  return meaning;
}
