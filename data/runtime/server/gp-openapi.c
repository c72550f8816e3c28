/* gp-openapi.c — the contract of a deployed design
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is the same in every backend stands here as JSON text; the paths of the tables are made from
 * one template each, in which TABLE stands for what differs. */
#define G_LOG_DOMAIN "gp-openapi"
#include "config.h"
#include "gp-openapi.h"

#include "gp-openapi-private.h"
#include "gp-route.h"

static const struct
{
  const char *path;
  const char *item;
} fixed_paths[] = {
  { "/api/health",
    "{\"get\":{\"operationId\":\"health\",\"summary\":\"Whether the backend is ready\","
    "\"tags\":[\"backend\"],"
    ANYBODY ",\"responses\":{\"200\":{\"description\":\"Ready\",\"content\":{\"application/json\":"
    "{\"schema\":{\"type\":\"object\",\"properties\":{\"status\":{\"type\":\"string\"},"
    "\"deployed\":{\"type\":\"boolean\"}}}}}}," PROBLEM ("503", "Not ready") "}}}" },
  { "/api/auth/signup",
    "{\"post\":{\"operationId\":\"signup\",\"summary\":\"Make an account\","
    "\"tags\":[\"accounts\"]," ANYBODY
    "," BODY_OF ("gp-credentials") ",\"responses\":{\"201\":{\"description\":\"Signed in\","
    JSON_OF ("gp-session")
    "}," PROBLEM ("400", "Not an e-mail address, or not a password") ","
    PROBLEM ("409", "There is such an account") "," PROBLEM ("429", "Too often") "}}}" },
  { "/api/auth/login",
    "{\"post\":{\"operationId\":\"login\",\"summary\":\"Log in\",\"tags\":[\"accounts\"]," ANYBODY
    "," BODY_OF ("gp-credentials") ",\"responses\":{\"200\":{\"description\":\"Signed in\","
    JSON_OF ("gp-session")
    "}," PROBLEM ("400", "Not an e-mail address, or not a password") ","
    PROBLEM ("401", "Address or password is wrong") "," PROBLEM ("429", "Too often") "}}}" },
  { "/api/auth/refresh",
    "{\"post\":{\"operationId\":\"refresh\",\"summary\":\"Go on with a new token\","
    "\"tags\":[\"accounts\"],"
    ANYBODY ",\"requestBody\":{\"required\":true,\"content\":{\"application/json\":{\"schema\":"
    "{\"type\":\"object\",\"required\":[\"refresh_token\"],\"additionalProperties\":false,"
    "\"properties\":{\"refresh_token\":{\"type\":\"string\"}}}}}},"
    "\"responses\":{\"200\":{\"description\":\"Signed in\"," JSON_OF ("gp-session") "},"
    PROBLEM ("400", "No token") "," PROBLEM ("401", "The token is over") "," PROBLEM ("429",
    "Too often") "}}}" },
  { "/api/auth/logout",
    "{\"post\":{\"operationId\":\"logout\",\"summary\":\"Log out\",\"tags\":[\"accounts\"]," USER
    ",\"responses\":{\"204\":{\"description\":\"Logged out\"}," PROBLEM ("401", "Not signed "
    "in") "}}}" },
  { "/api/auth/me",
    "{\"get\":{\"operationId\":\"me\",\"summary\":\"Who I am\",\"tags\":[\"accounts\"]," USER
    ",\"responses\":{\"200\":{\"description\":\"The account\"," JSON_OF ("gp-account") "},"
    PROBLEM ("401", "Not signed in") "}}}" },
  { "/api/events",
    "{\"get\":{\"operationId\":\"events\",\"summary\":\"What happens, as it happens\","
    "\"description\":\"Server-sent events: changes of records as the caller may read them, and "
    "events that one of the caller's roles hears; each a CloudEvent. One that is called end has the "
    "problem that ends the stream.\",\"tags\":[\"backend\"]," CALLER ",\"parameters\":["
    "{\"name\":\"entity\",\"in\":\"query\",\"description\":\"Changes of these entities alone\","
    "\"schema\":{\"type\":\"string\"}},"
    "{\"name\":\"type\",\"in\":\"query\",\"description\":\"These events of the design alone\","
    "\"schema\":{\"type\":\"string\"}},"
    "{\"name\":\"Last-Event-ID\",\"in\":\"header\",\"description\":\"Goes on after this one\","
    "\"schema\":{\"type\":\"string\"}}],"
    "\"responses\":{\"200\":{\"description\":\"Without an end\",\"content\":"
    "{\"text/event-stream\":{\"schema\":{\"type\":\"string\"}}}}," ERRORS ","
    PROBLEM ("410", "What happened since is not known any more") ","
    PROBLEM ("429", "The caller listens too often") "," PROBLEM ("503", "Too many listen")
    "}}}" },
  { "/metrics",
    "{\"get\":{\"operationId\":\"metrics\",\"summary\":\"What happened, as numbers\","
    "\"tags\":[\"backend\"],"
    ANYBODY ",\"responses\":{\"200\":{\"description\":\"The text format of Prometheus\","
    "\"content\":{\"text/plain\":{\"schema\":{\"type\":\"string\"}}}}," PROBLEM ("503", "Not "
    "ready") "}}}" },
};

#define SHAPE QUERY ("fields", "The fields that are wanted, with commas between them", \
  "{\"type\":\"string\"}") \
  "," QUERY ("expand", "References to follow: customer,customer.country", "{\"type\":\"string\"}")
#define ID "{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"description\":\"The key; of " \
  "several " \
  "fields, with commas between them\",\"schema\":{\"type\":\"string\"}}"

/* SEGMENT: the table in a path. COMPONENT: its schema. TITLE: its name in words, as JSON
  without quotes. */
static const char list_template[] =
  "{\"get\":{\"operationId\":\"list.COMPONENT\",\"summary\":\"List TITLE\",\"tags\":[\"TITLE\"],"
  "" CALLER ","
  "\"parameters\":["
  QUERY ("filter", "A condition: price > 10 && name != null", "{\"type\":\"string\"}") ","
  QUERY ("sort", "Fields with commas between them; a minus for descending",
  "{\"type\":\"string\"}") ","
  QUERY ("limit", "Records on a page", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,"
  "\"default\":50}") ","
  QUERY ("after", "The cursor of the page before", "{\"type\":\"string\"}") ","
  QUERY ("count", "Whether to count all records", "{\"type\":\"boolean\",\"default\":false}") ","
  "" SHAPE "],"
  "\"responses\":{\"200\":{\"description\":\"A page\","
  "\"content\":{\"application/json\":{\"schema\":"
  "{\"type\":\"object\",\"required\":[\"items\",\"next\"],"
  "\"properties\":{\"items\":{\"type\":\"array\","
  "\"items\":{\"$ref\":\"#/components/schemas/COMPONENT\"}},\"next\":{\"type\":[\"string\","
  "\"null\"]},"
  "\"count\":{\"type\":\"integer\"}}}}}}," ERRORS "}},"
  "\"post\":{\"operationId\":\"create.COMPONENT\",\"summary\":\"Create TITLE\","
  "\"tags\":[\"TITLE\"]," CALLER ","
  BODY_OR_FORM_OF ("COMPONENT-create")
  ",\"responses\":{\"201\":{\"description\":\"Created\"," JSON_OF
  ("COMPONENT")
  "}," ERRORS "," PROBLEM ("409", "A constraint is in the way") "}}}";

static const char item_template[] =
  "{\"get\":{\"operationId\":\"get.COMPONENT\",\"summary\":\"Get TITLE\",\"tags\":[\"TITLE\"],"
  CALLER ","
  "\"parameters\":[" ID "," SHAPE "],\"responses\":{\"200\":{\"description\":\"The record\","
  JSON_OF ("COMPONENT") "}," ERRORS "}},"
  "\"patch\":{\"operationId\":\"update.COMPONENT\",\"summary\":\"Change TITLE\","
  "\"tags\":[\"TITLE\"]," CALLER ","
  "\"parameters\":[" ID "]," BODY_OR_FORM_OF ("COMPONENT-update") ","
  "\"responses\":{\"200\":{\"description\":"
  "\"Changed\"," JSON_OF ("COMPONENT") "}," ERRORS "," PROBLEM ("409", "A constraint is in the "
  "way") "}},"
  "\"delete\":{\"operationId\":\"delete.COMPONENT\",\"summary\":\"Delete TITLE\","
  "\"tags\":[\"TITLE\"]," CALLER ","
  "\"parameters\":[" ID "],\"responses\":{\"204\":{\"description\":\"Deleted\"}," ERRORS ","
  PROBLEM ("409", "Other records point to it") "}}}";

static const char batch_template[] =
  "{\"post\":{\"operationId\":\"batch.COMPONENT\",\"summary\":\"Write several TITLE, all or "
  "nothing\","
  "\"tags\":[\"TITLE\"]," CALLER ",\"requestBody\":{\"required\":true,"
  "\"content\":{\"application/json\":"
  "{\"schema\":{\"type\":\"object\",\"required\":[\"operations\"],\"properties\":{\"operations\":"
  "{\"type\":\"array\",\"maxItems\":1000,\"items\":{\"type\":\"object\",\"required\":[\"action\"],"
  "\"properties\":{\"action\":{\"enum\":[\"create\",\"update\",\"delete\"]},"
  "\"id\":{\"type\":[\"string\",\"integer\"]},\"record\":{\"anyOf\":["
  "{\"$ref\":\"#/components/schemas/COMPONENT-create\"},"
  "{\"$ref\":\"#/components/schemas/COMPONENT-update\"}]}}}}}}}}},"
  "\"responses\":{\"200\":{\"description\":\"All done\","
  "\"content\":{\"application/json\":{\"schema\":"
  "{\"type\":\"object\",\"properties\":{\"results\":{\"type\":\"array\",\"items\":{\"anyOf\":["
  "{\"$ref\":\"#/components/schemas/COMPONENT\"},{\"type\":\"null\"}]}}}}}}}," ERRORS ","
  PROBLEM ("409", "A constraint is in the way") "}}}";

static const struct
{
  const char *name;
  const char *schema;
} fixed_schemas[] = {
  { "problem",
    "{\"type\":\"object\",\"description\":\"RFC 9457\","
    "\"properties\":{\"type\":{\"type\":\"string\"},"
    "\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
    "\"detail\":{\"type\":\"string\"},"
    "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"field\":"
    "{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}}}}" },
  { "credentials",
    "{\"type\":\"object\",\"required\":[\"email\",\"password\"],\"additionalProperties\":false,"
    "\"properties\":{\"email\":{\"type\":\"string\",\"maxLength\":254},"
    "\"password\":{\"type\":\"string\",\"minLength\":8,\"maxLength\":256}}}" },
  { "account",
    "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\",\"format\":\"uuid\"},"
    "\"email\":{\"type\":\"string\"},\"created\":{\"type\":\"string\",\"format\":\"date-time\"},"
    "\"roles\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
    "\"tenant\":{\"type\":[\"string\",\"null\"]},\"claims\":{\"type\":[\"object\",\"null\"]}}}" },
  { "session",
    "{\"type\":\"object\",\"properties\":{\"token\":{\"type\":\"string\"},"
    "\"refresh_token\":{\"type\":\"string\"},\"token_type\":{\"type\":\"string\"},"
    "\"expires_in\":{\"type\":\"integer\"},"
    "\"user\":{\"$ref\":\"#/components/schemas/gp-account\"}}}" },
  { "wanted",
    "{\"type\":\"object\",\"description\":\"Either a whole design or changes to the deployed one\","
    "\"properties\":{\"design\":{\"type\":\"object\"},\"changes\":{\"type\":\"object\"},"
    "\"live\":{\"type\":\"string\",\"description\":\"To apply: the fingerprint planned against\"},"
    "\"allow\":{\"type\":\"array\",\"description\":\"To apply: ids of destructive operations\","
    "\"items\":{\"type\":\"string\"}}}}" },
  { "plan",
    "{\"type\":\"object\",\"properties\":{\"hash\":{\"type\":\"string\"},"
    "\"target\":{\"type\":\"string\"},"
    "\"live\":{\"type\":\"string\"},\"design\":{\"type\":\"string\"},"
    "\"operations\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}},"
    "\"findings\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}}}" },
};

char *
gp_openapi_escape (const char *text)
{
  g_autoptr(GString) json = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, json, GP_JSON_COMPACT);
  gp_json_writer_string (&writer, text);

  return g_strndup (json->str + 1, json->len - 2);
}

static void
write_path (const GpTable *table,
            const char    *format_end,
            const char    *template,
            const char    *suffix,      /* of what is written */
            GpJsonWriter  *writer)
{
  g_autofree char *segment = g_uri_escape_string (table->name, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/records/", segment, format_end, NULL);
  g_autofree char *component = gp_openapi_dup_component (table, "");
  g_autofree char *title = gp_openapi_escape (table->name);
  g_autofree char *form = gp_openapi_dup_form (table, suffix);
  g_autoptr(GString) item = g_string_new (template);

  /* Names last, since they may hold anything. */
  g_string_replace (item, "COMPONENT", component, 0);
  g_string_replace (item, "TITLE", title, 0);
  g_string_replace (item, FORM_PLACE, form, 0);
  gp_json_writer_key (writer, path);
  gp_json_writer_raw (writer, item->str);
}

static void
write_item (GpDesign      *design,
            const GpTable *table,
            GpJsonWriter  *writer)
{
  g_autofree char *segment = g_uri_escape_string (table->name, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/records/%s/{id}", segment);

  write_path (table, "/{id}", item_template, "update", writer);
  gp_openapi_write_record_files (table, writer);
  gp_openapi_write_acts (design, &table->id, table->name, path, writer);
}

static void
write_paths (GpDesign       *design,
             const GpSchema *schema,
             GpJsonWriter   *writer)
{
  gp_json_writer_begin_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed_paths); i++)
    {
      gp_json_writer_key (writer, fixed_paths[i].path);
      gp_json_writer_raw (writer, fixed_paths[i].item);
    }
  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *table = gp_schema_get_table (schema, i);

      if (!table->exposed)
        continue;
      write_path (table, "", list_template, "create", writer);
      write_path (table, ":batch", batch_template, "create", writer);
      if (table->key->len > 0)
        write_item (design, table, writer);
    }
  gp_openapi_write_admin (writer);
  if (design != NULL)
    {
      gp_openapi_write_files (design, writer);
      gp_openapi_write_flows (design, writer);
    }
  gp_json_writer_end_object (writer);
}

static void
write_components (const GpSchema *schema,
                  GpJsonWriter   *writer)
{
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "securitySchemes");
  gp_json_writer_raw (writer,
                      "{\"user\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"The "
                      "token of "
                      "an account\"},\"admin\":{\"type\":\"http\",\"scheme\":\"bearer\","
                      "\"description\":"
                      "\"The admin token of the backend\"}," GP_OPENAPI_SIGNATURE "}");
  gp_json_writer_key (writer, "schemas");
  gp_json_writer_begin_object (writer);
  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      if (gp_schema_get_table (schema, i)->exposed)
        gp_openapi_write_schemas (gp_schema_get_table (schema, i), writer);
    }
  /* No table's name, or its suffix, gives these. */
  for (gsize i = 0; i < G_N_ELEMENTS (fixed_schemas); i++)
    {
      g_autofree char *name = g_strconcat ("gp-", fixed_schemas[i].name, NULL);

      gp_json_writer_key (writer, name);
      gp_json_writer_raw (writer, fixed_schemas[i].schema);
    }
  gp_json_writer_end_object (writer);
  gp_json_writer_end_object (writer);
}

void
gp_openapi_write (GpDesign       *design,
                  const GpSchema *schema,
                  GpJsonWriter   *writer)
{
  const GpElement *root = design != NULL ? gp_design_get_root (design) : NULL;
  const char *title = root != NULL ? gp_element_get_name (root) : "";
  const char *description = root != NULL ? gp_element_get_text (root, GP_DESIGN_DESCRIPTION) : NULL;

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "openapi");
  gp_json_writer_string (writer, "3.1.0");
  gp_json_writer_key (writer, "info");
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "title");
  gp_json_writer_string (writer, *title != '\0' ? title : "Groundplan");
  if (description != NULL)
    {
      gp_json_writer_key (writer, "description");
      gp_json_writer_string (writer, description);
    }
  gp_json_writer_key (writer, "version");
  gp_json_writer_string (writer, "1");
  gp_json_writer_end_object (writer);
  gp_json_writer_key (writer, "servers");
  gp_json_writer_raw (writer, "[{\"url\":\"/\"}]");
  gp_json_writer_key (writer, "paths");
  write_paths (design, schema, writer);
  gp_json_writer_key (writer, "components");
  write_components (schema, writer);
  gp_json_writer_end_object (writer);
  gp_json_writer_finish (writer);
}

gboolean
gp_handle_openapi (GpRequest  *request,
                   GError    **error)
{
  GString *out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_openapi_write (gp_backend_get_design (request->backend),
                    gp_backend_get_schema (request->backend), &writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, out);
}
