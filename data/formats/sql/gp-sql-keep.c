/* gp-sql-keep.c — which functions of a database are kept, because something kept calls them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Views, defaults, checks, indexes and policies call functions; without them an exported design
 * would not load. Whether a function is called is told by its name alone: a word that occurs is
 * enough, and keeping one too many does no harm. */

#define G_LOG_DOMAIN "gp-sql-keep"

#include "config.h"

#include "gp-name.h"
#include "gp-sql-build.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GpSqlCatalog *catalog;
  GHashTable   *words;     /* all words and quoted names of what is kept */
  GPtrArray    *texts;     /* and the texts, for the names of operators */
} Keep;

static void
add_words (Keep *keep, const char *text, gsize start, gsize end, gboolean inside_strings)
{
  GpSqlToken token;

  for (gsize at = start; gp_sql_token_next (text, at, end, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      gsize from = token.start;
      gsize to = token.end;

      if (token.type == GP_SQL_TOKEN_STRING && inside_strings && to - from > 2)
        {
          /* The body of a function is a string; the quotes of any kind say nothing inside it. */
          from += strcspn (text + from, "'$") + 1;
          add_words (keep, text, from, MAX (to - 1, from), FALSE);
        }
      else if (token.type == GP_SQL_TOKEN_WORD ||
               (token.type == GP_SQL_TOKEN_NAME && to - from > 2))
        {
          char *word;

          if (token.type == GP_SQL_TOKEN_NAME)
            from++, to--;
          word = g_strndup (text + from, to - from);
          if (token.type == GP_SQL_TOKEN_WORD)
            {
              for (char *c = word; *c != '\0'; c++)
                *c = g_ascii_tolower (*c);
            }
          g_hash_table_add (keep->words, word);
        }
    }
}

static void
add_text (Keep *keep, const char *text)
{
  if (text == NULL)
    return;
  g_ptr_array_add (keep->texts, (gpointer) text);
  add_words (keep, text, 0, strlen (text), FALSE);
}

static void
add_table (Keep *keep, const GpSqlTable *table)
{
  add_text (keep, table->query);
  add_text (keep, table->partition_by);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpSqlColumn *column = g_ptr_array_index (table->columns, i);

      add_text (keep, column->default_text);
      add_text (keep, column->generated);
      add_text (keep, column->collation);
      if (column->type.info == NULL)
        add_text (keep, column->type.name);
    }
  for (guint i = 0; i < table->rules->len; i++)
    {
      const GpSqlRule *rule = g_ptr_array_index (table->rules, i);

      add_text (keep, rule->text);
      add_text (keep, rule->where);
    }
  for (guint i = 0; i < table->policies->len; i++)
    add_text (keep, g_ptr_array_index (table->policies, i));
}

static gboolean
is_called (const Keep *keep, const GpSqlRoutine *routine)
{
  if (g_hash_table_contains (keep->words, routine->name))
    return TRUE;
  if (*routine->name == '\0' || g_ascii_isalnum (*routine->name) || *routine->name == '_')
    return FALSE;
  for (guint i = 0; i < keep->texts->len; i++)
    {
      if (strstr (g_ptr_array_index (keep->texts, i), routine->name) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Functions call functions: goes on until nothing more is found. */
static void
follow_calls (Keep *keep)
{
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < keep->catalog->routines->len; i++)
        {
          GpSqlRoutine *routine = g_ptr_array_index (keep->catalog->routines, i);

          if (routine->used || !is_called (keep, routine))
            continue;
          routine->used = again = TRUE;
          g_ptr_array_add (keep->texts, (gpointer) routine->text);
          add_words (keep, routine->text, 0, strlen (routine->text), TRUE);
        }
    }
}

/* Words behind which a routine says nothing more about its arguments and results. */
static gboolean
ends_signature (const char *text, const GpSqlToken *token)
{
  static const char *const words[] = { "LANGUAGE", "AS",       "IMMUTABLE", "STABLE", "VOLATILE",
                                       "STRICT",   "SECURITY", "CALLED",    "COST",   "ROWS",
                                       "SET",      "PARALLEL", "LEAKPROOF", "WINDOW", "SUPPORT" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (gp_sql_token_is (text, token, words[i]))
        return TRUE;
    }
  return FALSE;
}

gboolean
gp_sql_routine_needs_tables (const char *routine, GHashTable *tables)
{
  gsize end = strlen (routine);
  gboolean signature = TRUE;
  GpSqlToken token;

  for (gsize at = 0; gp_sql_token_next (routine, at, end, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      g_autofree char *word = NULL;

      signature = signature && !ends_signature (routine, &token);
      /* A body that is no string is looked into when the routine is made. */
      if (!signature && gp_sql_token_is (routine, &token, "ATOMIC"))
        signature = TRUE;
      if (token.type == GP_SQL_TOKEN_WORD)
        word = g_ascii_strdown (routine + token.start, token.end - token.start);
      else if (token.type == GP_SQL_TOKEN_NAME)
        word = g_strndup (routine + token.start + 1, token.end - token.start - 2);
      if (signature && word != NULL && g_hash_table_contains (tables, word))
        return TRUE;
    }
  return FALSE;
}

/* What comes with an extension and is known by its name, besides the types. */
static const struct
{
  const char *word;
  const char *extension;
} brought[] = {
  { "uuid_generate_v1", "uuid-ossp" },
  { "uuid_generate_v1mc", "uuid-ossp" },
  { "uuid_generate_v4", "uuid-ossp" },
  { "gin_trgm_ops", "pg_trgm" },
  { "gist_trgm_ops", "pg_trgm" },
  { "gen_random_bytes", "pgcrypto" },
  { "crosstab", "tablefunc" },
  { "unaccent", "unaccent" },
};

static void
add_extension (GpSqlCatalog *catalog, const char *extension)
{
  if (!g_ptr_array_find_with_equal_func (catalog->extensions, extension, g_str_equal, NULL))
    g_ptr_array_add (catalog->extensions, (gpointer) extension);
}

/* Extensions that are used although the file does not create them; all of them in order. */
static void
complete_extensions (const Keep *keep)
{
  GpSqlCatalog *catalog = keep->catalog;

  for (gsize i = 0; i < G_N_ELEMENTS (brought); i++)
    {
      if (g_hash_table_contains (keep->words, brought[i].word))
        add_extension (catalog, brought[i].extension);
    }
  for (guint i = 0; i < catalog->tables->len; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      for (guint j = 0; !table->gone && j < table->columns->len; j++)
        {
          const GpSqlColumn *column = g_ptr_array_index (table->columns, j);

          if (column->type.info != NULL && column->type.info->extension != NULL)
            add_extension (catalog, column->type.info->extension);
        }
    }
  g_ptr_array_sort (catalog->extensions, gp_name_compare);
}

void
gp_sql_keep_routines (GpSqlCatalog *catalog)
{
  g_autoptr(GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  Keep keep = { catalog, words, texts };

  for (guint i = 0; i < catalog->tables->len; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      if (!table->gone)
        add_table (&keep, table);
    }
  follow_calls (&keep);
  complete_extensions (&keep);

  for (guint i = 0; i < catalog->routines->len; i++)
    {
      const GpSqlRoutine *routine = g_ptr_array_index (catalog->routines, i);

      if (!routine->used)
        gp_sql_catalog_leave_out (catalog, routine->statement, routine->at,
                                  _("%s %s is left out: nothing in the design uses it"),
                                  routine->kind, routine->name);
    }
}
