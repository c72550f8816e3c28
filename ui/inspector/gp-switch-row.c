/* gp-switch-row.c — a property that is on or off
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-switch-row"
#include "config.h"

#include "gp-property-rows.h"

struct _GpSwitchRow
{
  GpPropertyRow parent_instance;

  GtkWidget *toggle;
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpSwitchRow, gp_switch_row, GP_TYPE_PROPERTY_ROW)

static void
active_changed_cb (GpSwitchRow *self)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->toggle));

  if (!self->showing)
    gp_property_row_submit (GP_PROPERTY_ROW (self), gp_value_bool (active), FALSE);
}

static void
gp_switch_row_show (GpPropertyRow *row,
                    const GpValue *value,
                    gboolean       mixed)
{
  GpSwitchRow *self = GP_SWITCH_ROW (row);

  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), gp_value_get_bool (value));
  gtk_widget_set_opacity (self->toggle, mixed ? 0.5 : 1);
  self->showing = FALSE;
}

static void
gp_switch_row_constructed (GObject *object)
{
  GpSwitchRow *self = GP_SWITCH_ROW (object);

  G_OBJECT_CLASS (gp_switch_row_parent_class)->constructed (object);

  self->toggle = gtk_switch_new ();
  gtk_widget_set_halign (self->toggle, GTK_ALIGN_END);
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), self->toggle);
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (active_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
gp_switch_row_class_init (GpSwitchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_switch_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_switch_row_show;
}

static void
gp_switch_row_init (GpSwitchRow *self)
{
}
