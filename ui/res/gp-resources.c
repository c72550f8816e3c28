/* gp-resources.c — what the widgets need before the first of them is made
 * SPDX-License-Identifier: Apache-2.0
 *
 * The resources register themselves through this call, because a linker leaves the constructor of a
 * static library's object out.
 */
#define G_LOG_DOMAIN "gp-resources"
#include "config.h"

#include "gp-resources.h"

#include "gp-ui-resources.h"

#include <gtk/gtk.h>
#include <gtksourceview/gtksource.h>

#define PREFIX "/org/groundplan/Groundplan/ui"

/* GTK 4.8 says of what has no name the name of its type: “GtkImage”. What is only there to hold
 * others is said to be that, so that nothing is said of it; pictures, which all stand beside words,
 * and scroll bars are not said at all. */
static void
settle_roles (void)
{
  static const struct
  {
    GType             (*type) (void);
    GtkAccessibleRole role;
  } roles[] = {
    { gtk_image_get_type, GTK_ACCESSIBLE_ROLE_PRESENTATION },
    { gtk_scrollbar_get_type, GTK_ACCESSIBLE_ROLE_PRESENTATION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_widget_class_set_accessible_role (g_type_class_ref (roles[i].type ()), roles[i].role);
}

void
gp_resources_init (void)
{
  static gsize done;
  g_autoptr(GtkCssProvider) provider = NULL;

  if (!g_once_init_enter (&done))
    return;

  gp_ui_register_resource ();
  settle_roles ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    PREFIX "/icons");
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, PREFIX "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_source_language_manager_append_search_path (gtk_source_language_manager_get_default (),
                                                  "resource://" PREFIX "/languages/");
  g_once_init_leave (&done, 1);
}
