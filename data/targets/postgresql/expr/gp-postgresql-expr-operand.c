/* gp-postgresql-expr-operand.c — columns and values of a condition as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a column compares like follows from its type in the database, not in the design: an imported
 * column may be a citext, a timestamp without a zone, or a char(n). */
#define G_LOG_DOMAIN "gp-postgresql-expr-operand"
#include "config.h"
#include "gp-postgresql-expr.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gp-expr-time.h"
#include "gp-postgresql-expr-private.h"
#include "gp-sql-type.h"
#include "gp-sql-writer.h"

#define NANOS_PER_MICRO 1000
/* Whole numbers below are doubles too. */
#define MAX_EXACT (G_GINT64_CONSTANT (1) << 53)

static const struct
{
  const char *type;
  GpPgClass   class;
} classes[] = {
  { "uuid", GP_PG_UUID }, { "text", GP_PG_TEXT }, { "character varying", GP_PG_TEXT },
  { "varchar", GP_PG_TEXT }, { "citext", GP_PG_LABEL }, { "character", GP_PG_LABEL },
  { "char", GP_PG_LABEL }, { "smallint", GP_PG_INT }, { "integer", GP_PG_INT },
  { "bigint", GP_PG_BIGINT }, { "numeric", GP_PG_DOUBLE }, { "real", GP_PG_DOUBLE },
  { "double precision", GP_PG_DOUBLE }, { "boolean", GP_PG_BOOL },
  { "timestamp with time zone", GP_PG_TIMESTAMP }, { "timestamptz", GP_PG_TIMESTAMP },
  { "timestamp without time zone", GP_PG_TIMESTAMP }, { "timestamp", GP_PG_TIMESTAMP },
  { "date", GP_PG_TIMESTAMP }, { "interval", GP_PG_DURATION },
};

void
gp_pg_refuse (GpPgPrinter *self,
              const char  *reason)
{
  g_autoptr(GpExprProblem) problem = NULL;

  if (self->error != NULL)
    return;
  problem = gp_expr_problem_new_literal (GP_EXPR_ERROR_REFUSED,
                                         self->source != NULL ? self->source->offset : 0,
                                         self->source != NULL ? self->source->length : 0, reason);
  gp_expr_problem_set_error (problem, &self->error);
}

void
gp_postgresql_expr_table (GString         *out,
                          const GpElement *entity)
{
  const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);

  gp_sql_quote_name (out, schema != NULL ? schema : "public");
  g_string_append_c (out, '.');
  gp_sql_quote_name (out, gp_sql_writer_table_name (entity));
}

/* The type of a column without its arguments: "timestamp without time zone". */
static char *
dup_column_type (GpPgPrinter *self,
                 const GpId  *id)
{
  const GpElement *field = gp_design_lookup_kind (self->options->design, id, GP_KIND_FIELD);
  g_autofree char *type = field != NULL ? gp_sql_type_for_field (self->options->design, field)
                                        : NULL;
  const char *open = type != NULL ? strchr (type, '(') : NULL;
  const char *close = open != NULL ? strchr (open, ')') : NULL;

  if (type == NULL)
    return g_strdup ("");
  if (close == NULL)
    return g_steal_pointer (&type);
  return g_strdup_printf ("%.*s%s", (int) (open - type), type, close + 1);
}

static GpPgClass
find_class (GpPgPrinter *self,
            const GpId  *id,
            const char  *type)
{
  const GpElement *field = gp_design_lookup_kind (self->options->design, id, GP_KIND_FIELD);

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_ascii_strcasecmp (classes[i].type, type) == 0)
      return classes[i].class;
  field = field != NULL ? gp_sql_type_resolve (self->options->design, field) : NULL;
  return field != NULL && gp_element_is (field, GP_FIELD_TYPE, "enum") ? GP_PG_LABEL : GP_PG_OTHER;
}

static GpPgClass
class_of_type (const GpExprType *type)
{
  static const GpPgClass of_kinds[GP_EXPR_N_TYPE_KINDS] = {
    [GP_EXPR_TYPE_BOOL] = GP_PG_BOOL, [GP_EXPR_TYPE_INT] = GP_PG_BIGINT,
    [GP_EXPR_TYPE_DOUBLE] = GP_PG_DOUBLE, [GP_EXPR_TYPE_STRING] = GP_PG_TEXT,
    [GP_EXPR_TYPE_TIMESTAMP] = GP_PG_TIMESTAMP, [GP_EXPR_TYPE_DURATION] = GP_PG_DURATION,
    [GP_EXPR_TYPE_LIST] = GP_PG_LIST,
  };

  return of_kinds[type->kind];
}

GpPgClass
gp_pg_class (GpPgPrinter         *self,
             const GpExprOperand *operand)
{
  g_autofree char *type = NULL;

  if (operand->transform == GP_EXPR_TRANSFORM_SIZE)
    return GP_PG_INT;
  if (operand->transform != GP_EXPR_TRANSFORM_NONE)
    return GP_PG_TEXT;
  if (operand->kind != GP_EXPR_OPERAND_COLUMN)
    return class_of_type (&operand->type);
  type = dup_column_type (self, &operand->column.field);
  return g_str_has_suffix (type, "[]") ? GP_PG_LIST
                                       : find_class (self, &operand->column.field, type);
}

GpPgClass
gp_pg_items (GpPgPrinter         *self,
             const GpExprOperand *list)
{
  g_autofree char *type = NULL;

  if (list->kind != GP_EXPR_OPERAND_COLUMN)
    return list->type.item == GP_EXPR_TYPE_STRING ? GP_PG_TEXT : GP_PG_OTHER;
  type = dup_column_type (self, &list->column.field);
  if (!g_str_has_suffix (type, "[]"))
    return GP_PG_OTHER;
  type[strlen (type) - 2] = '\0';
  return find_class (self, &list->column.field, type);
}

static const GpId *
path_entity (GpPgPrinter        *self,
             const GpExprColumn *path,
             guint               n)
{
  return n > 0 ? &path->hops[n - 1].entity
               : &gp_expr_query_get_row (self->query, path->row)->entity;
}

/* Only what is a column of a table of this database. */
static const GpElement *
find_field (GpPgPrinter *self,
            const GpId  *entity,
            const GpId  *id)
{
  const GpElement *table = gp_design_lookup_kind (self->options->design, entity, GP_KIND_ENTITY);
  const GpElement *field = gp_design_lookup_kind (self->options->design, id, GP_KIND_FIELD);

  if (table == NULL || field == NULL || gp_element_get_bool (table, GP_ENTITY_EXTERNAL))
    {
      gp_pg_refuse (self, N_("The condition looks at something that is not in this database."));
      return NULL;
    }
  return field;
}

static void
print_row (GpPgPrinter *self,
           guint        row)
{
  switch (gp_expr_query_get_row (self->query, row)->kind)
    {
    case GP_EXPR_ROW_RECORD:
      g_string_append (self->sql, self->options->record);
      break;
    case GP_EXPR_ROW_NEW:
      g_string_append (self->sql, self->options->new_record);
      break;
    case GP_EXPR_ROW_CHILD:
    default:
      g_string_append_printf (self->sql, "r%u", row);
    }
}

void
gp_pg_path (GpPgPrinter        *self,
            const GpExprColumn *path,
            guint               n,
            const GpId         *id)
{
  const GpElement *field = find_field (self, path_entity (self, path, n), id);
  const GpExprHop *hop = n > 0 ? &path->hops[n - 1] : NULL;
  const GpElement *key;

  if (field == NULL)
    return;
  if (hop == NULL)
    {
      print_row (self, path->row);
      g_string_append_c (self->sql, '.');
      gp_sql_quote_name (self->sql, gp_element_get_name (field));
      return;
    }

  key = find_field (self, &hop->entity, &hop->key);
  if (key == NULL)
    return;
  g_string_append_printf (self->sql, "(SELECT h%u.", n);
  gp_sql_quote_name (self->sql, gp_element_get_name (field));
  g_string_append (self->sql, " FROM ");
  gp_postgresql_expr_table (self->sql, gp_design_lookup (self->options->design, &hop->entity));
  g_string_append_printf (self->sql, " AS h%u WHERE h%u.", n, n);
  gp_sql_quote_name (self->sql, gp_element_get_name (key));
  g_string_append (self->sql, " = ");
  gp_pg_path (self, path, n - 1, &hop->reference);
  g_string_append_c (self->sql, ')');
}

gboolean
gp_pg_is_exact (const GpExprValue *value)
{
  gint32 nanos = 0;

  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_TIMESTAMP)
    gp_expr_value_get_timestamp (value, &nanos);
  else if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_DURATION)
    return gp_expr_value_get_duration (value) % NANOS_PER_MICRO == 0;
  return nanos % NANOS_PER_MICRO == 0;
}

static void
print_text (GpPgPrinter       *self,
            const GpExprValue *value,
            GpPgForm           form)
{
  gsize length;
  const char *text = gp_expr_value_get_string (value, &length);

  if (strlen (text) != length)
    {
      gp_pg_refuse (self, N_("PostgreSQL's texts have no zero character."));
      return;
    }
  gp_sql_quote_text (self->sql, text);
  g_string_append (self->sql, form == GP_PG_FORM_UUID ? "::uuid" : "::text");
  if (form == GP_PG_FORM_EXACT)
    g_string_append (self->sql, " COLLATE \"C\"");
}

static void
print_double (GpPgPrinter *self,
              double       number,
              GpPgForm     form)
{
  g_autofree char *text = NULL;

  if (!isfinite (number))
    gp_pg_refuse (self, N_("Only numbers can be compared."));
  /* A double has no more than 1074 digits behind the point: this is just what it is. */
  else if (form == GP_PG_FORM_NUMERIC)
    text = g_strdup_printf ("'%.1100g'::numeric", number);
  else
    text = g_strdup_printf ("'%.17g'::float8", number);
  g_string_append (self->sql, text != NULL ? text : "NULL");
}

static void
print_time (GpPgPrinter       *self,
            const GpExprValue *value)
{
  gint32 nanos;
  gint64 seconds = gp_expr_value_get_timestamp (value, &nanos);
  g_autofree char *text = gp_expr_timestamp_to_text (seconds, nanos / NANOS_PER_MICRO
                                                              * NANOS_PER_MICRO);

  g_string_append_printf (self->sql, "'%s'::timestamptz", text);
}

void
gp_pg_value (GpPgPrinter       *self,
             const GpExprValue *value,
             GpPgForm           form)
{
  gint64 number;

  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      g_string_append (self->sql, gp_expr_value_get_bool (value) ? "true" : "false");
      break;
    case GP_EXPR_VALUE_INT:
      number = gp_expr_value_get_int (value);
      if (form == GP_PG_FORM_DOUBLE && (number > MAX_EXACT || number < -MAX_EXACT))
        gp_pg_refuse (self, N_("This number cannot be compared with one that has decimals."));
      g_string_append_printf (self->sql, "'%" G_GINT64_FORMAT "'::%s", number,
                              form == GP_PG_FORM_DOUBLE ? "float8" : "bigint");
      break;
    case GP_EXPR_VALUE_DOUBLE:
      print_double (self, gp_expr_value_get_double (value), form);
      break;
    case GP_EXPR_VALUE_STRING:
      print_text (self, value, form);
      break;
    case GP_EXPR_VALUE_TIMESTAMP:
      print_time (self, value);
      break;
    case GP_EXPR_VALUE_DURATION:
      number = gp_expr_value_get_duration (value);
      if (number % NANOS_PER_MICRO < 0)
        number -= NANOS_PER_MICRO;
      g_string_append_printf (self->sql, "'%" G_GINT64_FORMAT " microseconds'::interval",
                              number / NANOS_PER_MICRO);
      break;
    default:
      gp_pg_refuse (self, N_("A query cannot compare such values."));
    }
}

/* Timestamps get the zone that they mean, and a date is its midnight. */
static void
print_column (GpPgPrinter         *self,
              const GpExprOperand *operand,
              GpPgForm             form)
{
  g_autofree char *type = dup_column_type (self, &operand->column.field);
  gboolean is_date = g_str_equal (type, "date");
  gboolean is_local = g_str_equal (type, "timestamp")
                      || g_str_equal (type, "timestamp without time zone");
  gboolean is_text = g_str_equal (type, "text");

  g_string_append (self->sql, is_date || is_local ? "(" : "");
  gp_pg_path (self, &operand->column, operand->column.n_hops, &operand->column.field);
  if (is_date)
    g_string_append (self->sql, "::timestamp AT TIME ZONE 'UTC')");
  else if (is_local)
    g_string_append (self->sql, " AT TIME ZONE 'UTC')");
  if (form == GP_PG_FORM_DOUBLE)
    g_string_append (self->sql, "::float8");
  else if (form == GP_PG_FORM_NUMERIC)
    g_string_append (self->sql, "::numeric");
  else if ((form == GP_PG_FORM_TEXT || form == GP_PG_FORM_EXACT) && !is_text)
    g_string_append (self->sql, "::text");
}

void
gp_pg_operand (GpPgPrinter         *self,
               const GpExprOperand *operand,
               GpPgForm             form)
{
  static const char *const functions[] = {
    [GP_EXPR_TRANSFORM_NONE] = NULL, [GP_EXPR_TRANSFORM_LOWER] = "lower",
    [GP_EXPR_TRANSFORM_UPPER] = "upper", [GP_EXPR_TRANSFORM_SIZE] = "char_length",
  };
  const char *function = functions[operand->transform];

  if (operand->transform == GP_EXPR_TRANSFORM_SIZE && operand->type.kind == GP_EXPR_TYPE_LIST)
    function = "cardinality";
  if (operand->kind == GP_EXPR_OPERAND_VALUE)
    {
      gp_pg_value (self, operand->value, form);
      return;
    }
  if (operand->kind == GP_EXPR_OPERAND_PARAM)
    {
      gboolean is_uuid = form == GP_PG_FORM_UUID;

      g_string_append (self->sql, is_uuid ? "(SELECT " GP_POSTGRESQL_EXPR_SCHEMA ".as_uuid(" : "");
      gp_pg_param (self, operand);
      g_string_append (self->sql, is_uuid ? "))" : "");
    }
  else if (function != NULL)
    {
      gboolean is_list = operand->type.kind == GP_EXPR_TYPE_LIST;

      /* Only the collation C leaves letters beyond A–Z alone. */
      g_string_append_printf (self->sql, "%s(", function);
      print_column (self, operand, is_list ? GP_PG_FORM_NATIVE : GP_PG_FORM_EXACT);
      g_string_append (self->sql, is_list ? ")" : " COLLATE \"C\")");
      if (form == GP_PG_FORM_DOUBLE)
        g_string_append (self->sql, "::float8");
    }
  else
    {
      print_column (self, operand, form);
    }
  if (form == GP_PG_FORM_EXACT)
    g_string_append (self->sql, " COLLATE \"C\"");
}
