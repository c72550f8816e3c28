/* gp-run-report.c — runs of flows as the administrator reads them
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a run did is stored line by line; here the lines about one step at one place, tries and
 * retries, become one object. */
#define G_LOG_DOMAIN "gp-run-report"
#include "config.h"
#include "gp-run-report.h"

#include "gp-cell-time.h"
#include "gp-expr-json.h"
#include "gp-problem.h"
#include "gp-run-effects.h"
#include "gp-run-touch.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* What is read of each run, in this order. */
#define COLUMNS "r.number, r.id, r.flow, r.name, r.status, r.depth, p.id, r.started, r.ended, " \
                "r.due, r.error, r.discarded, r.note, r.version, " \
                "coalesce (r.trigger ->> '$.user.email', r.trigger ->> '$.user.id')"
#define N_COLUMNS 15

static void
write_id (GpJsonWriter      *writer,
          const char        *key,
          GpSqliteStatement *statement,
          int                column)
{
  char buffer[GP_ID_STRING_SIZE];
  GpId id;

  gp_json_writer_member (writer, key, gp_sqlite_column_id (statement, column, &id)
                                        ? gp_id_format (&id, buffer) : NULL);
}

static void
write_time (GpJsonWriter      *writer,
            const char        *key,
            GpSqliteStatement *statement,
            int                column)
{
  g_autofree char *text = NULL;

  if (!gp_sqlite_column_is_null (statement, column))
    text = gp_cell_print_timestamp (gp_sqlite_column_int (statement, column));
  gp_json_writer_member (writer, key, text);
}

static void
write_json (GpJsonWriter *writer,
            const char   *key,
            const char   *json)
{
  gp_json_writer_key (writer, key);
  if (json != NULL)
    gp_json_writer_raw (writer, json);
  else
    gp_json_writer_null (writer);
}

/* The members of a run that a list has, too. */
static void
write_summary (GpJsonWriter      *writer,
               GpSqliteStatement *statement)
{
  gp_json_writer_key (writer, "number");
  gp_json_writer_int (writer, gp_sqlite_column_int (statement, 0));
  gp_json_writer_member (writer, "id", gp_sqlite_column_text (statement, 1, NULL));
  write_id (writer, "flow", statement, 2);
  gp_json_writer_member (writer, "name", gp_sqlite_column_text (statement, 3, NULL));
  gp_json_writer_member (writer, "status", gp_sqlite_column_text (statement, 4, NULL));
  gp_json_writer_key (writer, "depth");
  gp_json_writer_int (writer, gp_sqlite_column_int (statement, 5));
  gp_json_writer_member (writer, "parent", gp_sqlite_column_text (statement, 6, NULL));
  write_time (writer, "started", statement, 7);
  write_time (writer, "ended", statement, 8);
  write_time (writer, "due", statement, 9);
  write_json (writer, "error", gp_sqlite_column_text (statement, 10, NULL));
  write_time (writer, "discarded", statement, 11);
  gp_json_writer_member (writer, "note", gp_sqlite_column_text (statement, 12, NULL));
  gp_json_writer_member (writer, "version", gp_sqlite_column_text (statement, 13, NULL));
  gp_json_writer_member (writer, "by", gp_sqlite_column_text (statement, 14, NULL));
}

/* --- the list --------------------------------------------------------------------------------- */

static gboolean
is_status (const char *word)
{
  if (g_str_equal (word, GP_RUN_PENDING))
    return TRUE;
  for (int i = 0; i < GP_FLOW_N_STATUSES; i++)
    if (g_str_equal (word, gp_flow_status_to_string ((GpFlowStatus) i)))
      return TRUE;

  return FALSE;
}

/* Appends a condition made of words that are known, so that they need not be bound. One word alone
 * stands there so that its index is used. */
static gboolean
append_statuses (GString     *sql,
                 const char  *statuses,
                 GError     **error)
{
  g_auto(GStrv) words = g_strsplit (statuses, ",", 16);
  const char *between = " AND (";

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);

      if (!g_str_equal (word, "dead") && !is_status (word))
        return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "status",
                               _("“%s” is no status of a run."), word);
      g_string_append (sql, between);
      if (g_str_equal (word, "dead"))
        g_string_append (sql, "r.status = 'faulted' AND r.discarded IS NULL");
      else
        g_string_append_printf (sql, "r.status = '%s'", word);
      between = " OR ";
    }
  if (words[0] != NULL)
    g_string_append_c (sql, ')');

  return TRUE;
}

static GpSqliteStatement *
prepare_list (GpSqlite          *sqlite,
              const GpRunQuery  *query,
              GError           **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT " COLUMNS " FROM _gp_run AS r LEFT JOIN "
                                         "_gp_run AS p ON p.number = r.parent WHERE 1");
  GpSqliteStatement *statement;

  if (query->before > 0)
    g_string_append (sql, " AND r.number < ?1");
  if (query->flow != NULL)
    g_string_append (sql, " AND r.flow = ?2");
  if (query->statuses != NULL && !append_statuses (sql, query->statuses, error))
    return NULL;
  g_string_append (sql, " ORDER BY r.number DESC LIMIT ?3");
  statement = gp_sqlite_prepare (sqlite, sql->str, error);
  if (statement == NULL)
    return NULL;
  if (query->before > 0)
    gp_sqlite_bind_int (statement, 1, query->before);
  if (query->flow != NULL)
    gp_sqlite_bind_id (statement, 2, query->flow);
  gp_sqlite_bind_int (statement, 3, (gint64) query->limit + 1);

  return statement;
}

gboolean
gp_run_report_list (GpSqlite          *sqlite,
                    const GpRunQuery  *query,
                    GpJsonWriter      *writer,
                    GError           **error)
{
  g_autoptr(GpSqliteStatement) statement = prepare_list (sqlite, query, error);
  GpSqliteStep step;
  gint64 last = 0;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "items");
  gp_json_writer_begin_array (writer);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW && n++ < query->limit)
    {
      last = gp_sqlite_column_int (statement, 0);
      gp_json_writer_begin_object (writer);
      write_summary (writer, statement);
      gp_json_writer_end_object (writer);
    }
  if (step == GP_SQLITE_FAILED)
    return FALSE;
  gp_json_writer_end_array (writer);
  gp_json_writer_key (writer, "next");
  if (n > query->limit)
    gp_json_writer_int (writer, last);
  else
    gp_json_writer_null (writer);
  gp_json_writer_end_object (writer);

  return TRUE;
}

/* --- one run ---------------------------------------------------------------------------------- */

/* One step at one place. */
typedef struct
{
  GpId   step;
  char  *place;
  char  *status;
  gint64 attempts;
  gint64 started;
  gint64 ended;      /* 0: not yet */
  gint64 due;        /* of another try; 0: none */
  char  *input;
  char  *output;
  char  *error;
} Done;

static void
done_free (gpointer data)
{
  Done *done = data;

  g_free (done->place);
  g_free (done->status);
  g_free (done->input);
  g_free (done->output);
  g_free (done->error);
  g_free (done);
}

static void
replace (char       **text,
         const char  *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* Takes a line: kind, step, transition, place, attempt, at, due, value. */
static void
take_line (Done              *done,
           GpSqliteStatement *line)
{
  const char *kind = gp_sqlite_column_text (line, 0, NULL);
  const char *value = gp_sqlite_column_text (line, 7, NULL);
  gint64 at = gp_sqlite_column_int (line, 5);

  if (g_str_equal (kind, "started"))
    {
      done->attempts++;
      if (done->started == 0)
        done->started = at;
      done->ended = 0;
      done->due = 0;
      replace (&done->status, "running");
      replace (&done->input, value);
      return;
    }
  if (g_str_equal (kind, "retry"))
    {
      done->due = gp_sqlite_column_int (line, 6);
      replace (&done->status, "retry");
      return;
    }
  done->ended = at;
  if (done->started == 0)
    done->started = at;
  replace (&done->status, kind);
  if (g_str_equal (kind, "completed"))
    replace (&done->output, value);
  if (g_str_equal (kind, "failed"))
    replace (&done->error, value);
}

/* @steps: of Done; @path: gets the transitions. */
static gboolean
read_lines (GpSqlite      *sqlite,
            gint64         number,
            GPtrArray     *steps,
            GpJsonWriter  *path,
            gboolean      *truncated,
            GError       **error)
{
  g_autoptr(GpSqliteStatement) line = gp_sqlite_prepare (
    sqlite, "SELECT kind, step, transition, place, attempt, at, due, value FROM _gp_step "
            "WHERE run = ?1 ORDER BY number", error);
  g_autoptr(GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GpSqliteStep step;

  if (line == NULL)
    return FALSE;
  gp_sqlite_bind_int (line, 1, number);
  while ((step = gp_sqlite_step (line, error)) == GP_SQLITE_ROW)
    {
      const char *kind = gp_sqlite_column_text (line, 0, NULL);
      const char *place = gp_sqlite_column_text (line, 3, NULL);
      Done *done = g_hash_table_lookup (places, place);

      *truncated = steps->len >= GP_RUN_REPORT_MAX_STEPS;
      if (*truncated)
        break;
      if (g_str_equal (kind, "ended"))
        continue;
      if (g_str_equal (kind, "taken"))
        {
          gp_json_writer_begin_object (path);
          write_id (path, "transition", line, 2);
          gp_json_writer_member (path, "place", place);
          write_time (path, "at", line, 5);
          gp_json_writer_end_object (path);
          continue;
        }
      /* A step that is come to once more is another line, unless it is another try. */
      if (done == NULL || (done->ended != 0 && g_str_equal (kind, "started")
                           && gp_sqlite_column_int (line, 4) <= 1))
        {
          done = g_new0 (Done, 1);
          done->place = g_strdup (place);
          gp_sqlite_column_id (line, 1, &done->step);
          g_ptr_array_add (steps, done);
          g_hash_table_replace (places, done->place, done);
        }
      take_line (done, line);
    }

  return step != GP_SQLITE_FAILED;
}

static void
write_moment (GpJsonWriter *writer,
              const char   *key,
              gint64        time)
{
  g_autofree char *text = time != 0 ? gp_cell_print_timestamp (time) : NULL;

  gp_json_writer_member (writer, key, text);
}

static void
write_done (GpJsonWriter *writer,
            const Done   *done)
{
  char buffer[GP_ID_STRING_SIZE];

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "step", gp_id_format (&done->step, buffer));
  gp_json_writer_member (writer, "place", done->place);
  gp_json_writer_member (writer, "status", done->status);
  gp_json_writer_key (writer, "attempts");
  gp_json_writer_int (writer, done->attempts);
  write_moment (writer, "started", done->started);
  write_moment (writer, "ended", done->ended);
  write_moment (writer, "due", done->due);
  write_json (writer, "input", done->input);
  write_json (writer, "output", done->output);
  write_json (writer, "error", done->error);
  gp_json_writer_end_object (writer);
}

static gboolean
write_steps (GpSqlite      *sqlite,
             gint64         number,
             GpJsonWriter  *writer,
             GError       **error)
{
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func (done_free);
  g_autoptr(GString) path = g_string_new (NULL);
  GpJsonWriter path_writer;
  gboolean truncated = FALSE;

  gp_json_writer_init (&path_writer, path, GP_JSON_COMPACT);
  gp_json_writer_begin_array (&path_writer);
  if (!read_lines (sqlite, number, steps, &path_writer, &truncated, error))
    return FALSE;
  gp_json_writer_end_array (&path_writer);

  gp_json_writer_key (writer, "steps");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < steps->len; i++)
    write_done (writer, steps->pdata[i]);
  gp_json_writer_end_array (writer);
  write_json (writer, "path", path->str);
  gp_json_writer_key (writer, "truncated");
  gp_json_writer_bool (writer, truncated);

  return TRUE;
}

/* Line by line, as the interpreter wrote it. */
static gboolean
write_trace (GpSqlite      *sqlite,
             gint64         number,
             GpJsonWriter  *writer,
             GError       **error)
{
  g_autoptr(GpSqliteStatement) line = gp_sqlite_prepare (
    sqlite, "SELECT kind, step, transition, place, attempt, at, due, value FROM _gp_step "
            "WHERE run = ?1 ORDER BY number LIMIT ?2", error);
  GpSqliteStep step;
  guint n = 0;

  if (line == NULL)
    return FALSE;
  gp_sqlite_bind_int (line, 1, number);
  gp_sqlite_bind_int (line, 2, GP_RUN_REPORT_MAX_LINES + 1);
  gp_json_writer_key (writer, "trace");
  gp_json_writer_begin_array (writer);
  while ((step = gp_sqlite_step (line, error)) == GP_SQLITE_ROW && n++ < GP_RUN_REPORT_MAX_LINES)
    {
      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, "what", gp_sqlite_column_text (line, 0, NULL));
      write_time (writer, "at", line, 5);
      write_id (writer, "step", line, 1);
      gp_json_writer_member (writer, "place", gp_sqlite_column_text (line, 3, NULL));
      gp_json_writer_key (writer, "attempt");
      gp_json_writer_int (writer, gp_sqlite_column_int (line, 4));
      write_id (writer, "transition", line, 2);
      write_time (writer, "due", line, 6);
      write_json (writer, "value", gp_sqlite_column_text (line, 7, NULL));
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
  gp_json_writer_key (writer, "truncated");
  gp_json_writer_bool (writer, n > GP_RUN_REPORT_MAX_LINES);

  return step != GP_SQLITE_FAILED;
}

static gboolean
write_waits (GpSqlite      *sqlite,
             gint64         number,
             GpJsonWriter  *writer,
             GError       **error)
{
  g_autoptr(GPtrArray) effects = gp_run_effects_list_run (sqlite, number, error);

  if (effects == NULL)
    return FALSE;
  gp_json_writer_key (writer, "waits");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < effects->len; i++)
    {
      const GpRunEffect *one = effects->pdata[i];
      char buffer[GP_ID_STRING_SIZE];

      gp_json_writer_begin_object (writer);
      gp_json_writer_key (writer, "effect");
      gp_json_writer_int (writer, (gint64) one->effect->number);
      gp_json_writer_member (writer, "kind", gp_flow_effect_kind_to_string (one->effect->kind));
      gp_json_writer_member (writer, "step", gp_id_format (&one->effect->step, buffer));
      gp_json_writer_member (writer, "place", one->effect->place);
      write_moment (writer, "since", one->since);
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);

  return TRUE;
}

/* Only one that failed by itself can be given something else. */
static void
write_retry_input (GpJsonWriter      *writer,
                   GpSqliteStatement *statement,
                   int                column)
{
  gsize length = 0;
  const char *state = gp_sqlite_column_text (statement, column, &length);
  g_autoptr(GpExprValue) input = state != NULL
                                   ? gp_flow_run_dup_retry_input (state, (gssize) length) : NULL;
  g_autofree char *json = input != NULL ? gp_expr_value_to_json (input) : NULL;

  if (json == NULL)
    return;
  gp_json_writer_key (writer, "retry_input");
  gp_json_writer_raw (writer, json);
}

gboolean
gp_run_report_write (GpSqlite      *sqlite,
                     const char    *id,
                     gboolean       trace,
                     GpJsonWriter  *writer,
                     GError       **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT " COLUMNS ", r.trigger, r.output, "
            "CASE r.status WHEN 'faulted' THEN r.state END "
            "FROM _gp_run AS r LEFT JOIN _gp_run AS p ON p.number = r.parent WHERE r.id = ?1",
    error);
  gint64 number;

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, id);
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;

  number = gp_sqlite_column_int (statement, 0);
  gp_json_writer_begin_object (writer);
  write_summary (writer, statement);
  write_json (writer, "trigger", gp_sqlite_column_text (statement, N_COLUMNS, NULL));
  write_json (writer, "output", gp_sqlite_column_text (statement, N_COLUMNS + 1, NULL));
  write_retry_input (writer, statement, N_COLUMNS + 2);
  if (!(trace ? write_trace (sqlite, number, writer, error)
              : write_steps (sqlite, number, writer, error))
      || !write_waits (sqlite, number, writer, error))
    return FALSE;
  gp_json_writer_key (writer, "touches");
  if (!gp_run_touch_write (sqlite, number, writer, error))
    return FALSE;
  gp_json_writer_end_object (writer);

  return TRUE;
}
