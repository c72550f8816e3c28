/* gp-expr-parser.c — from text to expression
 * SPDX-License-Identifier: Apache-2.0
 *
 * Precedence climbing over one token of look-ahead. After a problem the parser goes on with a
 * placeholder, so that an editor can show everything that is wrong at once; the tree is then
 * thrown away. Invariants:
 *
 * 1. Every loop consumes a token or ends.
 * 2. Recursion is bounded by GP_EXPR_MAX_DEPTH, whether by parentheses, operators or lists.
 * 3. A returned tree is at most GP_EXPR_MAX_DEPTH deep, so whoever walks it may recurse.
 * 4. A minus sign right before a number belongs to the literal, so that the smallest int can be
 *    written.
 *
 * The file is long because the productions call one another. */

#define G_LOG_DOMAIN "gp-expr-parser"

#include "config.h"

#include "gp-expr-parser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-private.h"
#include "gp-expr-tokens.h"

typedef struct
{
  GpExprTokens in;
  GpExpr *expr;
  guint depth;  /* of recursion */
  guint macros; /* macros around the token */
} Parser;

typedef struct
{
  GpExprTokenKind token;
  guint8 level; /* 1 binds loosest */
  GpExprNodeKind node;
} Operator;

enum
{
  LEVEL_OR = 1,
  LEVEL_AND,
  LEVEL_RELATION,
  LEVEL_SUM,
  LEVEL_PRODUCT,
};

static const Operator operators[] = {
  { GP_EXPR_TOKEN_OR, LEVEL_OR, GP_EXPR_NODE_OR },
  { GP_EXPR_TOKEN_AND, LEVEL_AND, GP_EXPR_NODE_AND },
  { GP_EXPR_TOKEN_EQ, LEVEL_RELATION, GP_EXPR_NODE_EQ },
  { GP_EXPR_TOKEN_NE, LEVEL_RELATION, GP_EXPR_NODE_NE },
  { GP_EXPR_TOKEN_LT, LEVEL_RELATION, GP_EXPR_NODE_LT },
  { GP_EXPR_TOKEN_LE, LEVEL_RELATION, GP_EXPR_NODE_LE },
  { GP_EXPR_TOKEN_GT, LEVEL_RELATION, GP_EXPR_NODE_GT },
  { GP_EXPR_TOKEN_GE, LEVEL_RELATION, GP_EXPR_NODE_GE },
  { GP_EXPR_TOKEN_IN, LEVEL_RELATION, GP_EXPR_NODE_IN },
  { GP_EXPR_TOKEN_PLUS, LEVEL_SUM, GP_EXPR_NODE_ADD },
  { GP_EXPR_TOKEN_MINUS, LEVEL_SUM, GP_EXPR_NODE_SUBTRACT },
  { GP_EXPR_TOKEN_STAR, LEVEL_PRODUCT, GP_EXPR_NODE_MULTIPLY },
  { GP_EXPR_TOKEN_SLASH, LEVEL_PRODUCT, GP_EXPR_NODE_DIVIDE },
  { GP_EXPR_TOKEN_PERCENT, LEVEL_PRODUCT, GP_EXPR_NODE_MODULO },
};

static GpExprNode *parse_expression (Parser *self);
static GpExprNode *parse_unary (Parser *self);

static GpExprNode *
make_node (Parser          *self,
           GpExprNodeKind   kind,
           guint32          start,
           GpExprNode     **children,
           gsize            n_children)
{
  static GpExprNode placeholder = { .kind = GP_EXPR_NODE_LIST, .depth = 1 };
  GpExprNode *node = gp_expr_add_node (self->expr, kind, children, n_children);

  if (node == NULL)
    {
      gp_expr_tokens_give_up (&self->in, start, self->in.previous_end - start,
                              N_("The expression has too many parts."));
      return &placeholder;
    }

  node->offset = start;
  node->length = self->in.previous_end - MIN (start, self->in.previous_end);
  if (node->depth > GP_EXPR_MAX_DEPTH)
    gp_expr_tokens_give_up (&self->in, start, node->length,
                            N_("The expression is nested too deeply."));
  return node;
}

static void
set_name (Parser            *self,
          GpExprNode        *node,
          const GpExprToken *token)
{
  if (self->in.given_up)
    return; /* the node may be the placeholder */

  node->name = gp_expr_copy_name (self->expr, self->in.lexer.text + token->offset, token->length);
  node->name_offset = token->offset;
  node->name_length = token->length;
}

/* Stands where something is missing; the tree is not going to be returned. */
static GpExprNode *
make_placeholder (Parser *self)
{
  return make_node (self, GP_EXPR_NODE_LIST, self->in.token.offset, NULL, 0);
}

static gboolean
enter (Parser *self)
{
  if (self->depth >= GP_EXPR_MAX_DEPTH)
    {
      gp_expr_tokens_give_up (&self->in, self->in.token.offset, self->in.token.length,
                              N_("The expression is nested too deeply."));
      return FALSE;
    }

  self->depth++;
  return TRUE;
}

/* Expressions with commas between them, up to @closer, which is consumed. */
static void
parse_items (Parser          *self,
             GPtrArray       *items,
             GpExprTokenKind  closer,
             const char      *wanted,
             gboolean         pairs)
{
  gboolean more = !gp_expr_tokens_at (&self->in, closer);

  while (more)
    {
      g_ptr_array_add (items, parse_expression (self));
      if (pairs)
        {
          if (!gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_COLON))
            gp_expr_tokens_report_token (&self->in, N_("A colon"));
          g_ptr_array_add (items, parse_expression (self));
        }
      more = gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_COMMA);
      /* A comma may stand behind the last item of a list or map, not of arguments. */
      if (more && closer != GP_EXPR_TOKEN_CLOSE_PAREN && gp_expr_tokens_at (&self->in, closer))
        more = FALSE;
    }

  gp_expr_tokens_expect (&self->in, closer, wanted);
}

static GpExprNode *
parse_collection (Parser *self)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  gboolean is_map = gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_OPEN_BRACE);
  guint32 start = self->in.token.offset;

  gp_expr_tokens_advance (&self->in);
  if (is_map)
    parse_items (self, items, GP_EXPR_TOKEN_CLOSE_BRACE, N_("A comma or “}”"), TRUE);
  else
    parse_items (self, items, GP_EXPR_TOKEN_CLOSE_BRACKET, N_("A comma or “]”"), FALSE);

  return make_node (self, is_map ? GP_EXPR_NODE_MAP : GP_EXPR_NODE_LIST, start,
                    (GpExprNode **) items->pdata, items->len);
}

static GpExprNode *
parse_literal (Parser   *self,
               guint32   start,
               gboolean  negative)
{
  g_autoptr(GpExprValue) value = NULL;
  GpExprNode *node;

  switch (self->in.token.kind)
    {
    case GP_EXPR_TOKEN_TRUE:
    case GP_EXPR_TOKEN_FALSE:
      value = gp_expr_value_new_bool (gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_TRUE));
      break;
    case GP_EXPR_TOKEN_NULL:
      value = gp_expr_value_new_null ();
      break;
    default:
      value = gp_expr_lexer_read (&self->in.lexer, &self->in.token, negative);
    }

  gp_expr_tokens_advance (&self->in);
  if (gp_expr_value_is_error (value))
    {
      const GpExprProblem *problem = gp_expr_value_get_problem (value);

      gp_expr_tokens_report (&self->in, problem->code, (guint32) problem->offset,
                             (guint32) problem->length, "%s", problem->message);
    }

  node = make_node (self, GP_EXPR_NODE_LITERAL, start, NULL, 0);
  if (!self->in.given_up)
    node->value = g_steal_pointer (&value);
  return node;
}

/* has(a.b): the selection becomes the test. */
static GpExprNode *
make_has (Parser     *self,
          GpExprNode *argument,
          guint32     start)
{
  if (argument->kind != GP_EXPR_NODE_SELECT)
    {
      gp_expr_tokens_report (&self->in, GP_EXPR_ERROR_SYNTAX, argument->offset, argument->length,
                             N_("has() takes a field behind a dot, as in has(record.name)."));
      return argument;
    }

  argument->kind = GP_EXPR_NODE_HAS;
  argument->offset = start;
  argument->length = self->in.previous_end - start;
  return argument;
}

static GpExprNode *
parse_name (Parser *self)
{
  g_autoptr(GPtrArray) arguments = NULL;
  GpExprToken name = self->in.token;
  GpExprNode *node;

  gp_expr_tokens_advance (&self->in);
  if (!gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_OPEN_PAREN))
    {
      node = make_node (self, GP_EXPR_NODE_IDENT, name.offset, NULL, 0);
      set_name (self, node, &name);
      return node;
    }

  arguments = g_ptr_array_new ();
  parse_items (self, arguments, GP_EXPR_TOKEN_CLOSE_PAREN, N_("A comma or “)”"), FALSE);
  if (arguments->len == 1 && name.length == 3 &&
      memcmp (self->in.lexer.text + name.offset, "has", 3) == 0)
    return make_has (self, arguments->pdata[0], name.offset);

  node = make_node (self, GP_EXPR_NODE_CALL, name.offset, (GpExprNode **) arguments->pdata,
                    arguments->len);
  set_name (self, node, &name);
  return node;
}

static GpExprNode *
parse_primary (Parser *self)
{
  GpExprNode *node;

  switch (self->in.token.kind)
    {
    case GP_EXPR_TOKEN_INT:
    case GP_EXPR_TOKEN_DOUBLE:
    case GP_EXPR_TOKEN_STRING:
    case GP_EXPR_TOKEN_TRUE:
    case GP_EXPR_TOKEN_FALSE:
    case GP_EXPR_TOKEN_NULL:
      return parse_literal (self, self->in.token.offset, FALSE);

    case GP_EXPR_TOKEN_IDENT:
      return parse_name (self);

    case GP_EXPR_TOKEN_OPEN_BRACKET:
    case GP_EXPR_TOKEN_OPEN_BRACE:
      return parse_collection (self);

    case GP_EXPR_TOKEN_OPEN_PAREN:
      gp_expr_tokens_advance (&self->in);
      node = parse_expression (self);
      gp_expr_tokens_expect (&self->in, GP_EXPR_TOKEN_CLOSE_PAREN, N_("“)”"));
      return node;

    case GP_EXPR_TOKEN_INVALID:
    case GP_EXPR_TOKEN_RESERVED:
      gp_expr_tokens_report_token (&self->in, N_("A value"));
      gp_expr_tokens_advance (&self->in);
      return make_placeholder (self);

    default:
      gp_expr_tokens_report_token (&self->in, N_("A value"));
      return make_placeholder (self);
    }
}

static GpExprNodeKind
find_macro (const Parser      *self,
            const GpExprToken *name)
{
  for (GpExprNodeKind kind = GP_EXPR_NODE_EXISTS; kind <= GP_EXPR_NODE_TRANSFORM; kind++)
    {
      const char *macro = gp_expr_node_kind_get_macro (kind);

      if (strlen (macro) == name->length &&
          memcmp (self->in.lexer.text + name->offset, macro, name->length) == 0)
        return kind;
    }
  return GP_EXPR_N_NODE_KINDS;
}

/* The variable of a macro and the comma behind it; FALSE, with nothing consumed, without one. */
static gboolean
take_variable (Parser      *self,
               GpExprToken *variable)
{
  GpExprLexer ahead = self->in.lexer;

  ahead.problems = NULL;
  if (!gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_IDENT) ||
      gp_expr_lexer_next (&ahead).kind != GP_EXPR_TOKEN_COMMA)
    return FALSE;

  *variable = self->in.token;
  gp_expr_tokens_advance (&self->in);
  gp_expr_tokens_advance (&self->in);
  return TRUE;
}

/* Behind "target.exists(" */
static GpExprNode *
parse_macro (Parser         *self,
             GpExprNodeKind  kind,
             GpExprNode     *target,
             guint32         start)
{
  g_autoptr(GPtrArray) children = g_ptr_array_new ();
  const char *macro = gp_expr_node_kind_get_macro (kind);
  GpExprToken variable = { 0 };
  gboolean named;
  GpExprNode *node;

  if (self->macros >= GP_EXPR_MAX_MACRO_NESTING)
    gp_expr_tokens_give_up (&self->in, start, self->in.token.offset - start,
                            N_("Lists can be searched inside lists only twice."));

  named = take_variable (self, &variable);
  if (!named)
    gp_expr_tokens_report (&self->in, GP_EXPR_ERROR_SYNTAX, self->in.token.offset,
                           self->in.token.length,
                           N_("%s() takes a name and then a condition, as in list.%s(x, x > 1)."),
                           macro, macro);

  g_ptr_array_add (children, target);
  self->macros++;
  parse_items (self, children, GP_EXPR_TOKEN_CLOSE_PAREN, N_("A comma or “)”"), FALSE);
  self->macros--;

  node = make_node (self, kind, start, (GpExprNode **) children->pdata, children->len);
  if (named)
    {
      set_name (self, node, &variable);
      if (children->len != 2 && !(kind == GP_EXPR_NODE_TRANSFORM && children->len == 3))
        gp_expr_tokens_report (&self->in, GP_EXPR_ERROR_SYNTAX, start, node->length,
                               N_("%s() has the wrong number of arguments."), macro);
    }
  return node;
}

static GpExprNode *
parse_selection (Parser     *self,
                 GpExprNode *target,
                 guint32     start)
{
  g_autoptr(GPtrArray) children = NULL;
  GpExprToken name = self->in.token;
  GpExprNodeKind macro;
  GpExprNode *node;

  if (!gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_IDENT) &&
      !gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_RESERVED))
    {
      gp_expr_tokens_report_token (&self->in, N_("A name behind the dot"));
      return target;
    }

  gp_expr_tokens_advance (&self->in);
  if (!gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_OPEN_PAREN))
    {
      node = make_node (self, GP_EXPR_NODE_SELECT, start, &target, 1);
      set_name (self, node, &name);
      return node;
    }

  macro = find_macro (self, &name);
  if (macro != GP_EXPR_N_NODE_KINDS)
    return parse_macro (self, macro, target, start);

  children = g_ptr_array_new ();
  g_ptr_array_add (children, target);
  parse_items (self, children, GP_EXPR_TOKEN_CLOSE_PAREN, N_("A comma or “)”"), FALSE);
  node = make_node (self, GP_EXPR_NODE_METHOD, start, (GpExprNode **) children->pdata,
                    children->len);
  set_name (self, node, &name);
  return node;
}

static GpExprNode *
parse_suffixes (Parser     *self,
                GpExprNode *node,
                guint32     start)
{
  for (;;)
    {
      if (gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_DOT))
        node = parse_selection (self, node, start);
      else if (gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_OPEN_BRACKET))
        {
          GpExprNode *children[2] = { node, parse_expression (self) };

          gp_expr_tokens_expect (&self->in, GP_EXPR_TOKEN_CLOSE_BRACKET, N_("“]”"));
          node = make_node (self, GP_EXPR_NODE_INDEX, start, children, 2);
        }
      else
        return node;
    }
}

static GpExprNode *
parse_unary (Parser *self)
{
  guint32 start = self->in.token.offset;
  GpExprNodeKind kind = gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_NOT) ? GP_EXPR_NODE_NOT
                                                                         : GP_EXPR_NODE_NEGATE;
  GpExprNode *operand;

  if (!gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_NOT) &&
      !gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_MINUS))
    return parse_suffixes (self, parse_primary (self), start);

  gp_expr_tokens_advance (&self->in);
  if (kind == GP_EXPR_NODE_NEGATE && (gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_INT) ||
                                      gp_expr_tokens_at (&self->in, GP_EXPR_TOKEN_DOUBLE)))
    return parse_suffixes (self, parse_literal (self, start, TRUE), start);

  if (!enter (self))
    return make_placeholder (self);
  operand = parse_unary (self);
  self->depth--;
  return make_node (self, kind, start, &operand, 1);
}

static const Operator *
find_operator (const Parser *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].token == self->in.token.kind)
      return &operators[i];
  return NULL;
}

static GpExprNode *parse_binary (Parser *self, guint8 lowest);

/* a && b && c: the first operand is read, the token is the operator. */
static GpExprNode *
parse_logic (Parser         *self,
             const Operator *operator,
             GpExprNode *    first,
             guint32         start)
{
  g_autoptr(GPtrArray) operands = g_ptr_array_new ();

  g_ptr_array_add (operands, first);
  while (gp_expr_tokens_take (&self->in, operator->token))
    g_ptr_array_add (operands, parse_binary (self, operator->level + 1));

  return make_node (self, operator->node, start, (GpExprNode **) operands->pdata, operands->len);
}

static GpExprNode *
parse_binary (Parser *self,
              guint8  lowest)
{
  guint32 start = self->in.token.offset;
  GpExprNode *node = parse_unary (self);
  gboolean compared = FALSE;
  const Operator *operator;

  while ((operator= find_operator (self)) != NULL && operator->level >= lowest)
    {
      GpExprNode *children[2] = { node, NULL };

      if (operator->level <= LEVEL_AND)
        {
          node = parse_logic (self, operator, node, start);
          continue;
        }

      if (operator->level == LEVEL_RELATION && compared)
        gp_expr_tokens_report (&self->in, GP_EXPR_ERROR_SYNTAX, self->in.token.offset,
                               self->in.token.length,
                               N_("Comparisons cannot follow each other. Join them with “&&”."));
      compared |= operator->level == LEVEL_RELATION;

      gp_expr_tokens_advance (&self->in);
      children[1] = parse_binary (self, operator->level + 1);
      node = make_node (self, operator->node, start, children, 2);
    }

  return node;
}

static GpExprNode *
parse_expression (Parser *self)
{
  guint32 start = self->in.token.offset;
  GpExprNode *children[3];

  if (!enter (self))
    return make_placeholder (self);

  children[0] = parse_binary (self, LEVEL_OR);
  if (gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_QUESTION))
    {
      children[1] = parse_binary (self, LEVEL_OR);
      if (!gp_expr_tokens_take (&self->in, GP_EXPR_TOKEN_COLON))
        gp_expr_tokens_report_token (&self->in, N_("“:” and what holds otherwise"));
      children[2] = parse_expression (self);
      children[0] = make_node (self, GP_EXPR_NODE_CONDITIONAL, start, children, 3);
    }

  self->depth--;
  return children[0];
}

static int
compare_problems (gconstpointer a,
                  gconstpointer b)
{
  const GpExprProblem *left = *(GpExprProblem *const *) a;
  const GpExprProblem *right = *(GpExprProblem *const *) b;

  return (left->offset > right->offset) - (left->offset < right->offset);
}

/* Reports what stops @text from being looked at at all. */
static gboolean
check_text (const char *text,
            gsize       length,
            GPtrArray  *problems)
{
  const char *invalid;

  if (length > GP_EXPR_MAX_BYTES)
    {
      g_ptr_array_add (problems,
                       gp_expr_problem_new (GP_EXPR_ERROR_LIMIT, GP_EXPR_MAX_BYTES, 0,
                                            N_("The expression is longer than %d bytes."),
                                            GP_EXPR_MAX_BYTES));
      return FALSE;
    }

  if (!g_utf8_validate_len (text, length, &invalid))
    {
      g_ptr_array_add (problems,
                       gp_expr_problem_new (GP_EXPR_ERROR_SYNTAX, (gsize) (invalid - text), 1,
                                            N_("The expression is not UTF-8 here.")));
      return FALSE;
    }

  return TRUE;
}

GpExpr *
gp_expr_parse_with_problems (const char *text,
                             gssize      length,
                             GPtrArray  *problems)
{
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GPtrArray) found = gp_expr_problems_new ();
  Parser parser = { 0 };

  g_return_val_if_fail (text != NULL && problems != NULL, NULL);

  if (length < 0)
    length = (gssize) strlen (text);
  if (!check_text (text, (gsize) length, problems))
    return NULL;

  expr = gp_expr_new (text, (gsize) length);
  parser.expr = expr;
  gp_expr_tokens_init (&parser.in, gp_expr_get_text (expr, NULL), (gsize) length, found);

  gp_expr_set_root (expr, parse_expression (&parser));
  while (!gp_expr_tokens_at (&parser.in, GP_EXPR_TOKEN_END))
    {
      gp_expr_tokens_report_rest (&parser.in);
      gp_expr_tokens_advance (&parser.in);
      if (!gp_expr_tokens_at (&parser.in, GP_EXPR_TOKEN_END))
        parse_expression (&parser);
    }

  if (found->len == 0)
    return g_steal_pointer (&expr);

  g_ptr_array_sort (found, compare_problems);
  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&found));
  return NULL;
}

GpExpr *
gp_expr_parse (const char  *text,
               gssize       length,
               GError     **error)
{
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  GpExpr *expr = gp_expr_parse_with_problems (text, length, problems);

  if (expr == NULL)
    gp_expr_problem_set_error (problems->pdata[0], error);
  return expr;
}
