/* test-operation.c — one step of a plan
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-operation.h"

#include "gp-test.h"

static void
test_nicks (void)
{
  for (guint i = GP_OPERATION_ADD; i <= GP_OPERATION_REMOVE; i++)
    {
      GpOperationAction action;

      g_assert_true (gp_operation_action_from_nick (gp_operation_action_to_nick (i), &action));
      g_assert_cmpuint (action, ==, i);
    }
  g_assert_false (gp_operation_action_from_nick ("drop", &(GpOperationAction) { 0 }));
}

static void
test_request (void)
{
  g_autoptr(GpOperation) operation = gp_operation_new ("a", GP_OPERATION_ADD, GP_KIND_ROLE, NULL,
                                                       "n",
                                                       "s");

  g_assert_true (operation->reversible);
  g_assert_cmpint (operation->rows, ==, -1);
  gp_operation_set_request (operation, "POST", "/a", "b");
  gp_operation_set_request (operation, "PUT", "/c", NULL);
  g_assert_cmpstr (operation->method, ==, "PUT");
  g_assert_null (operation->body);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/operation/nicks", test_nicks);
  g_test_add_func ("/model/operation/request", test_request);

  return g_test_run ();
}
