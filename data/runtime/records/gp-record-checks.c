/* gp-record-checks.c — what the design asks of every record, whoever writes it
 * SPDX-License-Identifier: Apache-2.0
 *
 * Asked of the record as it was written, so that what presets, flows and defaults gave it counts,
 * too. */
#define G_LOG_DOMAIN "gp-record-checks"
#include "config.h"
#include "gp-record-checks.h"

#include "gp-problem.h"
#include "gp-record-key.h"
#include "gp-record.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (const GpTableCheck  *check,
        GError             **error)
{
  if (check->description != NULL)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "check",
                           _("The record does not meet “%s”: %s"), check->name,
                           check->description);

  return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "check",
                         _("The record does not meet “%s”."), check->name);
}

static gboolean
meets (GpRequest           *request,
       const GpTable       *table,
       const GArray        *key,
       const GpTableCheck  *check,
       GError             **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;
  GError *failure = NULL;

  g_string_printf (sql, "SELECT 1 FROM %s AS r0 WHERE ", table->quoted);
  if (key->len > 0)
    gp_record_key_append_where (table, key, "r0", sql, values);
  else
    g_string_append_printf (sql, "r0.%s = last_insert_rowid ()", table->rowid);
  g_string_append_printf (sql, " AND (%s)", check->broken);
  gp_cells_append (values, check->values);

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, error);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);
  if (gp_sqlite_step (statement, &failure) == GP_SQLITE_ROW)
    return refuse (check, error);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);

  return FALSE;
}

gboolean
gp_record_meets_checks (GpRequest      *request,
                        const GpTable  *table,
                        const GArray   *key,
                        GError        **error)
{
  for (guint i = 0; i < table->checks->len; i++)
    if (!meets (request, table, key, table->checks->pdata[i], error))
      return FALSE;

  return TRUE;
}
