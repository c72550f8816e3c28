/* gp-access.c — who may do what
 * SPDX-License-Identifier: Apache-2.0
 *
 * Rules are kept per subject. A caller's roles become a set once, whatever cycles the design
 * has. */
#define G_LOG_DOMAIN "gp-access"
#include "config.h"
#include "gp-access.h"

#include "gp-expr-design-record.h"
#include "gp-expr-json.h"
#include "gp-expr-lexer.h"
#include "gp-name.h"

typedef struct
{
  GPtrArray         *rules;       /* of GpAccessRule */
  GpAccessCondition *tenant;      /* or NULL */
  GpAccessCondition *new_tenant;
} Subject;

struct _GpAccess
{
  gatomicrefcount count;
  GpDesign   *design;
  GHashTable *subjects;   /* GpId → Subject */
  GHashTable *rules;      /* GpId → GpAccessRule */
};

struct _GpAccessCaller
{
  gboolean     signed_in;
  GHashTable  *roles;     /* a set of GpId */
  GpExprValue *user;
};

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_ptr_array_unref (subject->rules);
  gp_access_condition_free (subject->tenant);
  gp_access_condition_free (subject->new_tenant);
  g_free (subject);
}

/* "record.clinic_id == user.tenant", for names that are no identifiers in brackets. */
static GpAccessCondition *
make_tenant (GpDesign        *design,
             const GpElement *entity,
             gboolean         is_new)
{
  const GpElement *field = gp_design_lookup_kind (
    design, gp_element_get_ref (entity, GP_ENTITY_TENANT_FIELD), GP_KIND_FIELD);
  const char *variable = is_new ? "new" : "record";
  const char *name = field != NULL ? gp_element_get_name (field) : "";
  g_autoptr(GpExprValue) quoted = gp_expr_value_new_string (name, -1);
  g_autofree char *literal = gp_expr_value_to_text (quoted);
  g_autofree char *text = NULL;

  if (gp_expr_name_is_identifier (name))
    text = g_strdup_printf ("%s.%s == user.tenant", variable, name);
  else
    text = g_strdup_printf ("%s[%s] == user.tenant", variable, literal);
  return gp_access_condition_new_rows (design, gp_element_get_id (entity), is_new, text);
}

static Subject *
get_subject (GpAccess   *self,
             const GpId *id)
{
  Subject *subject = g_hash_table_lookup (self->subjects, id);
  const GpElement *entity;

  if (subject != NULL)
    return subject;

  subject = g_new0 (Subject, 1);
  subject->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_access_rule_free);
  entity = gp_design_lookup_kind (self->design, id, GP_KIND_ENTITY);
  if (entity != NULL && gp_element_get_ref (entity, GP_ENTITY_TENANT_FIELD) != NULL)
    {
      subject->tenant = make_tenant (self->design, entity, FALSE);
      subject->new_tenant = make_tenant (self->design, entity, TRUE);
    }
  g_hash_table_insert (self->subjects, g_memdup2 (id, sizeof *id), subject);
  return subject;
}

static void
add_rule (GpAccess        *self,
          const GpElement *element)
{
  Subject *subject = get_subject (self, gp_element_get_parent (element));
  GpAccessRule *rule = gp_access_rule_new (self->design, element);

  if (!rule->forbid && !gp_element_get_bool (element, GP_RULE_CROSS_TENANT))
    {
      rule->tenant = subject->tenant;
      rule->new_tenant = subject->new_tenant;
    }
  g_ptr_array_add (subject->rules, rule);
  g_hash_table_insert (self->rules, &rule->id, rule);
}

GpAccess *
gp_access_new (GpDesign *design)
{
  GpAccess *self;
  g_autoptr(GPtrArray) rules = NULL;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  self = g_new0 (GpAccess, 1);
  g_atomic_ref_count_init (&self->count);
  self->design = gp_design_copy (design);
  self->subjects = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, subject_free);
  self->rules = g_hash_table_new (gp_id_hash, gp_id_equal);
  rules = gp_design_list (self->design, GP_KIND_RULE);
  for (guint i = 0; i < rules->len; i++)
    add_rule (self, rules->pdata[i]);
  return self;
}

GpAccess *
gp_access_ref (const GpAccess *self)
{
  g_atomic_ref_count_inc (&((GpAccess *) self)->count);
  return (GpAccess *) self;
}

void
gp_access_unref (GpAccess *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;

  g_hash_table_unref (self->rules);
  g_hash_table_unref (self->subjects);
  g_object_unref (self->design);
  g_free (self);
}

GpDesign *
gp_access_get_design (const GpAccess *self)
{
  return self->design;
}

const GPtrArray *
gp_access_peek_rules (const GpAccess *self,
                      const GpId     *subject)
{
  const Subject *found = g_hash_table_lookup (self->subjects, subject);

  return found != NULL ? found->rules : NULL;
}

const GpAccessRule *
gp_access_find_rule (const GpAccess *self,
                     const GpId     *rule)
{
  return g_hash_table_lookup (self->rules, rule);
}

char **
gp_access_dup_actions (const GpAccess *self)
{
  const char *const *known = gp_access_get_actions ();
  g_autoptr(GPtrArray) own = g_ptr_array_new ();
  GPtrArray *all = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer value;

  for (gsize i = 0; known[i] != NULL; i++)
    {
      g_ptr_array_add (all, g_strdup (known[i]));
      g_hash_table_add (seen, (gpointer) known[i]);
    }
  g_hash_table_iter_init (&iter, self->rules);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (char **action = ((GpAccessRule *) value)->actions; *action != NULL; action++)
      if (g_hash_table_add (seen, *action))
        g_ptr_array_add (own, *action);
  g_ptr_array_sort (own, gp_name_compare);
  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (all, g_strdup (own->pdata[i]));
  g_ptr_array_add (all, NULL);
  return (char **) g_ptr_array_free (all, FALSE);
}

/* Takes in @id with all that it inherits; the set also stops cycles. */
static void
take_role (GpAccessCaller *self,
           GpDesign       *design,
           const GpId     *id)
{
  g_autoptr(GQueue) open = g_queue_new ();
  const GpElement *role = gp_design_lookup_kind (design, id, GP_KIND_ROLE);

  if (role != NULL)
    g_queue_push_tail (open, (gpointer) role);
  while ((role = g_queue_pop_head (open)) != NULL)
    {
      const GpId *inherits;
      gsize n;

      if (!g_hash_table_add (self->roles, g_memdup2 (gp_element_get_id (role), sizeof (GpId))))
        continue;
      inherits = gp_element_get_refs (role, GP_ROLE_INHERITS, &n);
      for (gsize i = 0; i < n; i++)
        {
          const GpElement *other = gp_design_lookup_kind (design, &inherits[i], GP_KIND_ROLE);

          if (other != NULL)
            g_queue_push_tail (open, (gpointer) other);
        }
    }
}

static GpExprValue *
list_role_names (const GpAccessCaller *self,
                 GPtrArray            *roles)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < roles->len; i++)
    if (g_hash_table_contains (self->roles, gp_element_get_id (roles->pdata[i])))
      g_ptr_array_add (names, gp_expr_value_new_string (gp_element_get_name (roles->pdata[i]), -1));
  return gp_expr_value_new_list ((GpExprValue **) names->pdata, names->len);
}

/* The tenant has the type of the tenant entity's key. */
static GpExprValue *
make_tenant_value (GpDesign   *design,
                   const char *text)
{
  const GpId *entity = gp_element_get_ref (gp_design_get_root (design), GP_DESIGN_TENANT_ENTITY);
  const GpElement *key = entity != NULL ? gp_expr_design_get_key (design, entity) : NULL;
  gint64 integer;

  if (text == NULL)
    return NULL;
  if (key == NULL || gp_expr_design_get_field_type (design, key).kind != GP_EXPR_TYPE_INT)
    return gp_expr_value_new_string (text, -1);
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL)
           ? gp_expr_value_new_int (integer) : NULL;
}

GpAccessCaller *
gp_access_caller_new (const GpAccess     *access,
                      const GpAccessUser *user)
{
  GpAccessCaller *self = g_new0 (GpAccessCaller, 1);
  g_autoptr(GPtrArray) roles = gp_design_list (access->design, GP_KIND_ROLE);

  self->signed_in = user->signed_in;
  self->roles = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  for (gsize i = 0; user->signed_in && i < user->n_roles; i++)
    take_role (self, access->design, &user->roles[i]);
  for (guint i = 0; i < roles->len; i++)
    if (gp_element_is (roles->pdata[i], GP_ROLE_MEMBERSHIP, "everyone")
        || (user->signed_in && gp_element_is (roles->pdata[i], GP_ROLE_MEMBERSHIP, "signed_in")))
      take_role (self, access->design, gp_element_get_id (roles->pdata[i]));

  if (!user->signed_in)
    self->user = gp_expr_value_new_map (NULL, NULL, 0);
  else
    self->user = gp_expr_value_new_object (
      "roles", list_role_names (self, roles),
      "id", user->id != NULL ? gp_expr_value_new_string (user->id, -1) : NULL,
      "email", user->email != NULL ? gp_expr_value_new_string (user->email, -1) : NULL,
      "tenant", make_tenant_value (access->design, user->tenant),
      "claims", user->claims != NULL ? gp_expr_value_ref (user->claims) : NULL, NULL);
  return self;
}

GpAccessCaller *
gp_access_caller_new_as (const GpAccess  *access,
                         const GpElement *persona)
{
  const char *json = gp_element_get_text (persona, GP_PERSONA_CLAIMS);
  g_autoptr(GpExprValue) claims = json != NULL ? gp_expr_value_from_json (json, -1, NULL) : NULL;
  GpAccessUser user = {
    .signed_in = !gp_element_get_bool (persona, GP_PERSONA_ANONYMOUS),
    .id = gp_element_get_text (persona, GP_PERSONA_USER_ID),
    .email = gp_element_get_text (persona, GP_PERSONA_EMAIL),
    .tenant = gp_element_get_text (persona, GP_PERSONA_TENANT),
    .claims = claims,
  };

  user.roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &user.n_roles);
  return gp_access_caller_new (access, &user);
}

GpAccessCaller *
gp_access_caller_new_persona (const GpAccess *access,
                              const GpId     *persona)
{
  const GpElement *element = gp_design_lookup_kind (access->design, persona, GP_KIND_PERSONA);

  return element != NULL ? gp_access_caller_new_as (access, element) : NULL;
}

void
gp_access_caller_free (GpAccessCaller *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->roles);
  gp_expr_value_unref (self->user);
  g_free (self);
}

gboolean
gp_access_caller_is_signed_in (const GpAccessCaller *self)
{
  return self->signed_in;
}

gboolean
gp_access_caller_has_role (const GpAccessCaller *self,
                           const GpId           *role)
{
  return g_hash_table_contains (self->roles, role);
}

GpExprValue *
gp_access_caller_get_user (const GpAccessCaller *self)
{
  return self->user;
}

gboolean
gp_access_caller_is_meant (const GpAccessCaller *self,
                           const GpAccessRule   *rule)
{
  return g_hash_table_contains (self->roles, &rule->role)
         || (rule->forbid && gp_id_is_nil (&rule->role));
}
