/* gp-compare-row.c — one difference of two designs, to be taken or left
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-compare-row"
#include "config.h"

#include "gp-compare-row.h"

#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpCompareRow
{
  GtkBox parent_instance;

  GtkWidget *head;
  GtkWidget *head_label;
  GtkWidget *check;
  GtkWidget *sign;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *along;
  GtkWidget *choices;
  GtkWidget *adopt;
  GtkWidget *keep;
  gboolean   updating;
};

G_DEFINE_FINAL_TYPE (GpCompareRow, gp_compare_row, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_ALL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *sign;
  const char *style;
  const char *words;
} states[] = {
  [GP_REVIEW_ADDED]   = { "+", "success", N_("Added") },
  [GP_REVIEW_CHANGED] = { "~", "warning", N_("Changed") },
  [GP_REVIEW_REMOVED] = { "−", "error", N_("Removed") },
};

static void
check_toggled_cb (GpCompareRow *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                   gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check))
                     ? GP_COMPARE_TAKEN : GP_COMPARE_LEFT);
}

/* What is pressed again stays so: to decide nothing is no choice. */
static void
choice_clicked_cb (GtkButton    *button,
                   GpCompareRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                 GTK_WIDGET (button) == self->adopt ? GP_COMPARE_TAKEN : GP_COMPARE_LEFT);
}

static void
adopt_all_cb (GpCompareRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ALL_CHOSEN], 0, GP_COMPARE_TAKEN);
}

static void
keep_all_cb (GpCompareRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ALL_CHOSEN], 0, GP_COMPARE_LEFT);
}

GtkWidget *
gp_compare_row_new_label (const char *style)
{
  GtkWidget *label = gp_wrapped_label_new (NULL, NULL);

  if (style != NULL)
    {
      gtk_widget_add_css_class (label, style);
      gtk_widget_add_css_class (label, "caption");
    }
  return label;
}

static GtkWidget *
new_all_button (GpCompareRow *self,
                const char   *label,
                GCallback     clicked_cb)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_head (GpCompareRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->head_label = gp_compare_row_new_label (NULL);
  gtk_widget_add_css_class (self->head_label, "heading");
  gtk_box_append (GTK_BOX (buttons), new_all_button (self, _("Adopt all"),
                                                     G_CALLBACK (adopt_all_cb)));
  gtk_box_append (GTK_BOX (buttons), new_all_button (self, _("Keep all"),
                                                     G_CALLBACK (keep_all_cb)));
  gtk_box_append (GTK_BOX (head), self->head_label);
  gtk_box_append (GTK_BOX (head), buttons);
  return head;
}

static GtkWidget *
new_choice (GpCompareRow *self,
            const char   *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (self->choices), button);
  return button;
}

static GtkWidget *
new_words (GpCompareRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->title = gp_compare_row_new_label (NULL);
  self->detail = gp_compare_row_new_label ("dim-label");
  self->along = gp_compare_row_new_label ("dim-label");
  gtk_label_set_label (GTK_LABEL (self->along), _("Comes along: something adopted needs it."));
  self->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->choices, "linked");
  gtk_widget_set_margin_top (self->choices, 4);
  gtk_widget_set_halign (self->choices, GTK_ALIGN_START);
  self->adopt = new_choice (self, _("Adopt"));
  self->keep = new_choice (self, _("Keep"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->detail);
  gtk_box_append (GTK_BOX (words), self->along);
  gtk_box_append (GTK_BOX (words), self->choices);
  return words;
}

static void
gp_compare_row_class_init (GpCompareRowClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", GP_TYPE_COMPARE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_ALL_CHOSEN] = g_signal_new ("all-chosen", GP_TYPE_COMPARE_ROW, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
gp_compare_row_init (GpCompareRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->head = new_head (self);
  self->check = gtk_check_button_new ();
  self->sign = gtk_label_new (NULL);
  gtk_widget_set_valign (self->check, GTK_ALIGN_START);
  gtk_widget_set_valign (self->sign, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->sign, "pill-label");
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (check_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->check);
  gtk_box_append (GTK_BOX (line), self->sign);
  gtk_box_append (GTK_BOX (line), new_words (self));
  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), line);
  gtk_widget_add_css_class (GTK_WIDGET (self), "drawer-row");
}

GtkWidget *
gp_compare_row_new (void)
{
  return g_object_new (GP_TYPE_COMPARE_ROW, NULL);
}

void
gp_compare_row_show (GpCompareRow        *self,
                     const GpReviewEntry *entry,
                     GpCompareUse         use,
                     const char          *head)
{
  /* Translators: what is done with a difference, and the difference, for assistive programs. */
  g_autofree char *adopt = g_strdup_printf (_("%s: %s"), _("Adopt"), entry->title);
  g_autofree char *keep = g_strdup_printf (_("%s: %s"), _("Keep"), entry->title);

  g_return_if_fail (GP_IS_COMPARE_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->head_label), head != NULL ? head : "");
  gtk_widget_set_visible (self->head, head != NULL);
  gtk_widget_set_visible (self->check, use == GP_COMPARE_TAKE || use == GP_COMPARE_TAKE_BACK);
  gtk_widget_set_visible (self->choices, use == GP_COMPARE_UPDATE);
  gp_hint_set (self->check, entry->title);
  gp_hint_name (self->adopt, adopt);
  gp_hint_name (self->keep, keep);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_widget_remove_css_class (self->sign, states[i].style);
  gtk_widget_add_css_class (self->sign, states[entry->state].style);
  gtk_label_set_label (GTK_LABEL (self->sign), states[entry->state].sign);
  gtk_widget_set_tooltip_text (self->sign, _(states[entry->state].words));
  gtk_label_set_label (GTK_LABEL (self->title), entry->title);
  gtk_label_set_label (GTK_LABEL (self->detail), entry->detail != NULL ? entry->detail : "");
  gtk_widget_set_visible (self->detail, entry->detail != NULL);
}

void
gp_compare_row_set (GpCompareRow    *self,
                    GpCompareChoice  choice,
                    gboolean         along)
{
  g_return_if_fail (GP_IS_COMPARE_ROW (self));

  self->updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), choice == GP_COMPARE_TAKEN);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->adopt),
                                along || choice == GP_COMPARE_TAKEN);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->keep),
                                !along && choice == GP_COMPARE_LEFT);
  self->updating = FALSE;
  gtk_widget_set_visible (self->along, along && choice != GP_COMPARE_TAKEN);
  gp_hint_name_row (GTK_WIDGET (self));
}
