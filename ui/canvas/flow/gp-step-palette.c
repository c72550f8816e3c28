/* gp-step-palette.c — the steps that can be drawn, at hand beside the drawing
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ┌ Steps              ▾ ┐     the heading unfolds and folds what is below
 *   │ ┌ Find a step ─────┐ │
 *   │ Decide               │
 *   │ ◇ Decide             │
 *   │   If… else: goes on… │
 *   └──────────────────────┘
 */
#define G_LOG_DOMAIN "gp-step-palette"
#include "config.h"
#include "gp-step-palette.h"

#include "gp-hint.h"
#include "gp-icon-paintable.h"
#include "gp-kind.h"
#include "gp-step-choices.h"
#include "gp-step-text.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT 640      /* it gets what room there is */

typedef char GpStepDrag;

G_DEFINE_BOXED_TYPE (GpStepDrag, gp_step_drag, g_strdup, g_free)

struct _GpStepPalette
{
  GtkWidget  parent_instance;

  GtkWidget *heading;
  GtkWidget *arrow;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GpStepPalette, gp_step_palette, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_chosen_cb (GpStepPalette *self,
               const char    *type)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, type);
  gp_entry_list_set_typed (GP_ENTRY_LIST (self->list), "");
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            GpStepPalette *self)
{
  const char *type = gp_entry_list_get_key_at (GP_ENTRY_LIST (self->list), x, y);
  g_autoptr(GdkPaintable) tile = NULL;
  GdkRGBA accent;
  GpIcon icon;

  if (type == NULL)
    return NULL;
  gp_step_text_get_type (type, &icon, &accent);
  tile = GDK_PAINTABLE (gp_icon_paintable_new_tile (icon, &accent));
  gtk_drag_source_set_icon (source, tile, 0, 0);
  return gdk_content_provider_new_typed (GP_TYPE_STEP_DRAG, type);
}

/* The keyboard goes back to the drawing. */
static gboolean
key_cb (GpStepPalette *self,
        guint          key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gp_entry_list_set_typed (GP_ENTRY_LIST (self->list), "");
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self)));
  return GDK_EVENT_STOP;
}

static gboolean
gp_step_palette_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GP_STEP_PALETTE (widget)->list);
}

static void
gp_step_palette_dispose (GObject *object)
{
  GpStepPalette *self = GP_STEP_PALETTE (object);

  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);

  G_OBJECT_CLASS (gp_step_palette_parent_class)->dispose (object);
}

static void
gp_step_palette_class_init (GpStepPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_step_palette_dispose;
  widget_class->grab_focus = gp_step_palette_grab_focus;
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "steppalette");
}

static GtkWidget *
make_heading (GpStepPalette *self)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_("Steps"));

  self->arrow = gtk_image_new ();
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gp_hint_set (button, _("Steps to drag into the flow (P)"));
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-steps");
  return button;
}

static void
gp_step_palette_init (GpStepPalette *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "canvas-bar");

  self->heading = make_heading (self);
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
  self->list = gp_entry_list_new (_("Find a step"), LIST_HEIGHT);
  gtk_widget_set_vexpand (self->list, TRUE);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  gp_entry_list_choose_by_double_click (GP_ENTRY_LIST (self->list));
  gp_step_choices_fill (GP_ENTRY_LIST (self->list), "");
  g_signal_connect (self->list, "changed", G_CALLBACK (gp_step_choices_fill), NULL);
  g_signal_connect_swapped (self->list, "chosen", G_CALLBACK (row_chosen_cb), self);

  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gp_step_palette_set_open (self, TRUE);
}

GtkWidget *
gp_step_palette_new (void)
{
  return g_object_new (GP_TYPE_STEP_PALETTE, NULL);
}

void
gp_step_palette_set_open (GpStepPalette *self,
                          gboolean       open)
{
  g_return_if_fail (GP_IS_STEP_PALETTE (self));

  gtk_widget_set_visible (self->list, open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                open ? "pan-down-symbolic" : "pan-end-symbolic");
}

gboolean
gp_step_palette_get_open (GpStepPalette *self)
{
  g_return_val_if_fail (GP_IS_STEP_PALETTE (self), FALSE);

  return gtk_widget_get_visible (self->list);
}
