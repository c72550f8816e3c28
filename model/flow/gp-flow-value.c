/* gp-flow-value.c — values as a run keeps them: JSON and nothing else
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gp-access-record.h"
#include "gp-expr-json.h"
#include "gp-expr-time.h"

static GpExprValue *settle (const GpExprValue *value, guint depth);

static GpExprValue *
settle_text (char *text)
{
  g_autofree char *owned = text;

  return gp_expr_value_new_string (owned, -1);
}

/* Of the @n values that were made; gives back the first error among them, or NULL. */
static GpExprValue *
find_error (GpExprValue **values,
            gsize         n)
{
  GpExprValue *error = NULL;

  for (gsize i = 0; i < n && error == NULL; i++)
    if (gp_expr_value_is_error (values[i]))
      error = gp_expr_value_ref (values[i]);
  if (error != NULL)
    for (gsize i = 0; i < n; i++)
      gp_expr_value_unref (values[i]);
  return error;
}

static GpExprValue *
settle_list (const GpExprValue *value,
             guint              depth)
{
  gsize n = gp_expr_value_get_size (value);
  g_autofree GpExprValue **items = g_new (GpExprValue *, n + 1);
  GpExprValue *error;

  for (gsize i = 0; i < n; i++)
    items[i] = settle (gp_expr_value_get_item (value, i), depth + 1);
  error = find_error (items, n);
  return error != NULL ? error : gp_expr_value_new_list (items, n);
}

/* Keys as gp_expr_value_to_json() writes them. */
static GpExprValue *
settle_key (const GpExprValue *key)
{
  switch (gp_expr_value_get_kind (key))
    {
    case GP_EXPR_VALUE_BOOL:
      return gp_expr_value_new_string (gp_expr_value_get_bool (key) ? "true" : "false", -1);
    case GP_EXPR_VALUE_INT:
      return settle_text (g_strdup_printf ("%" G_GINT64_FORMAT, gp_expr_value_get_int (key)));
    default:
      return gp_expr_value_ref (key);
    }
}

static GpExprValue *
settle_map (const GpExprValue *value,
            guint              depth)
{
  gsize n = gp_expr_value_get_size (value);
  g_autofree GpExprValue **keys = g_new (GpExprValue *, n + 1);
  g_autofree GpExprValue **values = g_new (GpExprValue *, n + 1);
  GpExprValue *error;

  for (gsize i = 0; i < n; i++)
    values[i] = settle (gp_expr_value_get_entry (value, i), depth + 1);
  error = find_error (values, n);
  if (error != NULL)
    return error;
  for (gsize i = 0; i < n; i++)
    keys[i] = settle_key (gp_expr_value_get_key (value, i));
  return gp_expr_value_new_map (keys, values, n);
}

static GpExprValue *
settle_record (const GpExprValue *value)
{
  const GpAccessRecord *record = gp_access_record_from_value (value);
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  GpExprValue *result;

  if (record == NULL)
    return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE,
                                    N_("Such a value cannot be kept. Take one of its members."));
  json = gp_access_record_to_json (record);
  result = gp_expr_value_from_json (json, -1, &error);
  return result != NULL ? result : gp_expr_value_new_error (GP_EXPR_ERROR_LIMIT, "%s",
                                                            error->message);
}

static GpExprValue *
settle_double (const GpExprValue *value)
{
  double number = gp_expr_value_get_double (value);

  if (isfinite (number))
    return gp_expr_value_ref (value);
  return gp_expr_value_new_string (isnan (number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
                                   -1);
}

static GpExprValue *
settle (const GpExprValue *value,
        guint              depth)
{
  gint64 seconds;
  gint32 nanos;

  if (depth > GP_FLOW_MAX_VALUE_DEPTH)
    return gp_expr_value_new_error (GP_EXPR_ERROR_LIMIT,
                                    N_("A value is nested more than %d levels deep."),
                                    GP_FLOW_MAX_VALUE_DEPTH);
  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_LIST:
      return settle_list (value, depth);
    case GP_EXPR_VALUE_MAP:
      return settle_map (value, depth);
    case GP_EXPR_VALUE_RECORD:
      return settle_record (value);
    case GP_EXPR_VALUE_DOUBLE:
      return settle_double (value);
    case GP_EXPR_VALUE_TIMESTAMP:
      seconds = gp_expr_value_get_timestamp (value, &nanos);
      return settle_text (gp_expr_timestamp_to_text (seconds, nanos));
    case GP_EXPR_VALUE_DURATION:
      return settle_text (gp_expr_duration_to_text (gp_expr_value_get_duration (value)));
    default:
      return gp_expr_value_ref (value);
    }
}

GpExprValue *
gp_flow_value_settle (const GpExprValue *value)
{
  return value != NULL ? settle (value, 0) : gp_expr_value_new_null ();
}

GpExprValue *
gp_flow_value_from_id (const GpId *id)
{
  char buffer[GP_ID_STRING_SIZE];

  return gp_id_is_nil (id) ? NULL : gp_expr_value_new_string (gp_id_format (id, buffer), -1);
}

gsize
gp_flow_value_measure (const GpExprValue *value)
{
  g_autofree char *json = gp_expr_value_to_json (value);

  return strlen (json);
}

GpExprValue *
gp_flow_value_get (const GpExprValue *self,
                   const char        *name)
{
  g_autoptr(GpExprValue) key = NULL;

  if (self == NULL || gp_expr_value_get_kind (self) != GP_EXPR_VALUE_MAP)
    return NULL;

  key = gp_expr_value_new_string (name, -1);
  return gp_expr_value_find (self, key);
}

const char *
gp_flow_value_get_text (const GpExprValue *self,
                        const char        *name)
{
  GpExprValue *value = gp_flow_value_get (self, name);

  return value != NULL && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING
           ? gp_expr_value_get_string (value, NULL)
           : NULL;
}

gint64
gp_flow_value_get_int (const GpExprValue *self,
                       const char        *name,
                       gint64             otherwise)
{
  GpExprValue *value = gp_flow_value_get (self, name);

  return value != NULL && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_INT
           ? gp_expr_value_get_int (value)
           : otherwise;
}

GpExprValue *
gp_flow_value_with (const GpExprValue *self,
                    const char        *name,
                    GpExprValue       *value)
{
  g_autoptr(GpExprValue) one = gp_expr_value_new_object (name, value, NULL);

  return self != NULL ? gp_flow_value_merge (self, one) : g_steal_pointer (&one);
}

GpExprValue *
gp_flow_value_merge (const GpExprValue *self,
                     const GpExprValue *other)
{
  gsize n = gp_expr_value_get_size (self), m = gp_expr_value_get_size (other), used = n;
  g_autofree GpExprValue **keys = g_new (GpExprValue *, n + m + 1);
  g_autofree GpExprValue **values = g_new (GpExprValue *, n + m + 1);

  for (gsize i = 0; i < n; i++)
    {
      GpExprValue *newer = gp_expr_value_find (other, gp_expr_value_get_key (self, i));

      keys[i] = gp_expr_value_ref (gp_expr_value_get_key (self, i));
      values[i] = gp_expr_value_ref (newer != NULL ? newer : gp_expr_value_get_entry (self, i));
    }
  for (gsize i = 0; i < m; i++)
    {
      if (gp_expr_value_find (self, gp_expr_value_get_key (other, i)) != NULL)
        continue;
      keys[used] = gp_expr_value_ref (gp_expr_value_get_key (other, i));
      values[used++] = gp_expr_value_ref (gp_expr_value_get_entry (other, i));
    }
  return gp_expr_value_new_map (keys, values, used);
}

GpExprValue *
gp_flow_value_map (GHashTable *texts)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (texts), (GCompareFunc) strcmp);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_autoptr(GPtrArray) values = g_ptr_array_new ();

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_ptr_array_add (keys, gp_expr_value_new_string (l->data, -1));
      g_ptr_array_add (values, gp_expr_value_new_string (g_hash_table_lookup (texts, l->data),
                                                         -1));
    }

  return gp_expr_value_new_map ((GpExprValue **) keys->pdata, (GpExprValue **) values->pdata,
                                keys->len);
}

GPtrArray *
gp_flow_values_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gp_expr_value_unref);
}

GpExprValue *
gp_flow_value_list (GPtrArray *items)
{
  g_autofree GpExprValue **values = g_new (GpExprValue *, items->len + 1);

  for (guint i = 0; i < items->len; i++)
    values[i] = gp_expr_value_ref (items->pdata[i]);
  return gp_expr_value_new_list (values, items->len);
}
