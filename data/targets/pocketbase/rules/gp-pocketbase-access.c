/* gp-pocketbase-access.c — who may do what, as rules of PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * PocketBase has one rule for each action with a collection, for everybody. It is all grants, each
 * with who has it, and each forbid's escape. A rule sees a whole record: fields cannot be hidden,
 * but that one is not written can be asked; and a value that we preset must be sent. */
#define G_LOG_DOMAIN "gp-pocketbase-access"
#include "config.h"
#include "gp-pocketbase-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-compile.h"
#include "gp-finding.h"
#include "gp-pocketbase-expr.h"

void
gp_pocketbase_access_init (GpPocketbaseAccess *self,
                           const GpAccess     *access,
                           GPtrArray          *findings)
{
  self->access = gp_access_ref (access);
  self->design = gp_access_get_design (self->access);
  self->findings = findings;
  self->owners = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->has_tenant = FALSE;
}

void
gp_pocketbase_access_clear (GpPocketbaseAccess *self)
{
  g_clear_pointer (&self->access, gp_access_unref);
  g_clear_pointer (&self->owners, g_hash_table_unref);
}

G_GNUC_PRINTF (3, 4)
static void
lose (GpPocketbaseAccess *self,
      const GpAccessRule *rule,
      const char         *format,
      ...)
{
  g_autofree char *message = NULL;
  g_autoptr(GpFinding) finding = NULL;
  va_list arguments;

  if (self->findings == NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  for (guint i = 0; i < self->findings->len; i++)
    if (g_str_equal (gp_finding_get_message (self->findings->pdata[i]), message))
      return;
  finding = gp_finding_new ("PRM411", GP_SEVERITY_WARNING, message);
  gp_finding_set_element (finding, &rule->id);
  g_ptr_array_add (self->findings, g_steal_pointer (&finding));
}

static const char *
name_of (GpPocketbaseAccess *self,
         const GpAccessRule *rule)
{
  return gp_element_get_name (gp_design_lookup (self->design, &rule->id));
}

/* One conjunction that is being written. */
typedef struct
{
  GpPocketbaseAccess *access;
  const char         *action;
  GHashTable         *searched;
  char               *filter;
} Part;

static void
part_init (Part               *self,
           GpPocketbaseAccess *access,
           const char         *action)
{
  self->access = access;
  self->action = action;
  self->searched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->filter = g_strdup (GP_POCKETBASE_ALL);
}

static void
part_clear (Part *self)
{
  g_hash_table_unref (self->searched);
  g_free (self->filter);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

/* (transfer full): NULL with the reason. */
static char *
print (Part                    *self,
       const GpAccessCondition *condition,
       GpExprMode               mode,
       GError                 **error)
{
  GpPocketbaseExpr printer = { .design = self->access->design, .action = self->action,
                               .is_update = g_str_equal (self->action, "update"),
                               .owners = self->access->owners, .searched = self->searched };
  g_autoptr(GpExprQuery) query = NULL;
  char *filter;

  if (condition->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (condition->problem));
      return NULL;
    }
  query = gp_expr_compile (condition->check, mode, error);
  filter = query != NULL ? gp_pocketbase_expr_print (&printer, query, error) : NULL;
  if (filter != NULL && strstr (filter, "@request.auth." GP_POCKETBASE_TENANT) != NULL)
    self->access->has_tenant = TRUE;
  return filter;
}

static gboolean
add_condition (Part                    *self,
               const GpAccessCondition *condition,
               GError                 **error)
{
  char *filter;

  if (condition == NULL)
    return TRUE;
  filter = print (self, condition, GP_EXPR_MODE_TRUE, error);
  if (filter == NULL)
    return FALSE;
  self->filter = gp_pocketbase_expr_join_two (TRUE, self->filter, filter);
  return TRUE;
}

/* PocketBase sets nothing: the value must be sent, or be there. */
static gboolean
add_presets (Part                *self,
             const GpAccessRule  *rule,
             GError             **error)
{
  for (guint i = 0; i < rule->presets->len; i++)
    {
      const GpAccessPreset *preset = rule->presets->pdata[i];
      const char *value;
      g_autofree char *text = NULL;
      GpAccessCondition *condition;
      gboolean done;

      if (preset->value->problem != NULL)
        {
          g_propagate_error (error, g_error_copy (preset->value->problem));
          return FALSE;
        }
      value = gp_expr_get_text (preset->value->expr, NULL);
      text = g_strdup_printf ("new.%s == (%s)", preset->name, value);
      condition = gp_access_condition_new_rows (self->access->design, &rule->subject, TRUE, text);
      done = add_condition (self, condition, error);
      gp_access_condition_free (condition);
      if (!done)
        return FALSE;
      lose (self->access, rule, _("“%s” sets no values in PocketBase: %s must be sent."),
            name_of (self->access, rule), preset->name);
    }
  return TRUE;
}

/* None of the fields is written that @rule has not, or, for a forbid, has. */
static char *
write_unsent (GpPocketbaseAccess *access,
              const GpAccessRule *rule)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (access->design, &rule->subject,
                                                         GP_KIND_FIELD);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fields->len; i++)
    if (gp_access_rule_has_field (rule, gp_element_get_id (fields->pdata[i])) == rule->forbid
        && !gp_pocketbase_is_own_time (fields->pdata[i]))
      g_ptr_array_add (parts, g_strdup_printf ("@request.data.%s:isset = false",
                                               gp_pocketbase_name (access->design,
                                                                   fields->pdata[i])));
  return gp_pocketbase_expr_join (TRUE, parts);
}

static gboolean
add_fields (Part                *self,
            const GpAccessRule  *rule,
            GError             **error)
{
  if (rule->fields_mode == GP_ACCESS_FIELDS_ALL || g_str_equal (self->action, "delete"))
    return TRUE;
  if (gp_access_action_writes (self->action))
    {
      self->filter = gp_pocketbase_expr_join_two (TRUE, self->filter,
                                                  write_unsent (self->access, rule));
      return TRUE;
    }
  g_set_error_literal (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                       _("PocketBase shows whole records."));
  return FALSE;
}

static char *
write_grant (GpPocketbaseAccess  *access,
             const GpAccessRule  *rule,
             const char          *action,
             GError             **error)
{
  g_auto(Part) part = { 0 };
  gboolean creates = g_str_equal (action, "create");
  gboolean writes = gp_access_action_writes (action);
  char *who;

  part_init (&part, access, action);
  if (gp_id_is_nil (&rule->role))
    return g_strdup (GP_POCKETBASE_NONE);
  who = gp_pocketbase_expr_role (access->design, &rule->role, FALSE, error);
  if (who == NULL)
    return NULL;
  part.filter = gp_pocketbase_expr_join_two (TRUE, part.filter, who);
  if (!add_fields (&part, rule, error)
      || !add_condition (&part, creates ? NULL : rule->tenant, error)
      || !add_condition (&part, rule->condition, error))
    return NULL;
  if (writes && (!add_condition (&part, rule->new_tenant, error)
                 || !add_condition (&part, rule->check, error)
                 || !add_presets (&part, rule, error)))
    return NULL;
  return g_steal_pointer (&part.filter);
}

/* What a forbid lets go: whoever it is not about, and whatever. */
static char *
write_escape (GpPocketbaseAccess  *access,
              const GpAccessRule  *rule,
              const char          *action,
              GError             **error)
{
  g_auto(Part) part = { 0 };
  gboolean writes = gp_access_action_writes (action);
  char *filter = g_strdup (GP_POCKETBASE_NONE);
  char *more = NULL;

  part_init (&part, access, action);
  if (rule->condition != NULL)
    more = print (&part, rule->condition, GP_EXPR_MODE_FALSE, error);
  if (rule->condition != NULL && more == NULL)
    {
      g_free (filter);
      return NULL;
    }
  filter = gp_pocketbase_expr_join_two (FALSE, filter,
                                        more != NULL ? more : g_strdup (GP_POCKETBASE_NONE));
  if (rule->check != NULL && writes)
    {
      more = print (&part, rule->check, GP_EXPR_MODE_TRUE, error);
      if (more == NULL)
        {
          g_free (filter);
          return NULL;
        }
      filter = gp_pocketbase_expr_join_two (FALSE, filter, more);
    }
  if (rule->fields_mode != GP_ACCESS_FIELDS_ALL && writes)
    filter = gp_pocketbase_expr_join_two (FALSE, filter, write_unsent (access, rule));
  return filter;
}

char *
gp_pocketbase_access_part (GpPocketbaseAccess  *self,
                           const GpAccessRule  *rule,
                           const char          *action,
                           GError             **error)
{
  if (!rule->forbid)
    return write_grant (self, rule, action, error);
  if (rule->fields_mode != GP_ACCESS_FIELDS_ALL && g_str_equal (action, "read"))
    {
      g_set_error_literal (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                           _("PocketBase shows whole records."));
      return NULL;
    }
  return write_escape (self, rule, action, error);
}

/* Who a forbid is not about. */
static char *
write_others (GpPocketbaseAccess *self,
              const GpAccessRule *rule)
{
  char *who = gp_id_is_nil (&rule->role)
    ? NULL : gp_pocketbase_expr_role (self->design, &rule->role, TRUE, NULL);

  return who != NULL ? who : g_strdup (GP_POCKETBASE_NONE);
}

static gboolean
is_about (const GpAccessRule *rule,
          const char         *action)
{
  return gp_access_rule_is_about (rule, action)
         && !(rule->forbid && rule->fields_mode != GP_ACCESS_FIELDS_ALL
              && g_str_equal (action, "delete"));
}

static char *
write_rule (GpPocketbaseAccess *self,
            const GPtrArray    *rules,
            const char         *action)
{
  g_autoptr(GPtrArray) grants = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];
      g_autoptr(GError) why = NULL;
      char *part;

      if (!is_about (rule, action))
        continue;
      part = gp_pocketbase_access_part (self, rule, action, &why);
      if (part == NULL)
        lose (self, rule,
              rule->forbid ? _("“%s” forbids more in PocketBase, all that it is about: %s")
                           : _("“%s” grants nothing in PocketBase: %s"),
              name_of (self, rule), why->message);
      if (part == NULL)
        part = g_strdup (GP_POCKETBASE_NONE);
      if (rule->forbid)
        g_ptr_array_add (all, gp_pocketbase_expr_join_two (FALSE, write_others (self, rule), part));
      else
        g_ptr_array_add (grants, part);
    }
  g_ptr_array_insert (all, 0, gp_pocketbase_expr_join (FALSE, grants));
  return gp_pocketbase_expr_join (TRUE, all);
}

char *
gp_pocketbase_access_rule (GpPocketbaseAccess *self,
                           const GpElement    *entity,
                           const char         *action)
{
  g_autofree char *rule = write_rule (
    self, gp_access_peek_rules (self->access, gp_element_get_id (entity)), action);
  gsize length = strlen (rule);

  if (gp_pocketbase_expr_is_none (rule))
    return NULL;
  if (gp_pocketbase_expr_is_all (rule))
    return g_strdup ("");
  return *rule == '(' && strchr (rule, ')') == rule + length - 1 ? g_strndup (rule + 1, length - 2)
                                                                 : g_steal_pointer (&rule);
}

void
gp_pocketbase_access_find_owners (GpPocketbaseAccess *self)
{
  const char *const *actions = gp_access_get_actions ();
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    for (gsize j = 0; actions[j] != NULL; j++)
      g_free (gp_pocketbase_access_rule (self, entities->pdata[i], actions[j]));
}
