/* gp-layout-cards.h — lays out a whole drawing of cards
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-job.h"
#include "gp-layout-request.h"
#include "gp-layout.h"

G_BEGIN_DECLS

/* In the worker. @job needs graphviz, cancellable, budget and report; the rest is filled in. */
GpLayout *gp_layout_cards_run (GpLayoutJob            *job,
                               const GpLayoutRequest  *request,
                               GError                **error);

G_END_DECLS
