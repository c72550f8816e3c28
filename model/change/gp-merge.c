/* gp-merge.c — two people's changes to the same design
 * SPDX-License-Identifier: Apache-2.0
 *
 * "Theirs" is taken as the changes from the base, and each is tried on a copy of "ours":
 *
 *   - what we left as it was takes their change; what both changed alike is settled;
 *   - lists take the additions and removals of both, where these do not exclude each other;
 *   - otherwise ours stays, and a conflict says so.
 *
 * The copy is changed through the indexes directly, because it may not be whole in between.
 * gp-merge-repair.c then makes it whole again: what somebody removed and somebody else still
 * refers to, and names given twice. The result is the difference between ours and the copy. */
#define G_LOG_DOMAIN "gp-merge"

#include "config.h"

#include "gp-merge.h"

#include "gp-design-private.h"
#include "gp-diff.h"
#include "gp-merge-private.h"
#include "gp-merge-texts.h"

void
gp_conflict_free (GpConflict *self)
{
  if (self == NULL)
    return;
  gp_value_clear (&self->base);
  gp_value_clear (&self->ours);
  gp_value_clear (&self->theirs);
  g_free (self->path);
  g_free (self);
}

GpConflict *
gp_merge_report (GpMerge         *merge,
                 GpConflictType   type,
                 const GpElement *element)
{
  GpConflict *conflict = g_new0 (GpConflict, 1);

  conflict->type = type;
  conflict->id = *gp_element_get_id (element);
  conflict->kind = gp_element_get_kind (element);
  conflict->path = gp_design_dup_path (gp_design_lookup (merge->merged, &conflict->id) != NULL
                                       ? merge->merged : merge->theirs, &conflict->id);
  g_ptr_array_add (merge->conflicts, conflict);
  return conflict;
}

static void
report_value (GpMerge         *merge,
              const GpElement *ours,
              const GpChange  *change)
{
  GpConflict *conflict = gp_merge_report (merge, GP_CONFLICT_VALUE, ours);

  conflict->property = change->property;
  conflict->base = gp_value_copy (&change->before);
  conflict->ours = gp_value_copy (gp_element_get_value (ours, change->property));
  conflict->theirs = gp_value_copy (&change->after);
}

static gboolean
has_id (const GpValue *list,
        const GpId    *id)
{
  gsize n;
  const GpId *ids = gp_value_get_ids (list, &n);

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], id))
      return TRUE;
  return FALSE;
}

/* Ours without what they took out, then what they put in. */
static GpValue
merge_ids (const GpValue *base,
           const GpValue *ours,
           const GpValue *theirs)
{
  g_autoptr(GArray) result = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize n;
  const GpId *ids = gp_value_get_ids (ours, &n);

  for (gsize i = 0; i < n; i++)
    if (has_id (theirs, &ids[i]) || !has_id (base, &ids[i]))
      g_array_append_val (result, ids[i]);
  ids = gp_value_get_ids (theirs, &n);
  for (gsize i = 0; i < n; i++)
    if (!has_id (base, &ids[i]) && !has_id (ours, &ids[i]))
      g_array_append_val (result, ids[i]);
  return gp_value_ids ((const GpId *) (void *) result->data, result->len);
}

void
gp_merge_set (GpMerge    *merge,
              const GpId *id,
              GpProperty  property,
              GpValue     value)
{
  g_autoptr(GpElement) copy = gp_element_copy (gp_design_lookup (merge->merged, id));

  gp_element_set (copy, property, value);
  gp_design_replace (merge->merged, copy);
}

static void
merge_set (GpMerge        *merge,
           const GpChange *change)
{
  const GpElement *ours = gp_design_lookup (merge->merged, &change->id);
  GpValue merged;
  const GpValue *value;

  if (ours == NULL)
    {
      gp_merge_report (merge, GP_CONFLICT_REMOVED, gp_design_lookup (merge->theirs, &change->id));
      return;
    }
  value = gp_element_get_value (ours, change->property);
  if (gp_value_equal (value, &change->after))
    return;
  if (gp_value_equal (value, &change->before))
    gp_merge_set (merge, &change->id, change->property, gp_value_copy (&change->after));
  else if (gp_property_get_info (change->property)->type == GP_TYPE_TEXTS
           && gp_merge_texts (&change->before, value, &change->after, &merged))
    gp_merge_set (merge, &change->id, change->property, merged);
  else if (gp_property_get_info (change->property)->type == GP_TYPE_REFS)
    gp_merge_set (merge, &change->id, change->property,
                  merge_ids (&change->before, value, &change->after));
  else if (gp_diff_kind_has_meaning (change->kind) || change->kind == GP_KIND_NOTE)
    report_value (merge, ours, change);
  /* Of two positions of one card, ours is as good as theirs: nobody needs to decide. */
}

static gboolean
is_inside (GpDesign   *design,
           const GpId *id,
           const GpId *ancestor)
{
  for (const GpElement *at = gp_design_lookup (design, id); at != NULL;
       at = gp_design_lookup (design, gp_element_get_parent (at)))
    if (gp_id_equal (gp_element_get_id (at), ancestor))
      return TRUE;
  return FALSE;
}

static void
merge_move (GpMerge        *merge,
            const GpChange *change)
{
  const GpElement *ours = gp_design_lookup (merge->merged, &change->id);
  gboolean we_moved, can_move;

  if (ours == NULL)
    {
      gp_merge_report (merge, GP_CONFLICT_REMOVED, gp_design_lookup (merge->theirs, &change->id));
      return;
    }
  we_moved = !gp_id_equal (gp_element_get_parent (ours), &change->parent_before);
  can_move = gp_design_lookup (merge->merged, &change->parent_after) != NULL &&
             !is_inside (merge->merged, &change->parent_after, &change->id);
  if (gp_id_equal (gp_element_get_parent (ours), &change->parent_after) &&
      gp_element_get_rank (ours) != change->rank_before)
    return;                     /* both ordered the same siblings: ours stands */
  if (we_moved || !can_move)
    gp_merge_report (merge, GP_CONFLICT_MOVED, ours);
  else
    {
      g_autoptr(GpElement) copy = gp_element_copy (ours);

      gp_element_set_parent (copy, &change->parent_after, change->rank_after);
      gp_design_replace (merge->merged, copy);
    }
}

/* Both added an element with the same id: a placement, say. Ours stands; they fill what we left
 * out. */
static void
merge_added_twice (GpMerge         *merge,
                   const GpElement *ours,
                   const GpElement *theirs)
{
  g_autoptr(GpElement) copy = gp_element_copy (ours);
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (theirs, i, &property, &value); i++)
    if (!gp_element_has (ours, property))
      gp_element_set (copy, property, gp_value_copy (value));
  gp_design_replace (merge->merged, copy);
}

static void
merge_add (GpMerge        *merge,
           const GpChange *change)
{
  const GpElement *ours = gp_design_lookup (merge->merged, &change->id);

  if (ours != NULL && gp_element_get_kind (ours) == change->kind)
    merge_added_twice (merge, ours, change->element);
  else if (ours != NULL ||
           gp_design_lookup (merge->merged, gp_element_get_parent (change->element)) == NULL)
    gp_merge_report (merge, GP_CONFLICT_REMOVED, change->element);
  else
    gp_design_insert (merge->merged, change->element);
}

static void
merge_remove (GpMerge        *merge,
              const GpChange *change)
{
  const GpElement *ours = gp_design_lookup (merge->merged, &change->id);

  if (ours == NULL)
    return;
  if (gp_design_count_children (merge->merged, &change->id) > 0 ||
      (!gp_element_equal (ours, change->element) && gp_diff_kind_has_meaning (change->kind)))
    gp_merge_report (merge, GP_CONFLICT_REMOVED, ours);
  else
    gp_design_take_out (merge->merged, &change->id);
}

GpChangeSet *
gp_merge (GpDesign   *base,
          GpDesign   *ours,
          GpDesign   *theirs,
          GPtrArray **out_conflicts)
{
  static void (*const merge_one[]) (GpMerge *, const GpChange *) = {
    [GP_CHANGE_ADD] = merge_add,
    [GP_CHANGE_REMOVE] = merge_remove,
    [GP_CHANGE_SET] = merge_set,
    [GP_CHANGE_MOVE] = merge_move,
  };
  g_autoptr(GpChangeSet) changes = gp_diff (base, theirs, GP_DIFF_ALL);
  g_autoptr(GPtrArray)
               conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_conflict_free);
  g_autoptr(GpDesign) merged = gp_design_copy (ours);
  GpMerge merge = { ours, theirs, merged, conflicts };

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      merge_one[change->type] (&merge, change);
    }
  gp_merge_repair (&merge);

  *out_conflicts = g_steal_pointer (&conflicts);
  return gp_diff (ours, merged, GP_DIFF_ALL);
}
