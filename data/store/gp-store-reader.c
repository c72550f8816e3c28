/* gp-store-reader.c — rows become a design again
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nothing in a file is taken on trust: kinds, numbers, types, parents and references are checked,
 * and what does not fit is a damaged file. Only in the file of a newer program are kinds and
 * properties that are unknown here left out, with whatever hangs on them.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  gint64 number;
  gint64 parent; /* 0: none */
  double rank;
  GpElement *element; /* NULL: of an unknown kind */
  gboolean is_placed; /* it and its parents are among the ordered */
  gboolean is_left_out;
} Row;

struct _GpStoreReader
{
  GpStore *store;
  GArray *rows;       /* Row, by number */
  GPtrArray *ordered; /* borrowed elements, parents first */
};

GpStore *
gp_store_reader_store (GpStoreReader *self)
{
  return self->store;
}

gboolean
gp_store_reader_fail (GpStoreReader *self, GError **error, const char *what)
{
  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
               _("“%s” is damaged: its table “%s” holds what cannot be. It was not changed."),
                  self->store->path, what);
  return FALSE;
}

/* A row speaks of an element or property that is not here: only a newer file may do that. */
gboolean
gp_store_reader_lacks (GpStoreReader *self, gint64 number, const char *what, GError **error)
{
  return self->store->access == GP_STORE_ACCESS_NEWER || gp_store_reader_fail (self, error, what);
}

static Row *
find_row (GpStoreReader *self, gint64 number)
{
  guint low = 0, high = self->rows->len;

  /* Without removals the numbers are 1, 2, 3… */
  if (number > 0 && number <= high && g_array_index (self->rows, Row, number - 1).number == number)
    return &g_array_index (self->rows, Row, number - 1);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      Row *row = &g_array_index (self->rows, Row, middle);

      if (row->number == number)
        return row;
      if (row->number < number)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

GpElement *
gp_store_reader_find (GpStoreReader *self, gint64 number)
{
  Row *row = find_row (self, number);

  return row != NULL && !row->is_left_out ? row->element : NULL;
}

static gboolean
take_row (GpStoreReader *self, GpSqliteStatement *select, GError **error)
{
  GArray *of_number = self->store->kind_of_number;
  gint64 kind_number = gp_sqlite_column_int (select, 2);
  gsize length;
  const char *name = gp_sqlite_column_text (select, 5, &length);
  Row row = { 0 };
  GpId id;
  int kind = -1;

  row.number = gp_sqlite_column_int (select, 0);
  row.parent = gp_sqlite_column_int (select, 3);
  row.rank = gp_sqlite_column_double (select, 4);
  if (kind_number > 0 && kind_number < of_number->len)
    kind = g_array_index (of_number, int, kind_number);

  if (!gp_sqlite_column_id (select, 1, &id) || gp_id_is_nil (&id) || !isfinite (row.rank))
    return gp_store_reader_fail (self, error, "element");

  if (kind < 0)
    {
      row.is_left_out = TRUE;
      if (!gp_store_reader_lacks (self, kind_number, "element", error))
        return FALSE;
    }
  else
    {
      int property = gp_kind_get_info (kind)->name;

      if (name != NULL && (property < 0 || !g_utf8_validate (name, length, NULL)))
        return gp_store_reader_fail (self, error, "element");
      row.element = gp_element_new (kind, &id, NULL, row.rank);
      if (name != NULL)
        gp_element_set (row.element, property, gp_value_text_len (name, length));
    }

  g_array_append_val (self->rows, row);
  return TRUE;
}

static gboolean
read_rows (GpStoreReader *self, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->store->db,
                              "SELECT number, id, kind, parent, rank, name FROM element"
                              " ORDER BY number",
                              error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    if (!take_row (self, select, error))
      return FALSE;
  return step == GP_SQLITE_DONE;
}

/* Puts @row behind all its parents, which may have greater numbers. */
static gboolean
place_row (GpStoreReader *self, Row *row, GPtrArray *chain, GError **error)
{
  g_ptr_array_set_size (chain, 0);
  for (Row *at = row; at != NULL && !at->is_placed && !at->is_left_out;)
    {
      g_ptr_array_add (chain, at);
      if (chain->len > self->rows->len)
        return gp_store_reader_fail (self, error, "element");
      if (at->parent == 0)
        break;
      at = find_row (self, at->parent);
      if (at == NULL)
        return gp_store_reader_fail (self, error, "element");
    }

  while (chain->len > 0)
    {
      Row *next = chain->pdata[chain->len - 1];
      Row *parent = next->parent != 0 ? find_row (self, next->parent) : NULL;

      g_ptr_array_set_size (chain, chain->len - 1);
      if (parent != NULL && parent->is_left_out)
        {
          next->is_left_out = TRUE;
          continue;
        }
      gp_element_set_parent (next->element,
                             parent != NULL ? gp_element_get_id (parent->element) : NULL,
                             next->rank);
      next->is_placed = TRUE;
      g_ptr_array_add (self->ordered, next->element);
    }
  return TRUE;
}

static gboolean
place_rows (GpStoreReader *self, GError **error)
{
  g_autoptr(GPtrArray) chain = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    if (!place_row (self, &g_array_index (self->rows, Row, i), chain, error))
      return FALSE;

  if (self->ordered->len == 0 || gp_element_get_kind (self->ordered->pdata[0]) != GP_KIND_DESIGN ||
      !gp_id_is_nil (gp_element_get_parent (self->ordered->pdata[0])))
    return gp_store_reader_fail (self, error, "element");
  return TRUE;
}

static void
clear_row (gpointer data)
{
  Row *row = data;

  gp_element_unref (row->element);
}

static GpDesign *
build_design (GpStoreReader *self, GError **error)
{
  g_autoptr(GpDesign) design = gp_design_new (gp_element_get_id (self->ordered->pdata[0]), NULL);
  g_autoptr(GError) cause = NULL;

  if (gp_design_load (design, self->ordered, &cause))
    return g_steal_pointer (&design);

  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
               _("“%s” is damaged and was not changed. %s"), self->store->path, cause->message);
  return NULL;
}

GpDesign *
gp_store_read_design (GpStore *self, GError **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr(GPtrArray) ordered = g_ptr_array_new ();
  GpStoreReader reader = { self, rows, ordered };

  g_array_set_clear_func (rows, clear_row);
  if (!read_rows (&reader, error) || !place_rows (&reader, error) ||
      !gp_store_read_values (&reader, error) || !gp_store_read_placements (&reader, error))
    return NULL;

  return build_design (&reader, error);
}
