/* gp-postgresql-flow-runtime.c — the functions and tables that the flows of a database share
 * SPDX-License-Identifier: Apache-2.0
 *
 * Functions are in a schema of their own, which each deployment writes anew; what is still to be
 * done is in tables of the schema groundplan, which stay.
 *
 * Of values: SQL's NULL is an error of an expression and the jsonb null is null. What converts
 * values gives NULL for those that it does not take and raises nothing.
 *
 * Of errors: one of a flow has the SQLSTATE PTnnn, of which PostgREST makes the HTTP status nnn,
 * and the error itself as its detail. */
#define G_LOG_DOMAIN "gp-postgresql-flow-runtime"
#include "config.h"
#include "gp-postgresql-flow-runtime.h"

#include "gp-flow-run.h"
#include "gp-postgresql-flow-sql.h"

#define OUTBOX_STATE(add) \
  "  " add "state jsonb[],\n  " add "request bigint,\n  " add "concurrency text"

static const char tables[] =
  "CREATE SCHEMA IF NOT EXISTS groundplan;\n"
  "CREATE TABLE IF NOT EXISTS groundplan.outbox (\n"
  "  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
  "  at timestamp with time zone DEFAULT now() NOT NULL,\n"
  "  flow uuid NOT NULL,\n"
  "  input jsonb NOT NULL,\n"
  "  depth integer NOT NULL,\n"
  "  due timestamp with time zone DEFAULT now() NOT NULL,\n"
  "  attempts integer DEFAULT 0 NOT NULL,\n"
  "  error jsonb,\n"
  /* Of a run that has begun: what it holds, and the request whose answer it waits for. */
  OUTBOX_STATE ("") ");\n"
  /* Of an older deployment. Nobody who works it off is waited for where it has them. */
  "DO $outbox$\nBEGIN\n"
  "  IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = "
  "'groundplan.outbox'::regclass AND a.attname = 'state') THEN\n"
  "    ALTER TABLE groundplan.outbox\n" OUTBOX_STATE ("ADD COLUMN ") ";\n"
  "  END IF;\nEND $outbox$;\n"
  "CREATE TABLE IF NOT EXISTS groundplan.keys (\n"
  "  flow uuid NOT NULL,\n"
  "  key text NOT NULL,\n"
  "  until timestamp with time zone NOT NULL,\n"
  "  line bigint,\n"
  "  answer jsonb,\n"
  "  PRIMARY KEY (flow, key));\n"
  /* CREATE INDEX waits for those who write, even where the index is there. */
  "DO $keys$\nBEGIN\n"
  "  IF to_regclass('groundplan.keys_line') IS NULL THEN\n"
  "    CREATE INDEX keys_line ON groundplan.keys (line) WHERE line IS NOT NULL;\n"
  "    CREATE INDEX keys_until ON groundplan.keys (until);\n"
  "  END IF;\nEND $keys$;\n"
  "CREATE TABLE IF NOT EXISTS groundplan.dead (\n"
  "  number bigint PRIMARY KEY,\n"
  "  at timestamp with time zone NOT NULL,\n"
  "  died_at timestamp with time zone DEFAULT now() NOT NULL,\n"
  "  flow uuid NOT NULL,\n"
  "  input jsonb NOT NULL,\n"
  "  depth integer NOT NULL,\n"
  "  attempts integer NOT NULL,\n"
  "  error jsonb NOT NULL);\n"
  "CREATE TABLE IF NOT EXISTS groundplan.schedules (\n"
  "  flow uuid PRIMARY KEY,\n"
  "  says text NOT NULL,\n"
  "  repeats boolean NOT NULL,\n"
  "  every interval NOT NULL,\n"
  "  due timestamp with time zone);\n";

/* --- values ----------------------------------------------------------------------------------- */

static const char conversions[] =
  PURE ("as_bool(v jsonb)", "boolean",
        "CASE WHEN jsonb_typeof($1) = 'boolean' THEN $1 = 'true'::jsonb END")
  PURE ("as_int(v jsonb)", "bigint",
        "CASE WHEN jsonb_typeof($1) = 'number' THEN CASE WHEN $1::text ~ '^-?[0-9]{1,18}$' "
        "THEN $1::text::bigint END END")
  PURE ("as_double(v jsonb)", "double precision",
        "CASE WHEN jsonb_typeof($1) = 'number' AND length($1::text) < 300 "
        "THEN $1::text::double precision END")
  PURE ("as_text(v jsonb)", "text",
        "CASE WHEN jsonb_typeof($1) = 'string' THEN $1 #>> '{}' END")
  PURE ("as_list(v jsonb)", "jsonb", "CASE WHEN jsonb_typeof($1) = 'array' THEN $1 END")
  STABLE ("as_time(v jsonb)", "timestamp with time zone",
          "BEGIN\n"
          "  IF jsonb_typeof($1) = 'string' AND $1 #>> '{}' ~ '^\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:"
          "\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)$' THEN\n"
          "    RETURN ($1 #>> '{}')::timestamp with time zone;\n"
          "  END IF;\n"
          "  RETURN NULL;\n"
          "EXCEPTION WHEN data_exception THEN\n  RETURN NULL;\nEND")
  PURE ("as_span(v jsonb)", "interval",
        "CASE WHEN $1 #>> '{}' ~ '^-?[0-9]{1,12}(\\.[0-9]{1,9})?s$' "
        "THEN make_interval(secs => rtrim($1 #>> '{}', 's')::double precision) END")
  PURE ("from_double(v double precision)", "jsonb",
        "CASE WHEN $1 IN ('NaN', 'Infinity', '-Infinity') THEN to_jsonb($1::text) "
        "WHEN scale($1::text::numeric) = 0 THEN to_jsonb(round($1::text::numeric, 1)) "
        "ELSE to_jsonb($1::text::numeric) END")
  "CREATE FUNCTION gp_flows.time_text(v timestamp with time zone) RETURNS text LANGUAGE sql "
  "STABLE AS $$ SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') || "
  "rtrim(rtrim(to_char($1 AT TIME ZONE 'UTC', '.US'), '0'), '.') || 'Z' $$;\n"
  PURE ("span_text(v interval)", "text",
        "trim_scale(extract(epoch FROM $1)::numeric)::text || 's'")
  PURE ("to_text(v jsonb)", "text",
        "CASE WHEN jsonb_typeof($1) = 'number' THEN trim_scale($1::text::numeric)::text "
        "WHEN jsonb_typeof($1) IN ('string', 'boolean') THEN $1 #>> '{}' END")
  PURE ("to_int(v jsonb)", "bigint",
        "CASE WHEN jsonb_typeof($1) = 'number' AND abs($1::text::numeric) < 9223372036854775807 "
        "THEN trunc($1::text::numeric)::bigint "
        "WHEN jsonb_typeof($1) = 'string' AND $1 #>> '{}' ~ '^[-+]?[0-9]{1,18}$' "
        "THEN ($1 #>> '{}')::bigint END")
  PURE ("to_double(v jsonb)", "double precision",
        "CASE WHEN jsonb_typeof($1) IN ('number', 'string') AND $1 #>> '{}' ~ "
        "'^[-+]?([0-9]{1,200}(\\.[0-9]{0,200})?|\\.[0-9]{1,200})([eE][-+]?[0-9]{1,2})?$' "
        "THEN ($1 #>> '{}')::double precision END")
  PURE ("to_bool(v jsonb)", "boolean",
        "CASE WHEN jsonb_typeof($1) = 'boolean' THEN $1 = 'true'::jsonb "
        "WHEN jsonb_typeof($1) = 'string' THEN CASE "
        "WHEN $1 #>> '{}' IN ('1', 't', 'T', 'true', 'TRUE', 'True') THEN true "
        "WHEN $1 #>> '{}' IN ('0', 'f', 'F', 'false', 'FALSE', 'False') THEN false END END");

static const char operations[] =
  PURE ("at(target jsonb, key jsonb)", "jsonb",
        "CASE WHEN jsonb_typeof($1) = 'array' AND $2::text ~ '^[0-9]{1,9}$' "
        "THEN $1 -> $2::text::integer "
        "WHEN jsonb_typeof($1) = 'object' AND jsonb_typeof($2) = 'string' "
        "THEN $1 -> ($2 #>> '{}') END")
  PURE ("has(target jsonb, name text)", "boolean",
        "CASE WHEN jsonb_typeof($1) = 'object' THEN $1 ? $2 END")
  PURE ("has_value(target jsonb, name text)", "boolean",
        "CASE WHEN jsonb_typeof($1) = 'object' THEN "
        "coalesce(jsonb_typeof($1 -> $2), 'null') <> 'null' END")
  PURE ("is_in(item jsonb, target jsonb)", "boolean",
        "CASE WHEN $1 IS NULL THEN NULL WHEN jsonb_typeof($2) = 'array' THEN "
        "EXISTS (SELECT FROM jsonb_array_elements($2) AS e(v) WHERE e.v = $1) "
        "WHEN jsonb_typeof($2) = 'object' AND jsonb_typeof($1) = 'string' "
        "THEN $2 ? ($1 #>> '{}') END")
  PURE ("compare(a jsonb, b jsonb)", "integer",
        "CASE WHEN jsonb_typeof($1) <> jsonb_typeof($2) THEN NULL "
        "WHEN jsonb_typeof($1) IN ('number', 'boolean') "
        "THEN CASE WHEN $1 < $2 THEN -1 WHEN $1 > $2 THEN 1 ELSE 0 END "
        "WHEN jsonb_typeof($1) = 'string' THEN CASE "
        "WHEN ($1 #>> '{}') COLLATE \"C\" < ($2 #>> '{}') COLLATE \"C\" THEN -1 "
        "WHEN ($1 #>> '{}') COLLATE \"C\" > ($2 #>> '{}') COLLATE \"C\" THEN 1 ELSE 0 END END")
  /* Whole numbers have no decimals and others have some, as JSON writes them. */
  PURE ("add(a jsonb, b jsonb)", "jsonb",
        "CASE WHEN jsonb_typeof($1) <> jsonb_typeof($2) THEN NULL "
        "WHEN jsonb_typeof($1) = 'string' THEN to_jsonb(($1 #>> '{}') || ($2 #>> '{}')) "
        "WHEN jsonb_typeof($1) = 'array' THEN $1 || $2 "
        "WHEN jsonb_typeof($1) = 'number' AND (scale($1::text::numeric) = 0) "
        "= (scale($2::text::numeric) = 0) THEN CASE WHEN scale($1::text::numeric) = 0 "
        "THEN to_jsonb($1::text::numeric + $2::text::numeric) "
        "ELSE gp_flows.from_double(gp_flows.as_double($1) + gp_flows.as_double($2)) END END")
  PURE ("list_of(items jsonb[])", "jsonb",
        "CASE WHEN array_position($1, NULL) IS NULL THEN to_jsonb($1) END")
  PURE ("map_of(names text[], items jsonb[])", "jsonb",
        "CASE WHEN array_position($1, NULL) IS NULL AND array_position($2, NULL) IS NULL "
        "THEN (SELECT coalesce(jsonb_object_agg(m.k, m.v), '{}'::jsonb) "
        "FROM unnest($1, $2) AS m(k, v)) END")
  PURE ("size(v jsonb)", "bigint",
        "CASE jsonb_typeof($1) WHEN 'string' THEN char_length($1 #>> '{}')::bigint "
        "WHEN 'array' THEN jsonb_array_length($1)::bigint "
        "WHEN 'object' THEN (SELECT count(*) FROM jsonb_object_keys($1)) END")
  PURE ("ends_with(v text, part text)", "boolean", "right($1, char_length($2)) = $2 OR $2 = ''")
  PURE ("contains(v text, part text)", "boolean", "strpos($1, $2) > 0")
  PURE ("lower_ascii(v text)", "text",
        "translate($1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')")
  PURE ("upper_ascii(v text)", "text",
        "translate($1, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')");

/* --- errors ----------------------------------------------------------------------------------- */

static const char errors[] =
  PURE ("fault(type text, status integer, title text, detail text)", "jsonb",
        "jsonb_build_object('type', $1, 'status', $2, 'title', $3, 'detail', $4, 'instance', '')")
  "CREATE FUNCTION gp_flows.fail(error jsonb) RETURNS void LANGUAGE plpgsql AS $$\n"
  "BEGIN\n"
  "  RAISE EXCEPTION USING ERRCODE = 'PT' || CASE WHEN $1 ->> 'status' ~ '^[1-9][0-9]{2}$' "
  "THEN $1 ->> 'status' ELSE '500' END,\n"
  "    MESSAGE = coalesce(nullif($1 ->> 'detail', ''), $1 ->> 'title', ''), DETAIL = $1::text;\n"
  "END$$;\n"
  "CREATE FUNCTION gp_flows.must(v anyelement, what text) RETURNS anyelement LANGUAGE plpgsql "
  "STABLE AS $$\n"
  "BEGIN\n"
  "  IF $1 IS NULL THEN\n"
  "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "expression', 400, "
  "'An expression failed', $2));\n"
  "  END IF;\n"
  "  RETURN $1;\n"
  "END$$;\n"
  /* What the database has against something, as flows see it. */
  PURE ("fault_of(state text, message text, detail text)", "jsonb",
        "CASE WHEN $1 ~ '^PT[0-9]{3}$' AND $3 LIKE '{\"type\": %' THEN $3::jsonb "
        "WHEN $1 = '42501' THEN gp_flows.fault('" STANDARD "authorization', 403, "
        "'Not allowed', $2) "
        "WHEN $1 LIKE '23%' THEN gp_flows.fault('" STANDARD "validation', 409, "
        "'A value is not as it must be', $2) "
        "WHEN $1 = '22012' THEN gp_flows.fault('" STANDARD "expression', 400, "
        "'An expression failed', $2) "
        "WHEN $1 LIKE '22%' THEN gp_flows.fault('" STANDARD "validation', 400, "
        "'A value is not as it must be', $2) "
        "ELSE gp_flows.fault('" STANDARD "runtime', 500, 'The run failed', $2) END")
  /* Another try may help after these; they are nothing that a flow could catch. */
  PURE ("is_passing(state text)", "boolean", "$1 ~ '^(40|53|55|57|58)'")
  PURE ("is_transient(error jsonb)", "boolean",
        "regexp_replace($1 ->> 'type', '^.*/', '') IN ('communication', 'timeout') AND "
        "(($1 ->> 'status')::integer IN (0, 408, 409, 425, 429) "
        "OR ($1 ->> 'status')::integer >= 500)")
  /* When a step that failed is tried again; NULL: not. @3: 0 where it was left out */
  "CREATE FUNCTION gp_flows.next_try(error jsonb, worth boolean, attempt integer, most integer, "
  "delay interval, backoff text, jitter interval) RETURNS timestamp with time zone LANGUAGE sql "
  "AS $$ SELECT CASE WHEN $2 AND $3 BETWEEN 1 AND $4 - 1 THEN clock_timestamp() + greatest(least(interval "
  "'1 day', $5 * CASE $6 WHEN 'constant' THEN 1 WHEN 'linear' THEN $3 "
  "ELSE power(2, least($3 - 1, 30)) END) + $7 * random(), make_interval(secs => least(86400, "
  "coalesce(($1 ->> 'retry_after')::double precision, 0)))) END $$;\n"
  STABLE ("in_time(until timestamp with time zone, allowed text, name text)", "void",
          "BEGIN\n"
          "  IF clock_timestamp() > $1 THEN\n"
          "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "timeout', 408, "
          "'It took too long', '“' || $3 || '” took longer than ' || $2 || '.'));\n"
          "  END IF;\nEND")
  PURE ("matches(error jsonb, type text, status integer)", "boolean",
        "($2 = '' OR $1 ->> 'type' = $2 OR regexp_replace($1 ->> 'type', '^.*/', '') = $2) "
        "AND ($3 = 0 OR ($1 -> 'status') = to_jsonb($3))");

/* --- runs ------------------------------------------------------------------------------------- */

static const char runs[] =
  "CREATE FUNCTION gp_flows.first_input(event jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ "
  "SELECT coalesce($1 -> 'input', $1 -> 'body', $1 -> 'data', $1 -> 'record', '{}'::jsonb) $$;\n"
  /* Flows that start one another, by what they write too, are counted through a setting that ends
   * with the transaction, and with what is rolled back in it. */
  "CREATE FUNCTION gp_flows.depth() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT "
  "coalesce(nullif(current_setting('groundplan.depth', true), ''), '0')::integer $$;\n"
  "CREATE FUNCTION gp_flows.enter(depth integer) RETURNS void LANGUAGE plpgsql AS $$\n"
  "BEGIN\n"
  "  IF $1 >= " TEXT (GP_FLOW_MAX_DEPTH) " THEN\n"
  "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "runtime', 508, 'The run failed',\n"
  "      'Flows have started one another " TEXT (GP_FLOW_MAX_DEPTH) " times in a row.'));\n"
  "  END IF;\n"
  "  PERFORM set_config('groundplan.depth', ($1 + 1)::text, true);\n"
  "END$$;\n"
  "CREATE FUNCTION gp_flows.go_on(turns integer, until timestamp with time zone) RETURNS void "
  "LANGUAGE plpgsql AS $$\n"
  "BEGIN\n"
  "  IF $1 > " TEXT (GP_FLOW_MAX_STEPS) " THEN\n"
  "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "runtime', 500, 'The run failed',\n"
  "      'The run has done " TEXT (GP_FLOW_MAX_STEPS) " steps: a loop seems never to end.'));\n"
  "  ELSIF clock_timestamp() > $2 THEN\n"
  "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "timeout', 408, 'It took too long',\n"
  "      'The run took longer than its time limit.'));\n"
  "  END IF;\n"
  "END$$;\n"
  "CREATE FUNCTION gp_flows.leave(depth integer) RETURNS void LANGUAGE sql AS $$ "
  "SELECT set_config('groundplan.depth', $1::text, true) $$;\n"
  "CREATE FUNCTION gp_flows.caller() RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT "
  "CASE WHEN gp_access.is_signed_in() THEN jsonb_strip_nulls(jsonb_build_object("
  "'id', gp_access.user_id(), 'email', gp_access.user_email(), "
  "'tenant', gp_access.user_tenant(), 'roles', to_jsonb(gp_access.user_roles()), "
  "'claims', coalesce(gp_access.claims() #> '{app_metadata,claims}', '{}'::jsonb))) "
  "ELSE '{\"roles\": []}'::jsonb END $$;\n"
  ACTING ("start(flow uuid, input jsonb, depth integer)", "bigint",
          "DECLARE\n  made bigint;\nBEGIN\n"
          "  INSERT INTO groundplan.outbox (flow, input, depth) VALUES ($1, $2, $3) "
          "RETURNING outbox.number INTO made;\n"
          "  RETURN made;\nEND")
  /* Whoever listens hears of it once the transaction is there; what is too long for that is not
   * among what they hear. */
  ACTING ("tell(event jsonb)", "void",
          "BEGIN\n"
          "  PERFORM pg_notify('groundplan', CASE WHEN octet_length($1::text) < 7900 "
          "THEN $1::text ELSE ($1 - 'data')::text END);\nEND");

void
gp_postgresql_flow_runtime_write (GString                     *out,
                                  const GpPostgresqlAbilities *abilities)
{
  const char *const parts[] = {
    tables, conversions, operations, errors, runs, gp_pg_flow_calls_sql,
    abilities->net ? gp_pg_flow_answers_sql : gp_pg_flow_no_answers_sql, gp_pg_flow_schema_sql,
    gp_pg_flow_keys_sql, gp_pg_flow_turns_sql, gp_pg_flow_work_sql,
  };

  g_string_append (out, "CREATE SCHEMA gp_flows;\n"
                        "CREATE DOMAIN gp_flows.answer AS jsonb;\n");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append (out, parts[i]);
}
