/* gp-test-schema.c — tables and references of a real schema
 * SPDX-License-Identifier: Apache-2.0
 *
 * Blanks what psql alone understands, lets libpg_query split the rest, and reads the statements
 * that make tables and references; what does not parse is passed over. */
#include "config.h"

#include "gp-test-schema.h"

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>
#include <string.h>

static void
clear_table (gpointer data)
{
  g_free (((GpTestTable *) data)->name);
}

/* Lines that begin with a backslash, and the rows of COPY … FROM stdin. */
static void
blank_psql (char *text)
{
  gboolean in_copy = FALSE;

  for (char *line = text; line != NULL && *line != '\0';)
    {
      char *end = strchr (line, '\n');
      gsize length = end != NULL ? (gsize) (end - line) : strlen (line);
      gboolean copy = g_ascii_strncasecmp (line, "COPY ", 5) == 0
                      && g_strstr_len (line, length, "FROM") != NULL;

      if (in_copy && strncmp (line, "\\.", 2) == 0)
        in_copy = FALSE;
      else if (copy)
        in_copy = g_strstr_len (line, length, "stdin") != NULL;
      if (in_copy || copy || line[0] == '\\')
        memset (line, ' ', length);
      line = end != NULL ? end + 1 : NULL;
    }
}

static char *
qualified_name (const PgQuery__RangeVar *relation)
{
  g_autofree char *name = NULL;

  if (relation->schemaname[0] == '\0' || strcmp (relation->schemaname, "public") == 0)
    return g_ascii_strdown (relation->relname, -1);

  name = g_strdup_printf ("%s.%s", relation->schemaname, relation->relname);
  return g_ascii_strdown (name, -1);
}

static void
add_table (GpTestSchema     *self,
           GHashTable       *partitions,
           PgQuery__CreateStmt *create)
{
  GpTestTable table = { .name = qualified_name (create->relation) };

  if (create->partbound != NULL && create->n_inh_relations > 0)
    {
      g_hash_table_insert (partitions, table.name,
                           qualified_name (create->inh_relations[0]->range_var));
      return;
    }

  for (gsize i = 0; i < create->n_table_elts; i++)
    if (create->table_elts[i]->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF)
      {
        const PgQuery__ColumnDef *column = create->table_elts[i]->column_def;
        gsize length = strlen (column->colname) + 1;

        if (column->type_name != NULL && column->type_name->n_names > 0)
          {
            PgQuery__Node *last = column->type_name->names[column->type_name->n_names - 1];

            if (last->node_case == PG_QUERY__NODE__NODE_STRING)
              length += strlen (last->string->sval);
          }
        table.n_columns++;
        table.longest = MAX (table.longest, length);
      }

  table.longest = MAX (table.longest, strlen (table.name));
  g_hash_table_insert (self->by_name, table.name, GUINT_TO_POINTER (self->tables->len));
  g_array_append_val (self->tables, table);
}

/* One pass for tables, then one for references: dumps name tables before they make them. */
typedef struct
{
  GpTestSchema *schema;
  GHashTable   *partitions;   /* name → parent's name */
  GPtrArray    *ends;         /* from name, to name, from name… */
} Reader;

static void
note_reference (Reader                   *self,
                const PgQuery__RangeVar  *from,
                const PgQuery__Constraint *constraint)
{
  if (constraint->contype != PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN || constraint->pktable == NULL)
    return;

  g_ptr_array_add (self->ends, qualified_name (from));
  g_ptr_array_add (self->ends, qualified_name (constraint->pktable));
}

static void
read_create (Reader              *self,
             PgQuery__CreateStmt *create)
{
  add_table (self->schema, self->partitions, create);
  for (gsize i = 0; i < create->n_table_elts; i++)
    {
      PgQuery__Node *element = create->table_elts[i];

      if (element->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
        note_reference (self, create->relation, element->constraint);
      else if (element->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF)
        for (gsize c = 0; c < element->column_def->n_constraints; c++)
          note_reference (self, create->relation, element->column_def->constraints[c]->constraint);
    }
}

static void
read_alter (Reader                  *self,
            PgQuery__AlterTableStmt *alter)
{
  for (gsize i = 0; i < alter->n_cmds; i++)
    {
      PgQuery__AlterTableCmd *command = alter->cmds[i]->alter_table_cmd;

      if (command->def == NULL)
        continue;
      if (command->def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
        note_reference (self, alter->relation, command->def->constraint);
      else if (command->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition
               && command->def->node_case == PG_QUERY__NODE__NODE_PARTITION_CMD)
        g_hash_table_insert (self->partitions,
                             qualified_name (command->def->partition_cmd->name),
                             qualified_name (alter->relation));
    }
}

/* CREATE SCHEMA may have its tables with it. */
static void
read_schema (Reader                     *self,
             PgQuery__CreateSchemaStmt *create)
{
  for (gsize i = 0; i < create->n_schema_elts; i++)
    if (create->schema_elts[i]->node_case == PG_QUERY__NODE__NODE_CREATE_STMT)
      {
        PgQuery__CreateStmt *table = create->schema_elts[i]->create_stmt;
        char *own = table->relation->schemaname;

        table->relation->schemaname = create->schemaname;
        read_create (self, table);
        table->relation->schemaname = own;
      }
}

static void
read_statement (Reader     *self,
                const char *sql)
{
  PgQueryProtobufParseResult result;
  PgQuery__ParseResult *tree;

  result = pg_query_parse_protobuf (sql);
  if (result.error == NULL)
    {
      tree = pg_query__parse_result__unpack (NULL, result.parse_tree.len,
                                             (const guint8 *) result.parse_tree.data);
      for (gsize i = 0; i < tree->n_stmts; i++)
        {
          PgQuery__Node *statement = tree->stmts[i]->stmt;

          if (statement->node_case == PG_QUERY__NODE__NODE_CREATE_STMT)
            read_create (self, statement->create_stmt);
          else if (statement->node_case == PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT)
            read_schema (self, statement->create_schema_stmt);
          else if (statement->node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_STMT)
            read_alter (self, statement->alter_table_stmt);
        }
      pg_query__parse_result__free_unpacked (tree, NULL);
    }
  pg_query_free_protobuf_parse_result (result);
}

static const char *
skip_blanks (const char *sql)
{
  while (TRUE)
    {
      while (g_ascii_isspace (*sql))
        sql++;
      if (g_str_has_prefix (sql, "/*") && strstr (sql, "*/") != NULL)
        sql = strstr (sql, "*/") + 2;
      else if (g_str_has_prefix (sql, "--"))
        sql += strcspn (sql, "\n");
      else
        return sql;
    }
}

static void
read_text (Reader *self,
           char   *text)
{
  PgQuerySplitResult split;

  blank_psql (text);
  split = pg_query_split_with_scanner (text);
  for (int i = 0; split.error == NULL && i < split.n_stmts; i++)
    {
      g_autofree char *sql = g_strndup (text + split.stmts[i]->stmt_location,
                                        split.stmts[i]->stmt_len);
      const char *begin = skip_blanks (sql);

      if (g_ascii_strncasecmp (begin, "CREATE", 6) == 0
          || g_ascii_strncasecmp (begin, "ALTER TABLE", 11) == 0)
        read_statement (self, begin);
    }
  pg_query_free_split_result (split);
}

/* Drops partitions from the tables and finds the tables that the names stand for. */
static void
resolve (Reader *self)
{
  GpTestSchema *schema = self->schema;
  g_autoptr(GArray) kept = g_array_new (FALSE, FALSE, sizeof (GpTestTable));

  g_hash_table_remove_all (schema->by_name);
  for (guint i = 0; i < schema->tables->len; i++)
    {
      GpTestTable table = g_array_index (schema->tables, GpTestTable, i);

      if (g_hash_table_contains (self->partitions, table.name))
        {
          g_free (table.name);
          continue;
        }
      g_hash_table_insert (schema->by_name, table.name, GUINT_TO_POINTER (kept->len));
      g_array_append_val (kept, table);
    }
  g_array_set_clear_func (schema->tables, NULL);
  g_array_unref (schema->tables);
  schema->tables = g_steal_pointer (&kept);
  g_array_set_clear_func (schema->tables, clear_table);

  for (guint i = 0; i < self->ends->len; i += 2)
    {
      gpointer found[2];
      guint n_found = 0;
      GpTestReference reference;

      for (guint end = 0; end < 2; end++)
        {
          const char *name = g_ptr_array_index (self->ends, i + end);
          const char *parent = g_hash_table_lookup (self->partitions, name);

          if (g_hash_table_lookup_extended (schema->by_name, parent != NULL ? parent : name,
                                            NULL, &found[end]))
            n_found++;
        }
      if (n_found < 2)
        continue;
      reference.from = GPOINTER_TO_UINT (found[0]);
      reference.to = GPOINTER_TO_UINT (found[1]);
      g_array_append_val (schema->references, reference);
    }
}

GpTestSchema *
gp_test_schema_load (const char *file)
{
  const char *folder = g_getenv ("GP_CORPUS_DIR");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  g_autofree char *text = NULL;
  g_autoptr(GHashTable) partitions
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) ends = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GpTestSchema) self = NULL;
  Reader reader = { .partitions = partitions, .ends = ends };

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  self = g_new0 (GpTestSchema, 1);
  self->tables = g_array_new (FALSE, FALSE, sizeof (GpTestTable));
  self->references = g_array_new (FALSE, FALSE, sizeof (GpTestReference));
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_array_set_clear_func (self->tables, clear_table);

  reader.schema = self;
  read_text (&reader, text);
  resolve (&reader);

  return g_steal_pointer (&self);
}

void
gp_test_schema_free (GpTestSchema *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->tables, g_array_unref);
  g_clear_pointer (&self->references, g_array_unref);
  g_free (self);
}

double
gp_test_schema_width (const GpTestSchema *self,
                      guint               table)
{
  return 7.0 * g_array_index (self->tables, GpTestTable, table).longest + 24;
}

double
gp_test_schema_height (const GpTestSchema *self,
                       guint               table)
{
  return 36 + 20.0 * MIN (g_array_index (self->tables, GpTestTable, table).n_columns, 40);
}
