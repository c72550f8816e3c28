/* gp-versions.h — named versions of a design, and other designs to compare it with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

G_BEGIN_DECLS

/**
 * GpVersions: an interface of sessions whose file can keep versions.
 *
 * GpVersions::versions-changed (GpVersions *self): one came, went or got another name.
 */
#define GP_TYPE_VERSIONS (gp_versions_get_type ())
G_DECLARE_INTERFACE (GpVersions, gp_versions, GP, VERSIONS, GpSession)

typedef struct
{
  char   *name;
  gint64  time;       /* microseconds since 1970, UTC */
  char   *author;     /* "" where unknown */
} GpVersion;

GpVersion *gp_version_new  (const char *name, gint64 time, const char *author);
void       gp_version_free (GpVersion *version);

/** GpVersionsInterface: as the functions below; @read returns a (transfer full) GpDesign. */
struct _GpVersionsInterface
{
  GTypeInterface parent_iface;

  GPtrArray *(*list)   (GpVersions *self, GError **error);
  gboolean   (*add)    (GpVersions *self, const char *name, GError **error);
  gboolean   (*rename) (GpVersions *self, const char *name, const char *wanted, GError **error);
  gboolean   (*remove) (GpVersions *self, const char *name, GError **error);
  GpDesign  *(*load)   (GpVersions *self, const char *name, GError **error);
  void       (*read)   (GpVersions *self, GFile *file, GTask *task);
};

/** gp_versions_list: (transfer full): GpVersion, oldest first. */
GPtrArray *gp_versions_list   (GpVersions *self, GError **error);

/** gp_versions_add: keeps the design as it is now. An error where the name is taken. */
gboolean   gp_versions_add    (GpVersions *self, const char *name, GError **error);
gboolean   gp_versions_rename (GpVersions *self, const char *name, const char *wanted,
                               GError **error);
gboolean   gp_versions_remove (GpVersions *self, const char *name, GError **error);

/** gp_versions_load: (transfer full). */
GpDesign  *gp_versions_load   (GpVersions *self, const char *name, GError **error);

/** gp_versions_read_async: a design from any file that can be opened or imported; the file is not
 * changed. */
void       gp_versions_read_async  (GpVersions *self, GFile *file, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GpDesign  *gp_versions_read_finish (GpVersions *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpVersion, gp_version_free)
G_END_DECLS
