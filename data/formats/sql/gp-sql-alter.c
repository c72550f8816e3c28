/* gp-sql-alter.c — ALTER, RENAME and DROP: the tables change while the file is read
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-sql-alter"

#include "config.h"

#include "gp-sql-reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* The state of one ALTER TABLE: places of its commands are found by their words. */
typedef struct
{
  GpSqlReader *reader;
  GpSqlTable  *table;
  gsize        at;      /* where the next command that needs a text is looked for */
} Alter;

typedef void (*AlterFunc) (Alter *alter, const PgQuery__AlterTableCmd *command);

static GpSqlColumn *
column_of (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = gp_sql_table_find_column (alter->table, command->name);

  if (column == NULL)
    gp_sql_reader_note (alter->reader, 0, _("table %s has no column %s"), alter->table->name,
                        command->name);
  return column;
}

static void
add_column (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  if (command->missing_ok
      && gp_sql_table_find_column (alter->table, command->def->column_def->colname) != NULL)
    return;
  gp_sql_read_column (alter->reader, alter->table, command->def->column_def);
}

/* The offset past the next SET DEFAULT that is no action of a foreign key. */
static gsize
find_set_default (Alter *alter)
{
  GpSqlReader *self = alter->reader;
  GpSqlToken tokens[3] = { { GP_SQL_TOKEN_END } };

  for (gsize at = alter->at;
       gp_sql_token_next (self->text, at, self->end, &tokens[2]) != GP_SQL_TOKEN_END;
       at = tokens[2].end)
    {
      if (gp_sql_token_is (self->text, &tokens[2], "DEFAULT")
          && gp_sql_token_is (self->text, &tokens[1], "SET")
          && !gp_sql_token_is (self->text, &tokens[0], "DELETE")
          && !gp_sql_token_is (self->text, &tokens[0], "UPDATE"))
        return tokens[2].end;
      tokens[0] = tokens[1];
      tokens[1] = tokens[2];
    }
  return self->end;
}

static void
set_default (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = column_of (alter, command);

  if (command->def == NULL || command->def->node_case == PG_QUERY__NODE__NODE__NOT_SET)
    {
      if (column != NULL)
        column->default_text = column->sequence = NULL;
      return;
    }
  alter->at = find_set_default (alter);
  if (column != NULL)
    gp_sql_read_default (alter->reader, column, command->def,
                         gp_sql_reader_default (alter->reader, alter->at));
}

static void
set_not_null (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = column_of (alter, command);

  if (column != NULL)
    column->not_null = command->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull;
}

static void
drop_column (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = gp_sql_table_find_column (alter->table, command->name);

  if (column == NULL)
    {
      if (!command->missing_ok)
        column_of (alter, command);
      return;
    }
  g_ptr_array_remove (alter->table->columns, column);

  /* Keys, indexes and references of the column go with it. */
  for (guint i = alter->table->rules->len; i > 0; i--)
    {
      GpSqlRule *rule = g_ptr_array_index (alter->table->rules, i - 1);

      if (rule->columns != NULL &&
          g_strv_contains ((const char *const *) rule->columns, column->name))
        g_ptr_array_remove_index (alter->table->rules, i - 1);
    }
}

static void
set_type (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = column_of (alter, command);
  const PgQuery__ColumnDef *definition = command->def->column_def;

  if (column != NULL && definition->type_name != NULL)
    gp_sql_reader_type (alter->reader, definition->type_name, &column->type, NULL);
}

static void
add_constraint (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  gp_sql_read_constraint (alter->reader, alter->table, NULL, command->def->constraint);
}

static void
drop_constraint (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlRule *rule = gp_sql_table_find_rule (alter->table, command->name);

  /* Constraints without a name have the usual one. */
  for (guint i = 0; rule == NULL && i < alter->table->rules->len; i++)
    {
      GpSqlRule *other = g_ptr_array_index (alter->table->rules, i);
      const char *suffix = other->type == GP_SQL_RULE_PRIMARY   ? "pkey"
                           : other->type == GP_SQL_RULE_FOREIGN ? "fkey"
                           : other->type == GP_SQL_RULE_UNIQUE  ? "key"
                                                                : "check";
      gboolean named = other->type == GP_SQL_RULE_FOREIGN || other->type == GP_SQL_RULE_UNIQUE;
      g_autofree char *usual
        = gp_sql_usual_name (alter->table->name,
                             named ? (const char *const *) other->columns : NULL, suffix);

      if (other->name == NULL && strcmp (usual, command->name) == 0)
        rule = other;
    }
  if (rule != NULL)
    g_ptr_array_remove (alter->table->rules, rule);
  else if (!command->missing_ok)
    gp_sql_reader_note (alter->reader, 0, _("table %s has no constraint %s"), alter->table->name,
                        command->name);
}

static void
alter_constraint (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  const PgQuery__Constraint *constraint = command->def->constraint;
  GpSqlRule *rule = gp_sql_table_find_rule (alter->table, constraint->conname);

  if (rule == NULL)
    gp_sql_reader_note (alter->reader, 0, _("table %s has no constraint %s"), alter->table->name,
                        constraint->conname);
  else
    rule->deferrable = constraint->initdeferred ? "deferred"
                       : constraint->deferrable ? "immediate"
                                                : NULL;
}

static void
add_identity (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = column_of (alter, command);

  if (column != NULL && command->def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
    gp_sql_read_identity (alter->reader, column, command->def->constraint);
}

static void
drop_identity (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = column_of (alter, command);

  if (column != NULL)
    column->identity = column->numbering = column->sequence = NULL;
}

static void
drop_expression (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlColumn *column = column_of (alter, command);

  if (column != NULL)
    column->generated = NULL;
}

static void
row_security (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  static const char force[] = "FORCE ROW LEVEL SECURITY";
  GPtrArray *policies = alter->table->policies;

  switch (command->subtype)
    {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRowSecurity:
      alter->table->row_security = TRUE;
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRowSecurity:
      alter->table->row_security = FALSE;
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ForceRowSecurity:
      if (!g_ptr_array_find_with_equal_func (policies, force, g_str_equal, NULL))
        g_ptr_array_insert (policies, 0, (gpointer) force);
      break;
    default:
      for (guint i = policies->len; i > 0; i--)
        {
          if (strcmp (g_ptr_array_index (policies, i - 1), force) == 0)
            g_ptr_array_remove_index (policies, i - 1);
        }
      break;
    }
}

static void
attach_partition (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlReader *self = alter->reader;
  const PgQuery__PartitionCmd *partition = command->def->partition_cmd;
  GpSqlTable *child = gp_sql_reader_table (self, partition->name);
  gsize after;

  if (child == NULL || child == alter->table)
    {
      gp_sql_reader_note (self, partition->name->location,
                          _("partition %s is left out: that table is not in the file"),
                          partition->name->relname);
      return;
    }
  gp_sql_reader_find (self, self->start, self->end, "ATTACH", &after);
  after = gp_sql_reader_find (
    self, after, self->end,
    partition->bound != NULL && partition->bound->is_default ? "DEFAULT" : "FOR", NULL);
  child->partition_of = alter->table;
  child->bound = gp_sql_squeeze (self->catalog->arena, self->text, after, self->end);
}

static void
detach_partition (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlTable *child = gp_sql_reader_table (alter->reader, command->def->partition_cmd->name);

  if (child != NULL)
    child->partition_of = NULL;
}

static void
inherit (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  GpSqlTable *parent = gp_sql_reader_table (alter->reader, command->def->range_var);

  if (parent == NULL)
    gp_sql_reader_note (alter->reader, 0,
                        _("INHERIT %s is left out: that table is not in the file"),
                           command->def->range_var->relname);
  else if (command->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_AddInherit)
    g_ptr_array_add (alter->table->inherits, parent);
  else
    g_ptr_array_remove (alter->table->inherits, parent);
}

static void
nothing_to_keep (Alter *alter, const PgQuery__AlterTableCmd *command)
{
}

/* What each command does, or what is said of one that has no place in a design. */
static const struct
{
  PgQuery__AlterTableType type;
  AlterFunc               run;
  const char             *left_out;
} commands[] = {
  { PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn, add_column, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault, set_default, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DropNotNull, set_not_null, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull, set_not_null, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn, drop_column, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType, set_type, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint, add_constraint, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_AlterConstraint, alter_constraint, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint, drop_constraint, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_ValidateConstraint, nothing_to_keep, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_AddIdentity, add_identity, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DropIdentity, drop_identity, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DropExpression, drop_expression, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRowSecurity, row_security, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRowSecurity, row_security, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_ForceRowSecurity, row_security, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_NoForceRowSecurity, row_security, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition, attach_partition, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition, detach_partition, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_AddInherit, inherit, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DropInherit, inherit, NULL },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_SetStatistics, NULL, N_("statistics targets") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_SetStorage, NULL, N_("the storage of a column") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_SetCompression, NULL, N_("the compression of a column") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_ClusterOn, NULL, N_("clustering") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_ReplicaIdentity, NULL, N_("the replica identity") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_SetRelOptions, NULL, N_("storage parameters") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_SetTableSpace, NULL, N_("the tablespace") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_ChangeOwner, NULL, N_("the owner") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_SetIdentity, NULL, N_("new options of an identity") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrig, NULL, N_("the state of a trigger") },
  { PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrig, NULL, N_("the state of a trigger") },
};

static void
run_command (Alter *alter, const PgQuery__AlterTableCmd *command)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (commands[i].type != command->subtype)
        continue;
      if (commands[i].run != NULL)
        {
          commands[i].run (alter, command);
          alter->reader->used = TRUE;
        }
      else
        {
          gp_sql_reader_note (alter->reader, 0, _("ALTER TABLE %s: %s is left out"),
                              alter->table->name, _(commands[i].left_out));
        }
      return;
    }
  gp_sql_reader_note (alter->reader, 0, _("this change of table %s has no place in a design"),
                      alter->table->name);
}

/* The owner of a table, view or sequence: people and rights are not in a schema. */
static gboolean
is_owner (const PgQuery__Node *command)
{
  return command->alter_table_cmd->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ChangeOwner;
}

void
gp_sql_read_alter_table (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__AlterTableStmt *statement = node->alter_table_stmt;
  Alter alter = { self, gp_sql_reader_table (self, statement->relation), self->start };

  if (alter.table == NULL)
    {
      /* An index or a sequence can be altered as if it were a table. */
      if (statement->n_cmds == 1 && is_owner (statement->cmds[0]))
        gp_sql_reader_note (self, 0,
                            _("the owner of %s is left out"), statement->relation->relname);
      else if (statement->missing_ok)
        self->used = TRUE;
      else if (statement->objtype == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX)
        gp_sql_reader_note (self, 0, _("options of index %s are left out"),
                            statement->relation->relname);
      else
        gp_sql_reader_note (self, statement->relation->location, _("%s is not in the file"),
                            statement->relation->relname);
      return;
    }
  for (gsize i = 0; i < statement->n_cmds; i++)
    run_command (&alter, statement->cmds[i]->alter_table_cmd);
}

/* A column's new name, in everything that names it. */
static void
rename_column (GpSqlReader *self, GpSqlTable *table, const char *from, const char *to)
{
  GpSqlColumn *column = gp_sql_table_find_column (table, from);

  if (column == NULL)
    {
      gp_sql_reader_note (self, 0, _("table %s has no column %s"), table->name, from);
      return;
    }
  column->name = gp_arena_strdup (self->catalog->arena, to);
  self->used = TRUE;
  for (guint i = 0; i < self->catalog->tables->len; i++)
    {
      GpSqlTable *other = g_ptr_array_index (self->catalog->tables, i);

      for (guint j = 0; j < other->rules->len; j++)
        {
          GpSqlRule *rule = g_ptr_array_index (other->rules, j);
          gboolean points_here = rule->target != NULL && strcmp (rule->target, table->name) == 0
                                 && strcmp (rule->target_schema, table->schema) == 0;

          for (const char **name = rule->columns; other == table && name != NULL && *name; name++)
            *name = strcmp (*name, from) == 0 ? column->name : *name;
          for (const char **name = rule->target_columns; points_here && name != NULL && *name;
               name++)
            *name = strcmp (*name, from) == 0 ? column->name : *name;
        }
    }
}

/* Foreign keys know their target by name: they follow it to its new one. */
static void
move_table (GpSqlReader *self, GpSqlTable *table, const char *schema, const char *name)
{
  for (guint i = 0; i < self->catalog->tables->len; i++)
    {
      GpSqlTable *other = g_ptr_array_index (self->catalog->tables, i);

      for (guint j = 0; j < other->rules->len; j++)
        {
          GpSqlRule *rule = g_ptr_array_index (other->rules, j);

          if (rule->target != NULL && strcmp (rule->target, table->name) == 0
              && strcmp (rule->target_schema, table->schema) == 0)
            {
              rule->target = gp_arena_strdup (self->catalog->arena, name);
              rule->target_schema = gp_arena_strdup (self->catalog->arena, schema);
            }
        }
    }
  gp_sql_catalog_move_table (self->catalog, table, schema, name);
  self->used = TRUE;
}

void
gp_sql_read_rename (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__RenameStmt *rename = node->rename_stmt;
  GpSqlTable *table = rename->relation != NULL ? gp_sql_reader_table (self, rename->relation)
                                               : NULL;
  GpSqlRule *rule;

  if (table == NULL && rename->relation != NULL)
    {
      g_autofree char *key = g_strconcat (rename->relation->schemaname != NULL
                                              && *rename->relation->schemaname != '\0'
                                            ? rename->relation->schemaname
                                            : self->catalog->schema,
                                          ".", rename->relation->relname, NULL);
      GpSqlTable *owner = g_hash_table_lookup (self->catalog->index_names, key);

      rule = owner != NULL ? gp_sql_table_find_rule (owner, rename->relation->relname) : NULL;
      if (rule != NULL)
        {
          rule->name = gp_arena_strdup (self->catalog->arena, rename->newname);
          self->used = TRUE;
          return;
        }
    }

  if (table == NULL)
    gp_sql_reader_note (self, 0, _("a renaming to %s is left out"), rename->newname);
  else if (rename->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN)
    rename_column (self, table, rename->subname, rename->newname);
  else if (rename->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT
           && (rule = gp_sql_table_find_rule (table, rename->subname)) != NULL)
    {
      rule->name = gp_arena_strdup (self->catalog->arena, rename->newname);
      self->used = TRUE;
    }
  else if (rename->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT)
    gp_sql_reader_note (self, 0, _("table %s has no constraint %s"), table->name, rename->subname);
  else
    move_table (self, table, table->schema, rename->newname);
}

void
gp_sql_read_move (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__AlterObjectSchemaStmt *move = node->alter_object_schema_stmt;
  GpSqlTable *table = move->relation != NULL ? gp_sql_reader_table (self, move->relation) : NULL;

  if (table != NULL)
    move_table (self, table, move->newschema, table->name);
  else
    gp_sql_reader_note (self, 0, _("a move to schema %s is left out"), move->newschema);
}

/* The object is a list of the table's names and the policy's. */
static gboolean
drop_policy (GpSqlReader *self, const PgQuery__Node *object)
{
  const char *schema;
  const char *name;
  g_autoptr(GString) start = g_string_new ("POLICY ");
  GpSqlTable *table;

  if (object->node_case != PG_QUERY__NODE__NODE_LIST || object->list->n_items < 2)
    return FALSE;
  name = gp_sql_node_names (object->list->n_items - 1, object->list->items, &schema);
  table = name != NULL ? gp_sql_catalog_find_table (self->catalog, schema, name) : NULL;
  gp_sql_quote_name (start, gp_sql_node_text (object->list->items[object->list->n_items - 1]));
  g_string_append_c (start, ' ');
  for (guint i = 0; table != NULL && i < table->policies->len; i++)
    {
      if (g_str_has_prefix (g_ptr_array_index (table->policies, i), start->str))
        {
          g_ptr_array_remove_index (table->policies, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* Drops what the catalogue knows by the name; FALSE where it knows nothing. */
static gboolean
drop_one (GpSqlReader *self, PgQuery__ObjectType type, const PgQuery__Node *object)
{
  const char *schema = NULL;
  const char *name = NULL;
  GpSqlTable *table;
  GpSqlUserType *user_type;

  if (type == PG_QUERY__OBJECT_TYPE__OBJECT_POLICY)
    return drop_policy (self, object);
  if (object->node_case == PG_QUERY__NODE__NODE_LIST)
    name = gp_sql_node_names (object->list->n_items, object->list->items, &schema);
  else if (object->node_case == PG_QUERY__NODE__NODE_TYPE_NAME)
    name = gp_sql_node_names (object->type_name->n_names, object->type_name->names, &schema);
  if (name == NULL)
    return FALSE;

  if (type == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX)
    {
      g_autofree char *key = g_strconcat (schema != NULL ? schema : self->catalog->schema, ".",
                                          name, NULL);
      GpSqlRule *rule;

      table = g_hash_table_lookup (self->catalog->index_names, key);
      rule = table != NULL ? gp_sql_table_find_rule (table, name) : NULL;
      return rule != NULL && g_ptr_array_remove (table->rules, rule);
    }
  if (type == PG_QUERY__OBJECT_TYPE__OBJECT_TYPE || type == PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN)
    {
      user_type = gp_sql_catalog_find_type (self->catalog, schema, name);
      if (user_type != NULL)
        user_type->gone = TRUE;
      return user_type != NULL;
    }
  if (type == PG_QUERY__OBJECT_TYPE__OBJECT_TABLE || type == PG_QUERY__OBJECT_TYPE__OBJECT_VIEW
      || type == PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW)
    {
      table = gp_sql_catalog_find_table (self->catalog, schema, name);
      if (table != NULL)
        gp_sql_catalog_drop_table (self->catalog, table);
      return table != NULL;
    }
  return FALSE;
}

void
gp_sql_read_drop (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__DropStmt *drop = node->drop_stmt;

  for (gsize i = 0; i < drop->n_objects; i++)
    {
      if (drop_one (self, drop->remove_type, drop->objects[i]))
        self->used = TRUE;
      else if (!drop->missing_ok)
        gp_sql_reader_note (self, 0, _("something is dropped that is not in the design"));
    }
  /* DROP … IF EXISTS of what is not there does nothing, and nothing is lost. */
  self->used |= drop->missing_ok;
}
