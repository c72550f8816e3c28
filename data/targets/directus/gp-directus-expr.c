/* gp-directus-expr.c — a compiled condition as a filter of Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * The compiled tree says exactly which records each node is true on; this writes it down, with what
 * is known beforehand (roles, the action) folded away. Of the records that point to one, Directus
 * can be asked a single thing at a time: whether there is one with, or none with. */
#define G_LOG_DOMAIN "gp-directus-expr"
#include "config.h"
#include "gp-directus-expr.h"

#include <glib/gi18n-lib.h>

#include "gp-directus-expr-private.h"
#include "gp-directus-filter.h"

static char *print_node (GpDxPrinter *self, const GpExprQueryNode *node);

static char *
print_compound (GpDxPrinter           *self,
                const GpExprQueryNode *node)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < node->n_children; i++)
    g_ptr_array_add (parts, print_node (self, node->children[i]));
  return gp_directus_filter_join (node->kind == GP_EXPR_QUERY_AND, parts);
}

/* The list of the records that point here, as a path, and what they refer with. */
static GPtrArray *
find_list (GpDxPrinter          *self,
           const GpExprQueryRow *row)
{
  const GpElement *reference = gp_dx_field (self, &row->child_field);
  const GpElement *entity = gp_design_lookup_kind (self->options->design, &row->entity,
                                                   GP_KIND_ENTITY);
  GPtrArray *path;

  if (reference == NULL || entity == NULL || gp_element_get_bool (entity, GP_ENTITY_EXTERNAL))
    {
      g_free (gp_dx_refuse (
        self, N_("The condition looks at something that is not in this database.")));
      return NULL;
    }
  if (row->parent_key.n_hops > 0 || self->row != 0 || !gp_dx_is_here (self, row->parent_key.row)
      || self->options->subject != GP_DIRECTUS_STORED)
    {
      g_free (gp_dx_refuse (self, N_("Directus searches only what points to the record itself.")));
      return NULL;
    }
  if (self->options->may_search != NULL
      && !self->options->may_search (&row->entity, self->options->user_data))
    {
      g_free (gp_dx_refuse (
        self, N_("Directus searches only those records that the caller may read.")));
      return NULL;
    }
  gp_directus_needs_add_reference (self->options->needs, &row->child_field, TRUE);
  path = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (path, gp_directus_list_name (self->options->design, reference));
  return path;
}

/* One _some or _none for a single test of the records in the list. */
static char *
search_for (GpDxPrinter *self,
            GPtrArray   *list,
            gboolean     exists,
            const char  *test,
            const char  *key)
{
  g_autofree char *leaf = NULL, *search = NULL;

  if (gp_directus_filter_is_none (test))
    return g_strdup (exists ? GP_DIRECTUS_NONE : GP_DIRECTUS_ALL);
  leaf = gp_directus_filter_finish (test, key);
  if (!gp_directus_filter_is_leaf (leaf))
    return gp_dx_refuse (self, N_("Directus can ask related records one thing only."));
  search = g_strdup_printf ("{\"%s\":%s}", exists ? "_some" : "_none", leaf);
  return gp_directus_filter_wrap (list, search);
}

/* There is one with this or that: there is one with this, or there is one with that. */
static char *
print_exists (GpDxPrinter           *self,
              const GpExprQueryNode *node)
{
  const GpExprQueryRow *row = gp_expr_query_get_row (self->query, node->row);
  g_autoptr(GPtrArray) list = find_list (self, row);
  gboolean exists = node->kind == GP_EXPR_QUERY_EXISTS;
  const GpExprQueryNode *child = node->children[0];
  gboolean is_or = child->kind == GP_EXPR_QUERY_OR;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const GpElement *key;
  guint outer = self->row;

  if (list == NULL)
    return g_strdup (GP_DIRECTUS_NONE);
  key = gp_dx_field (self, &row->child_field);
  self->row = node->row;
  for (guint i = 0; i < (is_or ? child->n_children : 1); i++)
    {
      g_autofree char *test = print_node (self, is_or ? child->children[i] : child);

      g_ptr_array_add (parts, search_for (self, list, exists, test, gp_element_get_name (key)));
    }
  self->row = outer;
  return gp_directus_filter_join (!exists, parts);
}

static char *
print_node (GpDxPrinter           *self,
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
      filter = g_strdup (node->kind == GP_EXPR_QUERY_TRUE ? GP_DIRECTUS_ALL : GP_DIRECTUS_NONE);
      break;
    case GP_EXPR_QUERY_AND:
    case GP_EXPR_QUERY_OR:
      filter = print_compound (self, node);
      break;
    case GP_EXPR_QUERY_EXISTS:
    case GP_EXPR_QUERY_NOT_EXISTS:
      filter = print_exists (self, node);
      break;
    default:
      filter = self->options->subject == GP_DIRECTUS_STORED ? gp_dx_atom (self, node)
                                                            : gp_dx_payload_atom (self, node);
    }
  self->source = source;
  return filter;
}

/* Whether something is about the stored record, the written one, or both. */
enum
{
  ABOUT_STORED = 1 << 0,
  ABOUT_NEW    = 1 << 1,
};

static guint
find_subjects (GpDxPrinter           *self,
               const GpExprQueryNode *node)
{
  const GpExprOperand *sides[] = { node->left, node->right };
  guint found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i] != NULL && sides[i]->kind == GP_EXPR_OPERAND_COLUMN)
      {
        const GpExprQueryRow *row = gp_expr_query_get_row (self->query, sides[i]->column.row);

        found |= row->kind == GP_EXPR_ROW_NEW ? ABOUT_NEW
                 : row->kind == GP_EXPR_ROW_RECORD ? ABOUT_STORED : 0;
      }
  if (node->kind == GP_EXPR_QUERY_EXISTS || node->kind == GP_EXPR_QUERY_NOT_EXISTS)
    {
      const GpExprQueryRow *child = gp_expr_query_get_row (self->query, node->row);
      const GpExprQueryRow *row = gp_expr_query_get_row (self->query, child->parent_key.row);

      found |= row->kind == GP_EXPR_ROW_NEW ? ABOUT_NEW : ABOUT_STORED;
    }
  for (guint i = 0; i < node->n_children; i++)
    found |= find_subjects (self, node->children[i]);
  return found;
}

/* (transfer full): @part as a filter of stored records; NULL where it cannot be said. */
static char *
print_as_stored (GpDxPrinter           *self,
                 const GpExprQuery     *query,
                 const GpExprQueryNode *part)
{
  GpDirectusExpr options = *self->options;
  GpDxPrinter printer = { .options = &options, .query = query, .source = part->source };
  g_autofree char *filter = NULL;

  options.subject = GP_DIRECTUS_STORED;
  filter = print_node (&printer, part);
  if (printer.error == NULL)
    return g_steal_pointer (&filter);
  g_error_free (printer.error);
  return NULL;
}

/* Whether the stored record meets @part, a check of @field, by what @query asks of it. @touched: it
 * asks something of that field. */
static gboolean
is_met (GpDxPrinter           *self,
        const GpExprQuery     *query,
        const GpExprQueryNode *part,
        const GpId            *field,
        gboolean              *touched)
{
  GpDxPrinter printer = { .options = self->options, .query = query };
  const GpExprQueryNode *root = gp_expr_query_get_root (query);
  gboolean is_and = root->kind == GP_EXPR_QUERY_AND;
  g_autofree char *filter = print_as_stored (self, self->query, part);

  for (guint i = 0; i < (is_and ? root->n_children : 1); i++)
    {
      const GpExprQueryNode *node = is_and ? root->children[i] : root;
      g_autoptr(GHashTable) fields = g_hash_table_new (gp_id_hash, gp_id_equal);
      g_autofree char *other = NULL;

      gp_dx_payload_fields (node, fields);
      if (find_subjects (&printer, node) != ABOUT_STORED
          || !g_hash_table_contains (fields, field))
        continue;
      *touched = TRUE;
      other = print_as_stored (self, query, node);
      if (filter != NULL && g_strcmp0 (filter, other) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is changed is one field or several. A part about one is held where it is not sent, because
 * the stored record is held against it. It must be sent where the stored record is known to have
 * something else there; so must all of a part about several. */
static gboolean
must_be_sent (GpDxPrinter           *self,
              const GpExprQueryNode *part)
{
  g_autoptr(GHashTable) fields = g_hash_table_new (gp_id_hash, gp_id_equal);
  gboolean touched = FALSE, known = FALSE;
  GHashTableIter iter;
  gpointer field;

  gp_dx_payload_fields (part, fields);
  g_hash_table_iter_init (&iter, fields);
  if (!g_hash_table_iter_next (&iter, &field, NULL))
    return FALSE;
  if (g_hash_table_size (fields) > 1)
    touched = TRUE;
  else
    known = is_met (self, self->query, part, field, &touched)
            || (self->options->known != NULL
                && is_met (self, self->options->known, part, field, &touched));
  if (self->options->terms != NULL && !known)
    *self->options->terms |= touched ? GP_DIRECTUS_SENT : GP_DIRECTUS_HELD;
  return touched && !known;
}

static char *
print_part (GpDxPrinter           *self,
            const GpExprQueryNode *part)
{
  guint subjects = find_subjects (self, part);
  gboolean is_check = subjects == ABOUT_NEW && self->options->subject != GP_DIRECTUS_CREATED;

  self->source = part->source;
  if (subjects == (ABOUT_STORED | ABOUT_NEW) && self->options->subject != GP_DIRECTUS_CREATED)
    return gp_dx_refuse (self, N_("Directus cannot compare what is stored with what is written."));
  if (self->options->subject == GP_DIRECTUS_UPDATED && subjects == ABOUT_STORED)
    return g_strdup (GP_DIRECTUS_ALL);
  self->may_miss = !is_check || !must_be_sent (self, part);
  if (self->options->subject == GP_DIRECTUS_STORED && !self->may_miss)
    return g_strdup (GP_DIRECTUS_ALL);
  return print_node (self, part);
}

static char *
print_parts (GpDxPrinter           *self,
             const GpExprQueryNode *root)
{
  gboolean is_and = root->kind == GP_EXPR_QUERY_AND;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < (is_and ? root->n_children : 1); i++)
    g_ptr_array_add (parts, print_part (self, is_and ? root->children[i] : root));
  return gp_directus_filter_join (TRUE, parts);
}

char *
gp_directus_expr_print (const GpDirectusExpr *self,
                        const GpExprQuery    *query,
                        GError              **error)
{
  GpDxPrinter printer = { .options = self, .query = query };
  g_autofree char *filter = NULL;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);

  filter = print_parts (&printer, gp_expr_query_get_root (query));
  if (printer.error == NULL)
    return g_steal_pointer (&filter);
  g_propagate_error (error, printer.error);
  return NULL;
}
