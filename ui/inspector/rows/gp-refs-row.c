/* gp-refs-row.c — several other elements in an order: a line each, and one to add
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-refs-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-candidates.h"
#include "gp-describe.h"
#include "gp-element-picker.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpRefsRow
{
  GpPropertyRow parent_instance;

  GtkWidget *lines;
  GtkWidget *button;
  GtkWidget *picker;      /* once it was opened */
  GpValue    value;
};

G_DEFINE_FINAL_TYPE (GpRefsRow, gp_refs_row, GP_TYPE_PROPERTY_ROW)

/* Submits the list without the element at @skip, with the one at @up a place earlier; -1 leaves
 * things as they are. */
static void
submit_edited (GpRefsRow *self,
               int        skip,
               int        up)
{
  gsize n = 0;
  const GpId *ids = gp_value_get_ids (&self->value, &n);
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (int i = 0; i < (int) n; i++)
    if (i != skip)
      g_array_append_val (list, ids[i]);
  if (up > 0)
    {
      GpId moved = g_array_index (list, GpId, up);

      g_array_remove_index (list, up);
      g_array_insert_val (list, up - 1, moved);
    }

  gp_property_row_submit (GP_PROPERTY_ROW (self),
                          gp_value_ids ((const GpId *) (gpointer) list->data, list->len), FALSE);
}

static int
line_index (GtkWidget *button)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "line"));
}

static void
remove_clicked_cb (GpRefsRow *self,
                   GtkWidget *button)
{
  submit_edited (self, line_index (button), -1);
}

static void
up_clicked_cb (GpRefsRow *self,
               GtkWidget *button)
{
  submit_edited (self, -1, line_index (button));
}

static gboolean
is_listed (const GpId *ids,
           gsize       n,
           const GpId *id)
{
  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], id))
      return TRUE;

  return FALSE;
}

/* Each of several elements keeps those that it has. */
static GpValue
add_id (const GpValue *value,
        gpointer       id)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize n = 0;
  const GpId *ids = gp_value_get_ids (value, &n);

  g_array_append_vals (all, ids, (guint) n);
  if (!is_listed (ids, n, id))
    g_array_append_vals (all, id, 1);

  return gp_value_ids ((const GpId *) (gpointer) all->data, all->len);
}

static void
picked_cb (GpRefsRow  *self,
           const GpId *id)
{
  if (id != NULL)
    gp_property_row_submit_each (GP_PROPERTY_ROW (self), add_id, (gpointer) id, FALSE);
}

static void
named_cb (GpRefsRow  *self,
          const char *name)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  GpKind kind = gp_candidates_get_kind (gp_property_row_get_property (row));

  gp_property_row_submit_new (row, kind, name, add_id);
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  GpRefsRow *self = GP_REFS_ROW (user_data);
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  GpDesign *design = gp_session_get_design (gp_property_row_get_session (row));
  const GpElement *element = gp_property_row_peek_element (row);
  g_autoptr(GPtrArray) candidates = NULL;
  gsize n = 0;
  const GpId *ids = gp_value_get_ids (&self->value, &n);

  if (self->picker == NULL)
    {
      self->picker = gp_element_picker_new ();
      g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->picker, "named", G_CALLBACK (named_cb), self,
                               G_CONNECT_SWAPPED);
      gp_element_picker_offer (GP_ELEMENT_PICKER (self->picker),
                               gp_candidates_get_kind (gp_property_row_get_property (row)));
      gtk_menu_button_set_popover (button, self->picker);
    }
  if (element == NULL)
    return;

  candidates = gp_candidates_list (design, element, gp_property_row_get_property (row));
  for (guint i = candidates->len; i > 0; i--)
    if (is_listed (ids, n, gp_element_get_id (candidates->pdata[i - 1])))
      g_ptr_array_remove_index (candidates, i - 1);
  gp_element_picker_fill (GP_ELEMENT_PICKER (self->picker), design, candidates, NULL);
}

static GtkWidget *
line_button (GpRefsRow  *self,
             const char *icon,
             const char *tooltip,
             int         line,
             GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gp_hint_set (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  g_object_set_data (G_OBJECT (button), "line", GINT_TO_POINTER (line));
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
line_for (GpRefsRow       *self,
          GpDesign        *design,
          const GpElement *element,
          int              line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *title = element != NULL ? gp_describe_title (design, element) : g_strdup ("?");
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (element != NULL)
    {
      const char *icon = gp_describe_icon (gp_element_get_kind (element));

      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
    }
  gtk_box_append (GTK_BOX (box), label);
  if (line > 0)
    gtk_box_append (GTK_BOX (box), line_button (self, "go-up-symbolic", _("Move up"), line,
                                                G_CALLBACK (up_clicked_cb)));
  gtk_box_append (GTK_BOX (box), line_button (self, "list-remove-symbolic", _("Take out"), line,
                                              G_CALLBACK (remove_clicked_cb)));

  return box;
}

static void
gp_refs_row_show (GpPropertyRow *row,
                  const GpValue *value,
                  gboolean       mixed)
{
  GpRefsRow *self = GP_REFS_ROW (row);
  GpDesign *design = gp_session_get_design (gp_property_row_get_session (row));
  GtkWidget *child;
  gsize n = 0;
  const GpId *ids = gp_value_get_ids (value, &n);

  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);

  gp_value_clear (&self->value);
  self->value = gp_value_copy (value);
  for (gsize i = 0; i < n && !mixed; i++)
    gtk_box_append (GTK_BOX (self->lines),
                    line_for (self, design, gp_design_lookup (design, &ids[i]), (int) i));
  if (mixed)
    {
      GtkWidget *label = gtk_label_new (C_("several values", "mixed"));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (self->lines), label);
    }
  gtk_widget_set_visible (self->lines, n > 0 || mixed);
}

static void
gp_refs_row_dispose (GObject *object)
{
  gp_value_clear (&GP_REFS_ROW (object)->value);

  G_OBJECT_CLASS (gp_refs_row_parent_class)->dispose (object);
}

static void
gp_refs_row_constructed (GObject *object)
{
  GpRefsRow *self = GP_REFS_ROW (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  G_OBJECT_CLASS (gp_refs_row_parent_class)->constructed (object);

  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _("Add…"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popup_cb, self,
                                         NULL);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "inline");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), self->button);
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);
}

static void
gp_refs_row_class_init (GpRefsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_refs_row_constructed;
  G_OBJECT_CLASS (klass)->dispose = gp_refs_row_dispose;
  GP_PROPERTY_ROW_CLASS (klass)->wide = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_refs_row_show;
}

static void
gp_refs_row_init (GpRefsRow *self)
{
}
