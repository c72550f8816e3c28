/* gp-run-effects.c — what runs of flows wait for, in the file of a backend
 * SPDX-License-Identifier: Apache-2.0
 *
 * A call is written here in the transaction that ends the step before it, and made after that. So
 * one that is found at the start of the backend may have been made or not, and is made again with
 * the same key. */
#define G_LOG_DOMAIN "gp-run-effects"
#include "config.h"
#include "gp-run-effects.h"

#include "gp-expr-json.h"

void
gp_run_effect_free (GpRunEffect *self)
{
  if (self == NULL)
    return;

  gp_flow_effect_free (self->effect);
  g_free (self);
}

gboolean
gp_run_effects_add (GpSqlite            *sqlite,
                    gint64               run,
                    const GpFlowEffect  *effect,
                    gint64               now,
                    GError             **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "INSERT OR REPLACE INTO _gp_effect (run, number, kind, body, since) "
            "VALUES (?1, ?2, ?3, ?4, ?5)", error);
  g_autoptr(GpExprValue) value = gp_flow_effect_to_value (effect);
  g_autofree char *body = gp_expr_value_to_json (value);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, run);
  gp_sqlite_bind_int (statement, 2, (gint64) effect->number);
  gp_sqlite_bind_text (statement, 3, gp_flow_effect_kind_to_string (effect->kind));
  gp_sqlite_bind_text (statement, 4, body);
  gp_sqlite_bind_int (statement, 5, now);

  return gp_sqlite_run (statement, error);
}

gboolean
gp_run_effects_remove (GpSqlite  *sqlite,
                       gint64     run,
                       guint64    number,
                       GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "DELETE FROM _gp_effect WHERE run = ?1 AND (?2 = 0 OR number = ?2)", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, run);
  gp_sqlite_bind_int (statement, 2, (gint64) number);

  return gp_sqlite_run (statement, error);
}

static GPtrArray *
read_all (GpSqliteStatement  *statement,
          GError            **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_run_effect_free);
  GpSqliteStep step;

  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      g_autoptr(GpRunEffect) one = g_new0 (GpRunEffect, 1);
      g_autoptr(GpExprValue) value = NULL;

      one->run = gp_sqlite_column_int (statement, 0);
      one->since = gp_sqlite_column_int (statement, 1);
      value = gp_expr_value_from_json (gp_sqlite_column_text (statement, 2, NULL), -1, NULL);
      one->effect = value != NULL ? gp_flow_effect_from_value (value, NULL) : NULL;
      if (one->effect != NULL)
        g_ptr_array_add (all, g_steal_pointer (&one));
      else
        g_message ("an effect of run %" G_GINT64_FORMAT " cannot be read", one->run);
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&all) : NULL;
}

GPtrArray *
gp_run_effects_list (GpSqlite          *sqlite,
                     GpFlowEffectKind   kind,
                     GError           **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT e.run, e.since, e.body FROM _gp_effect e JOIN _gp_run r ON r.number = e.run "
            "WHERE e.kind = ?1 AND r.ended IS NULL ORDER BY e.run, e.number", error);

  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_text (statement, 1, gp_flow_effect_kind_to_string (kind));

  return read_all (statement, error);
}

GPtrArray *
gp_run_effects_list_run (GpSqlite  *sqlite,
                         gint64     run,
                         GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT run, since, body FROM _gp_effect WHERE run = ?1 ORDER BY number", error);

  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_int (statement, 1, run);

  return read_all (statement, error);
}

GpRunEffect *
gp_run_effects_find (GpSqlite  *sqlite,
                     gint64     run,
                     guint64    number,
                     GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT run, since, body FROM _gp_effect WHERE run = ?1 AND number = ?2", error);
  g_autoptr(GPtrArray) all = NULL;

  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_int (statement, 1, run);
  gp_sqlite_bind_int (statement, 2, (gint64) number);
  all = read_all (statement, error);

  return all != NULL && all->len > 0 ? g_ptr_array_steal_index (all, 0) : NULL;
}

GArray *
gp_run_effects_list_listening (GpSqlite    *sqlite,
                               const char  *event,
                               GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT DISTINCT run FROM _gp_effect, json_each (body, '$.arguments.events') AS name "
            "WHERE kind = ?1 AND name.value = ?2 ORDER BY run", error);
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  GpSqliteStep step;

  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_text (statement, 1, gp_flow_effect_kind_to_string (GP_FLOW_EFFECT_LISTEN));
  gp_sqlite_bind_text (statement, 2, event);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      gint64 run = gp_sqlite_column_int (statement, 0);

      g_array_append_val (all, run);
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&all) : NULL;
}
