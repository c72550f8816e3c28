/* gp-canvas-theme.c — colours and font as the system wants them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include <adwaita.h>

/* Shapes that a frame makes nodes for: some thirty cards with all their fields, or five hundred
 * with a name, and no more time than a frame has. */
#define MOST_NEW 700

GpMetrics *
gp_canvas_new_metrics (GpCanvas *self)
{
  return gp_metrics_new (gtk_widget_get_pango_context (GTK_WIDGET (self)), &self->theme);
}

/* Colours and font as the system wants them now. */
void
gp_canvas_update_theme (GpCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean contrast = adw_style_manager_get_high_contrast (manager);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  GpThemeVariant variant = contrast ? (dark ? GP_THEME_DARK_CONTRAST : GP_THEME_LIGHT_CONTRAST)
                                    : (dark ? GP_THEME_DARK : GP_THEME_LIGHT);
  GpTheme theme;

  gp_theme_init (&theme, variant, font != NULL ? pango_font_description_get_family (font) : NULL);
  if (self->painter != NULL && theme.serial == self->theme.serial)
    return;
  self->theme = theme;
  if (self->painter == NULL)
    {
      self->painter = gp_painter_new (context, &theme);
      gp_painter_set_most_new (self->painter, MOST_NEW);
      return;
    }
  gp_painter_set_theme (self->painter, context, &theme);
  if (self->builder != NULL)
    {
      gp_scene_builder_set_metrics (self->builder, gp_canvas_new_metrics (self));
      gp_canvas_rebuild (self);
    }
}

static void
style_changed_cb (gpointer user_data)
{
  gp_canvas_update_theme (user_data);
}

void
gp_canvas_init_theme (GpCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gp_canvas_update_theme (self);
}
