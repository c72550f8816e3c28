/* gp-store-owners.h — which programs write a file just now
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-store.h"

G_BEGIN_DECLS

/** GpStoreOwner: a program that has written the file and still has it open. */
typedef struct
{
  gint64  process;
  char   *host;
  char   *person;
  char   *program;
  gint64  since;       /* microseconds since 1970, UTC */
} GpStoreOwner;

void       gp_store_owner_free  (GpStoreOwner *owner);

/** gp_store_list_owners: (transfer full): GpStoreOwner, this program left out. Those that ended
 * without a word on this machine are left out too. */
GPtrArray *gp_store_list_owners (GpStore *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpStoreOwner, gp_store_owner_free)
G_END_DECLS
