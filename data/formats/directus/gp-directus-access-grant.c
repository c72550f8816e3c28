/* gp-directus-access-grant.c — one rule as filter, validation, fields and presets
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus holds stored records against the filter and what is sent against the validation, never
 * the record as it is going to be. What a changed record must be like is therefore asked of both,
 * or must be sent: that allows less, never more, and is a finding. */
#define G_LOG_DOMAIN "gp-directus-access-grant"
#include "config.h"
#include "gp-directus-access-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-filter.h"
#include "gp-expr-compile.h"

void
gp_directus_grant_free (GpDirectusGrant *grant)
{
  if (grant == NULL)
    return;
  g_free (grant->filter);
  g_free (grant->validation);
  g_free (grant->presets);
  g_clear_pointer (&grant->fields, g_ptr_array_unref);
  g_free (grant);
}

static GpDirectusGrant *
grant_new (const GpAccessRule *rule)
{
  GpDirectusGrant *grant = g_new0 (GpDirectusGrant, 1);

  grant->rule = rule;
  grant->filter = g_strdup (GP_DIRECTUS_ALL);
  grant->validation = g_strdup (GP_DIRECTUS_ALL);
  return grant;
}

/* Takes @part. */
static void
add (char    **filter,
     gboolean  all,
     char     *part)
{
  g_autofree char *before = *filter;
  g_autofree char *other = part;

  *filter = gp_directus_filter_join_two (all, before, other);
}

/* Whether _some and _none find all records of @entity: the caller reads all of them, or none, and
 * then nothing of them can be asked for. */
static gboolean
may_search (const GpId *entity,
            gpointer    user_data)
{
  GpDirectusAccess *self = user_data;
  const GPtrArray *rules = gp_access_peek_rules (self->access, entity);
  guint n_meant = 0, n_all = 0;

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];

      if (!gp_access_rule_is_about (rule, "read")
          || !gp_access_caller_is_meant (self->caller, rule))
        continue;
      n_meant++;
      n_all += !rule->forbid && rule->condition == NULL && rule->tenant == NULL
               && rule->fields_mode == GP_ACCESS_FIELDS_ALL;
    }
  return n_all == n_meant;
}

static GpDirectusExpr
begin (GpDirectusAccess *self,
       const char       *action)
{
  return (GpDirectusExpr) { .design = self->design, .caller = self->caller, .action = action,
                            .needs = &self->needs, .may_search = may_search,
                            .user_data = self };
}

static char *
print (const GpDirectusExpr    *printer,
       const GpAccessCondition *condition,
       GpExprMode               mode,
       GError                 **error)
{
  g_autoptr(GpExprQuery) query = NULL;

  if (condition->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (condition->problem));
      return NULL;
    }
  query = gp_expr_compile (condition->check, mode, error);
  return query != NULL ? gp_directus_expr_print (printer, query, error) : NULL;
}

/* Holds @grant against @condition wherever the action asks for it. @printer: its subject is set. */
static gboolean
print_condition (GpDirectusExpr          *printer,
                 GpDirectusGrant         *grant,
                 const GpAccessCondition *condition,
                 GError                 **error)
{
  gboolean creates = g_str_equal (printer->action, "create");
  char *part;

  if (condition == NULL)
    return TRUE;
  if (!creates)
    {
      printer->subject = GP_DIRECTUS_STORED;
      part = print (printer, condition, GP_EXPR_MODE_TRUE, error);
      if (part == NULL)
        return FALSE;
      add (&grant->filter, TRUE, part);
    }
  if (!gp_access_action_writes (printer->action))
    return TRUE;
  printer->subject = creates ? GP_DIRECTUS_CREATED : GP_DIRECTUS_UPDATED;
  part = print (printer, condition, GP_EXPR_MODE_TRUE, error);
  if (part == NULL)
    return FALSE;
  add (&grant->validation, TRUE, part);
  return TRUE;
}

static gboolean
add_condition (GpDirectusAccess        *self,
               GpDirectusGrant         *grant,
               const GpAccessCondition *condition,
               const char              *action,
               GError                 **error)
{
  GpDirectusExpr printer = begin (self, action);

  return print_condition (&printer, grant, condition, error);
}

static void
remove_field (GpDirectusAccess *self,
              GpDirectusGrant  *grant,
              const char       *name)
{
  if (grant->fields == NULL)
    {
      g_autoptr(GPtrArray) all = gp_design_list_children (self->design, &grant->rule->subject,
                                                          GP_KIND_FIELD);

      grant->fields = g_ptr_array_new ();
      for (guint i = 0; i < all->len; i++)
        g_ptr_array_add (grant->fields, (gpointer) gp_element_get_name (all->pdata[i]));
    }
  for (guint i = 0; i < grant->fields->len; i++)
    if (g_str_equal (grant->fields->pdata[i], name))
      g_ptr_array_remove_index (grant->fields, i--);
}

/* A constant or something of the caller may be written as it would be set; the time may not. */
static gboolean
add_preset (GpDirectusAccess     *self,
            GpDirectusGrant      *grant,
            const GpAccessPreset *preset,
            GString              *presets,
            GError              **error)
{
  GpDirectusExpr printer = { .design = self->design, .caller = self->caller,
                             .needs = &self->needs };
  g_autoptr(GPtrArray) path = g_ptr_array_new ();
  g_autofree char *value = NULL, *list = NULL;

  if (preset->value->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (preset->value->problem));
      return FALSE;
    }
  value = gp_directus_expr_print_value (&printer, gp_expr_get_root (preset->value->expr), error);
  if (value == NULL)
    return FALSE;
  g_string_append_printf (presets, "%s\"%s\":%s", presets->len > 1 ? "," : "", preset->name,
                          value);
  if (g_str_equal (value, "\"$NOW\""))
    {
      remove_field (self, grant, preset->name);
      return TRUE;
    }
  list = g_strdup_printf ("[%s]", value);
  g_ptr_array_add (path, preset->name);
  add (&grant->validation, TRUE, gp_directus_filter_leaf (path, "_in", list));
  add (&grant->validation, TRUE, gp_directus_filter_leaf (path, "_nnull", "true"));
  return TRUE;
}

static gboolean
add_presets (GpDirectusAccess *self,
             GpDirectusGrant  *grant,
             GError          **error)
{
  g_autoptr(GString) presets = g_string_new ("{");

  for (guint i = 0; i < grant->rule->presets->len; i++)
    if (!add_preset (self, grant, grant->rule->presets->pdata[i], presets, error))
      return FALSE;
  g_string_append_c (presets, '}');
  if (grant->rule->presets->len > 0)
    grant->presets = g_string_free (g_steal_pointer (&presets), FALSE);
  return TRUE;
}

static void
add_fields (GpDirectusAccess *self,
            GpDirectusGrant  *grant)
{
  g_autoptr(GPtrArray) all = gp_design_list_children (self->design, &grant->rule->subject,
                                                      GP_KIND_FIELD);

  if (grant->rule->fields_mode == GP_ACCESS_FIELDS_ALL)
    return;
  grant->fields = g_ptr_array_new ();
  for (guint i = 0; i < all->len; i++)
    if (gp_access_rule_has_field (grant->rule, gp_element_get_id (all->pdata[i])))
      g_ptr_array_add (grant->fields, (gpointer) gp_element_get_name (all->pdata[i]));
}

/* What an update leads to, given what the stored record meets by the rule's condition. */
static gboolean
add_check (GpDirectusAccess    *self,
           GpDirectusGrant     *grant,
           const GpAccessRule  *rule,
           const char          *action,
           GError             **error)
{
  GpDirectusExpr printer = begin (self, action);
  const GpElement *element = gp_design_lookup (self->design, &rule->id);
  g_autoptr(GpExprQuery) known = NULL;
  guint terms = 0;

  printer.terms = &terms;
  if (rule->condition != NULL && rule->condition->problem == NULL)
    printer.known = known = gp_expr_compile (rule->condition->check, GP_EXPR_MODE_TRUE, NULL);
  if (!print_condition (&printer, grant, rule->check, error))
    return FALSE;
  if ((terms & GP_DIRECTUS_HELD) != 0)
    gp_directus_access_lost (
      self, element,
      _("“%s” checks what is written: in Directus the stored record must meet that, too."),
      gp_element_get_name (element));
  if ((terms & GP_DIRECTUS_SENT) != 0)
    gp_directus_access_lost (
      self, element,
      _("“%s” checks what is written: in Directus the fields that it checks must be sent."),
      gp_element_get_name (element));
  return TRUE;
}

GpDirectusGrant *
gp_directus_access_read_grant (GpDirectusAccess   *self,
                               const GpAccessRule *rule,
                               const char         *action,
                               GError            **error)
{
  g_autoptr(GpDirectusGrant) grant = grant_new (rule);
  gboolean writes = gp_access_action_writes (action);
  gboolean creates = g_str_equal (action, "create");

  add_fields (self, grant);
  if (!add_condition (self, grant, creates ? NULL : rule->tenant, creates ? "create" : "read",
                      error)
      || !add_condition (self, grant, rule->condition, action, error))
    return NULL;
  if (!writes)
    return g_steal_pointer (&grant);
  if (!add_presets (self, grant, error)
      || !add_condition (self, grant, rule->new_tenant, action, error)
      || !add_check (self, grant, rule, action, error))
    return NULL;
  return g_steal_pointer (&grant);
}

/* Where both a condition and a check let go, Directus cannot be told which of them it is when a
 * record is changed; the condition it is then. */
static gboolean
read_escape (GpDirectusAccess   *self,
             const GpAccessRule *rule,
             const char         *action,
             GpDirectusGrant    *escape,
             GError            **error)
{
  gboolean creates = g_str_equal (action, "create");
  gboolean writes = gp_access_action_writes (action);
  GpDirectusExpr printer = begin (self, action);
  char *part;

  if (rule->condition == NULL && rule->check != NULL && writes)
    return add_condition (self, escape, rule->check, action, error);
  if (rule->condition == NULL)
    {
      add (&escape->filter, TRUE, g_strdup (GP_DIRECTUS_NONE));
      return TRUE;
    }
  printer.subject = creates ? GP_DIRECTUS_CREATED : GP_DIRECTUS_STORED;
  part = print (&printer, rule->condition, GP_EXPR_MODE_FALSE, error);
  if (part == NULL)
    return FALSE;
  add (creates ? &escape->validation : &escape->filter, TRUE, part);
  if (g_str_equal (action, "update"))
    {
      printer.subject = GP_DIRECTUS_UPDATED;
      part = print (&printer, rule->condition, GP_EXPR_MODE_FALSE, error);
      if (part == NULL)
        return FALSE;
      add (&escape->validation, TRUE, part);
    }
  if (!creates || rule->check == NULL)
    return TRUE;
  part = print (&printer, rule->check, GP_EXPR_MODE_TRUE, error);
  if (part != NULL)
    add (&escape->validation, FALSE, part);
  return part != NULL;
}

GpDirectusGrant *
gp_directus_access_read_escape (GpDirectusAccess   *self,
                                const GpAccessRule *rule,
                                const char         *action)
{
  g_autoptr(GpDirectusGrant) escape = grant_new (rule);
  const GpElement *element = gp_design_lookup (self->design, &rule->id);
  g_autoptr(GError) error = NULL;

  if (!read_escape (self, rule, action, escape, &error))
    {
      gp_directus_access_lost (self, element,
                               _("“%s” forbids more in Directus, all that it is about: %s"),
                               gp_element_get_name (element), error->message);
      gp_directus_grant_free (g_steal_pointer (&escape));
      escape = grant_new (rule);
      add (&escape->filter, TRUE, g_strdup (GP_DIRECTUS_NONE));
    }
  else if (g_str_equal (action, "update") && rule->check != NULL && rule->condition != NULL)
    {
      gp_directus_access_lost (self, element,
                               _("“%s” does not let go for what is written in Directus."),
                               gp_element_get_name (element));
    }
  return g_steal_pointer (&escape);
}
