/* gp-keyring.c — tokens in the user's keyring
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-keyring"

#include "config.h"

#include "gp-keyring.h"

#include <libsecret/secret.h>

static const SecretSchema schema = {
  "org.groundplan.Connection", SECRET_SCHEMA_NONE,
  {
    { "design", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

char *
gp_keyring_lookup (const GpId    *design,
                   const char    *name,
                   GCancellable  *cancellable,
                   GError       **error)
{
  char id[GP_ID_STRING_SIZE];

  return secret_password_lookup_sync (&schema, cancellable, error, "design",
                                      gp_id_format (design, id), "name", name, NULL);
}

char *
gp_keyring_lookup_address (const char    *address,
                           GCancellable  *cancellable,
                           GError       **error)
{
  return secret_password_lookup_sync (&schema, cancellable, error, "address", address, NULL);
}

/* What was kept under the name for other addresses than @address. */
static gboolean
clear_others (const GpId    *design,
              const char    *name,
              const char    *address,
              GCancellable  *cancellable,
              GError       **error)
{
  char id[GP_ID_STRING_SIZE];
  g_autoptr(GError) local_error = NULL;
  g_autolist(SecretRetrievable) kept = secret_password_search_sync (
    &schema, SECRET_SEARCH_ALL, cancellable, &local_error, "design", gp_id_format (design, id),
    "name", name, NULL);

  for (GList *l = kept; l != NULL && local_error == NULL; l = l->next)
    {
      g_autoptr(GHashTable) attributes = secret_retrievable_get_attributes (l->data);
      const char *other = g_hash_table_lookup (attributes, "address");

      if (other != NULL && !g_str_equal (other, address))
        secret_password_clear_sync (&schema, cancellable, &local_error, "design", id, "name", name,
                                    "address", other, NULL);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
gp_keyring_store (const GpId    *design,
                  const char    *name,
                  const char    *address,
                  const char    *label,
                  const char    *secret,
                  GCancellable  *cancellable,
                  GError       **error)
{
  char id[GP_ID_STRING_SIZE];

  /* This replaces one with the same address. Others go once it is there, and not before. */
  return secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret,
                                     cancellable, error, "design", gp_id_format (design, id),
                                     "name", name, "address", address, NULL)
         && clear_others (design, name, address, cancellable, error);
}

gboolean
gp_keyring_clear (const GpId    *design,
                  const char    *name,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  char id[GP_ID_STRING_SIZE];

  /* FALSE without an error only says that there was nothing to remove. */
  secret_password_clear_sync (&schema, cancellable, &local_error, "design",
                              gp_id_format (design, id), "name", name, NULL);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

void
gp_keyring_free (char *secret)
{
  secret_password_free (secret);
}
