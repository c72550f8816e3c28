/* gp-sql-object.c — types, sequences, schemas, comments, policies and functions
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-sql-object"

#include "config.h"

#include "gp-sql-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

void
gp_sql_read_enum (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreateEnumStmt *create = node->create_enum_stmt;
  const char *schema;
  const char *name = gp_sql_node_names (create->n_type_name, create->type_name, &schema);
  GpSqlUserType *type = gp_sql_catalog_add_type (self->catalog, GP_SQL_USER_TYPE_ENUM, schema, name,
                                                 self->start);

  type->statement = self->statement;
  for (gsize i = 0; i < create->n_vals; i++)
    g_ptr_array_add (type->values, (gpointer) gp_arena_strdup (self->catalog->arena,
                                                               gp_sql_node_text (create->vals[i])));
  self->used = TRUE;
}

static guint
value_index (const GpSqlUserType *type, const char *value)
{
  guint i;

  for (i = 0; i < type->values->len; i++)
    {
      if (strcmp (g_ptr_array_index (type->values, i), value) == 0)
        break;
    }
  return i;
}

void
gp_sql_read_alter_enum (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__AlterEnumStmt *alter = node->alter_enum_stmt;
  const char *schema;
  const char *name = gp_sql_node_names (alter->n_type_name, alter->type_name, &schema);
  GpSqlUserType *type = gp_sql_catalog_find_type (self->catalog, schema, name);
  char *value = gp_arena_strdup (self->catalog->arena, alter->new_val);
  guint at;

  if (type == NULL || type->kind != GP_SQL_USER_TYPE_ENUM)
    {
      gp_sql_reader_note (self, 0, _("enum %s is not in the file"), name);
      return;
    }
  self->used = TRUE;
  if (is_set (alter->old_val))
    {
      at = value_index (type, alter->old_val);
      if (at < type->values->len)
        type->values->pdata[at] = value;
      return;
    }
  if (value_index (type, value) < type->values->len)
    return;
  at = type->values->len;
  if (is_set (alter->new_val_neighbor))
    at = MIN (value_index (type, alter->new_val_neighbor) + (alter->new_val_is_after ? 1 : 0), at);
  g_ptr_array_insert (type->values, at, value);
}

static void
read_domain_constraint (GpSqlReader *self,
                        GpSqlUserType *type,
                        const PgQuery__Constraint *constraint)
{
  gsize at = self->start + MAX (constraint->location, 0);
  gsize after;

  switch (constraint->contype)
    {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      type->not_null = TRUE;
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
      gp_sql_reader_find (self, at, self->end, "DEFAULT", &after);
      type->default_text = gp_sql_reader_default (self, after);
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
      g_ptr_array_add (type->checks, (gpointer) gp_sql_reader_group (self, at, "CHECK"));
      break;
    default:
      break;
    }
}

void
gp_sql_read_domain (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreateDomainStmt *create = node->create_domain_stmt;
  const char *schema;
  const char *name = gp_sql_node_names (create->n_domainname, create->domainname, &schema);
  GpSqlUserType *type = gp_sql_catalog_add_type (self->catalog, GP_SQL_USER_TYPE_DOMAIN, schema,
                                                 name, self->start);

  type->statement = self->statement;
  gp_sql_reader_type (self, create->type_name, &type->base, NULL);
  for (gsize i = 0; i < create->n_constraints; i++)
    read_domain_constraint (self, type, create->constraints[i]->constraint);
  self->used = TRUE;
}

void
gp_sql_read_alter_domain (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__AlterDomainStmt *alter = node->alter_domain_stmt;
  const char *schema;
  const char *name = gp_sql_node_names (alter->n_type_name, alter->type_name, &schema);
  GpSqlUserType *type = gp_sql_catalog_find_type (self->catalog, schema, name);

  if (type != NULL && g_strcmp0 (alter->subtype, "C") == 0
      && alter->def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
    {
      read_domain_constraint (self, type, alter->def->constraint);
      self->used = TRUE;
    }
  else if (type != NULL &&
           (g_strcmp0 (alter->subtype, "N") == 0 || g_strcmp0 (alter->subtype, "O") == 0))
    {
      type->not_null = *alter->subtype == 'O';
      self->used = TRUE;
    }
  else
    gp_sql_reader_note (self, 0, _("a change of domain %s is left out"), name);
}

/* The options of a sequence that are kept, and the value that says nothing. */
static const struct
{
  const char *option;
  gint64      usual;
  const char *text;
} numbering[] = {
  { "start", 1, "START WITH" },
  { "increment", 1, "INCREMENT BY" },
  { "minvalue", 1, "MINVALUE" },
  { "maxvalue", G_MAXINT64, "MAXVALUE" },
  { "cache", 1, "CACHE" },
};

void
gp_sql_read_numbering (GpSqlReader *self, size_t n, PgQuery__Node **nodes, GHashTable *options,
                       GpSqlSequence *sequence)
{
  for (gsize i = 0; i < n; i++)
    {
      const PgQuery__DefElem *option = nodes[i]->def_elem;
      gint64 number;

      if (strcmp (option->defname, "cycle") == 0)
        {
          if (option->arg != NULL && option->arg->node_case == PG_QUERY__NODE__NODE_BOOLEAN
              && option->arg->boolean->boolval)
            g_hash_table_insert (options, (gpointer) "cycle", (gpointer) "CYCLE");
          continue;
        }
      if (strcmp (option->defname, "owned_by") == 0 && sequence != NULL && option->arg != NULL
          && option->arg->node_case == PG_QUERY__NODE__NODE_LIST && option->arg->list->n_items > 1)
        {
          const PgQuery__List *list = option->arg->list;
          const char *schema;
          const char *table = gp_sql_node_names (list->n_items - 1, list->items, &schema);

          sequence->owner = gp_sql_catalog_find_table (self->catalog, schema, table);
          sequence->owner_column
            = gp_sql_reader_dup (self, gp_sql_node_text (list->items[list->n_items - 1]));
          continue;
        }
      for (gsize j = 0; j < G_N_ELEMENTS (numbering); j++)
        {
          char text[32];

          if (strcmp (option->defname, numbering[j].option) != 0
              || !gp_sql_node_number (option->arg, &number) || number == numbering[j].usual
              || (numbering[j].usual == G_MAXINT64
                  && (number == G_MAXINT32 || number == G_MAXINT16)))
            continue;
          g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
          g_hash_table_insert (options, (gpointer) numbering[j].option,
                               gp_arena_strdup (self->catalog->arena, text));
        }
    }
}

const char *
gp_sql_numbering_text (GpArena *arena, GHashTable *options, const char *sequence_name)
{
  g_autoptr(GString) out = g_string_new (NULL);

  if (sequence_name != NULL)
    g_string_append_printf (out, "SEQUENCE NAME %s", sequence_name);
  for (gsize i = 0; i < G_N_ELEMENTS (numbering); i++)
    {
      const char *value = g_hash_table_lookup (options, numbering[i].option);

      if (value != NULL)
        g_string_append_printf (out, "%s%s %s", out->len > 0 ? " " : "", numbering[i].text, value);
    }
  if (g_hash_table_contains (options, "cycle"))
    g_string_append (out, out->len > 0 ? " CYCLE" : "CYCLE");
  return out->len > 0 ? gp_arena_strdup (arena, out->str) : NULL;
}

void
gp_sql_read_sequence (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreateSeqStmt *create = node->create_seq_stmt;
  GpSqlSequence *sequence
    = gp_sql_catalog_add_sequence (self->catalog, create->sequence->schemaname,
                                   create->sequence->relname, self->start);

  sequence->statement = self->statement;
  gp_sql_read_numbering (self, create->n_options, create->options, sequence->options, sequence);
  self->used = TRUE;
}

void
gp_sql_read_alter_sequence (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__AlterSeqStmt *alter = node->alter_seq_stmt;
  GpSqlSequence *sequence = gp_sql_catalog_find_sequence (
    self->catalog, alter->sequence->schemaname, alter->sequence->relname);

  if (sequence == NULL)
    {
      gp_sql_reader_note (self, alter->sequence->location, _("sequence %s is not in the file"),
                          alter->sequence->relname);
      return;
    }
  gp_sql_read_numbering (self, alter->n_options, alter->options, sequence->options, sequence);
  self->used = TRUE;
}

/* The elements of CREATE SCHEMA stand one behind the other, without semicolons. */
static gsize
next_element (const GpSqlReader *self, gsize element, gsize end)
{
  GpSqlToken token;
  gsize create;
  gsize grant;

  gp_sql_token_next (self->text, element, end, &token);
  create = gp_sql_reader_find (self, token.end, end, "CREATE", NULL);
  grant = gp_sql_reader_find (self, token.end, end, "GRANT", NULL);
  return MIN (create, grant);
}

void
gp_sql_read_schema (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreateSchemaStmt *create = node->create_schema_stmt;
  const char *outer = self->catalog->schema;
  gsize whole = self->end;
  GpSqlRoutine *schema = gp_arena_new0 (self->catalog->arena, GpSqlRoutine);

  self->used = TRUE;
  if (!is_set (create->schemaname))
    {
      gp_sql_reader_note (self, 0, _("a schema without a name is left out"));
      return;
    }
  schema->kind = "CREATE SCHEMA";
  schema->name = gp_arena_strdup (self->catalog->arena, create->schemaname);
  schema->at = self->start;
  schema->statement = self->statement;
  g_ptr_array_add (self->catalog->schemas, schema);

  self->catalog->schema = schema->name;
  self->end = next_element (self, self->start, whole);
  for (gsize i = 0; i < create->n_schema_elts; i++)
    {
      self->from = self->end;
      self->end = next_element (self, self->from, whole);
      gp_sql_read_statement (self, create->schema_elts[i]);
    }
  self->catalog->schema = outer;
  self->from = self->start;
  self->end = whole;
}

void
gp_sql_read_extension (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreateExtensionStmt *create = node->create_extension_stmt;
  char *name = gp_arena_strdup (self->catalog->arena, create->extname);

  if (!g_ptr_array_find_with_equal_func (self->catalog->extensions, name, g_str_equal, NULL))
    g_ptr_array_add (self->catalog->extensions, name);
  self->used = TRUE;
}

/* The table that an object of COMMENT names, with its last @n_behind names taken off. */
static GpSqlTable *
commented_table (GpSqlReader *self, const PgQuery__List *list, gsize n_behind)
{
  const char *schema;
  const char *name;

  if (list->n_items <= n_behind)
    return NULL;
  name = gp_sql_node_names (list->n_items - n_behind, list->items, &schema);
  return name != NULL ? gp_sql_catalog_find_table (self->catalog, schema, name) : NULL;
}

/* Where the comment goes, or NULL where there is no such place. */
static const char **
comment_place (GpSqlReader *self, const PgQuery__CommentStmt *comment)
{
  const PgQuery__List *list;
  const char *last;
  GpSqlTable *table;
  GpSqlColumn *column;
  GpSqlRule *rule;

  if (comment->object->node_case != PG_QUERY__NODE__NODE_LIST)
    return NULL;
  list = comment->object->list;
  last = list->n_items > 0 ? gp_sql_node_text (list->items[list->n_items - 1]) : NULL;

  switch (comment->objtype)
    {
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
    case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW:
      table = commented_table (self, list, 0);
      return table != NULL ? &table->comment : NULL;
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN:
      table = commented_table (self, list, 1);
      column = table != NULL ? gp_sql_table_find_column (table, last) : NULL;
      return column != NULL ? &column->comment : NULL;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT:
      table = commented_table (self, list, 1);
      rule = table != NULL ? gp_sql_table_find_rule (table, last) : NULL;
      return rule != NULL ? &rule->comment : NULL;
    case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
      {
        const char *schema;
        const char *name = gp_sql_node_names (list->n_items, list->items, &schema);
        g_autofree char *key = g_strconcat (schema != NULL ? schema : self->catalog->schema, ".",
                                            name, NULL);

        table = g_hash_table_lookup (self->catalog->index_names, key);
        rule = table != NULL ? gp_sql_table_find_rule (table, name) : NULL;
        return rule != NULL ? &rule->comment : NULL;
      }
    default:
      return NULL;
    }
}

void
gp_sql_read_comment (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CommentStmt *comment = node->comment_stmt;
  const char **place = comment_place (self, comment);

  if (place != NULL)
    {
      *place = gp_sql_reader_dup (self, comment->comment);
      self->used = TRUE;
      return;
    }
  gp_sql_reader_note (self, 0,
                      _("%s is left out: what it describes is not in the design"),
                         gp_sql_squeeze (self->catalog->scratch, self->text, self->start,
                                         gp_sql_reader_find (self, self->start, self->end, "IS",
                                                             NULL)));
}

void
gp_sql_read_policy (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreatePolicyStmt *create = node->create_policy_stmt;
  GpSqlTable *table = gp_sql_reader_table (self, create->table);
  g_autoptr(GString) text = g_string_new ("POLICY ");
  gsize at = self->start + MAX (create->table->location, 0);
  GpSqlToken token;

  if (table == NULL)
    {
      gp_sql_reader_note (self, create->table->location,
                          _("policy %s is left out: table %s is not in the file"),
                          create->policy_name, create->table->relname);
      return;
    }

  /* Past the table's name, which is not kept: the policy goes where the table goes. */
  do
    {
      gp_sql_token_next (self->text, at, self->end, &token);
      gp_sql_token_next (self->text, at = token.end, self->end, &token);
      if (token.type != GP_SQL_TOKEN_SYMBOL || self->text[token.start] != '.')
        break;
      at = token.end;
    }
  while (at < self->end);

  gp_sql_quote_name (text, create->policy_name);
  g_string_append_c (text, ' ');
  g_string_append (text, gp_sql_squeeze (self->catalog->scratch, self->text, at, self->end));
  g_ptr_array_add (table->policies, gp_arena_strdup (self->catalog->arena, text->str));
  self->used = TRUE;
}

/* The name of what a statement makes that may be kept as text. */
static const char *
routine_name (const PgQuery__Node *node, const char **kind)
{
  const char *schema;

  switch (node->node_case)
    {
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
      *kind = node->create_function_stmt->is_procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION";
      return gp_sql_node_names (node->create_function_stmt->n_funcname,
                                node->create_function_stmt->funcname, &schema);
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
      *kind = node->define_stmt->kind == PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE
                ? "CREATE AGGREGATE"
              : node->define_stmt->kind == PG_QUERY__OBJECT_TYPE__OBJECT_OPERATOR
                ? "CREATE OPERATOR"
              : node->define_stmt->kind == PG_QUERY__OBJECT_TYPE__OBJECT_COLLATION
                ? "CREATE COLLATION"
                : "CREATE TYPE";
      return gp_sql_node_names (node->define_stmt->n_defnames, node->define_stmt->defnames,
                                &schema);
    case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT:
      *kind = "CREATE TYPE";
      return node->composite_type_stmt->typevar->relname;
    case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT:
      *kind = "CREATE TYPE";
      return gp_sql_node_names (node->create_range_stmt->n_type_name,
                                node->create_range_stmt->type_name, &schema);
    default:
      return NULL;
    }
}

void
gp_sql_read_routine (GpSqlReader *self, const PgQuery__Node *node)
{
  const char *kind = "";
  const char *name = routine_name (node, &kind);
  GpSqlRoutine *routine = gp_arena_new0 (self->catalog->arena, GpSqlRoutine);

  routine->kind = kind;
  routine->name = gp_arena_strdup (self->catalog->arena, name != NULL ? name : "");
  routine->text = gp_arena_strndup (self->catalog->arena, self->text + self->start,
                                    self->end - self->start);
  routine->at = self->start;
  routine->statement = self->statement;
  g_ptr_array_add (self->catalog->routines, routine);
  self->used = TRUE;
}

void
gp_sql_read_set (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__VariableSetStmt *set = node->variable_set_stmt;
  const char *schema;

  if (g_strcmp0 (set->name, "search_path") != 0 || set->n_args == 0
      || set->args[0]->node_case != PG_QUERY__NODE__NODE_A_CONST
      || set->args[0]->a_const->val_case != PG_QUERY__A__CONST__VAL_SVAL)
    return;
  schema = set->args[0]->a_const->sval->sval;
  if (*schema != '\0' && *schema != '$' && strcmp (schema, "pg_catalog") != 0)
    self->catalog->schema = gp_arena_strdup (self->catalog->arena, schema);
  self->used = TRUE;
}
