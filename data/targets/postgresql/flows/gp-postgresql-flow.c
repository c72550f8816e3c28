/* gp-postgresql-flow.c — a flow as functions of a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0
 *
 * A run is one call of a function, and so one transaction or a part of one: what it did is there
 * when it has ended, or none of it. Its argument is the trigger, as expressions see it. A flow that
 * waits for something is called once more for each time it does (gp-postgresql-flow-waits.c).
 *
 * The function does what the interpreter does, and anything that it cannot do is a finding on the
 * step that asks for it; such a flow is not written at all. */
#define G_LOG_DOMAIN "gp-postgresql-flow"
#include "config.h"
#include "gp-postgresql-flow.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

#include "gp-postgresql-expr.h"
#include "gp-postgresql-flow-private.h"
#include "gp-postgresql-flow-runtime.h"
#include "gp-sql-name.h"

GpFinding *
gp_pg_flow_new_finding (const GpElement *element,
                        char            *message)
{
  g_autofree char *owned = message;
  GpFinding *finding = gp_finding_new ("DEP001", GP_SEVERITY_WARNING, owned);

  gp_finding_set_element (finding, gp_element_get_id (element));
  return finding;
}

void
gp_pg_flow_refuse (GpPgFlow        *self,
                   const GpElement *element,
                   GpProperty       property,
                   const char      *format,
                   ...)
{
  g_autofree char *message = NULL;
  GpFinding *finding;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->refused = TRUE;
  if (!g_hash_table_add (self->said, g_strdup (message)))
    return;
  finding = gp_pg_flow_new_finding (element, g_steal_pointer (&message));
  if (property < GP_N_PROPERTIES)
    gp_finding_set_property (finding, property);
  g_ptr_array_add (self->findings, finding);
}

void
gp_postgresql_flow_append_id (GString         *out,
                              const GpElement *flow)
{
  char buffer[GP_ID_STRING_SIZE];
  const char *id = gp_id_format (gp_element_get_id (flow), buffer);

  for (; *id != '\0'; id++)
    g_string_append_c (out, *id == '-' ? '_' : *id);
}

/* What keeps the flow from running anywhere. */
static void
refuse_broken (GpPgFlow        *self,
               const GpElement *flow)
{
  g_autoptr(GError) error = NULL;

  if (!gp_flow_check (self->flow, &error))
    gp_pg_flow_refuse (self, flow, GP_N_PROPERTIES, "%s", error->message);
}

/* Before the first step. */
static void
append_beginning (GpPgFlow *self)
{
  const GpFlowBlock *block = self->flow->body;
  guint n = gp_pg_flow_number (self, block);

  gp_pg_flow_append_admission (self);
  if (self->flow->timeout >= 0)
    g_string_append_printf (self->out, "f_until := clock_timestamp() + interval '%" G_GINT64_FORMAT
                                       " microseconds';\n", self->flow->timeout);
  g_string_append_printf (self->out, "data_%u := gp_flows.first_input(f_trigger);\n"
                                     "input_%u := data_%u;\ncaught_%u := false;\nat_%u := %u;\n",
                          n, n, n, n, n,
                          gp_flow_block_first (block) != NULL
                            ? gp_flow_block_first (block)->rank + 1 : 0);
}

/* A flow that runs before a change gives what it sets, any other its output. */
static void
append_end (GpPgFlow   *self,
            const char *data)
{
  const GpPgFlowPlace place = { .holder = gp_flow_get_element (self->flow),
                                .property = GP_FLOW_OUTPUT, .block = self->flow->body,
                                .output = data };
  const char *answer = gp_flow_is_before (self->flow) ? "f_changes" : data;

  g_string_append (self->out, "IF f_fault IS NOT NULL THEN\n  PERFORM gp_flows.fail(f_fault);\n"
                              "END IF;\n");
  g_string_append_printf (self->out, "input_1 := %s;\n", data);
  if (self->flow->output != NULL)
    {
      g_string_append_printf (self->out, "%s := ", data);
      gp_pg_flow_must (self, &place, self->flow->output, GP_POSTGRESQL_JSON);
      g_string_append (self->out, ";\n");
    }
  gp_pg_flow_append_answer (self, answer);
  if (self->waits)
    g_string_append (self->out, "PERFORM gp_flows.finish(f_line);\n");
  g_string_append_printf (self->out, "PERFORM gp_flows.leave(f_depth);\nRETURN %s;\nEND", answer);
}

/* Takes what was written, and begins anew. */
static char *
take_written (GpPgFlow *self)
{
  char *text = g_string_free (self->out, FALSE);

  self->out = g_string_new (NULL);
  return text;
}

/* The statements of the function. Which variables there are is known at the end of the steps. */
static void
append_body (GpPgFlow *self)
{
  g_autofree char *beginning = NULL;
  g_autofree char *steps = NULL;
  g_autofree char *version = NULL;

  append_beginning (self);
  beginning = take_written (self);
  gp_pg_flow_block (self, self->flow->body);
  steps = take_written (self);
  version = g_compute_checksum_for_string (G_CHECKSUM_MD5, steps, -1);
  if (self->waits)
    {
      g_string_append (self->out, "IF f_state IS NOT NULL THEN\n");
      gp_pg_flow_append_return (self, version);
      g_string_append_printf (self->out, "ELSE\n%sEND IF;\n", beginning);
    }
  else
    {
      g_string_append (self->out, beginning);
    }
  g_string_append_printf (self->out, "PERFORM gp_flows.enter(f_depth);\n%s", steps);
  if (self->waits)
    gp_pg_flow_append_departure (self, version);
  append_end (self, "data_1");
}

static char *
write_function (GpPgFlow        *self,
                const GpElement *flow)
{
  static const char declared[] =
    "  f_vars jsonb := '{}';\n  f_steps jsonb := '{}';\n  f_changes jsonb := '{}';\n"
    "  f_fault jsonb;\n  f_args jsonb;\n  f_raw jsonb;\n  f_turns integer := 0;\n"
    "  f_run text := md5(random()::text || clock_timestamp()::text)::uuid::text;\n"
    "  f_key text;\n  f_began timestamp with time zone;\n  f_until timestamp with time zone;\n"
    "  f_sqlstate text;\n  f_message text;\n  f_detail text;\n";
  static const char waiting[] =
    "  f_resumes boolean := false;\n  f_asked boolean := false;\n  f_attempt integer := 1;\n"
    "  f_request bigint;\n  f_due timestamp with time zone;\n";
  g_autoptr(GString) text = g_string_new ("\n-- The flow ");
  GString *out = g_string_new ("CREATE FUNCTION gp_flows.flow_");

  self->out = g_string_new (NULL);
  append_body (self);
  g_string_append_printf (text, "%s\nDECLARE\n%s%s%sBEGIN\n%s\n", gp_element_get_name (flow),
                          declared, self->waits ? waiting : "", self->declared->str,
                          self->out->str);
  g_string_free (g_steal_pointer (&self->out), TRUE);
  gp_postgresql_flow_append_id (out, flow);
  g_string_append_printf (out, "(f_trigger jsonb, f_depth integer%s) RETURNS jsonb\n  "
                               GP_POSTGRESQL_FLOWS_SAFE "\n  AS ",
                          self->waits ? ", f_line bigint, f_state jsonb[], f_answer jsonb" : "");
  gp_postgresql_expr_quote_body (out, text->str);
  g_string_append (out, ";\n");
  self->out = out;
  gp_pg_flow_append_start (self, flow);
  return g_string_free (g_steal_pointer (&self->out), FALSE);
}

/* Why it does not run there, or what is to be known where it does. */
static void
say (GpPgFlow        *self,
     const GpElement *flow,
     GPtrArray       *findings)
{
  GPtrArray *said = self->refused ? self->findings : self->notes;

  for (guint i = 0; i < said->len; i++)
    g_ptr_array_add (findings, gp_finding_ref (said->pdata[i]));
  if (self->refused)
    g_ptr_array_add (findings, gp_pg_flow_new_finding (
      flow, g_strdup_printf (_("The flow %s is kept and does not run there."),
                             gp_element_get_name (flow))));
}

char *
gp_postgresql_flow_write (GpDesign                    *design,
                          const GpElement             *flow,
                          guint                        number,
                          GHashTable                  *deployed,
                          const GpPostgresqlAbilities *abilities,
                          GPtrArray                   *findings)
{
  g_autoptr(GpFlow) made = gp_flow_new (design, gp_element_get_id (flow), NULL);
  g_autoptr(GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new ();
  g_autoptr(GString) declared = g_string_new (NULL);
  g_autoptr(GPtrArray) refusals = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autofree char *text = NULL;
  GpPgFlow self = { .design = design, .flow = made, .number = number, .abilities = abilities,
                    .deployed = deployed, .findings = refusals, .notes = notes, .said = said,
                    .numbers = numbers, .blocks = blocks, .declared = declared };

  g_return_val_if_fail (made != NULL, NULL);

  self.waits = gp_pg_flow_find_waiting (made) != NULL;
  refuse_broken (&self, flow);
  if (self.waits && gp_flow_is_before (made))
    gp_pg_flow_refuse (&self, flow, GP_FLOW_TRIGGER_PHASE,
                       _("“%s” waits, and %s runs within the change that starts it."),
                       gp_pg_flow_find_waiting (made)->name, gp_element_get_name (flow));
  if (!self.refused)
    text = write_function (&self, flow);
  if (findings != NULL)
    say (&self, flow, findings);
  return self.refused ? NULL : g_steal_pointer (&text);
}
