/* gp-text-scale.c — how large people want their texts
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-text-scale"
#include "config.h"

#include "gp-text-scale.h"

#define USUAL_DPI (96 * 1024.0)     /* as the setting counts it */

double
gp_text_scale_get (GtkWidget *widget)
{
  int dpi = -1;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return MAX (dpi / USUAL_DPI, 1);
}
