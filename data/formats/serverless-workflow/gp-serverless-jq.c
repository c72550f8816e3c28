/* gp-serverless-jq.c — the jq of a Serverless Workflow as our expressions
 * SPDX-License-Identifier: Apache-2.0
 *
 * One function per level of precedence. A part is its translation, what must hold before it can be
 * read where it is a path, and what is known of its type. NULL anywhere means that it cannot be
 * said. */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-jq.h"

#include <string.h>

#include "gp-expr-parser.h"
#include "gp-flow-build.h"

#define MAX_DEPTH 40

typedef enum
{
  KIND_ANY,
  KIND_BOOL,
  KIND_NULL,
  KIND_VALUE,     /* a number or text: not null, not false */
  KIND_LIST,
  KIND_OBJECT,
} Kind;

typedef struct
{
  char *text;
  char *guard;    /* of a path: has(a.b) && …; else NULL */
  Kind kind;
} Part;

typedef struct
{
  const char *p;
  const GpServerlessNames *names;
  guint depth;
} Parser;

static Part *read_pipe (Parser *self);

/* Takes @text. */
static Part *
part_new (char *text,
          Kind  kind)
{
  Part *part = g_new0 (Part, 1);

  part->text = text;
  part->kind = kind;
  return part;
}

static void
part_free (Part *part)
{
  if (part == NULL)
    return;

  g_free (part->text);
  g_free (part->guard);
  g_free (part);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Part, part_free)

static void
skip (Parser *self)
{
  while (g_ascii_isspace (*self->p))
    self->p++;
}

static gboolean
take (Parser     *self,
      const char *token)
{
  gsize length = strlen (token);

  skip (self);
  if (strncmp (self->p, token, length) != 0)
    return FALSE;
  if (g_ascii_isalpha (*token) && (g_ascii_isalnum (self->p[length]) || self->p[length] == '_'))
    return FALSE;
  self->p += length;
  return TRUE;
}

static char *
read_name (Parser *self)
{
  const char *start = self->p;

  if (!g_ascii_isalpha (*self->p) && *self->p != '_')
    return NULL;
  while (g_ascii_isalnum (*self->p) || *self->p == '_')
    self->p++;
  return g_strndup (start, (gsize) (self->p - start));
}

/* The value, null where it is missing. */
static char *
value_of (const Part *part)
{
  return part->guard != NULL ? g_strdup_printf ("(%s ? %s : null)", part->guard, part->text)
                             : g_strdup (part->text);
}

/* --- literals --------------------------------------------------------------------------------- */

/* One escape behind its backslash; FALSE where jq knows none of this letter. */
static gboolean
read_escape (Parser  *self,
             GString *piece)
{
  static const char letters[] = "ntrbf\"\\/";
  static const char means[] = "\n\t\r\b\f\"\\/";
  const char *found = *self->p != '\0' ? strchr (letters, *self->p) : NULL;

  if (found == NULL)
    return FALSE;
  g_string_append_c (piece, means[found - letters]);
  self->p++;
  return TRUE;
}

static void
add_piece (GString *out,
           GString *piece)
{
  g_autofree char *text = gp_flow_text_literal (piece->str);

  if (piece->len > 0 || out->len == 0)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " + " : "", text);
  g_string_truncate (piece, 0);
}

/* "text \(path) text" */
static Part *
read_string (Parser *self)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) piece = g_string_new (NULL);

  self->p++;
  while (*self->p != '"')
    {
      g_autoptr(Part) inner = NULL;

      if (*self->p == '\0')
        return NULL;
      if (*self->p != '\\')
        {
          g_string_append_c (piece, *self->p++);
          continue;
        }
      self->p++;
      if (*self->p != '(')
        {
          if (!read_escape (self, piece))
            return NULL;
          continue;
        }
      self->p++;
      inner = read_pipe (self);
      if (inner == NULL || !take (self, ")"))
        return NULL;
      add_piece (out, piece);
      g_string_append_printf (out, " + string(%s)", inner->text);
    }
  self->p++;
  if (!g_utf8_validate (piece->str, -1, NULL))
    return NULL;
  if (out->len == 0)
    return part_new (gp_flow_text_literal (piece->str), KIND_VALUE);
  if (piece->len > 0)
    add_piece (out, piece);
  return part_new (g_strdup_printf ("(%s)", out->str), KIND_VALUE);
}

static Part *
read_list (Parser *self)
{
  g_autoptr(GString) out = g_string_new ("[");

  self->p++;
  while (!take (self, "]"))
    {
      g_autoptr(Part) item = NULL;

      if (out->len > 1 && !take (self, ","))
        return NULL;
      item = read_pipe (self);
      if (item == NULL)
        return NULL;
      g_string_append_printf (out, "%s%s", out->len > 1 ? ", " : "", item->text);
    }
  g_string_append_c (out, ']');
  return part_new (g_strdup (out->str), KIND_LIST);
}

static char *
read_key (Parser *self)
{
  g_autoptr(Part) text = NULL;
  g_autofree char *name = NULL;

  skip (self);
  if (*self->p == '"')
    {
      text = read_string (self);
      return text != NULL && *text->text != '(' ? g_strdup (text->text) : NULL;
    }
  name = read_name (self);
  return name != NULL ? gp_flow_text_literal (name) : NULL;
}

static Part *
read_object (Parser *self)
{
  g_autoptr(GString) out = g_string_new ("{");

  self->p++;
  while (!take (self, "}"))
    {
      g_autoptr(Part) value = NULL;
      g_autofree char *key = NULL;

      if (out->len > 1 && !take (self, ","))
        return NULL;
      key = read_key (self);
      if (key == NULL || !take (self, ":"))
        return NULL;
      value = read_pipe (self);
      if (value == NULL)
        return NULL;
      g_string_append_printf (out, "%s%s: %s", out->len > 1 ? ", " : "", key, value->text);
    }
  g_string_append_c (out, '}');
  return part_new (g_strdup (out->str), KIND_OBJECT);
}

static Part *
read_number (Parser *self)
{
  const char *start = self->p;

  while (g_ascii_isdigit (*self->p) || *self->p == '.')
    self->p++;
  return part_new (g_strndup (start, (gsize) (self->p - start)), KIND_VALUE);
}

/* --- paths ------------------------------------------------------------------------------------ */

/* One step further; @name is taken. */
static void
go_to_member (Part *part,
              char *name)
{
  char *text = g_strdup_printf ("%s.%s", part->text, name);
  char *guard = part->guard != NULL ? g_strdup_printf ("%s && has(%s)", part->guard, text)
                                    : g_strdup_printf ("has(%s)", text);

  g_free (name);
  g_free (part->text);
  g_free (part->guard);
  part->text = text;
  part->guard = guard;
}

static gboolean
go_to_index (Parser *self,
             Part   *part)
{
  g_autoptr(Part) index = NULL;
  char *text;

  self->p++;
  index = read_pipe (self);
  if (index == NULL || !take (self, "]"))
    return FALSE;
  text = g_strdup_printf ("%s[%s]", part->text, index->text);
  g_free (part->text);
  part->text = text;
  return TRUE;
}

/* .a.b["c"][0] behind @part, which is taken. @first: a dot has been read */
static Part *
read_members (Parser   *self,
              Part     *part,
              gboolean  first)
{
  g_autoptr(Part) owned = part;

  for (;; first = FALSE)
    {
      char *name;

      if (*self->p == '[')
        {
          if (!go_to_index (self, owned))
            return NULL;
          continue;
        }
      if (!first && *self->p != '.')
        return g_steal_pointer (&owned);
      if (!first)
        self->p++;
      name = read_name (self);
      if (name == NULL)
        return first ? g_steal_pointer (&owned) : NULL;
      go_to_member (owned, name);
    }
}

static Part *
variable_new (const char *ours)
{
  return part_new (g_strdup (ours), KIND_ANY);
}

static Part *
read_variable (Parser *self)
{
  const GpServerlessNames *names = self->names;
  g_autofree char *name = NULL;

  self->p++;
  name = read_name (self);
  if (name == NULL)
    return NULL;
  if (g_str_equal (name, "workflow"))
    {
      if (!take (self, names->by_event ? ".input[0]" : ".input"))
        return NULL;
      return read_members (self, variable_new (names->by_event ? "trigger.event" : "trigger.input"),
                           FALSE);
    }
  if (g_strcmp0 (names->error, name) == 0)
    return read_members (self, variable_new ("error"), FALSE);
  if (g_strcmp0 (names->index, name) == 0)
    return variable_new ("index");
  for (guint i = 0; names->items != NULL && i < names->items->len; i++)
    if (g_str_equal (names->items->pdata[i], name))
      return read_members (self, variable_new (name), FALSE);
  if (g_str_equal (name, "context"))
    return read_members (self, variable_new ("vars"), FALSE);
  return g_str_equal (name, "input") || g_str_equal (name, "output")
           ? read_members (self, variable_new (name), FALSE)
           : NULL;
}

/* --- operators -------------------------------------------------------------------------------- */

/* @part as something true or false; NULL where that cannot be told. */
static char *
truth_of (const Part *part)
{
  switch (part->kind)
    {
    case KIND_BOOL:
      return g_strdup (part->text);
    case KIND_NULL:
      return g_strdup ("false");
    case KIND_ANY:
      return g_strdup_printf ("(%s%s%s != null && %s != false)",
                              part->guard != NULL ? part->guard : "",
                              part->guard != NULL ? " && " : "", part->text, part->text);
    case KIND_VALUE:
    case KIND_LIST:
    case KIND_OBJECT:
    default:
      return g_strdup ("true");
    }
}

static Part *
read_parentheses (Parser *self)
{
  g_autoptr(Part) inner = NULL;
  char *text;

  self->p++;
  inner = read_pipe (self);
  if (inner == NULL || !take (self, ")"))
    return NULL;
  text = g_strdup_printf ("(%s)", inner->text);
  g_free (inner->text);
  inner->text = text;
  return g_steal_pointer (&inner);
}

static Part *
read_primary (Parser *self)
{
  static const struct
  {
    const char *word;
    Kind kind;
  } words[] = {
    { "true", KIND_BOOL },
    { "false", KIND_BOOL },
    { "null", KIND_NULL },
  };

  skip (self);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (take (self, words[i].word))
      return part_new (g_strdup (words[i].word), words[i].kind);
  if (g_ascii_isdigit (*self->p))
    return read_number (self);
  switch (*self->p)
    {
    case '"':
      return read_string (self);
    case '[':
      return read_list (self);
    case '{':
      return read_object (self);
    case '$':
      return read_variable (self);
    case '(':
      return read_parentheses (self);
    case '-':
      self->p++;
      return g_ascii_isdigit (*self->p) ? read_number (self) : NULL;
    case '.':
      self->p++;
      return read_members (self, variable_new (self->names->dot), TRUE);
    default:
      return NULL;
    }
}

/* A minus sign is kept apart, for a number begins with it. */
static Part *
read_signed (Parser *self)
{
  gboolean is_negative;
  Part *part;
  char *text;

  skip (self);
  is_negative = *self->p == '-';
  part = read_primary (self);
  if (part == NULL || !is_negative)
    return part;
  text = g_strconcat ("-", part->text, NULL);
  g_free (part->text);
  part->text = text;
  return part;
}

/* Left of a list, what is missing is an empty one. */
static void
make_list (Part *part)
{
  char *text;

  if (part->guard == NULL)
    return;
  text = g_strdup_printf ("(%s ? %s : [])", part->guard, part->text);
  g_clear_pointer (&part->guard, g_free);
  g_free (part->text);
  part->text = text;
}

typedef Part *(*Read) (Parser *self);

static Part *
read_binary (Parser            *self,
             Read               read,
             const char *const *operators)
{
  g_autoptr(Part) left = read (self);

  for (gsize i = 0; left != NULL && operators[i] != NULL; i++)
    {
      g_autoptr(Part) right = NULL;
      Kind kind;

      skip (self);
      if (g_str_has_prefix (self->p, "//") || !take (self, operators[i]))
        continue;
      right = read (self);
      if (right == NULL || left->kind == KIND_OBJECT || right->kind == KIND_OBJECT)
        return NULL;
      if (right->kind == KIND_LIST)
        make_list (left);
      kind = left->kind == KIND_LIST || right->kind == KIND_LIST ? KIND_LIST : KIND_ANY;
      {
        Part *both = part_new (g_strdup_printf ("%s %s %s", left->text, operators[i], right->text),
                               kind);

        part_free (left);
        left = both;
      }
      i = (gsize) -1;
    }
  return g_steal_pointer (&left);
}

static Part *
read_multiplied (Parser *self)
{
  static const char *const operators[] = { "*", "/", "%", NULL };

  return read_binary (self, read_signed, operators);
}

static Part *
read_added (Parser *self)
{
  static const char *const operators[] = { "+", "-", NULL };

  return read_binary (self, read_multiplied, operators);
}

/* Equality asks nothing of what is compared but that it is there. */
static char *
write_equal (const Part *left,
             const Part *right,
             const char *operator)
{
  gboolean differs = g_str_equal (operator, "!=");
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (left->guard != NULL && right->guard == NULL && right->kind != KIND_ANY)
    {
      gboolean holds_missing = (right->kind == KIND_NULL) != differs;

      return g_strdup_printf (holds_missing ? "(!(%s) || %s %s %s)" : "(%s && %s %s %s)",
                              left->guard, left->text, operator, right->text);
    }
  a = value_of (left);
  b = value_of (right);
  return g_strdup_printf ("%s %s %s", a, operator, b);
}

/* Null is less than all else. */
static char *
write_order (const Part *left,
             const Part *right,
             const char *operator)
{
  gboolean is_less = *operator == '<';
  const Part *open = left->kind == KIND_ANY ? left : right;
  gboolean null_passes = (open == left) == is_less;

  if (left->kind == KIND_VALUE && right->kind == KIND_VALUE)
    return g_strdup_printf ("%s %s %s", left->text, operator, right->text);
  /* With nulls possible on both sides the translation would be longer than anybody reads. */
  if (left->kind == right->kind || (left->kind != KIND_VALUE && right->kind != KIND_VALUE))
    return NULL;
  if (open->guard == NULL)
    return g_strdup_printf (null_passes ? "(%s == null || %s %s %s)" : "(%s != null && %s %s %s)",
                            open->text, left->text, operator, right->text);
  return g_strdup_printf (null_passes ? "(!(%s) || %s == null || %s %s %s)"
                                      : "(%s && %s != null && %s %s %s)",
                          open->guard, open->text, left->text, operator, right->text);
}

static Part *
read_compared (Parser *self)
{
  static const char *const operators[] = { "==", "!=", "<=", ">=", "<", ">" };
  g_autoptr(Part) left = read_added (self);

  for (gsize i = 0; left != NULL && i < G_N_ELEMENTS (operators); i++)
    {
      g_autoptr(Part) right = NULL;
      char *text;

      if (!take (self, operators[i]))
        continue;
      right = read_added (self);
      if (right == NULL)
        return NULL;
      text = i < 2 ? write_equal (left, right, operators[i])
                   : write_order (left, right, operators[i]);
      return text != NULL ? part_new (text, KIND_BOOL) : NULL;
    }
  return g_steal_pointer (&left);
}

static Part *
read_joined (Parser     *self,
             Read        read,
             const char *word,
             gboolean    all)
{
  g_autoptr(Part) left = read (self);

  while (left != NULL && take (self, word))
    {
      g_autoptr(Part) right = read (self);
      g_autofree char *a = truth_of (left);
      g_autofree char *b = right != NULL ? truth_of (right) : NULL;

      part_free (g_steal_pointer (&left));
      if (b == NULL)
        return NULL;
      left = part_new (g_strdup_printf (all ? "%s && %s" : "(%s || %s)", a, b), KIND_BOOL);
    }
  return g_steal_pointer (&left);
}

static Part *
read_and (Parser *self)
{
  return read_joined (self, read_compared, "and", TRUE);
}

static Part *
read_or (Parser *self)
{
  return read_joined (self, read_and, "or", FALSE);
}

/* .a // "b": the second where the first is missing, null or false. */
static Part *
read_alternative (Parser *self)
{
  g_autoptr(Part) left = read_or (self);
  g_autoptr(Part) right = NULL;
  g_autofree char *truth = NULL;

  if (left == NULL || !take (self, "//"))
    return g_steal_pointer (&left);
  right = read_alternative (self);
  if (right == NULL)
    return NULL;
  truth = truth_of (left);
  return part_new (g_strdup_printf ("(%s ? %s : %s)", truth, left->text, right->text), KIND_ANY);
}

static Part *
apply (Parser *self,
       Part   *part)
{
  static const struct
  {
    const char *jq;
    const char *ours;
  } tests[] = {
    { "startswith", "startsWith" },
    { "endswith", "endsWith" },
    { "contains", "contains" },
  };

  if (take (self, "length"))
    return part_new (g_strdup_printf ("size(%s)", part->text), KIND_VALUE);
  if (take (self, "not"))
    {
      g_autofree char *truth = truth_of (part);

      return part_new (g_strdup_printf ("!(%s)", truth), KIND_BOOL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    if (take (self, tests[i].jq))
      {
        g_autoptr(Part) argument = take (self, "(") ? read_pipe (self) : NULL;

        if (argument == NULL || argument->kind != KIND_VALUE || !take (self, ")"))
          return NULL;
        return part_new (g_strdup_printf ("%s.%s(%s)", part->text, tests[i].ours, argument->text),
                         KIND_BOOL);
      }
  return NULL;
}

static Part *
read_pipe (Parser *self)
{
  g_autoptr(Part) part = NULL;

  if (++self->depth > MAX_DEPTH)
    return NULL;
  part = read_alternative (self);
  while (part != NULL && take (self, "|"))
    {
      Part *applied = apply (self, part);

      part_free (part);
      part = applied;
    }
  self->depth--;
  return g_steal_pointer (&part);
}

/* --- the whole -------------------------------------------------------------------------------- */

static char *
translate (const char              *jq,
           const GpServerlessNames *names,
           gboolean                 is_test)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (jq));
  gsize length = strlen (trimmed);
  Parser parser = { .p = trimmed, .names = names };
  g_autoptr(Part) part = NULL;
  g_autoptr(GpExpr) expr = NULL;
  g_autofree char *text = NULL;

  if (g_str_has_prefix (trimmed, "${") && trimmed[length - 1] == '}')
    {
      trimmed[length - 1] = '\0';
      parser.p += 2;
    }
  part = read_pipe (&parser);
  skip (&parser);
  if (part == NULL || *parser.p != '\0')
    return NULL;
  text = is_test ? truth_of (part) : g_strdup (part->text);
  expr = gp_expr_parse (text, -1, NULL);
  return expr != NULL ? g_steal_pointer (&text) : NULL;
}

char *
gp_serverless_jq_translate (const char              *jq,
                            const GpServerlessNames *names)
{
  return translate (jq, names, FALSE);
}

char *
gp_serverless_jq_test (const char              *jq,
                       const GpServerlessNames *names)
{
  return translate (jq, names, TRUE);
}
