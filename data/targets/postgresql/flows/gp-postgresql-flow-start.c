/* gp-postgresql-flow-start.c — what starts a flow in a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0
 *
 * A trigger for flows that changes start: before the change it runs the flow, after it it leaves a
 * line in the outbox, which is there exactly when the change is. A function in the schema public,
 * which PostgREST offers as /rpc/NAME, for flows that people start, and the roles that may. Lines
 * of schedules are jobs of pg_cron, which has one clock: a line in another time zone is a job of
 * each minute that looks at the clock there. Intervals are looked at whenever the outbox is worked
 * off. */
#define G_LOG_DOMAIN "gp-postgresql-flow-start"
#include "config.h"
#include "gp-postgresql-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-cron.h"
#include "gp-postgresql-access-private.h"
#include "gp-postgresql-flow-sql.h"
#include "gp-sql-name.h"
#include "gp-sql-writer.h"

#define MAX_NAME 63
#define ZONE     "CRON_TZ="

void
gp_pg_flow_append_uuid (GString         *out,
                        const GpElement *flow)
{
  char buffer[GP_ID_STRING_SIZE];

  g_string_append_printf (out, "'%s'::uuid",
                          gp_id_format (gp_element_get_id (flow), buffer));
}

/* Nobody but a job works off the outbox. */
static void
note_work (GpPgFlow        *self,
           const GpElement *flow)
{
  if (!self->abilities->cron)
    g_ptr_array_add (self->notes, gp_pg_flow_new_finding (
      flow, g_strdup_printf (_("%s begins when gp_flows.work() is called, and nothing calls it "
                               "there: pg_cron is not installed."), gp_element_get_name (flow))));
}

/* --- changes of records ----------------------------------------------------------------------- */

static void
append_events (GpPgFlow        *self,
               const GpElement *flow)
{
  static const struct
  {
    const char *change;
    const char *event;
  } events[] = { { "created", "INSERT" }, { "updated", "UPDATE" }, { "deleted", "DELETE" } };
  gsize n = 0;
  const char *const *changes = gp_element_get_texts (flow, GP_FLOW_TRIGGER_CHANGES, &n);
  guint count = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    if (n == 0 || g_strv_contains (changes, events[i].change))
      g_string_append_printf (self->out, "%s%s", count++ > 0 ? " OR " : "", events[i].event);
}

/* What the trigger tells the flow, into f_trigger. */
static void
append_change (GString         *body,
               GpDesign        *design,
               const GpElement *entity)
{
  g_string_append (body, "\nDECLARE\n  f_trigger jsonb;\n  f_changes jsonb;\nBEGIN\n"
                         "f_trigger := jsonb_build_object('change', CASE TG_OP WHEN 'INSERT' THEN "
                         "'created' WHEN 'UPDATE' THEN 'updated' ELSE 'deleted' END, "
                         "'user', gp_flows.caller(), 'time', gp_flows.time_text(now()));\n"
                         "IF TG_OP = 'DELETE' THEN\n"
                         "  f_trigger := f_trigger || jsonb_build_object('record', ");
  gp_postgresql_expr_row (body, design, entity, "OLD");
  g_string_append (body, ");\nELSE\n  f_trigger := f_trigger || jsonb_build_object('record', ");
  gp_postgresql_expr_row (body, design, entity, "NEW");
  g_string_append (body, ");\nEND IF;\nIF TG_OP = 'UPDATE' THEN\n"
                         "  f_trigger := f_trigger || jsonb_build_object('old', ");
  gp_postgresql_expr_row (body, design, entity, "OLD");
  g_string_append (body, ");\nEND IF;\n");
}

static void
append_hand_over (GpPgFlow        *self,
                  const GpElement *flow,
                  GString         *body)
{
  if (!gp_flow_is_before (self->flow))
    {
      g_string_append (body, "PERFORM gp_flows.start(");
      gp_pg_flow_append_uuid (body, flow);
      g_string_append (body, ", f_trigger, gp_flows.depth());\nRETURN NULL;\nEND\n");
      return;
    }
  g_string_append (body, "f_changes := gp_flows.flow_");
  gp_postgresql_flow_append_id (body, flow);
  g_string_append (body, "(f_trigger, gp_flows.depth());\n"
                         "IF TG_OP = 'DELETE' THEN\n  RETURN OLD;\nEND IF;\n"
                         "IF f_changes <> '{}'::jsonb THEN\n"
                         "  NEW := jsonb_populate_record(NEW, f_changes);\nEND IF;\n"
                         "RETURN NEW;\nEND\n");
}

/* Triggers run in the order of their names: those of rules come before, and the flows keep the
 * order of the design. */
static void
start_by_change (GpPgFlow        *self,
                 const GpElement *flow)
{
  const GpId *id = gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY);
  const GpElement *entity = id != NULL ? gp_design_lookup_kind (self->design, id, GP_KIND_ENTITY)
                                       : NULL;
  g_autoptr(GString) body = g_string_new (NULL);
  gboolean before = gp_flow_is_before (self->flow);

  if (entity == NULL || !gp_sql_writer_is_table (entity))
    {
      gp_pg_flow_refuse (self, flow, GP_FLOW_TRIGGER_ENTITY,
                         _("The records that start %s are in no table of the database."),
                         gp_element_get_name (flow));
      return;
    }
  append_change (body, self->design, entity);
  append_hand_over (self, flow, body);
  g_string_append (self->out, "CREATE FUNCTION gp_flows.change_");
  gp_postgresql_flow_append_id (self->out, flow);
  g_string_append (self->out, "() RETURNS trigger\n  " GP_POSTGRESQL_FLOWS_SAFE "\n  AS ");
  gp_postgresql_expr_quote_body (self->out, body->str);
  g_string_append_printf (self->out, ";\nCREATE TRIGGER gp_flow_%04u %s ", self->number,
                          before ? "BEFORE" : "AFTER");
  append_events (self, flow);
  g_string_append (self->out, " ON ");
  gp_postgresql_expr_table (self->out, entity);
  g_string_append (self->out, "\n  FOR EACH ROW EXECUTE FUNCTION gp_flows.change_");
  gp_postgresql_flow_append_id (self->out, flow);
  g_string_append (self->out, "();\n");
  if (!before)
    note_work (self, flow);
}

/* --- people ----------------------------------------------------------------------------------- */

static gboolean
is_open (const GpElement *flow)
{
  return gp_element_is (flow, GP_FLOW_TRIGGER, "http")
         && gp_element_is (flow, GP_FLOW_HTTP_AUTH, "anyone");
}

static void
append_gate (GpPgFlow        *self,
             const GpElement *flow,
             GString         *body)
{
  gsize n = 0;
  const GpId *roles = gp_element_get_refs (flow, GP_FLOW_ROLES, &n);

  if (is_open (flow))
    return;
  g_string_append (body, "IF NOT (gp_access.roles() && ARRAY[");
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *role = gp_design_lookup_kind (self->design, &roles[i], GP_KIND_ROLE);

      g_string_append (body, i > 0 ? ", " : "");
      gp_sql_quote_text (body, role != NULL ? gp_element_get_name (role) : "");
    }
  g_string_append (body, "]::text[]) THEN\n  RAISE insufficient_privilege USING MESSAGE = "
                         "'your roles may not start this flow';\nEND IF;\n");
}

/* The rights to call it: of whom requests come as, and of roles that callers can act as. */
static void
append_rights (GpPgFlow        *self,
               const GpElement *flow,
               const char      *name)
{
  gsize n = 0;
  const GpId *roles = gp_element_get_refs (flow, GP_FLOW_ROLES, &n);

  g_string_append_printf (self->out, "REVOKE ALL ON FUNCTION %s(jsonb) FROM PUBLIC, " GP_PG_CALLERS
                                     ";\nGRANT EXECUTE ON FUNCTION %s(jsonb) TO authenticated",
                          name, name);
  if (is_open (flow))
    g_string_append (self->out, ", anon");
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *role = gp_design_lookup_kind (self->design, &roles[i], GP_KIND_ROLE);

      if (role == NULL || !gp_pg_access_is_database_role (role))
        continue;
      g_string_append (self->out, ", ");
      gp_sql_quote_name (self->out, gp_element_get_name (role));
    }
  g_string_append (self->out, ";\n");
}

static void
append_request (GString         *body,
                const GpElement *flow)
{
  g_autofree char *path = NULL;

  if (!gp_element_is (flow, GP_FLOW_TRIGGER, "http"))
    {
      g_string_append (body, "f_trigger := jsonb_build_object('input', coalesce($1, 'null'::jsonb)"
                             ", 'user', gp_flows.caller());\n");
      return;
    }
  path = gp_flow_dup_http_path (flow);
  g_string_append (body, "f_trigger := jsonb_build_object('method', 'POST', 'path', ");
  gp_sql_quote_text (body, path);
  g_string_append (body, ", 'headers', coalesce(nullif(current_setting('request.headers', true), "
                         "'')::jsonb, '{}'::jsonb) - ARRAY[" SECRET_HEADERS "], 'body', "
                         "coalesce($1, 'null'::jsonb), 'user', gp_flows.caller());\n");
}

static void
refuse_requests (GpPgFlow        *self,
                 const GpElement *flow)
{
  const char *name = gp_element_get_name (flow);

  if (gp_element_is (flow, GP_FLOW_TRIGGER, "http")
      && !gp_element_is (flow, GP_FLOW_HTTP_METHOD, "POST"))
    gp_pg_flow_refuse (self, flow, GP_FLOW_HTTP_METHOD,
                       _("%s can be called with POST alone on PostgreSQL."), name);
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "http")
      && gp_element_is (flow, GP_FLOW_HTTP_AUTH, "signature"))
    gp_pg_flow_refuse (self, flow, GP_FLOW_HTTP_AUTH,
                       _("PostgreSQL cannot tell who signed a call of %s."), name);
  if (strlen (name) > MAX_NAME)
    gp_pg_flow_refuse (self, flow, GP_FLOW_NAME,
                       _("The name %s is too long for a function of PostgreSQL."), name);
}

static void
start_by_people (GpPgFlow        *self,
                 const GpElement *flow)
{
  gboolean waits = gp_element_is (flow, GP_FLOW_MODE, "sync");
  g_autoptr(GString) name = g_string_new ("public.");
  g_autoptr(GString) body = g_string_new ("\nDECLARE\n  f_trigger jsonb;\nBEGIN\n");

  refuse_requests (self, flow);
  if (waits && self->waits)
    gp_pg_flow_refuse (self, flow, GP_FLOW_MODE,
                       _("%s answers when it has ended, and its step “%s” waits, which no "
                         "transaction of PostgreSQL can: let it answer at once."),
                       gp_element_get_name (flow), gp_pg_flow_find_waiting (self->flow)->name);
  gp_sql_quote_name (name, gp_element_get_name (flow));
  append_gate (self, flow, body);
  append_request (body, flow);
  if (waits)
    {
      g_string_append (body, "RETURN gp_flows.flow_");
      gp_postgresql_flow_append_id (body, flow);
      g_string_append (body, "(f_trigger, gp_flows.depth());\nEND\n");
    }
  else
    {
      gp_pg_flow_check_input (self, body);
      g_string_append (body, "RETURN jsonb_build_object('number', gp_flows.start(");
      gp_pg_flow_append_uuid (body, flow);
      g_string_append (body, ", f_trigger, gp_flows.depth()));\nEND\n");
      note_work (self, flow);
    }
  g_string_append_printf (self->out, "CREATE FUNCTION %s(jsonb) RETURNS gp_flows.answer\n  "
                                     GP_POSTGRESQL_FLOWS_SAFE "\n  AS ", name->str);
  gp_postgresql_expr_quote_body (self->out, body->str);
  g_string_append (self->out, ";\n");
  append_rights (self, flow, name->str);
}

/* --- time ------------------------------------------------------------------------------------- */

/* What a job of pg_cron is to look at: its own clock, or each minute that of another zone. */
static void
append_times (GpPgFlow        *self,
              const GpElement *flow,
              const GpCron    *cron,
              GString         *command)
{
  const char *zone = gp_cron_get_zone (cron);
  g_autofree char *numbers = gp_cron_dup_fields (cron);

  if (g_str_equal (zone, "UTC") && self->abilities->cron_in_utc)
    {
      const char *line = gp_element_get_text (flow, GP_FLOW_SCHEDULE);

      line += strspn (line, " ");
      if (g_str_has_prefix (line, ZONE))
        line += strcspn (line, " ");
      gp_sql_quote_text (self->out, line + strspn (line, " "));
      return;
    }
  /* A number would mean the other side of the world to PostgreSQL. */
  if (!g_ascii_isalpha (*zone))
    gp_pg_flow_refuse (self, flow, GP_FLOW_SCHEDULE,
                       _("The time zone of %s must have a name on PostgreSQL, such as "
                         "Europe/Berlin."), gp_element_get_name (flow));
  g_string_append (command, " WHERE gp_flows.is_time(");
  gp_sql_quote_text (command, numbers);
  g_string_append (command, ", ");
  gp_sql_quote_text (command, zone);
  g_string_append_c (command, ')');
  g_string_append (self->out, "'* * * * *'");
}

static void
start_by_cron (GpPgFlow        *self,
               const GpElement *flow)
{
  const char *line = gp_element_get_text (flow, GP_FLOW_SCHEDULE);
  g_autoptr(GpCron) cron = line != NULL ? gp_cron_new (line, NULL) : NULL;
  g_autoptr(GString) command = g_string_new ("SELECT gp_flows.start(");
  char buffer[GP_ID_STRING_SIZE];

  if (cron == NULL)
    {
      gp_pg_flow_refuse (self, flow, GP_FLOW_SCHEDULE, _("%s does not say when it starts."),
                         gp_element_get_name (flow));
      return;
    }
  if (!self->abilities->cron)
    gp_pg_flow_refuse (self, flow, GP_FLOW_SCHEDULE,
                       _("%s needs pg_cron to start on a schedule, and it is not installed in this "
                         "database."), gp_element_get_name (flow));
  gp_pg_flow_append_uuid (command, flow);
  g_string_append (command, ", jsonb_build_object('time', gp_flows.time_text(now())), 0)");
  g_string_append_printf (self->out, "SELECT cron.schedule('groundplan flow %s', ",
                          gp_id_format (gp_element_get_id (flow), buffer));
  append_times (self, flow, cron, command);
  g_string_append (self->out, ", ");
  gp_sql_quote_text (self->out, command->str);
  g_string_append (self->out, ");\n");
}

/* A line of the table, which gp_flows.start_due() looks at. */
static void
start_by_interval (GpPgFlow        *self,
                   const GpElement *flow)
{
  const char *says = gp_element_get_text (flow, GP_FLOW_SCHEDULE);
  gint64 every;

  if (!gp_flow_duration_parse (says, &every) || every <= 0)
    {
      gp_pg_flow_refuse (self, flow, GP_FLOW_SCHEDULE, _("%s does not say when it starts."),
                         gp_element_get_name (flow));
      return;
    }
  g_string_append (self->out, "INSERT INTO groundplan.schedules AS s (flow, says, repeats, every, "
                              "due) VALUES (");
  gp_pg_flow_append_uuid (self->out, flow);
  g_string_append (self->out, ", ");
  gp_sql_quote_text (self->out, says);
  g_string_append_printf (self->out, ", %s, interval '%" G_GINT64_FORMAT " microseconds', now() + "
                                     "interval '%" G_GINT64_FORMAT " microseconds')\n  ON CONFLICT "
                                     "(flow) DO UPDATE SET says = excluded.says, repeats = "
                                     "excluded.repeats, every = excluded.every, due = excluded.due "
                                     "WHERE s.says <> excluded.says OR s.repeats <> "
                                     "excluded.repeats;\n",
                          gp_element_is (flow, GP_FLOW_TRIGGER, "every") ? "true" : "false",
                          every, every);
  note_work (self, flow);
}

static void
start_by_event (GpPgFlow        *self,
                const GpElement *flow)
{
  note_work (self, flow);
}

static const struct
{
  const char *trigger;
  void      (*append) (GpPgFlow *self, const GpElement *flow);
} starts[] = {
  { "data", start_by_change },    { "http", start_by_people },      { "manual", start_by_people },
  { "cron", start_by_cron },      { "every", start_by_interval },   { "after", start_by_interval },
  { "event", start_by_event },    { "flow", NULL },
};

void
gp_pg_flow_append_start (GpPgFlow        *self,
                         const GpElement *flow)
{
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (gp_element_is (flow, GP_FLOW_TRIGGER, starts[i].trigger) && starts[i].append != NULL)
      starts[i].append (self, flow);
}
