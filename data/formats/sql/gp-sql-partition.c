/* gp-sql-partition.c — partitions are lifted into the table that they are parts of
 * SPDX-License-Identifier: Apache-2.0
 *
 * A partition is no entity: it becomes a text of its table, such as
 *   payment_2022_01 FOR VALUES FROM ('2022-01-01') TO ('2022-02-01')
 * Partitions of partitions name theirs: "b OF a FOR VALUES …". Foreign keys that are declared on
 * partitions hold for the table; other rules are kept only where the table has them as well. */

#define G_LOG_DOMAIN "gp-sql-partition"

#include "config.h"

#include "gp-sql-build.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"

/* The table that @table is a part of in the end, through any number of levels. */
static GpSqlTable *
top_of (GpSqlTable *table)
{
  for (guint depth = 0; table->partition_of != NULL && depth < 32; depth++)
    table = table->partition_of;
  return table;
}

static gboolean
same_columns (const char **a, const char **b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

/* Whether @table has a rule that says the same as @rule, whatever its name. */
static gboolean
has_rule (const GpSqlTable *table, const GpSqlRule *rule)
{
  for (guint i = 0; i < table->rules->len; i++)
    {
      const GpSqlRule *own = g_ptr_array_index (table->rules, i);
      gboolean kin = own->type == rule->type
                     || (rule->type != GP_SQL_RULE_CHECK && rule->type != GP_SQL_RULE_FOREIGN
                         && own->type != GP_SQL_RULE_CHECK && own->type != GP_SQL_RULE_FOREIGN
                         && own->unique == rule->unique);

      if (rule->type == GP_SQL_RULE_CHECK ? kin && g_strcmp0 (own->text, rule->text) == 0
                                          : kin && same_columns (own->columns, rule->columns)
                                              && g_strcmp0 (own->where, rule->where) == 0
                                              && g_strcmp0 (own->target, rule->target) == 0
                                              && g_strcmp0 (own->text, rule->text) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_columns (const GpSqlTable *table, const char **columns)
{
  for (; columns != NULL && *columns != NULL; columns++)
    {
      if (gp_sql_table_find_column (table, *columns) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
lift_rule (GpSqlCatalog *catalog, GpSqlTable *top, GpSqlTable *partition, const GpSqlRule *rule)
{
  if (has_rule (top, rule))
    return;
  if (rule->type == GP_SQL_RULE_FOREIGN && has_columns (top, rule->columns))
    {
      GpSqlRule *lifted = gp_sql_table_add_rule (catalog, top, rule->type, rule->at);

      *lifted = *rule;
      lifted->name = NULL;
      gp_sql_catalog_note (catalog, GP_IMPORT_CODE_ADAPTED, GP_SEVERITY_INFO, rule->at,
                           _("the reference of partition %s is kept as one of %s"), partition->name,
                           top->name);
    }
  else
    {
      gp_sql_catalog_note (catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, rule->at,
                           _("%s of partition %s is left out: %s does not have it"),
                           rule->name != NULL ? rule->name : _("a constraint or an index"),
                           partition->name, top->name);
    }
}

static const char *
partition_text (GpSqlCatalog *catalog, const GpSqlTable *top, const GpSqlTable *partition)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (strcmp (partition->schema, "public") != 0)
    {
      gp_sql_quote_name (text, partition->schema);
      g_string_append_c (text, '.');
    }
  gp_sql_quote_name (text, partition->name);
  if (partition->partition_of != top)
    {
      g_string_append (text, " OF ");
      if (strcmp (partition->partition_of->schema, "public") != 0)
        {
          gp_sql_quote_name (text, partition->partition_of->schema);
          g_string_append_c (text, '.');
        }
      gp_sql_quote_name (text, partition->partition_of->name);
    }
  g_string_append_printf (text, " %s", partition->bound != NULL ? partition->bound : "DEFAULT");
  if (partition->partition_by != NULL)
    g_string_append_printf (text, " PARTITION BY %s", partition->partition_by);
  return gp_arena_strdup (catalog->arena, text->str);
}

/* Whether @columns are a key of @table; NULL means its primary key. */
static gboolean
is_key (const GpSqlTable *table, const char **columns)
{
  for (guint i = 0; i < table->rules->len; i++)
    {
      const GpSqlRule *rule = g_ptr_array_index (table->rules, i);

      if (rule->type == GP_SQL_RULE_PRIMARY && columns == NULL)
        return TRUE;
      if (rule->unique || rule->type == GP_SQL_RULE_PRIMARY)
        {
          if (rule->where == NULL && same_columns (rule->columns, columns))
            return TRUE;
        }
    }
  return FALSE;
}

/* A reference to a partition becomes one to its table, if that has such a key. */
static gboolean
retarget_rule (GpSqlCatalog *catalog, GpSqlRule *rule)
{
  GpSqlTable *target = rule->target != NULL
                         ? gp_sql_catalog_find_table (catalog, rule->target_schema, rule->target)
                         : NULL;

  if (target == NULL || target->partition_of == NULL)
    return TRUE;
  if (!is_key (top_of (target), rule->target_columns))
    {
      gp_sql_catalog_note (catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, rule->at,
                           _("a reference to the partition %s is left out: %s has no such key"),
                           target->name, top_of (target)->name);
      return FALSE;
    }
  gp_sql_catalog_note (catalog, GP_IMPORT_CODE_ADAPTED, GP_SEVERITY_INFO, rule->at,
                       _("a reference to the partition %s is kept as one to %s"), target->name,
                       top_of (target)->name);
  rule->target = top_of (target)->name;
  rule->target_schema = top_of (target)->schema;
  return TRUE;
}

static void
retarget (GpSqlCatalog *catalog)
{
  for (guint i = 0; i < catalog->tables->len; i++)
    {
      GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      for (guint j = table->rules->len; !table->gone && j > 0; j--)
        {
          if (!retarget_rule (catalog, g_ptr_array_index (table->rules, j - 1)))
            g_ptr_array_remove_index (table->rules, j - 1);
        }
    }
}

/* Levels above @table: partitions are told after the ones that they are parts of. */
static guint
level_of (const GpSqlTable *table)
{
  guint level = 0;

  for (; table->partition_of != NULL && level < 32; level++)
    table = table->partition_of;
  return level;
}

static void
lift (GpSqlCatalog *catalog, GpSqlTable *partition)
{
  GpSqlTable *top = top_of (partition);

  for (guint i = 0; i < partition->rules->len; i++)
    lift_rule (catalog, top, partition, g_ptr_array_index (partition->rules, i));
  if (partition->policies->len > 0 || partition->row_security)
    gp_sql_catalog_note (catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, partition->at,
                         _("row security of partition %s is left out"), partition->name);
  if (partition->comment != NULL)
    gp_sql_catalog_note (catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, partition->at,
                         _("the comment on partition %s is left out"), partition->name);
  if (partition->options != NULL)
    gp_sql_catalog_note (catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, partition->at,
                         _("the options of partition %s are left out"), partition->name);
}

void
gp_sql_lift_partitions (GpSqlCatalog *catalog)
{
  guint deepest = 0;

  retarget (catalog);
  for (guint i = 0; i < catalog->tables->len; i++)
    {
      GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      /* A partition of itself, by way of others, is no partition. */
      if (top_of (table)->partition_of != NULL)
        table->partition_of = NULL;
      if (table->partition_of != NULL && !table->gone)
        {
          lift (catalog, table);
          deepest = MAX (deepest, level_of (table));
        }
    }

  for (guint level = 1; level <= deepest; level++)
    {
      for (guint i = 0; i < catalog->tables->len; i++)
        {
          GpSqlTable *table = g_ptr_array_index (catalog->tables, i);
          GpSqlTable *top = top_of (table);

          if (table->partition_of == NULL || table->gone || level_of (table) != level)
            continue;
          if (top->partition_texts == NULL)
            top->partition_texts = g_ptr_array_new ();
          g_ptr_array_add (top->partition_texts, (gpointer) partition_text (catalog, top, table));
        }
    }
}
