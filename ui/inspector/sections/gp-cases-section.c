/* gp-cases-section.c — the conditions of the lines that leave a step
 * SPDX-License-Identifier: Apache-2.0
 *
 * A condition belongs to its line; whoever looks at the step that decides sees all of them here, in
 * the order in which they are tried.
 */
#define G_LOG_DOMAIN "gp-cases-section"
#include "config.h"

#include "gp-section.h"

#include "gp-describe.h"
#include "gp-property-row.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_CASES_SECTION (gp_cases_section_get_type ())
G_DECLARE_FINAL_TYPE (GpCasesSection, gp_cases_section, GP, CASES_SECTION, GpSection)

struct _GpCasesSection
{
  GpSection parent_instance;
};

G_DEFINE_FINAL_TYPE (GpCasesSection, gp_cases_section, GP_TYPE_SECTION)

static GArray *
list_cases (GpDesign        *design,
            const GpElement *step)
{
  g_autoptr(GPtrArray) lines = gp_design_list_children (design, gp_element_get_parent (step),
                                                        GP_KIND_TRANSITION);
  GArray *cases = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < lines->len; i++)
    {
      const GpId *from = gp_element_get_ref (lines->pdata[i], GP_TRANSITION_FROM);

      if (from != NULL && gp_id_equal (from, gp_element_get_id (step))
          && gp_element_is (lines->pdata[i], GP_TRANSITION_TYPE, "case"))
        g_array_append_vals (cases, gp_element_get_id (lines->pdata[i]), 1);
    }

  return cases;
}

static void
show_row (GpDesign      *design,
          GpPropertyRow *row,
          const GpId    *id)
{
  const GpElement *line = gp_design_lookup (design, id);
  const GpElement *to = gp_design_lookup (design, gp_element_get_ref (line, GP_TRANSITION_TO));
  g_autofree char *title = to != NULL ? gp_describe_title (design, to)
                                      : g_strdup (C_("of a flow", "End"));
  g_autofree char *label = g_strconcat ("→ ", title, NULL);

  gtk_label_set_label (GTK_LABEL (gp_property_row_get_label (row)), label);
  if (gp_property_row_has_elements (row, id, 1))
    gp_property_row_refresh (row);
  else
    gp_property_row_set_elements (row, id, 1);
}

static void
gp_cases_section_refresh (GpSection *section)
{
  GpDesign *design = gp_session_get_design (gp_section_get_session (section));
  GtkListBox *list = gp_section_get_list (section);
  g_autoptr(GArray) cases = list_cases (design, gp_section_peek_element (section));
  GtkListBoxRow *row;

  for (guint i = 0; i < cases->len; i++)
    {
      if (gtk_list_box_get_row_at_index (list, (int) i) == NULL)
        gtk_list_box_append (list, gp_property_row_new (gp_section_get_session (section),
                                                        GP_TRANSITION_WHEN));
      show_row (design, GP_PROPERTY_ROW (gtk_list_box_get_row_at_index (list, (int) i)),
                &g_array_index (cases, GpId, i));
    }
  while ((row = gtk_list_box_get_row_at_index (list, (int) cases->len)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (section), cases->len > 0);
}

static void
gp_cases_section_class_init (GpCasesSectionClass *klass)
{
  GP_SECTION_CLASS (klass)->refresh = gp_cases_section_refresh;
}

static void
gp_cases_section_init (GpCasesSection *self)
{
  gp_section_set_title (GP_SECTION (self), _("When"));
}

GtkWidget *
gp_cases_section_new (GpSession *session)
{
  return g_object_new (GP_TYPE_CASES_SECTION, "session", session, NULL);
}
