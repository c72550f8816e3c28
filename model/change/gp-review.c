/* gp-review.c — what differs between two designs, entry by entry, to be taken or left
 * SPDX-License-Identifier: Apache-2.0
 *
 * An entry is known by the topmost element that came or went, or else by the element that was
 * changed; the same in both directions. Taking entries edits a copy and gives back the difference,
 * so that what comes out can always be applied. */
#define G_LOG_DOMAIN "gp-review"

#include "config.h"

#include "gp-review.h"

#include "gp-change-words.h"
#include "gp-diff.h"
#include "gp-edit.h"

#include <glib/gi18n-lib.h>

struct _GpReview
{
  GpDesign  *before;
  GpDesign  *after;
  GArray    *entries;      /* GpReviewEntry */
  GHashTable *by_id;       /* GpId in the entry's key → index + 1 */
};

static void
entry_clear (gpointer data)
{
  GpReviewEntry *entry = data;

  g_free (entry->title);
  g_free (entry->detail);
}

/* The topmost of what came or went together with @id, seen from the design that has it. */
static GpId
find_top (GpDesign   *has,
          GpDesign   *has_not,
          const GpId *id)
{
  GpId top = *id;

  for (const GpElement *at = gp_design_lookup (has, id);
       at != NULL && gp_design_lookup (has_not, gp_element_get_id (at)) == NULL;
       at = gp_design_lookup (has, gp_element_get_parent (at)))
    top = *gp_element_get_id (at);
  return top;
}

static GpId
key_of (GpDesign       *from,
        GpDesign       *to,
        const GpChange *change)
{
  if (change->type == GP_CHANGE_ADD)
    return find_top (to, from, &change->id);
  if (change->type == GP_CHANGE_REMOVE)
    return find_top (from, to, &change->id);
  return change->id;
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

/* Another rank in the same order: what texts say after something was put in between. */
static gboolean
is_silent (GpDesign       *from,
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

static void
add_change (GpReview       *self,
            const GpChange *change)
{
  GpId key = key_of (self->before, self->after, change);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &key));
  g_autofree char *words = NULL;
  GpReviewEntry *entry;
  GpReviewEntry fresh = { .id = key, .kind = change->kind, .state = GP_REVIEW_CHANGED };

  if ((change->type == GP_CHANGE_ADD || change->type == GP_CHANGE_REMOVE)
      && !gp_id_equal (&key, &change->id))
    return;
  if (is_silent (self->before, self->after, change))
    return;
  words = gp_change_to_words (self->before, self->after, change);
  if (index > 0)
    {
      g_autofree char *old = NULL;

      entry = &g_array_index (self->entries, GpReviewEntry, index - 1);
      old = g_steal_pointer (&entry->detail);
      entry->detail = old != NULL ? g_strconcat (old, "\n", words, NULL)
                                  : g_steal_pointer (&words);
      return;
    }
  if (change->type == GP_CHANGE_ADD)
    fresh.state = GP_REVIEW_ADDED;
  else if (change->type == GP_CHANGE_REMOVE)
    fresh.state = GP_REVIEW_REMOVED;
  fresh.title = g_steal_pointer (&words);
  g_array_append_val (self->entries, fresh);
  g_hash_table_insert (self->by_id, g_memdup2 (&key, sizeof key),
                       GUINT_TO_POINTER (self->entries->len));
}

static char *
dup_sort_path (GpReview            *self,
               const GpReviewEntry *entry)
{
  GpDesign *design = entry->state == GP_REVIEW_REMOVED ? self->before : self->after;

  return gp_design_dup_path (design, &entry->id);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      review)
{
  g_autofree char *first = dup_sort_path (review, a);
  g_autofree char *second = dup_sort_path (review, b);
  int by_path = g_strcmp0 (first, second);

  return by_path != 0 ? by_path : gp_id_compare (&((const GpReviewEntry *) a)->id,
                                                 &((const GpReviewEntry *) b)->id);
}

GpReview *
gp_review_new (GpDesign *before,
               GpDesign *after)
{
  GpReview *self = g_new0 (GpReview, 1);
  g_autoptr(GpChangeSet) changes = NULL;

  self->before = gp_design_copy (before);
  self->after = gp_id_equal (gp_design_get_root_id (before), gp_design_get_root_id (after))
                  ? gp_design_copy (after) : gp_match (before, after);
  self->entries = g_array_new (FALSE, FALSE, sizeof (GpReviewEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->by_id = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  changes = gp_diff (self->before, self->after, GP_DIFF_MEANING);
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    add_change (self, gp_change_set_get (changes, i));
  g_array_sort_with_data (self->entries, compare_entries, self);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const GpReviewEntry *entry = &g_array_index (self->entries, GpReviewEntry, i);

      g_hash_table_replace (self->by_id, g_memdup2 (&entry->id, sizeof entry->id),
                            GUINT_TO_POINTER (i + 1));
    }
  return self;
}

void
gp_review_free (GpReview *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_array_unref (self->entries);
  g_hash_table_unref (self->by_id);
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

/* One run of gp_review_take(). */
typedef struct
{
  GpReview    *review;
  GpDesign    *from;
  GpDesign    *to;
  GpChangeSet *all;         /* from → to, with what has no meaning */
  GHashTable  *wanted;      /* GpId of entries */
} Taking;

static gboolean
want (Taking     *taking,
      const GpId *id)
{
  GpId top;

  if (id == NULL || gp_design_lookup (taking->from, id) != NULL
      || gp_design_lookup (taking->to, id) == NULL)
    return FALSE;
  top = find_top (taking->to, taking->from, id);
  return g_hash_table_add (taking->wanted, g_memdup2 (&top, sizeof top));
}

static gboolean
want_value (Taking        *taking,
            const GpValue *value)
{
  gboolean more = FALSE;
  gsize n = 0;
  const GpId *ids = gp_value_get_ids (value, &n);

  for (gsize i = 0; i < n; i++)
    more |= want (taking, &ids[i]);
  if (value->type == GP_VALUE_ID)
    more |= want (taking, gp_value_get_id (value));
  return more;
}

/* What @change refers to must come with it. TRUE where that is more than was known. */
static gboolean
want_needs (Taking         *taking,
            const GpChange *change)
{
  gboolean more = FALSE;
  GpProperty property;
  const GpValue *value;

  if (change->type == GP_CHANGE_SET)
    return want_value (taking, &change->after);
  if (change->type == GP_CHANGE_MOVE)
    return want (taking, &change->parent_after);
  if (change->type == GP_CHANGE_ADD)
    for (gsize i = 0; gp_element_get_stored (change->element, i, &property, &value); i++)
      more |= want_value (taking, value);
  return more;
}

static gboolean
is_wanted (Taking         *taking,
           const GpChange *change)
{
  GpId key = key_of (taking->from, taking->to, change);

  /* A card comes with its place. */
  if (change->kind == GP_KIND_PLACEMENT && change->type == GP_CHANGE_ADD)
    {
      const GpId *element = gp_element_get_ref (change->element, GP_PLACEMENT_ELEMENT);

      if (element == NULL || gp_design_lookup (taking->from, element) != NULL
          || gp_design_lookup (taking->from, gp_element_get_parent (change->element)) == NULL)
        return FALSE;
      key = find_top (taking->to, taking->from, element);
    }
  else if (!gp_diff_kind_has_meaning (change->kind))
    return FALSE;
  else if (is_silent (taking->from, taking->to, change))
    return g_hash_table_size (taking->wanted) > 0;
  return g_hash_table_contains (taking->wanted, &key);
}

static void
want_all_needs (Taking *taking)
{
  gboolean more = TRUE;

  while (more)
    {
      more = FALSE;
      for (gsize i = 0; i < gp_change_set_get_size (taking->all); i++)
        {
          const GpChange *change = gp_change_set_get (taking->all, i);

          if (is_wanted (taking, change))
            more |= want_needs (taking, change);
        }
    }
}

/* Adds, moves and sets, as they are possible in @work now. */
static gboolean
bring (Taking    *taking,
       GpDesign  *work,
       GError   **error)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  for (gsize i = 0; i < gp_change_set_get_size (taking->all); i++)
    {
      const GpChange *change = gp_change_set_get (taking->all, i);
      const GpElement *element = gp_design_lookup (work, &change->id);

      if (!is_wanted (taking, change))
        continue;
      if (change->type == GP_CHANGE_ADD && element == NULL)
        gp_change_set_add (changes, change->element);
      else if (change->type == GP_CHANGE_MOVE && element != NULL)
        gp_change_set_move (changes, element, &change->parent_after, change->rank_after);
      else if (change->type == GP_CHANGE_SET && element != NULL)
        gp_change_set_set (changes, element, change->property, gp_value_copy (&change->after));
    }
  return gp_change_set_get_size (changes) == 0 || gp_design_apply (work, changes, error);
}

static gboolean
drop (Taking    *taking,
      GpDesign  *work,
      GError   **error)
{
  g_autoptr(GArray) gone = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GpChangeSet) changes = NULL;

  for (gsize i = 0; i < gp_change_set_get_size (taking->all); i++)
    {
      const GpChange *change = gp_change_set_get (taking->all, i);

      if (change->type == GP_CHANGE_REMOVE && is_wanted (taking, change))
        g_array_append_val (gone, change->id);
    }
  if (gone->len == 0)
    return TRUE;
  changes = gp_edit_remove (work, (const GpId *) (gconstpointer) gone->data, gone->len, error);
  return changes != NULL && gp_design_apply (work, changes, error);
}

/* What goes gives its name free for what comes. It cannot go first: what is moved out of it, and
 * what refers to something else from now on, would go with it. */
static gboolean
free_names (Taking    *taking,
            GpDesign  *work,
            GError   **error)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  for (gsize i = 0; i < gp_change_set_get_size (taking->all); i++)
    {
      const GpChange *change = gp_change_set_get (taking->all, i);
      const GpKindInfo *info = gp_kind_get_info (change->kind);
      const GpElement *element = gp_design_lookup (work, &change->id);
      char id[GP_ID_STRING_SIZE];
      g_autofree char *name = NULL;

      if (change->type != GP_CHANGE_REMOVE || element == NULL || info->name < 0
          || !is_wanted (taking, change))
        continue;
      name = g_strdup_printf ("gone_%s", gp_id_format (&change->id, id));
      g_strdelimit (name, "-", '_');
      gp_change_set_set (changes, element, (GpProperty) info->name, gp_value_text (name));
    }
  return gp_design_apply (work, changes, error);
}

static GpDesign *
take_both (Taking  *taking,
           GError **error)
{
  g_autoptr(GpDesign) work = gp_design_copy (taking->from);

  return free_names (taking, work, error) && bring (taking, work, error)
         && drop (taking, work, error) ? g_steal_pointer (&work) : NULL;
}

GpChangeSet *
gp_review_take (GpReview        *self,
                const gboolean  *taken,
                gboolean         back,
                GError         **error)
{
  Taking taking = { self, back ? self->after : self->before, back ? self->before : self->after };
  g_autoptr(GpChangeSet) all = gp_diff (taking.from, taking.to, GP_DIFF_ALL);
  g_autoptr(GHashTable) wanted = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  g_autoptr(GpDesign) work = NULL;
  GpChangeSet *changes;
  guint n = 0;

  taking.all = all;
  taking.wanted = wanted;
  for (guint i = 0; i < self->entries->len; i++)
    if (taken[i])
      {
        n++;
        g_hash_table_add (wanted, g_memdup2 (&gp_review_get (self, i)->id, sizeof (GpId)));
      }
  want_all_needs (&taking);
  work = take_both (&taking, error);
  if (work == NULL)
    return NULL;
  changes = gp_diff (taking.from, work, GP_DIFF_ALL);
  if (n == 1)
    for (guint i = 0; i < self->entries->len; i++)
      {
        g_autofree char *title = NULL;

        if (!taken[i])
          continue;
        title = back ? g_strdup_printf (_("Took back: %s"), gp_review_get (self, i)->title)
                     : g_strdup (gp_review_get (self, i)->title);
        gp_change_set_set_title (changes, title);
      }
  else
    {
      g_autofree char *title =
        g_strdup_printf (back ? ngettext ("Took back %u change", "Took back %u changes", n)
                              : ngettext ("Took over %u change", "Took over %u changes", n), n);

      gp_change_set_set_title (changes, title);
    }
  return changes;
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
