/* gp-texts-row.c — texts: an entry each, and one to add
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-texts-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpTextsRow
{
  GpLinesRow parent_instance;
};

G_DEFINE_FINAL_TYPE (GpTextsRow, gp_texts_row, GP_TYPE_LINES_ROW)

static GpValue
gp_texts_row_read (GpLinesRow *row)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (GtkWidget *line = gp_lines_row_get_first (row); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (gtk_widget_get_first_child (line)));

      if (*text != '\0')
        g_ptr_array_add (texts, (gpointer) text);
    }

  return gp_value_texts ((const char *const *) texts->pdata, texts->len);
}

static GtkWidget *
gp_texts_row_make_line (GpLinesRow        *row,
                        const char *const *texts)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "text", texts[0], "enable-undo", FALSE,
                                   "width-chars", 5, "hexpand", TRUE, NULL);

  gp_hint_name (entry, _(gp_property_row_get_info (GP_PROPERTY_ROW (row))->label));
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), gp_lines_row_new_remove (row));
  g_signal_connect_object (entry, "changed", G_CALLBACK (gp_lines_row_line_changed), row,
                           G_CONNECT_SWAPPED);
  return line;
}

static void
gp_texts_row_class_init (GpTextsRowClass *klass)
{
  GpLinesRowClass *lines_class = GP_LINES_ROW_CLASS (klass);

  lines_class->n_texts = 1;
  lines_class->spacing = 6;
  lines_class->make_line = gp_texts_row_make_line;
  lines_class->read = gp_texts_row_read;
}

static void
gp_texts_row_init (GpTextsRow *self)
{
}
