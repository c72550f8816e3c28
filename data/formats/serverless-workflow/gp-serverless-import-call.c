/* gp-serverless-import-call.c — what a workflow calls and runs
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The kinds of credentials that a connection has too. */
static const struct
{
  const char *theirs;
  const char *ours;
} credentials[] = {
  { "basic", "basic" },
  { "bearer", "bearer" },
  { "oauth2", "oauth2" },
};

/* The end of "https://host" in @uri; NULL where it begins with no host. */
static const char *
find_path (const char *uri)
{
  const char *host = strstr (uri, "://");
  const char *end;

  if (host == NULL)
    return NULL;
  end = host + 3 + strcspn (host + 3, "/?#");
  return memchr (uri, '{', (gsize) (end - uri)) == NULL ? end : NULL;
}

/* A connection for these credentials; NULL where there are none that it can have. */
static GpElement *
demand_connection (GpServerless *self,
                   const GpYaml *policy,
                   const char   *name,
                   const char   *origin)
{
  const GpYaml *one = gp_yaml_only (policy);
  const char *secret = gp_yaml_get_text (one, "use");
  gboolean made;
  GpElement *connection;

  for (gsize i = 0; one != NULL && i < G_N_ELEMENTS (credentials); i++)
    {
      if (!g_str_equal (credentials[i].theirs, one->key))
        continue;
      connection = gp_flow_build_demand (self->build, GP_KIND_CONNECTION, name, policy, &made);
      if (made)
        {
          gp_flow_build_set (connection, GP_CONNECTION_URL, origin);
          gp_element_set_text (connection, GP_CONNECTION_AUTH, credentials[i].ours);
          gp_flow_build_set (connection, GP_CONNECTION_SECRET, secret);
        }
      if (secret == NULL)
        gp_serverless_note (self, GP_IMPORT_CODE_PART, one, connection,
                            _("Credentials are not kept in a design. Name the secret of “%s” and "
                              "give it to the backend."), gp_element_get_name (connection));
      return connection;
    }
  gp_serverless_note (self, GP_IMPORT_CODE_PART, policy, NULL,
                      _("A connection cannot sign in in this way."));
  return NULL;
}

/* "api.example.org" of "https://api.example.org" */
static char *
host_name (const char *origin)
{
  const char *host = strstr (origin, "://");

  return g_strdup (host != NULL ? host + 3 : origin);
}

static void
set_endpoint (GpServerless *self,
              const GpYaml *endpoint,
              GpElement    *step)
{
  const GpYaml *uri = gp_yaml_is (endpoint, GP_YAML_MAP) ? gp_yaml_get (endpoint, "uri") : endpoint;
  const GpYaml *policy = gp_yaml_get (endpoint, "authentication");
  const char *used = gp_yaml_get_text (policy, "use");
  const char *path = uri != NULL && uri->text != NULL ? uri->text : "";
  const char *rest = find_path (path);
  GpElement *connection = NULL;

  if (used != NULL)
    policy = gp_yaml_get (gp_yaml_get (self->use, "authentications"), used);
  if (policy != NULL && rest != NULL)
    {
      g_autofree char *origin = g_strndup (path, (gsize) (rest - path));
      g_autofree char *host = host_name (origin);

      connection = demand_connection (self, policy, used != NULL ? used : host, origin);
      /* The same credentials for two hosts: the path stays whole. */
      if (connection != NULL
          && g_strcmp0 (gp_element_get_text (connection, GP_CONNECTION_URL), origin) == 0)
        path = *rest != '\0' ? rest : "/";
      if (connection != NULL)
        gp_element_set_ref (step, GP_STEP_CONNECTION, gp_element_get_id (connection));
    }
  else if (used != NULL || policy != NULL)
    {
      gp_serverless_note (self, GP_IMPORT_CODE_PART, endpoint, step,
                          _("The credentials of this call are not in the file, or its host is not "
                            "known."));
    }
  gp_flow_build_set (step, GP_STEP_PATH, path);
}

/* "{petId}" in an address is a member of the input. */
static void
put_path_values (GpServerless *self,
                 GpElement    *step)
{
  const char *path = gp_element_get_text (step, GP_STEP_PATH);

  for (const char *at = path != NULL ? strchr (path, '{') : NULL; at != NULL;
       at = strchr (at + 1, '{'))
    {
      const char *end = strchr (at, '}');
      g_autofree char *name = end != NULL ? g_strndup (at + 1, (gsize) (end - at - 1)) : NULL;
      g_autofree char *value = NULL;

      if (name == NULL)
        continue;
      value = g_strdup_printf ("input.%s", name);
      if (strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
          == strlen (name) && *name != '\0' && !g_ascii_isdigit (*name))
        gp_flow_build_put (step, GP_STEP_WITH, name, value);
    }
}

/* An address that is made of texts and values: "${ "https://host/\(.id)" }". */
static gboolean
set_joined_endpoint (GpServerless *self,
                     const char   *text,
                     GpElement    *step)
{
  const char *from = strchr (text, '"');
  const char *to = strrchr (text, '"');
  g_autoptr(GString) path = g_string_new (NULL);
  guint n = 0;

  if (from == NULL || from == to
      || strspn (text + 2, " ") != (gsize) (from - text - 2))
    return FALSE;
  for (const char *at = from + 1; at < to; at++)
    {
      const char *end = g_str_has_prefix (at, "\\(") ? strchr (at, ')') : NULL;
      g_autofree char *inner = NULL;
      g_autofree char *value = NULL;
      g_autofree char *name = NULL;
      GpServerlessNames names = { .dot = "input", .items = self->items,
                                  .by_event = self->by_event };

      if (*at == '\\' && end == NULL)
        return FALSE;
      if (end == NULL)
        {
          g_string_append_c (path, *at);
          continue;
        }
      inner = g_strndup (at + 2, (gsize) (end - at - 2));
      value = gp_serverless_jq_translate (inner, &names);
      if (value == NULL)
        return FALSE;
      name = g_str_has_prefix (value, "input.") && strpbrk (value + 6, ".[( ") == NULL
               ? g_strdup (value + 6) : g_strdup_printf ("part_%u", ++n);
      g_string_append_printf (path, "{%s}", name);
      gp_flow_build_put (step, GP_STEP_WITH, name, value);
      at = end;
    }
  gp_flow_build_set (step, GP_STEP_PATH, path->str);
  return TRUE;
}

static void
set_http_endpoint (GpServerless *self,
                   const GpYaml *endpoint,
                   GpElement    *step)
{
  const GpYaml *uri = gp_yaml_is (endpoint, GP_YAML_MAP) ? gp_yaml_get (endpoint, "uri") : endpoint;

  if (uri == NULL || uri->text == NULL || !gp_serverless_is_dynamic (uri->text))
    {
      set_endpoint (self, endpoint, step);
      put_path_values (self, step);
      return;
    }
  /* An export of ours keeps the path beside. */
  if (!self->is_ours && !set_joined_endpoint (self, uri->text, step))
    gp_serverless_note (self, GP_IMPORT_CODE_PART, uri, step,
                        _("The address “%s” is known only when the flow runs. Write the host, and "
                          "what varies in braces."), uri->text);
}

static void
put_special (GpServerless *self,
             const GpYaml *with,
             const char   *name,
             GpElement    *step)
{
  const GpYaml *node = gp_yaml_get (with, name);
  g_autofree char *value = node != NULL ? gp_serverless_value (self, node, step, "input") : NULL;

  if (value != NULL)
    gp_flow_build_put (step, GP_STEP_WITH, name, value);
}

/* What a workflow sees of an answer: the body alone, or all of it in other words. */
static void
set_http_output (GpServerless *self,
                 const GpYaml *with,
                 GpElement    *step)
{
  const char *output = gp_yaml_get_text (with, "output");
  const char *method = gp_element_get_text (step, GP_STEP_METHOD);
  const char *path = gp_element_get_text (step, GP_STEP_PATH);
  g_autofree char *address = gp_flow_text_literal (path != NULL ? path : "");
  g_autofree char *response = NULL;

  if (g_strcmp0 (output, "response") != 0)
    {
      if (g_strcmp0 (output, "raw") == 0)
        gp_serverless_note (self, GP_IMPORT_CODE_PART, gp_yaml_get (with, "output"), step,
                            _("The body is read as what its media type says, not left raw."));
      gp_element_set_text (step, GP_STEP_OUTPUT, "output.body");
      return;
    }
  if (self->is_ours)
    return;
  response = g_strdup_printf ("{\"request\": {\"method\": \"%s\", \"uri\": %s, \"headers\": {}}, "
                              "\"headers\": output.headers, \"statusCode\": output.status, "
                              "\"content\": output.body}", method, address);
  gp_element_set_text (step, GP_STEP_OUTPUT, response);
}

static void
call_http (GpServerless *self,
           const GpYaml *with,
           gboolean      has_kept,
           GpElement    *step)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", NULL };
  static const char *const known[] = { "method", "endpoint", "headers", "query", "body", "output",
                                       "redirect", NULL };
  const char *text = gp_yaml_get_text (with, "method");
  g_autofree char *method = g_ascii_strup (text != NULL ? text : "", -1);

  gp_flow_build_check (self->build, with, step, known);
  gp_element_set_text (step, GP_STEP_TYPE, "call_http");
  if (g_strv_contains (methods, method))
    gp_element_set_text (step, GP_STEP_METHOD, method);
  else
    gp_serverless_note (self, GP_IMPORT_CODE_PART, gp_yaml_get (with, "method"), step,
                        _("“%s” is no method that a flow calls with."), method);
  set_http_endpoint (self, gp_yaml_get (with, "endpoint"), step);
  if (has_kept)
    gp_element_set (step, GP_STEP_WITH, gp_value_none ());
  for (gsize i = 2; !has_kept && i < 5; i++)
    put_special (self, with, known[i], step);
  if (gp_yaml_is_true (gp_yaml_get (with, "redirect")))
    gp_serverless_note (self, GP_IMPORT_CODE_PART, gp_yaml_get (with, "redirect"), step,
                        _("Calls do not follow to another address."));
  /* A workflow tries again where it says so; a flow of ours does by itself what is safe. */
  if (!self->is_ours && g_str_equal (method, "GET"))
    gp_element_set_int (step, GP_STEP_RETRY_ATTEMPTS, 1);
  set_http_output (self, with, step);
}

/* --- what an export of ours writes as a function ---------------------------------------------- */

static const struct
{
  const char *name;
  const char *type;
  const char *values;
} records[] = {
  { "data.read", "data_read", "options" },
  { "data.create", "data_create", "values" },
  { "data.update", "data_update", "values" },
  { "data.delete", "data_delete", NULL },
};

static gboolean
call_records (GpServerless *self,
              const char   *name,
              const GpYaml *with,
              GpElement    *step)
{
  const char *entity = gp_yaml_get_text (with, "entity");
  const char *where = gp_yaml_get_text (with, "where");

  for (gsize i = 0; entity != NULL && i < G_N_ELEMENTS (records); i++)
    if (g_str_equal (records[i].name, name))
      {
        GpElement *found = gp_flow_build_demand (self->build, GP_KIND_ENTITY, entity, with, NULL);

        gp_element_set_text (step, GP_STEP_TYPE, records[i].type);
        gp_element_set_ref (step, GP_STEP_ENTITY, gp_element_get_id (found));
        gp_flow_build_set (step, GP_STEP_WHERE, where);
        if (records[i].values != NULL)
          gp_serverless_values (self, gp_yaml_get (with, records[i].values), step, GP_STEP_WITH,
                                "input");
        return TRUE;
      }
  return FALSE;
}

/* Calls that flows have no step for keep their place as a function of that name. */
static void
keep_place (GpServerless *self,
            const GpYaml *at,
            const char   *name,
            const GpYaml *with,
            GpElement    *step)
{
  gp_element_set_text (step, GP_STEP_TYPE, "function");
  gp_flow_build_set (step, GP_STEP_PATH, name);
  gp_serverless_values (self, with, step, GP_STEP_WITH, "input");
  gp_serverless_note (self, GP_IMPORT_CODE_LEFT_OUT, at, step,
                      _("Flows have nothing like “%s”. A function of that name stands in its "
                        "place."), name);
}

void
gp_serverless_call (GpServerless *self,
                    const GpYaml *task,
                    GpElement    *step)
{
  static const char *const known[] = { "call", "with", GP_SERVERLESS_COMMON, NULL };
  static const char *const foreign[] = { "asyncapi", "grpc", "openapi", "a2a", "mcp", NULL };
  const char *name = gp_yaml_get_text (task, "call");
  const GpYaml *with = gp_yaml_get (task, "with");

  gp_flow_build_check (self->build, task, step, known);
  if (name == NULL)
    name = "";
  if (g_str_equal (name, "http"))
    {
      call_http (self, with,
                 gp_yaml_get (gp_yaml_get (gp_yaml_get (task, "metadata"), "groundplan"), "with")
                   != NULL, step);
      return;
    }
  if (g_strv_contains (foreign, name))
    {
      keep_place (self, gp_yaml_get (task, "call"), name, with, step);
      return;
    }
  if (self->is_ours && call_records (self, name, with, step))
    return;
  gp_element_set_text (step, GP_STEP_TYPE,
                       self->is_ours && g_str_equal (name, "mail") ? "mail" : "function");
  if (!self->is_ours || !g_str_equal (name, "mail"))
    gp_flow_build_set (step, GP_STEP_PATH, name);
  gp_serverless_values (self, with, step, GP_STEP_WITH, "input");
  if (gp_yaml_get (gp_yaml_get (self->use, "functions"), name) != NULL)
    gp_serverless_note (self, GP_IMPORT_CODE_PART, gp_yaml_get (task, "call"), step,
                        _("What the function “%s” does is left out: the backend must have it."),
                        name);
}

/* --- running ---------------------------------------------------------------------------------- */

static void
run_workflow (GpServerless *self,
              const GpYaml *workflow,
              GpElement    *step)
{
  const char *name = gp_yaml_get_text (workflow, "name");
  gboolean made;
  GpElement *flow;

  if (name == NULL)
    return;
  flow = gp_flow_build_demand (self->build, GP_KIND_FLOW, name, workflow, &made);
  if (made)
    {
      gp_element_set_text (flow, GP_FLOW_TRIGGER, "flow");
      gp_serverless_note (self, GP_IMPORT_CODE_EXTERNAL, workflow, flow,
                          _("The workflow “%s” is not in this file; the flow is empty."), name);
    }
  gp_element_set_text (step, GP_STEP_TYPE, "run_flow");
  gp_element_set_ref (step, GP_STEP_FLOW, gp_element_get_id (flow));
  gp_serverless_values (self, gp_yaml_get (workflow, "input"), step, GP_STEP_WITH, "input");
}

static void
run_script (GpServerless *self,
            const GpYaml *script,
            GpElement    *step)
{
  static const char *const known[] = { "language", "code", NULL };
  const char *language = gp_yaml_get_text (script, "language");

  if (g_strcmp0 (language, "javascript") != 0 && g_strcmp0 (language, "js") != 0)
    {
      keep_place (self, script, "script", NULL, step);
      return;
    }
  gp_flow_build_check (self->build, script, step, known);
  gp_element_set_text (step, GP_STEP_TYPE, "code");
  gp_flow_build_set (step, GP_STEP_CODE, gp_yaml_get_text (script, "code"));
}

void
gp_serverless_run (GpServerless *self,
                   const GpYaml *task,
                   GpElement    *step)
{
  static const char *const known[] = { "run", GP_SERVERLESS_COMMON, NULL };
  static const char *const options[] = { "workflow", "script", "container", "shell", "await",
                                         NULL };
  const GpYaml *run = gp_yaml_get (task, "run");
  const GpYaml *await = gp_yaml_get (run, "await");

  gp_flow_build_check (self->build, task, step, known);
  gp_flow_build_check (self->build, run, step, options);
  if (await != NULL && !gp_yaml_is_true (await))
    gp_serverless_note (self, GP_IMPORT_CODE_PART, await, step,
                        _("A flow waits for what it runs."));
  if (gp_yaml_get (run, "workflow") != NULL)
    run_workflow (self, gp_yaml_get (run, "workflow"), step);
  else if (gp_yaml_get (run, "script") != NULL)
    run_script (self, gp_yaml_get (run, "script"), step);
  else
    keep_place (self, gp_yaml_get (task, "run"),
                gp_yaml_get (run, "container") != NULL ? "container" : "shell",
                gp_yaml_get (run, gp_yaml_get (run, "container") != NULL ? "container" : "shell"),
                step);
}
