/* gp-pocketbase-design.c — collections of PocketBase as a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every collection has a key "id", and "created" and "updated" beside what its schema says. A text
 * that need not be there has none where it is empty; a number is always there. */
#define G_LOG_DOMAIN "gp-pocketbase-design"
#include "config.h"
#include "gp-pocketbase-design.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-json.h"
#include "gp-finding.h"
#include "gp-name.h"
#include "gp-pocketbase-names.h"
#include "gp-pocketbase-rules.h"
#include "gp-pocketbase-schema.h"

typedef struct
{
  JsonArray  *collections;
  GpDesign   *known;
  GHashTable *elements;     /* or NULL */
  GpId        root;
  GHashTable *ids;          /* of collections that are read → GpId */
  GPtrArray  *out;          /* of GpElement */
  GPtrArray  *findings;
} Reader;

static const struct
{
  const char *type;
  const char *field;
} types[] = {
  { "text", "text" }, { "editor", "text" }, { "email", "text" }, { "url", "text" },
  { "number", "float" }, { "bool", "boolean" }, { "date", "timestamp" }, { "select", "enum" },
  { "json", "json" }, { "file", "file" }, { "relation", "text" }, { "password", "text" },
  { "autodate", "timestamp" }, { "geoPoint", "json" },
};

static void
note (Reader     *self,
      const GpId *element,
      char       *taken)
{
  g_autofree char *message = taken;
  GpFinding *finding;

  if (self->findings == NULL)
    return;
  finding = gp_finding_new ("IMP103", GP_SEVERITY_WARNING, message);
  if (element != NULL)
    gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

static GpId
find_id (Reader     *self,
         const char *key)
{
  const GpId *known = self->elements != NULL ? g_hash_table_lookup (self->elements, key) : NULL;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  GpId id;

  if (known != NULL)
    return *known;
  g_checksum_update (checksum, (const guchar *) key, -1);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  return gp_id_derive (&self->root, &id);
}

/* In the place that is known; what is not known and joins what is comes after it. */
static GpElement *
add_element (Reader     *self,
             GpKind      kind,
             const GpId *id,
             const GpId *parent,
             double      place)
{
  const GpElement *known = self->known != NULL ? gp_design_lookup (self->known, id) : NULL;
  gboolean joins = self->known != NULL && gp_design_lookup (self->known, parent) != NULL;
  GpElement *element = gp_element_new (kind, id, parent,
                                       known != NULL ? gp_element_get_rank (known)
                                       : joins ? 1000000 + gp_id_hash (id) % 1000000 : place);

  g_ptr_array_add (self->out, element);
  return element;
}

static gboolean
is_known (Reader     *self,
          const char *collection)
{
  return self->elements != NULL && g_hash_table_contains (self->elements, collection);
}

static void
set_choices (GpElement *element,
             JsonArray *values)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    g_ptr_array_add (texts, (gpointer) json_array_get_string_element (values, i));
  gp_element_set (element, GP_FIELD_VALUES,
                  gp_value_texts ((const char *const *) texts->pdata, texts->len));
}

static void
set_reference (Reader     *self,
               GpElement  *element,
               JsonObject *field)
{
  JsonObject *options = gp_directus_json_object (field, "options");
  const char *target = gp_directus_json_text (options, "collectionId");
  const GpId *id = target != NULL ? g_hash_table_lookup (self->ids, target) : NULL;
  gboolean required = gp_directus_json_bool (field, "required");

  if (id == NULL)
    return;
  gp_element_set_text (element, GP_FIELD_TYPE, "reference");
  gp_element_set_ref (element, GP_FIELD_REFERENCE, id);
  gp_element_set_text (element, GP_FIELD_ON_DELETE,
                       gp_directus_json_bool (options, "cascadeDelete") ? "cascade"
                       : required ? "restrict" : "set_null");
}

static void
set_type (Reader     *self,
          GpElement  *element,
          JsonObject *field)
{
  JsonObject *options = gp_directus_json_object (field, "options");
  const char *type = gp_directus_json_text (field, "type");
  const char *pattern = gp_directus_json_text (options, "pattern");
  gboolean has_many = g_str_equal (type, "select") || g_str_equal (type, "file")
                      || g_str_equal (type, "relation");
  gboolean found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (types) && !found; i++)
    if (g_str_equal (types[i].type, type))
      {
        gp_element_set_text (element, GP_FIELD_TYPE, types[i].field);
        found = TRUE;
      }
  if (!found)
    gp_element_set_text (element, GP_FIELD_TYPE, "json");
  if (g_str_equal (type, "text") && pattern != NULL
      && g_str_has_prefix (pattern, "^[0-9a-fA-F]{8}"))
    gp_element_set_text (element, GP_FIELD_TYPE, "uuid");
  if (g_str_equal (type, "text") && gp_directus_json_int (options, "max", 0) > 0)
    gp_element_set_int (element, GP_FIELD_LENGTH, gp_directus_json_int (options, "max", 0));
  if (g_str_equal (type, "number") && gp_directus_json_bool (options, "noDecimal"))
    gp_element_set_text (element, GP_FIELD_TYPE, "integer");
  if (g_str_equal (type, "select"))
    set_choices (element, gp_directus_json_array (options, "values"));
  if (g_str_equal (type, "relation"))
    set_reference (self, element, field);
  if (has_many && gp_directus_json_int (options, "maxSelect", 2) != 1)
    gp_element_set_bool (element, GP_FIELD_ARRAY, TRUE);
}

static gboolean
can_miss (JsonObject *field)
{
  const char *type = gp_directus_json_text (field, "type");

  return !g_str_equal (type, "number") && !g_str_equal (type, "bool")
         && !gp_directus_json_bool (field, "required");
}

static void
add_field (Reader     *self,
           JsonObject *collection,
           JsonObject *field,
           const GpId *entity,
           double      place)
{
  const char *name = gp_directus_json_text (field, "name");
  g_autofree char *key = g_strconcat (gp_directus_json_text (collection, "id"), "/",
                                      gp_directus_json_text (field, "id"), NULL);
  g_autoptr(GError) error = NULL;
  GpId id = find_id (self, key);
  GpElement *element;

  if (!gp_name_check (GP_KIND_FIELD, name, &error))
    {
      note (self, entity, g_strdup_printf (_("The field “%s” is left out: %s"), name,
                                           error->message));
      return;
    }
  element = add_element (self, GP_KIND_FIELD, &id, entity, place);
  gp_element_set_text (element, GP_FIELD_NAME, name);
  set_type (self, element, field);
  gp_element_set_bool (element, GP_FIELD_NULLABLE, can_miss (field));
}

/* The key and the times that every record has. Of what came from us, the design says it. */
static void
add_own_fields (Reader     *self,
                JsonObject *collection,
                GpElement  *entity)
{
  static const char *const names[] = { "id", "created", "updated" };
  gboolean is_view = g_strcmp0 (gp_directus_json_text (collection, "type"), "view") == 0;

  for (gsize i = 0; i < (is_view ? 1 : G_N_ELEMENTS (names)); i++)
    {
      g_autofree char *key = g_strconcat (gp_directus_json_text (collection, "id"), "//", names[i],
                                          NULL);
      GpId id = find_id (self, key);
      GpElement *element = add_element (self, GP_KIND_FIELD, &id, gp_element_get_id (entity),
                                        i == 0 ? 0 : 1000 + (double) i);

      gp_element_set_text (element, GP_FIELD_NAME, names[i]);
      gp_element_set_text (element, GP_FIELD_TYPE, i == 0 ? "text" : "timestamp");
      if (i == 0)
        gp_element_set_int (element, GP_FIELD_LENGTH, 15);
      else
        gp_element_set_text (element, GP_FIELD_DEFAULT, "now()");
      if (i == 0)
        gp_element_set (entity, GP_ENTITY_PRIMARY_KEY, gp_value_ids (&id, 1));
    }
}

/* The same of a collection that came from us, or was taken over: the design says what they are. */
static void
add_known_fields (Reader     *self,
                  GpElement  *entity)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->known, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = fields->pdata[i];
      gboolean is_id = gp_pocketbase_is_id (self->known, field);

      if (is_id || gp_pocketbase_is_own_time (field))
        g_ptr_array_add (self->out, gp_element_copy (field));
      if (is_id)
        gp_element_set (entity, GP_ENTITY_PRIMARY_KEY,
                        gp_value_ids (gp_element_get_id (field), 1));
    }
}

/* The id of the field that is called so; nil where there is none. */
static GpId
find_field (Reader     *self,
            JsonObject *collection,
            const char *name)
{
  JsonObject *field = gp_pocketbase_find (gp_directus_json_array (collection, "schema"), "name",
                                          name);
  g_autofree char *key = field != NULL
    ? g_strconcat (gp_directus_json_text (collection, "id"), "/",
                   gp_directus_json_text (field, "id"), NULL)
    : g_strconcat (gp_directus_json_text (collection, "id"), "//", name, NULL);

  return find_id (self, key);
}

static GpElement *
find_element (Reader     *self,
              const GpId *id)
{
  for (guint i = 0; i < self->out->len; i++)
    if (gp_id_equal (gp_element_get_id (self->out->pdata[i]), id))
      return self->out->pdata[i];
  return NULL;
}

/* CREATE [UNIQUE] INDEX `name` ON `table` (`a`, `b`) [WHERE …] */
static void
add_index (Reader     *self,
           JsonObject *collection,
           const GpId *entity,
           const char *sql,
           double      place)
{
  g_autoptr(GRegex) pattern = g_regex_new (
    "^\\s*CREATE\\s+(UNIQUE\\s+)?INDEX\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?[`\"\\[]?(\\w+)[`\"\\]]?"
    "\\s+ON\\s+[`\"\\[]?\\w+[`\"\\]]?\\s*\\(([^()]*)\\)\\s*(?:WHERE\\s+(.*))?$",
    G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autofree char *unique = NULL, *name = NULL, *list = NULL, *where = NULL, *key = NULL;
  g_auto(GStrv) columns = NULL;
  gboolean is_ours = gp_pocketbase_index_is_ours (sql);
  GpElement *element;
  GpId id;

  if (!g_regex_match (pattern, sql, 0, &match))
    {
      note (self, entity, g_strdup_printf (_("An index is left out: %s"), sql));
      return;
    }
  unique = g_match_info_fetch (match, 1);
  name = g_match_info_fetch (match, 2);
  list = g_match_info_fetch (match, 3);
  where = g_match_info_fetch (match, 4);
  columns = g_strsplit (list, ",", -1);
  for (gsize i = 0; columns[i] != NULL; i++)
    {
      GpId field;

      g_strdelimit (columns[i], "`\"[]\n\t", ' ');
      g_strstrip (columns[i]);
      field = find_field (self, collection, columns[i]);
      if (find_element (self, &field) == NULL)
        {
          note (self, entity, g_strdup_printf (_("An index is left out: %s"), sql));
          return;
        }
      g_array_append_val (fields, field);
    }
  if (fields->len == 1 && *unique != '\0' && (where == NULL || *where == '\0' || is_ours))
    {
      gp_element_set_bool (find_element (self, &g_array_index (fields, GpId, 0)), GP_FIELD_UNIQUE,
                           TRUE);
      return;
    }
  key = g_strconcat (gp_directus_json_text (collection, "id"), "/index/", name, NULL);
  id = find_id (self, key);
  element = add_element (self, GP_KIND_INDEX, &id, entity, place);
  gp_element_set (element, GP_INDEX_FIELDS,
                  gp_value_ids ((const GpId *) (gconstpointer) fields->data, fields->len));
  gp_element_set_bool (element, GP_INDEX_UNIQUE, *unique != '\0');
  if (where != NULL && *where != '\0' && !is_ours)
    gp_element_set_text (element, GP_INDEX_WHERE, where);
}

static void
add_entity (Reader     *self,
            JsonObject *collection,
            double      place)
{
  const char *key = gp_directus_json_text (collection, "id");
  JsonArray *fields = gp_directus_json_array (collection, "schema");
  JsonArray *indexes = gp_directus_json_array (collection, "indexes");
  const GpId *id = g_hash_table_lookup (self->ids, key);
  GpElement *entity = add_element (self, GP_KIND_ENTITY, id, &self->root, place);
  const char *query = gp_directus_json_text (gp_directus_json_object (collection, "options"),
                                             "query");

  gp_element_set_text (entity, GP_ENTITY_NAME, gp_directus_json_text (collection, "name"));
  if (query == NULL)
    query = gp_directus_json_text (collection, "viewQuery");
  if (g_strcmp0 (gp_directus_json_text (collection, "type"), "view") == 0)
    {
      gp_element_set_text (entity, GP_ENTITY_QUERY, query != NULL ? query : "");
      gp_element_set_bool (entity, GP_ENTITY_READ_ONLY, TRUE);
    }
  if (!is_known (self, key))
    add_own_fields (self, collection, entity);
  else if (self->known != NULL)
    add_known_fields (self, entity);
  for (guint i = 0; i < json_array_get_length (fields); i++)
    add_field (self, collection, json_array_get_object_element (fields, i), id, i + 1);
  for (guint i = 0; indexes != NULL && i < json_array_get_length (indexes); i++)
    if (json_array_get_string_element (indexes, i) != NULL)
      add_index (self, collection, id, json_array_get_string_element (indexes, i), i + 10000);
}

static void
find_ids (Reader *self)
{
  for (guint i = 0; i < json_array_get_length (self->collections); i++)
    {
      JsonObject *collection = json_array_get_object_element (self->collections, i);
      const char *key = gp_directus_json_text (collection, "id");
      const char *name = gp_directus_json_text (collection, "name");
      g_autoptr(GError) error = NULL;
      GpId id = find_id (self, key);

      if (g_strcmp0 (gp_directus_json_text (collection, "type"), "auth") == 0)
        {
          if (!g_str_equal (key, GP_POCKETBASE_ACCOUNTS))
            note (self, NULL, g_strdup_printf (_("The accounts “%s” are left out."), name));
        }
      else if (!gp_name_check (GP_KIND_ENTITY, name, &error))
        note (self, NULL, g_strdup_printf (_("The collection “%s” is left out: %s"), name,
                                           error->message));
      else
        g_hash_table_insert (self->ids, g_strdup (key), g_memdup2 (&id, sizeof id));
    }
}

GpDesign *
gp_pocketbase_design_read (JsonArray   *collections,
                           GpDesign    *known,
                           GHashTable  *elements,
                           const char  *name,
                           GPtrArray   *findings,
                           GError     **error)
{
  g_autoptr(GpDesign) design = gp_design_new (known != NULL ? gp_design_get_root_id (known) : NULL,
                                              name);
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  Reader self = { .collections = collections, .known = known, .elements = elements,
                  .root = *gp_design_get_root_id (design), .ids = ids, .out = out,
                  .findings = findings };

  find_ids (&self);
  for (guint i = 0; i < json_array_get_length (collections); i++)
    {
      JsonObject *collection = json_array_get_object_element (collections, i);

      if (g_hash_table_contains (ids, gp_directus_json_text (collection, "id")))
        add_entity (&self, collection, i + 1);
    }
  if (!gp_design_load (design, out, error))
    return NULL;
  for (guint i = 0; findings != NULL && i < json_array_get_length (collections); i++)
    {
      JsonObject *collection = json_array_get_object_element (collections, i);
      const char *key = gp_directus_json_text (collection, "id");
      const GpId *id = g_hash_table_lookup (ids, key);

      if (id != NULL && !is_known (&self, key))
        gp_pocketbase_rules_read (design, id, collection, collections, findings);
    }
  return g_steal_pointer (&design);
}
