/* gp-ref-row.c — one other element, picked from a list with search
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-ref-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-candidates.h"
#include "gp-describe.h"
#include "gp-element-picker.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpRefRow
{
  GpPropertyRow parent_instance;

  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *picker;      /* once it was opened */
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (GpRefRow, gp_ref_row, GP_TYPE_PROPERTY_ROW)

/* What it means that nothing is referred to. */
static const char *
word_for_none (GpProperty property)
{
  switch ((int) property)
    {
    case GP_TRANSITION_FROM:
      return _("Start");
    case GP_TRANSITION_TO:
      return _("End");
    case GP_RULE_ROLE:
      return _("nobody");
    default:
      return C_("no reference", "none");
    }
}

static void
picked_cb (GpRefRow   *self,
           const GpId *id)
{
  gp_property_row_submit (GP_PROPERTY_ROW (self), gp_value_id (id), FALSE);
}

static GpValue
point_to (const GpValue *value,
          gpointer       id)
{
  return gp_value_id (id);
}

static void
named_cb (GpRefRow   *self,
          const char *name)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  GpKind kind = gp_candidates_get_kind (gp_property_row_get_property (row));

  gp_property_row_submit_new (row, kind, name, point_to);
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  GpRefRow *self = GP_REF_ROW (user_data);
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  GpDesign *design = gp_session_get_design (gp_property_row_get_session (row));
  const GpElement *element = gp_property_row_peek_element (row);
  g_autoptr(GPtrArray) candidates = NULL;

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
  gp_element_picker_fill (GP_ELEMENT_PICKER (self->picker), design, candidates,
                          word_for_none (gp_property_row_get_property (row)));
}

static void
go_clicked_cb (GpRefRow *self)
{
  GpPropertyRow *row = GP_PROPERTY_ROW (self);
  const GpElement *element = gp_property_row_peek_element (row);

  if (element != NULL)
    gp_selection_set (gp_session_get_selection (gp_property_row_get_session (row)),
                      gp_element_get_ref (element, gp_property_row_get_property (row)));
}

static void
gp_ref_row_show (GpPropertyRow *row,
                 const GpValue *value,
                 gboolean       mixed)
{
  GpRefRow *self = GP_REF_ROW (row);
  GpDesign *design = gp_session_get_design (gp_property_row_get_session (row));
  const GpElement *to = gp_design_lookup (design, gp_value_get_id (value));
  g_autofree char *title = NULL;
  g_autofree char *spoken = NULL;

  if (mixed)
    title = g_strdup (C_("several values", "mixed"));
  else if (to != NULL)
    title = gp_describe_title (design, to);
  else
    title = g_strdup (word_for_none (gp_property_row_get_property (row)));

  gtk_label_set_label (GTK_LABEL (self->label), title);
  spoken = g_strdup_printf (C_("label and value", "%s: %s"),
                            _(gp_property_row_get_info (row)->label), title);
  gp_hint_name (self->button, spoken);
  gtk_widget_set_visible (self->go, to != NULL && !mixed);
  if (to == NULL || mixed)
    gtk_widget_add_css_class (self->label, "dim-label");
  else
    gtk_widget_remove_css_class (self->label, "dim-label");
}

static void
gp_ref_row_constructed (GObject *object)
{
  GpRefRow *self = GP_REF_ROW (object);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  G_OBJECT_CLASS (gp_ref_row_parent_class)->constructed (object);

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), self->label);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), content);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popup_cb, self,
                                         NULL);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "inline");

  self->go = gtk_button_new_from_icon_name ("go-next-symbolic");
  gp_hint_set (self->go, _("Go there"));
  gtk_widget_add_css_class (self->go, "flat");
  gtk_widget_add_css_class (self->go, "inline");
  g_signal_connect_object (self->go, "clicked", G_CALLBACK (go_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), self->button);
  gtk_box_append (GTK_BOX (box), self->go);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);
}

static void
gp_ref_row_class_init (GpRefRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_ref_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_ref_row_show;
}

static void
gp_ref_row_init (GpRefRow *self)
{
}
