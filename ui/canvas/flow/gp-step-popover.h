/* gp-step-popover.h — what a new step of a flow does
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpStepPopover: the types of steps, with what each does, narrowed by what is typed. Changes
 * nothing itself.
 *
 * GpStepPopover::chosen (self, const char *type): a choice of the metamodel; comes at most once,
 * and after Escape not at all.
 */
#define GP_TYPE_STEP_POPOVER (gp_step_popover_get_type ())
G_DECLARE_FINAL_TYPE (GpStepPopover, gp_step_popover, GP, STEP_POPOVER, GtkPopover)

GtkWidget *gp_step_popover_new (void);

G_END_DECLS
