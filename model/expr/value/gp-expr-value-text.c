/* gp-expr-value-text.c — values as the expression language writes them
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-value"

#include "config.h"

#include "gp-expr-value-text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp-expr-time.h"
#include "gp-expr-value-private.h"

/* Finds the fewest significant digits that read back as @number. Fills @digits without a point,
 * and returns the power of ten of the first digit. */
static int
shortest_digits (double number,
                 char   digits[18])
{
  char buffer[40];
  const char *exponent;
  gsize n = 0;

  for (int precision = 0; precision <= 16; precision++)
    {
      static const char * const formats[] = {
        "%.0e", "%.1e", "%.2e", "%.3e", "%.4e", "%.5e", "%.6e", "%.7e", "%.8e", "%.9e", "%.10e",
        "%.11e", "%.12e", "%.13e", "%.14e", "%.15e", "%.16e"
      };

      g_ascii_formatd (buffer, sizeof buffer, formats[precision], number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }

  exponent = strchr (buffer, 'e');
  for (const char *c = buffer; c < exponent; c++)
    if (g_ascii_isdigit (*c))
      digits[n++] = *c;
  while (n > 1 && digits[n - 1] == '0')
    n--;
  digits[n] = '\0';
  return atoi (exponent + 1);
}

static void
append_plain (GString    *out,
              const char *digits,
              int         power,
              gboolean    as_literal)
{
  int n_digits = (int) strlen (digits);

  if (power < 0)
    {
      g_string_append (out, "0.");
      for (int i = -1; i > power; i--)
        g_string_append_c (out, '0');
      g_string_append (out, digits);
      return;
    }

  for (int i = 0; i < MAX (n_digits, power + 1); i++)
    {
      if (i == power + 1)
        g_string_append_c (out, '.');
      g_string_append_c (out, i < n_digits ? digits[i] : '0');
    }
  if (n_digits <= power + 1 && as_literal)
    g_string_append (out, ".0");
}

void
gp_expr_append_double (GString *out,
                       double   number,
                       gboolean as_literal)
{
  char digits[18];
  int power;

  if (isnan (number) || isinf (number))
    {
      g_string_append (out, isnan (number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity");
      return;
    }

  if (signbit (number))
    g_string_append_c (out, '-');
  power = shortest_digits (fabs (number), digits);

  if (power >= -6 && power < 21)
    {
      append_plain (out, digits, power, as_literal);
      return;
    }

  g_string_append_c (out, digits[0]);
  if (digits[1] != '\0')
    g_string_append_printf (out, ".%s", digits + 1);
  g_string_append_printf (out, "e%+d", power);
}

void
gp_expr_append_string (GString    *out,
                       const char *text,
                       gsize       length)
{
  static const char escapes[32] = {
    ['\a'] = 'a', ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\v'] = 'v', ['\f'] = 'f',
    ['\r'] = 'r',
  };

  g_string_append_c (out, '\'');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '\'' || c == '\\')
        g_string_append_c (out, '\\'), g_string_append_c (out, (char) c);
      else if (c < 32 && escapes[c] != 0)
        g_string_append_c (out, '\\'), g_string_append_c (out, escapes[c]);
      else if (c < 32 || c == 127)
        g_string_append_printf (out, "\\x%02x", c);
      else
        g_string_append_c (out, (char) c);
    }
  g_string_append_c (out, '\'');
}

static void append_value (GString *out, const GpExprValue *value);

static void
append_items (GString           *out,
              const GpExprValue *value)
{
  gboolean is_map = value->kind == GP_EXPR_VALUE_MAP;

  g_string_append_c (out, is_map ? '{' : '[');
  for (gsize i = 0; i < value->size; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_value (out, gp_expr_value_items (value)[i]);
      if (is_map)
        {
          g_string_append (out, ": ");
          append_value (out, gp_expr_value_items (value)[value->size + i]);
        }
    }
  g_string_append_c (out, is_map ? '}' : ']');
}

static void
append_call (GString    *out,
             const char *function,
             char       *text)
{
  g_string_append_printf (out, "%s('%s')", function, text);
  g_free (text);
}

static void
append_value (GString           *out,
              const GpExprValue *value)
{
  switch (value->kind)
    {
    case GP_EXPR_VALUE_NULL:
      g_string_append (out, "null");
      break;
    case GP_EXPR_VALUE_BOOL:
      g_string_append (out, value->boolean ? "true" : "false");
      break;
    case GP_EXPR_VALUE_INT:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, value->integer);
      break;
    case GP_EXPR_VALUE_DOUBLE:
      gp_expr_append_double (out, value->number, TRUE);
      break;
    case GP_EXPR_VALUE_STRING:
      gp_expr_append_string (out, gp_expr_value_bytes (value), value->size);
      break;
    case GP_EXPR_VALUE_TIMESTAMP:
      append_call (out, "timestamp", gp_expr_timestamp_to_text (value->integer, value->nanos));
      break;
    case GP_EXPR_VALUE_DURATION:
      append_call (out, "duration", gp_expr_duration_to_text (value->integer));
      break;
    case GP_EXPR_VALUE_LIST:
    case GP_EXPR_VALUE_MAP:
      append_items (out, value);
      break;
    case GP_EXPR_VALUE_ERROR:
      g_string_append (out, value->problem->message);
      break;
    case GP_EXPR_VALUE_RECORD:
    case GP_EXPR_N_VALUE_KINDS:
    default:
      g_string_append (out, "record");
      break;
    }
}

char *
gp_expr_value_to_text (const GpExprValue *self)
{
  GString *out = g_string_new (NULL);

  append_value (out, self);
  return g_string_free (out, FALSE);
}
