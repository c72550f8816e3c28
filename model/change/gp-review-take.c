/* gp-review-take.c — some entries of a review as a change set
 * SPDX-License-Identifier: Apache-2.0
 *
 * Taking entries edits a copy and gives back the difference, so that what comes out can always be
 * applied. */
#define G_LOG_DOMAIN "gp-review"

#include "config.h"

#include "gp-review-private.h"

#include "gp-diff.h"
#include "gp-edit.h"

#include <glib/gi18n-lib.h>

/* One run of gp_review_take(). */
typedef struct
{
  GpReview    *review;
  GpDesign    *from;
  GpDesign    *to;
  GpChangeSet *all;         /* from → to, with what has no meaning */
  GHashTable  *wanted;      /* GpReviewKey */
} Taking;

static gboolean
want (Taking     *taking,
      const GpId *id)
{
  GpReviewKey key;

  if (id == NULL || gp_design_lookup (taking->from, id) != NULL
      || gp_design_lookup (taking->to, id) == NULL)
    return FALSE;
  key = gp_review_key_of_top (taking->review, taking->to, taking->from, id);
  return g_hash_table_add (taking->wanted, g_memdup2 (&key, sizeof key));
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
  GpReviewKey key = gp_review_key_of (taking->review, taking->from, taking->to, change);

  /* A card comes with its place. */
  if (change->kind == GP_KIND_PLACEMENT && change->type == GP_CHANGE_ADD)
    {
      const GpId *element = gp_element_get_ref (change->element, GP_PLACEMENT_ELEMENT);

      if (element == NULL || gp_design_lookup (taking->from, element) != NULL
          || gp_design_lookup (taking->from, gp_element_get_parent (change->element)) == NULL)
        return FALSE;
      key = gp_review_key_of_top (taking->review, taking->to, taking->from, element);
    }
  else if (!gp_diff_kind_has_meaning (change->kind))
    return FALSE;
  else if (gp_review_is_silent (taking->from, taking->to, change))
    return g_hash_table_size (taking->wanted) > 0;
  return g_hash_table_contains (taking->wanted, &key);
}

/* Whether @id goes with what is wanted. */
static gboolean
goes (Taking     *taking,
      const GpId *id)
{
  GpReviewKey key;

  if (id == NULL || gp_design_lookup (taking->from, id) == NULL
      || gp_design_lookup (taking->to, id) != NULL)
    return FALSE;
  key = gp_review_key_of_top (taking->review, taking->from, taking->to, id);
  return g_hash_table_contains (taking->wanted, &key);
}

static gboolean
refers_to_gone (Taking        *taking,
                const GpValue *value)
{
  gsize n = 0;
  const GpId *ids = gp_value_get_ids (value, &n);

  for (gsize i = 0; i < n; i++)
    if (goes (taking, &ids[i]))
      return TRUE;
  return value->type == GP_VALUE_ID && goes (taking, gp_value_get_id (value));
}

/* In an update the other side says what becomes of what refers to something that goes; but not of
 * what was only made here. What was moved into it here, and lives on there, goes back where it is
 * there. TRUE where @change is wanted for that, and was not before. */
static gboolean
follows_gone (Taking         *taking,
              const GpChange *change)
{
  GpReviewKey key = gp_review_key_of (taking->review, taking->from, taking->to, change);
  gboolean refers = FALSE;
  GpProperty property;
  const GpValue *value;

  if (change->type == GP_CHANGE_MOVE)
    refers = goes (taking, &change->parent_before);
  else if (key.side != GP_REVIEW_THEIRS && key.side != GP_REVIEW_BOTH)
    return FALSE;
  else if (change->type == GP_CHANGE_SET)
    refers = refers_to_gone (taking, &change->before);
  else if (change->type == GP_CHANGE_REMOVE)
    for (gsize i = 0; !refers
                      && gp_element_get_stored (change->element, i, &property, &value); i++)
      refers = refers_to_gone (taking, value);
  return refers && g_hash_table_add (taking->wanted, g_memdup2 (&key, sizeof key));
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
          else
            more |= follows_gone (taking, change);
        }
    }
}

/* What is brought over by @change, which is wanted: theirs, with ours where that goes together.
 * What was done here alone is undone. */
static GpValue
dup_value (Taking         *taking,
           const GpChange *change)
{
  GpReviewKey key = gp_review_key_of (taking->review, taking->from, taking->to, change);
  GpValue merged;

  return key.side == GP_REVIEW_THEIRS && gp_review_merge_texts (taking->review, change, &merged)
           ? merged : gp_value_copy (&change->after);
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
        gp_change_set_set (changes, element, change->property, dup_value (taking, change));
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

static void
taking_clear (Taking *taking)
{
  g_clear_pointer (&taking->all, gp_change_set_unref);
  g_clear_pointer (&taking->wanted, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taking, taking_clear)

static GpReviewKey
key_of_entry (GpReview *self,
              guint     i)
{
  const GpReviewEntry *entry = gp_review_get (self, i);

  return (GpReviewKey) { entry->id, entry->side };
}

/* Fills in what is wanted. */
static void
taking_init (Taking         *taking,
             GpReview       *self,
             const gboolean *taken,
             gboolean        back)
{
  *taking = (Taking) { self, back ? self->after : self->before,
                       back ? self->before : self->after };
  taking->all = gp_diff (taking->from, taking->to, GP_DIFF_ALL);
  taking->wanted = g_hash_table_new_full (gp_review_key_hash, gp_review_key_equal, g_free, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    if (taken[i])
      {
        GpReviewKey key = key_of_entry (self, i);

        g_hash_table_add (taking->wanted, g_memdup2 (&key, sizeof key));
      }
  want_all_needs (taking);
}

/* What the @n entries of @taken do, in the past. */
static char *
dup_title (GpReview       *self,
           const gboolean *taken,
           guint           n,
           gboolean        back)
{
  const char *only = NULL;

  for (guint i = 0; n == 1 && i < self->entries->len; i++)
    if (taken[i])
      only = gp_review_get (self, i)->title;
  if (self->name != NULL)
    return only != NULL
             /* Translators: the target, and a change: "Added field patient.email". */
             ? g_strdup_printf (_("Updated from %s: %s"), self->name, only)
             : g_strdup_printf (ngettext ("Updated from %s: %u change",
                                          "Updated from %s: %u changes", n), self->name, n);
  if (only != NULL)
    return back ? g_strdup_printf (_("Took back: %s"), only) : g_strdup (only);
  return g_strdup_printf (back ? ngettext ("Took back %u change", "Took back %u changes", n)
                               : ngettext ("Took over %u change", "Took over %u changes", n), n);
}

static gboolean *
list_wanted (Taking *taking)
{
  GpReview *self = taking->review;
  gboolean *wanted = g_new0 (gboolean, self->entries->len + 1);

  for (guint i = 0; i < self->entries->len; i++)
    {
      GpReviewKey key = key_of_entry (self, i);

      wanted[i] = g_hash_table_contains (taking->wanted, &key);
    }
  return wanted;
}

gboolean *
gp_review_list_taken (GpReview       *self,
                      const gboolean *taken,
                      gboolean        back)
{
  g_auto(Taking) taking = { 0 };

  g_return_val_if_fail (!back || self->base == NULL, NULL);

  taking_init (&taking, self, taken, back);
  return list_wanted (&taking);
}

GpChangeSet *
gp_review_take (GpReview        *self,
                const gboolean  *taken,
                gboolean         back,
                GError         **error)
{
  g_auto(Taking) taking = { 0 };
  g_autoptr(GpDesign) work = NULL;
  g_autofree char *title = NULL;
  GpChangeSet *changes;
  guint n = 0;

  g_return_val_if_fail (!back || self->base == NULL, NULL);

  taking_init (&taking, self, taken, back);
  work = take_both (&taking, error);
  if (work == NULL)
    return NULL;
  for (guint i = 0; i < self->entries->len; i++)
    n += taken[i];
  title = dup_title (self, taken, n, back);
  changes = gp_diff (taking.from, work, GP_DIFF_ALL);
  gp_change_set_set_title (changes, title);
  return changes;
}
