/* gp-postgresql-flow-work.c — how lines of the outbox are worked off in a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each line is worked off in a subtransaction: what it did is there together with its end. A flow
 * with steps that wait ends its line itself, or leaves in it where it has come to; it is taken up
 * again when the answer that it waits for is there, or its time has come.
 *
 * No worker waits for a line that another has: that one holds it to the end of its work. */
#define G_LOG_DOMAIN "gp-postgresql-flow-work"
#include "config.h"
#include "gp-postgresql-flow-sql.h"

const char gp_pg_flow_work_sql[] =
  /* One that has waited for its turn begins. Whoever decides to wait holds the lock until that can
   * be seen. */
  ACTING ("finish(number bigint)", "void",
          "DECLARE\n  line groundplan.outbox;\nBEGIN\n"
          "  DELETE FROM groundplan.outbox AS o WHERE o.number = $1 RETURNING o.* INTO line;\n"
          "  IF line.concurrency IS NULL THEN\n    RETURN;\n  END IF;\n"
          "  PERFORM gp_flows.lock_places(line.flow, line.concurrency);\n"
          "  UPDATE groundplan.outbox AS o SET due = clock_timestamp() WHERE o.number = "
          "(SELECT min(w.number) FROM groundplan.outbox AS w\n"
          "    WHERE w.flow = line.flow AND w.concurrency = line.concurrency "
          "AND w.due = 'infinity');\nEND")
  ACTING ("suspend(number bigint, due timestamp with time zone, request bigint, state jsonb[])",
          "void",
          "BEGIN\n"
          "  UPDATE groundplan.outbox AS o SET due = $2, request = $3, state = $4, attempts = 0, "
          "error = NULL\n    WHERE o.number = $1;\nEND")
  ACTING ("bury(line groundplan.outbox, error jsonb)", "void",
          "BEGIN\n"
          "  INSERT INTO groundplan.dead (number, at, flow, input, depth, attempts, error)\n"
          "    VALUES ($1.number, $1.at, $1.flow, $1.input, $1.depth, $1.attempts + 1, $2);\n"
          "  DELETE FROM groundplan.keys AS k WHERE k.line = $1.number;\n"
          "  PERFORM gp_flows.finish($1.number);\nEND")
  ACTING ("run(line groundplan.outbox)", "boolean",
          "DECLARE\n  name text := 'gp_flows.flow_' || translate($1.flow::text, '-', '_');\n"
          "BEGIN\n"
          "  IF to_regprocedure(name || '(jsonb, integer)') IS NOT NULL THEN\n"
          /* It does not wait any more, and would begin once more. */
          "    IF $1.state IS NOT NULL THEN\n"
          "      PERFORM gp_flows.cannot('" GP_PG_FLOW_CHANGED "');\n    END IF;\n"
          "    EXECUTE 'SELECT ' || name || '($1, $2)' USING $1.input, $1.depth;\n"
          "    PERFORM gp_flows.finish($1.number);\n"
          "  ELSIF to_regproc(name) IS NOT NULL THEN\n"
          "    EXECUTE 'SELECT ' || name || '($1, $2, $3, $4, $5)' USING $1.input, $1.depth, "
          "$1.number, $1.state, gp_flows.answer($1.request);\n"
          "  ELSE\n    RETURN false;\n  END IF;\n"
          "  RETURN true;\nEND")
  ACTING ("try(line groundplan.outbox)", "void",
          "DECLARE\n  state text;\n  message text;\n  detail text;\nBEGIN\n"
          "  BEGIN\n"
          "    IF NOT gp_flows.run($1) THEN\n"
          "      PERFORM gp_flows.bury($1, gp_flows.fault('" STANDARD "configuration', 400,\n"
          "        'The flow cannot do this', 'There is no such flow any more.'));\n"
          "    END IF;\n"
          "    RETURN;\n"
          "  EXCEPTION WHEN OTHERS THEN\n"
          "    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, "
          "detail = PG_EXCEPTION_DETAIL;\n"
          "  END;\n"
          "  IF gp_flows.is_passing(state) AND $1.attempts < 4 THEN\n"
          "    UPDATE groundplan.outbox AS o SET attempts = o.attempts + 1, "
          "error = gp_flows.fault_of(state, message, detail),\n"
          "      due = clock_timestamp() + make_interval(secs => power(2, $1.attempts)) "
          "WHERE o.number = $1.number;\n"
          "  ELSE\n"
          "    PERFORM gp_flows.bury($1, gp_flows.fault_of(state, message, detail));\n"
          "  END IF;\nEND")
  /* Whoever ends lets another begin, but does not see the one that is being queued meanwhile. */
  ACTING ("wake()", "void",
          "BEGIN\n"
          "  UPDATE groundplan.outbox AS o SET due = clock_timestamp() WHERE o.number IN "
          "(SELECT w.number FROM groundplan.outbox AS w\n"
          "    WHERE w.due = 'infinity' AND NOT EXISTS (SELECT FROM groundplan.outbox AS r "
          "WHERE r.flow = w.flow\n"
          "      AND r.concurrency = w.concurrency AND (r.state IS NOT NULL "
          "OR r.number < w.number))\n    FOR UPDATE OF w SKIP LOCKED);\nEND")
  /* What was missed meanwhile is not made up for. */
  ACTING ("start_due()", "void",
          "DECLARE\n  line groundplan.schedules;\nBEGIN\n"
          "  FOR line IN SELECT * FROM groundplan.schedules AS s WHERE s.due <= clock_timestamp() "
          "FOR UPDATE SKIP LOCKED LOOP\n"
          "    PERFORM gp_flows.start(line.flow, jsonb_build_object('time', "
          "gp_flows.time_text(line.due)), 0);\n"
          "    UPDATE groundplan.schedules AS s SET due = CASE WHEN line.repeats THEN line.due + "
          "line.every * (1 + floor(extract(epoch FROM clock_timestamp() - line.due) / "
          "extract(epoch FROM line.every)))::double precision END WHERE s.flow = line.flow;\n"
          "  END LOOP;\nEND")
  /* @1: fields as gp_cron_dup_fields() gives them */
  PURE ("fits(line text, t timestamp)", "boolean",
        "m[1] AND m[2] AND m[4] AND CASE WHEN f[3] LIKE '*%' OR f[5] LIKE '*%' THEN m[3] AND m[5] "
        "ELSE m[3] OR m[5] END FROM (SELECT string_to_array($1, ' ') AS f, "
        "ARRAY(SELECT p.field = '*' OR p.value::text = ANY (string_to_array(p.field, ',')) "
        "FROM unnest(string_to_array($1, ' '), ARRAY[extract(minute FROM $2), "
        "extract(hour FROM $2), extract(day FROM $2), extract(month FROM $2), "
        "extract(dow FROM $2)]::integer[]) WITH ORDINALITY AS p(field, value, n) ORDER BY p.n) "
        "AS m) AS l")
  /* Whether this minute is one of the line. What clocks leave out when they go forward comes right
   * after it, and what comes twice when they go back, the first time; lines of every hour follow
   * the clock. */
  STABLE ("is_time(line text, zone text, at timestamp with time zone DEFAULT clock_timestamp())",
          "boolean",
          "DECLARE\n  here timestamp := date_trunc('minute', $3) AT TIME ZONE $2;\n"
          "  before timestamp := (date_trunc('minute', $3) - interval '1 minute') AT TIME ZONE $2;"
          "\nBEGIN\n"
          "  IF split_part($1, ' ', 2) = '*' THEN\n    RETURN gp_flows.fits($1, here);\n"
          "  ELSIF here > before + interval '1 minute' THEN\n"
          "    RETURN EXISTS (SELECT FROM generate_series(before + interval '1 minute', here, "
          "interval '1 minute') AS missed(t) WHERE gp_flows.fits($1, missed.t));\n"
          "  END IF;\n"
          "  RETURN gp_flows.fits($1, here) AND NOT EXISTS (SELECT FROM (VALUES "
          "(interval '30 minutes'), (interval '1 hour')) AS back(by) WHERE "
          "(date_trunc('minute', $3) - back.by) AT TIME ZONE $2 = here);\nEND")
  ACTING ("work(most integer DEFAULT 100)", "integer",
          "DECLARE\n  line groundplan.outbox;\n  done integer := 0;\nBEGIN\n"
          "  PERFORM gp_flows.start_due(), gp_flows.wake(), gp_flows.notice_answers($1);\n"
          "  WHILE done < $1 LOOP\n"
          "    SELECT * INTO line FROM groundplan.outbox AS o WHERE o.due <= clock_timestamp()\n"
          "      ORDER BY o.number LIMIT 1 FOR UPDATE SKIP LOCKED;\n"
          "    EXIT WHEN NOT FOUND;\n"
          "    PERFORM gp_flows.try(line);\n"
          "    done := done + 1;\n"
          "  END LOOP;\n"
          /* At the end: who uses one of these again waits for this transaction. */
          "  DELETE FROM groundplan.keys AS k WHERE (k.flow, k.key) IN (SELECT e.flow, e.key "
          "FROM groundplan.keys AS e\n    WHERE e.until <= now() FOR UPDATE SKIP LOCKED);\n"
          "  RETURN done;\nEND");
