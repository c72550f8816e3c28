/* gp-store-owners.c — which programs write a file just now
 * SPDX-License-Identifier: Apache-2.0
 *
 * For people to read, not a lock: what keeps two programs from harm is that each write looks at the
 * file's head first. A program is entered with its first write and taken out when it closes; the
 * rows of those that were killed are removed by the next one on the same machine.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-owners.h"

#include "gp-store-private.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

void
gp_store_owner_free (GpStoreOwner *owner)
{
  if (owner == NULL)
    return;

  g_free (owner->host);
  g_free (owner->person);
  g_free (owner->program);
  g_free (owner);
}

static gboolean
is_gone (const char *host, gint64 process)
{
  if (g_strcmp0 (host, g_get_host_name ()) != 0)
    return FALSE;
  return process <= 0 || process > G_MAXINT32 || (kill ((pid_t) process, 0) != 0 && errno == ESRCH);
}

/* @gone: rows of programs that ended; else those of programs that live. */
static gboolean
list_rows (GpStore *self, gboolean gone, GArray *numbers, GPtrArray *owners, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db,
                              "SELECT number, process, host, person, program, since FROM owner"
                              " ORDER BY number",
                              error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      g_autoptr(GpStoreOwner) owner = g_new0 (GpStoreOwner, 1);
      gint64 number = gp_sqlite_column_int (select, 0);

      owner->process = gp_sqlite_column_int (select, 1);
      owner->host = gp_store_dup_column (select, 2);
      owner->person = gp_store_dup_column (select, 3);
      owner->program = gp_store_dup_column (select, 4);
      owner->since = gp_sqlite_column_int (select, 5);
      if (number == self->owner || is_gone (owner->host, owner->process) != gone)
        continue;
      if (numbers != NULL)
        g_array_append_val (numbers, number);
      if (owners != NULL)
        g_ptr_array_add (owners, g_steal_pointer (&owner));
    }
  return step == GP_SQLITE_DONE;
}

static gboolean
delete_row (GpStore *self, gint64 number, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (self->db, "DELETE FROM owner WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_int (statement, 1, number);
  return gp_sqlite_run (statement, error);
}

gboolean
gp_store_register_owner (GpStore *self, GError **error)
{
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GpSqliteStatement) insert = NULL;
  const char *program = g_get_prgname ();

  if (!list_rows (self, TRUE, numbers, NULL, error))
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if (!delete_row (self, g_array_index (numbers, gint64, i), error))
      return FALSE;

  insert = gp_sqlite_prepare (self->db,
                              "INSERT INTO owner (process, host, person, program, since)"
                              " VALUES (?1, ?2, ?3, ?4, ?5)",
                              error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, 1, getpid ());
  gp_sqlite_bind_text (insert, 2, g_get_host_name ());
  gp_sqlite_bind_text (insert, 3, g_get_user_name ());
  gp_sqlite_bind_text (insert, 4, program != NULL ? program : "");
  gp_sqlite_bind_int (insert, 5, g_get_real_time ());
  if (!gp_sqlite_run (insert, error))
    return FALSE;

  self->owner = gp_sqlite_get_last_rowid (self->db);
  return TRUE;
}

void
gp_store_unregister_owner (GpStore *self)
{
  /* Where this fails, the next program finds that we are gone. */
  if (self->owner != 0 && delete_row (self, self->owner, NULL))
    self->owner = 0;
}

GPtrArray *
gp_store_list_owners (GpStore *self, GError **error)
{
  g_autoptr(GPtrArray) owners = NULL;

  g_return_val_if_fail (GP_IS_STORE (self), NULL);

  owners = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_store_owner_free);
  if (!gp_store_translate (list_rows (self, FALSE, NULL, owners, error), error))
    return NULL;
  return g_steal_pointer (&owners);
}
