/* gp-access-probe-pocketbase.c — the access tests of a design, as a PocketBase can be asked them
 * SPDX-License-Identifier: Apache-2.0
 *
 * PocketBase has ids of its own form and sets neither defaults nor presets. So the tests are asked
 * of a copy of the design in which keys are such ids, and records are whole. Accounts are made for
 * personas, and taken away. */
#define G_LOG_DOMAIN "gp-access-probe-pocketbase"
#include "config.h"
#include "gp-access-probe-pocketbase.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "gp-directus-json.h"
#include "gp-pocketbase-access.h"
#include "gp-pocketbase-names.h"
#include "gp-target.h"

#define ACCOUNTS "/api/collections/" GP_POCKETBASE_ACCOUNTS

typedef struct
{
  GpDesign           *design;
  GpPocketbaseAccess  access;
  GpChangeSet        *changes;
} Mapper;

static gboolean
is_link (Mapper          *self,
         const GpElement *field)
{
  return gp_pocketbase_class (self->design, field) == GP_PB_LINK
         || g_hash_table_contains (self->access.owners, gp_element_get_id (field));
}

/* (transfer full): what is no text as JSON has it. */
static char *
dup_text (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return gp_directus_json_print (node);
}

static void
take_value (Mapper          *self,
            JsonObject      *out,
            const GpElement *field,
            JsonNode        *node)
{
  const char *name = gp_pocketbase_name (self->design, field);

  if (gp_element_is (field, GP_FIELD_TYPE, "file") || gp_element_has (field, GP_FIELD_COMPUTED))
    return;
  if (is_link (self, field) && JSON_NODE_HOLDS_VALUE (node))
    {
      g_autofree char *text = dup_text (node);
      g_autofree char *id = gp_pocketbase_id_of_text (text);

      json_object_set_string_member (out, name, id);
      return;
    }
  json_object_set_member (out, name, gp_directus_json_copy (node));
}

/* What the default of a field says; NULL where that is nothing plain. */
static JsonNode *
read_default (const GpElement *field)
{
  const char *text = gp_element_get_text (field, GP_FIELD_DEFAULT);
  gsize length = text != NULL ? strlen (text) : 0;
  g_autofree char *inner = NULL;
  JsonNode *node;

  if (text == NULL || gp_element_has (field, GP_FIELD_REFERENCE))
    return NULL;
  if (g_str_equal (text, "now()"))
    {
      g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

      inner = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
    }
  else if (length >= 2 && *text == '\'' && text[length - 1] == '\'')
    {
      inner = g_strndup (text + 1, length - 2);
    }
  else
    {
      return json_from_string (text, NULL);
    }
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, inner);
  return node;
}

/* @whole: with what is not said in it and has a default; and the tenant of @persona. */
static char *
map_record (Mapper          *self,
            const GpElement *entity,
            const char      *record,
            gboolean         whole,
            const GpElement *persona)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);
  g_autoptr(JsonNode) node = json_from_string (record, NULL);
  JsonObject *values = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                     : NULL;
  const GpId *tenant = gp_element_get_ref (entity, GP_ENTITY_TENANT_FIELD);
  const char *whose = persona != NULL ? gp_element_get_text (persona, GP_PERSONA_TENANT) : NULL;
  g_autoptr(JsonObject) out = json_object_new ();
  g_autoptr(JsonNode) mapped = NULL;

  for (guint i = 0; values != NULL && i < fields->len; i++)
    {
      const GpElement *field = fields->pdata[i];
      JsonNode *value = json_object_get_member (values, gp_element_get_name (field));
      g_autoptr(JsonNode) other = NULL;

      if (value == NULL && whole && tenant != NULL && whose != NULL
          && gp_id_equal (tenant, gp_element_get_id (field)))
        {
          other = json_node_new (JSON_NODE_VALUE);
          json_node_set_string (other, whose);
        }
      else if (value == NULL && whole)
        {
          other = read_default (field);
        }
      if (value != NULL || other != NULL)
        take_value (self, out, field, value != NULL ? value : other);
    }
  mapped = gp_directus_json_wrap (out);
  return gp_directus_json_print (mapped);
}

static void
map_fixture (Mapper          *self,
             const GpElement *fixture)
{
  const GpElement *entity = gp_design_lookup_kind (self->design, gp_element_get_parent (fixture),
                                                   GP_KIND_ENTITY);
  const char *record = gp_element_get_text (fixture, GP_FIXTURE_RECORD);
  g_autofree char *mapped = entity != NULL && record != NULL
    ? map_record (self, entity, record, TRUE, NULL) : NULL;

  if (mapped != NULL)
    gp_change_set_set (self->changes, fixture, GP_FIXTURE_RECORD, gp_value_text (mapped));
}

static void
map_test (Mapper          *self,
          const GpElement *test)
{
  const GpElement *entity = gp_design_lookup_kind (
    self->design, gp_element_get_ref (test, GP_TEST_SUBJECT), GP_KIND_ENTITY);
  const GpElement *persona = gp_design_lookup_kind (
    self->design, gp_element_get_ref (test, GP_TEST_PERSONA), GP_KIND_PERSONA);
  const char *write = gp_element_get_text (test, GP_TEST_WRITE);
  g_autofree char *mapped = NULL;

  if (entity == NULL || write == NULL)
    return;
  mapped = map_record (self, entity, write, gp_element_is (test, GP_TEST_ACTION, "create"),
                       persona);
  gp_change_set_set (self->changes, test, GP_TEST_WRITE, gp_value_text (mapped));
}

/* Whether accounts have the id of a record as their tenant. */
static gboolean
is_tenant_link (Mapper *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *field = gp_design_lookup_kind (
        self->design, gp_element_get_ref (entities->pdata[i], GP_ENTITY_TENANT_FIELD),
        GP_KIND_FIELD);

      if (field != NULL && gp_pocketbase_class (self->design, field) == GP_PB_LINK)
        return TRUE;
    }
  return gp_element_get_ref (gp_design_get_root (self->design), GP_DESIGN_TENANT_ENTITY) != NULL;
}

static void
map_persona (Mapper          *self,
             const GpElement *persona,
             gboolean         is_link)
{
  const char *user = gp_element_get_text (persona, GP_PERSONA_USER_ID);
  const char *tenant = gp_element_get_text (persona, GP_PERSONA_TENANT);
  char text[GP_ID_STRING_SIZE];
  g_autofree char *id = gp_pocketbase_id_of_text (
    user != NULL ? user : gp_id_format (gp_element_get_id (persona), text));
  g_autofree char *place = tenant != NULL ? gp_pocketbase_id_of_text (tenant) : NULL;

  gp_change_set_set (self->changes, persona, GP_PERSONA_USER_ID, gp_value_text (id));
  if (place != NULL && is_link)
    gp_change_set_set (self->changes, persona, GP_PERSONA_TENANT, gp_value_text (place));
}

GpDesign *
gp_access_probe_pocketbase_design (GpDesign *design)
{
  static const GpKind kinds[] = { GP_KIND_FIXTURE, GP_KIND_TEST, GP_KIND_PERSONA, GP_KIND_FIELD };
  g_autoptr(GpDesign) copy = gp_design_copy (design);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GpAccess) access = gp_access_new (design);
  Mapper self = { .design = copy, .changes = changes };
  gboolean tenant_is_link = is_tenant_link (&self);

  gp_pocketbase_access_init (&self.access, access, NULL);
  gp_pocketbase_access_find_owners (&self.access);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (copy, kinds[i]);

      for (guint j = 0; j < all->len; j++)
        if (kinds[i] == GP_KIND_FIXTURE)
          map_fixture (&self, all->pdata[j]);
        else if (kinds[i] == GP_KIND_TEST)
          map_test (&self, all->pdata[j]);
        else if (kinds[i] == GP_KIND_PERSONA)
          map_persona (&self, all->pdata[j], tenant_is_link);
        else if (gp_pocketbase_is_id (copy, all->pdata[j]))
          gp_change_set_set (changes, all->pdata[j], GP_FIELD_NAME, gp_value_text ("id"));
    }
  gp_pocketbase_access_clear (&self.access);
  gp_design_apply (copy, changes, NULL);
  return g_steal_pointer (&copy);
}

static char *
write_account (GpDesign        *design,
               const GpElement *persona,
               const char      *name,
               const char      *password)
{
  g_autoptr(JsonObject) account = json_object_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonArray *all = json_array_new ();
  const char *tenant = gp_element_get_text (persona, GP_PERSONA_TENANT);
  const char *email = gp_element_get_text (persona, GP_PERSONA_EMAIL);
  gsize n;
  const GpId *roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *role = gp_design_lookup_kind (design, &roles[i], GP_KIND_ROLE);

      if (role != NULL && gp_element_is (role, GP_ROLE_MEMBERSHIP, "assigned"))
        json_array_add_string_element (all, gp_element_get_name (role));
    }
  json_object_set_string_member (account, "id", gp_element_get_text (persona, GP_PERSONA_USER_ID));
  json_object_set_string_member (account, "username", name);
  json_object_set_string_member (account, "password", password);
  json_object_set_string_member (account, "passwordConfirm", password);
  json_object_set_boolean_member (account, "verified", TRUE);
  if (email != NULL)
    json_object_set_string_member (account, "email", email);
  if (tenant != NULL)
    json_object_set_string_member (account, GP_POCKETBASE_TENANT, tenant);
  json_object_set_array_member (account, GP_POCKETBASE_ROLES, all);
  node = gp_directus_json_wrap (account);
  return gp_directus_json_print (node);
}

static char *
sign_in (GpDesign         *design,
         GpJsonClient     *client,
         const GpElement  *persona,
         GError          **error)
{
  char text[GP_ID_STRING_SIZE];
  g_autofree char *password = g_compute_checksum_for_string (
    G_CHECKSUM_SHA256, gp_json_client_get_token (client), -1);
  g_autofree char *name = g_strconcat (
    "gplan_", gp_id_format (gp_element_get_id (persona), text) + 24, NULL);
  g_autofree char *account = write_account (design, persona, name, password);
  g_autofree char *path = g_strconcat (ACCOUNTS "/records/",
                                       gp_element_get_text (persona, GP_PERSONA_USER_ID), NULL);
  g_autofree char *login = g_strdup_printf ("{\"identity\":\"%s\",\"password\":\"%s\"}", name,
                                            password);
  g_autofree char *mark = NULL;
  guint status = gp_json_client_manage (client, "GET", path, NULL, error);

  if (status == 0)
    return NULL;
  mark = status == 200 ? gp_json_client_dup (client, "username") : NULL;
  if (status == 200 && g_strcmp0 (mark, name) != 0)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("%s has an account with the id of “%s” already: give the persona another."),
                   gp_json_client_get_url (client), gp_element_get_name (persona));
      return NULL;
    }
  status = gp_json_client_manage (client, status == 200 ? "PATCH" : "POST",
                                  status == 200 ? path : ACCOUNTS "/records", account, error);
  if (status == 200)
    status = gp_json_client_call (client, "POST", ACCOUNTS "/auth-with-password", NULL, login,
                                  error);
  if (status == 200)
    return gp_json_client_dup (client, "token");
  return gp_access_server_fail (client, status, gp_element_get_name (persona), error);
}

static void
sign_out (GpJsonClient    *client,
          const GpElement *persona,
          GPtrArray       *warnings)
{
  g_autofree char *path = g_strconcat (ACCOUNTS "/records/",
                                       gp_element_get_text (persona, GP_PERSONA_USER_ID), NULL);
  guint status = gp_json_client_manage (client, "DELETE", path, NULL, NULL);

  if (status < 200 || status >= 300)
    g_ptr_array_add (warnings, g_strdup_printf (_("The account of “%s” is still there."),
                                                gp_element_get_name (persona)));
}

const GpAccessServer *
gp_access_server_pocketbase (void)
{
  static const GpAccessServer server = { .kind = "pocketbase", .records = "/api/collections/",
                                         .after = "/records", .data = "", .sign_in = sign_in,
                                         .sign_out = sign_out };

  return &server;
}

/* (transfer full): a token for what the secret is. */
static char *
find_admin (const char  *url,
            const char  *secret,
            GError     **error)
{
  static const char *const paths[] = { "/api/admins/auth-with-password",
                                       "/api/collections/_superusers/auth-with-password" };
  const char *colon = secret != NULL ? strchr (secret, ':') : NULL;
  g_autoptr(GpJsonClient) client = NULL;
  g_autoptr(JsonObject) login = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *email = NULL, *body = NULL;
  guint status = 404;

  if (colon == NULL || strchr (secret, '@') == NULL || strchr (secret, '@') > colon)
    return g_strdup (secret != NULL ? secret : "");
  client = gp_json_client_new (url, NULL);
  login = json_object_new ();
  email = g_strndup (secret, (gsize) (colon - secret));
  json_object_set_string_member (login, "identity", email);
  json_object_set_string_member (login, "password", colon + 1);
  node = gp_directus_json_wrap (login);
  body = gp_directus_json_print (node);
  for (gsize i = 0; i < G_N_ELEMENTS (paths) && status == 404; i++)
    status = gp_json_client_call (client, "POST", paths[i], NULL, body, error);
  if (status == 200)
    return gp_json_client_dup (client, "token");
  return gp_access_server_fail (client, status == 0 ? 0 : 401, url, error);
}

gboolean
gp_access_probe_pocketbase (GpDesign    *design,
                            const char  *url,
                            const char  *token,
                            GPtrArray   *answers,
                            GPtrArray   *warnings,
                            GError     **error)
{
  g_autofree char *admin = find_admin (url, token, error);
  g_autoptr(GpJsonClient) client = NULL;
  g_autoptr(GpDesign) mapped = NULL;

  if (admin == NULL)
    return FALSE;
  client = gp_json_client_new (url, admin);
  mapped = gp_access_probe_pocketbase_design (design);
  return gp_access_probe_http (mapped, "pocketbase", client, answers, warnings, error);
}
