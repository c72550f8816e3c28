/* gp-sql-index.c — indexes, keys and foreign keys
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-sql-index"

#include "config.h"

#include "gp-sql-reader.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
is_plain_element (const PgQuery__IndexElem *element)
{
  return is_set (element->name) && element->n_collation == 0 && element->n_opclass == 0
         && element->n_opclassopts == 0
         && element->ordering <= PG_QUERY__SORT_BY_DIR__SORTBY_DEFAULT
         && element->nulls_ordering <= PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_DEFAULT;
}

/* The columns of an index: names, and the list as text from the parenthesis at @group where it says
 * more than names. */
static void
read_elements (GpSqlReader *self, GpSqlRule *rule, size_t n, PgQuery__Node **elements, gsize group)
{
  gboolean plain = rule->type != GP_SQL_RULE_EXCLUDE;
  gsize n_names = 0;

  rule->columns = gp_arena_alloc (self->catalog->arena, (n + 1) * sizeof (char *));
  for (gsize i = 0; i < n; i++)
    {
      const PgQuery__Node *node = elements[i];
      const PgQuery__IndexElem *element = node->index_elem;

      /* The items of an exclusion are lists of an element and its operator. */
      if (node->node_case == PG_QUERY__NODE__NODE_LIST && node->list->n_items > 0)
        element = node->list->items[0]->index_elem;
      if (is_set (element->name))
        rule->columns[n_names++] = gp_arena_strdup (self->catalog->arena, element->name);
      plain = plain && is_plain_element (element);
    }
  rule->columns[n_names] = NULL;

  if (!plain)
    {
      gsize stop = gp_sql_skip_group (self->text, group, self->end);

      rule->text = gp_sql_squeeze (self->catalog->arena, self->text, group + 1,
                                   MAX (stop, group + 2) - 1);
    }
}

static const char *
join_options (GpSqlReader *self, gboolean nulls_not_distinct, const char *with)
{
  if (nulls_not_distinct && with != NULL)
    {
      g_autofree char *all = g_strjoin (" ", "NULLS NOT DISTINCT", with, NULL);

      return gp_arena_strdup (self->catalog->arena, all);
    }
  return nulls_not_distinct ? "NULLS NOT DISTINCT" : with;
}

static const char *
method_of (GpSqlReader *self, const char *method)
{
  return is_set (method) && strcmp (method, "btree") != 0
           ? gp_arena_strdup (self->catalog->arena, method)
           : NULL;
}

/* Remembers which table has the index @name, for comments and ALTER INDEX. */
static void
remember_index (GpSqlReader *self, GpSqlTable *table, const char *name)
{
  g_autofree char *key = NULL;

  if (name == NULL)
    return;
  key = g_strconcat (table->schema, ".", name, NULL);
  g_hash_table_insert (self->catalog->index_names,
                       gp_arena_strdup (self->catalog->arena, key), table);
}

void
gp_sql_read_index (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__IndexStmt *index = node->index_stmt;
  GpSqlTable *table = gp_sql_reader_table (self, index->relation);
  GpSqlRule *rule;
  gsize after;

  if (table == NULL)
    {
      gp_sql_reader_note (self, index->relation->location,
                          _("index %s is left out: table %s is not in the file"), index->idxname,
                          index->relation->relname);
      return;
    }
  self->used = TRUE;
  if (index->if_not_exists && is_set (index->idxname)
      && gp_sql_table_find_rule (table, index->idxname) != NULL)
    return;

  rule = gp_sql_table_add_rule (self->catalog, table, GP_SQL_RULE_INDEX, self->start);
  rule->name = gp_sql_reader_dup (self, index->idxname);
  rule->unique = index->unique;
  rule->method = method_of (self, index->access_method);
  rule->options = join_options (self, index->nulls_not_distinct,
                                gp_sql_reader_options (self, index->n_options, index->options));

  after = self->start + MAX (index->relation->location, 0);
  read_elements (self, rule, index->n_index_params, index->index_params,
                 gp_sql_reader_find_group (self, after));
  if (index->n_index_including_params > 0)
    {
      rule->include = gp_arena_alloc0 (self->catalog->arena, (index->n_index_including_params + 1)
                                                               * sizeof (char *));
      for (gsize i = 0; i < index->n_index_including_params; i++)
        rule->include[i] = gp_arena_strdup (self->catalog->arena,
                                            index->index_including_params[i]->index_elem->name);
    }
  if (index->where_clause != NULL)
    {
      gp_sql_reader_find (self, after, self->end, "WHERE", &after);
      rule->where = gp_sql_squeeze_inner (self->catalog->arena, self->text, after, self->end);
    }
  if (is_set (index->table_space))
    gp_sql_reader_note (self, 0, _("the tablespace of index %s is left out"), index->idxname);
  remember_index (self, table, rule->name);
}

/* ADD CONSTRAINT … USING INDEX: an index that is there already becomes the constraint. */
static void
adopt_index (GpSqlReader *self, GpSqlTable *table, const PgQuery__Constraint *constraint,
             GpSqlRuleType type)
{
  GpSqlRule *rule = gp_sql_table_find_rule (table, constraint->indexname);

  if (rule == NULL)
    {
      gp_sql_reader_note (self, constraint->location,
                          _("a constraint is left out: index %s is not in the file"),
                          constraint->indexname);
      return;
    }
  rule->type = type;
  rule->unique = TRUE;
  if (is_set (constraint->conname))
    rule->name = gp_arena_strdup (self->catalog->arena, constraint->conname);
  remember_index (self, table, rule->name);
}

static const char *
deferrable_of (const PgQuery__Constraint *constraint)
{
  if (constraint->initdeferred)
    return "deferred";
  return constraint->deferrable ? "immediate" : NULL;
}

void
gp_sql_read_key (GpSqlReader *self, GpSqlTable *table, const PgQuery__Constraint *constraint,
                 const char *column)
{
  gboolean primary = constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY;
  gboolean exclusion = constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION;
  GpSqlRuleType type = primary     ? GP_SQL_RULE_PRIMARY
                       : exclusion ? GP_SQL_RULE_EXCLUDE
                                   : GP_SQL_RULE_UNIQUE;
  gsize at = self->start + MAX (constraint->location, 0);
  GpSqlRule *rule;
  gsize after;

  if (primary && gp_sql_table_find_primary (table) != NULL)
    {
      gp_sql_reader_note (self, constraint->location, _("table %s has a second primary key"),
                          table->name);
      return;
    }
  if (is_set (constraint->indexname))
    {
      adopt_index (self, table, constraint, type);
      return;
    }

  rule = gp_sql_table_add_rule (self->catalog, table, type, at);
  rule->name = gp_sql_reader_dup (self, constraint->conname);
  rule->unique = !exclusion;
  rule->deferrable = deferrable_of (constraint);
  rule->options = join_options (
    self, constraint->nulls_not_distinct,
    gp_sql_reader_options (self, constraint->n_options, constraint->options));
  if (column != NULL)
    {
      rule->columns = gp_arena_alloc0 (self->catalog->arena, 2 * sizeof (char *));
      rule->columns[0] = column;
    }
  else if (exclusion)
    {
      rule->method = method_of (self, constraint->access_method);
      gp_sql_reader_find (self, at, self->end, "EXCLUDE", &after);
      read_elements (self, rule, constraint->n_exclusions, constraint->exclusions,
                     gp_sql_reader_find_group (self, after));
      if (constraint->where_clause != NULL)
        rule->where = gp_sql_reader_group (self, after, "WHERE");
    }
  else
    {
      rule->columns = gp_sql_node_list (self, constraint->n_keys, constraint->keys);
    }
  if (constraint->n_including > 0)
    rule->include = gp_sql_node_list (self, constraint->n_including, constraint->including);
  if (is_set (constraint->indexspace))
    gp_sql_reader_note (self, constraint->location, _("the tablespace of an index is left out"));
  remember_index (self, table, rule->name);
}

static const char *
action_of (const char *letter)
{
  static const struct
  {
    char        letter;
    const char *choice;
  } actions[] = {
    { 'a', "no_action" }, { 'r', "restrict" },    { 'c', "cascade" },
    { 'n', "set_null" },  { 'd', "set_default" },
  };

  for (gsize i = 0; is_set (letter) && i < G_N_ELEMENTS (actions); i++)
    {
      if (actions[i].letter == *letter)
        return actions[i].choice;
    }
  return "no_action";
}

void
gp_sql_read_foreign_key (GpSqlReader *self,
                         GpSqlTable *table,
                         const PgQuery__Constraint *constraint,
                         const char *column)
{
  GpSqlRule *rule = gp_sql_table_add_rule (self->catalog, table, GP_SQL_RULE_FOREIGN,
                                           self->start + MAX (constraint->location, 0));
  const GpSqlTable *target = gp_sql_reader_table (self, constraint->pktable);

  rule->name = gp_sql_reader_dup (self, constraint->conname);
  rule->target_schema = gp_sql_reader_dup (self, constraint->pktable->schemaname);
  if (rule->target_schema == NULL && target != NULL)
    rule->target_schema = target->schema;
  if (rule->target_schema == NULL)
    rule->target_schema = gp_arena_strdup (self->catalog->arena, self->catalog->schema);
  rule->target = gp_sql_reader_dup (self, constraint->pktable->relname);
  if (column != NULL)
    {
      rule->columns = gp_arena_alloc0 (self->catalog->arena, 2 * sizeof (char *));
      rule->columns[0] = column;
    }
  else
    {
      rule->columns = gp_sql_node_list (self, constraint->n_fk_attrs, constraint->fk_attrs);
    }
  if (constraint->n_pk_attrs > 0)
    rule->target_columns = gp_sql_node_list (self, constraint->n_pk_attrs, constraint->pk_attrs);
  rule->on_delete = action_of (constraint->fk_del_action);
  rule->on_update = action_of (constraint->fk_upd_action);
  if (constraint->n_fk_del_set_cols > 0)
    rule->on_delete_columns = gp_sql_node_list (self, constraint->n_fk_del_set_cols,
                                                constraint->fk_del_set_cols);
  rule->deferrable = deferrable_of (constraint);
  rule->match_full = g_strcmp0 (constraint->fk_matchtype, "f") == 0;
  if (constraint->skip_validation)
    gp_sql_reader_note (self, constraint->location,
                        _("NOT VALID is left out: the reference holds for every row"));
}
