/* gp-sql-name.c — names and strings as SQL writes them
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-sql-name"

#include "config.h"

#include "gp-sql-name.h"

#include <stdlib.h>
#include <string.h>

/* PostgreSQL's longest name, in bytes. */
#define NAME_SIZE 63

/* Not unreserved in PostgreSQL 15, in the order of strcmp(). */
static const char *const keywords[] = {
  "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
  "between", "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character",
  "check", "coalesce", "collate", "collation", "column", "concurrently", "constraint", "create",
  "cross", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
  "current_timestamp", "current_user", "dec", "decimal", "default", "deferrable", "desc",
  "distinct", "do", "else", "end", "except", "exists", "extract", "false", "fetch", "float", "for",
  "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping", "having", "ilike",
  "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval", "into", "is",
  "isnull", "join", "lateral", "leading", "least", "left", "like", "limit", "localtime",
  "localtimestamp", "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null",
  "nullif", "numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps", "overlay",
  "placing", "position", "precision", "primary", "real", "references", "returning", "right", "row",
  "select", "session_user", "setof", "similar", "smallint", "some", "substring", "symmetric",
  "table", "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true",
  "union", "unique", "user", "using", "values", "varchar", "variadic", "verbose", "when", "where",
  "window", "with", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest",
  "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable",
};

static int
compare_keyword (gconstpointer name, gconstpointer keyword)
{
  return strcmp (name, *(const char *const *) keyword);
}

gboolean
gp_sql_name_is_plain (const char *name)
{
  if (!g_ascii_islower (name[0]) && name[0] != '_')
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    {
      if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '_')
        return FALSE;
    }
  return bsearch (name, keywords, G_N_ELEMENTS (keywords), sizeof keywords[0], compare_keyword)
         == NULL;
}

void
gp_sql_quote_name (GString *out, const char *name)
{
  if (gp_sql_name_is_plain (name))
    {
      g_string_append (out, name);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

void
gp_sql_quote_text (GString *out, const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '\'');
}

/* At most @length bytes of @text, cut between characters. */
static gsize
cut (const char *text, gsize length)
{
  while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80)
    length--;
  return length;
}

char *
gp_sql_usual_name (const char *table, const char *const *columns, const char *suffix)
{
  g_autofree char *joined = columns != NULL ? g_strjoinv ("_", (char **) columns) : NULL;
  gsize first = strlen (table);
  gsize second = joined != NULL ? cut (joined, MIN (strlen (joined), NAME_SIZE)) : 0;
  gsize room = NAME_SIZE - strlen (suffix) - 1 - (joined != NULL ? 1 : 0);

  /* The longer of the two gives way, as in PostgreSQL. */
  while (first + second > room)
    {
      if (first > second)
        first--;
      else
        second--;
    }
  first = cut (table, first);
  if (joined == NULL)
    return g_strdup_printf ("%.*s_%s", (int) first, table, suffix);
  return g_strdup_printf ("%.*s_%.*s_%s", (int) first, table, (int) cut (joined, second), joined,
                          suffix);
}
