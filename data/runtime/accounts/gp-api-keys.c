/* gp-api-keys.c — keys for programs
 * SPDX-License-Identifier: Apache-2.0
 *
 * A key is random and means nothing; only its SHA-256 is kept. What it may do are the rules of its
 * roles, in its entities: a key never may more than somebody with these roles. */
#define G_LOG_DOMAIN "gp-api-keys"
#include "config.h"
#include "gp-api-keys.h"

#include "gp-cell-time.h"
#include "gp-problem.h"
#include "gp-tokens.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

static void
hash_key (const char *key,
          guchar      out[crypto_hash_sha256_BYTES])
{
  crypto_hash_sha256 (out, (const guchar *) key, strlen (key));
}

/* Ids one after the other; none is an empty blob. */
static void
bind_ids (GpSqliteStatement *statement,
          int                i,
          const GArray      *ids)
{
  if (ids == NULL)
    gp_sqlite_bind_null (statement, i);
  else
    gp_sqlite_bind_blob (statement, i, ids->len > 0 ? (gconstpointer) ids->data : "",
                         ids->len * sizeof (GpId));
}

static GArray *
read_ids (GpSqliteStatement *statement,
          int                i)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize size;
  const void *blob = gp_sqlite_column_blob (statement, i, &size);

  if (blob != NULL)
    g_array_append_vals (ids, blob, (guint) (size / sizeof (GpId)));

  return ids;
}

gboolean
gp_api_keys_create (GpBackend     *backend,
                    const char    *name,
                    const GArray  *roles,
                    const GArray  *entities,
                    const char    *tenant,
                    gint64         now,
                    gint64         expires,
                    char         **out_id,
                    char         **out_key,
                    GError       **error)
{
  g_autofree char *token = gp_token_new ();
  g_autofree char *key = g_strconcat (GP_API_KEY_PREFIX, token, NULL);
  g_autoptr(GpSqliteStatement) insert = NULL;
  guchar hash[crypto_hash_sha256_BYTES];
  char buffer[GP_ID_STRING_SIZE];
  GpId id = gp_id_new ();

  insert = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                              "INSERT INTO _gp_api_key (id, hash, name, roles, entities, tenant, "
                              "created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);
  if (insert == NULL)
    return FALSE;

  hash_key (key, hash);
  gp_sqlite_bind_text (insert, 1, gp_id_format (&id, buffer));
  gp_sqlite_bind_blob (insert, 2, hash, sizeof hash);
  gp_sqlite_bind_text (insert, 3, name);
  bind_ids (insert, 4, roles);
  bind_ids (insert, 5, entities);
  gp_sqlite_bind_text (insert, 6, tenant);
  gp_sqlite_bind_int (insert, 7, now);
  gp_sqlite_bind_int (insert, 8, expires);
  if (!gp_sqlite_run (insert, error))
    return FALSE;
  *out_id = g_strdup (buffer);
  *out_key = g_steal_pointer (&key);

  return TRUE;
}

gboolean
gp_api_keys_identify (GpBackend   *backend,
                      const char  *key,
                      gint64       now,
                      GpCaller    *caller,
                      GError     **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  guchar hash[crypto_hash_sha256_BYTES];

  select = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                              "SELECT roles, entities, tenant, id FROM _gp_api_key WHERE hash = ?1 "
                              "AND revoked = 0 AND (expires = 0 OR expires > ?2)", error);
  if (select == NULL)
    return FALSE;
  hash_key (key, hash);
  gp_sqlite_bind_blob (select, 1, hash, sizeof hash);
  gp_sqlite_bind_int (select, 2, now);
  switch (gp_sqlite_step (select, error))
    {
    case GP_SQLITE_FAILED:
      return FALSE;
    case GP_SQLITE_DONE:
      return gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "token", "%s",
                             _("The key is unknown, revoked or over."));
    case GP_SQLITE_ROW:
    default:
      break;
    }

  g_array_unref (caller->roles);
  caller->roles = read_ids (select, 0);
  if (!gp_sqlite_column_is_null (select, 1))
    caller->entities = read_ids (select, 1);
  caller->tenant = g_strdup (gp_sqlite_column_text (select, 2, NULL));
  caller->key = g_strdup (gp_sqlite_column_text (select, 3, NULL));
  caller->is_signed_in = TRUE;

  return TRUE;
}

gboolean
gp_api_keys_revoke (GpBackend   *backend,
                    const char  *id,
                    gint64       now,
                    GError     **error)
{
  g_autoptr(GpSqliteStatement) update = NULL;

  update = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                              "UPDATE _gp_api_key SET revoked = ?2 WHERE id = ?1 AND revoked = 0 "
                              "RETURNING 1", error);
  if (update == NULL)
    return FALSE;
  gp_sqlite_bind_text (update, 1, id);
  gp_sqlite_bind_int (update, 2, now);
  switch (gp_sqlite_step (update, error))
    {
    case GP_SQLITE_ROW:
      return TRUE;
    case GP_SQLITE_DONE:
      return gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                             _("There is no such key in use."));
    case GP_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

static void
write_names (GpDesign     *design,
             const GArray *ids,
             GpJsonWriter *writer)
{
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < ids->len; i++)
    {
      const GpElement *element =
        design != NULL ? gp_design_lookup (design, &g_array_index (ids, GpId, i)) : NULL;

      if (element != NULL)
        gp_json_writer_string (writer, gp_element_get_name (element));
    }
  gp_json_writer_end_array (writer);
}

static void
write_time (GpJsonWriter *writer,
            const char   *key,
            gint64        time)
{
  g_autofree char *text = gp_cell_print_timestamp (time);

  gp_json_writer_key (writer, key);
  if (time != 0)
    gp_json_writer_string (writer, text);
  else
    gp_json_writer_null (writer);
}

gboolean
gp_api_keys_list (GpBackend     *backend,
                  GpJsonWriter  *writer,
                  GError       **error)
{
  GpDesign *design = gp_backend_get_design (backend);
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                              "SELECT id, name, roles, entities, created, expires, revoked "
                              "FROM _gp_api_key ORDER BY created, id", error);
  if (select == NULL)
    return FALSE;

  gp_json_writer_begin_array (writer);
  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      g_autoptr(GArray) roles = read_ids (select, 2);
      g_autoptr(GArray) entities = read_ids (select, 3);

      gp_json_writer_begin_object (writer);
      gp_json_writer_key (writer, "id");
      gp_json_writer_string (writer, gp_sqlite_column_text (select, 0, NULL));
      gp_json_writer_key (writer, "name");
      gp_json_writer_string (writer, gp_sqlite_column_text (select, 1, NULL));
      gp_json_writer_key (writer, "roles");
      write_names (design, roles, writer);
      gp_json_writer_key (writer, "entities");
      if (gp_sqlite_column_is_null (select, 3))
        gp_json_writer_null (writer);
      else
        write_names (design, entities, writer);
      write_time (writer, "created", gp_sqlite_column_int (select, 4));
      write_time (writer, "expires", gp_sqlite_column_int (select, 5));
      write_time (writer, "revoked", gp_sqlite_column_int (select, 6));
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);

  return step == GP_SQLITE_DONE;
}
