/* gp-pocketbase-merge.c — live collections with what a design asks for
 * SPDX-License-Identifier: Apache-2.0
 *
 * Accounts get their roles and their tenant from administrators. The rules by which people make and
 * change accounts of their own are narrowed by that. */
#define G_LOG_DOMAIN "gp-pocketbase-merge"
#include "config.h"
#include "gp-pocketbase-merge.h"

#include <string.h>

#include "gp-directus-json.h"
#include "gp-name.h"
#include "gp-pocketbase-field.h"
#include "gp-pocketbase-names.h"

JsonObject *
gp_pocketbase_merge_copy (JsonObject *object)
{
  g_autoptr(JsonNode) node = gp_directus_json_wrap (object);
  g_autoptr(JsonNode) copy = gp_directus_json_copy (node);

  return json_node_dup_object (copy);
}

/* The members of @from over those of @to. */
static void
overlay (JsonObject *to,
         JsonObject *from)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_str_equal (name, "options"))
      json_object_set_member (to, name, gp_directus_json_copy (node));
}

static JsonObject *
new_field (const char *type)
{
  JsonObject *field = json_object_new ();

  json_object_set_boolean_member (field, "system", FALSE);
  json_object_set_boolean_member (field, "presentable", FALSE);
  json_object_set_boolean_member (field, "unique", FALSE);
  json_object_set_object_member (field, "options", gp_pocketbase_field_defaults (type));
  return field;
}

/* A text that others have made a reference to accounts stays one. */
static gboolean
is_account_link (JsonObject *live,
                 JsonObject *wanted)
{
  return g_strcmp0 (gp_directus_json_text (wanted, "type"), "text") == 0
         && g_strcmp0 (gp_directus_json_text (live, "type"), "relation") == 0;
}

static JsonObject *
merge_field (JsonObject *live,
             JsonObject *wanted)
{
  JsonObject *out = live != NULL ? gp_pocketbase_merge_copy (live)
                                 : new_field (gp_directus_json_text (wanted, "type"));
  JsonObject *options = gp_directus_json_object (out, "options");

  if (live != NULL && is_account_link (live, wanted))
    {
      json_object_set_string_member (out, "name", gp_directus_json_text (wanted, "name"));
      json_object_set_boolean_member (out, "required", gp_directus_json_bool (wanted, "required"));
      return out;
    }
  overlay (out, wanted);
  if (options == NULL)
    options = gp_directus_json_add_object (out, "options");
  overlay (options, gp_directus_json_object (wanted, "options"));
  return out;
}

/* Others' indexes follow when the collection is renamed. */
static void
add_indexes (JsonObject *out,
             JsonObject *live,
             JsonObject *wanted)
{
  JsonArray *theirs = live != NULL ? gp_directus_json_array (live, "indexes") : NULL;
  JsonArray *ours = gp_directus_json_array (wanted, "indexes");
  JsonArray *all = json_array_new ();

  for (guint i = 0; theirs != NULL && i < json_array_get_length (theirs); i++)
    {
      const char *sql = json_array_get_string_element (theirs, i);
      g_autofree char *from = g_strdup_printf ("ON `%s`", gp_directus_json_text (live, "name"));
      g_autofree char *to = g_strdup_printf ("ON `%s`", gp_directus_json_text (wanted, "name"));
      g_autoptr(GString) text = g_string_new (sql);

      if (sql == NULL || gp_pocketbase_index_is_ours (sql))
        continue;
      g_string_replace (text, from, to, 1);
      json_array_add_string_element (all, text->str);
    }
  for (guint i = 0; i < json_array_get_length (ours); i++)
    json_array_add_string_element (all, json_array_get_string_element (ours, i));
  json_object_set_array_member (out, "indexes", all);
}

JsonObject *
gp_pocketbase_merge_collection (JsonObject *live,
                                JsonObject *wanted,
                                GHashTable *removed)
{
  const char *id = gp_directus_json_text (wanted, "id");
  JsonArray *before = live != NULL ? gp_directus_json_array (live, "schema") : NULL;
  JsonArray *after = gp_directus_json_array (wanted, "schema");
  JsonArray *fields = json_array_new ();
  JsonObject *out = live != NULL ? gp_pocketbase_merge_copy (live) : json_object_new ();

  if (live == NULL)
    {
      json_object_set_boolean_member (out, "system", FALSE);
      gp_directus_json_add_object (out, "options");
    }
  overlay (out, wanted);
  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonObject *field = json_array_get_object_element (before, i);
      const char *name = gp_directus_json_text (field, "id");
      JsonObject *wish = gp_pocketbase_find (after, "id", name);
      g_autofree char *key = g_strconcat (id, "/", name, NULL);

      if (wish != NULL)
        json_array_add_object_element (fields, merge_field (field, wish));
      else if (!g_hash_table_contains (removed, key))
        json_array_add_object_element (fields, gp_pocketbase_merge_copy (field));
    }
  for (guint i = 0; i < json_array_get_length (after); i++)
    {
      JsonObject *wish = json_array_get_object_element (after, i);

      if (gp_pocketbase_find (before, "id", gp_directus_json_text (wish, "id")) == NULL)
        json_array_add_object_element (fields, merge_field (NULL, wish));
    }
  json_object_set_array_member (out, "schema", fields);
  add_indexes (out, live, wanted);
  return out;
}

char *
gp_pocketbase_merge_account_field (const char *name)
{
  g_autofree char *key = g_strconcat (GP_POCKETBASE_ACCOUNTS "/", name, NULL);

  return gp_pocketbase_id_of_text (key);
}

/* One of our two fields; others of its name are taken over. */
static JsonObject *
take_account_field (JsonObject *accounts,
                    const char *name,
                    const char *type)
{
  JsonArray *fields = gp_directus_json_array (accounts, "schema");
  g_autofree char *id = gp_pocketbase_merge_account_field (name);
  JsonObject *field = gp_pocketbase_find (fields, "id", id);

  if (field == NULL)
    field = gp_pocketbase_find (fields, "name", name);
  if (field == NULL)
    {
      field = new_field (type);
      json_object_set_string_member (field, "id", id);
      json_object_set_string_member (field, "name", name);
      json_object_set_string_member (field, "type", type);
      json_object_set_boolean_member (field, "required", FALSE);
      json_array_add_object_element (fields, field);
    }
  return gp_directus_json_object (field, "options");
}

static gboolean
is_text (const char *begin,
         const char *end,
         const char *text)
{
  g_autofree char *part = g_strndup (begin, (gsize) (end - begin));

  return g_str_equal (g_strstrip (part), text);
}

/* Whether @rule asks for @unsent whatever else it says. @out_any: it has alternatives, outside
 * brackets. */
static gboolean
is_guarded (const char *rule,
            const char *unsent,
            gboolean   *out_any)
{
  const char *begin = rule;
  gboolean found = FALSE;
  guint depth = 0;
  char quote = '\0';

  *out_any = FALSE;
  for (const char *at = rule; *at != '\0'; at++)
    {
      if (quote != '\0' && *at == '\\' && at[1] == quote)
        at++;
      else if (quote != '\0')
        quote = *at == quote ? '\0' : quote;
      else if (*at == '"' || *at == '\'')
        quote = *at;
      else if (*at == '(')
        depth++;
      else if (*at == ')' && depth > 0)
        depth--;
      else if (depth == 0 && (g_str_has_prefix (at, "||") || g_str_has_prefix (at, "&&")))
        {
          *out_any = *out_any || *at == '|';
          found = found || is_text (begin, at, unsent);
          begin = ++at + 1;
        }
    }
  found = found || is_text (begin, begin + strlen (begin), unsent);
  return found && !*out_any;
}

/* Nobody gives themselves a role. */
static void
guard (JsonObject *accounts,
       const char *field)
{
  static const char *const rules[] = { "createRule", "updateRule" };
  g_autofree char *unsent = g_strdup_printf ("@request.data.%s:isset = false", field);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *rule = gp_directus_json_text (accounts, rules[i]);
      g_autofree char *both = NULL;
      gboolean any;

      if (rule == NULL || is_guarded (rule, unsent, &any))
        continue;
      if (*rule == '\0')
        both = g_strdup (unsent);
      else
        both = g_strdup_printf (any ? "(%s) && %s" : "%s && %s", rule, unsent);
      json_object_set_string_member (accounts, rules[i], both);
    }
}

static JsonObject *
new_accounts (void)
{
  static const char *const flags[] = { "allowEmailAuth", "allowUsernameAuth", "allowOAuth2Auth" };
  JsonObject *accounts = json_object_new ();
  JsonObject *options = gp_directus_json_add_object (accounts, "options");

  json_object_set_string_member (accounts, "id", GP_POCKETBASE_ACCOUNTS);
  json_object_set_string_member (accounts, "name", "users");
  json_object_set_string_member (accounts, "type", "auth");
  json_object_set_array_member (accounts, "schema", json_array_new ());
  json_object_set_array_member (accounts, "indexes", json_array_new ());
  for (gsize i = 0; gp_pocketbase_rules[i] != NULL; i++)
    json_object_set_null_member (accounts, gp_pocketbase_rules[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    json_object_set_boolean_member (options, flags[i], TRUE);
  json_object_set_int_member (options, "minPasswordLength", 8);
  return accounts;
}

JsonObject *
gp_pocketbase_merge_accounts (JsonObject               *live,
                              const GpPocketbaseSchema *wanted)
{
  JsonObject *out = live != NULL ? gp_pocketbase_merge_copy (live) : new_accounts ();
  JsonArray *values = json_array_new ();
  JsonObject *options;

  for (guint i = 0; i < wanted->roles->len; i++)
    json_array_add_string_element (values, wanted->roles->pdata[i]);
  if (wanted->roles->len > 0)
    {
      options = take_account_field (out, GP_POCKETBASE_ROLES, "select");
      json_object_set_array_member (options, "values", json_array_ref (values));
      json_object_set_int_member (options, "maxSelect", MAX (2, (gint64) wanted->roles->len));
      if (wanted->roles->len == 1)
        json_array_add_string_element (values, "-");
      guard (out, GP_POCKETBASE_ROLES);
    }
  if (wanted->has_tenant)
    {
      take_account_field (out, GP_POCKETBASE_TENANT, "text");
      guard (out, GP_POCKETBASE_TENANT);
    }
  json_array_unref (values);
  return out;
}

/* Indexes may come back with other blanks. */
static void
squeeze_indexes (JsonObject *collection)
{
  JsonArray *indexes = gp_directus_json_array (collection, "indexes");
  JsonArray *squeezed = json_array_new ();
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; indexes != NULL && i < json_array_get_length (indexes); i++)
    {
      const char *sql = json_array_get_string_element (indexes, i);
      g_auto(GStrv) words = g_strsplit_set (sql, " \n\t", -1);

      g_ptr_array_add (texts, g_strjoinv (NULL, words));
    }
  g_ptr_array_sort (texts, gp_name_compare);
  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (squeezed, texts->pdata[i]);
  json_object_set_array_member (collection, "indexes", squeezed);
}

gboolean
gp_pocketbase_merge_same (JsonObject *a,
                          JsonObject *b)
{
  g_autoptr(JsonObject) first = gp_pocketbase_merge_copy (a);
  g_autoptr(JsonObject) second = gp_pocketbase_merge_copy (b);
  g_autoptr(JsonNode) left = NULL;
  g_autoptr(JsonNode) right = NULL;

  squeeze_indexes (first);
  squeeze_indexes (second);
  left = gp_directus_json_wrap (first);
  right = gp_directus_json_wrap (second);
  return gp_directus_json_same (left, right);
}
