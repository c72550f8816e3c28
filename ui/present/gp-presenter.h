/* gp-presenter.h — a story played full screen
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpPresenter: a window without tools. Right, Space, Page Down: on; Left, Page Up: back; Home,
 * End; Escape closes it. The steps are those that the story has when it begins. */
#define GP_TYPE_PRESENTER (gp_presenter_get_type ())
G_DECLARE_FINAL_TYPE (GpPresenter, gp_presenter, GP, PRESENTER, GtkWindow)

/** gp_presenter_new: @story: has at least one step. */
GtkWidget *gp_presenter_new      (GpSession *session, const GpId *story);

/** gp_presenter_show: the step @i, from 0; the nearest one where there is none. */
void       gp_presenter_show     (GpPresenter *self, int i);
int        gp_presenter_get_step (GpPresenter *self);

G_END_DECLS
