/* gp-sql-build-rules.c — keys, indexes, checks and references become elements or properties
 * SPDX-License-Identifier: Apache-2.0
 *
 * A reference of one column becomes a property of its field, UNIQUE on one column too. Names of
 * constraints are kept only where they are not what PostgreSQL would call them. */

#define G_LOG_DOMAIN "gp-sql-build-rules"

#include "config.h"

#include "gp-sql-build-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"
#include "gp-name.h"

/* Texts of a file may hold bytes that are no UTF-8 by way of escapes in strings. */
void
gp_sql_put_text (GpElement *element, GpProperty property, const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  gp_element_set_text (element, property, text);
}

/* A line: what stands for a line break in it becomes a blank. */
void
gp_sql_put_line (GpElement *element, GpProperty property, const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL)
    return;
  line = g_utf8_make_valid (text, -1);
  g_strdelimit (line, "\n\r\t\v\f", ' ');
  gp_sql_put_text (element, property, line);
}

GpElement *
gp_sql_build_element (
  GpSqlBuild *build, GpKind kind, const GpId *id, const GpId *parent, double rank)
{
  GpElement *element = gp_element_new (kind, id, parent, rank);

  g_ptr_array_add (build->elements, element);
  return element;
}

/* The name of an index, check or reference: kept where it is one, reported where it cannot be. */
static void
put_rule_name (GpSqlBuild *build, GpElement *element, GpProperty property, const GpSqlRule *rule)
{
  g_autofree char *legal = NULL;

  if (rule->name == NULL)
    return;
  legal = gp_name_make_legal (gp_element_get_kind (element), rule->name);
  if (strcmp (legal, rule->name) != 0)
    gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_NAME, GP_SEVERITY_WARNING, rule->at,
                         _("“%s” is called “%s” in the design"), rule->name, legal);
  gp_sql_put_text (element, property, legal);
}

/* The ids of named columns; FALSE where one of them is not there. */
static gboolean
column_ids (const GpSqlTable *table, const char **names, GArray *ids)
{
  for (; names != NULL && *names != NULL; names++)
    {
      const GpSqlColumn *column = gp_sql_table_find_column (table, *names);

      if (column == NULL)
        return FALSE;
      g_array_append_val (ids, column->id);
    }
  return TRUE;
}

static gboolean
put_columns (GpSqlBuild *build, GpElement *element, GpProperty property, const GpSqlTable *table,
             const char **names, gsize at)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  gboolean found = column_ids (table, names, ids);

  if (!found)
    gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, at,
                         _("a column that is named here is not in table %s"), table->name);
  gp_element_set (element, property, gp_value_ids ((const GpId *) ids->data, ids->len));
  return found;
}

static void
put_primary_key (GpSqlBuild *build,
                 GpElement *entity,
                 const GpSqlTable *table,
                 const GpSqlRule *rule)
{
  g_autofree char *usual = gp_sql_usual_name (table->name, NULL, "pkey");

  put_columns (build, entity, GP_ENTITY_PRIMARY_KEY, table, rule->columns, rule->at);
  if (rule->name != NULL && strcmp (rule->name, usual) != 0)
    gp_sql_put_line (entity, GP_ENTITY_PRIMARY_KEY_NAME, rule->name);
  for (const char **name = rule->columns; name != NULL && *name != NULL; name++)
    {
      const GpSqlColumn *column = gp_sql_table_find_column (table, *name);

      if (column != NULL)
        gp_element_set_bool (g_hash_table_lookup (build->fields, column), GP_FIELD_NULLABLE, FALSE);
    }
  if (rule->include != NULL || rule->deferrable != NULL || rule->options != NULL
      || rule->comment != NULL)
    gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, rule->at,
                         _("options or the comment of the primary key of %s are left out"),
                         table->name);
}

/* UNIQUE on one column says no more than the field's own property. */
static gboolean
put_unique (GpSqlBuild *build, const GpSqlTable *table, const GpSqlRule *rule)
{
  g_autofree char *usual = NULL;
  const GpSqlColumn *column;
  GpElement *field;

  if (rule->type != GP_SQL_RULE_UNIQUE || rule->text != NULL || rule->columns == NULL
      || rule->columns[0] == NULL || rule->columns[1] != NULL || rule->include != NULL
      || rule->options != NULL || rule->deferrable != NULL || rule->comment != NULL)
    return FALSE;
  usual = gp_sql_usual_name (table->name, (const char *const *) rule->columns, "key");
  column = gp_sql_table_find_column (table, rule->columns[0]);
  if (column == NULL || (rule->name != NULL && strcmp (rule->name, usual) != 0))
    return FALSE;
  field = g_hash_table_lookup (build->fields, column);
  if (gp_element_get_bool (field, GP_FIELD_UNIQUE))
    return FALSE;
  gp_element_set_bool (field, GP_FIELD_UNIQUE, TRUE);
  return TRUE;
}

static void
add_index (GpSqlBuild *build, const GpSqlTable *table, const GpSqlRule *rule, double *rank)
{
  GpElement *index;
  GpId id = gp_id_new ();
  g_autofree char *options = NULL;

  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  if (put_unique (build, table, rule))
    return;
  if (rule->text == NULL && (!column_ids (table, rule->columns, ids) || ids->len == 0))
    {
      gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, rule->at,
                           _("an index of %s is left out: a column of it is not in the table"),
                           table->name);
      return;
    }
  index = gp_sql_build_element (build, GP_KIND_INDEX, &id, &table->id, ++*rank);
  put_rule_name (build, index, GP_INDEX_NAME, rule);
  gp_sql_put_text (index, GP_INDEX_DESCRIPTION, rule->comment);
  put_columns (build, index, GP_INDEX_FIELDS, table, rule->columns, rule->at);
  gp_element_set_bool (index, GP_INDEX_UNIQUE, rule->unique);
  gp_element_set_bool (index, GP_INDEX_CONSTRAINT, rule->type != GP_SQL_RULE_INDEX);
  gp_sql_put_text (index, GP_INDEX_COLUMNS, rule->text);
  gp_sql_put_line (index, GP_INDEX_METHOD, rule->method);
  gp_sql_put_text (index, GP_INDEX_WHERE, rule->where);
  put_columns (build, index, GP_INDEX_INCLUDE, table, rule->include, rule->at);
  if (rule->deferrable != NULL)
    options = g_strjoin (" ",
                         strcmp (rule->deferrable, "deferred") == 0
                           ? "DEFERRABLE INITIALLY DEFERRED"
                           : "DEFERRABLE",
                         NULL);
  if (rule->options != NULL)
    {
      char *all = options != NULL ? g_strjoin (" ", rule->options, options, NULL)
                                  : g_strdup (rule->options);

      g_free (options);
      options = all;
    }
  gp_sql_put_text (index, GP_INDEX_OPTIONS, options);
}

static void
add_check (GpSqlBuild *build, const GpSqlTable *table, const GpSqlRule *rule, double *rank)
{
  GpId id = gp_id_new ();
  GpElement *check = gp_sql_build_element (build, GP_KIND_CHECK, &id, &table->id, ++*rank);

  put_rule_name (build, check, GP_CHECK_NAME, rule);
  gp_sql_put_text (check, GP_CHECK_DESCRIPTION, rule->comment);
  gp_sql_put_text (check, GP_CHECK_EXPRESSION, rule->text);
  gp_element_set_text (check, GP_CHECK_LANGUAGE, "sql");
}

/* The columns that a foreign key points to: those it names, or the primary key. */
static const char **
target_columns (const GpSqlTable *target, const GpSqlRule *rule)
{
  const GpSqlRule *primary;

  if (rule->target_columns != NULL)
    return rule->target_columns;
  primary = gp_sql_table_find_primary (target);
  return primary != NULL ? primary->columns : NULL;
}

static gboolean
is_sole_key (const GpSqlTable *table, const char *column)
{
  const GpSqlRule *primary = gp_sql_table_find_primary (table);

  return primary != NULL && primary->columns != NULL && primary->columns[0] != NULL
         && primary->columns[1] == NULL && strcmp (primary->columns[0], column) == 0;
}

static void
put_choice (GpElement *element, GpProperty property, const char *choice)
{
  if (choice != NULL)
    gp_element_set_text (element, property, choice);
}

/* A reference of one column. FALSE where the field refers to something already, or cannot. */
static gboolean
put_reference (GpSqlBuild *build, const GpSqlTable *table, const GpSqlRule *rule,
               const GpSqlTable *target, const GpSqlColumn *key)
{
  const GpSqlColumn *column = gp_sql_table_find_column (table, rule->columns[0]);
  GpElement *field = g_hash_table_lookup (build->fields, column);
  g_autofree char *usual = gp_sql_usual_name (table->name, (const char *const *) rule->columns,
                                              "fkey");
  g_autofree char *own_type = gp_sql_type_format (&column->type);
  g_autofree char *key_type = gp_sql_type_format (&key->type);

  if (gp_element_has (field, GP_FIELD_REFERENCE) || column == key ||
      rule->on_delete_columns != NULL)
    return FALSE;

  /* The type is the key's; what is kept beside it is only what differs. */
  gp_element_set_text (field, GP_FIELD_TYPE, "reference");
  for (GpProperty property = GP_FIELD_VALUES; property <= GP_FIELD_DIMENSIONS; property++)
    gp_element_set (field, property, gp_value_none ());
  gp_element_set (field, GP_FIELD_ARRAY, gp_value_none ());
  gp_element_set (field, GP_FIELD_NATIVE_TYPE, gp_value_none ());
  if (strcmp (own_type, key_type) != 0)
    gp_sql_put_line (field, GP_FIELD_NATIVE_TYPE, own_type);

  gp_element_set_ref (field, GP_FIELD_REFERENCE, &target->id);
  if (!is_sole_key (target, key->name))
    gp_element_set_ref (field, GP_FIELD_REFERENCE_FIELD, &key->id);
  put_choice (field, GP_FIELD_ON_DELETE, rule->on_delete);
  put_choice (field, GP_FIELD_ON_UPDATE, rule->on_update);
  put_choice (field, GP_FIELD_DEFERRABLE, rule->deferrable);
  if (rule->name != NULL && strcmp (rule->name, usual) != 0)
    gp_sql_put_line (field, GP_FIELD_REFERENCE_NAME, rule->name);
  if (rule->comment != NULL)
    gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, rule->at,
                         _("the comment on a reference of %s is left out"), table->name);
  return TRUE;
}

static void
add_foreign_key (GpSqlBuild *build, const GpSqlTable *table, const GpSqlRule *rule, double *rank)
{
  const GpSqlTable *target = gp_sql_catalog_find_table (build->catalog, rule->target_schema,
                                                        rule->target);
  const char **keys = target != NULL ? target_columns (target, rule) : NULL;
  g_autoptr(GArray) here = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GArray) there = g_array_new (FALSE, FALSE, sizeof (GpId));
  GpElement *element;
  GpId id;

  if (keys == NULL || !column_ids (table, rule->columns, here) || !column_ids (target, keys, there)
      || here->len == 0 || here->len != there->len)
    {
      gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, rule->at,
                           _("a reference of %s to %s is left out: its columns do not fit"),
                           table->name, rule->target);
      return;
    }
  if (here->len == 1
      && put_reference (build, table, rule, target, gp_sql_table_find_column (target, keys[0])))
    return;

  id = gp_id_new ();
  element = gp_sql_build_element (build, GP_KIND_FOREIGN_KEY, &id, &table->id, ++*rank);
  put_rule_name (build, element, GP_FOREIGN_KEY_NAME, rule);
  gp_sql_put_text (element, GP_FOREIGN_KEY_DESCRIPTION, rule->comment);
  gp_element_set (element, GP_FOREIGN_KEY_FIELDS,
                  gp_value_ids ((const GpId *) here->data, here->len));
  gp_element_set_ref (element, GP_FOREIGN_KEY_TARGET, &target->id);
  gp_element_set (element, GP_FOREIGN_KEY_TARGET_FIELDS,
                  gp_value_ids ((const GpId *) there->data, there->len));
  put_choice (element, GP_FOREIGN_KEY_ON_DELETE, rule->on_delete);
  put_choice (element, GP_FOREIGN_KEY_ON_UPDATE, rule->on_update);
  put_choice (element, GP_FOREIGN_KEY_DEFERRABLE, rule->deferrable);
  put_columns (build, element, GP_FOREIGN_KEY_ON_DELETE_FIELDS, table, rule->on_delete_columns,
               rule->at);
  if (rule->match_full)
    gp_element_set_text (element, GP_FOREIGN_KEY_MATCH, "full");
}

/* Constraints before indexes, as an exported file has them. */
static guint
rule_order (const GpSqlRule *rule)
{
  switch (rule->type)
    {
    case GP_SQL_RULE_PRIMARY:
      return 0;
    case GP_SQL_RULE_UNIQUE:
    case GP_SQL_RULE_EXCLUDE:
      return 1;
    case GP_SQL_RULE_INDEX:
      return 2;
    case GP_SQL_RULE_CHECK:
      return 3;
    default:
      return 4;
    }
}

void
gp_sql_build_rules (GpSqlBuild *build, const GpSqlTable *table, GpElement *entity, double rank)
{
  for (guint order = 0; order <= 4; order++)
    {
      for (guint i = 0; i < table->rules->len; i++)
        {
          const GpSqlRule *rule = g_ptr_array_index (table->rules, i);

          if (rule_order (rule) != order)
            continue;
          if (order == 0)
            put_primary_key (build, entity, table, rule);
          else if (order <= 2)
            add_index (build, table, rule, &rank);
          else if (order == 3)
            add_check (build, table, rule, &rank);
          else
            add_foreign_key (build, table, rule, &rank);
        }
    }
}
