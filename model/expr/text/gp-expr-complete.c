/* gp-expr-complete.c — what can be written where the cursor stands
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is written so far rarely parses. So the part before the dot is cut out, put inside the
 * macros that are open around it (their variables must mean something), and checked as an
 * expression of its own: for "a && l.exists(x, x.na" the type of x is found in "l.map(x, x)". */

#define G_LOG_DOMAIN "gp-expr-complete"

#include "config.h"

#include "gp-expr-complete.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-check.h"
#include "gp-expr-functions.h"
#include "gp-expr-lexer.h"
#include "gp-expr-parser.h"

typedef struct
{
  const char *text;
  const GpExprScope *scope;
  GArray *tokens;             /* of GpExprToken, those before the cursor */
  char *prefix;               /* what is written of the name */
  GPtrArray *proposals;
} Completer;

static void
completion_free (gpointer data)
{
  GpExprCompletion *self = data;

  g_free (self->text);
  g_free (self->detail);
  g_free (self);
}

/* Takes @text and @detail. */
static void
propose (Completer           *self,
         GpExprCompletionKind kind,
         char                *text,
         char                *detail)
{
  g_autofree char *owned_text = text;
  g_autofree char *owned_detail = detail;
  GpExprCompletion *completion;

  if (!g_str_has_prefix (text, self->prefix))
    return;
  for (guint i = 0; i < self->proposals->len; i++)
    if (g_str_equal (((GpExprCompletion *) self->proposals->pdata[i])->text, text))
      return;     /* overloads of one function */

  completion = g_new (GpExprCompletion, 1);
  completion->kind = kind;
  completion->text = g_steal_pointer (&owned_text);
  completion->detail = g_steal_pointer (&owned_detail);
  g_ptr_array_add (self->proposals, completion);
}

static const GpExprToken *
token_at (const Completer *self,
          guint            index)
{
  return index < self->tokens->len ? &g_array_index (self->tokens, GpExprToken, index) : NULL;
}

static gboolean
is_opener (GpExprTokenKind kind)
{
  return kind == GP_EXPR_TOKEN_OPEN_PAREN || kind == GP_EXPR_TOKEN_OPEN_BRACKET ||
         kind == GP_EXPR_TOKEN_OPEN_BRACE;
}

static gboolean
is_closer (GpExprTokenKind kind)
{
  return kind == GP_EXPR_TOKEN_CLOSE_PAREN || kind == GP_EXPR_TOKEN_CLOSE_BRACKET ||
         kind == GP_EXPR_TOKEN_CLOSE_BRACE;
}

/* The token that opens what the closer at @index closes, or G_MAXUINT. */
static guint
find_opener (const Completer *self,
             guint            index)
{
  guint open = 0;

  for (guint i = index + 1; i-- > 0;)
    {
      GpExprTokenKind kind = token_at (self, i)->kind;

      open += is_closer (kind);
      if (is_opener (kind) && --open == 0)
        return i;
    }
  return G_MAXUINT;
}

static gboolean
is_name (const GpExprToken *token)
{
  return token != NULL &&
         (token->kind == GP_EXPR_TOKEN_IDENT || token->kind == GP_EXPR_TOKEN_RESERVED);
}

/* The first token of the member chain that ends with the one at @last: of a.b(c)[d].e its a. */
static guint
find_chain (const Completer *self,
            guint            last)
{
  guint first = last;

  for (;;)
    {
      const GpExprToken *token = token_at (self, first);

      if (is_closer (token->kind))
        {
          guint opener = find_opener (self, first);

          if (opener == G_MAXUINT)
            return first;
          first = opener;
          /* A call or an index belongs to what stands before it. */
          if (first > 0 && token->kind != GP_EXPR_TOKEN_CLOSE_BRACE &&
              (is_name (token_at (self, first - 1)) ||
               is_closer (token_at (self, first - 1)->kind)))
            {
              first--;
              continue;
            }
        }
      if (first < 2 || token_at (self, first - 1)->kind != GP_EXPR_TOKEN_DOT)
        return first;
      first -= 2;
    }
}

static char *
get_source (const Completer *self,
            guint            first,
            guint            last)
{
  gsize offset = token_at (self, first)->offset;

  return g_strndup (self->text + offset,
                    token_at (self, last)->offset + token_at (self, last)->length - offset);
}

/* Whether the parenthesis at @index opens a macro whose variable is written: l.exists(x, */
static gboolean
opens_macro (const Completer *self,
             guint            index)
{
  const GpExprToken *name = index >= 3 ? token_at (self, index - 1) : NULL;
  const GpExprToken *comma = token_at (self, index + 2);

  if (!is_name (name) || token_at (self, index - 2)->kind != GP_EXPR_TOKEN_DOT ||
      !is_name (token_at (self, index + 1)) || comma == NULL ||
      comma->kind != GP_EXPR_TOKEN_COMMA)
    return FALSE;

  for (GpExprNodeKind kind = GP_EXPR_NODE_EXISTS; kind <= GP_EXPR_NODE_TRANSFORM; kind++)
    {
      const char *macro = gp_expr_node_kind_get_macro (kind);

      if (strlen (macro) == name->length &&
          memcmp (self->text + name->offset, macro, name->length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Puts @inner into the macros that are open before token @end, the innermost first; @offset follows
 * where it comes to stand. More macros than may be nested would not parse. */
static char *
wrap_in_macros (Completer  *self,
                const char *inner,
                guint       end,
                gsize      *offset)
{
  g_autofree char *wrapped = g_strdup (inner);
  guint closed = 0, n_macros = 0;

  *offset = 0;
  for (guint i = end; i-- > 0 && n_macros < GP_EXPR_MAX_MACRO_NESTING;)
    {
      GpExprTokenKind kind = token_at (self, i)->kind;
      g_autofree char *range = NULL;
      g_autofree char *variable = NULL;
      char *outer;

      if (is_closer (kind))
        closed++;
      else if (is_opener (kind) && closed > 0)
        closed--;
      else if (is_opener (kind) && kind == GP_EXPR_TOKEN_OPEN_PAREN && opens_macro (self, i))
        {
          range = get_source (self, find_chain (self, i - 3), i - 3);
          variable = get_source (self, i + 1, i + 1);
          outer = g_strdup_printf ("%s.map(%s, %s)", range, variable, wrapped);
          *offset += strlen (range) + strlen (variable) + strlen (".map(, ");
          g_free (wrapped);
          wrapped = outer;
          n_macros++;
        }
    }
  return g_steal_pointer (&wrapped);
}

/* The type of @source, which stands before token @end; ANY where it cannot be told. */
static GpExprType
find_type (Completer  *self,
           const char *source,
           guint       end)
{
  gsize offset;
  g_autofree char *wrapped = wrap_in_macros (self, source, end, &offset);
  g_autoptr(GpExpr) expr = gp_expr_parse (wrapped, -1, NULL);
  g_autoptr(GpExprCheck) check = NULL;

  if (expr == NULL)
    return gp_expr_type_new (GP_EXPR_TYPE_ANY);

  check = gp_expr_check_new (expr, self->scope, NULL, NULL);
  for (guint i = gp_expr_get_n_nodes (expr); i-- > 0;)
    {
      const GpExprNode *node = gp_expr_get_node (expr, i);

      if (node->offset == offset && node->length == strlen (source))
        return *gp_expr_check_get_type (check, node);
    }
  return *gp_expr_check_get_type (check, gp_expr_get_root (expr));
}

static void
propose_functions (Completer        *self,
                   const GpExprType *target)
{
  gsize n;
  const GpExprFunction *functions = gp_expr_functions_get (&n);
  g_autofree char *kind = target != NULL ? gp_expr_type_to_text (target) : NULL;

  for (gsize i = 0; i < n; i++)
    {
      const char *first = gp_expr_value_kind_name (functions[i].arguments[0]);

      if (functions[i].is_method != (target != NULL))
        continue;
      /* "list(int)?" is a list. */
      if (target != NULL && target->kind != GP_EXPR_TYPE_ANY &&
          (strncmp (kind, first, strlen (first)) != 0 || g_ascii_isalpha (kind[strlen (first)])))
        continue;
      propose (self, GP_EXPR_COMPLETION_FUNCTION, g_strconcat (functions[i].name, "(", NULL),
               g_strdup (_(functions[i].meaning)));
    }
}

static void
propose_macros (Completer        *self,
                const GpExprType *target)
{
  static const struct
  {
    GpExprNodeKind kind;
    const char *meaning;
  } macros[] = {
    { GP_EXPR_NODE_EXISTS, N_("Whether a condition holds for at least one item.") },
    { GP_EXPR_NODE_ALL, N_("Whether a condition holds for all items.") },
    { GP_EXPR_NODE_EXISTS_ONE, N_("Whether a condition holds for exactly one item.") },
    { GP_EXPR_NODE_FILTER, N_("The items for which a condition holds.") },
    { GP_EXPR_NODE_TRANSFORM, N_("What is made of each item.") },
  };

  if (target->kind != GP_EXPR_TYPE_LIST && target->kind != GP_EXPR_TYPE_MAP &&
      target->kind != GP_EXPR_TYPE_ANY)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (macros); i++)
    propose (self, GP_EXPR_COMPLETION_FUNCTION,
             g_strconcat (gp_expr_node_kind_get_macro (macros[i].kind), "(", NULL),
             g_strdup (_(macros[i].meaning)));
}

static void
propose_names (Completer        *self,
               const GpExprType *target)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (self->scope->list_names == NULL)
    return;

  self->scope->list_names (self->scope, target, names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      GpExprMember member;
      gboolean found = target != NULL
                         ? self->scope->find_member (self->scope, target, name, &member)
                         : self->scope->find_variable (self->scope, name, &member);

      if (found && gp_expr_name_is_identifier (name))
        propose (self,
                 target != NULL ? GP_EXPR_COMPLETION_MEMBER : GP_EXPR_COMPLETION_VARIABLE,
                 g_strdup (name), gp_expr_type_to_text (&member.type));
    }
}

/* The variables of the macros that are open where the name begins. */
static void
propose_macro_variables (Completer *self)
{
  guint closed = 0, n_macros = 0;

  for (guint i = self->tokens->len; i-- > 0 && n_macros < GP_EXPR_MAX_MACRO_NESTING;)
    {
      GpExprTokenKind kind = token_at (self, i)->kind;

      if (is_closer (kind))
        closed++;
      else if (is_opener (kind) && closed > 0)
        closed--;
      else if (kind == GP_EXPR_TOKEN_OPEN_PAREN && opens_macro (self, i))
        {
          g_autofree char *name = get_source (self, i + 1, i + 1);
          GpExprType type = find_type (self, name, self->tokens->len);

          propose (self, GP_EXPR_COMPLETION_VARIABLE, g_strdup (name),
                   gp_expr_type_to_text (&type));
          n_macros++;
        }
    }
}

/* Names stay as the scope lists them: fields as they are drawn, steps as they are done. */
static int
compare_proposals (gconstpointer a,
                   gconstpointer b)
{
  const GpExprCompletion *left = *(GpExprCompletion *const *) a;
  const GpExprCompletion *right = *(GpExprCompletion *const *) b;

  if (left->kind != right->kind)
    return (left->kind > right->kind) - (left->kind < right->kind);
  if (left->kind == GP_EXPR_COMPLETION_VARIABLE || left->kind == GP_EXPR_COMPLETION_MEMBER)
    return 0;
  return strcmp (left->text, right->text);
}

/* Reads the tokens before the cursor. FALSE where it stands inside one that is no name, or in a
 * comment. */
static gboolean
read_tokens (Completer *self,
             gsize      cursor,
             gsize     *start)
{
  GpExprLexer lexer = { .text = self->text, .length = cursor };
  GpExprToken token;
  const char *line = self->text;

  *start = cursor;
  for (token = gp_expr_lexer_next (&lexer); token.kind != GP_EXPR_TOKEN_END;
       token = gp_expr_lexer_next (&lexer))
    {
      gboolean at_cursor = token.offset + token.length == cursor;
      gboolean is_word = g_ascii_isalpha (self->text[token.offset]) ||
                         self->text[token.offset] == '_';

      if (at_cursor && (token.kind == GP_EXPR_TOKEN_INVALID || token.kind == GP_EXPR_TOKEN_INT ||
                        token.kind == GP_EXPR_TOKEN_DOUBLE ||
                        token.kind == GP_EXPR_TOKEN_STRING))
        return FALSE;
      if (at_cursor && is_word)
        {
          *start = token.offset;
          break;
        }
      g_array_append_val (self->tokens, token);
    }

  /* The lexer skips comments: what it skipped up to the cursor may be one. */
  if (self->tokens->len > 0 && *start == cursor)
    {
      const GpExprToken *last = token_at (self, self->tokens->len - 1);

      line = self->text + last->offset + last->length;
    }
  if (*start == cursor)
    for (const char *c = line; c < self->text + cursor; c++)
      if (*c == '/' && memchr (c, '\n', (gsize) (self->text + cursor - c)) == NULL)
        return FALSE;
  return TRUE;
}

static void
complete (Completer *self)
{
  guint n = self->tokens->len;

  if (n > 0 && token_at (self, n - 1)->kind == GP_EXPR_TOKEN_DOT)
    {
      g_autofree char *source = NULL;
      GpExprType type;

      if (n < 2)
        return;
      source = get_source (self, find_chain (self, n - 2), n - 2);
      type = find_type (self, source, n);
      propose_names (self, &type);
      propose_functions (self, &type);
      propose_macros (self, &type);
      return;
    }

  propose_macro_variables (self);
  propose_names (self, NULL);
  propose_functions (self, NULL);
  propose (self, GP_EXPR_COMPLETION_FUNCTION, g_strdup ("has("),
           g_strdup (_("Whether a field is set.")));
  propose (self, GP_EXPR_COMPLETION_WORD, g_strdup ("true"), g_strdup ("bool"));
  propose (self, GP_EXPR_COMPLETION_WORD, g_strdup ("false"), g_strdup ("bool"));
  propose (self, GP_EXPR_COMPLETION_WORD, g_strdup ("null"), g_strdup ("null"));
}

GPtrArray *
gp_expr_complete (const char        *text,
                  gsize              cursor,
                  const GpExprScope *scope,
                  gsize             *start)
{
  Completer self = { .text = text, .scope = scope };

  g_return_val_if_fail (text != NULL && scope != NULL && start != NULL, NULL);
  g_return_val_if_fail (cursor <= strlen (text), NULL);

  self.tokens = g_array_new (FALSE, FALSE, sizeof (GpExprToken));
  self.proposals = g_ptr_array_new_with_free_func (completion_free);
  if (cursor <= GP_EXPR_MAX_BYTES && read_tokens (&self, cursor, start))
    {
      self.prefix = g_strndup (text + *start, cursor - *start);
      complete (&self);
      g_ptr_array_sort (self.proposals, compare_proposals);
    }

  g_free (self.prefix);
  g_array_unref (self.tokens);
  return self.proposals;
}
