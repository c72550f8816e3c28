/* gp-step-popover.c — what a new step of a flow does
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-step-popover"
#include "config.h"
#include "gp-step-popover.h"

#include "gp-entry-list.h"
#include "gp-icon-paintable.h"
#include "gp-kind.h"
#include "gp-step-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_HEIGHT 320

struct _GpStepPopover
{
  GtkPopover   parent_instance;

  GpEntryList *list;
};

G_DEFINE_FINAL_TYPE (GpStepPopover, gp_step_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_row (GpStepPopover *self,
         const char    *type)
{
  g_autoptr(GdkPaintable) paintable = NULL;
  GdkRGBA accent;
  GpIcon icon;

  gp_step_text_get_type (type, &icon, &accent);
  paintable = GDK_PAINTABLE (gp_icon_paintable_new (icon));
  gp_entry_list_append (self->list, gtk_image_new_from_paintable (paintable),
                        _(gp_property_get_word (GP_STEP_TYPE, type)), type);
}

/* How well @typed means @type: 2 its whole name, 1 a part of it, 0 something else. */
static guint
fits (const char *type,
      const char *typed)
{
  g_autofree char *words = g_utf8_casefold (_(gp_property_get_word (GP_STEP_TYPE, type)), -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  if (g_str_equal (words, wanted) || g_str_equal (type, wanted))
    return 2;
  return strstr (words, wanted) != NULL || strstr (type, wanted) != NULL ? 1 : 0;
}

static void
fill (GpStepPopover *self,
      const char    *typed)
{
  g_auto(GStrv) types = gp_property_list_choices (GP_STEP_TYPE);

  gp_entry_list_clear (self->list);
  for (guint wanted = 2; wanted > 0; wanted--)
    for (guint i = 0; types[i] != NULL; i++)
      if (fits (types[i], typed) == wanted)
        add_row (self, types[i]);
  gp_entry_list_finish (self->list);
}

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

  self->list = GP_ENTRY_LIST (list);
  gtk_popover_set_child (GTK_POPOVER (self), list);
  fill (self, "");
  g_signal_connect_swapped (list, "changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (list, "chosen", G_CALLBACK (row_chosen_cb), self);
}

GtkWidget *
gp_step_popover_new (void)
{
  return g_object_new (GP_TYPE_STEP_POPOVER, NULL);
}
