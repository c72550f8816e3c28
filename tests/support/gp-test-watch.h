/* gp-test-watch.h — a page about access in a window of its own
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpTestWatch: what such a page is made of. */
typedef struct
{
  GpDesign      *design;
  GpSession     *session;      /* a GpTestSession */
  GpAccessWatch *watch;
  GtkWidget     *window;
  guint          views;        /* answers that came */
} GpTestWatch;

/** gp_test_watch_set_up: everything but the window. @design: (transfer full). */
void gp_test_watch_set_up    (GpTestWatch *self, GpDesign *design);

/** gp_test_watch_show: @page in a window; returns when the rules were asked the first time. */
void gp_test_watch_show      (GpTestWatch *self, GtkWidget *page, int width, int height);

/** gp_test_watch_wait: until the rules were asked as they are now. */
void gp_test_watch_wait      (GpTestWatch *self);

void gp_test_watch_tear_down (GpTestWatch *self);

G_END_DECLS
