/* gp-sql-build.c — tables, columns and rules become elements
 * SPDX-License-Identifier: Apache-2.0
 *
 * Order: tables as in the file, then views, then external entities by name; below an entity its
 * fields, indexes (constraints first), checks, and references of several fields. An exported file
 * has the same order, so that reading it again gives the same design.
 *
 * A reference of one column becomes a property of its field. Names of constraints are kept only
 * where they are not what PostgreSQL would call them. */

#define G_LOG_DOMAIN "gp-sql-build"

#include "config.h"

#include "gp-sql-build.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"
#include "gp-name.h"

typedef struct
{
  GpSqlCatalog *catalog;
  GPtrArray    *elements;
  GPtrArray    *tables;     /* GpSqlTable, in the order of the design */
  GHashTable   *fields;     /* GpSqlColumn → GpElement, borrowed from elements */
  GHashTable   *names;      /* names of entities that are taken */
} Build;

/* Texts of a file may hold bytes that are no UTF-8 by way of escapes in strings. */
static void
put_text (GpElement *element, GpProperty property, const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  gp_element_set_text (element, property, text);
}

/* A line: what stands for a line break in it becomes a blank. */
static void
put_line (GpElement *element, GpProperty property, const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL)
    return;
  line = g_utf8_make_valid (text, -1);
  g_strdelimit (line, "\n\r\t\v\f", ' ');
  put_text (element, property, line);
}

static void
put_texts (GpElement *element, GpProperty property, const GPtrArray *texts)
{
  g_autoptr(GPtrArray) valid = g_ptr_array_new_with_free_func (g_free);

  if (texts == NULL || texts->len == 0)
    return;
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (valid, g_utf8_make_valid (g_ptr_array_index (texts, i), -1));
  gp_element_set (element, property,
                  gp_value_texts ((const char *const *) valid->pdata, valid->len));
}

/* A name that a design can have; the same where @name is one. */
static char *
legal_name (GpKind kind, const char *name)
{
  g_autofree char *legal = NULL;
  gsize length;

  if (g_utf8_validate (name, -1, NULL) && gp_name_check (kind, name, NULL))
    return g_strdup (name);
  legal = g_utf8_make_valid (name, -1);
  for (char *c = legal; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (*c == '/' || *c == '"' || g_ascii_iscntrl (*c))
        *c = '_';
    }
  g_strstrip (legal);
  length = MIN (strlen (legal), 63);
  while (length > 0 && ((guchar) legal[length] & 0xc0) == 0x80)
    length--;
  legal[length] = '\0';
  g_strchomp (legal);
  if (!gp_name_check (kind, legal, NULL))
    return g_strdup ("unnamed");
  return g_steal_pointer (&legal);
}

/* The name of an index, check or reference: kept where it is one, reported where it cannot be. */
static void
put_rule_name (Build *build, GpElement *element, GpProperty property, const GpSqlRule *rule)
{
  g_autofree char *legal = NULL;

  if (rule->name == NULL)
    return;
  legal = legal_name (gp_element_get_kind (element), rule->name);
  if (strcmp (legal, rule->name) != 0)
    gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_NAME, GP_SEVERITY_WARNING, rule->at,
                         _("“%s” is called “%s” in the design"), rule->name, legal);
  put_text (element, property, legal);
}

static GpElement *
new_element (Build *build, GpKind kind, const GpId *id, const GpId *parent, double rank)
{
  GpElement *element = gp_element_new (kind, id, parent, rank);

  g_ptr_array_add (build->elements, element);
  return element;
}

/* The name of the entity: the table's, unless another schema or design law is in the way. */
static char *
entity_name (Build *build, const GpSqlTable *table, gboolean shared)
{
  g_autofree char *wish = NULL;
  g_autofree char *name = NULL;

  if (shared && strcmp (table->schema, "public") != 0)
    {
      g_autofree char *full = g_strconcat (table->schema, "_", table->name, NULL);

      wish = legal_name (GP_KIND_ENTITY, full);
    }
  else
    {
      wish = legal_name (GP_KIND_ENTITY, table->name);
    }
  name = g_strdup (wish);
  for (guint i = 2; g_hash_table_contains (build->names, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%.56s_%u", wish, i);
    }
  g_hash_table_add (build->names, g_strdup (name));
  return g_steal_pointer (&name);
}

static void
put_comment (GpElement *element, GpProperty property, const char *comment)
{
  put_text (element, property, comment);
}

static void
put_enum (GpSqlCatalog *catalog, const GpSqlTable *table, const GpSqlColumn *column,
          const GpSqlUserType *type, GpElement *field)
{
  g_autofree char *name = gp_sql_catalog_dup_name (type->schema, type->name);
  g_autofree char *usual = g_strdup_printf ("%s_%s", table->name, column->name);

  gp_element_set_text (field, GP_FIELD_TYPE, "enum");
  gp_element_set_bool (field, GP_FIELD_ARRAY, column->type.array);
  put_texts (field, GP_FIELD_VALUES, type->values);
  if (strcmp (name, usual) != 0)
    {
      g_autofree char *legal = legal_name (GP_KIND_FIELD, name);

      put_text (field, GP_FIELD_TYPE_NAME, legal);
    }
}

static void
add_field (Build *build, const GpSqlTable *table, const GpSqlColumn *column, GHashTable *taken,
           double rank)
{
  GpElement *field = new_element (build, GP_KIND_FIELD, &column->id, &table->id, rank);
  const GpSqlUserType *type = gp_sql_catalog_type_of (build->catalog, &column->type);
  g_autofree char *wish = legal_name (GP_KIND_FIELD, column->name);
  g_autofree char *name = g_strdup (wish);

  for (guint i = 2; g_hash_table_contains (taken, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%.56s_%u", wish, i);
    }
  if (strcmp (name, column->name) != 0)
    gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_NAME, GP_SEVERITY_WARNING, column->at,
                         _("“%s” is called “%s” in the design"), column->name, name);
  gp_element_set_text (field, GP_FIELD_NAME, name);
  g_hash_table_add (taken, g_steal_pointer (&name));

  if (type != NULL && type->kind == GP_SQL_USER_TYPE_ENUM)
    put_enum (build->catalog, table, column, type, field);
  else
    gp_sql_type_store (&column->type, field);
  gp_element_set_bool (field, GP_FIELD_NULLABLE, !column->not_null);
  put_comment (field, GP_FIELD_DESCRIPTION, column->comment);
  put_text (field, GP_FIELD_DEFAULT, column->default_text);
  put_text (field, GP_FIELD_COMPUTED, column->generated);
  put_line (field, GP_FIELD_COLLATION, column->collation);
  put_text (field, GP_FIELD_SEQUENCE, column->numbering);
  if (column->identity != NULL || column->serial)
    gp_element_set_text (field, GP_FIELD_IDENTITY,
                         column->identity != NULL ? column->identity : "serial");
  g_hash_table_insert (build->fields, (gpointer) column, field);
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
put_columns (Build *build, GpElement *element, GpProperty property, const GpSqlTable *table,
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
put_primary_key (Build *build, GpElement *entity, const GpSqlTable *table, const GpSqlRule *rule)
{
  g_autofree char *usual = gp_sql_usual_name (table->name, NULL, "pkey");

  put_columns (build, entity, GP_ENTITY_PRIMARY_KEY, table, rule->columns, rule->at);
  if (rule->name != NULL && strcmp (rule->name, usual) != 0)
    put_line (entity, GP_ENTITY_PRIMARY_KEY_NAME, rule->name);
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
put_unique (Build *build, const GpSqlTable *table, const GpSqlRule *rule)
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
add_index (Build *build, const GpSqlTable *table, const GpSqlRule *rule, double *rank)
{
  GpElement *index;
  GpId id = gp_id_new ();
  g_autofree char *options = NULL;

  if (put_unique (build, table, rule))
    return;
  index = new_element (build, GP_KIND_INDEX, &id, &table->id, ++*rank);
  put_rule_name (build, index, GP_INDEX_NAME, rule);
  put_comment (index, GP_INDEX_DESCRIPTION, rule->comment);
  put_columns (build, index, GP_INDEX_FIELDS, table, rule->columns, rule->at);
  gp_element_set_bool (index, GP_INDEX_UNIQUE, rule->unique);
  gp_element_set_bool (index, GP_INDEX_CONSTRAINT, rule->type != GP_SQL_RULE_INDEX);
  put_text (index, GP_INDEX_COLUMNS, rule->text);
  put_line (index, GP_INDEX_METHOD, rule->method);
  put_text (index, GP_INDEX_WHERE, rule->where);
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
  put_text (index, GP_INDEX_OPTIONS, options);
}

static void
add_check (Build *build, const GpSqlTable *table, const GpSqlRule *rule, double *rank)
{
  GpId id = gp_id_new ();
  GpElement *check = new_element (build, GP_KIND_CHECK, &id, &table->id, ++*rank);

  put_rule_name (build, check, GP_CHECK_NAME, rule);
  put_comment (check, GP_CHECK_DESCRIPTION, rule->comment);
  put_text (check, GP_CHECK_EXPRESSION, rule->text);
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
put_reference (Build *build, const GpSqlTable *table, const GpSqlRule *rule,
               const GpSqlTable *target, const GpSqlColumn *key)
{
  const GpSqlColumn *column = gp_sql_table_find_column (table, rule->columns[0]);
  GpElement *field = g_hash_table_lookup (build->fields, column);
  g_autofree char *usual = gp_sql_usual_name (table->name, (const char *const *) rule->columns, "fkey");
  g_autofree char *own_type = gp_sql_type_format (&column->type);
  g_autofree char *key_type = gp_sql_type_format (&key->type);

  if (gp_element_has (field, GP_FIELD_REFERENCE) || column == key || rule->on_delete_columns != NULL)
    return FALSE;

  /* The type is the key's; what is kept beside it is only what differs. */
  gp_element_set_text (field, GP_FIELD_TYPE, "reference");
  for (GpProperty property = GP_FIELD_VALUES; property <= GP_FIELD_DIMENSIONS; property++)
    gp_element_set (field, property, gp_value_none ());
  gp_element_set (field, GP_FIELD_ARRAY, gp_value_none ());
  gp_element_set (field, GP_FIELD_NATIVE_TYPE, gp_value_none ());
  if (strcmp (own_type, key_type) != 0)
    put_line (field, GP_FIELD_NATIVE_TYPE, own_type);

  gp_element_set_ref (field, GP_FIELD_REFERENCE, &target->id);
  if (!is_sole_key (target, key->name))
    gp_element_set_ref (field, GP_FIELD_REFERENCE_FIELD, &key->id);
  put_choice (field, GP_FIELD_ON_DELETE, rule->on_delete);
  put_choice (field, GP_FIELD_ON_UPDATE, rule->on_update);
  put_choice (field, GP_FIELD_DEFERRABLE, rule->deferrable);
  if (rule->name != NULL && strcmp (rule->name, usual) != 0)
    put_line (field, GP_FIELD_REFERENCE_NAME, rule->name);
  if (rule->comment != NULL)
    gp_sql_catalog_note (build->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, rule->at,
                         _("the comment on a reference of %s is left out"), table->name);
  return TRUE;
}

static void
add_foreign_key (Build *build, const GpSqlTable *table, const GpSqlRule *rule, double *rank)
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
  element = new_element (build, GP_KIND_FOREIGN_KEY, &id, &table->id, ++*rank);
  put_rule_name (build, element, GP_FOREIGN_KEY_NAME, rule);
  put_comment (element, GP_FOREIGN_KEY_DESCRIPTION, rule->comment);
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

static void
add_rules (Build *build, const GpSqlTable *table, GpElement *entity, double rank)
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

static GpElement *
add_entity (Build *build, GpDesign *design, const GpSqlTable *table, gboolean shared, double rank)
{
  GpElement *entity = new_element (build, GP_KIND_ENTITY, &table->id, gp_design_get_root_id (design),
                                   rank);
  g_autofree char *name = entity_name (build, table, shared);
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gp_element_set_text (entity, GP_ENTITY_NAME, name);
  if (strcmp (name, table->name) != 0)
    put_line (entity, GP_ENTITY_TABLE_NAME, table->name);
  if (strcmp (table->schema, "public") != 0)
    {
      g_autofree char *schema = legal_name (GP_KIND_ENTITY, table->schema);

      gp_element_set_text (entity, GP_ENTITY_SCHEMA, schema);
    }
  put_comment (entity, GP_ENTITY_DESCRIPTION, table->comment);
  gp_element_set_bool (entity, GP_ENTITY_READ_ONLY,
                       table->type == GP_SQL_VIEW || table->type == GP_SQL_MATERIALIZED_VIEW);
  gp_element_set_bool (entity, GP_ENTITY_MATERIALIZED, table->type == GP_SQL_MATERIALIZED_VIEW);
  gp_element_set_bool (entity, GP_ENTITY_EXTERNAL, table->type == GP_SQL_EXTERNAL);
  put_text (entity, GP_ENTITY_QUERY, table->query);
  put_text (entity, GP_ENTITY_PARTITION_BY, table->partition_by);
  put_texts (entity, GP_ENTITY_PARTITIONS, table->partition_texts);
  put_texts (entity, GP_ENTITY_POLICIES, table->policies);
  gp_element_set_bool (entity, GP_ENTITY_ROW_SECURITY, table->row_security);
  put_text (entity, GP_ENTITY_OPTIONS, table->options);

  for (guint i = 0; i < table->columns->len; i++)
    add_field (build, table, g_ptr_array_index (table->columns, i), taken, i + 1);
  return entity;
}

static void
put_parents (GpElement *entity, const GpSqlTable *table)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < table->inherits->len; i++)
    {
      const GpSqlTable *parent = g_ptr_array_index (table->inherits, i);

      if (!parent->gone && parent->partition_of == NULL)
        g_array_append_val (ids, parent->id);
    }
  if (ids->len > 0)
    gp_element_set (entity, GP_ENTITY_INHERITS,
                    gp_value_ids ((const GpId *) ids->data, ids->len));
}

/* A column of an external entity, of the type of the first column that points to it. */
static void
add_external_column (GpSqlCatalog *catalog, GpSqlTable *external, const char *name,
                     const GpSqlColumn *from)
{
  GpSqlColumn *column = gp_sql_table_find_column (external, name);

  if (column == NULL)
    {
      column = gp_sql_table_add_column (catalog, external, name, external->at);
      column->not_null = TRUE;
      if (from != NULL)
        column->type = from->type;
      else
        column->type.info = gp_sql_type_lookup ("text");
    }
}

static void
add_external (GpSqlCatalog *catalog, const GpSqlTable *table, const GpSqlRule *rule)
{
  GpSqlTable *external = gp_sql_catalog_find_table (catalog, rule->target_schema, rule->target);

  if (external == NULL)
    {
      external = gp_sql_catalog_add_table (catalog, GP_SQL_EXTERNAL, rule->target_schema, rule->target,
                                           rule->at);
      gp_sql_catalog_note (catalog, GP_IMPORT_CODE_EXTERNAL, GP_SEVERITY_WARNING, rule->at,
                           _("table %s is not in the file; it is kept as an external entity"),
                           rule->target);
    }
  if (external->type != GP_SQL_EXTERNAL)
    return;

  if (rule->target_columns == NULL)
    add_external_column (catalog, external, "id",
                         rule->columns[0] != NULL ? gp_sql_table_find_column (table, rule->columns[0])
                                                  : NULL);
  for (guint i = 0; rule->target_columns != NULL && rule->target_columns[i] != NULL; i++)
    {
      if (rule->columns[i] == NULL)
        break;
      add_external_column (catalog, external, rule->target_columns[i],
                           gp_sql_table_find_column (table, rule->columns[i]));
    }
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const GpSqlColumn *const *) a)->name, (*(const GpSqlColumn *const *) b)->name);
}

/* The key of an external entity: its "id", or its only column. */
static void
give_key (GpSqlCatalog *catalog, GpSqlTable *external)
{
  const char *key = gp_sql_table_find_column (external, "id") != NULL ? "id" : NULL;
  GpSqlRule *rule;

  g_ptr_array_sort (external->columns, compare_columns);
  if (key == NULL && external->columns->len == 1)
    key = ((GpSqlColumn *) g_ptr_array_index (external->columns, 0))->name;
  if (key == NULL)
    return;
  rule = gp_sql_table_add_rule (catalog, external, GP_SQL_RULE_PRIMARY, external->at);
  rule->columns = gp_arena_alloc0 (catalog->arena, 2 * sizeof (char *));
  rule->columns[0] = key;
}

static void
add_externals (GpSqlCatalog *catalog)
{
  guint n = catalog->tables->len;

  for (guint i = 0; i < n; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      for (guint j = 0; !table->gone && table->partition_of == NULL && j < table->rules->len; j++)
        {
          const GpSqlRule *rule = g_ptr_array_index (table->rules, j);

          if (rule->type == GP_SQL_RULE_FOREIGN && rule->columns != NULL)
            add_external (catalog, table, rule);
        }
    }
  for (guint i = n; i < catalog->tables->len; i++)
    give_key (catalog, g_ptr_array_index (catalog->tables, i));
}

static guint
type_order (const GpSqlTable *table)
{
  return table->type == GP_SQL_TABLE ? 0 : table->type == GP_SQL_EXTERNAL ? 2 : 1;
}

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const GpSqlTable *left = *(const GpSqlTable *const *) a;
  const GpSqlTable *right = *(const GpSqlTable *const *) b;
  guint order = type_order (left);
  int names;

  if (order != type_order (right))
    return order < type_order (right) ? -1 : 1;
  if (order != 2)
    return left->at < right->at ? -1 : left->at > right->at;
  names = strcmp (left->schema, right->schema);
  return names != 0 ? names : strcmp (left->name, right->name);
}

/* Names that tables of more than one schema have. */
static GHashTable *
shared_names (GPtrArray *tables)
{
  GHashTable *seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tables->len; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (tables, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, table->name));

      g_hash_table_insert (seen, (gpointer) table->name, GUINT_TO_POINTER (n + 1));
    }
  return seen;
}

/* Schemas that no entity is in. */
static void
note_schemas (GpSqlCatalog *catalog)
{
  for (guint i = 0; i < catalog->schemas->len; i++)
    {
      const GpSqlRoutine *schema = g_ptr_array_index (catalog->schemas, i);
      gboolean used = strcmp (schema->name, "public") == 0;

      for (guint j = 0; j < catalog->tables->len && !used; j++)
        {
          const GpSqlTable *table = g_ptr_array_index (catalog->tables, j);

          used = !table->gone && strcmp (table->schema, schema->name) == 0;
        }
      if (!used)
        gp_sql_catalog_leave_out (catalog, schema->statement, schema->at,
                                  _("schema %s is left out: no table is in it"), schema->name);
    }
}

/* The functions that are kept, those that need no table first. */
static void
put_routines (Build *build, GpElement *root)
{
  g_autoptr(GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) early = g_ptr_array_new ();
  g_autoptr(GPtrArray) late = g_ptr_array_new ();

  for (guint i = 0; i < build->tables->len; i++)
    g_hash_table_add (tables, (gpointer) ((GpSqlTable *) build->tables->pdata[i])->name);
  for (guint i = 0; i < build->catalog->routines->len; i++)
    {
      const GpSqlRoutine *routine = g_ptr_array_index (build->catalog->routines, i);

      if (routine->used)
        g_ptr_array_add (gp_sql_routine_needs_tables (routine->text, tables) ? late : early,
                         (gpointer) routine->text);
    }
  g_ptr_array_extend (early, late, NULL, NULL);
  put_texts (root, GP_DESIGN_ROUTINES, early);
}

static void
add_elements (Build *build, GpDesign *design)
{
  g_autoptr(GHashTable) shared = shared_names (build->tables);
  g_autoptr(GPtrArray) entities = g_ptr_array_new ();
  GpElement *root = gp_element_copy (gp_design_get_root (design));

  g_ptr_array_add (build->elements, root);
  put_texts (root, GP_DESIGN_EXTENSIONS, build->catalog->extensions);
  put_routines (build, root);

  /* Names of tables in the usual schema come first: they keep theirs. */
  for (guint i = 0; i < build->tables->len; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (build->tables, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (shared, table->name));

      g_ptr_array_add (entities, add_entity (build, design, table, n > 1, i + 1));
    }
  for (guint i = 0; i < build->tables->len; i++)
    {
      const GpSqlTable *table = g_ptr_array_index (build->tables, i);

      put_parents (g_ptr_array_index (entities, i), table);
      add_rules (build, table, g_ptr_array_index (entities, i), table->columns->len);
    }
}

GpDesign *
gp_sql_build (GpSqlCatalog *catalog, const char *name, GError **error)
{
  g_autoptr(GPtrArray) elements
    = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GPtrArray) tables = g_ptr_array_new ();
  g_autoptr(GHashTable) fields = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GpDesign) design = gp_design_new (NULL, name);
  Build build = { catalog, elements, tables, fields, names };

  gp_sql_lift_partitions (catalog);
  gp_sql_settle_columns (catalog);
  gp_sql_keep_routines (catalog);
  add_externals (catalog);
  note_schemas (catalog);

  for (guint i = 0; i < catalog->tables->len; i++)
    {
      GpSqlTable *table = g_ptr_array_index (catalog->tables, i);

      if (!table->gone && table->partition_of == NULL)
        g_ptr_array_add (tables, table);
    }
  g_ptr_array_sort (tables, compare_tables);
  add_elements (&build, design);
  if (!gp_design_load (design, elements, error))
    return NULL;
  return g_steal_pointer (&design);
}
