/* gp-expr-design-scope.c — the names that a design gives to its expressions
 * SPDX-License-Identifier: Apache-2.0
 *
 * A scope holds the ids of what its variables are records of and resolves names when asked, so it
 * follows the design. Which variables exist is decided once, from the element that holds the
 * expression. */

#define G_LOG_DOMAIN "gp-expr-design"

#include "config.h"

#include "gp-expr-design-scope-private.h"

#include <string.h>

#include "gp-expr-design-record.h"
#include "gp-flow.h"
#include "gp-flow-types.h"

/* Of record types; FIELDS is 0, as GpExprType wants it. The last two are of texts. */
enum
{
  FACET_FIELDS,
  FACET_USER,
  FACET_REQUEST,
  FACET_FILE,
  FACET_TRIGGER,
  FACET_STEPS,
  FACET_STEP,
  FACET_ERROR,
  FACET_ROLE_NAME,
  FACET_EVENT_NAME,
};

typedef struct
{
  GpExprScope scope;        /* first: a pointer to one is a pointer to the other */
  GpDesign *design;
  GpId holder;
  GpId record;              /* an entity or a bucket; nil where there is no such variable */
  GpId new_record;
  GpId flow;
  gboolean has_user;
  gboolean has_request;
  gboolean has_now;
  GpProperty property;
  guint depth;              /* of scopes that ask one another */
} DesignScope;

/* Members whose types do not depend on the design. */
static const struct
{
  guint facet;
  const char *name;
  GpExprTypeKind kind;
  GpExprTypeKind item;
  guint item_facet;
} plain_members[] = {
  { FACET_USER, "id", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_USER, "roles", GP_EXPR_TYPE_LIST, GP_EXPR_TYPE_STRING, FACET_ROLE_NAME },
  { FACET_USER, "email", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_USER, "claims", GP_EXPR_TYPE_MAP, GP_EXPR_TYPE_STRING, 0 },
  { FACET_REQUEST, "action", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_REQUEST, "ip", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_REQUEST, "time", GP_EXPR_TYPE_TIMESTAMP, 0, 0 },
  { FACET_FILE, "id", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_FILE, "name", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_FILE, "type", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_FILE, "size", GP_EXPR_TYPE_INT, 0, 0 },
  { FACET_FILE, "owner", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_FILE, "created", GP_EXPR_TYPE_TIMESTAMP, 0, 0 },
  { FACET_TRIGGER, "event", GP_EXPR_TYPE_STRING, 0, FACET_EVENT_NAME },
  { FACET_TRIGGER, "change", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_TRIGGER, "time", GP_EXPR_TYPE_TIMESTAMP, 0, 0 },
  { FACET_TRIGGER, "input", GP_EXPR_TYPE_ANY, 0, 0 },
  { FACET_TRIGGER, "method", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_TRIGGER, "path", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_TRIGGER, "query", GP_EXPR_TYPE_MAP, GP_EXPR_TYPE_STRING, 0 },
  { FACET_TRIGGER, "headers", GP_EXPR_TYPE_MAP, GP_EXPR_TYPE_STRING, 0 },
  { FACET_TRIGGER, "body", GP_EXPR_TYPE_ANY, 0, 0 },
  { FACET_STEP, "input", GP_EXPR_TYPE_ANY, 0, 0 },
  { FACET_STEP, "status", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_ERROR, "type", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_ERROR, "status", GP_EXPR_TYPE_INT, 0, 0 },
  { FACET_ERROR, "title", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_ERROR, "detail", GP_EXPR_TYPE_STRING, 0, 0 },
  { FACET_ERROR, "instance", GP_EXPR_TYPE_STRING, 0, 0 },
};

static gboolean
give (GpExprMember     *out,
      const GpExprType *type)
{
  *out = (GpExprMember) { .type = *type, .link = GP_EXPR_LINK_VALUE };
  return TRUE;
}

static gboolean
give_record (GpExprMember *out,
             const GpId   *element,
             guint         facet)
{
  GpExprType type;

  if (element == NULL || gp_id_is_nil (element))
    return FALSE;

  type = gp_expr_type_new_record (element, facet);
  return give (out, &type);
}

/* A record of a rule: the fields of an entity, or what is known about a file. */
static gboolean
give_stored (const DesignScope *self,
             const GpId        *owner,
             GpExprMember      *out)
{
  const GpElement *element = gp_design_lookup (self->design, owner);

  if (element == NULL)
    return FALSE;
  return give_record (out, owner,
                      gp_element_get_kind (element) == GP_KIND_BUCKET ? FACET_FILE : FACET_FIELDS);
}

static gboolean
find_flow_variable (const DesignScope *self,
                    const char        *name,
                    GpExprMember      *out)
{
  static const struct
  {
    const char *name;
    guint facet;
  } variables[] = {
    { "trigger", FACET_TRIGGER }, { "steps", FACET_STEPS }, { "error", FACET_ERROR },
  };
  const GpElement *holder;
  GpExprType type;

  if (gp_id_is_nil (&self->flow))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    if (g_str_equal (variables[i].name, name))
      return give_record (out, &self->flow, variables[i].facet);

  if (g_str_equal (name, "vars"))
    {
      type = gp_expr_type_new_map (GP_EXPR_TYPE_ANY);
      return give (out, &type);
    }
  holder = gp_design_lookup (self->design, &self->holder);
  return holder != NULL
         && gp_flow_find_variable (self->design, holder, self->property, name, self->depth, &type)
         && give (out, &type);
}

static gboolean
design_scope_find_variable (const GpExprScope *scope,
                            const char        *name,
                            GpExprMember      *out)
{
  const DesignScope *self = (const DesignScope *) scope;
  const GpId *root = gp_design_get_root_id (self->design);
  GpExprType type;

  if (g_str_equal (name, "record"))
    return give_stored (self, &self->record, out);
  if (g_str_equal (name, "new"))
    return give_stored (self, &self->new_record, out);
  if (self->has_user && g_str_equal (name, "user"))
    return give_record (out, root, FACET_USER);
  if (self->has_request && g_str_equal (name, "request"))
    return give_record (out, root, FACET_REQUEST);
  if (self->has_now && g_str_equal (name, "now"))
    {
      type = gp_expr_type_new (GP_EXPR_TYPE_TIMESTAMP);
      return give (out, &type);
    }
  return find_flow_variable (self, name, out);
}

static GpExprType
get_tenant_type (GpDesign *design)
{
  const GpElement *root = gp_design_get_root (design);
  const GpId *entity = gp_element_get_ref (root, GP_DESIGN_TENANT_ENTITY);
  const GpElement *key = entity != NULL ? gp_expr_design_get_key (design, entity) : NULL;
  GpExprType type = gp_expr_type_new (GP_EXPR_TYPE_STRING);

  if (key != NULL)
    type = gp_expr_design_get_field_type (design, key);
  return gp_expr_type_with_null (&type, FALSE);
}

/* A step of @parent or of its steps. */
static const GpElement *
find_step (GpDesign   *design,
           const GpId *parent,
           const char *name)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      const GpElement *found = NULL;

      if (gp_element_get_kind (child) != GP_KIND_STEP)
        continue;
      if (g_str_equal (gp_element_get_name (child), name))
        return child;
      found = find_step (design, gp_element_get_id (child), name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
find_step_member (const DesignScope *self,
                  const char        *name,
                  GpExprMember      *out)
{
  const GpElement *step = find_step (self->design, &self->flow, name);

  if (step == NULL)
    return FALSE;

  *out = (GpExprMember) {
    .type = gp_expr_type_new_record (gp_element_get_id (step), FACET_STEP),
    .link = GP_EXPR_LINK_ELEMENT,
    .element = *gp_element_get_id (step),
  };
  return TRUE;
}

/* trigger.record, trigger.old, trigger.data and trigger.user; what else a trigger may bring is
 * known only when it fires. */
static gboolean
find_trigger_member (const DesignScope *self,
                     const char        *name,
                     GpExprMember      *out)
{
  const GpElement *flow = gp_design_lookup_kind (self->design, &self->flow, GP_KIND_FLOW);
  GpExprType type = gp_expr_type_new (GP_EXPR_TYPE_ANY);

  if (flow != NULL)
    {
      if ((g_str_equal (name, "record") || g_str_equal (name, "old")) &&
          give_record (out, gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY), FACET_FIELDS))
        {
          out->type.nullable = g_str_equal (name, "old");
          return TRUE;
        }
      if (g_str_equal (name, "data") &&
          give_record (out, gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT), FACET_FIELDS))
        return TRUE;
      if (g_str_equal (name, "user"))
        return give_record (out, gp_design_get_root_id (self->design), FACET_USER);
    }
  return give (out, &type);
}

static gboolean
find_output (const DesignScope *self,
             const GpId        *id,
             GpExprMember      *out)
{
  const GpElement *step = gp_design_lookup_kind (self->design, id, GP_KIND_STEP);
  GpExprType type = gp_expr_type_new (GP_EXPR_TYPE_ANY);

  if (step != NULL)
    type = gp_flow_get_output_type (self->design, step, self->depth);
  return give (out, &type);
}

static gboolean
find_plain_member (guint         facet,
                   const char   *name,
                   GpExprMember *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_members); i++)
    if (plain_members[i].facet == facet && g_str_equal (plain_members[i].name, name))
      {
        GpExprType type = { .kind = plain_members[i].kind, .item = plain_members[i].item,
                            .facet = plain_members[i].item_facet };

        return give (out, &type);
      }
  return FALSE;
}

static gboolean
design_scope_find_member (const GpExprScope *scope,
                          const GpExprType  *target,
                          const char        *name,
                          GpExprMember      *out)
{
  const DesignScope *self = (const DesignScope *) scope;
  GpExprType type;

  if (target->facet == FACET_FIELDS)
    return gp_expr_design_find_record_member (self->design, &target->element, name, out);
  if (find_plain_member (target->facet, name, out))
    return TRUE;

  switch (target->facet)
    {
    case FACET_USER:
      if (!g_str_equal (name, "tenant"))
        return FALSE;
      type = get_tenant_type (self->design);
      return give (out, &type);

    case FACET_STEP:
      return g_str_equal (name, "output") && find_output (self, &target->element, out);

    case FACET_STEPS:
      return find_step_member (self, name, out);

    case FACET_TRIGGER:
      return find_trigger_member (self, name, out);

    default:
      return gp_flow_find_member (self->design, target, name, self->depth, &type)
             && give (out, &type);
    }
}

static GpExprChoice
choose_by_name (GpDesign   *design,
                GpKind      kind,
                const char *text,
                GpId       *element)
{
  const GpElement *found = gp_design_find_child (design, gp_design_get_root_id (design), kind,
                                                 text);

  if (found == NULL)
    return GP_EXPR_CHOICE_UNKNOWN;
  *element = *gp_element_get_id (found);
  return GP_EXPR_CHOICE_KNOWN;
}

static GpExprChoice
design_scope_find_choice (const GpExprScope  *scope,
                          const GpExprMember *compared,
                          const char         *text,
                          GpId               *element)
{
  const DesignScope *self = (const DesignScope *) scope;
  const GpElement *field;
  const char *const *values;
  gsize n;

  if (compared->link == GP_EXPR_LINK_VALUE)
    {
      if (compared->type.facet == FACET_ROLE_NAME)
        return choose_by_name (self->design, GP_KIND_ROLE, text, element);
      if (compared->type.facet == FACET_EVENT_NAME)
        return choose_by_name (self->design, GP_KIND_EVENT, text, element);
      return GP_EXPR_CHOICE_FREE;
    }

  field = gp_design_lookup_kind (self->design, &compared->element, GP_KIND_FIELD);
  if (field == NULL || compared->link != GP_EXPR_LINK_FIELD ||
      !gp_element_is (field, GP_FIELD_TYPE, "enum"))
    return GP_EXPR_CHOICE_FREE;

  values = gp_element_get_texts (field, GP_FIELD_VALUES, &n);
  if (n == 0)
    return GP_EXPR_CHOICE_FREE;
  if (!g_strv_contains (values, text))
    return GP_EXPR_CHOICE_UNKNOWN;
  *element = compared->element;
  return GP_EXPR_CHOICE_KNOWN;
}

static const char *
design_scope_get_name (const GpExprScope *scope,
                       const GpId        *element)
{
  const DesignScope *self = (const DesignScope *) scope;
  const GpElement *found = gp_design_lookup (self->design, element);

  return found != NULL ? gp_element_get_name (found) : NULL;
}

/* Those that the place of the expression has. */
static void
list_flow_variables (const DesignScope *self,
                     GPtrArray         *names)
{
  const GpElement *holder = gp_design_lookup (self->design, &self->holder);
  g_autoptr(GPtrArray) possible = g_ptr_array_new_with_free_func (g_free);
  GpExprMember member;

  if (gp_id_is_nil (&self->flow) || holder == NULL)
    return;
  gp_flow_list_variables (self->design, holder, possible);
  for (guint i = 0; i < possible->len; i++)
    if (design_scope_find_variable (&self->scope, possible->pdata[i], &member))
      g_ptr_array_add (names, g_strdup (possible->pdata[i]));
}

static void
list_variables (const DesignScope *self,
                GPtrArray         *names)
{
  static const char * const all[] = { "record", "new", "user", "now", "request", "trigger", "steps",
                                      "vars", "error" };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      GpExprMember member;

      if (design_scope_find_variable (&self->scope, all[i], &member))
        g_ptr_array_add (names, g_strdup (all[i]));
    }
  list_flow_variables (self, names);
}

static void
design_scope_list_names (const GpExprScope *scope,
                         const GpExprType  *target,
                         GPtrArray         *names)
{
  static const char *const extra[] = { "tenant", "record", "old", "data", "user" };
  const DesignScope *self = (const DesignScope *) scope;
  const GpElement *holder = gp_design_lookup (self->design, &self->holder);
  GpExprMember member;

  if (target == NULL)
    {
      list_variables (self, names);
      return;
    }
  if (target->kind != GP_EXPR_TYPE_RECORD)
    return;
  if (target->facet == FACET_FIELDS)
    {
      gp_expr_design_list_record_members (self->design, &target->element, names);
      return;
    }
  if (target->facet == FACET_STEPS && holder != NULL)
    gp_flow_list_steps (self->design, &self->flow, holder, names);

  for (gsize i = 0; i < G_N_ELEMENTS (plain_members); i++)
    if (plain_members[i].facet == target->facet)
      g_ptr_array_add (names, g_strdup (plain_members[i].name));
  if (target->facet == FACET_STEP)
    g_ptr_array_add (names, g_strdup ("output"));
  gp_flow_list_members (self->design, target, names);
  if (target->facet == FACET_USER || target->facet == FACET_TRIGGER)
    for (gsize i = 0; i < G_N_ELEMENTS (extra); i++)
      if (design_scope_find_member (scope, target, extra[i], &member) &&
          member.type.kind != GP_EXPR_TYPE_ANY)
        g_ptr_array_add (names, g_strdup (extra[i]));
}

static DesignScope *
design_scope_new (GpDesign *design)
{
  DesignScope *self = g_new0 (DesignScope, 1);

  self->scope.find_variable = design_scope_find_variable;
  self->scope.find_member = design_scope_find_member;
  self->scope.find_choice = design_scope_find_choice;
  self->scope.get_name = design_scope_get_name;
  self->scope.list_names = design_scope_list_names;
  self->design = g_object_ref (design);
  return self;
}

static gboolean
rule_has_action (const GpElement *rule,
                 const char      *action)
{
  gsize n;
  const char *const *actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);

  return n == 0 || g_strv_contains (actions, action);
}

/* What a rule is about exists before the write, after it, or both. */
static void
set_up_rule (DesignScope     *self,
             const GpElement *rule)
{
  gsize n;
  gboolean creates, updates;

  gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);
  creates = rule_has_action (rule, "create");
  updates = rule_has_action (rule, "update");
  self->has_user = TRUE;
  self->has_request = TRUE;
  self->has_now = TRUE;
  if (!creates || n != 1)
    self->record = *gp_element_get_parent (rule);
  if (creates || updates)
    self->new_record = *gp_element_get_parent (rule);
}

static void
set_up_flow_part (DesignScope     *self,
                  const GpElement *holder,
                  GpProperty       property)
{
  const GpElement *flow = gp_flow_find_around (self->design, holder);
  const GpId *entity = NULL;

  if (flow == NULL)
    return;

  self->flow = *gp_element_get_id (flow);
  self->has_user = TRUE;
  self->has_now = TRUE;
  if (property == GP_STEP_WHERE)
    entity = gp_element_get_ref (holder, GP_STEP_ENTITY);
  else if (property == GP_FLOW_TRIGGER_WHEN)
    entity = gp_element_get_ref (holder, GP_FLOW_TRIGGER_ENTITY);
  if (entity == NULL)
    return;

  self->record = *entity;
  if (property == GP_FLOW_TRIGGER_WHEN)
    self->new_record = *entity;
}

GpExprScope *
gp_expr_design_scope_new (GpDesign   *design,
                          const GpId *holder,
                          GpProperty  property)
{
  return gp_expr_design_scope_new_nested (design, holder, property, 0);
}

GpExprScope *
gp_expr_design_scope_new_nested (GpDesign   *design,
                                 const GpId *holder,
                                 GpProperty  property,
                                 guint       depth)
{
  DesignScope *self;
  const GpElement *element;

  g_return_val_if_fail (GP_IS_DESIGN (design) && holder != NULL, NULL);

  self = design_scope_new (design);
  self->holder = *holder;
  self->property = property;
  self->depth = depth;
  element = gp_design_lookup (design, holder);
  if (element == NULL)
    return &self->scope;

  switch (gp_element_get_kind (element))
    {
    case GP_KIND_RULE:
      set_up_rule (self, element);
      break;
    case GP_KIND_CHECK:
      self->record = *gp_element_get_parent (element);
      break;
    case GP_KIND_FLOW:
    case GP_KIND_STEP:
    case GP_KIND_TRANSITION:
      set_up_flow_part (self, element, property);
      break;
    default:
      break;
    }
  return &self->scope;
}

GpExprScope *
gp_expr_design_scope_new_rows (GpDesign   *design,
                               const GpId *entity,
                               gboolean    with_new)
{
  DesignScope *self;

  g_return_val_if_fail (GP_IS_DESIGN (design) && entity != NULL, NULL);

  self = design_scope_new (design);
  self->record = *entity;
  self->has_user = TRUE;
  self->has_request = TRUE;
  self->has_now = TRUE;
  if (with_new)
    self->new_record = *entity;
  return &self->scope;
}

void
gp_expr_design_scope_free (GpExprScope *self)
{
  DesignScope *scope = (DesignScope *) self;

  if (self == NULL)
    return;

  g_object_unref (scope->design);
  g_free (scope);
}

GpExprType
gp_expr_design_get_expected (GpProperty property)
{
  static const GpProperty conditions[] = {
    GP_CHECK_EXPRESSION, GP_RULE_CONDITION, GP_RULE_CHECK, GP_FLOW_TRIGGER_WHEN, GP_STEP_IF,
    GP_STEP_WHERE, GP_STEP_WHILE, GP_STEP_RETRY_WHEN, GP_TRANSITION_WHEN,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (conditions[i] == property)
      return gp_expr_type_new (GP_EXPR_TYPE_BOOL);
  return gp_expr_type_new (GP_EXPR_TYPE_ANY);
}
