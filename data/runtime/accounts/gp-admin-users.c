/* gp-admin-users.c — the accounts, and the roles that are given to them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-admin-users"
#include "config.h"
#include "gp-route.h"

#include "gp-admin-private.h"
#include "gp-cell-time.h"
#include "gp-problem.h"

#include <glib/gi18n-lib.h>

#define BODY_DEPTH 4

/* The names of the assigned roles that the deployed design still has. */
static gboolean
write_roles (GpBackend     *backend,
             const char    *user,
             GpJsonWriter  *writer,
             GError       **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  GpDesign *design = gp_backend_get_design (backend);
  GpSqliteStep step;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "SELECT role FROM _gp_user_role WHERE user = ?1 ORDER BY role",
                                 error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, user);
  gp_json_writer_begin_array (writer);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      const GpElement *role = NULL;
      GpId id;

      if (design != NULL && gp_sqlite_column_id (statement, 0, &id))
        role = gp_design_lookup_kind (design, &id, GP_KIND_ROLE);
      if (role != NULL)
        gp_json_writer_string (writer, gp_element_get_name (role));
    }
  gp_json_writer_end_array (writer);

  return step == GP_SQLITE_DONE;
}

static gboolean
write_user (GpBackend          *backend,
            GpSqliteStatement  *statement,
            GpJsonWriter       *writer,
            GError            **error)
{
  const char *user = gp_sqlite_column_text (statement, 0, NULL);
  g_autofree char *created = gp_cell_print_timestamp (gp_sqlite_column_int (statement, 2));

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "id");
  gp_json_writer_string (writer, user);
  gp_json_writer_key (writer, "email");
  gp_json_writer_string (writer, gp_sqlite_column_text (statement, 1, NULL));
  gp_json_writer_key (writer, "created");
  gp_json_writer_string (writer, created);
  gp_json_writer_key (writer, "roles");
  if (!write_roles (backend, user, writer, error))
    return FALSE;
  gp_json_writer_key (writer, "tenant");
  if (gp_sqlite_column_is_null (statement, 3))
    gp_json_writer_null (writer);
  else
    gp_json_writer_string (writer, gp_sqlite_column_text (statement, 3, NULL));
  gp_json_writer_key (writer, "claims");
  gp_json_writer_raw (writer, gp_sqlite_column_is_null (statement, 4)
                                ? "null" : gp_sqlite_column_text (statement, 4, NULL));
  gp_json_writer_end_object (writer);

  return TRUE;
}

#define PAGE 1000

gboolean
gp_handle_users (GpRequest  *request,
                 GError    **error)
{
  static const char *const known[] = { "after", "email", NULL };
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  const char *after = gp_request_get (request, "after");
  GpJsonWriter writer;
  GpSqliteStep step;

  if (!gp_request_check_query (request, known, error))
    return FALSE;
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend),
                                 "SELECT id, email, created, tenant, claims FROM _gp_user WHERE id > ?1 "
                                 "AND (?2 IS NULL OR email = ?2) ORDER BY id LIMIT ?3", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, after != NULL ? after : "");
  gp_sqlite_bind_text (statement, 2, gp_request_get (request, "email"));
  gp_sqlite_bind_int (statement, 3, PAGE);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "items");
  gp_json_writer_begin_array (&writer);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      if (!write_user (request->backend, statement, &writer, error))
        return FALSE;
    }
  if (step == GP_SQLITE_FAILED)
    return FALSE;
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}

/* The roles of the body's list, by name or id. */
GArray *
gp_admin_read_roles (GpRequest       *request,
                     GpJsonDocument  *document,
                     GError         **error)
{
  g_autoptr(GArray) roles = g_array_new (FALSE, FALSE, sizeof (GpId));
  GpDesign *design = gp_backend_get_design (request->backend);
  GpJsonNode list = gp_json_find (document, GP_JSON_ROOT, "roles");

  if (list == 0 || gp_json_get_type (document, list) != GP_JSON_ARRAY)
    {
      gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "roles", "%s",
                      _("The body must hold “roles”, a list of names."));
      return NULL;
    }

  for (GpJsonNode node = gp_json_first (document, list); node != 0;
       node = gp_json_next (document, node))
    {
      const char *name = gp_json_get_text (document, node);
      const GpElement *role = NULL;
      GpId id;

      if (name != NULL && design != NULL && gp_id_parse (name, &id))
        role = gp_design_lookup_kind (design, &id, GP_KIND_ROLE);
      if (name != NULL && design != NULL && role == NULL)
        role = gp_design_find_child (design, gp_design_get_root_id (design), GP_KIND_ROLE, name);
      if (role == NULL || !gp_element_is (role, GP_ROLE_MEMBERSHIP, "assigned"))
        {
          gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "roles",
                          _("There is no role “%s” that could be assigned."),
                          name != NULL ? name : "");
          return NULL;
        }
      g_array_append_val (roles, *gp_element_get_id (role));
    }

  return g_steal_pointer (&roles);
}

gboolean
gp_admin_set_roles (GpSqlite    *sqlite,
                    const char  *user,
                    GArray      *roles,
                    GError     **error)
{
  g_autoptr(GpSqliteStatement) known = NULL;
  g_autoptr(GpSqliteStatement) clear = NULL;
  g_autoptr(GpSqliteStatement) insert = NULL;

  known = gp_sqlite_prepare (sqlite, "SELECT 1 FROM _gp_user WHERE id = ?1", error);
  clear = known != NULL ? gp_sqlite_prepare (sqlite, "DELETE FROM _gp_user_role WHERE user = ?1",
                                             error) : NULL;
  insert = clear != NULL ? gp_sqlite_prepare (sqlite, "INSERT OR IGNORE INTO _gp_user_role "
                                                      "VALUES (?1, ?2)", error) : NULL;
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_text (known, 1, user);
  switch (gp_sqlite_step (known, error))
    {
    case GP_SQLITE_FAILED:
      return FALSE;
    case GP_SQLITE_DONE:
      return gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                             _("There is no such account."));
    case GP_SQLITE_ROW:
    default:
      gp_sqlite_reset (known);
    }

  gp_sqlite_bind_text (clear, 1, user);
  if (!gp_sqlite_run (clear, error))
    return FALSE;
  for (guint i = 0; i < roles->len; i++)
    {
      gp_sqlite_bind_text (insert, 1, user);
      gp_sqlite_bind_id (insert, 2, &g_array_index (roles, GpId, i));
      if (!gp_sqlite_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

/* The JSON of a member; NULL for null. */
static char *
dup_raw (GpJsonDocument *document,
         GpJsonNode      node)
{
  gsize length;
  const char *raw = gp_json_get_raw (document, node, &length);

  return gp_json_get_type (document, node) != GP_JSON_NULL ? g_strndup (raw, length) : NULL;
}

static gboolean
set_fact (GpSqlite    *sqlite,
          const char  *user,
          const char  *sql,
          const char  *value,
          GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (sqlite, sql, error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, user);
  gp_sqlite_bind_text (statement, 2, value);
  switch (gp_sqlite_step (statement, error))
    {
    case GP_SQLITE_ROW:
      return TRUE;
    case GP_SQLITE_DONE:
      return gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                             _("There is no such account."));
    case GP_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

gboolean
gp_admin_set_facts (GpSqlite        *sqlite,
                    const char      *user,
                    GpJsonDocument  *document,
                    GError         **error)
{
  GpJsonNode tenant = gp_json_find (document, GP_JSON_ROOT, "tenant");
  GpJsonNode claims = gp_json_find (document, GP_JSON_ROOT, "claims");
  g_autofree char *text = tenant != 0 ? g_strdup (gp_json_get_text (document, tenant)) : NULL;
  g_autofree char *json = NULL;

  if (tenant != 0 && text == NULL && gp_json_get_type (document, tenant) != GP_JSON_NULL)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "tenant", "%s",
                           _("“tenant” must be a text or null."));
  if (claims != 0 && gp_json_get_type (document, claims) != GP_JSON_OBJECT
      && gp_json_get_type (document, claims) != GP_JSON_NULL)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "claims", "%s",
                           _("“claims” must be an object or null."));
  if (claims != 0)
    json = dup_raw (document, claims);

  return (tenant == 0 || set_fact (sqlite, user, "UPDATE _gp_user SET tenant = ?2 WHERE id = ?1 "
                                                 "RETURNING 1", text, error))
         && (claims == 0 || set_fact (sqlite, user, "UPDATE _gp_user SET claims = ?2 WHERE id = ?1 "
                                                    "RETURNING 1", json, error));
}

gboolean
gp_admin_reply_user (GpRequest   *request,
                     guint        status,
                     const char  *user,
                     GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend),
                                 "SELECT id, email, created, tenant, claims FROM _gp_user WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, user);
  switch (gp_sqlite_step (statement, error))
    {
    case GP_SQLITE_FAILED:
      return FALSE;
    case GP_SQLITE_DONE:
      return gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                             _("There is no such account."));
    case GP_SQLITE_ROW:
    default:
      break;
    }

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (!write_user (request->backend, statement, &writer, error))
    return FALSE;
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, status, g_steal_pointer (&out));
}

gboolean
gp_handle_user_roles (GpRequest  *request,
                      GError    **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  g_autoptr(GpJsonDocument) document = gp_request_parse_body (request, BODY_DEPTH, error);
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GArray) roles = NULL;

  if (document == NULL)
    return FALSE;
  roles = gp_admin_read_roles (request, document, error);
  transaction = roles != NULL ? gp_sqlite_begin (sqlite, error) : NULL;
  if (transaction == NULL
      || !gp_admin_set_roles (sqlite, request->values[0], roles, error)
      || !gp_sqlite_commit (g_steal_pointer (&transaction), error))
    return FALSE;

  return gp_admin_reply_user (request, SOUP_STATUS_OK, request->values[0], error);
}
