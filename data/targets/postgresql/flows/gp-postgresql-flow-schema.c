/* gp-postgresql-flow-schema.c — whether the input of a flow is as its schema wants it, in SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * The same words of JSON Schema as gp_json_schema_check(), in the same order. */
#define G_LOG_DOMAIN "gp-postgresql-flow-schema"
#include "config.h"
#include "gp-postgresql-flow-sql.h"

const char gp_pg_flow_schema_sql[] =
  PURE ("has_type(v jsonb, type text)", "boolean",
        "CASE $2 WHEN 'integer' THEN jsonb_typeof($1) = 'number' AND CASE WHEN "
        "jsonb_typeof($1) = 'number' THEN trunc($1::text::numeric) = $1::text::numeric END "
        "ELSE jsonb_typeof($1) = $2 END")
  STABLE ("has_format(v text, format text)", "boolean",
          "BEGIN\n"
          "  IF $2 = 'uuid' THEN\n"
          "    RETURN $1 ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';\n"
          "  ELSIF $2 = 'date-time' THEN\n"
          "    RETURN gp_flows.as_time(to_jsonb($1)) IS NOT NULL;\n"
          "  ELSIF $2 = 'date' THEN\n"
          "    RETURN gp_flows.as_time(to_jsonb($1 || 'T00:00:00Z')) IS NOT NULL;\n"
          "  END IF;\n  RETURN true;\nEND")
  STABLE ("breaks_bound(schema jsonb, v jsonb, place text)", "text",
          "DECLARE\n  one record;\n  actual numeric;\nBEGIN\n"
          "  FOR one IN SELECT * FROM (VALUES ('minimum', 'number', -1, false), "
          "('maximum', 'number', 1, false),\n"
          "    ('exclusiveMinimum', 'number', -1, true), ('exclusiveMaximum', 'number', 1, true),\n"
          "    ('minLength', 'string', -1, false), ('maxLength', 'string', 1, false),\n"
          "    ('minItems', 'array', -1, false), ('maxItems', 'array', 1, false)) "
          "AS b(word, type, side, exclusive) LOOP\n"
          "    CONTINUE WHEN jsonb_typeof($1 -> one.word) IS DISTINCT FROM 'number' "
          "OR jsonb_typeof($2) <> one.type;\n"
          "    actual := CASE one.type WHEN 'number' THEN $2::text::numeric "
          "ELSE gp_flows.size($2)::numeric END;\n"
          "    IF sign(actual - ($1 ->> one.word)::numeric) = one.side\n"
          "      OR (one.exclusive AND actual = ($1 ->> one.word)::numeric) THEN\n"
          "      RETURN format('“%s” does not keep to “%s”: %s.', $3, one.word, $1 ->> one.word);\n"
          "    END IF;\n  END LOOP;\n  RETURN NULL;\nEND")
  STABLE ("misfit_inside(schema jsonb, v jsonb, place text, depth integer)", "text",
          "DECLARE\n  one record;\n  own jsonb;\n  said text;\nBEGIN\n"
          "  IF jsonb_typeof($2) = 'array' THEN\n"
          "    FOR one IN SELECT i.v, i.n - 1 AS name FROM jsonb_array_elements($2) "
          "WITH ORDINALITY AS i(v, n) LOOP\n"
          "      said := gp_flows.misfit($1 -> 'items', one.v, $3 || '/' || one.name, $4 + 1);\n"
          "      EXIT WHEN said IS NOT NULL;\n"
          "    END LOOP;\n    RETURN said;\n"
          "  ELSIF jsonb_typeof($2) <> 'object' THEN\n    RETURN NULL;\n  END IF;\n"
          "  FOR one IN SELECT r.v #>> '{}' AS name FROM jsonb_array_elements(CASE WHEN "
          "jsonb_typeof($1 -> 'required') = 'array' THEN $1 -> 'required' ELSE '[]'::jsonb END) "
          "AS r(v) WHERE jsonb_typeof(r.v) = 'string' LOOP\n"
          "    IF NOT $2 ? one.name THEN\n"
          "      RETURN format('“%s/%s” is missing.', $3, one.name);\n"
          "    END IF;\n  END LOOP;\n"
          "  FOR one IN SELECT m.key AS name, m.value AS v FROM jsonb_each($2) AS m LOOP\n"
          "    own := coalesce(gp_flows.map($1 -> 'properties') -> one.name, "
          "$1 -> 'additionalProperties');\n"
          "    IF own = 'false'::jsonb AND NOT gp_flows.map($1 -> 'properties') ? one.name THEN\n"
          "      RETURN format('“%s/%s” is not known here.', $3, one.name);\n"
          "    END IF;\n"
          "    said := gp_flows.misfit(own, one.v, $3 || '/' || one.name, $4 + 1);\n"
          "    EXIT WHEN said IS NOT NULL;\n"
          "  END LOOP;\n  RETURN said;\nEND")
  /* The first thing that is wrong; NULL where it fits. */
  STABLE ("misfit(schema jsonb, v jsonb, place text, depth integer)", "text",
          "DECLARE\n  said text;\n  types jsonb := CASE jsonb_typeof($1 -> 'type') WHEN 'string' "
          "THEN jsonb_build_array($1 -> 'type') ELSE $1 -> 'type' END;\nBEGIN\n"
          "  IF $4 > 32 OR jsonb_typeof($1) IS DISTINCT FROM 'object' THEN\n    RETURN NULL;\n"
          "  ELSIF $1 ? 'type' AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(CASE WHEN "
          "jsonb_typeof(types) = 'array' THEN types ELSE '[]'::jsonb END) AS t(name) "
          "WHERE gp_flows.has_type($2, t.name)) THEN\n"
          "    RETURN format('“%s” must be of type %s.', $3, gp_flows.plain($1 -> 'type'));\n"
          "  ELSIF $1 ? 'const' AND $1 -> 'const' <> $2 THEN\n"
          "    RETURN format('“%s” must be %s.', $3, $1 -> 'const');\n"
          "  ELSIF jsonb_typeof($1 -> 'enum') = 'array' AND NOT gp_flows.is_in($2, $1 -> 'enum') "
          "THEN\n"
          "    RETURN format('“%s” must be one of %s.', $3, $1 -> 'enum');\n"
          "  END IF;\n"
          "  said := gp_flows.breaks_bound($1, $2, $3);\n"
          "  IF said IS NULL AND jsonb_typeof($2) = 'string' AND jsonb_typeof($1 -> 'format') = "
          "'string' AND NOT gp_flows.has_format($2 #>> '{}', $1 ->> 'format') THEN\n"
          "    said := format('“%s” is no %s.', $3, $1 ->> 'format');\n"
          "  END IF;\n"
          "  RETURN coalesce(said, gp_flows.misfit_inside($1, $2, $3, $4));\nEND")
  STABLE ("check_input(schema jsonb, v jsonb, flow text)", "void",
          "DECLARE\n  said text := gp_flows.misfit($1, coalesce(nullif($2, 'null'::jsonb), "
          "'{}'::jsonb), '', 0);\nBEGIN\n"
          "  IF said IS NOT NULL THEN\n"
          "    PERFORM gp_flows.fail(gp_flows.fault('" STANDARD "validation', 400, "
          "'A value is not as it must be',\n"
          "      format('The input of %s does not fit: %s', $3, said)));\n"
          "  END IF;\nEND");
