/* gp-postgresql-access-grants.c — privileges on tables and columns
 * SPDX-License-Identifier: Apache-2.0
 *
 * A privilege on a column holds for all rows, and rules give columns of some. A database role gets
 * the columns that every grant gives which can hold for it. Callers with one role act as the
 * database role of its name and lose nothing by this, unless the role's own grants differ. */
#define G_LOG_DOMAIN "gp-postgresql-access-grants"
#include "config.h"
#include "gp-postgresql-access-private.h"

#include <glib/gi18n-lib.h>

#include "gp-sql-name.h"

static const struct
{
  const char *action;
  const char *privilege;
} privileges[] = {
  { "read", "SELECT" }, { "create", "INSERT" }, { "update", "UPDATE" }, { "delete", "DELETE" },
};

static const char *const reserved[] = { "anon", "authenticated", "service_role", "authenticator",
                                        "postgres", "public", "none", "groundplan", NULL };

gboolean
gp_pg_access_is_database_role (const GpElement *role)
{
  const char *name = gp_element_get_name (role);

  return !gp_element_is (role, GP_ROLE_MEMBERSHIP, "everyone")
         && !gp_element_is (role, GP_ROLE_MEMBERSHIP, "signed_in") && strlen (name) < 64
         && !g_str_has_prefix (name, "pg_") && !g_strv_contains (reserved, name);
}

/** What one database role may do with one table, by one action. */
typedef struct
{
  GHashTable *columns;      /* a set of GpId, borrowed; NULL: no grant */
  gboolean    whole;        /* all of them */
  gboolean    lossy;        /* some grant gives more */
} Columns;

static void
keep_only (GHashTable         *columns,
           const GpAccessRule *rule)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (gp_access_rule_has_field (rule, id) == rule->forbid)
      g_hash_table_iter_remove (&iter);
}

static gboolean
is_about_columns (const GpAccessRule *rule,
                  const char         *action)
{
  if (!gp_access_rule_is_about (rule, action))
    return FALSE;
  return !rule->forbid || rule->fields_mode != GP_ACCESS_FIELDS_ALL;
}

static Columns
find_columns (GpPgAccess           *self,
              const GpElement      *entity,
              const char           *action,
              const GpAccessCaller *caller)
{
  const GPtrArray *rules = gp_access_peek_rules (self->access, gp_element_get_id (entity));
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);
  Columns result = { NULL, TRUE, FALSE };
  guint most = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; rules != NULL && i < rules->len; i++)
      {
        const GpAccessRule *rule = rules->pdata[i];
        guint n = 0;

        if (!is_about_columns (rule, action) || !gp_access_caller_is_meant (caller, rule)
            || rule->forbid != (pass == 1) || (rule->forbid && result.columns == NULL)
            || (!rule->forbid && !gp_pg_access_can_grant (self, entity, rule, action, NULL)))
          continue;
        if (result.columns == NULL)
          {
            result.columns = g_hash_table_new (gp_id_hash, gp_id_equal);
            for (guint j = 0; j < fields->len; j++)
              g_hash_table_add (result.columns, (gpointer) gp_element_get_id (fields->pdata[j]));
          }
        for (guint j = 0; j < fields->len; j++)
          n += gp_access_rule_has_field (rule, gp_element_get_id (fields->pdata[j]));
        most = rule->forbid ? most : MAX (most, n);
        keep_only (result.columns, rule);
        result.lossy = result.lossy || (rule->forbid && rule->condition != NULL);
      }
  if (result.columns != NULL)
    {
      result.whole = g_hash_table_size (result.columns) == fields->len;
      result.lossy = result.lossy || g_hash_table_size (result.columns) < most;
    }
  return result;
}

static void
write_grant (GpPgAccess      *self,
             const GpElement *entity,
             const char      *privilege,
             const Columns   *columns,
             const char      *name)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);
  gboolean by_column = !columns->whole && !g_str_equal (privilege, "DELETE");
  guint n = 0;

  if (columns->columns == NULL || (by_column && g_hash_table_size (columns->columns) == 0))
    return;
  g_string_append_printf (self->policies, "GRANT %s", privilege);
  for (guint i = 0; by_column && i < fields->len; i++)
    {
      if (!g_hash_table_contains (columns->columns, gp_element_get_id (fields->pdata[i])))
        continue;
      g_string_append (self->policies, n++ == 0 ? " (" : ", ");
      gp_sql_quote_name (self->policies, gp_element_get_name (fields->pdata[i]));
    }
  g_string_append (self->policies, n > 0 ? ") ON " : " ON ");
  gp_postgresql_expr_table (self->policies, entity);
  g_string_append (self->policies, " TO ");
  gp_sql_quote_name (self->policies, name);
  g_string_append (self->policies, ";\n");
}

/* @role: NULL: all roles that are assigned. */
static GpAccessCaller *
caller_with (GpPgAccess *self,
             gboolean    signed_in,
             const GpId *role)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  GpAccessUser user = { .signed_in = signed_in };

  for (guint i = 0; i < roles->len; i++)
    if (role == NULL || gp_id_equal (role, gp_element_get_id (roles->pdata[i])))
      g_array_append_val (ids, *gp_element_get_id (roles->pdata[i]));
  user.roles = (const GpId *) ids->data;
  user.n_roles = ids->len;
  return gp_access_caller_new (self->access, &user);
}

static void
write_for (GpPgAccess      *self,
           const GpElement *entity,
           const char      *name,
           gboolean         signed_in,
           const GpId      *role)
{
  g_autoptr(GpAccessCaller) caller = caller_with (self, signed_in, role);
  gboolean is_joint = role == NULL && signed_in;

  for (gsize i = 0; i < G_N_ELEMENTS (privileges); i++)
    {
      Columns columns = find_columns (self, entity, privileges[i].action, caller);

      write_grant (self, entity, privileges[i].privilege, &columns, name);
      if (columns.lossy && is_joint)
        gp_pg_access_lost (self, entity,
                           _("Callers who act as “authenticated” have only those columns of “%s” "
                             "for “%s” that all roles have; who acts as the database role of one "
                             "role has all of that role's."),
                           gp_element_get_name (entity), privileges[i].action);
      else if (columns.lossy)
        gp_pg_access_lost (self, entity,
                           _("“%s” has only those columns of “%s” for “%s” that all of its rules "
                             "give: PostgreSQL's columns do not depend on the row."),
                           name, gp_element_get_name (entity), privileges[i].action);
      g_clear_pointer (&columns.columns, g_hash_table_unref);
    }
}

/* Numbers that a column takes from a sequence need the sequence. */
static void
write_sequences (GpPgAccess      *self,
                 const GpElement *entity)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autoptr(GString) table = g_string_new (NULL);
      g_autoptr(GString) body = g_string_new ("\nBEGIN\n  EXECUTE format('GRANT USAGE ON SEQUENCE "
                                              "%s TO " GP_PG_CALLERS "', pg_get_serial_sequence(");

      if (!gp_element_is (fields->pdata[i], GP_FIELD_IDENTITY, "serial"))
        continue;
      gp_postgresql_expr_table (table, entity);
      gp_sql_quote_text (body, table->str);
      g_string_append (body, ", ");
      gp_sql_quote_text (body, gp_element_get_name (fields->pdata[i]));
      g_string_append (body, "));\nEND\n");
      g_string_append (self->policies, "DO ");
      gp_postgresql_expr_quote_body (self->policies, body->str);
      g_string_append (self->policies, ";\n");
    }
}

void
gp_pg_access_write_grants (GpPgAccess      *self,
                           const GpElement *entity)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);

  write_for (self, entity, "anon", FALSE, NULL);
  write_for (self, entity, "authenticated", TRUE, NULL);
  for (guint i = 0; i < roles->len; i++)
    if (gp_pg_access_is_database_role (roles->pdata[i]))
      write_for (self, entity, gp_element_get_name (roles->pdata[i]), TRUE,
                 gp_element_get_id (roles->pdata[i]));
  write_sequences (self, entity);
}
