/* gp-sql-view.c — views and materialised views
 * SPDX-License-Identifier: Apache-2.0
 *
 * A view says nothing about its columns; they are told from its query, and a finding counts those
 * whose type cannot be told. The query itself is kept as it stands in the file. */

#define G_LOG_DOMAIN "gp-sql-view"

#include "config.h"

#include "gp-sql-query.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"

#define MAX_DEPTH   2000
#define MAX_COLUMNS 1664

/* Makes the columns; names that are missing or taken get a number. PostgreSQL has no views of
 * more columns than MAX_COLUMNS. */
static void
add_columns (GpSqlReader *self, GpSqlTable *view, const GpSqlOutput *outputs)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_unknown = 0;

  for (; outputs != NULL && view->columns->len < MAX_COLUMNS; outputs = outputs->next)
    {
      const char *wish = outputs->name != NULL && *outputs->name != '\0' ? outputs->name : "column";
      g_autofree char *name = g_strdup (wish);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, wish));
      GpSqlColumn *column;

      while (g_hash_table_contains (numbers, name))
        {
          g_free (name);
          number = MAX (number, 1) + 1;
          name = g_strdup_printf ("%s_%u", wish, number);
        }
      column = gp_sql_table_add_column (self->catalog, view, name, self->from);
      g_hash_table_insert (numbers, g_strdup (wish), GUINT_TO_POINTER (MAX (number, 1)));
      g_hash_table_insert (numbers, g_steal_pointer (&name), GUINT_TO_POINTER (1));
      column->type = outputs->type;
      if (outputs->type.info == NULL && outputs->type.name == NULL)
        {
          column->type.info = gp_sql_type_lookup ("text");
          n_unknown++;
        }
    }

  if (view->columns->len == 0)
    gp_sql_reader_note (self, 0, _("the columns of view %s cannot be told from its query"),
                        view->name);
  else if (n_unknown > 0)
    {
      gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_UNKNOWN, GP_SEVERITY_INFO, self->start,
                           ngettext ("the type of %u column of view %s cannot be told and is "
                                     "shown as text",
                                     "the types of %u columns of view %s cannot be told and are "
                                     "shown as text",
                                     n_unknown),
                           n_unknown, view->name);
    }
}

/* Where the statement's query ends: before WITH [NO] DATA, WITH [LOCAL | CASCADED] CHECK OPTION. */
static gsize
query_end (const GpSqlReader *self, gsize from)
{
  GpSqlToken token;
  gsize with = self->end;

  for (gsize at = from; gp_sql_token_next (self->text, at, self->end, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      if (gp_sql_token_is (self->text, &token, "WITH"))
        with = token.start;
      else if (!gp_sql_token_is (self->text, &token, "NO")
               && !gp_sql_token_is (self->text, &token, "DATA")
               && !gp_sql_token_is (self->text, &token, "LOCAL")
               && !gp_sql_token_is (self->text, &token, "CASCADED")
               && !gp_sql_token_is (self->text, &token, "CHECK")
               && !gp_sql_token_is (self->text, &token, "OPTION"))
        with = self->end;
    }
  return with;
}

/* What is found in a query that names relations. */
typedef struct
{
  GPtrArray *relations;    /* PgQuery__RangeVar */
  GPtrArray *with;         /* names of WITH queries, which are no tables */
} Named;

/* Walks any message by its descriptor: relations stand in many places of a query. */
static void
find_named (const ProtobufCMessage *message, guint depth, Named *out)
{
  const ProtobufCMessageDescriptor *descriptor = message->descriptor;

  if (descriptor == &pg_query__range_var__descriptor)
    g_ptr_array_add (out->relations, (gpointer) message);
  else if (descriptor == &pg_query__common_table_expr__descriptor)
    g_ptr_array_add (out->with, ((const PgQuery__CommonTableExpr *) message)->ctename);

  for (unsigned i = 0; depth < MAX_DEPTH && i < descriptor->n_fields; i++)
    {
      const ProtobufCFieldDescriptor *field = &descriptor->fields[i];
      const char *base = (const char *) message;
      const ProtobufCMessage *child;

      if (field->type != PROTOBUF_C_TYPE_MESSAGE)
        continue;
      if (field->label == PROTOBUF_C_LABEL_REPEATED)
        {
          gsize n = *(const size_t *) (gconstpointer) (base + field->quantifier_offset);
          ProtobufCMessage *const *items
            = *(ProtobufCMessage *const *const *) (gconstpointer) (base + field->offset);

          for (gsize j = 0; j < n; j++)
            find_named (items[j], depth + 1, out);
          continue;
        }
      if ((field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)
          && *(const guint32 *) (gconstpointer) (base + field->quantifier_offset) != field->id)
        continue;
      if ((child = *(ProtobufCMessage *const *) (gconstpointer) (base + field->offset)) != NULL)
        find_named (child, depth + 1, out);
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return (*(const PgQuery__RangeVar *const *) a)->location
         - (*(const PgQuery__RangeVar *const *) b)->location;
}

/* The text from @from to @to. Where names without a schema mean tables of another schema than the
 * usual one, because the file has set it, they get their schema. */
static char *
qualified_text (GpSqlReader *self, const PgQuery__Node *query, gsize from, gsize to)
{
  g_autoptr(GPtrArray) relations = g_ptr_array_new ();
  g_autoptr(GPtrArray) with = g_ptr_array_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  Named named = { relations, with };

  if (strcmp (self->catalog->schema, "public") != 0)
    find_named (&query->base, 0, &named);
  g_ptr_array_sort (relations, compare_places);
  for (guint i = 0; i < relations->len; i++)
    {
      const PgQuery__RangeVar *relation = g_ptr_array_index (relations, i);
      const GpSqlTable *table = gp_sql_reader_table (self, relation);
      gsize at = self->start + MAX (relation->location, 0);

      if (table == NULL || *relation->schemaname != '\0' || strcmp (table->schema, "public") == 0
          || at < from || at >= to
          || g_ptr_array_find_with_equal_func (with, relation->relname, g_str_equal, NULL))
        continue;
      g_string_append_len (out, self->text + from, at - from);
      gp_sql_quote_name (out, table->schema);
      g_string_append_c (out, '.');
      from = at;
    }
  g_string_append_len (out, self->text + from, to - from);
  return g_strstrip (gp_arena_strdup (self->catalog->arena, out->str));
}

/* The query as it stands in the file. One whose columns the view renames, or that is recursive, is
 * put into another that says so, because a design's view has nothing but its query. */
static const char *
query_text (GpSqlReader *self, const GpSqlTable *view, const PgQuery__Node *query, gboolean renamed)
{
  g_autoptr(GString) out = NULL;
  gboolean recursive;
  const char *text;
  gsize from;
  gsize name;

  gp_sql_reader_find (self, self->from, self->end, "AS", &from);
  text = qualified_text (self, query, from, query_end (self, from));
  gp_sql_reader_find (self, self->from, from, "VIEW", &name);
  recursive = gp_sql_reader_find (self, self->from, name, "RECURSIVE", NULL) != name;
  if (!renamed)
    return text;

  out = g_string_new (recursive ? "WITH RECURSIVE " : "SELECT * FROM (");
  if (!recursive)
    g_string_append_printf (out, "%s) AS ", text);
  gp_sql_quote_name (out, view->name);
  for (guint i = 0; i < view->columns->len; i++)
    {
      g_string_append (out, i == 0 ? " (" : ", ");
      gp_sql_quote_name (out, ((GpSqlColumn *) g_ptr_array_index (view->columns, i))->name);
    }
  g_string_append_c (out, ')');
  if (recursive)
    {
      g_string_append_printf (out, " AS (%s) SELECT * FROM ", text);
      gp_sql_quote_name (out, view->name);
    }
  return gp_arena_strdup (self->catalog->arena, out->str);
}

static GpSqlTable *
make_view (GpSqlReader *self, GpSqlTableType type, const PgQuery__RangeVar *relation,
           gboolean replace, const PgQuery__Node *query, size_t n_aliases, PgQuery__Node **aliases)
{
  GpSqlTable *old = gp_sql_reader_table (self, relation);
  GpSqlTable *view;
  const GpSqlOutput *outputs;

  self->used = TRUE;
  if (old != NULL && !replace)
    {
      gp_sql_reader_note (self, relation->location,
                          _("%s is declared a second time; the first one is kept"),
                          relation->relname);
      return NULL;
    }
  outputs = gp_sql_query_outputs (self, query, n_aliases, aliases);
  if (old != NULL)
    gp_sql_catalog_drop_table (self->catalog, old);

  view = gp_sql_catalog_add_table (self->catalog, type, relation->schemaname, relation->relname,
                                   self->from);
  view->statement = self->statement;
  add_columns (self, view, outputs);
  return view;
}

/* Puts one more option into the WITH (…) of @view. */
static void
add_option (GpSqlReader *self, GpSqlTable *view, const char *option)
{
  gsize length = view->options != NULL ? strlen (view->options) - 1 : 0;
  g_autofree char *all = length == 0
                           ? g_strdup_printf ("WITH (%s)", option)
                           : g_strdup_printf ("%.*s, %s)", (int) length, view->options, option);

  view->options = gp_arena_strdup (self->catalog->arena, all);
}

void
gp_sql_read_view (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__ViewStmt *create = node->view_stmt;
  GpSqlTable *view = make_view (self, GP_SQL_VIEW, create->view, create->replace, create->query,
                                create->n_aliases, create->aliases);

  if (view == NULL)
    return;
  view->query = query_text (self, view, create->query, create->n_aliases > 0);
  view->options = gp_sql_reader_options (self, create->n_options, create->options);
  if (create->with_check_option == PG_QUERY__VIEW_CHECK_OPTION__LOCAL_CHECK_OPTION)
    add_option (self, view, "check_option='local'");
  else if (create->with_check_option == PG_QUERY__VIEW_CHECK_OPTION__CASCADED_CHECK_OPTION)
    add_option (self, view, "check_option='cascaded'");
}

void
gp_sql_read_table_as (GpSqlReader *self, const PgQuery__Node *node)
{
  const PgQuery__CreateTableAsStmt *create = node->create_table_as_stmt;
  gboolean materialized = create->objtype == PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW;
  GpSqlTable *table
    = make_view (self, materialized ? GP_SQL_MATERIALIZED_VIEW : GP_SQL_TABLE, create->into->rel,
                 FALSE, create->query, create->into->n_col_names, create->into->col_names);

  if (table == NULL)
    return;
  table->options = gp_sql_reader_options (self, create->into->n_options, create->into->options);
  if (materialized)
    table->query = query_text (self, table, create->query,
                               create->into->n_col_names > 0);
  else
    gp_sql_reader_note (self, 0,
                        _("the rows that table %s is made from are left out"), table->name);
}
