/* gp-test-runs.c — a backend that runs flows, and a service that they call
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"

#include "gp-test-flow.h"
#include "gp-test-server.h"

#include <string.h>

#define DEADLINE (60 * G_USEC_PER_SEC)

struct _GpTestService
{
  GpTestServer *server;
  GMutex        mutex;
  GCond         cond;
  GPtrArray    *requests;     /* of GHashTable: what gp_test_service_dup() knows */
  char        **statuses;
  guint         n_scripted;
  char         *type;
  char         *body;
  char         *header;
};

static void
answered_cb (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  GpTestService *self = user_data;
  GHashTable *request = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeadersIter iter;
  const char *name, *value;
  guint status = 200;

  g_hash_table_insert (request, g_strdup ("method"),
                       g_strdup (soup_server_message_get_method (message)));
  g_hash_table_insert (request, g_strdup ("path"),
                       g_uri_to_string (soup_server_message_get_uri (message)));
  g_hash_table_insert (request, g_strdup ("body"),
                       g_strndup (body->data != NULL ? body->data : "", body->length));
  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_hash_table_insert (request, g_ascii_strdown (name, -1), g_strdup (value));

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->requests, request);
  if (self->statuses != NULL && self->statuses[0] != NULL)
    {
      guint last = g_strv_length (self->statuses) - 1;

      status = (guint) g_ascii_strtoull (self->statuses[MIN (self->n_scripted, last)], NULL, 10);
      self->n_scripted++;
    }
  if (self->body != NULL)
    soup_server_message_set_response (message, self->type, SOUP_MEMORY_COPY, self->body,
                                      strlen (self->body));
  gp_test_server_set_header (message, self->header);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  soup_server_message_set_status (message, status, NULL);
}

GpTestService *
gp_test_service_new (void)
{
  GpTestService *self = g_new0 (GpTestService, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  self->server = gp_test_server_new (answered_cb, self);

  return self;
}

void
gp_test_service_free (GpTestService *self)
{
  if (self == NULL)
    return;

  gp_test_server_free (self->server);
  g_ptr_array_unref (self->requests);
  g_strfreev (self->statuses);
  g_free (self->type);
  g_free (self->body);
  g_free (self->header);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

const char *
gp_test_service_get_url (GpTestService *self)
{
  return gp_test_server_get_url (self->server);
}

void
gp_test_service_script (GpTestService *self,
                        const char    *statuses)
{
  g_mutex_lock (&self->mutex);
  g_strfreev (self->statuses);
  self->statuses = g_strsplit (statuses, " ", -1);
  self->n_scripted = 0;
  g_mutex_unlock (&self->mutex);
}

void
gp_test_service_reply (GpTestService *self,
                       const char    *type,
                       const char    *body,
                       const char    *header)
{
  g_mutex_lock (&self->mutex);
  g_free (self->type);
  g_free (self->body);
  g_free (self->header);
  self->type = g_strdup (type);
  self->body = g_strdup (body);
  self->header = g_strdup (header);
  g_mutex_unlock (&self->mutex);
}

void
gp_test_service_await (GpTestService *self,
                       guint          n)
{
  gint64 until = g_get_monotonic_time () + DEADLINE;

  g_mutex_lock (&self->mutex);
  while (self->requests->len < n)
    if (!g_cond_wait_until (&self->cond, &self->mutex, until))
      g_error ("there were only %u requests instead of %u", self->requests->len, n);
  g_mutex_unlock (&self->mutex);
}

guint
gp_test_service_count (GpTestService *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->requests->len;
  g_mutex_unlock (&self->mutex);

  return n;
}

char *
gp_test_service_dup (GpTestService *self,
                     guint          i,
                     const char    *what)
{
  char *found;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (i, <, self->requests->len);
  found = g_strdup (g_hash_table_lookup (self->requests->pdata[i], what));
  g_mutex_unlock (&self->mutex);

  return found;
}

void
gp_test_runs_deploy (GpTestRuntime *backend,
                     GpTestService *service,
                     const char    *script)
{
  g_autoptr(GString) text = g_string_new (script);
  g_autoptr(GpDesign) design = NULL;

  if (service != NULL)
    g_string_replace (text, "SERVICE", gp_test_server_get_url (service->server), 0);
  design = gp_test_flow_design (text->str);
  g_assert_cmpuint (gp_test_apply (backend, design, TRUE), ==, 200);
}

void
gp_test_runs_apply_design (GpBackend *backend,
                           GpDesign  *design)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *live = gp_backend_dup_live (backend, NULL, NULL);
  g_autoptr(GpPlan) planned = gp_backend_plan (backend, design, "local:test", &error);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GpPlan) done = NULL;

  g_assert_no_error (error);
  for (gsize i = 0; i < gp_plan_get_size (planned); i++)
    g_ptr_array_add (ids, gp_plan_get_operation (planned, i)->id);
  g_ptr_array_add (ids, NULL);
  done = gp_backend_apply (backend, design, "local:test", live, (const char *const *) ids->pdata,
                           &error);
  g_assert_no_error (error);
}

void
gp_test_runs_apply (GpBackend  *backend,
                    const char *script)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);

  gp_test_runs_apply_design (backend, design);
}

char *
gp_test_runs_create (GpTestRuntime *backend,
                     const char    *entity,
                     const char    *json)
{
  g_autofree char *path = g_strconcat ("/api/records/", entity, NULL);

  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, json, 201);

  return gp_test_member (backend, "id");
}

char *
gp_test_runs_await (GpTestRuntime *backend,
                    const char    *flow,
                    const char    *status,
                    gint64         n)
{
  g_autofree char *path = flow != NULL
                            ? gp_test_query ("/admin/runs", "flow", flow, "status", status,
                                             "limit", "500", NULL)
                            : gp_test_query ("/admin/runs", "status", status, "limit", "500",
                                             NULL);
  gint64 until = g_get_monotonic_time () + DEADLINE;

  do
    {
      gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
      if (gp_test_count (backend, "items") >= n)
        return gp_test_member (backend, "items.0.id");
    }
  while (g_get_monotonic_time () < until);
  gp_test_call (backend, "GET", "/admin/runs", GP_TEST_ADMIN_TOKEN, NULL);
  g_error ("there are not %" G_GINT64_FORMAT " runs that are %s: %s", n, status, backend->body);
}

char *
gp_test_runs_dup_trace (GpTestRuntime *backend,
                        const char    *id)
{
  g_autofree char *path = g_strconcat ("/admin/runs/", id, NULL);
  GString *out = g_string_new (NULL);
  gint64 n;

  gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
  n = gp_test_count (backend, "steps");
  for (gint64 i = 0; i < n; i++)
    {
      g_autofree char *place_path = g_strdup_printf ("steps.%" G_GINT64_FORMAT ".place", i);
      g_autofree char *status_path = g_strdup_printf ("steps.%" G_GINT64_FORMAT ".status", i);
      g_autofree char *place = gp_test_member (backend, place_path);
      g_autofree char *status = gp_test_member (backend, status_path);

      g_string_append_printf (out, "%s%s %s", i > 0 ? ", " : "", place, status);
    }

  return g_string_free (out, FALSE);
}
