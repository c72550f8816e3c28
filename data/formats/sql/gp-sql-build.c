/* gp-sql-build.c — tables, columns and rules become elements
 * SPDX-License-Identifier: Apache-2.0
 *
 * Order: tables as in the file, then views, then external entities by name; below an entity its
 * fields, indexes (constraints first), checks, and references of several fields. An exported file
 * has the same order, so that reading it again gives the same design.
 *
 * What the tables' rules become is in gp-sql-build-rules.c. */

#define G_LOG_DOMAIN "gp-sql-build"

#include "config.h"

#include "gp-sql-build-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-import.h"
#include "gp-name.h"

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

/* The name of the entity: the table's, unless another schema or design law is in the way. */
static char *
entity_name (GpSqlBuild *build, const GpSqlTable *table, gboolean shared)
{
  g_autofree char *wish = NULL;
  g_autofree char *name = NULL;

  if (shared && strcmp (table->schema, "public") != 0)
    {
      g_autofree char *full = g_strconcat (table->schema, "_", table->name, NULL);

      wish = gp_name_make_legal (GP_KIND_ENTITY, full);
    }
  else
    {
      wish = gp_name_make_legal (GP_KIND_ENTITY, table->name);
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
      g_autofree char *legal = gp_name_make_legal (GP_KIND_FIELD, name);

      gp_sql_put_text (field, GP_FIELD_TYPE_NAME, legal);
    }
}

static void
add_field (GpSqlBuild *build, const GpSqlTable *table, const GpSqlColumn *column, GHashTable *taken,
           double rank)
{
  GpElement *field = gp_sql_build_element (build, GP_KIND_FIELD, &column->id, &table->id, rank);
  const GpSqlUserType *type = gp_sql_catalog_type_of (build->catalog, &column->type);
  g_autofree char *wish = gp_name_make_legal (GP_KIND_FIELD, column->name);
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
  gp_sql_put_text (field, GP_FIELD_DESCRIPTION, column->comment);
  gp_sql_put_text (field, GP_FIELD_DEFAULT, column->default_text);
  gp_sql_put_text (field, GP_FIELD_COMPUTED, column->generated);
  gp_sql_put_line (field, GP_FIELD_COLLATION, column->collation);
  gp_sql_put_text (field, GP_FIELD_SEQUENCE, column->numbering);
  if (column->identity != NULL || column->serial)
    gp_element_set_text (field, GP_FIELD_IDENTITY,
                         column->identity != NULL ? column->identity : "serial");
  g_hash_table_insert (build->fields, (gpointer) column, field);
}

static GpElement *
add_entity (
  GpSqlBuild *build, GpDesign *design, const GpSqlTable *table, gboolean shared, double rank)
{
  GpElement *entity = gp_sql_build_element (build, GP_KIND_ENTITY, &table->id,
                                            gp_design_get_root_id (design), rank);
  g_autofree char *name = entity_name (build, table, shared);
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gp_element_set_text (entity, GP_ENTITY_NAME, name);
  if (strcmp (name, table->name) != 0)
    gp_sql_put_line (entity, GP_ENTITY_TABLE_NAME, table->name);
  if (strcmp (table->schema, "public") != 0)
    {
      g_autofree char *schema = gp_name_make_legal (GP_KIND_ENTITY, table->schema);

      gp_element_set_text (entity, GP_ENTITY_SCHEMA, schema);
    }
  gp_sql_put_text (entity, GP_ENTITY_DESCRIPTION, table->comment);
  gp_element_set_bool (entity, GP_ENTITY_READ_ONLY,
                       table->type == GP_SQL_VIEW || table->type == GP_SQL_MATERIALIZED_VIEW);
  gp_element_set_bool (entity, GP_ENTITY_MATERIALIZED, table->type == GP_SQL_MATERIALIZED_VIEW);
  gp_element_set_bool (entity, GP_ENTITY_EXTERNAL, table->type == GP_SQL_EXTERNAL);
  gp_sql_put_text (entity, GP_ENTITY_QUERY, table->query);
  gp_sql_put_text (entity, GP_ENTITY_PARTITION_BY, table->partition_by);
  put_texts (entity, GP_ENTITY_PARTITIONS, table->partition_texts);
  put_texts (entity, GP_ENTITY_POLICIES, table->policies);
  gp_element_set_bool (entity, GP_ENTITY_ROW_SECURITY, table->row_security);
  gp_sql_put_text (entity, GP_ENTITY_OPTIONS, table->options);

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
      external = gp_sql_catalog_add_table (catalog, GP_SQL_EXTERNAL, rule->target_schema,
                                           rule->target, rule->at);
      gp_sql_catalog_note (catalog, GP_IMPORT_CODE_EXTERNAL, GP_SEVERITY_WARNING, rule->at,
                           _("table %s is not in the file; it is kept as an external entity"),
                           rule->target);
    }
  if (external->type != GP_SQL_EXTERNAL)
    return;

  if (rule->target_columns == NULL)
    add_external_column (catalog, external, "id",
                         rule->columns[0] != NULL
                           ? gp_sql_table_find_column (table, rule->columns[0])
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
put_routines (GpSqlBuild *build, GpElement *root)
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
add_elements (GpSqlBuild *build, GpDesign *design)
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
      gp_sql_build_rules (build, table, g_ptr_array_index (entities, i), table->columns->len);
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
  GpSqlBuild build = { catalog, elements, tables, fields, names };

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
