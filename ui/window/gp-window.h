/* gp-window.h — one design in a window, or the welcome page
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpWindow: header bar, outline, canvas, inspector or deploy page, drawer.
 *
 * Actions, exported over D-Bus with the application: win.open, win.import, win.save-as,
 * win.export (format), win.undo, win.redo, win.rename, win.delete, win.duplicate, win.find,
 * win.palette,
 * win.reveal (an element's path, as "patient.email"), win.lens ("data", "flows", "access"),
 * win.access ("canvas", "matrix"),
 * win.outline and win.inspector (on or off), win.drawer ("problems", "history", "" for closed),
 * win.deploy and win.token (a target's id, "" for the usual one), win.close-deploy, win.add-target,
 * win.deploy-source (see gp_deployment_set_source()), win.deployments,
 * win.add-role, win.tidy, win.zoom-in, win.zoom-out, win.zoom-100, win.zoom-fit,
 * win.zoom-selection.
 * win.compare (two of "now", "version:NAME", "step:N"), win.compare-file, win.end-compare,
 * win.update-from (a target's id),
 * win.present, win.add-story-step, win.reading (on or off), win.comment.
 * Wanted of the application: app.new, app.open-uri (uri), app.import-uri (uri), app.sample (name),
 * app.import-backend (kind, address, token).
 */
#define GP_TYPE_WINDOW (gp_window_get_type ())
G_DECLARE_FINAL_TYPE (GpWindow, gp_window, GP, WINDOW, AdwApplicationWindow)

/** GpWindowSample: a design that comes with the program. Static strings, untranslated. */
typedef struct
{
  const char *name;
  const char *title;
  const char *summary;
} GpWindowSample;

/** gp_window_new: with the welcome page. @settings: of the program's schema; a reference is
 * taken. */
GpWindow   *gp_window_new          (GtkApplication *application, GSettings *settings,
                                    const GpWindowSample *samples, gsize n_samples);

/** gp_window_set_session: shows a design; once for a window. */
void        gp_window_set_session  (GpWindow *self, GpSession *session);
GpSession  *gp_window_get_session  (GpWindow *self);       /* NULL: the welcome page */

/** gp_window_keep_state: keeps how the design is seen now for the next window on it. Windows do so
 * themselves when they are left or closed. */
void        gp_window_keep_state   (GpWindow *self);

/** gp_window_report: the one place where what went wrong is told. */
void        gp_window_report       (GpWindow *self, const char *message);

/** gp_window_offer: says something and offers a button for the detailed @action. */
void        gp_window_offer        (GpWindow *self, const char *message, const char *label,
                                    const char *action);

/** gp_window_set_busy: shows that something is being opened; NULL: no more. */
void        gp_window_set_busy     (GpWindow *self, const char *message);

/** gp_window_is_free: it shows the welcome page, and nothing is being opened in it. */
gboolean    gp_window_is_free      (GpWindow *self);

G_END_DECLS
