/* gp-postgresql-access-trigger.c — writes that a policy alone cannot judge
 * SPDX-License-Identifier: Apache-2.0
 *
 * The trigger goes through the grants in their order, with the presets of each in a copy of the
 * row, and lets the first pass that holds. What has the value that it had counts as not written. */
#define G_LOG_DOMAIN "gp-postgresql-access-trigger"
#include "config.h"
#include "gp-postgresql-access-private.h"

#include <glib/gi18n-lib.h>

#include "gp-sql-name.h"
#include "gp-sql-writer.h"

static void
append_presets (GpPgAccess         *self,
                const GpAccessRule *rule,
                gboolean            creates,
                GString            *body)
{
  for (guint i = 0; i < rule->presets->len; i++)
    {
      const GpAccessPreset *preset = rule->presets->pdata[i];
      g_autofree char *value = gp_pg_access_preset (self, preset, NULL);
      g_autoptr(GString) name = g_string_new (NULL);

      gp_sql_quote_name (name, preset->name);
      if (creates)
        g_string_append_printf (body, "  IF candidate.%s IS NULL THEN\n", name->str);
      else
        g_string_append_printf (body, "  IF candidate.%s IS NOT DISTINCT FROM OLD.%s THEN\n",
                                name->str, name->str);
      g_string_append_printf (body, "    candidate.%s := %s;\n  END IF;\n", name->str, value);
    }
}

/* Of an update: that nothing is changed which the grant is not about. */
static void
append_unchanged (GpPgAccess         *self,
                  const GpAccessRule *rule,
                  GString            *body)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, &rule->subject,
                                                         GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autoptr(GString) name = g_string_new (NULL);

      if (gp_access_rule_has_field (rule, gp_element_get_id (fields->pdata[i])))
        continue;
      gp_sql_quote_name (name, gp_element_get_name (fields->pdata[i]));
      g_string_append_printf (body, " AND NEW.%s IS NOT DISTINCT FROM OLD.%s", name->str,
                              name->str);
    }
}

static void
append_grant (GpPgAccess         *self,
              const GpAccessRule *rule,
              const char         *action,
              GString            *body)
{
  gboolean creates = g_str_equal (action, "create");

  g_string_append (body, "  candidate := NEW;\n");
  append_presets (self, rule, creates, body);
  g_string_append (body, "  IF ");
  gp_pg_access_append_grant (self, rule, action, TRUE, TRUE, creates ? "candidate" : "OLD",
                             "candidate", body, NULL);
  if (!creates)
    append_unchanged (self, rule, body);
  g_string_append (body, " THEN\n    RETURN candidate;\n  END IF;\n");
}

static void
append_forbid (GpPgAccess         *self,
               const GpAccessRule *rule,
               GString            *body)
{
  g_string_append (body, "  IF (");
  gp_pg_access_append_escape (self, rule, "update", "OLD", "NEW", body);
  g_string_append (body, ") IS NOT TRUE THEN\n"
                         "    RAISE insufficient_privilege USING MESSAGE = 'a rule forbids it';\n"
                         "  END IF;\n");
}

void
gp_pg_access_write_trigger (GpPgAccess      *self,
                            const GpElement *entity,
                            const char      *action,
                            GPtrArray       *grants,
                            GPtrArray       *forbids)
{
  gboolean creates = g_str_equal (action, "create");
  guint number = ++self->n_functions;
  g_autoptr(GString) table = g_string_new (NULL);
  g_autoptr(GString) quoted = g_string_new (NULL);
  g_autoptr(GString) body = g_string_new ("\nDECLARE\n  candidate ");

  gp_postgresql_expr_table (table, entity);
  gp_sql_quote_text (quoted, table->str);
  g_string_append_printf (body, "%s%%ROWTYPE;\nBEGIN\n"
                                "  IF NOT row_security_active(%s::regclass) THEN\n"
                                "    RETURN NEW;\n  END IF;\n", table->str, quoted->str);
  for (guint i = 0; !creates && i < forbids->len; i++)
    append_forbid (self, forbids->pdata[i], body);
  for (guint i = 0; i < grants->len; i++)
    append_grant (self, grants->pdata[i], action, body);
  g_string_append (body, "  RAISE insufficient_privilege USING MESSAGE = 'no rule allows it';\n"
                         "END\n");

  g_string_append_printf (self->policies,
                          "CREATE FUNCTION " GP_POSTGRESQL_EXPR_SCHEMA ".write_%u() RETURNS trigger"
                          "\n  LANGUAGE plpgsql SET search_path = ''\n  AS ", number);
  gp_postgresql_expr_quote_body (self->policies, body->str);
  g_string_append_printf (self->policies,
                          ";\nCREATE TRIGGER gp_access_%s BEFORE %s ON %s\n  FOR EACH ROW EXECUTE "
                          "FUNCTION " GP_POSTGRESQL_EXPR_SCHEMA ".write_%u();\n",
                          action, creates ? "INSERT" : "UPDATE", table->str, number);
}
