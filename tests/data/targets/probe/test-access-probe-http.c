/* test-access-probe-http.c — the sample's access tests on a local backend
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-probe-private.h"

#include "gp-change-set.h"
#include "gp-target.h"
#include "gp-test-runtime.h"
#include "gp-test.h"
#include "sample-loaded.h"

static char *
dup_where (GpTestRuntime *backend)
{
  return g_strdup_printf ("local:%s", gp_runtime_get_url (backend->runtime));
}

/* The names of the tests whose answer is another one than is expected. */
static char *
list_differences (GpDesign  *design,
                  GPtrArray *answers)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++)
    {
      const GpAccessAnswer *answer = answers->pdata[i];
      const GpElement *test = gp_design_lookup (design, &answer->test);

      g_assert_cmpstr (answer->problem, ==, NULL);
      if ((answer->kind == GP_ACCESS_ANSWER_ALLOWED) != gp_element_is (test, GP_TEST_EXPECT,
                                                                       "allow"))
        g_string_append_printf (names, "%s\n", gp_element_get_name (test));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Twice: nothing but the accounts is left behind. */
static void
test_the_backend_agrees (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *where = dup_where (backend);

  gp_test_deploy (backend, design);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) answers = gp_access_probe (design, where, GP_TEST_ADMIN_TOKEN, warnings,
                                                      &error);
      g_autofree char *differences = NULL;

      g_assert_no_error (error);
      differences = list_differences (design, answers);
      g_assert_cmpuint (answers->len, >=, 40);
      g_assert_cmpstr (differences, ==, "");
      g_assert_cmpuint (warnings->len, ==, 0);
      gp_test_assert_call (backend, "GET", "/api/records/patient", GP_TEST_ADMIN_TOKEN, NULL, 200);
      g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
    }
}

static void
test_a_missing_rule_is_found (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GpDesign) other = gp_design_copy (design);
  g_autoptr(GPtrArray) rules = gp_design_list (other, GP_KIND_RULE);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) answers = NULL;
  g_autofree char *where = dup_where (backend);
  g_autofree char *differences = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < rules->len; i++)
    if (g_str_equal (gp_element_get_name (rules->pdata[i]), "Patients see themselves"))
      gp_change_set_remove (changes, rules->pdata[i]);
  gp_design_apply (other, changes, &error);
  g_assert_no_error (error);
  gp_test_deploy (backend, other);
  answers = gp_access_probe (design, where, GP_TEST_ADMIN_TOKEN, warnings, &error);
  g_assert_no_error (error);
  differences = list_differences (design, answers);
  g_assert_cmpstr (differences, ==, "A patient sees themselves\n");
}

static void
test_a_wrong_token_is_said (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *where = dup_where (backend);
  g_autoptr(GError) error = NULL;

  gp_test_deploy (backend, design);
  g_assert_null (gp_access_probe (design, where, "not-the-token-0123456789abcdefgh", warnings,
                                  &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/access-probe-http/the-backend-agrees", test_the_backend_agrees);
  g_test_add_func ("/data/access-probe-http/a-missing-rule-is-found", test_a_missing_rule_is_found);
  g_test_add_func ("/data/access-probe-http/a-wrong-token-is-said", test_a_wrong_token_is_said);
  return g_test_run ();
}
