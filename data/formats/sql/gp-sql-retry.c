/* gp-sql-retry.c — CREATE TABLE statements that are newer than the parser
 * SPDX-License-Identifier: Apache-2.0
 *
 * The columns and constraints in the parentheses are tried one by one. One that the parser refuses
 * is shortened from its end until it is understood, or left out; so is what follows the
 * parentheses. What is left out is overwritten with blanks in the text itself, so that all places
 * stay right, and the rest is read like any other statement. */

#define G_LOG_DOMAIN "gp-sql-retry"

#include "config.h"

#include "gp-sql-reader.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GpSqlReader *reader;
  GpArena     *arena;
  gsize        open;      /* the parenthesis that the list begins with */
  gsize        close;     /* past the one that ends it */
} Retry;

static gboolean
parses (Retry *self, const char *before, gsize start, gsize end, const char *after)
{
  g_autofree char *text = g_strdup_printf ("%s%.*s%s", before, (int) (end - start),
                                           self->reader->text + start, after);
  GpSqlTree tree;

  gp_arena_reset (self->arena);
  gp_sql_parse_text (text, strlen (text), self->arena, &tree);
  return tree.message == NULL;
}

static void
blank (Retry *self, gsize start, gsize end)
{
  char *text = (char *) self->reader->text;

  for (gsize i = start; i < end; i++)
    {
      if (text[i] != '\n')
        text[i] = ' ';
    }
}

static void
leave_out (Retry *self, gsize start, gsize end)
{
  const char *words = gp_sql_squeeze (self->reader->catalog->scratch, self->reader->text, start,
                                      end);

  gp_sql_reader_note (self->reader, (int) (start - self->reader->start),
                      _("“%s” is not understood and left out"), words);
  blank (self, start, end);
}

/* Shortens [start, end) token by token until it can be read. FALSE where nothing is left. */
static gboolean
shorten (Retry *self, const char *before, gsize start, gsize end, guint least, const char *after)
{
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  GpSqlToken token;

  for (gsize at = start;
       gp_sql_token_next (self->reader->text, at, end, &token) != GP_SQL_TOKEN_END
       && ends->len < 400;
       at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_SYMBOL && self->reader->text[token.start] == '(')
        token.end = gp_sql_skip_group (self->reader->text, token.start, end);
      g_array_append_val (ends, token.end);
    }
  for (guint n = ends->len; n > least; n--)
    {
      gsize stop = g_array_index (ends, gsize, n - 2);

      if (n < 2)
        break;
      if (parses (self, before, start, stop, after))
        {
          leave_out (self, stop, end);
          return TRUE;
        }
    }
  return FALSE;
}

/* The next comma of the list at its own depth, or its closing parenthesis. */
static gsize
item_end (Retry *self, gsize from)
{
  GpSqlToken token;

  for (gsize at = from;
       gp_sql_token_next (self->reader->text, at, self->close, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      char symbol = token.type == GP_SQL_TOKEN_SYMBOL ? self->reader->text[token.start] : '\0';

      if (symbol == ',' || symbol == ')')
        return token.start;
      if (symbol == '(')
        token.end = gp_sql_skip_group (self->reader->text, token.start, self->close);
    }
  return self->close;
}

/* Leaves only items that can be read; FALSE where none of them can. */
static gboolean
repair_items (Retry *self)
{
  gboolean any = FALSE;
  gsize comma = 0;

  for (gsize start = self->open + 1; start < self->close;)
    {
      gsize end = item_end (self, start);
      gboolean good = parses (self, "CREATE TABLE t (", start, end, ")")
                      || shorten (self, "CREATE TABLE t (", start, end, 2, ")");

      if (!good)
        {
          leave_out (self, start, end);
          if (any)
            blank (self, comma, comma + 1);
          else if (end + 1 < self->close)
            blank (self, end, end + 1);
        }
      any |= good;
      if (good || any)
        comma = end;
      start = end + 1;
    }
  return any;
}

static gboolean
retry (GpSqlReader *reader)
{
  g_autoptr(GpArena) arena = gp_arena_new ();
  Retry self = { reader, arena, 0, 0 };
  GpSqlTree tree;
  GpSqlToken token;
  gsize table;

  if (gp_sql_token_next (reader->text, reader->start, reader->end, &token) != GP_SQL_TOKEN_WORD
      || !gp_sql_token_is (reader->text, &token, "CREATE"))
    return FALSE;
  self.open = gp_sql_reader_find_group (reader, reader->start);
  gp_sql_reader_find (reader, reader->start, self.open, "TABLE", &table);
  if (table == self.open || self.open == reader->end)
    return FALSE;
  self.close = gp_sql_skip_group (reader->text, self.open, reader->end);
  if (reader->text[self.close - 1] != ')' ||
      !parses (&self, "", reader->start, self.open, "(a int)") || !repair_items (&self))
    return FALSE;

  if (!parses (&self, "CREATE TABLE t (a int)", self.close, reader->end, "")
      && !shorten (&self, "CREATE TABLE t (a int)", self.close, reader->end, 1, ""))
    leave_out (&self, self.close, reader->end);

  gp_arena_reset (arena);
  gp_sql_parse_text (reader->text + reader->start, reader->end - reader->start, arena, &tree);
  if (tree.node == NULL || tree.node->node_case != PG_QUERY__NODE__NODE_CREATE_STMT)
    return FALSE;
  gp_sql_read_create_table (reader, tree.node);
  return TRUE;
}

gboolean
gp_sql_retry_create_table (GpSqlReader *reader)
{
  GPtrArray *findings = reader->catalog->findings;
  guint n = findings->len;

  if (retry (reader))
    return TRUE;
  g_ptr_array_set_size (findings, n);
  return FALSE;
}
