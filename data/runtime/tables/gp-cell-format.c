/* gp-cell-format.c — values as text and in SQLite
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every value has one canonical text; what SQLite keeps is chosen so that comparing and sorting
 * there means the same as comparing values:
 *
 *   uuid, enum, text     TEXT, compared by code point
 *   integer, bigint      INTEGER
 *   decimal              TEXT in canonical form under a collation that compares by value
 *   float                REAL, always finite
 *   boolean              INTEGER, 0 or 1
 *   date, time           TEXT: 2024-02-29, 23:59:59.5; sorted by code point they are sorted by time
 *   timestamp, duration  INTEGER, microseconds (since 1970 in UTC)
 *   json, vector, lists  TEXT, JSON
 *   bytes                BLOB; base64 in JSON
 *   file                 TEXT, the id of the file */
#define G_LOG_DOMAIN "gp-cell-format"
#include "config.h"
#include "gp-cell-format.h"

#include "gp-cell-time.h"
#include "gp-decimal.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const GpCellTypeInfo infos[] = {
  [GP_CELL_TYPE_UUID] = { "uuid", "TEXT", NULL, "string", "uuid" },
  [GP_CELL_TYPE_TEXT] = { "text", "TEXT", NULL, "string", NULL },
  [GP_CELL_TYPE_INTEGER] = { "integer", "INTEGER", NULL, "integer", "int32" },
  [GP_CELL_TYPE_BIGINT] = { "bigint", "INTEGER", NULL, "integer", "int64" },
  [GP_CELL_TYPE_DECIMAL] = { "decimal", "TEXT", "gp_decimal", "string", "decimal" },
  [GP_CELL_TYPE_FLOAT] = { "float", "REAL", NULL, "number", "double" },
  [GP_CELL_TYPE_BOOLEAN] = { "boolean", "INTEGER", NULL, "boolean", NULL },
  [GP_CELL_TYPE_DATE] = { "date", "TEXT", NULL, "string", "date" },
  [GP_CELL_TYPE_TIME] = { "time", "TEXT", NULL, "string", NULL },
  [GP_CELL_TYPE_TIMESTAMP] = { "timestamp", "INTEGER", NULL, "string", "date-time" },
  [GP_CELL_TYPE_DURATION] = { "duration", "INTEGER", NULL, "string", NULL },
  [GP_CELL_TYPE_JSON] = { "json", "TEXT", NULL, NULL, NULL },
  [GP_CELL_TYPE_BYTES] = { "bytes", "BLOB", NULL, "string", "byte" },
  [GP_CELL_TYPE_ENUM] = { "enum", "TEXT", NULL, "string", NULL },
  [GP_CELL_TYPE_FILE] = { "file", "TEXT", NULL, "string", NULL },
  [GP_CELL_TYPE_VECTOR] = { "vector", "TEXT", NULL, "array", NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (infos) == GP_N_CELL_TYPES);

const GpCellTypeInfo *
gp_cell_type_get_info (GpCellType type)
{
  g_return_val_if_fail (type < GP_N_CELL_TYPES, NULL);

  return &infos[type];
}

gboolean
gp_cell_type_from_nick (const char *nick,
                        GpCellType *out)
{
  for (guint i = 0; i < GP_N_CELL_TYPES; i++)
    {
      if (g_strcmp0 (nick, infos[i].nick) == 0)
        {
          *out = i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
gp_cell_format_storage (const GpCellFormat *self)
{
  return self->array ? "TEXT" : infos[self->type].storage;
}

gboolean
gp_cell_format_equal (const GpCellFormat *a,
                      const GpCellFormat *b)
{
  if (a->type != b->type || !a->array != !b->array || a->length != b->length
      || a->precision != b->precision || a->scale != b->scale || a->dimensions != b->dimensions)
    return FALSE;
  if (a->values == NULL || b->values == NULL)
    return a->values == b->values;

  return g_strv_equal ((const char *const *) a->values, (const char *const *) b->values);
}

static gboolean
parse_uuid (const GpCellFormat *self,
            const char         *text,
            GpCell             *out)
{
  char buffer[GP_ID_STRING_SIZE];
  GpId id;

  if (!gp_id_parse (text, &id))
    return FALSE;
  *out = gp_cell_take_text (g_strdup (gp_id_format (&id, buffer)));

  return TRUE;
}

static gboolean
parse_text (const GpCellFormat *self,
            const char         *text,
            GpCell             *out)
{
  if (!g_utf8_validate (text, -1, NULL)
      || (self->length > 0 && g_utf8_strlen (text, -1) > (glong) self->length))
    return FALSE;
  *out = gp_cell_take_text (g_strdup (text));

  return TRUE;
}

static gboolean
parse_integer (const GpCellFormat *self,
               const char         *text,
               GpCell             *out)
{
  gboolean wide = self->type == GP_CELL_TYPE_BIGINT;
  gint64 value;

  if (*text == '+' || g_ascii_isspace (*text)
      || !g_ascii_string_to_signed (text, 10, wide ? G_MININT64 : G_MININT32,
                                    wide ? G_MAXINT64 : G_MAXINT32, &value, NULL))
    return FALSE;
  *out = gp_cell_int (value);

  return TRUE;
}

static gboolean
parse_decimal (const GpCellFormat *self,
               const char         *text,
               GpCell             *out)
{
  char *canonical = gp_decimal_parse (text, self->precision, self->scale);

  if (canonical == NULL)
    return FALSE;
  *out = gp_cell_take_text (canonical);

  return TRUE;
}

static gboolean
parse_float (const GpCellFormat *self,
             const char         *text,
             GpCell             *out)
{
  char *end;
  double value;

  if (!g_ascii_isdigit (*text) && *text != '-' && *text != '.')
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (value))
    return FALSE;
  *out = gp_cell_real (value + 0.0);

  return TRUE;
}

static gboolean
parse_boolean (const GpCellFormat *self,
               const char         *text,
               GpCell             *out)
{
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    return FALSE;
  *out = gp_cell_int (*text == 't');

  return TRUE;
}

static gboolean
parse_json (const GpCellFormat *self,
            const char         *text,
            GpCell             *out)
{
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (text, strlen (text), 32, NULL);

  if (document == NULL)
    return FALSE;
  *out = gp_cell_take_text (g_strdup (text));

  return TRUE;
}

/* g_base64_decode() skips what it does not know, so what comes out is checked against what went
 * in. */
static gboolean
parse_bytes (const GpCellFormat *self,
             const char         *text,
             GpCell             *out)
{
  gsize length;
  g_autofree guchar *data = g_base64_decode (text, &length);
  g_autofree char *again = g_base64_encode (data, length);

  if (!g_str_equal (again, text) || (self->length > 0 && length > self->length))
    return FALSE;
  *out = gp_cell_blob (data, length);

  return TRUE;
}

static gboolean
parse_enum (const GpCellFormat *self,
            const char         *text,
            GpCell             *out)
{
  if (self->values == NULL || !g_strv_contains ((const char *const *) self->values, text))
    return FALSE;
  *out = gp_cell_take_text (g_strdup (text));

  return TRUE;
}

static gboolean
parse_vector (const GpCellFormat *self,
              const char         *text,
              GpCell             *out)
{
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (text, strlen (text), 32, NULL);

  return document != NULL && gp_cell_from_json (self, document, GP_JSON_ROOT, out, NULL);
}

static const struct
{
  gboolean  (*parse) (const GpCellFormat *self, const char *text, GpCell *out);
  const char *expected;
} codecs[] = {
  [GP_CELL_TYPE_UUID] = { parse_uuid, N_("a UUID is expected") },
  [GP_CELL_TYPE_TEXT] = { parse_text, N_("a text is expected") },
  [GP_CELL_TYPE_INTEGER] = { parse_integer, N_("a whole number of 32 bits is expected") },
  [GP_CELL_TYPE_BIGINT] = { parse_integer, N_("a whole number of 64 bits is expected") },
  [GP_CELL_TYPE_DECIMAL] = { parse_decimal, N_("a decimal number is expected") },
  [GP_CELL_TYPE_FLOAT] = { parse_float, N_("a number is expected") },
  [GP_CELL_TYPE_BOOLEAN] = { parse_boolean, N_("true or false is expected") },
  [GP_CELL_TYPE_DATE] = { gp_cell_parse_date, N_("a date such as 2024-02-29 is expected") },
  [GP_CELL_TYPE_TIME] = { gp_cell_parse_time, N_("a time such as 23:59:59 is expected") },
  [GP_CELL_TYPE_TIMESTAMP] = { gp_cell_parse_timestamp,
                               N_("a time and zone such as 2024-02-29T23:59:59Z is expected") },
  [GP_CELL_TYPE_DURATION] = { gp_cell_parse_duration, N_("a duration such as 1h30m is expected") },
  [GP_CELL_TYPE_JSON] = { parse_json, N_("JSON is expected") },
  [GP_CELL_TYPE_BYTES] = { parse_bytes, N_("base64 is expected") },
  [GP_CELL_TYPE_ENUM] = { parse_enum, N_("one of the field's values is expected") },
  [GP_CELL_TYPE_FILE] = { parse_uuid, N_("a file is sent as a part of a form") },
  [GP_CELL_TYPE_VECTOR] = { parse_vector, N_("a list of numbers is expected") },
};

char *
gp_cell_format_describe (const GpCellFormat *self)
{
  g_autofree char *values = NULL;

  if (self->type == GP_CELL_TYPE_ENUM && self->values != NULL)
    {
      values = g_strjoinv (", ", self->values);
      return g_strdup_printf (_("one of these is expected: %s"), values);
    }
  if (self->length > 0 && self->type == GP_CELL_TYPE_BYTES)
    return g_strdup_printf (_("base64 of at most %u bytes is expected"), self->length);
  if (self->length > 0 && self->type == GP_CELL_TYPE_TEXT)
    return g_strdup_printf (_("a text of at most %u characters is expected"), self->length);
  if (self->precision > 0 && self->type == GP_CELL_TYPE_DECIMAL)
    return g_strdup_printf (_("a number of at most %u digits, %u of them after the point, is "
                              "expected"),
                            self->precision, self->scale);
  if (self->dimensions > 0 && self->type == GP_CELL_TYPE_VECTOR)
    return g_strdup_printf (_("a list of %u numbers is expected"), self->dimensions);

  return g_strdup (_(codecs[self->type].expected));
}

gboolean
gp_cell_parse (const GpCellFormat *self,
               const char         *text,
               GpCell             *out,
               char              **out_problem)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (codecs[self->type].parse (self, text, out))
    return TRUE;
  if (out_problem != NULL)
    *out_problem = gp_cell_format_describe (self);

  return FALSE;
}

/* The shortest text that is read back as the same number. */
static char *
print_float (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }

  return g_strdup (buffer);
}

char *
gp_cell_print (const GpCellFormat *self,
               const GpCell       *cell)
{
  if (cell->kind == GP_CELL_NULL)
    return NULL;
  if (cell->kind == GP_CELL_BLOB)
    return g_base64_encode ((const guchar *) cell->bytes, cell->length);
  if (cell->kind == GP_CELL_TEXT)
    return g_strdup (cell->bytes);
  if (cell->kind == GP_CELL_REAL)
    return print_float (cell->real);

  switch ((int) self->type)
    {
    case GP_CELL_TYPE_BOOLEAN:
      return g_strdup (cell->integer != 0 ? "true" : "false");
    case GP_CELL_TYPE_TIMESTAMP:
      return gp_cell_print_timestamp (cell->integer);
    case GP_CELL_TYPE_DURATION:
      return gp_cell_print_duration (cell->integer);
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell->integer);
    }
}
