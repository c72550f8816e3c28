/* gp-words-section.c — a rule in words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-words-section"
#include "config.h"

#include "gp-section.h"

#include "gp-access-sentence.h"
#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_WORDS_SECTION (gp_words_section_get_type ())
G_DECLARE_FINAL_TYPE (GpWordsSection, gp_words_section, GP, WORDS_SECTION, GpSection)

struct _GpWordsSection
{
  GpSection parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (GpWordsSection, gp_words_section, GP_TYPE_SECTION)

static void
gp_words_section_refresh (GpSection *section)
{
  GpWordsSection *self = GP_WORDS_SECTION (section);
  const GpElement *rule = gp_section_peek_element (section);
  g_autofree char *words = NULL;

  if (rule == NULL || gp_element_get_kind (rule) != GP_KIND_RULE)
    return;
  words = gp_access_say_rule (gp_session_get_design (gp_section_get_session (section)), rule);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gp_hint_name_row (self->label);
}

static void
gp_words_section_class_init (GpWordsSectionClass *klass)
{
  GP_SECTION_CLASS (klass)->refresh = gp_words_section_refresh;
}

static void
gp_words_section_init (GpWordsSection *self)
{
  GtkWidget *row = adw_preferences_row_new ();

  self->label = gp_wrapped_label_new (NULL, NULL);
  gtk_label_set_selectable (GTK_LABEL (self->label), TRUE);
  gtk_widget_add_css_class (self->label, "property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (gp_section_get_list (GP_SECTION (self)), row);
  gp_section_set_title (GP_SECTION (self), _("In words"));
}

GtkWidget *
gp_words_section_new (GpSession *session)
{
  return g_object_new (GP_TYPE_WORDS_SECTION, "session", session, NULL);
}
