/* gp-test-runtime.c — a local backend on a free port, and a client for it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"

#include "gp-edit.h"
#include "gp-json-design.h"
#include "gp-plan-json.h"
#include "gp-test.h"

#include <string.h>

static void
start (GpTestRuntime *self)
{
  GpRuntimeOptions options = GP_RUNTIME_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;

  options.data = self->data;
  options.port = 0;
  options.admin_token = GP_TEST_ADMIN_TOKEN;
  options.server.auth_burst = 1000;
  options.server.rate_per_second = self->rate_per_second;
  /* Requests that never end are part of the tests. */
  options.server.connection_seconds = 5;
  options.server.password_strength = GP_PASSWORD_WEAK;
  if (self->event_lines > 0)
    options.server.event_lines = self->event_lines;
  if (self->event_beat > 0)
    options.server.event_beat_milliseconds = self->event_beat;
  self->runtime = gp_runtime_new (&options);
  gp_runtime_start (self->runtime, &error);
  g_assert_no_error (error);
}

GpTestRuntime *
gp_test_runtime_new (void)
{
  GpTestRuntime *self = g_new0 (GpTestRuntime, 1);

  self->data = gp_test_dup_path ("backend.db");
  self->session = soup_session_new ();
  start (self);

  return self;
}

GpTestRuntime *
gp_test_runtime_new_things (void)
{
  GpTestRuntime *self = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Things");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  GpId name = gp_test_add_field (design, &thing, "name", "text");
  GpId parent = gp_test_add_field (design, &thing, "parent", "reference");

  gp_test_set_bool (design, &name, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_bool (design, &name, GP_FIELD_UNIQUE, TRUE);
  gp_test_set_bool (design, &parent, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_ref (design, &parent, GP_FIELD_REFERENCE, &thing);
  gp_test_allow (design, &thing, &role, "create read update delete");
  gp_test_deploy (self, design);

  return self;
}

void
gp_test_runtime_free (GpTestRuntime *self)
{
  if (self == NULL)
    return;

  soup_session_abort (self->session);
  g_object_unref (self->session);
  gp_runtime_free (self->runtime);
  g_free (self->data);
  g_free (self->body);
  g_free (self->location);
  g_free (self);
}

void
gp_test_runtime_restart (GpTestRuntime *self)
{
  g_clear_pointer (&self->runtime, gp_runtime_free);
  start (self);
}

guint
gp_test_send (GpTestRuntime       *self,
              const char          *method,
              const char          *path,
              const char          *token,
              const char          *type,
              const void          *content,
              gsize                size,
              SoupMessageHeaders **headers)
{
  g_autofree char *url = g_strconcat (gp_runtime_get_url (self->runtime), path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, url);
  g_autoptr(GBytes) bytes = g_bytes_new (content, size);
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  const char *data;

  g_assert_nonnull (message);
  if (token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  bearer);
  if (content != NULL)
    soup_message_set_request_body_from_bytes (message, type, bytes);
  answer = soup_session_send_and_read (self->session, message, NULL, &error);
  if (error != NULL)
    g_error ("%s %s: %s", method, path, error->message);
  data = g_bytes_get_data (answer, &self->length);
  g_free (self->body);
  self->body = g_malloc0 (self->length + 1);
  if (data != NULL)
    memcpy (self->body, data, self->length);
  g_free (self->location);
  self->location = g_strdup (soup_message_headers_get_one (
    soup_message_get_response_headers (message), "Location"));
  if (headers != NULL)
    *headers = soup_message_headers_ref (soup_message_get_response_headers (message));

  return soup_message_get_status (message);
}

guint
gp_test_call (GpTestRuntime *self,
              const char    *method,
              const char    *path,
              const char    *token,
              const char    *body)
{
  return gp_test_send (self, method, path, token, "application/json", body,
                       body != NULL ? strlen (body) : 0, NULL);
}

void
gp_test_assert_call (GpTestRuntime *self,
                     const char    *method,
                     const char    *path,
                     const char    *token,
                     const char    *body,
                     guint          status)
{
  guint got = gp_test_call (self, method, path, token, body);

  if (got != status)
    g_error ("%s %s %s\ngave %u instead of %u: %s", method, path, body != NULL ? body : "", got,
             status, self->body);
}

char *
gp_test_query (const char *path,
               ...)
{
  GString *out = g_string_new (path);
  const char *name;
  va_list args;
  char separator = '?';

  va_start (args, path);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      g_autofree char *value = g_uri_escape_string (va_arg (args, const char *), NULL, FALSE);

      g_string_append_printf (out, "%c%s=%s", separator, name, value);
      separator = '&';
    }
  va_end (args);

  return g_string_free (out, FALSE);
}

static GpJsonNode
find_node (GpJsonDocument *document,
           const char     *path)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);
  GpJsonNode node = GP_JSON_ROOT;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      guint64 n;

      if (gp_json_get_type (document, node) == GP_JSON_ARRAY
          && g_ascii_string_to_unsigned (parts[i], 10, 0, G_MAXUINT, &n, NULL))
        {
          for (node = gp_json_first (document, node); node != 0 && n > 0; n--)
            node = gp_json_next (document, node);
        }
      else
        {
          node = gp_json_find (document, node, parts[i]);
        }
      if (node == 0)
        return 0;
    }

  return node;
}

static GpJsonDocument *
parse_answer (GpTestRuntime *self)
{
  g_autoptr(GError) error = NULL;
  GpJsonDocument *document = gp_json_document_parse (self->body, self->length, 4200, &error);

  g_assert_no_error (error);

  return document;
}

char *
gp_test_member (GpTestRuntime *self,
                const char    *path)
{
  g_autoptr(GpJsonDocument) document = parse_answer (self);
  GpJsonNode node = find_node (document, path);
  const char *raw;
  gsize length;

  if (node == 0)
    return NULL;
  if (gp_json_get_type (document, node) == GP_JSON_STRING)
    return g_strdup (gp_json_get_text (document, node));
  raw = gp_json_get_raw (document, node, &length);

  return g_strndup (raw, length);
}

gint64
gp_test_count (GpTestRuntime *self,
               const char    *path)
{
  g_autoptr(GpJsonDocument) document = parse_answer (self);
  GpJsonNode node = find_node (document, path);
  gint64 n = 0;

  g_assert_cmpuint (node, !=, 0);
  for (node = gp_json_first (document, node); node != 0; node = gp_json_next (document, node))
    n++;

  return n;
}

GpPlan *
gp_test_plan (GpTestRuntime *self,
              GpDesign      *wanted)
{
  g_autofree char *design = gp_json_design_to_text (wanted, NULL);
  g_autofree char *body = g_strdup_printf ("{\"design\":%s}", design);
  g_autoptr(GError) error = NULL;
  GpPlan *plan;

  gp_test_assert_call (self, "POST", "/admin/plan", GP_TEST_ADMIN_TOKEN, body, 200);
  plan = gp_plan_from_json (self->body, self->length, &error);
  g_assert_no_error (error);

  return plan;
}

guint
gp_test_apply (GpTestRuntime *self,
               GpDesign      *wanted,
               gboolean       allow)
{
  g_autoptr(GpPlan) plan = gp_test_plan (self, wanted);
  g_autofree char *design = gp_json_design_to_text (wanted, NULL);
  g_autoptr(GString) ids = g_string_new (NULL);
  g_autofree char *body = NULL;

  for (gsize i = 0; allow && i < gp_plan_get_size (plan); i++)
    {
      const GpOperation *operation = gp_plan_get_operation (plan, i);
      GpJsonWriter writer;

      if (!operation->destructive)
        continue;
      if (ids->len > 0)
        g_string_append_c (ids, ',');
      gp_json_writer_init (&writer, ids, GP_JSON_COMPACT);
      gp_json_writer_string (&writer, operation->id);
    }
  body = g_strdup_printf ("{\"design\":%s,\"live\":\"%s\",\"allow\":[%s]}", design,
                          gp_plan_get_live (plan), ids->str);

  return gp_test_call (self, "POST", "/admin/apply", GP_TEST_ADMIN_TOKEN, body);
}

void
gp_test_deploy (GpTestRuntime *self,
                GpDesign      *wanted)
{
  guint status = gp_test_apply (self, wanted, TRUE);
  g_autoptr(GpPlan) again = NULL;

  if (status != 200)
    g_error ("deploying gave %u: %s", status, self->body);
  again = gp_test_plan (self, wanted);
  if (gp_plan_get_size (again) > 0)
    g_error ("planned again: %s", gp_plan_get_operation (again, 0)->sentence);
}

char *
gp_test_sign_up (GpTestRuntime *self,
                 const char    *email,
                 const char    *role)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"correct horse\"}",
                                           email);
  g_autofree char *user = NULL;
  char *token;

  gp_test_assert_call (self, "POST", "/api/auth/signup", NULL, body, 201);
  token = gp_test_member (self, "token");
  user = gp_test_member (self, "user.id");
  if (role != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/admin/users/%s/roles", user);
      g_autofree char *roles = g_strdup_printf ("{\"roles\":[\"%s\"]}", role);

      gp_test_assert_call (self, "PUT", path, GP_TEST_ADMIN_TOKEN, roles, 200);
    }

  return token;
}
