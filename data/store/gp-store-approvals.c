/* gp-store-approvals.c — the table of approvals
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each keeps the whole plan: rows that came and went since do not make another plan of it, and what
 * somebody approved can be read later. */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-approvals.h"

#include "gp-plan-json.h"
#include "gp-store-private.h"

#include <glib/gi18n-lib.h>

/* Files have it that somebody approved something in. Who does not know of it leaves it alone. */
static const char table[] =
  "CREATE TABLE IF NOT EXISTS approval ("
  "  number INTEGER PRIMARY KEY,"
  "  time INTEGER NOT NULL,"
  "  author TEXT NOT NULL,"
  "  target TEXT NOT NULL,"         /* these three as the plan has them */
  "  live TEXT NOT NULL,"
  "  design TEXT NOT NULL,"
  "  plan BLOB NOT NULL"
  ") STRICT";

static gboolean
insert_approval (GpStore *self, const GpPlan *plan, const char *author, GError **error)
{
  gsize length;
  g_autofree char *text = gp_plan_to_json (plan, GP_JSON_COMPACT, &length);
  g_autoptr(GBytes) packed = gp_store_pack (text, length);
  g_autoptr(GpSqliteStatement) insert = NULL;

  if (!gp_sqlite_exec (self->db, table, error))
    return FALSE;

  insert = gp_sqlite_prepare (self->db,
                              "INSERT INTO approval (time, author, target, live, design, plan)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                              error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, 1, g_get_real_time ());
  gp_sqlite_bind_text (insert, 2, author);
  gp_sqlite_bind_text (insert, 3, gp_plan_get_target (plan));
  gp_sqlite_bind_text (insert, 4, gp_plan_get_live (plan));
  gp_sqlite_bind_text (insert, 5, gp_plan_get_design (plan));
  gp_sqlite_bind_blob (insert, 6, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  return gp_sqlite_run (insert, error);
}

gboolean
gp_store_add_approval (GpStore *self, const GpPlan *plan, const char *author, GError **error)
{
  GpSqliteTransaction *transaction;

  g_return_val_if_fail (GP_IS_STORE (self) && plan != NULL && author != NULL, FALSE);

  transaction = gp_store_begin (self, FALSE, error);
  if (transaction == NULL)
    return gp_store_translate (FALSE, error);

  if (!insert_approval (self, plan, author, error))
    {
      gp_store_abort (self, transaction);
      return gp_store_translate (FALSE, error);
    }
  return gp_store_translate (gp_store_commit (self, transaction, error), error);
}

/* (transfer full): the plan of the row. */
static GpPlan *
read_plan (GpStore *self, GpSqliteStatement *select, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autofree char *text = NULL;
  GpPlan *plan = NULL;
  const void *blob;
  gsize size, length;

  blob = gp_sqlite_column_blob (select, 2, &size);
  text = gp_store_unpack (blob, size, &length, &cause);
  if (text != NULL)
    plan = gp_plan_from_json (text, length, &cause);
  if (plan == NULL)
    g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                 _("“%s” is damaged: an approved plan cannot be read. %s"), self->path,
                 cause->message);
  return plan;
}

static gboolean
list_approvals (GpStore *self, const GpPlan *plan, GPtrArray *approvals, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;
  gint64 there = 0;

  if (!gp_sqlite_query_int (
        self->db, "SELECT count (*) FROM sqlite_schema WHERE name = 'approval'", &there, error))
    return FALSE;
  if (there == 0)
    return TRUE;

  select = gp_sqlite_prepare (self->db,
                              "SELECT time, author, plan FROM approval"
                              " WHERE target = ?1 AND live = ?2 AND design = ?3 ORDER BY number",
                              error);
  if (select == NULL)
    return FALSE;

  gp_sqlite_bind_text (select, 1, gp_plan_get_target (plan));
  gp_sqlite_bind_text (select, 2, gp_plan_get_live (plan));
  gp_sqlite_bind_text (select, 3, gp_plan_get_design (plan));
  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      g_autoptr(GpPlan) approved = read_plan (self, select, error);
      GpPlanApproval *approval;

      if (approved == NULL)
        return FALSE;
      if (!gp_plan_does_the_same (approved, plan))
        continue;
      approval = g_new0 (GpPlanApproval, 1);
      approval->time = gp_sqlite_column_int (select, 0);
      approval->author = gp_store_dup_column (select, 1);
      g_ptr_array_add (approvals, approval);
    }
  return step == GP_SQLITE_DONE;
}

GPtrArray *
gp_store_list_approvals (GpStore *self, const GpPlan *plan, GError **error)
{
  g_autoptr(GPtrArray) approvals = NULL;

  g_return_val_if_fail (GP_IS_STORE (self) && plan != NULL, NULL);

  approvals = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_plan_approval_free);
  if (!gp_store_translate (list_approvals (self, plan, approvals, error), error))
    return NULL;
  return g_steal_pointer (&approvals);
}
