/* gp-stage-section.c — what a step of a story shows, taken from the canvas
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-stage-section"
#include "config.h"

#include "gp-section.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_STAGE_SECTION (gp_stage_section_get_type ())
G_DECLARE_FINAL_TYPE (GpStageSection, gp_stage_section, GP, STAGE_SECTION, GpSection)

struct _GpStageSection
{
  GpSection parent_instance;
};

G_DEFINE_FINAL_TYPE (GpStageSection, gp_stage_section, GP_TYPE_SECTION)

/* The row never depends on the step. */
static void
gp_stage_section_refresh (GpSection *section)
{
}

static void
gp_stage_section_class_init (GpStageSectionClass *klass)
{
  GP_SECTION_CLASS (klass)->refresh = gp_stage_section_refresh;
}

static void
gp_stage_section_init (GpStageSection *self)
{
}

GtkWidget *
gp_stage_section_new (GpSession *session)
{
  GpStageSection *self = g_object_new (GP_TYPE_STAGE_SECTION, "session", session, NULL);
  GtkWidget *row = adw_action_row_new ();

  gp_section_set_title (GP_SECTION (self), _("Picture"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Update from what is shown"));
  gtk_widget_add_css_class (row, "compact");
  gtk_widget_set_tooltip_text (row, _("The step shows what the canvas shows now"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.update-story-step");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (gp_section_get_list (GP_SECTION (self)), row);

  return GTK_WIDGET (self);
}
