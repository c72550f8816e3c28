/* gp-postgresql-access-policy.c — row security of a table
 * SPDX-License-Identifier: Apache-2.0
 *
 * One permissive policy for each command joins the grants, since several would each be asked for
 * every row. Forbids are restrictive policies.
 *
 * A policy sees the stored row or the written one, never both. An update that several grants are
 * about, and whatever has presets, is therefore judged by a trigger, which sees both and picks one
 * grant. */
#define G_LOG_DOMAIN "gp-postgresql-access-policy"
#include "config.h"
#include "gp-postgresql-access-private.h"

#include <glib/gi18n-lib.h>

#include "gp-sql-name.h"
#include "gp-sql-writer.h"

static const struct
{
  const char *action;
  const char *command;
} commands[] = {
  { "read", "SELECT" }, { "create", "INSERT" }, { "update", "UPDATE" }, { "delete", "DELETE" },
};

/** One table and one command. */
typedef struct
{
  GpPgAccess      *access;
  const GpElement *entity;
  const char      *action;
  const char      *command;
  char            *row;         /* the table's name, which stands for its row */
  GPtrArray       *grants;      /* of GpAccessRule */
  GPtrArray       *forbids;
  gboolean         has_trigger;
} Command;

/* Forbids with fields are about columns; those of reads and writes are in the privileges. */
static void
find_rules (Command *self)
{
  const GPtrArray *rules = gp_access_peek_rules (self->access->access,
                                                 gp_element_get_id (self->entity));

  self->grants = g_ptr_array_new ();
  self->forbids = g_ptr_array_new ();
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];
      const GpElement *element = gp_design_lookup (self->access->design, &rule->id);
      g_autoptr(GError) error = NULL;

      if (!gp_access_rule_is_about (rule, self->action))
        continue;
      if (rule->forbid && rule->fields_mode == GP_ACCESS_FIELDS_ALL)
        g_ptr_array_add (self->forbids, (gpointer) rule);
      else if (!rule->forbid
               && gp_pg_access_can_grant (self->access, self->entity, rule, self->action, &error))
        g_ptr_array_add (self->grants, (gpointer) rule);
      else if (!rule->forbid)
        gp_pg_access_lost (self->access, element,
                           _("“%s” grants nothing in PostgreSQL: %s"),
                           gp_element_get_name (element), error->message);
    }
}

static gboolean
needs_trigger (const Command *self)
{
  gboolean updates = g_str_equal (self->action, "update");
  gboolean needed = updates && self->grants->len > 1;

  if (!gp_access_action_writes (self->action))
    return FALSE;
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GpAccessRule *rule = self->grants->pdata[i];

      needed = needed || rule->presets->len > 0
               || (updates && (gp_access_condition_names (rule->check, "record")
                               || gp_access_condition_names (rule->condition, "new")));
    }
  for (guint i = 0; updates && i < self->forbids->len; i++)
    {
      const GpAccessRule *rule = self->forbids->pdata[i];

      needed = needed || (rule->condition != NULL && rule->check != NULL)
               || gp_access_condition_names (rule->check, "record")
               || gp_access_condition_names (rule->condition, "new");
    }
  return needed;
}

static void
begin_policy (const Command *self,
              const char    *name,
              guint          number,
              gboolean       restrictive)
{
  GString *out = self->access->policies;

  g_string_append_printf (out, "CREATE POLICY gp_%s", name);
  if (number > 0)
    g_string_append_printf (out, "_%u", number);
  g_string_append (out, " ON ");
  gp_postgresql_expr_table (out, self->entity);
  g_string_append_printf (out, "\n  AS %s FOR %s TO " GP_PG_CALLERS,
                          restrictive ? "RESTRICTIVE" : "PERMISSIVE", self->command);
}

static void
end_policy (const Command *self,
            const char    *stored,
            const char    *written)
{
  GString *out = self->access->policies;

  if (!g_str_equal (self->action, "create"))
    g_string_append_printf (out, "\n  USING (%s)", stored);
  if (gp_access_action_writes (self->action))
    g_string_append_printf (out, "\n  WITH CHECK (%s)", written);
  g_string_append (out, ";\n");
}

/* All grants with OR between them. */
static char *
join_grants (Command  *self,
             gboolean  stored,
             gboolean  written)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  for (guint i = 0; i < self->grants->len; i++)
    {
      g_string_append (sql, i > 0 ? "\n    OR " : "");
      gp_pg_access_append_grant (self->access, self->grants->pdata[i], self->action, stored,
                                 written, self->row, self->row, sql, NULL);
    }
  if (self->grants->len == 0)
    g_string_append (sql, "false");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Whoever has one of the roles: the rest is for the trigger. */
static char *
join_roles (Command *self)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  for (guint i = 0; i < self->grants->len; i++)
    {
      g_autofree char *role = gp_pg_access_role (self->access, self->grants->pdata[i]);

      g_string_append_printf (sql, "%s%s", i > 0 ? " OR " : "", role != NULL ? role : "true");
    }
  if (self->grants->len == 0)
    g_string_append (sql, "false");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
write_permissive (Command *self)
{
  gboolean creates = g_str_equal (self->action, "create");
  gboolean updates = g_str_equal (self->action, "update");
  g_autofree char *stored = creates ? NULL : join_grants (self, TRUE, FALSE);
  g_autofree char *written = NULL;

  if (updates && self->has_trigger)
    written = join_roles (self);
  else if (creates || updates)
    written = join_grants (self, creates, TRUE);
  begin_policy (self, self->action, 0, FALSE);
  end_policy (self, stored, written);
}

static void
write_forbids (Command *self)
{
  gboolean updates = g_str_equal (self->action, "update");

  for (guint i = 0; i < self->forbids->len; i++)
    {
      const GpAccessRule *rule = self->forbids->pdata[i];
      gboolean by_new = updates && rule->check != NULL;
      g_autoptr(GString) sql = g_string_new (NULL);
      g_autofree char *name = g_strdup_printf ("%s_forbid", self->action);

      if (updates && self->has_trigger)
        continue;
      gp_pg_access_append_escape (self->access, rule, self->action, self->row, self->row, sql);
      begin_policy (self, name, i + 1, TRUE);
      end_policy (self, by_new ? "true" : sql->str, updates && !by_new ? "true" : sql->str);
    }
}

static void
write_index (GpPgAccess      *self,
             const GpElement *entity,
             const GpId      *id)
{
  const GpElement *field = gp_design_lookup_kind (self->design, id, GP_KIND_FIELD);
  g_autoptr(GPtrArray) indexes = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                          GP_KIND_INDEX);
  gsize n;
  const GpId *key = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);
  gboolean has_one = (n > 0 && gp_id_equal (&key[0], id))
                     || gp_element_get_bool (field, GP_FIELD_UNIQUE);
  g_autofree char *name = NULL;

  for (guint i = 0; i < indexes->len; i++)
    {
      const GpId *fields = gp_element_get_refs (indexes->pdata[i], GP_INDEX_FIELDS, &n);

      has_one = has_one || (n > 0 && gp_id_equal (&fields[0], id));
    }
  if (has_one)
    return;
  name = gp_sql_usual_name (gp_sql_writer_table_name (entity),
                            (const char *[]) { gp_element_get_name (field), NULL }, "access_idx");
  g_string_append (self->policies, "CREATE INDEX IF NOT EXISTS ");
  gp_sql_quote_name (self->policies, name);
  g_string_append (self->policies, " ON ");
  gp_postgresql_expr_table (self->policies, entity);
  g_string_append (self->policies, " (");
  gp_sql_quote_name (self->policies, gp_element_get_name (field));
  g_string_append (self->policies, ");\n");
}

/* Columns that must equal something of the caller: what a list under a policy is found by. */
static void
find_indexed (const GpExprQueryNode *node,
              GHashTable            *out)
{
  const GpExprOperand *sides[] = { node->left, node->right };

  for (guint i = 0; i < node->n_children; i++)
    find_indexed (node->children[i], out);
  if (node->kind != GP_EXPR_QUERY_COMPARE || node->op != GP_EXPR_NODE_EQ)
    return;
  for (gsize i = 0; i < 2; i++)
    if (sides[i]->kind == GP_EXPR_OPERAND_COLUMN && sides[1 - i]->kind == GP_EXPR_OPERAND_PARAM
        && sides[i]->column.n_hops == 0 && sides[i]->column.row == 0)
      g_hash_table_add (out, (gpointer) &sides[i]->column.field);
}

static void
write_indexes (const Command *self)
{
  g_autoptr(GHashTable) columns = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->access->design,
                                                         gp_element_get_id (self->entity),
                                                         GP_KIND_FIELD);

  for (guint i = 0; i < self->grants->len; i++)
    {
      const GpAccessRule *rule = self->grants->pdata[i];
      const GpAccessCondition *parts[] = { rule->tenant, rule->condition };

      for (gsize j = 0; j < G_N_ELEMENTS (parts); j++)
        if (parts[j] != NULL && parts[j]->when_true != NULL)
          find_indexed (gp_expr_query_get_root (parts[j]->when_true), columns);
    }
  for (guint i = 0; i < fields->len; i++)
    if (g_hash_table_contains (columns, gp_element_get_id (fields->pdata[i])))
      write_index (self->access, self->entity, gp_element_get_id (fields->pdata[i]));
}

void
gp_pg_access_write_policies (GpPgAccess      *self,
                             const GpElement *entity)
{
  GString *out = self->policies;

  g_string_append (out, "ALTER TABLE ");
  gp_postgresql_expr_table (out, entity);
  g_string_append (out, " ENABLE ROW LEVEL SECURITY;\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr(GString) row = g_string_new (NULL);
      Command command = { .access = self, .entity = entity, .action = commands[i].action,
                          .command = commands[i].command };

      gp_sql_quote_name (row, gp_sql_writer_table_name (entity));
      command.row = row->str;
      find_rules (&command);
      command.has_trigger = needs_trigger (&command);
      write_permissive (&command);
      write_forbids (&command);
      if (command.has_trigger)
        gp_pg_access_write_trigger (self, entity, command.action, command.grants,
                                    command.forbids);
      if (i == 0)
        write_indexes (&command);
      g_ptr_array_unref (command.grants);
      g_ptr_array_unref (command.forbids);
    }
}
