/* gp-postgresql-target.c — deploying to PostgreSQL over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * The parts that plan and apply share are in gp-postgresql-plan.c. */
#define G_LOG_DOMAIN "gp-postgresql-target"
#include "config.h"
#include "gp-postgresql-target.h"

#include "gp-finding.h"
#include "gp-postgresql-plan.h"
#include "gp-worker-target.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpPostgresqlServer *server;
  const GpCapability *capability;
  GPtrArray          *losses;       /* of GpFinding, of the last reading; or NULL */
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  gp_postgresql_server_unref (place->server);
  g_clear_pointer (&place->losses, g_ptr_array_unref);
  g_free (place);
}

static GpDesign *
read_live (gpointer       data,
           char         **out_live,
           GCancellable  *cancellable,
           GError       **error)
{
  Place *place = data;
  g_autoptr(GpPostgresqlLive) live = gp_postgresql_live_read (place->server, FALSE, cancellable,
                                                            error);
  GpDesign *design = NULL;

  g_clear_pointer (&place->losses, g_ptr_array_unref);
  place->losses = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  if (live != NULL)
    design = gp_postgresql_live_to_design (live, NULL,
                                           live->deployed == NULL ? place->losses : NULL,
                                           cancellable, error);
  if (design != NULL)
    *out_live = g_strdup (live->fingerprint);
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
  Place *place = data;

  return gp_postgresql_plan (place->server, place->capability, wanted, cancellable, error);
}

static gboolean
apply_plan (gpointer       data,
            GpDesign      *wanted,
            GpPlan        *plan,
            GpWorkerSay    say,
            gpointer       say_data,
            GCancellable  *cancellable,
            GError       **error)
{
  Place *place = data;

  say (_("Deploying in one transaction"), say_data);
  return gp_postgresql_apply (place->server, wanted, plan, cancellable, error);
}

static GpChangeSet *
verify_wanted (gpointer       data,
               GpDesign      *wanted,
               GCancellable  *cancellable,
               GError       **error)
{
  Place *place = data;

  return gp_postgresql_verify (place->server, wanted, cancellable, error);
}

static GpTarget *
make (const char  *type,
      const char  *url,
      const char  *token,
      GError     **error)
{
  static const GpWorkerDuties duties = { read_live, plan_wanted, apply_plan, verify_wanted,
                                         place_free, list_losses };
  GpPostgresqlServer *server = gp_postgresql_server_new (type, url, token, error);
  Place *place;

  if (server == NULL)
    return NULL;
  place = g_new0 (Place, 1);
  place->server = server;
  place->capability = gp_capability_find (type);
  return gp_worker_target_new (&duties, place->capability, gp_postgresql_server_get_name (server),
                               place);
}

GpTarget *
gp_postgresql_target_new (const char  *url,
                          const char  *token,
                          GError     **error)
{
  return make ("postgresql", url, token, error);
}

GpTarget *
gp_postgresql_target_new_supabase (const char  *url,
                                   const char  *token,
                                   GError     **error)
{
  return make ("supabase", url, token, error);
}
