/* gp-deploy-result.c — how a deployment ended
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-deploy-result"
#include "config.h"

#include "gp-deploy-result.h"

#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpDeployResult
{
  AdwBin parent_instance;

  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (GpDeployResult, gp_deploy_result, ADW_TYPE_BIN)

static void
gp_deploy_result_class_init (GpDeployResultClass *klass)
{
}

static void
gp_deploy_result_init (GpDeployResult *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->icon = gtk_image_new ();
  self->label = gp_wrapped_label_new (NULL, NULL);
  gtk_label_set_selectable (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->box, "result");
  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gp_deploy_result_new (void)
{
  return g_object_new (GP_TYPE_DEPLOY_RESULT, NULL);
}

void
gp_deploy_result_show (GpDeployResult *self,
                       gboolean        good,
                       const char     *sentence,
                       const char     *api)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (GP_IS_DEPLOY_RESULT (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                good ? "object-select-symbolic" : "dialog-error-symbolic");
  gtk_widget_remove_css_class (self->box, good ? "error" : "success");
  gtk_widget_add_css_class (self->box, good ? "success" : "error");
  if (api != NULL)
    {
      markup = g_markup_printf_escaped ("%s\n<a href=\"%s/docs\">%s</a>", sentence, api,
                                        _("Read how the API is called"));
      gtk_label_set_markup (GTK_LABEL (self->label), markup);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->label), sentence);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
