/* gp-sql-table.c — CREATE TABLE: columns and their constraints
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-sql-table"

#include "config.h"

#include "gp-sql-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"

/* What LIKE takes over beyond names, types and NOT NULL. */
enum
{
  LIKE_COMMENTS = 1,
  LIKE_CONSTRAINTS = 4,
  LIKE_DEFAULTS = 8,
  LIKE_GENERATED = 16,
  LIKE_IDENTITY = 32,
  LIKE_INDEXES = 64,
};

/* The offset in the file of a place in the statement. */
static gsize
place (const GpSqlReader *self, int location)
{
  return MIN (self->start + MAX (location, 0), self->end);
}

/* Whether a constant of @cast is written without the cast in a column of @type. */
static gboolean
cast_is_needless (GpSqlReader *self, const GpSqlType *type, const PgQuery__TypeName *cast)
{
  GpSqlType read;

  gp_sql_reader_type (self, cast, &read, NULL);
  if (read.array != type->array)
    return FALSE;
  if (read.info == NULL || type->info == NULL)
    return read.info == type->info && g_strcmp0 (read.name, type->name) == 0;
  return strcmp (read.info->field_type, type->info->field_type) == 0
         || (read.info->arguments == GP_SQL_ARGUMENTS_NONE
             && strcmp (read.info->field_type, "integer") == 0
             && strcmp (type->info->field_type, "decimal") == 0);
}

/* Whether the text between the quotes is a number, as in '-1'::integer. */
static gboolean
is_number (const char *text)
{
  gsize n;

  text += *text == '-';
  n = strspn (text, "0123456789.");
  return n > 0 && text[n] == '\0';
}

static gboolean
is_numeric (const GpSqlType *type)
{
  return type->info != NULL && !type->array
         && (strcmp (type->info->field_type, "integer") == 0
             || strcmp (type->info->field_type, "bigint") == 0
             || strcmp (type->info->field_type, "decimal") == 0
             || strcmp (type->info->field_type, "float") == 0);
}

/* The text of a default that is a constant behind a needless cast; else @text. NULL for NULL. */
static const char *
simplify (GpSqlReader *self, GpSqlColumn *column, const PgQuery__Node *expression, const char *text)
{
  const PgQuery__AConst *constant;
  GpSqlToken token;

  if (expression->node_case == PG_QUERY__NODE__NODE_A_CONST && expression->a_const->isnull)
    return NULL;
  if (strcmp (text, "gen_random_uuid()") == 0)
    return "uuid()";
  if (expression->node_case != PG_QUERY__NODE__NODE_TYPE_CAST
      || expression->type_cast->arg->node_case != PG_QUERY__NODE__NODE_A_CONST
      || !cast_is_needless (self, &column->type, expression->type_cast->type_name))
    return text;

  constant = expression->type_cast->arg->a_const;
  if (constant->isnull)
    return NULL;
  /* true and 't'::bool are the same to the parser, which has no place for the first. */
  if (constant->val_case == PG_QUERY__A__CONST__VAL_BOOLVAL)
    return constant->boolval->boolval ? "true" : "false";
  if (constant->val_case == PG_QUERY__A__CONST__VAL_SVAL && is_numeric (&column->type)
      && is_number (constant->sval->sval))
    return gp_arena_strdup (self->catalog->arena, constant->sval->sval);
  if (gp_sql_token_next (self->text, place (self, constant->location), self->end, &token)
        != GP_SQL_TOKEN_STRING
      && token.type != GP_SQL_TOKEN_NUMBER)
    return text;
  return gp_arena_strndup (self->catalog->arena, self->text + token.start, token.end - token.start);
}

/* The sequence that nextval is called with, or NULL. */
static const char *
nextval_argument (const PgQuery__Node *node)
{
  const char *schema;
  const char *name;

  if (node->node_case != PG_QUERY__NODE__NODE_FUNC_CALL || node->func_call->n_args != 1)
    return NULL;
  name = gp_sql_node_names (node->func_call->n_funcname, node->func_call->funcname, &schema);
  if (g_strcmp0 (name, "nextval") != 0)
    return NULL;

  /* 'name'::regclass, and ('name'::text)::regclass from older versions */
  node = node->func_call->args[0];
  while (node->node_case == PG_QUERY__NODE__NODE_TYPE_CAST)
    node = node->type_cast->arg;
  if (node->node_case != PG_QUERY__NODE__NODE_A_CONST
      || node->a_const->val_case != PG_QUERY__A__CONST__VAL_SVAL)
    return NULL;
  return node->a_const->sval->sval;
}

void
gp_sql_read_default (GpSqlReader *self, GpSqlColumn *column, const PgQuery__Node *expression,
                     const char *text)
{
  const char *argument = nextval_argument (expression);

  column->sequence = NULL;
  column->default_text = simplify (self, column, expression, text);
  if (argument != NULL)
    {
      const char *schema;
      const char *name;
      g_autofree char *full = NULL;

      gp_sql_reader_name (self, argument, &schema, &name);
      full = g_strconcat (schema != NULL ? schema : self->catalog->schema, ".", name, NULL);
      column->sequence = gp_arena_strdup (self->catalog->arena, full);
    }
}

void
gp_sql_read_identity (GpSqlReader *self, GpSqlColumn *column, const PgQuery__Constraint *constraint)
{
  g_autoptr(GHashTable) options = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name = NULL;

  column->identity = g_strcmp0 (constraint->generated_when, "a") == 0 ? "always" : "by_default";
  column->not_null = TRUE;
  gp_sql_read_numbering (self, constraint->n_options, constraint->options, options, NULL);
  for (gsize i = 0; i < constraint->n_options; i++)
    {
      const PgQuery__DefElem *option = constraint->options[i]->def_elem;
      const char *schema;

      if (strcmp (option->defname, "sequence_name") == 0 && option->arg != NULL
          && option->arg->node_case == PG_QUERY__NODE__NODE_LIST)
        name = gp_sql_node_names (option->arg->list->n_items, option->arg->list->items, &schema);
    }
  column->numbering = gp_sql_numbering_text (self->catalog->arena, options, NULL);

  /* The sequence's own name is kept where it is not the usual one; the builder knows the table. */
  if (name != NULL)
    column->sequence = gp_arena_strdup (self->catalog->arena, name);
}

static void
read_check (GpSqlReader *self, GpSqlTable *table, const PgQuery__Constraint *constraint)
{
  GpSqlRule *rule = gp_sql_table_add_rule (self->catalog, table, GP_SQL_RULE_CHECK,
                                           place (self, constraint->location));

  rule->name = gp_sql_reader_dup (self, constraint->conname);
  rule->text = gp_sql_reader_group (self, rule->at, "CHECK");
  if (constraint->is_no_inherit)
    gp_sql_reader_note (self, constraint->location, _("NO INHERIT of a check is left out"));
  if (constraint->skip_validation)
    gp_sql_reader_note (self, constraint->location,
                        _("NOT VALID is left out: the check holds for every row"));
}

void
gp_sql_read_constraint (GpSqlReader *self, GpSqlTable *table, GpSqlColumn *column,
                        const PgQuery__Constraint *constraint)
{
  const char *name = column != NULL ? column->name : NULL;
  gsize after;

  switch (constraint->contype)
    {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
    case PG_QUERY__CONSTR_TYPE__CONSTR_NULL:
      if (column != NULL)
        column->not_null = constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL;
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
      gp_sql_reader_find (self, place (self, constraint->location), self->end, "DEFAULT", &after);
      gp_sql_read_default (self, column, constraint->raw_expr, gp_sql_reader_default (self, after));
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
      gp_sql_read_identity (self, column, constraint);
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
      column->generated = gp_sql_reader_group (self, place (self, constraint->location), "AS");
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
      read_check (self, table, constraint);
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
      gp_sql_read_key (self, table, constraint, name);
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
      gp_sql_read_foreign_key (self, table, constraint, name);
      break;
    default:
      break;
    }
}

/* DEFERRABLE and INITIALLY DEFERRED follow the constraint of a column that they are about. */
static void
read_attribute (GpSqlTable *table, PgQuery__ConstrType attribute)
{
  GpSqlRule *rule;

  if (table->rules->len == 0)
    return;
  rule = g_ptr_array_index (table->rules, table->rules->len - 1);
  if (attribute == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED)
    rule->deferrable = "deferred";
  else if (attribute == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE && rule->deferrable == NULL)
    rule->deferrable = "immediate";
}

void
gp_sql_read_column (GpSqlReader *self, GpSqlTable *table, const PgQuery__ColumnDef *definition)
{
  GpSqlColumn *column;
  gsize at = place (self, definition->location);

  if (gp_sql_table_find_column (table, definition->colname) != NULL)
    {
      gp_sql_reader_note (self, definition->location, _("column %s is declared a second time"),
                          definition->colname);
      return;
    }

  column = gp_sql_table_add_column (self->catalog, table, definition->colname, at);
  column->not_null = definition->is_not_null;
  if (definition->type_name != NULL)
    gp_sql_reader_type (self, definition->type_name, &column->type, &column->serial);
  column->not_null |= column->serial;
  if (definition->coll_clause != NULL)
    {
      const char *schema;
      const char *name = gp_sql_node_names (definition->coll_clause->n_collname,
                                            definition->coll_clause->collname, &schema);
      g_autoptr(GString) quoted = g_string_new (NULL);

      if (schema != NULL)
        {
          gp_sql_quote_name (quoted, schema);
          g_string_append_c (quoted, '.');
        }
      gp_sql_quote_name (quoted, name != NULL ? name : "");
      column->collation = gp_arena_strdup (self->catalog->arena, quoted->str);
    }
  if (definition->compression != NULL && *definition->compression != '\0')
    gp_sql_reader_note (self, definition->location, _("the compression of column %s is left out"),
                        definition->colname);
  if (definition->n_fdwoptions > 0)
    gp_sql_reader_note (self, definition->location, _("the options of column %s are left out"),
                        definition->colname);

  for (gsize i = 0; i < definition->n_constraints; i++)
    {
      const PgQuery__Constraint *constraint = definition->constraints[i]->constraint;

      if (definition->constraints[i]->node_case != PG_QUERY__NODE__NODE_CONSTRAINT)
        continue;
      if (constraint->contype >= PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE)
        read_attribute (table, constraint->contype);
      else
        gp_sql_read_constraint (self, table, column, constraint);
    }
}

static void
copy_rule (GpSqlReader *self, GpSqlTable *table, const GpSqlRule *from)
{
  GpSqlRule *rule = gp_sql_table_add_rule (self->catalog, table, from->type, from->at);

  *rule = *from;
  /* Names of indexes are unique in a schema; the copies are named anew. */
  if (rule->type != GP_SQL_RULE_CHECK)
    rule->name = NULL;
}

static void
read_like (GpSqlReader *self, GpSqlTable *table, const PgQuery__TableLikeClause *like)
{
  const GpSqlTable *from = gp_sql_reader_table (self, like->relation);

  if (from == NULL)
    {
      gp_sql_reader_note (self, like->relation->location,
                          _("LIKE %s is left out: that table is not in the file"),
                          like->relation->relname);
      return;
    }

  for (guint i = 0; i < from->columns->len; i++)
    {
      const GpSqlColumn *source = g_ptr_array_index (from->columns, i);
      GpSqlColumn *column;

      if (gp_sql_table_find_column (table, source->name) != NULL)
        continue;
      column = gp_sql_table_add_column (self->catalog, table, source->name, source->at);
      column->type = source->type;
      column->not_null = source->not_null;
      column->collation = source->collation;
      if (like->options & LIKE_DEFAULTS)
        {
          column->default_text = source->default_text;
          column->sequence = source->identity == NULL ? source->sequence : NULL;
        }
      if (like->options & LIKE_GENERATED)
        column->generated = source->generated;
      if (like->options & LIKE_IDENTITY)
        column->identity = source->identity;
      if (like->options & LIKE_COMMENTS)
        column->comment = source->comment;
    }
  for (guint i = 0; i < from->rules->len; i++)
    {
      const GpSqlRule *rule = g_ptr_array_index (from->rules, i);
      guint wanted = rule->type == GP_SQL_RULE_CHECK ? LIKE_CONSTRAINTS : LIKE_INDEXES;

      if (rule->type != GP_SQL_RULE_FOREIGN && (like->options & wanted))
        copy_rule (self, table, rule);
    }
}

/* The columns of the tables that @table inherits from come first, as in PostgreSQL. */
static void
read_parents (GpSqlReader *self, GpSqlTable *table, size_t n, PgQuery__Node **parents)
{
  for (gsize i = 0; i < n; i++)
    {
      const PgQuery__RangeVar *relation = parents[i]->range_var;
      GpSqlTable *parent = gp_sql_reader_table (self, relation);

      if (parent == NULL)
        {
          gp_sql_reader_note (self, relation->location,
                              _("INHERITS %s is left out: that table is not in the file"),
                              relation->relname);
          continue;
        }
      g_ptr_array_add (table->inherits, parent);
      for (guint j = 0; j < parent->columns->len; j++)
        {
          const GpSqlColumn *from = g_ptr_array_index (parent->columns, j);
          GpSqlColumn *column;

          if (gp_sql_table_find_column (table, from->name) != NULL)
            continue;
          column = gp_sql_table_add_column (self->catalog, table, from->name, from->at);
          column->type = from->type;
          column->not_null = from->not_null;
          column->default_text = from->default_text;
          column->sequence = from->identity == NULL ? from->sequence : NULL;
          column->generated = from->generated;
          column->collation = from->collation;
        }
    }
}

/* A column that the table declares itself although it inherits it: its own words win. */
static void
forget_inherited (GpSqlTable *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpSqlColumn *column = g_ptr_array_index (table->columns, i);

      if (strcmp (column->name, name) == 0)
        {
          g_ptr_array_remove_index (table->columns, i);
          return;
        }
    }
}

static void
read_elements (GpSqlReader *self, GpSqlTable *table, const PgQuery__CreateStmt *create)
{
  for (gsize i = 0; i < create->n_table_elts; i++)
    {
      const PgQuery__Node *element = create->table_elts[i];

      if (element->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF)
        {
          guint before = table->columns->len;

          if (table->inherits->len > 0)
            {
              GpSqlColumn *inherited = gp_sql_table_find_column (table,
                                                                 element->column_def->colname);

              before = table->columns->len;
              for (guint j = 0; inherited != NULL && j < table->columns->len; j++)
                {
                  if (g_ptr_array_index (table->columns, j) == inherited)
                    before = j;
                }
              forget_inherited (table, element->column_def->colname);
            }
          gp_sql_read_column (self, table, element->column_def);
          if (before + 1 < table->columns->len)
            {
              gpointer last = g_ptr_array_steal_index (table->columns, table->columns->len - 1);

              g_ptr_array_insert (table->columns, before, last);
            }
        }
      else if (element->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
        gp_sql_read_constraint (self, table, NULL, element->constraint);
      else if (element->node_case == PG_QUERY__NODE__NODE_TABLE_LIKE_CLAUSE)
        read_like (self, table, element->table_like_clause);
    }
  for (gsize i = 0; i < create->n_constraints; i++)
    gp_sql_read_constraint (self, table, NULL, create->constraints[i]->constraint);
}

/* What stands behind the columns: UNLOGGED, WITH (…). */
static void
read_storage (GpSqlReader *self, GpSqlTable *table, const PgQuery__CreateStmt *create)
{
  const char *options = gp_sql_reader_options (self, create->n_options, create->options);
  const char *persistence = create->relation->relpersistence;

  if (g_strcmp0 (persistence, "u") == 0)
    {
      g_autofree char *all = g_strjoin (" ", "UNLOGGED", options, NULL);

      options = gp_arena_strdup (self->catalog->arena, all);
    }
  else if (g_strcmp0 (persistence, "t") == 0)
    {
      gp_sql_reader_note (self, 0, _("table %s is temporary; here it is like any other"),
                          table->name);
    }
  table->options = options;

  if (create->tablespacename != NULL && *create->tablespacename != '\0')
    gp_sql_reader_note (self, 0, _("the tablespace of table %s is left out"), table->name);
  if (create->access_method != NULL && *create->access_method != '\0'
      && strcmp (create->access_method, "heap") != 0)
    gp_sql_reader_note (self, 0, _("the access method of table %s is left out"), table->name);
  if (create->of_typename != NULL)
    gp_sql_reader_note (self, 0, _("table %s has the columns of a type, which are left out"),
                        table->name);
}

static void
read_partitioning (GpSqlReader *self, GpSqlTable *table, const PgQuery__CreateStmt *create)
{
  gsize after;

  if (create->partspec != NULL)
    {
      gsize start = place (self, create->partspec->location);
      gsize group;

      gp_sql_reader_find (self, start, self->end, "BY", &start);
      group = gp_sql_reader_find_group (self, start);
      table->partition_by = gp_sql_squeeze (self->catalog->arena, self->text, start,
                                            gp_sql_skip_group (self->text, group, self->end));
    }
  if (create->partbound != NULL)
    {
      gsize start = gp_sql_reader_find (self, self->from, self->end, "FOR", NULL);
      gsize stop;

      if (create->partbound->is_default)
        {
          start = gp_sql_reader_find (self, self->from, self->end, "DEFAULT", &after);
          stop = after;
        }
      else
        {
          /* FOR VALUES is followed by words and groups; PARTITION BY and TABLESPACE are not of
           * it. */
          stop = gp_sql_reader_find (self, start, self->end, "PARTITION", NULL);
          stop = gp_sql_reader_find (self, start, stop, "TABLESPACE", NULL);
          stop = gp_sql_reader_find (self, start, stop, "USING", NULL);
        }
      table->bound = gp_sql_squeeze (self->catalog->arena, self->text, start, stop);
    }
}

void
gp_sql_read_create_table (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreateStmt *create = node->create_stmt;
  const PgQuery__RangeVar *relation = create->relation;
  GpSqlTable *table;

  if (gp_sql_reader_table (self, relation) != NULL)
    {
      if (!create->if_not_exists)
        gp_sql_reader_note (self, relation->location,
                            _("table %s is declared a second time; the first one is kept"),
                            relation->relname);
      self->used = create->if_not_exists;
      return;
    }

  self->used = TRUE;
  table = gp_sql_catalog_add_table (self->catalog, GP_SQL_TABLE, relation->schemaname,
                                    relation->relname, self->from);
  table->statement = self->statement;
  if (create->partbound != NULL && create->n_inh_relations > 0)
    {
      GpSqlTable *parent = gp_sql_reader_table (self, create->inh_relations[0]->range_var);

      read_partitioning (self, table, create);
      table->partition_of = parent;
      if (parent == NULL)
        gp_sql_reader_note (self, create->inh_relations[0]->range_var->location,
                            _("%s is a partition of a table that is not in the file; it is kept as "
                              "a table of its own"),
                            relation->relname);
    }
  else
    {
      read_partitioning (self, table, create);
      read_parents (self, table, create->n_inh_relations, create->inh_relations);
    }
  read_elements (self, table, create);
  read_storage (self, table, create);
}
