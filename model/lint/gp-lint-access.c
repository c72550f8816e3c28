/* gp-lint-access.c — rules and tenants, as far as they can be judged without their conditions
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-lint"
#include "config.h"

#include "gp-access-sentence.h"
#include "gp-lint-private.h"

#include <glib/gi18n-lib.h>

/* Nothing but its key: somebody is still drawing it. */
static gboolean
is_begun (GpDesign        *design,
          const GpElement *entity)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);
  gsize n_keys = 0;

  gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n_keys);
  return fields->len <= n_keys;
}

/* A design that has no rules at all is told so once, as advice: it was just drawn or imported. */
static void
check_without_rules (GpLintRun *run)
{
  g_autoptr(GPtrArray) entities = gp_design_list (run->design, GP_KIND_ENTITY);
  gboolean any_rule = gp_design_count (run->design, GP_KIND_RULE) > 0;

  if (!any_rule && entities->len > 0)
    gp_lint_advise (run, "PRM401", gp_design_get_root (run->design), GP_N_PROPERTIES,
                    _("No entity has a rule yet: nobody may do anything through the API"));

  for (guint i = 0; i < entities->len && any_rule; i++)
    {
      const GpElement *entity = entities->pdata[i];
      g_autoptr(GPtrArray) rules = gp_design_list_children (run->design, gp_element_get_id (entity),
                                                            GP_KIND_RULE);

      if (rules->len == 0 && gp_element_get_bool (entity, GP_ENTITY_EXPOSED)
          && !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
          && !is_begun (run->design, entity))
        gp_lint_report (run, "PRM401", entity, NULL,
                        _("%s is in the API, but no rule says who may use it"),
                        gp_element_get_name (entity));
    }
}

static gboolean
has_action (const GpElement *rule,
            const char      *action)
{
  gsize n = 0;
  const char *const *actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (actions[i], action))
      return TRUE;

  return FALSE;
}

static void
check_anonymous_write (GpLintRun       *run,
                       const GpElement *rule)
{
  static const char *const writes[] = { "create", "update", "delete" };
  const GpElement *role = gp_design_lookup (run->design, gp_element_get_ref (rule, GP_RULE_ROLE));
  const GpElement *subject = gp_design_lookup (run->design, gp_element_get_parent (rule));

  if (role == NULL || !gp_element_is (role, GP_ROLE_MEMBERSHIP, "everyone")
      || !gp_element_is (rule, GP_RULE_EFFECT, "grant"))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    if (has_action (rule, writes[i]))
      {
        g_autofree char *action = gp_access_say_actions (&writes[i], 1);

        gp_lint_report (run, "PRM402", rule, NULL, _("Everybody, signed in or not, may %s %s"),
                        action, gp_element_get_name (subject));
        return;
      }
}

static gboolean
names_field (const GpElement *rule,
             const GpId      *field)
{
  gsize n = 0;
  const GpId *fields = gp_element_get_refs (rule, GP_RULE_FIELDS, &n);

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&fields[i], field))
      return TRUE;

  return FALSE;
}

static void
check_secrets (GpLintRun       *run,
               const GpElement *rule)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (run->design, gp_element_get_parent (rule),
                                                         GP_KIND_FIELD);
  const GpElement *role = gp_design_lookup (run->design, gp_element_get_ref (rule, GP_RULE_ROLE));
  gboolean only = gp_element_is (rule, GP_RULE_FIELDS_MODE, "only");
  gboolean except = gp_element_is (rule, GP_RULE_FIELDS_MODE, "except");

  if (role == NULL || !has_action (rule, "read") || !gp_element_is (rule, GP_RULE_EFFECT, "grant"))
    return;

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = fields->pdata[i];
      gboolean named = names_field (rule, gp_element_get_id (field));
      g_autofree char *path = NULL;

      if (!gp_element_is (field, GP_FIELD_SENSITIVE, "secret")
          || (only && !named) || (except && named))
        continue;
      path = gp_design_dup_path (run->design, gp_element_get_id (field));
      gp_lint_report (run, "PRM407", field, NULL, _("The role %s can read the secret %s"),
                      gp_element_get_name (role), path);
    }
}

/* An entity that points to the tenant and is not scoped was most likely forgotten. */
static void
check_tenant (GpLintRun       *run,
              const GpElement *entity,
              const GpId      *tenant)
{
  g_autoptr(GPtrArray) fields = NULL;

  if (gp_element_get_ref (entity, GP_ENTITY_TENANT_FIELD) != NULL
      || gp_id_equal (gp_element_get_id (entity), tenant))
    return;

  fields = gp_design_list_children (run->design, gp_element_get_id (entity), GP_KIND_FIELD);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *to = gp_element_get_ref (fields->pdata[i], GP_FIELD_REFERENCE);
      g_autoptr(GpChangeSet) fix = NULL;
      g_autofree char *title = NULL;

      if (to == NULL || !gp_id_equal (to, tenant))
        continue;

      title = g_strdup_printf (_("Scoped %s to the tenant"), gp_element_get_name (entity));
      fix = gp_change_set_new (title);
      gp_change_set_set (fix, entity, GP_ENTITY_TENANT_FIELD,
                         gp_value_id (gp_element_get_id (fields->pdata[i])));
      gp_lint_report (run, "TEN501", entity, g_steal_pointer (&fix),
                      _("%s refers to the tenant with %s, but is not scoped to it"),
                      gp_element_get_name (entity), gp_element_get_name (fields->pdata[i]));
      return;
    }
}

void
gp_lint_access (GpLintRun *run)
{
  g_autoptr(GPtrArray) rules = gp_design_list (run->design, GP_KIND_RULE);
  const GpId *tenant = gp_element_get_ref (gp_design_get_root (run->design),
                                           GP_DESIGN_TENANT_ENTITY);

  check_without_rules (run);
  for (guint i = 0; i < rules->len; i++)
    {
      check_anonymous_write (run, rules->pdata[i]);
      check_secrets (run, rules->pdata[i]);
    }

  if (tenant != NULL)
    {
      g_autoptr(GPtrArray) entities = gp_design_list (run->design, GP_KIND_ENTITY);

      for (guint i = 0; i < entities->len; i++)
        check_tenant (run, entities->pdata[i], tenant);
    }
}
