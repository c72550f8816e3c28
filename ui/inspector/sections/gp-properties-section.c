/* gp-properties-section.c — a list of property rows
 * SPDX-License-Identifier: Apache-2.0
 *
 * Rows are made when they are first seen: many are code editors, which are dear, and most say
 * nothing about an element as it is, or are in a section that nobody opens.
 */
#define G_LOG_DOMAIN "gp-properties-section"
#include "config.h"

#include "gp-section.h"

#include "gp-candidates.h"
#include "gp-hint.h"
#include "gp-property-row.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_PROPERTIES_SECTION (gp_properties_section_get_type ())
G_DECLARE_FINAL_TYPE (GpPropertiesSection, gp_properties_section, GP, PROPERTIES_SECTION, GpSection)

struct _GpPropertiesSection
{
  GpSection parent_instance;

  GArray    *properties;    /* GpProperty */
  GPtrArray *rows;          /* GpPropertyRow for each property, not owned; NULL: not made yet */
  char      *title;
  GtkWidget *fold;          /* the row that unfolds, or NULL */
  GtkWidget *arrow;
  gboolean   open;          /* always, where nothing folds */
};

G_DEFINE_FINAL_TYPE (GpPropertiesSection, gp_properties_section, GP_TYPE_SECTION)

static GpPropertyRow *
make_row (GpPropertiesSection *self,
          guint                i)
{
  GpSection *section = GP_SECTION (self);
  GpProperty property = g_array_index (self->properties, GpProperty, i);
  GtkWidget *row = gp_property_row_new (gp_section_get_session (section), property);
  int at = self->fold != NULL;

  if (self->properties->len == 1 && self->fold == NULL
      && g_strcmp0 (self->title, _(gp_property_get_info (property)->label)) == 0)
    gp_property_row_hide_label (GP_PROPERTY_ROW (row));
  for (guint k = 0; k < i; k++)
    at += self->rows->pdata[k] != NULL;
  gtk_list_box_insert (gp_section_get_list (section), row, at);
  self->rows->pdata[i] = row;

  return GP_PROPERTY_ROW (row);
}

static void
set_open (GpPropertiesSection *self,
          gboolean             open)
{
  self->open = open;
  for (guint i = 0; i < self->rows->len; i++)
    if (self->rows->pdata[i] != NULL)
      gtk_widget_set_visible (self->rows->pdata[i], self->open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->open, -1);
  gp_section_refresh (GP_SECTION (self));
}

static void
row_activated_cb (GpPropertiesSection *self,
                  GtkListBoxRow       *row)
{
  if (GTK_WIDGET (row) == self->fold)
    set_open (self, !self->open);
}

/* (transfer container): what lint says about the one element; borrowed. The editors of expressions
 * say themselves what is wrong with them, as it is typed. */
static GPtrArray *
list_findings (GpSection *section)
{
  GPtrArray *all = gp_section_get_findings (section);
  GPtrArray *own = g_ptr_array_new ();
  gsize n = 0;
  const GpId *ids = gp_section_get_ids (section, &n);

  for (guint i = 0; n == 1 && i < all->len; i++)
    if (gp_id_equal (gp_finding_get_element (all->pdata[i]), ids)
        && !g_str_has_prefix (gp_finding_get_code (all->pdata[i]), "EXP"))
      g_ptr_array_add (own, all->pdata[i]);
  return own;
}

/* The worst comes first. */
static const GpFinding *
find_finding (GPtrArray  *findings,
              GpProperty  property)
{
  for (guint i = 0; i < findings->len; i++)
    if (gp_finding_get_property (findings->pdata[i]) == property)
      return findings->pdata[i];
  return NULL;
}

static void
gp_properties_section_refresh (GpSection *section)
{
  GpPropertiesSection *self = GP_PROPERTIES_SECTION (section);
  const GpElement *element = gp_section_peek_element (section);
  GpDesign *design = gp_session_get_design (gp_section_get_session (section));
  g_autoptr(GPtrArray) findings = list_findings (section);
  gboolean any = self->fold != NULL;
  gsize n = 0;
  const GpId *ids = gp_section_get_ids (section, &n);

  for (guint i = 0; i < self->rows->len && self->open; i++)
    {
      GpProperty property = g_array_index (self->properties, GpProperty, i);
      GpPropertyRow *row = self->rows->pdata[i];
      gboolean wanted = (self->fold != NULL || gp_candidates_matter (element, property))
                        && gp_candidates_are_shared (design, ids, n, property);

      any |= wanted;
      if (row == NULL && !wanted)
        continue;
      if (row == NULL)
        row = make_row (self, i);
      gtk_widget_set_visible (GTK_WIDGET (row), wanted);
      if (gp_property_row_has_elements (row, ids, n))
        gp_property_row_refresh (row);
      else
        gp_property_row_set_elements (row, ids, n);
      gp_property_row_remark (row, find_finding (findings, property));
    }
  gtk_widget_set_visible (GTK_WIDGET (section), any);
}

static void
gp_properties_section_dispose (GObject *object)
{
  GpPropertiesSection *self = GP_PROPERTIES_SECTION (object);

  g_clear_pointer (&self->properties, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);

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
  gp_hint_name_row (box);
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
  g_ptr_array_set_size (self->rows, (int) n);
  self->title = g_strdup (title);
  self->open = !folded;
  gp_section_set_title (GP_SECTION (self), folded ? NULL : title);
  if (folded)
    {
      gp_hint_name (GTK_WIDGET (gp_section_get_list (GP_SECTION (self))), title);
      make_fold (self, title);
    }

  return GTK_WIDGET (self);
}

GtkWidget *
gp_properties_section_reveal (GpSection  *section,
                              GpProperty  property)
{
  GpPropertiesSection *self;

  if (!GP_IS_PROPERTIES_SECTION (section))
    return NULL;

  self = GP_PROPERTIES_SECTION (section);
  for (guint i = 0; i < self->properties->len; i++)
    if (g_array_index (self->properties, GpProperty, i) == property)
      {
        if (!self->open)
          set_open (self, TRUE);
        return self->rows->pdata[i];
      }

  return NULL;
}
