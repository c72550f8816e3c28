/* gp-change-words.c — changes in words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-change-words"

#include "config.h"

#include "gp-change-words.h"

#include "gp-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CHARACTERS 60

/* One line, not longer than people read in passing. */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');

  if (g_utf8_strlen (line, -1) > MAX_CHARACTERS)
    {
      g_autofree char *head = g_utf8_substring (line, 0, MAX_CHARACTERS - 1);

      return g_strconcat (head, "…", NULL);
    }
  return g_steal_pointer (&line);
}

static char *
describe_list (GpDesign      *design,
               const GpValue *value)
{
  g_autoptr(GString) list = g_string_new (NULL);
  gsize n_ids, n_texts;
  const GpId *ids = gp_value_get_ids (value, &n_ids);
  const char *const *texts = gp_value_get_texts (value, &n_texts);

  for (gsize i = 0; i < n_ids + n_texts; i++)
    {
      g_autofree char *path = i < n_ids ? gp_design_dup_path (design, &ids[i]) : NULL;

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                              path != NULL ? path : texts[i - n_ids]);
    }
  return shorten (list->str);
}

static char *
describe_text (GpProperty  property,
               const char *text)
{
  const char *word = gp_property_get_info (property)->type == GP_TYPE_CHOICE
                     ? gp_property_get_word (property, text) : NULL;

  /* Cards and people who draw call the types of fields by their nicks. */
  return word != NULL && property != GP_FIELD_TYPE ? g_strdup (_(word)) : shorten (text);
}

char *
gp_value_to_words (GpDesign      *design,
                   GpProperty     property,
                   const GpValue *value)
{
  switch (value->type)
    {
    case GP_VALUE_NONE:
      return g_strdup (_("nothing"));
    case GP_VALUE_BOOL:
      return g_strdup (gp_value_get_bool (value) ? _("yes") : _("no"));
    case GP_VALUE_INT:
      if (gp_property_get_info (property)->type == GP_TYPE_TIMESTAMP)
        {
          g_autoptr(GDateTime) time =
            g_date_time_new_from_unix_local (gp_value_get_int (value) / G_TIME_SPAN_SECOND);

          return time != NULL ? g_date_time_format (time, "%F %R") : g_strdup ("");
        }
      return g_strdup_printf ("%" G_GINT64_FORMAT, gp_value_get_int (value));
    case GP_VALUE_TEXT:
      return describe_text (property, gp_value_get_text (value));
    case GP_VALUE_ID:
      return gp_design_dup_path (design, gp_value_get_id (value));
    case GP_VALUE_POINT:
      return g_strdup_printf ("%g, %g", gp_value_get_point (value)->x,
                              gp_value_get_point (value)->y);
    case GP_VALUE_TEXTS:
    case GP_VALUE_IDS:
      return describe_list (design, value);
    default:
      g_assert_not_reached ();
    }
}

static char *
describe_set (GpDesign       *before,
              GpDesign       *after,
              const GpChange *change)
{
  const GpPropertyInfo *info = gp_property_get_info (change->property);
  const GpKindInfo *kind = gp_kind_get_info (change->kind);
  g_autofree char *path = gp_design_dup_path (before, &change->id);
  g_autofree char *was = gp_value_to_words (before, change->property, &change->before);
  g_autofree char *is = gp_value_to_words (after, change->property, &change->after);

  if ((int) change->property == kind->name)
    /* Translators: kind of element, path, new name. */
    return g_strdup_printf (_("Renamed %s %s to %s"), gp_name_of_kind (change->kind),
                            path, is);
  /* Translators: property, path, old value, new value. */
  return g_strdup_printf (_("Changed “%s” of %s from %s to %s"), _(info->label),
                          path[0] != '\0' ? path : _("the design"), was, is);
}

static char *
describe (GpDesign       *before,
          GpDesign       *after,
          const GpChange *change)
{
  const char *kind = gp_name_of_kind (change->kind);
  g_autofree char *old_path = gp_design_dup_path (before, &change->id);
  g_autofree char *new_path = gp_design_dup_path (after, &change->id);
  g_autofree char *parent = NULL;

  switch (change->type)
    {
    case GP_CHANGE_ADD:
      return g_strdup_printf (_("Added %s %s"), kind, new_path);
    case GP_CHANGE_REMOVE:
      return g_strdup_printf (_("Removed %s %s"), kind, old_path);
    case GP_CHANGE_SET:
      return describe_set (before, after, change);
    case GP_CHANGE_MOVE:
      if (gp_id_equal (&change->parent_before, &change->parent_after))
        return g_strdup_printf (_("Reordered %s %s"), kind, new_path);
      parent = gp_design_dup_path (after, &change->parent_after);
      return g_strdup_printf (_("Moved %s %s to %s"), kind, old_path,
                              parent[0] != '\0' ? parent : _("the design"));
    default:
      g_assert_not_reached ();
    }
}

char *
gp_change_to_words (GpDesign       *before,
                    GpDesign       *after,
                    const GpChange *change)
{
  /* Titles of indexes, rules and the like may hold tabs. */
  return g_strdelimit (describe (before, after, change), "\r\n\t", ' ');
}
