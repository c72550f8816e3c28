/* gp-command.h — everything that can be done, in words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"
#include "gp-session.h"

G_BEGIN_DECLS

/**
 * GpCommand: an action as people look for it.
 * @action: with its prefix: "win.undo"
 * @target: its parameter, or NULL
 * @title: translated
 * @accel: its key as GTK writes it, or NULL
 * @why: translated: why it is not possible now; NULL where it is
 */
typedef struct
{
  char     *action;
  GVariant *target;
  char     *title;
  char     *accel;
  char     *why;
} GpCommand;

void       gp_command_free (GpCommand *self);

/**
 * gp_command_list: (transfer full): array of GpCommand: all actions of the program, the window and
 * the canvas, in the order of the table.
 * @window: whose actions are asked; @canvas, @session: NULL where no design is open
 */
GPtrArray *gp_command_list (GtkWindow *window, GpCanvas *canvas, GpSession *session);

/** gp_command_run: activates it on @canvas where it is one of its own, else on @window. */
void       gp_command_run  (const GpCommand *self, GtkWindow *window, GpCanvas *canvas);

/** gp_command_knows: whether the list has the action @name (with its prefix) or needs it not,
 * because its parameter can only come from elsewhere. For tests. */
gboolean   gp_command_knows (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpCommand, gp_command_free)
G_END_DECLS
