/* gp-store-versions.c — the table of named versions
 * SPDX-License-Identifier: Apache-2.0
 *
 * Versions are no change of the design: they leave the file's head alone, so that another program
 * need not catch up because of them. */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-versions.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
gp_store_version_free (GpStoreVersion *version)
{
  if (version == NULL)
    return;

  g_free (version->name);
  g_free (version->author);
  g_free (version->hash);
  g_free (version);
}

/* The snapshot of version @name, or 0. */
static gboolean
find_version (GpStore *self, const char *name, gint64 *out_snapshot, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db, "SELECT snapshot FROM version WHERE name = ?1", error);
  if (select == NULL)
    return FALSE;

  gp_sqlite_bind_text (select, 1, name);
  step = gp_sqlite_step (select, error);
  *out_snapshot = step == GP_SQLITE_ROW ? gp_sqlite_column_int (select, 0) : 0;
  return step != GP_SQLITE_FAILED;
}

static gboolean
expect_version (GpStore *self, const char *name, gint64 *out_snapshot, GError **error)
{
  if (!find_version (self, name, out_snapshot, error))
    return FALSE;
  if (*out_snapshot != 0)
    return TRUE;

  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING,
               _("“%s” has no version called “%s”."), self->path, name);
  return FALSE;
}

static gboolean
insert_version (
  GpStore *self, GpDesign *design, const char *name, const char *author, GError **error)
{
  g_autoptr(GpSqliteStatement) insert = NULL;
  g_autofree char *hash = gp_design_dup_hash (design);
  gint64 snapshot;

  if (!find_version (self, name, &snapshot, error))
    return FALSE;
  if (snapshot != 0)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS,
                   _("There is already a version called “%s”. Choose another name."), name);
      return FALSE;
    }
  if (!gp_store_write_snapshot (self, design, &snapshot, error))
    return FALSE;

  insert = gp_sqlite_prepare (self->db,
                              "INSERT INTO version (name, time, author, hash, snapshot)"
                              " VALUES (?1, ?2, ?3, ?4, ?5)",
                              error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_text (insert, 1, name);
  gp_sqlite_bind_int (insert, 2, g_get_real_time ());
  gp_sqlite_bind_text (insert, 3, author != NULL ? author : "");
  gp_sqlite_bind_text (insert, 4, hash);
  gp_sqlite_bind_int (insert, 5, snapshot);
  return gp_sqlite_run (insert, error);
}

gboolean
gp_store_add_version (
  GpStore *self, GpDesign *design, const char *name, const char *author, GError **error)
{
  GpSqliteTransaction *transaction;

  g_return_val_if_fail (GP_IS_STORE (self) && GP_IS_DESIGN (design) && name != NULL, FALSE);

  transaction = gp_store_begin (self, FALSE, error);
  if (transaction == NULL)
    return gp_store_translate (FALSE, error);

  if (!insert_version (self, design, name, author, error))
    {
      gp_store_abort (self, transaction);
      return gp_store_translate (FALSE, error);
    }
  return gp_store_translate (gp_store_commit (self, transaction, error), error);
}

static gboolean
list_versions (GpStore *self, GPtrArray *versions, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db,
                              "SELECT name, time, author, hash FROM version ORDER BY number",
                              error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      GpStoreVersion *version = g_new0 (GpStoreVersion, 1);

      version->name = gp_store_dup_column (select, 0);
      version->time = gp_sqlite_column_int (select, 1);
      version->author = gp_store_dup_column (select, 2);
      version->hash = gp_store_dup_column (select, 3);
      g_ptr_array_add (versions, version);
    }
  return step == GP_SQLITE_DONE;
}

GPtrArray *
gp_store_list_versions (GpStore *self, GError **error)
{
  g_autoptr(GPtrArray) versions = NULL;

  g_return_val_if_fail (GP_IS_STORE (self), NULL);

  versions = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_store_version_free);
  if (!gp_store_translate (list_versions (self, versions, error), error))
    return NULL;
  return g_steal_pointer (&versions);
}

GpDesign *
gp_store_load_version (GpStore *self, const char *name, GError **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpDesign) design = NULL;
  gint64 snapshot = 0;
  gboolean ok;

  g_return_val_if_fail (GP_IS_STORE (self) && name != NULL, NULL);

  transaction = gp_sqlite_begin_read (self->db, error);
  ok = transaction != NULL && expect_version (self, name, &snapshot, error) &&
       (design = gp_store_read_snapshot (self, snapshot, error)) != NULL;
  return gp_store_translate (ok, error) ? g_steal_pointer (&design) : NULL;
}

static gboolean
update_name (GpStore *self, const char *name, const char *wanted, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  gint64 snapshot, taken;

  if (!expect_version (self, name, &snapshot, error) || !find_version (self, wanted, &taken, error))
    return FALSE;
  if (taken != 0 && strcmp (name, wanted) != 0)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS,
                   _("There is already a version called “%s”. Choose another name."), wanted);
      return FALSE;
    }

  statement = gp_sqlite_prepare (self->db, "UPDATE version SET name = ?2 WHERE name = ?1", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, name);
  gp_sqlite_bind_text (statement, 2, wanted);
  return gp_sqlite_run (statement, error);
}

gboolean
gp_store_rename_version (GpStore *self, const char *name, const char *wanted, GError **error)
{
  GpSqliteTransaction *transaction;

  g_return_val_if_fail (GP_IS_STORE (self) && name != NULL && wanted != NULL, FALSE);

  transaction = gp_store_begin (self, FALSE, error);
  if (transaction == NULL)
    return gp_store_translate (FALSE, error);

  if (!update_name (self, name, wanted, error))
    {
      gp_store_abort (self, transaction);
      return gp_store_translate (FALSE, error);
    }
  return gp_store_translate (gp_store_commit (self, transaction, error), error);
}

static gboolean
delete_version (GpStore *self, const char *name, GError **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  gint64 snapshot;

  if (!expect_version (self, name, &snapshot, error))
    return FALSE;

  statement = gp_sqlite_prepare (self->db, "DELETE FROM version WHERE name = ?1", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, name);
  return gp_sqlite_run (statement, error) && gp_store_prune_snapshots (self, error);
}

gboolean
gp_store_remove_version (GpStore *self, const char *name, GError **error)
{
  GpSqliteTransaction *transaction;

  g_return_val_if_fail (GP_IS_STORE (self) && name != NULL, FALSE);

  transaction = gp_store_begin (self, FALSE, error);
  if (transaction == NULL)
    return gp_store_translate (FALSE, error);

  if (!delete_version (self, name, error))
    {
      gp_store_abort (self, transaction);
      return gp_store_translate (FALSE, error);
    }
  return gp_store_translate (gp_store_commit (self, transaction, error), error);
}
