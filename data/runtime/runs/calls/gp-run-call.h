/* gp-run-call.h — calls that runs of flows make to services outside
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>
#include "gp-design.h"
#include "gp-run-effects.h"

G_BEGIN_DECLS

/* What a service may answer with, and within which time. */
#define GP_RUN_CALL_MAX_BYTES (1024 * 1024)
#define GP_RUN_CALL_SECONDS 30

/**
 * GpRunCaller: makes calls over HTTP, sends mail and runs code. Lives in the default main context
 * of the thread that makes it.
 *
 * Addresses outside the internet are refused when the connection is made, whatever their names, but
 * for connections of the design that say so; redirections are looked at anew, and take no secret to
 * another host. Without encryption only such connections are made.
 */
typedef struct _GpRunCaller GpRunCaller;

/** GpRunCalled: @result, @fault: one of both, borrowed. Not called once the caller is freed. */
typedef void (*GpRunCalled) (gint64 run, guint64 effect, GpExprValue *result, GpExprValue *fault,
                             gpointer user_data);

GpRunCaller *gp_run_caller_new  (void);
void         gp_run_caller_free (GpRunCaller *self);    /* NULL is fine; ends what is under way */

/** gp_run_caller_can: whether such effects are done here. */
gboolean     gp_run_caller_can  (GpFlowEffectKind kind);

/** gp_run_caller_make: @called: called once, later. @call, @design: not needed afterwards. */
void         gp_run_caller_make (GpRunCaller *self, GpDesign *design, const GpRunEffect *call,
                                 GCancellable *cancellable, GpRunCalled called,
                                 gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunCaller, gp_run_caller_free)
G_END_DECLS
