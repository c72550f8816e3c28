/* gp-access-probe-server.c — accounts for personas on the servers that are asked
 * SPDX-License-Identifier: Apache-2.0
 *
 * The local backend keeps accounts: theirs have a password that follows from the token of the
 * administrator, so that they can be used again. Those of Directus are marked and taken away. */
#define G_LOG_DOMAIN "gp-access-probe-server"
#include "config.h"
#include "gp-access-probe.h"

#include <glib/gi18n-lib.h>

#include "gp-access-probe-private.h"
#include "gp-export-directus-access.h"
#include "gp-target.h"

#define MARK "made by gplan test"

static void
write_text (GpJsonWriter *writer,
            const char   *key,
            const char   *text)
{
  if (text == NULL)
    return;
  gp_json_writer_key (writer, key);
  gp_json_writer_string (writer, text);
}

static char *
dup_email (const GpElement *persona)
{
  const char *email = gp_element_get_text (persona, GP_PERSONA_EMAIL);
  char id[GP_ID_STRING_SIZE];

  return email != NULL ? g_strdup (email)
                       : g_strdup_printf ("%s@example.org",
                                          gp_id_format (gp_element_get_id (persona), id));
}

/* The persona's, or one of its own. */
static char *
dup_user_id (const GpElement *persona)
{
  const char *user = gp_element_get_text (persona, GP_PERSONA_USER_ID);
  char id[GP_ID_STRING_SIZE];

  return g_strdup (user != NULL ? user : gp_id_format (gp_element_get_id (persona), id));
}

/* Hard to guess without the token, and the same each time. */
static char *
dup_secret (const char      *purpose,
            GpJsonClient    *client,
            const GpElement *persona)
{
  const char *token = gp_json_client_get_token (client);
  char id[GP_ID_STRING_SIZE];
  g_autofree char *text = g_strjoin (" ", purpose, token != NULL ? token : "",
                                     gp_json_client_get_url (client),
                                     gp_id_format (gp_element_get_id (persona), id), NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static char *
write_local_account (GpDesign        *design,
                     const GpElement *persona,
                     const char      *email,
                     const char      *password)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *claims = gp_element_get_text (persona, GP_PERSONA_CLAIMS);
  g_autofree char *user = dup_user_id (persona);
  const GpId *roles;
  GpJsonWriter writer;
  gsize n;

  roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &n);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  write_text (&writer, "email", email);
  write_text (&writer, "password", password);
  if (password != NULL)
    write_text (&writer, "id", user);
  write_text (&writer, "tenant", gp_element_get_text (persona, GP_PERSONA_TENANT));
  if (claims != NULL)
    {
      gp_json_writer_key (&writer, "claims");
      gp_json_writer_raw (&writer, claims);
    }
  gp_json_writer_key (&writer, "roles");
  gp_json_writer_begin_array (&writer);
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *role = gp_design_lookup_kind (design, &roles[i], GP_KIND_ROLE);

      if (role != NULL && gp_element_is (role, GP_ROLE_MEMBERSHIP, "assigned"))
        gp_json_writer_string (&writer, gp_element_get_name (role));
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
local_sign_in (GpDesign         *design,
               GpJsonClient     *client,
               const GpElement  *persona,
               GError          **error)
{
  g_autofree char *email = dup_email (persona);
  g_autofree char *password = dup_secret ("password", client, persona);
  g_autofree char *account = write_local_account (design, persona, email, password);
  g_autofree char *change = write_local_account (design, persona, NULL, NULL);
  g_autofree char *login = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\"}", email,
                                            password);
  g_autofree char *id = dup_user_id (persona);
  guint status = gp_json_client_manage (client, "POST", "/admin/users", account, error);

  if (status == 409)
    {
      g_autofree char *path = g_strconcat ("/admin/users/", id, NULL);

      status = gp_json_client_manage (client, "PATCH", path, change, error);
    }
  if (status < 200 || status >= 300)
    return gp_access_server_fail (client, status, gp_element_get_name (persona), error);
  status = gp_json_client_call (client, "POST", "/api/auth/login", NULL, login, error);
  if (status == 200)
    return gp_json_client_dup (client, "token");
  return gp_access_server_fail (client, status == 401 ? 409 : status,
                                gp_element_get_name (persona), error);
}

const GpAccessServer *
gp_access_server_local (void)
{
  static const GpAccessServer server = { .kind = "local", .records = "/api/records/", .data = "",
                                         .sign_in = local_sign_in };

  return &server;
}

static char *
directus_sign_in (GpDesign         *design,
                  GpJsonClient     *client,
                  const GpElement  *persona,
                  GError          **error)
{
  g_autofree char *email = dup_email (persona);
  g_autofree char *token = dup_secret ("token", client, persona);
  g_autoptr(GString) account = g_string_new (NULL);
  g_autofree char *user = dup_user_id (persona);
  g_autofree char *path = g_strconcat ("/users/", user, "?fields=description", NULL);
  g_autofree char *mark = NULL;
  const GpId *roles;
  GpJsonWriter writer;
  GpId role;
  char text[GP_ID_STRING_SIZE];
  gsize n;
  guint status;

  roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &n);
  role = gp_directus_role_id (design, roles, n);
  gp_json_writer_init (&writer, account, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  write_text (&writer, "id", user);
  write_text (&writer, "email", email);
  write_text (&writer, "role", gp_id_format (&role, text));
  write_text (&writer, "tenant", gp_element_get_text (persona, GP_PERSONA_TENANT));
  write_text (&writer, "token", token);
  write_text (&writer, "description", MARK);
  gp_json_writer_end_object (&writer);

  status = gp_json_client_manage (client, "GET", path, NULL, error);
  mark = status == 200 ? gp_json_client_dup (client, "data.description") : NULL;
  if (status == 200 && g_strcmp0 (mark, MARK) != 0)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("%s has an account with the id of “%s” already: give the persona another."),
                   gp_json_client_get_url (client), gp_element_get_name (persona));
      return NULL;
    }
  if (status == 0)
    return NULL;
  path[strcspn (path, "?")] = '\0';
  status = gp_json_client_manage (client, status == 200 ? "PATCH" : "POST",
                                  status == 200 ? path : "/users", account->str, error);
  if (status >= 200 && status < 300)
    return g_steal_pointer (&token);
  return gp_access_server_fail (client, status, gp_element_get_name (persona), error);
}

static void
directus_sign_out (GpJsonClient    *client,
                   const GpElement *persona,
                   GPtrArray       *warnings)
{
  g_autofree char *user = dup_user_id (persona);
  g_autofree char *path = g_strconcat ("/users/", user, NULL);
  guint status = gp_json_client_manage (client, "DELETE", path, NULL, NULL);

  if (status < 200 || status >= 300)
    g_ptr_array_add (warnings, g_strdup_printf (_("The account of “%s” is still there."),
                                                gp_element_get_name (persona)));
}

const GpAccessServer *
gp_access_server_directus (void)
{
  static const GpAccessServer server = { .kind = "directus", .records = "/items/", .data = "data.",
                                         .sign_in = directus_sign_in,
                                         .sign_out = directus_sign_out };

  return &server;
}
