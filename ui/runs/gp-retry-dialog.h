/* gp-retry-dialog.h — what the step that failed is given when it is tried again
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_retry_dialog_present: asks for the input of the step that failed in the open run, which
 * begins with what that was given, and tries it again. */
void gp_retry_dialog_present (GtkWindow *parent, GpRunWatch *watch);

G_END_DECLS
