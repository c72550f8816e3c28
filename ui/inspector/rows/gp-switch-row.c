/* gp-switch-row.c — a property that is on or off
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-switch-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-tri-switch.h"

struct _GpSwitchRow
{
  GpPropertyRow parent_instance;

  GtkWidget *toggle;
};

G_DEFINE_FINAL_TYPE (GpSwitchRow, gp_switch_row, GP_TYPE_PROPERTY_ROW)

static void
toggled_cb (GpSwitchRow *self,
            gboolean     active)
{
  gp_property_row_submit (GP_PROPERTY_ROW (self), gp_value_bool (active), FALSE);
}

static void
gp_switch_row_show (GpPropertyRow *row,
                    const GpValue *value,
                    gboolean       mixed)
{
  gp_tri_switch_show (GP_TRI_SWITCH (GP_SWITCH_ROW (row)->toggle), gp_value_get_bool (value),
                      mixed);
}

static void
gp_switch_row_constructed (GObject *object)
{
  GpSwitchRow *self = GP_SWITCH_ROW (object);

  G_OBJECT_CLASS (gp_switch_row_parent_class)->constructed (object);

  self->toggle = gp_tri_switch_new ();
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), self->toggle);
  gp_tri_switch_set_label (GP_TRI_SWITCH (self->toggle),
                           gp_property_row_get_label (GP_PROPERTY_ROW (self)));
  g_signal_connect_object (self->toggle, "toggled", G_CALLBACK (toggled_cb), self,
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
