/* gp-openapi-admin.c — the contract of administration, and of what flows wait for
 * SPDX-License-Identifier: Apache-2.0
 *
 * The same in every backend, so that it stands here as JSON text. */
#define G_LOG_DOMAIN "gp-openapi-admin"
#include "config.h"
#include "gp-openapi-private.h"

#define UNKNOWN PROBLEM ("401", "No admin token")
#define OBJECT(properties) \
  "\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{" \
  properties "}}}}"
#define LIST(properties) \
  OBJECT ("\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{" \
          properties "}}}")
#define BODY(required, properties) \
  "\"requestBody\":{\"required\":true,\"content\":{\"application/json\":{\"schema\":{" \
  "\"type\":\"object\",\"required\":[" required "],\"properties\":{" properties "}}}}}"
#define ID(words) \
  "{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"description\":\"" words "\"," \
  "\"schema\":{\"type\":\"string\"}}"
#define NAMES(name) "\"" name "\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"
#define TIME(name) "\"" name "\":{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"}"
#define FACTS \
  NAMES ("roles") ",\"tenant\":{\"type\":[\"string\",\"null\"]}," \
  "\"claims\":{\"type\":[\"object\",\"null\"]}"
#define RUN \
  "\"200\":{\"description\":\"The run\"," OBJECT ("") "}," UNKNOWN "," \
  PROBLEM ("404", "No such run")
#define ON_RUN(id, words, body) \
  "{\"post\":{\"operationId\":\"" id "\",\"summary\":\"" words "\"," \
  "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":[" ID ("The run") "]," body \
  "\"responses\":{" RUN "," PROBLEM ("409", "Its status does not allow it") "}}}"

static const struct
{
  const char *path;
  const char *item;
} paths[] = {
  { "/admin/design",
    "{\"get\":{\"operationId\":\"deployedDesign\",\"summary\":\"What is deployed\","
    "\"tags\":[\"administration\"],"
    ADMIN ",\"responses\":{\"200\":{\"description\":\"The design, and the fingerprint to plan "
    "against\","
    "\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{"
    "\"live\":{\"type\":\"string\"},\"drifted\":{\"type\":\"boolean\"},"
    "\"design\":{\"type\":[\"object\",\"null\"]}}}}}}," UNKNOWN "}}}" },
  { "/admin/plan",
    "{\"post\":{\"operationId\":\"plan\",\"summary\":\"What deploying a design would do\","
    "\"tags\":[\"administration\"]," ADMIN "," BODY_OF ("gp-wanted")
    ",\"responses\":{\"200\":{\"description\":\"The plan\"," JSON_OF ("gp-plan") "},"
    PROBLEM ("400", "Not a design") "," UNKNOWN "}}}" },
  { "/admin/apply",
    "{\"post\":{\"operationId\":\"apply\",\"summary\":\"Deploy a design in one transaction\","
    "\"tags\":[\"administration\"]," ADMIN "," BODY_OF ("gp-wanted")
    ",\"responses\":{\"200\":{\"description\":\"Deployed\","
    "\"content\":{\"application/json\":{\"schema\":"
    "{\"type\":\"object\",\"properties\":{\"live\":{\"type\":\"string\"},"
    "\"plan\":{\"$ref\":\"#/components/schemas/gp-plan\"}}}}}},"
    PROBLEM ("400", "Not a design") "," UNKNOWN ","
    PROBLEM ("409", "Planned against another state, or without consent to losing data") ","
    PROBLEM ("422", "Records stand in the way") "}}}" },
  { "/admin/users",
    "{\"get\":{\"operationId\":\"users\",\"summary\":\"The accounts\","
    "\"tags\":[\"administration\"]," ADMIN
    ",\"parameters\":[{\"name\":\"after\",\"in\":\"query\",\"description\":\"The id of the last "
    "account "
    "of the page before\",\"schema\":{\"type\":\"string\"}},{\"name\":\"email\",\"in\":\"query\","
    "\"description\":\"The account with this address\",\"schema\":{\"type\":\"string\"}}],"
    "\"responses\":{\"200\":{\"description\":\"At most 1000 accounts\","
    "\"content\":{\"application/json\":"
    "{\"schema\":{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":"
    "{\"$ref\":\"#/components/schemas/gp-account\"}}}}}}}," UNKNOWN
    "}},"
    "\"post\":{\"operationId\":\"createUser\",\"summary\":\"Make an account\","
    "\"tags\":[\"administration\"]," ADMIN ","
    BODY ("\"email\",\"password\"",
          "\"email\":{\"type\":\"string\",\"maxLength\":254},"
          "\"password\":{\"type\":\"string\",\"minLength\":8,\"maxLength\":256},"
          "\"id\":{\"type\":\"string\",\"description\":\"What rules know as user.id; one is made "
          "where there is none\"}," FACTS)
    ",\"responses\":{\"201\":{\"description\":\"The account\"," JSON_OF ("gp-account") "},"
    PROBLEM ("400", "Not an account, or no such role") "," UNKNOWN ","
    PROBLEM ("409", "There is such an account") "}}}" },
  { "/admin/users/{id}",
    "{\"patch\":{\"operationId\":\"changeUser\",\"summary\":\"What rules know of an account\","
    "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":[" ID ("The account") "],"
    BODY ("", FACTS)
    ",\"responses\":{\"200\":{\"description\":\"The account\"," JSON_OF ("gp-account") "},"
    PROBLEM ("400", "Not such facts, or no such role") "," UNKNOWN ","
    PROBLEM ("404", "No such account") "}}}" },
  { "/admin/users/{id}/roles",
    "{\"put\":{\"operationId\":\"assignRoles\",\"summary\":\"Which roles an account has\","
    "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":[" ID ("The account") "],"
    BODY ("\"roles\"", NAMES ("roles")) ","
    "\"responses\":{\"200\":{\"description\":\"The account\"," JSON_OF ("gp-account") "},"
    PROBLEM ("400", "No such role") "," UNKNOWN "," PROBLEM ("404",
    "No such account")
    "}}}" },
  { "/admin/keys",
    "{\"get\":{\"operationId\":\"keys\",\"summary\":\"The keys of programs\","
    "\"tags\":[\"administration\"]," ADMIN
    ",\"responses\":{\"200\":{\"description\":\"All keys, without what they are\","
    LIST ("\"id\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"}," NAMES ("roles") ","
          "\"entities\":{\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"string\"}},"
          TIME ("created") "," TIME ("expires") "," TIME ("revoked")) "}," UNKNOWN "}},"
    "\"post\":{\"operationId\":\"createKey\",\"summary\":\"Make a key for a program\","
    "\"tags\":[\"administration\"]," ADMIN ","
    BODY ("\"name\",\"roles\"",
          "\"name\":{\"type\":\"string\",\"minLength\":1}," NAMES ("roles") ","
          "\"entities\":{\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"string\"},"
          "\"description\":\"The only ones that it is for\"},\"tenant\":{\"type\":\"string\"},"
          "\"expires_in\":{\"type\":\"integer\",\"minimum\":1,\"description\":\"Seconds\"}")
    ",\"responses\":{\"201\":{\"description\":\"The key, which is told this once\","
    OBJECT ("\"id\":{\"type\":\"string\"},\"key\":{\"type\":\"string\"}") "},"
    PROBLEM ("400", "No name, or no such role or entity") "," UNKNOWN "}}}" },
  { "/admin/keys/{id}",
    "{\"delete\":{\"operationId\":\"revokeKey\",\"summary\":\"Revoke a key\","
    "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":[" ID ("The key") "],"
    "\"responses\":{\"204\":{\"description\":\"Revoked\"}," UNKNOWN ","
    PROBLEM ("404", "No such key in use") "}}}" },
  { "/admin/trail",
    "{\"get\":{\"operationId\":\"trail\",\"summary\":\"Who changed which record, the newest first\","
    "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":["
    QUERY ("entity", "Of one entity, by its name", "{\"type\":\"string\"}") ","
    QUERY ("record", "Of one record of it, by its key as in an address", "{\"type\":\"string\"}")
    "," QUERY ("before", "The number of the last line of the page before", "{\"type\":\"integer\"}")
    "," QUERY ("limit", "Lines on a page", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}")
    "],\"responses\":{\"200\":{\"description\":\"A page\","
    LIST ("\"number\":{\"type\":\"integer\"},\"at\":{\"type\":\"string\",\"format\":\"date-time\"},"
          "\"entity\":{\"type\":[\"string\",\"null\"]},\"record\":{\"type\":[\"string\",\"null\"]},"
          "\"change\":{\"enum\":[\"created\",\"updated\",\"deleted\"]},"
          "\"by\":{\"enum\":[\"user\",\"key\",\"admin\",\"retention\",\"nobody\"]},"
          "\"who\":{\"type\":[\"string\",\"null\"]},\"flow\":{\"type\":\"boolean\"},"
          "\"old\":{\"type\":[\"object\",\"null\"]},\"new\":{\"type\":[\"object\",\"null\"]}") "},"
    PROBLEM ("400", "Something in the request is wrong") "," UNKNOWN "}}}" },
  { "/admin/flows",
    "{\"get\":{\"operationId\":\"flows\",\"summary\":\"The flows, and how they run\","
    "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":["
    QUERY ("flow", "One flow by its id", "{\"type\":\"string\"}") "],"
    "\"responses\":{\"200\":{\"description\":\"The flows\"," OBJECT ("") "}," UNKNOWN "}}}" },
  { "/admin/runs",
    "{\"get\":{\"operationId\":\"runs\",\"summary\":\"Runs of flows, the newest first\","
    "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":["
    QUERY ("flow", "Of one flow, by its id", "{\"type\":\"string\"}") ","
    QUERY ("status", "Of these, with commas between them", "{\"type\":\"string\"}") ","
    QUERY ("before", "The number of the last run of the page before", "{\"type\":\"integer\"}") ","
    QUERY ("limit", "Runs on a page", "{\"type\":\"integer\",\"minimum\":1}") "],"
    "\"responses\":{\"200\":{\"description\":\"A page\"," OBJECT ("") "},"
    PROBLEM ("400", "Something in the request is wrong") "," UNKNOWN "}}}" },
  { "/admin/runs/{id}",
    "{\"get\":{\"operationId\":\"run\",\"summary\":\"One run, and what it did\","
    "\"tags\":[\"administration\"]," ADMIN ",\"parameters\":[" ID ("The run") ","
    QUERY ("trace", "1: each step is told", "{\"type\":\"string\"}") "],"
    "\"responses\":{" RUN "}}}" },
  { "/admin/runs/{id}/retry",
    ON_RUN ("retryRun", "Go on with a run that failed, from the step that failed",
            "\"requestBody\":{\"required\":false,\"content\":{\"application/json\":{\"schema\":{"
            "\"type\":\"object\",\"properties\":{\"input\":{\"description\":\"What the step that "
            "failed finds as input, instead of what it found: retry_input of the run. What it reads "
            "from the trigger or from steps before it stays as it was\"}}}}}},") },
  { "/admin/runs/{id}/cancel", ON_RUN ("cancelRun", "End a run", "") },
  { "/admin/runs/{id}/discard",
    ON_RUN ("discardRun", "Take a run that failed off the list",
            BODY ("\"note\"", "\"note\":{\"type\":\"string\",\"minLength\":1,"
                               "\"maxLength\":2000}") ",") },
  { "/api/runs",
    "{\"post\":{\"operationId\":\"startRun\",\"summary\":\"Start a flow by hand\","
    "\"tags\":[\"flows\"]," CALLER ","
    BODY ("\"flow\"", "\"flow\":{\"type\":\"string\"},\"input\":{}")
    ",\"responses\":{\"200\":{\"description\":\"What it came to\","
    "\"content\":{\"application/json\":{\"schema\":{}}}},"
    "\"202\":{\"description\":\"It runs\","
    OBJECT ("\"run\":{\"type\":[\"string\",\"null\"]},\"status\":{\"type\":\"string\"}") "},"
    ERRORS "," PROBLEM ("409", "The flow cannot be started") "}}}" },
  { "/api/approvals",
    "{\"get\":{\"operationId\":\"approvals\",\"summary\":\"What waits for a decision of mine\","
    "\"tags\":[\"flows\"]," CALLER ",\"responses\":{\"200\":{\"description\":\"All of it\","
    LIST ("\"id\":{\"type\":\"string\"},\"run\":{\"type\":\"string\"},"
          "\"flow\":{\"type\":\"string\"},\"title\":{}") "},"
    PROBLEM ("401", "The caller is not known") "}}}" },
  { "/api/approvals/{id}",
    "{\"post\":{\"operationId\":\"decide\",\"summary\":\"Decide\",\"tags\":[\"flows\"],"
    CALLER ",\"parameters\":[" ID ("What is decided") "],"
    BODY ("\"decision\"", "\"decision\":{\"enum\":[\"approve\",\"reject\"]},"
          "\"comment\":{\"type\":\"string\",\"maxLength\":2000}")
    ",\"responses\":{\"204\":{\"description\":\"Decided\"}," ERRORS "}}}" },
};

void
gp_openapi_write_admin (GpJsonWriter *writer)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      gp_json_writer_key (writer, paths[i].path);
      gp_json_writer_raw (writer, paths[i].item);
    }
}
