/* gp-pocketbase-expr.c — a compiled condition in the filter language of PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * The compiled tree says exactly which records each node is true on; this writes it down. Of the
 * records that point to one, PocketBase joins all and asks whether one of them ("?=") or each ("=")
 * is so. All "?" of one list are about the same record, which is what a search means; a second
 * search of the list would be about that record, too, and is refused. */
#define G_LOG_DOMAIN "gp-pocketbase-expr"
#include "config.h"
#include "gp-pocketbase-expr.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-pocketbase-expr-private.h"

gboolean
gp_pocketbase_expr_is_all (const char *filter)
{
  return g_str_equal (filter, GP_POCKETBASE_ALL);
}

gboolean
gp_pocketbase_expr_is_none (const char *filter)
{
  return g_str_equal (filter, GP_POCKETBASE_NONE);
}

static gboolean
has_text (const GPtrArray *texts,
          const char      *text)
{
  for (guint i = 0; i < texts->len; i++)
    if (g_str_equal (texts->pdata[i], text))
      return TRUE;
  return FALSE;
}

char *
gp_pocketbase_expr_join (gboolean         all,
                         const GPtrArray *parts)
{
  const char *neutral = all ? GP_POCKETBASE_ALL : GP_POCKETBASE_NONE;
  const char *decisive = all ? GP_POCKETBASE_NONE : GP_POCKETBASE_ALL;
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();
  GString *out;

  for (guint i = 0; i < parts->len; i++)
    {
      if (g_str_equal (parts->pdata[i], decisive))
        return g_strdup (decisive);
      if (!g_str_equal (parts->pdata[i], neutral) && !has_text (kept, parts->pdata[i]))
        g_ptr_array_add (kept, parts->pdata[i]);
    }
  if (kept->len < 2)
    return g_strdup (kept->len == 1 ? kept->pdata[0] : neutral);
  out = g_string_new ("(");
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "" : all ? " && " : " || ",
                            (char *) kept->pdata[i]);
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

char *
gp_pocketbase_expr_join_two (gboolean  all,
                             char     *first,
                             char     *second)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, first);
  g_ptr_array_add (parts, second);
  return gp_pocketbase_expr_join (all, parts);
}

/* Whether somebody with @role has @wanted. @seen: against circles. */
static gboolean
gives (GpDesign   *design,
       const GpId *role,
       const GpId *wanted,
       GHashTable *seen)
{
  const GpElement *element = gp_design_lookup_kind (design, role, GP_KIND_ROLE);
  const GpId *inherits;
  gsize n;

  if (element == NULL || !g_hash_table_add (seen, (gpointer) gp_element_get_id (element)))
    return FALSE;
  if (gp_id_equal (role, wanted))
    return TRUE;
  inherits = gp_element_get_refs (element, GP_ROLE_INHERITS, &n);
  for (gsize i = 0; i < n; i++)
    if (gives (design, &inherits[i], wanted, seen))
      return TRUE;
  return FALSE;
}

/* Lists of an account's choices are a text for "~", with each in quotes. Case does not count
 * there; that two roles differ by more is seen to where the accounts are described. */
static char *
write_role (const char *name,
            gboolean    not,
            GError    **error)
{
  for (const char *c = name; *c != '\0'; c++)
    if (strchr ("\"'\\%<>&", *c) != NULL || (guchar) *c < ' ')
      {
        g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                     _("PocketBase cannot search for a role called “%s”."), name);
        return NULL;
      }
  return g_strdup_printf ("@request.auth." GP_POCKETBASE_ROLES " %s '\"%s\"'", not ? "!~" : "~",
                          name);
}

char *
gp_pocketbase_expr_role (GpDesign    *design,
                         const GpId  *role,
                         gboolean     not,
                         GError     **error)
{
  g_autoptr(GPtrArray) roles = gp_design_list (design, GP_KIND_ROLE);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gboolean signed_in = FALSE;

  for (guint i = 0; i < roles->len; i++)
    {
      const GpElement *element = roles->pdata[i];
      g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);
      char *part;

      if (!gives (design, gp_element_get_id (element), role, seen))
        continue;
      if (gp_element_is (element, GP_ROLE_MEMBERSHIP, "everyone"))
        return g_strdup (not ? GP_POCKETBASE_NONE : GP_POCKETBASE_ALL);
      signed_in = signed_in || gp_element_is (element, GP_ROLE_MEMBERSHIP, "signed_in");
      part = write_role (gp_element_get_name (element), not, error);
      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
    }
  if (signed_in)
    return g_strdup_printf ("@request.auth.collectionId %s \"" GP_POCKETBASE_ACCOUNTS "\"",
                            not ? "!=" : "=");
  if (!not)
    return gp_pocketbase_expr_join (FALSE, parts);
  return gp_pocketbase_expr_join_two (FALSE, g_strdup ("@request.auth.id = \"\""),
                                      gp_pocketbase_expr_join (TRUE, parts));
}

static char *print_node (GpPbPrinter *self, const GpExprQueryNode *node);

static char *
print_compound (GpPbPrinter           *self,
                const GpExprQueryNode *node)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < node->n_children; i++)
    g_ptr_array_add (parts, print_node (self, node->children[i]));
  return gp_pocketbase_expr_join (node->kind == GP_EXPR_QUERY_AND, parts);
}

/* "task_via_project.", or NULL, and refused. */
static char *
find_list (GpPbPrinter          *self,
           const GpExprQueryRow *row)
{
  GpDesign *design = self->options->design;
  const GpElement *reference = gp_pb_field (self, &row->child_field);
  const GpElement *entity = gp_design_lookup_kind (design, &row->entity, GP_KIND_ENTITY);
  const GpElement *key = gp_pb_field (self, &row->parent_key.field);

  if (reference == NULL || entity == NULL || key == NULL || self->row != 0
      || row->parent_key.n_hops > 0
      || gp_pocketbase_class (design, reference) != GP_PB_LINK
      || gp_expr_query_get_row (self->query, row->parent_key.row)->kind == GP_EXPR_ROW_CHILD)
    {
      g_free (gp_pb_refuse (self,
                            N_("PocketBase searches only what points to the record itself.")));
      return NULL;
    }
  return g_strdup_printf ("%s_via_%s.", gp_element_get_name (entity),
                          gp_element_get_name (reference));
}

static gboolean
take_list (GpPbPrinter *self,
           const char  *list)
{
  if (self->options->searched == NULL
      || g_hash_table_add (self->options->searched, g_strdup (list)))
    return TRUE;
  g_free (gp_pb_refuse (self, N_("PocketBase can search the same related records once alone.")));
  return FALSE;
}

static char *
print_some (GpPbPrinter           *self,
            const GpExprQueryNode *node)
{
  char *test;

  self->any = TRUE;
  test = print_node (self, node->children[0]);
  self->any = FALSE;
  return gp_pocketbase_expr_join_two (TRUE, test,
                                      g_strdup_printf ("%sid ?!= \"\"", self->list));
}

/* None of the list is so: there is no list, or each of it is otherwise. */
static char *
print_otherwise (GpPbPrinter           *self,
                 const GpExprQueryNode *atom)
{
  static const GpExprNodeKind opposites[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_EQ] = GP_EXPR_NODE_NE, [GP_EXPR_NODE_LT] = GP_EXPR_NODE_GE,
    [GP_EXPR_NODE_LE] = GP_EXPR_NODE_GT, [GP_EXPR_NODE_GT] = GP_EXPR_NODE_LE,
    [GP_EXPR_NODE_GE] = GP_EXPR_NODE_LT,
  };
  g_auto(GpPbSide) side = { 0 };
  g_autofree char *literal = NULL;

  if (atom->left == NULL || atom->left->kind != GP_EXPR_OPERAND_COLUMN
      || atom->left->column.n_hops > 0
      || gp_expr_query_get_row (self->query, atom->left->column.row)->kind != GP_EXPR_ROW_CHILD
      || !gp_pb_side_read (self, atom->left, &side))
    return gp_pb_refuse (self, N_("PocketBase cannot rule this out of related records."));
  if (atom->kind == GP_EXPR_QUERY_IS_NULL || atom->kind == GP_EXPR_QUERY_NOT_NULL)
    return gp_pocketbase_may_miss (self->options->design, side.field)
      ? g_strdup_printf ("%s %s \"\"", side.text,
                         atom->kind == GP_EXPR_QUERY_IS_NULL ? "!=" : "=")
      : g_strdup (atom->kind == GP_EXPR_QUERY_IS_NULL ? GP_POCKETBASE_ALL : GP_POCKETBASE_NONE);
  if (atom->kind == GP_EXPR_QUERY_COMPARE && atom->right->kind == GP_EXPR_OPERAND_VALUE
      && opposites[atom->op] != 0
      && (atom->op == GP_EXPR_NODE_EQ || side.class == GP_PB_NUMBER))
    {
      literal = gp_pb_literal (self, atom->right->value, side.class);
      if (!g_str_equal (literal, "\"\""))
        return g_strdup_printf ("%s %s %s", side.text, gp_pb_operator (self, opposites[atom->op]),
                                literal);
    }
  return gp_pb_refuse (self, N_("PocketBase cannot rule this out of related records."));
}

static char *
print_none (GpPbPrinter           *self,
            const GpExprQueryNode *node)
{
  const GpExprQueryNode *child = node->children[0];
  gboolean is_or = child->kind == GP_EXPR_QUERY_OR;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *empty = g_strdup_printf ("%sid = \"\"", self->list);

  if (child->kind == GP_EXPR_QUERY_TRUE)
    return empty;
  for (guint i = 0; i < (is_or ? child->n_children : 1); i++)
    g_ptr_array_add (parts, print_otherwise (self, is_or ? child->children[i] : child));
  return gp_pocketbase_expr_join_two (FALSE, empty, gp_pocketbase_expr_join (TRUE, parts));
}

static char *
print_search (GpPbPrinter           *self,
              const GpExprQueryNode *node)
{
  g_autofree char *list = find_list (self, gp_expr_query_get_row (self->query, node->row));
  gboolean exists = node->kind == GP_EXPR_QUERY_EXISTS;
  char *filter;

  if (list == NULL || (exists && !take_list (self, list)))
    return g_strdup (GP_POCKETBASE_NONE);
  self->row = node->row;
  self->list = list;
  filter = exists ? print_some (self, node) : print_none (self, node);
  self->row = 0;
  self->list = NULL;
  return filter;
}

/* The field that is written by which @operand begins; NULL where it is not about `new`. */
static const GpElement *
find_written (GpPbPrinter         *self,
              const GpExprOperand *operand)
{
  const GpExprColumn *column;
  const GpElement *field;

  if (operand == NULL || operand->kind != GP_EXPR_OPERAND_COLUMN)
    return NULL;
  column = &operand->column;
  if (gp_expr_query_get_row (self->query, column->row)->kind != GP_EXPR_ROW_NEW)
    return NULL;
  field = gp_pb_field (self, column->n_hops > 0 ? &column->hops[0].reference : &column->field);
  return field == NULL || gp_pocketbase_is_id (self->options->design, field)
         || gp_pocketbase_is_own_time (field) ? NULL : field;
}

/* What is going to be is what was sent, or, where nothing was, what is stored. */
static char *
print_atom (GpPbPrinter           *self,
            const GpExprQueryNode *node)
{
  const GpElement *left = find_written (self, node->left);
  const GpElement *right = find_written (self, node->right);
  const char *name;
  char *kept, *sent;

  if (!self->options->is_update || (left == NULL && right == NULL))
    return gp_pb_atom (self, node);
  if (left != NULL && right != NULL)
    return gp_pb_refuse (self, N_("PocketBase cannot compare two values that are written."));
  name = gp_element_get_name (left != NULL ? left : right);
  kept = gp_pb_atom (self, node);
  self->sent = TRUE;
  sent = gp_pb_atom (self, node);
  self->sent = FALSE;
  kept = gp_pocketbase_expr_join_two (
    TRUE, g_strdup_printf ("@request.data.%s:isset = false", name), kept);
  sent = gp_pocketbase_expr_join_two (
    TRUE, g_strdup_printf ("@request.data.%s:isset = true", name), sent);
  return gp_pocketbase_expr_join_two (FALSE, kept, sent);
}

static char *
print_node (GpPbPrinter           *self,
            const GpExprQueryNode *node)
{
  const GpExprNode *source = self->source;
  char *filter;

  if (node->source != NULL)
    self->source = node->source;
  switch (node->kind)
    {
    case GP_EXPR_QUERY_TRUE:
    case GP_EXPR_QUERY_FALSE:
      filter = g_strdup (node->kind == GP_EXPR_QUERY_TRUE ? GP_POCKETBASE_ALL
                                                          : GP_POCKETBASE_NONE);
      break;
    case GP_EXPR_QUERY_AND:
    case GP_EXPR_QUERY_OR:
      filter = print_compound (self, node);
      break;
    case GP_EXPR_QUERY_EXISTS:
    case GP_EXPR_QUERY_NOT_EXISTS:
      filter = print_search (self, node);
      break;
    default:
      filter = print_atom (self, node);
    }
  self->source = source;
  return filter;
}

char *
gp_pocketbase_expr_print (const GpPocketbaseExpr *self,
                          const GpExprQuery      *query,
                          GError                **error)
{
  GpPbPrinter printer = { .options = self, .query = query };
  g_autofree char *filter = NULL;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);

  filter = print_node (&printer, gp_expr_query_get_root (query));
  if (printer.error == NULL)
    return g_steal_pointer (&filter);
  g_propagate_error (error, printer.error);
  return NULL;
}
