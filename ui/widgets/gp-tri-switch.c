/* gp-tri-switch.c — on, off, or mixed where several things differ
 * SPDX-License-Identifier: Apache-2.0
 *
 * GtkSwitch knows no third state, GtkCheckButton does: one of the two is visible.
 */
#define G_LOG_DOMAIN "gp-tri-switch"
#include "config.h"

#include "gp-tri-switch.h"

#include <glib/gi18n-lib.h>

struct _GpTriSwitch
{
  GtkWidget parent_instance;

  GtkWidget *toggle;
  GtkWidget *check;
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpTriSwitch, gp_tri_switch, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
active_changed_cb (GpTriSwitch *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[SIGNAL_TOGGLED], 0,
                   gtk_switch_get_active (GTK_SWITCH (self->toggle)));
}

static void
check_toggled_cb (GpTriSwitch *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[SIGNAL_TOGGLED], 0, TRUE);
}

static void
gp_tri_switch_dispose (GObject *object)
{
  GpTriSwitch *self = GP_TRI_SWITCH (object);

  g_clear_pointer (&self->toggle, gtk_widget_unparent);
  g_clear_pointer (&self->check, gtk_widget_unparent);

  G_OBJECT_CLASS (gp_tri_switch_parent_class)->dispose (object);
}

static void
gp_tri_switch_class_init (GpTriSwitchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_tri_switch_dispose;

  signals[SIGNAL_TOGGLED] =
    g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
gp_tri_switch_init (GpTriSwitch *self)
{
  self->toggle = gtk_switch_new ();
  self->check = gtk_check_button_new_with_label (C_("several values", "mixed"));
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->check, FALSE);
  gtk_widget_set_parent (self->check, GTK_WIDGET (self));
  gtk_widget_set_parent (self->toggle, GTK_WIDGET (self));
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (active_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (check_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
gp_tri_switch_new (void)
{
  return g_object_new (GP_TYPE_TRI_SWITCH, "halign", GTK_ALIGN_END, "valign", GTK_ALIGN_CENTER,
                       NULL);
}

void
gp_tri_switch_set_label (GpTriSwitch *self,
                         GtkWidget   *label)
{
  g_return_if_fail (GP_IS_TRI_SWITCH (self));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->toggle),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->check),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

void
gp_tri_switch_show (GpTriSwitch *self,
                    gboolean     active,
                    gboolean     mixed)
{
  g_return_if_fail (GP_IS_TRI_SWITCH (self));

  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), active && !mixed);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), FALSE);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (self->check), mixed);
  gtk_widget_set_visible (self->toggle, !mixed);
  gtk_widget_set_visible (self->check, mixed);
  self->showing = FALSE;
}

gboolean
gp_tri_switch_is_mixed (GpTriSwitch *self)
{
  g_return_val_if_fail (GP_IS_TRI_SWITCH (self), FALSE);

  return gtk_widget_get_visible (self->check);
}
