/* gp-lines-row.c — several texts: a line each, which can be taken out, and a button to add one
 * SPDX-License-Identifier: Apache-2.0
 *
 * The lines that are shown are the truth while they are edited: one that does not say enough is
 * left out of the value until something is typed into it. A value from elsewhere (undo, say)
 * rebuilds them only where it differs from what they say.
 */
#define G_LOG_DOMAIN "gp-lines-row"
#include "config.h"

#include "gp-lines-row.h"

#include "gp-hint.h"

#include <glib/gi18n-lib.h>

#define MOST_TEXTS 2      /* in a line */

typedef struct
{
  GtkWidget *lines;
  GtkWidget *mixed;
  gboolean   showing;
} GpLinesRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GpLinesRow, gp_lines_row, GP_TYPE_PROPERTY_ROW)

#define PRIVATE(self) ((GpLinesRowPrivate *) gp_lines_row_get_instance_private (self))

static void
submit (GpLinesRow *self,
        gboolean    typed)
{
  gp_property_row_submit (GP_PROPERTY_ROW (self), GP_LINES_ROW_GET_CLASS (self)->read (self),
                          typed);
}

static void
update_visible (GpLinesRow *self)
{
  gtk_widget_set_visible (PRIVATE (self)->lines, gp_lines_row_get_first (self) != NULL);
}

static GtkWidget *
append_line (GpLinesRow        *self,
             const char *const *texts)
{
  GpLinesRowPrivate *private = PRIVATE (self);
  GtkWidget *line;

  private->showing = TRUE;
  line = GP_LINES_ROW_GET_CLASS (self)->make_line (self, texts);
  gtk_box_append (GTK_BOX (private->lines), line);
  private->showing = FALSE;

  return line;
}

static void
add_clicked_cb (GpLinesRow *self)
{
  static const char *const nothing[MOST_TEXTS] = { "", "" };
  GtkWidget *line = append_line (self, nothing);

  update_visible (self);
  gtk_widget_child_focus (line, GTK_DIR_TAB_FORWARD);
}

static void
remove_clicked_cb (GpLinesRow *self,
                   GtkWidget  *button)
{
  GtkWidget *lines = PRIVATE (self)->lines;
  GtkWidget *line = button;

  while (gtk_widget_get_parent (line) != lines)
    line = gtk_widget_get_parent (line);
  gtk_box_remove (GTK_BOX (lines), line);
  update_visible (self);
  submit (self, FALSE);
}

static void
gp_lines_row_show (GpPropertyRow *row,
                   const GpValue *value,
                   gboolean       mixed)
{
  GpLinesRow *self = GP_LINES_ROW (row);
  GpLinesRowClass *klass = GP_LINES_ROW_GET_CLASS (self);
  GpLinesRowPrivate *private = PRIVATE (self);
  g_auto(GpValue) there = klass->read (self);
  GtkWidget *line;
  gsize n = 0;
  const char *const *texts = gp_value_get_texts (value, &n);

  gtk_widget_set_visible (private->mixed, mixed);
  if (!mixed && gp_value_equal (&there, value))
    return;

  while ((line = gp_lines_row_get_first (self)) != NULL)
    gtk_box_remove (GTK_BOX (private->lines), line);
  for (gsize i = 0; i + klass->n_texts <= n && !mixed; i += klass->n_texts)
    append_line (self, texts + i);
  update_visible (self);
}

static void
gp_lines_row_constructed (GObject *object)
{
  GpLinesRow *self = GP_LINES_ROW (object);
  GpLinesRowPrivate *private = PRIVATE (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_("Add…"));

  g_assert (GP_LINES_ROW_GET_CLASS (self)->n_texts <= MOST_TEXTS);
  G_OBJECT_CLASS (gp_lines_row_parent_class)->constructed (object);

  private->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, GP_LINES_ROW_GET_CLASS (self)->spacing);
  private->mixed = gtk_label_new (C_("several values", "mixed"));
  gtk_label_set_xalign (GTK_LABEL (private->mixed), 0);
  gtk_widget_add_css_class (private->mixed, "dim-label");
  gtk_widget_set_visible (private->lines, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "flush");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), private->mixed);
  gtk_box_append (GTK_BOX (box), private->lines);
  gtk_box_append (GTK_BOX (box), button);
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);
}

static void
gp_lines_row_class_init (GpLinesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_lines_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->wide = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_lines_row_show;
}

static void
gp_lines_row_init (GpLinesRow *self)
{
}

GtkWidget *
gp_lines_row_get_first (GpLinesRow *self)
{
  return gtk_widget_get_first_child (PRIVATE (self)->lines);
}

GtkWidget *
gp_lines_row_new_remove (GpLinesRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gp_hint_set (button, _("Take out"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

void
gp_lines_row_line_changed (GpLinesRow *self)
{
  if (!PRIVATE (self)->showing)
    submit (self, TRUE);
}
