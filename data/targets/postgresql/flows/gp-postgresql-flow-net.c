/* gp-postgresql-flow-net.c — calls of services from a PostgreSQL database, by pg_net
 * SPDX-License-Identifier: Apache-2.0
 *
 * pg_net sends a request once the transaction that asks for it is there, and leaves what comes back
 * in net._http_response, where it stays for some hours. It knows GET, DELETE, and POST with JSON.
 *
 * The secret of a connection is read from the vault when a call is made. It is in none of our
 * functions and tables; pg_net keeps it in its own queue until the request is sent. */
#define G_LOG_DOMAIN "gp-postgresql-flow-net"
#include "config.h"
#include "gp-postgresql-flow-sql.h"

#include "gp-run-call.h"

#define REFUSED_HEADERS \
  "'host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'te', 'trailer', " \
  "'keep-alive', 'expect'"

const char gp_pg_flow_calls_sql[] =
  "CREATE FUNCTION gp_flows.escape(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT "
  "coalesce((SELECT string_agg(CASE WHEN chr(get_byte(b.v, i)) ~ '^[A-Za-z0-9_.~-]$' "
  "THEN chr(get_byte(b.v, i)) ELSE '%' || upper(lpad(to_hex(get_byte(b.v, i)), 2, '0')) END, '' "
  "ORDER BY i) FROM (SELECT convert_to($1, 'UTF8')) AS b(v), "
  "generate_series(0, octet_length(b.v) - 1) AS i), '') $$;\n"
  PURE ("plain(v jsonb)", "text",
        "CASE WHEN jsonb_typeof($1) = 'string' THEN $1 #>> '{}' ELSE $1::text END")
  /* Lists are given as often as they have items. */
  PURE ("query_text(parameters jsonb)", "text",
        "coalesce(string_agg(gp_flows.escape(p.name) || '=' || "
        "gp_flows.escape(gp_flows.plain(i.v)), '&' ORDER BY p.name, i.n), '') "
        "FROM jsonb_each($1) AS p(name, v), LATERAL jsonb_array_elements(CASE WHEN "
        "jsonb_typeof(p.v) = 'array' THEN p.v ELSE jsonb_build_array(p.v) END) WITH ORDINALITY "
        "AS i(v, n) WHERE jsonb_typeof(p.v) <> 'null'")
  PURE ("map(v jsonb)", "jsonb",
        "CASE WHEN jsonb_typeof($1) = 'object' THEN $1 ELSE '{}'::jsonb END")
  "CREATE FUNCTION gp_flows.cannot(detail text) RETURNS void LANGUAGE sql AS $$ SELECT "
  "gp_flows.fail(gp_flows.fault('" STANDARD "configuration', 400, 'The flow cannot do this', $1)) "
  "$$;\n"
  ACTING ("secret(name text)", "text",
          "DECLARE\n  kept text;\nBEGIN\n"
          "  SELECT s.decrypted_secret INTO kept FROM vault.decrypted_secrets AS s "
          "WHERE s.name = $1;\n"
          "  IF kept IS NULL THEN\n"
          "    PERFORM gp_flows.cannot('There is no secret ' || $1 || ' in the vault: "
          "vault.create_secret(''…'', ''' || $1 || ''') puts it there.');\n"
          "  END IF;\n"
          "  RETURN kept;\nEND")
  /* As the header of a request. */
  ACTING ("credentials(way text, header text, name text)", "jsonb",
          "DECLARE\n  secret text;\nBEGIN\n"
          "  IF $1 = 'none' THEN\n    RETURN '{}'::jsonb;\n  END IF;\n"
          "  secret := gp_flows.secret($3);\n"
          "  RETURN jsonb_build_object($2, CASE $1 WHEN 'bearer' THEN 'Bearer ' || secret\n"
          "    WHEN 'basic' THEN 'Basic ' || translate(encode(convert_to(secret, 'UTF8'), "
          "'base64'), E'\\n', '')\n    ELSE secret END);\nEND")
  STABLE ("check_headers(headers jsonb)", "void",
          "DECLARE\n  one record;\nBEGIN\n"
          "  FOR one IN SELECT h.key, gp_flows.plain(h.value) AS value FROM jsonb_each($1) AS h "
          "LOOP\n"
          "    IF lower(one.key) IN (" REFUSED_HEADERS ") OR lower(one.key) LIKE 'proxy-%'\n"
          "      OR one.key !~ '^[!#$%&''*+.^_`|~0-9A-Za-z-]+$' OR one.value ~ "
          "'[\\x01-\\x1f\\x7f]' THEN\n"
          "      PERFORM gp_flows.cannot('The header ' || one.key || ' cannot be sent.');\n"
          "    END IF;\n  END LOOP;\nEND")
  STABLE ("json_type(headers jsonb, body jsonb)", "void",
          "DECLARE\n  kind text;\nBEGIN\n"
          "  SELECT gp_flows.plain(h.value) INTO kind FROM jsonb_each($1) AS h "
          "WHERE lower(h.key) = 'content-type';\n"
          "  IF kind <> 'application/json' OR (kind IS NULL AND jsonb_typeof($2) = 'string') THEN\n"
          "    PERFORM gp_flows.cannot('pg_net, which calls services here, sends JSON alone.');\n"
          "  END IF;\nEND")
  /* The number of the request. @4: NULL for none */
  ACTING ("call(method text, url text, query jsonb, headers jsonb, body jsonb, key text, "
          "credentials jsonb, milliseconds integer)", "bigint",
          "DECLARE\n  q text := gp_flows.query_text($3);\n  address text;\n  sent jsonb;\nBEGIN\n"
          "  PERFORM gp_flows.check_headers($4);\n"
          "  address := $2 || CASE WHEN q = '' THEN '' WHEN strpos($2, '?') > 0 THEN '&' "
          "ELSE '?' END || q;\n"
          "  SELECT coalesce(jsonb_object_agg(h.key, gp_flows.plain(h.value)), '{}'::jsonb) "
          "INTO sent FROM jsonb_each($4) AS h\n"
          "    WHERE lower(h.key) NOT IN ('idempotency-key', 'user-agent') AND NOT EXISTS "
          "(SELECT FROM jsonb_object_keys($7) AS c WHERE lower(c) = lower(h.key));\n"
          "  sent := sent || CASE WHEN $6 ~ '[\\x01-\\x1f\\x7f]' THEN '{}'::jsonb "
          "ELSE jsonb_build_object('Idempotency-Key', $6) END || $7;\n"
          "  IF $1 = 'GET' THEN\n"
          "    RETURN net.http_get(url := address, headers := sent, timeout_milliseconds := $8);\n"
          "  ELSIF $1 = 'DELETE' THEN\n"
          "    RETURN net.http_delete(url := address, headers := sent, "
          "timeout_milliseconds := $8);\n"
          "  END IF;\n"
          "  PERFORM gp_flows.json_type($4, $5);\n"
          "  RETURN net.http_post(url := address, body := coalesce($5, '{}'::jsonb), "
          "headers := sent, timeout_milliseconds := $8);\nEND")
  /* What has come back becomes what the step gives, or its error. */
  STABLE ("take(name text, allowed text, answer jsonb)", "jsonb",
          "BEGIN\n"
          "  IF $3 IS NULL OR $3 ? 'timed_out' THEN\n"
          "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "timeout', 408, "
          "'It took too long', '“' || $1 || '” took longer than ' || $2 || '.'));\n"
          "  ELSIF $3 ? 'problem' THEN\n"
          "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "communication', 500, "
          "'A service failed', '“' || $1 || '” reaches nobody: ' || ($3 ->> 'problem')));\n"
          "  ELSIF octet_length($3 ->> 'body') > " TEXT (GP_RUN_CALL_MAX_BYTES) " THEN\n"
          "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "runtime', 413, "
          "'The run failed', 'The answer is larger than 1 MB.'));\n"
          "  ELSIF ($3 -> 'status')::integer >= 400 THEN\n"
          "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "communication', "
          "($3 -> 'status')::integer, 'A service failed', '“' || $1 || '” was answered with the "
          "status ' || ($3 ->> 'status') || '.') || CASE WHEN $3 ? 'retry_after' THEN "
          "jsonb_build_object('retry_after', $3 -> 'retry_after') ELSE '{}'::jsonb END);\n"
          "  END IF;\n"
          "  RETURN $3;\nEND");

const char gp_pg_flow_answers_sql[] =
  STABLE ("body_of(content text, type text)", "jsonb",
          "BEGIN\n"
          "  IF coalesce($1, '') = '' THEN\n    RETURN 'null'::jsonb;\n  END IF;\n"
          "  IF split_part($2, ';', 1) ~* '^application/json\\s*$|\\+json\\s*$' THEN\n"
          "    BEGIN\n      RETURN $1::jsonb;\n"
          "    EXCEPTION WHEN data_exception THEN\n      NULL;\n    END;\n  END IF;\n"
          "  RETURN to_jsonb($1);\nEND")
  /* Seconds, of a number or of a date. */
  STABLE ("retry_after(said text)", "jsonb",
          "BEGIN\n"
          "  IF $1 ~ '^\\s*[0-9]{1,9}\\s*$' THEN\n    RETURN to_jsonb(trim($1)::bigint);\n"
          "  END IF;\n"
          "  RETURN to_jsonb(greatest(0, ceil(extract(epoch FROM $1::timestamp with time zone - "
          "clock_timestamp())))::bigint);\n"
          "EXCEPTION WHEN data_exception THEN\n  RETURN NULL;\nEND")
  /* Whose answer has come is due; the extension has no index by which a line could ask alone. */
  ACTING ("notice_answers(most integer)", "void",
          "BEGIN\n"
          "  UPDATE groundplan.outbox AS o SET due = clock_timestamp() WHERE o.number IN "
          "(SELECT w.number FROM groundplan.outbox AS w\n"
          "    JOIN net._http_response AS r ON r.id = w.request WHERE w.attempts = 0 "
          "AND w.due > clock_timestamp()\n"
          "    ORDER BY w.number LIMIT $1 FOR UPDATE OF w SKIP LOCKED);\nEND")
  ACTING ("answer(request bigint)", "jsonb",
          "DECLARE\n  got net._http_response;\n  named jsonb;\n  later jsonb;\nBEGIN\n"
          "  SELECT * INTO got FROM net._http_response AS r WHERE r.id = $1;\n"
          "  IF NOT FOUND THEN\n    RETURN NULL;\n"
          "  ELSIF got.timed_out THEN\n    RETURN '{\"timed_out\": true}'::jsonb;\n"
          "  ELSIF got.status_code IS NULL THEN\n"
          "    RETURN jsonb_build_object('problem', coalesce(got.error_msg, ''));\n"
          "  END IF;\n"
          "  SELECT coalesce(jsonb_object_agg(lower(h.key), h.value), '{}'::jsonb) INTO named\n"
          "    FROM jsonb_each_text(gp_flows.map(got.headers)) AS h\n"
          "    WHERE lower(h.key) NOT IN (" SECRET_HEADERS ");\n"
          "  later := gp_flows.retry_after(named ->> 'retry-after');\n"
          "  RETURN jsonb_build_object('status', got.status_code, 'headers', named, 'body', "
          "gp_flows.body_of(got.content, got.content_type)) || CASE WHEN later IS NULL "
          "THEN '{}'::jsonb ELSE jsonb_build_object('retry_after', later) END;\nEND");

const char gp_pg_flow_no_answers_sql[] =
  ACTING ("notice_answers(most integer)", "void", "BEGIN\nEND")
  PURE ("answer(request bigint)", "jsonb", "NULL::jsonb");
