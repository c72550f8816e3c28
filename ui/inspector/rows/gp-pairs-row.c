/* gp-pairs-row.c — names, each with an expression: what is set, sent or written
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ┌ name ─────────────┐ −
 *   ┌ expression ─────────┐
 *   │                     │
 *   └─────────────────────┘
 */
#define G_LOG_DOMAIN "gp-pairs-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-code-edit.h"

#include <glib/gi18n-lib.h>

struct _GpPairsRow
{
  GpLinesRow parent_instance;
};

G_DEFINE_FINAL_TYPE (GpPairsRow, gp_pairs_row, GP_TYPE_LINES_ROW)

typedef struct
{
  char *name;
  char *text;
} Pair;

static void
pair_clear (gpointer data)
{
  g_free (((Pair *) data)->name);
  g_free (((Pair *) data)->text);
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const Pair *) a)->name, ((const Pair *) b)->name);
}

/* By name, as the value has them. */
static GpValue
gp_pairs_row_read (GpLinesRow *row)
{
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  g_array_set_clear_func (pairs, pair_clear);
  for (GtkWidget *line = gp_lines_row_get_first (row); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *name = gtk_widget_get_first_child (gtk_widget_get_first_child (line));
      Pair pair = {
        g_strdup (gtk_editable_get_text (GTK_EDITABLE (name))),
        gp_code_edit_dup_text (GP_CODE_EDIT (gtk_widget_get_last_child (line))),
      };

      if (*pair.name != '\0' && *pair.text != '\0')
        g_array_append_val (pairs, pair);
      else
        pair_clear (&pair);
    }

  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      g_ptr_array_add (texts, g_array_index (pairs, Pair, i).name);
      g_ptr_array_add (texts, g_array_index (pairs, Pair, i).text);
    }

  return gp_value_texts ((const char *const *) texts->pdata, texts->len);
}

static GtkWidget *
gp_pairs_row_make_line (GpLinesRow        *lines_row,
                        const char *const *texts)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (lines_row);
  const GpElement *element = gp_property_row_peek_element (row);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = g_object_new (GTK_TYPE_ENTRY, "text", texts[0], "placeholder-text", _("Name"),
                                  "enable-undo", FALSE, "width-chars", 5, "hexpand", TRUE, NULL);
  GtkWidget *edit = gp_code_edit_new (gp_property_row_get_session (row),
                                      gp_property_row_get_property (row));

  if (element != NULL)
    gp_code_edit_set_text (GP_CODE_EDIT (edit), gp_element_get_id (element), texts[1], FALSE);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), gp_lines_row_new_remove (lines_row));
  gtk_box_append (GTK_BOX (line), head);
  gtk_box_append (GTK_BOX (line), edit);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (edit), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  name, NULL, -1);
  g_signal_connect_object (name, "changed", G_CALLBACK (gp_lines_row_line_changed), row,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (edit, "changed", G_CALLBACK (gp_lines_row_line_changed), row,
                           G_CONNECT_SWAPPED);
  return line;
}

static void
gp_pairs_row_class_init (GpPairsRowClass *klass)
{
  GpLinesRowClass *lines_class = GP_LINES_ROW_CLASS (klass);

  lines_class->n_texts = 2;
  lines_class->spacing = 12;
  lines_class->make_line = gp_pairs_row_make_line;
  lines_class->read = gp_pairs_row_read;
}

static void
gp_pairs_row_init (GpPairsRow *self)
{
}
