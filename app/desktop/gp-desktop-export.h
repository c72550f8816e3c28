/* gp-desktop-export.h — a design into files of other programs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

G_BEGIN_DECLS

/** gp_desktop_export_list: (array length=n): a static table. */
const GpSessionFormat *gp_desktop_export_list (gsize *n);

/** gp_desktop_export_run: writes a copy of @design in a worker; returns TRUE on @task. The file is
 * replaced as a whole or not at all. */
void gp_desktop_export_run (GpDesign *design, const char *format, const GpSessionScope *scope,
                            GFile *file, GTask *task);

G_END_DECLS
