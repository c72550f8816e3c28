/* gp-store-placements.c — the table of placements
 * SPDX-License-Identifier: Apache-2.0
 *
 * Laying out a large drawing changes thousands of placements in one step, so each is one row. A
 * property of placements that has no column here goes to the common tables.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <math.h>

static const struct
{
  GpProperty property;
  int column;         /* its first, in the order of the table */
  const char *update; /* one ?2, two for a point */
} columns[] = {
  { GP_PLACEMENT_ELEMENT, 1, "UPDATE placement SET target = ?2 WHERE element = ?1" },
  { GP_PLACEMENT_AT, 2, "UPDATE placement SET x = ?2, y = ?3 WHERE element = ?1" },
  { GP_PLACEMENT_SIZE, 4, "UPDATE placement SET width = ?2, height = ?3 WHERE element = ?1" },
  { GP_PLACEMENT_PINNED, 6, "UPDATE placement SET pinned = ?2 WHERE element = ?1" },
  { GP_PLACEMENT_COLLAPSED, 7, "UPDATE placement SET collapsed = ?2 WHERE element = ?1" },
  { GP_PLACEMENT_HIDDEN, 8, "UPDATE placement SET hidden = ?2 WHERE element = ?1" },
};

gboolean
gp_store_is_placement_property (GpProperty property)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i].property == property)
      return TRUE;
  return FALSE;
}

/* Binds @value, or nulls where it is none, from parameter @at. */
static gboolean
bind_value (
  GpStore *self, GpSqliteStatement *statement, int at, const GpValue *value, GError **error)
{
  const GpPoint *point = gp_value_get_point (value);
  gint64 number;

  if (point != NULL)
    {
      gp_sqlite_bind_double (statement, at, point->x);
      gp_sqlite_bind_double (statement, at + 1, point->y);
    }
  else if (value->type == GP_VALUE_BOOL)
    {
      gp_sqlite_bind_int (statement, at, gp_value_get_bool (value));
    }
  else if (value->type == GP_VALUE_ID)
    {
      if (!gp_store_find_number (self, gp_value_get_id (value), &number, error))
        return FALSE;
      gp_sqlite_bind_int (statement, at, number);
    }
  return TRUE;
}

gboolean
gp_store_insert_placement (GpStore *self, gint64 number, const GpElement *element, GError **error)
{
  GpSqliteStatement *insert;
  int at;

  insert = gp_store_insert_begin (self, GP_STORE_PLACEMENT, &at, error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, at, number);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (gp_element_has (element, columns[i].property) &&
        !bind_value (self, insert, at + columns[i].column,
                     gp_element_get_value (element, columns[i].property), error))
      return FALSE;

  return gp_store_insert_end (self, GP_STORE_PLACEMENT, error);
}

gboolean
gp_store_put_placement_value (
  GpStore *self, gint64 element, GpProperty property, const GpValue *value, GError **error)
{
  g_autoptr(GpSqliteStatement) update = NULL;
  gsize i = 0;

  while (columns[i].property != property)
    i++;

  update = gp_sqlite_prepare (self->db, columns[i].update, error);
  if (update == NULL)
    return FALSE;

  gp_sqlite_bind_int (update, 1, element);
  return bind_value (self, update, 2, value, error) && gp_sqlite_run (update, error);
}

/* The value in the columns of @property; none where they are null. */
static gboolean
read_value (GpStoreReader *reader, GpSqliteStatement *row, gsize i, GpValue *out, GError **error)
{
  GpProperty property = columns[i].property;
  int at = columns[i].column;
  const GpElement *target;

  *out = gp_value_none ();
  if (gp_sqlite_column_is_null (row, at))
    return TRUE;

  switch (gp_property_value_type (property))
    {
    case GP_VALUE_POINT:
      if (gp_sqlite_column_is_null (row, at + 1) || !isfinite (gp_sqlite_column_double (row, at)) ||
          !isfinite (gp_sqlite_column_double (row, at + 1)))
        return gp_store_reader_fail (reader, error, "placement");
      *out = gp_value_point (gp_sqlite_column_double (row, at),
                             gp_sqlite_column_double (row, at + 1));
      return TRUE;
    case GP_VALUE_ID:
      target = gp_store_reader_find (reader, gp_sqlite_column_int (row, at));
      if (target == NULL)
        return gp_store_reader_lacks (reader, gp_sqlite_column_int (row, at), "placement", error);
      *out = gp_value_id (gp_element_get_id (target));
      return TRUE;
    default:
      *out = gp_value_bool (gp_sqlite_column_int (row, at) != 0);
      return TRUE;
    }
}

gboolean
gp_store_read_placements (GpStoreReader *reader, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select =
    gp_sqlite_prepare (gp_store_reader_store (reader)->db,
                       "SELECT element, target, x, y, width, height, pinned, collapsed, hidden"
                       " FROM placement ORDER BY element",
                       error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      gint64 number = gp_sqlite_column_int (select, 0);
      GpElement *element = gp_store_reader_find (reader, number);

      if (element == NULL && !gp_store_reader_lacks (reader, number, "placement", error))
        return FALSE;
      if (element != NULL && gp_element_get_kind (element) != GP_KIND_PLACEMENT)
        return gp_store_reader_fail (reader, error, "placement");

      for (gsize i = 0; element != NULL && i < G_N_ELEMENTS (columns); i++)
        {
          GpValue value;

          if (!read_value (reader, select, i, &value, error))
            return FALSE;
          gp_element_set (element, columns[i].property, value);
        }
    }
  return step == GP_SQLITE_DONE;
}
