/* gp-merge-texts.c — two people's changes to the same list of texts
 * SPDX-License-Identifier: Apache-2.0
 *
 * What all three lists have holds them together: between two such elements each side has a gap,
 * where it took out something of the base, or put something in. */
#define G_LOG_DOMAIN "gp-merge"

#include "config.h"

#include "gp-merge-texts.h"

typedef struct
{
  const char *const *texts;
  gsize              n;
  GHashTable        *set;       /* the same, borrowed */
} List;

static void
list_init (List          *list,
           const GpValue *value)
{
  list->texts = gp_value_get_texts (value, &list->n);
  list->set = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < list->n; i++)
    g_hash_table_add (list->set, (gpointer) list->texts[i]);
}

static void
list_clear (List *list)
{
  g_clear_pointer (&list->set, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static gboolean
has (const List *list,
     const char *text)
{
  return g_hash_table_contains (list->set, text);
}

/* Whether what @one and @other both have, and @third has too, is in the same order. */
static gboolean
is_in_order (const List *one,
             const List *other,
             const List *third)
{
  gsize j = 0;

  for (gsize i = 0; i < one->n; i++)
    {
      if (!has (other, one->texts[i]) || !has (third, one->texts[i]))
        continue;
      while (j < other->n && !(has (one, other->texts[j]) && has (third, other->texts[j])))
        j++;
      if (j >= other->n || !g_str_equal (one->texts[i], other->texts[j++]))
        return FALSE;
    }
  return TRUE;
}

/* Adds @text to what @table has under @before, both borrowed. */
static void
put_behind (GHashTable *table,
            const char *before,
            const char *text)
{
  GPtrArray *run = g_hash_table_lookup (table, before);

  if (run == NULL)
    g_hash_table_insert (table, (gpointer) before, run = g_ptr_array_new ());
  g_ptr_array_add (run, (gpointer) text);
}

/* What @side put in behind each element that all have: its text, or "" before the first → what is
 * put in, in one text. */
static GHashTable *
list_gaps (const List *side,
           const List *base,
           const List *other)
{
  GHashTable *gaps = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) g_ptr_array_unref);
  const char *before = "";

  for (gsize i = 0; i < side->n; i++)
    {
      const char *text = side->texts[i];

      if (!has (base, text))
        put_behind (gaps, before, text);
      else if (has (other, text))
        before = text;
    }
  return gaps;
}

static gboolean
is_same_gap (const GPtrArray *one,
             const GPtrArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    if (!g_str_equal (one->pdata[i], other->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Both took out the same element, and each put something else there. */
static gboolean
is_replaced_twice (const List *base,
                   const List *ours,
                   const List *theirs)
{
  g_autoptr(GHashTable) our_gaps = list_gaps (ours, base, theirs);
  g_autoptr(GHashTable) their_gaps = list_gaps (theirs, base, ours);
  const char *before = "";

  for (gsize i = 0; i < base->n; i++)
    {
      const char *text = base->texts[i];
      const GPtrArray *our_gap = g_hash_table_lookup (our_gaps, before);
      const GPtrArray *their_gap = g_hash_table_lookup (their_gaps, before);

      if (has (ours, text) && has (theirs, text))
        before = text;
      else if (!has (ours, text) && !has (theirs, text) && our_gap != NULL && their_gap != NULL
               && !is_same_gap (our_gap, their_gap))
        return TRUE;
    }
  return FALSE;
}

/* What @side alone put in, by what it stands behind in a list that @lead leads. */
static GHashTable *
list_put_in (const List *side,
             const List *base,
             const List *lead)
{
  GHashTable *put_in = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) g_ptr_array_unref);
  const char *before = "";

  for (gsize i = 0; i < side->n; i++)
    {
      const char *text = side->texts[i];

      if (has (lead, text))
        before = text;
      else if (!has (base, text))
        put_behind (put_in, before, text);
    }
  return put_in;
}

/* Moves what is put in behind @before to the end of @result. */
static void
flush (GHashTable *put_in,
       const char *before,
       GPtrArray  *result)
{
  const GPtrArray *run = g_hash_table_lookup (put_in, before);

  for (guint i = 0; run != NULL && i < run->len; i++)
    g_ptr_array_add (result, run->pdata[i]);
  g_hash_table_remove (put_in, before);
}

/* @lead says the order. */
static GpValue
join (const List *base,
      const List *lead,
      const List *side,
      gboolean    lead_comes_first)
{
  g_autoptr(GHashTable) put_in = list_put_in (side, base, lead);
  g_autoptr(GPtrArray) result = g_ptr_array_new ();
  const char *before = "";

  if (!lead_comes_first)
    flush (put_in, before, result);
  for (gsize i = 0; i < lead->n; i++)
    {
      const char *text = lead->texts[i];

      if (!has (side, text) && has (base, text))
        continue;
      if (has (side, text))
        {
          flush (put_in, before, result);
          before = text;
        }
      g_ptr_array_add (result, (gpointer) text);
      if (!lead_comes_first)
        flush (put_in, before, result);
    }
  flush (put_in, before, result);
  return gp_value_texts ((const char *const *) result->pdata, result->len);
}

gboolean
gp_merge_texts (const GpValue *base,
                const GpValue *ours,
                const GpValue *theirs,
                GpValue       *out)
{
  g_auto(List) from = { 0 };
  g_auto(List) here = { 0 };
  g_auto(List) there = { 0 };
  gboolean we_kept_order;

  g_return_val_if_fail (out != NULL, FALSE);

  list_init (&from, base);
  list_init (&here, ours);
  list_init (&there, theirs);
  we_kept_order = is_in_order (&from, &here, &there);
  if ((!we_kept_order && !is_in_order (&from, &there, &here)
       && !is_in_order (&here, &there, &from))
      || is_replaced_twice (&from, &here, &there))
    return FALSE;
  *out = we_kept_order ? join (&from, &there, &here, FALSE) : join (&from, &here, &there, TRUE);
  return TRUE;
}
