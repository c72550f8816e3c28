/* gp-admin-accounts.c — accounts that the administrator makes
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-admin-accounts"
#include "config.h"
#include "gp-route.h"

#include "gp-admin-private.h"
#include "gp-credentials.h"
#include "gp-problem.h"
#include "gp-server.h"

#include <glib/gi18n-lib.h>

#define BODY_DEPTH   16
#define MAX_ID_BYTES 255

typedef struct
{
  GpRequest      *request;
  GpJsonDocument *document;    /* the body, which the request owns */
  GArray         *roles;
  char           *id;
  char           *email;
} Order;

static void
order_free (Order *order)
{
  gp_json_document_free (order->document);
  gp_request_unref (order->request);
  g_clear_pointer (&order->roles, g_array_unref);
  g_free (order->id);
  g_free (order->email);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

static gboolean
create (Order       *order,
        const char  *hash,
        GError     **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (order->request->backend);
  g_autoptr(GpSqliteTransaction) transaction = gp_sqlite_begin (sqlite, error);
  g_autoptr(GpSqliteStatement) insert = NULL;
  g_autoptr(GError) failure = NULL;

  if (transaction == NULL)
    return FALSE;
  insert = gp_sqlite_prepare (sqlite, "INSERT INTO _gp_user (id, email, password, created) "
                                      "VALUES (?1, ?2, ?3, ?4)", error);
  if (insert == NULL)
    return FALSE;
  gp_sqlite_bind_text (insert, 1, order->id);
  gp_sqlite_bind_text (insert, 2, order->email);
  gp_sqlite_bind_text (insert, 3, hash);
  gp_sqlite_bind_int (insert, 4, order->request->now);
  if (!gp_sqlite_run (insert, &failure))
    {
      if (g_error_matches (failure, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT))
        return gp_problem_set (error, SOUP_STATUS_CONFLICT, "exists", "%s",
                               _("There is an account with this e-mail address or id."));
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!gp_admin_set_facts (sqlite, order->id, order->document, error)
      || (order->roles != NULL && !gp_admin_set_roles (sqlite, order->id, order->roles, error)))
    return FALSE;

  return gp_sqlite_commit (g_steal_pointer (&transaction), error);
}

static void
hashed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Order) order = user_data;
  GpRequest *request = order->request;
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = NULL;

  hash = gp_passwords_hash_finish (gp_server_get_passwords (request->server), result, &error);
  if (hash == NULL)
    {
      gp_credentials_fail_busy (request, error);
      return;
    }
  if (!create (order, hash, &error)
      || !gp_admin_reply_user (request, SOUP_STATUS_CREATED, order->id, &error))
    gp_request_fail (request, error);
  gp_request_resume (request);
}

gboolean
gp_handle_user_create (GpRequest  *request,
                       GError    **error)
{
  g_autoptr(Order) order = g_new0 (Order, 1);
  g_autofree char *password = NULL;
  char buffer[GP_ID_STRING_SIZE];
  GpId id = gp_id_new ();

  order->request = gp_request_ref (request);
  order->document = gp_request_parse_body (request, BODY_DEPTH, error);
  if (order->document == NULL)
    return FALSE;

  order->email = gp_credentials_dup_text (order->document, "email");
  order->id = gp_credentials_dup_text (order->document, "id");
  password = gp_credentials_dup_text (order->document, "password");
  if (!gp_credentials_check (order->email != NULL ? order->email : "",
                             password != NULL ? password : "", error))
    return FALSE;
  if (order->id != NULL && (*order->id == '\0' || strlen (order->id) > MAX_ID_BYTES))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "id",
                           _("An “id” has 1 to %d bytes."), MAX_ID_BYTES);
  if (order->id == NULL)
    order->id = g_strdup (gp_id_format (&id, buffer));
  if (gp_json_find (order->document, GP_JSON_ROOT, "roles") != 0)
    {
      order->roles = gp_admin_read_roles (request, order->document, error);
      if (order->roles == NULL)
        return FALSE;
    }

  gp_request_pause (request);
  gp_passwords_hash_async (gp_server_get_passwords (request->server), password, hashed_cb,
                           g_steal_pointer (&order));

  return TRUE;
}

gboolean
gp_handle_user_change (GpRequest  *request,
                       GError    **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  g_autoptr(GpJsonDocument) document = gp_request_parse_body (request, BODY_DEPTH, error);
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GArray) roles = NULL;

  if (document == NULL)
    return FALSE;
  if (gp_json_find (document, GP_JSON_ROOT, "roles") != 0)
    {
      roles = gp_admin_read_roles (request, document, error);
      if (roles == NULL)
        return FALSE;
    }
  transaction = gp_sqlite_begin (sqlite, error);
  if (transaction == NULL || !gp_admin_set_facts (sqlite, request->values[0], document, error)
      || (roles != NULL && !gp_admin_set_roles (sqlite, request->values[0], roles, error))
      || !gp_sqlite_commit (g_steal_pointer (&transaction), error))
    return FALSE;

  return gp_admin_reply_user (request, SOUP_STATUS_OK, request->values[0], error);
}
