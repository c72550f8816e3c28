/* gp-store-deployments.c — the table of deployments
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-deployments.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* Beside the table of deployments, which files have that were made before plans were kept. Who does
 * not know of it leaves it alone. */
static const char plan_table[] =
  "CREATE TABLE IF NOT EXISTS deployment_plan ("
  "  deployment INTEGER PRIMARY KEY REFERENCES deployment,"
  "  text BLOB NOT NULL"
  ") STRICT";

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* For the deployment that was inserted last. */
static gboolean
insert_plan (GpStore *self, const char *plan, GError **error)
{
  gint64 number = gp_sqlite_get_last_rowid (self->db);
  g_autoptr(GBytes) packed = gp_store_pack (plan, strlen (plan));
  g_autoptr(GpSqliteStatement) insert = NULL;

  if (!gp_sqlite_exec (self->db, plan_table, error))
    return FALSE;

  insert = gp_sqlite_prepare (
    self->db, "INSERT INTO deployment_plan (deployment, text) VALUES (?1, ?2)", error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, 1, number);
  gp_sqlite_bind_blob (insert, 2, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  return gp_sqlite_run (insert, error);
}

static gboolean
insert_deployment (GpStore *self,
                   const GpDeploymentRecord *record,
                   const char *plan,
                   GpDesign *deployed,
                   GError **error)
{
  g_autoptr(GpSqliteStatement) insert = NULL;
  g_autofree char *hash = deployed != NULL ? gp_design_dup_hash (deployed) : NULL;
  gint64 snapshot = 0;

  if (deployed != NULL && !gp_store_write_snapshot (self, deployed, &snapshot, error))
    return FALSE;

  insert =
    gp_sqlite_prepare (self->db,
                       "INSERT INTO deployment (time, author, target, target_name, plan_hash,"
                       " design_hash, result, message, live, snapshot)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, nullif (?10, 0))",
                       error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, 1, record->time != 0 ? record->time : g_get_real_time ());
  gp_sqlite_bind_text (insert, 2, or_empty (record->author));
  gp_sqlite_bind_id (insert, 3, &record->target);
  gp_sqlite_bind_text (insert, 4, or_empty (record->target_name));
  gp_sqlite_bind_text (insert, 5, or_empty (record->plan_hash));
  gp_sqlite_bind_text (insert, 6, hash != NULL ? hash : or_empty (record->design_hash));
  gp_sqlite_bind_text (insert, 7, gp_deployment_outcome_get_nick (record->outcome));
  gp_sqlite_bind_text (insert, 8, or_empty (record->message));
  gp_sqlite_bind_text (insert, 9, or_empty (record->live));
  gp_sqlite_bind_int (insert, 10, snapshot);
  return gp_sqlite_run (insert, error) && (plan == NULL || insert_plan (self, plan, error));
}

gboolean
gp_store_add_deployment (GpStore *self,
                         const GpDeploymentRecord *record,
                         const char *plan,
                         GpDesign *deployed,
                         GError **error)
{
  GpSqliteTransaction *transaction;

  g_return_val_if_fail (GP_IS_STORE (self) && record != NULL, FALSE);

  transaction = gp_store_begin (self, FALSE, error);
  if (transaction == NULL)
    return gp_store_translate (FALSE, error);

  if (!insert_deployment (self, record, plan, deployed, error))
    {
      gp_store_abort (self, transaction);
      return gp_store_translate (FALSE, error);
    }
  return gp_store_translate (gp_store_commit (self, transaction, error), error);
}

/* A row of: number, time, author, target, target_name, plan_hash, design_hash, result, message,
 * live, snapshot. (transfer full) */
static GpDeploymentRecord *
read_row (GpSqliteStatement *select)
{
  GpDeploymentRecord *deployment = g_new0 (GpDeploymentRecord, 1);

  deployment->number = gp_sqlite_column_int (select, 0);
  deployment->time = gp_sqlite_column_int (select, 1);
  deployment->author = gp_store_dup_column (select, 2);
  gp_sqlite_column_id (select, 3, &deployment->target);
  deployment->target_name = gp_store_dup_column (select, 4);
  deployment->plan_hash = gp_store_dup_column (select, 5);
  deployment->design_hash = gp_store_dup_column (select, 6);
  deployment->outcome = gp_deployment_outcome_from_nick (gp_sqlite_column_text (select, 7, NULL));
  deployment->message = gp_store_dup_column (select, 8);
  deployment->live = gp_store_dup_column (select, 9);
  deployment->has_design = !gp_sqlite_column_is_null (select, 10);
  return deployment;
}

static gboolean
list_deployments (GpStore *self, GPtrArray *deployments, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db,
                              "SELECT number, time, author, target, target_name, plan_hash,"
                              " design_hash, result, message, live, snapshot"
                              " FROM deployment ORDER BY number DESC",
                              error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    g_ptr_array_add (deployments, read_row (select));
  return step == GP_SQLITE_DONE;
}

GPtrArray *
gp_store_list_deployments (GpStore *self, GError **error)
{
  g_autoptr(GPtrArray) deployments = NULL;

  g_return_val_if_fail (GP_IS_STORE (self), NULL);

  deployments = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_deployment_record_free);
  if (!gp_store_translate (list_deployments (self, deployments, error), error))
    return NULL;
  return g_steal_pointer (&deployments);
}

/* Nothing, where it was not kept. */
static gboolean
read_plan (GpStore *self, gint64 number, char **out, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  g_autoptr(GError) cause = NULL;
  gint64 there = 0;
  const void *blob;
  gsize size, length;
  GpSqliteStep step;

  if (!gp_sqlite_query_int (
        self->db, "SELECT count (*) FROM sqlite_schema WHERE name = 'deployment_plan'", &there,
        error))
    return FALSE;
  if (there == 0)
    return TRUE;

  select = gp_sqlite_prepare (self->db, "SELECT text FROM deployment_plan WHERE deployment = ?1",
                              error);
  if (select == NULL)
    return FALSE;
  gp_sqlite_bind_int (select, 1, number);
  step = gp_sqlite_step (select, error);
  if (step != GP_SQLITE_ROW)
    return step == GP_SQLITE_DONE;

  blob = gp_sqlite_column_blob (select, 0, &size);
  *out = gp_store_unpack (blob, size, &length, &cause);
  if (*out == NULL)
    g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                 _("“%s” is damaged: a kept plan cannot be read. %s"), self->path, cause->message);
  return *out != NULL;
}

/* @out: 0 where no design was kept. */
static gboolean
find_snapshot (GpStore *self, gint64 number, gint64 *out, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db, "SELECT snapshot FROM deployment WHERE number = ?1",
                              error);
  if (select == NULL)
    return FALSE;

  gp_sqlite_bind_int (select, 1, number);
  step = gp_sqlite_step (select, error);
  if (step == GP_SQLITE_DONE)
    g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING,
                 _("“%s” keeps no record of a deployment %" PRId64 "."), self->path, number);
  if (step != GP_SQLITE_ROW)
    return FALSE;

  *out = gp_sqlite_column_is_null (select, 0) ? 0 : gp_sqlite_column_int (select, 0);
  return TRUE;
}

gboolean
gp_store_load_deployment (
  GpStore *self, gint64 number, char **out_plan, GpDesign **out_design, GError **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autofree char *plan = NULL;
  gint64 snapshot = 0;
  gboolean ok;

  g_return_val_if_fail (GP_IS_STORE (self), FALSE);

  transaction = gp_sqlite_begin_read (self->db, error);
  ok = transaction != NULL && find_snapshot (self, number, &snapshot, error)
       && (out_plan == NULL || read_plan (self, number, &plan, error))
       && (out_design == NULL || snapshot == 0
           || (design = gp_store_read_snapshot (self, snapshot, error)) != NULL);
  if (!gp_store_translate (ok, error))
    return FALSE;

  if (out_plan != NULL)
    *out_plan = g_steal_pointer (&plan);
  if (out_design != NULL)
    *out_design = g_steal_pointer (&design);
  return TRUE;
}
