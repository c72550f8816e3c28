/* gp-sqlite.h — a connection to an SQLite file, its statements and transactions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-id.h"

typedef struct sqlite3 sqlite3;

G_BEGIN_DECLS

/**
 * GpSqliteError:
 * @GP_SQLITE_ERROR_FAILED: anything that has no code of its own.
 * @GP_SQLITE_ERROR_OPEN: the file or its folder cannot be opened. Nothing was changed.
 * @GP_SQLITE_ERROR_BUSY: another connection holds the lock. Nothing was changed; retry is safe.
 * @GP_SQLITE_ERROR_CORRUPT: the file is damaged or is no database. Nothing was changed.
 * @GP_SQLITE_ERROR_FULL: the disk is full. The transaction is taken back.
 * @GP_SQLITE_ERROR_READ_ONLY: the file or the connection does not allow writing.
 * @GP_SQLITE_ERROR_IO: the system failed to read or write. The transaction is taken back.
 * @GP_SQLITE_ERROR_CONSTRAINT: a unique, foreign key, not null or check constraint refused a row.
 * @GP_SQLITE_ERROR_TOO_BIG: a text or blob is larger than SQLite allows.
 * @GP_SQLITE_ERROR_INTERRUPTED: sqlite3_interrupt() or a progress handler ended the statement.
 */
typedef enum
{
  GP_SQLITE_ERROR_FAILED,
  GP_SQLITE_ERROR_OPEN,
  GP_SQLITE_ERROR_BUSY,
  GP_SQLITE_ERROR_CORRUPT,
  GP_SQLITE_ERROR_FULL,
  GP_SQLITE_ERROR_READ_ONLY,
  GP_SQLITE_ERROR_IO,
  GP_SQLITE_ERROR_CONSTRAINT,
  GP_SQLITE_ERROR_TOO_BIG,
  GP_SQLITE_ERROR_INTERRUPTED,
} GpSqliteError;

#define GP_SQLITE_ERROR (gp_sqlite_error_quark ())
GQuark gp_sqlite_error_quark (void);

typedef enum
{
  GP_SQLITE_CREATE,       /* read and write; made where it is missing */
  GP_SQLITE_READ_WRITE,   /* must exist */
  GP_SQLITE_READ_ONLY,    /* must exist; sees what others write */
  GP_SQLITE_IMMUTABLE,    /* must exist and nobody may write it: no locks, no files beside it */
} GpSqliteMode;

/**
 * GpSqlite: one connection. Foreign keys are enforced, the schema is not trusted, the file cannot
 * be damaged through SQL, and a lock is waited for five seconds. Double-quoted strings are refused.
 *
 * Belongs to one thread at a time. Statements must be freed before the connection.
 */
typedef struct _GpSqlite            GpSqlite;
typedef struct _GpSqliteStatement   GpSqliteStatement;
typedef struct _GpSqliteTransaction GpSqliteTransaction;

/** gp_sqlite_open: @path: in the file system's encoding, or ":memory:". */
GpSqlite   *gp_sqlite_open (const char *path, GpSqliteMode mode, GError **error);
void        gp_sqlite_free (GpSqlite *self);      /* NULL is fine; rolls back */

const char *gp_sqlite_get_path (GpSqlite *self);
sqlite3    *gp_sqlite_get_handle (GpSqlite *self);      /* borrowed; for functions and hooks */
void        gp_sqlite_set_busy_timeout (GpSqlite *self, int milliseconds);

/** gp_sqlite_use_wal: write-ahead log, synced at checkpoints: an ended process loses no commit, a
 * loss of power at most the last ones. FALSE, and nothing changed, where the file cannot have
 * it. */
gboolean    gp_sqlite_use_wal (GpSqlite *self, GError **error);

/** gp_sqlite_exec: any number of statements without parameters; rows are passed over. */
gboolean    gp_sqlite_exec (GpSqlite *self, const char *sql, GError **error);

/** gp_sqlite_query_int: the first column of the first row; 0 where there is no row. */
gboolean    gp_sqlite_query_int (GpSqlite *self, const char *sql, gint64 *out, GError **error);

gint64      gp_sqlite_get_last_rowid (GpSqlite *self);
gint64      gp_sqlite_get_changes (GpSqlite *self);      /* rows of the last statement */

/** gp_sqlite_backup: a consistent copy of the whole database; @path must not exist or
 * be empty. On failure nothing is left there. */
gboolean    gp_sqlite_backup (GpSqlite *self, const char *path, GError **error);

/** gp_sqlite_copy_to_memory: (transfer full): all that the database holds, without its file. */
GpSqlite   *gp_sqlite_copy_to_memory (GpSqlite *self, GError **error);

/** gp_sqlite_quote_name: (transfer full): @name in double quotes, for a table or column. */
char       *gp_sqlite_quote_name (const char *name);

/* Statements. Compiled once per connection and text: freeing one puts it back for the next user. */

/** gp_sqlite_prepare: (transfer full): @sql: one statement, with ?1, ?2… or :names. */
GpSqliteStatement *gp_sqlite_prepare    (GpSqlite *self, const char *sql, GError **error);
void        gp_sqlite_statement_free (GpSqliteStatement *self);     /* NULL is fine */

/* Binding: @i counts from 1. Texts and blobs are borrowed until the statement is reset or freed;
 * NULL binds a null. What cannot be bound (too big) is reported by the next step. */
void        gp_sqlite_bind_null (GpSqliteStatement *self, int i);
void        gp_sqlite_bind_int (GpSqliteStatement *self, int i, gint64 value);
void        gp_sqlite_bind_double (GpSqliteStatement *self, int i, double value);
void        gp_sqlite_bind_text (GpSqliteStatement *self, int i, const char *text);
void        gp_sqlite_bind_text_len (GpSqliteStatement *self, int i, const char *text,
                                     gsize length);
void        gp_sqlite_bind_blob (GpSqliteStatement *self, int i, const void *data, gsize size);

/* The same for bytes that do not live as long as the statement. */
void           gp_sqlite_bind_text_copy (GpSqliteStatement *self, int i, const char *text,
                                         gsize length);
void           gp_sqlite_bind_blob_copy (GpSqliteStatement *self, int i, const void *data,
                                         gsize size);
void        gp_sqlite_bind_id (GpSqliteStatement *self, int i, const GpId *id); /* nil: null */
int         gp_sqlite_parameter (GpSqliteStatement *self, const char *name);      /* 0: none */

typedef enum
{
  GP_SQLITE_FAILED,
  GP_SQLITE_DONE,
  GP_SQLITE_ROW,
} GpSqliteStep;

/** gp_sqlite_step: GP_SQLITE_FAILED ⇔ @error is set. */
GpSqliteStep gp_sqlite_step             (GpSqliteStatement *self, GError **error);

/** gp_sqlite_run: steps to the end and resets, so that it can be bound again. */
gboolean    gp_sqlite_run (GpSqliteStatement *self, GError **error);
void        gp_sqlite_reset (GpSqliteStatement *self);     /* bindings stay */
void        gp_sqlite_clear (GpSqliteStatement *self);     /* resets and forgets the bindings */

/* Columns count from 0; only after GP_SQLITE_ROW. Texts and blobs are borrowed until the next
 * step. */
int         gp_sqlite_column_count (GpSqliteStatement *self);
const char *gp_sqlite_column_name (GpSqliteStatement *self, int i);
int         gp_sqlite_column_type (GpSqliteStatement *self, int i);    /* SQLITE_INTEGER… */
gboolean    gp_sqlite_column_is_null (GpSqliteStatement *self, int i);
gint64      gp_sqlite_column_int (GpSqliteStatement *self, int i);
double      gp_sqlite_column_double     (GpSqliteStatement *self, int i);
const char *gp_sqlite_column_text (GpSqliteStatement *self, int i, gsize *length); /* NULL: null */
const void *gp_sqlite_column_blob (GpSqliteStatement *self, int i, gsize *size);

/** gp_sqlite_column_id: FALSE, and @out untouched, where the column is not a blob of 16 bytes. */
gboolean    gp_sqlite_column_id (GpSqliteStatement *self, int i, GpId *out);

/* Transactions. */

/** gp_sqlite_begin: (transfer full): a write transaction (BEGIN IMMEDIATE); freed without
 * gp_sqlite_commit() it is rolled back. Transactions do not nest. */
GpSqliteTransaction *gp_sqlite_begin      (GpSqlite *self, GError **error);

/** gp_sqlite_begin_read: all reads until it is freed see the same state. */
GpSqliteTransaction *gp_sqlite_begin_read (GpSqlite *self, GError **error);

/** gp_sqlite_commit: (transfer full) @transaction: where it fails, everything is rolled back. */
gboolean    gp_sqlite_commit (GpSqliteTransaction *transaction, GError **error);
void        gp_sqlite_transaction_free (GpSqliteTransaction *transaction);    /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSqlite, gp_sqlite_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSqliteStatement, gp_sqlite_statement_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSqliteTransaction, gp_sqlite_transaction_free)
G_END_DECLS
