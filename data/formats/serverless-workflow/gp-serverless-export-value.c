/* gp-serverless-export-value.c — values, times, names and what is kept beside
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-export-private.h"

#include <string.h>

#include "gp-expr-value.h"
#include "gp-serverless-import-private.h"

/* ${ text } */
static void
write_dynamic (GpServerlessOut *self,
               const char      *text)
{
  g_autofree char *wrapped = g_strdup_printf ("${ %s }", text);

  gp_yaml_writer_text (self->writer, wrapped);
}

void
gp_serverless_write_expr (GpServerlessOut *self,
                          const char      *key,
                          const GpExpr    *expr)
{
  if (expr == NULL)
    return;
  gp_yaml_writer_key (self->writer, key);
  write_dynamic (self, gp_expr_get_text (expr, NULL));
}

void
gp_serverless_write_value (GpServerlessOut *self,
                           const GpExpr    *expr)
{
  const GpExprNode *root = gp_expr_get_root (expr);
  const char *text = gp_expr_get_text (expr, NULL);
  g_autofree char *usual = root->kind == GP_EXPR_NODE_LITERAL ? gp_expr_value_to_text (root->value)
                                                              : NULL;
  GpExprValueKind kind = root->kind == GP_EXPR_NODE_LITERAL ? gp_expr_value_get_kind (root->value)
                                                            : GP_EXPR_VALUE_ERROR;
  const char *literal;

  /* Only what reads back as the same text stands there by itself. */
  if (g_strcmp0 (usual, text) != 0)
    {
      write_dynamic (self, text);
      return;
    }
  switch (kind)
    {
    case GP_EXPR_VALUE_STRING:
      literal = gp_expr_value_get_string (root->value, NULL);
      if (gp_serverless_is_dynamic (literal))
        write_dynamic (self, text);
      else
        gp_yaml_writer_text (self->writer, literal);
      break;
    case GP_EXPR_VALUE_INT:
      gp_yaml_writer_int (self->writer, gp_expr_value_get_int (root->value));
      break;
    case GP_EXPR_VALUE_BOOL:
      gp_yaml_writer_bool (self->writer, gp_expr_value_get_bool (root->value));
      break;
    default:
      write_dynamic (self, text);
      break;
    }
}

void
gp_serverless_write_values (GpServerlessOut   *self,
                            GArray            *values,
                            const char *const *except)
{
  gp_yaml_writer_begin_map (self->writer);
  for (guint i = 0; i < values->len; i++)
    {
      const GpFlowNamedExpr *one = &g_array_index (values, GpFlowNamedExpr, i);

      if (except != NULL && g_strv_contains (except, one->name))
        continue;
      gp_yaml_writer_key (self->writer, one->name);
      gp_serverless_write_value (self, one->expr);
    }
  gp_yaml_writer_end_map (self->writer);
}

void
gp_serverless_write_time (GpServerlessOut *self,
                          const char      *key,
                          gint64           duration)
{
  static const struct
  {
    const char *name;
    gint64 length;
  } units[] = {
    { "days", 86400 * GP_FLOW_SECOND }, { "hours", 3600 * GP_FLOW_SECOND },
    { "minutes", 60 * GP_FLOW_SECOND }, { "seconds", GP_FLOW_SECOND },
    { "milliseconds", GP_FLOW_SECOND / 1000 },
  };
  gsize last = G_N_ELEMENTS (units) - 1;

  gp_yaml_writer_key (self->writer, key);
  gp_yaml_writer_begin_map (self->writer);
  for (gsize i = 0; i <= last; i++)
    {
      gint64 n = duration / units[i].length;

      duration %= units[i].length;
      if (n > 0)
        {
          gp_yaml_writer_key (self->writer, units[i].name);
          gp_yaml_writer_int (self->writer, n);
          last = duration == 0 ? i : last;
        }
      else if (i == last)
        {
          gp_yaml_writer_key (self->writer, units[i].name);
          gp_yaml_writer_int (self->writer, 0);
        }
    }
  gp_yaml_writer_end_map (self->writer);
}

char *
gp_serverless_slug (const char *name)
{
  g_autofree char *slug = g_strndup (name, 63);

  g_strcanon (slug, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", '-');
  for (gsize length = strlen (slug); length > 0 && slug[length - 1] == '-'; length--)
    slug[length - 1] = '\0';
  return g_strdup (slug[strspn (slug, "-")] != '\0' ? slug + strspn (slug, "-") : "flow");
}

char *
gp_serverless_namespace (GpDesign        *design,
                         const GpElement *flow)
{
  const GpElement *domain = gp_design_lookup (design, gp_element_get_ref (flow, GP_FLOW_DOMAIN));

  return domain != NULL ? gp_serverless_slug (gp_element_get_name (domain)) : g_strdup ("default");
}

/* --- what is kept beside ---------------------------------------------------------------------- */

static void
write_name (GpServerlessOut *self,
            const GpId      *id)
{
  const GpElement *element = gp_design_lookup (self->design, id);

  gp_yaml_writer_text (self->writer, element != NULL ? gp_element_get_name (element) : "");
}

static void
write_texts (GpServerlessOut *self,
             GpProperty       property,
             const GpValue   *value)
{
  gboolean is_map = gp_property_get_info (property)->type == GP_TYPE_EXPRESSIONS;
  gsize n = 0;
  const char *const *texts = gp_value_get_texts (value, &n);

  if (is_map)
    gp_yaml_writer_begin_map (self->writer);
  else
    gp_yaml_writer_begin_list (self->writer);
  for (gsize i = 0; i + (is_map ? 1 : 0) < n; i += is_map ? 2 : 1)
    {
      if (is_map)
        gp_yaml_writer_key (self->writer, texts[i]);
      gp_yaml_writer_text (self->writer, texts[is_map ? i + 1 : i]);
    }
  if (is_map)
    gp_yaml_writer_end_map (self->writer);
  else
    gp_yaml_writer_end_list (self->writer);
}

static void
write_property (GpServerlessOut *self,
                GpProperty       property,
                const GpValue   *value)
{
  gsize n = 0;
  const GpId *ids;

  gp_yaml_writer_key (self->writer, gp_property_get_info (property)->nick);
  switch (value->type)
    {
    case GP_VALUE_BOOL:
      gp_yaml_writer_bool (self->writer, gp_value_get_bool (value));
      break;
    case GP_VALUE_INT:
      gp_yaml_writer_int (self->writer, gp_value_get_int (value));
      break;
    case GP_VALUE_ID:
      write_name (self, gp_value_get_id (value));
      break;
    case GP_VALUE_IDS:
      ids = gp_value_get_ids (value, &n);
      gp_yaml_writer_begin_list (self->writer);
      for (gsize i = 0; i < n; i++)
        write_name (self, &ids[i]);
      gp_yaml_writer_end_list (self->writer);
      break;
    case GP_VALUE_TEXTS:
      write_texts (self, property, value);
      break;
    default:
      gp_yaml_writer_text (self->writer, value->type == GP_VALUE_TEXT ? gp_value_get_text (value)
                                                                       : "");
      break;
    }
}

static gboolean
is_native (const GpProperty *native,
           GpProperty        property)
{
  for (gsize i = 0; native[i] != GP_N_PROPERTIES; i++)
    if (native[i] == property)
      return TRUE;
  return FALSE;
}

static gboolean
has_kept (const GpElement  *element,
          const GpProperty *native)
{
  const GpValue *value;
  GpProperty property;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    if (!is_native (native, property))
      return TRUE;
  return FALSE;
}

static void
write_properties (GpServerlessOut  *self,
                  const char       *key,
                  const GpElement  *element,
                  const GpProperty *native)
{
  const GpValue *value;
  GpProperty property;

  gp_yaml_writer_key (self->writer, key);
  gp_yaml_writer_begin_map (self->writer);
  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    if (!is_native (native, property))
      write_property (self, property, value);
  gp_yaml_writer_end_map (self->writer);
}

void
gp_serverless_write_kept (GpServerlessOut  *self,
                          const GpElement  *element,
                          const GpProperty *native,
                          const GPtrArray  *connections)
{
  static const GpProperty name[] = { GP_CONNECTION_NAME, GP_N_PROPERTIES };
  gboolean has_connections = connections != NULL && connections->len > 0;

  if (!has_kept (element, native) && !has_connections)
    return;
  gp_yaml_writer_key (self->writer, "metadata");
  gp_yaml_writer_begin_map (self->writer);
  if (has_kept (element, native))
    write_properties (self, "groundplan", element, native);
  if (has_connections)
    {
      gp_yaml_writer_key (self->writer, "connections");
      gp_yaml_writer_begin_map (self->writer);
      for (guint i = 0; i < connections->len; i++)
        write_properties (self, gp_element_get_name (connections->pdata[i]),
                          connections->pdata[i], name);
      gp_yaml_writer_end_map (self->writer);
    }
  gp_yaml_writer_end_map (self->writer);
}

void
gp_serverless_write_wraps (GpServerlessOut *self)
{
  gp_yaml_writer_key (self->writer, "metadata");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "groundplan");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "wraps");
  gp_yaml_writer_bool (self->writer, TRUE);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}
