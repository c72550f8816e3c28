/* gp-directus-expr-payload.c — conditions about what is written, as validation of Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * Validation looks at what is sent: a field that is missing passes every test but _submitted, there
 * are no related records, and null passes some. Each test says all of it. A record that a reference
 * leads to can be asked for one thing: whether it is one of the caller's. */
#define G_LOG_DOMAIN "gp-directus-expr-payload"
#include "config.h"
#include "gp-directus-expr.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-access-record.h"
#include "gp-directus-expr-private.h"
#include "gp-directus-filter.h"

#define LATER (100 * (gint64) G_USEC_PER_SEC)

static const GpId *
sent_field (const GpExprOperand *operand)
{
  return operand->column.n_hops > 0 ? &operand->column.hops[0].reference : &operand->column.field;
}

void
gp_dx_payload_fields (const GpExprQueryNode *node,
                      GHashTable            *fields)
{
  const GpExprOperand *sides[] = { node->left, node->right };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i] != NULL && sides[i]->kind == GP_EXPR_OPERAND_COLUMN)
      g_hash_table_add (fields, (gpointer) sent_field (sides[i]));
  for (guint i = 0; i < node->n_children; i++)
    gp_dx_payload_fields (node->children[i], fields);
}

/* What a created record has where the field is not sent; NULL where that cannot be known. */
static GpExprValue *
find_default (GpDxPrinter *self,
              const GpId  *id)
{
  const GpElement *field = gp_dx_field (self, id);
  GpAccessWorld world = { .design = self->options->design };
  g_autoptr(GpAccessRecord) now = gp_access_record_new (&world, gp_element_get_parent (field));
  g_autoptr(GpAccessRecord) later = gp_access_record_new (&world, gp_element_get_parent (field));
  const GpExprValue *value;

  gp_access_record_add_defaults (now, 0);
  gp_access_record_add_defaults (later, LATER);
  value = gp_access_record_get (now, id);
  if (!gp_expr_value_equal (value, gp_access_record_get (later, id)))
    return NULL;
  if (gp_expr_value_is_null (value)
      && (gp_element_has (field, GP_FIELD_DEFAULT) || gp_element_has (field, GP_FIELD_IDENTITY)))
    return NULL;
  return gp_expr_value_ref (value);
}

static gboolean
is_one_of (const GpExprQueryNode *node,
           const GpExprValue     *value)
{
  for (guint i = 0; i < node->n_values; i++)
    if (gp_expr_value_equal (node->values[i], value))
      return TRUE;
  return FALSE;
}

static gboolean
holds_for (GpDxPrinter           *self,
           const GpExprQueryNode *node,
           const GpExprValue     *value)
{
  gboolean is_left = node->left->kind == GP_EXPR_OPERAND_COLUMN;
  const GpExprOperand *other = is_left ? node->right : node->left;
  g_auto(GpDxParam) param = { 0 };

  if (node->kind == GP_EXPR_QUERY_IS_NULL || gp_expr_value_is_null (value))
    return node->kind == GP_EXPR_QUERY_IS_NULL && gp_expr_value_is_null (value);
  if (node->kind == GP_EXPR_QUERY_NOT_NULL)
    return TRUE;
  if (node->kind == GP_EXPR_QUERY_ANY_OF || node->kind == GP_EXPR_QUERY_NONE_OF)
    return is_one_of (node, value) == (node->kind == GP_EXPR_QUERY_ANY_OF);
  param = gp_dx_param (self, other);
  if (param.kind != GP_DX_PARAM_KNOWN)
    return FALSE;
  return gp_dx_holds (node, is_left ? value : param.value, is_left ? param.value : value);
}

/* Whether the test is met by a record for which the field is not sent. */
static gboolean
may_be_missing (GpDxPrinter           *self,
                const GpExprQueryNode *node,
                const GpExprOperand   *column)
{
  g_autoptr(GpExprValue) value = NULL;

  if (self->options->subject == GP_DIRECTUS_UPDATED)
    return self->may_miss;
  if (column->column.n_hops > 0)
    return FALSE;
  value = find_default (self, &column->column.field);
  return value != NULL && holds_for (self, node, value);
}

/* record.owner.id is owner_id itself, which is sent. */
static gboolean
is_sent (const GpExprOperand *operand)
{
  const GpExprColumn *column = &operand->column;

  return column->n_hops == 0
         || (column->n_hops == 1 && gp_id_equal (&column->hops[0].key, &column->field));
}

/* The caller's own records, as far away from them as the reference leads: their ids. */
static char *
list_own (GpDxPrinter         *self,
          const GpExprOperand *column)
{
  GpDesign *design = self->options->design;
  const GpElement *field = gp_dx_field (self, &column->column.field);
  g_autofree char *owner = gp_directus_owner_name (design, field);
  g_autoptr(GString) variable = g_string_new ("[\"$CURRENT_USER.");

  gp_directus_needs_add_owner (self->options->needs, &column->column.field);
  g_string_append (variable, owner);
  for (guint i = column->column.n_hops; i > 1; i--)
    {
      const GpElement *reference = gp_dx_field (self, &column->column.hops[i - 1].reference);
      g_autofree char *list = gp_directus_list_name (design, reference);

      gp_directus_needs_add_reference (self->options->needs, gp_element_get_id (reference), TRUE);
      g_string_append_printf (variable, ".%s", list);
    }
  g_string_append_printf (variable, ".%s\"]",
                          gp_element_get_name (gp_dx_field (self, &column->column.hops[0].key)));
  return g_string_free (g_steal_pointer (&variable), FALSE);
}

static char *
print_own (GpDxPrinter           *self,
           const GpExprQueryNode *node,
           const GpExprOperand   *column)
{
  const GpExprOperand *other = column == node->left ? node->right : node->left;
  g_autoptr(GPtrArray) path = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (node->kind != GP_EXPR_QUERY_COMPARE || node->op != GP_EXPR_NODE_EQ
      || g_strcmp0 (other->param, "user.id") != 0
      || gp_element_has (gp_dx_field (self, &column->column.field), GP_FIELD_REFERENCE))
    return gp_dx_refuse (self, N_("Directus validates what is sent, without related records."));
  if (self->options->caller != NULL && !gp_access_caller_is_signed_in (self->options->caller))
    return g_strdup (GP_DIRECTUS_NONE);
  list = list_own (self, column);
  g_ptr_array_add (path,
                   (gpointer) gp_element_get_name (gp_dx_field (self, sent_field (column))));
  return gp_directus_filter_leaf (path, "_in", list);
}

/* A value can be sent in several spellings; what must not be equal has to be told apart in all. */
static gboolean
can_exclude (GpDxPrinter           *self,
             const GpExprQueryNode *node,
             const GpExprOperand   *column)
{
  const GpExprOperand *other = column == node->left ? node->right : node->left;
  GpDxClass class = gp_dx_class (self, &column->column.field);

  if (node->kind == GP_EXPR_QUERY_NONE_OF || node->kind == GP_EXPR_QUERY_NOT_MEMBER)
    return FALSE;
  if (class == GP_DX_TIMESTAMP)
    return node->kind != GP_EXPR_QUERY_COMPARE
           || (node->op != GP_EXPR_NODE_EQ && node->op != GP_EXPR_NODE_NE);
  if (node->kind != GP_EXPR_QUERY_COMPARE || node->op != GP_EXPR_NODE_NE)
    return TRUE;
  if (other->kind != GP_EXPR_OPERAND_VALUE)
    return FALSE;
  return class == GP_DX_BOOL
         || (class == GP_DX_TEXT && other->type.kind == GP_EXPR_TYPE_STRING
             && g_ascii_strtod (gp_expr_value_get_string (other->value, NULL), NULL) == 0
             && !g_ascii_isdigit (*gp_expr_value_get_string (other->value, NULL)));
}

char *
gp_dx_payload_atom (GpDxPrinter           *self,
                    const GpExprQueryNode *node)
{
  const GpExprOperand *column = node->left->kind == GP_EXPR_OPERAND_COLUMN ? node->left
                                                                          : node->right;
  GpExprOperand direct;
  GpExprQueryNode nearer = *node;
  gboolean is_null = node->kind == GP_EXPR_QUERY_IS_NULL;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) path = g_ptr_array_new ();

  if (column == NULL || column->kind != GP_EXPR_OPERAND_COLUMN)
    return gp_dx_atom (self, node);
  if (column->column.n_hops > 0 && is_sent (column))
    {
      direct = *column;
      direct.column.field = column->column.hops[0].reference;
      direct.column.n_hops = 0;
      nearer.left = column == node->left ? &direct : node->left;
      nearer.right = column == node->right ? &direct : node->right;
      return gp_dx_payload_atom (self, &nearer);
    }
  if (gp_dx_field (self, sent_field (column)) == NULL
      || column->transform != GP_EXPR_TRANSFORM_NONE || !can_exclude (self, node, column))
    return gp_dx_refuse (self, N_("Directus cannot hold what is sent against this."));
  g_ptr_array_add (parts, column->column.n_hops > 0 ? print_own (self, node, column)
                                                    : gp_dx_atom (self, node));
  if (self->error != NULL || gp_directus_filter_is_none (parts->pdata[0]))
    return g_strdup (GP_DIRECTUS_NONE);
  g_ptr_array_add (path,
                   (gpointer) gp_element_get_name (gp_dx_field (self, sent_field (column))));
  if (!is_null)
    g_ptr_array_add (parts, gp_directus_filter_leaf (path, "_nnull", "true"));
  if (!may_be_missing (self, node, column))
    g_ptr_array_add (parts, gp_directus_filter_leaf (path, "_submitted", "true"));
  return gp_directus_filter_join (TRUE, parts);
}
