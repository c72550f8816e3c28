/* gp-decimal.c — exact decimal numbers as text
 * SPDX-License-Identifier: Apache-2.0
 *
 * Decimals are kept as canonical text under a collation that compares by value, and not as scaled
 * integers: so there is no limit at 18 digits, a changed scale rewrites nothing, two equal numbers
 * are equal bytes, and the file reads well. */
#define G_LOG_DOMAIN "gp-decimal"
#include "config.h"
#include "gp-decimal.h"

#include <string.h>

/* The digits of a number without its point, and where the point stands. */
typedef struct
{
  gboolean negative;
  GString *digits;
  gint64   point;      /* digits before it; may be negative or beyond the end */
} Parts;

static gboolean
read_exponent (const char **p,
               gint64      *out)
{
  gboolean negative = FALSE;
  gint64 value = 0;

  (*p)++;
  if (**p == '+' || **p == '-')
    negative = *(*p)++ == '-';
  if (!g_ascii_isdigit (**p))
    return FALSE;
  for (; g_ascii_isdigit (**p); (*p)++)
    {
      value = value * 10 + (**p - '0');
      if (value > GP_DECIMAL_MAX_DIGITS)
        return FALSE;
    }
  *out = negative ? -value : value;

  return TRUE;
}

static gboolean
read_parts (const char *p,
            Parts      *parts)
{
  gboolean any = FALSE;
  gint64 exponent = 0;

  if (*p == '+' || *p == '-')
    parts->negative = *p++ == '-';
  for (; g_ascii_isdigit (*p); p++, any = TRUE)
    g_string_append_c (parts->digits, *p);
  parts->point = parts->digits->len;
  if (*p == '.')
    {
      for (p++; g_ascii_isdigit (*p); p++, any = TRUE)
        g_string_append_c (parts->digits, *p);
    }
  if (any && (*p == 'e' || *p == 'E') && !read_exponent (&p, &exponent))
    return FALSE;
  parts->point += exponent;

  return any && *p == '\0' && parts->digits->len <= GP_DECIMAL_MAX_DIGITS;
}

/* Takes away the zeros in front and at the end. */
static void
trim (Parts *parts)
{
  gsize zeros = strspn (parts->digits->str, "0");

  g_string_erase (parts->digits, 0, zeros);
  parts->point -= zeros;
  while (parts->digits->len > 0 && parts->digits->str[parts->digits->len - 1] == '0')
    g_string_truncate (parts->digits, parts->digits->len - 1);
}

static char *
print (const Parts *parts)
{
  GString *out = g_string_new (NULL);
  gint64 length = parts->digits->len;

  if (length == 0)
    return g_string_free (g_string_append_c (out, '0'), FALSE);

  if (parts->negative)
    g_string_append_c (out, '-');
  if (parts->point <= 0)
    {
      g_string_append (out, "0.");
      for (gint64 i = parts->point; i < 0; i++)
        g_string_append_c (out, '0');
      g_string_append (out, parts->digits->str);
    }
  else
    {
      g_string_append_len (out, parts->digits->str, MIN (parts->point, length));
      for (gint64 i = length; i < parts->point; i++)
        g_string_append_c (out, '0');
      if (parts->point < length)
        g_string_append_printf (out, ".%s", parts->digits->str + parts->point);
    }

  return g_string_free (out, FALSE);
}

char *
gp_decimal_parse (const char *text,
                  guint       precision,
                  guint       scale)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  Parts parts = { .digits = digits };
  gint64 after;

  g_return_val_if_fail (text != NULL, NULL);

  if (!read_parts (text, &parts))
    return NULL;
  trim (&parts);

  after = MAX ((gint64) digits->len - parts.point, 0);
  if (digits->len == 0)
    return g_strdup ("0");
  if (MAX (parts.point, 0) + after > GP_DECIMAL_MAX_DIGITS)
    return NULL;
  if (precision > 0 && (after > scale || parts.point > (gint64) precision - (gint64) scale))
    return NULL;

  return print (&parts);
}

/* One canonical number within a longer text. */
typedef struct
{
  gboolean    negative;
  const char *whole;
  gsize       n_whole;
  const char *fraction;
  gsize       n_fraction;
} View;

static gboolean
view (const char *text,
      gsize       length,
      View       *out)
{
  const char *end = text + length;
  const char *p = text;

  *out = (View) { 0 };
  if (p < end && *p == '-')
    {
      out->negative = TRUE;
      p++;
    }
  out->whole = p;
  while (p < end && g_ascii_isdigit (*p))
    p++;
  out->n_whole = p - out->whole;
  if (p < end && *p == '.')
    {
      out->fraction = ++p;
      while (p < end && g_ascii_isdigit (*p))
        p++;
      out->n_fraction = p - out->fraction;
    }

  return p == end && out->n_whole > 0;
}

static int
compare_bytes (const char *a,
               gsize       a_length,
               const char *b,
               gsize       b_length)
{
  gsize common = MIN (a_length, b_length);
  int order = common > 0 ? memcmp (a, b, common) : 0;

  if (order != 0)
    return order;

  return a_length < b_length ? -1 : a_length > b_length;
}

int
gp_decimal_compare (const char *a,
                    gsize       a_length,
                    const char *b,
                    gsize       b_length)
{
  View left;
  View right;
  gboolean left_is_number = view (a, a_length, &left);
  gboolean right_is_number = view (b, b_length, &right);
  int order;

  if (!left_is_number || !right_is_number)
    return left_is_number != right_is_number ? (left_is_number ? -1 : 1)
                                             : compare_bytes (a, a_length, b, b_length);
  if (left.negative != right.negative)
    return left.negative ? -1 : 1;

  if (left.n_whole != right.n_whole)
    order = left.n_whole < right.n_whole ? -1 : 1;
  else if ((order = memcmp (left.whole, right.whole, left.n_whole)) == 0)
    order = compare_bytes (left.fraction, left.n_fraction, right.fraction, right.n_fraction);

  return left.negative ? -order : order;
}
