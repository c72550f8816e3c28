/* gp-find-text.c — what is shown of a result
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-find-text"
#include "config.h"

#include "gp-find-private.h"

#include "gp-domain.h"
#include "gp-find-words.h"

char *
gp_find_dup_value (GpProperty     property,
           const GpValue *value)
{
  gsize n = 0;
  const char *const *texts;
  g_autoptr(GString) all = NULL;
  GpPropertyType type = gp_property_get_info (property)->type;

  if (type != GP_TYPE_TEXTS && type != GP_TYPE_EXPRESSIONS)
    return g_strdup (gp_value_get_text (value));
  texts = gp_value_get_texts (value, &n);
  all = g_string_new (NULL);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", texts[i]);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static gint
compare_marks (gconstpointer a,
               gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

GArray *
gp_find_mark (const char *query,
              const char *text,
              gboolean    whole)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (guint));
  guint found[GP_FUZZY_MAX_PATTERN];
  GpFindWords words;
  guint n = 0;

  gp_find_words_init (&words, query);
  for (guint i = 0; i < words.n; i++)
    {
      const GpFuzzy *word = &words.words[i];

      if (!whole && gp_fuzzy_match (word, text, -1, found) > 0)
        g_array_append_vals (marks, found, word->n);
      else if (whole && gp_fuzzy_find_words (word, text, -1, &found[0]) > 0)
        for (guint j = 0; j < word->n; j++)
          {
            guint at = found[0] + j;

            g_array_append_val (marks, at);
          }
    }
  g_array_sort (marks, compare_marks);
  for (guint i = 0; i < marks->len; i++)
    if (n == 0 || g_array_index (marks, guint, n - 1) != g_array_index (marks, guint, i))
      g_array_index (marks, guint, n++) = g_array_index (marks, guint, i);
  g_array_set_size (marks, n);
  return marks;
}

char *
gp_find_dup_text (GpDesign           *design,
                  const GpFindResult *result)
{
  const GpElement *element = gp_design_lookup_kind (design, &result->id, result->kind);
  char *text;

  if (element == NULL)
    return NULL;
  if (result->what == GP_FIND_NAME)
    return g_strdup (gp_element_get_name (element));
  text = gp_find_dup_value (result->property, gp_element_get_value (element, result->property));
  if (text == NULL)
    return g_strdup ("");
  return g_strdelimit (text, "\n\r\t", ' ');
}

char *
gp_find_dup_path (GpDesign   *design,
                  const GpId *id)
{
  const GpElement *element = gp_design_lookup (design, id);
  g_autoptr(GString) path = g_string_new (NULL);
  const GpElement *top = element;
  const GpElement *domain;

  for (; element != NULL; top = element)
    {
      element = gp_design_lookup (design, gp_element_get_parent (top));
      if (element == NULL || gp_element_get_kind (element) == GP_KIND_DESIGN)
        break;
      if (*gp_element_get_name (element) == '\0')
        continue;
      if (path->len > 0)
        g_string_prepend (path, " › ");
      g_string_prepend (path, gp_element_get_name (element));
    }
  domain = top != NULL ? gp_design_lookup (design, gp_domain_of (top)) : NULL;
  if (domain != NULL)
    {
      if (path->len > 0)
        g_string_prepend (path, " › ");
      g_string_prepend (path, gp_element_get_name (domain));
    }
  return g_string_free (g_steal_pointer (&path), FALSE);
}
