/* gp-target-place.c — where a backend is, and with what one gets in
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-target-place"
#include "config.h"
#include "gp-target-place.h"

#include <string.h>

#include "gp-finding.h"
#include "gp-http-address.h"

GpTargetPlace *
gp_target_place_new (const char  *type,
                     const char  *url,
                     const char  *token,
                     GError     **error)
{
  GpTargetPlace *place;
  gsize length;

  g_return_val_if_fail (url != NULL, NULL);

  if (!gp_http_address_check (url, GP_HTTP_ADDRESS_PATH, error))
    return NULL;
  place = g_new0 (GpTargetPlace, 1);
  length = strlen (url);
  place->url = g_strndup (url, url[length - 1] == '/' ? length - 1 : length);
  place->name = g_strconcat (type, ":", place->url, NULL);
  place->token = g_strdup (token);
  return place;
}

void
gp_target_place_free (gpointer data)
{
  GpTargetPlace *place = data;

  if (place == NULL)
    return;
  g_free (place->url);
  g_free (place->name);
  g_free (place->token);
  g_clear_pointer (&place->losses, g_ptr_array_unref);
  g_free (place);
}

GPtrArray *
gp_target_place_begin_losses (GpTargetPlace *self)
{
  g_clear_pointer (&self->losses, g_ptr_array_unref);
  self->losses = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  return self->losses;
}

GPtrArray *
gp_target_place_list_losses (gpointer place)
{
  GpTargetPlace *self = place;

  return g_steal_pointer (&self->losses);
}
