/* gp-flow-hosts.c — the kinds of backends that flows are deployed to
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each writes the flows as for a deployment, and tells what it has to leave out. */
#define G_LOG_DOMAIN "gp-flow-hosts"
#include "config.h"
#include "gp-flow-hosts.h"

#include "gp-directus-flow-set.h"
#include "gp-plan-check.h"
#include "gp-postgresql-flow-set.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
check_postgresql (GpDesign *design)
{
  static const GpPostgresqlAbilities abilities = { .cron = TRUE, .net = TRUE, .vault = TRUE };
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);

  gp_postgresql_flow_set_free (gp_postgresql_flow_set_new (design, &abilities, findings));
  return findings;
}

static GPtrArray *
check_directus (GpDesign *design)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);

  json_array_unref (gp_directus_flow_set_new (design, findings));
  return findings;
}

/* It has no flows at all, as its capabilities say. */
static GPtrArray *
check_pocketbase (GpDesign *design)
{
  return gp_plan_check (design, gp_capability_find ("pocketbase"));
}

static const char *const local_types[] = { "local", NULL };
static const char *const postgresql_types[] = { "postgresql", "supabase", NULL };
static const char *const directus_types[] = { "directus", NULL };
static const char *const pocketbase_types[] = { "pocketbase", NULL };

static const GpFlowHost local = { N_("Local backend"), NULL, local_types };
static const GpFlowHost postgresql = { N_("PostgreSQL"), check_postgresql, postgresql_types };
static const GpFlowHost directus = { "Directus", check_directus, directus_types };
static const GpFlowHost pocketbase = { "PocketBase", check_pocketbase, pocketbase_types };

const GpFlowHost *const gp_flow_hosts[] = { &local, &postgresql, &directus, &pocketbase, NULL };
