/* gp-test-directus.c — a server that answers as a Directus would
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-directus.h"

#include <string.h>

#include "gp-directus-keep.h"
#include "gp-directus-merge.h"
#include "gp-directus-schema.h"
#include "gp-test-design.h"
#include "gp-test-server.h"

typedef struct
{
  guint  status;
  char  *body;
  char  *header;
} Answer;

struct _GpTestDirectus
{
  GpTestServer *server;
  GMutex        lock;       /* of what follows */
  GHashTable   *answers;    /* "GET /roles" → Answer */
  GPtrArray    *asked;
  guint         n_told;     /* of @asked */
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->body);
  g_free (answer->header);
  g_free (answer);
}

static void
give (SoupServerMessage *message,
      const Answer      *answer)
{
  gp_test_server_set_header (message, answer->header);
  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->body != NULL)
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body,
                                      strlen (answer->body));
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  static const Answer nothing = { 200, (char *) "{\"data\":null}", NULL };
  GpTestDirectus *self = user_data;
  char *request = g_strdup_printf ("%s %s", soup_server_message_get_method (message), path);
  const char *asked = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *whole = g_strconcat (request, "?", asked, NULL);
  const Answer *answer;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->asked, request);
  answer = g_hash_table_lookup (self->answers, whole);
  if (answer == NULL)
    answer = g_hash_table_lookup (self->answers, request);
  if (answer != NULL && answer->status == 0)
    gp_test_server_cut (message);
  else
    give (message, answer != NULL ? answer : &nothing);
  g_mutex_unlock (&self->lock);
}

GpTestDirectus *
gp_test_directus_new (void)
{
  static const char *const lists[] = { "GET /collections", "GET /fields", "GET /permissions",
                                       "GET /roles", "GET /access", "GET /flows",
                                       "GET /policies" };
  GpTestDirectus *self = g_new0 (GpTestDirectus, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->asked = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    gp_test_directus_answer (self, lists[i], 200, "{\"data\":[]}", NULL);
  gp_test_directus_answer (self, "GET /schema/snapshot", 200,
                           "{\"data\":" GP_TEST_DIRECTUS_EMPTY "}", NULL);
  self->server = gp_test_server_new (asked_cb, self);
  return self;
}

void
gp_test_directus_free (GpTestDirectus *self)
{
  gp_test_server_free (self->server);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->asked);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
gp_test_directus_get_url (GpTestDirectus *self)
{
  return gp_test_server_get_url (self->server);
}

void
gp_test_directus_answer (GpTestDirectus *self,
                         const char     *request,
                         guint           status,
                         const char     *body,
                         const char     *header)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->body = g_strdup (body);
  answer->header = g_strdup (header);
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->answers, g_strdup (request), answer);
  g_mutex_unlock (&self->lock);
}

char *
gp_test_directus_dup_asked (GpTestDirectus *self)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  g_mutex_lock (&self->lock);
  for (; self->n_told < self->asked->len; self->n_told++)
    if (!g_str_has_prefix (self->asked->pdata[self->n_told], "GET "))
      g_string_append_printf (lines, "%s\n", (char *) self->asked->pdata[self->n_told]);
  g_mutex_unlock (&self->lock);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

guint
gp_test_directus_count (GpTestDirectus *self,
                        const char     *request)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->asked->len; i++)
    n += g_str_equal (self->asked->pdata[i], request);
  g_mutex_unlock (&self->lock);
  return n;
}

GpDirectusClient *
gp_test_directus_open (GpTestDirectus *self)
{
  return gp_directus_client_new ("directus:test", gp_test_directus_get_url (self), "token", NULL);
}

/* Takes @data. */
static void
answer_data (GpTestDirectus *self,
             const char     *request,
             JsonNode       *data)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) whole = gp_directus_json_wrap (object);
  g_autofree char *text = NULL;

  json_object_set_member (object, "data", data);
  text = gp_directus_json_print (whole);
  gp_test_directus_answer (self, request, 200, text, NULL);
}

static JsonNode *
wrap_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

static void
hold_schema (GpTestDirectus   *self,
             GpDirectusSchema *schema)
{
  g_autoptr(JsonNode) empty = json_from_string (GP_TEST_DIRECTUS_EMPTY, NULL);
  g_autoptr(JsonObject) snapshot = gp_directus_merge (json_node_get_object (empty),
                                                      schema->managed, NULL);
  JsonObject *own = gp_directus_json_append (gp_directus_json_array (snapshot, "collections"));

  json_object_set_string_member (own, "collection", GP_DIRECTUS_OWN);
  answer_data (self, "GET /schema/snapshot", gp_directus_json_wrap (snapshot));
}

static void
hold_access (GpTestDirectus   *self,
             GpDirectusSchema *schema)
{
  JsonArray *policies = gp_directus_json_array (schema->access, "policies");
  JsonArray *roles = gp_directus_json_array (schema->access, "roles");
  JsonArray *permissions = json_array_new ();
  JsonArray *grants = json_array_new ();

  for (guint i = 0; i < json_array_get_length (policies); i++)
    {
      JsonObject *policy = json_array_get_object_element (policies, i);
      JsonArray *all = gp_directus_json_array (policy, "permissions");

      for (guint j = 0; j < json_array_get_length (all); j++)
        {
          g_autoptr(JsonNode) copy = gp_directus_json_copy (json_array_get_element (all, j));
          JsonObject *permission = json_node_get_object (copy);

          json_object_set_string_member (permission, "policy",
                                         gp_directus_json_text (policy, "id"));
          json_object_set_int_member (permission, "id", j);
          json_array_add_object_element (permissions, json_object_ref (permission));
        }
    }
  for (guint i = 0; i < json_array_get_length (roles); i++)
    {
      JsonObject *role = json_array_get_object_element (roles, i);
      JsonObject *grant = gp_directus_json_append (grants);

      json_object_set_string_member (grant, "role", gp_directus_json_text (role, "id"));
      json_object_set_string_member (grant, "policy", gp_directus_json_text (role, "policy"));
    }
  answer_data (self, "GET /policies", wrap_array (json_array_ref (policies)));
  answer_data (self, "GET /roles", wrap_array (json_array_ref (roles)));
  answer_data (self, "GET /permissions", wrap_array (permissions));
  answer_data (self, "GET /access", wrap_array (grants));
}

void
gp_test_directus_hold (GpTestDirectus *self,
                       GpDesign       *design)
{
  g_autoptr(GpDirectusSchema) schema = gp_directus_schema_new (design, TRUE, NULL);
  g_autofree char *packed = gp_directus_keep_pack (design);
  g_autofree char *value = g_strdup_printf ("{\"design\":\"%s\"}", packed);
  JsonArray *rows = json_array_new ();
  JsonObject *row = gp_directus_json_append (rows);

  json_object_set_string_member (row, "id", GP_DIRECTUS_KEEP_DESIGN);
  json_object_set_string_member (row, "value", value);
  hold_schema (self, schema);
  hold_access (self, schema);
  answer_data (self, "GET /items/" GP_DIRECTUS_OWN, wrap_array (rows));
}

GpDesign *
gp_test_directus_design (void)
{
  GpDesign *design = gp_design_new (NULL, "clinic");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId visit = gp_test_add_entity (design, "visit");
  GpId doctor = gp_test_add (design, GP_KIND_ROLE, NULL, "doctor");
  GpId field = gp_test_add_field (design, &patient, "name", "text");

  gp_test_set_int (design, &field, GP_FIELD_LENGTH, 80);
  field = gp_test_add_field (design, &patient, "status", "enum");
  gp_test_set_texts (design, &field, GP_FIELD_VALUES, "new known");
  field = gp_test_add_field (design, &visit, "patient_id", "reference");
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &patient);
  gp_test_set_text (design, &field, GP_FIELD_ON_DELETE, "cascade");
  gp_test_allow (design, &patient, &doctor, "read");
  return design;
}

GpDirectusState *
gp_test_directus_read (GpTestDirectus *self)
{
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (self);
  g_autoptr(GError) error = NULL;
  GpDirectusState *state = gp_directus_state_read (client, &error);

  g_assert_no_error (error);
  return state;
}

GpId
gp_test_directus_find_id (GpDesign   *design,
                          const char *entity,
                          const char *field)
{
  const GpElement *found = gp_design_find_child (design, gp_design_get_root_id (design),
                                                 GP_KIND_ENTITY, entity);

  if (field != NULL)
    found = gp_design_find_child (design, gp_element_get_id (found), GP_KIND_FIELD, field);
  return *gp_element_get_id (found);
}
