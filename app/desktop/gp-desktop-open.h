/* gp-desktop-open.h — from a file of any kind to a session
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-desktop-session.h"

G_BEGIN_DECLS

/**
 * gp_desktop_open_async: opens @path, off the main loop.
 *
 * A *.gplan is opened as it is. Everything else that can be read (a design as text, SQL, an SQLite
 * database) is imported into a new draft: the file itself is not changed. What has no place yet is
 * laid out.
 */
void              gp_desktop_open_async  (const char *path, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);

/** gp_desktop_open_new_async: a new, empty draft. @name: may be NULL. */
void              gp_desktop_open_new_async (const char *name, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);

/** gp_desktop_open_backend_async: a new draft of what a live backend holds, with a target that
 * leads back to it. @type: "postgresql"; @token: (nullable): of that target until the design is
 * closed. */
void              gp_desktop_open_backend_async (const char *type, const char *url,
                                                 const char *token, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);

GpDesktopSession *gp_desktop_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
