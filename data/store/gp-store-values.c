/* gp-store-values.c — the tables of values: single ones, lists of texts, references
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <math.h>

static gboolean
delete_rows (GpStore *self, const char *sql, gint64 element, gint64 property, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_int (statement, 1, element);
  gp_sqlite_bind_int (statement, 2, property);
  return gp_sqlite_run (statement, error);
}

static gboolean
delete_value (GpStore *self, gint64 element, GpProperty property, GError **error)
{
  gint64 number = self->properties[property];

  switch (gp_property_value_type (property))
    {
    case GP_VALUE_ID:
    case GP_VALUE_IDS:
      return delete_rows (self, "DELETE FROM reference WHERE element = ?1 AND property = ?2",
                          element, number, error);
    case GP_VALUE_TEXTS:
      return delete_rows (self, "DELETE FROM text_item WHERE element = ?1 AND property = ?2",
                          element, number, error);
    default:
      return delete_rows (self, "DELETE FROM value WHERE element = ?1 AND property = ?2", element,
                          number, error);
    }
}

static gboolean
insert_single (
  GpStore *self, gint64 element, GpProperty property, const GpValue *value, GError **error)
{
  const GpPoint *point = gp_value_get_point (value);
  GpSqliteStatement *insert;
  int at;

  insert = gp_store_insert_begin (self, GP_STORE_VALUE, &at, error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, at, element);
  gp_sqlite_bind_int (insert, at + 1, self->properties[property]);
  if (point != NULL)
    {
      gp_sqlite_bind_double (insert, at + 4, point->x);
      gp_sqlite_bind_double (insert, at + 5, point->y);
    }
  else if (value->type == GP_VALUE_TEXT)
    gp_sqlite_bind_text (insert, at + 3, gp_value_get_text (value));
  else if (value->type == GP_VALUE_BOOL)
    gp_sqlite_bind_int (insert, at + 2, gp_value_get_bool (value));
  else
    gp_sqlite_bind_int (insert, at + 2, gp_value_get_int (value));

  return gp_store_insert_end (self, GP_STORE_VALUE, error);
}

static gboolean
insert_texts (
  GpStore *self, gint64 element, GpProperty property, const GpValue *value, GError **error)
{
  gsize n;
  const char *const *texts = gp_value_get_texts (value, &n);

  for (gsize i = 0; i < n; i++)
    {
      int at;
      GpSqliteStatement *insert = gp_store_insert_begin (self, GP_STORE_TEXT_ITEM, &at, error);

      if (insert == NULL)
        return FALSE;
      gp_sqlite_bind_int (insert, at, element);
      gp_sqlite_bind_int (insert, at + 1, self->properties[property]);
      gp_sqlite_bind_int (insert, at + 2, i);
      gp_sqlite_bind_text (insert, at + 3, texts[i]);
      if (!gp_store_insert_end (self, GP_STORE_TEXT_ITEM, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_references (
  GpStore *self, gint64 element, GpProperty property, const GpId *ids, gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      GpSqliteStatement *insert;
      gint64 target;
      int at;

      if (!gp_store_find_number (self, &ids[i], &target, error))
        return FALSE;
      insert = gp_store_insert_begin (self, GP_STORE_REFERENCE, &at, error);
      if (insert == NULL)
        return FALSE;
      gp_sqlite_bind_int (insert, at, element);
      gp_sqlite_bind_int (insert, at + 1, self->properties[property]);
      gp_sqlite_bind_int (insert, at + 2, i);
      gp_sqlite_bind_int (insert, at + 3, target);
      if (!gp_store_insert_end (self, GP_STORE_REFERENCE, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gp_store_put_value (GpStore *self,
                    gint64 element,
                    GpProperty property,
                    const GpValue *value,
                    gboolean is_new,
                    GError **error)
{
  const GpId *ids;
  gsize n;

  if (!is_new && !delete_value (self, element, property, error))
    return FALSE;
  if (gp_value_is_none (value) || gp_value_equal (value, gp_property_get_default (property)))
    return TRUE;

  switch (value->type)
    {
    case GP_VALUE_ID:
      return insert_references (self, element, property, gp_value_get_id (value), 1, error);
    case GP_VALUE_IDS:
      ids = gp_value_get_ids (value, &n);
      return insert_references (self, element, property, ids, n, error);
    case GP_VALUE_TEXTS:
      return insert_texts (self, element, property, value, error);
    default:
      return insert_single (self, element, property, value, error);
    }
}

/* A run of rows of one element and property. */
typedef struct
{
  gint64 element;
  gint64 number;   /* of the property */
  GpElement *into; /* NULL: left out */
  GpProperty property;
} Place;

/* Finds where a row's value goes. FALSE: the file is damaged. */
static gboolean
find_place (GpStoreReader *reader,
            Place *place,
            gint64 element,
            gint64 number,
            const char *table,
            GError **error)
{
  GArray *of_number = gp_store_reader_store (reader)->property_of_number;
  int property = -1;

  *place = (Place){ element, number, gp_store_reader_find (reader, element), 0 };
  if (place->into == NULL)
    return gp_store_reader_lacks (reader, element, table, error);

  if (number > 0 && number < of_number->len)
    property = g_array_index (of_number, int, number);
  if (property < 0)
    {
      place->into = NULL;
      return gp_store_reader_lacks (reader, 0, table, error);
    }
  if (gp_property_get_info (property)->kind != gp_element_get_kind (place->into))
    return gp_store_reader_fail (reader, error, table);

  place->property = property;
  return TRUE;
}

static gboolean
read_single (
  GpStoreReader *reader, GpSqliteStatement *row, GpProperty property, GpValue *out, GError **error)
{
  gboolean is_text = !gp_sqlite_column_is_null (row, 3);
  gsize length;
  const char *text;

  switch (gp_property_value_type (property))
    {
    case GP_VALUE_BOOL:
      *out = gp_value_bool (gp_sqlite_column_int (row, 2) != 0);
      return TRUE;
    case GP_VALUE_INT:
      *out = gp_value_int (gp_sqlite_column_int (row, 2));
      return TRUE;
    case GP_VALUE_POINT:
      if (!isfinite (gp_sqlite_column_double (row, 4)) ||
          !isfinite (gp_sqlite_column_double (row, 5)))
        return gp_store_reader_fail (reader, error, "value");
      *out = gp_value_point (gp_sqlite_column_double (row, 4), gp_sqlite_column_double (row, 5));
      return TRUE;
    case GP_VALUE_TEXT:
      text = gp_sqlite_column_text (row, 3, &length);
      if (!is_text || text == NULL || !g_utf8_validate (text, length, NULL))
        return gp_store_reader_fail (reader, error, "value");
      *out = gp_value_text_len (text, length);
      return TRUE;
    default:
      return gp_store_reader_fail (reader, error, "value");
    }
}

static gboolean
read_singles (GpStoreReader *reader, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (gp_store_reader_store (reader)->db,
                              "SELECT element, property, integer, text, x, y FROM value"
                              " ORDER BY element, property",
                              error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      GpValue value;
      Place place;

      if (!find_place (reader, &place, gp_sqlite_column_int (select, 0),
                       gp_sqlite_column_int (select, 1), "value", error))
        return FALSE;
      if (place.into == NULL)
        continue;
      if (!read_single (reader, select, place.property, &value, error))
        return FALSE;
      gp_element_set (place.into, place.property, value);
    }
  return step == GP_SQLITE_DONE;
}

/* Rows of a list come in order; a list is set when the next one begins. */
static gboolean
finish_texts (GpStoreReader *reader, const Place *place, GPtrArray *texts, GError **error)
{
  if (texts->len > 0 && place->into != NULL)
    {
      if (gp_property_value_type (place->property) != GP_VALUE_TEXTS)
        return gp_store_reader_fail (reader, error, "text_item");
      gp_element_set (place->into, place->property,
                      gp_value_texts ((const char *const *) texts->pdata, texts->len));
    }
  g_ptr_array_set_size (texts, 0);
  return TRUE;
}

static gboolean
read_texts (GpStoreReader *reader, GError **error)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GpSqliteStatement) select = NULL;
  Place place = { -1, -1, NULL, 0 };
  GpSqliteStep step;

  select = gp_sqlite_prepare (gp_store_reader_store (reader)->db,
                              "SELECT element, property, text FROM text_item"
                              " ORDER BY element, property, position",
                              error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      gint64 element = gp_sqlite_column_int (select, 0);
      gint64 number = gp_sqlite_column_int (select, 1);
      gsize length;
      const char *text = gp_sqlite_column_text (select, 2, &length);

      if (text == NULL || !g_utf8_validate (text, length, NULL))
        return gp_store_reader_fail (reader, error, "text_item");
      if ((element != place.element || number != place.number) &&
          (!finish_texts (reader, &place, texts, error) ||
           !find_place (reader, &place, element, number, "text_item", error)))
        return FALSE;
      g_ptr_array_add (texts, g_strdup (text));
    }
  return step == GP_SQLITE_DONE && finish_texts (reader, &place, texts, error);
}

static gboolean
finish_references (GpStoreReader *reader, const Place *place, GArray *ids, GError **error)
{
  const GpId *items = (const GpId *) (void *) ids->data;
  GpValueType type;

  if (ids->len > 0 && place->into != NULL)
    {
      type = gp_property_value_type (place->property);
      if (type != GP_VALUE_IDS && (type != GP_VALUE_ID || ids->len > 1))
        return gp_store_reader_fail (reader, error, "reference");
      gp_element_set (place->into, place->property,
                      type == GP_VALUE_ID ? gp_value_id (items) : gp_value_ids (items, ids->len));
    }
  g_array_set_size (ids, 0);
  return TRUE;
}

static gboolean
read_references (GpStoreReader *reader, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GpSqliteStatement) select = NULL;
  Place place = { -1, -1, NULL, 0 };
  GpSqliteStep step;

  select = gp_sqlite_prepare (gp_store_reader_store (reader)->db,
                              "SELECT element, property, target FROM reference"
                              " ORDER BY element, property, position",
                              error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      gint64 element = gp_sqlite_column_int (select, 0);
      gint64 number = gp_sqlite_column_int (select, 1);
      gint64 target_number = gp_sqlite_column_int (select, 2);
      const GpElement *target = gp_store_reader_find (reader, target_number);

      if ((element != place.element || number != place.number) &&
          (!finish_references (reader, &place, ids, error) ||
           !find_place (reader, &place, element, number, "reference", error)))
        return FALSE;
      if (target == NULL && !gp_store_reader_lacks (reader, target_number, "reference", error))
        return FALSE;
      if (target != NULL)
        g_array_append_val (ids, *gp_element_get_id (target));
    }
  return step == GP_SQLITE_DONE && finish_references (reader, &place, ids, error);
}

gboolean
gp_store_read_values (GpStoreReader *reader, GError **error)
{
  return read_singles (reader, error) && read_texts (reader, error) &&
         read_references (reader, error);
}
