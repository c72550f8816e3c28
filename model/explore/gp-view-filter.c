/* gp-view-filter.c — which elements of a drawing somebody wants to look at
 * SPDX-License-Identifier: Apache-2.0
 *
 * Values are text in every facet, so that a bar of buttons, a view that is made of them and a test
 * speak of them alike. What an element has in a facet is listed by one function; a filter fits
 * where one of them is chosen.
 *
 * Who reads what takes all rules to be compiled. It is kept with the design until that changes: a
 * canvas asks several times for every letter that is typed. */
#define G_LOG_DOMAIN "gp-view-filter"
#include "config.h"

#include "gp-view-filter.h"

#include "gp-access-matrix.h"
#include "gp-domain.h"
#include "gp-fuzzy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WORDS 6

struct _GpViewFilter
{
  GHashTable *values[GP_N_FACETS];     /* set of char * */
  char       *text;
};

static const GpKind drawn_kinds[] = {
  GP_KIND_ENTITY, GP_KIND_FLOW, GP_KIND_BUCKET, GP_KIND_EVENT, GP_KIND_ROLE, GP_KIND_NOTE,
};

/* Who reads what, by the rules of one revision of the design. */
typedef struct
{
  guint64         revision;
  GpAccessMatrix *matrix;
  GHashTable     *subjects;      /* GpId → number in the matrix + 1 */
  guint           read;          /* the number of the action */
} Readers;

/* What is asked of every element. */
typedef struct
{
  GpDesign      *design;
  const Readers *readers;        /* borrowed from the design; NULL where they do not matter */
} Pass;

static void
readers_free (gpointer data)
{
  Readers *self = data;

  g_hash_table_unref (self->subjects);
  gp_access_matrix_free (self->matrix);
  g_free (self);
}

static const Readers *
peek_readers (GpDesign *design)
{
  static const char key[] = "gp-view-filter-readers";
  Readers *self = g_object_get_data (G_OBJECT (design), key);
  g_autoptr(GpAccess) access = NULL;

  if (self != NULL && self->revision == gp_design_get_revision (design))
    return self;

  access = gp_access_new (design);
  self = g_new0 (Readers, 1);
  self->revision = gp_design_get_revision (design);
  self->matrix = gp_access_matrix_new (access);
  self->subjects = g_hash_table_new (gp_id_hash, gp_id_equal);
  for (guint i = 0; i < gp_access_matrix_n_subjects (self->matrix); i++)
    g_hash_table_insert (self->subjects,
                         (gpointer) gp_element_get_id (gp_access_matrix_get_subject (self->matrix,
                                                                                     i)),
                         GUINT_TO_POINTER (i + 1));
  while (!g_str_equal (gp_access_matrix_get_action (self->matrix, self->read), "read"))
    self->read++;
  g_object_set_data_full (G_OBJECT (design), key, self, readers_free);
  return self;
}

static Pass
begin_pass (GpDesign *design,
            gboolean  readers)
{
  return (Pass) { .design = design, .readers = readers ? peek_readers (design) : NULL };
}

/* --- the values of an element --- */

static char *
dup_id (const GpId *id)
{
  char text[GP_ID_STRING_SIZE];

  return g_strdup (gp_id_format (id, text));
}

static const GpId *
domain_of (GpDesign        *design,
           const GpElement *element)
{
  const GpId *domain = gp_domain_of (element);

  return domain != NULL && gp_design_lookup (design, domain) != NULL ? domain : NULL;
}

static void
add_readers (const Pass      *pass,
             const GpElement *element,
             GPtrArray       *values)
{
  const Readers *readers = pass->readers;
  GpAccessMatrix *matrix = readers->matrix;
  guint subject = GPOINTER_TO_UINT (g_hash_table_lookup (readers->subjects,
                                                         gp_element_get_id (element)));

  for (guint i = 0; subject > 0 && i < gp_access_matrix_n_roles (matrix); i++)
    if (gp_access_matrix_get (matrix, subject - 1, i, readers->read)->state != GP_ACCESS_CELL_NONE)
      g_ptr_array_add (values, dup_id (gp_element_get_id (gp_access_matrix_get_role (matrix, i))));
}

static void
add_sensitive (const Pass      *pass,
               const GpElement *element,
               GPtrArray       *values)
{
  gboolean personal = FALSE;
  gboolean secret = FALSE;
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (pass->design, gp_element_get_id (element), i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FIELD)
      {
        personal |= gp_element_is (child, GP_FIELD_SENSITIVE, "personal");
        secret |= gp_element_is (child, GP_FIELD_SENSITIVE, "secret");
      }
  if (personal)
    g_ptr_array_add (values, g_strdup ("personal"));
  if (secret)
    g_ptr_array_add (values, g_strdup ("secret"));
}

/* (transfer full): the values that @element has in @facet. */
static GPtrArray *
list_own (const Pass      *pass,
          const GpElement *element,
          GpFacet          facet)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  GpKind kind = gp_element_get_kind (element);
  const char *const *tags;
  const GpId *domain;
  gsize n = 0;

  switch (facet)
    {
    case GP_FACET_DOMAIN:
      domain = domain_of (pass->design, element);
      g_ptr_array_add (values, domain != NULL ? dup_id (domain) : g_strdup (""));
      break;
    case GP_FACET_READER:
      add_readers (pass, element, values);
      break;
    case GP_FACET_TAG:
      tags = kind == GP_KIND_ENTITY ? gp_element_get_texts (element, GP_ENTITY_TAGS, &n) : NULL;
      for (gsize i = 0; i < n; i++)
        g_ptr_array_add (values, g_strdup (tags[i]));
      break;
    case GP_FACET_SENSITIVE:
      if (kind == GP_KIND_ENTITY)
        add_sensitive (pass, element, values);
      break;
    case GP_FACET_KIND:
      g_ptr_array_add (values, g_strdup (gp_kind_get_info (kind)->nick));
      break;
    default:
      g_assert_not_reached ();
    }
  return values;
}

/* --- the filter --- */

GpViewFilter *
gp_view_filter_new (void)
{
  GpViewFilter *self = g_new0 (GpViewFilter, 1);

  for (guint i = 0; i < GP_N_FACETS; i++)
    self->values[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->text = g_strdup ("");
  return self;
}

void
gp_view_filter_free (GpViewFilter *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < GP_N_FACETS; i++)
    g_hash_table_unref (self->values[i]);
  g_free (self->text);
  g_free (self);
}

GpViewFilter *
gp_view_filter_copy (const GpViewFilter *self)
{
  GpViewFilter *copy = gp_view_filter_new ();

  for (guint i = 0; i < GP_N_FACETS; i++)
    {
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, self->values[i]);
      while (g_hash_table_iter_next (&iter, &value, NULL))
        gp_view_filter_set (copy, (GpFacet) i, value, TRUE);
    }
  gp_view_filter_set_text (copy, self->text);
  return copy;
}

void
gp_view_filter_set (GpViewFilter *self,
                    GpFacet       facet,
                    const char   *value,
                    gboolean      on)
{
  g_return_if_fail (facet < GP_N_FACETS);

  if (on)
    g_hash_table_add (self->values[facet], g_strdup (value));
  else
    g_hash_table_remove (self->values[facet], value);
}

gboolean
gp_view_filter_has (const GpViewFilter *self,
                    GpFacet             facet,
                    const char         *value)
{
  return g_hash_table_contains (self->values[facet], value);
}

guint
gp_view_filter_count (const GpViewFilter *self,
                      GpFacet             facet)
{
  return g_hash_table_size (self->values[facet]);
}

void
gp_view_filter_clear_facet (GpViewFilter *self,
                            GpFacet       facet)
{
  g_hash_table_remove_all (self->values[facet]);
}

void
gp_view_filter_set_text (GpViewFilter *self,
                         const char   *text)
{
  g_free (self->text);
  self->text = g_strstrip (g_strdup (text));
}

gboolean
gp_view_filter_is_empty (const GpViewFilter *self)
{
  for (guint i = 0; i < GP_N_FACETS; i++)
    if (g_hash_table_size (self->values[i]) > 0)
      return FALSE;
  return *self->text == '\0';
}

/* Whether @word is in the name or the text of @element or in the name of a field of it. */
static gboolean
has_word (GpDesign        *design,
          const GpElement *element,
          const GpFuzzy   *word)
{
  const char *name = gp_element_get_name (element);
  const GpElement *child;

  if (gp_element_get_kind (element) == GP_KIND_NOTE)
    name = gp_element_get_text (element, GP_NOTE_TEXT);
  if (name != NULL && gp_fuzzy_find_words (word, name, -1, NULL) > 0)
    return TRUE;
  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (element), i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FIELD
        && gp_fuzzy_find_words (word, gp_element_get_name (child), -1, NULL) > 0)
      return TRUE;
  return FALSE;
}

static gboolean
fits_facet (const GpViewFilter *self,
            const Pass         *pass,
            const GpElement    *element,
            GpFacet             facet)
{
  g_autoptr(GPtrArray) values = NULL;

  if (gp_view_filter_count (self, facet) == 0)
    return TRUE;
  values = list_own (pass, element, facet);
  for (guint i = 0; i < values->len; i++)
    if (gp_view_filter_has (self, facet, g_ptr_array_index (values, i)))
      return TRUE;
  return FALSE;
}

static gboolean
fits (const GpViewFilter *self,
      const Pass         *pass,
      const GpElement    *element,
      const GpFuzzy      *words,
      guint               n_words)
{
  for (guint i = 0; i < GP_N_FACETS; i++)
    if (!fits_facet (self, pass, element, (GpFacet) i))
      return FALSE;
  for (guint i = 0; i < n_words; i++)
    if (!has_word (pass->design, element, &words[i]))
      return FALSE;
  return TRUE;
}

static guint
read_words (const GpViewFilter *self,
            GpFuzzy            *words)
{
  g_auto(GStrv) parts = g_strsplit_set (self->text, " \t\n", -1);
  guint n = 0;

  for (gsize i = 0; parts[i] != NULL && n < MAX_WORDS; i++)
    if (*parts[i] != '\0')
      gp_fuzzy_init (&words[n++], parts[i], -1);
  return n;
}

static void
add_id (GHashTable *set,
        const GpId *id)
{
  if (!g_hash_table_contains (set, id))
    g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

GHashTable *
gp_view_filter_list_fitting (const GpViewFilter *self,
                             GpDesign           *design)
{
  GHashTable *set = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  GpFuzzy words[MAX_WORDS];
  guint n_words = read_words (self, words);
  const Pass pass = begin_pass (design, gp_view_filter_count (self, GP_FACET_READER) > 0);

  for (gsize i = 0; i < G_N_ELEMENTS (drawn_kinds); i++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (design, drawn_kinds[i]);

      for (guint j = 0; j < elements->len; j++)
        {
          const GpElement *element = g_ptr_array_index (elements, j);
          const GpId *domain;

          if (!fits (self, &pass, element, words, n_words))
            continue;
          add_id (set, gp_element_get_id (element));
          domain = domain_of (design, element);
          if (domain != NULL)
            add_id (set, domain);
        }
    }
  return set;
}

/* --- what can be chosen --- */

void
gp_facet_value_free (GpFacetValue *self)
{
  if (self == NULL)
    return;
  g_free (self->value);
  g_free (self->label);
  g_free (self);
}

/* What people call @value: a name of the design, or a label of the metamodel. */
static void
name_value (GpDesign      *design,
            GpFacet        facet,
            GpFacetValue *value)
{
  GpKind kind;
  GpId id;

  value->translate = facet == GP_FACET_SENSITIVE || facet == GP_FACET_KIND;
  if (facet == GP_FACET_KIND && gp_kind_from_nick (value->value, &kind))
    value->label = g_strdup (gp_kind_get_info (kind)->plural);
  else if (facet == GP_FACET_SENSITIVE)
    value->label = g_strdup (g_str_equal (value->value, "secret") ? N_("Secret")
                                                                  : N_("Personal data"));
  else if (gp_id_parse (value->value, &id) && gp_design_lookup (design, &id) != NULL)
    value->label = g_strdup (gp_element_get_name (gp_design_lookup (design, &id)));
  else
    value->label = g_strdup (value->value);
}

static gint
compare_values (gconstpointer a,
                gconstpointer b)
{
  const GpFacetValue *first = *(GpFacetValue *const *) a;
  const GpFacetValue *second = *(GpFacetValue *const *) b;

  return g_utf8_collate (first->label, second->label);
}

GPtrArray *
gp_view_filter_list_values (GpDesign *design,
                            GpFacet   facet)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_facet_value_free);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  Pass pass;

  g_return_val_if_fail (facet < GP_N_FACETS, all);

  pass = begin_pass (design, facet == GP_FACET_READER);
  for (gsize i = 0; i < G_N_ELEMENTS (drawn_kinds); i++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (design, drawn_kinds[i]);

      for (guint j = 0; j < elements->len; j++)
        {
          g_autoptr(GPtrArray) own = list_own (&pass, g_ptr_array_index (elements, j), facet);

          for (guint k = 0; k < own->len; k++)
            {
              const char *text = g_ptr_array_index (own, k);
              GpFacetValue *value = g_hash_table_lookup (known, text);

              if (value == NULL)
                {
                  value = g_new0 (GpFacetValue, 1);
                  value->value = g_strdup (text);
                  name_value (design, facet, value);
                  g_hash_table_insert (known, value->value, value);
                  g_ptr_array_add (all, value);
                }
              value->count++;
            }
        }
    }
  g_ptr_array_sort (all, compare_values);
  return all;
}
