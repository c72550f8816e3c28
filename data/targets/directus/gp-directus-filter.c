/* gp-directus-filter.c — filters of Directus, piece by piece
 * SPDX-License-Identifier: Apache-2.0
 *
 * They are made once and read by Directus: text is enough. What stands within an _and or an _or of
 * the same kind is lifted out of it, so that what is said twice is found. */
#define G_LOG_DOMAIN "gp-directus-filter"
#include "config.h"
#include "gp-directus-filter.h"

#include <string.h>

#include "gp-json-writer.h"

#define AND "{\"_and\":["
#define OR  "{\"_or\":["

gboolean
gp_directus_filter_is_all (const char *filter)
{
  return g_str_equal (filter, GP_DIRECTUS_ALL);
}

gboolean
gp_directus_filter_is_none (const char *filter)
{
  return g_str_equal (filter, GP_DIRECTUS_NONE);
}

gboolean
gp_directus_filter_is_leaf (const char *filter)
{
  return *filter == '{' && !g_str_has_prefix (filter, AND) && !g_str_has_prefix (filter, OR);
}

char *
gp_directus_filter_wrap (const GPtrArray *path,
                         const char      *filter)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  for (guint i = 0; i < path->len; i++)
    {
      gp_json_writer_begin_object (&writer);
      gp_json_writer_key (&writer, path->pdata[i]);
    }
  gp_json_writer_raw (&writer, filter);
  for (guint i = 0; i < path->len; i++)
    gp_json_writer_end_object (&writer);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
gp_directus_filter_leaf (const GPtrArray *path,
                         const char      *operator,
                         const char      *value)
{
  g_autofree char *test = g_strdup_printf ("{\"%s\":%s}", operator, value);

  return gp_directus_filter_wrap (path, test);
}

/* Adds each item of the JSON array that begins behind @text's first bracket. */
static void
split_items (const char *text,
             GPtrArray  *out)
{
  const char *from = text;
  gboolean in_string = FALSE;
  int depth = 0;

  for (const char *c = text; depth >= 0; c++)
    {
      if (in_string && *c == '\\')
        c++;
      else if (*c == '"')
        in_string = !in_string;
      else if (!in_string && (*c == '{' || *c == '['))
        depth++;
      else if (!in_string && (*c == '}' || *c == ']'))
        depth--;
      if (!in_string && ((*c == ',' && depth == 0) || depth < 0))
        {
          g_ptr_array_add (out, g_strndup (from, (gsize) (c - from)));
          from = c + 1;
        }
    }
}

char *
gp_directus_filter_join (gboolean         all,
                         const GPtrArray *parts)
{
  const char *opening = all ? AND : OR;
  const char *neutral = all ? GP_DIRECTUS_ALL : GP_DIRECTUS_NONE;
  const char *ends = all ? GP_DIRECTUS_NONE : GP_DIRECTUS_ALL;
  g_autoptr(GString) out = g_string_new (opening);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < parts->len; i++)
    {
      if (g_str_equal (parts->pdata[i], ends))
        return g_strdup (ends);
      if (g_str_has_prefix (parts->pdata[i], opening))
        split_items ((const char *) parts->pdata[i] + strlen (opening), items);
      else if (!g_str_equal (parts->pdata[i], neutral))
        g_ptr_array_add (items, g_strdup (parts->pdata[i]));
    }
  if (items->len == 0)
    return g_strdup (neutral);
  for (guint i = 0; i < items->len; i++)
    if (g_hash_table_add (seen, items->pdata[i]))
      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", (const char *) items->pdata[i]);
  if (g_hash_table_size (seen) == 1)
    return g_strdup (items->pdata[0]);
  g_string_append (out, "]}");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
gp_directus_filter_join_two (gboolean    all,
                             const char *first,
                             const char *second)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) first);
  g_ptr_array_add (parts, (gpointer) second);
  return gp_directus_filter_join (all, parts);
}

char *
gp_directus_filter_finish (const char *filter,
                           const char *key)
{
  g_autoptr(GPtrArray) path = g_ptr_array_new ();

  if (*filter == '{')
    return g_strdup (filter);
  g_ptr_array_add (path, (gpointer) key);
  return gp_directus_filter_leaf (path, gp_directus_filter_is_all (filter) ? "_nnull" : "_null",
                                  "true");
}
