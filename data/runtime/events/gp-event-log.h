/* gp-event-log.h — what happened lately, for those who listen
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"
#include "gp-cell.h"
#include "gp-run-outbox.h"

G_BEGIN_DECLS

typedef enum
{
  GP_EVENT_CREATED,
  GP_EVENT_UPDATED,
  GP_EVENT_DELETED,
  GP_EVENT_SENT,       /* one of the design */
  GP_EVENT_LOST,       /* more than is kept: never among the lines */
} GpEventKind;

/**
 * GpEventLine: one thing that happened.
 * @id: says nothing of how many there were before; where a listener goes on from
 * @subject: the entity, or the event of the design
 * @key: of the record; of a deleted one all that is left is in @cells, one for each column
 * @revision: of the backend: what the columns are
 * @type: (nullable): of an event of the design; @envelope: JSON, as CloudEvents 1.0 has it;
 *   @tenant: (nullable): whose it is
 */
typedef struct
{
  GpEventKind  kind;
  char         id[37];
  GpId         subject;
  gint64       time;
  GArray      *key;
  GArray      *cells;
  guint        revision;
  char        *type;
  char        *envelope;
  char        *tenant;
  gsize        size;
} GpEventLine;

/*
 * GpEventLog: the last lines, in the memory of one process, for the thread of its connection. Lines
 * are numbered; the oldest are forgotten where there are too many, or they are too large.
 */

/** gp_event_log_new: @sqlite: outlives it. @max_lines: how many are kept. */
GpEventLog *gp_event_log_new     (GpSqlite *sqlite, guint max_lines);
void        gp_event_log_free    (GpEventLog *self);    /* NULL is fine */

/** gp_event_log_set_waker: @func: called where there are new lines; NULL for none. */
void        gp_event_log_set_waker (GpEventLog *self, void (*func) (gpointer), gpointer user_data);

/** gp_event_log_note: a change of a record, within the transaction that makes it: what is taken
 * back is not told. Records without a key are passed over. @cells: of a deleted one, else NULL.
 * @self: NULL where nobody wants to know. */
gboolean    gp_event_log_note    (GpEventLog *self, GpEventKind kind, const GpTable *table,
                                  const GArray *key, const GArray *cells, guint revision,
                                  GError **error);

/** gp_event_log_note_change: notes a change of one record. @before: (nullable): the key that it
 * had; @after: (nullable): that it has; @cells: (nullable): as it was. One with another key is
 * another record. */
gboolean    gp_event_log_note_change (GpEventLog *self, const GpTable *table,
                                      const GArray *before, const GArray *after,
                                      const GArray *cells, guint revision, GError **error);

/** gp_event_log_note_lost: more happens in the transaction than anybody is told: those who listen
 * have to read anew. */
gboolean    gp_event_log_note_lost   (GpEventLog *self, GError **error);

/** gp_event_log_settle: between two transactions: what has been committed becomes lines. */
void        gp_event_log_settle  (GpEventLog *self);

/** gp_event_log_add: an event of the design that is committed. */
void        gp_event_log_add     (GpEventLog *self, const GpRunNews *news);

/** gp_event_log_get_most: how many lines are kept. */
guint       gp_event_log_get_most  (const GpEventLog *self);

/** gp_event_log_get_first: the number of the oldest line that is kept; gp_event_log_get_end: one
 * more than that of the newest. */
guint64     gp_event_log_get_first (const GpEventLog *self);
guint64     gp_event_log_get_end   (const GpEventLog *self);

/** gp_event_log_get: borrowed until the next line comes. @number: from first to end. */
const GpEventLine *gp_event_log_get (const GpEventLog *self, guint64 number);

/** gp_event_log_find: FALSE where no line that is kept has this id. */
gboolean    gp_event_log_find    (const GpEventLog *self, const char *id, guint64 *out_number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpEventLog, gp_event_log_free)
G_END_DECLS
