/* test-capability.c — what each target can do
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-capability.h"

#include "gp-test.h"

static void
test_table (void)
{
  const GpCapability *capability;

  for (gsize i = 0; (capability = gp_capability_get (i)) != NULL; i++)
    {
      g_assert_true (gp_capability_find (capability->type) == capability);
      g_assert_true (gp_capability_has (capability, GP_FEATURE_TABLE));
    }
  g_assert_nonnull (gp_capability_find ("local"));
  g_assert_null (gp_capability_find ("nowhere"));
  g_assert_true (gp_capability_has (gp_capability_find ("local"), GP_FEATURE_RETENTION));
  g_assert_false (gp_capability_has (gp_capability_find ("postgresql"), GP_FEATURE_RETENTION));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/capability/table", test_table);

  return g_test_run ();
}
