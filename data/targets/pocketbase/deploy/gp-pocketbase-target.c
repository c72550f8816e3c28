/* gp-pocketbase-target.c — deploying to a PocketBase over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each duty has a connection of its own. */
#define G_LOG_DOMAIN "gp-pocketbase-target"
#include "config.h"
#include "gp-pocketbase-target.h"

#include "gp-pocketbase-apply.h"
#include "gp-pocketbase-live.h"
#include "gp-pocketbase-plan.h"
#include "gp-target-live.h"
#include "gp-target-place.h"
#include "gp-worker-target.h"

static GpPocketbaseClient *
open_client (const GpTargetPlace *place,
             GCancellable        *cancellable)
{
  return gp_pocketbase_client_new (place->name, place->url, place->token, cancellable);
}

static GpDesign *
read_live (gpointer       data,
           char         **out_live,
           GCancellable  *cancellable,
           GError       **error)
{
  GpTargetPlace *place = data;
  g_autoptr(GpPocketbaseClient) client = open_client (place, cancellable);
  g_autoptr(GpPocketbaseState) state = gp_pocketbase_state_read (client, error);
  GpDesign *design = NULL;

  if (state != NULL)
    design = gp_pocketbase_live_whole (state, "pocketbase", gp_target_place_begin_losses (place),
                                       error);
  if (design != NULL)
    *out_live = g_strdup (state->fingerprint);
  return design;
}

static GpPlan *
plan_wanted (gpointer       data,
             GpDesign      *wanted,
             GCancellable  *cancellable,
             GError       **error)
{
  const GpTargetPlace *place = data;
  g_autoptr(GpPocketbaseClient) client = open_client (place, cancellable);

  return gp_pocketbase_plan (client, place->name, wanted, error);
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
  g_autoptr(GpPocketbaseClient) client = open_client (place, cancellable);

  return gp_pocketbase_apply (client, wanted, plan, say, say_data, error);
}

static GpChangeSet *
verify_wanted (gpointer       data,
               GpDesign      *wanted,
               GCancellable  *cancellable,
               GError       **error)
{
  const GpTargetPlace *place = data;
  g_autoptr(GpPocketbaseClient) client = open_client (place, cancellable);
  g_autoptr(GpPocketbaseState) state = gp_pocketbase_state_read (client, error);
  g_autoptr(GpDesign) live = NULL;
  g_autoptr(GPtrArray) left = NULL;

  if (state == NULL)
    return NULL;
  live = gp_pocketbase_live_ours (state, wanted, error);
  if (live == NULL)
    return NULL;
  left = gp_pocketbase_list_left (state, wanted);

  return gp_target_live_verify (live, wanted, left, place->name, error);
}

GpTarget *
gp_pocketbase_target_new (const char  *url,
                          const char  *token,
                          GError     **error)
{
  static const GpWorkerDuties duties = { read_live, plan_wanted, apply_plan, verify_wanted,
                                         gp_target_place_free, gp_target_place_list_losses };
  GpTargetPlace *place = gp_target_place_new ("pocketbase", url, token, error);

  if (place == NULL)
    return NULL;
  return gp_worker_target_new (&duties, gp_capability_find ("pocketbase"), place->name, place);
}
