/* gp-store-deployments.c — the table of deployments
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-deployments.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>

static const char *const result_nicks[] = {
  [GP_STORE_RESULT_DONE] = "done",
  [GP_STORE_RESULT_FAILED] = "failed",
  [GP_STORE_RESULT_UNVERIFIED] = "unverified",
};

void
gp_store_deployment_free (GpStoreDeployment *deployment)
{
  if (deployment == NULL)
    return;

  g_free (deployment->author);
  g_free (deployment->target_name);
  g_free (deployment->plan_hash);
  g_free (deployment->design_hash);
  g_free (deployment->message);
  g_free (deployment->live);
  g_free (deployment);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
insert_deployment (GpStore *self,
                   const GpStoreDeployment *deployment,
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

  gp_sqlite_bind_int (insert, 1, deployment->time != 0 ? deployment->time : g_get_real_time ());
  gp_sqlite_bind_text (insert, 2, or_empty (deployment->author));
  gp_sqlite_bind_id (insert, 3, &deployment->target);
  gp_sqlite_bind_text (insert, 4, or_empty (deployment->target_name));
  gp_sqlite_bind_text (insert, 5, or_empty (deployment->plan_hash));
  gp_sqlite_bind_text (insert, 6, hash != NULL ? hash : or_empty (deployment->design_hash));
  gp_sqlite_bind_text (insert, 7, result_nicks[deployment->result]);
  gp_sqlite_bind_text (insert, 8, or_empty (deployment->message));
  gp_sqlite_bind_text (insert, 9, or_empty (deployment->live));
  gp_sqlite_bind_int (insert, 10, snapshot);
  return gp_sqlite_run (insert, error);
}

gboolean
gp_store_add_deployment (GpStore *self,
                         const GpStoreDeployment *deployment,
                         GpDesign *deployed,
                         GError **error)
{
  GpSqliteTransaction *transaction;

  g_return_val_if_fail (GP_IS_STORE (self) && deployment != NULL, FALSE);
  g_return_val_if_fail (deployment->result < G_N_ELEMENTS (result_nicks), FALSE);

  transaction = gp_store_begin (self, FALSE, error);
  if (transaction == NULL)
    return gp_store_translate (FALSE, error);

  if (!insert_deployment (self, deployment, deployed, error))
    {
      gp_store_abort (self, transaction);
      return gp_store_translate (FALSE, error);
    }
  return gp_store_translate (gp_store_commit (self, transaction, error), error);
}

/* A row of: number, time, author, target, target_name, plan_hash, design_hash, result, message,
 * live, snapshot. (transfer full) */
static GpStoreDeployment *
read_row (GpSqliteStatement *select)
{
  GpStoreDeployment *deployment = g_new0 (GpStoreDeployment, 1);
  const char *result = gp_sqlite_column_text (select, 7, NULL);

  deployment->number = gp_sqlite_column_int (select, 0);
  deployment->time = gp_sqlite_column_int (select, 1);
  deployment->author = gp_store_dup_column (select, 2);
  gp_sqlite_column_id (select, 3, &deployment->target);
  deployment->target_name = gp_store_dup_column (select, 4);
  deployment->plan_hash = gp_store_dup_column (select, 5);
  deployment->design_hash = gp_store_dup_column (select, 6);
  deployment->message = gp_store_dup_column (select, 8);
  deployment->live = gp_store_dup_column (select, 9);
  deployment->has_design = !gp_sqlite_column_is_null (select, 10);

  /* A result that a newer program wrote is no success that we know of. */
  deployment->result = GP_STORE_RESULT_FAILED;
  for (gsize i = 0; i < G_N_ELEMENTS (result_nicks); i++)
    if (g_strcmp0 (result, result_nicks[i]) == 0)
      deployment->result = i;
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

  deployments = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_store_deployment_free);
  if (!gp_store_translate (list_deployments (self, deployments, error), error))
    return NULL;
  return g_steal_pointer (&deployments);
}

static gboolean
find_deployed (GpStore *self,
               const GpId *target,
               const char *target_name,
               GpStoreDeployment **out,
               gint64 *out_snapshot,
               GError **error)
{
  gboolean by_id = target != NULL && !gp_id_is_nil (target);
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db,
                              "SELECT number, time, author, target, target_name, plan_hash,"
                              " design_hash, result, message, live, snapshot"
                              " FROM deployment WHERE snapshot IS NOT NULL"
                              " AND CASE WHEN ?1 IS NULL THEN target_name = ?2 ELSE target = ?1 END"
                              " ORDER BY number DESC LIMIT 1",
                              error);
  if (select == NULL)
    return FALSE;

  gp_sqlite_bind_id (select, 1, target);
  gp_sqlite_bind_text (select, 2, target_name);
  step = gp_sqlite_step (select, error);
  if (step == GP_SQLITE_FAILED)
    return FALSE;
  if (step == GP_SQLITE_DONE)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING,
                   _("“%s” keeps no record of a deployment to %s."), self->path,
                      target_name != NULL ? target_name
                                          : by_id
                        ? _("this target")
                        : _("any target"));
      return FALSE;
    }

  *out = read_row (select);
  *out_snapshot = gp_sqlite_column_int (select, 10);
  return TRUE;
}

GpDesign *
gp_store_load_deployed (GpStore *self,
                        const GpId *target,
                        const char *target_name,
                        GpStoreDeployment **out_deployment,
                        GError **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpStoreDeployment) deployment = NULL;
  g_autoptr(GpDesign) design = NULL;
  gint64 snapshot = 0;
  gboolean ok;

  g_return_val_if_fail (GP_IS_STORE (self), NULL);

  transaction = gp_sqlite_begin_read (self->db, error);
  ok = transaction != NULL &&
       find_deployed (self, target, target_name, &deployment, &snapshot, error) &&
       (design = gp_store_read_snapshot (self, snapshot, error)) != NULL;
  if (!gp_store_translate (ok, error))
    return NULL;

  if (out_deployment != NULL)
    *out_deployment = g_steal_pointer (&deployment);
  return g_steal_pointer (&design);
}
