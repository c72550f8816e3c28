/* gp-store.h — the file that holds a design: *.gplan
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-history.h"

G_BEGIN_DECLS

/**
 * GpStoreError:
 * @GP_STORE_ERROR_FAILED: the system failed to read or write. Nothing of the step was stored.
 * @GP_STORE_ERROR_OPEN: the file cannot be opened or is no design. Nothing was changed.
 * @GP_STORE_ERROR_EXISTS: there is a file, or a version, of that name already.
 * @GP_STORE_ERROR_MISSING: there is no version of that name.
 * @GP_STORE_ERROR_NEWER: written by a newer Groundplan: it can be read here and not be written.
 * @GP_STORE_ERROR_READ_ONLY: the file or its folder cannot be written, or nobody asked to write.
 * @GP_STORE_ERROR_BUSY: another program holds the write lock. Retry is safe.
 * @GP_STORE_ERROR_STALE: another program has changed the file. Nothing was stored; after
 *   gp_store_catch_up() the step can be tried again.
 * @GP_STORE_ERROR_CORRUPT: the file is damaged. It was not modified.
 * @GP_STORE_ERROR_FULL: the disk is full. Nothing of the step was stored.
 * @GP_STORE_ERROR_MOVED: the file is not where it was, or another is there. Nothing was stored.
 */
typedef enum
{
  GP_STORE_ERROR_FAILED,
  GP_STORE_ERROR_OPEN,
  GP_STORE_ERROR_EXISTS,
  GP_STORE_ERROR_MISSING,
  GP_STORE_ERROR_NEWER,
  GP_STORE_ERROR_READ_ONLY,
  GP_STORE_ERROR_BUSY,
  GP_STORE_ERROR_STALE,
  GP_STORE_ERROR_CORRUPT,
  GP_STORE_ERROR_FULL,
  GP_STORE_ERROR_MOVED,
} GpStoreError;

#define GP_STORE_ERROR (gp_store_error_quark ())
GQuark gp_store_error_quark (void);

#define GP_STORE_FORMAT 1     /* the user_version of files that this program writes */

typedef enum
{
  GP_STORE_OPEN_READ_ONLY = 1 << 0,
} GpStoreFlags;

/** GpStoreAccess: whether the file can be written, and if not, why. */
typedef enum
{
  GP_STORE_ACCESS_WRITABLE,
  GP_STORE_ACCESS_ASKED,        /* opened with GP_STORE_OPEN_READ_ONLY */
  GP_STORE_ACCESS_PROTECTED,    /* the file or its folder cannot be written */
  GP_STORE_ACCESS_NEWER,        /* a newer Groundplan wrote it; what is unknown here is left out */
} GpStoreAccess;

/**
 * GpStore: one open file. Belongs to one thread at a time. Every change set is one transaction with
 * its step of the history: what was acknowledged survives the end of the process at any moment.
 */
#define GP_TYPE_STORE (gp_store_get_type ())
G_DECLARE_FINAL_TYPE (GpStore, gp_store, GP, STORE, GObject)

/** gp_store_is_header: whether a file that begins with these bytes (100 suffice) is a store. */
gboolean       gp_store_is_header     (const void *data, gsize size);

/** gp_store_create: a new file with all of @design; it appears whole or not at all.
 * GP_STORE_ERROR_EXISTS where @path is taken. */
GpStore       *gp_store_create        (const char *path, GpDesign *design, GError **error);

/** gp_store_open: a file of an older format is brought up to date after a copy was put beside
 * it. */
GpStore       *gp_store_open          (const char *path, GpStoreFlags flags, GError **error);

const char    *gp_store_get_path      (GpStore *self);
GpStoreAccess  gp_store_get_access    (GpStore *self);
gboolean       gp_store_get_read_only (GpStore *self);
int            gp_store_get_format    (GpStore *self);

/** gp_store_is_lost: whether another program moved, deleted or replaced the file. From the first
 * time on that this is TRUE the store is read only, and holds in memory what its file held. Cheap
 * while it is FALSE: it may be asked often. */
gboolean       gp_store_is_lost       (GpStore *self);

/** gp_store_is_at: whether @path leads to the very file that the store has open, by any name. */
gboolean       gp_store_is_at         (GpStore *self, const char *path);

/** gp_store_come_back: (transfer full) (nullable): of a lost store: a new one, where its file is
 * back and holds exactly @design. Where it holds another one it is not looked at again. */
GpStore       *gp_store_come_back     (GpStore *self, GpDesign *design);

/** gp_store_set_busy_timeout: how long a write waits for another program's: 5000 ms by default. */
void           gp_store_set_busy_timeout (GpStore *self, int milliseconds);

/** gp_store_dup_backup_path: (nullable): where the file was copied to before it was migrated. */
char          *gp_store_dup_backup_path (GpStore *self);

/** gp_store_load_design: (transfer full): the design as it stands in the file. */
GpDesign      *gp_store_load_design   (GpStore *self, GError **error);

/** gp_store_attach: gives @history the steps of the file and becomes its writer. Its design must be
 * the one that was loaded last: else GP_STORE_ERROR_STALE. The history keeps the store alive. */
gboolean       gp_store_attach        (GpStore *self, GpHistory *history, GError **error);

/** gp_store_save_as: a copy of the whole file with its history; an existing file is replaced,
 * unless a program has it open (GP_STORE_ERROR_BUSY). */
gboolean       gp_store_save_as       (GpStore *self, const char *path, GError **error);

/** GpStoreStep: a step of another program. */
typedef struct
{
  guint64  number;
  gint64   time;       /* microseconds since 1970, UTC */
  gboolean done;       /* FALSE: it was undone */
  char    *author;
  char    *title;
} GpStoreStep;

void           gp_store_step_free     (GpStoreStep *step);

/** gp_store_poll_foreign_steps: (transfer full): what other programs did or undid since this one
 * last read or wrote, oldest first: GpStoreStep; empty where nothing. Cheap where nothing:
 * microseconds. */
GPtrArray     *gp_store_poll_foreign_steps (GpStore *self, GError **error);

/** gp_store_catch_up: brings the design and the steps of the attached @history to what the file
 * holds now; GP_STORE_ERROR_STALE where that is another design, with another root. @out_changes:
 * (out) (optional) (transfer full): what was applied to the design. */
gboolean       gp_store_catch_up      (GpStore *self, GpHistory *history, GpChangeSet **out_changes,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpStoreStep, gp_store_step_free)
G_END_DECLS
