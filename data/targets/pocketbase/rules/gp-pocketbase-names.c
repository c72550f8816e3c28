/* gp-pocketbase-names.c — what the parts of a design are called in PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * PocketBase finds collections and fields by ids of 15 letters and digits. Ours follow from those
 * of the design, so that a rename is one there, too. Every record has an "id" of that form: it
 * stands for keys that say nothing, as numbers and uuids do. */
#define G_LOG_DOMAIN "gp-pocketbase-names"
#include "config.h"
#include "gp-pocketbase-names.h"

#include <string.h>


#define ID_LENGTH 15

static char *
hash (const char *text)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  char *out = g_new0 (char, ID_LENGTH + 1);

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  for (gsize i = 0; i < ID_LENGTH; i++)
    out[i] = letters[digest[i] % 32];
  return out;
}

char *
gp_pocketbase_id (const GpId *id,
                  const char *salt)
{
  char buffer[GP_ID_STRING_SIZE];
  g_autofree char *text = g_strconcat (gp_id_format (id, buffer), "/", salt, NULL);

  return hash (text);
}

char *
gp_pocketbase_id_of_text (const char *key)
{
  return hash (key);
}

gboolean
gp_pocketbase_is_id (GpDesign        *design,
                     const GpElement *field)
{
  static const char *const types[] = { "uuid", "integer", "bigint", NULL };
  const GpElement *entity = gp_design_lookup_kind (design, gp_element_get_parent (field),
                                                   GP_KIND_ENTITY);
  gsize n = 0;
  const GpId *key = entity != NULL
    ? gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n) : NULL;
  gboolean was_read = gp_element_is (field, GP_FIELD_TYPE, "text")
                      && g_str_equal (gp_element_get_name (field), "id")
                      && gp_element_get_int (field, GP_FIELD_LENGTH) == 15;

  return n == 1 && gp_id_equal (&key[0], gp_element_get_id (field))
         && (was_read || g_strv_contains (types, gp_element_get_text (field, GP_FIELD_TYPE)))
         && !gp_element_get_bool (field, GP_FIELD_ARRAY);
}

const char *
gp_pocketbase_name (GpDesign        *design,
                    const GpElement *field)
{
  return gp_pocketbase_is_id (design, field) ? "id" : gp_element_get_name (field);
}

gboolean
gp_pocketbase_is_own_time (const GpElement *field)
{
  return gp_element_is (field, GP_FIELD_TYPE, "timestamp")
         && !gp_element_get_bool (field, GP_FIELD_ARRAY)
         && (g_str_equal (gp_element_get_name (field), "created")
             || g_str_equal (gp_element_get_name (field), "updated"));
}

gboolean
gp_pocketbase_may_miss (GpDesign        *design,
                        const GpElement *field)
{
  const GpElement *entity = gp_design_lookup_kind (design, gp_element_get_parent (field),
                                                   GP_KIND_ENTITY);
  gsize n = 0;
  const GpId *key = entity != NULL
    ? gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n) : NULL;

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&key[i], gp_element_get_id (field)))
      return FALSE;
  return gp_element_get_bool (field, GP_FIELD_NULLABLE) && !gp_pocketbase_is_own_time (field);
}

GpPbClass
gp_pocketbase_class (GpDesign        *design,
                     const GpElement *field)
{
  static const struct
  {
    const char *type;
    GpPbClass   class;
  } classes[] = {
    { "boolean", GP_PB_BOOL }, { "integer", GP_PB_NUMBER }, { "bigint", GP_PB_NUMBER },
    { "decimal", GP_PB_NUMBER }, { "float", GP_PB_NUMBER }, { "text", GP_PB_TEXT },
    { "uuid", GP_PB_TEXT }, { "enum", GP_PB_CHOICE }, { "timestamp", GP_PB_TIME },
    { "date", GP_PB_TIME },
  };
  const char *type = gp_element_get_text (field, GP_FIELD_TYPE);
  const GpElement *target = gp_design_lookup_kind (
    design, gp_element_get_ref (field, GP_FIELD_REFERENCE), GP_KIND_ENTITY);

  if (gp_element_get_bool (field, GP_FIELD_ARRAY) || gp_element_has (field, GP_FIELD_COMPUTED))
    return GP_PB_OTHER;
  if (gp_pocketbase_is_id (design, field))
    return GP_PB_LINK;
  if (target != NULL)
    return gp_element_get_bool (target, GP_ENTITY_EXTERNAL)
           || gp_element_get_text (target, GP_ENTITY_QUERY) != NULL ? GP_PB_OTHER : GP_PB_LINK;
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i].type, type))
      return classes[i].class;
  return GP_PB_OTHER;
}

gboolean
gp_pocketbase_name_is_fine (const char *name)
{
  if (*name == '\0' || g_ascii_isdigit (*name))
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_')
      return FALSE;
  return strlen (name) <= 255;
}
