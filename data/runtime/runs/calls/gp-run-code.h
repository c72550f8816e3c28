/* gp-run-code.h — the code of a step, in a process of its own
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-code-runner.h"

G_BEGIN_DECLS

/** gp_run_code_is_there: whether this installation runs code at all: it may be built without. */
gboolean     gp_run_code_is_there (void);

/**
 * gp_run_code_async: @request: the arguments of an effect of kind CODE; not needed afterwards. The
 * process has neither files nor network, two seconds of the processor and 256 MB.
 */
void         gp_run_code_async    (const GpExprValue *request, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/** gp_run_code_finish: (transfer full): what the code gives back; NULL with @fault (transfer full)
 * where there is nothing. */
GpExprValue *gp_run_code_finish   (GAsyncResult *result, GpExprValue **fault);

/** gp_run_code_runner: the two, for simulations. */
extern const GpCodeRunner gp_run_code_runner;

G_END_DECLS
