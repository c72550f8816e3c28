/* gp-filter-bar.c — chooses what of the drawing stands out
 * SPDX-License-Identifier: Apache-2.0
 *
 * The values of a facet are read from the design when its list is opened, so that they are true;
 * a button says what is chosen in it. The buttons stand beside the entry, or below it where the
 * window is narrow. */
#define G_LOG_DOMAIN "gp-filter-bar"
#include "config.h"

#include "gp-filter-bar.h"

#include "gp-hint.h"
#include "gp-lead.h"

#include <glib/gi18n-lib.h>

#define GAP 6      /* pixels around the buttons */

struct _GpFilterBar
{
  GtkWidget parent_instance;

  GpSession *session;
  GpCanvas  *canvas;
  GpViewFilter  *filter;
  gboolean   hides;

  GtkWidget *row;
  GtkWidget *facets;
  GtkWidget *entry;
  GtkWidget *buttons[GP_N_FACETS];      /* GtkMenuButton */
  GtkWidget *count;
  GtkWidget *hide;
  GtkWidget *view;
};

G_DEFINE_FINAL_TYPE (GpFilterBar, gp_filter_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *label;
  const char *none;         /* the value "" */
  const char *empty;        /* there is nothing to choose */
} facets[GP_N_FACETS] = {
  [GP_FACET_DOMAIN] = { N_("Domain"), N_("In no domain"), N_("There are no domains") },
  [GP_FACET_READER] = { N_("Read by"), NULL, N_("No role may read anything") },
  [GP_FACET_TAG] = { N_("Tag"), NULL, N_("No entity has a tag. Tags are set in the inspector.") },
  [GP_FACET_SENSITIVE] = { N_("Sensitive"), NULL, N_("No field is marked as sensitive") },
  [GP_FACET_KIND] = { N_("Kind"), NULL, N_("There is nothing to filter") },
};

static char *
label_value (GpFacet              facet,
             const GpFacetValue *value)
{
  if (*value->value == '\0' && facets[facet].none != NULL)
    return g_strdup (_(facets[facet].none));
  return g_strdup (value->translate ? _(value->label) : value->label);
}

/* "Domain", "Domain: Care", "Domain: 3". */
static void
label_button (GpFilterBar *self,
              GpFacet      facet)
{
  guint n = gp_view_filter_count (self->filter, facet);
  g_autofree char *text = g_strdup (_(facets[facet].label));
  g_autoptr(GPtrArray) values = NULL;

  if (n > 1)
    {
      g_free (text);
      text = g_strdup_printf (C_("filter", "%s: %u"), _(facets[facet].label), n);
    }
  else if (n == 1)
    {
      values = gp_view_filter_list_values (gp_session_get_design (self->session), facet);
      for (guint i = 0; i < values->len; i++)
        {
          const GpFacetValue *value = g_ptr_array_index (values, i);

          if (gp_view_filter_has (self->filter, facet, value->value))
            {
              g_autofree char *named = label_value (facet, value);

              g_free (text);
              text = g_strdup_printf (C_("filter", "%s: %s"), _(facets[facet].label), named);
            }
        }
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->buttons[facet]), text);
  if (n > 0)
    gtk_widget_add_css_class (self->buttons[facet], "chosen");
  else
    gtk_widget_remove_css_class (self->buttons[facet], "chosen");
}

static void
update_count (GpFilterBar *self)
{
  g_autofree char *text = NULL;
  guint lit;
  guint all;

  gp_canvas_count_lit (self->canvas, &lit, &all);
  if (!gp_view_filter_is_empty (self->filter))
    text = g_strdup_printf (C_("cards", "%u of %u"), lit, all);
  gtk_label_set_label (GTK_LABEL (self->count), text != NULL ? text : "");
  gtk_widget_set_sensitive (self->view, text != NULL && lit > 0);
}

static void
changed (GpFilterBar *self)
{
  for (guint i = 0; i < GP_N_FACETS; i++)
    label_button (self, (GpFacet) i);
  gp_canvas_set_filter (self->canvas, self->filter, self->hides);
  update_count (self);
}

/* --- choosing --- */

static void
toggled_cb (GtkCheckButton *check,
            GpFilterBar    *self)
{
  GpFacet facet = (GpFacet) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "facet"));

  gp_view_filter_set (self->filter, facet, g_object_get_data (G_OBJECT (check), "value"),
                      gtk_check_button_get_active (check));
  changed (self);
}

static GtkWidget *
new_check (GpFilterBar         *self,
           GpFacet              facet,
           const GpFacetValue *value)
{
  g_autofree char *label = label_value (facet, value);
  g_autofree char *counted = g_strdup_printf (C_("filter", "%s (%u)"), label, value->count);
  GtkWidget *check = gtk_check_button_new_with_label (counted);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               gp_view_filter_has (self->filter, facet, value->value));
  g_object_set_data (G_OBJECT (check), "facet", GINT_TO_POINTER (facet));
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value->value), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  return check;
}

static void
fill_popover (GtkMenuButton *button,
              gpointer       user_data)
{
  GpFilterBar *self = user_data;
  GpFacet facet = (GpFacet) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "facet"));
  g_autoptr(GPtrArray) values =
    gp_view_filter_list_values (gp_session_get_design (self->session), facet);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  for (guint i = 0; i < values->len; i++)
    gtk_box_append (GTK_BOX (list), new_check (self, facet, g_ptr_array_index (values, i)));
  if (values->len == 0)
    gtk_box_append (GTK_BOX (list), gtk_label_new (_(facets[facet].empty)));
  gtk_widget_add_css_class (list, "filter-values");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

static void
text_changed_cb (GpFilterBar *self)
{
  gp_view_filter_set_text (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  changed (self);
}

static void
hide_toggled_cb (GpFilterBar *self)
{
  self->hides = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->hide));
  changed (self);
}

static void
close_cb (GpFilterBar *self)
{
  gp_filter_bar_clear (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
new_view_cb (GpFilterBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.new-view", NULL);
}

void
gp_filter_bar_clear (GpFilterBar *self)
{
  g_return_if_fail (GP_IS_FILTER_BAR (self));

  for (guint i = 0; i < GP_N_FACETS; i++)
    gp_view_filter_clear_facet (self->filter, (GpFacet) i);
  gp_view_filter_set_text (self->filter, "");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  changed (self);
}

void
gp_filter_bar_start (GpFilterBar *self)
{
  g_return_if_fail (GP_IS_FILTER_BAR (self));

  gtk_widget_grab_focus (self->entry);
}

void
gp_filter_bar_set_text (GpFilterBar *self,
                        const char  *text)
{
  g_return_if_fail (GP_IS_FILTER_BAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  text_changed_cb (self);
}

void
gp_filter_bar_choose (GpFilterBar *self,
                      GpFacet      facet,
                      const char  *value,
                      gboolean     on)
{
  g_return_if_fail (GP_IS_FILTER_BAR (self));

  gp_view_filter_set (self->filter, facet, value, on);
  changed (self);
}

void
gp_filter_bar_set_hides (GpFilterBar *self,
                         gboolean     hides)
{
  g_return_if_fail (GP_IS_FILTER_BAR (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->hide), hides);
}

const char *
gp_filter_bar_get_count (GpFilterBar *self)
{
  g_return_val_if_fail (GP_IS_FILTER_BAR (self), "");

  return gtk_label_get_label (GTK_LABEL (self->count));
}

/* --- the widget --- */

static void
gp_filter_bar_dispose (GObject *object)
{
  GpFilterBar *self = GP_FILTER_BAR (object);

  g_clear_pointer (&self->row, gtk_widget_unparent);
  g_clear_pointer (&self->facets, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_filter_bar_parent_class)->dispose (object);
}

static void
gp_filter_bar_finalize (GObject *object)
{
  gp_view_filter_free (GP_FILTER_BAR (object)->filter);

  G_OBJECT_CLASS (gp_filter_bar_parent_class)->finalize (object);
}

static int
natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* Whether the buttons have room between the entry and what stands at the end. */
static gboolean
is_one_line (GpFilterBar *self,
             int          width)
{
  return width < 0 || natural_width (self->row) + natural_width (self->facets) + GAP <= width;
}

static GtkSizeRequestMode
gp_filter_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gp_filter_bar_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  GpFilterBar *self = GP_FILTER_BAR (widget);
  int row_minimum, row_natural, facets_minimum, facets_natural;

  gtk_widget_measure (self->row, orientation, -1, &row_minimum, &row_natural, NULL, NULL);
  gtk_widget_measure (self->facets, orientation, -1, &facets_minimum, &facets_natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (row_minimum, facets_minimum);
      *natural = row_natural + facets_natural + GAP;
    }
  else if (is_one_line (self, for_size))
    *minimum = *natural = MAX (row_natural, facets_natural);
  else
    *minimum = *natural = row_natural + facets_natural + GAP;
}

static void
gp_filter_bar_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  GpFilterBar *self = GP_FILTER_BAR (widget);
  int wanted = MIN (natural_width (self->facets), width - 2 * GAP);
  GtkAllocation row = { 0, 0, width, height };
  GtkAllocation line = { GAP, 0, wanted, height };
  graphene_rect_t entry = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  if (!is_one_line (self, width))
    {
      gtk_widget_measure (self->row, GTK_ORIENTATION_VERTICAL, width, NULL, &row.height, NULL,
                          NULL);
      line.y = row.height;
      line.height = height - row.height - GAP;
    }
  gtk_widget_size_allocate (self->row, &row, -1);
  if (row.height == height && gtk_widget_compute_bounds (self->entry, widget, &entry))
    line.x = (int) (entry.origin.x + entry.size.width) + GAP;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    line.x = row.height == height ? (int) entry.origin.x - GAP - wanted : width - GAP - wanted;
  gtk_widget_size_allocate (self->facets, &line, -1);
}

static void
gp_filter_bar_class_init (GpFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_filter_bar_finalize;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "filterbar");
  widget_class->get_request_mode = gp_filter_bar_get_request_mode;
  widget_class->measure = gp_filter_bar_measure;
  widget_class->size_allocate = gp_filter_bar_size_allocate;
}

static GtkWidget *
new_icon_button (const char *icon,
                 const char *tooltip,
                 gboolean    toggle)
{
  GtkWidget *button = toggle ? gtk_toggle_button_new () : gtk_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  return button;
}

static GtkWidget *
new_facets (GpFilterBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < GP_N_FACETS; i++)
    {
      self->buttons[i] = gtk_menu_button_new ();
      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->buttons[i]), _(facets[i].label));
      gp_hint_name (self->buttons[i], _(facets[i].label));
      gtk_widget_add_css_class (self->buttons[i], "filter-chip");
      g_object_set_data (G_OBJECT (self->buttons[i]), "facet", GINT_TO_POINTER (i));
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->buttons[i]), fill_popover,
                                             self, NULL);
      gtk_box_append (GTK_BOX (box), self->buttons[i]);
    }
  /* Where even a line of their own is too narrow, the buttons scroll. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

static void
gp_filter_bar_init (GpFilterBar *self)
{
  GtkWidget *close = new_icon_button ("window-close-symbolic", _("Clear the filter (Esc)"), FALSE);

  self->filter = gp_view_filter_new ();
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->row, "explore-row");
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  self->entry = gtk_search_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->entry));
  g_object_set (self->entry, "placeholder-text", _("Filter by name"), NULL);
  gp_hint_name_inside (self->entry, _("Filter by name"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  self->count = gtk_label_new (NULL);
  gp_hint_name (self->count, "");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_set_hexpand (self->count, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->count), 1);
  self->hide = new_icon_button ("view-conceal-symbolic", _("Hide the rest instead of fading it"),
                                TRUE);
  self->view = new_icon_button ("gp-view-symbolic", _("Make a view of these"), FALSE);
  gtk_box_append (GTK_BOX (self->row), self->entry);
  gtk_box_append (GTK_BOX (self->row), self->count);
  gtk_box_append (GTK_BOX (self->row), self->hide);
  gtk_box_append (GTK_BOX (self->row), self->view);
  gtk_box_append (GTK_BOX (self->row), close);
  gtk_widget_set_sensitive (self->view, FALSE);
  self->facets = new_facets (self);
  gtk_widget_insert_before (self->facets, GTK_WIDGET (self), NULL);

  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (close_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hide, "toggled", G_CALLBACK (hide_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "clicked", G_CALLBACK (new_view_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gp_filter_bar_new (GpSession *session,
                   GpCanvas  *canvas)
{
  GpFilterBar *self = g_object_new (GP_TYPE_FILTER_BAR, NULL);

  self->session = g_object_ref (session);
  self->canvas = canvas;
  g_signal_connect_object (canvas, "explored", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
