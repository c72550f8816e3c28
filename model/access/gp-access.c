/* gp-access.c — who may do what
 * SPDX-License-Identifier: Apache-2.0
 *
 * Rules are kept per subject. To be asked, the caller's roles become a set: those assigned, those
 * that everybody or whoever is signed in has, and all that these inherit, whatever cycles the
 * design has.
 *
 * Invariants:
 * 1. Nothing is granted but by a grant without limits whose role the caller has.
 * 2. A forbid counts with all its limits ignored, and without a role it is about everybody: what
 *    cannot be judged is judged against the caller. */
#define G_LOG_DOMAIN "gp-access"
#include "config.h"
#include "gp-access.h"

typedef struct
{
  GpId     id;
  GpId     role;       /* nil: nobody named */
  gboolean forbid;
  guint    limits;
  char   **actions;
} Rule;

typedef struct
{
  GpId    id;
  gboolean everyone;
  gboolean signed_in;
  gsize   n_inherits;
  GpId   *inherits;
} Role;

struct _GpAccess
{
  GHashTable *rules;   /* subject's GpId → GPtrArray of Rule */
  GHashTable *roles;   /* GpId → Role */
};

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_strfreev (rule->actions);
  g_free (rule);
}

static void
role_free (gpointer data)
{
  Role *role = data;

  g_free (role->inherits);
  g_free (role);
}

static gboolean
is_known_action (const char *action)
{
  static const char *const known[] = { "create", "read", "update", "delete", NULL };

  return g_strv_contains (known, action);
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
      if (!is_known_action (actions[i]))
        limits |= GP_ACCESS_LIMIT_ACTION;
    }

  return limits;
}

static void
add_rule (GpAccess        *self,
          GpDesign        *design,
          const GpElement *element)
{
  const GpId *subject = gp_element_get_parent (element);
  const GpId *role = gp_element_get_ref (element, GP_RULE_ROLE);
  GPtrArray *rules = g_hash_table_lookup (self->rules, subject);
  const char *const *actions;
  gsize n_actions;
  Rule *rule = g_new0 (Rule, 1);

  actions = gp_element_get_texts (element, GP_RULE_ACTIONS, &n_actions);
  rule->id = *gp_element_get_id (element);
  rule->role = role != NULL ? *role : gp_id_nil;
  rule->forbid = gp_element_is (element, GP_RULE_EFFECT, "forbid");
  rule->limits = gp_access_rule_limits (design, element);
  rule->actions = n_actions > 0 ? g_strdupv ((char **) actions) : g_new0 (char *, 1);

  if (rules == NULL)
    {
      rules = g_ptr_array_new_with_free_func (rule_free);
      g_hash_table_insert (self->rules, g_memdup2 (subject, sizeof *subject), rules);
    }
  g_ptr_array_add (rules, rule);
}

static void
add_role (GpAccess        *self,
          const GpElement *element)
{
  Role *role = g_new0 (Role, 1);
  const GpId *inherits = gp_element_get_refs (element, GP_ROLE_INHERITS, &role->n_inherits);

  role->id = *gp_element_get_id (element);
  role->everyone = gp_element_is (element, GP_ROLE_MEMBERSHIP, "everyone");
  role->signed_in = gp_element_is (element, GP_ROLE_MEMBERSHIP, "signed_in");
  role->inherits = g_memdup2 (inherits, role->n_inherits * sizeof *inherits);
  g_hash_table_insert (self->roles, &role->id, role);
}

GpAccess *
gp_access_new (GpDesign *design)
{
  GpAccess *self;
  g_autoptr(GPtrArray) roles = NULL;
  g_autoptr(GPtrArray) rules = NULL;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  self = g_new0 (GpAccess, 1);
  self->rules = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  self->roles = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL, role_free);

  roles = gp_design_list (design, GP_KIND_ROLE);
  for (guint i = 0; i < roles->len; i++)
    add_role (self, g_ptr_array_index (roles, i));

  rules = gp_design_list (design, GP_KIND_RULE);
  for (guint i = 0; i < rules->len; i++)
    add_rule (self, design, g_ptr_array_index (rules, i));

  return self;
}

void
gp_access_free (GpAccess *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->rules);
  g_hash_table_unref (self->roles);
  g_free (self);
}

/* Takes in @id with all that it inherits; @set also stops cycles. */
static void
take_role (const GpAccess *self,
           GHashTable     *set,
           const GpId     *id)
{
  g_autoptr(GQueue) open = g_queue_new ();
  Role *role;

  role = g_hash_table_lookup (self->roles, id);
  if (role != NULL)
    g_queue_push_tail (open, role);

  while ((role = g_queue_pop_head (open)) != NULL)
    {
      if (!g_hash_table_add (set, &role->id))
        continue;

      for (gsize i = 0; i < role->n_inherits; i++)
        {
          Role *other = g_hash_table_lookup (self->roles, &role->inherits[i]);

          if (other != NULL)
            g_queue_push_tail (open, other);
        }
    }
}

static GHashTable *
collect_roles (const GpAccess *self,
               gboolean        signed_in,
               const GpId     *roles,
               gsize           n_roles)
{
  GHashTable *set = g_hash_table_new (gp_id_hash, gp_id_equal);
  GHashTableIter iter;
  gpointer value;

  for (gsize i = 0; signed_in && i < n_roles; i++)
    take_role (self, set, &roles[i]);

  g_hash_table_iter_init (&iter, self->roles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Role *role = value;

      if (role->everyone || (role->signed_in && signed_in))
        take_role (self, set, &role->id);
    }

  return set;
}

GpAccessVerdict
gp_access_ask (const GpAccess *self,
               gboolean        signed_in,
               const GpId     *roles,
               gsize           n_roles,
               const char     *action,
               const GpId     *subject,
               GpId           *out_rule)
{
  GpAccessVerdict verdict = GP_ACCESS_DENIED;
  g_autoptr(GHashTable) set = NULL;
  GPtrArray *rules;
  GpId decided = gp_id_nil;

  g_return_val_if_fail (self != NULL, GP_ACCESS_DENIED);
  g_return_val_if_fail (action != NULL && subject != NULL, GP_ACCESS_DENIED);

  rules = g_hash_table_lookup (self->rules, subject);
  if (rules != NULL)
    set = collect_roles (self, signed_in, roles, n_roles);

  for (guint i = 0; rules != NULL && i < rules->len && verdict != GP_ACCESS_FORBIDDEN; i++)
    {
      const Rule *rule = g_ptr_array_index (rules, i);
      gboolean about_caller = g_hash_table_contains (set, &rule->role)
                              || (rule->forbid && gp_id_is_nil (&rule->role));

      if (!about_caller || !g_strv_contains ((const char *const *) rule->actions, action))
        continue;

      if (rule->forbid || (rule->limits & ~GP_ACCESS_LIMIT_ACTION) == 0)
        {
          verdict = rule->forbid ? GP_ACCESS_FORBIDDEN : GP_ACCESS_GRANTED;
          decided = rule->id;
        }
    }

  if (out_rule != NULL)
    *out_rule = decided;

  return verdict;
}
