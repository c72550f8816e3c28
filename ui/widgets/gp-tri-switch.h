/* gp-tri-switch.h — on, off, or mixed where several things differ
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpTriSwitch: a switch; a mixed check box as long as it stands for several things that differ. The
 * check box turns all of them on.
 *
 * GpTriSwitch::toggled (GpTriSwitch *self, gboolean active): by a person.
 */
#define GP_TYPE_TRI_SWITCH (gp_tri_switch_get_type ())
G_DECLARE_FINAL_TYPE (GpTriSwitch, gp_tri_switch, GP, TRI_SWITCH, GtkWidget)

GtkWidget *gp_tri_switch_new       (void);

/** gp_tri_switch_set_label: the widget that names it, for assistive programs. */
void       gp_tri_switch_set_label (GpTriSwitch *self, GtkWidget *label);

/** gp_tri_switch_show: emits nothing. @mixed: @active says nothing then. */
void       gp_tri_switch_show      (GpTriSwitch *self, gboolean active, gboolean mixed);
gboolean   gp_tri_switch_is_mixed  (GpTriSwitch *self);

G_END_DECLS
