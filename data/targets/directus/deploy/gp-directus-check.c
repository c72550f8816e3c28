/* gp-directus-check.c — what stands in the records against a change of the schema
 * SPDX-License-Identifier: Apache-2.0
 *
 * On SQLite, a schema that could not be changed leaves Directus without foreign keys until it is
 * restarted: so nothing is sent that is known to fail. */
#define G_LOG_DOMAIN "gp-directus-check"
#include "config.h"
#include "gp-directus-check.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "gp-directus-merge.h"
#include "gp-directus-rows.h"
#include "gp-finding.h"

typedef struct
{
  GpDirectusClient       *client;
  const GpDirectusState  *state;
  const GpDirectusSchema *wanted;
  const GpDirectusChange *change;
  GHashTable             *collections;   /* live, by name */
  GHashTable             *fields;        /* live, by key */
  GHashTable             *counts;        /* collection → GINT of records + 1 */
  GPtrArray              *findings;
} Check;

/* A live field and what becomes of it. */
typedef struct
{
  const char *key;
  const char *collection;
  const char *name;
  JsonObject *live;
  JsonObject *wanted;
} Field;

G_GNUC_PRINTF (5, 6)
static void
note (Check      *self,
      const char *code,
      GpSeverity  severity,
      const char *key,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  const GpId *element = g_hash_table_lookup (self->wanted->elements, key);
  GpFinding *finding;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding = gp_finding_new (code, severity, message);
  if (element != NULL)
    gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

const char *
gp_directus_key_of (const GpDirectusState *state,
                    const char            *collection)
{
  JsonArray *fields = gp_directus_json_array (state->snapshot, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);

      if (g_strcmp0 (gp_directus_json_text (field, "collection"), collection) == 0
          && gp_directus_json_bool (gp_directus_json_object (field, "schema"), "is_primary_key"))
        return gp_directus_json_text (field, "field");
    }
  return NULL;
}

static gint64
count_all (Check       *self,
           const char  *collection,
           GError     **error)
{
  gint64 n = GPOINTER_TO_SIZE (g_hash_table_lookup (self->counts, collection));

  if (n > 0)
    return n - 1;
  n = gp_directus_rows_count (self->client, collection, NULL, error);
  if (n >= 0)
    g_hash_table_insert (self->counts, g_strdup (collection), GSIZE_TO_POINTER (n + 1));
  return n;
}

static gint64
count_where (Check       *self,
             const Field *field,
             const char  *operator,
             const char  *value,
             GError     **error)
{
  return gp_directus_rows_count_where (self->client, field->collection, field->name, operator,
                                       value, error);
}

/* A field that must have a value, and gets none in the records that are there. */
static gboolean
check_new (Check       *self,
           const Field *field,
           GError     **error)
{
  JsonObject *schema = gp_directus_json_object (field->wanted, "schema");
  JsonNode *initial = schema != NULL ? json_object_get_member (schema, "default_value") : NULL;
  gint64 n;

  if (!g_hash_table_contains (self->collections, field->collection)
      || g_hash_table_contains (self->change->fields, field->key)
      || schema == NULL || gp_directus_json_bool (schema, "is_nullable")
      || gp_directus_json_bool (schema, "is_primary_key")
      || !json_object_has_member (schema, "is_nullable")
      || (initial != NULL && !JSON_NODE_HOLDS_NULL (initial)))
    return TRUE;
  n = count_all (self, field->collection, error);
  if (n > 0)
    note (self, "MIG202", GP_SEVERITY_ERROR, field->key,
          _("%s would be empty in the %" PRId64 " records that are there, and must not "
            "be: give it a default, or make it optional."), field->key, n);
  return n >= 0;
}

static gboolean
turns (JsonObject *live,
       JsonObject *wanted,
       const char *name,
       gboolean    on)
{
  return json_object_has_member (wanted, name) && gp_directus_json_bool (wanted, name) == on
         && gp_directus_json_bool (live, name) != on;
}

static gboolean
check_constraints (Check       *self,
                   const Field *field,
                   GError     **error)
{
  JsonObject *live = gp_directus_json_object (field->live, "schema");
  JsonObject *wanted = gp_directus_json_object (field->wanted, "schema");
  gint64 length = gp_directus_json_int (wanted, "max_length", 0);
  gint64 n;

  if (turns (live, wanted, "is_nullable", FALSE))
    {
      n = count_where (self, field, "_null", "true", error);
      if (n > 0)
        note (self, "MIG202", GP_SEVERITY_ERROR, field->key,
              _("%s is empty in %" PRId64 " records, and must not be: fill them first."),
              field->key, n);
      if (n < 0)
        return FALSE;
    }
  if (turns (live, wanted, "is_unique", TRUE))
    {
      int twins = gp_directus_rows_has_twins (self->client, field->collection, field->name, error);

      if (twins > 0)
        note (self, "MIG203", GP_SEVERITY_ERROR, field->key,
              _("%s has the same value in several records: make them differ first."), field->key);
      if (twins < 0)
        return FALSE;
    }
  if (length > 0 && length < gp_directus_json_int (live, "max_length", G_MAXINT64)
      && !g_str_equal (gp_directus_json_text (field->live, "type"), "uuid"))
    {
      n = gp_directus_rows_longest (self->client, field->collection, field->name, error);
      if (n > length)
        note (self, "MIG206", GP_SEVERITY_ERROR, field->key,
              _("%s has a text of %" PRId64 " characters: shorten it first, or allow as "
                "many."), field->key, n);
      if (n < 0)
        return FALSE;
    }
  return TRUE;
}

static JsonArray *
values_of (JsonObject *field)
{
  JsonObject *meta = gp_directus_json_object (field, "meta");
  JsonArray *and = gp_directus_json_array (gp_directus_json_object (meta, "validation"), "_and");

  if (and == NULL || json_array_get_length (and) == 0
      || !JSON_NODE_HOLDS_OBJECT (json_array_get_element (and, 0)))
    return NULL;
  return gp_directus_json_array (
    gp_directus_json_object (json_array_get_object_element (and, 0),
                             gp_directus_json_text (field, "field")), "_in");
}

/* Directus goes on keeping values that are no longer in the list, and refuses to save them. */
static gboolean
check_values (Check       *self,
              const Field *field,
              GError     **error)
{
  JsonArray *values = values_of (field->wanted);
  JsonArray *there = values_of (field->live);
  g_autoptr(JsonNode) list = NULL;
  g_autofree char *text = NULL;
  gint64 n;

  if (values == NULL)
    return TRUE;
  list = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (list, values);
  if (there != NULL)
    {
      g_autoptr(JsonNode) other = json_node_new (JSON_NODE_ARRAY);

      json_node_set_array (other, there);
      if (gp_directus_json_same (list, other))
        return TRUE;
    }
  text = gp_directus_json_print (list);
  n = count_where (self, field, "_nin", text, error);
  if (n > 0)
    note (self, "MIG206", GP_SEVERITY_WARNING, field->key,
          _("%s has a value that is not in its list in %" PRId64 " records: they keep it, "
            "and cannot be saved without another one."), field->key, n);
  return n >= 0;
}

static gboolean
check_key (Check       *self,
           const Field *field)
{
  JsonObject *live = gp_directus_json_object (field->live, "schema");
  JsonObject *wanted = gp_directus_json_object (field->wanted, "schema");
  gboolean is_key = gp_directus_json_bool (live, "is_primary_key");

  if (wanted == NULL
      || (is_key == gp_directus_json_bool (wanted, "is_primary_key")
          && !(is_key && g_hash_table_contains (self->change->retyped, field->key))))
    return TRUE;
  note (self, "DEP002", GP_SEVERITY_ERROR, field->key,
        _("Directus cannot change the key of a collection, and %s would: leave the key as it is."),
        field->key);
  return FALSE;
}

/* Whether a deployment that was interrupted may have left the field empty, or taken it away for a
 * while: it is going to be filled. */
static gboolean
is_half_done (Check       *self,
              const Field *field)
{
  return self->state->pending != NULL
         && (g_hash_table_contains (self->change->fields, field->key)
             || g_hash_table_contains (self->change->moved, field->key)
             || g_hash_table_contains (self->change->collections, field->collection));
}

static gboolean
check_field (Check       *self,
             const Field *field,
             GError     **error)
{
  gint64 n;

  if (is_half_done (self, field))
    return TRUE;
  if (field->live == NULL || g_hash_table_contains (self->change->retyped, field->key))
    {
      if (field->live != NULL && !check_key (self, field))
        return TRUE;
      return check_new (self, field, error);
    }
  if (gp_directus_json_object (field->live, "schema") == NULL || !check_key (self, field)
      || g_str_has_prefix (field->collection, "directus_"))
    return TRUE;
  if (gp_directus_json_object (field->wanted, "schema") == NULL)
    {
      note (self, "DEP002", GP_SEVERITY_ERROR, field->key,
            _("The permissions need %s as the list of what refers to it in Directus, where it is "
              "a field already."), field->key);
      return TRUE;
    }
  n = count_all (self, field->collection, error);
  if (n <= 0)
    return n == 0;
  return check_constraints (self, field, error) && check_values (self, field, error);
}

/* A name that something else still has. */
static void
check_renames (Check *self)
{
  GHashTableIter iter;
  gpointer to, from;

  g_hash_table_iter_init (&iter, self->change->collections);
  while (g_hash_table_iter_next (&iter, &to, &from))
    if (g_hash_table_contains (self->collections, to) && self->state->pending == NULL)
      note (self, "DEP002", GP_SEVERITY_ERROR, to,
            _("%s cannot be renamed to %s, which is there already: rename or remove that first."),
            (char *) from, (char *) to);
  g_hash_table_iter_init (&iter, self->change->fields);
  while (g_hash_table_iter_next (&iter, &to, &from))
    if (g_hash_table_contains (self->fields, to) && self->state->pending == NULL)
      note (self, "DEP002", GP_SEVERITY_ERROR, to,
            _("%s cannot be renamed to %s, which is there already: rename or remove that first."),
            (char *) from, (char *) to);
}

static void
check_keys_stay (Check *self)
{
  JsonArray *fields = gp_directus_json_array (self->state->snapshot, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      g_autofree char *key = gp_directus_key (field);
      const char *collection = gp_directus_json_text (field, "collection");

      if (gp_directus_json_bool (gp_directus_json_object (field, "schema"), "is_primary_key")
          && g_hash_table_contains (self->change->removed, key)
          && !g_hash_table_contains (self->change->removed, collection))
        note (self, "DEP002", GP_SEVERITY_ERROR, collection,
              _("Directus cannot change the key of a collection, and %s would go: leave the key as "
                "it is."), key);
    }
}

/* On SQLite, Directus forgets a relation and leaves the foreign key in the table, so that no other
 * one can be made. */
static void
check_relations (Check *self)
{
  GHashTable *sets[] = { self->change->retargeted, self->change->removed };

  for (gsize i = 0; gp_directus_state_is_sqlite (self->state) && i < G_N_ELEMENTS (sets); i++)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, sets[i]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          const char *field = (const char *) key + 1;
          g_autofree char *collection = g_strndup (field, strcspn (field, "."));

          if (*(const char *) key == '>' && !g_hash_table_contains (self->change->removed, field)
              && !g_hash_table_contains (self->change->removed, collection))
            note (self, "DEP002", GP_SEVERITY_ERROR, field,
                  _("On SQLite, Directus cannot change what %s refers to: add another field, or "
                    "keep the name of what it refers to."), field);
        }
    }
}

gboolean
gp_directus_check (GpDirectusClient        *client,
                   const GpDirectusState   *state,
                   const GpDirectusSchema  *wanted,
                   const GpDirectusChange  *change,
                   GPtrArray               *findings,
                   GError                 **error)
{
  g_autoptr(GHashTable) collections =
    gp_directus_index (gp_directus_json_array (state->snapshot, "collections"));
  g_autoptr(GHashTable) fields =
    gp_directus_index (gp_directus_json_array (state->snapshot, "fields"));
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *all = gp_directus_json_array (wanted->managed, "fields");
  g_autoptr(JsonObject) merged = gp_directus_merge (state->snapshot, wanted->managed, NULL);
  g_autoptr(GPtrArray) differing = gp_directus_list_differences (state->snapshot, merged);
  Check self = { .client = client, .state = state, .wanted = wanted, .change = change,
                 .collections = collections, .fields = fields, .counts = counts,
                 .findings = findings };

  check_renames (&self);
  check_relations (&self);
  check_keys_stay (&self);
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *object = json_array_get_object_element (all, i);
      g_autofree char *key = gp_directus_key (object);
      Field field = { .key = key, .collection = gp_directus_json_text (object, "collection"),
                      .name = gp_directus_json_text (object, "field"),
                      .live = g_hash_table_lookup (fields, key), .wanted = object };

      /* What stays as it is needs no question. */
      if (g_ptr_array_find_with_equal_func (differing, key, g_str_equal, NULL)
          && !check_field (&self, &field, error))
        return FALSE;
    }
  return TRUE;
}
