/* gp-directus-flow-expr.c — expressions of a flow as templates and filters of Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus knows paths and comparisons with them, nothing that computes. A path of ours becomes one
 * of its data chain: what started the flow, what the operations gave by their keys. Whatever has no
 * exact counterpart is refused; nothing is guessed. */
#define G_LOG_DOMAIN "gp-directus-flow"
#include "config.h"

#include "gp-directus-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-filter.h"
#include "gp-expr-design-record.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-expr-printer.h"

static char *
refuse (const GpDirectusScope *scope,
        const GpExprNode      *node)
{
  g_autofree char *text = gp_expr_node_to_text (node);

  gp_directus_flow_refuse (scope->part->all, scope->element,
                           _("“%s”: Directus has no word for “%s”. Say it with paths, texts and "
                             "comparisons."),
                           gp_element_get_name (scope->element), text);
  return NULL;
}

static char *
to_json (GpExprValue *value)
{
  char *json = gp_expr_value_to_json (value);

  gp_expr_value_unref (value);
  return json;
}

static char *
text_to_json (const char *text)
{
  return to_json (gp_expr_value_new_string (text, -1));
}

/* --- paths ------------------------------------------------------------------------------------ */

/* The names of a path from its root on; FALSE where @node is none. Numbers in brackets are names
 * too. */
static gboolean
read_path (const GpExprNode *node,
           GPtrArray        *path)
{
  if (node->kind == GP_EXPR_NODE_IDENT)
    {
      g_ptr_array_add (path, g_strdup (node->name));
      return TRUE;
    }
  if (node->kind == GP_EXPR_NODE_SELECT && read_path (node->children[0], path))
    {
      g_ptr_array_add (path, g_strdup (node->name));
      return TRUE;
    }
  if (node->kind == GP_EXPR_NODE_INDEX && node->children[1]->kind == GP_EXPR_NODE_LITERAL
      && read_path (node->children[0], path))
    {
      GpExprValue *index = node->children[1]->value;

      if (gp_expr_value_get_kind (index) == GP_EXPR_VALUE_STRING)
        g_ptr_array_add (path, g_strdup (gp_expr_value_get_string (index, NULL)));
      else if (gp_expr_value_get_kind (index) == GP_EXPR_VALUE_INT)
        g_ptr_array_add (path, g_strdup_printf ("%" G_GINT64_FORMAT,
                                                gp_expr_value_get_int (index)));
      else
        return FALSE;
      return TRUE;
    }
  return FALSE;
}

static const char *
name_at (const GPtrArray *path,
         guint            i)
{
  return i < path->len ? path->pdata[i] : "";
}

static GPtrArray *
path_new (const char      *first,
          const char      *second,
          const GPtrArray *rest,
          guint            from)
{
  GPtrArray *path = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (path, g_strdup (first));
  if (second != NULL)
    g_ptr_array_add (path, g_strdup (second));
  for (guint i = from; i < rest->len; i++)
    g_ptr_array_add (path, g_strdup (rest->pdata[i]));
  return path;
}

/* What @step gave, from the @from-th name of @path on. */
static GPtrArray *
output_path (const GpDirectusScope *scope,
             const GpFlowStep      *step,
             const char            *key,
             const GPtrArray       *path,
             guint                  from)
{
  const char *member = name_at (path, from);
  const GpId *entity = gp_element_get_ref (step->element, GP_STEP_ENTITY);
  const GpElement *field;

  switch (step->type)
    {
    case GP_FLOW_STEP_CALL_HTTP:
      if (g_str_equal (member, "body"))
        return path_new (key, "data", path, from + 1);
      return g_str_equal (member, "status") || g_str_equal (member, "headers")
               ? path_new (key, NULL, path, from)
               : NULL;
    case GP_FLOW_STEP_DATA_CREATE:
      field = entity != NULL ? gp_expr_design_get_key (scope->part->all->design, entity) : NULL;
      return field != NULL && path->len == from + 1
                 && g_str_equal (member, gp_element_get_name (field))
               ? path_new (key, "0", path, from + 1)
               : NULL;
    case GP_FLOW_STEP_SET:
    case GP_FLOW_STEP_DATA_READ:
    case GP_FLOW_STEP_RUN_FLOW:
      return path_new (key, NULL, path, from);
    default:
      return NULL;
    }
}

static GPtrArray *
trigger_path (const GpDirectusScope *scope,
              const GPtrArray       *path,
              guint                  from)
{
  const GpElement *flow = gp_flow_get_element (scope->part->all->flow);
  static const char *const request[] = { "body", "query", "headers", "method", "path", NULL };
  const char *trigger = gp_element_get_text (flow, GP_FLOW_TRIGGER);
  const char *member = name_at (path, from);

  if (scope->part->loop != NULL)
    return NULL;
  if (g_str_equal (trigger, "http"))
    return g_strv_contains (request, member) ? path_new ("$trigger", NULL, path, from) : NULL;
  if (g_str_equal (trigger, "manual") && g_str_equal (member, "input"))
    return path_new ("$trigger", "body", path, from + 1);
  if ((g_str_equal (trigger, "flow") && g_str_equal (member, "input")) ||
      (g_str_equal (trigger, "event") && g_str_equal (member, "data")))
    return path_new ("$trigger", NULL, path, from + 1);
  if (g_str_equal (trigger, "data") && g_str_equal (member, "record") && path->len <= from + 2)
    return gp_flow_is_before (scope->part->all->flow)
             ? path_new ("$trigger", "payload", path, from + 1)
             : path_new (GP_DIRECTUS_RECORD_KEY, NULL, path, from + 1);
  return NULL;
}

/* What the step before gave, or what the flow began with. */
static GPtrArray *
input_path (const GpDirectusScope *scope,
            const GPtrArray       *path)
{
  const GpElement *flow = gp_flow_get_element (scope->part->all->flow);
  const char *trigger = gp_element_get_text (flow, GP_FLOW_TRIGGER);
  const GpDirectusDone *done = scope->done;
  g_autoptr(GPtrArray) longer = NULL;

  while (done != NULL && done->step->type == GP_FLOW_STEP_SWITCH)
    done = done->before;
  if (done != NULL)
    return output_path (scope, done->step, done->key, path, 1);
  longer = path_new (g_str_equal (trigger, "http")    ? "body"
                     : g_str_equal (trigger, "event") ? "data"
                     : g_str_equal (trigger, "data")  ? "record"
                                                      : "input",
                     NULL, path, 1);
  return trigger_path (scope, longer, 0);
}

/* The value that the newest "set" behind us keeps under this name. */
static GPtrArray *
kept_path (const GpDirectusScope *scope,
           const GPtrArray       *path)
{
  for (const GpDirectusDone *done = scope->done; done != NULL; done = done->before)
    {
      if (done->step->keeps->len > 0)
        return NULL;
      for (guint i = 0; done->step->type == GP_FLOW_STEP_SET && i < done->step->with->len; i++)
        if (g_str_equal (g_array_index (done->step->with, GpFlowNamedExpr, i).name,
                         name_at (path, 1)))
          return path_new (done->key, NULL, path, 1);
    }
  return NULL;
}

static GPtrArray *
step_path (const GpDirectusScope *scope,
           const GPtrArray       *path)
{
  for (const GpDirectusDone *done = scope->done; done != NULL; done = done->before)
    if (g_str_equal (done->step->name, name_at (path, 1))
        && g_str_equal (name_at (path, 2), "output") && done->step->output == NULL)
      return output_path (scope, done->step, done->key, path, 3);
  return NULL;
}

/* Where the value stands in the data chain; NULL where it does not. */
static GPtrArray *
find_path (const GpDirectusScope *scope,
           const GpExprNode      *node)
{
  g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  const GpFlowStep *loop = scope->part->loop;
  const char *root;

  if (!read_path (node, path))
    return NULL;
  root = path->pdata[0];
  if (loop != NULL && g_strcmp0 (gp_element_get_text (loop->element, GP_STEP_EACH), root) == 0)
    return path_new ("$trigger", NULL, path, 1);
  if (g_str_equal (root, "trigger"))
    return trigger_path (scope, path, 1);
  if (g_str_equal (root, "new") && loop == NULL)
    {
      g_free (path->pdata[0]);
      path->pdata[0] = g_strdup ("record");
      return trigger_path (scope, path, 0);
    }
  if (g_str_equal (root, "input"))
    return input_path (scope, path);
  if (g_str_equal (root, "vars"))
    return kept_path (scope, path);
  if (g_str_equal (root, "steps"))
    return step_path (scope, path);
  if (g_str_equal (root, "user") && g_str_equal (name_at (path, 1), "id") && path->len == 2)
    return path_new ("$accountability", "user", path, 2);
  return NULL;
}

/* "{{$trigger.body.items[0].price}}" */
static char *
write_template (const GPtrArray *path)
{
  GString *out = g_string_new ("{{");

  for (guint i = 0; i < path->len; i++)
    {
      const char *name = path->pdata[i];

      if (g_ascii_isdigit (*name))
        g_string_append_printf (out, "[%s]", name);
      else
        g_string_append_printf (out, "%s%s", i > 0 ? "." : "", name);
    }
  g_string_append (out, "}}");
  return g_string_free (out, FALSE);
}

/* --- values ----------------------------------------------------------------------------------- */

static gboolean
is_text (const GpExprNode *node)
{
  return node->kind == GP_EXPR_NODE_LITERAL
         && gp_expr_value_get_kind (node->value) == GP_EXPR_VALUE_STRING;
}

/* The text of one side of a +, with templates; NULL where that cannot be. */
static char *
join_texts (const GpDirectusScope *scope,
            const GpExprNode      *node)
{
  g_autoptr(GPtrArray) path = NULL;

  if (is_text (node))
    {
      const char *text = gp_expr_value_get_string (node->value, NULL);

      return strstr (text, "{{") == NULL ? g_strdup (text) : NULL;
    }
  if (node->kind == GP_EXPR_NODE_ADD)
    {
      g_autofree char *left = join_texts (scope, node->children[0]);
      g_autofree char *right = join_texts (scope, node->children[1]);

      return left != NULL && right != NULL ? g_strconcat (left, right, NULL) : NULL;
    }
  if (node->kind == GP_EXPR_NODE_CALL && g_str_equal (node->name, "string")
      && node->n_children == 1)
    return join_texts (scope, node->children[0]);
  path = find_path (scope, node);
  return path != NULL ? write_template (path) : NULL;
}

/* Something in the sum is a text, so that the sum is one. */
static gboolean
has_text (const GpExprNode *node)
{
  if (node->kind == GP_EXPR_NODE_ADD)
    return has_text (node->children[0]) || has_text (node->children[1]);
  return is_text (node) || (node->kind == GP_EXPR_NODE_CALL && g_str_equal (node->name, "string"));
}

static char *
write_list (const GpDirectusScope *scope,
            const GpExprNode      *node)
{
  g_autoptr(GString) out = g_string_new ("[");

  for (guint i = 0; i < node->n_children; i++)
    {
      g_autofree char *item = gp_directus_flow_value (scope, node->children[i]);

      if (item == NULL)
        return NULL;
      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", item);
    }
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
write_map (const GpDirectusScope *scope,
           const GpExprNode      *node)
{
  g_autoptr(GString) out = g_string_new ("{");

  for (guint i = 0; i + 1 < node->n_children; i += 2)
    {
      g_autofree char *value = gp_directus_flow_value (scope, node->children[i + 1]);
      g_autofree char *key = NULL;

      if (value == NULL)
        return NULL;
      if (!is_text (node->children[i]))
        return refuse (scope, node);
      key = text_to_json (gp_expr_value_get_string (node->children[i]->value, NULL));
      g_string_append_printf (out, "%s%s:%s", i > 0 ? "," : "", key, value);
    }
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
gp_directus_flow_value (const GpDirectusScope *scope,
                        const GpExprNode      *node)
{
  g_autofree char *text = NULL;

  if (node->kind == GP_EXPR_NODE_LITERAL && !is_text (node))
    return gp_expr_value_to_json (node->value);
  if (node->kind == GP_EXPR_NODE_LIST)
    return write_list (scope, node);
  if (node->kind == GP_EXPR_NODE_MAP)
    return write_map (scope, node);
  if (node->kind != GP_EXPR_NODE_ADD || has_text (node))
    text = join_texts (scope, node);
  return text != NULL ? text_to_json (text) : refuse (scope, node);
}

char *
gp_directus_flow_values (const GpDirectusScope *scope,
                         GArray                *all,
                         const char *const     *names)
{
  g_autoptr(GString) out = g_string_new ("{");

  for (guint i = 0; i < all->len; i++)
    {
      const GpFlowNamedExpr *one = &g_array_index (all, GpFlowNamedExpr, i);
      g_autofree char *value = NULL;
      g_autofree char *key = NULL;

      if (names != NULL && g_strv_contains (names, one->name))
        continue;
      value = gp_directus_flow_value (scope, gp_expr_get_root (one->expr));
      if (value == NULL)
        continue;
      key = text_to_json (one->name);
      g_string_append_printf (out, "%s%s:%s", out->len > 1 ? "," : "", key, value);
    }
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* --- conditions ------------------------------------------------------------------------------- */

static const struct
{
  GpExprNodeKind kind;
  const char *operator;
  const char *turned;         /* with the sides exchanged */
  GpExprNodeKind negated;
} comparisons[] = {
  { GP_EXPR_NODE_EQ, "_eq", "_eq", GP_EXPR_NODE_NE },
  { GP_EXPR_NODE_NE, "_neq", "_neq", GP_EXPR_NODE_EQ },
  { GP_EXPR_NODE_LT, "_lt", "_gt", GP_EXPR_NODE_GE },
  { GP_EXPR_NODE_LE, "_lte", "_gte", GP_EXPR_NODE_GT },
  { GP_EXPR_NODE_GT, "_gt", "_lt", GP_EXPR_NODE_LE },
  { GP_EXPR_NODE_GE, "_gte", "_lte", GP_EXPR_NODE_LT },
};

typedef struct
{
  const GpDirectusScope *scope;
  const GpElement *entity;
} Filter;

/* The path that is tested: a field of the stored record, or something of the data chain. */
static GPtrArray *
tested_path (const Filter     *self,
             const GpExprNode *node)
{
  g_autoptr(GPtrArray) path = NULL;
  GPtrArray *found;

  if (self->entity != NULL)
    {
      path = g_ptr_array_new_with_free_func (g_free);
      if (!read_path (node, path) || path->len != 2 || !g_str_equal (path->pdata[0], "record"))
        return NULL;
      g_ptr_array_remove_index (path, 0);
      return g_steal_pointer (&path);
    }
  found = find_path (self->scope, node);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (g_ascii_isdigit (*(const char *) found->pdata[i]))
      g_clear_pointer (&found, g_ptr_array_unref);
  return found;
}

static gboolean
is_now (const GpExprNode *node)
{
  return node->kind == GP_EXPR_NODE_IDENT && g_str_equal (node->name, "now");
}

/* now - duration("4h"); FALSE where it is nothing of that form. */
static gboolean
read_moment (const GpExprNode *node,
             gint64           *out)
{
  const GpExprNode *length = node->n_children == 2 ? node->children[1] : NULL;
  gboolean is_before = node->kind == GP_EXPR_NODE_SUBTRACT;

  *out = 0;
  if (is_now (node))
    return TRUE;
  if (length == NULL || !is_now (node->children[0])
      || (!is_before && node->kind != GP_EXPR_NODE_ADD) || length->kind != GP_EXPR_NODE_CALL
      || !g_str_equal (length->name, "duration") || length->n_children != 1
      || !is_text (length->children[0])
      || !gp_flow_duration_parse (gp_expr_value_get_string (length->children[0]->value, NULL), out)
      || *out % GP_FLOW_SECOND != 0)
    return FALSE;
  *out = (is_before ? -*out : *out) / GP_FLOW_SECOND;
  return TRUE;
}

/* What it is compared with: a moment, or any value. */
static char *
compared_value (const Filter     *self,
                const GpExprNode *node)
{
  gint64 seconds;

  if (!read_moment (node, &seconds))
    return gp_directus_flow_value (self->scope, node);
  return seconds == 0 ? g_strdup ("\"$NOW\"")
                      : g_strdup_printf ("\"$NOW(%" G_GINT64_FORMAT " seconds)\"", seconds);
}

static char *
leaf (const GPtrArray *path,
      const char      *operator,
      const char      *value)
{
  return gp_directus_filter_leaf (path, operator, value);
}

static char *
compare (const Filter     *self,
         const GpExprNode *node,
         GpExprNodeKind    kind)
{
  g_autoptr(GPtrArray) left = tested_path (self, node->children[0]);
  g_autoptr(GPtrArray) right = left == NULL ? tested_path (self, node->children[1]) : NULL;
  const GPtrArray *path = left != NULL ? left : right;
  const GpExprNode *other = node->children[left != NULL ? 1 : 0];
  g_autofree char *value = NULL;
  g_autofree char *test = NULL;

  if (path == NULL)
    return refuse (self->scope, node);
  if (other->kind == GP_EXPR_NODE_LITERAL && gp_expr_value_is_null (other->value))
    return leaf (path, kind == GP_EXPR_NODE_EQ ? "_null" : "_nnull", "true");
  value = compared_value (self, other);
  for (gsize i = 0; value != NULL && i < G_N_ELEMENTS (comparisons); i++)
    if (comparisons[i].kind == kind)
      test = leaf (path, left != NULL ? comparisons[i].operator : comparisons[i].turned, value);
  if (test != NULL && kind == GP_EXPR_NODE_NE && self->entity != NULL)
    {
      g_autofree char *missing = leaf (path, "_null", "true");

      return gp_directus_filter_join_two (FALSE, test, missing);
    }
  return g_steal_pointer (&test);
}

static char *
contain (const Filter     *self,
         const GpExprNode *node,
         gboolean          negated)
{
  g_autoptr(GPtrArray) path = tested_path (self, node->children[0]);
  g_autofree char *list = NULL;

  if (path == NULL || node->children[1]->kind != GP_EXPR_NODE_LIST
      || node->children[1]->n_children == 0)
    return refuse (self->scope, node);
  list = write_list (self->scope, node->children[1]);
  return list != NULL ? leaf (path, negated ? "_nin" : "_in", list) : NULL;
}

/* Texts are searched in conditions alone: in the database Directus takes % and _ for signs. */
static char *
search (const Filter     *self,
        const GpExprNode *node,
        gboolean          negated)
{
  static const struct
  {
    const char *name;
    const char *operator;
    const char *negated;
  } methods[] = {
    { "startsWith", "_starts_with", "_nstarts_with" },
    { "endsWith", "_ends_with", "_nends_with" },
    { "contains", "_contains", "_ncontains" },
  };
  g_autoptr(GPtrArray) path = tested_path (self, node->children[0]);

  for (gsize i = 0; path != NULL && self->entity == NULL && i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (node->name, methods[i].name) && node->n_children == 2)
      {
        g_autofree char *value = gp_directus_flow_value (self->scope, node->children[1]);

        return value != NULL ? leaf (path, negated ? methods[i].negated : methods[i].operator,
                                     value)
                             : NULL;
      }
  return refuse (self->scope, node);
}

static char *
test (const Filter     *self,
      const GpExprNode *node,
      gboolean          negated)
{
  g_autoptr(GPtrArray) path = NULL;

  switch (node->kind)
    {
    case GP_EXPR_NODE_NOT:
      return test (self, node->children[0], !negated);
    case GP_EXPR_NODE_AND:
    case GP_EXPR_NODE_OR:
      {
        g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

        for (guint i = 0; i < node->n_children; i++)
          {
            char *part = test (self, node->children[i], negated);

            if (part == NULL)
              return NULL;
            g_ptr_array_add (parts, part);
          }
        return gp_directus_filter_join ((node->kind == GP_EXPR_NODE_AND) != negated, parts);
      }
    case GP_EXPR_NODE_IN:
      return contain (self, node, negated);
    case GP_EXPR_NODE_METHOD:
      return search (self, node, negated);
    case GP_EXPR_NODE_HAS:
      {
        GpExprNode member = *node;

        member.kind = GP_EXPR_NODE_SELECT;
        path = tested_path (self, &member);
        return path != NULL ? leaf (path, negated ? "_null" : "_nnull", "true")
                            : refuse (self->scope, node);
      }
    case GP_EXPR_NODE_LITERAL:
      if (gp_expr_value_get_kind (node->value) != GP_EXPR_VALUE_BOOL)
        return refuse (self->scope, node);
      return g_strdup (gp_expr_value_get_bool (node->value) != negated ? GP_DIRECTUS_ALL
                                                                      : GP_DIRECTUS_NONE);
    default:
      for (gsize i = 0; i < G_N_ELEMENTS (comparisons); i++)
        if (comparisons[i].kind == node->kind)
          return compare (self, node, negated ? comparisons[i].negated : node->kind);
      path = tested_path (self, node);
      return path != NULL ? leaf (path, "_eq", negated ? "false" : "true")
                          : refuse (self->scope, node);
    }
}

char *
gp_directus_flow_condition (const GpDirectusScope *scope,
                            const GpExprNode      *node,
                            const GpElement       *entity)
{
  Filter self = { .scope = scope, .entity = entity };
  g_autofree char *filter = test (&self, node, FALSE);
  const GpElement *key;

  if (filter == NULL || *filter == '{')
    return g_steal_pointer (&filter);
  if (entity != NULL)
    {
      key = gp_expr_design_get_key (scope->part->all->design, gp_element_get_id (entity));
      return key != NULL ? gp_directus_filter_finish (filter, gp_element_get_name (key))
                         : refuse (scope, node);
    }
  /* Nothing to test lets everything pass. */
  return gp_directus_filter_is_all (filter) ? g_strdup ("{}") : refuse (scope, node);
}

/* --- the record that changed ------------------------------------------------------------------ */

static gboolean
asks_for_record (const GpExprNode *node,
                 gboolean          is_trigger)
{
  if (node->kind == GP_EXPR_NODE_SELECT && node->children[0]->kind == GP_EXPR_NODE_IDENT
      && g_str_equal (node->children[0]->name, "trigger"))
    return g_str_equal (node->name, "record");
  if (node->kind == GP_EXPR_NODE_IDENT)
    return g_str_equal (node->name, "input") || (is_trigger && g_str_equal (node->name, "new"));
  for (guint i = 0; i < node->n_children; i++)
    if (asks_for_record (node->children[i], is_trigger))
      return TRUE;
  return FALSE;
}

static gboolean
text_asks (const char *text,
           gboolean    is_trigger)
{
  g_autoptr(GpExpr) expr = text != NULL ? gp_expr_parse (text, -1, NULL) : NULL;

  return expr != NULL && asks_for_record (gp_expr_get_root (expr), is_trigger);
}

gboolean
gp_directus_flow_uses_record (GpDesign   *design,
                              const GpId *id)
{
  const GpElement *element = gp_design_lookup (design, id);
  const GpValue *value;
  GpProperty property;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      GpValueType type = value->type;
      gsize n = 0;
      const char *const *texts = gp_value_get_texts (value, &n);

      if (type == GP_VALUE_TEXT
          && gp_property_get_info (property)->type == GP_TYPE_EXPRESSION
          && text_asks (gp_value_get_text (value), property == GP_FLOW_TRIGGER_WHEN))
        return TRUE;
      for (gsize j = 1; gp_property_get_info (property)->type == GP_TYPE_EXPRESSIONS && j < n;
           j += 2)
        if (text_asks (texts[j], FALSE))
          return TRUE;
    }
  for (gsize i = 0; i < gp_design_count_children (design, id); i++)
    {
      const GpElement *child = gp_design_peek_child (design, id, i);

      if (gp_directus_flow_uses_record (design, gp_element_get_id (child)))
        return TRUE;
    }
  return FALSE;
}
