/* gp-pocketbase-filter.c — filters of PocketBase in the language of expressions
 * SPDX-License-Identifier: Apache-2.0
 *
 * A filter is comparisons, "&&", "||" and brackets. What PocketBase takes for true where a value is
 * missing is an error here, which allows nothing: so a filter never allows more than it did. */
#define G_LOG_DOMAIN "gp-pocketbase-filter"
#include "config.h"
#include "gp-pocketbase-filter.h"

#include <string.h>

#include "gp-directus-json.h"
#include "gp-expr-lexer.h"
#include "gp-expr-value.h"
#include "gp-expr-value-text.h"
#include "gp-pocketbase-names.h"
#include "gp-pocketbase-schema.h"

#define MAX_DEPTH 50
#define MAX_HOPS 8

typedef struct
{
  JsonArray  *collections;
  JsonObject *collection;
  const char *at;
  guint       depth;
} Parser;

/** A part: what must hold, or who must ask, which is said of the whole where it can be. */
typedef struct
{
  char *role;          /* as in GpPocketbaseCase; NULL: it is no question of roles */
  char *text;          /* in the language of expressions */
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  if (part == NULL)
    return;
  g_free (part->role);
  g_free (part->text);
  g_free (part);
}

static void
case_free (gpointer data)
{
  GpPocketbaseCase *one = data;

  g_free (one->role);
  g_free (one->condition);
  g_free (one);
}

static Part *
part_new (char *text)
{
  Part *part = g_new0 (Part, 1);

  part->text = text;
  return part;
}

static void
skip (Parser *self)
{
  while (g_ascii_isspace (*self->at))
    self->at++;
}

static gboolean
take (Parser     *self,
      const char *sign)
{
  skip (self);
  if (!g_str_has_prefix (self->at, sign))
    return FALSE;
  self->at += strlen (sign);
  return TRUE;
}

typedef enum
{
  SIDE_NONE,
  SIDE_FIELD,
  SIDE_CALLER,
  SIDE_ROLES,
  SIDE_SIGNED_IN,      /* which collection the account is of */
  SIDE_TEXT,
  SIDE_WORD,           /* a number, true, false */
  SIDE_NOW,
} SideKind;

typedef struct
{
  SideKind    kind;
  char       *text;       /* as an expression; of a text, the text itself; of SIGNED_IN, the member
                             of a collection that is asked for */
  JsonObject *field;      /* of FIELD; NULL: one that every record has */
} Side;

static void
side_clear (Side *side)
{
  g_free (side->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static char *
quote (const char *text)
{
  g_autoptr(GpExprValue) value = gp_expr_value_new_string (text, -1);

  return gp_expr_value_to_text (value);
}

/* What the record is called that a reference points to. */
static char *
name_hop (const char *field)
{
  return g_str_has_suffix (field, "_id") ? g_strndup (field, strlen (field) - 3)
                                         : g_strconcat (field, "_ref", NULL);
}

static gboolean
is_own (const char *name)
{
  return g_str_equal (name, "id") || g_str_equal (name, "created")
         || g_str_equal (name, "updated");
}

/* "project.owner": the last name is a value, the others lead there. */
static void
read_path (Parser     *self,
           const char *path,
           Side       *out)
{
  g_auto(GStrv) names = g_strsplit (path, ".", MAX_HOPS);
  g_autoptr(GString) text = g_string_new ("record");
  JsonObject *collection = self->collection;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      JsonObject *field = gp_pocketbase_find (gp_directus_json_array (collection, "schema"),
                                              "name", names[i]);
      JsonObject *options = field != NULL ? gp_directus_json_object (field, "options") : NULL;
      g_autofree char *hop = NULL;

      if (!gp_expr_name_is_identifier (names[i]) || (field == NULL && !is_own (names[i])))
        return;
      if (names[i + 1] == NULL)
        {
          g_string_append_printf (text, ".%s", names[i]);
          out->field = field;
          break;
        }
      collection = field != NULL && gp_directus_json_int (options, "maxSelect", 0) == 1
        ? gp_pocketbase_find (self->collections, "id",
                              gp_directus_json_text (options, "collectionId")) : NULL;
      if (collection == NULL || g_strcmp0 (gp_directus_json_text (collection, "type"), "base") != 0)
        return;
      hop = name_hop (names[i]);
      g_string_append_printf (text, ".%s", hop);
    }
  out->kind = SIDE_FIELD;
  out->text = g_string_free (g_steal_pointer (&text), FALSE);
}

static void
read_word (Parser     *self,
           const char *word,
           Side       *out)
{
  static const struct
  {
    const char *word;
    SideKind    kind;
    const char *text;
  } known[] = {
    { "@request.auth.id", SIDE_CALLER, "user.id" },
    { "@request.auth.email", SIDE_CALLER, "user.email" },
    { "@request.auth." GP_POCKETBASE_TENANT, SIDE_CALLER, "user.tenant" },
    { "@request.auth." GP_POCKETBASE_ROLES, SIDE_ROLES, "user.roles" },
    { "@request.auth.collectionId", SIDE_SIGNED_IN, "id" },
    { "@request.auth.collectionName", SIDE_SIGNED_IN, "name" },
    { "@now", SIDE_NOW, "now" },
    { "true", SIDE_WORD, "true" },
    { "false", SIDE_WORD, "false" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].word, word))
      {
        out->kind = known[i].kind;
        out->text = g_strdup (known[i].text);
        return;
      }
  if (*word != '@' && *word != '\0')
    read_path (self, word, out);
}

static void
read_text (Parser *self,
           Side   *out)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char end = *self->at++;

  for (; *self->at != '\0' && *self->at != end; self->at++)
    {
      if (*self->at == '\\' && self->at[1] == end)
        self->at++;
      g_string_append_c (text, *self->at);
    }
  if (*self->at != end)
    return;
  self->at++;
  out->kind = SIDE_TEXT;
  out->text = g_string_free (g_steal_pointer (&text), FALSE);
}

static void
read_side (Parser *self,
           Side   *out)
{
  const char *begin;
  g_autofree char *word = NULL;

  skip (self);
  if (*self->at == '\'' || *self->at == '"')
    {
      read_text (self, out);
      return;
    }
  begin = self->at;
  if (g_ascii_isdigit (*self->at) || *self->at == '-')
    {
      self->at++;
      while (g_ascii_isdigit (*self->at) || *self->at == '.')
        self->at++;
      out->text = g_strndup (begin, (gsize) (self->at - begin));
      out->kind = g_str_equal (out->text, "-") ? SIDE_NONE : SIDE_WORD;
      return;
    }
  while (g_ascii_isalnum (*self->at) || (*self->at != '\0' && strchr ("_.@:", *self->at) != NULL))
    self->at++;
  word = g_strndup (begin, (gsize) (self->at - begin));
  read_word (self, word, out);
}

static const char *
read_operator (Parser *self)
{
  static const char *const operators[] = { "!=", ">=", "<=", "!~", "=", ">", "<", "~" };

  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (take (self, operators[i]))
      return operators[i];
  return NULL;
}

static gboolean
is_empty (const Side *side)
{
  return side->kind == SIDE_TEXT && *side->text == '\0';
}

/* '"editor"', in quotes twice: the name in quotes is looked for. */
static char *
dup_role (const Side *side)
{
  gsize length = side->kind == SIDE_TEXT ? strlen (side->text) : 0;

  return length > 2 && side->text[0] == '"' && side->text[length - 1] == '"'
           ? g_strndup (side->text + 1, length - 2) : NULL;
}

/* Whether @right names the accounts: those of another collection are nobody here. */
static gboolean
is_of_accounts (Parser     *self,
                const Side *left,
                const Side *right)
{
  JsonObject *accounts = gp_pocketbase_find (self->collections, "id", GP_POCKETBASE_ACCOUNTS);
  const char *wanted = g_str_equal (left->text, "id") ? GP_POCKETBASE_ACCOUNTS
    : accounts != NULL ? gp_directus_json_text (accounts, left->text) : NULL;

  return right->kind == SIDE_TEXT && g_strcmp0 (right->text, wanted) == 0;
}

static Part *
compare_caller (Parser     *self,
                const Side *left,
                const char *operator,
                const Side *right)
{
  Part *part;
  char *role;

  if (left->kind == SIDE_ROLES)
    {
      role = g_str_equal (operator, "~") ? dup_role (right) : NULL;
      part = role != NULL ? part_new (NULL) : NULL;
      if (part == NULL)
        return NULL;
      part->role = role;
      part->text = quote (role);
      role = part->text;
      part->text = g_strconcat (role, " in user.roles", NULL);
      g_free (role);
      return part;
    }
  if ((left->kind == SIDE_SIGNED_IN && g_str_equal (operator, "=")
       && is_of_accounts (self, left, right))
      || (left->kind == SIDE_CALLER && g_str_equal (left->text, "user.id")
          && g_str_equal (operator, "!=") && is_empty (right)))
    {
      part = part_new (g_strdup ("user.id != \"\""));
      part->role = g_strdup ("");
      return part;
    }
  if (left->kind != SIDE_CALLER || right->kind != SIDE_TEXT
      || (!g_str_equal (operator, "=") && !g_str_equal (operator, "!=")))
    return NULL;
  if (is_empty (right))
    return g_str_equal (operator, "!=")
      ? part_new (g_strdup_printf ("%s != \"\"", left->text)) : NULL;
  {
    g_autofree char *literal = quote (right->text);

    return part_new (g_strdup_printf ("%s %s %s", left->text,
                                      g_str_equal (operator, "=") ? "==" : "!=", literal));
  }
}

static gboolean
has_type (const Side *side,
          const char *type)
{
  return side->field != NULL
           ? g_strcmp0 (gp_directus_json_text (side->field, "type"), type) == 0
           : g_str_equal (type, "date") && !g_str_has_suffix (side->text, ".id");
}

/* A literal as a field of that type is compared with; NULL where it is none. */
static char *
write_literal (const Side *field,
               const Side *literal)
{
  if (literal->kind == SIDE_WORD || literal->kind == SIDE_NOW || literal->kind == SIDE_CALLER)
    return g_strdup (literal->text);
  if (literal->kind != SIDE_TEXT)
    return literal->kind == SIDE_FIELD ? g_strdup (literal->text) : NULL;
  if (has_type (field, "number") || has_type (field, "bool"))
    return NULL;
  if (has_type (field, "date"))
    {
      g_autofree char *text = g_strdup (literal->text);
      g_autofree char *quoted = NULL;

      if (strlen (text) < 20)
        return NULL;
      text[10] = 'T';
      quoted = quote (text);
      return g_strdup_printf ("timestamp(%s)", quoted);
    }
  return quote (literal->text);
}

static gboolean
can_miss (const Side *side)
{
  return side->field != NULL && !gp_directus_json_bool (side->field, "required")
         && !has_type (side, "number") && !has_type (side, "bool");
}

static Part *
compare_field (const Side *left,
               const char *operator,
               const Side *right)
{
  static const struct
  {
    const char *filter;
    const char *expr;
  } operators[] = { { "=", "==" }, { "!=", "!=" }, { "<", "<" }, { "<=", "<=" }, { ">", ">" },
                    { ">=", ">=" } };
  g_autofree char *literal = NULL;

  if (is_empty (right) && (can_miss (left) || has_type (left, "date")))
    literal = g_strdup ("null");
  else
    literal = write_literal (left, right);
  for (gsize i = 0; literal != NULL && i < G_N_ELEMENTS (operators); i++)
    if (g_str_equal (operators[i].filter, operator))
      return part_new (g_strdup_printf ("%s %s %s", left->text, operators[i].expr, literal));
  return NULL;
}

static Part *
read_comparison (Parser *self)
{
  static const struct
  {
    const char *from;
    const char *to;
  } turned[] = { { "<", ">" }, { "<=", ">=" }, { ">", "<" }, { ">=", "<=" } };
  g_auto(Side) left = { 0 };
  g_auto(Side) right = { 0 };
  const char *operator;

  read_side (self, &left);
  operator = left.kind != SIDE_NONE ? read_operator (self) : NULL;
  if (operator == NULL)
    return NULL;
  read_side (self, &right);
  if (left.kind == SIDE_FIELD && right.kind != SIDE_NONE)
    return compare_field (&left, operator, &right);
  if (right.kind == SIDE_FIELD)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (turned); i++)
        if (g_str_equal (turned[i].from, operator))
          {
            operator = turned[i].to;
            break;
          }
      return compare_field (&right, operator, &left);
    }
  return compare_caller (self, &left, operator, &right);
}

static GPtrArray *read_all (Parser *self, gboolean any);

/* (transfer full): the parts as one text. */
static char *
join (GPtrArray  *parts,
      const char *operator)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? operator : "", ((Part *) parts->pdata[i])->text);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static Part *
read_part (Parser *self)
{
  g_autoptr(GPtrArray) inner = NULL;
  g_autofree char *text = NULL;

  if (!take (self, "("))
    return read_comparison (self);
  if (++self->depth > MAX_DEPTH)
    return NULL;
  inner = read_all (self, TRUE);
  self->depth--;
  if (inner == NULL || !take (self, ")"))
    return NULL;
  text = join (inner, " || ");
  return part_new (inner->len > 1 ? g_strdup_printf ("(%s)", text) : g_steal_pointer (&text));
}

/* @any: alternatives, each of which is a whole; else what must all hold. NULL where it cannot be
 * said. */
static GPtrArray *
read_all (Parser   *self,
          gboolean  any)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);

  do
    {
      Part *part;

      if (any)
        {
          g_autoptr(GPtrArray) inner = read_all (self, FALSE);

          part = inner != NULL ? part_new (join (inner, " && ")) : NULL;
        }
      else
        {
          part = read_part (self);
        }
      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
    }
  while (take (self, any ? "||" : "&&"));
  return g_steal_pointer (&parts);
}

/* One alternative at the top: who must ask is taken out of it. */
static GpPocketbaseCase *
read_case (Parser *self)
{
  g_autoptr(GPtrArray) parts = NULL;
  GpPocketbaseCase *one;

  parts = read_all (self, FALSE);
  if (parts == NULL)
    return NULL;
  one = g_new0 (GpPocketbaseCase, 1);
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = parts->pdata[i];
      gboolean is_better = part->role != NULL
                           && (one->role == NULL || *one->role == '\0' || *part->role == '\0');

      if (!is_better)
        continue;
      if (one->role == NULL || *one->role == '\0')
        {
          g_free (one->role);
          one->role = g_strdup (part->role);
        }
      g_ptr_array_remove_index (parts, i--);
    }
  if (parts->len > 0)
    one->condition = join (parts, " && ");
  return one;
}

/* Of an alternative. */
static gboolean
is_at_end (Parser *self)
{
  skip (self);
  return *self->at == '\0' || g_str_has_prefix (self->at, "||");
}

GPtrArray *
gp_pocketbase_filter_read (JsonArray  *collections,
                           JsonObject *collection,
                           const char *filter)
{
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func (case_free);
  Parser self = { .collections = collections, .collection = collection, .at = filter };

  skip (&self);
  if (*self.at == '\0')
    {
      g_ptr_array_add (cases, g_new0 (GpPocketbaseCase, 1));
      return g_steal_pointer (&cases);
    }
  do
    {
      const char *begin = self.at;
      GpPocketbaseCase *one = NULL;

      /* Brackets around an alternative say nothing. */
      if (take (&self, "("))
        {
          one = read_case (&self);
          if (one != NULL && (!take (&self, ")") || !is_at_end (&self)))
            g_clear_pointer (&one, case_free);
          if (one == NULL)
            self.at = begin;
        }
      if (one == NULL)
        one = read_case (&self);
      if (one == NULL)
        return NULL;
      g_ptr_array_add (cases, one);
    }
  while (take (&self, "||"));
  skip (&self);
  return *self.at == '\0' ? g_steal_pointer (&cases) : NULL;
}
