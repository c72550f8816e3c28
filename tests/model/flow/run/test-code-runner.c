/* test-code-runner.c — code that somebody else runs is waited for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-code-runner.h"
#include "gp-flow-fault.h"
#include "gp-test-flow.h"
#include "gp-test.h"

/* Gives back what it was given. */
static void
run_async (const GpExprValue   *arguments,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_pointer (task, gp_expr_value_ref ((GpExprValue *) arguments),
                         (GDestroyNotify) gp_expr_value_unref);
}

static GpExprValue *
run_finish (GAsyncResult  *result,
            GpExprValue  **fault)
{
  g_autoptr(GpExprValue) arguments = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!gp_expr_value_is_null (arguments))
    return g_steal_pointer (&arguments);
  *fault = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, "nothing");
  return NULL;
}

static void
test_it_is_waited_for (void)
{
  const GpCodeRunner runner = { run_async, run_finish };
  g_autoptr(GpExprValue) seven = gp_test_value ("7");
  g_autoptr(GpExprValue) null = gp_test_value ("null");
  g_autoptr(GpExprValue) fault = NULL;
  g_autoptr(GpExprValue) value = gp_code_runner_wait (&runner, seven, &fault);

  g_assert_true (value == seven);
  g_assert_null (fault);
  g_assert_null (gp_code_runner_wait (&runner, null, &fault));
  g_assert_cmpint (gp_flow_fault_get_status (fault), ==, 500);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/code-runner/it-is-waited-for", test_it_is_waited_for);

  return g_test_run ();
}
