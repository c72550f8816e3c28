/* gp-table-columns.c — the columns and keys of a table
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-table-columns"
#include "config.h"
#include "gp-table-private.h"

#include <glib/gi18n-lib.h>

#define MAX_COLUMNS 2000   /* of a table, as SQLite comes */
#define MAX_HOPS 16    /* a key that is a reference to a key that is a reference… */

/* What SQLite calls a row's own number, where no column has the name. */
static const char *const rowid_names[] = { "rowid", "_rowid_", "oid" };

/* The field that @field points to, or NULL. */
static const GpElement *
find_target_field (GpDesign        *design,
                   const GpElement *field)
{
  const GpElement *entity = gp_design_lookup_kind (design,
                                                   gp_element_get_ref (field, GP_FIELD_REFERENCE),
                                                   GP_KIND_ENTITY);
  const GpId *named = gp_element_get_ref (field, GP_FIELD_REFERENCE_FIELD);
  const GpId *key;
  gsize n;

  if (named != NULL)
    return gp_design_lookup_kind (design, named, GP_KIND_FIELD);
  if (entity == NULL)
    return NULL;

  key = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  return n == 1 ? gp_design_lookup_kind (design, &key[0], GP_KIND_FIELD) : NULL;
}

static gboolean
read_format (GpSchemaBuild   *self,
             const GpElement *field,
             GpCellFormat    *out)
{
  const GpElement *from = field;
  const char *const *values;
  gsize n;

  for (guint hops = 0; gp_element_is (from, GP_FIELD_TYPE, "reference"); hops++)
    {
      from = find_target_field (self->design, from);
      if (from == NULL || hops == MAX_HOPS)
        return FALSE;
    }

  *out = (GpCellFormat) { 0 };
  if (!gp_cell_type_from_nick (gp_element_get_text (from, GP_FIELD_TYPE), &out->type))
    return FALSE;
  out->array = gp_element_get_bool (field, GP_FIELD_ARRAY);
  out->length = MIN (gp_element_get_int (from, GP_FIELD_LENGTH), G_MAXINT32);
  out->precision = MIN (gp_element_get_int (from, GP_FIELD_PRECISION), G_MAXINT32);
  out->scale = MIN (gp_element_get_int (from, GP_FIELD_SCALE), out->precision);
  out->dimensions = MIN (gp_element_get_int (from, GP_FIELD_DIMENSIONS), G_MAXINT32);
  values = gp_element_get_texts (from, GP_FIELD_VALUES, &n);
  if (out->type == GP_CELL_TYPE_ENUM)
    out->values = n > 0 ? g_strdupv ((char **) values) : g_new0 (char *, 1);

  return TRUE;
}

static void
read_default (GpSchemaBuild   *self,
              GpColumn        *column,
              const GpElement *field)
{
  const char *code = gp_element_get_text (field, GP_FIELD_DEFAULT);
  const char *identity = gp_element_get_text (field, GP_FIELD_IDENTITY);
  gboolean whole = !column->format.array && (column->format.type == GP_CELL_TYPE_INTEGER
                                             || column->format.type == GP_CELL_TYPE_BIGINT);
  gboolean sequence = code != NULL && g_ascii_strncasecmp (code, "nextval(", 8) == 0;

  if (column->is_file)
    return;
  column->numbered = whole && (sequence || (identity != NULL && !g_str_equal (identity, "none")));
  column->numbered_only = column->numbered && g_strcmp0 (identity, "always") == 0;
  if (column->numbered)
    return;

  column->initial = gp_default_parse (&column->format, code);
  if (column->initial.kind == GP_DEFAULT_UNKNOWN)
    gp_schema_build_note (self, GP_SEVERITY_WARNING, field,
                          g_strdup_printf (_("The default of %s cannot be computed there: a value "
                                             "must be given."), column->name));
}

static gboolean
check_column_name (GpSchemaBuild   *self,
                   const GpTable   *table,
                   const GpElement *field)
{
  const char *name = gp_element_get_name (field);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *other = g_ptr_array_index (table->columns, i);

      if (g_ascii_strcasecmp (other->name, name) == 0)
        {
          gp_schema_build_note (self, GP_SEVERITY_ERROR, field,
                                g_strdup_printf (_("In %s “%s” and “%s” are the same name to the "
                                                   "database: rename one."), table->name,
                                                 other->name, name));
          return FALSE;
        }
    }

  return TRUE;
}

static void
add_column (GpSchemaBuild   *self,
            GpTable         *table,
            const GpElement *field)
{
  GpCellFormat format;
  GpColumn *column;

  if (!check_column_name (self, table, field))
    return;
  if (!read_format (self, field, &format))
    {
      /* A reference to nothing is among the checks that every target shares. */
      if (gp_element_get_ref (field, GP_FIELD_REFERENCE) == NULL)
        return;
      gp_schema_build_note (self, GP_SEVERITY_ERROR, field,
                            g_strdup_printf (_("%s.%s refers to an entity whose key is not one "
                                               "field: "
                                               "name a unique field, or use a composite "
                                               "reference."),
                                             table->name, gp_element_get_name (field)));
      return;
    }

  column = g_new0 (GpColumn, 1);
  column->id = *gp_element_get_id (field);
  column->name = g_strdup (gp_element_get_name (field));
  column->quoted = gp_sqlite_quote_name (column->name);
  column->description = g_strdup (gp_element_get_text (field, GP_FIELD_DESCRIPTION));
  column->format = format;
  column->unique = gp_element_get_bool (field, GP_FIELD_UNIQUE);
  column->hidden = gp_element_is (field, GP_FIELD_SENSITIVE, "secret");
  column->is_file = gp_table_is_file (field);
  column->inert = gp_element_get_text (field, GP_FIELD_COMPUTED) != NULL
                  || (column->format.type == GP_CELL_TYPE_FILE && !column->is_file);
  column->nullable = gp_element_get_bool (field, GP_FIELD_NULLABLE) || column->inert;
  if (column->inert && gp_element_get_text (field, GP_FIELD_COMPUTED) == NULL)
    gp_schema_build_note (self, GP_SEVERITY_WARNING, field,
                          g_strdup_printf (_("%s.%s stays empty there: a record holds one file in "
                                             "a field, and no list of them."),
                                           table->name, column->name));
  read_default (self, column, field);
  g_ptr_array_add (table->columns, column);
}

/* A lone key that nobody numbers and that has no default: the server gives it. */
static void
complete_key (GpTable *table)
{
  GpColumn *column;

  if (table->key->len != 1)
    return;

  column = g_ptr_array_index (table->key, 0);
  if (column->initial.kind != GP_DEFAULT_NONE || column->format.array)
    return;

  if (column->format.type == GP_CELL_TYPE_UUID)
    column->initial.kind = GP_DEFAULT_UUID;
  else if (column->format.type == GP_CELL_TYPE_INTEGER
           || column->format.type == GP_CELL_TYPE_BIGINT)
    column->numbered = TRUE;
}

static void
build_key (GpSchemaBuild   *self,
           GpTable         *table,
           const GpElement *entity)
{
  gsize n;
  const GpId *key = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < n; i++)
    {
      GpColumn *column = gp_table_lookup (table, &key[i]);

      if (column == NULL)
        continue;
      column->in_key = TRUE;
      column->nullable = FALSE;
      g_ptr_array_add (table->key, column);
      /* It stands in addresses and cursors, and in what refers to it. */
      if (column->hidden || column->inert || column->is_file)
        gp_schema_build_note (self, GP_SEVERITY_ERROR, entity,
                              g_strdup_printf (_("The key %s.%s must be stored and may not be "
                                                 "secret: choose another key."),
                                               table->name, column->name));
      if (gp_element_get_ref (gp_design_lookup (self->design, &key[i]), GP_FIELD_REFERENCE) != NULL)
        continue;
      if (n == 1)
        complete_key (table);
    }

  if (table->key->len == 0)
    gp_schema_build_note (self, GP_SEVERITY_WARNING, entity,
                          g_strdup_printf (_("%s has no primary key: its records can be listed and "
                                             "created, and not be reached one by one."),
                                           table->name));
}

void
gp_schema_build_columns (GpSchemaBuild   *self,
                         GpTable         *table,
                         const GpElement *entity)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    add_column (self, table, g_ptr_array_index (fields, i));
  build_key (self, table, entity);
  if (table->columns->len > MAX_COLUMNS)
    gp_schema_build_note (self, GP_SEVERITY_ERROR, entity,
                          g_strdup_printf (_("%s has more than %d fields: divide it."), table->name,
                                           MAX_COLUMNS));

  for (gsize i = 0; i < G_N_ELEMENTS (rowid_names) && table->rowid == NULL; i++)
    {
      gboolean taken = FALSE;

      for (guint j = 0; j < table->columns->len; j++)
        taken |= g_ascii_strcasecmp (rowid_names[i],
                                     ((GpColumn *) g_ptr_array_index (table->columns,
                                                                      j))->name) == 0;
      if (!taken)
        table->rowid = rowid_names[i];
    }
  if (table->rowid == NULL)
    gp_schema_build_note (self, GP_SEVERITY_ERROR, entity,
                          g_strdup_printf (_("%s has fields named rowid, _rowid_ and oid: rename "
                                             "one."),
                                           table->name));
}
