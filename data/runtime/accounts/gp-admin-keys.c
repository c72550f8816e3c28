/* gp-admin-keys.c — the keys of programs, as the administrator sees them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-admin-keys"
#include "config.h"
#include "gp-route.h"

#include "gp-admin-private.h"
#include "gp-api-keys.h"
#include "gp-credentials.h"
#include "gp-problem.h"

#include <glib/gi18n-lib.h>

#define BODY_DEPTH 4

/* (transfer full): NULL without @error where the body names none. */
static GArray *
read_entities (GpRequest       *request,
               GpJsonDocument  *document,
               GError         **error)
{
  GpJsonNode list = gp_json_find (document, GP_JSON_ROOT, "entities");
  g_autoptr(GArray) entities = NULL;

  if (list == 0 || gp_json_get_type (document, list) == GP_JSON_NULL)
    return NULL;
  if (gp_json_get_type (document, list) != GP_JSON_ARRAY)
    {
      gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "entities", "%s",
                      _("“entities” must be a list of names."));
      return NULL;
    }

  entities = g_array_new (FALSE, FALSE, sizeof (GpId));
  for (GpJsonNode node = gp_json_first (document, list); node != 0;
       node = gp_json_next (document, node))
    {
      const char *name = gp_json_get_text (document, node);
      const GpTable *table =
        name != NULL ? gp_schema_find (gp_backend_get_schema (request->backend), name) : NULL;

      if (table == NULL)
        {
          gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "entities",
                          _("There is no entity “%s”."), name != NULL ? name : "");
          return NULL;
        }
      g_array_append_val (entities, table->id);
    }

  return g_steal_pointer (&entities);
}

static gboolean
read_expiry (GpRequest       *request,
             GpJsonDocument  *document,
             gint64          *out,
             GError         **error)
{
  GpJsonNode node = gp_json_find (document, GP_JSON_ROOT, "expires_in");
  gint64 seconds;

  *out = 0;
  if (node == 0)
    return TRUE;
  if (!gp_json_get_int (document, node, &seconds) || seconds < 1 || seconds > G_MAXINT32)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "expires_in", "%s",
                           _("“expires_in” must be a number of seconds."));
  *out = request->now + seconds * G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
reply_key (GpRequest  *request,
           const char *id,
           const char *key)
{
  GString *out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "id");
  gp_json_writer_string (&writer, id);
  gp_json_writer_key (&writer, "key");
  gp_json_writer_string (&writer, key);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_CREATED, out);
}

gboolean
gp_handle_key_create (GpRequest  *request,
                      GError    **error)
{
  g_autoptr(GpJsonDocument) document = gp_request_parse_body (request, BODY_DEPTH, error);
  g_autoptr(GArray) roles = NULL;
  g_autoptr(GArray) entities = NULL;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;
  g_autofree char *tenant = NULL;
  GError *failure = NULL;
  gint64 expires;

  if (document == NULL)
    return FALSE;
  roles = gp_admin_read_roles (request, document, error);
  if (roles == NULL)
    return FALSE;
  entities = read_entities (request, document, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (!read_expiry (request, document, &expires, error))
    return FALSE;

  name = gp_credentials_dup_text (document, "name");
  tenant = gp_credentials_dup_text (document, "tenant");
  if (name == NULL || *name == '\0')
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "name", "%s",
                           _("A key needs a “name” to know it by."));
  if (tenant == NULL && gp_json_find (document, GP_JSON_ROOT, "tenant") != 0)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "tenant", "%s",
                           _("“tenant” must be a text."));
  if (!gp_api_keys_create (request->backend, name, roles, entities, tenant, request->now, expires,
                           &id, &key, error))
    return FALSE;

  return reply_key (request, id, key);
}

gboolean
gp_handle_keys (GpRequest  *request,
                GError    **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "items");
  if (!gp_api_keys_list (request->backend, &writer, error))
    return FALSE;
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}

gboolean
gp_handle_key_revoke (GpRequest  *request,
                      GError    **error)
{
  if (!gp_api_keys_revoke (request->backend, request->values[0], request->now, error))
    return FALSE;
  gp_request_reply (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);

  return TRUE;
}
