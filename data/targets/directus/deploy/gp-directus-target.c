/* gp-directus-target.c — deploying to a Directus over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each duty has a connection of its own. That one waits for the other is what Directus needs: two
 * changes of its schema at once lose rows on SQLite. */
#define G_LOG_DOMAIN "gp-directus-target"
#include "config.h"
#include "gp-directus-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-diff.h"
#include "gp-directus-apply.h"
#include "gp-directus-live.h"
#include "gp-directus-plan.h"
#include "gp-http-address.h"
#include "gp-worker-target.h"

typedef struct
{
  char      *url;       /* without a slash at the end */
  char      *name;
  char      *token;
  GPtrArray *losses;    /* of the last read */
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->url);
  g_free (place->name);
  g_free (place->token);
  g_clear_pointer (&place->losses, g_ptr_array_unref);
  g_free (place);
}

static GpDirectusClient *
open_client (const Place  *place,
             GCancellable *cancellable)
{
  return gp_directus_client_new (place->name, place->url, place->token, cancellable);
}

static GpDesign *
read_live (gpointer       data,
           char         **out_live,
           GCancellable  *cancellable,
           GError       **error)
{
  Place *place = data;
  g_autoptr(GpDirectusClient) client = open_client (place, cancellable);
  g_autoptr(GpDirectusState) state = gp_directus_state_read (client, error);
  GpDesign *design = NULL;

  g_clear_pointer (&place->losses, g_ptr_array_unref);
  place->losses = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  if (state != NULL)
    design = gp_directus_live_whole (state, "directus", place->losses, error);
  if (design != NULL)
    *out_live = g_strdup (state->fingerprint);
  return design;
}

static GPtrArray *
list_losses (gpointer data)
{
  Place *place = data;

  return g_steal_pointer (&place->losses);
}

static GpPlan *
plan_wanted (gpointer       data,
             GpDesign      *wanted,
             GCancellable  *cancellable,
             GError       **error)
{
  const Place *place = data;
  g_autoptr(GpDirectusClient) client = open_client (place, cancellable);

  return gp_directus_plan (client, place->name, wanted, error);
}

static gboolean
apply_plan (gpointer       place,
            GpDesign      *wanted,
            GpPlan        *plan,
            GpWorkerSay    say,
            gpointer       say_data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GpDirectusClient) client = open_client (place, cancellable);

  return gp_directus_apply (client, wanted, plan, say, say_data, error);
}

static GpChangeSet *
verify_wanted (gpointer       data,
               GpDesign      *wanted,
               GCancellable  *cancellable,
               GError       **error)
{
  const Place *place = data;
  g_autoptr(GpDirectusClient) client = open_client (place, cancellable);
  g_autoptr(GpDirectusState) state = gp_directus_state_read (client, error);
  g_autoptr(GpDesign) live = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GPtrArray) left = NULL;

  if (state == NULL)
    return NULL;
  live = gp_directus_live_ours (state, error);
  if (live == NULL)
    return NULL;
  changes = gp_diff (live, wanted, GP_DIFF_MEANING);
  left = gp_directus_list_left (state, wanted);
  if (gp_change_set_get_size (changes) > 0 || left->len == 0)
    return g_steal_pointer (&changes);
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
               _("%s is not as the design says in %s."), (char *) left->pdata[0], place->name);
  return NULL;
}

GpTarget *
gp_directus_target_new (const char  *url,
                        const char  *token,
                        GError     **error)
{
  static const GpWorkerDuties duties = { read_live, plan_wanted, apply_plan, verify_wanted,
                                         place_free, list_losses };
  Place *place;
  gsize length;

  g_return_val_if_fail (url != NULL, NULL);

  if (!gp_http_address_check (url, GP_HTTP_ADDRESS_PATH, error))
    return NULL;
  place = g_new0 (Place, 1);
  length = strlen (url);
  place->url = g_strndup (url, url[length - 1] == '/' ? length - 1 : length);
  place->name = g_strconcat ("directus:", place->url, NULL);
  place->token = g_strdup (token);
  return gp_worker_target_new (&duties, gp_capability_find ("directus"), place->name, place);
}
