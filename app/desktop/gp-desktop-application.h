/* gp-desktop-application.h — the designer as a program
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpDesktopApplication: windows on designs; a second start hands its files to the first. A file
 * that is open is not opened again: its window is shown.
 *
 * Actions, over D-Bus too: app.new, app.new-window, app.open-uri (uri), app.import-uri (uri),
 * app.sample (name), app.color-scheme ("follow-system", "light", "dark"), app.preferences,
 * app.about, app.quit.
 */
#define GP_TYPE_DESKTOP_APPLICATION (gp_desktop_application_get_type ())
G_DECLARE_FINAL_TYPE (GpDesktopApplication, gp_desktop_application, GP, DESKTOP_APPLICATION,
                      AdwApplication)

GpDesktopApplication *gp_desktop_application_new (void);

G_END_DECLS
