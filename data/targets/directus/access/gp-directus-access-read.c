/* gp-directus-access-read.c — roles, policies and permissions of a Directus as roles and rules
 * SPDX-License-Identifier: Apache-2.0
 *
 * A permission is about one action. Those that say the same of several actions are one rule, and
 * what everybody may is not said again of each role. */
#define G_LOG_DOMAIN "gp-directus-access-read"
#include "config.h"
#include "gp-directus-access-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-access.h"
#include "gp-directus-filter-read.h"
#include "gp-export-directus-access.h"
#include "gp-finding.h"
#include "gp-name.h"

/* A condition that nothing meets: what could not be read grants nothing. */
#define NOTHING "false"

typedef struct
{
  GpDesign               *design;
  const GpDirectusState  *state;
  const GpDirectusSchema *ours;
  GPtrArray              *findings;
  GPtrArray              *elements;    /* of GpElement: roles before rules */
  GHashTable             *roles;       /* id in Directus → GpElement, borrowed */
  GHashTable             *rules;       /* what a rule says → GpElement, borrowed */
  GHashTable             *public;      /* a set of what everybody may */
} Reader;

G_GNUC_PRINTF (3, 4)
static void
note (Reader     *self,
      const GpId *element,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  GpFinding *finding;
  va_list arguments;

  if (self->findings == NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding = gp_finding_new ("IMP103", GP_SEVERITY_WARNING, message);
  gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

/* --- roles ------------------------------------------------------------------------------------ */

static gboolean
is_ours (Reader     *self,
         const char *part,
         const char *id)
{
  return self->ours != NULL
         && gp_directus_find_by_id (gp_directus_json_array (self->ours->access, part), id) != NULL;
}

static gboolean
is_taken (Reader     *self,
          const char *name)
{
  if (gp_design_find_child (self->design, gp_design_get_root_id (self->design), GP_KIND_ROLE,
                            name) != NULL)
    return TRUE;
  for (guint i = 0; i < self->elements->len; i++)
    if (g_str_equal (gp_element_get_name (self->elements->pdata[i]), name))
      return TRUE;
  return FALSE;
}

static GpElement *
add_role (Reader     *self,
          const char *id,
          const char *wish)
{
  g_autofree char *legal = gp_name_make_legal (GP_KIND_ROLE, wish != NULL ? wish : "");
  g_autofree char *name = g_strdup (legal);
  GpElement *role;
  GpId ours;

  if (!gp_id_parse (id, &ours) || gp_design_lookup (self->design, &ours) != NULL)
    ours = gp_id_new ();
  for (guint n = 2; is_taken (self, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", legal, n);
    }
  role = gp_element_new (GP_KIND_ROLE, &ours, gp_design_get_root_id (self->design),
                         2000000 + self->elements->len);
  gp_element_set_text (role, GP_ROLE_NAME, name);
  g_ptr_array_add (self->elements, role);
  g_hash_table_insert (self->roles, g_strdup (id), role);
  return role;
}

static gboolean
has_admin_policy (Reader     *self,
                  const char *role)
{
  for (guint i = 0; i < json_array_get_length (self->state->access); i++)
    {
      JsonObject *grant = json_array_get_object_element (self->state->access, i);
      JsonObject *policy = gp_directus_find_by_id (self->state->policies,
                                                   gp_directus_json_text (grant, "policy"));

      if (policy != NULL && gp_directus_json_bool (policy, "admin_access")
          && g_strcmp0 (gp_directus_json_text (grant, "role"), role) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
read_roles (Reader *self)
{
  for (guint i = 0; i < json_array_get_length (self->state->roles); i++)
    {
      JsonObject *role = json_array_get_object_element (self->state->roles, i);
      const char *id = gp_directus_json_text (role, "id");

      if (id != NULL && !is_ours (self, "roles", id) && !has_admin_policy (self, id))
        add_role (self, id, gp_directus_json_text (role, "name"));
    }
}

static void
inherit (GpElement       *role,
         const GpElement *other)
{
  gsize n = 0;
  const GpId *before = gp_element_get_refs (role, GP_ROLE_INHERITS, &n);
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (GpId));

  if (n > 0)
    g_array_append_vals (all, before, (guint) n);
  g_array_append_vals (all, gp_element_get_id (other), 1);
  gp_element_set (role, GP_ROLE_INHERITS,
                  gp_value_ids ((const GpId *) (gconstpointer) all->data, all->len));
}

static void
read_parents (Reader *self)
{
  for (guint i = 0; i < json_array_get_length (self->state->roles); i++)
    {
      JsonObject *role = json_array_get_object_element (self->state->roles, i);
      const char *parent = gp_directus_json_text (role, "parent");
      GpElement *element = g_hash_table_lookup (self->roles, gp_directus_json_text (role, "id"));
      GpElement *above = parent != NULL ? g_hash_table_lookup (self->roles, parent) : NULL;

      if (element != NULL && above != NULL)
        inherit (element, above);
    }
}

/* The role that the rules of @policy are about: that which has it, or one of its own. */
static GpElement *
find_role (Reader     *self,
           JsonObject *policy)
{
  const char *id = gp_directus_json_text (policy, "id");
  g_autoptr(GPtrArray) having = g_ptr_array_new ();
  gboolean alone = TRUE;
  GpElement *role;

  for (guint i = 0; i < json_array_get_length (self->state->access); i++)
    {
      JsonObject *grant = json_array_get_object_element (self->state->access, i);
      const char *holder = gp_directus_json_text (grant, "role");

      if (g_strcmp0 (gp_directus_json_text (grant, "policy"), id) != 0)
        continue;
      role = holder != NULL ? g_hash_table_lookup (self->roles, holder) : NULL;
      alone = alone && holder != NULL;
      if (role != NULL)
        g_ptr_array_add (having, role);
    }
  if (having->len == 1 && alone)
    return having->pdata[0];
  role = add_role (self, id, gp_directus_json_text (policy, "name"));
  for (guint i = 0; i < having->len; i++)
    inherit (having->pdata[i], role);
  return role;
}

static const GpElement *
find_everybody (Reader *self)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);
  GpElement *role;

  for (guint i = 0; i < roles->len; i++)
    if (gp_element_is (roles->pdata[i], GP_ROLE_MEMBERSHIP, "everyone"))
      return roles->pdata[i];
  role = add_role (self, GP_DIRECTUS_PUBLIC_POLICY, "public");
  gp_element_set_text (role, GP_ROLE_MEMBERSHIP, "everyone");
  return role;
}

/* --- rules ------------------------------------------------------------------------------------ */

/** What a permission says, as a rule has it. */
typedef struct
{
  const GpElement *entity;
  char            *condition;   /* NULL: all */
  char            *check;       /* NULL: all */
  GArray          *fields;      /* of GpId; NULL: all */
  GPtrArray       *presets;     /* name, text, name, text… */
} Said;

static void
said_clear (Said *self)
{
  g_free (self->condition);
  g_free (self->check);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->presets, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

/* NULL where @filter allows all. What cannot be said allows nothing. */
static char *
read_condition (Reader          *self,
                const GpElement *entity,
                JsonObject      *filter,
                const char      *root,
                gboolean        *lost)
{
  char *condition;

  if (filter == NULL)
    return NULL;
  condition = gp_directus_filter_read (self->design, gp_element_get_id (entity), filter, root);
  *lost = *lost || condition == NULL;
  if (condition == NULL)
    return g_strdup (NOTHING);
  if (g_str_equal (condition, "true"))
    g_clear_pointer (&condition, g_free);
  return condition;
}

static void
read_fields (Reader     *self,
             JsonObject *permission,
             Said       *said)
{
  JsonArray *names = gp_directus_json_array (permission, "fields");
  g_autoptr(GPtrArray) all = gp_design_list_children (self->design,
                                                      gp_element_get_id (said->entity),
                                                      GP_KIND_FIELD);

  said->fields = g_array_new (FALSE, FALSE, sizeof (GpId));
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);
      const GpElement *field = name != NULL
        ? gp_design_find_child (self->design, gp_element_get_id (said->entity), GP_KIND_FIELD,
                                name) : NULL;

      if (g_strcmp0 (name, "*") == 0)
        {
          g_clear_pointer (&said->fields, g_array_unref);
          return;
        }
      if (field != NULL)
        g_array_append_vals (said->fields, gp_element_get_id (field), 1);
    }
  if (said->fields->len == all->len)
    g_clear_pointer (&said->fields, g_array_unref);
}

static void
read_presets (Reader     *self,
              JsonObject *permission,
              Said       *said,
              gboolean   *lost)
{
  JsonObject *presets = gp_directus_json_object (permission, "presets");
  g_autoptr(GList) names = presets != NULL ? json_object_get_members (presets) : NULL;

  said->presets = g_ptr_array_new_with_free_func (g_free);
  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (GList *at = names; at != NULL; at = at->next)
    {
      const GpElement *field = gp_design_find_child (self->design,
                                                     gp_element_get_id (said->entity),
                                                     GP_KIND_FIELD, at->data);
      char *value = field != NULL
        ? gp_directus_filter_read_value (self->design, field,
                                         json_object_get_member (presets, at->data)) : NULL;

      *lost = *lost || value == NULL;
      if (value == NULL)
        continue;
      g_ptr_array_add (said->presets, g_strdup (at->data));
      g_ptr_array_add (said->presets, value);
    }
}

/* All of it but the action, as a text. */
static char *
describe (const GpElement *role,
          const Said      *said)
{
  char id[GP_ID_STRING_SIZE];
  g_autoptr(GString) out = g_string_new (role != NULL
                                           ? gp_id_format (gp_element_get_id (role), id) : "");

  g_string_append_printf (out, "\n%s\n%s\n%s", gp_id_format (gp_element_get_id (said->entity),
                                                                 id),
                          said->condition != NULL ? said->condition : "",
                          said->check != NULL ? said->check : "");
  for (guint i = 0; said->presets != NULL && i < said->presets->len; i++)
    g_string_append_printf (out, "\n=%s", (char *) said->presets->pdata[i]);
  for (guint i = 0; said->fields != NULL && i < said->fields->len; i++)
    g_string_append_printf (out, "\n%s", gp_id_format (&g_array_index (said->fields, GpId, i),
                                                       id));
  if (said->fields != NULL)
    g_string_append (out, "\n.");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static GpElement *
add_rule (Reader          *self,
          const GpElement *role,
          const Said      *said)
{
  GpId id = gp_id_new ();
  GpElement *rule = gp_element_new (GP_KIND_RULE, &id, gp_element_get_id (said->entity),
                                    3000000 + self->elements->len);

  gp_element_set_ref (rule, GP_RULE_ROLE, gp_element_get_id (role));
  if (said->condition != NULL)
    gp_element_set_text (rule, GP_RULE_CONDITION, said->condition);
  if (said->check != NULL)
    gp_element_set_text (rule, GP_RULE_CHECK, said->check);
  if (said->fields != NULL)
    {
      gp_element_set_text (rule, GP_RULE_FIELDS_MODE, "only");
      gp_element_set (rule, GP_RULE_FIELDS,
                      gp_value_ids ((const GpId *) (gconstpointer) said->fields->data,
                                    said->fields->len));
    }
  if (said->presets != NULL)
    gp_element_set (rule, GP_RULE_PRESETS,
                    gp_value_texts ((const char *const *) said->presets->pdata,
                                    said->presets->len));
  g_ptr_array_add (self->elements, rule);
  return rule;
}

static void
add_action (GpElement       *rule,
            const GpElement *role,
            const char      *action)
{
  gsize n = 0;
  const char *const *before = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);
  g_autoptr(GPtrArray) actions = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  g_autofree char *name = NULL;

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (actions, (gpointer) before[i]);
  g_ptr_array_add (actions, (gpointer) action);
  g_ptr_array_sort (actions, gp_name_compare);
  g_ptr_array_add (actions, NULL);
  joined = g_strjoinv (", ", (char **) actions->pdata);
  /* The texts of before are gone with this. */
  gp_element_set (rule, GP_RULE_ACTIONS,
                  gp_value_texts ((const char *const *) actions->pdata, actions->len - 1));
  name = g_strdup_printf ("%s: %s", gp_element_get_name (role), joined);
  gp_element_set_text (rule, GP_RULE_NAME, name);
}

static void
take_permission (Reader          *self,
                 const GpElement *role,
                 gboolean         everybody,
                 JsonObject      *permission,
                 const GpElement *entity)
{
  const char *action = gp_directus_json_text (permission, "action");
  g_auto(Said) said = { .entity = entity };
  g_autofree char *plain = NULL, *whole = NULL, *key = NULL;
  gboolean lost = FALSE;
  GpElement *rule;

  said.condition = read_condition (self, entity,
                                   gp_directus_json_object (permission, "permissions"), "record",
                                   &lost);
  if (gp_access_action_writes (action))
    {
      said.check = read_condition (self, entity,
                                   gp_directus_json_object (permission, "validation"), "new",
                                   &lost);
      read_presets (self, permission, &said, &lost);
    }
  if (!g_str_equal (action, "delete"))
    read_fields (self, permission, &said);
  if (said.fields != NULL && said.fields->len == 0)
    return;
  plain = describe (NULL, &said);
  whole = g_strconcat (action, plain, NULL);
  if (everybody)
    g_hash_table_add (self->public, g_steal_pointer (&whole));
  else if (g_hash_table_contains (self->public, whole))
    return;
  key = describe (role, &said);
  rule = g_hash_table_lookup (self->rules, key);
  if (rule == NULL)
    {
      rule = add_rule (self, role, &said);
      g_hash_table_insert (self->rules, g_steal_pointer (&key), rule);
    }
  add_action (rule, role, action);
  if (lost)
    note (self, gp_element_get_id (rule),
          _("What %s may %s of %s depends on what cannot be said here: it is granted only once you "
            "have written the condition anew."), gp_element_get_name (role), action,
          gp_element_get_name (entity));
}

static void
read_policy (Reader     *self,
             JsonObject *policy)
{
  gboolean everybody = g_strcmp0 (gp_directus_json_text (policy, "id"),
                                  GP_DIRECTUS_PUBLIC_POLICY) == 0;
  JsonArray *permissions = gp_directus_json_array (policy, "permissions");
  const GpElement *role = NULL;

  for (guint i = 0; permissions != NULL && i < json_array_get_length (permissions); i++)
    {
      JsonObject *permission = json_array_get_object_element (permissions, i);
      const char *collection = gp_directus_json_text (permission, "collection");
      const char *action = gp_directus_json_text (permission, "action");
      const GpElement *entity = collection != NULL
        ? gp_design_find_child (self->design, gp_design_get_root_id (self->design),
                                GP_KIND_ENTITY, collection) : NULL;

      if (action == NULL || entity == NULL
          || (self->ours != NULL && g_hash_table_contains (self->ours->elements, collection)))
        continue;
      if (!g_strv_contains (gp_access_get_actions (), action))
        {
          note (self, gp_element_get_id (entity), _("Who may %s records of %s is left out."),
                action, collection);
          continue;
        }
      if (role == NULL)
        role = everybody ? find_everybody (self) : find_role (self, policy);
      take_permission (self, role, everybody, permission, entity);
    }
}

static void
read_policies (Reader *self)
{
  JsonArray *policies = self->state->policies;
  JsonObject *public = gp_directus_find_by_id (policies, GP_DIRECTUS_PUBLIC_POLICY);

  if (public != NULL)
    read_policy (self, public);
  for (guint i = 0; i < json_array_get_length (policies); i++)
    {
      JsonObject *policy = json_array_get_object_element (policies, i);

      if (policy != public && !is_ours (self, "policies", gp_directus_json_text (policy, "id"))
          && !gp_directus_json_bool (policy, "admin_access"))
        read_policy (self, policy);
    }
}

/* A condition that was read and yet does not fit grants nothing, either. */
static gboolean
silence_what_does_not_fit (Reader  *self,
                           GError **error)
{
  g_autoptr(GpAccess) access = gp_access_new (self->design);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  for (guint i = 0; i < self->elements->len; i++)
    {
      const GpElement *element = self->elements->pdata[i];
      const GpAccessRule *rule = gp_element_get_kind (element) == GP_KIND_RULE
        ? gp_access_find_rule (access, gp_element_get_id (element)) : NULL;
      const GError *problem = rule != NULL ? gp_access_rule_get_problem (rule) : NULL;

      if (problem == NULL)
        continue;
      note (self, gp_element_get_id (element), _("%s grants nothing: %s"),
            gp_element_get_name (element), problem->message);
      gp_change_set_set (changes, element, GP_RULE_CONDITION, gp_value_text (NOTHING));
      gp_change_set_set (changes, element, GP_RULE_CHECK, gp_value_none ());
      gp_change_set_set (changes, element, GP_RULE_PRESETS, gp_value_none ());
    }
  return gp_design_apply (self->design, changes, error);
}

gboolean
gp_directus_access_read (GpDesign                *design,
                         const GpDirectusState   *state,
                         const GpDirectusSchema  *ours,
                         GPtrArray               *findings,
                         GError                 **error)
{
  g_autoptr(GPtrArray) elements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GHashTable) roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) public = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  Reader self = { .design = design, .state = state, .ours = ours, .findings = findings,
                  .elements = elements, .roles = roles, .rules = rules, .public = public };

  read_roles (&self);
  read_parents (&self);
  read_policies (&self);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < elements->len; i++)
      if ((gp_element_get_kind (elements->pdata[i]) == GP_KIND_RULE) == (pass == 1))
        gp_change_set_add (changes, elements->pdata[i]);
  return gp_design_apply (design, changes, error) && silence_what_does_not_fit (&self, error);
}
