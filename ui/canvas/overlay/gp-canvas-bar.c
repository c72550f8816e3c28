/* gp-canvas-bar.c — the tools and the zoom control that float over the drawing
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include "gp-hint.h"
#include "gp-icon-paintable.h"
#include "gp-text-scale.h"

#include <glib/gi18n-lib.h>

#define MARGIN         14
#define MINIMAP_WIDTH  190
#define MINIMAP_HEIGHT 120
#define LEAST_WITH_MAP   480    /* a lower canvas would be hidden behind it */
#define LEAST_WITH_ZOOM  300    /* in a lower one keys and the wheel are left */
#define LEAST_WITH_TOOLS 220    /* in a lower one keys, menus and the palette are left */
#define LABEL_GAP      4
#define GAP            8        /* between the tools and what stands above them */

typedef struct
{
  const char *label;
  const char *tooltip;
  const char *tool;
  GpIcon      icon;
  guint       lenses;      /* mask of 1 << lens: where it does something */
} ToolRow;

#define DATA   (1u << GP_LENS_DATA)
#define FLOWS  (1u << GP_LENS_FLOWS)
#define ACCESS (1u << GP_LENS_ACCESS)

static const ToolRow tool_rows[GP_N_TOOLS] = {
  { N_ ("Select"), N_ ("Select and move (V)"), "select", GP_ICON_SELECT, DATA | FLOWS | ACCESS },
  { N_ ("Entity"), N_ ("Draw an entity (E)"), "entity", GP_ICON_ENTITY, DATA },
  { N_ ("Relation"), N_ ("Drag from card to card (R)"), "relation", GP_ICON_RELATION, DATA },
  { N_ ("Flow"), N_ ("Draw a flow (F)"), "flow", GP_ICON_FLOW, DATA | FLOWS },
  { N_ ("Role"), N_ ("Draw a role (O)"), "role", GP_ICON_ROLE, DATA },
  { N_ ("Bucket"), N_ ("Draw a bucket for files (B)"), "bucket", GP_ICON_BUCKET, DATA },
  { N_ ("Domain"), N_ ("Draw a domain; drag a frame around its cards (D)"), "domain",
    GP_ICON_DOMAIN, DATA },
  { N_ ("Note"), N_ ("Write a note (N)"), "note", GP_ICON_NOTE, DATA | FLOWS },
};

static GtkWidget *
new_tool_button (const ToolRow *row)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, LABEL_GAP);
  GtkWidget *image = gtk_image_new_from_paintable (
    GDK_PAINTABLE (gp_icon_paintable_new (row->icon)));
  GtkWidget *label = gtk_label_new (_(row->label));

  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gp_hint_set (button, _(row->tooltip));
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", row->tool);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "canvas.tool");
  return button;
}

static GtkWidget *
new_zoom_button (const char *icon,
                 const char *action,
                 const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gp_hint_set (button, tooltip);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
new_box (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_widget_add_css_class (box, "canvas-bar");
  return box;
}

/* The bar's look; the rest comes from the system's style. */
static void
load_style (void)
{
  static gsize loaded = 0;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr(GtkCssProvider) provider = NULL;

  if (display == NULL || !g_once_init_enter (&loaded))
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (
    provider,
    ".canvas-bar { background-color: @popover_bg_color; color: @popover_fg_color; "
    "border-radius: 12px; "
    "padding: 5px; box-shadow: 0 1px 5px rgba(0,0,0,.18), 0 0 0 1px rgba(0,0,0,.07); }"
    ".canvas-bar button { padding: 5px 6px; min-height: 24px; font-weight: normal; }"
    ".canvas-bar togglebutton:checked, .canvas-bar button.toggle:checked { background-color: "
    "@accent_bg_color; "
    "color: @accent_fg_color; }"
    ".canvas-entry { background-color: @view_bg_color; color: @view_fg_color; border-radius: 5px; "
    "min-height: 0; padding: 0 6px; outline: 2px solid @accent_color; outline-offset: -1px; }"
    ".canvas-entry > text > placeholder { opacity: .55; }"
    ".canvas-problem { background-color: @error_bg_color; color: @error_fg_color; "
    "border-radius: 5px; padding: 3px 8px; font-size: smaller; }"
    ".canvas-chips { padding: 2px 4px; }"
    ".canvas-chips entry { background: none; border-radius: 5px; min-height: 24px; "
    "padding: 0 6px; }"
    ".canvas-chips entry:focus-within { background-color: @view_bg_color; color: @view_fg_color; }"
    ".canvas-chips menubutton > button { padding: 2px 6px; }"
    "steppalette button.toggle { padding: 3px 8px; font-weight: bold; }"
    "steppalette.canvas-bar button.toggle:checked { background: none; color: inherit; }"
    "steppalette list { background: none; }"
    "steppalette row { padding: 0 6px; }"
    ".canvas-map { border-radius: 10px; box-shadow: 0 1px 5px rgba(0,0,0,.14), 0 0 0 1px "
    "rgba(0,0,0,.07); }",
    -1);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&loaded, 1);
}

/* Steps are added by what is selected, so this is no tool that is taken in hand. */
static GtkWidget *
new_step_button (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_paintable (
                                   GDK_PAINTABLE (gp_icon_paintable_new (GP_ICON_PLUS))));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("Step")));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gp_hint_set (button, _("Add a step after what is selected (S)"));
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "canvas.add-step");
  return button;
}

void
gp_canvas_init_bar (GpCanvas *self)
{
  load_style ();
  self->bar = new_box ();
  for (guint i = 0; i < GP_N_TOOLS; i++)
    {
      self->tool_buttons[i] = new_tool_button (&tool_rows[i]);
      gtk_box_append (GTK_BOX (self->bar), self->tool_buttons[i]);
    }
  self->step_button = new_step_button ();
  gtk_box_insert_child_after (GTK_BOX (self->bar), self->step_button,
                              self->tool_buttons[GP_TOOL_SELECT]);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));

  self->zoom_box = new_box ();
  self->zoom_label = gtk_button_new_with_label ("100 %");
  gtk_widget_set_direction (gtk_button_get_child (GTK_BUTTON (self->zoom_label)),
                            GTK_TEXT_DIR_LTR);     /* or it would be "% 70" */
  gtk_widget_add_css_class (self->zoom_label, "flat");
  gtk_widget_set_tooltip_text (self->zoom_label, _("Show at 100 %"));
  gtk_widget_set_focus_on_click (self->zoom_label, FALSE);
  gtk_widget_set_size_request (self->zoom_label, 56, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->zoom_label), "canvas.zoom-100");
  gtk_box_append (GTK_BOX (self->zoom_box),
                  new_zoom_button ("list-remove-symbolic", "canvas.zoom-out", _("Zoom out")));
  gtk_box_append (GTK_BOX (self->zoom_box), self->zoom_label);
  gtk_box_append (GTK_BOX (self->zoom_box),
                  new_zoom_button ("list-add-symbolic", "canvas.zoom-in", _("Zoom in")));
  gtk_box_append (GTK_BOX (self->zoom_box),
                  new_zoom_button ("zoom-fit-best-symbolic", "canvas.zoom-all",
                                   _("Show everything")));
  gtk_widget_set_parent (self->zoom_box, GTK_WIDGET (self));
  gp_canvas_update_bar (self);
}

void
gp_canvas_update_bar (GpCanvas *self)
{
  g_autofree char *zoom = g_strdup_printf (_("%d %%"), (int) (self->viewport.zoom * 100 + .5));

  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->zoom_label)), zoom) != 0)
    gtk_button_set_label (GTK_BUTTON (self->zoom_label), zoom);
  for (guint i = 0; i < GP_N_TOOLS; i++)
    {
      gtk_widget_set_visible (self->tool_buttons[i],
                              (tool_rows[i].lenses & (1u << self->lens)) != 0);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tool_buttons[i]), self->tool == i);
    }
  gtk_widget_set_visible (self->step_button, gp_canvas_is_inside_flow (self));
  gp_canvas_update_step_palette (self);
  gtk_widget_set_visible (self->bar, gp_canvas_can_edit (self) && self->lens != GP_LENS_ACCESS);
}

gboolean
gp_canvas_is_mirrored (GpCanvas *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return parent != NULL && gtk_widget_get_direction (parent) == GTK_TEXT_DIR_RTL;
}

void
gp_canvas_place (GpCanvas            *self,
                 GtkWidget           *child,
                 const GtkAllocation *box)
{
  GtkAllocation placed = *box;

  if (gp_canvas_is_mirrored (self))
    placed.x = (int) self->viewport.width - box->x - box->width;
  gtk_widget_size_allocate (child, &placed, -1);
}

gboolean
gp_canvas_is_low (GpCanvas *self)
{
  return self->viewport.height < LEAST_WITH_TOOLS * gp_text_scale_get (GTK_WIDGET (self));
}

double
gp_canvas_get_bar_room (GpCanvas *self)
{
  GtkRequisition bar;

  gtk_widget_get_preferred_size (self->bar, &bar, NULL);
  return MARGIN + bar.height + GAP;
}

/* Nothing where it is not shown. */
static GtkRequisition
get_zoom_size (GpCanvas *self)
{
  GtkRequisition size = { 0 };

  if (gtk_widget_get_child_visible (self->zoom_box))
    gtk_widget_get_preferred_size (self->zoom_box, &size, NULL);
  return size;
}

/* In a narrow canvas the tools show their icons alone; in a low one also where their names would
 * push the zoom control up. */
static gboolean
have_room_for_labels (GpCanvas *self,
                      int       width,
                      int       height)
{
  GtkRequisition bar;
  GtkRequisition zoom = get_zoom_size (self);
  int needed;

  gtk_widget_get_preferred_size (self->bar, &bar, NULL);
  needed = bar.width;
  for (guint i = 0; i < GP_N_TOOLS; i++)
    {
      GtkWidget *box = gtk_button_get_child (GTK_BUTTON (self->tool_buttons[i]));
      GtkWidget *label = gtk_widget_get_last_child (box);
      int label_width;

      if (gtk_widget_get_visible (label) || !gtk_widget_get_visible (self->tool_buttons[i]))
        continue;
      pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), &label_width, NULL);
      needed += label_width + LABEL_GAP;
    }
  if (height < LEAST_WITH_MAP)
    needed += zoom.width + MARGIN;
  return needed + 2 * MARGIN <= width;
}

static void
show_labels (GpCanvas *self,
             gboolean  visible)
{
  for (guint i = 0; i < GP_N_TOOLS; i++)
    {
      GtkWidget *box = gtk_button_get_child (GTK_BUTTON (self->tool_buttons[i]));
      GtkWidget *label = gtk_widget_get_last_child (box);

      if (gtk_widget_get_visible (label) != visible)
        gtk_widget_set_visible (label, visible);
    }
}

void
gp_canvas_allocate_bar (GpCanvas *self,
                        int       width,
                        int       height)
{
  double scale = gp_text_scale_get (GTK_WIDGET (self));
  GtkRequisition zoom;
  GtkRequisition bar;
  gboolean above;
  gboolean map;
  int x;
  int y;

  gtk_widget_set_child_visible (self->zoom_box,
                                !self->plain && height >= LEAST_WITH_ZOOM * scale);
  gtk_widget_set_child_visible (self->bar, !self->plain && !gp_canvas_is_low (self));
  zoom = get_zoom_size (self);
  show_labels (self, have_room_for_labels (self, width, height));
  gtk_widget_get_preferred_size (self->bar, &bar, NULL);
  y = height - MARGIN - MAX (zoom.height, bar.height);

  /* Where the two would meet, the zoom control stands above the tools. */
  x = MAX ((width - bar.width) / 2, MARGIN);
  if (2 * MARGIN + zoom.width + bar.width + MARGIN <= width)
    x = MAX (x, 2 * MARGIN + zoom.width);
  above = gtk_widget_get_visible (self->bar) && x < 2 * MARGIN + zoom.width;
  if (zoom.width > 0)
    gp_canvas_place (self, self->zoom_box,
                     &(GtkAllocation) { MARGIN, (above ? y - GAP : height - MARGIN) - zoom.height,
                                        zoom.width, zoom.height });
  if (gtk_widget_get_visible (self->bar))
    gp_canvas_place (self, self->bar, &(GtkAllocation) { x, y, bar.width, bar.height });

  map = !self->plain && self->with_minimap && height >= LEAST_WITH_MAP * scale
        && width >= 4 * MINIMAP_WIDTH * scale;
  gtk_widget_set_child_visible (self->minimap, map);
  if (map)
    {
      gboolean beside = !gtk_widget_get_visible (self->bar)
                        || x + bar.width + 2 * MARGIN + MINIMAP_WIDTH <= width;
      int below = beside ? height : y;

      gp_canvas_place (self, self->minimap,
                       &(GtkAllocation) { width - MARGIN - MINIMAP_WIDTH,
                                          below - MARGIN - MINIMAP_HEIGHT, MINIMAP_WIDTH,
                                          MINIMAP_HEIGHT });
    }
  if (gtk_widget_get_visible (self->empty))
    {
      int least;

      gtk_widget_measure (self->empty, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
      gtk_widget_measure (self->empty, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gp_canvas_place (self, self->empty,
                       &(GtkAllocation) { 0, 0, MAX (width, least), height });
    }
}
