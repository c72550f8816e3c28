/* gp-desktop-session.h — a design in a file, as the window sees it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-runtime.h"
#include "gp-session.h"
#include "gp-store.h"

G_BEGIN_DECLS

/**
 * GpDesktopSession: keeps every change in its file as it is made. Looks from time to time whether
 * another program has changed the file, and follows.
 */
#define GP_TYPE_DESKTOP_SESSION (gp_desktop_session_get_type ())
G_DECLARE_FINAL_TYPE (GpDesktopSession, gp_desktop_session, GP, DESKTOP_SESSION, GpSession)

/** gp_desktop_session_new: @store: whose design was just loaded as @design. @draft: the file is in
 * the program's own folder, and has no name that a person gave it. */
GpDesktopSession *gp_desktop_session_new      (GpStore *store, GpDesign *design, gboolean draft,
                                               GError **error);

/** gp_desktop_session_get_store: borrowed until the session is saved as another file. */
GpStore          *gp_desktop_session_get_store (GpDesktopSession *self);

/** gp_desktop_session_get_runtime: (nullable): the local backend that was started for this design;
 * borrowed. _take_runtime: it ends with the session. */
GpRuntime        *gp_desktop_session_get_runtime  (GpDesktopSession *self);
void              gp_desktop_session_take_runtime (GpDesktopSession *self, GpRuntime *runtime);

G_END_DECLS
