/* gp-run-schedules.c — when flows start by themselves
 * SPDX-License-Identifier: Apache-2.0
 *
 * The next time of each schedule is stored, and moved in the transaction that starts the run: so
 * that it starts once, wherever the process ends. Where the clock is set back by a little, as
 * clocks are corrected, nothing starts twice; set back by more, schedules go on from the new time
 * instead of waiting until the old one has come again. */
#define G_LOG_DOMAIN "gp-run-schedules"
#include "config.h"
#include "gp-run-schedules.h"

#include "gp-flow-duration.h"
#include "gp-flow-schedule.h"

#define CORRECTION (10 * 60 * GP_FLOW_SECOND)

typedef struct
{
  GpId   flow;
  char  *definition;
  gint64 anchor;
  gint64 last;
  gint64 next;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->definition);
}

/* @due: those whose time has come by then; GP_FLOW_NEVER for all. */
static GArray *
read_lines (GpSqlite  *sqlite,
            gint64     due,
            GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT flow, definition, anchor, last, next FROM _gp_schedule WHERE next <= ?1 "
            "ORDER BY next", error);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  GpSqliteStep step;

  g_array_set_clear_func (lines, line_clear);
  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_int (statement, 1, due);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      Line line = { .definition = g_strdup (gp_sqlite_column_text (statement, 1, NULL)),
                    .anchor = gp_sqlite_column_int (statement, 2),
                    .last = gp_sqlite_column_int (statement, 3),
                    .next = gp_sqlite_column_int (statement, 4) };

      gp_sqlite_column_id (statement, 0, &line.flow);
      g_array_append_val (lines, line);
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&lines) : NULL;
}

static gboolean
write_line (GpSqlite    *sqlite,
            const Line  *line,
            GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "INSERT OR REPLACE INTO _gp_schedule (flow, definition, anchor, last, next) "
            "VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, &line->flow);
  gp_sqlite_bind_text (statement, 2, line->definition);
  gp_sqlite_bind_int (statement, 3, line->anchor);
  gp_sqlite_bind_int (statement, 4, line->last);
  gp_sqlite_bind_int (statement, 5, line->next);

  return gp_sqlite_run (statement, error);
}

static gboolean
remove_line (GpSqlite    *sqlite,
             const GpId  *flow,
             GError     **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (sqlite, "DELETE FROM _gp_schedule WHERE flow = ?1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, flow);

  return gp_sqlite_run (statement, error);
}

/* NULL where time does not start @flow. */
static char *
define (const GpFlow *flow)
{
  const GpElement *element = gp_flow_get_element (flow);
  const char *schedule = gp_element_get_text (element, GP_FLOW_SCHEDULE);

  if (!gp_flow_schedule_is (element) || !gp_element_get_bool (element, GP_FLOW_ENABLED)
      || !gp_flow_check (flow, NULL))
    return NULL;

  return g_strdup_printf ("%s %s", gp_element_get_text (element, GP_FLOW_TRIGGER),
                          schedule != NULL ? schedule : "");
}

static void
plan (Line         *line,
      const GpFlow *flow)
{
  gint64 next = GP_FLOW_NEVER;

  if (!gp_flow_schedule_next (gp_flow_get_element (flow), line->anchor, line->last, &next, NULL))
    next = GP_FLOW_NEVER;
  line->next = next;
}

static const Line *
find_line (const GArray *lines,
           const GpId   *flow)
{
  for (guint i = 0; i < lines->len; i++)
    if (gp_id_equal (&g_array_index (lines, Line, i).flow, flow))
      return &g_array_index (lines, Line, i);

  return NULL;
}

static gboolean
sync_flow (GpSqlite      *sqlite,
           const GpFlow  *flow,
           const GArray  *lines,
           gint64         now,
           GError       **error)
{
  const GpId *id = gp_element_get_id (gp_flow_get_element (flow));
  const Line *before = find_line (lines, id);
  g_autofree char *definition = define (flow);
  Line line = { .flow = *id, .definition = definition, .anchor = now, .last = now };

  if (definition == NULL)
    return before == NULL || remove_line (sqlite, id, error);
  if (before != NULL && g_str_equal (before->definition, definition))
    return TRUE;
  plan (&line, flow);

  return write_line (sqlite, &line, error);
}

gboolean
gp_run_schedules_sync (GpSqlite    *sqlite,
                       GpRunFlows  *flows,
                       gint64       now,
                       GError     **error)
{
  g_autoptr(GArray) lines = read_lines (sqlite, GP_FLOW_NEVER, error);
  GPtrArray *all = gp_run_flows_list (flows);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    if (!sync_flow (sqlite, all->pdata[i], lines, now, error))
      return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (gp_run_flows_find (flows, &line->flow) == NULL
          && !remove_line (sqlite, &line->flow, error))
        return FALSE;
    }

  return TRUE;
}

GArray *
gp_run_schedules_take_due (GpSqlite    *sqlite,
                           GpRunFlows  *flows,
                           gint64       now,
                           GError     **error)
{
  g_autoptr(GArray) lines = read_lines (sqlite, now, error);
  g_autoptr(GArray) due = g_array_new (FALSE, FALSE, sizeof (GpRunDue));

  if (lines == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      GpFlow *flow = gp_run_flows_find (flows, &line->flow);
      GpRunDue one = { line->flow, line->next };

      if (flow == NULL)
        continue;
      line->last = MAX (now, line->next);
      plan (line, flow);
      if (!write_line (sqlite, line, error))
        return NULL;
      g_array_append_val (due, one);
    }

  return g_steal_pointer (&due);
}

gboolean
gp_run_schedules_turn_back (GpSqlite    *sqlite,
                            GpRunFlows  *flows,
                            gint64       now,
                            GError     **error)
{
  g_autoptr(GArray) lines = read_lines (sqlite, GP_FLOW_NEVER, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      GpFlow *flow = gp_run_flows_find (flows, &line->flow);

      if (flow == NULL || line->last <= now + CORRECTION || line->next == GP_FLOW_NEVER)
        continue;
      line->last = now;
      line->anchor = MIN (line->anchor, now);
      plan (line, flow);
      if (!write_line (sqlite, line, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
gp_run_schedules_get_due (GpSqlite  *sqlite,
                          gint64    *out,
                          GError   **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (sqlite, "SELECT min (next) FROM _gp_schedule", error);

  if (statement == NULL || gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;
  *out = gp_sqlite_column_is_null (statement, 0) ? GP_FLOW_NEVER
                                                 : gp_sqlite_column_int (statement, 0);

  return TRUE;
}
