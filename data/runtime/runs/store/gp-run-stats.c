/* gp-run-stats.c — how often flows and their steps were done, failed, and how long they took
 * SPDX-License-Identifier: Apache-2.0
 *
 * The flows that have runs are found by jumping along their index, from one to the next; of each
 * the latest runs are read by the same index. Medians are taken here: SQLite has none. */
#define G_LOG_DOMAIN "gp-run-stats"
#include "config.h"
#include "gp-run-stats.h"

/* How often a flow or a step came to one status, and how long that took each time. */
typedef struct
{
  GpId        id;
  const char *status;     /* interned */
  guint       count;
  GArray     *times;      /* gint64, microseconds */
} Tally;

static void
tally_free (gpointer data)
{
  Tally *self = data;

  g_array_unref (self->times);
  g_free (self);
}

/* @time: less than 0: not known yet. */
static void
add (GPtrArray  *tallies,
     const GpId *id,
     const char *status,
     gint64      time)
{
  Tally *tally = NULL;

  /* Latest first: what is looked for was mostly met a moment ago, and there are few. */
  for (guint i = tallies->len; tally == NULL && i > 0; i--)
    {
      Tally *other = tallies->pdata[i - 1];

      if (gp_id_equal (&other->id, id) && g_str_equal (other->status, status))
        tally = other;
    }
  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      tally->id = *id;
      tally->status = g_intern_string (status);
      tally->times = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_ptr_array_add (tallies, tally);
    }
  tally->count++;
  if (time >= 0)
    g_array_append_val (tally->times, time);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static double
get_median (GArray *times)
{
  guint half = times->len / 2;
  gint64 high;

  g_array_sort (times, compare_times);
  high = g_array_index (times, gint64, half);
  if (times->len % 2 == 0)
    high = (high + g_array_index (times, gint64, half - 1)) / 2;

  return (double) high / G_USEC_PER_SEC;
}

static void
write_tallies (GPtrArray    *tallies,
               const char   *key,
               const char   *name,
               GpJsonWriter *writer)
{
  char buffer[GP_ID_STRING_SIZE];

  gp_json_writer_key (writer, key);
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = tallies->pdata[i];

      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, name, gp_id_format (&tally->id, buffer));
      gp_json_writer_member (writer, "status", tally->status);
      gp_json_writer_key (writer, "count");
      gp_json_writer_int (writer, tally->count);
      gp_json_writer_key (writer, "seconds");
      if (tally->times->len > 0)
        gp_json_writer_double (writer, get_median (tally->times));
      else
        gp_json_writer_null (writer);
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
}

/* --- reading ---------------------------------------------------------------------------------- */

static GArray *
list_flows (GpSqlite  *sqlite,
            GError   **error)
{
  g_autoptr(GArray) flows = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "WITH RECURSIVE f (flow) AS (SELECT min (flow) FROM _gp_run UNION ALL "
            "SELECT (SELECT min (flow) FROM _gp_run WHERE flow > f.flow) FROM f "
            "WHERE f.flow IS NOT NULL) SELECT flow FROM f WHERE flow IS NOT NULL", error);
  GpSqliteStep step;
  GpId id;

  if (statement == NULL)
    return NULL;
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    if (gp_sqlite_column_id (statement, 0, &id))
      g_array_append_val (flows, id);

  return step == GP_SQLITE_DONE ? g_steal_pointer (&flows) : NULL;
}

/* @out_first: the number of the oldest run that is counted; 0 for none. */
static gboolean
count_runs (GpSqlite    *sqlite,
            const GpId  *flow,
            GPtrArray   *tallies,
            gint64      *out_first,
            GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT number, status, discarded, started, ended FROM _gp_run WHERE flow = ?1 "
            "ORDER BY number DESC LIMIT " G_STRINGIFY (GP_RUN_STATS_RUNS), error);
  GpSqliteStep step;

  *out_first = 0;
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, flow);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      const char *status = gp_sqlite_column_text (statement, 1, NULL);
      gint64 took = gp_sqlite_column_is_null (statement, 4)
                      ? -1 : MAX (gp_sqlite_column_int (statement, 4)
                                    - gp_sqlite_column_int (statement, 3), 0);

      *out_first = gp_sqlite_column_int (statement, 0);
      if (!gp_sqlite_column_is_null (statement, 2))
        status = "discarded";
      add (tallies, flow, status, took);
    }

  return step == GP_SQLITE_DONE;
}

/* A try that has begun, at one place of one run. */
typedef struct
{
  GpId   step;
  gint64 at;
} Begun;

static void
take_line (GHashTable        *begun,
           GPtrArray         *tallies,
           GpSqliteStatement *line)
{
  const char *kind = gp_sqlite_column_text (line, 1, NULL);
  const char *place = gp_sqlite_column_text (line, 3, NULL);
  gint64 at = gp_sqlite_column_int (line, 4);
  const Begun *before;
  Begun now = { .at = at };

  if (!gp_sqlite_column_id (line, 2, &now.step))
    return;
  if (g_str_equal (kind, "started"))
    {
      g_hash_table_replace (begun, g_strdup (place), g_memdup2 (&now, sizeof now));
      return;
    }
  before = g_hash_table_lookup (begun, place);
  if (g_str_equal (kind, "completed") || g_str_equal (kind, "failed"))
    add (tallies, &now.step, kind, before != NULL ? MAX (at - before->at, 0) : -1);
  if (!g_str_equal (kind, "taken"))
    g_hash_table_remove (begun, place);
}

/* What has begun and not ended is where the run is now. */
static void
end_run (GHashTable *begun,
         gboolean    has_ended,
         GPtrArray  *tallies)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, begun);
  while (!has_ended && g_hash_table_iter_next (&iter, NULL, &value))
    add (tallies, &((Begun *) value)->step, "running", -1);
  g_hash_table_remove_all (begun);
}

static gboolean
count_steps (GpSqlite    *sqlite,
             const GpId  *flow,
             gint64       first,
             GPtrArray   *tallies,
             GError     **error)
{
  g_autoptr(GpSqliteStatement) line = gp_sqlite_prepare (
    sqlite, "SELECT r.number, s.kind, s.step, s.place, s.at, r.ended IS NOT NULL FROM _gp_run AS r "
            "CROSS JOIN _gp_step AS s ON s.run = r.number WHERE r.flow = ?1 AND r.number >= ?2 "
            "ORDER BY r.number DESC, s.number LIMIT " G_STRINGIFY (GP_RUN_STATS_LINES), error);
  g_autoptr(GHashTable) begun = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GpSqliteStep step;
  gint64 run = 0;
  gboolean has_ended = TRUE;

  if (line == NULL)
    return FALSE;
  gp_sqlite_bind_id (line, 1, flow);
  gp_sqlite_bind_int (line, 2, first);
  while ((step = gp_sqlite_step (line, error)) == GP_SQLITE_ROW)
    {
      if (gp_sqlite_column_int (line, 0) != run)
        end_run (begun, has_ended, tallies);
      run = gp_sqlite_column_int (line, 0);
      has_ended = gp_sqlite_column_int (line, 5) != 0;
      take_line (begun, tallies, line);
    }
  end_run (begun, has_ended, tallies);

  return step == GP_SQLITE_DONE;
}

gboolean
gp_run_stats_write (GpSqlite      *sqlite,
                    const GpId    *flow,
                    GpJsonWriter  *writer,
                    GError       **error)
{
  g_autoptr(GArray) flows = flow == NULL ? list_flows (sqlite, error)
                                         : g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func (tally_free);
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func (tally_free);
  gint64 first = 0;

  if (flows == NULL)
    return FALSE;
  if (flow != NULL)
    g_array_append_vals (flows, flow, 1);
  for (guint i = 0; i < flows->len; i++)
    if (!count_runs (sqlite, &g_array_index (flows, GpId, i), runs, &first, error))
      return FALSE;
  if (flow != NULL && !count_steps (sqlite, flow, first, steps, error))
    return FALSE;

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "runs");
  gp_json_writer_int (writer, GP_RUN_STATS_RUNS);
  write_tallies (runs, "flows", "flow", writer);
  write_tallies (steps, "steps", "step", writer);
  gp_json_writer_end_object (writer);

  return TRUE;
}
