/* gp-serverless-jq.c — the jq of a Serverless Workflow as our expressions
 * SPDX-License-Identifier: Apache-2.0
 *
 * One function per level of precedence; terms are read elsewhere. A part is its translation, what
 * must hold before it can be read where it is a path, and what is known of its type. NULL anywhere
 * means that it cannot be said. */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-jq.h"

#include <string.h>

#include "gp-expr-parser.h"
#include "gp-serverless-jq-private.h"

#define MAX_DEPTH 40

/* The value, null where it is missing. */
static char *
value_of (const GpJqPart *part)
{
  return part->guard != NULL ? g_strdup_printf ("(%s ? %s : null)", part->guard, part->text)
                             : g_strdup (part->text);
}

/* --- operators -------------------------------------------------------------------------------- */

/* @part as something true or false; NULL where that cannot be told. */
static char *
truth_of (const GpJqPart *part)
{
  switch (part->kind)
    {
    case GP_JQ_BOOL:
      return g_strdup (part->text);
    case GP_JQ_NULL:
      return g_strdup ("false");
    case GP_JQ_ANY:
      return g_strdup_printf ("(%s%s%s != null && %s != false)",
                              part->guard != NULL ? part->guard : "",
                              part->guard != NULL ? " && " : "", part->text, part->text);
    case GP_JQ_VALUE:
    case GP_JQ_LIST:
    case GP_JQ_OBJECT:
    default:
      return g_strdup ("true");
    }
}

static GpJqPart *
read_parentheses (GpJqParser *self)
{
  g_autoptr(GpJqPart) inner = NULL;
  char *text;

  self->p++;
  inner = gp_jq_read_pipe (self);
  if (inner == NULL || !gp_jq_take (self, ")"))
    return NULL;
  text = g_strdup_printf ("(%s)", inner->text);
  g_free (inner->text);
  inner->text = text;
  return g_steal_pointer (&inner);
}

static GpJqPart *
read_signed (GpJqParser *self)
{
  GpJqPart *part;
  char *text;

  gp_jq_skip (self);
  if (*self->p == '(')
    return read_parentheses (self);
  if (*self->p != '-')
    return gp_jq_read_term (self);
  self->p++;
  part = g_ascii_isdigit (*self->p) ? gp_jq_read_term (self) : NULL;
  if (part == NULL)
    return NULL;
  text = g_strconcat ("-", part->text, NULL);
  g_free (part->text);
  part->text = text;
  return part;
}

/* Left of a list, what is missing is an empty one. */
static void
make_list (GpJqPart *part)
{
  char *text;

  if (part->guard == NULL)
    return;
  text = g_strdup_printf ("(%s ? %s : [])", part->guard, part->text);
  g_clear_pointer (&part->guard, g_free);
  g_free (part->text);
  part->text = text;
}

typedef GpJqPart *(*Read) (GpJqParser *self);

static GpJqPart *
read_binary (GpJqParser            *self,
             Read               read,
             const char *const *operators)
{
  g_autoptr(GpJqPart) left = read (self);

  for (gsize i = 0; left != NULL && operators[i] != NULL; i++)
    {
      g_autoptr(GpJqPart) right = NULL;
      GpJqKind kind;

      gp_jq_skip (self);
      if (g_str_has_prefix (self->p, "//") || !gp_jq_take (self, operators[i]))
        continue;
      right = read (self);
      if (right == NULL || left->kind == GP_JQ_OBJECT || right->kind == GP_JQ_OBJECT)
        return NULL;
      if (right->kind == GP_JQ_LIST)
        make_list (left);
      kind = left->kind == GP_JQ_LIST || right->kind == GP_JQ_LIST ? GP_JQ_LIST : GP_JQ_ANY;
      {
        GpJqPart *both = gp_jq_part_new (g_strdup_printf ("%s %s %s", left->text, operators[i],
                                                          right->text), kind);

        gp_jq_part_free (left);
        left = both;
      }
      i = (gsize) -1;
    }
  return g_steal_pointer (&left);
}

static GpJqPart *
read_multiplied (GpJqParser *self)
{
  static const char *const operators[] = { "*", "/", "%", NULL };

  return read_binary (self, read_signed, operators);
}

static GpJqPart *
read_added (GpJqParser *self)
{
  static const char *const operators[] = { "+", "-", NULL };

  return read_binary (self, read_multiplied, operators);
}

/* Equality asks nothing of what is compared but that it is there. */
static char *
write_equal (const GpJqPart *left,
             const GpJqPart *right,
             const char *operator)
{
  gboolean differs = g_str_equal (operator, "!=");
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (left->guard != NULL && right->guard == NULL && right->kind != GP_JQ_ANY)
    {
      gboolean holds_missing = (right->kind == GP_JQ_NULL) != differs;

      return g_strdup_printf (holds_missing ? "(!(%s) || %s %s %s)" : "(%s && %s %s %s)",
                              left->guard, left->text, operator, right->text);
    }
  a = value_of (left);
  b = value_of (right);
  return g_strdup_printf ("%s %s %s", a, operator, b);
}

/* Null is less than all else. */
static char *
write_order (const GpJqPart *left,
             const GpJqPart *right,
             const char *operator)
{
  gboolean is_less = *operator == '<';
  const GpJqPart *open = left->kind == GP_JQ_ANY ? left : right;
  gboolean null_passes = (open == left) == is_less;

  if (left->kind == GP_JQ_VALUE && right->kind == GP_JQ_VALUE)
    return g_strdup_printf ("%s %s %s", left->text, operator, right->text);
  /* With nulls possible on both sides the translation would be longer than anybody reads. */
  if (left->kind == right->kind || (left->kind != GP_JQ_VALUE && right->kind != GP_JQ_VALUE))
    return NULL;
  if (open->guard == NULL)
    return g_strdup_printf (null_passes ? "(%s == null || %s %s %s)" : "(%s != null && %s %s %s)",
                            open->text, left->text, operator, right->text);
  return g_strdup_printf (null_passes ? "(!(%s) || %s == null || %s %s %s)"
                                      : "(%s && %s != null && %s %s %s)",
                          open->guard, open->text, left->text, operator, right->text);
}

static GpJqPart *
read_compared (GpJqParser *self)
{
  static const char *const operators[] = { "==", "!=", "<=", ">=", "<", ">" };
  g_autoptr(GpJqPart) left = read_added (self);

  for (gsize i = 0; left != NULL && i < G_N_ELEMENTS (operators); i++)
    {
      g_autoptr(GpJqPart) right = NULL;
      char *text;

      if (!gp_jq_take (self, operators[i]))
        continue;
      right = read_added (self);
      if (right == NULL)
        return NULL;
      text = i < 2 ? write_equal (left, right, operators[i])
                   : write_order (left, right, operators[i]);
      return text != NULL ? gp_jq_part_new (text, GP_JQ_BOOL) : NULL;
    }
  return g_steal_pointer (&left);
}

static GpJqPart *
read_joined (GpJqParser     *self,
             Read        read,
             const char *word,
             gboolean    all)
{
  g_autoptr(GpJqPart) left = read (self);

  while (left != NULL && gp_jq_take (self, word))
    {
      g_autoptr(GpJqPart) right = read (self);
      g_autofree char *a = truth_of (left);
      g_autofree char *b = right != NULL ? truth_of (right) : NULL;

      gp_jq_part_free (g_steal_pointer (&left));
      if (b == NULL)
        return NULL;
      left = gp_jq_part_new (g_strdup_printf (all ? "%s && %s" : "(%s || %s)", a, b), GP_JQ_BOOL);
    }
  return g_steal_pointer (&left);
}

static GpJqPart *
read_and (GpJqParser *self)
{
  return read_joined (self, read_compared, "and", TRUE);
}

static GpJqPart *
read_or (GpJqParser *self)
{
  return read_joined (self, read_and, "or", FALSE);
}

/* .a // "b": the second where the first is missing, null or false. */
static GpJqPart *
read_alternative (GpJqParser *self)
{
  g_autoptr(GpJqPart) left = read_or (self);
  g_autoptr(GpJqPart) right = NULL;
  g_autofree char *truth = NULL;

  if (left == NULL || !gp_jq_take (self, "//"))
    return g_steal_pointer (&left);
  if (++self->depth > MAX_DEPTH)
    return NULL;
  right = read_alternative (self);
  if (right == NULL)
    return NULL;
  self->depth--;
  truth = truth_of (left);
  return gp_jq_part_new (g_strdup_printf ("(%s ? %s : %s)", truth, left->text, right->text),
                         GP_JQ_ANY);
}

static GpJqPart *
apply (GpJqParser *self,
       GpJqPart   *part)
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

  if (gp_jq_take (self, "length"))
    return gp_jq_part_new (g_strdup_printf ("size(%s)", part->text), GP_JQ_VALUE);
  if (gp_jq_take (self, "not"))
    {
      g_autofree char *truth = truth_of (part);

      return gp_jq_part_new (g_strdup_printf ("!(%s)", truth), GP_JQ_BOOL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    if (gp_jq_take (self, tests[i].jq))
      {
        g_autoptr(GpJqPart) argument = gp_jq_take (self, "(") ? gp_jq_read_pipe (self) : NULL;

        if (argument == NULL || argument->kind != GP_JQ_VALUE || !gp_jq_take (self, ")"))
          return NULL;
        return gp_jq_part_new (g_strdup_printf ("%s.%s(%s)", part->text, tests[i].ours,
                                                argument->text), GP_JQ_BOOL);
      }
  return NULL;
}

GpJqPart *
gp_jq_read_pipe (GpJqParser *self)
{
  g_autoptr(GpJqPart) part = NULL;

  if (++self->depth > MAX_DEPTH)
    return NULL;
  part = read_alternative (self);
  while (part != NULL && gp_jq_take (self, "|"))
    {
      GpJqPart *applied = apply (self, part);

      gp_jq_part_free (part);
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
  GpJqParser parser = { .p = trimmed, .names = names };
  g_autoptr(GpJqPart) part = NULL;
  g_autoptr(GpExpr) expr = NULL;
  g_autofree char *text = NULL;

  if (g_str_has_prefix (trimmed, "${") && trimmed[length - 1] == '}')
    {
      trimmed[length - 1] = '\0';
      parser.p += 2;
    }
  part = gp_jq_read_pipe (&parser);
  gp_jq_skip (&parser);
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
