/* gp-directus-keep.h — what we keep in a Directus: the design that was deployed, and the journal
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-deploy-lock.h"
#include "gp-design.h"
#include "gp-directus-client.h"

G_BEGIN_DECLS

/* The rows of our collection. */
#define GP_DIRECTUS_KEEP_DESIGN  "design"     /* deployed last */
#define GP_DIRECTUS_KEEP_JOURNAL "journal"    /* what is being done; none where nothing is */

/** gp_directus_keep_make: makes our collection, which only administrators see. */
gboolean  gp_directus_keep_make   (GpDirectusClient *client, GError **error);

/** gp_directus_keep_write: @is_new: the row is not there; one that is, is then an error: somebody
 * else was faster. @value: taken over as JSON. */
gboolean  gp_directus_keep_write  (GpDirectusClient *client, const char *row, gboolean is_new,
                                   JsonObject *value, GError **error);
gboolean  gp_directus_keep_remove (GpDirectusClient *client, const char *row, GError **error);

/** gp_directus_keep_value: (transfer full) (nullable): what a row holds, as Directus gives it. */
JsonObject *gp_directus_keep_value (JsonObject *row);

/** gp_directus_keep_shelf: for gp_deploy_lock_take() and the like; borrows @client. */
GpDeployShelf gp_directus_keep_shelf (GpDirectusClient *client);

/** gp_directus_keep_pack: (transfer full): what @design means, compressed, as text. */
char     *gp_directus_keep_pack   (GpDesign *design);
/** gp_directus_keep_unpack: (transfer full): NULL with GP_TARGET_ERROR_PROTOCOL. */
GpDesign *gp_directus_keep_unpack (const char *text, GError **error);

G_END_DECLS
