/* test-sample-access.c — the sample's access tests: the simulator and the backend agree
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-case.h"
#include "gp-expr-json.h"
#include "gp-json-design.h"
#include "gp-sample.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#include <string.h>

#define MIN_TESTS 40
#define PASSWORD  "a-long-password"

static GpDesign *
load (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = gp_sample_dup_path ("diagnostics", &error);
  g_autofree char *text = NULL;
  GpDesign *design;
  gsize length;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  design = gp_json_design_from_text (text, length, &error);
  g_assert_no_error (error);
  return design;
}

static void
test_the_simulator_passes_all (void)
{
  g_autoptr(GpDesign) design = load ();
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GPtrArray) results = gp_access_run_tests (access, fixtures, g_get_real_time (), FALSE);

  g_assert_cmpuint (results->len, >=, MIN_TESTS);
  for (guint i = 0; i < results->len; i++)
    {
      const GpAccessTestResult *result = results->pdata[i];

      g_test_message ("%s: %s", gp_element_get_name (gp_design_lookup (design, &result->test)),
                      result->problem != NULL ? result->problem : "");
      g_assert_cmpint ((int) result->status, ==, (int) GP_ACCESS_TEST_PASSED);
    }
}

/* Records whose references are not there yet have another go. */
static void
fill (GpTestRuntime *backend,
      GpDesign      *design)
{
  g_autoptr(GPtrArray) left = gp_design_list (design, GP_KIND_FIXTURE);

  while (left->len > 0)
    {
      guint before = left->len;

      for (guint i = 0; i < left->len; i++)
        {
          const GpElement *fixture = left->pdata[i];
          const GpElement *entity = gp_design_lookup (design, gp_element_get_parent (fixture));
          g_autofree char *path = g_strdup_printf ("/api/records/%s", gp_element_get_name (entity));

          if (gp_test_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN,
                            gp_element_get_text (fixture, GP_FIXTURE_RECORD)) == 201)
            g_ptr_array_remove_index (left, i--);
        }
      if (left->len == before)
        g_error ("%s: %s", gp_element_get_name (left->pdata[0]), backend->body);
    }
}

/* The token of the persona's account, NULL for a caller whom nobody knows. */
static char *
sign_in (GpTestRuntime   *backend,
         GpDesign        *design,
         const GpElement *persona)
{
  g_autofree char *body = NULL;
  g_autofree char *login = NULL;
  g_autofree char *email = NULL;
  g_autoptr(GString) roles = g_string_new (NULL);
  const char *tenant = gp_element_get_text (persona, GP_PERSONA_TENANT);
  const GpId *ids;
  gsize n;

  if (gp_element_get_bool (persona, GP_PERSONA_ANONYMOUS))
    return NULL;

  ids = gp_element_get_refs (persona, GP_PERSONA_ROLES, &n);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (roles, "%s\"%s\"", i > 0 ? ", " : "",
                            gp_element_get_name (gp_design_lookup (design, &ids[i])));
  email = g_strdup (gp_element_get_text (persona, GP_PERSONA_EMAIL));
  body = g_strdup_printf ("{\"email\": \"%s\", \"password\": \"" PASSWORD "\", \"id\": \"%s\", "
                          "\"tenant\": \"%s\", \"roles\": [%s]}", email,
                          gp_element_get_text (persona, GP_PERSONA_USER_ID), tenant, roles->str);
  gp_test_assert_call (backend, "POST", "/admin/users", GP_TEST_ADMIN_TOKEN, body, 201);
  login = g_strdup_printf ("{\"email\": \"%s\", \"password\": \"" PASSWORD "\"}", email);
  gp_test_assert_call (backend, "POST", "/api/auth/login", NULL, login, 200);
  return gp_test_member (backend, "token");
}

static char *
dup_id (const GpElement *fixture)
{
  g_autoptr(GpExprValue) record =
    gp_expr_value_from_json (gp_element_get_text (fixture, GP_FIXTURE_RECORD), -1, NULL);
  g_autoptr(GpExprValue) id = gp_expr_value_select (record, "id");

  return g_strdup (gp_expr_value_get_string (id, NULL));
}

/* All fields that the test asks for are in the answer. */
static gboolean
has_fields (GpTestRuntime   *backend,
            GpDesign        *design,
            const GpElement *test)
{
  const GpId *fields;
  gsize n;

  fields = gp_element_get_refs (test, GP_TEST_FIELDS, &n);
  for (gsize i = 0; i < n; i++)
    {
      const char *name = gp_element_get_name (gp_design_lookup (design, &fields[i]));
      g_autofree char *value = gp_test_member (backend, name);

      if (value == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_allowed_over_http (GpTestRuntime   *backend,
                      GpDesign        *design,
                      const GpElement *test,
                      const char      *token)
{
  const GpElement *entity = gp_design_lookup (design, gp_element_get_ref (test, GP_TEST_SUBJECT));
  const GpElement *fixture = gp_design_lookup (design, gp_element_get_ref (test, GP_TEST_FIXTURE));
  const char *action = gp_element_get_text (test, GP_TEST_ACTION);
  const char *write = gp_element_get_text (test, GP_TEST_WRITE);
  g_autofree char *id = fixture != NULL ? dup_id (fixture) : NULL;
  g_autofree char *path = NULL;
  guint status;

  if (g_str_equal (action, "create"))
    {
      path = g_strdup_printf ("/api/records/%s", gp_element_get_name (entity));
      status = gp_test_call (backend, "POST", path, token, write);
    }
  else
    {
      path = g_strdup_printf ("/api/records/%s/%s", gp_element_get_name (entity), id);
      status = gp_test_call (backend, g_str_equal (action, "read") ? "GET"
                                      : g_str_equal (action, "update") ? "PATCH" : "DELETE",
                             path, token, !g_str_equal (action, "update") ? NULL
                                          : write != NULL ? write : "{}");
    }
  if (status != 200 && status != 201 && status != 204 && status != 401 && status != 403
      && status != 404)
    g_error ("%s %s: %u %s", gp_element_get_name (test), path, status, backend->body);
  if (status == 204)
    gp_test_assert_call (backend, "POST", "/api/records/invoice", GP_TEST_ADMIN_TOKEN,
                         gp_element_get_text (fixture, GP_FIXTURE_RECORD), 201);
  return status < 300 && (status == 204 || has_fields (backend, design, test));
}

static void
test_the_backend_agrees (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = load ();
  g_autoptr(GPtrArray) tests = gp_design_list (design, GP_KIND_TEST);
  g_autoptr(GPtrArray) personas = gp_design_list (design, GP_KIND_PERSONA);
  g_autoptr(GHashTable) tokens = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL, g_free);
  guint n = 0;

  gp_test_deploy (backend, design);
  fill (backend, design);
  for (guint i = 0; i < personas->len; i++)
    g_hash_table_insert (tokens, (gpointer) gp_element_get_id (personas->pdata[i]),
                         sign_in (backend, design, personas->pdata[i]));
  for (guint i = 0; i < tests->len; i++)
    {
      const GpElement *test = tests->pdata[i];
      const char *token;

      if (!gp_element_is (test, GP_TEST_TYPE, "access")
          || gp_design_lookup_kind (design, gp_element_get_ref (test, GP_TEST_SUBJECT),
                                    GP_KIND_ENTITY) == NULL)
        continue;
      n++;
      token = g_hash_table_lookup (tokens, gp_element_get_ref (test, GP_TEST_PERSONA));
      if (is_allowed_over_http (backend, design, test, token)
          != gp_element_is (test, GP_TEST_EXPECT, "allow"))
        g_error ("%s: %s", gp_element_get_name (test), backend->body);
    }
  g_assert_cmpuint (n, >=, MIN_TESTS);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sample-access/the-simulator-passes-all", test_the_simulator_passes_all);
  g_test_add_func ("/data/sample-access/the-backend-agrees", test_the_backend_agrees);

  return g_test_run ();
}
