/* gp-openapi-schemas.c — records as JSON Schema
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-openapi-schemas"
#include "config.h"
#include "gp-openapi.h"

char *
gp_openapi_dup_component (const GpTable *table,
                          const char    *suffix)
{
  GString *out = g_string_new (NULL);

  for (const char *p = table->name; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || *p == '_')
        g_string_append_c (out, *p);
      else
        g_string_append_printf (out, ".%02x", (guchar) *p);
    }
  /* A dash stands in no name that was made of a table's, so that suffixes cannot meet names. */
  if (*suffix != '\0')
    g_string_append_printf (out, "-%s", suffix);

  return g_string_free (out, FALSE);
}

static void
write_type (GpJsonWriter *writer,
            const char   *type,
            gboolean      nullable)
{
  if (type == NULL)
    return;
  gp_json_writer_key (writer, "type");
  if (!nullable)
    {
      gp_json_writer_string (writer, type);
      return;
    }
  gp_json_writer_begin_array (writer);
  gp_json_writer_string (writer, type);
  gp_json_writer_string (writer, "null");
  gp_json_writer_end_array (writer);
}

static void
write_limits (GpJsonWriter       *writer,
              const GpCellFormat *format,
              gboolean            nullable)
{
  if (format->type == GP_CELL_TYPE_INTEGER)
    {
      gp_json_writer_key (writer, "minimum");
      gp_json_writer_int (writer, G_MININT32);
      gp_json_writer_key (writer, "maximum");
      gp_json_writer_int (writer, G_MAXINT32);
    }
  if (format->type == GP_CELL_TYPE_TEXT && format->length > 0)
    {
      gp_json_writer_key (writer, "maxLength");
      gp_json_writer_int (writer, format->length);
    }
  if (format->type == GP_CELL_TYPE_ENUM && format->values != NULL)
    {
      gp_json_writer_key (writer, "enum");
      gp_json_writer_begin_array (writer);
      for (gsize i = 0; format->values[i] != NULL; i++)
        gp_json_writer_string (writer, format->values[i]);
      if (nullable)
        gp_json_writer_null (writer);
      gp_json_writer_end_array (writer);
    }
}

/* The members of the schema of a single value. */
static void
write_scalar (GpJsonWriter       *writer,
              const GpCellFormat *format,
              gboolean            nullable)
{
  const GpCellTypeInfo *info = gp_cell_type_get_info (format->type);

  write_type (writer, info->json_type, nullable);
  if (format->type == GP_CELL_TYPE_BYTES)
    gp_json_writer_member (writer, "contentEncoding", "base64");
  else if (info->json_format != NULL)
    gp_json_writer_member (writer, "format", info->json_format);
  if (format->type == GP_CELL_TYPE_VECTOR)
    {
      gp_json_writer_key (writer, "items");
      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, "type", "number");
      gp_json_writer_end_object (writer);
    }
  write_limits (writer, format, nullable);
}

void
gp_openapi_write_format (const GpCellFormat *format,
                         gboolean            nullable,
                         GpJsonWriter       *writer)
{
  GpCellFormat item = *format;

  if (!format->array)
    {
      write_scalar (writer, format, nullable);
      return;
    }
  item.array = FALSE;
  write_type (writer, "array", nullable);
  gp_json_writer_key (writer, "items");
  gp_json_writer_begin_object (writer);
  write_scalar (writer, &item, FALSE);
  gp_json_writer_end_object (writer);
}

static void
write_column (GpJsonWriter   *writer,
              const GpColumn *column,
              gboolean        reading)
{
  gp_json_writer_key (writer, column->name);
  gp_json_writer_begin_object (writer);
  if (column->description != NULL)
    gp_json_writer_member (writer, "description", column->description);
  if (!column->format.array && reading && column->target != NULL && column->target->exposed)
    {
      /* The key, or the record where the request expands it. */
      g_autofree char *component = gp_openapi_dup_component (column->target, "");
      g_autofree char *ref = g_strdup_printf ("#/components/schemas/%s", component);

      gp_json_writer_key (writer, "anyOf");
      gp_json_writer_begin_array (writer);
      gp_json_writer_begin_object (writer);
      write_scalar (writer, &column->format, column->nullable);
      gp_json_writer_end_object (writer);
      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, "$ref", ref);
      gp_json_writer_end_object (writer);
      gp_json_writer_end_array (writer);
    }
  else if (column->is_file)
    {
      /* The file itself comes in a form; its id is read, or all that is known of it. */
      gp_json_writer_key (writer, "type");
      gp_json_writer_raw (writer, reading ? "[\"string\",\"object\",\"null\"]" : "\"null\"");
    }
  else
    {
      gp_openapi_write_format (&column->format, column->nullable, writer);
    }
  gp_json_writer_end_object (writer);
}

static gboolean
is_writable (const GpColumn *column)
{
  return !column->inert && !column->numbered_only;
}

static gboolean
is_required (const GpColumn *column)
{
  return is_writable (column) && !column->is_file && !column->nullable && !column->numbered
         && (column->initial.kind == GP_DEFAULT_NONE
             || column->initial.kind == GP_DEFAULT_UNKNOWN
             || (column->initial.kind == GP_DEFAULT_CELL
                 && column->initial.cell.kind == GP_CELL_NULL));
}

typedef enum
{
  READ,
  CREATE,
  UPDATE,
} Use;

static void
write_schema (const GpTable *table,
              Use            use,
              GpJsonWriter  *writer)
{
  static const char *const suffixes[] = { "", "create", "update" };
  g_autofree char *component = gp_openapi_dup_component (table, suffixes[use]);
  gboolean any_required = FALSE;

  gp_json_writer_key (writer, component);
  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "type", "object");
  if (table->description != NULL && use == READ)
    gp_json_writer_member (writer, "description", table->description);
  gp_json_writer_key (writer, "properties");
  gp_json_writer_begin_object (writer);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);

      any_required |= is_required (column);
      if (use == READ ? !column->hidden : is_writable (column))
        write_column (writer, column, use == READ);
    }
  gp_json_writer_end_object (writer);

  if (use == CREATE && any_required)
    {
      gp_json_writer_key (writer, "required");
      gp_json_writer_begin_array (writer);
      for (guint i = 0; i < table->columns->len; i++)
        {
          const GpColumn *column = g_ptr_array_index (table->columns, i);

          if (is_required (column))
            gp_json_writer_string (writer, column->name);
        }
      gp_json_writer_end_array (writer);
    }
  if (use != READ)
    {
      gp_json_writer_key (writer, "additionalProperties");
      gp_json_writer_bool (writer, FALSE);
    }
  gp_json_writer_end_object (writer);
}

void
gp_openapi_write_schemas (const GpTable *table,
                          GpJsonWriter  *writer)
{
  write_schema (table, READ, writer);
  write_schema (table, CREATE, writer);
  write_schema (table, UPDATE, writer);
}
