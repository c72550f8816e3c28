/* gp-store-log.c — the table of steps: undo and redo survive closing
 * SPDX-License-Identifier: Apache-2.0
 *
 * A step is written in the transaction that changes the other tables. Steps are done up to some
 * point and undone behind it; a new step takes the place of those that were undone.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-json-change-set.h"
#include "gp-store-private.h"

#include <glib/gi18n-lib.h>

static gboolean
put_step (GpStore *self, const GpHistoryStep *step, gint64 head, GError **error)
{
  g_autoptr(GpSqliteStatement) insert = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GBytes) packed = NULL;
  gsize length;

  insert = gp_sqlite_prepare (self->db,
                              "INSERT OR REPLACE INTO step"
                              " (number, time, author, title, done, head, changes)"
                              " VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)",
                              error);
  if (insert == NULL)
    return FALSE;

  text = gp_json_change_set_to_text (step->changes, GP_JSON_COMPACT, &length);
  packed = gp_store_pack (text, length);
  gp_sqlite_bind_int (insert, 1, step->number);
  gp_sqlite_bind_int (insert, 2, step->time);
  gp_sqlite_bind_text (insert, 3, step->author);
  gp_sqlite_bind_text (insert, 4, gp_change_set_get_title (step->changes));
  gp_sqlite_bind_int (insert, 5, head);
  gp_sqlite_bind_blob (insert, 6, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  return gp_sqlite_run (insert, error);
}

static gboolean
mark_step (GpStore *self, const GpHistoryStep *step, gboolean done, gint64 head, GError **error)
{
  g_autoptr(GpSqliteStatement) update = NULL;

  update = gp_sqlite_prepare (self->db, "UPDATE step SET done = ?2, head = ?3 WHERE number = ?1",
                              error);
  if (update == NULL)
    return FALSE;

  gp_sqlite_bind_int (update, 1, step->number);
  gp_sqlite_bind_int (update, 2, done);
  gp_sqlite_bind_int (update, 3, head);
  return gp_sqlite_run (update, error);
}

gboolean
gp_store_log_write (
  GpStore *self, GpHistoryAction action, const GpHistoryStep *step, gint64 head, GError **error)
{
  switch (action)
    {
    case GP_HISTORY_DO:
      return gp_sqlite_exec (self->db, "DELETE FROM step WHERE done = 0", error) &&
             put_step (self, step, head, error);
    case GP_HISTORY_EXTEND:
      return put_step (self, step, head, error);
    case GP_HISTORY_UNDO:
    case GP_HISTORY_REDO:
    default:
      return mark_step (self, step, action == GP_HISTORY_REDO, head, error);
    }
}

static gboolean
fail_log (GpStore *self, GError **error, const char *why)
{
  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
               _("The history in “%s” is damaged. %s"), self->path, why);
  return FALSE;
}

static gboolean
read_step (
  GpStore *self, GpSqliteStatement *select, GArray *steps, GPtrArray *authors, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autofree char *text = NULL;
  GpHistoryStep step;
  gsize size, length;
  const void *blob = gp_sqlite_column_blob (select, 4, &size);

  text = gp_store_unpack (blob, size, &length, &cause);
  step.changes = text != NULL ? gp_json_change_set_from_text (text, length, &cause) : NULL;
  if (step.changes == NULL)
    return fail_log (self, error, cause->message);

  step.number = gp_sqlite_column_int (select, 0);
  step.time = gp_sqlite_column_int (select, 1);
  step.author = gp_store_dup_column (select, 2);
  g_ptr_array_add (authors, (gpointer) step.author);
  g_array_append_val (steps, step);
  return TRUE;
}

static void
clear_step (gpointer data)
{
  GpHistoryStep *step = data;

  gp_change_set_unref (step->changes);
}

gboolean
gp_store_log_restore (GpStore *self, GpHistory *history, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (GpHistoryStep));
  g_autoptr(GPtrArray) authors = g_ptr_array_new_with_free_func (g_free);
  gsize n_done = 0;
  GpSqliteStep row;

  g_array_set_clear_func (steps, clear_step);
  select = gp_sqlite_prepare (
    self->db, "SELECT number, time, author, done, changes FROM step ORDER BY number", error);
  if (select == NULL)
    return FALSE;

  while ((row = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      gboolean done = gp_sqlite_column_int (select, 3) != 0;

      if (done && n_done < steps->len)
        return fail_log (self, error, _("A step is in effect after one that was undone."));
      if (!read_step (self, select, steps, authors, error))
        return FALSE;
      n_done += done;
    }
  if (row == GP_SQLITE_FAILED)
    return FALSE;

  gp_history_restore (history, (const GpHistoryStep *) (void *) steps->data, steps->len, n_done);
  return TRUE;
}

void
gp_store_step_free (GpStoreStep *step)
{
  if (step == NULL)
    return;

  g_free (step->author);
  g_free (step->title);
  g_free (step);
}

static gboolean
list_foreign (GpStore *self, GPtrArray *steps, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep row;

  select = gp_sqlite_prepare (self->db,
                              "SELECT number, time, author, title, done FROM step WHERE head > ?1"
                              " ORDER BY head, number",
                              error);
  if (select == NULL)
    return FALSE;

  gp_sqlite_bind_int (select, 1, self->head);
  while ((row = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      GpStoreStep *step = g_new0 (GpStoreStep, 1);

      step->number = gp_sqlite_column_int (select, 0);
      step->time = gp_sqlite_column_int (select, 1);
      step->done = gp_sqlite_column_int (select, 4) != 0;
      step->author = gp_store_dup_column (select, 2);
      step->title = gp_store_dup_column (select, 3);
      g_ptr_array_add (steps, step);
    }
  return row == GP_SQLITE_DONE;
}

GPtrArray *
gp_store_poll_foreign_steps (GpStore *self, GError **error)
{
  g_autoptr(GPtrArray) steps = NULL;
  gint64 head;

  g_return_val_if_fail (GP_IS_STORE (self), NULL);

  steps = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_store_step_free);
  if (!gp_store_translate (gp_store_read_head (self, &head, error), error))
    return NULL;
  if (head != self->head && !gp_store_translate (list_foreign (self, steps, error), error))
    return NULL;

  return g_steal_pointer (&steps);
}
