/* gp-store-migrations.c — files of older formats are brought up to date
 * SPDX-License-Identifier: Apache-2.0
 *
 * First a copy beside the file, then all steps in one transaction, then the foreign keys are
 * checked. The format number is part of the transaction, so a file is at one format or at the
 * other. */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-migrations.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static const GpStoreMigration all[] = {
  { 1, gp_store_create_schema },
};

G_STATIC_ASSERT (G_N_ELEMENTS (all) == GP_STORE_FORMAT);

const GpStoreMigration *
gp_store_get_migrations (gsize *n)
{
  *n = G_N_ELEMENTS (all);
  return all;
}

/* shop.gplan, format 1: shop.format-1.gplan, or shop.format-1-2.gplan where that is taken. */
static char *
dup_backup_path (const char *path, gint64 format)
{
  const char *dot = strrchr (path, '.');
  gsize stem = dot != NULL && strchr (dot, G_DIR_SEPARATOR) == NULL ? (gsize) (dot - path)
                                                                    : strlen (path);
  g_autofree char *name = NULL;

  name = g_strdup_printf ("%.*s.format-%" G_GINT64_FORMAT "%s", (int) stem, path, format,
                          path + stem);
  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%.*s.format-%" G_GINT64_FORMAT "-%u%s", (int) stem, path, format, i,
                              path + stem);
    }
  return g_steal_pointer (&name);
}

static gboolean
run_all (GpSqlite *db, const GpStoreMigration *migrations, gsize n, gint64 from, GError **error)
{
  g_autofree char *mark = NULL;
  gint64 format, broken;

  /* Another program may have been faster, while this one made the copy. */
  if (!gp_sqlite_query_int (db, "PRAGMA user_version", &format, error))
    return FALSE;
  if (format != from)
    return TRUE;

  for (gsize i = 0; i < n; i++)
    if (migrations[i].to > from && !migrations[i].run (db, error))
      return FALSE;

  mark = g_strdup_printf ("PRAGMA user_version = %d", migrations[n - 1].to);
  if (!gp_sqlite_exec (db, mark, error) ||
      !gp_sqlite_query_int (db, "SELECT count (*) FROM pragma_foreign_key_check", &broken, error))
    return FALSE;
  if (broken == 0)
    return TRUE;

  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
               _("“%s” cannot be brought up to date: %" PRId64
                 " references in it lead nowhere. It was not changed."),
                  gp_sqlite_get_path (db), broken);
  return FALSE;
}

gboolean
gp_store_migrate (
  GpSqlite *db, const GpStoreMigration *migrations, gsize n, char **out_backup, GError **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autofree char *backup = NULL;
  gint64 from;

  if (!gp_sqlite_query_int (db, "PRAGMA user_version", &from, error))
    return FALSE;

  if (out_backup != NULL)
    {
      backup = dup_backup_path (gp_sqlite_get_path (db), from);
      if (!gp_sqlite_backup (db, backup, error))
        {
          g_prefix_error (error,
                          _("The copy that is made before a file is brought up to date failed: "));
          return FALSE;
        }
    }

  transaction = gp_sqlite_begin (db, error);
  if (transaction == NULL || !run_all (db, migrations, n, from, error) ||
      !gp_sqlite_commit (g_steal_pointer (&transaction), error))
    return FALSE;

  if (out_backup != NULL)
    *out_backup = g_steal_pointer (&backup);

  /* The number in the file's header is what other programs look at first. */
  return gp_sqlite_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}
