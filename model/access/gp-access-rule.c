/* gp-access-rule.c — one rule, read from a design and ready to be asked
 * SPDX-License-Identifier: Apache-2.0
 *
 * Everything that costs time happens here, once: parsing, checking against the design, compiling.
 * What is asked later is only evaluated. */
#define G_LOG_DOMAIN "gp-access-rule"
#include "config.h"
#include "gp-access-rule.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"

static const char *const known_actions[] = { "create", "read", "update", "delete", NULL };

const char *const *
gp_access_get_actions (void)
{
  return known_actions;
}

gboolean
gp_access_action_writes (const char *action)
{
  return g_str_equal (action, "create") || g_str_equal (action, "update");
}

guint
gp_access_rule_limits (GpDesign        *design,
                       const GpElement *rule)
{
  const GpElement *entity;
  const char *const *actions;
  gsize n_actions;
  guint limits = 0;

  g_return_val_if_fail (GP_IS_DESIGN (design), 0);
  g_return_val_if_fail (rule != NULL, 0);

  if (gp_element_get_text (rule, GP_RULE_CONDITION) != NULL)
    limits |= GP_ACCESS_LIMIT_CONDITION;
  if (gp_element_get_text (rule, GP_RULE_CHECK) != NULL)
    limits |= GP_ACCESS_LIMIT_CHECK;
  if (!gp_element_is (rule, GP_RULE_FIELDS_MODE, "all"))
    limits |= GP_ACCESS_LIMIT_FIELDS;
  if (gp_element_has (rule, GP_RULE_PRESETS))
    limits |= GP_ACCESS_LIMIT_PRESETS;

  entity = gp_design_lookup_kind (design, gp_element_get_parent (rule), GP_KIND_ENTITY);
  if (entity != NULL && gp_element_get_ref (entity, GP_ENTITY_TENANT_FIELD) != NULL
      && !gp_element_get_bool (rule, GP_RULE_CROSS_TENANT))
    limits |= GP_ACCESS_LIMIT_TENANT;

  actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n_actions);
  for (gsize i = 0; i < n_actions; i++)
    {
      if (!g_strv_contains (known_actions, actions[i]))
        limits |= GP_ACCESS_LIMIT_ACTION;
    }

  return limits;
}

static void
take_problem (GpAccessCondition *self,
              GPtrArray         *problems)
{
  if (problems->len > 0 && self->problem == NULL)
    gp_expr_problem_set_error (problems->pdata[0], &self->problem);
}

gboolean
gp_access_condition_names (const GpAccessCondition *self,
                           const char              *name)
{
  for (guint i = 0; self != NULL && self->expr != NULL && i < gp_expr_get_n_nodes (self->expr); i++)
    {
      const GpExprNode *node = gp_expr_get_node (self->expr, i);

      if (node->kind == GP_EXPR_NODE_IDENT && g_str_equal (node->name, name))
        return TRUE;
    }
  return FALSE;
}

static void
compile (GpAccessCondition *self)
{
  if (gp_access_condition_names (self, "new"))
    {
      g_set_error_literal (&self->refusal, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                           _("What is going to be written cannot be asked of stored records."));
      return;
    }
  self->when_true = gp_expr_compile (self->check, GP_EXPR_MODE_TRUE, &self->refusal);
  if (self->when_true != NULL)
    self->when_false = gp_expr_compile (self->check, GP_EXPR_MODE_FALSE, &self->refusal);
}

/* @scope: taken. */
static GpAccessCondition *
condition_new (GpExprScope *scope,
               GpExprType   expected,
               const char  *text)
{
  GpAccessCondition *self = g_new0 (GpAccessCondition, 1);
  g_autoptr(GpExprScope) owned = scope;
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();

  self->expr = gp_expr_parse_with_problems (text, -1, problems);
  take_problem (self, problems);
  if (self->expr == NULL)
    return self;

  self->check = gp_expr_check_new (self->expr, scope, &expected, problems);
  take_problem (self, problems);
  if (self->problem == NULL && expected.kind == GP_EXPR_TYPE_BOOL)
    compile (self);
  return self;
}

GpAccessCondition *
gp_access_condition_new (GpDesign   *design,
                         const GpId *holder,
                         GpProperty  property,
                         const char *text)
{
  return condition_new (gp_expr_design_scope_new (design, holder, property),
                        gp_expr_design_get_expected (property), text);
}

GpAccessCondition *
gp_access_condition_new_rows (GpDesign   *design,
                              const GpId *entity,
                              gboolean    is_new,
                              const char *text)
{
  return condition_new (gp_expr_design_scope_new_rows (design, entity, is_new),
                        gp_expr_type_new (GP_EXPR_TYPE_BOOL), text);
}

void
gp_access_condition_free (GpAccessCondition *self)
{
  if (self == NULL)
    return;

  gp_expr_query_free (self->when_true);
  gp_expr_query_free (self->when_false);
  gp_expr_check_free (self->check);
  if (self->expr != NULL)
    gp_expr_unref (self->expr);
  g_clear_error (&self->problem);
  g_clear_error (&self->refusal);
  g_free (self);
}

static void
preset_free (gpointer data)
{
  GpAccessPreset *preset = data;

  gp_access_condition_free (preset->value);
  g_free (preset->name);
  g_free (preset);
}

static void
read_presets (GpAccessRule    *self,
              GpDesign        *design,
              const GpElement *element)
{
  gsize n = 0;
  const char *const *texts = gp_element_get_texts (element, GP_RULE_PRESETS, &n);

  self->presets = g_ptr_array_new_with_free_func (preset_free);
  for (gsize i = 0; i + 1 < n; i += 2)
    {
      GpAccessPreset *preset = g_new0 (GpAccessPreset, 1);
      const GpElement *field = gp_design_find_child (design, &self->subject, GP_KIND_FIELD,
                                                     texts[i]);

      preset->name = g_strdup (texts[i]);
      preset->field = field != NULL ? *gp_element_get_id (field) : gp_id_nil;
      preset->value = gp_access_condition_new (design, &self->id, GP_RULE_PRESETS, texts[i + 1]);
      g_ptr_array_add (self->presets, preset);
    }
}

static GpAccessCondition *
read_condition (GpAccessRule    *self,
                GpDesign        *design,
                const GpElement *element,
                GpProperty       property)
{
  const char *text = gp_element_get_text (element, property);

  return text != NULL ? gp_access_condition_new (design, &self->id, property, text) : NULL;
}

GpAccessRule *
gp_access_rule_new (GpDesign        *design,
                    const GpElement *element)
{
  GpAccessRule *self = g_new0 (GpAccessRule, 1);
  const GpId *role = gp_element_get_ref (element, GP_RULE_ROLE);
  const char *const *actions;
  const GpId *fields;
  gsize n;

  self->id = *gp_element_get_id (element);
  self->subject = *gp_element_get_parent (element);
  self->role = role != NULL ? *role : gp_id_nil;
  self->forbid = gp_element_is (element, GP_RULE_EFFECT, "forbid");
  actions = gp_element_get_texts (element, GP_RULE_ACTIONS, &n);
  self->actions = n > 0 ? g_strdupv ((char **) actions) : g_new0 (char *, 1);
  self->condition = read_condition (self, design, element, GP_RULE_CONDITION);
  self->check = read_condition (self, design, element, GP_RULE_CHECK);
  read_presets (self, design, element);

  if (gp_element_is (element, GP_RULE_FIELDS_MODE, "only"))
    self->fields_mode = GP_ACCESS_FIELDS_ONLY;
  else if (gp_element_is (element, GP_RULE_FIELDS_MODE, "except"))
    self->fields_mode = GP_ACCESS_FIELDS_EXCEPT;
  self->fields = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  fields = gp_element_get_refs (element, GP_RULE_FIELDS, &n);
  for (gsize i = 0; i < n; i++)
    g_hash_table_add (self->fields, g_memdup2 (&fields[i], sizeof fields[i]));
  return self;
}

void
gp_access_rule_free (GpAccessRule *self)
{
  g_strfreev (self->actions);
  gp_access_condition_free (self->condition);
  gp_access_condition_free (self->check);
  g_hash_table_unref (self->fields);
  g_ptr_array_unref (self->presets);
  g_free (self);
}

gboolean
gp_access_rule_is_about (const GpAccessRule *self,
                         const char         *action)
{
  return g_strv_contains ((const char *const *) self->actions, action);
}

gboolean
gp_access_rule_has_field (const GpAccessRule *self,
                          const GpId         *field)
{
  if (self->fields_mode == GP_ACCESS_FIELDS_ALL)
    return TRUE;
  return g_hash_table_contains (self->fields, field)
         == (self->fields_mode == GP_ACCESS_FIELDS_ONLY);
}

const GError *
gp_access_rule_get_problem (const GpAccessRule *self)
{
  const GpAccessCondition *parts[] = { self->tenant, self->new_tenant, self->condition,
                                       self->check };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i]->problem != NULL)
      return parts[i]->problem;
  for (guint i = 0; i < self->presets->len; i++)
    {
      const GpAccessPreset *preset = self->presets->pdata[i];

      if (preset->value->problem != NULL)
        return preset->value->problem;
    }
  return NULL;
}

const GError *
gp_access_rule_get_refusal (const GpAccessRule *self)
{
  gboolean has_rows = FALSE;

  for (gsize i = 0; self->actions[i] != NULL; i++)
    has_rows = has_rows || !g_str_equal (self->actions[i], "create");
  if (!has_rows)
    return NULL;
  if (self->tenant != NULL && self->tenant->refusal != NULL)
    return self->tenant->refusal;
  return self->condition != NULL ? self->condition->refusal : NULL;
}
