/* gp-postgresql-access-rule.c — a rule as conditions of PostgreSQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * A grant is true or it does not hold: TRUE of all its parts. A forbid holds unless it is false: it
 * lets go where its condition is FALSE or its check TRUE. What cannot be said makes a grant go and
 * a forbid hold. */
#define G_LOG_DOMAIN "gp-postgresql-access-rule"
#include "config.h"
#include "gp-postgresql-access-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-compile.h"
#include "gp-sql-name.h"
#include "gp-sql-type.h"

char *
gp_pg_access_role (GpPgAccess         *self,
                   const GpAccessRule *rule)
{
  const GpElement *role = gp_design_lookup_kind (self->design, &rule->role, GP_KIND_ROLE);
  g_autoptr(GString) sql = NULL;

  if ((rule->forbid && gp_id_is_nil (&rule->role))
      || (role != NULL && gp_element_is (role, GP_ROLE_MEMBERSHIP, "everyone")))
    return NULL;
  if (role == NULL)
    return g_strdup ("false");
  sql = g_string_new ("(SELECT " GP_POSTGRESQL_EXPR_SCHEMA ".has_role(");
  gp_sql_quote_text (sql, gp_element_get_name (role));
  g_string_append (sql, "))");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
append_condition (GpPgAccess              *self,
                  const GpAccessCondition *condition,
                  GpExprMode               mode,
                  const char              *action,
                  const char              *record,
                  const char              *new_record,
                  GString                 *sql,
                  GError                 **error)
{
  g_autoptr(GString) functions = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_functions = self->n_functions;
  GpPostgresqlExpr printer = { .design = self->design, .record = record, .new_record = new_record,
                               .action = action, .functions = functions,
                               .n_functions = &n_functions };
  g_autoptr(GpExprQuery) query = NULL;

  if (condition->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (condition->problem));
      return FALSE;
    }
  query = gp_expr_compile (condition->check, mode, error);
  if (query == NULL || !gp_postgresql_expr_print (&printer, query, text, error))
    return FALSE;
  self->n_functions = n_functions;
  g_string_append (self->functions, functions->str);
  g_string_append (sql, text->str);
  return TRUE;
}

char *
gp_pg_access_preset (GpPgAccess           *self,
                     const GpAccessPreset *preset,
                     GError              **error)
{
  const GpElement *field = gp_design_lookup_kind (self->design, &preset->field, GP_KIND_FIELD);
  g_autoptr(GString) value = g_string_new (NULL);
  g_autofree char *type = NULL;

  if (preset->value->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (preset->value->problem));
      return NULL;
    }
  if (field == NULL || gp_element_has (field, GP_FIELD_DEFAULT))
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                   _("A trigger cannot tell whether “%s” was left out."), preset->name);
      return NULL;
    }
  if (!gp_postgresql_expr_print_value (gp_expr_get_root (preset->value->expr), value, error))
    return NULL;
  type = gp_sql_type_for_field (self->design, field);
  if (g_str_equal (type, "uuid"))
    return g_strdup_printf (GP_POSTGRESQL_EXPR_SCHEMA ".as_uuid(%s::text)", value->str);
  return g_strdup_printf ("CAST (%s AS %s)", value->str, type);
}

/* What is set must be what is written in the end. */
static gboolean
append_presets (GpPgAccess         *self,
                const GpAccessRule *rule,
                const char         *new_record,
                GString            *sql,
                GError            **error)
{
  for (guint i = 0; i < rule->presets->len; i++)
    {
      const GpAccessPreset *preset = rule->presets->pdata[i];
      g_autofree char *value = gp_pg_access_preset (self, preset, error);

      if (value == NULL)
        return FALSE;
      g_string_append_printf (sql, " AND %s.", new_record);
      gp_sql_quote_name (sql, preset->name);
      g_string_append_printf (sql, " = %s", value);
    }
  return TRUE;
}

gboolean
gp_pg_access_append_grant (GpPgAccess         *self,
                           const GpAccessRule *rule,
                           const char         *action,
                           gboolean            stored,
                           gboolean            written,
                           const char         *record,
                           const char         *new_record,
                           GString            *sql,
                           GError            **error)
{
  gboolean creates = g_str_equal (action, "create");
  g_autofree char *role = gp_pg_access_role (self, rule);
  gboolean by_new = gp_access_condition_names (rule->condition, "new");
  const GpAccessCondition *parts[4] = { NULL };

  if (by_new && !gp_access_action_writes (action))
    {
      g_set_error_literal (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                           _("its condition names “new”, and nothing is written"));
      return FALSE;
    }
  if (stored)
    {
      parts[0] = creates ? NULL : rule->tenant;
      /* The stored row alone cannot say; the trigger sees both. */
      parts[1] = by_new && !written ? NULL : rule->condition;
    }
  if (written)
    {
      parts[2] = rule->new_tenant;
      parts[3] = rule->check;
    }
  g_string_append (sql, "(");
  g_string_append (sql, role != NULL ? role : "true");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL)
        continue;
      g_string_append (sql, " AND ");
      if (!append_condition (self, parts[i], GP_EXPR_MODE_TRUE, action, record, new_record, sql,
                             error))
        return FALSE;
    }
  if (written && !append_presets (self, rule, new_record, sql, error))
    return FALSE;
  g_string_append_c (sql, ')');
  return TRUE;
}

gboolean
gp_pg_access_can_grant (GpPgAccess         *self,
                        const GpElement    *entity,
                        const GpAccessRule *rule,
                        const char         *action,
                        GError            **error)
{
  g_autoptr(GString) functions = g_string_new (NULL);
  g_autoptr(GString) sql = g_string_new (NULL);
  GpPgAccess trial = *self;

  trial.functions = functions;
  return gp_pg_access_append_grant (&trial, rule, action, TRUE, gp_access_action_writes (action),
                                    "r0", "n0", sql, error);
}

void
gp_pg_access_append_escape (GpPgAccess         *self,
                            const GpAccessRule *rule,
                            const char         *action,
                            const char         *record,
                            const char         *new_record,
                            GString            *sql)
{
  g_autofree char *role = gp_pg_access_role (self, rule);
  gboolean writes = gp_access_action_writes (action);
  const struct
  {
    const GpAccessCondition *condition;
    GpExprMode               mode;
  } parts[] = {
    { rule->condition, GP_EXPR_MODE_FALSE },
    { writes ? rule->check : NULL, GP_EXPR_MODE_TRUE },
  };

  if (role != NULL)
    g_string_append_printf (sql, "(NOT %s", role);
  else
    g_string_append (sql, "(false");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GString) part = g_string_new (NULL);
      g_autoptr(GError) error = NULL;

      /* “new” where nothing is written is an error, with which a forbid holds. */
      if (parts[i].condition == NULL
          || (!writes && gp_access_condition_names (parts[i].condition, "new")))
        continue;
      if (append_condition (self, parts[i].condition, parts[i].mode, action, record, new_record,
                            part, &error))
        g_string_append_printf (sql, " OR %s", part->str);
      else
        gp_pg_access_lost (self, gp_design_lookup (self->design, &rule->id),
                           _("“%s” forbids more in PostgreSQL, all that it is about: %s"),
                           gp_element_get_name (gp_design_lookup (self->design, &rule->id)),
                           error->message);
    }
  g_string_append_c (sql, ')');
}
