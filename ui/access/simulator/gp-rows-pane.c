/* gp-rows-pane.c — how each kind of backend finds the records of a question
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is not seen is not made: nothing is asked of a backend's printer before its button is
 * pressed. */
#define G_LOG_DOMAIN "gp-rows-pane"
#include "config.h"

#include "gp-rows-pane.h"

#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpRowsPane
{
  GtkWidget parent_instance;

  GpSimulation           *simulation;
  const GpAccessEnforcer *shown;      /* NULL: none */
  GtkWidget              *box;
  GtkWidget              *buttons;    /* made with the first view */
  GtkWidget              *says;       /* what the text is */
  GtkWidget              *frame;      /* around the text and its copy button */
  GtkWidget              *text;
  GtkWidget              *reason;
  gboolean                updating;
};

G_DEFINE_FINAL_TYPE (GpRowsPane, gp_rows_pane, GTK_TYPE_WIDGET)

/* (transfer full): NULL with @error where it cannot be said. */
static char *
say (GpRowsPane              *self,
     const GpAccessEnforcer  *enforcer,
     GError                 **error)
{
  const GpSimulationChoice *choice = gp_simulation_get_choice (self->simulation);
  const GpAccessQuestion *question = gp_simulation_get_question (self->simulation);
  gpointer opened = enforcer->open (gp_simulation_get_view (self->simulation)->access);
  char *text = enforcer->say_rows (opened, question->caller, choice->action, &choice->subject,
                                   question->now, error);

  enforcer->close (opened);
  return text;
}

static void
show_text (GpRowsPane *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_asked = gp_simulation_get_decision (self->simulation) != NULL;

  if (self->shown != NULL && is_asked)
    text = say (self, self->shown, &error);
  gtk_label_set_label (GTK_LABEL (self->says), text != NULL ? _(self->shown->says) : "");
  gtk_label_set_label (GTK_LABEL (self->text), text != NULL ? text : "");
  gtk_label_set_label (GTK_LABEL (self->reason), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->frame, text != NULL);
  gtk_widget_set_visible (self->reason, error != NULL);
}

static void
copy_clicked_cb (GpRowsPane *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_label (GTK_LABEL (self->text)));
}

static void
toggled_cb (GpRowsPane      *self,
            GtkToggleButton *button)
{
  const GpAccessEnforcer *enforcer = g_object_get_data (G_OBJECT (button), "enforcer");

  if (self->updating)
    return;

  self->shown = gtk_toggle_button_get_active (button) ? enforcer : NULL;
  self->updating = TRUE;
  for (GtkWidget *other = gtk_widget_get_first_child (self->buttons); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (other),
                                  self->shown != NULL
                                    && g_object_get_data (G_OBJECT (other), "enforcer")
                                         == self->shown);
  self->updating = FALSE;
  show_text (self);
}

static void
make_buttons (GpRowsPane                    *self,
              const GpAccessEnforcer *const *enforcers)
{
  for (guint i = 0; enforcers[i] != NULL; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (enforcers[i]->name);

      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                               PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (button, _(enforcers[i]->says));
      g_object_set_data (G_OBJECT (button), "enforcer", (gpointer) enforcers[i]);
      g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->buttons), button);
    }
}

static void
update (GpRowsPane *self)
{
  GpAccessView *view = gp_simulation_get_view (self->simulation);
  const GpAccessEnforcer *const *enforcers =
    view != NULL ? gp_access_lights_get_enforcers (view->lights) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), enforcers != NULL && enforcers[0] != NULL
                                               && gp_simulation_get_decision (self->simulation)
                                                    != NULL);
  if (enforcers != NULL && gtk_widget_get_first_child (self->buttons) == NULL)
    make_buttons (self, enforcers);
  show_text (self);
}

static void
gp_rows_pane_dispose (GObject *object)
{
  GpRowsPane *self = GP_ROWS_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->simulation);

  G_OBJECT_CLASS (gp_rows_pane_parent_class)->dispose (object);
}

static void
gp_rows_pane_class_init (GpRowsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_rows_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_frame (GpRowsPane *self)
{
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  self->says = gp_wrapped_label_new (NULL, "dim-label");
  gtk_widget_set_hexpand (self->says, TRUE);
  gp_hint_set (copy, _("Copy"));
  gtk_widget_add_css_class (copy, "flat");
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  self->text = gp_wrapped_label_new (NULL, "rule-code");
  gtk_label_set_selectable (GTK_LABEL (self->text), TRUE);
  gtk_box_append (GTK_BOX (head), self->says);
  gtk_box_append (GTK_BOX (head), copy);
  gtk_box_append (GTK_BOX (frame), head);
  gtk_box_append (GTK_BOX (frame), self->text);
  gtk_widget_add_css_class (frame, "card");
  gtk_widget_add_css_class (frame, "rows-card");
  return frame;
}

static void
gp_rows_pane_init (GpRowsPane *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->buttons, "linked");
  gtk_widget_add_css_class (self->buttons, "rows-kinds");
  self->frame = make_frame (self);
  self->reason = gp_wrapped_label_new (NULL, "warning");
  gtk_box_append (GTK_BOX (self->box), gp_wrapped_label_new (_("How the records are found"),
                                                             "section-title"));
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_box_append (GTK_BOX (self->box), self->frame);
  gtk_box_append (GTK_BOX (self->box), self->reason);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_rows_pane_new (GpSimulation *simulation)
{
  GpRowsPane *self = g_object_new (GP_TYPE_ROWS_PANE, NULL);

  self->simulation = g_object_ref (simulation);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

void
gp_rows_pane_show (GpRowsPane *self,
                   const char *name)
{
  g_return_if_fail (GP_IS_ROWS_PANE (self));

  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), name) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}
