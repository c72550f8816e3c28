/* gp-directus-access.c — policies and roles of a Directus, as they are and as they should be
 * SPDX-License-Identifier: Apache-2.0
 *
 * A policy is always given its whole list of permissions in one request, which Directus takes as
 * a whole or not at all. */
#define G_LOG_DOMAIN "gp-directus-access"
#include "config.h"
#include "gp-directus-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-export-directus-access.h"
#include "gp-name.h"

static gboolean
is_ours (const GpDirectusSchema *before,
         const GpDirectusSchema *wanted,
         JsonObject             *permission)
{
  const char *collection = gp_directus_json_text (permission, "collection");

  return collection != NULL
         && (g_hash_table_contains (wanted->elements, collection)
             || (before != NULL && g_hash_table_contains (before->elements, collection)));
}

/* The permissions of @policy (NULL has none), each as a text: those that are ours, or not. */
static GPtrArray *
list_permissions (const GpDirectusSchema *before,
                  const GpDirectusSchema *wanted,
                  JsonObject             *policy,
                  gboolean                ours)
{
  JsonArray *all = gp_directus_json_array (policy, "permissions");
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    if (is_ours (before, wanted, json_array_get_object_element (all, i)) == ours)
      g_ptr_array_add (texts, gp_directus_json_canon (json_array_get_element (all, i)));
  g_ptr_array_sort (texts, gp_name_compare);
  return texts;
}

static gboolean
has_text (GPtrArray  *texts,
          const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static gboolean
same_texts (GPtrArray *a,
            GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Adds to @array the permissions @texts. */
static void
add_texts (JsonArray *array,
           GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    json_array_add_element (array, json_from_string (texts->pdata[i], NULL));
}

static JsonArray *
policies_of (const GpDirectusSchema *schema)
{
  return gp_directus_json_array (schema->access, "policies");
}

static JsonArray *
roles_of (const GpDirectusSchema *schema)
{
  return gp_directus_json_array (schema->access, "roles");
}

static char *
policy_path (JsonObject *policy)
{
  return g_strconcat ("/policies/", gp_directus_json_text (policy, "id"), NULL);
}

static const char *
name_of (JsonObject *policy)
{
  return g_strcmp0 (gp_directus_json_text (policy, "id"), GP_DIRECTUS_PUBLIC_POLICY) == 0
           ? _("everybody") : gp_directus_json_text (policy, "name");
}

/* What the live @policy may keep: what is not ours, and of ours what is wanted, too. */
static void
narrow_policy (const GpDirectusSchema *before,
               const GpDirectusSchema *wanted,
               JsonObject             *policy,
               GPtrArray              *requests)
{
  JsonObject *goal = gp_directus_find_by_id (policies_of (wanted),
                                             gp_directus_json_text (policy, "id"));
  g_autoptr(GPtrArray) there = list_permissions (before, wanted, policy, TRUE);
  g_autoptr(GPtrArray) foreign = list_permissions (before, wanted, policy, FALSE);
  g_autoptr(GPtrArray) asked = list_permissions (before, wanted, goal, TRUE);
  JsonArray *kept = json_array_new ();
  guint n = 0;
  JsonObject *body;

  for (guint i = 0; i < there->len; i++)
    if (has_text (asked, there->pdata[i]))
      {
        json_array_add_element (kept, json_from_string (there->pdata[i], NULL));
        n++;
      }
  add_texts (kept, foreign);
  if (n == there->len && !gp_directus_json_bool (policy, "admin_access"))
    {
      json_array_unref (kept);
      return;
    }
  body = json_object_new ();
  json_object_set_array_member (body, "permissions", kept);
  json_object_set_boolean_member (body, "admin_access", FALSE);
  gp_directus_requests_add (requests, "PATCH", policy_path (policy), body,
                            g_strdup_printf (_("Take away what %s may do no more"),
                                             name_of (policy)));
}

GPtrArray *
gp_directus_access_narrow (const GpDirectusState  *state,
                           const GpDirectusSchema *before,
                           const GpDirectusSchema *wanted)
{
  GPtrArray *requests = gp_directus_requests_new ();

  for (guint i = 0; i < json_array_get_length (state->policies); i++)
    {
      JsonObject *policy = json_array_get_object_element (state->policies, i);
      const char *id = gp_directus_json_text (policy, "id");

      if (gp_directus_find_by_id (policies_of (wanted), id) != NULL
          || (before != NULL && gp_directus_find_by_id (policies_of (before), id) != NULL))
        narrow_policy (before, wanted, policy, requests);
    }
  return requests;
}

static void
widen_policy (const GpDirectusState  *state,
              const GpDirectusSchema *before,
              const GpDirectusSchema *wanted,
              JsonObject             *policy,
              GPtrArray              *requests)
{
  const char *id = gp_directus_json_text (policy, "id");
  JsonObject *live = gp_directus_find_by_id (state->policies, id);
  g_autoptr(GPtrArray) asked = list_permissions (before, wanted, policy, TRUE);
  g_autoptr(GPtrArray) there = list_permissions (before, wanted, live, TRUE);
  g_autoptr(GPtrArray) foreign = list_permissions (before, wanted, live, FALSE);
  gboolean is_public = g_strcmp0 (id, GP_DIRECTUS_PUBLIC_POLICY) == 0;
  const char *name = gp_directus_json_text (policy, "name");
  JsonArray *all;
  JsonObject *body;

  if (live != NULL && same_texts (asked, there) && !gp_directus_json_bool (live, "admin_access")
      && (is_public || g_strcmp0 (name, gp_directus_json_text (live, "name")) == 0))
    return;
  body = json_object_new ();
  all = json_array_new ();
  add_texts (all, asked);
  add_texts (all, foreign);
  json_object_set_array_member (body, "permissions", all);
  json_object_set_boolean_member (body, "admin_access", FALSE);
  if (!is_public)
    json_object_set_string_member (body, "name", name);
  if (live == NULL)
    {
      json_object_set_string_member (body, "id", id);
      json_object_set_boolean_member (body, "app_access", FALSE);
    }
  gp_directus_requests_add (requests, live != NULL ? "PATCH" : "POST",
                            live != NULL ? policy_path (policy) : g_strdup ("/policies"), body,
                            g_strdup_printf (_("Say what %s may do"), name_of (policy)));
}

gboolean
gp_directus_access_is_granted (const GpDirectusState *state,
                               const char            *role,
                               const char            *policy)
{
  for (guint i = 0; i < json_array_get_length (state->access); i++)
    {
      JsonObject *grant = json_array_get_object_element (state->access, i);

      if (g_strcmp0 (gp_directus_json_text (grant, "role"), role) == 0
          && g_strcmp0 (gp_directus_json_text (grant, "policy"), policy) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
widen_role (const GpDirectusState *state,
            JsonObject            *role,
            GPtrArray             *requests)
{
  const char *id = gp_directus_json_text (role, "id");
  const char *name = gp_directus_json_text (role, "name");
  const char *policy = gp_directus_json_text (role, "policy");
  JsonObject *live = gp_directus_find_by_id (state->roles, id);
  JsonObject *body;

  if (live == NULL || g_strcmp0 (gp_directus_json_text (live, "name"), name) != 0)
    {
      body = json_object_new ();
      json_object_set_string_member (body, "name", name);
      if (live == NULL)
        json_object_set_string_member (body, "id", id);
      gp_directus_requests_add (requests, live != NULL ? "PATCH" : "POST",
                                live != NULL ? g_strconcat ("/roles/", id, NULL)
                                             : g_strdup ("/roles"), body,
                                g_strdup_printf (_("Make the role %s"), name));
    }
  if (gp_directus_access_is_granted (state, id, policy))
    return;
  body = json_object_new ();
  json_object_set_string_member (body, "role", id);
  json_object_set_string_member (body, "policy", policy);
  gp_directus_requests_add (requests, "POST", g_strdup ("/access"), body,
                            g_strdup_printf (_("Give the role %s its permissions"), name));
}

GPtrArray *
gp_directus_access_widen (const GpDirectusState  *state,
                          const GpDirectusSchema *before,
                          const GpDirectusSchema *wanted)
{
  GPtrArray *requests = gp_directus_requests_new ();

  for (guint i = 0; i < json_array_get_length (policies_of (wanted)); i++)
    widen_policy (state, before, wanted, json_array_get_object_element (policies_of (wanted), i),
                  requests);
  for (guint i = 0; i < json_array_get_length (roles_of (wanted)); i++)
    widen_role (state, json_array_get_object_element (roles_of (wanted), i), requests);
  return requests;
}

static void
clear_part (JsonArray  *before,
            JsonArray  *wanted,
            JsonArray  *live,
            const char *path,
            GPtrArray  *requests)
{
  for (guint i = 0; i < json_array_get_length (before); i++)
    {
      JsonObject *object = json_array_get_object_element (before, i);
      const char *id = gp_directus_json_text (object, "id");

      if (gp_directus_find_by_id (wanted, id) == NULL && gp_directus_find_by_id (live, id) != NULL)
        gp_directus_requests_add (requests, "DELETE", g_strconcat (path, id, NULL), NULL,
                                  g_strdup_printf (_("Remove the role %s"), name_of (object)));
    }
}

GPtrArray *
gp_directus_access_clear (const GpDirectusState  *state,
                          const GpDirectusSchema *before,
                          const GpDirectusSchema *wanted)
{
  GPtrArray *requests = gp_directus_requests_new ();

  if (before == NULL)
    return requests;
  clear_part (roles_of (before), roles_of (wanted), state->roles, "/roles/", requests);
  clear_part (policies_of (before), policies_of (wanted), state->policies, "/policies/", requests);
  return requests;
}

GPtrArray *
gp_directus_access_list_changed (const GpDirectusState  *state,
                                 const GpDirectusSchema *expected)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  JsonArray *policies = policies_of (expected);

  for (guint i = 0; i < json_array_get_length (policies); i++)
    {
      JsonObject *policy = json_array_get_object_element (policies, i);
      g_autoptr(GPtrArray) requests = gp_directus_requests_new ();

      widen_policy (state, NULL, expected, policy, requests);
      if (requests->len > 0)
        g_ptr_array_add (names, g_strdup (name_of (policy)));
    }
  for (guint i = 0; i < json_array_get_length (roles_of (expected)); i++)
    {
      JsonObject *role = json_array_get_object_element (roles_of (expected), i);
      g_autoptr(GPtrArray) requests = gp_directus_requests_new ();

      widen_role (state, role, requests);
      if (requests->len > 0 && !has_text (names, gp_directus_json_text (role, "name")))
        g_ptr_array_add (names, g_strdup (gp_directus_json_text (role, "name")));
    }
  return names;
}

/* Whether somebody with the live role @id is granted a policy that @wanted does not have; the role
 * above it counts, too. */
static gboolean
has_others (const GpDirectusState  *state,
            const GpDirectusSchema *wanted,
            const char             *id,
            guint                   depth)
{
  JsonObject *role = gp_directus_find_by_id (state->roles, id);
  const char *parent = gp_directus_json_text (role, "parent");

  for (guint i = 0; i < json_array_get_length (state->access); i++)
    {
      JsonObject *grant = json_array_get_object_element (state->access, i);
      const char *policy = gp_directus_json_text (grant, "policy");

      if (g_strcmp0 (gp_directus_json_text (grant, "role"), id) == 0
          && gp_directus_find_by_id (policies_of (wanted), policy) == NULL)
        return TRUE;
    }
  return parent != NULL && depth < json_array_get_length (state->roles)
         && has_others (state, wanted, parent, depth + 1);
}

GPtrArray *
gp_directus_access_list_others (const GpDirectusState  *state,
                                const GpDirectusSchema *wanted)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (roles_of (wanted)); i++)
    {
      JsonObject *role = json_array_get_object_element (roles_of (wanted), i);

      if (has_others (state, wanted, gp_directus_json_text (role, "id"), 0))
        g_ptr_array_add (names, g_strdup (gp_directus_json_text (role, "name")));
    }
  return names;
}
