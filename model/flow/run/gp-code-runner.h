/* gp-code-runner.h — who runs the code of steps
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>
#include "gp-expr-value.h"

G_BEGIN_DECLS

/**
 * GpCodeRunner: a static table, which the program hands to whoever simulates. Safe in any thread.
 *
 * @run_async: @arguments: of an effect of kind CODE; not needed afterwards. It ends in the main
 *   context that it was started in, always by itself: code that takes too long is ended.
 * @run_finish: (transfer full): what the code gives back; NULL with *@fault (transfer full), a
 *   gp_flow_fault_new(), where there is nothing
 */
typedef struct
{
  void         (*run_async)  (const GpExprValue *arguments, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
  GpExprValue *(*run_finish) (GAsyncResult *result, GpExprValue **fault);
} GpCodeRunner;

/** gp_code_runner_wait: runs it and waits until it has ended, some seconds at most: not for the
 * thread of a window. As @run_finish. */
GpExprValue *gp_code_runner_wait (const GpCodeRunner *self, const GpExprValue *arguments,
                                  GpExprValue **fault);

G_END_DECLS
