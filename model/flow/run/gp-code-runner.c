/* gp-code-runner.c — who runs the code of steps
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-code-runner.h"

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* In a context of its own: nothing else is done meanwhile. */
GpExprValue *
gp_code_runner_wait (const GpCodeRunner *self,
                     const GpExprValue  *arguments,
                     GpExprValue       **fault)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GAsyncResult) result = NULL;

  g_return_val_if_fail (self != NULL && arguments != NULL && fault != NULL, NULL);

  g_main_context_push_thread_default (context);
  self->run_async (arguments, NULL, ended_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  return self->run_finish (result, fault);
}
