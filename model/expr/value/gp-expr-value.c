/* gp-expr-value.c — the values that expressions compute with
 * SPDX-License-Identifier: Apache-2.0
 *
 * A value is one block: a header and, for strings, lists and maps, their contents right behind it.
 * null, true and false are single static values whose count is never touched, so the results of
 * most conditions cost no allocation. */

#define G_LOG_DOMAIN "gp-expr-value"

#include "config.h"

#include "gp-expr-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-value-private.h"

static GpExprValue null_value = { .kind = GP_EXPR_VALUE_NULL };
static GpExprValue false_value = { .kind = GP_EXPR_VALUE_BOOL, .boolean = FALSE };
static GpExprValue true_value = { .kind = GP_EXPR_VALUE_BOOL, .boolean = TRUE };

static GpExprValue *
value_alloc (GpExprValueKind kind,
             gsize           extra)
{
  GpExprValue *self = g_malloc (sizeof (GpExprValue) + extra);

  memset (self, 0, sizeof (GpExprValue));
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  return self;
}

static gboolean
value_is_static (const GpExprValue *self)
{
  return self->kind <= GP_EXPR_VALUE_BOOL;
}

static void
value_free (GpExprValue *self)
{
  GpExprValue **items = gp_expr_value_items (self);

  switch (self->kind)
    {
    case GP_EXPR_VALUE_LIST:
      for (gsize i = 0; i < self->size; i++)
        gp_expr_value_unref (items[i]);
      break;

    case GP_EXPR_VALUE_MAP:
      g_clear_pointer (&self->index, g_hash_table_unref);
      for (gsize i = 0; i < 2 * self->size; i++)
        gp_expr_value_unref (items[i]);
      break;

    case GP_EXPR_VALUE_RECORD:
      if (self->klass->free != NULL)
        self->klass->free (self->record);
      break;

    case GP_EXPR_VALUE_ERROR:
      gp_expr_problem_free (self->problem);
      break;

    case GP_EXPR_VALUE_NULL:
    case GP_EXPR_VALUE_BOOL:
    case GP_EXPR_VALUE_INT:
    case GP_EXPR_VALUE_DOUBLE:
    case GP_EXPR_VALUE_STRING:
    case GP_EXPR_VALUE_TIMESTAMP:
    case GP_EXPR_VALUE_DURATION:
    case GP_EXPR_N_VALUE_KINDS:
    default:
      break;
    }

  g_free (self);
}

GpExprValue *
gp_expr_value_ref (const GpExprValue *self)
{
  GpExprValue *mutable = (GpExprValue *) self;

  g_return_val_if_fail (self != NULL, NULL);

  if (!value_is_static (self))
    g_atomic_ref_count_inc (&mutable->ref_count);
  return mutable;
}

void
gp_expr_value_unref (const GpExprValue *self)
{
  GpExprValue *mutable = (GpExprValue *) self;

  if (self == NULL || value_is_static (self))
    return;

  if (g_atomic_ref_count_dec (&mutable->ref_count))
    value_free (mutable);
}

GpExprValue *
gp_expr_value_new_null (void)
{
  return &null_value;
}

GpExprValue *
gp_expr_value_new_bool (gboolean value)
{
  return value ? &true_value : &false_value;
}

GpExprValue *
gp_expr_value_new_int (gint64 value)
{
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_INT, 0);

  self->integer = value;
  return self;
}

GpExprValue *
gp_expr_value_new_double (double value)
{
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_DOUBLE, 0);

  self->number = value;
  return self;
}

GpExprValue *
gp_expr_value_new_string (const char *text,
                          gssize      length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_STRING, size + 1);

  self->size = size;
  memcpy (gp_expr_value_bytes (self), text, size);
  gp_expr_value_bytes (self)[size] = '\0';
  return self;
}

GpExprValue *
gp_expr_value_new_timestamp (gint64 seconds,
                             gint32 nanos)
{
  GpExprValue *self;

  g_return_val_if_fail (nanos >= 0 && nanos < GP_EXPR_NANOS_PER_SECOND, NULL);

  if (seconds < GP_EXPR_TIMESTAMP_MIN || seconds > GP_EXPR_TIMESTAMP_MAX)
    return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE,
                                    N_("The time lies outside the years 1 to 9999."));

  self = value_alloc (GP_EXPR_VALUE_TIMESTAMP, 0);
  self->integer = seconds;
  self->nanos = nanos;
  return self;
}

GpExprValue *
gp_expr_value_new_duration (gint64 nanos)
{
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_DURATION, 0);

  self->integer = nanos;
  return self;
}

GpExprValue *
gp_expr_value_new_list (GpExprValue **items,
                        gsize         n_items)
{
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_LIST, n_items * sizeof (GpExprValue *));

  self->size = n_items;
  if (n_items > 0)
    memcpy (gp_expr_value_items (self), items, n_items * sizeof (GpExprValue *));
  return self;
}

/* Finds a key that cannot be one, or that an earlier entry has: the sentence about it. */
static GpExprValue *
check_keys (GpExprValue *map)
{
  GpExprValue **keys = gp_expr_value_items (map);

  for (gsize i = 0; i < map->size; i++)
    {
      gboolean seen = FALSE;

      if (keys[i]->kind != GP_EXPR_VALUE_BOOL && keys[i]->kind != GP_EXPR_VALUE_INT &&
          keys[i]->kind != GP_EXPR_VALUE_STRING)
        return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE,
                                        N_("A map key must be a bool, an int or a string, "
                                           "not a %s."),
                                        gp_expr_value_kind_name (keys[i]->kind));

      if (map->index != NULL)
        seen = !g_hash_table_insert (map->index, keys[i], keys[map->size + i]);
      else
        for (gsize j = 0; j < i && !seen; j++)
          seen = gp_expr_value_key_equal (keys[i], keys[j]);

      if (seen)
        {
          g_autofree char *text = gp_expr_value_to_text (keys[i]);

          return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE,
                                          N_("The map has the key %s twice."), text);
        }
    }

  return NULL;
}

GpExprValue *
gp_expr_value_new_map (GpExprValue **keys,
                       GpExprValue **values,
                       gsize         n_entries)
{
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_MAP, 2 * n_entries * sizeof (GpExprValue *));
  GpExprValue *problem;

  self->size = n_entries;
  if (n_entries > 0)
    {
      memcpy (gp_expr_value_items (self), keys, n_entries * sizeof (GpExprValue *));
      memcpy (gp_expr_value_items (self) + n_entries, values, n_entries * sizeof (GpExprValue *));
    }
  if (n_entries >= GP_EXPR_MAP_INDEXED_FROM)
    self->index = g_hash_table_new (gp_expr_value_key_hash, gp_expr_value_key_equal);

  problem = check_keys (self);
  if (problem != NULL)
    {
      gp_expr_value_unref (self);
      return problem;
    }

  return self;
}

GpExprValue *
gp_expr_value_new_object (const char *first_key,
                          ...)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  va_list args;

  va_start (args, first_key);
  for (const char *key = first_key; key != NULL; key = va_arg (args, const char *))
    {
      GpExprValue *value = va_arg (args, GpExprValue *);

      if (value == NULL)
        continue;
      g_ptr_array_add (keys, gp_expr_value_new_string (key, -1));
      g_ptr_array_add (values, value);
    }
  va_end (args);

  return gp_expr_value_new_map ((GpExprValue **) keys->pdata, (GpExprValue **) values->pdata,
                                keys->len);
}

GpExprValue *
gp_expr_value_new_record (const GpExprRecordClass *klass,
                          gpointer                 record)
{
  GpExprValue *self;

  g_return_val_if_fail (klass != NULL && klass->get != NULL, NULL);

  self = value_alloc (GP_EXPR_VALUE_RECORD, 0);
  self->record = record;
  self->klass = klass;
  return self;
}

GpExprValue *
gp_expr_value_new_error (GpExprError code,
                         const char *format,
                         ...)
{
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_ERROR, 0);
  va_list args;

  va_start (args, format);
  self->problem = gp_expr_problem_new_valist (code, 0, 0, format, args);
  va_end (args);
  return self;
}

GpExprValue *
gp_expr_value_new_problem (GpExprProblem *problem)
{
  GpExprValue *self = value_alloc (GP_EXPR_VALUE_ERROR, 0);

  self->problem = problem;
  self->placed = TRUE;
  return self;
}

GpExprValue *
gp_expr_value_new_error_at (GpExprValue *error,
                            gsize        offset,
                            gsize        length)
{
  g_return_val_if_fail (gp_expr_value_is_error (error), NULL);

  if (error->placed)
    return gp_expr_value_ref (error);
  return gp_expr_value_new_problem (gp_expr_problem_new_literal (error->problem->code, offset,
                                                                 length,
                                                                 error->problem->message));
}

GpExprValueKind
gp_expr_value_get_kind (const GpExprValue *self)
{
  return self->kind;
}

gboolean
gp_expr_value_is_null (const GpExprValue *self)
{
  return self->kind == GP_EXPR_VALUE_NULL;
}

gboolean
gp_expr_value_is_error (const GpExprValue *self)
{
  return self->kind == GP_EXPR_VALUE_ERROR;
}

gboolean
gp_expr_value_is_true (const GpExprValue *self)
{
  return self->kind == GP_EXPR_VALUE_BOOL && self->boolean;
}

gboolean
gp_expr_value_get_bool (const GpExprValue *self)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_BOOL, FALSE);

  return self->boolean;
}

gint64
gp_expr_value_get_int (const GpExprValue *self)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_INT, 0);

  return self->integer;
}

double
gp_expr_value_get_double (const GpExprValue *self)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_DOUBLE, 0);

  return self->number;
}

const char *
gp_expr_value_get_string (const GpExprValue *self,
                          gsize             *length)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_STRING, NULL);

  if (length != NULL)
    *length = self->size;
  return gp_expr_value_bytes (self);
}

gint64
gp_expr_value_get_timestamp (const GpExprValue *self,
                             gint32            *nanos)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_TIMESTAMP, 0);

  if (nanos != NULL)
    *nanos = self->nanos;
  return self->integer;
}

gint64
gp_expr_value_get_duration (const GpExprValue *self)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_DURATION, 0);

  return self->integer;
}

gpointer
gp_expr_value_get_record (const GpExprValue       *self,
                          const GpExprRecordClass *klass)
{
  return self->kind == GP_EXPR_VALUE_RECORD && self->klass == klass ? self->record : NULL;
}

const GpExprProblem *
gp_expr_value_get_problem (const GpExprValue *self)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_ERROR, NULL);

  return self->problem;
}

/* g_utf8_strlen() would stop at U+0000, which a string may hold. */
static gsize
count_characters (const char *bytes,
                  gsize       size)
{
  gsize n = 0;

  for (gsize i = 0; i < size; i++)
    n += (bytes[i] & 0xc0) != 0x80;
  return n;
}

gsize
gp_expr_value_get_size (const GpExprValue *self)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_LIST || self->kind == GP_EXPR_VALUE_MAP ||
                        self->kind == GP_EXPR_VALUE_STRING, 0);

  if (self->kind == GP_EXPR_VALUE_STRING)
    return count_characters (gp_expr_value_bytes (self), self->size);
  return self->size;
}

GpExprValue *
gp_expr_value_get_item (const GpExprValue *self,
                        gsize              index)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_LIST && index < self->size, NULL);

  return gp_expr_value_items (self)[index];
}

GpExprValue *
gp_expr_value_get_key (const GpExprValue *self,
                       gsize              index)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_MAP && index < self->size, NULL);

  return gp_expr_value_items (self)[index];
}

GpExprValue *
gp_expr_value_get_entry (const GpExprValue *self,
                         gsize              index)
{
  g_return_val_if_fail (self->kind == GP_EXPR_VALUE_MAP && index < self->size, NULL);

  return gp_expr_value_items (self)[self->size + index];
}

const char *
gp_expr_value_kind_name (GpExprValueKind kind)
{
  static const char * const names[GP_EXPR_N_VALUE_KINDS] = {
    [GP_EXPR_VALUE_NULL] = "null_type",
    [GP_EXPR_VALUE_BOOL] = "bool",
    [GP_EXPR_VALUE_INT] = "int",
    [GP_EXPR_VALUE_DOUBLE] = "double",
    [GP_EXPR_VALUE_STRING] = "string",
    [GP_EXPR_VALUE_TIMESTAMP] = "timestamp",
    [GP_EXPR_VALUE_DURATION] = "duration",
    [GP_EXPR_VALUE_LIST] = "list",
    [GP_EXPR_VALUE_MAP] = "map",
    [GP_EXPR_VALUE_RECORD] = "record",
    [GP_EXPR_VALUE_ERROR] = "error",
  };

  g_return_val_if_fail (kind < GP_EXPR_N_VALUE_KINDS, NULL);

  return names[kind];
}
