/* gp-store-schema.c — the tables of the file
 * SPDX-License-Identifier: Apache-2.0
 *
 *   kind, property     the metamodel's nicks, numbered for this file; rows are only ever added
 *   element            one row an element: id, kind, parent, rank, name
 *   value              other single values, one row each; text_item: lists of texts
 *   reference          references, one row for each element pointed to, with a real foreign key
 *   placement          the values of placements in one row, because they are many and change often
 *   step               the history: one row a step with its changes as JSON
 *   snapshot           whole designs as JSON, kept once: for versions and deployments
 *   version, deployment, owner, state
 *
 * Numbers are rowids: small, and never shown to anybody. Foreign keys are checked when a
 * transaction ends, because the changes of one set may pass through states that do not hold by
 * themselves.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>

static const char tables[] =
  "CREATE TABLE state ("
  "  only INTEGER PRIMARY KEY CHECK (only = 1),"
  "  head INTEGER NOT NULL" /* grows with every write of the design */
  ") STRICT;"
  "CREATE TABLE kind ("
  "  number INTEGER PRIMARY KEY,"
  "  nick TEXT NOT NULL UNIQUE"
  ") STRICT;"
  "CREATE TABLE property ("
  "  number INTEGER PRIMARY KEY,"
  "  kind INTEGER NOT NULL REFERENCES kind,"
  "  nick TEXT NOT NULL,"
  "  UNIQUE (kind, nick)"
  ") STRICT;"
  "CREATE TABLE element ("
  "  number INTEGER PRIMARY KEY,"
  "  id BLOB NOT NULL CHECK (length (id) = 16),"
  "  kind INTEGER NOT NULL REFERENCES kind,"
  "  parent INTEGER REFERENCES element DEFERRABLE INITIALLY DEFERRED,"
  "  rank REAL NOT NULL,"
  "  name TEXT"
  ") STRICT;"
  "CREATE TABLE value ("
  "  element INTEGER NOT NULL REFERENCES element ON DELETE CASCADE,"
  "  property INTEGER NOT NULL REFERENCES property,"
  "  integer INTEGER,"
  "  text TEXT,"
  "  x REAL,"
  "  y REAL,"
  "  PRIMARY KEY (element, property),"
  "  CHECK ((integer IS NOT NULL) + (text IS NOT NULL) + (x IS NOT NULL AND y IS NOT NULL) = 1)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE text_item ("
  "  element INTEGER NOT NULL REFERENCES element ON DELETE CASCADE,"
  "  property INTEGER NOT NULL REFERENCES property,"
  "  position INTEGER NOT NULL,"
  "  text TEXT NOT NULL,"
  "  PRIMARY KEY (element, property, position)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE reference ("
  "  element INTEGER NOT NULL REFERENCES element ON DELETE CASCADE,"
  "  property INTEGER NOT NULL REFERENCES property,"
  "  position INTEGER NOT NULL,"
  "  target INTEGER NOT NULL REFERENCES element DEFERRABLE INITIALLY DEFERRED,"
  "  PRIMARY KEY (element, property, position)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE placement ("
  "  element INTEGER PRIMARY KEY REFERENCES element ON DELETE CASCADE,"
  "  target INTEGER REFERENCES element DEFERRABLE INITIALLY DEFERRED,"
  "  x REAL, y REAL,"
  "  width REAL, height REAL,"
  "  pinned INTEGER, collapsed INTEGER, hidden INTEGER"
  ") STRICT;"
  "CREATE TABLE step ("
  "  number INTEGER PRIMARY KEY,"
  "  time INTEGER NOT NULL," /* microseconds since 1970, UTC */
  "  author TEXT NOT NULL,"
  "  title TEXT NOT NULL,"
  "  done INTEGER NOT NULL CHECK (done IN (0, 1)),"
  "  head INTEGER NOT NULL," /* state.head when it was last done or undone */
  "  changes BLOB NOT NULL"
  ") STRICT;"
  "CREATE TABLE snapshot ("
  "  number INTEGER PRIMARY KEY,"
  "  hash BLOB NOT NULL UNIQUE," /* SHA-256 of the text */
  "  text BLOB NOT NULL"
  ") STRICT;"
  "CREATE TABLE version ("
  "  number INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE,"
  "  time INTEGER NOT NULL,"
  "  author TEXT NOT NULL,"
  "  hash TEXT NOT NULL," /* of the design's meaning */
  "  snapshot INTEGER NOT NULL REFERENCES snapshot"
  ") STRICT;"
  "CREATE TABLE deployment ("
  "  number INTEGER PRIMARY KEY,"
  "  time INTEGER NOT NULL,"
  "  author TEXT NOT NULL,"
  "  target BLOB," /* id; the target itself may be gone */
  "  target_name TEXT NOT NULL,"
  "  plan_hash TEXT NOT NULL,"
  "  design_hash TEXT NOT NULL,"
  "  result TEXT NOT NULL,"
  "  message TEXT NOT NULL,"
  "  live TEXT NOT NULL," /* the backend's fingerprint afterwards */
  "  snapshot INTEGER REFERENCES snapshot"
  ") STRICT;"
  "CREATE TABLE owner ("
  "  number INTEGER PRIMARY KEY,"
  "  process INTEGER NOT NULL,"
  "  host TEXT NOT NULL,"
  "  person TEXT NOT NULL,"
  "  program TEXT NOT NULL,"
  "  since INTEGER NOT NULL"
  ") STRICT;"
  "INSERT INTO state VALUES (1, 0);";

/* Made after a whole design was written: sorting once is faster than inserting in place. */
static const char indexes[] = "CREATE UNIQUE INDEX element_id ON element (id);"
                              "CREATE INDEX element_parent ON element (parent);"
                              "CREATE INDEX reference_target ON reference (target);"
                              "CREATE INDEX placement_target ON placement (target);"
                              "CREATE INDEX step_head ON step (head);"
                              "CREATE INDEX deployment_target ON deployment (target, time);";

gboolean
gp_store_create_schema (GpSqlite *db, GError **error)
{
  g_autofree char *marks = NULL;

  marks = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                           GP_STORE_APPLICATION_ID, GP_STORE_FORMAT);
  return gp_sqlite_exec (db, tables, error) && gp_sqlite_exec (db, marks, error);
}

gboolean
gp_store_create_indexes (GpSqlite *db, GError **error)
{
  return gp_sqlite_exec (db, indexes, error);
}

/* A trigger or a view would run SQL of strangers; a missing table is found by the first statement.
 * */
gboolean
gp_store_check_schema (GpStore *self, GError **error)
{
  gint64 strange = 0, tables_there = 0;

  if (!gp_sqlite_query_int (
        self->db, "SELECT count (*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')",
        &strange, error) ||
      !gp_sqlite_query_int (
        self->db,
        "SELECT count (*) FROM sqlite_schema WHERE type = 'table' AND name IN"
        " ('state', 'kind', 'property', 'element', 'value', 'text_item',"
        " 'reference', 'placement', 'step', 'snapshot', 'version', 'deployment',"
        " 'owner')",
        &tables_there, error))
    return FALSE;

  if (strange == 0 && tables_there == 13)
    return TRUE;

  g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
               _("“%s” does not have the tables of a design. It was not changed."), self->path);
  return FALSE;
}
