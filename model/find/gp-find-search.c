/* gp-find-search.c — the search in an index: a walk over all of its texts
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each entry gets points for its words, its kind and for having been gone to; the best are kept in
 * a heap whose top is the worst of them. */
#define G_LOG_DOMAIN "gp-find-search"
#include "config.h"

#include "gp-find-private.h"

#include "gp-find-words.h"

#define WORDS_WEIGHT  4       /* points of words count that often */
#define RECENT_WEIGHT 2

/* What it is worth to find one rather than another kind. */
static int
weigh (GpKind kind)
{
  switch (kind)
    {
    case GP_KIND_ENTITY:
      return 24;
    case GP_KIND_DOMAIN:
    case GP_KIND_FLOW:
    case GP_KIND_ROLE:
      return 18;
    case GP_KIND_VIEW:
    case GP_KIND_EVENT:
    case GP_KIND_BUCKET:
      return 14;
    case GP_KIND_FIELD:
      return 10;
    case GP_KIND_INDEX:           /* named after what is looked for */
    case GP_KIND_CHECK:
    case GP_KIND_FOREIGN_KEY:
      return -60;
    default:
      return 0;
    }
}

/* The best so far as a heap whose top is the worst of them. */
typedef struct
{
  GArray *slots;      /* Found */
  guint   limit;
} Heap;

typedef struct
{
  int     score;
  guint32 slot;
  guint8  what;
} Found;

static gboolean
is_worse (const Found *a,
          const Found *b)
{
  return a->score != b->score ? a->score < b->score : a->slot > b->slot;
}

static void
heap_put (Heap        *heap,
          const Found *found)
{
  Found *all;
  guint at;

  if (heap->slots->len < heap->limit)
    {
      g_array_append_val (heap->slots, *found);
      all = (Found *) (gpointer) heap->slots->data;
      for (at = heap->slots->len - 1; at > 0 && is_worse (found, &all[(at - 1) / 2]);
           at = (at - 1) / 2)
        all[at] = all[(at - 1) / 2];
      all[at] = *found;
      return;
    }
  all = (Found *) (gpointer) heap->slots->data;
  if (!is_worse (&all[0], found))
    return;
  at = 0;
  for (guint child = 1; child < heap->slots->len; child = 2 * at + 1)
    {
      if (child + 1 < heap->slots->len && is_worse (&all[child + 1], &all[child]))
        child++;
      if (!is_worse (&all[child], found))
        break;
      all[at] = all[child];
      at = child;
    }
  all[at] = *found;
}

static int
heap_least (const Heap *heap)
{
  return heap->slots->len < heap->limit ? G_MININT
                                        : g_array_index (heap->slots, Found, 0).score;
}

/* The name of what the element is in, or NULL. */
static const GpFindEntry *
above_of (const GpFindIndex *self,
          const GpFindEntry *entry)
{
  return entry->parent != GP_FIND_NONE ? gp_find_entry (self, entry->parent) : NULL;
}

/* What is added to the score of the words. */
static int
weigh_entry (const GpFindIndex *self,
             const GpFindEntry       *entry)
{
  int weight = weigh ((GpKind) entry->kind);
  const GpFindEntry *name = entry->what == GP_FIND_NAME ? entry : above_of (self, entry);

  if (gp_find_is_recent (self, name))
    weight += RECENT_WEIGHT * (int) (GP_FIND_RECENT - (self->visits - name->touched));
  return weight;
}

static gboolean
fits_type (const GpFindIndex *self,
           const GpFindWords *words,
           const GpFindEntry       *entry,
           const gboolean    *types)
{
  const GpFindEntry *above = above_of (self, entry);

  if (!types[entry->type])
    return FALSE;
  if (words->n == 1)
    return TRUE;

  /* "patient uuid": the type is the last word, the others are names. */
  for (guint i = 0; i + 1 < words->n; i++)
    {
      const GpFuzzy *word = &words->words[i];
      const GpFindEntry *named[] = { entry, above };
      gboolean fits = FALSE;

      for (gsize j = 0; !fits && j < G_N_ELEMENTS (named); j++)
        fits = named[j] != NULL && (word->mask & ~named[j]->mask) == 0
               && gp_fuzzy_match (word, gp_find_entry_text (self, named[j]),
                                  (gssize) named[j]->length, NULL) > 0;
      if (!fits)
        return FALSE;
    }
  return TRUE;
}

/* "order" is what test_order is about as much as what order_id begins with: where each of the words
 * begins one of an entity's name, that counts as if the name began with it. Else 0. */
static int
score_entity (const GpFindWords *words,
              const GpFindEntry *entry,
              const char        *text)
{
  int sum = 0;

  if (entry->kind != GP_KIND_ENTITY)
    return 0;
  for (guint i = 0; i < words->n; i++)
    {
      if (gp_fuzzy_find_words (&words->words[i], text, (gssize) entry->length, NULL) != 2)
        return 0;
      sum += gp_fuzzy_head (&words->words[i]);
    }
  return sum;
}

static int
score_entry (const GpFindIndex *self,
             const GpFindWords *words,
             const GpFindEntry       *entry,
             const gboolean    *types,
             guint8            *out_what)
{
  const GpFindEntry *above = above_of (self, entry);
  const char *text = gp_find_entry_text (self, entry);
  int score;

  *out_what = entry->what;
  if (entry->what != GP_FIND_NAME)
    {
      if ((words->mask & ~entry->mask) != 0)
        return 0;
      return gp_find_words_search (words, text, entry->length) * WORDS_WEIGHT;
    }
  if (entry->length > 0)
    {
      score = gp_find_words_match (words, text, entry->length, entry->mask,
                                   above != NULL ? gp_find_entry_text (self, above) : NULL,
                                   above != NULL ? above->length : 0,
                                   above != NULL ? above->mask : 0);
      if (score > 0)
        return MAX (score, score_entity (words, entry, text)) * WORDS_WEIGHT + 32
               - (int) MIN (entry->length, 64) / 2;
    }
  if (entry->type != 0 && fits_type (self, words, entry, types))
    {
      *out_what = GP_FIND_TYPE;
      return (int) words->words[words->n - 1].n * 8 * WORDS_WEIGHT;
    }
  return 0;
}

/* Which types begin with the last word. */
static gboolean *
match_types (const GpFindIndex *self,
             const GpFindWords *words)
{
  gboolean *types = g_new0 (gboolean, self->types->len);

  for (guint i = 1; i < self->types->len; i++)
    types[i] = words->words[words->n - 1].n > 1
               && gp_fuzzy_find_words (&words->words[words->n - 1],
                                       g_ptr_array_index (self->types, i), -1, NULL) == 2;
  return types;
}

static gint
compare_found (gconstpointer a,
               gconstpointer b)
{
  return is_worse (a, b) ? 1 : is_worse (b, a) ? -1 : 0;
}

static GArray *
take_results (GpFindIndex *self,
              Heap        *heap,
              guint        limit)
{
  GArray *results = g_array_new (FALSE, FALSE, sizeof (GpFindResult));
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);

  g_array_sort (heap->slots, compare_found);
  for (guint i = 0; i < heap->slots->len && results->len < limit; i++)
    {
      const Found *found = &g_array_index (heap->slots, Found, i);
      GpFindEntry *entry = gp_find_entry (self, found->slot);
      GpFindResult result = {
        .id = entry->id,
        .kind = (GpKind) entry->kind,
        .what = (GpFindWhat) found->what,
        .property = (GpProperty) entry->property,
        .score = found->score,
      };

      if (found->what == GP_FIND_TYPE)
        result.property = (GpProperty) gp_find_type_property (result.kind);
      if (g_hash_table_add (seen, &entry->id))
        g_array_append_val (results, result);
    }
  return results;
}

GArray *
gp_find_index_search (GpFindIndex *self,
                      const char  *query,
                      guint64      kinds,
                      guint        limit)
{
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (Found));
  Heap heap = { slots, limit * 2 };       /* an element may be found by several of its texts */
  g_autofree gboolean *types = NULL;
  GpFindWords words;

  gp_find_words_init (&words, query);
  if (words.n == 0 || limit == 0)
    return g_array_new (FALSE, FALSE, sizeof (GpFindResult));
  types = match_types (self, &words);
  for (guint32 i = 0; i < self->entries->len; i++)
    {
      const GpFindEntry *entry = gp_find_entry (self, i);
      Found found = { .slot = i };

      if (entry->kind == GP_N_KINDS || (kinds & GP_KIND_MASK (entry->kind)) == 0)
        continue;
      found.score = score_entry (self, &words, entry, types, &found.what);
      if (found.score <= 0)
        continue;
      found.score += weigh_entry (self, entry);
      if (found.score >= heap_least (&heap))
        heap_put (&heap, &found);
    }
  return take_results (self, &heap, limit);
}
