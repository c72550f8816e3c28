/* gp-expr-functions.c — the functions of the expression language
 * SPDX-License-Identifier: Apache-2.0 */

#define _GNU_SOURCE   /* memmem() */
#define G_LOG_DOMAIN "gp-expr-functions"

#include "config.h"

#include "gp-expr-functions.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gp-expr-regex.h"
#include "gp-expr-time.h"
#include "gp-expr-value-text.h"

typedef GpExprValue * const *Arguments;

static GpExprValue *
call_identity (const GpExprFunction *self,
               Arguments             arguments)
{
  return gp_expr_value_ref (arguments[0]);
}

static GpExprValue *
call_size (const GpExprFunction *self,
           Arguments             arguments)
{
  return gp_expr_value_new_int ((gint64) gp_expr_value_get_size (arguments[0]));
}

enum
{
  STARTS_WITH,
  ENDS_WITH,
  CONTAINS,
};

static GpExprValue *
call_search (const GpExprFunction *self,
             Arguments             arguments)
{
  gsize length, part_length;
  const char *text = gp_expr_value_get_string (arguments[0], &length);
  const char *part = gp_expr_value_get_string (arguments[1], &part_length);
  gboolean found = FALSE;

  if (part_length > length)
    found = FALSE;
  else if (self->data == STARTS_WITH)
    found = memcmp (text, part, part_length) == 0;
  else if (self->data == ENDS_WITH)
    found = memcmp (text + length - part_length, part, part_length) == 0;
  else
    found = memmem (text, length, part, part_length) != NULL;
  return gp_expr_value_new_bool (found);
}

static GpExprValue *
call_matches (const GpExprFunction *self,
              Arguments             arguments)
{
  gsize length, pattern_length;
  const char *text = gp_expr_value_get_string (arguments[0], &length);
  const char *pattern = gp_expr_value_get_string (arguments[1], &pattern_length);

  return gp_expr_regex_match (text, length, pattern, pattern_length);
}

static GpExprValue *
call_ascii_case (const GpExprFunction *self,
                 Arguments             arguments)
{
  gsize length;
  const char *text = gp_expr_value_get_string (arguments[0], &length);
  g_autofree char *changed = self->data ? g_ascii_strup (text, (gssize) length)
                                        : g_ascii_strdown (text, (gssize) length);

  return gp_expr_value_new_string (changed, (gssize) length);
}

static GpExprValue *
cannot_convert (const GpExprFunction *self,
                const GpExprValue    *value)
{
  g_autofree char *text = gp_expr_value_to_text (value);

  return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE, N_("%s() cannot convert %s."), self->name,
                                  text);
}

/* The text of a string that holds no U+0000, else NULL. */
static const char *
get_plain (const GpExprValue *value)
{
  gsize length;
  const char *text = gp_expr_value_get_string (value, &length);

  return strlen (text) == length ? text : NULL;
}

static GpExprValue *
call_int_double (const GpExprFunction *self,
                 Arguments             arguments)
{
  double number = trunc (gp_expr_value_get_double (arguments[0]));

  /* Both ends are out: they might be the rounding of something outside. */
  if (!(number > -9223372036854775808.0 && number < 9223372036854775808.0))
    return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE,
                                    N_("The number does not fit into 64 bits."));
  return gp_expr_value_new_int ((gint64) number);
}

static GpExprValue *
call_int_string (const GpExprFunction *self,
                 Arguments             arguments)
{
  const char *text = get_plain (arguments[0]);
  gint64 number;

  if (text == NULL ||
      !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return cannot_convert (self, arguments[0]);
  return gp_expr_value_new_int (number);
}

static GpExprValue *
call_int_timestamp (const GpExprFunction *self,
                    Arguments             arguments)
{
  return gp_expr_value_new_int (gp_expr_value_get_timestamp (arguments[0], NULL));
}

static GpExprValue *
call_double_int (const GpExprFunction *self,
                 Arguments             arguments)
{
  return gp_expr_value_new_double ((double) gp_expr_value_get_int (arguments[0]));
}

static GpExprValue *
call_double_string (const GpExprFunction *self,
                    Arguments             arguments)
{
  const char *text = get_plain (arguments[0]);
  char *end;
  double number;

  /* g_ascii_strtod() would skip blanks and read hexadecimal numbers. */
  if (text == NULL || *text == '\0' || g_ascii_isspace (*text) || strpbrk (text, "xX") != NULL)
    return cannot_convert (self, arguments[0]);

  number = g_ascii_strtod (text, &end);
  if (*end != '\0')
    return cannot_convert (self, arguments[0]);
  return gp_expr_value_new_double (number);
}

static GpExprValue *
call_string (const GpExprFunction *self,
             Arguments             arguments)
{
  const GpExprValue *value = arguments[0];
  g_autoptr(GString) out = NULL;
  g_autofree char *text = NULL;
  gint32 nanos;

  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_TIMESTAMP:
      {
        gint64 seconds = gp_expr_value_get_timestamp (value, &nanos);

        text = gp_expr_timestamp_to_text (seconds, nanos);
      }
      break;
    case GP_EXPR_VALUE_DURATION:
      text = gp_expr_duration_to_text (gp_expr_value_get_duration (value));
      break;
    case GP_EXPR_VALUE_DOUBLE:
      out = g_string_new (NULL);
      gp_expr_append_double (out, gp_expr_value_get_double (value), FALSE);
      return gp_expr_value_new_string (out->str, (gssize) out->len);
    default:
      text = gp_expr_value_to_text (value);
    }

  return gp_expr_value_new_string (text, -1);
}

static GpExprValue *
call_bool_string (const GpExprFunction *self,
                  Arguments             arguments)
{
  static const char * const yes[] = { "1", "t", "T", "true", "TRUE", "True", NULL };
  static const char * const no[] = { "0", "f", "F", "false", "FALSE", "False", NULL };
  const char *text = get_plain (arguments[0]);

  if (text != NULL && g_strv_contains (yes, text))
    return gp_expr_value_new_bool (TRUE);
  if (text != NULL && g_strv_contains (no, text))
    return gp_expr_value_new_bool (FALSE);
  return cannot_convert (self, arguments[0]);
}

static GpExprValue *
call_timestamp_string (const GpExprFunction *self,
                       Arguments             arguments)
{
  const char *text = get_plain (arguments[0]);

  return text != NULL ? gp_expr_timestamp_from_text (text) : cannot_convert (self, arguments[0]);
}

static GpExprValue *
call_timestamp_int (const GpExprFunction *self,
                    Arguments             arguments)
{
  return gp_expr_value_new_timestamp (gp_expr_value_get_int (arguments[0]), 0);
}

static GpExprValue *
call_duration_string (const GpExprFunction *self,
                      Arguments             arguments)
{
  const char *text = get_plain (arguments[0]);

  return text != NULL ? gp_expr_duration_from_text (text) : cannot_convert (self, arguments[0]);
}

static GpExprValue *
call_time_part (const GpExprFunction *self,
                Arguments             arguments)
{
  const char *zone = NULL;

  if (self->n_arguments == 2 && (zone = get_plain (arguments[1])) == NULL)
    return cannot_convert (self, arguments[1]);
  return gp_expr_timestamp_get_part (arguments[0], (GpExprTimePart) self->data, zone);
}

static GpExprValue *
call_duration_part (const GpExprFunction *self,
                    Arguments             arguments)
{
  return gp_expr_value_new_int (
    gp_expr_duration_get_part (gp_expr_value_get_duration (arguments[0]),
                               (GpExprTimePart) self->data));
}

#define FUNCTION(name, from, to, call, data, meaning) \
  { name, FALSE, 1, { GP_EXPR_VALUE_##from }, GP_EXPR_VALUE_##to, call, data, meaning }
#define METHOD(name, from, to, call, data, meaning) \
  { name, TRUE, 1, { GP_EXPR_VALUE_##from }, GP_EXPR_VALUE_##to, call, data, meaning }
#define METHOD_WITH(name, from, with, to, call, data, meaning) \
  { name, TRUE, 2, { GP_EXPR_VALUE_##from, GP_EXPR_VALUE_##with }, GP_EXPR_VALUE_##to, call, data, \
    meaning }
#define TIME_PART(name, data, meaning) \
  METHOD (name, TIMESTAMP, INT, call_time_part, data, meaning), \
  METHOD_WITH (name, TIMESTAMP, STRING, INT, call_time_part, data, meaning)

static const GpExprFunction functions[] = {
  FUNCTION ("bool", BOOL, BOOL, call_identity, 0, N_("Makes a yes or no of a text.")),
  FUNCTION ("bool", STRING, BOOL, call_bool_string, 0, N_("Makes a yes or no of a text.")),
  METHOD_WITH ("contains", STRING, STRING, BOOL, call_search, CONTAINS,
               N_("Whether the text holds another.")),
  FUNCTION ("double", DOUBLE, DOUBLE, call_identity, 0, N_("Makes a number with a fraction.")),
  FUNCTION ("double", INT, DOUBLE, call_double_int, 0, N_("Makes a number with a fraction.")),
  FUNCTION ("double", STRING, DOUBLE, call_double_string, 0,
            N_("Makes a number with a fraction.")),
  FUNCTION ("duration", DURATION, DURATION, call_identity, 0,
            N_("Makes a length of time of a text like 1h30m.")),
  FUNCTION ("duration", STRING, DURATION, call_duration_string, 0,
            N_("Makes a length of time of a text like 1h30m.")),
  METHOD_WITH ("endsWith", STRING, STRING, BOOL, call_search, ENDS_WITH,
               N_("Whether the text ends with another.")),
  TIME_PART ("getDate", GP_EXPR_TIME_DATE, N_("The day of the month, from 1.")),
  TIME_PART ("getDayOfMonth", GP_EXPR_TIME_DAY_OF_MONTH, N_("The day of the month, from 0.")),
  TIME_PART ("getDayOfWeek", GP_EXPR_TIME_DAY_OF_WEEK, N_("The day of the week; Sunday is 0.")),
  TIME_PART ("getDayOfYear", GP_EXPR_TIME_DAY_OF_YEAR, N_("The day of the year, from 0.")),
  TIME_PART ("getFullYear", GP_EXPR_TIME_FULL_YEAR, N_("The year.")),
  TIME_PART ("getHours", GP_EXPR_TIME_HOURS, N_("The hour of the day, or whole hours.")),
  METHOD ("getHours", DURATION, INT, call_duration_part, GP_EXPR_TIME_HOURS,
          N_("The hour of the day, or whole hours.")),
  TIME_PART ("getMilliseconds", GP_EXPR_TIME_MILLISECONDS,
             N_("The milliseconds of the second.")),
  METHOD ("getMilliseconds", DURATION, INT, call_duration_part, GP_EXPR_TIME_MILLISECONDS,
          N_("The milliseconds of the second.")),
  TIME_PART ("getMinutes", GP_EXPR_TIME_MINUTES, N_("The minute of the hour, or whole minutes.")),
  METHOD ("getMinutes", DURATION, INT, call_duration_part, GP_EXPR_TIME_MINUTES,
          N_("The minute of the hour, or whole minutes.")),
  TIME_PART ("getMonth", GP_EXPR_TIME_MONTH, N_("The month; January is 0.")),
  TIME_PART ("getSeconds", GP_EXPR_TIME_SECONDS, N_("The second of the minute, or whole seconds.")),
  METHOD ("getSeconds", DURATION, INT, call_duration_part, GP_EXPR_TIME_SECONDS,
          N_("The second of the minute, or whole seconds.")),
  FUNCTION ("int", INT, INT, call_identity, 0, N_("Makes a whole number.")),
  FUNCTION ("int", DOUBLE, INT, call_int_double, 0, N_("Makes a whole number.")),
  FUNCTION ("int", STRING, INT, call_int_string, 0, N_("Makes a whole number.")),
  FUNCTION ("int", TIMESTAMP, INT, call_int_timestamp, 0, N_("Seconds since 1970.")),
  METHOD ("lowerAscii", STRING, STRING, call_ascii_case, FALSE,
          N_("The text with A to Z in lower case.")),
  { "matches", FALSE, 2, { GP_EXPR_VALUE_STRING, GP_EXPR_VALUE_STRING }, GP_EXPR_VALUE_BOOL,
    call_matches, 0, N_("Whether a regular expression fits a part of the text.") },
  METHOD_WITH ("matches", STRING, STRING, BOOL, call_matches, 0,
               N_("Whether a regular expression fits a part of the text.")),
  FUNCTION ("size", STRING, INT, call_size, 0, N_("How many characters or items.")),
  FUNCTION ("size", LIST, INT, call_size, 0, N_("How many characters or items.")),
  FUNCTION ("size", MAP, INT, call_size, 0, N_("How many characters or items.")),
  METHOD ("size", STRING, INT, call_size, 0, N_("How many characters or items.")),
  METHOD ("size", LIST, INT, call_size, 0, N_("How many characters or items.")),
  METHOD ("size", MAP, INT, call_size, 0, N_("How many characters or items.")),
  METHOD_WITH ("startsWith", STRING, STRING, BOOL, call_search, STARTS_WITH,
               N_("Whether the text begins with another.")),
  FUNCTION ("string", STRING, STRING, call_identity, 0, N_("Makes a text.")),
  FUNCTION ("string", BOOL, STRING, call_string, 0, N_("Makes a text.")),
  FUNCTION ("string", INT, STRING, call_string, 0, N_("Makes a text.")),
  FUNCTION ("string", DOUBLE, STRING, call_string, 0, N_("Makes a text.")),
  FUNCTION ("string", TIMESTAMP, STRING, call_string, 0, N_("Makes a text.")),
  FUNCTION ("string", DURATION, STRING, call_string, 0, N_("Makes a text.")),
  FUNCTION ("timestamp", TIMESTAMP, TIMESTAMP, call_identity, 0,
            N_("Makes a time of a text like 2026-01-31T12:00:00Z.")),
  FUNCTION ("timestamp", STRING, TIMESTAMP, call_timestamp_string, 0,
            N_("Makes a time of a text like 2026-01-31T12:00:00Z.")),
  FUNCTION ("timestamp", INT, TIMESTAMP, call_timestamp_int, 0,
            N_("Makes a time of seconds since 1970.")),
  METHOD ("upperAscii", STRING, STRING, call_ascii_case, TRUE,
          N_("The text with a to z in upper case.")),
};

const GpExprFunction *
gp_expr_functions_get (gsize *n_functions)
{
  g_return_val_if_fail (n_functions != NULL, NULL);

  *n_functions = G_N_ELEMENTS (functions);
  return functions;
}

/* The first row of @name: rows are sorted by name. NULL where there is none. */
static const GpExprFunction *
find_name (const char *name)
{
  gsize low = 0, high = G_N_ELEMENTS (functions);

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (strcmp (functions[middle].name, name) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  if (low == G_N_ELEMENTS (functions) || strcmp (functions[low].name, name) != 0)
    return NULL;
  return &functions[low];
}

static gboolean
is_row_of (const GpExprFunction *row,
           const char           *name)
{
  return row < functions + G_N_ELEMENTS (functions) && strcmp (row->name, name) == 0;
}

gboolean
gp_expr_function_exists (const char *name,
                         gboolean    is_method)
{
  const GpExprFunction *row = find_name (name);

  for (; row != NULL && is_row_of (row, name); row++)
    if (row->is_method == is_method)
      return TRUE;
  return FALSE;
}

const GpExprFunction *
gp_expr_function_find (const char            *name,
                       gboolean               is_method,
                       const GpExprValueKind *kinds,
                       guint                  n_arguments)
{
  const GpExprFunction *row = find_name (name);

  for (; row != NULL && is_row_of (row, name); row++)
    {
      gboolean fits = row->is_method == is_method && row->n_arguments == n_arguments;

      for (guint i = 0; fits && i < n_arguments; i++)
        fits = row->arguments[i] == kinds[i];
      if (fits)
        return row;
    }
  return NULL;
}

GpExprValue *
gp_expr_function_call (const char          *name,
                       gboolean             is_method,
                       GpExprValue * const *arguments,
                       guint                n_arguments)
{
  const GpExprFunction *row = NULL;
  GpExprValueKind kinds[GP_EXPR_MAX_ARGUMENTS];
  g_autoptr(GString) given = NULL;

  if (n_arguments <= GP_EXPR_MAX_ARGUMENTS)
    {
      for (guint i = 0; i < n_arguments; i++)
        kinds[i] = gp_expr_value_get_kind (arguments[i]);
      row = gp_expr_function_find (name, is_method, kinds, n_arguments);
    }
  if (row != NULL)
    return row->call (row, arguments);

  if (!gp_expr_function_exists (name, is_method))
    return gp_expr_value_new_error (GP_EXPR_ERROR_NAME, N_("There is no function %s()."), name);

  given = g_string_new (NULL);
  for (guint i = 0; i < n_arguments; i++)
    g_string_append_printf (given, "%s%s", i > 0 ? ", " : "",
                            gp_expr_value_kind_name (gp_expr_value_get_kind (arguments[i])));
  return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE, N_("%s() does not take (%s)."), name,
                                  given->str);
}
