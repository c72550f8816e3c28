/* gp-random.c — random designs and edits, driven by the metamodel
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-random"

#include "config.h"

#include "gp-random.h"

#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-name.h"

#include <string.h>

guint
gp_random_rounds (guint normal)
{
  const char *rounds = g_getenv ("GP_TEST_ROUNDS");

  return rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : normal;
}

static guint
random_below (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static char *
random_text (gboolean lines)
{
  static const char *const pieces[] = {
    "a",  "Z", "order", "_", "0",  "é", "漢字", "𝄞",     "'",
    "\\", "%", "<&>",   "{", " x", "µ", ",",    "tab\t", "e\u0301",
  };
  GString *text = g_string_new ("t");

  for (guint i = random_below (6); i > 0; i--)
    g_string_append (text, pieces[random_below (G_N_ELEMENTS (pieces))]);
  if (lines && random_below (3) == 0)
    g_string_append (text, "\nnext \"line\"\r\n");
  return g_string_free (text, FALSE);
}

static char *
random_name (void)
{
  static const char *const stems[] = { "patient",  "order",  "name",  "é_x",
                                       "Group By", "select", "value", "id" };

  return g_strdup_printf ("%s_%u", stems[random_below (G_N_ELEMENTS (stems))],
                          random_below (1000000));
}

static char *
random_text_for (const GpPropertyInfo *info)
{
  static const char *const jsons[] = { "{}", "[1, 2.5, null]", "{\"b\": \"é\", \"a\": [true]}",
                                       "\"x\"", "not json {" };
  static const char *const durations[] = { "30m", "10y", "0s", "250ms", "3mo", "90d" };
  static const char *const expressions[] = { "true", "record.a == user.id",
                                             "size(record.b) > 3 && !x", "not (valid" };
  g_auto(GStrv) choices = NULL;

  switch (info->type)
    {
    case GP_TYPE_NAME:
      return random_name ();
    case GP_TYPE_LINE:
      return random_text (FALSE);
    case GP_TYPE_JSON:
      return g_strdup (jsons[random_below (G_N_ELEMENTS (jsons))]);
    case GP_TYPE_COLOR:
      return g_strdup_printf ("#%06x", random_below (0x1000000));
    case GP_TYPE_DURATION:
      return g_strdup (durations[random_below (G_N_ELEMENTS (durations))]);
    case GP_TYPE_EXPRESSION:
      return g_strdup (expressions[random_below (G_N_ELEMENTS (expressions))]);
    case GP_TYPE_CHOICE:
      choices = gp_property_list_choices (info->property);
      return g_strdup (choices[random_below (g_strv_length (choices))]);
    default:
      return random_text (TRUE);
    }
}

static const GpElement *
random_element (GpDesign *design,
                guint64   kinds)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    if (kinds & GP_KIND_MASK (kind))
      {
        g_autoptr(GPtrArray) list = gp_design_list (design, kind);
        g_ptr_array_extend (found, list, NULL, NULL);
      }
  return found->len > 0 ? found->pdata[random_below (found->len)] : NULL;
}

static GpValue
random_refs (GpDesign             *design,
             const GpPropertyInfo *info)
{
  GpId ids[4];
  guint n = 0;

  for (guint tries = random_below (5); tries > 0; tries--)
    {
      const GpElement *element = random_element (design, info->ref_kinds);
      gboolean there = element == NULL;

      for (guint i = 0; i < n && !there; i++)
        there = gp_id_equal (&ids[i], gp_element_get_id (element));
      if (!there)
        ids[n++] = *gp_element_get_id (element);
    }
  return gp_value_ids (ids, n);
}

static GpValue
random_texts (gboolean pairs)
{
  const char *list[8];
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  guint n = pairs ? 2 * random_below (4) : random_below (5);

  for (guint i = 0; i < n; i++)
    {
      char *text = pairs && i % 2 == 0 ? g_strdup_printf ("%c_name", 'a' + (int) i)
                                       : random_text (FALSE);

      g_ptr_array_add (owned, text);
      list[i] = text;
    }
  return gp_value_texts (list, n);
}

GpValue
gp_random_value (GpDesign   *design,
                 GpProperty  property)
{
  const GpPropertyInfo *info = gp_property_get_info (property);
  const GpElement *target;
  g_autofree char *text = NULL;

  switch (info->type)
    {
    case GP_TYPE_BOOL:
      return gp_value_bool (random_below (2));
    case GP_TYPE_INT:
      return gp_value_int (random_below (4) == 0 ? G_MAXINT64 : random_below (2000));
    case GP_TYPE_TIMESTAMP:
      return gp_value_int ((gint64) random_below (2000000000) * 1000001 - 1000000);
    case GP_TYPE_TEXTS:
    case GP_TYPE_EXPRESSIONS:
      return random_texts (info->type == GP_TYPE_EXPRESSIONS);
    case GP_TYPE_POINT:
      return gp_value_point (g_test_rand_double_range (-1e6, 1e6), random_below (1000));
    case GP_TYPE_REF:
      target = random_element (design, info->ref_kinds);
      return gp_value_id (target != NULL ? gp_element_get_id (target) : NULL);
    case GP_TYPE_REFS:
      return random_refs (design, info);
    default:
      text = random_text_for (info);
      return gp_value_text (text);
    }
}

static GpChangeSet *
random_add (GpDesign *design)
{
  GpKind kind = (GpKind) (1 + random_below (GP_N_KINDS - 1));
  const GpKindInfo *info = gp_kind_get_info (kind);
  const GpElement *parent = random_element (design, info->parents);
  GpChangeSet *changes = gp_change_set_new ("Added");
  g_autoptr(GpElement) element = NULL;
  GpId id = gp_id_new ();
  double rank;

  if (parent == NULL)
    return changes;
  rank = random_below (3) == 0 ? gp_design_rank_after (design, gp_element_get_id (parent), NULL)
                               : gp_design_rank_last (design, gp_element_get_id (parent));
  element = gp_element_new (kind, &id, gp_element_get_id (parent), rank);
  for (GpProperty p = info->first; p < info->first + info->n; p++)
    if (random_below (3) == 0 || (gp_property_get_info (p)->flags & GP_PROPERTY_REQUIRED))
      gp_element_set (element, p, gp_random_value (design, p));
  gp_change_set_add (changes, element);
  return changes;
}

static GpChangeSet *
random_set (GpDesign *design)
{
  const GpElement *element = random_element (design, GP_KIND_MASK_ANY);
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (element));
  GpProperty property = info->first + random_below (info->n);
  GpChangeSet *changes = gp_change_set_new ("Changed");

  gp_change_set_set (changes, element, property, gp_random_value (design, property));
  return changes;
}

static GpChangeSet *
random_move (GpDesign *design)
{
  const GpElement *element = random_element (design,
                                             GP_KIND_MASK_ANY & ~GP_KIND_MASK (GP_KIND_DESIGN));
  GpChangeSet *changes = gp_change_set_new ("Moved");
  const GpElement *parent;

  if (element == NULL)
    return changes;
  parent = random_element (design, gp_kind_get_info (gp_element_get_kind (element))->parents);
  gp_change_set_move (changes, element, gp_element_get_id (parent),
                      gp_design_rank_after (design, gp_element_get_id (parent), NULL));
  return changes;
}

static GpChangeSet *
random_remove (GpDesign *design)
{
  const GpElement *element = random_element (design,
                                             GP_KIND_MASK_ANY & ~GP_KIND_MASK (GP_KIND_DESIGN));

  return element != NULL ? gp_edit_remove (design, gp_element_get_id (element), 1, NULL)
                         : gp_change_set_new ("Removed");
}

GpChangeSet *
gp_random_edit (GpDesign *design,
                guint     n)
{
  g_autoptr(GpDesign) work = gp_design_copy (design);
  GpChangeSet *all = gp_change_set_new ("Edited at random");

  while (gp_change_set_get_size (all) < n)
    {
      guint dice = random_below (10);
      g_autoptr(GpChangeSet) one = dice < 5 ? random_add (work)
                                 : dice < 8 ? random_set (work)
                                 : dice < 9 ? random_move (work) : random_remove (work);

      /* A move into itself or a name that is taken is refused; such a throw does not count. */
      if (gp_change_set_get_size (one) > 0 && gp_design_apply (work, one, NULL))
        gp_change_set_append_all (all, one);
    }
  return all;
}

GpDesign *
gp_random_design (guint n)
{
  GpDesign *design = gp_design_new (NULL, "Random");
  g_autoptr(GError) error = NULL;

  while (gp_design_size (design) < n)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 20);

      gp_design_apply (design, edit, &error);
      g_assert_no_error (error);
    }
  return design;
}

void
gp_assert_design_equal (GpDesign *a,
                        GpDesign *b)
{
  g_autoptr(GpChangeSet) difference = gp_diff (a, b, GP_DIFF_ALL);

  for (gsize i = 0; i < gp_change_set_get_size (difference); i++)
    {
      const GpChange *change = gp_change_set_get (difference, i);
      g_autofree char *path = gp_design_dup_path (gp_design_lookup (a, &change->id) ? a : b,
                                                  &change->id);

      g_test_message ("difference of type %d at %s, %s", change->type, path,
                      change->type == GP_CHANGE_SET ? gp_property_get_info (change->property)->nick
                                                    : "");
    }
  g_assert_cmpuint (gp_change_set_get_size (difference), ==, 0);
  g_assert_true (gp_design_equal (a, b));
}
