/* gp-choice-row.c — a property with one of a few values
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-choice-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-choice-button.h"

#include <glib/gi18n-lib.h>

struct _GpChoiceRow
{
  GpPropertyRow parent_instance;

  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (GpChoiceRow, gp_choice_row, GP_TYPE_PROPERTY_ROW)

static void
chosen_cb (GpChoiceRow *self,
           const char  *nick)
{
  gp_property_row_submit (GP_PROPERTY_ROW (self), gp_value_text (nick), FALSE);
}

static void
gp_choice_row_show (GpPropertyRow *row,
                    const GpValue *value,
                    gboolean       mixed)
{
  GpChoiceRow *self = GP_CHOICE_ROW (row);

  gp_choice_button_set_chosen (GP_CHOICE_BUTTON (self->button),
                               mixed ? NULL : gp_value_get_text (value),
                               mixed ? C_("several values", "mixed") : NULL);
}

static void
gp_choice_row_constructed (GObject *object)
{
  GpChoiceRow *self = GP_CHOICE_ROW (object);

  G_OBJECT_CLASS (gp_choice_row_parent_class)->constructed (object);

  self->button = gp_choice_button_new (gp_property_row_get_property (GP_PROPERTY_ROW (self)));
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), self->button);
  g_signal_connect_object (self->button, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
gp_choice_row_class_init (GpChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_choice_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_choice_row_show;
}

static void
gp_choice_row_init (GpChoiceRow *self)
{
}
