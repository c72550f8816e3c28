/* test-import-postgresql.c — real schemas: nothing is lost in silence, and a round trip is whole
 * SPDX-License-Identifier: Apache-2.0
 *
 * What an import says it has read is counted against an independent reading: the parser's own
 * splitter, and the trees of whole statements walked here. */

#include "config.h"

#include "gp-import-postgresql.h"

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>
#include <string.h>

#include "gp-diff.h"
#include "gp-export.h"
#include "gp-test.h"

static const char *const files[] = {
  "sql/adventureworks.pg.sql", "sql/chinook.pg.sql",   "sql/danbooru.pg.sql",
  "sql/dbml-bench.pg.sql",     "sql/gitlab.pg.sql",    "sql/northwind.pg.sql",
  "sql/pagila.pg.sql",         "supabase/basejump.sql", "supabase/chatbot-ui.sql",
};

typedef struct
{
  GpDesign  *design;
  GPtrArray *findings;
  GArray    *counts;
  char      *text;
  gsize      length;
} Read;

static void
read_clear (Read *self)
{
  g_clear_object (&self->design);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

static gboolean
read_file (const char *name, Read *out)
{
  GpImportOptions options = { "real", NULL };
  g_autoptr(GError) error = NULL;

  out->text = gp_test_dup_corpus (name, &out->length);
  if (out->text == NULL)
    return FALSE;
  out->counts = options.counts = g_array_new (FALSE, FALSE, sizeof (GpImportCount));
  out->design = gp_import_text (out->text, out->length, "sql-postgresql", name, &options,
                                &out->findings, NULL, &error);
  g_assert_no_error (error);
  return TRUE;
}

static guint
count_of (const Read *read, const char *kind, gsize member)
{
  for (guint i = 0; i < read->counts->len; i++)
    {
      GpImportCount *count = &g_array_index (read->counts, GpImportCount, i);

      if (strcmp (count->kind, kind) == 0)
        return G_STRUCT_MEMBER (guint, count, member);
    }
  return 0;
}

/* What libpg_query itself finds in a file. */
typedef struct
{
  GHashTable *columns;   /* a table's name → how many columns its statements leave it with */
  guint       n_tables;  /* CREATE TABLE, partitions among them */
  guint       n_checks;
  guint       n_foreign;
  guint       n_indexes;
  guint       n_views;
  guint       n_policies;
  guint       n_comments;
} Truth;

static void
count_constraint (const PgQuery__Constraint *constraint, Truth *truth)
{
  truth->n_checks += constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_CHECK;
  truth->n_foreign += constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN;
}

static void
count_column (const PgQuery__ColumnDef *column, Truth *truth)
{
  for (gsize i = 0; i < column->n_constraints; i++)
    count_constraint (column->constraints[i]->constraint, truth);
}

static void
add_columns (Truth *truth, const char *table, int n)
{
  int before = GPOINTER_TO_INT (g_hash_table_lookup (truth->columns, table));

  g_hash_table_insert (truth->columns, g_strdup (table), GINT_TO_POINTER (before + n));
}

static void
count_table (const PgQuery__CreateStmt *create, Truth *truth)
{
  int n = 0;

  truth->n_tables++;
  for (gsize i = 0; i < create->n_table_elts; i++)
    {
      const PgQuery__Node *element = create->table_elts[i];

      if (element->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF)
        {
          n++;
          count_column (element->column_def, truth);
        }
      else if (element->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
        {
          count_constraint (element->constraint, truth);
        }
    }
  if (create->partbound == NULL && create->n_inh_relations == 0)
    add_columns (truth, create->relation->relname, n);
}

static void
count_alter (const PgQuery__AlterTableStmt *alter, Truth *truth)
{
  for (gsize i = 0; i < alter->n_cmds; i++)
    {
      const PgQuery__AlterTableCmd *command = alter->cmds[i]->alter_table_cmd;

      if (command->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint)
        {
          count_constraint (command->def->constraint, truth);
        }
      else if (command->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn)
        {
          count_column (command->def->column_def, truth);
          add_columns (truth, alter->relation->relname, 1);
        }
      else if (command->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn)
        {
          add_columns (truth, alter->relation->relname, -1);
        }
    }
}

static void
count_node (const PgQuery__Node *node, Truth *truth)
{
  switch (node->node_case)
    {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
      count_table (node->create_stmt, truth);
      break;
    case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT:
      for (gsize i = 0; i < node->create_schema_stmt->n_schema_elts; i++)
        count_node (node->create_schema_stmt->schema_elts[i], truth);
      break;
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
      count_alter (node->alter_table_stmt, truth);
      break;
    case PG_QUERY__NODE__NODE_INDEX_STMT:
      truth->n_indexes++;
      break;
    case PG_QUERY__NODE__NODE_VIEW_STMT:
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
      truth->n_views++;
      break;
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
      truth->n_policies++;
      break;
    case PG_QUERY__NODE__NODE_COMMENT_STMT:
      truth->n_comments++;
      break;
    default:
      break;
    }
}

/* psql's lines become blank, then libpg_query's scanner splits and its parser reads. */
static void
read_independently (const char *text, Truth *truth)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *plain = NULL;
  PgQuerySplitResult split;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '\\')
        lines[i][0] = '\0';
    }
  plain = g_strjoinv ("\n", lines);
  split = pg_query_split_with_scanner (plain);
  g_assert_null (split.error);
  for (int i = 0; i < split.n_stmts; i++)
    {
      g_autofree char *statement = g_strndup (plain + split.stmts[i]->stmt_location,
                                              split.stmts[i]->stmt_len);
      PgQueryProtobufParseResult parsed = pg_query_parse_protobuf (statement);

      if (parsed.error == NULL)
        {
          PgQuery__ParseResult *tree = pg_query__parse_result__unpack (
            NULL, parsed.parse_tree.len, (const uint8_t *) parsed.parse_tree.data);

          for (gsize j = 0; j < tree->n_stmts; j++)
            count_node (tree->stmts[j]->stmt, truth);
          pg_query__parse_result__free_unpacked (tree, NULL);
        }
      pg_query_free_protobuf_parse_result (parsed);
    }
  pg_query_free_split_result (split);
}

static void
test_every_statement_ends_somewhere (gconstpointer user_data)
{
  g_auto(Read) read = { NULL };
  guint n_findings;

  if (!read_file (user_data, &read))
    return;
  n_findings = read.findings->len;
  for (guint i = 0; i < read.counts->len; i++)
    {
      const GpImportCount *count = &g_array_index (read.counts, GpImportCount, i);

      g_assert_cmpuint (count->n, ==,
                        count->n_whole + count->n_part + count->n_left_out + count->n_failed);
      /* What is left out in part or whole has said so: once for the kind, or once for each. */
      if (count->n_part + count->n_left_out + count->n_failed > 0)
        g_assert_cmpuint (n_findings, >, 0);
    }
  for (guint i = 0; i < n_findings; i++)
    {
      guint line;
      guint column;

      g_assert_cmpstr (gp_finding_get_place (g_ptr_array_index (read.findings, i), &line, &column),
                       ==, user_data);
      g_assert_cmpuint (line, >, 0);
      g_assert_cmpuint (column, >, 0);
    }
}

static guint
count_findings (const Read *read, const char *code, const char *words)
{
  guint n = 0;

  for (guint i = 0; i < read->findings->len; i++)
    {
      const GpFinding *finding = g_ptr_array_index (read->findings, i);

      n += strcmp (gp_finding_get_code (finding), code) == 0
           && (words == NULL || strstr (gp_finding_get_message (finding), words) != NULL);
    }
  return n;
}

static guint
count_partitions (GpDesign *design)
{
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  guint n = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      gsize own;

      gp_element_get_texts (g_ptr_array_index (entities, i), GP_ENTITY_PARTITIONS, &own);
      n += own;
    }
  return n;
}

static guint
count_entities (GpDesign *design, GpProperty property, gboolean value)
{
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  guint n = 0;

  for (guint i = 0; i < entities->len; i++)
    n += gp_element_get_bool (g_ptr_array_index (entities, i), property) == value;
  return n;
}

/* Each table that both know has as many columns as its statements gave it. */
static void
compare_columns (const Read *read, const Truth *truth)
{
  g_autoptr(GPtrArray) entities = gp_design_list (read->design, GP_KIND_ENTITY);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_compared = 0;

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      const char *own = gp_element_get_text (entity, GP_ENTITY_TABLE_NAME);
      const char *name = own != NULL ? own : gp_element_get_name (entity);
      g_autoptr(GPtrArray) fields = gp_design_list_children (
        read->design, gp_element_get_id (entity), GP_KIND_FIELD);

      /* Tables of one name in two schemas, and external ones of a name that is here too. */
      if (!g_hash_table_add (seen, (gpointer) name) || own != NULL
          || gp_element_get_bool (entity, GP_ENTITY_READ_ONLY)
          || gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
          || !g_hash_table_contains (truth->columns, name))
        continue;
      g_test_message ("%s", name);
      g_assert_cmpint (fields->len, ==,
                       GPOINTER_TO_INT (g_hash_table_lookup (truth->columns, name)));
      n_compared++;
    }
  g_assert_cmpuint (n_compared, >, 5);
}

/* References are fields that point somewhere, and those of several fields. */
static guint
count_references (GpDesign *design)
{
  g_autoptr(GPtrArray) fields = gp_design_list (design, GP_KIND_FIELD);
  guint n = gp_design_count (design, GP_KIND_FOREIGN_KEY);

  for (guint i = 0; i < fields->len; i++)
    n += gp_element_has (g_ptr_array_index (fields, i), GP_FIELD_REFERENCE);
  return n;
}

static void
test_counts_agree_with_another_reading (gconstpointer user_data)
{
  g_autoptr(GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(Read) read = { NULL };
  Truth truth = { columns };
  guint n_views;
  guint n_tables;
  guint n_retried;

  if (!read_file (user_data, &read))
    return;
  read_independently (read.text, &truth);
  n_views = count_entities (read.design, GP_ENTITY_READ_ONLY, TRUE);
  n_tables = gp_design_count (read.design, GP_KIND_ENTITY) - n_views
             - count_entities (read.design, GP_ENTITY_EXTERNAL, TRUE)
             + count_partitions (read.design);

  /* Tables that the parser refuses are read in a second try, which it knows nothing of. */
  n_retried = count_findings (&read, GP_IMPORT_CODE_PART, "not understood and left out");
  g_assert_cmpuint (n_tables, >=, truth.n_tables);
  g_assert_cmpuint (n_tables, <=, truth.n_tables + n_retried);
  g_assert_cmpuint (n_views, ==, truth.n_views);
  g_assert_cmpuint (count_of (&read, "CREATE INDEX", G_STRUCT_OFFSET (GpImportCount, n)), ==,
                    truth.n_indexes);
  g_assert_cmpuint (count_of (&read, "CREATE POLICY", G_STRUCT_OFFSET (GpImportCount, n)), ==,
                    truth.n_policies);
  g_assert_cmpuint (count_of (&read, "COMMENT", G_STRUCT_OFFSET (GpImportCount, n)), ==,
                    truth.n_comments);
  compare_columns (&read, &truth);

  /* Those of partitions are lifted, several into one; a finding is made for each. */
  if (count_partitions (read.design) == 0 && n_retried == 0)
    {
      g_assert_cmpuint (count_references (read.design), ==, truth.n_foreign);
      g_assert_cmpuint (gp_design_count (read.design, GP_KIND_CHECK), >=, truth.n_checks);
    }
}

static void
test_the_round_trip_is_whole (gconstpointer user_data)
{
  GpImportOptions options = { "real", NULL };
  g_auto(Read) read = { NULL };
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GpDesign) again = NULL;
  g_autoptr(GpDesign) matched = NULL;
  g_autoptr(GpChangeSet) diff = NULL;
  g_autoptr(GError) error = NULL;

  if (!read_file (user_data, &read))
    return;
  gp_export (read.design, "sql-postgresql", sql, NULL, &error);
  g_assert_no_error (error);
  again = gp_import_text (sql->str, sql->len, NULL, "again.sql", &options, NULL, NULL, &error);
  g_assert_no_error (error);
  matched = gp_match (read.design, again);
  diff = gp_diff (read.design, matched, GP_DIFF_MEANING);
  for (gsize i = 0; i < MIN (gp_change_set_get_size (diff), 10); i++)
    {
      const GpChange *change = gp_change_set_get (diff, i);
      g_autofree char *path = gp_design_dup_path (read.design, &change->id);

      g_test_message ("%s %s", path,
                      change->type == GP_CHANGE_SET
                        ? gp_property_get_info (change->property)->nick
                        : "comes, goes or moves");
    }
  g_assert_cmpuint (gp_change_set_get_size (diff), ==, 0);
}

static const GpElement *
field_of (GpDesign *design, const char *entity, const char *field)
{
  const GpElement *parent = gp_design_find_child (design, gp_design_get_root_id (design),
                                                  GP_KIND_ENTITY, entity);

  g_assert_nonnull (parent);
  return gp_design_find_child (design, gp_element_get_id (parent), GP_KIND_FIELD, field);
}

/* Facts of Pagila that people know, read by eye. */
static void
test_pagila_is_as_people_know_it (void)
{
  g_auto(Read) read = { NULL };
  const GpElement *field;
  gsize n;

  if (!read_file ("sql/pagila.pg.sql", &read))
    return;
  g_assert_cmpuint (count_entities (read.design, GP_ENTITY_READ_ONLY, FALSE), ==, 16);
  g_assert_cmpuint (count_entities (read.design, GP_ENTITY_READ_ONLY, TRUE), ==, 8);
  g_assert_cmpuint (count_partitions (read.design), ==, 55);

  field = field_of (read.design, "film", "rating");
  g_assert_true (gp_element_is (field, GP_FIELD_TYPE, "enum"));
  g_assert_cmpstr (gp_element_get_texts (field, GP_FIELD_VALUES, &n)[4], ==, "NC-17");
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpstr (gp_element_get_text (field, GP_FIELD_DEFAULT), ==, "'G'");

  field = field_of (read.design, "film", "original_language_id");
  g_assert_true (gp_element_is (field, GP_FIELD_TYPE, "reference"));
  g_assert_true (gp_element_get_bool (field, GP_FIELD_NULLABLE));
  g_assert_true (gp_element_is (field, GP_FIELD_ON_DELETE, "restrict"));
  g_assert_true (gp_element_is (field_of (read.design, "film", "film_id"), GP_FIELD_IDENTITY,
                                "serial"));
  g_assert_true (gp_element_get_bool (field_of (read.design, "film", "special_features"),
                                      GP_FIELD_ARRAY));
}

/* Each query doubles the columns of the one before; forty of them must not fill the memory. */
static void
test_stars_over_stars_end (void)
{
  g_autoptr(GString) sql = g_string_new ("CREATE TABLE t (a int, b int); CREATE VIEW v AS WITH ");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = NULL;

  g_string_append (sql, "q0 AS (SELECT * FROM t)");
  for (guint i = 1; i < 40; i++)
    g_string_append_printf (sql, ", q%u AS (SELECT * FROM q%u x, q%u y)", i, i - 1, i - 1);
  g_string_append (sql, " SELECT * FROM q39;");
  design = gp_import_text (sql->str, sql->len, "sql-postgresql", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FIELD), <=, 1666);
}

static void
test_cancelling_is_heard (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gp_import_text ("CREATE TABLE t (a int);", 23, "sql-postgresql", NULL, NULL, NULL,
                                 cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char   *name;
    GTestDataFunc run;
  } tests[] = {
    { "every-statement-ends-somewhere", test_every_statement_ends_somewhere },
    { "counts-agree-with-another-reading", test_counts_agree_with_another_reading },
    { "the-round-trip-is-whole", test_the_round_trip_is_whole },
  };

  gp_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (files); j++)
        {
          g_autofree char *path = g_strdup_printf ("/data/import-postgresql/%s/%s", tests[i].name,
                                                   files[j]);

          g_test_add_data_func (path, files[j], tests[i].run);
        }
    }
  g_test_add_func ("/data/import-postgresql/pagila-is-as-people-know-it",
                   test_pagila_is_as_people_know_it);
  g_test_add_func ("/data/import-postgresql/stars-over-stars-end", test_stars_over_stars_end);
  g_test_add_func ("/data/import-postgresql/cancelling-is-heard", test_cancelling_is_heard);
  return g_test_run ();
}
