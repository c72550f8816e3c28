/* gp-texts-row.c — texts: an entry each, and one to add
 * SPDX-License-Identifier: Apache-2.0
 *
 * The lines are the truth while they are edited: an empty one is left out of the value
 * until something is typed into it. A value from elsewhere (undo, say) rebuilds the lines only
 * where it differs from what the lines say.
 */
#define G_LOG_DOMAIN "gp-texts-row"
#include "config.h"

#include "gp-property-rows.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpTextsRow
{
  GpPropertyRow parent_instance;

  GtkWidget *lines;
  GtkWidget *mixed;
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpTextsRow, gp_texts_row, GP_TYPE_PROPERTY_ROW)

/* What the lines say, without those that say nothing yet. */
static GpValue
read_lines (GpTextsRow *self)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (GtkWidget *box = gtk_widget_get_first_child (self->lines); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (gtk_widget_get_first_child (box)));

      if (*text != '\0')
        g_ptr_array_add (texts, (gpointer) text);
    }

  return gp_value_texts ((const char *const *) texts->pdata, texts->len);
}

static void
changed_cb (GpTextsRow *self)
{
  if (!self->showing)
    gp_property_row_submit (GP_PROPERTY_ROW (self), read_lines (self), TRUE);
}

static void
remove_clicked_cb (GpTextsRow *self,
                   GtkWidget  *button)
{
  gtk_box_remove (GTK_BOX (self->lines), gtk_widget_get_parent (button));
  gtk_widget_set_visible (self->lines, gtk_widget_get_first_child (self->lines) != NULL);
  gp_property_row_submit (GP_PROPERTY_ROW (self), read_lines (self), FALSE);
}

static GtkWidget *
add_line (GpTextsRow *self,
          const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "text", text, "enable-undo", FALSE,
                                   "width-chars", 5, "hexpand", TRUE, NULL);

  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gp_hint_set (button, _("Take out"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->lines), box);

  return box;
}

static void
add_clicked_cb (GpTextsRow *self)
{
  GtkWidget *line = add_line (self, "");

  gtk_widget_set_visible (self->lines, TRUE);
  gtk_widget_grab_focus (gtk_widget_get_first_child (line));
}

static void
gp_texts_row_show (GpPropertyRow *row,
                   const GpValue *value,
                   gboolean       mixed)
{
  GpTextsRow *self = GP_TEXTS_ROW (row);
  g_auto(GpValue) there = read_lines (self);
  GtkWidget *child;
  gsize n = 0;
  const char *const *texts = gp_value_get_texts (value, &n);

  gtk_widget_set_visible (self->mixed, mixed);
  if (!mixed && gp_value_equal (&there, value))
    return;

  self->showing = TRUE;
  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  for (gsize i = 0; i < n && !mixed; i++)
    add_line (self, texts[i]);
  gtk_widget_set_visible (self->lines, gtk_widget_get_first_child (self->lines) != NULL);
  self->showing = FALSE;
}

static void
gp_texts_row_constructed (GObject *object)
{
  GpTextsRow *self = GP_TEXTS_ROW (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_("Add…"));

  G_OBJECT_CLASS (gp_texts_row_parent_class)->constructed (object);

  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_visible (self->lines, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  self->mixed = gtk_label_new (C_("several values", "mixed"));
  gtk_label_set_xalign (GTK_LABEL (self->mixed), 0);
  gtk_widget_add_css_class (self->mixed, "dim-label");
  gtk_box_append (GTK_BOX (box), self->mixed);
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), button);
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);
}

static void
gp_texts_row_class_init (GpTextsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_texts_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->wide = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_texts_row_show;
}

static void
gp_texts_row_init (GpTextsRow *self)
{
}
