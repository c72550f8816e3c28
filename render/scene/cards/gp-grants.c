/* gp-grants.c — who may do what with an entity, as a drawing shows it
 * SPDX-License-Identifier: Apache-2.0
 *
 * A summary for the eye, made of the rules as they are written: conditions are not evaluated, they
 * only lower "all" to "some". Rules that forbid take away, with a condition to "some". */
#define G_LOG_DOMAIN "gp-grants"
#include "config.h"
#include "gp-grants.h"

static const char *const action_names[GP_N_GRANT_ACTIONS] = { "create", "read", "update",
                                                              "delete" };
static const char action_letters[GP_N_GRANT_ACTIONS] = { 'C', 'R', 'U', 'D' };

static gboolean
has_text (const GpElement *rule,
          GpProperty       property)
{
  const char *text = gp_element_get_text (rule, property);

  return text != NULL && text[0] != '\0';
}

static gboolean
is_limited (const GpElement *rule)
{
  return has_text (rule, GP_RULE_CONDITION) || has_text (rule, GP_RULE_CHECK)
         || !gp_element_is (rule, GP_RULE_FIELDS_MODE, "all");
}

static gboolean
names_action (const GpElement *rule,
              guint            action)
{
  gsize n;
  const char *const *actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (actions[i], action_names[action]))
      return TRUE;
  return FALSE;
}

static void
take_grant (GpGrant         *grant,
            const GpElement *rule)
{
  GpGrantLevel level = is_limited (rule) ? GP_GRANT_SOME : GP_GRANT_ALL;

  for (guint i = 0; i < GP_N_GRANT_ACTIONS; i++)
    if (names_action (rule, i))
      grant->levels[i] = MAX (grant->levels[i], level);
}

static void
take_forbid (GpGrant         *grant,
             const GpElement *rule)
{
  GpGrantLevel most = is_limited (rule) ? GP_GRANT_SOME : GP_GRANT_NO;

  for (guint i = 0; i < GP_N_GRANT_ACTIONS; i++)
    if (names_action (rule, i))
      grant->levels[i] = MIN (grant->levels[i], most);
}

static GpGrant *
find_grant (GArray     *grants,
            const GpId *role)
{
  GpGrant fresh = { .role = *role };

  for (guint i = 0; i < grants->len; i++)
    if (gp_id_equal (&g_array_index (grants, GpGrant, i).role, role))
      return &g_array_index (grants, GpGrant, i);

  g_array_append_val (grants, fresh);
  return &g_array_index (grants, GpGrant, grants->len - 1);
}

GArray *
gp_grants_list (GpDesign   *design,
                const GpId *subject)
{
  GArray *grants = g_array_new (FALSE, FALSE, sizeof (GpGrant));

  for (int forbid = 0; forbid < 2; forbid++)
    {
      const GpElement *rule;

      for (gsize i = 0; (rule = gp_design_peek_child (design, subject, i)) != NULL; i++)
        {
          const GpId *role;

          if (gp_element_get_kind (rule) != GP_KIND_RULE
              || gp_element_is (rule, GP_RULE_EFFECT, "forbid") != forbid)
            continue;
          role = gp_element_get_ref (rule, GP_RULE_ROLE);
          if (role == NULL)
            continue;
          if (forbid)
            take_forbid (find_grant (grants, role), rule);
          else
            take_grant (find_grant (grants, role), rule);
        }
    }
  return grants;
}

/* @role and all that it inherits, each once; inheritance in a circle ends there. */
static void
add_roles (GpDesign   *design,
           const GpId *role,
           GHashTable *set)
{
  const GpElement *element = gp_design_lookup_kind (design, role, GP_KIND_ROLE);
  const GpId *inherited;
  gsize n;

  if (element == NULL || !g_hash_table_add (set, (gpointer) gp_element_get_id (element)))
    return;
  inherited = gp_element_get_refs (element, GP_ROLE_INHERITS, &n);
  for (gsize i = 0; i < n; i++)
    add_roles (design, &inherited[i], set);
}

/* Of a persona: that of each of its roles. */
static void
add_persona (GpDesign        *design,
             const GpElement *persona,
             GHashTable      *set)
{
  gsize n;
  const GpId *roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &n);

  for (gsize i = 0; i < n; i++)
    add_roles (design, &roles[i], set);
}

static GHashTable *
collect_roles (GpDesign   *design,
               const GpId *role)
{
  const GpElement *persona = gp_design_lookup_kind (design, role, GP_KIND_PERSONA);
  gboolean signed_in = persona != NULL ? !gp_element_get_bool (persona, GP_PERSONA_ANONYMOUS)
                                       : role != NULL;
  GHashTable *set = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GPtrArray) all = gp_design_list (design, GP_KIND_ROLE);

  for (guint i = 0; i < all->len; i++)
    {
      const GpElement *element = g_ptr_array_index (all, i);

      if (gp_element_is (element, GP_ROLE_MEMBERSHIP, "everyone")
          || (signed_in && gp_element_is (element, GP_ROLE_MEMBERSHIP, "signed_in")))
        add_roles (design, gp_element_get_id (element), set);
    }
  if (persona != NULL && signed_in)
    add_persona (design, persona, set);
  else if (persona == NULL && role != NULL)
    add_roles (design, role, set);
  return set;
}

GpGrant
gp_grants_for_role (GpDesign    *design,
                    const GpId  *subject,
                    const GpId  *role,
                    char       **out_condition)
{
  g_autoptr(GHashTable) roles = collect_roles (design, role);
  GpGrant grant = { .role = role != NULL ? *role : gp_id_nil };
  const char *condition = NULL;

  for (int forbid = 0; forbid < 2; forbid++)
    {
      const GpElement *rule;

      for (gsize i = 0; (rule = gp_design_peek_child (design, subject, i)) != NULL; i++)
        {
          const GpId *who;

          if (gp_element_get_kind (rule) != GP_KIND_RULE
              || gp_element_is (rule, GP_RULE_EFFECT, "forbid") != forbid)
            continue;
          who = gp_element_get_ref (rule, GP_RULE_ROLE);
          if (who == NULL || !g_hash_table_contains (roles, who))
            continue;
          if (forbid)
            take_forbid (&grant, rule);
          else
            take_grant (&grant, rule);
          if (condition == NULL && has_text (rule, GP_RULE_CONDITION))
            {
              condition = gp_element_get_text (rule, GP_RULE_CONDITION);
              grant.unless = forbid;
            }
        }
    }
  if (out_condition != NULL)
    *out_condition = g_strdup (condition);
  return grant;
}

char *
gp_grant_letters (const GpGrant *grant,
                  char           buffer[static GP_N_GRANT_ACTIONS + 1])
{
  guint n = 0;

  for (guint i = 0; i < GP_N_GRANT_ACTIONS; i++)
    if (grant->levels[i] != GP_GRANT_NO)
      buffer[n++] = action_letters[i];
  buffer[n] = '\0';
  return buffer;
}

GpGrantLevel
gp_grant_get_level (const GpGrant *grant)
{
  GpGrantLevel level = GP_GRANT_NO;

  for (guint i = 0; i < GP_N_GRANT_ACTIONS; i++)
    if (grant->levels[i] != GP_GRANT_NO)
      level = level == GP_GRANT_NO ? grant->levels[i] : MIN (level, grant->levels[i]);
  return level;
}
