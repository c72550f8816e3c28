/* gp-expr-rename.c — new names in the text of an expression
 * SPDX-License-Identifier: Apache-2.0
 *
 * The type check knows which bytes name which element. Each becomes an edit; the edits are applied
 * from the end to the beginning, so that earlier places stay where they are. */

#define G_LOG_DOMAIN "gp-expr-rename"

#include "config.h"

#include "gp-expr-rename.h"

#include <string.h>

#include "gp-expr-check.h"
#include "gp-expr-lexer.h"
#include "gp-expr-parser.h"
#include "gp-expr-value-text.h"

typedef struct
{
  gsize offset;
  gsize length;
  char *replacement;
} Edit;

typedef struct
{
  const char *text;
  const GpExprScope *scope;
  const GpId *element;
  const char *new_name;
  GpExpr *expr;
  GpExprCheck *check;
  GArray *edits;
} Renamer;

static void
edit_clear (gpointer data)
{
  g_free (((Edit *) data)->replacement);
}

static void
add_edit (Renamer *self,
          gsize    offset,
          gsize    length,
          char    *replacement)
{
  Edit edit = { offset, length, replacement };

  g_array_append_val (self->edits, edit);
}

/* A text literal in the quotes of the one that it replaces. */
static char *
quote (const char *name,
       char        mark)
{
  g_autoptr(GString) out = g_string_new (NULL);

  gp_expr_append_string (out, name, strlen (name));
  if (mark == '"')
    {
      g_string_replace (out, "\\'", "'", 0);
      g_string_truncate (out, out->len - 1);
      g_string_erase (out, 0, 1);
      g_string_replace (out, "\"", "\\\"", 0);
      g_string_prepend_c (out, '"');
      g_string_append_c (out, '"');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
replace_literal (Renamer    *self,
                 gsize       offset,
                 gsize       length,
                 const char *name)
{
  /* A raw text begins with r or R. */
  char mark = self->text[offset] == '"' || self->text[offset + 1] == '"' ? '"' : '\'';

  add_edit (self, offset, length, quote (name, mark));
}

/* Whether @name, as a member of @target, would mean something else than the element. */
static gboolean
is_taken (Renamer          *self,
          const GpExprType *target,
          const char       *name,
          GpExprLink        link)
{
  GpExprMember member;

  if (!self->scope->find_member (self->scope, target, name, &member) ||
      gp_id_equal (&member.element, self->element))
    return FALSE;
  /* References go before lists of records, and are hidden by fields only. */
  return link != GP_EXPR_LINK_REFERENCE || member.link == GP_EXPR_LINK_FIELD;
}

/* "owner_ref", or with as many "_ref" as it takes to be no field's name. */
static char *
make_ref_name (Renamer          *self,
               const GpExprType *target,
               const char       *field)
{
  g_autoptr(GString) name = g_string_new (field);

  do
    g_string_append (name, "_ref");
  while (g_str_equal (name->str, self->new_name) ||
         is_taken (self, target, name->str, GP_EXPR_LINK_REFERENCE));
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static char *
make_reference_name (Renamer          *self,
                     const GpExprType *target,
                     GpExprNaming      naming)
{
  gsize length = strlen (self->new_name);
  g_autofree char *stem = NULL;

  if (naming == GP_EXPR_NAMING_WITHOUT_ID && length > 3 &&
      g_str_has_suffix (self->new_name, "_id"))
    {
      stem = g_strndup (self->new_name, length - 3);
      if (!is_taken (self, target, stem, GP_EXPR_LINK_REFERENCE))
        return g_steal_pointer (&stem);
    }
  return make_ref_name (self, target, self->new_name);
}

static const char *
get_name (Renamer    *self,
          const GpId *element)
{
  const char *name = NULL;

  if (gp_id_equal (element, self->element))
    return self->new_name;
  if (self->scope->get_name != NULL)
    name = self->scope->get_name (self->scope, element);
  return name != NULL ? name : "";
}

static char *
make_children_name (Renamer            *self,
                    const GpExprType   *target,
                    const GpExprMember *member)
{
  const char *entity = get_name (self, &member->element);

  if (member->naming == GP_EXPR_NAMING_EXACT &&
      !is_taken (self, target, entity, GP_EXPR_LINK_CHILDREN))
    return g_strdup (entity);
  return g_strconcat (entity, "__", get_name (self, &member->via), NULL);
}

/* How @member is written when the element has its new name. */
static char *
make_name (Renamer            *self,
           const GpExprType   *target,
           const GpExprMember *member)
{
  switch (member->link)
    {
    case GP_EXPR_LINK_REFERENCE:
      return make_reference_name (self, target, member->naming);
    case GP_EXPR_LINK_CHILDREN:
      return make_children_name (self, target, member);
    case GP_EXPR_LINK_VALUE:
    case GP_EXPR_LINK_FIELD:
    case GP_EXPR_LINK_ELEMENT:
    default:
      return g_strdup (self->new_name);
    }
}

/* The offset of the dot before a member's name. */
static gsize
find_dot (Renamer          *self,
          const GpExprNode *node)
{
  const GpExprNode *target = node->children[0];
  GpExprLexer lexer = { .text = self->text, .length = strlen (self->text),
                        .cursor = target->offset + target->length };
  gsize dot = node->name_offset;
  GpExprToken token;

  for (token = gp_expr_lexer_next (&lexer);
       token.kind != GP_EXPR_TOKEN_END && token.offset < node->name_offset;
       token = gp_expr_lexer_next (&lexer))
    if (token.kind == GP_EXPR_TOKEN_DOT)
      dot = token.offset;
  return dot;
}

/* record.name becomes record['new name']. has() takes no brackets, so has(record.name) becomes
 * (record['new name'] != null); a field that is never null is compared with itself, which is an
 * error where has() is one, and else true. */
static void
put_in_brackets (Renamer          *self,
                 const GpExprNode *node,
                 const char       *name)
{
  const GpExprMember *member = gp_expr_check_get_member (self->check, node);
  const GpExprNode *target = node->children[0];
  g_autofree char *quoted = quote (name, '\'');
  char *test;

  add_edit (self, find_dot (self, node), 1, g_strdup (""));
  if (node->kind == GP_EXPR_NODE_SELECT)
    {
      add_edit (self, node->name_offset, node->name_length, g_strdup_printf ("[%s]", quoted));
      return;
    }

  test = member->type.nullable
           ? g_strdup_printf ("[%s] != null", quoted)
           : g_strdup_printf ("[%s] == %.*s[%s]", quoted, (int) target->length,
                              self->text + target->offset, quoted);
  add_edit (self, node->offset, strlen ("has"), g_strdup (""));
  add_edit (self, node->name_offset, node->name_length, test);
}

static void
write_member (Renamer          *self,
              const GpExprNode *node,
              const char       *name)
{
  if (node->kind == GP_EXPR_NODE_INDEX)
    replace_literal (self, node->children[1]->offset, node->children[1]->length, name);
  else if (gp_expr_name_is_identifier (name))
    add_edit (self, node->name_offset, node->name_length, g_strdup (name));
  else
    put_in_brackets (self, node, name);
}

static const GpExprType *
get_target (Renamer          *self,
            const GpExprNode *node)
{
  return gp_expr_check_get_type (self->check, node->children[0]);
}

static gboolean
is_member_node (const GpExprNode *node)
{
  return node->kind == GP_EXPR_NODE_SELECT || node->kind == GP_EXPR_NODE_HAS ||
         node->kind == GP_EXPR_NODE_INDEX;
}

static void
rename_references (Renamer *self)
{
  gsize n;
  const GpExprReference *references = gp_expr_check_get_references (self->check, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpExprReference *reference = &references[i];

      if (!gp_id_equal (&reference->element, self->element))
        continue;
      if (reference->kind == GP_EXPR_REFERENCE_TEXT)
        replace_literal (self, reference->offset, reference->length, self->new_name);
      else if (reference->kind == GP_EXPR_REFERENCE_NAME && is_member_node (reference->node))
        {
          const GpExprMember *member = gp_expr_check_get_member (self->check, reference->node);
          g_autofree char *name = make_name (self, get_target (self, reference->node), member);

          write_member (self, reference->node, name);
        }
    }
}

/* Whether the element, under its new name, takes @name away from what it means in @target. */
static gboolean
will_be_hidden (Renamer            *self,
                const GpExprType   *target,
                const GpExprMember *member,
                const char         *name)
{
  const char *old_name = self->scope->get_name (self->scope, self->element);
  g_autofree char *with_id = g_strconcat (name, "_id", NULL);
  GpExprMember owned;

  if (old_name == NULL || target->kind != GP_EXPR_TYPE_RECORD ||
      !self->scope->find_member (self->scope, target, old_name, &owned) ||
      !gp_id_equal (&owned.element, self->element) || owned.link != GP_EXPR_LINK_FIELD)
    return FALSE;

  if (g_str_equal (name, self->new_name))
    return TRUE;
  return member->link == GP_EXPR_LINK_CHILDREN && g_str_equal (with_id, self->new_name);
}

/* record.project means the reference project_id until another field is called project. */
static void
spell_out_hidden_names (Renamer *self)
{
  guint n = gp_expr_get_n_nodes (self->expr);

  if (self->scope->get_name == NULL)
    return;

  for (guint i = 0; i < n; i++)
    {
      const GpExprNode *node = gp_expr_get_node (self->expr, i);
      const GpExprMember *member = gp_expr_check_get_member (self->check, node);
      g_autofree char *name = NULL;

      if (member == NULL || node->name == NULL || !is_member_node (node) ||
          member->link == GP_EXPR_LINK_FIELD || gp_id_equal (&member->element, self->element) ||
          !will_be_hidden (self, get_target (self, node), member, node->name))
        continue;

      if (member->link == GP_EXPR_LINK_REFERENCE)
        name = make_ref_name (self, get_target (self, node), get_name (self, &member->element));
      else
        name = g_strconcat (get_name (self, &member->element), "__",
                            get_name (self, &member->via), NULL);
      write_member (self, node, name);
    }
}

static int
compare_edits (gconstpointer a,
               gconstpointer b)
{
  const Edit *left = a, *right = b;

  return (left->offset < right->offset) - (left->offset > right->offset);
}

/* The text with all edits, which do not overlap; NULL where there are none. */
static char *
apply_edits (Renamer *self)
{
  g_autoptr(GString) out = NULL;

  if (self->edits->len == 0)
    return NULL;

  out = g_string_new (self->text);
  g_array_sort (self->edits, compare_edits);
  for (guint i = 0; i < self->edits->len; i++)
    {
      const Edit *edit = &g_array_index (self->edits, Edit, i);

      if (i > 0 && edit->offset == g_array_index (self->edits, Edit, i - 1).offset)
        continue;   /* one name made of two, both of the same element */
      g_string_erase (out, (gssize) edit->offset, (gssize) edit->length);
      g_string_insert (out, (gssize) edit->offset, edit->replacement);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
renamer_init (Renamer           *self,
              const char        *text,
              const GpExprScope *scope,
              const GpId        *element,
              const char        *new_name)
{
  *self = (Renamer) { .text = text, .scope = scope, .element = element, .new_name = new_name };
  self->expr = gp_expr_parse (text, -1, NULL);
  if (self->expr == NULL)
    return FALSE;

  self->check = gp_expr_check_new (self->expr, scope, NULL, NULL);
  self->edits = g_array_new (FALSE, FALSE, sizeof (Edit));
  g_array_set_clear_func (self->edits, edit_clear);
  return TRUE;
}

static void
renamer_clear (Renamer *self)
{
  gp_expr_unref (self->expr);
  gp_expr_check_free (self->check);
  g_clear_pointer (&self->edits, g_array_unref);
}

char *
gp_expr_rename (const char        *text,
                const GpExprScope *scope,
                const GpId        *element,
                const char        *new_name)
{
  Renamer renamer;
  char *result = NULL;

  g_return_val_if_fail (text != NULL && scope != NULL && element != NULL && new_name != NULL, NULL);

  if (renamer_init (&renamer, text, scope, element, new_name))
    {
      rename_references (&renamer);
      spell_out_hidden_names (&renamer);
      result = apply_edits (&renamer);
    }
  renamer_clear (&renamer);
  return result;
}

char *
gp_expr_rename_choice (const char        *text,
                       const GpExprScope *scope,
                       const GpId        *field,
                       const char        *old_value,
                       const char        *new_value)
{
  Renamer renamer;
  char *result = NULL;

  g_return_val_if_fail (text != NULL && scope != NULL && field != NULL, NULL);
  g_return_val_if_fail (old_value != NULL && new_value != NULL, NULL);

  if (renamer_init (&renamer, text, scope, field, new_value))
    {
      gsize n;
      const GpExprReference *references = gp_expr_check_get_references (renamer.check, &n);

      for (gsize i = 0; i < n; i++)
        if (references[i].kind == GP_EXPR_REFERENCE_CHOICE &&
            gp_id_equal (&references[i].element, field) &&
            g_str_equal (gp_expr_value_get_string (references[i].node->value, NULL), old_value))
          replace_literal (&renamer, references[i].offset, references[i].length, new_value);
      result = apply_edits (&renamer);
    }
  renamer_clear (&renamer);
  return result;
}
