/* gp-sql-do.c — DO blocks that make a type, an extension or an index under a condition
 * SPDX-License-Identifier: Apache-2.0
 *
 * PostgreSQL has no CREATE TYPE IF NOT EXISTS, so migrations write
 *   DO $$ BEGIN CREATE TYPE mood AS ENUM (…); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
 * or put the statement behind IF NOT EXISTS (…) THEN. Statements of the schema in such a body
 * are read
 * as if they always ran; what stands behind ELSE or EXCEPTION is not. */

#define G_LOG_DOMAIN "gp-sql-do"

#include "config.h"

#include "gp-sql-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"

/* Statements in a body parse on the caller's stack. */
#define MAX_LENGTH 20000

/* The inside of the dollar-quoted body; FALSE where there is none. */
static gboolean
find_body (const GpSqlReader *self, gsize *start, gsize *end)
{
  GpSqlToken token;

  for (gsize at = self->start;
       gp_sql_token_next (self->text, at, self->end, &token) != GP_SQL_TOKEN_END; at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_STRING && self->text[token.start] == '$')
        {
          const char *tag_end = strchr (self->text + token.start + 1, '$');
          gsize tag = tag_end - (self->text + token.start) + 1;

          *start = token.start + tag;
          *end = token.end - tag;
          return *end >= *start;
        }
    }
  return FALSE;
}

/* Whether a word of a body is followed by a statement. */
static gboolean
precedes_statement (const char *text, const GpSqlToken *token)
{
  return gp_sql_token_is (text, token, "BEGIN") || gp_sql_token_is (text, token, "THEN");
}

static gboolean
begins_definition (const char *text, const GpSqlToken *token)
{
  return gp_sql_token_is (text, token, "CREATE") || gp_sql_token_is (text, token, "ALTER")
         || gp_sql_token_is (text, token, "COMMENT");
}

/* The semicolon that ends the statement at @from. */
static gsize
statement_end (const char *text, gsize from, gsize end)
{
  GpSqlToken token;

  for (gsize at = from; gp_sql_token_next (text, at, end, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_SYMBOL && text[token.start] == ';')
        return token.start;
    }
  return end;
}

static gboolean
read_inner (GpSqlReader *self, GpArena *arena, gsize start, gsize end)
{
  GpSqlReader inner = *self;
  GpSqlTree tree;

  if (end - start > MAX_LENGTH)
    return FALSE;
  gp_sql_parse_text (self->text + start, end - start, arena, &tree);
  if (tree.node == NULL || tree.node->node_case == PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT)
    return FALSE;
  inner.start = inner.from = start;
  inner.end = end;
  inner.used = inner.noted = FALSE;
  gp_sql_read_statement (&inner, tree.node);
  self->noted |= inner.noted;
  return inner.used;
}

void
gp_sql_read_do (GpSqlReader *self, const PgQuery__Node *node)
{
  g_autoptr(GpArena) arena = gp_arena_new ();
  gboolean ready = FALSE;
  gboolean otherwise = FALSE;
  guint n_read = 0;
  GpSqlToken token;
  gsize start;
  gsize end;

  if (!find_body (self, &start, &end))
    end = start = self->end;
  for (gsize at = start;
       gp_sql_token_next (self->text, at, end, &token) != GP_SQL_TOKEN_END; at = token.end)
    {
      gboolean semicolon = token.type == GP_SQL_TOKEN_SYMBOL && self->text[token.start] == ';';

      if (ready && gp_sql_token_is (self->text, &token, "EXCEPTION"))
        break;
      if (gp_sql_token_is (self->text, &token, "ELSE"))
        otherwise = TRUE;
      else if (gp_sql_token_is (self->text, &token, "END"))
        otherwise = FALSE;
      if (ready && !otherwise && begins_definition (self->text, &token))
        {
          token.end = statement_end (self->text, token.start, end);
          n_read += read_inner (self, arena, token.start, token.end);
        }
      ready = semicolon || precedes_statement (self->text, &token);
    }

  if (n_read == 0)
    {
      gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_LEFT_OUT, GP_SEVERITY_WARNING, self->start,
                           _("a DO block has no place in a design"));
      self->noted = TRUE;
      return;
    }
  self->used = self->noted = TRUE;
  gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_ADAPTED, GP_SEVERITY_INFO, self->start,
                       ngettext ("%u statement in a DO block is read as if it always ran; the rest "
                                 "of the block is left out",
                                 "%u statements in a DO block are read as if they always ran; the "
                                 "rest of the block is left out",
                                 n_read),
                       n_read);
}
