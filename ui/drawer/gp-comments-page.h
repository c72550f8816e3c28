/* gp-comments-page.h — threads of comments: write, answer, resolve
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpCommentsPage: a page of the drawer. A new thread is about what is selected; where nothing is,
 * about the place that gp_comments_page_start() was given, or the design as a whole. */
#define GP_TYPE_COMMENTS_PAGE (gp_comments_page_get_type ())
G_DECLARE_FINAL_TYPE (GpCommentsPage, gp_comments_page, GP, COMMENTS_PAGE, GtkWidget)

GtkWidget *gp_comments_page_new   (GpSession *session);

/** gp_comments_page_start: the cursor goes to where a new comment is written. @view: nil for no
 * place. */
void       gp_comments_page_start (GpCommentsPage *self, const GpId *view, const GpPoint *at);

/** gp_comments_page_show: the thread comes into view; nothing happens where it is gone. */
void       gp_comments_page_show  (GpCommentsPage *self, const GpId *thread);

/** gp_comments_page_write: a new thread with @text, as by hand; FALSE where it could not be
 * written. For tests too. */
gboolean   gp_comments_page_write (GpCommentsPage *self, const char *text);

G_END_DECLS
