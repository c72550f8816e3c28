/* gp-properties-section.c — a list of property rows
 * SPDX-License-Identifier: Apache-2.0
 *
 * A folded section makes its rows when it is opened: most of them are code editors, which are
 * dear, and hardly anybody looks there.
 */
#define G_LOG_DOMAIN "gp-properties-section"
#include "config.h"

#include "gp-section.h"

#include "gp-candidates.h"
#include "gp-property-row.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_PROPERTIES_SECTION (gp_properties_section_get_type ())
G_DECLARE_FINAL_TYPE (GpPropertiesSection, gp_properties_section, GP, PROPERTIES_SECTION, GpSection)

struct _GpPropertiesSection
{
  GpSection parent_instance;

  GArray    *properties;    /* GpProperty */
  GPtrArray *rows;          /* GpPropertyRow, not owned; empty while folded */
  GtkWidget *fold;          /* the row that unfolds, or NULL */
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (GpPropertiesSection, gp_properties_section, GP_TYPE_SECTION)

static void
make_rows (GpPropertiesSection *self,
           const char          *title)
{
  GpSection *section = GP_SECTION (self);
  gsize n = 0;
  const GpId *ids = gp_section_get_ids (section, &n);

  for (guint i = 0; i < self->properties->len; i++)
    {
      GpProperty property = g_array_index (self->properties, GpProperty, i);
      GtkWidget *row = gp_property_row_new (gp_section_get_session (section), property);

      if (self->properties->len == 1 && title != NULL
          && g_str_equal (title, _(gp_property_get_info (property)->label)))
        gp_property_row_hide_label (GP_PROPERTY_ROW (row));
      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (gp_section_get_list (section), row);
      if (n > 0)
        gp_property_row_set_elements (GP_PROPERTY_ROW (row), ids, n);
    }
}

static void
row_activated_cb (GpPropertiesSection *self,
                  GtkListBoxRow       *row)
{
  gboolean open = self->rows->len == 0 || !gtk_widget_get_visible (self->rows->pdata[0]);

  if (GTK_WIDGET (row) != self->fold)
    return;

  if (self->rows->len == 0)
    make_rows (self, NULL);
  else
    for (guint i = 0; i < self->rows->len; i++)
      gtk_widget_set_visible (self->rows->pdata[i], open);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
  if (open)
    gp_section_refresh (GP_SECTION (self));
}

static void
gp_properties_section_refresh (GpSection *section)
{
  GpPropertiesSection *self = GP_PROPERTIES_SECTION (section);
  const GpElement *element = gp_section_peek_element (section);
  gboolean any = self->fold != NULL;
  gsize n = 0;
  const GpId *ids = gp_section_get_ids (section, &n);

  if (self->fold != NULL
      && (self->rows->len == 0 || !gtk_widget_get_visible (self->rows->pdata[0])))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GpPropertyRow *row = self->rows->pdata[i];
      gboolean matters = gp_candidates_matter (element, gp_property_row_get_property (row));

      gtk_widget_set_visible (GTK_WIDGET (row), matters || self->fold != NULL);
      any |= matters;
      if (gp_property_row_has_elements (row, ids, n))
        gp_property_row_refresh (row);
      else
        gp_property_row_set_elements (row, ids, n);
    }
  gtk_widget_set_visible (GTK_WIDGET (section), any);
}

static void
gp_properties_section_dispose (GObject *object)
{
  GpPropertiesSection *self = GP_PROPERTIES_SECTION (object);

  g_clear_pointer (&self->properties, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_properties_section_parent_class)->dispose (object);
}

static void
gp_properties_section_class_init (GpPropertiesSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_properties_section_dispose;
  GP_SECTION_CLASS (klass)->refresh = gp_properties_section_refresh;
}

static void
gp_properties_section_init (GpPropertiesSection *self)
{
  self->rows = g_ptr_array_new ();
}

static void
make_fold (GpPropertiesSection *self,
           const char          *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (box, "property");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->arrow);

  self->fold = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->fold), box);
  gtk_list_box_append (gp_section_get_list (GP_SECTION (self)), self->fold);
  g_signal_connect_object (gp_section_get_list (GP_SECTION (self)), "row-activated",
                           G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gp_properties_section_new (GpSession        *session,
                           const char       *title,
                           const GpProperty *properties,
                           gsize             n,
                           gboolean          folded)
{
  GpPropertiesSection *self = g_object_new (GP_TYPE_PROPERTIES_SECTION, "session", session, NULL);

  self->properties = g_array_new (FALSE, FALSE, sizeof (GpProperty));
  g_array_append_vals (self->properties, properties, (guint) n);
  gp_section_set_title (GP_SECTION (self), folded ? NULL : title);
  if (folded)
    make_fold (self, title);
  else
    make_rows (self, title);

  return GTK_WIDGET (self);
}
