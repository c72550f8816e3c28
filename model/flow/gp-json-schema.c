/* gp-json-schema.c — whether a value is as a JSON Schema wants it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-json-schema.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "gp-expr-time.h"
#include "gp-flow-value.h"
#include "gp-id.h"

#define MAX_DEPTH 32

static char *check (const GpExprValue *schema, const GpExprValue *value, const char *pointer,
                    guint depth);

static gboolean
is_number (const GpExprValue *value)
{
  return gp_expr_value_get_kind (value) == GP_EXPR_VALUE_INT
         || gp_expr_value_get_kind (value) == GP_EXPR_VALUE_DOUBLE;
}

static double
to_double (const GpExprValue *value)
{
  return gp_expr_value_get_kind (value) == GP_EXPR_VALUE_INT
           ? (double) gp_expr_value_get_int (value)
           : gp_expr_value_get_double (value);
}

static gboolean
is_text (const GpExprValue *value)
{
  return value != NULL && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING;
}

static gboolean
has_type (const GpExprValue *value,
          const char        *type)
{
  static const struct
  {
    const char *type;
    GpExprValueKind kind;
  } types[] = {
    { "string", GP_EXPR_VALUE_STRING },  { "object", GP_EXPR_VALUE_MAP },
    { "array", GP_EXPR_VALUE_LIST },     { "boolean", GP_EXPR_VALUE_BOOL },
    { "null", GP_EXPR_VALUE_NULL },      { "integer", GP_EXPR_VALUE_INT },
    { "number", GP_EXPR_VALUE_DOUBLE },  { "number", GP_EXPR_VALUE_INT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type) && gp_expr_value_get_kind (value) == types[i].kind)
      return TRUE;
  return g_str_equal (type, "integer") && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_DOUBLE
         && floor (gp_expr_value_get_double (value)) == gp_expr_value_get_double (value);
}

static char *
check_type (const GpExprValue *schema,
            const GpExprValue *value,
            const char        *pointer)
{
  GpExprValue *type = gp_flow_value_get (schema, "type");
  g_autofree char *wanted = NULL;

  if (type == NULL || (is_text (type) && has_type (value, gp_expr_value_get_string (type, NULL))))
    return NULL;
  for (gsize i = 0; gp_expr_value_get_kind (type) == GP_EXPR_VALUE_LIST
                    && i < gp_expr_value_get_size (type); i++)
    {
      const GpExprValue *one = gp_expr_value_get_item (type, i);

      if (is_text (one) && has_type (value, gp_expr_value_get_string (one, NULL)))
        return NULL;
    }
  wanted = is_text (type) ? g_strdup (gp_expr_value_get_string (type, NULL))
                          : gp_expr_value_to_text (type);
  return g_strdup_printf (_("“%s” must be of type %s."), pointer, wanted);
}

static char *
check_choice (const GpExprValue *schema,
              const GpExprValue *value,
              const char        *pointer)
{
  GpExprValue *choices = gp_flow_value_get (schema, "enum");
  GpExprValue *only = gp_flow_value_get (schema, "const");
  g_autofree char *wanted = NULL;

  if (only != NULL && !gp_expr_value_equal (only, value))
    {
      wanted = gp_expr_value_to_text (only);
      return g_strdup_printf (_("“%s” must be %s."), pointer, wanted);
    }
  if (choices == NULL || gp_expr_value_get_kind (choices) != GP_EXPR_VALUE_LIST)
    return NULL;
  for (gsize i = 0; i < gp_expr_value_get_size (choices); i++)
    if (gp_expr_value_equal (gp_expr_value_get_item (choices, i), value))
      return NULL;
  wanted = gp_expr_value_to_text (choices);
  return g_strdup_printf (_("“%s” must be one of %s."), pointer, wanted);
}

/* Numbers by what they are, texts and lists by their size. */
static char *
check_bounds (const GpExprValue *schema,
              const GpExprValue *value,
              const char        *pointer)
{
  static const struct
  {
    const char *word;
    GpExprValueKind kind;       /* INT stands for any number */
    gboolean upper;
    gboolean exclusive;
  } bounds[] = {
    { "minimum", GP_EXPR_VALUE_INT, FALSE, FALSE },
    { "maximum", GP_EXPR_VALUE_INT, TRUE, FALSE },
    { "exclusiveMinimum", GP_EXPR_VALUE_INT, FALSE, TRUE },
    { "exclusiveMaximum", GP_EXPR_VALUE_INT, TRUE, TRUE },
    { "minLength", GP_EXPR_VALUE_STRING, FALSE, FALSE },
    { "maxLength", GP_EXPR_VALUE_STRING, TRUE, FALSE },
    { "minItems", GP_EXPR_VALUE_LIST, FALSE, FALSE },
    { "maxItems", GP_EXPR_VALUE_LIST, TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      GpExprValue *bound = gp_flow_value_get (schema, bounds[i].word);
      gboolean about_number = bounds[i].kind == GP_EXPR_VALUE_INT;
      double actual, limit;

      if (bound == NULL || !is_number (bound) ||
          (about_number ? !is_number (value) : gp_expr_value_get_kind (value) != bounds[i].kind))
        continue;
      actual = about_number ? to_double (value) : (double) gp_expr_value_get_size (value);
      limit = to_double (bound);
      if (bounds[i].upper ? actual > limit : actual < limit)
        return g_strdup_printf (_("“%s” does not keep to “%s”: %g."), pointer, bounds[i].word,
                                limit);
      if (bounds[i].exclusive && !(actual < limit) && !(actual > limit))
        return g_strdup_printf (_("“%s” does not keep to “%s”: %g."), pointer, bounds[i].word,
                                limit);
    }
  return NULL;
}

static gboolean
has_format (const char *text,
            const char *format)
{
  g_autoptr(GpExprValue) time = NULL;
  g_autofree char *midnight = NULL;
  GpId id;

  if (g_str_equal (format, "uuid"))
    return gp_id_parse (text, &id);
  if (g_str_equal (format, "date-time"))
    time = gp_expr_timestamp_from_text (text);
  else if (g_str_equal (format, "date"))
    time = gp_expr_timestamp_from_text (midnight = g_strconcat (text, "T00:00:00Z", NULL));
  return time == NULL || !gp_expr_value_is_error (time);
}

static char *
check_format (const GpExprValue *schema,
              const GpExprValue *value,
              const char        *pointer)
{
  const char *format = gp_flow_value_get_text (schema, "format");

  if (format == NULL || !is_text (value)
      || has_format (gp_expr_value_get_string (value, NULL), format))
    return NULL;
  return g_strdup_printf (_("“%s” is no %s."), pointer, format);
}

static char *
check_members (const GpExprValue *schema,
               const GpExprValue *value,
               const char        *pointer,
               guint              depth)
{
  GpExprValue *required = gp_flow_value_get (schema, "required");
  GpExprValue *properties = gp_flow_value_get (schema, "properties");
  GpExprValue *others = gp_flow_value_get (schema, "additionalProperties");

  for (gsize i = 0; required != NULL && gp_expr_value_get_kind (required) == GP_EXPR_VALUE_LIST
                    && i < gp_expr_value_get_size (required); i++)
    {
      const GpExprValue *name = gp_expr_value_get_item (required, i);

      if (is_text (name) && gp_expr_value_find (value, name) == NULL)
        return g_strdup_printf (_("“%s/%s” is missing."), pointer,
                                gp_expr_value_get_string (name, NULL));
    }
  for (gsize i = 0; i < gp_expr_value_get_size (value); i++)
    {
      const char *name = gp_expr_value_get_string (gp_expr_value_get_key (value, i), NULL);
      GpExprValue *own = gp_flow_value_get (properties, name);
      g_autofree char *below = g_strdup_printf ("%s/%s", pointer, name);
      char *problem;

      if (own == NULL)
        own = others;
      if (own == NULL)
        continue;
      if (own == others && gp_expr_value_get_kind (own) == GP_EXPR_VALUE_BOOL
          && !gp_expr_value_get_bool (own))
        return g_strdup_printf (_("“%s” is not known here."), below);
      problem = check (own, gp_expr_value_get_entry (value, i), below, depth + 1);
      if (problem != NULL)
        return problem;
    }
  return NULL;
}

static char *
check_items (const GpExprValue *schema,
             const GpExprValue *value,
             const char        *pointer,
             guint              depth)
{
  GpExprValue *items = gp_flow_value_get (schema, "items");

  for (gsize i = 0; items != NULL && i < gp_expr_value_get_size (value); i++)
    {
      g_autofree char *below = g_strdup_printf ("%s/%" G_GSIZE_FORMAT, pointer, i);
      char *problem = check (items, gp_expr_value_get_item (value, i), below, depth + 1);

      if (problem != NULL)
        return problem;
    }
  return NULL;
}

static char *
check (const GpExprValue *schema,
       const GpExprValue *value,
       const char        *pointer,
       guint              depth)
{
  static char *(*const checks[]) (const GpExprValue *, const GpExprValue *, const char *) = {
    check_type, check_choice, check_bounds, check_format,
  };

  if (depth > MAX_DEPTH || gp_expr_value_get_kind (schema) != GP_EXPR_VALUE_MAP)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      char *problem = checks[i] (schema, value, pointer);

      if (problem != NULL)
        return problem;
    }
  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_MAP)
    return check_members (schema, value, pointer, depth);
  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_LIST)
    return check_items (schema, value, pointer, depth);
  return NULL;
}

char *
gp_json_schema_check (const GpExprValue *schema,
                      const GpExprValue *value)
{
  g_return_val_if_fail (schema != NULL && value != NULL, NULL);
  return check (schema, value, "", 0);
}
