/* gp-postgresql-flow-set.c — the flows that a design asks of a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0
 *
 * All are written anew together, since they call one another. A flow that is refused takes those
 * with it that call it, until nothing changes any more. The comment of the schema says which set is
 * there: another one is written over it even where the design is the same, as once an extension is
 * installed. */
#define G_LOG_DOMAIN "gp-postgresql-flow-set"
#include "config.h"
#include "gp-postgresql-flow-set.h"

#include "gp-finding.h"
#include "gp-postgresql-flow-runtime.h"
#include "gp-sql-name.h"

struct _GpPostgresqlFlowSet
{
  GHashTable *parts;        /* GpId → statements */
  char       *script;
  char       *hash;
};

const char gp_postgresql_flow_take_down[] =
  "DO $flows$\nBEGIN\n"
  "  IF " GP_POSTGRESQL_CAN_READ ("cron", "job") " THEN\n"
  "    PERFORM cron.unschedule(j.jobid) FROM cron.job AS j WHERE j.jobname LIKE 'groundplan %';\n"
  "  END IF;\nEND $flows$;\n"
  "DROP SCHEMA IF EXISTS gp_flows CASCADE;\n";

static gboolean
is_event (GpDesign        *design,
          const GpElement *flow,
          const char     **out_name)
{
  const GpId *id = gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT);
  const GpElement *event = id != NULL ? gp_design_lookup_kind (design, id, GP_KIND_EVENT) : NULL;

  if (event == NULL || !gp_element_is (flow, GP_FLOW_TRIGGER, "event"))
    return FALSE;
  *out_name = gp_element_get_name (event);
  return TRUE;
}

/* Which flows an event starts. */
static void
append_listeners (GpDesign   *design,
                  GPtrArray  *flows,
                  GHashTable *parts,
                  GString    *out)
{
  g_autoptr(GString) body = g_string_new (" SELECT l.flow FROM (VALUES (NULL::text, NULL::uuid)");

  for (guint i = 0; i < flows->len; i++)
    {
      const char *name;
      char buffer[GP_ID_STRING_SIZE];

      if (!g_hash_table_contains (parts, gp_element_get_id (flows->pdata[i]))
          || !is_event (design, flows->pdata[i], &name))
        continue;
      g_string_append (body, ", (");
      gp_sql_quote_text (body, name);
      g_string_append_printf (body, ", '%s'::uuid)",
                              gp_id_format (gp_element_get_id (flows->pdata[i]), buffer));
    }
  g_string_append (body, ") AS l(event, flow) WHERE l.event = $1 ");
  g_string_append (out, "CREATE FUNCTION gp_flows.listeners(event text) RETURNS SETOF uuid "
                        "LANGUAGE sql IMMUTABLE AS ");
  gp_sql_quote_text (out, body->str);
  g_string_append (out, ";\n");
}

/* What is scheduled for flows that are no longer there goes. */
static void
append_cleaning (GPtrArray  *flows,
                 GHashTable *parts,
                 GString    *out)
{
  g_string_append (out, "DELETE FROM groundplan.schedules AS s WHERE s.flow <> ALL (ARRAY[");
  for (guint i = 0, n = 0; i < flows->len; i++)
    {
      char buffer[GP_ID_STRING_SIZE];

      if (g_hash_table_contains (parts, gp_element_get_id (flows->pdata[i])))
        g_string_append_printf (out, "%s'%s'", n++ > 0 ? ", " : "",
                                gp_id_format (gp_element_get_id (flows->pdata[i]), buffer));
    }
  g_string_append (out, "]::uuid[]);\n");
}

static void
join_script (GpPostgresqlFlowSet         *self,
             GpDesign                    *design,
             GPtrArray                   *flows,
             const GpPostgresqlAbilities *abilities)
{
  g_autoptr(GString) out = g_string_new (NULL);

  gp_postgresql_flow_runtime_write (out, abilities);
  append_listeners (design, flows, self->parts, out);
  append_cleaning (flows, self->parts, out);
  for (guint i = 0; i < flows->len; i++)
    {
      const char *part = g_hash_table_lookup (self->parts, gp_element_get_id (flows->pdata[i]));

      g_string_append (out, part != NULL ? part : "");
    }
  if (abilities->cron)
    g_string_append (out, "SELECT cron.schedule('groundplan work', '* * * * *', "
                          "'SELECT gp_flows.work()');\n");
  g_string_append (out, "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gp_flows FROM PUBLIC;\n");
  self->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, out->str, (gssize) out->len);
  g_string_append_printf (out, "COMMENT ON SCHEMA gp_flows IS '%s';\n", self->hash);
  self->script = g_strdup (out->str);
}

static gboolean
is_switched_on (const GpElement *flow)
{
  return gp_element_get_bool (flow, GP_FLOW_ENABLED);
}

/* Writes all that are still among @deployed; FALSE where one fell out. */
static gboolean
write_parts (GpPostgresqlFlowSet         *self,
             GpDesign                    *design,
             GPtrArray                   *flows,
             GHashTable                  *deployed,
             const GpPostgresqlAbilities *abilities,
             GPtrArray                   *findings)
{
  gboolean settled = TRUE;

  g_hash_table_remove_all (self->parts);
  for (guint i = 0; i < flows->len; i++)
    {
      const GpId *id = gp_element_get_id (flows->pdata[i]);
      char *part;

      if (!is_switched_on (flows->pdata[i]))
        continue;
      part = gp_postgresql_flow_write (design, flows->pdata[i], i + 1, deployed, abilities,
                                       findings);
      if (part != NULL)
        g_hash_table_insert (self->parts, g_memdup2 (id, sizeof (GpId)), part);
      else
        settled = !g_hash_table_remove (deployed, id) && settled;
    }
  return settled;
}

GpPostgresqlFlowSet *
gp_postgresql_flow_set_new (GpDesign                    *design,
                            const GpPostgresqlAbilities *abilities,
                            GPtrArray                   *findings)
{
  GpPostgresqlFlowSet *self = g_new0 (GpPostgresqlFlowSet, 1);
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  g_autoptr(GHashTable) deployed = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);

  self->parts = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  for (guint i = 0; i < flows->len; i++)
    if (is_switched_on (flows->pdata[i]))
      g_hash_table_add (deployed, (gpointer) gp_element_get_id (flows->pdata[i]));
  do
    g_ptr_array_set_size (said, 0);
  while (!write_parts (self, design, flows, deployed, abilities, said));
  for (guint i = 0; findings != NULL && i < said->len; i++)
    g_ptr_array_add (findings, gp_finding_ref (said->pdata[i]));
  if (g_hash_table_size (self->parts) > 0)
    join_script (self, design, flows, abilities);
  return self;
}

void
gp_postgresql_flow_set_free (GpPostgresqlFlowSet *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->parts);
  g_free (self->script);
  g_free (self->hash);
  g_free (self);
}

const char *
gp_postgresql_flow_set_get_script (const GpPostgresqlFlowSet *self)
{
  return self->script != NULL ? self->script : "";
}

const char *
gp_postgresql_flow_set_get_hash (const GpPostgresqlFlowSet *self)
{
  return self->hash != NULL ? self->hash : "";
}

const char *
gp_postgresql_flow_set_get_part (const GpPostgresqlFlowSet *self,
                                 const GpId                *id)
{
  return g_hash_table_lookup (self->parts, id);
}
