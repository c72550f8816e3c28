/* gp-postgresql-flow-admission.c — whether a run of a flow may begin in a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0
 *
 * Its input is looked at first, then whether it ran before, then how many others there are: in the
 * order in which the local backend asks.
 *
 * A key is a line of a table with a unique key: who comes second waits until the first is there or
 * undone. A run that fails takes its key with it, so that it can be started again, and so does one
 * that is left out. One that waited for its turn asks again, and has its key by then.
 *
 * Runs that are one transaction share locks that end with it, one for each that may be under way. A
 * run that waits for something has several transactions: it counts for as long as its line has a
 * state, and each that begins holds one lock while it counts. */
#define G_LOG_DOMAIN "gp-postgresql-flow-admission"
#include "config.h"
#include "gp-postgresql-flow-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-json.h"
#include "gp-postgresql-flow-sql.h"
#include "gp-sql-name.h"

#define MAX_LIMIT 1000   /* of locks that are tried one after the other */

const char gp_pg_flow_keys_sql[] =
  /* Whether it is the first with this key. */
  ACTING ("remember(flow uuid, key text, until timestamp with time zone, line bigint)", "boolean",
          "BEGIN\n"
          "  IF EXISTS (SELECT FROM groundplan.outbox AS o WHERE o.number = $4 "
          "AND o.concurrency IS NOT NULL) THEN\n    RETURN true;\n  END IF;\n"
          "  INSERT INTO groundplan.keys AS k (flow, key, until, line) VALUES ($1, $2, $3, $4)\n"
          "    ON CONFLICT ON CONSTRAINT keys_pkey DO UPDATE SET until = excluded.until, "
          "line = excluded.line, answer = NULL WHERE k.until <= now();\n"
          "  RETURN FOUND;\nEND")
  ACTING ("remembered(flow uuid, key text)", "jsonb",
          "BEGIN\n  RETURN (SELECT k.answer FROM groundplan.keys AS k WHERE k.flow = $1 "
          "AND k.key = $2);\nEND")
  ACTING ("answered(flow uuid, key text, answer jsonb)", "void",
          "BEGIN\n  UPDATE groundplan.keys AS k SET answer = $3 WHERE k.flow = $1 "
          "AND k.key = $2;\nEND")
  ACTING ("forget(flow uuid, key text)", "void",
          "BEGIN\n  DELETE FROM groundplan.keys AS k WHERE k.flow = $1 AND k.key = $2;\nEND");

const char gp_pg_flow_turns_sql[] =
  /* For a run that is one transaction. @4: it waits; else it is left out */
  ACTING ("take_turn(flow uuid, key text, most integer, waits boolean)", "boolean",
          "BEGIN\n"
          "  FOR i IN 1 .. $3 LOOP\n"
          "    IF pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || $2, i)) THEN\n"
          "      RETURN true;\n    END IF;\n  END LOOP;\n"
          "  IF $4 THEN\n"
          "    PERFORM pg_advisory_xact_lock(hashtextextended($1::text || ' ' || $2, "
          "1 + mod(pg_backend_pid(), $3)));\n"
          "  END IF;\n  RETURN $4;\nEND")
  "CREATE FUNCTION gp_flows.lock_places(flow uuid, key text) RETURNS void LANGUAGE sql AS $$ "
  "SELECT pg_advisory_xact_lock(hashtextextended($1::text || ' ' || $2, 0)) $$;\n"
  /* For one that waits for others between its transactions: whether it begins now. */
  ACTING ("take_place(flow uuid, key text, most integer, overlap text, number bigint)",
          "boolean",
          "DECLARE\n  running bigint;\n  oldest bigint;\nBEGIN\n"
          "  PERFORM gp_flows.lock_places($1, $2);\n"
          "  SELECT count(*), min(o.number) INTO running, oldest FROM groundplan.outbox AS o\n"
          "    WHERE o.flow = $1 AND o.concurrency = $2 AND o.state IS NOT NULL;\n"
          "  IF running >= $3 AND $4 = 'skip' THEN\n"
          "    PERFORM gp_flows.finish($5);\n    RETURN false;\n"
          "  ELSIF running >= $3 AND $4 = 'replace' THEN\n"
          "    DELETE FROM groundplan.outbox AS o WHERE o.number = oldest;\n"
          "    DELETE FROM groundplan.keys AS k WHERE k.line = oldest;\n"
          "  END IF;\n"
          "  UPDATE groundplan.outbox AS o SET concurrency = $2, due = CASE WHEN running >= $3 "
          "AND $4 = 'queue' THEN 'infinity' ELSE o.due END WHERE o.number = $5;\n"
          "  RETURN running < $3 OR $4 = 'replace';\nEND");

/* --- what a function asks before it begins ---------------------------------------------------- */

void
gp_pg_flow_check_input (GpPgFlow *self,
                        GString  *out)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const char *text = gp_element_get_text (flow, GP_FLOW_INPUT_SCHEMA);
  g_autoptr(GpExprValue) schema = text != NULL ? gp_expr_value_from_json (text, -1, NULL) : NULL;
  const char *name = "input";

  if (schema == NULL)
    return;
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "http"))
    name = "body";
  else if (gp_element_is (flow, GP_FLOW_TRIGGER, "event"))
    name = "data";
  g_string_append (out, "PERFORM gp_flows.check_input(");
  gp_sql_quote_text (out, text);
  g_string_append_printf (out, "::jsonb, f_trigger -> '%s', ", name);
  gp_sql_quote_text (out, gp_element_get_name (flow));
  g_string_append (out, ");\n");
}

static void
append_key (GpPgFlow     *self,
            const GpExpr *key,
            GpProperty    property)
{
  const GpPgFlowPlace place = { .holder = gp_flow_get_element (self->flow), .property = property };

  g_string_append (self->out, "gp_flows.plain(");
  gp_pg_flow_must (self, &place, key, GP_POSTGRESQL_JSON);
  g_string_append_c (self->out, ')');
}

/* The run is over before it began. @last: what is still to be done; @answer: both SQL */
static void
append_no (GpPgFlow   *self,
           const char *last,
           const char *answer)
{
  g_string_append_printf (self->out, " THEN\n%s  RETURN %s;\nEND IF;\n", last, answer);
}

static const char *
finish (GpPgFlow *self)
{
  return self->waits ? "  PERFORM gp_flows.finish(f_line);\n" : "";
}

static void
append_memory (GpPgFlow *self)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  g_autoptr(GString) answer = g_string_new (NULL);
  gint64 kept;

  g_string_append (self->out, "f_key := ");
  append_key (self, self->flow->idempotency_key, GP_FLOW_IDEMPOTENCY_KEY);
  g_string_append (self->out, ";\nIF NOT gp_flows.remember(");
  gp_pg_flow_append_uuid (self->out, flow);
  if (gp_flow_duration_parse (gp_element_get_text (flow, GP_FLOW_IDEMPOTENCY_TTL), &kept))
    g_string_append_printf (self->out, ", f_key, now() + interval '%" G_GINT64_FORMAT
                                       " microseconds', ", kept);
  else
    g_string_append (self->out, ", f_key, 'infinity', ");
  g_string_append_printf (answer, "gp_flows.remembered(");
  gp_pg_flow_append_uuid (answer, flow);
  g_string_append (answer, ", f_key)");
  g_string_append (self->out, self->waits ? "f_line)" : "NULL)");
  append_no (self, finish (self), self->waits ? "NULL" : answer->str);
}

static void
append_turn (GpPgFlow *self,
             gint64    most)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const char *overlap = gp_element_get_text (flow, GP_FLOW_CONCURRENCY_OVERLAP);
  gboolean skips = g_str_equal (overlap, "skip");
  g_autoptr(GString) last = g_string_new (NULL);

  if (!self->waits && g_str_equal (overlap, "replace"))
    gp_pg_flow_refuse (self, flow, GP_FLOW_CONCURRENCY_OVERLAP,
                       _("A run of %s is one transaction on PostgreSQL, which a newer one cannot "
                         "end: let them wait, or leave them out."), gp_element_get_name (flow));
  if (most > MAX_LIMIT)
    gp_pg_flow_refuse (self, flow, GP_FLOW_CONCURRENCY_LIMIT,
                       _("PostgreSQL cannot count more than %d runs of %s at once."), MAX_LIMIT,
                       gp_element_get_name (flow));
  g_string_append (self->out, self->waits ? "IF NOT gp_flows.take_place("
                                          : "IF NOT gp_flows.take_turn(");
  gp_pg_flow_append_uuid (self->out, flow);
  g_string_append (self->out, ", ");
  if (self->flow->concurrency_key != NULL)
    append_key (self, self->flow->concurrency_key, GP_FLOW_CONCURRENCY_KEY);
  else
    g_string_append (self->out, "''");
  g_string_append_printf (self->out, ", %" G_GINT64_FORMAT, CLAMP (most, 1, MAX_LIMIT));
  if (self->waits)
    g_string_append_printf (self->out, ", '%s', f_line)", overlap);
  else
    g_string_append (self->out, skips ? ", false)" : ", true)");
  if (skips && self->flow->idempotency_key != NULL)
    {
      g_string_append (last, "  PERFORM gp_flows.forget(");
      gp_pg_flow_append_uuid (last, flow);
      g_string_append (last, ", f_key);\n");
    }
  append_no (self, last->str, "NULL");
}

void
gp_pg_flow_append_admission (GpPgFlow *self)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const GpPgFlowPlace place = { .holder = flow, .property = GP_FLOW_TRIGGER_WHEN };
  gint64 most = gp_element_get_int (flow, GP_FLOW_CONCURRENCY_LIMIT);

  if (self->flow->trigger_when != NULL)
    {
      g_string_append (self->out, "IF NOT ");
      gp_pg_flow_must (self, &place, self->flow->trigger_when, GP_POSTGRESQL_BOOLEAN);
      append_no (self, finish (self), "NULL");
    }
  gp_pg_flow_check_input (self, self->out);
  if (self->flow->idempotency_key != NULL)
    append_memory (self);
  if (self->flow->concurrency_key != NULL || most > 0)
    append_turn (self, most);
}

void
gp_pg_flow_append_answer (GpPgFlow   *self,
                          const char *answer)
{
  if (self->flow->idempotency_key == NULL || self->waits)
    return;
  g_string_append (self->out, "PERFORM gp_flows.answered(");
  gp_pg_flow_append_uuid (self->out, gp_flow_get_element (self->flow));
  g_string_append_printf (self->out, ", f_key, %s);\n", answer);
}
