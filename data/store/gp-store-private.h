/* gp-store-private.h — what the files of the store share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sqlite.h"
#include "gp-store.h"

#include <glib/gstdio.h>

G_BEGIN_DECLS

#define GP_STORE_APPLICATION_ID 0x47504c4e    /* "GPLN" */

typedef enum
{
  GP_STORE_ELEMENT,
  GP_STORE_VALUE,
  GP_STORE_TEXT_ITEM,
  GP_STORE_REFERENCE,
  GP_STORE_PLACEMENT,
  GP_STORE_N_TABLES
} GpStoreTable;

typedef struct
{
  GpSqliteStatement *statement;            /* NULL: none is under way */
  guint              n;                    /* rows that are bound and not yet written */
} GpStoreInsert;

struct _GpStore
{
  GObject        parent_instance;

  GpSqlite      *db;
  char          *path;
  char          *backup_path;              /* of the migration, or NULL */
  GpStoreAccess  access;
  GStatBuf       place;                    /* the file that was opened, where has_place */
  GStatBuf       log;                      /* and its log, where has_log */
  char          *log_path;
  gboolean       has_place;
  gboolean       has_log;
  gboolean       is_lost;                  /* the path led elsewhere: db is a copy in memory */
  gboolean       is_gone;                  /* and what came back there was another design */
  gboolean       is_wal;                   /* the file has a write-ahead log */
  gboolean       lacks_nicks;              /* the dictionary must grow before the first write */
  int            format;
  gint64         head;                     /* of the file, when it was last read or written here */
  gint64         owner;                    /* our row in the table of owners, or 0 */

  gint64         kinds[GP_N_KINDS];        /* their numbers in this file, from 1 */
  gint64         properties[GP_N_PROPERTIES];
  GArray        *kind_of_number;           /* int: GpKind by number, -1 where unknown */
  GArray        *property_of_number;

  /* Within a transaction alone: the numbers of elements that were removed or not yet added. */
  GHashTable    *numbers;                  /* GpId → itself and its number */
  gint64         next_number;
  gboolean       is_bulk;                  /* many rows follow: they are written together */
  GpStoreInsert  inserts[GP_STORE_N_TABLES];
};

/* The functions below give GP_SQLITE_ERROR where SQLite fails; public functions end with this,
 * which turns those into GP_STORE_ERROR. Returns @ok. */
gboolean  gp_store_translate      (gboolean ok, GError **error);

/* gp-store.c */
GpStore  *gp_store_new_connection (const char *path, GpSqliteMode mode, GError **error);
void      gp_store_copy_log_on_close (GpStore *self, gboolean copy);
gboolean  gp_store_read_head      (GpStore *self, gint64 *out, GError **error);

/** gp_store_dup_column: (transfer full): "" for null; valid UTF-8 whatever the file holds. */
char     *gp_store_dup_column     (GpSqliteStatement *select, int i);

/* gp-store-write.c: a write transaction, after the checks that every one needs; ended by
 * gp_store_commit(), or by gp_store_abort(), which forgets what the transaction has noted.
 * @of_design: the design is written, so what we know of it must be what the file holds. */
GpSqliteTransaction *gp_store_begin (GpStore *self, gboolean of_design, GError **error);
gboolean  gp_store_commit         (GpStore *self, GpSqliteTransaction *transaction, GError **error);
void      gp_store_abort          (GpStore *self, GpSqliteTransaction *transaction);

/* gp-store-place.c: gp_store_note_place and _note_log: after the file, or its log, was opened.
 * gp_store_check_place: GP_STORE_ERROR_MOVED before anything is written elsewhere.
 * gp_store_end_place: before the store is closed: FALSE where nothing may be written any more.
 * gp_store_make_room: before @path is written anew. */
void      gp_store_note_place     (GpStore *self);
void      gp_store_note_log       (GpStore *self);
gboolean  gp_store_check_place    (GpStore *self, GError **error);
gboolean  gp_store_end_place      (GpStore *self);
void      gp_store_make_room      (GpStore *self, const char *path);

/* gp-store-file.c */
gboolean  gp_store_publish        (const char *temporary, const char *path, gboolean replace,
                                   GError **error);
char     *gp_store_dup_temporary  (const char *path, GError **error);
void      gp_store_unlink         (const char *path);    /* and what SQLite keeps beside it */
gboolean  gp_store_check_header   (const char *path, int *format, GError **error);

/* gp-store-schema.c */
gboolean  gp_store_create_schema  (GpSqlite *db, GError **error);
gboolean  gp_store_create_indexes (GpSqlite *db, GError **error);
gboolean  gp_store_check_schema   (GpStore *self, GError **error);

/* gp-store-dictionary.c */
gboolean  gp_store_write_dictionary (GpStore *self, GError **error);
gboolean  gp_store_load_dictionary  (GpStore *self, gboolean *out_unknown, gboolean *out_missing,
                                     GError **error);

/* gp-store-insert.c: a row is begun, bound from parameter @first on, and ended. Where self->is_bulk
 * it is written with others: texts must live until gp_store_insert_flush(). */
GpSqliteStatement *gp_store_insert_begin (GpStore *self, GpStoreTable table, int *first,
                                          GError **error);
gboolean  gp_store_insert_end     (GpStore *self, GpStoreTable table, GError **error);
gboolean  gp_store_insert_flush   (GpStore *self, GError **error);
void      gp_store_insert_stop    (GpStore *self);     /* drops what was not written */

/* gp-store-elements.c */
gboolean  gp_store_begin_numbers  (GpStore *self, GError **error);
void      gp_store_end_numbers    (GpStore *self);
gboolean  gp_store_find_number    (GpStore *self, const GpId *id, gint64 *out, GError **error);
gboolean  gp_store_write_change   (GpStore *self, const GpChange *change, GError **error);
gboolean  gp_store_write_all      (GpStore *self, GpDesign *design, GError **error);

/* gp-store-values.c, gp-store-placements.c: @value: none or the default removes it; @is_new: there
 * is nothing to be removed. gp_store_placement_column: NULL where the property has none. */
gboolean  gp_store_put_value      (GpStore *self, gint64 element, GpProperty property,
                                   const GpValue *value, gboolean is_new, GError **error);
gboolean  gp_store_insert_placement (GpStore *self, gint64 number, const GpElement *element,
                                     GError **error);
gboolean  gp_store_is_placement_property (GpProperty property);
gboolean  gp_store_put_placement_value   (GpStore *self, gint64 element, GpProperty property,
                                          const GpValue *value, GError **error);

/* gp-store-reader.c: rows become elements again. */
typedef struct _GpStoreReader GpStoreReader;
GpElement *gp_store_reader_find   (GpStoreReader *reader, gint64 number);   /* NULL: left out */
gboolean   gp_store_reader_fail   (GpStoreReader *reader, GError **error, const char *what);
gboolean   gp_store_reader_lacks  (GpStoreReader *reader, gint64 number, const char *what,
                                   GError **error);
GpStore   *gp_store_reader_store  (GpStoreReader *reader);
gboolean   gp_store_read_values     (GpStoreReader *reader, GError **error);
gboolean   gp_store_read_placements (GpStoreReader *reader, GError **error);
GpDesign  *gp_store_read_design     (GpStore *self, GError **error);

/* gp-store-log.c */
gboolean  gp_store_log_write      (GpStore *self, GpHistoryAction action, const GpHistoryStep *step,
                                   gint64 head, GError **error);
gboolean  gp_store_log_restore    (GpStore *self, GpHistory *history, GError **error);

/* gp-store-pack.c: texts as blobs, compressed where that is worth it. */
GBytes   *gp_store_pack           (const char *text, gsize length);
char     *gp_store_unpack         (const void *data, gsize size, gsize *length, GError **error);

/* gp-store-owners.c */
gboolean  gp_store_register_owner   (GpStore *self, GError **error);
void      gp_store_unregister_owner (GpStore *self);

/* gp-store-snapshots.c */
gboolean  gp_store_write_snapshot (GpStore *self, GpDesign *design, gint64 *out_number,
                                   GError **error);
GpDesign *gp_store_read_snapshot  (GpStore *self, gint64 number, GError **error);
gboolean  gp_store_prune_snapshots (GpStore *self, GError **error);

G_END_DECLS
