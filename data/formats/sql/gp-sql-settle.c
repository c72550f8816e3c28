/* gp-sql-settle.c — columns get their final types, and sequences the columns that they number
 * SPDX-License-Identifier: Apache-2.0
 *
 * A domain is written out: its type, NOT NULL, default and checks go to every column that uses it,
 * so that they hold in every backend. A sequence that numbers one column becomes a property of the
 * column, whether it was declared as serial or, as pg_dump does, in three statements. */

#define G_LOG_DOMAIN "gp-sql-settle"

#include "config.h"

#include "gp-sql-build.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"
#include "gp-sql-reader.h"

/* Domains of domains of … end here. */
#define MAX_DOMAINS 8

static gboolean
is_kept (const GpSqlTable *table)
{
  return !table->gone && table->partition_of == NULL;
}

static gboolean
is_view (const GpSqlTable *table)
{
  return table->type == GP_SQL_VIEW || table->type == GP_SQL_MATERIALIZED_VIEW;
}

/* The check of a domain, about @column instead of VALUE. */
static const char *
check_for_column (GpSqlCatalog *catalog, const char *check, const char *column)
{
  g_autoptr(GString) out = g_string_new (NULL);
  gsize end = strlen (check);
  gsize at = 0;
  GpSqlToken token;

  while (gp_sql_token_next (check, at, end, &token) != GP_SQL_TOKEN_END)
    {
      g_string_append_len (out, check + at, token.start - at);
      if (gp_sql_token_is (check, &token, "VALUE"))
        gp_sql_quote_name (out, column);
      else
        g_string_append_len (out, check + token.start, token.end - token.start);
      at = token.end;
    }
  return gp_arena_strdup (catalog->arena, out->str);
}

static void
write_domain_out (GpSqlCatalog *catalog, GpSqlTable *table, GpSqlColumn *column,
                  GpSqlUserType *domain)
{
  gboolean array = column->type.array;

  domain->n_uses++;
  column->type = domain->base;
  column->type.array |= array;
  if (is_view (table))
    return;

  column->not_null |= domain->not_null && !array;
  if (column->default_text == NULL && !array)
    column->default_text = domain->default_text;
  if (array && domain->checks->len > 0)
    {
      gp_sql_catalog_note (catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, column->at,
                           _("the checks of domain %s are left out for the list %s.%s"),
                           domain->name, table->name, column->name);
      return;
    }
  for (guint i = 0; i < domain->checks->len; i++)
    {
      const char *check = g_ptr_array_index (domain->checks, i);
      GpSqlRule *rule = gp_sql_table_add_rule (catalog, table, GP_SQL_RULE_CHECK, column->at);

      rule->text = check_for_column (catalog, check != NULL ? check : "true", column->name);
    }
}

/* The sequence that the default of @column calls; one that is not in the file is made up. */
static GpSqlSequence *
sequence_of (GpSqlCatalog *catalog, const GpSqlColumn *column)
{
  GpSqlSequence *sequence;
  const char *dot;

  if (column->sequence == NULL || column->identity != NULL)
    return NULL;
  sequence = g_hash_table_lookup (catalog->sequence_names, column->sequence);
  dot = strchr (column->sequence, '.');
  if (sequence == NULL && dot != NULL)
    {
      g_autofree char *schema = g_strndup (column->sequence, dot - column->sequence);

      sequence = gp_sql_catalog_add_sequence (catalog, schema, dot + 1, column->at);
      gp_sql_catalog_note (catalog, GP_IMPORT_CODE_EXTERNAL, GP_SEVERITY_WARNING, column->at,
                           _("sequence %s is not in the file"), dot + 1);
    }
  return sequence;
}

static void
settle_type (GpSqlCatalog *catalog, GpSqlTable *table, GpSqlColumn *column)
{
  GpSqlUserType *type = gp_sql_catalog_type_of (catalog, &column->type);
  GpSqlSequence *sequence = is_view (table) ? NULL : sequence_of (catalog, column);

  for (guint i = 0; type != NULL && type->kind == GP_SQL_USER_TYPE_DOMAIN && i < MAX_DOMAINS; i++)
    {
      write_domain_out (catalog, table, column, type);
      type = gp_sql_catalog_type_of (catalog, &column->type);
    }
  if (type != NULL)
    type->n_uses++;
  if (sequence != NULL)
    sequence->n_uses++;
}

static gboolean
is_integer (const GpSqlType *type)
{
  return type->info != NULL && type->info->serial != NULL && !type->array;
}

/* Whether the sequence belongs to the column, or to the same column of one of its partitions. */
static gboolean
owns (const GpSqlTable *table, const GpSqlColumn *column, const GpSqlSequence *sequence)
{
  const GpSqlTable *owner = sequence->owner;

  for (guint depth = 0; owner != NULL && owner != table && depth < 32; depth++)
    owner = owner->partition_of;
  return owner == table && g_strcmp0 (sequence->owner_column, column->name) == 0;
}

/* "SEQUENCE NAME x", where the name is not what PostgreSQL would choose; else NULL. */
static const char *
unusual_name (GpSqlCatalog *catalog, const GpSqlTable *table, const GpSqlColumn *column,
              const char *schema, const char *name)
{
  const char *columns[] = { column->name, NULL };
  g_autofree char *usual = gp_sql_usual_name (table->name, columns, "seq");
  g_autoptr(GString) out = g_string_new (NULL);

  if (strcmp (usual, name) == 0 && (schema == NULL || strcmp (schema, table->schema) == 0))
    return NULL;
  if (schema != NULL && strcmp (schema, "public") != 0)
    {
      gp_sql_quote_name (out, schema);
      g_string_append_c (out, '.');
    }
  gp_sql_quote_name (out, name);
  return gp_arena_strdup (catalog->arena, out->str);
}

static void
settle_sequence (GpSqlCatalog *catalog, GpSqlTable *table, GpSqlColumn *column)
{
  GpSqlSequence *sequence = sequence_of (catalog, column);

  if (column->identity != NULL)
    {
      /* The options were read with the column; only the name waits for the table's. */
      const char *name = column->sequence != NULL
                           ? unusual_name (catalog, table, column, NULL, column->sequence)
                           : NULL;

      if (name != NULL)
        {
          g_autofree char *all = g_strjoin (" ", "SEQUENCE NAME", name, column->numbering, NULL);

          column->numbering = gp_arena_strdup (catalog->arena, all);
        }
      return;
    }
  if (sequence == NULL || !is_integer (&column->type)
      || (!owns (table, column, sequence) && sequence->n_uses != 1))
    return;

  if (!owns (table, column, sequence))
    gp_sql_catalog_note (catalog, GP_IMPORT_CODE_ADAPTED, GP_SEVERITY_INFO, sequence->at,
                         _("sequence %s now belongs to %s.%s, the only column that it numbers"),
                         sequence->name, table->name, column->name);
  sequence->gone = TRUE;
  column->serial = TRUE;
  column->default_text = NULL;
  column->numbering = gp_sql_numbering_text (
    catalog->arena, sequence->options,
    unusual_name (catalog, table, column, sequence->schema, sequence->name));
}

static void
note_sequences (GpSqlCatalog *catalog)
{
  for (guint i = 0; i < catalog->sequences->len; i++)
    {
      const GpSqlSequence *sequence = g_ptr_array_index (catalog->sequences, i);

      if (sequence->gone)
        continue;
      if (sequence->n_uses == 0)
        gp_sql_catalog_leave_out (catalog, sequence->statement, sequence->at,
                                  _("sequence %s is left out: no column uses it"), sequence->name);
      else if (g_hash_table_size (sequence->options) > 0)
        gp_sql_catalog_note (catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, sequence->at,
                             _("the options of sequence %s are left out"), sequence->name);
    }
}

static void
note_types (GpSqlCatalog *catalog)
{
  for (guint i = 0; i < catalog->types->len; i++)
    {
      const GpSqlUserType *type = g_ptr_array_index (catalog->types, i);

      if (type->gone)
        continue;
      if (type->n_uses == 0)
        gp_sql_catalog_leave_out (catalog, type->statement, type->at,
                                  _("type %s is left out: no column uses it"), type->name);
      else if (type->kind == GP_SQL_USER_TYPE_DOMAIN)
        gp_sql_catalog_note (catalog, GP_IMPORT_CODE_ADAPTED, GP_SEVERITY_INFO, type->at,
                             _("domain %s is written out in each column that uses it"), type->name);
    }
}

/* Whether the file makes @type, as one that is kept as text. */
static gboolean
is_made (const GpSqlCatalog *catalog, const GpSqlType *type)
{
  for (guint i = 0; i < catalog->routines->len; i++)
    {
      const GpSqlRoutine *routine = g_ptr_array_index (catalog->routines, i);

      if (strcmp (routine->kind, "CREATE TYPE") == 0 &&
          g_str_has_suffix (type->name, routine->name))
        return TRUE;
    }
  return FALSE;
}

/* The key of a table is never null, and neither is it in the tables that inherit from it. */
static void
inherit_keys (GpSqlTable *table)
{
  for (guint i = 0; i < table->inherits->len; i++)
    {
      const GpSqlTable *parent = g_ptr_array_index (table->inherits, i);
      const GpSqlRule *key = gp_sql_table_find_primary (parent);

      for (guint j = 0; j < parent->columns->len; j++)
        {
          const GpSqlColumn *from = g_ptr_array_index (parent->columns, j);
          GpSqlColumn *column = gp_sql_table_find_column (table, from->name);

          if (column != NULL)
            column->not_null |= from->not_null
                                || (key != NULL && key->columns != NULL
                                    && g_strv_contains ((const char *const *) key->columns,
                                                        from->name));
        }
    }
}

/* Types that are neither built in nor made in the file are told once each. Their columns keep the
 * name where it may mean something to the database, and are text where nothing can. */
static void
settle_unknown_types (GpSqlCatalog *catalog)
{
  g_autoptr(GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < catalog->tables->len; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      for (guint j = 0; is_kept (table) && j < table->columns->len; j++)
        {
          GpSqlColumn *column = g_ptr_array_index (table->columns, j);
          const char *name = column->type.name;

          if (column->type.info != NULL || name == NULL
              || gp_sql_catalog_type_of (catalog, &column->type) != NULL)
            continue;
          if (!is_view (table) && !is_made (catalog, &column->type)
              && g_hash_table_add (told, (gpointer) name))
            gp_sql_catalog_note (catalog, GP_IMPORT_CODE_EXTERNAL, GP_SEVERITY_WARNING, column->at,
                                 _("type %s is not in the file; its columns are text here"), name);
          if (catalog->extensions->len == 0 && !is_made (catalog, &column->type))
            {
              column->type.info = gp_sql_type_lookup ("text");
              column->type.name = column->type.arguments = NULL;
            }
        }
    }
}

/* Columns that are declared as serial or identity have sequences that no statement makes; other
 * columns may call them by their usual names. */
static void
add_own_sequences (GpSqlCatalog *catalog)
{
  for (guint i = 0; i < catalog->tables->len; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      for (guint j = 0; is_kept (table) && j < table->columns->len; j++)
        {
          const GpSqlColumn *column = g_ptr_array_index (table->columns, j);
          const char *columns[] = { column->name, NULL };
          g_autofree char *name = NULL;
          GpSqlSequence *sequence;

          if (!column->serial && column->identity == NULL)
            continue;
          name = gp_sql_usual_name (table->name, columns, "seq");
          if (gp_sql_catalog_find_sequence (catalog, table->schema, name) != NULL)
            continue;
          sequence = gp_sql_catalog_add_sequence (catalog, table->schema, name, column->at);
          sequence->n_uses = 1;
          sequence->gone = TRUE;
        }
    }
}

void
gp_sql_settle_columns (GpSqlCatalog *catalog)
{
  add_own_sequences (catalog);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < catalog->tables->len; i++)
        {
          GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

          if (pass == 0)
            inherit_keys (table);
          for (guint j = 0; is_kept (table) && j < table->columns->len; j++)
            {
              GpSqlColumn *column = g_ptr_array_index (table->columns, j);

              if (pass == 0)
                settle_type (catalog, table, column);
              else
                settle_sequence (catalog, table, column);
            }
        }
    }
  note_sequences (catalog);
  note_types (catalog);
  settle_unknown_types (catalog);
}
