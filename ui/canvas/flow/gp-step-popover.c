/* gp-step-popover.c — what a new step of a flow does
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-step-popover"
#include "config.h"
#include "gp-step-popover.h"

#include "gp-step-choices.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT 360

struct _GpStepPopover
{
  GtkPopover parent_instance;
};

G_DEFINE_FINAL_TYPE (GpStepPopover, gp_step_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_chosen_cb (GpStepPopover *self,
               const char    *type)
{
  g_autoptr(GpStepPopover) alive = g_object_ref (self);

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, type);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
gp_step_popover_class_init (GpStepPopoverClass *klass)
{
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gp_step_popover_init (GpStepPopover *self)
{
  GtkWidget *list = gp_entry_list_new (_("What the step does"), LIST_HEIGHT);

  gtk_popover_set_child (GTK_POPOVER (self), list);
  gp_step_choices_fill (GP_ENTRY_LIST (list), "");
  g_signal_connect (list, "changed", G_CALLBACK (gp_step_choices_fill), NULL);
  g_signal_connect_swapped (list, "chosen", G_CALLBACK (row_chosen_cb), self);
}

GtkWidget *
gp_step_popover_new (void)
{
  return g_object_new (GP_TYPE_STEP_POPOVER, NULL);
}
