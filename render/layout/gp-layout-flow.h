/* gp-layout-flow.h — lays out a flow, left to right
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-job.h"
#include "gp-layout-request.h"
#include "gp-layout.h"

G_BEGIN_DECLS

/* In the worker. @job needs graphviz and cancellable; the rest is filled in. */
GpLayout *gp_layout_flow_run (GpLayoutJob            *job,
                              const GpLayoutRequest  *request,
                              GError                **error);

G_END_DECLS
