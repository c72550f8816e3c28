/* gp-store-snapshots.c — whole designs, for versions and deployments
 * SPDX-License-Identifier: Apache-2.0
 *
 * A design is kept as its canonical JSON, once: deploying a version that has a name adds no second
 * copy. One that nothing names any more goes with the last that did.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-json-design.h"
#include "gp-store-private.h"

#include <glib/gi18n-lib.h>

static gboolean
find_snapshot (GpStore *self, const guint8 *digest, gsize size, gint64 *out, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db, "SELECT number FROM snapshot WHERE hash = ?1", error);
  if (select == NULL)
    return FALSE;

  gp_sqlite_bind_blob (select, 1, digest, size);
  step = gp_sqlite_step (select, error);
  *out = step == GP_SQLITE_ROW ? gp_sqlite_column_int (select, 0) : 0;
  return step != GP_SQLITE_FAILED;
}

gboolean
gp_store_write_snapshot (GpStore *self, GpDesign *design, gint64 *out_number, GError **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GpSqliteStatement) insert = NULL;
  g_autoptr(GBytes) packed = NULL;
  g_autofree char *text = NULL;
  guint8 digest[32];
  gsize length, size = sizeof digest;

  text = gp_json_design_to_text (design, &length);
  g_checksum_update (checksum, (const guchar *) text, length);
  g_checksum_get_digest (checksum, digest, &size);
  if (!find_snapshot (self, digest, size, out_number, error))
    return FALSE;
  if (*out_number != 0)
    return TRUE;

  insert = gp_sqlite_prepare (self->db, "INSERT INTO snapshot (hash, text) VALUES (?1, ?2)", error);
  if (insert == NULL)
    return FALSE;

  packed = gp_store_pack (text, length);
  gp_sqlite_bind_blob (insert, 1, digest, size);
  gp_sqlite_bind_blob (insert, 2, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  if (!gp_sqlite_run (insert, error))
    return FALSE;

  *out_number = gp_sqlite_get_last_rowid (self->db);
  return TRUE;
}

GpDesign *
gp_store_read_snapshot (GpStore *self, gint64 number, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  g_autofree char *text = NULL;
  gsize size, length;
  g_autoptr(GError) cause = NULL;
  GpDesign *design;
  const void *blob;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db, "SELECT text FROM snapshot WHERE number = ?1", error);
  if (select == NULL)
    return NULL;

  gp_sqlite_bind_int (select, 1, number);
  step = gp_sqlite_step (select, error);
  if (step == GP_SQLITE_FAILED)
    return NULL;
  if (step == GP_SQLITE_DONE)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                   _("“%s” is damaged: a kept design is missing."), self->path);
      return NULL;
    }

  blob = gp_sqlite_column_blob (select, 0, &size);
  text = gp_store_unpack (blob, size, &length, &cause);
  design = text != NULL ? gp_json_design_from_text (text, length, &cause) : NULL;
  if (design == NULL)
    g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                 _("“%s” is damaged: a kept design cannot be read. %s"), self->path,
                    cause->message);
  return design;
}

gboolean
gp_store_prune_snapshots (GpStore *self, GError **error)
{
  return gp_sqlite_exec (self->db,
                         "DELETE FROM snapshot WHERE number NOT IN (SELECT snapshot FROM version)"
                         " AND number NOT IN"
                         " (SELECT snapshot FROM deployment WHERE snapshot IS NOT NULL)",
                         error);
}
