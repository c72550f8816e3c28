/* gp-run-engine-guard.c — what the database refuses for good does not hold up the rest of a turn
 * SPDX-License-Identifier: Apache-2.0
 *
 * A turn is one transaction of many runs. Each part of it has a savepoint: where the database has
 * an error that another try would have, too, what the part did is taken back, in the file and in
 * what was noted down for after the commit. Errors that pass, such as a full disk, are of the turn
 * as a whole, which is tried again. */
#define G_LOG_DOMAIN "gp-run-engine"
#include "config.h"

#include "gp-run-engine-private.h"

#include <sqlite3.h>

/* How much was noted down before a part began. */
typedef struct
{
  guint            todo;
  guint            inner;
  guint            calls;
  guint            dropped;
  guint            ended;
  guint            told;
  GpRunEngineStats counted;
} Mark;

static Mark
set_mark (const GpRunEngine *self)
{
  return (Mark) { .todo = self->todo.length,       .inner = self->inner.length,
                  .calls = self->calls->len,       .dropped = self->dropped->len,
                  .ended = self->ended->len,       .told = self->told->len,
                  .counted = self->counted };
}

static void
cut_queue (GQueue *queue,
           guint   length)
{
  while (queue->length > length)
    gp_run_task_free (g_queue_pop_tail (queue));
}

/* A part only adds at the ends. */
static void
return_to_mark (GpRunEngine *self,
                const Mark  *mark)
{
  cut_queue (&self->todo, mark->todo);
  cut_queue (&self->inner, mark->inner);
  g_ptr_array_set_size (self->calls, (int) mark->calls);
  g_ptr_array_set_size (self->dropped, (int) mark->dropped);
  g_array_set_size (self->ended, mark->ended);
  g_ptr_array_set_size (self->told, (int) mark->told);
  self->counted = mark->counted;
}

/* SQLite may have taken back the whole transaction by itself. */
static gboolean
is_lasting (GpSqlite     *sqlite,
            const GError *error)
{
  if (sqlite3_get_autocommit (gp_sqlite_get_handle (sqlite)) != 0)
    return FALSE;
  if (error->domain != GP_SQLITE_ERROR)
    return TRUE;

  switch ((GpSqliteError) error->code)
    {
    case GP_SQLITE_ERROR_OPEN:
    case GP_SQLITE_ERROR_BUSY:
    case GP_SQLITE_ERROR_FULL:
    case GP_SQLITE_ERROR_READ_ONLY:
    case GP_SQLITE_ERROR_IO:
      return FALSE;
    case GP_SQLITE_ERROR_FAILED:
    case GP_SQLITE_ERROR_CORRUPT:
    case GP_SQLITE_ERROR_CONSTRAINT:
    case GP_SQLITE_ERROR_TOO_BIG:
    case GP_SQLITE_ERROR_INTERRUPTED:
    default:
      return TRUE;
    }
}

/* Compiled once, unlike by gp_sqlite_exec(): each part of each turn needs two. */
static gboolean
run (GpSqlite    *sqlite,
     const char  *sql,
     GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (sqlite, sql, error);

  return statement != NULL && gp_sqlite_run (statement, error);
}

gboolean
gp_run_engine_guard (GpRunEngine    *self,
                     GpRunPart       part,
                     gpointer        data,
                     GError        **out_refusal,
                     GError        **error)
{
  const Mark mark = set_mark (self);
  g_autoptr(GError) failure = NULL;

  if (!run (self->sqlite, "SAVEPOINT gp_part", error))
    return FALSE;
  if (part (self, data, &failure))
    return run (self->sqlite, "RELEASE gp_part", error);
  if (!is_lasting (self->sqlite, failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return_to_mark (self, &mark);
  if (!run (self->sqlite, "ROLLBACK TO gp_part", error)
      || !run (self->sqlite, "RELEASE gp_part", error))
    return FALSE;
  *out_refusal = g_steal_pointer (&failure);

  return TRUE;
}
