/* gp-file-store.h — the files of a backend's buckets and fields, in its one SQLite file
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

/** The most bytes of one file, whatever its bucket says: what the database takes in one value. */
#define GP_FILE_MAX_BYTES     (60 * 1024 * 1024)

/** The most bytes of a file in a bucket that does not say. */
#define GP_FILE_DEFAULT_BYTES (10 * 1024 * 1024)

/** GpFile: what is known of a file. @id: made here, never by a client; @name: what people call it,
 * and nothing else; @owner: (nullable): a user's id; @created: microseconds since 1970 */
typedef struct
{
  char  *id;
  char  *name;
  char  *type;
  gint64 size;
  char  *owner;
  gint64 created;
} GpFile;

void       gp_file_free          (GpFile *self);    /* NULL is fine */

/** gp_file_write: what is known of it, as an object. */
void       gp_file_write         (const GpFile *self, GpJsonWriter *writer);

/* @bucket: the bucket, or the field whose records hold the files. */

/** gp_file_store_insert, _replace: @content: as many bytes as @file says; borrowed. _replace: name,
 * type, size and content of the file with this id. */
gboolean   gp_file_store_insert  (GpBackend *backend, const GpId *bucket, const GpFile *file,
                                  const void *content, GError **error);
gboolean   gp_file_store_replace (GpBackend *backend, const GpId *bucket, const GpFile *file,
                                  const void *content, GError **error);
gboolean   gp_file_store_remove  (GpBackend *backend, const GpId *bucket, const char *id,
                                  GError **error);

/** gp_file_store_find: (transfer full): NULL without @error where there is none. */
GpFile    *gp_file_store_find    (GpBackend *backend, const GpId *bucket, const char *id,
                                  GError **error);

/** gp_file_store_read: (transfer full): the bytes. */
GString   *gp_file_store_read    (GpBackend *backend, const GpId *bucket, const char *id,
                                  GError **error);

/** gp_file_store_list: (transfer full): of GpFile: at most @n after the id @after ("" for the
 * first), by their ids, which grow with time. */
GPtrArray *gp_file_store_list    (GpBackend *backend, const GpId *bucket, const char *after,
                                  guint n, GError **error);

/** gp_file_store_count: in the bucket; for plans. */
gboolean   gp_file_store_count   (GpSqlite *sqlite, const GpId *bucket, gint64 *out,
                                  GError **error);

/** gp_file_store_keep: within a transaction: files of buckets and fields that @design does not have
 * go. */
gboolean   gp_file_store_keep    (GpSqlite *sqlite, GpDesign *design, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFile, gp_file_free)
G_END_DECLS
