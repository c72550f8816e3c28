/* gp-review-side.c — who changed what: the design, what it is updated from, or both
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is equal in the base and on one side was changed on the other. A list that both changed, in
 * ways that go together, is theirs as far as they added or removed what we did not. What came or
 * went as a whole was touched by a side if anything in it changed there since, or something began
 * to refer to it: both are found once, from the two differences to the base. */
#define G_LOG_DOMAIN "gp-review"

#include "config.h"

#include "gp-review-private.h"

#include "gp-change-words.h"
#include "gp-diff.h"
#include "gp-merge-texts.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

/* @id and all that it is in, in @design. */
static void
touch (GHashTable *touched,
       GpDesign   *design,
       const GpId *id)
{
  for (const GpElement *at = gp_design_lookup (design, id);
       at != NULL && g_hash_table_add (touched, g_memdup2 (gp_element_get_id (at), sizeof (GpId)));
       at = gp_design_lookup (design, gp_element_get_parent (at)))
    ;
}

/* What @value refers to. */
static void
touch_used (GHashTable    *touched,
            GpDesign      *design,
            const GpValue *value)
{
  gsize n = 0;
  const GpId *ids = gp_value_get_ids (value, &n);

  for (gsize i = 0; i < n; i++)
    touch (touched, design, &ids[i]);
  if (value->type == GP_VALUE_ID)
    touch (touched, design, gp_value_get_id (value));
}

static GHashTable *
list_touched (GpDesign *base,
              GpDesign *side)
{
  g_autoptr(GpChangeSet) changes = gp_diff (base, side, GP_DIFF_MEANING);
  GHashTable *touched = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      GpProperty property;
      const GpValue *value;

      if (gp_review_is_silent (base, side, change))
        continue;
      touch (touched, base, &change->id);
      touch (touched, side, &change->id);
      if (change->type == GP_CHANGE_MOVE)     /* its own way up is known, and ends at itself */
        touch (touched, side, &change->parent_after);
      if (change->type == GP_CHANGE_SET)
        touch_used (touched, side, &change->after);
      else if (change->type == GP_CHANGE_ADD)
        for (gsize j = 0; gp_element_get_stored (change->element, j, &property, &value); j++)
          touch_used (touched, side, value);
    }
  return touched;
}

void
gp_review_note_touched (GpReview *self)
{
  self->touched_here = list_touched (self->base, self->before);
  self->touched_there = list_touched (self->base, self->after);
}

GpReviewSide
gp_review_side_of_whole (GpReview   *self,
                         const GpId *top)
{
  gboolean ours = gp_design_lookup (self->before, top) != NULL;

  /* Whoever has it has added it; or the other one has removed it. */
  if (gp_design_lookup (self->base, top) == NULL)
    return ours ? GP_REVIEW_OURS : GP_REVIEW_THEIRS;
  if (g_hash_table_contains (ours ? self->touched_here : self->touched_there, top))
    return GP_REVIEW_BOTH;
  return ours ? GP_REVIEW_THEIRS : GP_REVIEW_OURS;
}

static GpReviewSide
side_of_move (const GpElement *base,
              const GpChange  *change)
{
  const GpId *parent = gp_element_get_parent (base);
  double rank = gp_element_get_rank (base);
  gboolean same_before = gp_id_equal (&change->parent_before, parent);
  gboolean same_after = gp_id_equal (&change->parent_after, parent);

  if (same_before != same_after)
    return same_before ? GP_REVIEW_THEIRS : GP_REVIEW_OURS;
  if (!same_before)
    return GP_REVIEW_BOTH;
  /* Of two orders of the same siblings, ours is as good as theirs. */
  return change->rank_before == rank ? GP_REVIEW_THEIRS : GP_REVIEW_OURS;
}

gboolean
gp_review_merge_texts (GpReview       *self,
                       const GpChange *change,
                       GpValue        *out)
{
  const GpElement *base = self->base != NULL
                            ? gp_design_lookup_kind (self->base, &change->id, change->kind) : NULL;
  const GpValue *value;

  if (base == NULL || change->type != GP_CHANGE_SET
      || gp_property_get_info (change->property)->type != GP_TYPE_TEXTS)
    return FALSE;
  value = gp_element_get_value (base, change->property);
  return !gp_value_equal (value, &change->before) && !gp_value_equal (value, &change->after)
         && gp_merge_texts (value, &change->before, &change->after, out);
}

GpReviewSide
gp_review_side_of_change (GpReview       *self,
                          const GpChange *change)
{
  const GpElement *base = gp_design_lookup_kind (self->base, &change->id, change->kind);
  g_auto(GpValue) merged = GP_VALUE_INIT;
  const GpValue *value;

  if (base == NULL)
    return GP_REVIEW_BOTH;
  /* What they did besides is done here already, or is not. */
  if (gp_review_merge_texts (self, change, &merged))
    return gp_value_equal (&merged, &change->before) ? GP_REVIEW_OURS : GP_REVIEW_THEIRS;
  if (change->type == GP_CHANGE_MOVE)
    return side_of_move (base, change);
  value = gp_element_get_value (base, change->property);
  if (gp_value_equal (value, &change->before))
    return GP_REVIEW_THEIRS;
  return gp_value_equal (value, &change->after) ? GP_REVIEW_OURS : GP_REVIEW_BOTH;
}

/* --- in words --- */

static char *
describe_values (GpReview       *self,
                 const GpChange *change)
{
  const GpElement *base = gp_design_lookup_kind (self->base, &change->id, change->kind);
  const char *label = _(gp_property_get_info (change->property)->label);
  g_autofree char *path = gp_design_dup_path (self->before, &change->id);
  g_autofree char *here = gp_value_to_words (self->before, change->property, &change->before);
  g_autofree char *there = gp_value_to_words (self->after, change->property, &change->after);
  g_autofree char *was = NULL;

  if (*path == '\0')
    {
      g_free (path);
      path = g_strdup (_("the design"));
    }
  if (base == NULL)
    /* Translators: property, path, value in the design, value on the target. */
    return g_strdup_printf (_("“%s” of %s is %s here and %s there"), label, path, here, there);
  was = gp_value_to_words (self->base, change->property,
                           gp_element_get_value (base, change->property));
  /* Translators: property, path, old value, value in the design, value on the target. */
  return g_strdup_printf (_("“%s” of %s was %s; it is %s here and %s there"), label, path, was,
                          here, there);
}

static char *
describe_conflict (GpReview       *self,
                   const GpChange *change)
{
  const char *kind = gp_name_of_kind (change->kind);
  g_autofree char *path = NULL;

  if (change->type == GP_CHANGE_SET)
    return describe_values (self, change);
  path = gp_design_dup_path (change->type == GP_CHANGE_ADD ? self->after : self->before,
                             &change->id);
  if (change->type == GP_CHANGE_ADD)
    /* Translators: kind of element, path. */
    return g_strdup_printf (_("Removed %s %s here; it was changed or is used there"), kind, path);
  if (change->type == GP_CHANGE_REMOVE)
    /* Translators: kind of element, path. */
    return g_strdup_printf (_("Changed or used %s %s here; it was removed there"), kind, path);
  /* Translators: kind of element, path. */
  return g_strdup_printf (_("Moved %s %s here and there, to different places"), kind, path);
}

char *
gp_review_dup_words (GpReview       *self,
                     GpReviewSide    side,
                     const GpChange *change)
{
  g_autoptr(GpChangeSet) one = NULL;
  g_autoptr(GpChangeSet) back = NULL;

  if (side == GP_REVIEW_BOTH)
    return g_strdelimit (describe_conflict (self, change), "\r\n\t", ' ');
  if (side != GP_REVIEW_OURS)
    {
      GpChange theirs = *change;
      g_auto(GpValue) merged = GP_VALUE_INIT;

      if (gp_review_merge_texts (self, change, &merged))
        theirs.after = merged;
      return gp_change_to_words (self->before, self->after, &theirs);
    }
  /* There it is as it was: the way from there to here is what was done here. */
  one = gp_change_set_new (NULL);
  gp_change_set_append (one, change);
  back = gp_change_set_invert (one);
  return gp_change_to_words (self->after, self->before, gp_change_set_get (back, 0));
}
