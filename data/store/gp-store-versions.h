/* gp-store-versions.h — named versions of a design, kept in its file
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-store.h"

G_BEGIN_DECLS

typedef struct
{
  char   *name;
  gint64  time;       /* microseconds since 1970, UTC */
  char   *author;
  char   *hash;       /* of what the design means, see gp_design_dup_hash() */
} GpStoreVersion;

void       gp_store_version_free   (GpStoreVersion *version);

/** gp_store_add_version: keeps all of @design under @name; GP_STORE_ERROR_EXISTS where it is
 * taken. */
gboolean   gp_store_add_version    (GpStore *self, GpDesign *design, const char *name,
                                    const char *author, GError **error);

/** gp_store_list_versions: (transfer full): GpStoreVersion, oldest first. */
GPtrArray *gp_store_list_versions  (GpStore *self, GError **error);

/** gp_store_load_version: (transfer full): GP_STORE_ERROR_MISSING where there is none. */
GpDesign  *gp_store_load_version   (GpStore *self, const char *name, GError **error);

/** gp_store_rename_version: GP_STORE_ERROR_EXISTS where @wanted is taken, GP_STORE_ERROR_MISSING
 * where there is no @name. */
gboolean   gp_store_rename_version (GpStore *self, const char *name, const char *wanted,
                                    GError **error);
gboolean   gp_store_remove_version (GpStore *self, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpStoreVersion, gp_store_version_free)
G_END_DECLS
