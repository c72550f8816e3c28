/* gp-postgresql-flow-sql.h — how the functions that flows share are written down
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-flow-runtime.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF (x)

#define STANDARD "https://serverlessworkflow.io/spec/1.0.0/errors/"

/* What a run that waited is told where its flow is another one by then. */
#define GP_PG_FLOW_CHANGED "The flow was changed while this run waited."

/* Headers that do not come into a run: of an answer, and of the request that starts it. */
#define SECRET_HEADERS "'authorization', 'cookie', 'set-cookie', 'webhook-signature', 'apikey'"

/* Plain functions of SQL; PostgreSQL writes them into the statements that call them. */
#define PURE(name, result, body) \
  "CREATE FUNCTION gp_flows." name " RETURNS " result " LANGUAGE sql IMMUTABLE AS $$ SELECT " body \
  " $$;\n"
#define STABLE(name, result, body) \
  "CREATE FUNCTION gp_flows." name " RETURNS " result " LANGUAGE plpgsql STABLE AS $$\n" body \
  "$$;\n"
#define ACTING(name, result, body) \
  "CREATE FUNCTION gp_flows." name " RETURNS " result " " GP_POSTGRESQL_FLOWS_SAFE " AS $$\n" body \
  "$$;\n"

/* --- what each file has of them --------------------------------------------------------------- */

/** Calls of services, and what comes back: by pg_net, and where that is not there. */
extern const char gp_pg_flow_calls_sql[];
extern const char gp_pg_flow_answers_sql[];
extern const char gp_pg_flow_no_answers_sql[];

/** Whether a run may begin: its input, its key, and how many there are. */
extern const char gp_pg_flow_schema_sql[];
extern const char gp_pg_flow_keys_sql[];
extern const char gp_pg_flow_turns_sql[];

/** How lines of the outbox are worked off. */
extern const char gp_pg_flow_work_sql[];
