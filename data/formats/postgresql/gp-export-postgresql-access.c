/* gp-export-postgresql-access.c — who may do what, as PostgreSQL enforces it
 * SPDX-License-Identifier: Apache-2.0
 *
 * Requests come as the database roles anon and authenticated, or as the one that is called like a
 * role of the design, with the claims of their token in request.jwt.claims. So do PostgREST and
 * Supabase. A schema of its own has the functions that know who asks.
 *
 * The owner of the tables is not restricted (row security is not forced): the functions that look
 * at other tables rely on that, and would find too little, and a NOT EXISTS too much, otherwise. */
#define G_LOG_DOMAIN "gp-export-postgresql-access"
#include "config.h"
#include "gp-export-postgresql-access.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

#include "gp-postgresql-access-private.h"
#include "gp-sql-name.h"
#include "gp-sql-writer.h"

#define FUNCTION(name, result, body) \
  "CREATE FUNCTION " GP_POSTGRESQL_EXPR_SCHEMA "." name " RETURNS " result \
  " LANGUAGE sql STABLE SET search_path = ''\n  AS $$ SELECT " body " $$;\n"

/* What a token says. Only app_metadata is read, which callers cannot change themselves. */
static const char caller_functions[] =
  FUNCTION ("acting()", "text",
            "CASE WHEN current_setting('role') = 'none' THEN session_user::text "
            "ELSE current_setting('role') END")
  FUNCTION ("claims()", "jsonb",
            "CASE WHEN gp_access.acting() <> 'anon' "
            "AND nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub' <> '' "
            "THEN current_setting('request.jwt.claims', true)::jsonb END")
  FUNCTION ("is_signed_in()", "boolean", "gp_access.claims() IS NOT NULL")
  FUNCTION ("user_id()", "text", "gp_access.claims() ->> 'sub'")
  FUNCTION ("user_email()", "text", "gp_access.claims() ->> 'email'")
  FUNCTION ("user_tenant()", "text", "gp_access.claims() #>> '{app_metadata,tenant}'")
  FUNCTION ("user_claim(name text)", "text",
            "CASE WHEN jsonb_typeof(gp_access.claims() #> ARRAY['app_metadata', 'claims', $1]) "
            "= 'string' THEN gp_access.claims() #>> ARRAY['app_metadata', 'claims', $1] END")
  "CREATE FUNCTION gp_access.as_uuid(value text) RETURNS uuid LANGUAGE sql IMMUTABLE "
  "SET search_path = ''\n  AS $$ SELECT CASE WHEN $1 ~ "
  "'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN $1::uuid END $$;\n"
  "CREATE FUNCTION gp_access.as_int(value text) RETURNS bigint LANGUAGE sql IMMUTABLE "
  "SET search_path = ''\n  AS $$ SELECT CASE WHEN $1 ~ '^-?[0-9]{1,18}$' THEN $1::bigint END $$;\n";

static const char role_functions[] =
  FUNCTION ("user_roles()", "text[]",
            "CASE WHEN gp_access.is_signed_in() THEN gp_access.roles() END")
  FUNCTION ("has_role(name text)", "boolean", "$1 = ANY (gp_access.roles())");

void
gp_pg_access_lost (GpPgAccess      *self,
                   const GpElement *element,
                   const char      *format,
                   ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->findings, gp_export_new_loss (element, format, arguments));
  va_end (arguments);
}

/* Pairs of a role and one that it brings. */
static void
append_pairs (GpPgAccess *self,
              gboolean    signed_in,
              GString    *out)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);

  for (guint i = 0; signed_in && i < roles->len; i++)
    {
      const GpId *id = gp_element_get_id (roles->pdata[i]);
      GpAccessUser user = { .signed_in = TRUE, .roles = id, .n_roles = 1 };
      g_autoptr(GpAccessCaller) caller = gp_access_caller_new (self->access, &user);

      for (guint j = 0; j < roles->len; j++)
        if (gp_access_caller_has_role (caller, gp_element_get_id (roles->pdata[j])))
          {
            g_string_append (out, ", (");
            gp_sql_quote_text (out, gp_element_get_name (roles->pdata[i]));
            g_string_append (out, ", ");
            gp_sql_quote_text (out, gp_element_get_name (roles->pdata[j]));
            g_string_append_c (out, ')');
          }
    }
}

/* The names of the roles that somebody without any assigned has. */
static char *
list_given (GpPgAccess *self,
            gboolean    signed_in)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);
  GpAccessUser user = { .signed_in = signed_in };
  g_autoptr(GpAccessCaller) caller = gp_access_caller_new (self->access, &user);
  g_autoptr(GString) out = g_string_new ("ARRAY[");
  guint n = 0;

  for (guint i = 0; i < roles->len; i++)
    if (gp_access_caller_has_role (caller, gp_element_get_id (roles->pdata[i])))
      {
        g_string_append (out, n++ > 0 ? ", " : "");
        gp_sql_quote_text (out, gp_element_get_name (roles->pdata[i]));
      }
  g_string_append (out, "]::text[]");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Who acts as one role has just that one, whatever the token says. */
static void
write_roles_function (GpPgAccess *self,
                      GString    *out)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);
  g_autofree char *anybody = list_given (self, FALSE);
  g_autofree char *signed_in = list_given (self, TRUE);
  g_autoptr(GString) body = g_string_new (NULL);

  g_string_append (body, "SELECT CASE WHEN gp_access.acting() = ANY (ARRAY[");
  for (guint i = 0, n = 0; i < roles->len; i++)
    if (gp_pg_access_is_database_role (roles->pdata[i]))
      {
        g_string_append (body, n++ > 0 ? ", " : "");
        gp_sql_quote_text (body, gp_element_get_name (roles->pdata[i]));
      }
  g_string_append (body, "]::text[]) THEN ARRAY[gp_access.acting()]\n"
                         "  WHEN jsonb_typeof(gp_access.claims() #> '{app_metadata,roles}') = "
                         "'array'\n  THEN ARRAY(SELECT jsonb_array_elements_text("
                         "gp_access.claims() #> '{app_metadata,roles}'))\n"
                         "  ELSE ARRAY[]::text[] END");
  g_string_append (out, "CREATE FUNCTION gp_access.assigned_roles() RETURNS text[] LANGUAGE sql "
                        "STABLE SET search_path = ''\n  AS ");
  gp_postgresql_expr_quote_body (out, body->str);
  g_string_append (out, ";\n");

  g_string_printf (body, "SELECT CASE WHEN NOT gp_access.is_signed_in() THEN %s\n  ELSE %s || "
                         "ARRAY(SELECT m.brings FROM (VALUES (NULL, NULL)",
                   anybody, signed_in);
  append_pairs (self, TRUE, body);
  g_string_append (body, ") AS m(role, brings) WHERE m.role = ANY (gp_access.assigned_roles())) "
                         "END");
  g_string_append (out, "CREATE FUNCTION gp_access.roles() RETURNS text[] LANGUAGE sql STABLE "
                        "SET search_path = ''\n  AS ");
  gp_postgresql_expr_quote_body (out, body->str);
  g_string_append (out, ";\n");
}

static void
write_role (GString    *out,
            const char *name)
{
  g_autoptr(GString) body = g_string_new ("\nBEGIN\n  IF to_regrole(");
  g_autoptr(GString) quoted = g_string_new (NULL);

  gp_sql_quote_name (quoted, name);
  gp_sql_quote_text (body, quoted->str);
  g_string_append_printf (body, ") IS NULL THEN\n    CREATE ROLE %s NOLOGIN;\n  END IF;\n",
                          quoted->str);
  if (!g_str_equal (name, "anon") && !g_str_equal (name, "authenticated"))
    g_string_append_printf (body, "  GRANT authenticated TO %s;\n", quoted->str);
  g_string_append_printf (body, "  IF to_regrole('authenticator') IS NOT NULL THEN\n"
                                "    GRANT %s TO authenticator;\n  END IF;\nEND\n", quoted->str);
  g_string_append (out, "DO ");
  gp_postgresql_expr_quote_body (out, body->str);
  g_string_append (out, ";\n");
}

static void
write_head (GpPgAccess *self,
            GString    *out)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);

  g_string_append (out, "DROP SCHEMA IF EXISTS gp_access CASCADE;\nCREATE SCHEMA gp_access;\n");
  write_role (out, "anon");
  write_role (out, "authenticated");
  for (guint i = 0; i < roles->len; i++)
    if (gp_pg_access_is_database_role (roles->pdata[i]))
      write_role (out, gp_element_get_name (roles->pdata[i]));
  g_string_append (out, "GRANT USAGE ON SCHEMA gp_access TO " GP_PG_CALLERS ";\n");
  g_string_append (out, caller_functions);
  write_roles_function (self, out);
  g_string_append (out, role_functions);
}

/* Its own policies go, and others that allow something stop the script: they would allow more. */
static void
write_clean_table (GString         *out,
                   GHashTable      *schemas,
                   const GpElement *entity)
{
  const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);
  g_autoptr(GString) table = g_string_new (NULL);
  g_autoptr(GString) body = g_string_new (
    "\nDECLARE\n  found record;\nBEGIN\n"
    "  FOR found IN SELECT polname, polpermissive FROM pg_policy WHERE polrelid = ");

  schema = schema != NULL ? schema : "public";
  if (g_hash_table_add (schemas, (gpointer) schema))
    {
      g_string_append (out, "GRANT USAGE ON SCHEMA ");
      gp_sql_quote_name (out, schema);
      g_string_append (out, " TO " GP_PG_CALLERS ";\n");
    }
  gp_postgresql_expr_table (table, entity);
  gp_sql_quote_text (body, table->str);
  g_string_append_printf (body, "::regclass LOOP\n    IF found.polname LIKE 'gp\\_%%' THEN\n"
                                "      EXECUTE format('DROP POLICY %%I ON %%s', found.polname, ");
  gp_sql_quote_text (body, table->str);
  g_string_append (body, ");\n    ELSIF found.polpermissive THEN\n"
                         "      RAISE EXCEPTION 'the policy % of % would allow more than the rules "
                         "do: drop it first', found.polname, ");
  gp_sql_quote_text (body, table->str);
  g_string_append (body, ";\n    END IF;\n  END LOOP;\nEND\n");
  g_string_append_printf (out, "\nREVOKE ALL ON %s FROM PUBLIC, " GP_PG_CALLERS ";\nDO ",
                          table->str);
  gp_postgresql_expr_quote_body (out, body->str);
  g_string_append (out, ";\n");
}

static void
revoke_roles (GpPgAccess      *self,
              GString         *out,
              const GpElement *entity)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);

  for (guint i = 0; i < roles->len; i++)
    if (gp_pg_access_is_database_role (roles->pdata[i]))
      {
        g_string_append (out, "REVOKE ALL ON ");
        gp_postgresql_expr_table (out, entity);
        g_string_append (out, " FROM ");
        gp_sql_quote_name (out, gp_element_get_name (roles->pdata[i]));
        g_string_append (out, ";\n");
      }
}

/* Rules of what is no table here, and actions that SQL has no word for. */
static void
note_rest (GpPgAccess *self)
{
  g_autoptr(GPtrArray) rules = gp_design_list (self->design, GP_KIND_RULE);

  for (guint i = 0; i < rules->len; i++)
    {
      const GpElement *rule = rules->pdata[i];
      const GpElement *entity = gp_design_lookup_kind (self->design, gp_element_get_parent (rule),
                                                       GP_KIND_ENTITY);

      if (entity == NULL || !gp_sql_writer_is_table (entity))
        gp_pg_access_lost (self, rule, _("“%s” is about no table of the database."),
                           gp_element_get_name (rule));
      else if (gp_access_rule_limits (self->design, rule) & GP_ACCESS_LIMIT_ACTION)
        gp_pg_access_lost (self, rule, _("“%s” has an action that PostgreSQL does not know."),
                           gp_element_get_name (rule));
    }
}

void
gp_export_postgresql_access_write (GpDesign  *design,
                                   GString   *out,
                                   GPtrArray *findings)
{
  g_string_append (out, "-- Who may do what, written by Groundplan. Run it as the owner of the "
                        "tables.\n\nBEGIN;\nSET LOCAL client_min_messages = warning;\n");
  gp_export_postgresql_access_write_statements (design, out, findings);
  g_string_append (out, "COMMIT;\n");
}

void
gp_export_postgresql_access_write_callers (GpDesign *design,
                                           GString  *out)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  GpPgAccess self = { .access = access, .design = gp_access_get_design (access) };

  write_head (&self, out);
}

void
gp_export_postgresql_access_write_statements (GpDesign  *design,
                                              GString   *out,
                                              GPtrArray *findings)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GString) functions = g_string_new (NULL);
  g_autoptr(GString) policies = g_string_new (NULL);
  g_autoptr(GHashTable) schemas = g_hash_table_new (g_str_hash, g_str_equal);
  GpPgAccess self = { .access = access, .design = gp_access_get_design (access),
                      .functions = functions, .policies = policies, .findings = findings };
  g_autoptr(GPtrArray) entities = gp_design_list (self.design, GP_KIND_ENTITY);

  write_head (&self, out);
  for (guint i = 0; i < entities->len; i++)
    {
      if (!gp_sql_writer_is_table (entities->pdata[i]))
        continue;
      g_string_truncate (functions, 0);
      g_string_truncate (policies, 0);
      write_clean_table (out, schemas, entities->pdata[i]);
      revoke_roles (&self, out, entities->pdata[i]);
      gp_pg_access_write_grants (&self, entities->pdata[i]);
      gp_pg_access_write_policies (&self, entities->pdata[i]);
      g_string_append (out, functions->str);
      g_string_append (out, policies->str);
    }
  note_rest (&self);
}
