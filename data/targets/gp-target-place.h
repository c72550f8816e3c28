/* gp-target-place.h — where a backend is, and with what one gets in
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpTargetPlace: a plain struct.
 * @url: without a slash at the end
 * @name: as "directus:https://…"; holds no secret
 * @token: (nullable)
 * @losses: (nullable): of GpFinding: what of the last read had no place in a design
 */
typedef struct
{
  char      *url;
  char      *name;
  char      *token;
  GPtrArray *losses;
} GpTargetPlace;

/** gp_target_place_new: NULL with GP_TARGET_ERROR_ADDRESS where no token may be sent to @url.
 * @type: of the target */
GpTargetPlace *gp_target_place_new  (const char *type, const char *url, const char *token,
                                     GError **error);
void           gp_target_place_free (gpointer place);    /* NULL is fine */

/** gp_target_place_begin_losses: (transfer none): an empty list for what is read now. */
GPtrArray     *gp_target_place_begin_losses (GpTargetPlace *self);
/** gp_target_place_list_losses: a duty of GpWorkerDuties. */
GPtrArray     *gp_target_place_list_losses  (gpointer place);

G_END_DECLS
