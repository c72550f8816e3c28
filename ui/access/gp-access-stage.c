/* gp-access-stage.c — the drawing, or the matrix in its place
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-stage"
#include "config.h"

#include "gp-access-stage.h"

#include "gp-hint.h"
#include "gp-matrix-page.h"
#include "gp-wrap-box.h"

#include <glib/gi18n-lib.h>

#define GAP "   "     /* between the items of a legend */

struct _GpAccessStage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *bar;
  GtkWidget *legend;
  GtkWidget *stack;
  char      *page;
  gboolean   is_access;
};

G_DEFINE_FINAL_TYPE (GpAccessStage, gp_access_stage, GTK_TYPE_WIDGET)

/* What stands between wide gaps is kept on one line. */
static char *
dup_unbroken (const char *legend)
{
  g_auto(GStrv) items = g_strsplit (legend, GAP, -1);

  for (gsize i = 0; items[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (items[i], " ", -1);

      g_free (items[i]);
      items[i] = g_strjoinv ("\u00a0", words);
    }
  return g_strjoinv (GAP, items);
}

static void
update (GpAccessStage *self)
{
  gboolean matrix = self->is_access && g_str_equal (self->page, "matrix");
  g_autofree char *legend =
    dup_unbroken (matrix ? _("● all   ◐ some records   ⊘ forbidden   T own tenant"
                             "   ◥ some fields   ◆ not on every target")
                         : _("Green: all records   Yellow: some records or fields"
                             "   Gray: nothing"));

  gtk_widget_set_visible (self->bar, self->is_access);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), matrix ? "matrix" : "canvas");
  gtk_label_set_label (GTK_LABEL (self->legend), legend);
  gtk_widget_set_tooltip_text (self->legend, legend);
}

static GtkWidget *
new_switch (const char *label,
            const char *page)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.access");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", page);
  return button;
}

/* Whoever sees what somebody may not do wants to know why. */
static GtkWidget *
new_simulator_button (void)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_("Simulator"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.drawer");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "simulator");
  gtk_widget_set_tooltip_text (button, _("May somebody do something, and why?"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
make_bar (GpAccessStage *self)
{
  GtkWidget *bar = gp_wrap_box_new (14);
  GtkWidget *title = gtk_label_new (_("Who may do what"));
  GtkWidget *choice = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_widget_add_css_class (bar, "access-bar");
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (choice, "lens-switcher");
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (choice), new_switch (_("Canvas"), "canvas"));
  gtk_box_append (GTK_BOX (choice), new_switch (_("Matrix"), "matrix"));
  self->legend = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->legend), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->legend), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (self->legend), 1);
  gtk_widget_set_hexpand (self->legend, TRUE);
  gtk_widget_add_css_class (self->legend, "dim-label");
  gtk_widget_add_css_class (self->legend, "caption");
  gp_wrap_box_append (GP_WRAP_BOX (bar), title);
  gp_wrap_box_append (GP_WRAP_BOX (bar), choice);
  gp_wrap_box_append (GP_WRAP_BOX (bar), new_simulator_button ());
  gp_wrap_box_append (GP_WRAP_BOX (bar), self->legend);
  return bar;
}

static void
gp_access_stage_dispose (GObject *object)
{
  GpAccessStage *self = GP_ACCESS_STAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->page, g_free);

  G_OBJECT_CLASS (gp_access_stage_parent_class)->dispose (object);
}

static void
gp_access_stage_class_init (GpAccessStageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_access_stage_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_access_stage_init (GpAccessStage *self)
{
  self->page = g_strdup ("canvas");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->bar = make_bar (self);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->bar);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_access_stage_new (GpSession     *session,
                     GpAccessWatch *watch,
                     GtkWidget     *drawing)
{
  GpAccessStage *self = g_object_new (GP_TYPE_ACCESS_STAGE, NULL);

  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), drawing, "canvas");
  gtk_stack_add_named (GTK_STACK (self->stack), gp_matrix_page_new (session, watch), "matrix");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Drawing"));
  update (self);

  return GTK_WIDGET (self);
}

void
gp_access_stage_set_lens (GpAccessStage *self,
                          gboolean       is_access)
{
  g_return_if_fail (GP_IS_ACCESS_STAGE (self));

  self->is_access = is_access;
  update (self);
}

void
gp_access_stage_set_page (GpAccessStage *self,
                          const char    *page)
{
  g_autofree char *copy = g_strdup (page);

  g_return_if_fail (GP_IS_ACCESS_STAGE (self));

  g_free (self->page);
  self->page = g_steal_pointer (&copy);
  update (self);
  /* What had the focus is gone from sight; the first widget of the window is no good heir. */
  if (self->is_access)
    gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)),
                            GTK_DIR_TAB_FORWARD);
}
