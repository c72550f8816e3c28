/* gp-print.h — drawings on paper
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene-builder.h"
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpPrintOptions: what is printed.
 * @view, @subject: as for gp_scene_builder_set_view(), _set_subject()
 * @tiled: on as many sheets as it takes at a size that can be read; else on one */
typedef struct
{
  GpLens   lens;
  GpId     view;
  GpId     subject;
  gboolean tiled;
} GpPrintOptions;

/** gp_print_run: shows the print dialog, which offers @options to be changed, and prints while the
 * program goes on. What goes wrong is reported by @session. */
void     gp_print_run     (GtkWindow *parent, GpSession *session, const GpPrintOptions *options);

/** gp_print_to_file: as a PDF, without asking. GP_PICTURE_ERROR_EMPTY where nothing is drawn. */
gboolean gp_print_to_file (GpDesign *design, const GpPrintOptions *options, const char *path,
                           GError **error);

G_END_DECLS
