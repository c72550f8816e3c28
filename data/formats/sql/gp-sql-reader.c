/* gp-sql-reader.c — what all readers of statements share
 * SPDX-License-Identifier: Apache-2.0
 *
 * Expressions are kept as they stand in the file, without comments and needless blanks, and not as
 * a deparser would write them: people recognise them, and writing and reading them again gives the
 * same text. The tree says where an expression begins; where it ends is found by its tokens. */

#define G_LOG_DOMAIN "gp-sql-reader"

#include "config.h"

#include "gp-sql-reader.h"

#include "gp-import.h"

#include <stdarg.h>
#include <string.h>

void
gp_sql_reader_note (GpSqlReader *self, int location, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING,
                       self->start + MAX (location, 0), "%s", message);
  self->noted = TRUE;
}

/* Whether a blank between two tokens says nothing. */
static gboolean
blank_is_needless (char before, char after)
{
  return before == '(' || before == '[' || after == ')' || after == ']' || after == ',';
}

const char *
gp_sql_squeeze (GpArena *arena, const char *text, gsize start, gsize end)
{
  char *out = gp_arena_alloc (arena, end - start + 1);
  gsize length = 0;
  GpSqlToken token;
  gsize previous = start;

  for (gsize at = start; gp_sql_token_next (text, at, end, &token) != GP_SQL_TOKEN_END;
       at = previous = token.end)
    {
      if (length > 0 && token.start > previous
          && !blank_is_needless (out[length - 1], text[token.start]))
        out[length++] = ' ';
      memcpy (out + length, text + token.start, token.end - token.start);
      length += token.end - token.start;
    }
  out[length] = '\0';
  return out;
}

const char *
gp_sql_squeeze_inner (GpArena *arena, const char *text, gsize start, gsize end)
{
  const char *squeezed = gp_sql_squeeze (arena, text, start, end);
  gsize length = strlen (squeezed);
  gsize skip = 0;

  while (length > skip + 1 && squeezed[skip] == '('
         && gp_sql_skip_group (squeezed, skip, length) == length)
    {
      skip++;
      length--;
    }
  return skip == 0 ? squeezed : gp_arena_strndup (arena, squeezed + skip, length - skip);
}

gsize
gp_sql_reader_find (const GpSqlReader *self, gsize from, gsize to, const char *word, gsize *after)
{
  GpSqlToken token;

  for (gsize at = from; gp_sql_token_next (self->text, at, to, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_SYMBOL && self->text[token.start] == '(')
        token.end = gp_sql_skip_group (self->text, token.start, to);
      else if (gp_sql_token_is (self->text, &token, word))
        {
          if (after != NULL)
            *after = token.end;
          return token.start;
        }
    }
  if (after != NULL)
    *after = to;
  return to;
}

gsize
gp_sql_reader_find_group (const GpSqlReader *self, gsize from)
{
  GpSqlToken token;

  for (gsize at = from; gp_sql_token_next (self->text, at, self->end, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_SYMBOL && self->text[token.start] == '(')
        return token.start;
    }
  return self->end;
}

const char *
gp_sql_reader_group (GpSqlReader *self, gsize from, const char *word)
{
  gsize after = from;
  gsize group;

  if (word != NULL && gp_sql_reader_find (self, from, self->end, word, &after) == self->end)
    return NULL;
  group = gp_sql_reader_find_group (self, after);
  if (group == self->end)
    return NULL;
  return gp_sql_squeeze_inner (self->catalog->arena, self->text, group,
                               gp_sql_skip_group (self->text, group, self->end));
}

/* Words that begin the next constraint of a column, after a default. */
static gboolean
ends_default (const GpSqlReader *self, const GpSqlToken *token, const GpSqlToken *previous)
{
  static const char *const words[] = { "NOT", "NULL", "UNIQUE", "PRIMARY", "CHECK", "REFERENCES",
                                       "CONSTRAINT", "GENERATED", "COLLATE", "DEFERRABLE",
                                       "INITIALLY", "DEFAULT" };

  if (gp_sql_token_is (self->text, previous, "IS"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (gp_sql_token_is (self->text, token, words[i]))
        return TRUE;
    }
  return FALSE;
}

const char *
gp_sql_reader_default (GpSqlReader *self, gsize from)
{
  GpSqlToken previous = { GP_SQL_TOKEN_END, from, from };
  GpSqlToken token;
  guint depth = 0;

  for (gsize at = from; gp_sql_token_next (self->text, at, self->end, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      char symbol = token.type == GP_SQL_TOKEN_SYMBOL ? self->text[token.start] : '\0';

      if (depth == 0
          && (symbol == ')' || symbol == ','
              || (previous.type != GP_SQL_TOKEN_END && ends_default (self, &token, &previous))))
        break;
      if (symbol == '(' || symbol == '[' || gp_sql_token_is (self->text, &token, "CASE"))
        depth++;
      else if (depth > 0
               && (symbol == ')' || symbol == ']' || gp_sql_token_is (self->text, &token, "END")))
        depth--;
      previous = token;
    }
  return gp_sql_squeeze (self->catalog->arena, self->text, from, previous.end);
}

const char *
gp_sql_reader_dup (GpSqlReader *self, const char *text)
{
  return text == NULL || *text == '\0' ? NULL : gp_arena_strdup (self->catalog->arena, text);
}

const char *
gp_sql_node_text (const PgQuery__Node *node)
{
  return node != NULL && node->node_case == PG_QUERY__NODE__NODE_STRING ? node->string->sval : NULL;
}

const char *
gp_sql_node_names (size_t n, PgQuery__Node **nodes, const char **schema)
{
  *schema = n > 1 ? gp_sql_node_text (nodes[n - 2]) : NULL;
  return n > 0 ? gp_sql_node_text (nodes[n - 1]) : NULL;
}

const char **
gp_sql_node_list (GpSqlReader *self, size_t n, PgQuery__Node **nodes)
{
  const char **list = gp_arena_alloc (self->catalog->arena, (n + 1) * sizeof (char *));
  gsize length = 0;

  for (gsize i = 0; i < n; i++)
    {
      const char *text = gp_sql_node_text (nodes[i]);

      if (text != NULL)
        list[length++] = gp_arena_strdup (self->catalog->arena, text);
    }
  list[length] = NULL;
  return list;
}

gboolean
gp_sql_node_number (const PgQuery__Node *node, gint64 *out)
{
  if (node == NULL)
    return FALSE;
  if (node->node_case == PG_QUERY__NODE__NODE_INTEGER)
    *out = node->integer->ival;
  else if (node->node_case == PG_QUERY__NODE__NODE_FLOAT)
    *out = g_ascii_strtoll (node->float_->fval, NULL, 10);
  else if (node->node_case == PG_QUERY__NODE__NODE_A_CONST
           && node->a_const->val_case == PG_QUERY__A__CONST__VAL_IVAL)
    *out = node->a_const->ival->ival;
  else
    return FALSE;
  return TRUE;
}

static const struct
{
  const char *pseudo;
  const char *internal;
} serials[] = {
  { "serial", "int4" },      { "serial4", "int4" },   { "bigserial", "int8" },
  { "serial8", "int8" },     { "smallserial", "int2" }, { "serial2", "int2" },
};

/* The fields of an interval, by the mask that the parser makes of them. */
static const struct
{
  int         mask;
  const char *text;
} intervals[] = {
  { 0x0004, "year" },             { 0x0002, "month" },           { 0x0008, "day" },
  { 0x0400, "hour" },             { 0x0800, "minute" },          { 0x1000, "second" },
  { 0x0006, "year to month" },    { 0x0408, "day to hour" },     { 0x0c08, "day to minute" },
  { 0x1c08, "day to second" },    { 0x0c00, "hour to minute" },  { 0x1c00, "hour to second" },
  { 0x1800, "minute to second" },
};

static const char *
interval_arguments (GpSqlReader *self, const PgQuery__TypeName *name)
{
  gint64 mask = 0;
  gint64 digits = -1;
  const char *fields = NULL;
  g_autofree char *text = NULL;

  if (name->n_typmods == 0 || !gp_sql_node_number (name->typmods[0], &mask))
    return NULL;
  if (name->n_typmods > 1)
    gp_sql_node_number (name->typmods[1], &digits);
  for (gsize i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      if (intervals[i].mask == mask)
        fields = intervals[i].text;
    }

  if (digits < 0)
    return fields;
  if (fields == NULL)
    text = g_strdup_printf ("%d", (int) digits);
  else
    text = g_strdup_printf ("%s(%d)", fields, (int) digits);
  return gp_arena_strdup (self->catalog->arena, text);
}

/* The arguments as they stand in the file: from the type's place to the closing parenthesis. */
static const char *
type_arguments (GpSqlReader *self, const PgQuery__TypeName *name, const GpSqlTypeInfo *info)
{
  gint64 numbers[2] = { 0, 0 };
  gboolean plain = name->n_typmods <= 2;

  if (name->n_typmods == 0)
    return NULL;
  if (info != NULL && strcmp (info->internal, "interval") == 0)
    return interval_arguments (self, name);

  for (gsize i = 0; plain && i < name->n_typmods; i++)
    plain = gp_sql_node_number (name->typmods[i], &numbers[i]);
  if (plain)
    {
      char text[64];

      if (name->n_typmods == 1)
        g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, numbers[0]);
      else
        g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT, numbers[0],
                    numbers[1]);
      return gp_arena_strdup (self->catalog->arena, text);
    }
  return gp_sql_reader_group (self, self->start + MAX (name->location, 0), NULL);
}

/* The name of a type that is not built in: the catalogue's key for one of the file, else as SQL
 * writes it. */
static const char *
other_type_name (GpSqlReader *self, const char *schema, const char *name)
{
  const GpSqlUserType *type = gp_sql_catalog_find_type (self->catalog, schema, name);
  g_autoptr(GString) out = g_string_new (NULL);

  if (type != NULL)
    {
      g_autofree char *key = gp_sql_catalog_dup_name (type->schema, type->name);

      return gp_arena_strdup (self->catalog->arena, key);
    }
  if (schema != NULL && strcmp (schema, "public") != 0)
    {
      gp_sql_quote_name (out, schema);
      g_string_append_c (out, '.');
    }
  gp_sql_quote_name (out, name);
  return gp_arena_strdup (self->catalog->arena, out->str);
}

void
gp_sql_reader_type (GpSqlReader *self, const PgQuery__TypeName *name, GpSqlType *out,
                    gboolean *serial)
{
  const char *schema = NULL;
  const char *own = gp_sql_node_names (name->n_names, name->names, &schema);

  *out = (GpSqlType) { NULL };
  if (own == NULL)
    own = "text";
  for (gsize i = 0; serial != NULL && schema == NULL && i < G_N_ELEMENTS (serials); i++)
    {
      if (strcmp (own, serials[i].pseudo) == 0)
        {
          own = serials[i].internal;
          *serial = TRUE;
        }
    }

  /* A type of the file wins over one of the same name that comes with the database. */
  if (g_strcmp0 (schema, "pg_catalog") == 0
      || gp_sql_catalog_find_type (self->catalog, schema, own) == NULL)
    out->info = gp_sql_type_lookup (own);
  if (out->info != NULL && strcmp (own, "char") == 0 && g_strcmp0 (schema, "pg_catalog") != 0)
    out->info = gp_sql_type_lookup ("\"char\"");
  if (out->info == NULL)
    out->name = other_type_name (self, schema, own);
  out->arguments = type_arguments (self, name, out->info);
  out->array = name->n_array_bounds > 0;
}

GpSqlTable *
gp_sql_reader_table (GpSqlReader *self, const PgQuery__RangeVar *relation)
{
  return gp_sql_catalog_find_table (self->catalog, relation->schemaname, relation->relname);
}

/* The value of an option: a name, a number or a string. */
static void
append_option_value (GString *out, const PgQuery__Node *value)
{
  gint64 number;
  const char *text = gp_sql_node_text (value);

  if (text != NULL)
    gp_sql_quote_text (out, text);
  else if (value->node_case == PG_QUERY__NODE__NODE_FLOAT)
    g_string_append (out, value->float_->fval);
  else if (gp_sql_node_number (value, &number))
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
  else if (value->node_case == PG_QUERY__NODE__NODE_BOOLEAN)
    g_string_append (out, value->boolean->boolval ? "true" : "false");
  else if (value->node_case == PG_QUERY__NODE__NODE_TYPE_NAME)
    {
      const char *schema;
      const char *name = gp_sql_node_names (value->type_name->n_names, value->type_name->names,
                                            &schema);

      gp_sql_quote_text (out, name != NULL ? name : "");
    }
}

const char *
gp_sql_reader_options (GpSqlReader *self, size_t n, PgQuery__Node **nodes)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      const PgQuery__DefElem *option = nodes[i]->def_elem;

      if (nodes[i]->node_case != PG_QUERY__NODE__NODE_DEF_ELEM)
        continue;
      g_string_append (out, out->len == 0 ? "WITH (" : ", ");
      if (option->defnamespace != NULL && *option->defnamespace != '\0')
        g_string_append_printf (out, "%s.", option->defnamespace);
      g_string_append (out, option->defname);
      if (option->arg != NULL && option->arg->node_case != PG_QUERY__NODE__NODE__NOT_SET)
        {
          g_string_append (out, "=");
          append_option_value (out, option->arg);
        }
    }
  if (out->len == 0)
    return NULL;
  g_string_append_c (out, ')');
  return gp_arena_strdup (self->catalog->arena, out->str);
}

/* One name as SQL writes it; moves @at past it. */
static const char *
take_name (GpArena *arena, const char *text, gsize *at, gsize end)
{
  GpSqlToken token;
  char *name;
  gsize length = 0;

  gp_sql_token_next (text, *at, end, &token);
  *at = token.end;
  name = gp_arena_alloc (arena, token.end - token.start + 1);
  if (token.type == GP_SQL_TOKEN_WORD)
    {
      for (gsize i = token.start; i < token.end; i++)
        name[length++] = g_ascii_tolower (text[i]);
    }
  else if (token.type == GP_SQL_TOKEN_NAME)
    {
      for (gsize i = token.start + 1; i + 1 < token.end; i++)
        {
          name[length++] = text[i];
          i += text[i] == '"';
        }
    }
  name[length] = '\0';
  return name;
}

void
gp_sql_reader_name (GpSqlReader *self, const char *text, const char **schema, const char **name)
{
  gsize end = strlen (text);
  gsize at = 0;

  *schema = NULL;
  *name = take_name (self->catalog->arena, text, &at, end);
  if (at < end && text[at] == '.')
    {
      at++;
      *schema = *name;
      *name = take_name (self->catalog->arena, text, &at, end);
    }
}
