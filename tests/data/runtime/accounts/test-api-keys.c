/* test-api-keys.c — keys for programs
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-api-keys.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#include <string.h>

static char *
new_key (GpTestRuntime  *backend,
         const char     *body,
         char          **out_id)
{
  gp_test_assert_call (backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN, body, 201);
  *out_id = gp_test_member (backend, "id");
  return gp_test_member (backend, "key");
}

/* A key has its roles in its entities, and nothing once it is revoked; the file has its hash. */
static void
test_keys_are_scoped_and_revoked (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Keys");
  GpId note = gp_test_add_entity (design, "note");
  GpId bill = gp_test_add_entity (design, "bill");
  GpId reader = gp_test_add (design, GP_KIND_ROLE, NULL, "reader");
  GpId tenant = gp_test_add_field (design, &note, "clinic", "text");
  GpId rule;
  g_autofree char *key = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  g_autofree char *journal = NULL;
  g_autofree char *revoked = NULL;
  gsize length;

  gp_test_set_ref (design, &note, GP_ENTITY_TENANT_FIELD, &tenant);
  rule = gp_test_allow (design, &note, &reader, "read");
  gp_test_allow (design, &bill, &reader, "read create");
  g_assert_false (gp_id_is_nil (&rule));
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "POST", "/api/records/note", GP_TEST_ADMIN_TOKEN,
                       "{\"clinic\": \"c1\"}", 201);
  gp_test_assert_call (backend, "POST", "/api/records/note", GP_TEST_ADMIN_TOKEN,
                       "{\"clinic\": \"c2\"}", 201);

  key = new_key (backend, "{\"name\": \"sync\", \"roles\": [\"reader\"], \"entities\": [\"note\"],"
                          " \"tenant\": \"c1\"}", &id);
  g_assert_true (g_str_has_prefix (key, GP_API_KEY_PREFIX));
  gp_test_assert_call (backend, "GET", "/api/records/note", key, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 1);
  gp_test_assert_call (backend, "GET", "/api/records/bill", key, NULL, 403);
  gp_test_assert_call (backend, "POST", "/api/records/bill", key, "{}", 403);
  gp_test_assert_call (backend, "GET", "/admin/keys", key, NULL, 403);
  gp_test_assert_call (backend, "GET", "/api/auth/me", key, NULL, 403);
  gp_test_assert_call (backend, "POST", "/api/auth/logout", key, NULL, 403);
  gp_test_assert_call (backend, "GET", "/admin/keys", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_null (strstr (backend->body, key));
  g_assert_true (g_file_get_contents (backend->data, &file, &length, NULL));
  g_assert_null (g_strstr_len (file, (gssize) length, key));
  journal = g_strconcat (backend->data, "-wal", NULL);
  g_clear_pointer (&file, g_free);
  if (g_file_get_contents (journal, &file, &length, NULL))
    g_assert_null (g_strstr_len (file, (gssize) length, key));

  path = g_strconcat ("/admin/keys/", id, NULL);
  gp_test_assert_call (backend, "DELETE", path, GP_TEST_ADMIN_TOKEN, NULL, 204);
  gp_test_assert_call (backend, "DELETE", path, GP_TEST_ADMIN_TOKEN, NULL, 404);
  gp_test_assert_call (backend, "GET", "/api/records/note", key, NULL, 401);
  gp_test_assert_call (backend, "GET", "/admin/keys", GP_TEST_ADMIN_TOKEN, NULL, 200);
  revoked = gp_test_member (backend, "items.0.revoked");
  g_assert_cmpstr (revoked, !=, "null");
}

/* What a key is not for is not reached from what it is for. */
static void
test_no_way_leads_out_of_the_entities (void)
{
  static const char *const queries[][2] = {
    { "filter", "record.bill.sum > 1" }, { "sort", "bill.sum" }, { "fields", "bill.sum" },
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Keys");
  GpId note = gp_test_add_entity (design, "note");
  GpId bill = gp_test_add_entity (design, "bill");
  GpId reader = gp_test_add (design, GP_KIND_ROLE, NULL, "reader");
  GpId field;
  g_autofree char *key = NULL, *id = NULL, *bill_id = NULL, *body = NULL, *path = NULL;

  gp_test_add_field (design, &bill, "sum", "integer");
  field = gp_test_add_field (design, &note, "bill_id", "reference");
  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &bill);
  gp_test_allow (design, &note, &reader, "create read update");
  gp_test_allow (design, &bill, &reader, "create read update delete");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "POST", "/api/records/bill", GP_TEST_ADMIN_TOKEN,
                       "{\"sum\": 4711}", 201);
  bill_id = gp_test_member (backend, "id");
  body = g_strdup_printf ("{\"bill_id\": \"%s\"}", bill_id);
  gp_test_assert_call (backend, "POST", "/api/records/note", GP_TEST_ADMIN_TOKEN, body, 201);
  key = new_key (backend, "{\"name\": \"sync\", \"roles\": [\"reader\"],"
                          " \"entities\": [\"note\"]}", &id);

  gp_test_assert_call (backend, "GET", "/api/records/note?expand=bill_id", key, NULL, 200);
  g_assert_null (strstr (backend->body, "4711"));
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *query = gp_test_query ("/api/records/note", queries[i][0], queries[i][1],
                                              NULL);

      gp_test_assert_call (backend, "GET", query, key, NULL, 400);
      g_assert_null (strstr (backend->body, "4711"));
      if (i == 0)
        gp_test_assert_call (backend, "GET", query, GP_TEST_ADMIN_TOKEN, NULL, 200);
    }
  path = g_strconcat ("/api/records/bill/", bill_id, NULL);
  gp_test_assert_call (backend, "GET", path, key, NULL, 404);
  gp_test_assert_call (backend, "PATCH", path, key, "{\"sum\": 1}", 404);
  gp_test_assert_call (backend, "DELETE", path, key, NULL, 404);
  gp_test_assert_call (backend, "POST", "/api/records/bill:batch", key,
                       "{\"operations\": [{\"action\": \"create\", \"record\": {\"sum\": 1}}]}", 403);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/api-keys/keys-are-scoped-and-revoked", test_keys_are_scoped_and_revoked);
  g_test_add_func ("/data/api-keys/no-way-leads-out-of-the-entities",
                   test_no_way_leads_out_of_the_entities);

  return g_test_run ();
}
