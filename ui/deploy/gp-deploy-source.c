/* gp-deploy-source.c — what is deployed in the place of the design
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-deploy-source"
#include "config.h"

#include "gp-deploy-source.h"

#include "gp-describe.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpDeploySource
{
  AdwBin parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (GpDeploySource, gp_deploy_source, ADW_TYPE_BIN)

static void
gp_deploy_source_class_init (GpDeploySourceClass *klass)
{
}

static void
gp_deploy_source_init (GpDeploySource *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *button = gtk_button_new_with_label (_("Deploy the Design Instead"));

  self->label = gp_wrapped_label_new (NULL, "heading");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.deploy-source");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "result");
  gtk_widget_add_css_class (box, "source");
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), button);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gp_deploy_source_new (void)
{
  return g_object_new (GP_TYPE_DEPLOY_SOURCE, NULL);
}

void
gp_deploy_source_show (GpDeploySource *self,
                       GpDeployment   *deployment)
{
  g_autofree char *words = gp_deployment_dup_source_words (deployment);

  g_return_if_fail (GP_IS_DEPLOY_SOURCE (self));

  gtk_label_set_label (GTK_LABEL (self->label), words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

GMenuModel *
gp_deploy_source_new_menu (GpDesign   *design,
                           const GpId *target)
{
  g_autoptr(GMenu) sources = g_menu_new ();
  g_autoptr(GMenu) record = g_menu_new ();
  g_autoptr(GPtrArray) targets = gp_design_list (design, GP_KIND_TARGET);
  const GpElement *own = gp_design_lookup_kind (design, target, GP_KIND_TARGET);
  char own_id[GP_ID_STRING_SIZE];
  GMenu *menu = g_menu_new ();

  g_menu_append (sources, _("Deploy the _Design"), "win.deploy-source::");
  for (guint i = 0; i < targets->len; i++)
    {
      const GpElement *other = targets->pdata[i];
      g_autofree char *name = gp_menu_escape (gp_element_get_name (other));
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;
      char id[GP_ID_STRING_SIZE];

      if (gp_id_equal (gp_element_get_id (other), target))
        continue;
      label = g_strdup_printf (_("Deploy What “%s” Holds"), name);
      action = g_strconcat ("win.deploy-source::target:",
                            gp_id_format (gp_element_get_id (other), id), NULL);
      g_menu_append (sources, label, action);
    }
  if (own != NULL)
    {
      g_autofree char *label = gp_menu_escape (gp_element_get_name (own));
      g_autofree char *title = g_strdup_printf (_("_Update the Design from “%s”…"), label);
      g_autofree char *action = g_strconcat ("win.update-from::", gp_id_format (target, own_id),
                                             NULL);

      g_menu_append (record, title, action);
    }
  g_menu_append (record, _("_History of Deployments"), "win.deployments");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sources));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (record));

  return G_MENU_MODEL (menu);
}
