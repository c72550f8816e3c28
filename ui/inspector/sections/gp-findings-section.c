/* gp-findings-section.c — what lint says about the selected elements
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-findings-section"
#include "config.h"

#include "gp-findings-section.h"

#include "gp-finding-row.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpFindingsSection
{
  GpSection parent_instance;

  GPtrArray *shown;       /* GpFinding in the rows */
};

G_DEFINE_FINAL_TYPE (GpFindingsSection, gp_findings_section, GP_TYPE_SECTION)

static void
add_below (GpDesign   *design,
           const GpId *id,
           GHashTable *ids)
{
  const GpElement *element = gp_design_lookup (design, id);
  const GpElement *child;

  if (element == NULL || !g_hash_table_add (ids, (gpointer) gp_element_get_id (element)))
    return;
  for (gsize i = 0; (child = gp_design_peek_child (design, id, i)) != NULL; i++)
    add_below (design, gp_element_get_id (child), ids);
}

/* There are few elements and findings by the thousand: the ids of the elements are looked up here,
 * not those of the findings in the design. */
GPtrArray *
gp_findings_section_pick (GpDesign   *design,
                          GPtrArray  *findings,
                          const GpId *ids,
                          gsize       n)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GHashTable) all = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], gp_design_get_root_id (design)))
      g_hash_table_add (all, (gpointer) &ids[i]);
    else
      add_below (design, &ids[i], all);
  for (guint i = 0; i < findings->len; i++)
    if (g_hash_table_contains (all, gp_finding_get_element (findings->pdata[i])))
      g_ptr_array_add (picked, gp_finding_ref (findings->pdata[i]));
  return picked;
}

static gboolean
same_findings (GPtrArray *a,
               GPtrArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->pdata, b->pdata,
                                                     a->len * sizeof (gpointer)) == 0);
}

static void
gp_findings_section_refresh (GpSection *section)
{
  GpFindingsSection *self = GP_FINDINGS_SECTION (section);
  GtkListBox *list = gp_section_get_list (section);
  GpDesign *design = gp_session_get_design (gp_section_get_session (section));
  GPtrArray *findings = gp_section_get_findings (section);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  GtkListBoxRow *row;

  /* What is about something that has gone since, is not said any more; what is about the design as
   * a whole, the drawer says. */
  for (guint i = 0; i < findings->len; i++)
    {
      const GpId *id = gp_finding_get_element (findings->pdata[i]);

      if (gp_design_lookup (design, id) != NULL
          && !gp_id_equal (id, gp_design_get_root_id (design)))
        g_ptr_array_add (wanted, gp_finding_ref (findings->pdata[i]));
    }

  gtk_widget_set_visible (GTK_WIDGET (self), wanted->len > 0);
  if (same_findings (wanted, self->shown))
    return;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < wanted->len; i++)
    {
      GtkWidget *child = gp_finding_row_new (gp_section_get_session (section));

      gtk_widget_add_css_class (child, "property");
      gtk_list_box_append (list, child);
      gp_finding_row_set_finding (GP_FINDING_ROW (child), wanted->pdata[i]);
    }

  g_ptr_array_unref (self->shown);
  self->shown = g_steal_pointer (&wanted);
}

static void
gp_findings_section_dispose (GObject *object)
{
  GpFindingsSection *self = GP_FINDINGS_SECTION (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_findings_section_parent_class)->dispose (object);
}

static void
gp_findings_section_class_init (GpFindingsSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_findings_section_dispose;
  GP_SECTION_CLASS (klass)->refresh = gp_findings_section_refresh;
}

static void
gp_findings_section_init (GpFindingsSection *self)
{
  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  gp_section_set_title (GP_SECTION (self), _("Problems"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gp_findings_section_new (GpSession *session)
{
  return g_object_new (GP_TYPE_FINDINGS_SECTION, "session", session, NULL);
}
