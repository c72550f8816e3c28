/* gp-lights-section.c — which kinds of backends run the selected flow or step
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line for those that do, and one for each that does not, with the reasons. */
#define G_LOG_DOMAIN "gp-lights-section"
#include "config.h"

#include "gp-lights-section.h"

#include "gp-flow.h"
#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpLightsSection
{
  GpSection parent_instance;

  GpFlowLights *lights;     /* or NULL */
  GpFlowLights *shown;      /* those that the lines say: the same, or NULL */
  GpId          shown_id;   /* and what they are about */
};

G_DEFINE_FINAL_TYPE (GpLightsSection, gp_lights_section, GP_TYPE_SECTION)

static void
add_line (GtkListBox *list,
          const char *icon,
          const char *css_class,
          const char *title,
          const char *reasons)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, css_class);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, 2);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), gp_wrapped_label_new (title, NULL));
  if (reasons != NULL)
    {
      GtkWidget *label = gp_wrapped_label_new (reasons, "dim-label");

      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (words), label);
    }
  gtk_widget_add_css_class (box, "property");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), words);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gp_hint_name_row (box);
  gtk_list_box_append (list, row);
}

/* Adds the reasons of @host, each once; @about: (nullable): those alone that are about it. */
static void
add_reasons (GPtrArray        *said,
             GPtrArray        *lights,
             const GpFlowHost *host,
             const GpId       *about)
{

  for (guint i = 0; lights != NULL && i < lights->len; i++)
    {
      const GpFlowLight *light = lights->pdata[i];
      const char *message = gp_finding_get_message (light->finding);

      if (light->host == host
          && (about == NULL || gp_id_equal (gp_finding_get_element (light->finding), about))
          && !g_ptr_array_find_with_equal_func (said, message, g_str_equal, NULL))
        g_ptr_array_add (said, (gpointer) message);
    }
}

/* (transfer full): why @host does not run the element, a line for each reason: what is about itself
 * or, where nothing is, why its flow does not run at all; NULL: it runs it. */
static char *
list_reasons (GpLightsSection  *self,
              const GpFlowHost *host)
{
  GpDesign *design = gp_session_get_design (gp_section_get_session (GP_SECTION (self)));
  const GpElement *element = gp_section_peek_element (GP_SECTION (self));
  const GpElement *flow = gp_flow_find_around (design, element);
  g_autoptr(GPtrArray) said = g_ptr_array_new ();

  add_reasons (said, gp_flow_lights_list (self->lights, gp_element_get_id (element)), host, NULL);
  if (said->len == 0 && flow != NULL)
    add_reasons (said, gp_flow_lights_list (self->lights, gp_element_get_id (flow)), host,
                 gp_element_get_id (flow));
  if (said->len == 0)
    return NULL;
  g_ptr_array_add (said, NULL);
  return g_strjoinv ("\n", (char **) said->pdata);
}

static void
show_lines (GpLightsSection *self)
{
  const GpFlowHost *const *hosts = gp_flow_lights_get_hosts (self->lights);
  GtkListBox *list = gp_section_get_list (GP_SECTION (self));
  g_autoptr(GString) all = g_string_new (NULL);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; hosts[i] != NULL; i++)
    {
      g_autofree char *reasons = list_reasons (self, hosts[i]);

      if (reasons == NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? C_("list", ", ") : "",
                                _(hosts[i]->name));
    }
  if (all->len > 0)
    add_line (list, "gp-check-symbolic", "success", all->str, NULL);
  for (guint i = 0; hosts[i] != NULL; i++)
    {
      g_autofree char *reasons = list_reasons (self, hosts[i]);
      g_autofree char *title = g_strdup_printf (_("Not on %s"), _(hosts[i]->name));

      if (reasons != NULL)
        add_line (list, "gp-cross-symbolic", "warning", title, reasons);
    }
}

static void
gp_lights_section_refresh (GpSection *section)
{
  GpLightsSection *self = GP_LIGHTS_SECTION (section);
  const GpElement *element = gp_section_peek_element (section);
  const GpId *id = element != NULL ? gp_element_get_id (element) : NULL;
  gboolean is_known = self->lights != NULL && id != NULL
                      && gp_flow_lights_get_hosts (self->lights)[0] != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_known);
  if (!is_known || (self->shown == self->lights && gp_id_equal (&self->shown_id, id)))
    return;
  self->shown = self->lights;
  self->shown_id = *id;
  show_lines (self);
}

void
gp_lights_section_set (GpLightsSection *self,
                       GpFlowLights    *lights)
{
  g_return_if_fail (GP_IS_LIGHTS_SECTION (self));

  if (lights != NULL)
    gp_flow_lights_ref (lights);
  g_clear_pointer (&self->lights, gp_flow_lights_unref);
  self->lights = lights;
  self->shown = NULL;
  gp_section_refresh (GP_SECTION (self));
}

static void
gp_lights_section_finalize (GObject *object)
{
  GpLightsSection *self = GP_LIGHTS_SECTION (object);

  gp_flow_lights_unref (self->lights);

  G_OBJECT_CLASS (gp_lights_section_parent_class)->finalize (object);
}

static void
gp_lights_section_class_init (GpLightsSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_lights_section_finalize;
  GP_SECTION_CLASS (klass)->refresh = gp_lights_section_refresh;
}

static void
gp_lights_section_init (GpLightsSection *self)
{
  gp_section_set_title (GP_SECTION (self), _("Runs on"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gp_lights_section_new (GpSession *session)
{
  return g_object_new (GP_TYPE_LIGHTS_SECTION, "session", session, NULL);
}
