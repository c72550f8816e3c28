/* gp-route.c — which paths there are, and who answers on them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-route"
#include "config.h"
#include "gp-route.h"

#include "gp-problem.h"

#include <glib/gi18n-lib.h>

/* The first that fits is taken, so that {entity}:batch stands before {entity}. */
static const GpRoute routes[] = {
  { "GET", "/api/health", gp_handle_health, GP_ROUTE_OPEN },
  { "POST", "/api/auth/signup", gp_handle_signup, GP_ROUTE_LIMITED },
  { "POST", "/api/auth/login", gp_handle_login, GP_ROUTE_LIMITED },
  { "POST", "/api/auth/refresh", gp_handle_refresh, GP_ROUTE_LIMITED },
  { "POST", "/api/auth/logout", gp_handle_logout, GP_ROUTE_OPEN },
  { "GET", "/api/auth/me", gp_handle_me, GP_ROUTE_OPEN },
  { "POST", "/api/records/{entity}:batch", gp_handle_records_batch, GP_ROUTE_OPEN },
  { "GET", "/api/records/{entity}", gp_handle_records_list, GP_ROUTE_OPEN },
  { "POST", "/api/records/{entity}", gp_handle_records_create, GP_ROUTE_OPEN },
  { "GET", "/api/records/{entity}/{id}", gp_handle_records_get, GP_ROUTE_OPEN },
  { "PATCH", "/api/records/{entity}/{id}", gp_handle_records_update, GP_ROUTE_OPEN },
  { "DELETE", "/api/records/{entity}/{id}", gp_handle_records_delete, GP_ROUTE_OPEN },
  { "POST", "/api/records/{entity}/{id}/actions/{action}", gp_handle_records_act, GP_ROUTE_OPEN },
  { "GET", "/api/records/{entity}/{id}/files/{field}", gp_handle_record_file, GP_ROUTE_OPEN },
  { "GET", "/api/files/{bucket}", gp_handle_files_list, GP_ROUTE_OPEN },
  { "POST", "/api/files/{bucket}", gp_handle_files_upload, GP_ROUTE_OPEN },
  { "GET", "/api/files/{bucket}/{id}", gp_handle_files_download, GP_ROUTE_OPEN },
  { "PUT", "/api/files/{bucket}/{id}", gp_handle_files_replace, GP_ROUTE_OPEN },
  { "DELETE", "/api/files/{bucket}/{id}", gp_handle_files_delete, GP_ROUTE_OPEN },
  { "POST", "/api/files/{bucket}/{id}/actions/{action}", gp_handle_files_act, GP_ROUTE_OPEN },
  { "GET", "/api/flows/{path...}", gp_handle_flow_http, GP_ROUTE_OPEN },
  { "POST", "/api/flows/{path...}", gp_handle_flow_http, GP_ROUTE_OPEN },
  { "PUT", "/api/flows/{path...}", gp_handle_flow_http, GP_ROUTE_OPEN },
  { "PATCH", "/api/flows/{path...}", gp_handle_flow_http, GP_ROUTE_OPEN },
  { "DELETE", "/api/flows/{path...}", gp_handle_flow_http, GP_ROUTE_OPEN },
  { "POST", "/api/runs", gp_handle_run_start, GP_ROUTE_OPEN },
  { "GET", "/api/approvals", gp_handle_approvals, GP_ROUTE_OPEN },
  { "POST", "/api/approvals/{id}", gp_handle_approval, GP_ROUTE_OPEN },
  { "GET", "/api/events", gp_handle_events, GP_ROUTE_OPEN },
  { "GET", "/api/openapi.json", gp_handle_openapi, GP_ROUTE_OPEN },
  { "GET", "/docs", gp_handle_docs, GP_ROUTE_OPEN },
  { "GET", "/metrics", gp_handle_metrics, GP_ROUTE_OPEN },
  { "GET", "/admin/design", gp_handle_design, GP_ROUTE_ADMIN },
  { "POST", "/admin/plan", gp_handle_plan, GP_ROUTE_ADMIN | GP_ROUTE_LARGE | GP_ROUTE_SLOW },
  { "POST", "/admin/apply", gp_handle_apply, GP_ROUTE_ADMIN | GP_ROUTE_LARGE | GP_ROUTE_SLOW },
  { "GET", "/admin/users", gp_handle_users, GP_ROUTE_ADMIN },
  { "POST", "/admin/users", gp_handle_user_create, GP_ROUTE_ADMIN },
  { "PATCH", "/admin/users/{id}", gp_handle_user_change, GP_ROUTE_ADMIN },
  { "PUT", "/admin/users/{id}/roles", gp_handle_user_roles, GP_ROUTE_ADMIN },
  { "GET", "/admin/keys", gp_handle_keys, GP_ROUTE_ADMIN },
  { "POST", "/admin/keys", gp_handle_key_create, GP_ROUTE_ADMIN },
  { "DELETE", "/admin/keys/{id}", gp_handle_key_revoke, GP_ROUTE_ADMIN },
  { "GET", "/admin/trail", gp_handle_trail, GP_ROUTE_ADMIN },
  { "GET", "/admin/flows", gp_handle_run_flows, GP_ROUTE_ADMIN },
  { "GET", "/admin/runs", gp_handle_runs, GP_ROUTE_ADMIN },
  { "GET", "/admin/runs/{id}", gp_handle_run, GP_ROUTE_ADMIN },
  { "POST", "/admin/runs/{id}/retry", gp_handle_run_retry, GP_ROUTE_ADMIN },
  { "POST", "/admin/runs/{id}/cancel", gp_handle_run_cancel, GP_ROUTE_ADMIN },
  { "POST", "/admin/runs/{id}/discard", gp_handle_run_discard, GP_ROUTE_ADMIN },
};

const GpRoute *
gp_route_get (gsize i)
{
  return i < G_N_ELEMENTS (routes) ? &routes[i] : NULL;
}

/* One part of a path against one of a pattern. A placeholder may have a fixed end:
 * {entity}:batch. */
static gboolean
part_fits (const char *pattern,
           const char *part,
           gboolean   *is_value)
{
  const char *end;

  *is_value = FALSE;
  if (*pattern != '{')
    return g_str_equal (pattern, part);

  end = strchr (pattern, '}') + 1;
  *is_value = TRUE;

  return g_str_has_suffix (part, end) && strlen (part) > strlen (end);
}

static gboolean
path_fits (const GpRoute *route,
           GpRequest     *request)
{
  g_auto(GStrv) parts = g_strsplit (route->pattern + 1, "/", -1);
  gsize places[G_N_ELEMENTS (request->values)];
  gsize n = 0;

  gboolean takes_rest = g_str_has_suffix (route->pattern, "...}");
  guint n_parts = g_strv_length (parts), n_given = g_strv_length (request->segments);

  if (takes_rest ? n_given < n_parts : n_given != n_parts)
    return FALSE;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      gboolean is_value;

      if (!part_fits (parts[i], request->segments[i], &is_value))
        return FALSE;
      if (is_value)
        places[n++] = i;
    }

  for (gsize i = 0; i < n; i++)
    {
      request->values[i] = request->segments[places[i]];
      request->raw_values[i] = request->raw_segments[places[i]];
    }

  return TRUE;
}

/* Takes the fixed end away from the values, once the route is chosen. */
static void
cut_values (const GpRoute *route,
            GpRequest     *request)
{
  const char *end = strstr (route->pattern, "}:");

  if (end != NULL)
    ((char *) request->values[0])[strlen (request->values[0]) - strlen (end + 1)] = '\0';
}

const GpRoute *
gp_route_find (GpRequest  *request,
               const char *method,
               GError    **error)
{
  g_autoptr(GString) allowed = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!path_fits (&routes[i], request))
        continue;
      if (g_str_equal (routes[i].method, method))
        {
          request->route = routes[i].pattern;
          cut_values (&routes[i], request);
          return &routes[i];
        }
      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
    }

  if (allowed->len == 0)
    {
      gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                      _("There is nothing here."));
      return NULL;
    }
  gp_request_set_header (request, "Allow", allowed->str);
  gp_problem_set (error, SOUP_STATUS_METHOD_NOT_ALLOWED, "about:blank",
                  _("Only %s can be used here."), allowed->str);

  return NULL;
}
