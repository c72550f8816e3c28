/* gp-backend.c — the file of a local backend
 * SPDX-License-Identifier: Apache-2.0
 *
 * One SQLite file. The tables of the design have the names of its entities; the backend's own begin
 * with _gp_, which no entity may:
 *
 *   _gp_state        the deployed design as JSON, and the fingerprint of the tables it left,
 *                    and when old records were last looked for
 *   _gp_deployment   every deployment: when, from what, to what, and what was done
 *   _gp_number       where numbered fields go on
 *   _gp_user, _gp_user_role, _gp_session    accounts
 *   _gp_api_key      keys of programs: roles and entities are ids one after the other
 *   _gp_file         the files of the buckets
 *   _gp_run          runs of flows, _gp_step what each did, _gp_effect what each waits for,
 *                    _gp_touch which records they read and changed
 *   _gp_trail        who changed which record, of entities whose trail is kept
 *   _gp_retention    which records are removed when their time is over
 *   _gp_outbox       changes and events that flows have still to be told of
 *   _gp_schedule     when flows start by themselves; _gp_webhook signed requests seen before
 *
 * A commit is on the disk when it returns (WAL with synchronous=FULL): an answer is only given
 * after it, so what was acknowledged survives the end of the process at any moment. */
#define G_LOG_DOMAIN "gp-backend"
#include "config.h"
#include "gp-backend.h"

#include "gp-backend-private.h"
#include "gp-decimal.h"
#include "gp-runtime-error.h"
#include "gp-sqlite-expr.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#define APPLICATION_ID 0x47504c42    /* "GPLB" */
#define FORMAT         9
#define STEPS_BETWEEN_LOOKS 10000    /* of SQLite's machine, between two looks at the clock */
#define MAX_VALUE_BYTES (64 * 1024 * 1024)

static const char create_sql[] =
  "CREATE TABLE _gp_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
  "CREATE TABLE _gp_deployment (number INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
  "  live_before TEXT NOT NULL, design TEXT NOT NULL, plan TEXT NOT NULL) STRICT;"
  "CREATE TABLE _gp_number (field BLOB PRIMARY KEY, next INTEGER NOT NULL) STRICT;"
  "CREATE TABLE _gp_user (id TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE UNIQUE,"
  "  password TEXT NOT NULL, created INTEGER NOT NULL) STRICT;"
  "CREATE TABLE _gp_user_role (user TEXT NOT NULL REFERENCES _gp_user (id) ON DELETE CASCADE,"
  "  role BLOB NOT NULL, PRIMARY KEY (user, role)) STRICT;"
  "CREATE TABLE _gp_session (access BLOB PRIMARY KEY, refresh BLOB NOT NULL UNIQUE,"
  "  user TEXT NOT NULL REFERENCES _gp_user (id) ON DELETE CASCADE, family BLOB NOT NULL,"
  "  access_expires INTEGER NOT NULL, refresh_expires INTEGER NOT NULL,"
  "  used INTEGER NOT NULL DEFAULT 0) STRICT;"
  "CREATE INDEX _gp_session_user ON _gp_session (user);"
  "CREATE INDEX _gp_session_family ON _gp_session (family);";

/* From format 1 to 2: what rules know of a user, and keys. */
static const char upgrade_sql[] =
  "ALTER TABLE _gp_user ADD COLUMN tenant TEXT;"
  "ALTER TABLE _gp_user ADD COLUMN claims TEXT;"
  "CREATE TABLE _gp_api_key (id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL,"
  "  roles BLOB NOT NULL, entities BLOB, tenant TEXT, created INTEGER NOT NULL,"
  "  expires INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) STRICT;";

/* From format 2 to 3: files. */
static const char files_sql[] =
  "CREATE TABLE _gp_file (bucket BLOB NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,"
  "  type TEXT NOT NULL, size INTEGER NOT NULL, owner TEXT, created INTEGER NOT NULL,"
  "  content BLOB NOT NULL, PRIMARY KEY (bucket, id)) STRICT;";

/* From format 3 to 4: runs of flows. Times are microseconds since 1970. */
static const char runs_sql[] =
  "CREATE TABLE _gp_run (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
  "  flow BLOB NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, depth INTEGER NOT NULL,"
  "  parent INTEGER, parent_effect INTEGER, tenant TEXT, concurrency TEXT, idempotency TEXT,"
  "  remembered INTEGER, started INTEGER NOT NULL, ended INTEGER, due INTEGER,"
  "  trigger TEXT NOT NULL, output TEXT, error TEXT, state TEXT, discarded INTEGER, note TEXT)"
  "  STRICT;"
  "CREATE INDEX _gp_run_due ON _gp_run (due) WHERE due IS NOT NULL;"
  "CREATE INDEX _gp_run_flow ON _gp_run (flow, number);"
  "CREATE INDEX _gp_run_status ON _gp_run (status, number);"
  "CREATE INDEX _gp_run_ended ON _gp_run (ended) WHERE ended IS NOT NULL;"
  "CREATE INDEX _gp_run_concurrency ON _gp_run (flow, concurrency, number)"
  "  WHERE concurrency IS NOT NULL AND ended IS NULL;"
  "CREATE INDEX _gp_run_idempotency ON _gp_run (flow, idempotency)"
  "  WHERE idempotency IS NOT NULL;"
  "CREATE TABLE _gp_step (number INTEGER PRIMARY KEY, run INTEGER NOT NULL"
  "  REFERENCES _gp_run (number) ON DELETE CASCADE, kind TEXT NOT NULL, step BLOB,"
  "  transition BLOB, place TEXT NOT NULL, attempt INTEGER NOT NULL, at INTEGER NOT NULL,"
  "  due INTEGER, value TEXT) STRICT;"
  "CREATE INDEX _gp_step_run ON _gp_step (run);"
  "CREATE TABLE _gp_effect (run INTEGER NOT NULL REFERENCES _gp_run (number) ON DELETE CASCADE,"
  "  number INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, since INTEGER NOT NULL,"
  "  PRIMARY KEY (run, number)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX _gp_effect_kind ON _gp_effect (kind);"
  "CREATE TABLE _gp_outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
  "  subject BLOB NOT NULL, body TEXT NOT NULL, depth INTEGER NOT NULL, tenant TEXT) STRICT;"
  "CREATE TABLE _gp_schedule (flow BLOB PRIMARY KEY, definition TEXT NOT NULL,"
  "  anchor INTEGER NOT NULL, last INTEGER NOT NULL, next INTEGER NOT NULL) STRICT;"
  "CREATE TABLE _gp_webhook (flow BLOB NOT NULL, id TEXT NOT NULL, until INTEGER NOT NULL,"
  "  PRIMARY KEY (flow, id)) STRICT, WITHOUT ROWID;";

static const char webhooks_sql[] =
  "ALTER TABLE _gp_webhook ADD COLUMN run INTEGER NOT NULL DEFAULT 0;";

/* From format 5 to 6: runs know what flow it was, and what they did with which records. Lists by
 * flow and status find their lines. */
static const char touches_sql[] =
  "ALTER TABLE _gp_run ADD COLUMN version TEXT;"
  "CREATE INDEX _gp_run_flow_status ON _gp_run (flow, status, number);"
  "CREATE TABLE _gp_touch (number INTEGER PRIMARY KEY, run INTEGER NOT NULL"
  "  REFERENCES _gp_run (number) ON DELETE CASCADE, step BLOB, place TEXT NOT NULL,"
  "  attempt INTEGER NOT NULL, entity BLOB NOT NULL, action TEXT NOT NULL, count INTEGER NOT NULL,"
  "  records TEXT NOT NULL) STRICT;"
  "CREATE INDEX _gp_touch_run ON _gp_touch (run);";

/* From format 6 to 7: the audit trail. A record is its key as in an address. */
static const char trail_sql[] =
  "CREATE TABLE _gp_trail (number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
  "  entity BLOB NOT NULL, record TEXT, change TEXT NOT NULL, kind TEXT NOT NULL, who TEXT,"
  "  flow INTEGER NOT NULL, old TEXT, new TEXT) STRICT;"
  "CREATE INDEX _gp_trail_record ON _gp_trail (entity, record, number);";

/* From format 7 to 8: what was agreed to remove. Empty at first, whatever the deployed design says:
 * its plan did not say that anything is removed. */
static const char retentions_sql[] =
  "CREATE TABLE _gp_retention (entity BLOB PRIMARY KEY, field BLOB NOT NULL, keep TEXT NOT NULL)"
  " STRICT;";

/* From format 8 to 9: what goes along, or is emptied, by it. Whoever agreed before was not told of
 * all of that, and is asked again. */
static const char reach_sql[] =
  "DELETE FROM _gp_retention;"
  "ALTER TABLE _gp_retention ADD COLUMN reach TEXT NOT NULL DEFAULT '';";

/* What leads from each format to the next; 0 is an empty file. */
static const char *const steps[FORMAT] = { create_sql, upgrade_sql, files_sql, runs_sql,
                                           webhooks_sql, touches_sql, trail_sql,
                                           retentions_sql, reach_sql };

static int
compare_decimals (gpointer    data,
                  int         a_length,
                  const void *a,
                  int         b_length,
                  const void *b)
{
  return gp_decimal_compare (a, a_length, b, b_length);
}

static int
look_at_clock (gpointer data)
{
  GpBackend *self = data;

  return self->deadline != 0 && g_get_monotonic_time () > self->deadline;
}

static gboolean
make_tables (GpBackend *self,
             gsize      format,
             GError   **error)
{
  g_autoptr(GpSqliteTransaction) transaction = gp_sqlite_begin (self->sqlite, error);
  g_autofree char *pragmas = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = "
                                              "%d",
                                              APPLICATION_ID, FORMAT);

  if (transaction == NULL)
    return FALSE;
  for (gsize i = format; i < FORMAT; i++)
    if (!gp_sqlite_exec (self->sqlite, steps[i], error))
      return FALSE;

  return gp_sqlite_exec (self->sqlite, pragmas, error)
         && gp_sqlite_commit (g_steal_pointer (&transaction), error);
}

/* Makes an empty file ours, and refuses any other that is not. */
static gboolean
prepare_file (GpBackend  *self,
              const char *path,
              GError    **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  gint64 application;
  gint64 format;
  gint64 tables;

  if (!gp_sqlite_query_int (self->sqlite, "PRAGMA application_id", &application, error)
      || !gp_sqlite_query_int (self->sqlite, "PRAGMA user_version", &format, error)
      || !gp_sqlite_query_int (self->sqlite, "SELECT count (*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (application == APPLICATION_ID && format > FORMAT)
    {
      g_set_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_DATA,
                   _("“%s” was written by a newer Groundplan: update to open it."), shown);
      return FALSE;
    }
  if (application != APPLICATION_ID && (application != 0 || tables > 0))
    {
      g_set_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_DATA,
                   _("“%s” is not the data of a local backend: name another file."), shown);
      return FALSE;
    }

  return gp_sqlite_use_wal (self->sqlite, error)
         && gp_sqlite_exec (self->sqlite, "PRAGMA synchronous = FULL", error)
         && ((application == APPLICATION_ID && format == FORMAT)
             || make_tables (self, application == APPLICATION_ID ? (gsize) MAX (format, 1) : 0,
                             error));
}

void
gp_backend_adopt (GpBackend *self,
                  GpDesign  *design,
                  GpSchema  *schema,
                  GpAccess  *access)
{
  g_clear_object (&self->design);
  gp_schema_free (self->schema);
  gp_access_unref (self->access);
  self->design = design;
  self->schema = schema;
  self->access = access;
  self->revision++;
}

GpBackend *
gp_backend_open (const char *path,
                 GError    **error)
{
  g_autoptr(GpBackend) self = NULL;
  sqlite3 *handle;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (GpBackend, 1);
  self->sqlite = gp_sqlite_open (path, GP_SQLITE_CREATE, error);
  if (self->sqlite == NULL)
    return NULL;

  handle = gp_sqlite_get_handle (self->sqlite);
  sqlite3_create_collation (handle, "gp_decimal", SQLITE_UTF8, NULL, compare_decimals);
  gp_sqlite_expr_prepare (self->sqlite);
  sqlite3_progress_handler (handle, STEPS_BETWEEN_LOOKS, look_at_clock, self);
  sqlite3_limit (handle, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
  sqlite3_limit (handle, SQLITE_LIMIT_ATTACHED, 0);
  self->deployment = -1;
  if (!prepare_file (self, path, error) || !gp_backend_refresh (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
gp_backend_free (GpBackend *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->design);
  gp_schema_free (self->schema);
  gp_access_unref (self->access);
  gp_sqlite_free (self->sqlite);
  g_free (self);
}

GpSqlite *
gp_backend_get_sqlite (GpBackend *self)
{
  return self->sqlite;
}

GpSchema *
gp_backend_get_schema (GpBackend *self)
{
  return self->schema;
}

const GpAccess *
gp_backend_get_access (GpBackend *self)
{
  return self->access;
}

GpDesign *
gp_backend_get_design (GpBackend *self)
{
  return self->design;
}

guint
gp_backend_get_revision (GpBackend *self)
{
  return self->revision;
}

GpEventLog *
gp_backend_get_events (GpBackend *self)
{
  return self->events;
}

void
gp_backend_set_events (GpBackend  *self,
                       GpEventLog *log)
{
  self->events = log;
}

void
gp_backend_limit (GpBackend *self,
                  guint      milliseconds)
{
  self->deadline = milliseconds > 0 ? g_get_monotonic_time () + milliseconds * 1000L : 0;
}
