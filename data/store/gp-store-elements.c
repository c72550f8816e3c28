/* gp-store-elements.c — the table of elements, and changes as rows
 * SPDX-License-Identifier: Apache-2.0
 *
 * Within one change set a reference may come before the element that it points to, and an element
 * may go and come again. So the numbers of such elements are kept until the transaction ends: an
 * element gets the number that was promised to it, or the one that it had. What was promised and
 * never came, the foreign keys refuse at the end.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpId id;
  gint64 number;
} Kept;

gboolean
gp_store_begin_numbers (GpStore *self, GError **error)
{
  gint64 last;

  if (!gp_sqlite_query_int (self->db, "SELECT max (number) FROM element", &last, error))
    return FALSE;

  self->next_number = last + 1;
  self->numbers = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  return TRUE;
}

void
gp_store_end_numbers (GpStore *self)
{
  gp_store_insert_stop (self);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
}

static void
keep_number (GpStore *self, const GpId *id, gint64 number)
{
  Kept *kept = g_new (Kept, 1);

  *kept = (Kept){ *id, number };
  g_hash_table_replace (self->numbers, &kept->id, kept);
}

static gboolean
select_number (GpStore *self, const GpId *id, gint64 *out, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db, "SELECT number FROM element WHERE id = ?1", error);
  if (select == NULL)
    return FALSE;

  gp_sqlite_bind_id (select, 1, id);
  step = gp_sqlite_step (select, error);
  if (step == GP_SQLITE_FAILED)
    return FALSE;

  *out = step == GP_SQLITE_ROW ? gp_sqlite_column_int (select, 0) : 0;
  return TRUE;
}

/* The number of @id; one that is not there yet is promised the next. */
gboolean
gp_store_find_number (GpStore *self, const GpId *id, gint64 *out, GError **error)
{
  const Kept *kept = g_hash_table_lookup (self->numbers, id);

  if (kept != NULL)
    {
      *out = kept->number;
      return TRUE;
    }

  if (!select_number (self, id, out, error))
    return FALSE;

  if (*out == 0)
    {
      *out = self->next_number++;
      keep_number (self, id, *out);
    }
  return TRUE;
}

static gboolean
insert_row (GpStore *self, gint64 number, const GpElement *element, GError **error)
{
  GpKind kind = gp_element_get_kind (element);
  int name = gp_kind_get_info (kind)->name;
  const GpId *parent = gp_element_get_parent (element);
  GpSqliteStatement *insert;
  gint64 parent_number = 0;
  int at;

  if (!gp_id_is_nil (parent) && !gp_store_find_number (self, parent, &parent_number, error))
    return FALSE;

  insert = gp_store_insert_begin (self, GP_STORE_ELEMENT, &at, error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, at, number);
  gp_sqlite_bind_id (insert, at + 1, gp_element_get_id (element));
  gp_sqlite_bind_int (insert, at + 2, self->kinds[kind]);
  if (parent_number != 0)
    gp_sqlite_bind_int (insert, at + 3, parent_number);
  gp_sqlite_bind_double (insert, at + 4, gp_element_get_rank (element));
  if (name >= 0)
    gp_sqlite_bind_text (insert, at + 5, gp_element_get_text (element, name));

  return gp_store_insert_end (self, GP_STORE_ELEMENT, error);
}

static gboolean
insert_element (GpStore *self, gint64 number, const GpElement *element, GError **error)
{
  gboolean is_placement = gp_element_get_kind (element) == GP_KIND_PLACEMENT;
  int name = gp_kind_get_info (gp_element_get_kind (element))->name;
  GpProperty property;
  const GpValue *value;

  if (!insert_row (self, number, element, error))
    return FALSE;
  if (is_placement && !gp_store_insert_placement (self, number, element, error))
    return FALSE;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      if ((int) property == name || (is_placement && gp_store_is_placement_property (property)))
        continue;
      if (!gp_store_put_value (self, number, property, value, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/* The number of an element that must be there. */
static gboolean
expect_number (GpStore *self, const GpId *id, gint64 *out, GError **error)
{
  if (!select_number (self, id, out, error))
    return FALSE;
  if (*out != 0)
    return TRUE;

  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
               _("“%s” lacks an element that the design has."), self->path);
  return FALSE;
}

static gboolean
write_add (GpStore *self, const GpChange *change, GError **error)
{
  const Kept *kept = g_hash_table_lookup (self->numbers, &change->id);
  gint64 number = kept != NULL ? kept->number : self->next_number++;

  return insert_element (self, number, change->element, error);
}

static gboolean
write_remove (GpStore *self, const GpChange *change, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  gint64 number;

  if (!expect_number (self, &change->id, &number, error))
    return FALSE;
  keep_number (self, &change->id, number);

  statement = gp_sqlite_prepare (self->db, "DELETE FROM element WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_int (statement, 1, number);
  return gp_sqlite_run (statement, error);
}

static gboolean
write_name (GpStore *self, gint64 number, const GpValue *value, GError **error)
{
  g_autoptr(GpSqliteStatement) update = NULL;

  update = gp_sqlite_prepare (self->db, "UPDATE element SET name = ?2 WHERE number = ?1", error);
  if (update == NULL)
    return FALSE;

  gp_sqlite_bind_int (update, 1, number);
  gp_sqlite_bind_text (update, 2, gp_value_get_text (value));
  return gp_sqlite_run (update, error);
}

static gboolean
write_set (GpStore *self, const GpChange *change, GError **error)
{
  gint64 number;

  if (!expect_number (self, &change->id, &number, error))
    return FALSE;

  if ((int) change->property == gp_kind_get_info (change->kind)->name)
    return write_name (self, number, &change->after, error);

  if (gp_store_is_placement_property (change->property))
    {
      const GpValue *none = gp_property_get_default (GP_PLACEMENT_ELEMENT);
      gboolean is_default = gp_value_equal (&change->after,
                                            gp_property_get_default (change->property));

      return gp_store_put_placement_value (self, number, change->property,
                                           is_default ? none : &change->after, error);
    }

  return gp_store_put_value (self, number, change->property, &change->after, FALSE, error);
}

static gboolean
write_move (GpStore *self, const GpChange *change, GError **error)
{
  g_autoptr(GpSqliteStatement) update = NULL;
  gint64 number, parent;

  if (!expect_number (self, &change->id, &number, error) ||
      !gp_store_find_number (self, &change->parent_after, &parent, error))
    return FALSE;

  update = gp_sqlite_prepare (self->db,
                              "UPDATE element SET parent = ?2, rank = ?3 WHERE number = ?1", error);
  if (update == NULL)
    return FALSE;

  gp_sqlite_bind_int (update, 1, number);
  gp_sqlite_bind_int (update, 2, parent);
  gp_sqlite_bind_double (update, 3, change->rank_after);
  return gp_sqlite_run (update, error);
}

gboolean
gp_store_write_change (GpStore *self, const GpChange *change, GError **error)
{
  switch (change->type)
    {
    case GP_CHANGE_ADD:
      return write_add (self, change, error);
    case GP_CHANGE_REMOVE:
      return write_remove (self, change, error);
    case GP_CHANGE_SET:
      return write_set (self, change, error);
    case GP_CHANGE_MOVE:
    default:
      return write_move (self, change, error);
    }
}

/* All elements, parents first; borrowed. */
static GPtrArray *
list_elements (GpDesign *design)
{
  GPtrArray *elements = g_ptr_array_sized_new (gp_design_size (design));

  g_ptr_array_add (elements, (gpointer) gp_design_get_root (design));
  for (guint i = 0; i < elements->len; i++)
    {
      const GpId *parent = gp_element_get_id (elements->pdata[i]);
      gsize n = gp_design_count_children (design, parent);

      for (gsize k = 0; k < n; k++)
        g_ptr_array_add (elements, (gpointer) gp_design_peek_child (design, parent, k));
    }
  return elements;
}

gboolean
gp_store_write_all (GpStore *self, GpDesign *design, GError **error)
{
  g_autoptr(GPtrArray) elements = list_elements (design);

  for (guint i = 0; i < elements->len; i++)
    keep_number (self, gp_element_get_id (elements->pdata[i]), self->next_number + i);

  self->is_bulk = TRUE;
  for (guint i = 0; i < elements->len; i++)
    if (!insert_element (self, self->next_number + i, elements->pdata[i], error))
      return FALSE;
  return gp_store_insert_flush (self, error);
}
