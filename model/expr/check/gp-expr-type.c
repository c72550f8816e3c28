/* gp-expr-type.c — what kind of value a part of an expression has
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-type"

#include "config.h"

#include "gp-expr-type.h"

static const char * const kind_names[GP_EXPR_N_TYPE_KINDS] = {
  [GP_EXPR_TYPE_ANY] = "any",
  [GP_EXPR_TYPE_NULL] = "null",
  [GP_EXPR_TYPE_BOOL] = "bool",
  [GP_EXPR_TYPE_INT] = "int",
  [GP_EXPR_TYPE_DOUBLE] = "double",
  [GP_EXPR_TYPE_STRING] = "string",
  [GP_EXPR_TYPE_TIMESTAMP] = "timestamp",
  [GP_EXPR_TYPE_DURATION] = "duration",
  [GP_EXPR_TYPE_LIST] = "list",
  [GP_EXPR_TYPE_MAP] = "map",
  [GP_EXPR_TYPE_RECORD] = "record",
};

GpExprType
gp_expr_type_new (GpExprTypeKind kind)
{
  return (GpExprType) { .kind = kind };
}

static gboolean
is_collection (GpExprTypeKind kind)
{
  return kind == GP_EXPR_TYPE_LIST || kind == GP_EXPR_TYPE_MAP;
}

GpExprType
gp_expr_type_new_list (GpExprTypeKind item)
{
  return (GpExprType) { .kind = GP_EXPR_TYPE_LIST,
                        .item = is_collection (item) ? GP_EXPR_TYPE_ANY : item };
}

GpExprType
gp_expr_type_new_map (GpExprTypeKind value)
{
  return (GpExprType) { .kind = GP_EXPR_TYPE_MAP,
                        .item = is_collection (value) ? GP_EXPR_TYPE_ANY : value };
}

GpExprType
gp_expr_type_new_record (const GpId *element,
                         guint       facet)
{
  return (GpExprType) { .kind = GP_EXPR_TYPE_RECORD, .element = *element, .facet = facet };
}

GpExprType
gp_expr_type_get_item (const GpExprType *self)
{
  if (!is_collection (self->kind))
    return gp_expr_type_new (GP_EXPR_TYPE_ANY);

  return (GpExprType) { .kind = self->item, .nullable = self->item_nullable,
                        .element = self->element, .facet = self->facet };
}

static GpExprType
collection_of (GpExprTypeKind    kind,
               const GpExprType *item)
{
  if (is_collection (item->kind))
    return (GpExprType) { .kind = kind };

  return (GpExprType) { .kind = kind, .item = item->kind, .item_nullable = item->nullable,
                        .element = item->element, .facet = item->facet };
}

GpExprType
gp_expr_type_list_of (const GpExprType *item)
{
  return collection_of (GP_EXPR_TYPE_LIST, item);
}

GpExprType
gp_expr_type_map_of (const GpExprType *value)
{
  return collection_of (GP_EXPR_TYPE_MAP, value);
}

GpExprType
gp_expr_type_with_null (const GpExprType *self,
                        gboolean          nullable)
{
  GpExprType type = *self;

  if (type.kind != GP_EXPR_TYPE_ANY && type.kind != GP_EXPR_TYPE_NULL)
    type.nullable = nullable;
  return type;
}

static GpExprType
type_of_items (const GpExprValue *value)
{
  gboolean is_map = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_MAP;
  GpExprType joined = gp_expr_type_new (GP_EXPR_TYPE_ANY);

  for (gsize i = 0; i < gp_expr_value_get_size (value); i++)
    {
      GpExprType item;

      if (is_map &&
          gp_expr_value_get_kind (gp_expr_value_get_key (value, i)) != GP_EXPR_VALUE_STRING)
        return gp_expr_type_new (GP_EXPR_TYPE_ANY);
      item = gp_expr_type_of_value (is_map ? gp_expr_value_get_entry (value, i)
                                           : gp_expr_value_get_item (value, i));
      joined = i == 0 ? item : gp_expr_type_join (&joined, &item);
    }

  return is_map ? gp_expr_type_map_of (&joined) : gp_expr_type_list_of (&joined);
}

GpExprType
gp_expr_type_of_value (const GpExprValue *value)
{
  static const GpExprTypeKind kinds[GP_EXPR_N_VALUE_KINDS] = {
    [GP_EXPR_VALUE_NULL] = GP_EXPR_TYPE_NULL,
    [GP_EXPR_VALUE_BOOL] = GP_EXPR_TYPE_BOOL,
    [GP_EXPR_VALUE_INT] = GP_EXPR_TYPE_INT,
    [GP_EXPR_VALUE_DOUBLE] = GP_EXPR_TYPE_DOUBLE,
    [GP_EXPR_VALUE_STRING] = GP_EXPR_TYPE_STRING,
    [GP_EXPR_VALUE_TIMESTAMP] = GP_EXPR_TYPE_TIMESTAMP,
    [GP_EXPR_VALUE_DURATION] = GP_EXPR_TYPE_DURATION,
    [GP_EXPR_VALUE_RECORD] = GP_EXPR_TYPE_ANY,
    [GP_EXPR_VALUE_ERROR] = GP_EXPR_TYPE_ANY,
  };
  GpExprValueKind kind = gp_expr_value_get_kind (value);

  if (kind == GP_EXPR_VALUE_LIST || kind == GP_EXPR_VALUE_MAP)
    return type_of_items (value);
  return gp_expr_type_new (kinds[kind]);
}

gboolean
gp_expr_type_equal (const GpExprType *a,
                    const GpExprType *b)
{
  return a->kind == b->kind && !a->nullable == !b->nullable && a->item == b->item &&
         !a->item_nullable == !b->item_nullable && gp_id_equal (&a->element, &b->element) &&
         a->facet == b->facet;
}

gboolean
gp_expr_type_is_number (const GpExprType *self)
{
  return self->kind == GP_EXPR_TYPE_INT || self->kind == GP_EXPR_TYPE_DOUBLE;
}

GpExprType
gp_expr_type_join (const GpExprType *a,
                   const GpExprType *b)
{
  GpExprType joined = *a;

  if (a->kind == GP_EXPR_TYPE_NULL)
    return gp_expr_type_with_null (b, TRUE);
  if (b->kind == GP_EXPR_TYPE_NULL)
    return gp_expr_type_with_null (a, TRUE);
  if (a->kind != b->kind ||
      (a->kind == GP_EXPR_TYPE_RECORD && !gp_id_equal (&a->element, &b->element)))
    return gp_expr_type_new (GP_EXPR_TYPE_ANY);

  joined.nullable = a->nullable || b->nullable;
  if (a->facet != b->facet)
    joined.facet = 0;
  if (is_collection (a->kind))
    {
      GpExprType a_item = gp_expr_type_get_item (a), b_item = gp_expr_type_get_item (b);
      GpExprType item = gp_expr_type_join (&a_item, &b_item);

      joined = collection_of (a->kind, &item);
      joined.nullable = a->nullable || b->nullable;
    }
  return joined;
}

char *
gp_expr_type_to_text (const GpExprType *self)
{
  const char *null_mark = self->nullable ? "?" : "";
  const char *item_mark = self->item_nullable ? "?" : "";

  if (self->kind == GP_EXPR_TYPE_LIST)
    return g_strdup_printf ("list(%s%s)%s", kind_names[self->item], item_mark, null_mark);
  if (self->kind == GP_EXPR_TYPE_MAP)
    return g_strdup_printf ("map(string, %s%s)%s", kind_names[self->item], item_mark, null_mark);
  return g_strdup_printf ("%s%s", kind_names[self->kind], null_mark);
}
