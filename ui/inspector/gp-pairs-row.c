/* gp-pairs-row.c — names, each with an expression: what is set, sent or written
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ┌ name ─────────────┐ −
 *   ┌ expression ─────────┐
 *   │                     │
 *   └─────────────────────┘
 *
 * The pairs that are shown are the truth while they are edited: a name without its expression is
 * left out of the value until something is typed into it. A value from elsewhere (undo, say)
 * rebuilds them only where it differs from what they say.
 */
#define G_LOG_DOMAIN "gp-pairs-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-code-edit.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpPairsRow
{
  GpPropertyRow parent_instance;

  GtkWidget *lines;       /* a box for each pair */
  GtkWidget *mixed;
  GPtrArray *pairs;       /* Pair */
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpPairsRow, gp_pairs_row, GP_TYPE_PROPERTY_ROW)

typedef struct
{
  GtkWidget *box;
  GtkWidget *name;
  GtkWidget *edit;
} Pair;

typedef struct
{
  char *name;
  char *text;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->name);
  g_free (((Line *) data)->text);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const Line *) a)->name, ((const Line *) b)->name);
}

/* What the pairs say, without those that say nothing yet. */
static GpValue
read_pairs (GpPairsRow *self)
{
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  g_array_set_clear_func (lines, line_clear);
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = self->pairs->pdata[i];
      Line line = {
        g_strdup (gtk_editable_get_text (GTK_EDITABLE (pair->name))),
        gp_code_edit_dup_text (GP_CODE_EDIT (pair->edit)),
      };

      if (*line.name != '\0' && *line.text != '\0')
        g_array_append_val (lines, line);
      else
        line_clear (&line);
    }

  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      g_ptr_array_add (texts, g_array_index (lines, Line, i).name);
      g_ptr_array_add (texts, g_array_index (lines, Line, i).text);
    }

  return gp_value_texts ((const char *const *) texts->pdata, texts->len);
}

static void
changed_cb (GpPairsRow *self)
{
  if (!self->showing)
    gp_property_row_submit (GP_PROPERTY_ROW (self), read_pairs (self), TRUE);
}

static void
remove_clicked_cb (GpPairsRow *self,
                   GtkWidget  *button)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = self->pairs->pdata[i];

      if (!gtk_widget_is_ancestor (button, pair->box))
        continue;
      gtk_box_remove (GTK_BOX (self->lines), pair->box);
      g_ptr_array_remove_index (self->pairs, i);
      break;
    }
  gtk_widget_set_visible (self->lines, self->pairs->len > 0);
  gp_property_row_submit (GP_PROPERTY_ROW (self), read_pairs (self), FALSE);
}

static Pair *
add_pair (GpPairsRow *self,
          const char *name,
          const char *text)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  const GpElement *element = gp_property_row_peek_element (row);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  Pair *pair = g_new (Pair, 1);

  pair->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  pair->name = g_object_new (GTK_TYPE_ENTRY, "text", name, "placeholder-text", _("Name"),
                             "enable-undo", FALSE, "width-chars", 5, "hexpand", TRUE, NULL);
  pair->edit = gp_code_edit_new (gp_property_row_get_session (row),
                                 gp_property_row_get_property (row));
  if (element != NULL)
    gp_code_edit_set_text (GP_CODE_EDIT (pair->edit), gp_element_get_id (element), text, FALSE);
  gp_hint_set (remove, _("Take out"));
  gtk_widget_add_css_class (remove, "flat");
  gtk_box_append (GTK_BOX (head), pair->name);
  gtk_box_append (GTK_BOX (head), remove);
  gtk_box_append (GTK_BOX (pair->box), head);
  gtk_box_append (GTK_BOX (pair->box), pair->edit);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (pair->edit), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  pair->name, NULL, -1);

  g_signal_connect_object (pair->name, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pair->edit, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->lines), pair->box);
  g_ptr_array_add (self->pairs, pair);

  return pair;
}

static void
add_clicked_cb (GpPairsRow *self)
{
  Pair *pair;

  self->showing = TRUE;
  pair = add_pair (self, "", "");
  self->showing = FALSE;
  gtk_widget_set_visible (self->lines, TRUE);
  gtk_widget_grab_focus (pair->name);
}

static void
gp_pairs_row_show (GpPropertyRow *row,
                   const GpValue *value,
                   gboolean       mixed)
{
  GpPairsRow *self = GP_PAIRS_ROW (row);
  g_auto(GpValue) there = read_pairs (self);
  gsize n = 0;
  const char *const *texts = gp_value_get_texts (value, &n);

  gtk_widget_set_visible (self->mixed, mixed);
  if (!mixed && gp_value_equal (&there, value))
    return;

  self->showing = TRUE;
  for (guint i = 0; i < self->pairs->len; i++)
    gtk_box_remove (GTK_BOX (self->lines), ((Pair *) self->pairs->pdata[i])->box);
  g_ptr_array_set_size (self->pairs, 0);
  for (gsize i = 0; i + 1 < n && !mixed; i += 2)
    add_pair (self, texts[i], texts[i + 1]);
  gtk_widget_set_visible (self->lines, self->pairs->len > 0);
  self->showing = FALSE;
}

static void
gp_pairs_row_dispose (GObject *object)
{
  g_clear_pointer (&GP_PAIRS_ROW (object)->pairs, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_pairs_row_parent_class)->dispose (object);
}

static void
gp_pairs_row_constructed (GObject *object)
{
  GpPairsRow *self = GP_PAIRS_ROW (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_("Add…"));

  G_OBJECT_CLASS (gp_pairs_row_parent_class)->constructed (object);

  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->mixed = gtk_label_new (C_("several values", "mixed"));
  gtk_label_set_xalign (GTK_LABEL (self->mixed), 0);
  gtk_widget_add_css_class (self->mixed, "dim-label");
  gtk_widget_set_visible (self->lines, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->mixed);
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), button);
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);
}

static void
gp_pairs_row_class_init (GpPairsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_pairs_row_constructed;
  G_OBJECT_CLASS (klass)->dispose = gp_pairs_row_dispose;
  GP_PROPERTY_ROW_CLASS (klass)->wide = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_pairs_row_show;
}

static void
gp_pairs_row_init (GpPairsRow *self)
{
  self->pairs = g_ptr_array_new_with_free_func (g_free);
}
