/* gp-admin.c — what is deployed, and deploying
 * SPDX-License-Identifier: Apache-2.0
 *
 * A wanted design comes whole ("design", as in *.gplan.json) or as changes to the deployed one
 * ("changes"). */
#define G_LOG_DOMAIN "gp-admin"
#include "config.h"
#include "gp-route.h"

#include "gp-json-change-set.h"
#include "gp-json-design.h"
#include "gp-plan-json.h"
#include "gp-problem.h"

#include <glib/gi18n-lib.h>

#define BODY_DEPTH 4100    /* a design in its envelope */

gboolean
gp_handle_design (GpRequest  *request,
                  GError    **error)
{
  GpDesign *design = gp_backend_get_design (request->backend);
  g_autofree char *live = NULL;
  g_autofree char *text = NULL;
  gboolean drifted;
  GString *out;
  GpJsonWriter writer;

  live = gp_backend_dup_live (request->backend, &drifted, error);
  if (live == NULL)
    return FALSE;

  out = g_string_new (NULL);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "live");
  gp_json_writer_string (&writer, live);
  gp_json_writer_key (&writer, "drifted");
  gp_json_writer_bool (&writer, drifted);
  gp_json_writer_key (&writer, "design");
  if (design != NULL)
    {
      text = gp_json_design_to_text (design, NULL);
      gp_json_writer_raw (&writer, g_strchomp (text));
    }
  else
    {
      gp_json_writer_null (&writer);
    }
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, out);
}

static GpDesign *
read_changes (GpRequest   *request,
              const char  *text,
              gsize        length,
              GError     **error)
{
  GpDesign *deployed = gp_backend_get_design (request->backend);
  g_autoptr(GpChangeSet) changes = gp_json_change_set_from_text (text, length, error);
  g_autoptr(GpDesign) wanted = NULL;

  if (changes == NULL)
    return NULL;
  if (deployed == NULL)
    {
      gp_problem_set (error, SOUP_STATUS_CONFLICT, "stale", "%s",
                      _("Nothing is deployed that could be changed: send a whole design."));
      return NULL;
    }

  wanted = gp_design_copy (deployed);

  return gp_design_apply (wanted, changes, error) ? g_steal_pointer (&wanted) : NULL;
}

static GpDesign *
read_wanted (GpRequest       *request,
             GpJsonDocument  *document,
             GError         **error)
{
  GpJsonNode design = gp_json_find (document, GP_JSON_ROOT, "design");
  GpJsonNode changes = gp_json_find (document, GP_JSON_ROOT, "changes");
  g_autoptr(GError) failure = NULL;
  GpDesign *wanted;
  const char *text;
  gsize length;

  if ((design == 0) == (changes == 0))
    {
      gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "design", "%s",
                      _("The body must hold either a “design” or “changes”."));
      return NULL;
    }

  text = gp_json_get_raw (document, design != 0 ? design : changes, &length);
  wanted = design != 0 ? gp_json_design_from_text (text, length, &failure)
                       : read_changes (request, text, length, &failure);
  if (wanted == NULL)
    {
      if (failure->domain == gp_problem_quark ())
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "design", "%s", failure->message);
    }

  return wanted;
}

static char *
dup_target (GpRequest *request)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  int port = g_uri_get_port (uri);

  if (port <= 0)
    return g_strdup_printf ("local:http://%s", g_uri_get_host (uri));

  return g_strdup_printf (strchr (g_uri_get_host (uri), ':') != NULL ? "local:http://[%s]:%d"
                                                                      : "local:http://%s:%d",
                          g_uri_get_host (uri), port);
}

static gboolean
reply_plan (GpRequest    *request,
            const GpPlan *plan)
{
  gsize length;
  g_autofree char *json = gp_plan_to_json (plan, GP_JSON_COMPACT, &length);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_string_new_len (json, length));
}

gboolean
gp_handle_plan (GpRequest  *request,
                GError    **error)
{
  g_autoptr(GpJsonDocument) document = gp_request_parse_body (request, BODY_DEPTH, error);
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autofree char *target = dup_target (request);

  if (document == NULL)
    return FALSE;
  wanted = read_wanted (request, document, error);
  if (wanted == NULL)
    return FALSE;
  plan = gp_backend_plan (request->backend, wanted, target, error);

  return plan != NULL && reply_plan (request, plan);
}

/* (transfer full): NULL on error; an empty list where nothing is allowed. */
static char **
read_allowed (GpJsonDocument  *document,
              GError         **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GpJsonNode list = gp_json_find (document, GP_JSON_ROOT, "allow");

  for (GpJsonNode node = list != 0 ? gp_json_first (document, list) : 0; node != 0;
       node = gp_json_next (document, node))
    {
      const char *id = gp_json_get_text (document, node);

      if (id == NULL)
        {
          gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "allow", "%s",
                          _("“allow” must be a list of the ids of operations."));
          return NULL;
        }
      g_ptr_array_add (ids, g_strdup (id));
    }
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

static gboolean
reply_applied (GpRequest    *request,
               const GpPlan *plan,
               GError      **error)
{
  g_autofree char *live = gp_backend_dup_live (request->backend, NULL, error);
  g_autofree char *json = gp_plan_to_json (plan, GP_JSON_COMPACT, NULL);
  GString *out;

  if (live == NULL)
    return FALSE;
  out = g_string_new (NULL);
  g_string_append_printf (out, "{\"live\":\"%s\",\"plan\":%s}", live, json);

  return gp_request_reply_json (request, SOUP_STATUS_OK, out);
}

gboolean
gp_handle_apply (GpRequest  *request,
                 GError    **error)
{
  g_autoptr(GpJsonDocument) document = gp_request_parse_body (request, BODY_DEPTH, error);
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autofree char *target = dup_target (request);
  g_autofree char *live = NULL;
  g_auto(GStrv) allowed = NULL;
  GpJsonNode node;

  if (document == NULL)
    return FALSE;
  node = gp_json_find (document, GP_JSON_ROOT, "live");
  live = node != 0 ? g_strdup (gp_json_get_text (document, node)) : NULL;
  if (live == NULL)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "live", "%s",
                           _("The body must hold “live”, the hash that the plan was made "
                             "against."));
  allowed = read_allowed (document, error);
  if (allowed == NULL)
    return FALSE;
  wanted = read_wanted (request, document, error);
  if (wanted == NULL)
    return FALSE;

  plan = gp_backend_apply (request->backend, wanted, target, live, (const char *const *) allowed,
                           error);

  return plan != NULL && reply_applied (request, plan, error);
}
