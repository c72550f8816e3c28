/* gp-run-outbox.c — changes and events that flows have still to be told of
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-run-outbox"
#include "config.h"
#include "gp-run-outbox.h"

#include "gp-expr-json.h"

void
gp_run_news_free (GpRunNews *self)
{
  if (self == NULL)
    return;

  gp_expr_value_unref (self->body);
  g_free (self->tenant);
  g_free (self);
}

gboolean
gp_run_outbox_add (GpSqlite           *sqlite,
                   GpRunNewsKind       kind,
                   const GpId         *subject,
                   const GpExprValue  *body,
                   guint               depth,
                   const char         *tenant,
                   GError            **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "INSERT INTO _gp_outbox (kind, subject, body, depth, tenant) "
            "VALUES (?1, ?2, ?3, ?4, ?5)", error);
  g_autofree char *json = gp_expr_value_to_json (body);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, kind == GP_RUN_NEWS_CHANGE ? "change" : "event");
  gp_sqlite_bind_id (statement, 2, subject);
  gp_sqlite_bind_text (statement, 3, json);
  gp_sqlite_bind_int (statement, 4, depth);
  gp_sqlite_bind_text (statement, 5, tenant);

  return gp_sqlite_run (statement, error);
}

static gboolean
remove_line (GpSqlite  *sqlite,
             gint64     number,
             GError   **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (sqlite, "DELETE FROM _gp_outbox WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, number);

  return gp_sqlite_run (statement, error);
}

GpRunNews *
gp_run_outbox_take (GpSqlite  *sqlite,
                    GError   **error)
{
  g_autoptr(GpRunNews) news = NULL;
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT number, kind, subject, body, depth, tenant FROM _gp_outbox "
            "ORDER BY number LIMIT 1", error);

  if (statement == NULL || gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return NULL;

  news = g_new0 (GpRunNews, 1);
  news->number = gp_sqlite_column_int (statement, 0);
  news->kind = g_str_equal (gp_sqlite_column_text (statement, 1, NULL), "change")
                 ? GP_RUN_NEWS_CHANGE : GP_RUN_NEWS_EVENT;
  gp_sqlite_column_id (statement, 2, &news->subject);
  news->body = gp_expr_value_from_json (gp_sqlite_column_text (statement, 3, NULL), -1, NULL);
  if (news->body == NULL)
    news->body = gp_expr_value_new_map (NULL, NULL, 0);
  news->depth = (guint) gp_sqlite_column_int (statement, 4);
  news->tenant = g_strdup (gp_sqlite_column_text (statement, 5, NULL));
  gp_sqlite_reset (statement);

  return remove_line (sqlite, news->number, error) ? g_steal_pointer (&news) : NULL;
}

gboolean
gp_run_outbox_is_long (GpSqlite  *sqlite,
                       guint      lines,
                       gboolean  *out,
                       GError   **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM (SELECT 1 FROM _gp_outbox "
                                          "LIMIT %u)", lines);
  gint64 n;

  if (!gp_sqlite_query_int (sqlite, sql, &n, error))
    return FALSE;
  *out = n == lines;

  return TRUE;
}
