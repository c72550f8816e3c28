/* gp-record-key.c — the id of a record in an address
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-record-key"
#include "config.h"
#include "gp-record-key.h"

GArray *
gp_record_key_parse (const GpTable *table,
                     const char    *raw)
{
  g_autoptr(GArray) key = gp_cells_new ();
  g_auto(GStrv) parts = NULL;

  /* A lone value may hold commas as they are. */
  if (table->key->len == 1)
    {
      parts = g_new0 (char *, 2);
      parts[0] = g_strdup (raw);
    }
  else
    {
      parts = g_strsplit (raw, ",", -1);
    }
  if (table->key->len == 0 || g_strv_length (parts) != table->key->len)
    return NULL;

  for (guint i = 0; i < table->key->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->key, i);
      g_autofree char *text = g_uri_unescape_string (parts[i], NULL);
      GpCell cell;

      if (text == NULL || column->format.array
          || !gp_cell_parse (&column->format, text, &cell, NULL))
        return NULL;
      g_array_append_val (key, cell);
    }

  return g_steal_pointer (&key);
}

char *
gp_record_key_print (const GpTable *table,
                     const GArray  *key)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < table->key->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->key, i);
      g_autofree char *text = gp_cell_print (&column->format, &g_array_index (key, GpCell, i));
      g_autofree char *escaped = g_uri_escape_string (text != NULL ? text : "", NULL, FALSE);

      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", escaped);
    }

  return g_string_free (out, FALSE);
}

void
gp_record_key_append_where (const GpTable *table,
                            const GArray  *key,
                            const char    *alias,
                            GString       *sql,
                            GArray        *values)
{
  for (guint i = 0; i < table->key->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->key, i);
      GpCell cell = gp_cell_copy (&g_array_index (key, GpCell, i));

      g_string_append_printf (sql, "%s%s%s%s = ?", i > 0 ? " AND " : "", alias != NULL ? alias : "",
                              alias != NULL ? "." : "", column->quoted);
      g_array_append_val (values, cell);
    }
}
