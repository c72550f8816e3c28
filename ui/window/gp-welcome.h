/* gp-welcome.h — what a window shows before there is a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-window.h"

G_BEGIN_DECLS

/** GpWelcome: recent designs, new, open, import, and the samples, one click each. */
#define GP_TYPE_WELCOME (gp_welcome_get_type ())
G_DECLARE_FINAL_TYPE (GpWelcome, gp_welcome, GP, WELCOME, GtkWidget)

GtkWidget *gp_welcome_new (const GpWindowSample *samples, gsize n_samples, guint recent_limit);

G_END_DECLS
