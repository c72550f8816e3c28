/* test-access-probe.c — what can be tried at all, and where
 * SPDX-License-Identifier: Apache-2.0
 *
 * Servers are asked by test-access-probe-http.c, and by tests/e2e. */
#include "config.h"
#include "gp-access-probe-private.h"

#include "gp-target.h"
#include "gp-test.h"
#include "sample-loaded.h"

static void
test_addresses (void)
{
  static const char *const wrong[] = { "nowhere", "fax:123", "local:http://example.org",
                                       "directus:http://example.org", "local:" };
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GPtrArray) warnings = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_access_probe (design, wrong[i], NULL, warnings, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
    }
}

static void
test_records_come_after_those_they_need (void)
{
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GPtrArray) fixtures = gp_access_probe_fixtures (design);
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);

  g_assert_cmpuint (fixtures->len, ==, gp_design_count (design, GP_KIND_FIXTURE));
  for (guint i = 0; i < fixtures->len; i++)
    {
      const GpId *entity = gp_element_get_parent (fixtures->pdata[i]);
      g_autoptr(GPtrArray) fields = gp_design_list_children (design, entity, GP_KIND_FIELD);

      for (guint j = 0; j < fields->len; j++)
        {
          const GpId *target = gp_element_get_ref (fields->pdata[j], GP_FIELD_REFERENCE);

          if (target != NULL)
            g_assert_true (g_hash_table_contains (seen, target));
        }
      g_hash_table_add (seen, (gpointer) entity);
    }
}

static void
test_members (void)
{
  static const struct
  {
    const char *name;
    const char *value;
  } cases[] = { { "a", "x \"y\"" }, { "b", "12.50" }, { "c", NULL }, { "d", NULL }, { "e", "{}" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = gp_access_probe_dup_member (
        "{\"a\": \"x \\\"y\\\"\", \"b\": 12.50, \"c\": null, \"e\": {}}", cases[i].name);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
  g_assert_null (gp_access_probe_dup_member (NULL, "a"));
  g_assert_null (gp_access_probe_dup_member ("nonsense", "a"));
}

/* The sample's tests are all of records. */
static void
test_all_of_the_sample_can_be_tried (void)
{
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GPtrArray) tests = gp_design_list (design, GP_KIND_TEST);

  for (guint i = 0; i < tests->len; i++)
    if (gp_element_is (tests->pdata[i], GP_TEST_TYPE, "access"))
      g_assert_cmpstr (gp_access_probe_get_problem (design, tests->pdata[i]), ==, NULL);
    else
      g_assert_nonnull (gp_access_probe_get_problem (design, tests->pdata[i]));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/access-probe/addresses", test_addresses);
  g_test_add_func ("/data/access-probe/records-come-after-those-they-need",
                   test_records_come_after_those_they_need);
  g_test_add_func ("/data/access-probe/members", test_members);
  g_test_add_func ("/data/access-probe/all-of-the-sample-can-be-tried",
                   test_all_of_the_sample_can_be_tried);
  return g_test_run ();
}
