/* gp-store-write.c — one change set, one transaction
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every write of the design raises the file's head by one. A program that finds another head than
 * the one that it knows holds an old design, and may not write: that is how two programs on one
 * file never mix their changes. The check and the write are in one transaction.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include "gp-diff.h"

#include <glib/gi18n-lib.h>

static gboolean
check_access (GpStore *self, GError **error)
{
  switch (self->access)
    {
    case GP_STORE_ACCESS_WRITABLE:
      return TRUE;
    case GP_STORE_ACCESS_NEWER:
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_NEWER,
                   _("“%s” was written by a newer Groundplan and can only be read here. Update"
                     " Groundplan to change it."),
                      self->path);
      return FALSE;
    case GP_STORE_ACCESS_ASKED:
    case GP_STORE_ACCESS_PROTECTED:
    default:
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_READ_ONLY,
                   _("“%s” is open for reading alone. Save a copy to change it."), self->path);
      return FALSE;
    }
}

static gboolean
check_head (GpStore *self, GError **error)
{
  gint64 head;

  if (!gp_store_read_head (self, &head, error))
    return FALSE;
  if (head == self->head)
    return TRUE;

  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_STALE,
               _("“%s” was changed by another program meanwhile."), self->path);
  return FALSE;
}

GpSqliteTransaction *
gp_store_begin (GpStore *self, gboolean of_design, GError **error)
{
  GpSqliteTransaction *transaction;

  if (!check_access (self, error))
    return NULL;
  if (gp_store_is_lost (self))
    {
      gp_store_check_place (self, error);
      return NULL;
    }
  if (!self->is_wal && !gp_sqlite_use_wal (self->db, error))
    return NULL;
  self->is_wal = TRUE;

  transaction = gp_sqlite_begin (self->db, error);
  if (transaction == NULL)
    return NULL;

  /* The log may be a new one. It may also have taken a while until it was our turn. */
  if (!self->has_log)
    gp_store_note_log (self);
  if (gp_store_check_place (self, error) && (!of_design || check_head (self, error)) &&
      (!self->lacks_nicks || gp_store_write_dictionary (self, error)) &&
      (self->owner != 0 || gp_store_register_owner (self, error)) &&
      gp_store_begin_numbers (self, error))
    return transaction;

  gp_store_abort (self, transaction);
  return NULL;
}

gboolean
gp_store_commit (GpStore *self, GpSqliteTransaction *transaction, GError **error)
{
  if (!gp_sqlite_commit (transaction, error))
    {
      gp_store_abort (self, NULL);
      return FALSE;
    }

  gp_store_end_numbers (self);
  self->lacks_nicks = FALSE;
  gp_store_copy_log_on_close (self, TRUE);
  return TRUE;
}

static gboolean
has_row (GpStore *self, gint64 owner)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT number FROM owner WHERE number = %" G_GINT64_FORMAT, owner);
  gint64 number = 0;

  return gp_sqlite_query_int (self->db, sql, &number, NULL) && number == owner;
}

void
gp_store_abort (GpStore *self, GpSqliteTransaction *transaction)
{
  gboolean unknown;

  gp_sqlite_transaction_free (transaction);
  gp_store_end_numbers (self);

  /* Numbers that were given within the transaction are gone with it. */
  if (self->lacks_nicks)
    gp_store_load_dictionary (self, &unknown, &self->lacks_nicks, NULL);
  if (self->owner != 0 && !has_row (self, self->owner))
    self->owner = 0;
}

static gboolean
raise_head (GpStore *self, gint64 head, GError **error)
{
  g_autoptr(GpSqliteStatement) update = NULL;

  update = gp_sqlite_prepare (self->db, "UPDATE state SET head = ?1", error);
  if (update == NULL)
    return FALSE;

  gp_sqlite_bind_int (update, 1, head);
  return gp_sqlite_run (update, error);
}

static gboolean
write_step (GpStore *self,
            GpHistoryAction action,
            const GpHistoryStep *step,
            GpChangeSet *applied,
            GError **error)
{
  for (gsize i = 0; i < gp_change_set_get_size (applied); i++)
    if (!gp_store_write_change (self, gp_change_set_get (applied, i), error))
      return FALSE;

  return gp_store_log_write (self, action, step, self->head + 1, error) &&
         raise_head (self, self->head + 1, error);
}

static gboolean
write_step_cb (GpHistoryAction action,
               const GpHistoryStep *step,
               GpChangeSet *applied,
               gpointer user_data,
               GError **error)
{
  GpStore *self = user_data;
  GpSqliteTransaction *transaction = gp_store_begin (self, TRUE, error);

  if (transaction == NULL)
    return gp_store_translate (FALSE, error);

  if (!write_step (self, action, step, applied, error))
    {
      gp_store_abort (self, transaction);
      return gp_store_translate (FALSE, error);
    }

  if (!gp_store_commit (self, transaction, error))
    return gp_store_translate (FALSE, error);

  self->head++;
  return TRUE;
}

gboolean
gp_store_attach (GpStore *self, GpHistory *history, GError **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;

  g_return_val_if_fail (GP_IS_STORE (self) && GP_IS_HISTORY (history), FALSE);

  transaction = gp_sqlite_begin_read (self->db, error);
  if (transaction == NULL || !check_head (self, error) ||
      !gp_store_log_restore (self, history, error))
    return gp_store_translate (FALSE, error);

  gp_history_set_writer (history, write_step_cb, g_object_ref (self), g_object_unref);
  return TRUE;
}

gboolean
gp_store_catch_up (GpStore *self, GpHistory *history, GpChangeSet **out_changes, GError **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpDesign) theirs = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  GpDesign *ours;
  gint64 head;

  g_return_val_if_fail (GP_IS_STORE (self) && GP_IS_HISTORY (history), FALSE);

  ours = gp_history_get_design (history);
  transaction = gp_sqlite_begin_read (self->db, error);
  if (transaction == NULL || !gp_store_read_head (self, &head, error))
    return gp_store_translate (FALSE, error);

  theirs = gp_store_read_design (self, error);
  if (theirs == NULL)
    return gp_store_translate (FALSE, error);

  if (!gp_id_equal (gp_design_get_root_id (ours), gp_design_get_root_id (theirs)))
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_STALE,
                   _("“%s” holds another design now."), self->path);
      return FALSE;
    }
  changes = gp_diff (ours, theirs, GP_DIFF_ALL);
  if (!gp_design_apply (ours, changes, error) || !gp_store_log_restore (self, history, error))
    return gp_store_translate (FALSE, error);

  self->head = head;
  if (out_changes != NULL)
    *out_changes = g_steal_pointer (&changes);
  return TRUE;
}
