/* gp-event-log.c — what happened lately, for those who listen
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is noted down in a transaction must go where that goes, savepoints and all. So a note is a
 * row of a temporary table, which SQLite takes back with the rest, and its content is in memory
 * under the number of the row: what has no row afterwards never happened.
 *
 * Lines hold keys and not records: a record is read when its change is told, as far as the listener
 * may read it then. Only of a deleted one its cells are kept, for the rules. */
#define G_LOG_DOMAIN "gp-event-log"
#include "config.h"
#include "gp-event-log.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"

#include <string.h>

#define MAX_BYTES (8 * 1024 * 1024)

struct _GpEventLog
{
  GpSqlite   *sqlite;
  GHashTable *noted;        /* gint64, the row → GpEventLine: in the open transaction */
  GPtrArray  *lines;        /* of GpEventLine */
  guint64     first;        /* the number of the first of them */
  gsize       size;
  guint       max_lines;
  void      (*waker) (gpointer);
  gpointer    waker_data;
};

static void
line_free (gpointer data)
{
  GpEventLine *self = data;

  g_clear_pointer (&self->key, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_free (self->type);
  g_free (self->envelope);
  g_free (self->tenant);
  g_free (self);
}

static GpEventLine *
line_new (GpEventKind  kind,
          const GpId  *subject)
{
  GpEventLine *self = g_new0 (GpEventLine, 1);
  g_autofree char *id = g_uuid_string_random ();

  self->kind = kind;
  self->subject = *subject;
  self->time = g_get_real_time ();
  g_strlcpy (self->id, id, sizeof self->id);

  return self;
}

static gsize
measure (const GArray *cells)
{
  gsize size = sizeof (GpEventLine);

  for (guint i = 0; cells != NULL && i < cells->len; i++)
    size += sizeof (GpCell) + g_array_index (cells, GpCell, i).length;

  return size;
}

GpEventLog *
gp_event_log_new (GpSqlite *sqlite,
                  guint     max_lines)
{
  GpEventLog *self = g_new0 (GpEventLog, 1);

  self->sqlite = sqlite;
  self->max_lines = max_lines;
  self->noted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, line_free);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->first = 1;
  /* Where it cannot be made, each note says so. */
  gp_sqlite_exec (sqlite, "CREATE TEMP TABLE _gp_noted (number INTEGER PRIMARY KEY)", NULL);

  return self;
}

void
gp_event_log_free (GpEventLog *self)
{
  if (self == NULL)
    return;

  gp_sqlite_exec (self->sqlite, "DROP TABLE IF EXISTS temp._gp_noted", NULL);
  g_hash_table_unref (self->noted);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
gp_event_log_set_waker (GpEventLog *self,
                        void      (*func) (gpointer),
                        gpointer    user_data)
{
  self->waker = func;
  self->waker_data = user_data;
}

/* Takes @line. */
static gboolean
note_line (GpEventLog   *self,
           GpEventLine  *line,
           GError      **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (self->sqlite, "INSERT INTO temp._gp_noted DEFAULT VALUES", error);
  gint64 row;

  if (statement == NULL || !gp_sqlite_run (statement, error))
    {
      line_free (line);
      return FALSE;
    }
  row = gp_sqlite_get_last_rowid (self->sqlite);
  /* A row that was taken back leaves its number to the next one. */
  g_hash_table_replace (self->noted, g_memdup2 (&row, sizeof row), line);

  return TRUE;
}

gboolean
gp_event_log_note (GpEventLog     *self,
                   GpEventKind     kind,
                   const GpTable  *table,
                   const GArray   *key,
                   const GArray   *cells,
                   guint           revision,
                   GError        **error)
{
  GpEventLine *line;

  if (self == NULL || key->len == 0)
    return TRUE;
  line = line_new (kind, &table->id);
  line->key = gp_cells_new ();
  gp_cells_append (line->key, key);
  if (cells != NULL)
    {
      line->cells = gp_cells_new ();
      gp_cells_append (line->cells, cells);
    }
  line->revision = revision;
  line->size = measure (key) + measure (cells);

  return note_line (self, line, error);
}

gboolean
gp_event_log_note_change (GpEventLog     *self,
                          const GpTable  *table,
                          const GArray   *before,
                          const GArray   *after,
                          const GArray   *cells,
                          guint           revision,
                          GError        **error)
{
  gboolean is_same = before != NULL && after != NULL;

  for (guint i = 0; is_same && i < before->len; i++)
    is_same = gp_cell_equal (&g_array_index (before, GpCell, i), &g_array_index (after, GpCell, i));
  if (is_same)
    return gp_event_log_note (self, GP_EVENT_UPDATED, table, after, NULL, revision, error);

  return (before == NULL
          || gp_event_log_note (self, GP_EVENT_DELETED, table, before, cells, revision, error))
         && (after == NULL
             || gp_event_log_note (self, GP_EVENT_CREATED, table, after, NULL, revision, error));
}

gboolean
gp_event_log_note_lost (GpEventLog  *self,
                        GError     **error)
{
  return self == NULL || note_line (self, line_new (GP_EVENT_LOST, &gp_id_nil), error);
}

static void
forget_oldest (GpEventLog *self)
{
  guint n = 0;

  while (n < self->lines->len
         && (self->lines->len - n > self->max_lines || self->size > MAX_BYTES))
    self->size -= ((GpEventLine *) self->lines->pdata[n++])->size;
  if (n == 0)
    return;
  g_ptr_array_remove_range (self->lines, 0, n);
  self->first += n;
}

static void
append (GpEventLog  *self,
        GpEventLine *line)
{
  g_ptr_array_add (self->lines, line);
  self->size += line->size;
  forget_oldest (self);
}

/* What is not known any more nobody may take for nothing. */
static void
lose (GpEventLog *self)
{
  self->first = gp_event_log_get_end (self) + 1;
  self->size = 0;
  g_ptr_array_set_size (self->lines, 0);
}

static gboolean
take_noted (GpEventLog  *self,
            GError     **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (self->sqlite, "SELECT number FROM temp._gp_noted ORDER BY number", error);
  GpSqliteStep step = GP_SQLITE_FAILED;

  while (statement != NULL && (step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      gint64 row = gp_sqlite_column_int (statement, 0);
      gpointer number, line;

      if (!g_hash_table_steal_extended (self->noted, &row, &number, &line))
        continue;
      g_free (number);
      if (((GpEventLine *) line)->kind != GP_EVENT_LOST)
        {
          append (self, line);
          continue;
        }
      line_free (line);
      lose (self);
    }
  if (step != GP_SQLITE_DONE)
    return FALSE;
  gp_sqlite_reset (statement);

  return gp_sqlite_exec (self->sqlite, "DELETE FROM temp._gp_noted", error);
}

void
gp_event_log_settle (GpEventLog *self)
{
  g_autoptr(GError) error = NULL;
  guint64 end = gp_event_log_get_end (self);

  if (g_hash_table_size (self->noted) == 0)
    return;
  if (!take_noted (self, &error))
    {
      g_message ("%s", error->message);
      lose (self);
    }
  g_hash_table_remove_all (self->noted);
  if (self->waker != NULL && gp_event_log_get_end (self) != end)
    self->waker (self->waker_data);
}

void
gp_event_log_add (GpEventLog      *self,
                  const GpRunNews *news)
{
  GpEventLine *line = line_new (GP_EVENT_SENT, &news->subject);

  line->type = g_strdup (gp_flow_value_get_text (news->body, "type"));
  line->envelope = gp_expr_value_to_json (news->body);
  line->tenant = g_strdup (news->tenant);
  line->size = sizeof (GpEventLine) + strlen (line->envelope);
  append (self, line);
  if (self->waker != NULL)
    self->waker (self->waker_data);
}

guint
gp_event_log_get_most (const GpEventLog *self)
{
  return self->max_lines;
}

guint64
gp_event_log_get_first (const GpEventLog *self)
{
  return self->first;
}

guint64
gp_event_log_get_end (const GpEventLog *self)
{
  return self->first + self->lines->len;
}

const GpEventLine *
gp_event_log_get (const GpEventLog *self,
                  guint64           number)
{
  g_return_val_if_fail (number >= self->first && number - self->first < self->lines->len, NULL);

  return self->lines->pdata[number - self->first];
}

gboolean
gp_event_log_find (const GpEventLog *self,
                   const char       *id,
                   guint64          *out_number)
{
  for (guint i = self->lines->len; i > 0; i--)
    {
      const GpEventLine *line = self->lines->pdata[i - 1];

      if (!g_str_equal (line->id, id))
        continue;
      *out_number = self->first + i - 1;
      return TRUE;
    }

  return FALSE;
}
