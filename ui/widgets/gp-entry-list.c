/* gp-entry-list.c — an entry with a list under it that what is typed narrows
 * SPDX-License-Identifier: Apache-2.0
 *
 * The keyboard stays in the entry. The row that Enter would choose is told to assistive programs as
 * the entry's description: ACTIVE_DESCENDANT does not reach them in GTK 4.8. */
#define G_LOG_DOMAIN "gp-entry-list"
#include "config.h"

#include "gp-entry-list.h"

#include "gp-hint.h"
#include "gp-lead.h"

#include <string.h>

#define WIDTH 240

struct _GpEntryList
{
  GtkWidget  parent_instance;

  GtkWidget *entry;
  GtkWidget *problem;
  GtkWidget *scroller;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GpEntryList, gp_entry_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_typed (GpEntryList *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
entry_changed_cb (GpEntryList *self)
{
  g_autofree char *typed = dup_typed (self);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, typed);
}

static void
row_activated_cb (GpEntryList   *self,
                  GtkListBoxRow *row)
{
  g_autoptr(GpEntryList) alive = g_object_ref (self);
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (row), "key"));
  g_autofree char *typed = dup_typed (self);

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, key, typed);
}

/* Headings are walked over. */
static GtkListBoxRow *
next_row (GpEntryList *self,
          int          at,
          int          step)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), at);

  while (row != NULL && !gtk_list_box_row_get_selectable (row))
    {
      at += step;
      row = at >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), at) : NULL;
    }
  return row;
}

static void
entry_activated_cb (GpEntryList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL)
    row_activated_cb (self, row);
}

/* The list does not scroll there by itself, since its rows never have the keyboard. */
static void
scroll_to (GpEntryList   *self,
           GtkListBoxRow *row)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}

static gboolean
entry_key_cb (GpEntryList *self,
              guint        key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down)
    row = next_row (self, at + 1, 1);
  else
    row = at > 0 ? next_row (self, at - 1, -1) : NULL;
  if (row != NULL)
    {
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
      scroll_to (self, row);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      g_object_get_data (G_OBJECT (row), "text"), -1);
    }
  return GDK_EVENT_STOP;
}

static gboolean
gp_entry_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GP_ENTRY_LIST (widget)->entry);
}

static void
gp_entry_list_dispose (GObject *object)
{
  GpEntryList *self = GP_ENTRY_LIST (object);

  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->problem, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (gp_entry_list_parent_class)->dispose (object);
}

static void
gp_entry_list_class_init (GpEntryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_entry_list_dispose;
  widget_class->grab_focus = gp_entry_list_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
gp_entry_list_init (GpEntryList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);

  self->entry = gtk_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->entry));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, key);

  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->problem), 30);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_set_visible (self->problem, FALSE);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);

  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_parent (self->problem, GTK_WIDGET (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

GtkWidget *
gp_entry_list_new (const char *label,
                   int         height)
{
  GpEntryList *self = g_object_new (GP_TYPE_ENTRY_LIST, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gp_hint_name (self->list, label);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), height);
  return GTK_WIDGET (self);
}

void
gp_entry_list_set_typed (GpEntryList *self,
                         const char  *typed)
{
  g_return_if_fail (GP_IS_ENTRY_LIST (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed);
}

void
gp_entry_list_set_problem (GpEntryList *self,
                           const char  *sentence)
{
  g_return_if_fail (GP_IS_ENTRY_LIST (self));

  gtk_label_set_label (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}

void
gp_entry_list_clear (GpEntryList *self)
{
  GtkWidget *row;

  g_return_if_fail (GP_IS_ENTRY_LIST (self));

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

/* The words at the right of an image. */
static GtkWidget *
make_words (const char *text,
            const char *sentence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *more;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  if (sentence == NULL)
    return box;
  more = gtk_label_new (sentence);
  gtk_label_set_xalign (GTK_LABEL (more), 0);
  gtk_label_set_wrap (GTK_LABEL (more), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (more), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (more), 26);
  gtk_widget_add_css_class (more, "caption");
  gtk_widget_add_css_class (more, "dim-label");
  gtk_box_append (GTK_BOX (box), more);
  return box;
}

void
gp_entry_list_append (GpEntryList *self,
                      GtkWidget   *image,
                      const char  *text,
                      const char  *sentence,
                      const char  *key)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  g_return_if_fail (GP_IS_ENTRY_LIST (self));

  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), make_words (text, sentence));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (sentence != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    sentence, -1);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (text), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

void
gp_entry_list_append_heading (GpEntryList *self,
                              const char  *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  g_return_if_fail (GP_IS_ENTRY_LIST (self));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gp_hint_name_row (label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

void
gp_entry_list_choose_by_double_click (GpEntryList *self)
{
  g_return_if_fail (GP_IS_ENTRY_LIST (self));

  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), FALSE);
}

const char *
gp_entry_list_get_key_at (GpEntryList *self,
                          double       x,
                          double       y)
{
  GtkWidget *row;

  g_return_val_if_fail (GP_IS_ENTRY_LIST (self), NULL);

  row = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  if (row != NULL && !GTK_IS_LIST_BOX_ROW (row))
    row = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX_ROW);
  return row != NULL ? g_object_get_data (G_OBJECT (row), "key") : NULL;
}

void
gp_entry_list_finish (GpEntryList *self)
{
  GtkListBoxRow *first;

  g_return_if_fail (GP_IS_ENTRY_LIST (self));

  first = next_row (self, 0, 1);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), first);
  gtk_widget_set_visible (self->scroller, first != NULL);
}
