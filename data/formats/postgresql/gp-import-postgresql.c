/* gp-import-postgresql.c — reads SQL for PostgreSQL, such as pg_dump writes
 * SPDX-License-Identifier: Apache-2.0
 *
 * The script is cut into statements; each is parsed alone, in batches on two threads, and read into
 * a catalogue in the order of the file, because later statements alter what earlier ones made. What
 * each kind of statement becomes is one row of a table. A statement always ends in the catalogue or
 * in a finding; what there is a lot of (owners, settings, rows) is counted and told once. */

#define G_LOG_DOMAIN "gp-import-postgresql"

#include "config.h"

#include "gp-import-postgresql.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-sql-build.h"
#include "gp-sql-reader.h"

#define BATCH     2048
#define N_THREADS 2

/* A retry parses on the caller's stack. */
#define MAX_RETRY_TOKENS 4000

typedef void (*ReadFunc) (GpSqlReader *reader, const PgQuery__Node *node);

/* What becomes of a kind of statement. */
typedef enum
{
  KEEP,        /* read by a function */
  EACH,        /* a finding for each */
  GROUP,       /* one finding that counts them */
  NOTHING,     /* says nothing about a schema: transactions and the like */
} Fate;

typedef struct
{
  PgQuery__Node__NodeCase node;
  const char             *kind;
  Fate                    fate;
  ReadFunc                read;
} Handler;

#define NODE(NAME) PG_QUERY__NODE__NODE_##NAME

static const Handler handlers[] = {
  { NODE (CREATE_STMT), "CREATE TABLE", KEEP, gp_sql_read_create_table },
  { NODE (ALTER_TABLE_STMT), "ALTER TABLE", KEEP, gp_sql_read_alter_table },
  { NODE (INDEX_STMT), "CREATE INDEX", KEEP, gp_sql_read_index },
  { NODE (VIEW_STMT), "CREATE VIEW", KEEP, gp_sql_read_view },
  { NODE (CREATE_TABLE_AS_STMT), "CREATE MATERIALIZED VIEW", KEEP, gp_sql_read_table_as },
  { NODE (CREATE_ENUM_STMT), "CREATE TYPE", KEEP, gp_sql_read_enum },
  { NODE (ALTER_ENUM_STMT), "ALTER TYPE", KEEP, gp_sql_read_alter_enum },
  { NODE (CREATE_DOMAIN_STMT), "CREATE DOMAIN", KEEP, gp_sql_read_domain },
  { NODE (ALTER_DOMAIN_STMT), "ALTER DOMAIN", KEEP, gp_sql_read_alter_domain },
  { NODE (CREATE_SEQ_STMT), "CREATE SEQUENCE", KEEP, gp_sql_read_sequence },
  { NODE (ALTER_SEQ_STMT), "ALTER SEQUENCE", KEEP, gp_sql_read_alter_sequence },
  { NODE (CREATE_SCHEMA_STMT), "CREATE SCHEMA", KEEP, gp_sql_read_schema },
  { NODE (CREATE_EXTENSION_STMT), "CREATE EXTENSION", KEEP, gp_sql_read_extension },
  { NODE (COMMENT_STMT), "COMMENT", KEEP, gp_sql_read_comment },
  { NODE (CREATE_POLICY_STMT), "CREATE POLICY", KEEP, gp_sql_read_policy },
  { NODE (CREATE_FUNCTION_STMT), "CREATE FUNCTION", KEEP, gp_sql_read_routine },
  { NODE (DEFINE_STMT), "CREATE AGGREGATE, OPERATOR, TYPE", KEEP, gp_sql_read_routine },
  { NODE (COMPOSITE_TYPE_STMT), "CREATE TYPE", KEEP, gp_sql_read_routine },
  { NODE (CREATE_RANGE_STMT), "CREATE TYPE", KEEP, gp_sql_read_routine },
  { NODE (RENAME_STMT), "ALTER … RENAME", KEEP, gp_sql_read_rename },
  { NODE (ALTER_OBJECT_SCHEMA_STMT), "ALTER … SET SCHEMA", KEEP, gp_sql_read_move },
  { NODE (DROP_STMT), "DROP", KEEP, gp_sql_read_drop },
  { NODE (VARIABLE_SET_STMT), "SET", GROUP, gp_sql_read_set },
  { NODE (SELECT_STMT), "SELECT", GROUP, NULL },
  { NODE (GRANT_STMT), "GRANT, REVOKE", GROUP, NULL },
  { NODE (GRANT_ROLE_STMT), "GRANT, REVOKE", GROUP, NULL },
  { NODE (ALTER_DEFAULT_PRIVILEGES_STMT), "ALTER DEFAULT PRIVILEGES", GROUP, NULL },
  { NODE (ALTER_OWNER_STMT), "ALTER … OWNER", GROUP, NULL },
  { NODE (CLUSTER_STMT), "CLUSTER", GROUP, NULL },
  { NODE (UPDATE_STMT), "UPDATE", GROUP, NULL },
  { NODE (DELETE_STMT), "DELETE", GROUP, NULL },
  { NODE (INSERT_STMT), "INSERT", GROUP, NULL },
  { NODE (TRUNCATE_STMT), "TRUNCATE", GROUP, NULL },
  { NODE (REFRESH_MAT_VIEW_STMT), "REFRESH MATERIALIZED VIEW", GROUP, NULL },
  { NODE (VACUUM_STMT), "ANALYZE, VACUUM", GROUP, NULL },
  { NODE (CREATE_ROLE_STMT), "CREATE ROLE", GROUP, NULL },
  { NODE (TRANSACTION_STMT), "BEGIN, COMMIT", NOTHING, NULL },
  { NODE (CREATEDB_STMT), "CREATE DATABASE", GROUP, NULL },
  { NODE (DROPDB_STMT), "DROP DATABASE", GROUP, NULL },
  { NODE (CREATE_TRIG_STMT), "CREATE TRIGGER", EACH, NULL },
  { NODE (RULE_STMT), "CREATE RULE", EACH, NULL },
  { NODE (DO_STMT), "DO", KEEP, gp_sql_read_do },
  { NODE (CREATE_CAST_STMT), "CREATE CAST", EACH, NULL },
  { NODE (CREATE_EVENT_TRIG_STMT), "CREATE EVENT TRIGGER", EACH, NULL },
  { NODE (CREATE_STATS_STMT), "CREATE STATISTICS", EACH, NULL },
  { NODE (CREATE_FOREIGN_TABLE_STMT), "CREATE FOREIGN TABLE", EACH, NULL },
  { NODE (CREATE_PUBLICATION_STMT), "CREATE PUBLICATION", EACH, NULL },
  { NODE (ALTER_POLICY_STMT), "ALTER POLICY", EACH, NULL },
  { NODE (COPY_STMT), "COPY", GROUP, NULL },
};

#undef NODE

/* Kinds that are told by the script alone. */
static const Handler other = { 0, "other statements", EACH, NULL };
static const Handler broken = { 0, "not understood", EACH, NULL };
static const Handler inserts = { 0, "INSERT", GROUP, NULL };
static const Handler copies = { 0, "COPY … FROM stdin", GROUP, NULL };
static const Handler commands = { 0, "psql commands", GROUP, NULL };
static const Handler attachments = { 0, "ALTER INDEX … ATTACH PARTITION", NOTHING, NULL };
static const Handler owners = { 0, "ALTER … OWNER", GROUP, NULL };
static const Handler clusters = { 0, "CLUSTER", GROUP, NULL };

typedef enum
{
  OUTCOME_WHOLE,
  OUTCOME_PART,
  OUTCOME_LEFT_OUT,
  OUTCOME_FAILED,
} Outcome;

typedef struct
{
  const Handler *handler;
  guint          n;
  guint          n_rows;
  gsize          at;       /* of the first */
} Group;

typedef struct
{
  const char    *kind;
  Outcome        outcome;
} Record;

typedef struct
{
  GpSqlCatalog *catalog;
  GpSqlScript  *script;
  char         *text;        /* the file; a retry blanks parts of it */
  GArray       *records;     /* Record, one for each statement */
  GArray       *groups;      /* Group */
} Import;

static const Handler *
find_handler (const PgQuery__Node *node)
{
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    {
      if (handlers[i].node == node->node_case)
        return &handlers[i];
    }
  return &other;
}

/* ALTER TABLE for the owner or the clustering alone, or for an index of a partition. */
static const Handler *
refine (const Handler *handler, const PgQuery__Node *node)
{
  const PgQuery__AlterTableStmt *alter = node->alter_table_stmt;

  if (node->node_case != PG_QUERY__NODE__NODE_ALTER_TABLE_STMT || alter->n_cmds != 1)
    return handler;
  switch (alter->cmds[0]->alter_table_cmd->subtype)
    {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ChangeOwner:
      return &owners;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ClusterOn:
      return &clusters;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition:
      return alter->objtype == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX ? &attachments : handler;
    default:
      return handler;
    }
}

void
gp_sql_read_statement (GpSqlReader *self, const PgQuery__Node *node)
{
  const Handler *handler = refine (find_handler (node), node);

  if (handler->read != NULL)
    handler->read (self, node);
  else if (handler->fate != NOTHING)
    gp_sql_reader_note (self, 0, _("%s has no place in a design"), handler->kind);
}

static void
count_group (Import *self, const Handler *handler, gsize at, guint n_rows)
{
  Group fresh = { handler, 0, 0, at };
  Group *group = NULL;

  for (guint i = 0; i < self->groups->len && group == NULL; i++)
    {
      if (strcmp (g_array_index (self->groups, Group, i).handler->kind, handler->kind) == 0)
        group = &g_array_index (self->groups, Group, i);
    }
  if (group == NULL)
    {
      g_array_append_val (self->groups, fresh);
      group = &g_array_index (self->groups, Group, self->groups->len - 1);
    }
  group->n++;
  group->n_rows += n_rows;
}

/* The first words of a statement that has no place, so that people recognise it. */
static char *
first_words (Import *self, const GpSqlStatement *statement)
{
  GpSqlToken token;
  gsize end = statement->start;

  for (guint i = 0; i < 8; i++)
    {
      if (gp_sql_token_next (self->text, end, statement->end, &token) == GP_SQL_TOKEN_END
          || token.type == GP_SQL_TOKEN_OPEN
          || (token.type == GP_SQL_TOKEN_SYMBOL && self->text[token.start] == '(')
          || token.end - statement->start > 100)
        break;
      end = token.end;
    }
  return g_strdup (gp_sql_squeeze (self->catalog->scratch, self->text, statement->start, end));
}

static Outcome
read_tree (Import *self, guint number, const GpSqlStatement *statement, const GpSqlTree *tree,
           const char **kind)
{
  GpSqlReader reader = { self->catalog,    self->text,       statement->start,
                         statement->end,   statement->start, number };
  const Handler *handler = refine (find_handler (tree->node), tree->node);
  g_autofree char *words = NULL;

  *kind = handler->kind;
  if (handler->read != NULL)
    handler->read (&reader, tree->node);
  if (handler->fate == KEEP)
    return !reader.noted ? OUTCOME_WHOLE : reader.used ? OUTCOME_PART : OUTCOME_LEFT_OUT;
  if (handler->fate == NOTHING)
    return OUTCOME_WHOLE;
  if (handler->fate == GROUP)
    {
      count_group (self, handler, statement->start, 0);
      return OUTCOME_LEFT_OUT;
    }
  words = first_words (self, statement);
  gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_LEFT_OUT, GP_SEVERITY_WARNING,
                       statement->start, _("%s … has no place in a design"), words);
  return OUTCOME_LEFT_OUT;
}

/* A statement that the parser refuses: a second, tolerant try, or a finding. */
static Outcome
read_broken (Import *self, guint number, const GpSqlStatement *statement, const char *message,
             gsize at, const char **kind)
{
  GpSqlReader reader = { self->catalog,    self->text,       statement->start,
                         statement->end,   statement->start, number };

  *kind = broken.kind;
  if (statement->type == GP_SQL_STATEMENT_PLAIN && statement->n_tokens <= MAX_RETRY_TOKENS
      && gp_sql_retry_create_table (&reader))
    {
      *kind = "CREATE TABLE";
      return OUTCOME_PART;
    }
  gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_SYNTAX, GP_SEVERITY_ERROR,
                       MIN (statement->start + at, statement->end),
                       _("the statement cannot be read: %s"), message);
  return OUTCOME_FAILED;
}

static Record
read_one (Import *self, guint number, const GpSqlStatement *statement, const GpSqlTree *tree)
{
  Record record = { NULL, OUTCOME_LEFT_OUT };
  const Handler *handler = &inserts;

  if (statement->type == GP_SQL_STATEMENT_OPEN)
    {
      record.outcome = read_broken (self, number, statement,
                                    _("a string or a comment is never closed"), 0, &record.kind);
      return record;
    }
  if (statement->type == GP_SQL_STATEMENT_PLAIN)
    {
      if (tree->message != NULL)
        record.outcome = read_broken (self, number, statement, tree->message, tree->at,
                                      &record.kind);
      else if (tree->node != NULL)
        record.outcome = read_tree (self, number, statement, tree, &record.kind);
      else
        record = (Record) { other.kind, OUTCOME_WHOLE };
      return record;
    }

  if (statement->type == GP_SQL_STATEMENT_COPY)
    handler = &copies;
  else if (statement->type == GP_SQL_STATEMENT_PSQL)
    handler = &commands;
  count_group (self, handler, statement->start, statement->n_rows);
  record.kind = handler->kind;
  return record;
}

static void
note_groups (Import *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const Group *group = &g_array_index (self->groups, Group, i);
      gboolean rows = group->handler == &inserts || group->handler == &copies;

      if (group->n_rows > 0)
        gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_DATA, GP_SEVERITY_INFO, group->at,
                             _("%u × %s with %u rows: data is left out"), group->n,
                             group->handler->kind, group->n_rows);
      else if (rows)
        gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_DATA, GP_SEVERITY_INFO, group->at,
                             _("%u × %s: data is left out"), group->n, group->handler->kind);
      else if (group->n > 1)
        gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_SETTING, GP_SEVERITY_INFO, group->at,
                             _("%u × %s: left out; this is the first"), group->n,
                             group->handler->kind);
      else
        gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_SETTING, GP_SEVERITY_INFO, group->at,
                             _("%s: left out"), group->handler->kind);
    }
}

static void
count_records (const Import *self, GArray *counts)
{
  g_array_set_size (counts, 0);
  for (guint i = 0; i < self->records->len; i++)
    {
      const Record *record = &g_array_index (self->records, Record, i);
      GpImportCount *count = NULL;

      for (guint j = 0; j < counts->len && count == NULL; j++)
        {
          if (strcmp (g_array_index (counts, GpImportCount, j).kind, record->kind) == 0)
            count = &g_array_index (counts, GpImportCount, j);
        }
      if (count == NULL)
        {
          GpImportCount fresh = { record->kind, 0, 0, 0, 0, 0 };

          g_array_append_val (counts, fresh);
          count = &g_array_index (counts, GpImportCount, counts->len - 1);
        }
      count->n++;
      count->n_whole += record->outcome == OUTCOME_WHOLE;
      count->n_part += record->outcome == OUTCOME_PART;
      count->n_left_out += record->outcome == OUTCOME_LEFT_OUT;
      count->n_failed += record->outcome == OUTCOME_FAILED;
    }
}

static gboolean
read_script (Import *self, GCancellable *cancellable, GError **error)
{
  g_autoptr(GpSqlParser) parser = gp_sql_parser_new (N_THREADS);
  g_autofree GpSqlTree *trees = g_new (GpSqlTree, BATCH);
  gsize size = gp_sql_script_get_size (self->script);

  for (gsize first = 0; first < size; first += BATCH)
    {
      gsize n = MIN (BATCH, size - first);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      gp_sql_parser_run (parser, self->script, first, n, trees);
      for (gsize i = 0; i < n; i++)
        {
          Record record = read_one (self, first + i, gp_sql_script_get (self->script, first + i),
                                    &trees[i]);

          g_array_append_val (self->records, record);
        }
      gp_arena_reset (self->catalog->scratch);
    }
  return TRUE;
}

static GpDesign *
import_script (Import *self, const GpImportOptions *options, GPtrArray *findings,
               GCancellable *cancellable, GError **error)
{
  g_autoptr(GpDesign) design = NULL;

  if (!read_script (self, cancellable, error))
    return NULL;
  note_groups (self);
  design = gp_sql_build (self->catalog, options->name, error);
  if (design == NULL)
    return NULL;

  for (guint i = 0; i < self->catalog->left_out->len; i++)
    {
      guint number = g_array_index (self->catalog->left_out, guint, i);

      if (number < self->records->len)
        g_array_index (self->records, Record, number).outcome = OUTCOME_LEFT_OUT;
    }
  if (options->counts != NULL)
    count_records (self, options->counts);
  for (guint i = 0; i < self->catalog->findings->len; i++)
    g_ptr_array_add (findings, gp_finding_ref (g_ptr_array_index (self->catalog->findings, i)));
  return g_steal_pointer (&design);
}

GpDesign *
gp_import_postgresql_run (const char *path, const char *content, gsize length,
                          const GpImportOptions *options, GPtrArray *findings,
                          GCancellable *cancellable, GError **error)
{
  g_autofree char *text = g_strndup (content, length);
  g_autoptr(GpSqlScript) script = gp_sql_script_new (text, length);
  g_autoptr(GpSqlCatalog) catalog = gp_sql_catalog_new (script, path);
  g_autoptr(GArray) records = g_array_new (FALSE, FALSE, sizeof (Record));
  g_autoptr(GArray) groups = g_array_new (FALSE, FALSE, sizeof (Group));
  Import import = { catalog, script, text, records, groups };

  return import_script (&import, options, findings, cancellable, error);
}

/* SQL is told by its first words; the name of the file decides where they say little. */
int
gp_import_postgresql_sniff (const char *path, const char *head, gsize length)
{
  static const char *const words[] = { "CREATE", "ALTER",  "SET",     "INSERT", "BEGIN",
                                       "DROP",   "SELECT", "COMMENT", "GRANT",  "COPY",
                                       "START",  "DO",     "WITH",    "USE" };
  gboolean named = path != NULL
                   && (g_str_has_suffix (path, ".sql") || g_str_has_suffix (path, ".ddl")
                       || g_str_has_suffix (path, ".pgsql"));
  GpSqlToken token;

  if (memchr (head, '\0', length) != NULL)
    return 0;
  gp_sql_token_next (head, 0, length, &token);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (gp_sql_token_is (head, &token, words[i]))
        return named ? 90 : 60;
    }
  return named ? 50 : 0;
}
