/* test-directus-access-read.c — roles, policies and permissions of a Directus as roles and rules
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-access-read.h"

#include "gp-finding.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

#define ROLE   "7a1f0000-0000-4000-8000-000000000001"
#define OTHER  "7a1f0000-0000-4000-8000-000000000002"
#define ADMIN  "7a1f0000-0000-4000-8000-000000000003"
#define POLICY "7a1f0000-0000-4000-8000-00000000000a"
#define ADMINS "7a1f0000-0000-4000-8000-00000000000b"
#define PUBLIC "abf8a154-5b1c-4a46-ac9c-7300570f4f17"
#define PERMISSION(policy, action, filter, fields) \
  "{\"policy\":\"" policy "\",\"collection\":\"patient\",\"action\":\"" action "\"," \
  "\"permissions\":" filter ",\"validation\":null,\"presets\":null,\"fields\":" fields "}"

static void
answer (GpTestDirectus *server,
        const char     *request,
        const char     *list)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":[%s]}", list);

  gp_test_directus_answer (server, request, 200, body, NULL);
}

/* Two roles that have one policy, an administrator, and what everybody may. */
static GpTestDirectus *
open_server (const char *permissions)
{
  GpTestDirectus *server = gp_test_directus_new ();

  answer (server, "GET /roles",
          "{\"id\":\"" ROLE "\",\"name\":\"Nurse\",\"parent\":\"" OTHER "\"},"
          "{\"id\":\"" OTHER "\",\"name\":\"Nurse\"},{\"id\":\"" ADMIN "\",\"name\":\"Boss\"}");
  answer (server, "GET /policies",
          "{\"id\":\"" POLICY "\",\"name\":\"ward\"},{\"id\":\"" PUBLIC "\",\"name\":\"public\"},"
          "{\"id\":\"" ADMINS "\",\"name\":\"all\",\"admin_access\":true}");
  answer (server, "GET /access",
          "{\"id\":\"1\",\"role\":\"" ROLE "\",\"policy\":\"" POLICY "\"},"
          "{\"id\":\"2\",\"role\":\"" OTHER "\",\"policy\":\"" POLICY "\"},"
          "{\"id\":\"3\",\"role\":\"" ADMIN "\",\"policy\":\"" ADMINS "\"},"
          "{\"id\":\"4\",\"role\":null,\"user\":null,\"policy\":\"" PUBLIC "\"}");
  answer (server, "GET /permissions", permissions);
  return server;
}

static GpDesign *
read_access (const char *permissions,
             GPtrArray  *findings)
{
  g_autoptr(GpTestDirectus) server = open_server (permissions);
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDirectusState) state = gp_directus_state_read (client, &error);
  GpDesign *design = gp_design_new (NULL, "clinic");
  GpId patient = gp_test_add_entity (design, "patient");

  g_assert_no_error (error);
  gp_test_add_field (design, &patient, "name", "text");
  gp_test_add_field (design, &patient, "status", "text");
  g_assert_true (gp_directus_access_read (design, state, NULL, findings, &error));
  g_assert_no_error (error);
  return design;
}

/* "role: actions if condition", a line for each rule. */
static char *
list_rules (GpDesign *design)
{
  g_autoptr(GPtrArray) rules = gp_design_list (design, GP_KIND_RULE);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    g_string_append_printf (out, "%s%s if %s\n", gp_element_get_name (rules->pdata[i]),
                            gp_element_is (rules->pdata[i], GP_RULE_FIELDS_MODE, "only")
                              ? " some" : "",
                            gp_element_get_text (rules->pdata[i], GP_RULE_CONDITION));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_a_shared_policy_is_inherited (void)
{
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) design = read_access (
    PERMISSION (POLICY, "read", "{\"name\":{\"_eq\":\"x\"}}", "[\"*\"]") ","
    PERMISSION (POLICY, "delete", "{\"name\":{\"_eq\":\"x\"}}", "null") ","
    PERMISSION (POLICY, "update", "{}", "[\"name\"]"), findings);
  g_autofree char *rules = list_rules (design);
  GpId id;
  gsize n;

  g_assert_cmpstr (rules, ==, "ward: delete, read if record.name == 'x'\n"
                              "ward: update some if (null)\n");
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ROLE), ==, 3);
  g_assert_true (gp_id_parse (ROLE, &id));
  gp_element_get_refs (gp_design_lookup_kind (design, &id, GP_KIND_ROLE), GP_ROLE_INHERITS, &n);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_what_everybody_may_is_said_once (void)
{
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) design = read_access (
    PERMISSION (POLICY, "read", "{}", "[\"*\"]") ","
    PERMISSION (PUBLIC, "read", "{}", "[\"name\",\"status\",\"id\"]"), findings);
  g_autofree char *rules = list_rules (design);

  g_assert_cmpstr (rules, ==, "public: read if (null)\n");
}

/* A condition that cannot be said is no reason to allow everything. */
static void
test_what_cannot_be_said_grants_nothing (void)
{
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpDesign) design = read_access (
    PERMISSION (POLICY, "read", "{\"name\":{\"_contains\":\"x\"}}", "[\"*\"]") ","
    PERMISSION (POLICY, "share", "{}", "[\"*\"]") ","
    PERMISSION (POLICY, "update", "{}", "[]"), findings);
  g_autofree char *rules = list_rules (design);

  g_assert_cmpstr (rules, ==, "ward: read if false\n");
  g_assert_cmpuint (findings->len, ==, 2);
}

/* What was deployed from a design and is there as it was is not read again. */
static void
test_ours_is_passed_over (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) live = gp_design_copy (design);
  g_autoptr(GpDirectusSchema) ours = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(GpDirectusState) state = NULL;
  g_autofree char *hash = NULL, *expected = NULL;

  gp_test_directus_hold (server, design);
  state = gp_directus_state_read (client, NULL);
  g_assert_true (gp_directus_access_read (live, state, ours, NULL, NULL));
  hash = gp_design_dup_hash (live);
  expected = gp_design_dup_hash (design);
  g_assert_cmpstr (hash, ==, expected);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-access-read/a-shared-policy-is-inherited",
                   test_a_shared_policy_is_inherited);
  g_test_add_func ("/data/directus-access-read/what-everybody-may-is-said-once",
                   test_what_everybody_may_is_said_once);
  g_test_add_func ("/data/directus-access-read/what-cannot-be-said-grants-nothing",
                   test_what_cannot_be_said_grants_nothing);
  g_test_add_func ("/data/directus-access-read/ours-is-passed-over", test_ours_is_passed_over);
  return g_test_run ();
}
