/* gp-review.c — what differs between two designs, entry by entry, to be taken or left
 * SPDX-License-Identifier: Apache-2.0
 *
 * An entry is known by the topmost element that came or went, or else by the element that was
 * changed, the same in both directions; and of three designs also by the side that changed it. */
#define G_LOG_DOMAIN "gp-review"

#include "config.h"

#include "gp-review-private.h"

#include "gp-diff.h"

#include <glib/gi18n-lib.h>

static void
entry_clear (gpointer data)
{
  GpReviewEntry *entry = data;

  g_free (entry->title);
  g_free (entry->detail);
}

guint
gp_review_key_hash (gconstpointer key)
{
  const GpReviewKey *self = key;

  return gp_id_hash (&self->id) * 4 + self->side;
}

gboolean
gp_review_key_equal (gconstpointer a,
                     gconstpointer b)
{
  const GpReviewKey *first = a, *second = b;

  return first->side == second->side && gp_id_equal (&first->id, &second->id);
}

GpReviewKey
gp_review_key_of_top (GpReview   *self,
                      GpDesign   *has,
                      GpDesign   *has_not,
                      const GpId *id)
{
  GpReviewKey key = { .id = *id };

  for (const GpElement *at = gp_design_lookup (has, id);
       at != NULL && gp_design_lookup (has_not, gp_element_get_id (at)) == NULL;
       at = gp_design_lookup (has, gp_element_get_parent (at)))
    key.id = *gp_element_get_id (at);
  if (self->base != NULL)
    key.side = gp_review_side_of_whole (self, &key.id);
  return key;
}

GpReviewKey
gp_review_key_of (GpReview       *self,
                  GpDesign       *from,
                  GpDesign       *to,
                  const GpChange *change)
{
  GpReviewKey key = { .id = change->id };

  if (change->type == GP_CHANGE_ADD)
    return gp_review_key_of_top (self, to, from, &change->id);
  if (change->type == GP_CHANGE_REMOVE)
    return gp_review_key_of_top (self, from, to, &change->id);
  if (self->base != NULL)
    key.side = gp_review_side_of_change (self, change);
  return key;
}

/* The sibling before @id among those that the other design has in the same place too. */
static const GpId *
find_neighbour (GpDesign   *design,
                GpDesign   *other,
                const GpId *parent,
                const GpId *id)
{
  const GpId *last = NULL;
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      const GpId *at = gp_element_get_id (child);
      const GpElement *there = gp_design_lookup (other, at);

      if (gp_id_equal (at, id))
        return last;
      if (there != NULL && gp_id_equal (gp_element_get_parent (there), parent))
        last = at;
    }
  return last;
}

gboolean
gp_review_is_silent (GpDesign       *from,
                     GpDesign       *to,
                     const GpChange *change)
{
  const GpId *before, *after;

  if (change->type != GP_CHANGE_MOVE
      || !gp_id_equal (&change->parent_before, &change->parent_after))
    return FALSE;
  before = find_neighbour (from, to, &change->parent_before, &change->id);
  after = find_neighbour (to, from, &change->parent_before, &change->id);
  return before == after || (before != NULL && after != NULL && gp_id_equal (before, after));
}

static GpReviewState
state_of (const GpReviewKey *key,
          const GpChange    *change)
{
  /* What was changed here is told the way it went. */
  gboolean back = key->side == GP_REVIEW_OURS;

  if (change->type == GP_CHANGE_ADD)
    return back ? GP_REVIEW_REMOVED : GP_REVIEW_ADDED;
  if (change->type == GP_CHANGE_REMOVE)
    return back ? GP_REVIEW_ADDED : GP_REVIEW_REMOVED;
  return GP_REVIEW_CHANGED;
}

/* @by_key: GpReviewKey → the entry's number + 1 */
static void
add_change (GpReview       *self,
            GHashTable     *by_key,
            const GpChange *change)
{
  GpReviewKey key = gp_review_key_of (self, self->before, self->after, change);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, &key));
  g_autofree char *words = NULL;
  GpReviewEntry *entry;
  GpReviewEntry fresh = { .id = key.id, .kind = change->kind, .side = key.side };

  if ((change->type == GP_CHANGE_ADD || change->type == GP_CHANGE_REMOVE)
      && !gp_id_equal (&key.id, &change->id))
    return;
  if (gp_review_is_silent (self->before, self->after, change))
    return;
  words = gp_review_dup_words (self, key.side, change);
  if (index > 0)
    {
      g_autofree char *old = NULL;

      entry = &g_array_index (self->entries, GpReviewEntry, index - 1);
      old = g_steal_pointer (&entry->detail);
      entry->detail = old != NULL ? g_strconcat (old, "\n", words, NULL)
                                  : g_steal_pointer (&words);
      return;
    }
  fresh.state = state_of (&key, change);
  fresh.title = g_steal_pointer (&words);
  g_array_append_val (self->entries, fresh);
  g_hash_table_insert (by_key, g_memdup2 (&key, sizeof key),
                       GUINT_TO_POINTER (self->entries->len));
}

static char *
dup_sort_path (GpReview            *self,
               const GpReviewEntry *entry)
{
  GpDesign *design = gp_design_lookup (self->after, &entry->id) != NULL ? self->after
                                                                        : self->before;

  return gp_design_dup_path (design, &entry->id);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      review)
{
  const GpReviewEntry *one = a, *other = b;
  g_autofree char *first = NULL, *second = NULL;
  int by_path;

  if (one->side != other->side)
    return one->side < other->side ? -1 : 1;
  first = dup_sort_path (review, one);
  second = dup_sort_path (review, other);
  by_path = g_strcmp0 (first, second);
  return by_path != 0 ? by_path : gp_id_compare (&one->id, &other->id);
}

/* Once its designs are there. */
static void
fill (GpReview *self)
{
  g_autoptr(GpChangeSet) changes = gp_diff (self->before, self->after, GP_DIFF_MEANING);
  g_autoptr(GHashTable) by_key = g_hash_table_new_full (gp_review_key_hash, gp_review_key_equal,
                                                        g_free, NULL);

  self->entries = g_array_new (FALSE, FALSE, sizeof (GpReviewEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    add_change (self, by_key, gp_change_set_get (changes, i));
  g_array_sort_with_data (self->entries, compare_entries, self);
}

static GpDesign *
match (GpDesign *ours,
       GpDesign *other)
{
  return gp_id_equal (gp_design_get_root_id (ours), gp_design_get_root_id (other))
           ? gp_design_copy (other) : gp_match (ours, other);
}

GpReview *
gp_review_new (GpDesign *before,
               GpDesign *after)
{
  GpReview *self = g_new0 (GpReview, 1);

  self->before = gp_design_copy (before);
  self->after = match (before, after);
  fill (self);
  return self;
}

/* What was read where @design was never deployed to says nothing of it as a whole. */
static void
keep_root (GpDesign *there,
           GpDesign *design)
{
  const GpElement *ours = gp_design_get_root (design);
  const GpKindInfo *info = gp_kind_get_info (GP_KIND_DESIGN);

  for (GpProperty p = info->first; p < info->first + info->n; p++)
    {
      g_autoptr(GpChangeSet) set = gp_change_set_new (NULL);

      gp_change_set_set (set, gp_design_get_root (there), p,
                         gp_value_copy (gp_element_get_value (ours, p)));
      gp_design_apply (there, set, NULL);     /* not where it refers to what is not there */
    }
}

GpReview *
gp_review_new_update (GpDesign   *base,
                      GpDesign   *design,
                      GpDesign   *there,
                      const char *name)
{
  GpReview *self = g_new0 (GpReview, 1);
  g_autoptr(GpDesign) known = base != NULL ? match (design, base) : NULL;

  g_return_val_if_fail (name != NULL, NULL);

  self->name = g_strdup (name);
  self->before = gp_design_copy (design);
  /* What others have added gets a new id each time it is read: its name tells it again. */
  self->after = gp_match_others (design, there, known);
  if (!gp_id_equal (gp_design_get_root_id (there), gp_design_get_root_id (design)))
    keep_root (self->after, design);
  self->base = known != NULL ? g_steal_pointer (&known)
                             : gp_design_new (gp_design_get_root_id (design), NULL);
  gp_review_note_touched (self);
  fill (self);
  return self;
}

void
gp_review_free (GpReview *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->base);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_free (self->name);
  g_array_unref (self->entries);
  g_clear_pointer (&self->touched_here, g_hash_table_unref);
  g_clear_pointer (&self->touched_there, g_hash_table_unref);
  g_free (self);
}

GpDesign *
gp_review_get_before (GpReview *self)
{
  return self->before;
}

GpDesign *
gp_review_get_after (GpReview *self)
{
  return self->after;
}

guint
gp_review_get_size (GpReview *self)
{
  return self->entries->len;
}

const GpReviewEntry *
gp_review_get (GpReview *self,
               guint     i)
{
  g_return_val_if_fail (i < self->entries->len, NULL);

  return &g_array_index (self->entries, GpReviewEntry, i);
}

/* Whether the thread of @comment is about something that @version does not have. */
static gboolean
loses_its_subject (GpDesign        *design,
                   GpDesign        *version,
                   const GpElement *comment)
{
  for (const GpElement *at = comment;
       at != NULL && gp_element_get_kind (at) == GP_KIND_COMMENT;
       at = gp_design_lookup (design, gp_element_get_parent (at)))
    {
      const GpId *about = gp_element_get_ref (at, GP_COMMENT_ABOUT);
      const GpId *view = gp_element_get_ref (at, GP_COMMENT_VIEW);

      if ((about != NULL && gp_design_lookup (version, about) == NULL)
          || (view != NULL && gp_design_lookup (version, view) == NULL))
        return TRUE;
    }
  return FALSE;
}

GpChangeSet *
gp_review_restore (GpDesign   *design,
                   GpDesign   *version,
                   const char *name)
{
  g_autoptr(GpChangeSet) all = gp_diff (design, version, GP_DIFF_ALL);
  g_autofree char *title = g_strdup_printf (_("Restored version “%s”"), name);
  GpChangeSet *changes = gp_change_set_new (title);

  for (gsize i = 0; i < gp_change_set_get_size (all); i++)
    {
      const GpChange *change = gp_change_set_get (all, i);

      if (change->kind != GP_KIND_COMMENT
          || (change->type == GP_CHANGE_REMOVE
              && loses_its_subject (design, version, change->element)))
        gp_change_set_append (changes, change);
    }
  return changes;
}
